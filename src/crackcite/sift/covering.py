"""Which findings a comment in the text covers. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from crackcite.model import Article, Finding, Span
from crackcite.patterns import lazy
from crackcite.sift.comments import FILE, NEXT, Comment
from crackcite.sift.places import Shown

#: What ends an entry of a list in markup: a comment behind it is outside.
_BLOCK = lazy(
    r"</?(?:li|p|div|[ou]l|d[dlt]|t[dhr]|table|tbody|section|article|blockquote|h[1-6]|br|ref|fn|ref-list)\b"
    r"|\\(?:bibitem|item|begin|end|par|section)\b|(?:\r\n?|\n)[ \t>]*(?:\r\n?|\n)",
    re.IGNORECASE,
)
#: No comment stands farther than this from the source that it belongs to: other comments may stand between.
_FAR = 2000


@dataclass(frozen=True)
class Reach:
    """What a comment covers: whole sources (indices in ``Article.references``), or else what stands on ``lines`` of
    the file and in one of the ``stretches`` of the text.
    """

    comment: Comment
    everything: bool = False
    entries: frozenset[int] = frozenset()
    lines: range = range(0)
    stretches: tuple[Span, ...] = ()


class Covering:
    """The comments of one article, and what they cover. Finding out costs little however many there are."""

    def __init__(self, article: Article, comments: Iterable[Comment]) -> None:
        self._article, self._document = article, article.document
        self._source = article.document.source or article.document.text
        self._shown = Shown(article.document)
        self._places = [
            self._shown.source(Span(min(one.label.start, one.span.start), one.span.end)) for one in article.references
        ]
        self._order = sorted(range(len(self._places)), key=lambda entry: self._places[entry])
        self._starts = [self._places[entry].start for entry in self._order]
        self._by_line: dict[int, list[int]] = defaultdict(list)
        for entry, place in enumerate(self._places):
            for line in range(self._line(place.start), self._line(max(place.start, place.end - 1)) + 1):
                self._by_line[line].append(entry)
        self.reaches = tuple(self._reach(comment) for comment in comments)
        self._index = _Index(self.reaches)

    def covering(self, finding: Finding) -> list[Reach]:
        """The comments that cover a finding, their rules apart, in the order of the file."""
        place, lines = self._shown.source(finding.span), self._shown.lines(finding.span)
        entries = {finding.entry} if finding.entry is not None else self._entries_at(place)
        index = self._index
        found = {*index.everywhere, *index.inside(place)}
        for entry in entries:
            found.update(index.by_entry.get(entry, ()))
        for line in lines:
            found.update(
                at
                for at in index.by_line.get(line, ())
                if any(_overlap(finding.span, stretch) for stretch in self.reaches[at].stretches)
            )
        return [self.reaches[at] for at in sorted(found)]

    def spot(self, comment: Comment) -> Span:
        """The place in the text to point at when a comment itself is spoken of: what is shown nearest to it."""
        before, after = self._shown.before(comment.start), self._shown.after(comment.end)
        on_line = before is not None and self._shown_line(before) == self._line(comment.start)
        found = before if on_line or after is None else after
        return Span(0, 0) if found is None else Span(found, found + 1)

    def line(self, comment: Comment) -> int:
        """The line of the file on which a comment begins, 1-based."""
        return self._line(comment.start)

    def stands_alone(self, reach: Reach) -> bool:
        """Whether nothing is shown on the lines of a comment."""
        comment = reach.comment
        lines = range(self._line(comment.start), self._line(comment.end - 1) + 1)
        spots = (self._shown.before(comment.start), self._shown.after(comment.end))
        return not any(spot is not None and self._shown_line(spot) in lines for spot in spots)

    def entries(self, reach: Reach) -> frozenset[int]:
        """The sources that a comment has to do with: those that it covers, or that stand where it reaches."""
        if reach.everything:
            return frozenset(range(len(self._places)))
        return reach.entries.union(*(self._by_line.get(line, ()) for line in reach.lines))

    def _line(self, at: int) -> int:
        return self._document.source_line(at)

    def _shown_line(self, offset: int) -> int:
        return self._document.position(offset).line

    def _entries_at(self, place: Span) -> set[int]:
        """The sources that a place in the file touches."""
        first = max(0, bisect_right(self._starts, place.start) - 1)
        last = max(bisect_left(self._starts, place.end), first + 1)
        return {entry for entry in self._order[first:last] if _overlap(place, self._places[entry])}

    def _reach(self, comment: Comment) -> Reach:
        if comment.order == FILE:
            return Reach(comment, everything=True)
        if comment.order == NEXT:
            return self._next(comment)
        inside = self._around(comment)
        if inside is not None:
            return Reach(comment, entries=frozenset({inside}))
        lines = range(self._line(comment.start), self._line(comment.end - 1) + 1)
        spots = (self._shown.before(comment.start), self._shown.after(comment.end))
        stretches = tuple(self._document.line_span(spot) for spot in spots if spot is not None)
        return Reach(comment, lines=lines, stretches=stretches)

    def _next(self, comment: Comment) -> Reach:
        """The next line of the file on which something is shown, and the sources that stand on it."""
        found = self._shown.after(comment.end)
        if found is not None and self._shown_line(found) == self._line(comment.end - 1):
            found = self._shown.after(self._end_of_line(comment.end))
        if found is None:
            return Reach(comment)
        line = self._shown_line(found)
        whole = Span(0, len(self._document.text))
        entries = frozenset(self._by_line.get(line, ()))
        return Reach(comment, entries=entries, lines=range(line, line + 1), stretches=(whole,))

    def _end_of_line(self, at: int) -> int:
        end = _LINE_END.search(self._source, at)
        return end.end() if end else len(self._source)

    def _around(self, comment: Comment) -> int | None:
        """The source inside which a comment stands: among its words, right before them, or right behind them."""
        after = bisect_right(self._starts, comment.start)
        before = self._order[after - 1] if after else None
        if before is not None and comment.start < self._places[before].end:
            return before
        if after < len(self._order) and self._adjoin(comment.end, self._starts[after], one_line=True):
            return self._order[after]
        if before is not None and self._adjoin(self._places[before].end, comment.start, one_line=False):
            return before
        return None

    def _adjoin(self, start: int, end: int, *, one_line: bool) -> bool:
        """Whether two offsets of the file are parted by nothing that is shown and by no end of a block."""
        if not 0 <= end - start <= _FAR:
            return False
        between = self._source[start:end]
        if _BLOCK.search(between) or (one_line and _LINE_END.search(between)):
            return False
        return not self._shown.covers(start, end)


_LINE_END = lazy(r"\r\n|\r|\n")


class _Index:
    """The ways from a finding to the comments (by their place in the order of the file) that may cover it."""

    def __init__(self, reaches: Iterable[Reach]) -> None:
        self.everywhere: list[int] = []
        self.by_entry: dict[int, list[int]] = defaultdict(list)
        self.by_line: dict[int, list[int]] = defaultdict(list)
        starts: list[tuple[int, int]] = []
        for at, reach in enumerate(reaches):
            if reach.everything:
                self.everywhere.append(at)
            for entry in reach.entries:
                self.by_entry[entry].append(at)
            for line in reach.lines:
                self.by_line[line].append(at)
            if reach.comment.order != NEXT:
                starts.append((reach.comment.start, at))
        self._starts = starts

    def inside(self, place: Span) -> list[int]:
        """The comments that stand within a place of the file."""
        first, last = bisect_left(self._starts, (place.start, -1)), bisect_left(self._starts, (place.end, -1))
        return [at for _, at in self._starts[first:last]]


def _overlap(one: Span, other: Span) -> bool:
    """Whether two spans touch; an empty one does where it stands at the other's edge."""
    if one.start == one.end:
        return other.start <= one.start <= other.end
    return one.overlaps(other)
