"""Rich Text Format (RTF), as Word, LibreOffice, TextEdit and WordPad write it.

Deleted text, hidden text, comments, headers and footers are left out; notes stand after the text. Positions are given
as paragraphs, counted over those that hold anything.
"""

from __future__ import annotations

import re
from typing import Any

from crackcite.model import Document, HintKind, say
from crackcite.readers.assembly import Assembly
from crackcite.readers.docx.fields import hint_of
from crackcite.readers.problems import UnreadableError
from crackcite.readers.rtf.events import Event, Parser

_DECORATION = " \t()[]{}.:;–—-"
_SURROGATES = re.compile("[\ud800-\udfff]")
_LARGEST = 64_000_000


def read(data: bytes, path: str) -> Document:
    """An RTF file's text with its hints. Raises UnreadableError for a file that is none, or is too large."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableError(say("The file is not RTF inside, whatever its name: save it as RTF, or name its format."))
    if len(data) > _LARGEST:
        raise UnreadableError(say("The file is too large (over 64 MB): save it without its pictures."))
    parser = Parser(data.decode("latin-1"))
    parser.parse()
    into = Assembly()
    writer = _Writer(into)
    writer.write(_joined([event for event in parser.events if not event.state.note]))
    numbers = sorted({event.state.note for event in parser.events} - {0}, key=lambda n: (n in parser.endnotes, n))
    for number in numbers:
        writer.note(str(number), _joined([event for event in parser.events if event.state.note == number]))
    return into.document(path, "rtf")


def _joined(events: list[Event]) -> list[Event]:
    """The events, with halves of characters outside the basic plane put together."""
    result: list[Event] = []
    for event in events:
        if event.kind == "text" and result and result[-1].kind == "text" and result[-1].state == event.state:
            result[-1] = Event("text", result[-1].value + event.value, event.state)
        else:
            result.append(event)
    return [Event(event.kind, _whole(event.value), event.state) for event in result]


def _whole(text: str) -> str:
    if not _SURROGATES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Writer:
    def __init__(self, into: Assembly) -> None:
        self._into = into
        self._raised: Any = None
        self._heading: Any = None
        self._item: Any = None
        self._table: Any = None
        self._fields: list[tuple[str, Any]] = []
        self._paragraphs = 0
        self._begun = False
        self._in_note = False

    def write(self, events: list[Event]) -> None:
        """Write a stream of events."""
        for event in events:
            handler = getattr(self, f"_on_{event.kind.replace('-', '_')}", None)
            if handler is not None:
                handler(event)
        self._end_paragraph()
        self._end_table()
        while self._fields:
            self._close_field()

    def note(self, number: str, events: list[Event]) -> None:
        """Write a note's body."""
        self._in_note = True
        self._into.break_lines(2)
        self._into.place(f"note {number}")
        with self._into.hint(HintKind.NOTE, number):
            self.write(events)
        self._into.break_lines(2)
        self._in_note = False

    def _on_text(self, event: Event) -> None:
        if event.value.strip():
            self._begin_paragraph(event)
            self._raise() if event.state.raised else self._lower()
        self._into.flow(event.value)

    def _begin_paragraph(self, event: Event) -> None:
        if not event.state.table:
            self._end_table()
        if self._begun:
            return
        self._begun = True
        self._paragraphs += 1
        if event.state.table and self._table is None:
            self._into.break_lines(2)
            self._table = self._into.open(HintKind.TABLE)
        if not self._in_note:
            self._into.place(f"paragraph {self._paragraphs}")
        if event.state.level and self._heading is None:
            self._heading = self._into.open(HintKind.HEADING, "", min(event.state.level, 6))

    def _raise(self) -> None:
        self._raised = self._raised or self._into.open(HintKind.SUPERSCRIPT)

    def _lower(self) -> None:
        if self._raised is not None:
            self._into.close(self._raised)
            self._raised = None

    def _on_note_ref(self, event: Event) -> None:
        self._begin_paragraph(event)
        self._lower()
        with self._into.hint(HintKind.NOTE_REF, event.value):
            self._into.flow(event.value)

    def _on_listtext(self, event: Event) -> None:
        label = event.value.strip().strip(_DECORATION)
        self._into.break_lines()
        self._item = self._item or self._into.open(HintKind.ITEM, label if label.isalnum() or "." in label else "")

    _on_pntext = _on_listtext

    def _on_paragraph(self, event: Event) -> None:
        lines = 1 if self._item is not None else 2
        self._end_paragraph()
        if event.state.table:
            self._into.flow(" ")
        else:
            self._into.break_lines(lines)

    def _on_line(self, _: Event) -> None:
        self._into.break_lines()

    def _on_cell(self, _: Event) -> None:
        self._end_paragraph()
        self._into.gap("\t")

    def _on_row(self, _: Event) -> None:
        self._end_paragraph()
        self._into.break_lines()

    def _on_bkmkstart(self, event: Event) -> None:
        self._into.close(self._into.open(HintKind.ANCHOR, event.value.strip()))

    def _on_fldinst(self, event: Event) -> None:
        self._fields.append((event.value.strip(), None))

    def _on_fldrslt(self, _: Event) -> None:
        hint = hint_of(self._fields[-1][0]) if self._fields and self._fields[-1][1] is None else None
        if hint is not None:
            self._lower()
            self._fields[-1] = (self._fields[-1][0], self._into.open(*hint))

    def _on_end_field(self, _: Event) -> None:
        if self._fields:
            self._close_field()

    def _close_field(self) -> None:
        hint = self._fields.pop()[1]
        if hint is not None:
            self._lower()
            if hint.kind is HintKind.NOTE_REF and hint.start >= 0:
                hint.value = self._into.tail(hint.start).strip()
            self._into.close(hint)

    def _end_paragraph(self) -> None:
        self._lower()
        for hint in (self._heading, self._item):
            if hint is not None:
                self._into.close(hint)
        self._heading = self._item = None
        self._begun = False

    def _end_table(self) -> None:
        if self._table is not None:
            self._into.close(self._table)
            self._into.break_lines(2)
            self._table = None
