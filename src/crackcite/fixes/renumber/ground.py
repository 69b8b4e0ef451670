"""What renumbering works on: the source of a file, the way to it from the text, and the way back to a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crackcite.fixes.encoding import spliced
from crackcite.fixes.renumber.problems import UncertainError
from crackcite.model import Article, Edit, Span, say
from crackcite.readers.tree import Element

if TYPE_CHECKING:
    from crackcite.fixes.docx.places import Places


class Ground:
    """The decoded file of a text, a Markdown file or a page.

    ``source`` is what edits are made in; ``root`` its tree where it is made of elements, whose start and end are
    offsets in ``source``.
    """

    root: Element | None = None

    def __init__(self, data: bytes, article: Article) -> None:
        self.data, self.document = data, article.document
        self.source = self.document.text if self.document.source is None else self.document.source
        if self.document.format == "html":
            from crackcite.readers.html.tree import parsed

            self.root = parsed(self.source)

    def at(self, offset: int) -> int | None:
        """Where in the source a character of the text stands; None where it does not stand there as itself."""
        at = self.document.source_offset(offset)
        return at if self.source[at : at + 1] == self.document.text[offset] else None

    def near(self, span: Span) -> Span | None:
        """Where in the source a range of the text begins and ends: its first and last characters that stand there."""
        first = next((at for offset in range(span.start, span.end) if (at := self.at(offset)) is not None), None)
        last = next((at for o in range(span.end - 1, span.start - 1, -1) if (at := self.at(o)) is not None), None)
        return Span(first, last + 1) if first is not None and last is not None and first <= last else None

    def exact(self, span: Span) -> Span | None:
        """Where a range of the text stands in the source word for word; None where markup interrupts it."""
        if span.start == span.end:
            return None
        start, end = self.at(span.start), self.at(span.end - 1)
        if start is None or end is None or self.source[start : end + 1] != span.of(self.document.text):
            return None
        return Span(start, end + 1)

    def file(self, edits: Sequence[Edit]) -> bytes:
        """The file with edits of its source, which are sorted and do not overlap."""
        return spliced(self.data, self.document, [(edit.span, edit.replacement, None) for edit in edits])


class WordGround(Ground):
    """The document's own part of a Word file."""

    def __init__(self, data: bytes, article: Article) -> None:
        from crackcite.fixes.docx import traced
        from crackcite.fixes.docx.places import Places

        self.data, self.document = data, article.document
        self.trace = traced(data, self.document)
        self._places: Places = Places(self.trace)
        self.source = self.trace.parts[self.trace.main]
        self.root = self.trace.roots[self.trace.main]

    def at(self, offset: int) -> int | None:
        """As above; raises UncertainError where Word or a plug-in would undo a change, or the text is under review."""
        spot = self._places.spot(offset)
        if spot is None or spot.part != self.trace.main:
            return None
        if spot.why_not:
            raise UncertainError(spot.why_not)
        return spot.start

    def file(self, edits: Sequence[Edit]) -> bytes:
        """As above."""
        from crackcite.fixes.docx import rewritten
        from crackcite.fixes.docx.changes import Change

        return rewritten(self.data, self.trace, [Change(self.trace.main, e.span, e.replacement) for e in edits])


def ground(data: bytes, article: Article) -> Ground:
    """The ground of an article that was read of ``data``. Raises UncertainError for a format that is not written."""
    kind = article.document.format
    if kind not in {"text", "markdown", "html", "docx"}:
        raise UncertainError(
            say("crackcite cannot write {format}: give the article as text, Markdown, HTML or Word", format=kind)
        )
    return WordGround(data, article) if kind == "docx" else Ground(data, article)
