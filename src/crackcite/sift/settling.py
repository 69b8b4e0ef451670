"""From what the rules found in an article to what counts and what was set aside. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crackcite.model import Article, Finding, SetAside, fingerprinted
from crackcite.rules.registry import Case, Rule
from crackcite.sift.comments import comments
from crackcite.sift.covering import Covering, Reach
from crackcite.sift.policy import Policy
from crackcite.sift.selecting import sifted
from crackcite.sift.unused import UNUSED, Usefulness

#: Findings that count and those that do not, each in the order of the text.
Settled = tuple[tuple[Finding, ...], tuple[SetAside, ...]]


def settled(case: Case, found: Iterable[Finding], policy: Policy, table: Mapping[str, Rule]) -> Settled:
    """Decide for each finding whether it counts.

    A comment in the text is asked first, then what is accepted, then the rules left out in this file, then the
    baseline. A comment that does not count or is of no use is a finding of its own (CC903).
    """
    article, found = case.article, tuple(found)
    covering, reaches = _comments(article, table)
    graded = [one for finding in found if (one := policy.graded(finding))]
    if covering:
        graded += Usefulness(case, found, covering, policy, table).findings(reaches)
    marked = fingerprinted(policy.name(article.path), sifted(graded, (), ()))
    aside = dict(_excused(marked, article, covering, reaches, policy))
    if policy.baseline:
        left = [finding for finding in marked if finding.fingerprint not in aside]
        for finding in policy.baseline.known(article, policy.name(article.path), left):
            aside[finding.fingerprint] = SetAside(finding, "baseline")
    kept = tuple(finding for finding in marked if finding.fingerprint not in aside)
    return kept, tuple(aside[finding.fingerprint] for finding in marked if finding.fingerprint in aside)


def _comments(article: Article, table: Mapping[str, Rule]) -> tuple[Covering | None, list[Reach]]:
    said = comments(article.document, table)
    covering = Covering(article) if said else None
    return covering, [covering.reach(one) for one in said] if covering else []


def _excused(
    findings: Iterable[Finding],
    article: Article,
    covering: Covering | None,
    reaches: Iterable[Reach],
    policy: Policy,
) -> Iterable[tuple[str, SetAside]]:
    ignored = policy.ignored(article)
    for finding in findings:
        excuse = _by_comment(finding, covering, reaches) or policy.excuse(finding, article, ignored)
        if excuse:
            yield finding.fingerprint, excuse


def _by_comment(finding: Finding, covering: Covering | None, reaches: Iterable[Reach]) -> SetAside | None:
    if covering is None or finding.rule == UNUSED:
        return None
    for reach in reaches:
        if finding.rule.startswith(reach.comment.codes) and covering.covers(reach, finding):
            return SetAside(finding, "comment", reach.comment.reason)
    return None
