"""What a search for source lists works on (the lines of a text and the label of each) and what it finds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from crackcite.extract.labels import CAREFUL, Label, label
from crackcite.extract.lines import Line, lines
from crackcite.extract.paragraphs import spread
from crackcite.model import Document, Heading, HintKind, Span


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: its number, where that stands, and its text."""

    number: int | None
    label: Span
    span: Span


@dataclass(frozen=True)
class Found:
    """A source list as found: ``extent`` holds its heading too and is no part of the article's prose."""

    entries: tuple[Entry, ...]
    heading: Heading | None = None
    numbered: bool = True
    remark: str = ""
    first_line: int = 0
    last_line: int = 0
    notes: bool = False  # the footnotes or endnotes that markup names

    @property
    def span(self) -> Span:
        """From the first entry's label to the last entry's end."""
        first, last = self.entries[0], self.entries[-1]
        return Span(min(first.label.start, first.span.start), last.span.end)

    @property
    def extent(self) -> Span:
        """The list with its heading. Notes may stand apart from each other, with text between them."""
        if self.notes:
            return Span(self.entries[-1].span.end, self.entries[-1].span.end)
        start = self.heading.span.start if self.heading else self.span.start
        return Span(min(start, self.span.start), self.span.end)


class Page:
    """The lines of a text with the label of each."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        asides = sorted(hint.span for hint in document.of_kind(HintKind.ASIDE))
        self.lines = spread([_silent(line) if _inside(asides, line) else line for line in lines(document.text)])
        self.labels = _labels(document, self.lines)

    def indented(self, index: int) -> bool:
        """Whether white space stands before a line."""
        start = self.lines[index].start
        return start > 0 and self.text[start - 1] in " \t\u00a0"

    def next_written(self, index: int) -> int:
        """The index of the first line from ``index`` on that is not blank."""
        while index < len(self.lines) and not self.lines[index].bare:
            index += 1
        return index


def _inside(areas: Sequence[Span], line: Line) -> bool:
    """Whether the line stands in one of the areas, which are in ascending order."""
    at = bisect_right(areas, line.start, key=attrgetter("start"))
    return any(area.contains(line.span) for area in areas[max(0, at - 2) : at])


def _silent(line: Line) -> Line:
    """The line as if it were blank: what lies outside the article neither opens a list nor belongs to one."""
    return Line(line.start, line.end, "")


def _labels(document: Document, page: Sequence[Line]) -> list[Label | None]:
    numbered = (hint for hint in document.of_kind(HintKind.ITEM) if hint.value.isdecimal() and len(hint.value) < 10)
    items = {hint.span.start: hint for hint in numbered}
    found: list[Label | None] = []
    for line in page:
        written = label(line) if line.bare else None
        hint = items.get(line.start)
        if hint and not (written and written.number == int(hint.value) and written.style not in CAREFUL):
            at = Span(line.start, line.start)
            written = Label("item", int(hint.value), at, line.start, hint.span.end)
        found.append(written)
    return found
