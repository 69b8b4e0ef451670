"""The parts of a reference: authors, title, container, year and the rest, whatever its style."""

from __future__ import annotations

from crackcite.extract.parts.clean import body
from crackcite.extract.parts.split import layout
from crackcite.extract.parts.tail import numbers
from crackcite.extract.parts.years import year_of
from crackcite.model import Identifier, Parts, Span

__all__ = ["parts"]


def parts(text: str, span: Span, identifiers: tuple[Identifier, ...]) -> Parts:
    """What the reference at ``span`` of ``text`` says of its work; ``identifiers`` are the ones found in it."""
    words, accessed = body(text, span, identifiers)
    cut = layout(words)
    serial = numbers(cut.rest)
    return Parts(
        authors=cut.authors,
        title=cut.title,
        year=cut.year or year_of(cut.rest) or year_of(words),
        volume=serial.volume,
        issue=serial.issue,
        pages=serial.pages,
        accessed=accessed,
        et_al=cut.et_al,
    )
