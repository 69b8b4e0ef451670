"""Which characters of a text already belong to an identifier."""

from __future__ import annotations

from crackcite.model import Span


class Ground:
    """The characters ``[0, size)`` of a text, each free or taken; every question costs the length of what it names."""

    def __init__(self, size: int) -> None:
        self._taken = bytearray(size)

    def take(self, span: Span) -> None:
        """Mark the characters of ``span`` as taken."""
        self._taken[span.start : span.end] = b"\x01" * (span.end - span.start)

    def free(self, span: Span) -> bool:
        """Whether no character of ``span`` is taken."""
        return self._taken.find(1, span.start, span.end) < 0
