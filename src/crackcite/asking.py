"""From articles to evidence: asked of the world, or taken from a recording of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from crackcite import __version__
from crackcite.inputs import Reading
from crackcite.model import Article, Evidence, Question, say
from crackcite.plan import accepted, first_questions, follow_ups, wishes
from crackcite.recording import RecordedFile, Recording, edited, replayed
from crackcite.settings import Settings

if TYPE_CHECKING:
    from crackcite.lookups import Progress


def asked(
    articles: Sequence[Article], settings: Settings, progress: Callable[[Progress], None] | None, *, partly: bool
) -> Evidence:
    """What the world answers about the sources of the articles; nothing where the settings say so.

    When the user ends it, ``partly`` gives what is known by then; else ``KeyboardInterrupt`` is raised.
    """
    if settings.offline:
        return Evidence(offline=True)
    from crackcite.lookups import Interrupted, gather

    follow = partial(follow_ups, wanted=wishes(articles, save=settings.archive))
    try:
        return gather(_questions(articles, settings), follow, settings, progress)
    except Interrupted as ended:
        if not partly:
            raise
        return ended.evidence


def _questions(articles: Iterable[Article], settings: Settings) -> Iterable[Question]:
    return dict.fromkeys(chain.from_iterable(first_questions(article, settings.accept) for article in articles))


def with_accepted(evidence: Evidence, articles: Iterable[Article], settings: Settings) -> Evidence:
    """The evidence with what stands for the addresses that are accepted: they are in no tally and in no recording."""
    if evidence.offline or not settings.accept:
        return evidence
    standing_in = accepted(articles, settings.accept, settings.origin("accept"))
    return replace(evidence, answers={**standing_in, **evidence.answers})


def replay(reading: Reading, recording: Recording, settings: Settings) -> Evidence:
    """What the recording answers, with a remark for each article that is another than the recorded one."""
    if recording.offline:
        return Evidence(offline=True)
    follow = partial(follow_ups, wanted=wishes(reading.articles, save=recording.archive))
    evidence = replayed(_questions(reading.articles, settings), follow, recording)
    remarks = (
        say("{path} is not the article that was recorded: what is new in it cannot be verified", path=path)
        for path in edited(recording, reading.files)
    )
    return replace(evidence, remarks=(*evidence.remarks, *remarks))


def recorded(reading: Reading, evidence: Evidence, stamp: str, *, archive: bool) -> Recording:
    """What ``replay`` needs to give the same evidence again; ``stamp`` is when it was asked."""
    return Recording(
        version=__version__,
        recorded_at=stamp,
        offline=evidence.offline,
        archive=archive,
        partial=evidence.partial,
        articles=tuple(RecordedFile(path, digest) for path, digest in reading.files.items()),
        pages=tuple(reading.pages),
        remarks=evidence.remarks,
        answers=tuple(evidence.answers.values()),
    )
