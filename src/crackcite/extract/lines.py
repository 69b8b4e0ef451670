"""A text as lines with exact offsets, whatever its line endings."""

from __future__ import annotations

from dataclasses import dataclass

from crackcite.model import Span
from crackcite.patterns import lazy

# Form feed and the two Unicode separators end a page or paragraph in text that comes out of PDF and Word.
_LINE = lazy(r"([^\n\r\f\u2028\u2029]*)(?:\r\n|[\n\r\f\u2028\u2029]|\Z)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where it stands without its ending, and its text with the white space at both ends gone."""

    start: int
    end: int
    bare: str

    @property
    def span(self) -> Span:
        """The line without the white space at its ends."""
        return Span(self.start, self.end)


def lines(text: str) -> list[Line]:
    """All lines of ``text`` in order; offsets are those of the line without surrounding white space."""
    found: list[Line] = []
    for match in _LINE.finditer(text):
        if match.start() == len(text) and found:
            break
        raw = match[1]
        bare = raw.strip()
        start = match.start() + len(raw) - len(raw.lstrip())
        found.append(Line(start, start + len(bare), bare))
    return found
