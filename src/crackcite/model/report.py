"""What follows from an article and the evidence: findings, verdicts, the report of a run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from crackcite.model.article import Article
from crackcite.model.document import Span
from crackcite.model.evidence import Answer


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class Verdict(StrEnum):
    """What is known of a source after all questions."""

    VERIFIED = "verified"
    MISMATCH = "mismatch"
    RETRACTED = "retracted"
    BROKEN = "broken"
    UNVERIFIED = "unverified"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of a range of the document's text."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found, and where.

    ``subject`` names what the finding is about in words that survive edits elsewhere (a source's text, a marker's
    numbers, an address); the fingerprint is made of it. ``reference`` is the source's number, where there is one;
    ``section`` and ``entry`` tell the list and the index in ``Article.references``.
    """

    rule: str
    name: str
    severity: Severity
    message: str
    hint: str
    span: Span
    subject: str
    reference: int | None = None
    entry: int | None = None
    fix: Edit | None = None
    fingerprint: str = ""


def fingerprinted(path: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of one article, each with an identity made of rule, path and subject alone.

    Equal subjects are told apart by their order of appearance, so that every fingerprint is unique in the article.
    """
    seen: dict[tuple[str, str], int] = {}
    result = []
    for finding in findings:
        key = (finding.rule, " ".join(finding.subject.split()).casefold())
        seen[key] = seen.get(key, 0) + 1
        parts = (finding.rule, path.replace("\\", "/"), key[1], str(seen[key]))
        digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        result.append(replace(finding, fingerprint=digest))
    return tuple(result)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A finding that does not count, because somebody said so.

    ``by`` tells where: ``comment`` (in the article), ``file`` (the settings' ignores for some files), ``accept`` (an
    address or a DOI that was accepted) or ``baseline``. ``reason`` is what was written there, empty where nothing was.
    """

    finding: Finding
    by: str
    reason: str = ""


@dataclass(frozen=True)
class Judged:
    """An article with what follows for it: one verdict and the answers used for each reference, the findings, and
    those that were set aside.
    """

    article: Article
    verdicts: tuple[Verdict, ...] = ()
    evidence: tuple[tuple[Answer, ...], ...] = ()
    findings: tuple[Finding, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, and the reason in one line."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Lookups:
    """How many questions were asked in a run. ``cached`` answers are among the answered."""

    asked: int = 0
    answered: int = 0
    cached: int = 0
    unanswered: int = 0


@dataclass(frozen=True)
class Report:
    """A run's whole result: everything that a view needs."""

    version: str
    started_at: str
    seconds: float
    offline: bool
    lookups: Lookups
    articles: tuple[Judged, ...]
    unreadable: tuple[Unreadable, ...] = ()
    away: str = ""  # one sentence, where the network gave not one answer
    remarks: tuple[str, ...] = ()  # sentences about the run itself: a cache that cannot be used, a service that blocks
    excluded: tuple[str, ...] = ()  # paths that were named and that the settings leave out
    partial: bool = False  # the user ended the run before every question was answered

    def findings(self) -> Iterator[tuple[Article, Finding]]:
        """Every finding of the run with its article."""
        return ((judged.article, finding) for judged in self.articles for finding in judged.findings)

    def count(self, severity: Severity) -> int:
        """How many findings of one severity the run has; an unreadable file is an error."""
        found = sum(finding.severity is severity for _, finding in self.findings())
        return found + (len(self.unreadable) if severity is Severity.ERROR else 0)
