"""A text, places in it, and what a reader makes of a file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open range ``[start, end)`` of a text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The part of ``text`` that this span names."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Position:
    """Where a reader of the source file finds an offset: 1-based line and column, and a name for the place
    where lines mean little (``paragraph 12`` of a DOCX file, ``page 3`` of a PDF); empty otherwise.
    """

    line: int
    column: int
    place: str = ""


class HintKind(StrEnum):
    """What markup told a reader about a range of text that plain text cannot tell.

    Hints may nest and overlap; none begins or ends with white space. Readers with markup give a text in which
    paragraphs, headings and notes stand a blank line apart, entries of a list, rows of a table and line breaks on lines
    of their own, and a table's cells a tab apart.
    """

    SUPERSCRIPT = "superscript"  # one marker may hold several numbers: “4,5” is one hint even if the markup cut it
    LINK = "link"  # value: the target as written; “#fn4” for one within the document
    ANCHOR = "anchor"  # value: the id that links can point at; the span is what carries it, empty for a mere point
    HEADING = "heading"  # level: 1 to 6
    # One entry of a list, its number not in the text. value: the number as the list shows it, without brackets or full
    # stop (“4”; “b”, “iv”, “2.1” where the list counts so); empty where the list shows none (bullets).
    ITEM = "item"
    # A footnote or endnote marker; its number stands in the text, in brackets where it is shown so. value: the note's
    # number, or its label where it has none (“*”). A superscript or a link may cover the same range.
    NOTE_REF = "note-ref"
    # The body of a footnote or endnote without its number; value: as in NOTE_REF. An ITEM may cover the same range.
    NOTE = "note"
    CODE = "code"  # code, formulas: never prose
    TABLE = "table"  # a table's cells; not a table that lays out the whole page
    ASIDE = "aside"  # navigation, table of contents, page header and footer, comments: outside the article


@dataclass(frozen=True, slots=True)
class Hint:
    """A range of the text and what the markup says that it is."""

    kind: HintKind
    span: Span
    value: str = ""
    level: int = 0


_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Document:
    """What a reader made of a file: the text that an editor would see, with hints and the way back to the file.

    ``source`` is the decoded file where ``text`` differs from it (Markdown, HTML); ``anchors`` are pairs
    ``(offset in text, offset in source)`` in ascending order: from each anchor on, both advance together.
    ``places`` are pairs ``(offset in text, name)`` in ascending order, for formats without lines.
    ``remarks`` are sentences about what the reader left out.
    """

    path: str
    format: str
    text: str
    hints: tuple[Hint, ...] = ()
    encoding: str = ""
    language: str | None = None
    source: str | None = None
    anchors: tuple[tuple[int, int], ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    remarks: tuple[str, ...] = ()

    @cached_property
    def _line_starts(self) -> list[int]:
        text = self.text if self.source is None else self.source
        return [0, *(end.end() for end in _LINE_END.finditer(text))]

    @cached_property
    def _anchor_starts(self) -> list[int]:
        return [at for at, _ in self.anchors]

    @cached_property
    def _place_starts(self) -> list[int]:
        return [at for at, _ in self.places]

    def source_offset(self, offset: int) -> int:
        """The offset in the decoded source file of an offset in ``text``."""
        if self.source is None:
            return offset
        index = bisect_right(self._anchor_starts, offset) - 1
        if index < 0:
            return 0
        text_at, source_at = self.anchors[index]
        return min(source_at + offset - text_at, len(self.source))

    def source_line(self, at: int) -> int:
        """The line, 1-based, of an offset in the decoded source file."""
        return bisect_right(self._line_starts, at)

    def source_position(self, at: int) -> tuple[int, int]:
        """The line and the column of an offset in the decoded source file."""
        line = bisect_right(self._line_starts, at)
        return line, at - self._line_starts[line - 1] + 1

    def position(self, offset: int) -> Position:
        """Where in the source file the offset of ``text`` stands."""
        line, column = self.source_position(self.source_offset(offset))
        index = bisect_right(self._place_starts, offset) - 1
        place = self.places[index][1] if index >= 0 else ""
        return Position(line, column, place)

    def ending(self, span: Span) -> Position:
        """Where in the source file a span of ``text`` ends: the position behind its last character, so that markup
        which follows in the source (``</sup>``) is not counted in.
        """
        if self.source is None or span.start == span.end:
            return self.position(span.end)
        last = self.position(span.end - 1)
        return Position(last.line, last.column + 1, last.place)

    def line_span(self, offset: int) -> Span:
        """The line of ``text`` in which ``offset`` stands, without its line ending."""
        start = max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1
        endings = (self.text.find("\n", offset), self.text.find("\r", offset))
        end = min((at for at in endings if at >= 0), default=len(self.text))
        return Span(min(start, offset), max(end, offset))

    def of_kind(self, kind: HintKind) -> Iterator[Hint]:
        """The hints of one kind, in order of their start."""
        return (hint for hint in self.hints if hint.kind is kind)
