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
from crackcite.model import (
    Answer,
    Article,
    Evidence,
    Judged,
    Lookups,
    Question,
    Reason,
    Report,
    say,
    say_many,
    template,
)
from crackcite.plan import accepted, first_questions, follow_ups, wishes
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
        evidence = _replayed(reading, replay, settings)
    else:
        evidence = _asked(reading.articles, settings, progress, partly=partly) if ask else Evidence(offline=True)
    judged = judge(reading.articles, _with_accepted(evidence, reading.articles, settings), policy)
    stamp = started.isoformat(timespec="seconds").replace("+00:00", "Z")
    if record is not None:
        record(_recorded(reading, evidence, stamp, archive=settings.archive))
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


def _asked(
    articles: Sequence[Article], settings: Settings, progress: Callable[[Progress], None] | None, *, partly: bool
) -> Evidence:
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


def _with_accepted(evidence: Evidence, articles: Iterable[Article], settings: Settings) -> Evidence:
    """The evidence with what stands for the addresses that are accepted: they are in no tally and in no recording."""
    if evidence.offline or not settings.accept:
        return evidence
    standing_in = accepted(articles, settings.accept, settings.origin("accept"))
    return replace(evidence, answers={**standing_in, **evidence.answers})


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


def _replayed(reading: Reading, recording: Recording, settings: Settings) -> Evidence:
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


def judge(articles: Sequence[Article], evidence: Evidence, policy: sift.Policy | None = None) -> tuple[Judged, ...]:
    """What follows for each article; pure."""
    table, policy = rules.table(), policy or sift.Policy()
    results, cited = [], rules.cited(articles if len(articles) > 1 else ())
    for article in articles:
        case = rules.Case(article, evidence, tuple(other for other in articles if other is not article), cited)
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


_AWAY = {
    Reason.NETWORK: say("no name could be resolved"),
    Reason.REFUSED: say("every connection was refused"),
    Reason.TIMEOUT: say("nothing answered in time"),
    Reason.RESET: say("every connection was cut"),
    Reason.CERTIFICATE: say(
        "this machine does not trust the certificates that it is shown "
        "(name your network's own in REQUESTS_CA_BUNDLE or SSL_CERT_FILE)"
    ),
    Reason.BLOCKED: say("every service refused to answer"),
    Reason.RATE_LIMITED: say("every service wants to be asked later"),
    Reason.SERVER_ERROR: say("every service had an error of its own"),
    Reason.BAD_ANSWER: say("every service answered something else than it documents (a login page of the network?)"),
}


def away(evidence: Evidence) -> str:
    """One sentence where questions were asked and not one was answered; else empty."""
    answers = evidence.answers.values()
    if answers and all(answer.reason is Reason.NOT_RECORDED for answer in answers):
        return say("The recording holds no answer about these articles: record the run anew with --record.")
    if evidence.offline or not evidence.network_away:
        return ""
    reasons = [answer.reason for answer in evidence.answers.values() if not answer.answered]
    reasons = [reason for reason in reasons if reason is not Reason.NOT_ASKED]
    said = _AWAY.get(
        max(sorted(set(reasons)), key=reasons.count) if reasons else Reason.NETWORK, say("no service gave an answer")
    )
    kept = any(answer.cached and answer.answered for answer in evidence.answers.values())
    return say(_ONLY_KEPT if kept else _NOTHING_VERIFIED, reason=said)


_NOTHING_VERIFIED = template(
    "Nothing could be verified: {reason}. "
    "Check the connection (or the proxy), or run with --offline to check the numbering alone."
)
_ONLY_KEPT = template(
    "Only answers kept from before could be used: {reason}. "
    "Check the connection (or the proxy), or run with --offline to check the numbering alone."
)
