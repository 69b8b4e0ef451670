"""The parts of a reference: authors, title, container, year and the rest, whatever its style."""

from __future__ import annotations

from dataclasses import replace

from crackcite.extract.parts.clean import GAP, body
from crackcite.extract.parts.split import split
from crackcite.model import Identifier, Parts, Span

__all__ = ["parts"]


def parts(text: str, span: Span, identifiers: tuple[Identifier, ...]) -> Parts:
    """What the reference at ``span`` of ``text`` says of its work; ``identifiers`` are the ones found in it."""
    words, accessed = body(text, span, identifiers)
    said = split(words)
    return replace(
        said,
        authors=tuple(filter(None, map(_whole, said.authors))),
        title=_whole(said.title),
        container=_whole(said.container),
        publisher=_whole(said.publisher),
        place=_whole(said.place),
        accessed=accessed,
    )


def _whole(part: str) -> str:
    """A part without the gaps that identifiers and asides left in it."""
    return " ".join(part.replace(GAP, " ").split()).strip(" ,;") if GAP in part else part
