"""Document → Article: source lists, markers, identifiers, the parts of a reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crackcite.model import Article, Document

__all__ = ["extract"]


def extract(document: Document) -> Article:
    """The article that a document holds: :func:`crackcite.extract.article.extract`, loaded when it is first used.

    The rules take small tools from this package; listing them needs no reading of articles.
    """
    from crackcite.extract.article import extract as made

    return made(document)
