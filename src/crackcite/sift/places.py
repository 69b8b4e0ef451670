"""Where in the source file the text of a document stands, and the way from the file to the text. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from crackcite.model import Document, Span
from crackcite.patterns import lazy

_VISIBLE = lazy(r"\S")


class Shown:
    """The pieces of a source file that a document's text was made of, in the order of the file."""

    def __init__(self, document: Document) -> None:
        text, source = document.text, document.source or document.text
        self._document, self._text, self._source = document, text, source
        anchors = document.anchors or ((0, 0),)
        ends = [*(at for at, _ in anchors[1:]), len(text)]
        pieces = sorted(
            (begin, at, at + len(text[at:end].rstrip()))
            for (at, begin), end in zip(anchors, ends, strict=True)
            if text[at:end].strip()
        )
        # What rendering adds (a number, a line's end) makes a piece reach beyond its own place in the file.
        limits = [*(after[0] for _, after in pairwise(pieces)), len(source)]
        self._starts = [begin for begin, _, _ in pieces]
        self._pieces = [
            (begin, max(begin + 1, min(begin + end - at, limit)), at)
            for (begin, at, end), limit in zip(pieces, limits, strict=True)
        ]

    def verbatim(self, at: int) -> bool:
        """Whether what stands in the file at an offset stands in the text as well, at least for four characters."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return False
        begin, end, offset = self._pieces[index]
        there = offset + at - begin
        return at < end and self._text[there : there + 4] == self._source[at : at + 4]

    def before(self, at: int) -> int | None:
        """The offset in the text of the last visible character that stands before ``at`` in the file."""
        for index in range(bisect_left(self._starts, at) - 1, -1, -1):
            begin, end, offset = self._pieces[index]
            kept = self._text[offset : offset + min(at, end) - begin].rstrip()
            if kept:
                return offset + len(kept) - 1
        return None

    def after(self, at: int) -> int | None:
        """The offset in the text of the first visible character that stands at ``at`` in the file or behind it."""
        index = max(0, bisect_right(self._starts, at) - 1)
        for begin, end, offset in self._pieces[index:]:
            visible = _VISIBLE.search(self._text, offset + max(0, at - begin), offset + end - begin)
            if visible:
                return visible.start()
        return None

    def covers(self, start: int, end: int) -> bool:
        """Whether anything visible stands between two offsets of the file."""
        found = self.after(start)
        return found is not None and self._document.source_offset(found) < end

    def source(self, span: Span) -> Span:
        """From the first to behind the last character of a span of the text, in the file."""
        first = self._document.source_offset(span.start)
        last = self._document.source_offset(max(span.start, span.end - 1)) + (span.end > span.start)
        return Span(min(first, last), max(first, last))

    def lines(self, span: Span) -> range:
        """The lines of the file, 1-based, on which a span of the text stands."""
        where = self.source(span)
        first = self._document.source_line(where.start)
        return range(first, self._document.source_line(max(where.start, where.end - 1)) + 1)
