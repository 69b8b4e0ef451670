"""The baseline against a report: which entries no longer occur, and what a new one holds. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from crackcite import globs
from crackcite.model import Article, Finding, Judged, Report, Severity, say_many
from crackcite.rules.registry import Rule
from crackcite.sift.baseline import NEVER, Baseline, Entry, entry, near_text, short
from crackcite.sift.known import Known, known_of
from crackcite.sift.policy import Policy


def stale(report: Report, policy: Policy, table: Mapping[str, Rule]) -> tuple[Entry, ...]:
    """The entries of the baseline that no longer occur in the articles of a report, though their rules were judged."""
    if policy.baseline is None:
        return ()
    known = known_of(report)
    return tuple(
        old
        for judged in report.articles
        for old in policy.baseline.of(policy.name(judged.article.path))
        if _is_gone(old, judged, known[judged.article.path], policy, table)
    )


def remarks(report: Report, policy: Policy, table: Mapping[str, Rule]) -> Iterator[str]:
    """What a report tells of the baseline."""
    gone = len(stale(report, policy, table))
    if gone:
        yield say_many(
            "{number} entry of the baseline no longer occurs; crackcite baseline prunes it.",
            "{number} entries of the baseline no longer occur; crackcite baseline prunes them.",
            gone,
        )


def _is_gone(old: Entry, judged: Judged, known: Known, policy: Policy, table: Mapping[str, Rule]) -> bool:
    if any(finding.fingerprint == old.fingerprint for finding in _all(judged)):
        return False
    rule = table.get(old.rule)
    if rule is None or globs.accepted_by(policy.accept, old.subject):
        return True  # the rule itself is no more, or nobody wants to hear of it
    return policy.wants(rule) and known.judged(old.rule, _sources(old, judged.article))


def _all(judged: Judged) -> Iterator[Finding]:
    yield from judged.findings
    yield from (one.finding for one in judged.set_aside)


def _sources(old: Entry, article: Article) -> Iterator[int]:
    """The sources that an entry may be about: by their words, or by an identifier of theirs."""
    for index, reference in enumerate(article.references):
        identifiers = {short(one.value).casefold() for one in reference.identifiers}
        if (
            old.subject.casefold() in identifiers
            or old.subject == short(reference.text)
            or (old.near and old.near == near_text(reference.text))
        ):
            yield index


def renewed(
    report: Report, old: Baseline, policy: Policy, table: Mapping[str, Rule], gate: str, gone: Container[str] = ()
) -> tuple[Entry, ...]:
    """The entries of a new baseline: what is found today, and what of ``old`` could not be judged today.

    ``policy`` is that of the run, which knew ``old``; ``gate`` is what makes the exit code 1 (infos are stored where it
    says so alone); ``gone`` are the paths of articles that are no more, whose entries go with them.
    """
    known, found = known_of(report), set[Entry]()
    read = {policy.name(judged.article.path): judged for judged in report.articles}
    for path, judged in read.items():
        found.update(entry(judged.article, path, finding) for finding in _today(judged, gate))
        ours = known[judged.article.path]
        now = {finding.fingerprint for finding in _all(judged)}
        found.update(
            one for one in old.of(path) if one.fingerprint not in now and not _is_gone(one, judged, ours, policy, table)
        )
    found.update(one for one in old.entries if one.path not in read and one.path not in gone)
    return tuple(sorted(found))


def _today(judged: Judged, gate: str) -> Iterator[Finding]:
    """The findings of an article that a baseline holds: those that the gate could ever meet, and that are proved."""
    if judged.article.path == "-":  # nothing tells what comes through a pipe tomorrow
        return
    worst = Severity.INFO if gate == Severity.INFO else Severity.WARNING
    for finding in (*judged.findings, *(one.finding for one in judged.set_aside if one.by == "baseline")):
        if finding.rule not in NEVER and finding.severity.rank <= worst.rank:
            yield finding
