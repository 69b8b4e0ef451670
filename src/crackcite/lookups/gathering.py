"""From questions to evidence: the services of a run put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crackcite.lookups.cache import Cache
from crackcite.lookups.crossref import Crossref
from crackcite.lookups.progress import Progress
from crackcite.lookups.registries import DataCite, DoiOrg, OpenLibrary, PubMed
from crackcite.lookups.resolve import Names
from crackcite.lookups.scheduler import Scheduler
from crackcite.lookups.service import Service
from crackcite.lookups.web import Web
from crackcite.lookups.web.saving import Saver
from crackcite.model import Answer, Evidence, Question
from crackcite.settings import Settings


def services(settings: Settings) -> list[Service]:
    """Everybody who can be asked in such a run. Nothing heavy is imported and nobody is asked yet."""
    names = Names(settings.allow_private)
    return [
        Crossref(settings, names),
        DoiOrg(settings, names),
        DataCite(settings, names),
        OpenLibrary(settings, names),
        PubMed(settings, names),
        Web(settings, names),
        *((Saver(settings),) if settings.archive else ()),
    ]


def gather(
    first: Iterable[Question],
    follow: Callable[[Answer, Evidence], Iterable[Question]],
    settings: Settings,
    progress: Callable[[Progress], None] | None = None,
) -> Evidence:
    """Ask the world, each question once, and what follows from the answers; gives all answers.

    ``follow`` names the questions that an answer leads to, given all answers so far; ``progress`` is called in this
    thread after each answer. A failure is an unanswered answer, never an exception; only
    :class:`~crackcite.lookups.progress.Interrupted` is raised, when the user ends the run, with what was known.
    With ``settings.offline`` nothing is asked, not even the cache.
    """
    if settings.offline:
        return Evidence(offline=True)
    return Scheduler(
        services(settings),
        Cache(settings),
        follow,
        progress,
        timeout=settings.timeout,
        concurrency=settings.concurrency,
    ).run(first)
