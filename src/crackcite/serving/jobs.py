"""The articles that were handed in, and what became of each: checked one after the other, in threads of their own."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crackcite.errors import CrackciteError
from crackcite.model import Report, say
from crackcite.settings import Settings

if TYPE_CHECKING:
    from crackcite.lookups import Progress
    from crackcite.mending import Mending

#: So many articles are remembered; the oldest is forgotten first.
_REMEMBERED = 16


@dataclass
class Job:
    """One article: its bytes, and its report or the sentence that says why there is none."""

    name: str
    data: bytes
    input_format: str | None
    language: str
    key: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    progress: Progress | None = None
    report: Report | None = None
    mending: Mending | None = None
    problem: str = ""

    @property
    def is_done(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.report is not None or bool(self.problem)


class Jobs:
    """The jobs of a server; safe to use from many threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._turn = threading.Lock()

    def add(self, job: Job) -> None:
        """Take an article in and begin to check it."""
        with self._lock:
            self._jobs[job.key] = job
            while len(self._jobs) > _REMEMBERED:
                self._jobs.popitem(last=False)
        threading.Thread(target=self._work, args=(job,), daemon=True, name="crackcite check").start()

    def get(self, key: str) -> Job | None:
        """The job of that key, if it is remembered."""
        with self._lock:
            return self._jobs.get(key)

    def _work(self, job: Job) -> None:
        from crackcite.mending import mend

        def progress(so_far: Progress) -> None:
            job.progress = so_far

        try:
            with self._turn:
                report, mendings = mend(
                    [job.name], self._settings, job.input_format, progress, given={job.name: job.data}
                )
            if report.unreadable:
                job.problem = report.unreadable[0].reason
            job.mending = mendings[0] if mendings else None
            job.report = report
        except CrackciteError as error:
            job.problem = error.args[0] if error.args else str(error)
        except Exception as error:  # noqa: BLE001, RUF100 - one article that breaks the check must not end the server
            job.problem = internal(error)


def internal(error: Exception) -> str:
    """What is said of an error that should not be."""
    return say(
        "Internal error: {kind}: {error}. This is a bug in crackcite; please report it.",
        kind=type(error).__name__,
        error=str(error),
    )
