"""Edits into a file's bytes: one writer for each format that can be written, and the proof that it wrote right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from crackcite import readers
from crackcite.fixes.edits import applied, trimmed
from crackcite.fixes.encoding import Slice, spliced
from crackcite.fixes.problems import UnwritableError
from crackcite.model import Document, Edit, Span, say

__all__ = ["UnwritableError", "patched", "writable"]

Writer = Callable[[bytes, Document, Sequence[Edit]], bytes]

#: Where each format's writer is: a module and a function in it of the type ``Writer``.
_WRITERS = {
    "text": ("crackcite.fixes.writing", "patched_text"),
    "markdown": ("crackcite.fixes.markup", "patched_markup"),
    "html": ("crackcite.fixes.markup", "patched_markup"),
    "docx": ("crackcite.fixes.docx", "patched_docx"),
}
_CALLED = {"rtf": "RTF", "odt": "OpenDocument", "epub": "EPUB", "latex": "LaTeX", "pdf": "PDF", "jats": "JATS XML"}


def writable(document: Document) -> bool:
    """Whether files in the document's format can be written."""
    return document.format in _WRITERS


def patched(data: bytes, document: Document, edits: Sequence[Edit]) -> bytes:
    """The file with the edits made and every other character as it was.

    ``data`` are the bytes of which ``document`` was read; ``edits`` are sorted and do not overlap. The result is
    proved: read again, it says what was meant. Raises :class:`UnwritableError`, with the edit where one is at fault.
    """
    if not writable(document):
        called = _CALLED.get(document.format, document.format)
        raise UnwritableError(say("crackcite cannot write {format} yet: here is the diff", format=called))
    if not edits:
        return data
    module, name = _WRITERS[document.format]
    writer: Writer = getattr(import_module(module), name)
    new = writer(data, document, edits)
    _prove(new, document, edits)
    return new


def patched_text(data: bytes, document: Document, edits: Sequence[Edit]) -> bytes:
    """The writer of plain text."""
    if document.source is None:
        return spliced(data, document, [(edit.span, edit.replacement, edit) for edit in edits])
    return spliced(data, document, [_beside_comments(document, document.source, edit) for edit in edits])


def _beside_comments(document: Document, source: str, edit: Edit) -> Slice:
    """An edit in a file whose comments to crackcite are left out of the text."""
    small = trimmed(edit, document.text)
    start, end = small.span.start, small.span.end
    first = document.source_offset(start) if start < end or not start else document.source_offset(start - 1) + 1
    where = Span(first, first + end - start)
    if where.of(source) != small.span.of(document.text):
        raise UnwritableError(say("where it stands in the file is not certain: change it by hand"), edit)
    return where, small.replacement, edit


def _prove(new: bytes, document: Document, edits: Sequence[Edit]) -> None:
    """Raise UnwritableError where the written file, read again, does not say what the edits meant."""
    try:
        again = readers.read(new, document.path, document.format)
        proved = again.text == applied(document.text, edits) and again.encoding == document.encoding
    except readers.UnreadableError:
        proved = False
    if not proved:
        raise UnwritableError(
            say("where it stands in the file is not certain: change it by hand"),
            edits[0] if len(edits) == 1 else None,
        )
