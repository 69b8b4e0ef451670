r"""One line a finding: for grep, Vim's quickfix, Emacs' compile mode, problem matchers.

Vim: ``set errorformat=%f:%l:%c:\ %t%*[^\ ]\ %m``.
"""

from __future__ import annotations

from collections.abc import Iterator

from crackcite.model import Report, Severity
from crackcite.reports.flat import Row, notes, rows
from crackcite.reports.views import Look
from crackcite.reports.visible import visible


def view(report: Report, _look: Look) -> str:
    """``path:line:column: severity CODE message`` for each finding, paths as they were given; nothing when clean.

    A file that could not be read is pointed at where it begins, so that whatever reads the lines finds it too; remarks
    are ``path: note: text``, those on the run under ``crackcite``.
    """
    # The paths stay as the user wrote them, so that an editor finds the files from where the command ran.
    return "".join(f"{visible(line)}\n" for line in _lines(report, Look()))


def _lines(report: Report, look: Look) -> Iterator[str]:
    yield from map(_line, rows(report, look))
    for note in notes(report, look):
        word = "note" if note.severity is Severity.INFO else note.severity.value
        yield f"{note.path or 'crackcite'}: {word}: {note.text}"


def _line(row: Row) -> str:
    found = row.finding
    return f"{row.path}:{row.region.line}:{row.region.column}: {found.severity} {found.rule} {row.message}"
