"""Which edits are made of the findings, and what is said of those that are not. Pure, and the same for the same input.

Edits that touch the same characters cannot both be made: the worse finding's is, the other is left. Two findings about
one address are made one edit where that is certain: the better address, without its tracking parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from crackcite.fixes.edits import in_order, touch
from crackcite.model import Edit, Finding, say
from crackcite.rules.addresses import untracked

_TRACKING = "CC207"
#: Rules whose fix is another address of the page.
_OF_ADDRESSES = frozenset({"CC403", "CC405"})


@dataclass(frozen=True, slots=True)
class Left:
    """A finding whose fix is not made, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The edits to make, sorted and without overlaps, each with the findings that it mends; what is left, and why."""

    edits: tuple[Edit, ...] = ()
    made: tuple[Finding, ...] = ()
    left: tuple[Left, ...] = ()

    def without(self, refused: Mapping[Edit, str]) -> Plan:
        """The plan without edits that cannot be made, each with its reason."""
        stays = tuple(edit for edit in self.edits if edit not in refused)
        made = tuple(one for one in self.made if one.fix not in refused)
        left = tuple(Left(one, refused[one.fix]) for one in self.made if one.fix and one.fix in refused)
        return Plan(stays, made, (*self.left, *left))


def plan(findings: Iterable[Finding]) -> Plan:
    """The edits that mend as many of the findings as can be mended at once, the worst first.

    Findings without a fix play no part.
    """
    offered = [(one, one.fix) for one in _merged(list(findings)) if one.fix]
    offered.sort(key=lambda pair: _rank(*pair))
    kept: list[Edit] = []
    made: list[Finding] = []
    left: list[Left] = []
    for finding, edit in offered:
        if edit not in kept and any(touch(edit, other) for other in kept):
            left.append(Left(finding, say("another fix changes the same place")))
            continue
        made.append(finding)
        if edit not in kept:
            kept.append(edit)
    made.sort(key=lambda one: (one.span.start, one.rule))
    return Plan(tuple(in_order(kept)), tuple(made), tuple(left))


def _rank(finding: Finding, edit: Edit) -> tuple[int, int, int, str, str]:
    return finding.severity.rank, edit.span.start, edit.span.end, finding.rule, edit.replacement


def _merged(findings: list[Finding]) -> Iterable[Finding]:
    """The findings; those about one address, which is tracked and has a better one, with one fix for both."""
    better = {one.fix.span: one.fix for one in findings if one.fix and one.rule in _OF_ADDRESSES}
    tracked = {one.fix.span for one in findings if one.fix and one.rule == _TRACKING}
    for one in findings:
        if one.fix and one.fix.span in tracked and one.fix.span in better:
            clean = untracked(better[one.fix.span].replacement)
            yield replace(one, fix=Edit(one.fix.span, clean))
        else:
            yield one
