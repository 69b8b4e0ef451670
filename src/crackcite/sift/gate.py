"""The gate: what a report comes to as an exit code."""

from __future__ import annotations

from crackcite.model import Judged, Report, Severity, Verdict

#: The rules about what a source's verdict is made of: beginnings of codes.
_OF_VERDICTS = ("CC3", "CC4", "CC901", "CC902")


def exit_code(report: Report, fail_on: str) -> int:
    """0: nothing at or above the gate; 1: findings; 2: the job could not be done.

    ``fail_on`` is a severity, ``unverified`` (every source must be verified as well, but for those whose findings were
    all set aside) or ``never``.
    """
    if not report.articles or report.away:
        return 2
    if fail_on == "never":
        return 0
    gate = Severity(fail_on) if fail_on in list(Severity) else Severity.ERROR
    if any(report.count(severity) for severity in Severity if severity.rank <= gate.rank):
        return 1
    return int(fail_on == "unverified" and any(map(_is_open, report.articles)))


def _is_open(judged: Judged) -> bool:
    """Whether a source is not verified, and nobody said that it may stay so."""
    excused = {one.finding.entry for one in judged.set_aside if one.finding.rule.startswith(_OF_VERDICTS)}
    excused -= {finding.entry for finding in judged.findings if finding.rule.startswith(_OF_VERDICTS)}
    return any(
        verdict is not Verdict.VERIFIED and entry not in excused for entry, verdict in enumerate(judged.verdicts)
    )
