"""Annotations for GitHub Actions: workflow commands on standard output.

Sources: docs.github.com, *Workflow commands for GitHub Actions*; the escapes and their order as in actions/toolkit,
``packages/core/src/command.ts``; ten annotations of a level a step as in its ``docs/problem-matchers.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crackcite.model import Report, Severity
from crackcite.reports.flat import Note, Region, Row, is_file, notes, rows
from crackcite.reports.views import Look
from crackcite.reports.visible import visible

SHOWN = 10
"""Annotations of each level that GitHub keeps of a step."""

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def view(report: Report, look: Look) -> str:
    """A command for each of the ten worst things of every level, and a plain line that counts the others."""
    lines: dict[Severity, list[str]] = {severity: [] for severity in Severity}
    beside = list(notes(report, look))
    for note in (note for note in beside if not note.path):
        lines[note.severity].append(_remark(note))
    for row in rows(report, look):
        lines[row.finding.severity].append(_annotation(row))
    for note in (note for note in beside if note.path):
        lines[note.severity].append(_remark(note))
    shown = "".join(f"{line}\n" for level in lines.values() for line in level[:SHOWN])
    return shown + "".join(f"{line}\n" for line in _others(lines))


def _remark(note: Note) -> str:
    return _command(
        note.severity, note.path, None, "crackcite", f"{note.path}: {note.text}" if note.path else note.text
    )


def _annotation(row: Row) -> str:
    found, where = row.finding, f"{row.path}:{row.region.line}:{row.region.column}"
    # The log shows the message alone, so the place is said in it too.
    return _command(found.severity, row.path, row.region, f"{found.rule} {found.name}", f"{where}: {row.advice}")


def _command(severity: Severity, path: str, region: Region | None, title: str, message: str) -> str:
    properties = {"file": path} if path and is_file(path) else {}
    properties |= {name: str(value) for name, value in _place(region).items()} if properties and region else {}
    properties |= {"title": title}
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMAND[severity]} {said}::{_escaped(message)}"


def _place(region: Region) -> Mapping[str, int]:
    """Columns belong to one line: over several, GitHub takes lines alone."""
    lines = {"line": region.line, "endLine": region.end_line}
    if region.line != region.end_line:
        return lines
    return {**lines, "col": region.column, "endColumn": region.end_column}


def _escaped(text: str) -> str:
    """Text behind the second ``::``; whatever else steers a terminal is shown."""
    return "%0A".join(visible(line).replace("%", "%25") for line in text.splitlines())


def _property(text: str) -> str:
    return _escaped(text).replace("%0A", " ").replace(":", "%3A").replace(",", "%2C")


def _others(lines: Mapping[Severity, list[str]]) -> Iterator[str]:
    """What is not shown, in words of our own alone: a plain line could hold a command too."""
    left = {severity: len(level) - SHOWN for severity, level in lines.items()}
    counts = [
        f"{left[severity]} more {word}{'' if left[severity] == 1 else 's'}"
        for severity, word in _COMMAND.items()
        if left[severity] > 0
    ]
    if counts:
        yield f"crackcite: not annotated, because GitHub shows {SHOWN} of a kind: {', '.join(counts)}"
