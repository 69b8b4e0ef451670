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
    named = {name: _whole(getattr(said, name)) for name in _TEXTS}
    return replace(said, **named, authors=tuple(filter(None, map(_whole, said.authors))), accessed=accessed)


_TEXTS = ("title", "container", "volume", "issue", "pages", "publisher", "place")


def _whole(part: str) -> str:
    """A part without the gaps that identifiers and asides left in it."""
    return " ".join(part.replace(GAP, " ").split()).strip(" ,;") if GAP in part else part
