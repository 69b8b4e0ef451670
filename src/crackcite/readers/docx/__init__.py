"""Word documents (DOCX): the text as Word shows it with all changes accepted.

Left out are deleted text, comments, hidden text, headers and footers. Footnotes and endnotes stand after the text.
Positions are given as paragraphs, counted over those of the document that hold anything, tables' cells aside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crackcite.model import Document, HintKind, say
from crackcite.readers.assembly import Assembly
from crackcite.readers.docx.notes import Notes
from crackcite.readers.docx.numbering import Numbering
from crackcite.readers.docx.parts import Parts
from crackcite.readers.docx.styles import Styles
from crackcite.readers.docx.writing import Writer
from crackcite.readers.problems import UnreadableError
from crackcite.readers.tree import Element


def read(data: bytes, path: str) -> Document:
    """A Word document's text with its hints. Raises UnreadableError for a file that is none, or is damaged,
    protected with a password, or dangerous.
    """
    return written(Parts(data), Assembly()).document(path, "docx")


def written(parts: Parts, into: Assembly) -> Assembly:
    """The same into an Assembly of one's own."""
    body = parts.document.first("w:body")
    if body is None:
        raise UnreadableError(say("The file holds no Word document: open it in Word and save it again as .docx."))
    styles = Styles(parts.named("styles"))
    notes = Notes(parts.named("footnotes"), parts.named("endnotes"), parts.named("settings"))
    writer = Writer(into, styles, Numbering(parts.named("numbering"), styles), notes, parts.target)
    writer.size = _size(body)
    writer.blocks(body)
    _write_notes(into, writer, notes, {kind: parts.targets(f"{kind}s") for kind in ("footnote", "endnote")})
    return into


def _write_notes(into: Assembly, writer: Writer, notes: Notes, targets: Mapping[str, Callable[[str], str]]) -> None:
    """The bodies of the notes referred to, footnotes first; a note may refer to further notes."""
    done = 0
    while done < len(notes.referred):
        waiting = sorted(notes.referred[done:], key=lambda note: note[2] == "endnote")
        done = len(notes.referred)
        for label, body, kind in waiting:
            into.break_lines(2)
            with into.hint(HintKind.NOTE, label.value):
                writer.note(body, f"{kind} {label.shown or label.value}", targets[kind])
            into.break_lines(2)


def _size(body: Element) -> int:
    return sum(len(element.text()) for element in body.walk() if element.name == "w:t")
