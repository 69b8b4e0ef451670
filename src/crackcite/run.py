"""The story of a run: read, extract, ask, judge, sift, report."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from crackcite import __version__, archiving, rules, sift
from crackcite.inputs import read_all
from crackcite.model import Answer, Article, Evidence, Judged, Lookups, Reason, Report, fingerprinted
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
) -> Report:
    """Check the articles at ``paths`` and report; without ``ask``, nothing is asked about their sources.

    When the user ends the run while the network is asked, ``partly`` gives what is known by then (``Report.partial``).
    Raises :class:`crackcite.sift.UnknownRuleError` before anything is read when a selected rule does not exist, and
    ``KeyboardInterrupt`` when the user ends the run.
    """
    table = rules.table()
    select, ignore = sift.resolved(settings.select, table), sift.resolved(settings.ignore, table)
    started, clock = datetime.now(UTC), time.monotonic()
    reading = read_all(paths, settings, input_format)
    evidence = _asked(reading.articles, settings, progress, partly=partly) if ask else Evidence(offline=True)
    judged = judge(reading.articles, evidence, select, ignore)
    return Report(
        version=__version__,
        started_at=started.isoformat(timespec="seconds").replace("+00:00", "Z"),
        seconds=round(time.monotonic() - clock, 3),
        offline=evidence.offline,
        lookups=_tally(evidence.answers.values()),
        articles=judged,
        unreadable=tuple(reading.unreadable),
        away=away(evidence),
        remarks=(*evidence.remarks, *archiving.saved(evidence)),
        partial=evidence.partial,
    )


def _asked(
    articles: Sequence[Article], settings: Settings, progress: Callable[[Progress], None] | None, *, partly: bool
) -> Evidence:
    if settings.offline:
        return Evidence(offline=True)
    from crackcite.lookups import Interrupted, gather
    from crackcite.plan import first_questions, follow_ups, wishes

    questions = dict.fromkeys(chain.from_iterable(map(first_questions, articles)))
    follow = partial(follow_ups, wanted=wishes(articles, save=settings.archive))
    try:
        return gather(questions, follow, settings, progress)
    except Interrupted as ended:
        if not partly:
            raise
        return ended.evidence


def judge(
    articles: Sequence[Article], evidence: Evidence, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> tuple[Judged, ...]:
    """What follows for each article; pure."""
    table = rules.table().values()
    results = []
    for article in articles:
        case = rules.Case(article, evidence, tuple(other for other in articles if other is not article))
        found = chain.from_iterable(rule.findings(case) for rule in table)
        entries = range(len(article.references))
        results.append(
            Judged(
                article,
                tuple(verdict(article, entry, evidence) for entry in entries),
                tuple(answers_used(article, entry, evidence) for entry in entries),
                fingerprinted(article.path, sift.sifted(found, select, ignore)),
            )
        )
    return tuple(results)


def _tally(answers: Iterable[Answer]) -> Lookups:
    asked = list(answers)
    answered = sum(answer.answered for answer in asked)
    return Lookups(len(asked), answered, sum(answer.cached for answer in asked), len(asked) - answered)


_AWAY = {
    Reason.NETWORK: "no name could be resolved",
    Reason.REFUSED: "every connection was refused",
    Reason.TIMEOUT: "nothing answered in time",
    Reason.RESET: "every connection was cut",
    Reason.CERTIFICATE: "this machine does not trust the certificates that it is shown "
    "(name your network's own in REQUESTS_CA_BUNDLE or SSL_CERT_FILE)",
    Reason.BLOCKED: "every service refused to answer",
    Reason.RATE_LIMITED: "every service wants to be asked later",
    Reason.SERVER_ERROR: "every service had an error of its own",
    Reason.BAD_ANSWER: "every service answered something else than it documents (a login page of the network?)",
}


def away(evidence: Evidence) -> str:
    """One sentence where questions were asked and not one was answered; else empty."""
    if evidence.offline or not evidence.network_away:
        return ""
    reasons = [answer.reason for answer in evidence.answers.values() if not answer.answered]
    reasons = [reason for reason in reasons if reason is not Reason.NOT_ASKED]
    said = _AWAY.get(max(set(reasons), key=reasons.count) if reasons else Reason.NETWORK, "no service gave an answer")
    kept = any(answer.cached and answer.answered for answer in evidence.answers.values())
    what = "Only answers kept from before could be used" if kept else "Nothing could be verified"
    return f"{what}: {said}. Check the connection (or the proxy), or run with --offline to check the numbering alone."
