"""The Reviewdog Diagnostic Format: comments on pull requests, whatever the forge.

Source: reviewdog, ``proto/rdf/reviewdog.proto``: columns count bytes of UTF-8 from 1, the end is exclusive.
"""

from __future__ import annotations

from typing import Any

from crackcite.model import Document, Finding, Report, Severity
from crackcite.reports.flat import HOME, RULES, UNREADABLE, Note, Row, as_json, notes, replacement, rows
from crackcite.reports.views import Look

_SEVERITY = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def view(report: Report, look: Look) -> str:
    """A diagnostic for each finding, with its fix as a suggestion; remarks are diagnostics of the file, or of none."""
    found = [*map(_diagnostic, rows(report, look)), *map(_remark, notes(report, look))]
    return as_json({"source": {"name": "crackcite", "url": HOME}, "diagnostics": found})


def _remark(note: Note) -> dict[str, Any]:
    return {
        "message": note.text,
        "location": {"path": note.path},
        "severity": _SEVERITY[note.severity],
        "code": {"value": note.kind},
    }


def _diagnostic(row: Row) -> dict[str, Any]:
    finding, document = row.finding, row.judged.article.document if row.judged else None
    location: dict[str, Any] = {"path": row.path}
    if document and not row.region.place and finding.rule != UNREADABLE:
        location["range"] = _range(document, finding)
    diagnostic: dict[str, Any] = {
        "message": row.advice,
        "location": location,
        "severity": _SEVERITY[finding.severity],
        "code": {"value": finding.rule, "url": RULES},
    }
    change = replacement(document, finding) if document else None
    if document and change:
        span, text = change
        diagnostic["suggestions"] = [{"range": _between(document, span.start, span.end), "text": text}]
    return diagnostic


def _range(document: Document, finding: Finding) -> dict[str, Any]:
    span = finding.span
    start = document.source_offset(span.start)
    # Where markup follows the last character, it is not counted in (as in Document.ending).
    end = start if span.start == span.end else document.source_offset(span.end - 1) + 1
    return _between(document, start, max(start, end))


def _between(document: Document, start: int, end: int) -> dict[str, Any]:
    return {"start": _position(document, start), "end": _position(document, end)}


def _position(document: Document, at: int) -> dict[str, int]:
    """The line and the byte column of an offset in the decoded file."""
    line, column = document.source_position(at)
    text = document.text if document.source is None else document.source
    before = text[at - column + 1 : at]
    return {"line": line, "column": len(before.encode("utf-8", "replace")) + 1}
