"""Edits of the text of Markdown and web pages, as changes of their source."""

from __future__ import annotations

from collections.abc import Sequence

from crackcite.fixes.encoding import spliced
from crackcite.model import Document, Edit, Span


def patched_markup(data: bytes, document: Document, edits: Sequence[Edit]) -> bytes:
    """The writer of Markdown and HTML."""
    slices = []
    for edit in edits:
        start = document.source_offset(edit.span.start)
        slices.append((Span(start, start + edit.span.end - edit.span.start), edit.replacement, edit))
    return spliced(data, document, slices)
