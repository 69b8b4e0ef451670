"""From what the rules found in an article to what counts and what was set aside. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from crackcite.model import Article, Finding, SetAside, fingerprinted
from crackcite.rules.registry import Case, Rule
from crackcite.sift.comments import comments
from crackcite.sift.covering import Covering
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
    said = comments(article.document, table)
    covering = Covering(article, said) if said else None
    graded = [one for finding in found if (one := policy.graded(finding))]
    if covering:
        graded += Usefulness(case, found, covering, policy, table).findings()
    marked = fingerprinted(policy.name(article.path), sifted(graded, (), ()))
    aside = dict(_excused(marked, article, covering, policy))
    if policy.baseline:
        left = [finding for finding in marked if finding.fingerprint not in aside]
        for finding in policy.baseline.known(article, policy.name(article.path), left):
            aside[finding.fingerprint] = SetAside(finding, "baseline")
    kept = tuple(finding for finding in marked if finding.fingerprint not in aside)
    return kept, tuple(aside[finding.fingerprint] for finding in marked if finding.fingerprint in aside)


def _excused(
    findings: Iterable[Finding], article: Article, covering: Covering | None, policy: Policy
) -> Iterator[tuple[str, SetAside]]:
    ignored = policy.ignored(article)
    for finding in findings:
        excuse = (covering and _by_comment(finding, covering)) or policy.excuse(finding, article, ignored)
        if excuse:
            yield finding.fingerprint, excuse


def _by_comment(finding: Finding, covering: Covering) -> SetAside | None:
    if finding.rule == UNUSED:
        return None
    for reach in covering.covering(finding):
        if finding.rule.startswith(reach.comment.codes):
            return SetAside(finding, "comment", reach.comment.reason)
    return None
