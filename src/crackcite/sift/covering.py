"""Which findings a comment in the text covers. Pure."""

from __future__ import annotations

import re
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
    """Tells what the comments of one article cover."""

    def __init__(self, article: Article) -> None:
        self._article, self._document = article, article.document
        self._shown = Shown(article.document)
        self._entries = [
            self._shown.source(Span(min(one.label.start, one.span.start), one.span.end)) for one in article.references
        ]

    def reach(self, comment: Comment) -> Reach:
        """What a comment covers."""
        if comment.order == FILE:
            return Reach(comment, everything=True)
        if comment.order == NEXT:
            return self._next(comment)
        inside = self._around(comment)
        if inside is not None:
            return Reach(comment, entries=frozenset({inside}))
        lines = range(self._line(comment.start), self._line(comment.end - 1) + 1)
        spots = (self._shown.before(comment.start), self._shown.after(comment.end))
        return Reach(
            comment, lines=lines, stretches=tuple(self._document.line_span(spot) for spot in spots if spot is not None)
        )

    def covers(self, reach: Reach, finding: Finding) -> bool:
        """Whether a finding is covered, its rule apart."""
        if reach.everything or finding.entry in reach.entries:
            return True
        if any(self._overlap(finding.span, self._article.references[entry].span) for entry in reach.entries):
            return True
        place = self._shown.source(finding.span)
        if reach.comment.order != NEXT and place.start <= reach.comment.start < place.end:
            return True
        on_lines = any(line in reach.lines for line in self._shown.lines(finding.span))
        return on_lines and any(self._overlap(finding.span, stretch) for stretch in reach.stretches)

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
        spots = (self._shown.before(reach.comment.start), self._shown.after(reach.comment.end))
        return not any(spot is not None and self._shown_line(spot) in reach.lines for spot in spots)

    def entries(self, reach: Reach) -> frozenset[int]:
        """The sources that a comment has to do with: those that it covers, or that stand where it reaches."""
        every = range(len(self._article.references))
        if reach.everything:
            return frozenset(every)
        return reach.entries | {entry for entry in every if set(self._lines_of(entry)) & set(reach.lines)}

    def _line(self, at: int) -> int:
        return self._document.source_line(at)

    def _shown_line(self, offset: int) -> int:
        return self._document.position(offset).line

    def _lines_of(self, entry: int) -> range:
        place = self._entries[entry]
        return range(self._line(place.start), self._line(max(place.start, place.end - 1)) + 1)

    def _next(self, comment: Comment) -> Reach:
        """The next line of the file on which something is shown, and the sources that stand on it."""
        line = self._line(comment.end - 1)
        found = self._shown.after(comment.end)
        if found is not None and self._shown_line(found) == line:
            found = self._shown.after(self._end_of_line(comment.end))
        if found is None:
            return Reach(comment)
        line = self._shown_line(found)
        entries = (entry for entry in range(len(self._entries)) if line in self._lines_of(entry))
        whole = Span(0, len(self._document.text))
        return Reach(comment, entries=frozenset(entries), lines=range(line, line + 1), stretches=(whole,))

    def _end_of_line(self, at: int) -> int:
        source = self._document.source or self._document.text
        ends = [end for end in (source.find("\n", at), source.find("\r", at)) if end >= 0]
        return min(ends, default=len(source)) + 1

    def _around(self, comment: Comment) -> int | None:
        """The source inside which a comment stands: among its words, right before them, or right behind them."""
        for entry, place in enumerate(self._entries):
            if place.start <= comment.start < place.end:
                return entry
        for entry, place in enumerate(self._entries):
            if comment.end <= place.start and self._adjoin(comment.end, place.start, one_line=True):
                return entry
        for entry, place in enumerate(self._entries):
            if place.end <= comment.start and self._adjoin(place.end, comment.start, one_line=False):
                return entry
        return None

    def _adjoin(self, start: int, end: int, *, one_line: bool) -> bool:
        """Whether two offsets of the file are parted by nothing that is shown and by no end of a block."""
        if end - start > _FAR:
            return False
        between = (self._document.source or self._document.text)[start:end]
        if _BLOCK.search(between) or (one_line and ("\n" in between or "\r" in between)):
            return False
        return not self._shown.covers(start, end)

    @staticmethod
    def _overlap(one: Span, other: Span) -> bool:
        return one.start <= other.end and other.start <= one.end if one.start == one.end else one.overlaps(other)


#: No comment stands farther than this from the source that it belongs to: other comments may stand between.
_FAR = 2000
