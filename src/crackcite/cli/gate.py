"""What makes a run a gate: only what changed, a run recorded, a run judged again from its recording."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crackcite.causes import cause
from crackcite.cli.console import UsageError, put, writable
from crackcite.cli.words import INTERRUPTED
from crackcite.model import say

if TYPE_CHECKING:
    from crackcite.lookups import Progress
    from crackcite.model import Report
    from crackcite.recording import Recording
    from crackcite.settings import Settings

_PANEL = "For a gate"

Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="REV",
        help="Check only the articles that git says have changed since this commit or branch.",
        rich_help_panel=_PANEL,
    ),
]
Record = Annotated[
    Path | None,
    typer.Option(
        "--record",
        metavar="FILE",
        help="Keep every answer of this run in a file, for --replay.",
        rich_help_panel=_PANEL,
    ),
]
Replay = Annotated[
    Path | None,
    typer.Option(
        "--replay",
        metavar="FILE",
        help="Judge from the answers in a recording; ask nothing.",
        rich_help_panel=_PANEL,
    ),
]


class Gate:
    """How a run is made: of everything or of what changed, asking the world or a recording, recorded or not."""

    def __init__(self, since: str | None, record: Path | None, replay: Path | None) -> None:
        """Raises :class:`UsageError` or :class:`~crackcite.recording.RecordingError` for files of no use."""
        if record and replay:
            raise UsageError(say("--record and --replay exclude each other: a replayed run asks nothing new"))
        writable(record, "--record")
        self._since, self._file = since, record
        self._replay = _recording(replay)
        self._heard: list[Recording] = []

    def report(
        self,
        paths: list[str],
        settings: Settings,
        input_format: str | None,
        progress: Callable[[Progress], None] | None,
    ) -> Report:
        """The report of the run. Raises :class:`~crackcite.git.GitError` where git cannot tell what has changed."""
        from crackcite import run as story

        chosen = self._chosen(paths, settings)
        report = story.check(
            chosen, settings, input_format, progress, partly=True, replay=self._replay, record=self._heard.append
        )
        if chosen:
            return report
        idle = say("No article has changed since {revision}: there is nothing to check.", revision=self._since)
        return replace(report, remarks=(*report.remarks, idle))

    def _chosen(self, paths: list[str], settings: Settings) -> list[str]:
        if self._since is None:
            return paths
        from crackcite.since import changed_since

        return changed_since(paths, self._since, settings)

    def keep(self) -> None:
        """Write the recording, where one is wanted: after the report, which is not to be lost for it."""
        if self._file and self._heard:
            from crackcite.recording import dumps

            put(dumps(self._heard[-1]), self._file, "--record")

    def exit_code(self, report: Report, fail_on: str) -> int:
        """The exit code of the run: nothing to do is no failure."""
        from crackcite import sift

        if report.partial:
            return INTERRUPTED
        idle = self._since is not None or report.excluded
        if idle and not report.articles and not report.unreadable:
            return 0
        return sift.exit_code(report, fail_on)


def _recording(file: Path | None) -> Recording | None:
    """The recording in a file; None where none is named."""
    if file is None:
        return None
    from crackcite.recording import loads

    try:
        return loads(file.read_text(encoding="utf-8"), str(file))
    except UnicodeDecodeError:
        raise UsageError(say("--replay {file}: it is no recording of crackcite", file=file)) from None
    except OSError as error:
        reason = cause(error)
        raise UsageError(say("--replay {file} cannot be read: {reason}", file=file, reason=reason)) from None
