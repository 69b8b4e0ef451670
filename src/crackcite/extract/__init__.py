"""Document → Article: source lists, markers, identifiers, the parts of a reference."""

from crackcite.extract.article import extract

__all__ = ["extract"]
