"""The story of a run: read, extract, ask, judge, sift, report."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, MutableMapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from crackcite import __version__, archiving, rules, sift
from crackcite.inputs import Reading, read_all
from crackcite.model import Answer, Article, Evidence, Judged, Lookups, Question, Reason, Report, fingerprinted, say
from crackcite.plan import first_questions, follow_ups, wishes
from crackcite.recording import RecordedFile, Recording, edited, replayed
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
) -> Report:
    """Check the articles at ``paths`` and report; without ``ask``, nothing is asked about their sources.

    When the user ends the run while the network is asked, ``partly`` gives what is known by then (``Report.partial``).
    ``replay`` answers in place of the world; ``record`` is given what the world said. Bytes that ``kept`` has for a path
    are read in place of the file; what is read of files is put there.
    Raises :class:`crackcite.sift.UnknownRuleError` before anything is read when a selected rule does not exist, and
    ``KeyboardInterrupt`` when the user ends the run.
    """
    table = rules.table()
    select, ignore = sift.resolved(settings.select, table), sift.resolved(settings.ignore, table)
    started, clock = datetime.now(UTC), time.monotonic()
    reading = read_all(paths, settings, input_format, replay, kept)
    if replay is not None:
        evidence = _replayed(reading, replay)
    else:
        evidence = _asked(reading.articles, settings, progress, partly=partly) if ask else Evidence(offline=True)
    judged = judge(reading.articles, evidence, select, ignore)
    stamp = started.isoformat(timespec="seconds").replace("+00:00", "Z")
    if record is not None:
        record(_recorded(reading, evidence, stamp, archive=settings.archive))
    return Report(
        version=__version__,
        started_at=stamp,
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

    follow = partial(follow_ups, wanted=wishes(articles, save=settings.archive))
    try:
        return gather(_questions(articles), follow, settings, progress)
    except Interrupted as ended:
        if not partly:
            raise
        return ended.evidence


def _questions(articles: Iterable[Article]) -> Iterable[Question]:
    return dict.fromkeys(chain.from_iterable(map(first_questions, articles)))


def _replayed(reading: Reading, recording: Recording) -> Evidence:
    """What the recording answers, with a remark for each article that is another than the recorded one."""
    if recording.offline:
        return Evidence(offline=True)
    follow = partial(follow_ups, wanted=wishes(reading.articles, save=recording.archive))
    evidence = replayed(_questions(reading.articles), follow, recording)
    remarks = (
        say("{path} is not the article that was recorded: what is new in it cannot be verified", path=path)
        for path in edited(recording, reading.files)
    )
    return replace(evidence, remarks=(*evidence.remarks, *remarks))


def _recorded(reading: Reading, evidence: Evidence, stamp: str, *, archive: bool) -> Recording:
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
    said = _AWAY.get(
        max(sorted(set(reasons)), key=reasons.count) if reasons else Reason.NETWORK, "no service gave an answer"
    )
    kept = any(answer.cached and answer.answered for answer in evidence.answers.values())
    what = "Only answers kept from before could be used" if kept else "Nothing could be verified"
    return f"{what}: {said}. Check the connection (or the proxy), or run with --offline to check the numbering alone."
