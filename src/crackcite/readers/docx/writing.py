"""From a Word file's paragraphs and runs to text and hints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from crackcite.model import HintKind, say
from crackcite.readers.assembly import Assembly
from crackcite.readers.docx.fields import Field, hint_of
from crackcite.readers.docx.notes import Notes
from crackcite.readers.docx.numbering import Numbering
from crackcite.readers.docx.styles import Styles
from crackcite.readers.tree import Element, Text

_CHARACTERS = {"w:noBreakHyphen": "\u2011", "w:tab": " ", "w:ptab": " "}
_DELETED = frozenset({"w:del", "w:moveFrom"})
_LEFT_OUT = {
    "w:del": say("Deleted text of tracked changes was left out."),
    "w:moveFrom": say("Deleted text of tracked changes was left out."),
    "w:commentReference": say("Comments were left out."),
    "w:altChunk": say("A file embedded in the document was left out."),
}


class Writer:
    """Writes the blocks of a part into an Assembly. ``size`` is the length of the document's text, if known."""

    def __init__(
        self, into: Assembly, styles: Styles, numbering: Numbering, notes: Notes, target: Callable[[str], str]
    ) -> None:
        self._into = into
        self._styles, self._numbering, self._notes, self._target = styles, numbering, notes, target
        self._raised: Any = None
        self._fields: list[Field] = []
        self._bookmarks: dict[str, Any] = {}
        self._boxes: list[Element] = []
        self._cells = 0
        self._joined = False
        self._paragraphs = 0
        self._note = False
        self.size = 0

    def blocks(self, element: Element) -> None:
        """Write what an element holds: paragraphs, tables, and whatever wraps them."""
        for child in element.elements:
            if child.name == "w:p":
                self._paragraph(child)
            elif child.name == "w:tbl":
                self._table(child)
            elif child.name == "w:sdt":
                self._control(child, self.blocks)
            elif not self._is_left_out(child) and not child.name.endswith("Pr"):
                self._other(child, self.blocks)

    def note(self, body: Element, name: str, target: Callable[[str], str]) -> None:
        """Write a note's body; ``name`` names its place, ``target`` tells where the hyperlinks of its part lead."""
        self._note = True
        self._target, outside = target, self._target
        self._into.place(name)
        self.blocks(body)
        self._note, self._target = False, outside

    def _is_left_out(self, element: Element) -> bool:
        said = _LEFT_OUT.get(element.name)
        if said and said not in self._into.remarks:
            self._into.remarks.append(said)
        return said is not None

    def _other(self, element: Element, write: Callable[[Element], None]) -> None:
        """An element that only wraps others. Of alternatives, the first that holds anything is shown."""
        if element.name == "mc:AlternateContent":
            chosen = next((child for child in element.elements if next(child.elements, None)), None)
            if chosen is not None:
                write(chosen)
        elif element.name == "w:bookmarkStart":
            self._bookmarks[element.get("w:id")] = self._into.open(HintKind.ANCHOR, element.get("w:name"))
        elif element.name == "w:bookmarkEnd":
            begun = self._bookmarks.pop(element.get("w:id"), None)
            if begun is not None:
                self._into.close(begun)
        elif element.name == "w:txbxContent":
            self._boxes.append(element)
        else:
            write(element)

    def _control(self, element: Element, write: Callable[[Element], None]) -> None:
        """A content control: its content; a table of contents is no part of the article."""
        content = element.first("w:sdtContent")
        gallery = element.first("w:sdtPr", "w:docPartObj", "w:docPartGallery")
        if content is None:
            return
        if gallery is not None and gallery.get("w:val") == "Table of Contents":
            with self._into.hint(HintKind.ASIDE):
                write(content)
        else:
            write(content)

    def _paragraph(self, paragraph: Element) -> None:
        label = self._numbering.label(paragraph)
        level = self._styles.level(paragraph)
        if self._cells:
            self._into.flow(" ")
        elif not self._joined:
            self._into.break_lines(1 if label is not None and not level else 2)
        before = self._into.written
        if not self._cells and not self._note:
            self._into.place(f"paragraph {self._paragraphs + 1}")
        hints = [self._into.open(kind, value, depth) for kind, value, depth in self._hints(paragraph, label, level)]
        self._runs(paragraph)
        self._lower()
        for hint in reversed(hints):
            self._into.close(hint)
        self._paragraphs += self._into.written > before and not self._cells
        self._joined = paragraph.first("w:pPr", "w:rPr", "w:del") is not None
        if not self._cells and not self._joined:
            self._into.break_lines(1 if label is not None and not level else 2)
        self._flush_boxes()

    def _hints(self, paragraph: Element, label: str | None, level: int) -> list[tuple[HintKind, str, int]]:
        found: list[tuple[HintKind, str, int]] = []
        if self._styles.is_contents(paragraph):
            found.append((HintKind.ASIDE, "", 0))
        if level:
            found.append((HintKind.HEADING, "", min(level, 6)))
        elif label is not None:
            found.append((HintKind.ITEM, label, 0))
        return found

    def _flush_boxes(self) -> None:
        """A text box stands after the paragraph that it is anchored in."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._into.break_lines(2)
            self.blocks(box)

    def _table(self, table: Element) -> None:
        layout = self.size and sum(len(e.text()) for e in table.walk() if e.name == "w:t") > 0.6 * self.size
        self._into.break_lines(2)
        hint = None if layout else self._into.open(HintKind.TABLE)
        for row in (e for e in table.walk() if e.name == "w:tr" and _table_of(e) is table):
            self._into.break_lines()
            for cell in (e for e in row.walk() if e.name == "w:tc" and _row_of(e) is row):
                self._into.gap("\t")
                self._cells += not layout
                self.blocks(cell)
                self._cells -= not layout
        if hint is not None:
            self._into.close(hint)
        self._into.break_lines(2)

    def _runs(self, element: Element) -> None:
        for child in element.elements:
            if child.name == "w:r":
                self._run(child)
            elif child.name == "w:hyperlink":
                self._hyperlink(child)
            elif child.name == "w:fldSimple":
                self._simple_field(child)
            elif child.name == "w:sdt":
                self._control(child, self._runs)
            elif child.name == "m:oMath":
                self._formula(child)
            elif child.name != "w:pPr" and not self._is_left_out(child):
                self._other(child, self._runs)

    def _hyperlink(self, element: Element) -> None:
        target = self._target(element.get("r:id")) if element.get("r:id") else ""
        anchor = f"#{element.get('w:anchor')}" if element.get("w:anchor") else ""
        with self._into.hint(HintKind.LINK, target + anchor):
            self._runs(element)

    def _simple_field(self, element: Element) -> None:
        self._fields.append(Field(element.get("w:instr")))
        self._begin_result(self._fields[-1])
        self._runs(element)
        self._end_field()

    def _formula(self, element: Element) -> None:
        self._lower()
        with self._into.hint(HintKind.CODE):
            self._into.flow("".join(e.text() for e in element.walk() if e.name == "m:t"))

    def _run(self, run: Element) -> None:
        if self._styles.hidden(run):
            return
        raised = self._styles.raised(run)
        for child in run.elements:
            if child.name in {"w:t", "w:sym", *_CHARACTERS}:
                self._text(child, raised)
            elif child.name in {"w:br", "w:cr"}:
                self._into.break_lines(1 if child.get("w:type") in {"", "textWrapping"} else 2)
            elif child.name in {"w:footnoteReference", "w:endnoteReference"}:
                self._note_reference(child)
            elif child.name == "w:fldChar":
                self._field(child.get("w:fldCharType"))
            elif child.name == "w:instrText" and self._fields:
                self._fields[-1].instruction += child.text()
            elif child.name == "w:ruby":
                self._other(child.first("w:rubyBase") or child, self._runs)
            elif child.name not in {"w:rPr", "w:instrText", "w:delText"} and not self._is_left_out(child):
                self._other(child, self._runs)

    def _text(self, element: Element, raised: bool) -> None:
        if self._fields and not all(field.shown for field in self._fields):
            return
        shown = _CHARACTERS.get(element.name) or (_symbol(element) if element.name == "w:sym" else "")
        runs = [Text(shown)] if shown else [child for child in element.children if isinstance(child, Text)]
        text = "".join(run.text for run in runs)
        if text.strip():
            self._raise(text) if raised else self._lower()
        for run in runs:
            self._into.flow(run.text, run.source)

    def _raise(self, text: str) -> None:
        """Begin a superscript, unless one is under way that goes on: Word splits a run wherever it was edited."""
        if self._raised is not None and text.lstrip()[0] in "[(" and self._ends_bracketed():
            self._lower()
        self._raised = self._raised or self._into.open(HintKind.SUPERSCRIPT)

    def _ends_bracketed(self) -> bool:
        written = self._into.tail(self._raised.start) if self._raised.start >= 0 else ""
        return written.endswith(("]", ")"))

    def _lower(self) -> None:
        if self._raised is not None:
            self._into.close(self._raised)
            self._raised = None

    def _note_reference(self, element: Element) -> None:
        self._lower()
        label = self._notes.refer(element)
        with self._into.hint(HintKind.NOTE_REF, label.value):
            self._into.flow(label.shown)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(Field())
        elif kind == "separate" and self._fields:
            self._begin_result(self._fields[-1])
        elif kind == "end" and self._fields:
            self._end_field()

    def _begin_result(self, field: Field) -> None:
        field.shown = True
        hint = hint_of(field.instruction)
        if hint:
            self._lower()
            field.hints.append(self._into.open(*hint))

    def _end_field(self) -> None:
        for hint in self._fields.pop().hints:
            self._lower()
            if hint.kind is HintKind.NOTE_REF and hint.start >= 0:
                hint.value = self._into.tail(hint.start).strip()
            self._into.close(hint)


def _symbol(element: Element) -> str:
    """A character of a symbol font: shown where its code means something outside that font."""
    code = element.get("w:char")
    number = int(code, 16) if code and all(c in "0123456789abcdefABCDEF" for c in code) else 0
    return chr(number) if 0x20 <= number < 0xD800 else ""


def _table_of(row: Element) -> Element | None:
    return _ancestor(row, "w:tbl")


def _row_of(cell: Element) -> Element | None:
    return _ancestor(cell, "w:tr")


def _ancestor(element: Element, name: str) -> Element | None:
    found = element.parent
    while found is not None and found.name != name:
        found = found.parent
    return found
