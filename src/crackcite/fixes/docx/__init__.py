"""Edits into a Word file: only the characters that change, in the runs in which they stand.

Formatting, every other part and every other byte of the XML stay as they are. What a change cannot be certain of is
refused with the reason: text that Word or a plug-in makes (numbers, fields, data), tracked changes, text boxes.
"""

from __future__ import annotations

from collections.abc import Sequence

from crackcite.fixes.docx.archive import replaced
from crackcite.fixes.docx.changes import Change, changes_of, retargeted
from crackcite.fixes.docx.places import Places
from crackcite.fixes.problems import UnwritableError
from crackcite.model import Document, Edit, say
from crackcite.readers import UnreadableError
from crackcite.readers.docx.tracing import Trace

__all__ = ["patched_docx", "rewritten", "traced"]


def patched_docx(data: bytes, document: Document, edits: Sequence[Edit]) -> bytes:
    """The Word file with the edits made.

    ``edits`` are sorted and do not overlap, their spans are into ``document.text``. Where an address is changed that is
    also the target of its hyperlink, the target changes with it. Raises UnwritableError, with the edit where it is one
    edit's fault, for what cannot be written with certainty.
    """
    trace = traced(data, document)
    places = Places(trace)
    changes = [change for edit in edits for change in changes_of(edit, places)]
    changes += retargeted(edits, places)
    return rewritten(data, trace, changes)


def traced(data: bytes, document: Document) -> Trace:
    """The file of which a document was read, with the way from its text to its XML. Raises UnwritableError."""
    try:
        trace = Trace(data, document.path)
    except UnreadableError as error:
        raise UnwritableError(str(error)) from None
    if trace.document.text != document.text:
        raise UnwritableError(say("the file has changed since it was read: run crackcite again"))
    return trace


def rewritten(data: bytes, trace: Trace, changes: Sequence[Change]) -> bytes:
    """The file with changes of its XML made, which do not overlap."""
    parts = {}
    for name in dict.fromkeys(change.part for change in changes):
        source = trace.raw(name).decode("utf-8")
        own = sorted((c for c in changes if c.part == name), key=lambda change: (change.span.start, change.span.end))
        pieces, at = [], 0
        for change in own:
            pieces += [source[at : change.span.start], change.replacement]
            at = change.span.end
        parts[name] = "".join([*pieces, source[at:]]).encode("utf-8")
    return replaced(data, parts) if parts else data
