"""The parts of a reference: authors, title, container, year and the rest, whatever its style."""

from __future__ import annotations

from dataclasses import replace

from crackcite.extract.parts.clean import body
from crackcite.extract.parts.split import split
from crackcite.model import Identifier, Parts, Span

__all__ = ["parts"]


def parts(text: str, span: Span, identifiers: tuple[Identifier, ...]) -> Parts:
    """What the reference at ``span`` of ``text`` says of its work; ``identifiers`` are the ones found in it."""
    words, accessed = body(text, span, identifiers)
    return replace(split(words), accessed=accessed)
