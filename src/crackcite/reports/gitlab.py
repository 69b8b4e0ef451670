"""GitLab's Code Quality report: one JSON array.

Source: docs.gitlab.com, *Code Quality*, “Code Quality report format”.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from crackcite.model import Report, Severity
from crackcite.reports.flat import Note, Row, as_json, is_file, notes, rows, told
from crackcite.reports.views import Look

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def view(report: Report, look: Look) -> str:
    """An issue for each finding, and for each remark on the run or on how an article was read.

    Fingerprints are those of the findings, so that an issue stays itself when lines move; GitLab takes equal ones for
    one issue, so none is used twice. A remark needs a file to be shown: one on the run is told of the run's first.
    """
    files = [told(one.path, look) for one in report.unreadable] + [told(j.article.path, look) for j in report.articles]
    first = next(filter(is_file, files), files[0] if files else "-")
    issues = [_issue(row) for row in rows(report, look)]
    issues += [_remark(note, note.path or first) for note in notes(report, look)]
    return as_json(list(_distinct(issues)))


def _issue(row: Row) -> dict[str, Any]:
    found = row.finding
    return {
        # GitLab shows the description alone, so the code is said in it.
        "description": f"{found.rule} {found.name}: {row.message}",
        "check_name": found.rule,
        "fingerprint": found.fingerprint,
        "severity": _SEVERITY[found.severity],
        "location": {"path": row.path, "lines": {"begin": row.region.line, "end": row.region.end_line}},
    }


def _remark(note: Note, path: str) -> dict[str, Any]:
    return {
        "description": f"crackcite: {note.text}",
        "check_name": note.kind,
        "fingerprint": _digest(f"{note.kind}\x1f{note.path}\x1f{note.text}"),
        "severity": _SEVERITY[note.severity],
        "location": {"path": path, "lines": {"begin": 1, "end": 1}},
    }


def _distinct(issues: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The issues, no fingerprint used twice: the second of its kind is named by its number too."""
    seen: set[str] = set()
    times: dict[str, int] = {}
    for issue in issues:
        first = fingerprint = issue["fingerprint"]
        while fingerprint in seen:
            times[first] = times.get(first, 1) + 1
            fingerprint = _digest(f"{first}\x1f{times[first]}")
        seen.add(fingerprint)
        yield {**issue, "fingerprint": fingerprint}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
