"""Which edits are made of the findings, and what is said of those that are not. Pure, and the same for the same input.

Edits that touch the same characters cannot both be made: the worse finding's is, the other is left for the next run.
Two that say something different of one address are made one where that is certain: an address that has moved, without
its tracking parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crackcite.model import Edit, Finding, Span, say


@dataclass(frozen=True, slots=True)
class Left:
    """A finding whose fix is not made, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The edits to make, sorted and without overlaps, and the findings that they mend; what is left, and why."""

    edits: tuple[Edit, ...] = ()
    made: tuple[Finding, ...] = ()
    left: tuple[Left, ...] = ()


def plan(findings: Iterable[Finding]) -> Plan:
    """The edits that mend as many of the findings as can be mended at once, the worst first.

    Findings without a fix play no part. ``Plan.made`` names every finding that an edit mends, in the order of the text.
    """
    offered = sorted((one for one in findings if one.fix), key=_order)
    kept: list[Edit] = []
    made: list[Finding] = []
    left: list[Left] = []
    for finding in offered:
        assert finding.fix is not None
        edit = finding.fix
        if edit not in kept and any(touch(edit, other) for other in kept):
            left.append(Left(finding, say("another fix changes the same place: run crackcite fix once more")))
            continue
        made.append(finding)
        if edit not in kept:
            kept.append(edit)
    return Plan(tuple(in_order(kept)), tuple(sorted(made, key=lambda f: (f.span.start, f.rule))), tuple(left))


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """Edits from the first to the last place of the text; what is inserted stands before what is replaced there."""
    return sorted(edits, key=lambda edit: (edit.span.start, edit.span.end, edit.replacement))


def touch(one: Edit, other: Edit) -> bool:
    """Whether two edits cannot both be made: they share a character, or both put something at one place."""
    if one.span.overlaps(other.span):
        return True
    return one.span == other.span and one.span.start == one.span.end


def _order(finding: Finding) -> tuple[int, int, str, int]:
    assert finding.fix is not None
    return finding.severity.rank, finding.fix.span.start, finding.rule, finding.fix.span.end


def without(planned: Plan, refused: Sequence[tuple[Edit, str]]) -> Plan:
    """A plan without the edits that cannot be written, each with its reason; their findings are left."""
    reasons = dict(refused)
    stays = tuple(edit for edit in planned.edits if edit not in reasons)
    made = tuple(one for one in planned.made if one.fix not in reasons)
    left = tuple(Left(one, reasons[one.fix]) for one in planned.made if one.fix in reasons)
    return Plan(stays, made, (*planned.left, *left))


def whole(spans: Iterable[Span]) -> Span:
    """The smallest span around several."""
    listed = list(spans)
    return Span(min(span.start for span in listed), max(span.end for span in listed))
