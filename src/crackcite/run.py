"""The story of a run: read, extract, ask, judge, sift, report."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, MutableMapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING

from crackcite import __version__, archiving, asking, rules, sift
from crackcite.away import away
from crackcite.inputs import Reading, read_all
from crackcite.model import Answer, Article, Evidence, Judged, Lookups, Report, say_many
from crackcite.recording import Recording
from crackcite.rules.verdicts import answers_used, verdict
from crackcite.settings import Settings

if TYPE_CHECKING:
    from crackcite.lookups import Progress


def check(
    paths: Sequence[str],
    settings: Settings,
    input_format: str | None = None,
    progress: Callable[[Progress], None] | None = None,
    *,
    ask: bool = True,
    partly: bool = False,
    replay: Recording | None = None,
    record: Callable[[Recording], None] | None = None,
    kept: MutableMapping[str, bytes] | None = None,
    policy: sift.Policy | None = None,
) -> Report:
    """Check the articles at ``paths`` and report; without ``ask``, nothing is asked about their sources.

    When the user ends the run while the network is asked, ``partly`` gives what is known by then (``Report.partial``).
    ``replay`` answers in place of the world; ``record`` is given what the world said. Bytes that ``kept`` has for a
    path are read in place of the file; what is read of files is put there. ``policy`` decides which findings count; by
    default what the settings and the baseline say.
    Raises :class:`crackcite.sift.UnknownRuleError` before anything is read when a rule is named that does not exist,
    :class:`crackcite.sift.BaselineError` where the baseline cannot be used, and ``KeyboardInterrupt`` when the user
    ends the run.
    """
    if policy is None:  # what is merely read needs no baseline
        policy = sift.prepared(settings, rules.table(), paths) if ask else sift.policy(settings, rules.table())
    started, clock = datetime.now(UTC), time.monotonic()
    reading = read_all(paths, settings, input_format, replay, kept)
    if replay is not None:
        evidence = asking.replay(reading, replay, settings)
    else:
        evidence = asking.asked(reading.articles, settings, progress, partly=partly) if ask else Evidence(offline=True)
    judged = judge(reading.articles, asking.with_accepted(evidence, reading.articles, settings), policy)
    stamp = started.isoformat(timespec="seconds").replace("+00:00", "Z")
    if record is not None:
        record(asking.recorded(reading, evidence, stamp, archive=settings.archive))
    report = Report(
        version=__version__,
        started_at=stamp,
        seconds=round(time.monotonic() - clock, 3),
        offline=evidence.offline,
        lookups=_tally(evidence.answers.values()),
        articles=judged,
        unreadable=tuple(reading.unreadable),
        away=away(evidence),
        remarks=(*_left_out(reading, settings), *evidence.remarks, *archiving.saved(evidence)),
        excluded=tuple(reading.excluded),
        partial=evidence.partial,
    )
    return replace(report, remarks=(*report.remarks, *sift.remarks(report, policy, rules.table())))


def _left_out(reading: Reading, settings: Settings) -> Iterable[str]:
    """A sentence about the paths that were named and are excluded: nothing is left out in silence."""
    if reading.excluded:
        yield say_many(
            "{path} is left out: it is excluded ({where}); --exclude '' checks it.",
            "{number} paths are left out, {path} among them: they are excluded ({where}); --exclude '' checks them.",
            len(reading.excluded),
            path=reading.excluded[0],
            where=settings.origin("exclude") or "exclude",
        )


def judge(articles: Sequence[Article], evidence: Evidence, policy: sift.Policy | None = None) -> tuple[Judged, ...]:
    """What follows for each article; pure."""
    table, policy = rules.table(), policy or sift.Policy()
    results, cited = [], rules.cited(articles if len(articles) > 1 else ())
    for article in articles:
        case = rules.Case(article, evidence, cited=cited)
        found = chain.from_iterable(rule.findings(case) for rule in table.values())
        entries = range(len(article.references))
        results.append(
            Judged(
                article,
                tuple(verdict(article, entry, evidence) for entry in entries),
                tuple(answers_used(article, entry, evidence) for entry in entries),
                *sift.settled(case, found, policy, table),
            )
        )
    return tuple(results)


def _tally(answers: Iterable[Answer]) -> Lookups:
    asked = list(answers)
    answered = sum(answer.answered for answer in asked)
    return Lookups(len(asked), answered, sum(answer.cached for answer in asked), len(asked) - answered)
