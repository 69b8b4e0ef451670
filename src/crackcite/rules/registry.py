"""The one table of rules: a rule is a documented function, registered under its code.

A rule's docstring is its manual page, shown by ``crackcite explain``, in SARIF's help and in the HTML report.
Its first paragraph says what it finds; then follow sections headed ``Why``, ``Example`` and ``Fix``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crackcite.model import Article, Edit, Evidence, Finding, Reference, Severity, Span


@dataclass(frozen=True)
class Case:
    """What a rule judges: one article of a run, the run's evidence, and the run's other articles.

    ``cited`` may hold the sources of all the run's articles by what names their work (:func:`crackcite.rules.cited`),
    so that nobody has to look through them all.
    """

    article: Article
    evidence: Evidence
    others: tuple[Article, ...] = ()
    cited: Mapping[str, Sequence[tuple[Article, Reference]]] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule says of one place. ``entry`` is an index into ``Article.references``."""

    span: Span
    message: str
    hint: str
    subject: str
    entry: int | None = None
    fix: Edit | None = None


Check = Callable[[Case], Iterable[Hit]]


@dataclass(frozen=True)
class Rule:
    """A rule's place in the table."""

    code: str
    name: str
    severity: Severity
    page: str
    check: Check
    fixable: bool = False

    @property
    def summary(self) -> str:
        """The first paragraph of the rule's page, on one line."""
        return " ".join(self.page.split("\n\n", 1)[0].split())

    def findings(self, case: Case) -> Iterator[Finding]:
        """What the rule finds in a case."""
        return (self.finding(hit, case.article) for hit in self.check(case))

    def finding(self, hit: Hit, article: Article) -> Finding:
        """What the rule says of one place, as a finding."""
        source: Reference | None = None if hit.entry is None else article.references[hit.entry]
        return Finding(
            rule=self.code,
            name=self.name,
            severity=self.severity,
            message=hit.message,
            hint=hit.hint,
            span=hit.span,
            subject=hit.subject,
            reference=source.number if source else None,
            entry=hit.entry,
            fix=hit.fix,
        )


_TABLE: dict[str, Rule] = {}


def rule(code: str, name: str, severity: Severity, *, fixable: bool = False) -> Callable[[Check], Check]:
    """Register the decorated function as the rule ``code``. Codes are never reused."""

    def register(check: Check) -> Check:
        if code in _TABLE:
            raise ValueError(f"{code} is registered twice")
        page = inspect.getdoc(check)
        if not page:
            raise ValueError(f"{code} has no page")
        _TABLE[code] = Rule(code, name, severity, page, check, fixable)
        return check

    return register


def table() -> dict[str, Rule]:
    """All registered rules by code, in the order of their codes."""
    return dict(sorted(_TABLE.items()))
