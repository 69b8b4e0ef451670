"""How far a run is, on standard error, while the network is asked."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crackcite.cli.tongue import tongue
from crackcite.languages import Voice, voice
from crackcite.settings import Settings

if TYPE_CHECKING:
    from crackcite.lookups import Progress

#: An estimate needs so many answers from the network, and so many seconds of them, before it says anything.
_ENOUGH_ANSWERS, _ENOUGH_SECONDS = 8, 2.0


@contextmanager
def progress(settings: Settings, language: str = "") -> Iterator[Callable[[Progress], None] | None]:
    """A bar with counts, who is waited for, and an estimate; nothing where standard error is no terminal."""
    if settings.offline or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    from crackcite.reports.terminal.ink import shortened

    tr, started = voice(language) if language else tongue(), time.monotonic()
    columns = (BarColumn(bar_width=20), TextColumn("{task.description}", markup=False))
    console = Console(stderr=True, highlight=False)
    with Bar(*columns, console=console, transient=True, refresh_per_second=4) as bar:
        task = bar.add_task("", total=None)

        def show(progress: Progress) -> None:
            said = described(progress, time.monotonic() - started, settings.timeout, tr)
            room = max(console.width - 22, 10)
            bar.update(task, completed=progress.done, total=progress.asked, description=shortened(said, room))

        yield show


def described(progress: Progress, elapsed: float, timeout: float, tr: Voice) -> str:
    """How far a run is after ``elapsed`` seconds, in a line."""
    parts = [tr("{done} of {asked}", done=progress.done, asked=progress.asked)]
    if progress.cached:
        parts.append(tr("{number} kept from before", number=progress.cached))
    if progress.unanswered:
        parts.append(tr("{number} without an answer", number=progress.unanswered))
    left = estimate(progress, elapsed, timeout, tr)
    if left:
        parts.append(left)
    if progress.waiting_for:
        parts.append(tr("waiting for {hosts}", hosts=", ".join(progress.waiting_for)))
    return " · ".join(parts)


def estimate(progress: Progress, elapsed: float, timeout: float, tr: Voice) -> str:
    """How long it may still take, as far as that can be told: empty before there is a pace to judge by.

    Questions that a few slow hosts keep open take at most ``timeout`` seconds, whatever the pace was. An answer may
    lead to further questions, so that more than a round figure would be a promise that nobody can keep.
    """
    answered, left = progress.done - progress.cached, progress.asked - progress.done
    if not left or elapsed < _ENOUGH_SECONDS or answered < _ENOUGH_ANSWERS:
        return ""
    seconds = left * elapsed / answered
    if left <= len(progress.waiting_for):
        return tr("at most {seconds} s more", seconds=round(timeout))
    if seconds >= 90:
        return tr("about {minutes} min more", minutes=round(seconds / 60))
    return tr("about {seconds} s more", seconds=max(5, 5 * round(seconds / 5)))
