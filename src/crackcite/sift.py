"""Which findings count: the rules that were selected, and the gate that turns a report into an exit code."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from crackcite.errors import CrackciteError
from crackcite.model import Finding, Report, Severity, Verdict
from crackcite.rules.registry import Rule


class UnknownRuleError(CrackciteError):
    """A rule was named that does not exist; the message offers the nearest that does."""


def resolved(words: Iterable[str], rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """The codes, or beginnings of codes, that the words name: ``cc1`` → ``CC1``, ``missing-doi`` → ``CC306``.

    ``ALL`` names every rule. Raises :class:`UnknownRuleError` for a word that names nothing.
    """
    names = {rule.name: code for code, rule in rules.items()}
    found = []
    for word in words:
        code = word.strip().upper()
        if code == "ALL":
            found.append("CC")
        elif code and any(known.startswith(code) for known in rules):
            found.append(code)
        elif word.strip().lower() in names:
            found.append(names[word.strip().lower()])
        else:
            near = difflib.get_close_matches(word.strip().lower(), [*names, *(c.lower() for c in rules)], n=1)
            asked = f"; did you mean {near[0].upper() if near[0].upper() in rules else near[0]}?" if near else ""
            raise UnknownRuleError(f"there is no rule “{word}”{asked} (`crackcite explain` lists them)")
    return tuple(found)


def counts(code: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    """Whether findings of a rule are wanted. The longest matching beginning decides; at equal length, ignore wins."""
    chosen = max((len(prefix) for prefix in select if code.startswith(prefix)), default=-1 if select else 0)
    left_out = max((len(prefix) for prefix in ignore if code.startswith(prefix)), default=-1)
    return chosen > left_out


def sifted(findings: Iterable[Finding], select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Finding, ...]:
    """The findings whose rules are wanted, in order of their place in the text, the worst first at one place."""
    kept = (finding for finding in findings if counts(finding.rule, select, ignore))
    return tuple(sorted(kept, key=lambda f: (f.span.start, f.severity.rank, f.rule, f.span.end)))


def exit_code(report: Report, fail_on: str) -> int:
    """0: nothing at or above the gate; 1: findings; 2: the job could not be done.

    ``fail_on`` is a severity, ``unverified`` (every source must be verified as well) or ``never``.
    """
    if not report.articles or report.away:
        return 2
    if fail_on == "never":
        return 0
    gate = Severity(fail_on) if fail_on in list(Severity) else Severity.ERROR
    if any(report.count(severity) for severity in Severity if severity.rank <= gate.rank):
        return 1
    strict = fail_on == "unverified"
    verdicts = (verdict for judged in report.articles for verdict in judged.verdicts)
    return int(strict and any(verdict is not Verdict.VERIFIED for verdict in verdicts))
