"""CC903: comments that silence nothing, or that do not count. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain

from crackcite.model import Evidence, Finding, Span, say, say_list, template
from crackcite.rules.registry import Case, Hit, Rule
from crackcite.sift.comments import FILE, HERE, NEXT, Comment
from crackcite.sift.covering import Covering, Reach
from crackcite.sift.known import known
from crackcite.sift.policy import Policy

UNUSED = "CC903"


class Usefulness:
    """Tells of the comments of an article which of them were of use. ``found`` is all that the rules found."""

    def __init__(
        self, case: Case, found: Iterable[Finding], covering: Covering, policy: Policy, table: Mapping[str, Rule]
    ) -> None:
        self._case, self._covering, self._policy, self._table = case, covering, policy, table
        self._met = self._rules_at(found)
        self._known = known(case.article, case.evidence)

    def findings(self) -> Iterator[Finding]:
        """What is to be said of the comments themselves."""
        for hit in chain.from_iterable(map(self._hits, self._covering.reaches)):
            finding = self._policy.graded(self._table[UNUSED].finding(hit, self._case.article))
            if finding:
                yield finding

    def _hits(self, reach: Reach) -> Iterator[Hit]:
        comment = reach.comment
        spot, line = self._covering.spot(comment), self._covering.line(comment)
        entry = next(iter(reach.entries)) if comment.order == HERE and reach.entries else None
        for wrong in comment.wrong:
            yield _malformed(comment, wrong, line, spot, entry)
        unused = [code for code in comment.codes if self._is_unused(code, reach)]
        if unused:
            own_line = comment.order == HERE and self._covering.stands_alone(reach)
            yield _useless(comment, unused, line, spot, entry, own_line=own_line)

    def _is_unused(self, code: str, reach: Reach) -> bool:
        """Whether nothing is found of a rule, or of a group of rules, though all of them were judged in this run."""
        if _is_met(code, reach, self._met):
            return False
        entries = self._covering.entries(reach)
        rules = [rule for rule in self._table.values() if rule.code.startswith(code)]
        judged = all(self._policy.wants(rule) and self._known.judged(rule.code, entries) for rule in rules)
        return judged and not _is_met(code, reach, self._met_in_text)

    def _rules_at(self, findings: Iterable[Finding]) -> dict[int, set[str]]:
        """The rules of the findings that each comment covers, by where it begins."""
        found: dict[int, set[str]] = {}
        for finding in findings:
            for reach in self._covering.covering(finding):
                found.setdefault(reach.comment.start, set()).add(finding.rule)
        return found

    @cached_property
    def _met_in_text(self) -> dict[int, set[str]]:
        """The same of what is found with no answer at all: a comment that an offline run needs is of use."""
        if self._case.evidence.offline:
            return self._met
        alone = Case(self._case.article, Evidence(offline=True), self._case.others)
        return self._rules_at(chain.from_iterable(rule.findings(alone) for rule in self._table.values()))


def _is_met(code: str, reach: Reach, met: Mapping[int, set[str]]) -> bool:
    return any(rule.startswith(code) for rule in met.get(reach.comment.start, ()))


def _malformed(comment: Comment, wrong: str, line: int, spot: Span, entry: int | None) -> Hit:
    return Hit(
        spot,
        say(
            "The comment “{comment}” in line {line} does not count: {reason}.",
            comment=_short(comment),
            line=line,
            reason=wrong,
        ),
        say("Write it like this: crackcite: ignore[CC401] and the reason."),
        comment.words,
        entry,
    )


_NOTHING = {
    HERE: template("The comment “{comment}” in line {line} silences nothing: nothing of {rules} is found there."),
    NEXT: template("The comment “{comment}” in line {line} silences nothing: nothing of {rules} is found below it."),
    FILE: template(
        "The comment “{comment}” in line {line} silences nothing: nothing of {rules} is found in this file."
    ),
}


def _useless(comment: Comment, unused: list[str], line: int, spot: Span, entry: int | None, *, own_line: bool) -> Hit:
    message = say(_NOTHING[comment.order], comment=_short(comment), line=line, rules=say_list(unused))
    hint = say("Take out what silences nothing: it would hide what comes later.")
    if own_line:
        hint = say("It stands on a line of its own: write ignore-next-line for what stands below it, or take it out.")
    return Hit(spot, message, hint, comment.words, entry)


def _short(comment: Comment) -> str:
    return comment.words if len(comment.words) <= 80 else comment.words[:79].rstrip() + "…"
