"""What has become of a work since: CC307 retracted, CC308 under notice, CC309 superseded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crackcite.dois import is_arxiv, is_doi
from crackcite.model import Evidence, IdentifierKind, Notice, Reference, Relation, Severity, Work
from crackcite.patterns import lazy
from crackcite.rules.phrases import entries, named, place
from crackcite.rules.registry import Case, Hit, rule
from crackcite.rules.standing import Standing, described

# The update types that Crossref documents, and those that Retraction Watch's records use.
RETRACTIONS = frozenset({"retraction", "withdrawal", "retracted", "withdrawn"})
MENDING = frozenset({"correction", "erratum", "corrigendum", "addendum", "clarification", "reinstatement"})
NEW_VERSIONS = frozenset({"new-version", "new-edition"})
_NAMES = {
    "expression-of-concern": "an expression of concern",
    "correction": "a correction",
    "corrigendum": "a correction",
    "erratum": "an erratum",
    "addendum": "an addendum",
    "clarification": "a clarification",
    "removal": "a removal notice",
    "partial-retraction": "a partial retraction",
    "retraction": "a retraction",
    "withdrawal": "a withdrawal",
    "reinstatement": "a reinstatement",
}
# Publishers mark the title of a retracted work; capitals or a noun tell the mark from a title's first word.
_MARKED = lazy(
    r"^\W*(?:RETRACTED|WITHDRAWN)(?:\s+(?:ARTICLE|PAPER|CHAPTER|MANUSCRIPT))?\s*[\])]?\s*[:.–—\]-]"
    r"|^\W*(?i:retracted(?:\s+(?:article|paper|chapter|manuscript))?\s*[\])]?\s*:)"
    r"|^\W*[\[(]\s*(?i:retracted|withdrawn)(?:\s+(?i:article|paper|chapter))?\s*[\])]"
    r"|[\[(]\s*(?i:retracted|withdrawn)(?:\s+(?i:article|paper|chapter))?\s*[\])]\W*$"
)
_NOTICE_WORD = lazy(r"retract|rétract|withdr|erratum|errata|correc|corrig|rectific|concern|ingetrokken|notice", re.I)


@dataclass(frozen=True, slots=True)
class Record:
    """What the registries say has become of a work, sorted: ``marked`` by its title, the notices by kind."""

    marked: bool
    retractions: tuple[Notice, ...]
    disputed: tuple[Notice, ...]
    others: tuple[Notice, ...]


def kind(notice: Notice) -> str:
    """A notice's kind in one spelling: ``expression_of_concern`` and ``Expression of Concern`` are the same."""
    return "-".join(re.findall(r"[a-z]+", notice.kind.lower())) or "notice"


def _own(work: Work) -> tuple[Notice, ...]:
    """The notices about a work; also those that it carries about itself, new versions apart."""
    mine = {work.doi.lower(), *(alias.lower() for alias in work.aliases)} - {""}
    itself = tuple(one for one in work.notice_of if one.doi.lower() in mine and kind(one) not in NEW_VERSIONS)
    return work.notices + itself


def _groups(notices: tuple[Notice, ...]) -> Iterator[list[Notice]]:
    """Notices that are one and the same: one DOI, told by the publisher and by Retraction Watch."""
    found: dict[str, list[Notice]] = {}
    for index, notice in enumerate(notices):
        found.setdefault(notice.doi.lower() or f"#{index}", []).append(notice)
    return iter(found.values())


def status(work: Work) -> Record:
    """Sort what is said of a work. One notice called both a retraction and a correction is disputed, not decided."""
    retractions, disputed, others = [], [], []
    for group in _groups(_own(work)):
        kinds = {kind(notice) for notice in group}
        if kinds & RETRACTIONS and kinds & (MENDING | {"expression-of-concern"}):
            disputed += group
        elif kinds & RETRACTIONS:
            retractions.append(next(notice for notice in group if kind(notice) in RETRACTIONS))
        else:
            others += [notice for notice in group[:1] if kind(notice) not in NEW_VERSIONS]
    return Record(bool(_MARKED.search(work.title)), tuple(retractions), tuple(disputed), tuple(others))


def _known(reference: Reference, evidence: Evidence) -> Standing | None:
    """The record of the source's work, unless it is plainly another work's."""
    found = described(reference, evidence)
    return found if found.work and found.comparison and not found.comparison.is_other else None


def _is_notice(work: Work, reference: Reference) -> tuple[Notice, ...]:
    """The notices that the record itself is, where the source does not say that it cites a notice."""
    others = tuple(
        one for one in work.notice_of if one.doi.lower() != work.doi.lower() and kind(one) not in NEW_VERSIONS
    )
    if not others:
        return ()
    from crackcite.matching.normalise import without_identifiers

    return () if _NOTICE_WORD.search(without_identifiers(reference.text)) else others


def retracted(reference: Reference, evidence: Evidence) -> bool:
    """Whether the source's work is retracted or withdrawn."""
    found = _known(reference, evidence)
    if not found or not found.work:
        return False
    said = status(found.work)
    by_notice = any(kind(notice) in RETRACTIONS for notice in _is_notice(found.work, reference))
    return bool(said.marked or said.retractions or by_notice)


def _told(notice: Notice) -> str:
    """Where and when a notice was published."""
    by = {"retraction-watch": "Retraction Watch", "publisher": "the publisher"}.get(notice.source, notice.source)
    facts = [f"notice {notice.doi}" if notice.doi else "", notice.date[:10], f"told by {by}" if by else ""]
    return ", ".join(fact for fact in facts if fact)


def _with(notice: Notice) -> str:
    told = _told(notice)
    return f" ({told})" if told else ""


@rule("CC307", "retracted-work", Severity.ERROR)
def retracted_work(case: Case) -> Iterator[Hit]:
    """A work that has been retracted or withdrawn.

    The publisher's notices, Retraction Watch's, and the mark that publishers set before a title all count.

    Why: its authors or its publisher no longer stand by its findings; an argument that rests on it needs another
    ground.

    Example: `Wakefield, A. J. et al. Ileal-lymphoid-nodular hyperplasia … Lancet 351, 637–641 (1998)`, retracted in
    2010.

    Fix: read the notice. Remove the source, or say in the text that the work is retracted and why it is cited, and
    ignore the finding there.
    """
    for entry, reference in entries(case):
        if not retracted(reference, case.evidence):
            continue
        found = described(reference, case.evidence)
        work = found.work
        if work:
            hint = "Read the notice; remove the source, or say in the text that it is retracted."
            message = f"{named(reference)} cites a retracted work: {found.name}{_grounds(work, reference)}."
            yield Hit(place(reference, IdentifierKind.DOI), message, hint, found.name, entry)


def _grounds(work: Work, reference: Reference) -> str:
    """How it is known that a work is retracted."""
    said = status(work)
    if said.retractions:
        return _with(said.retractions[0])
    notices = [one for one in _is_notice(work, reference) if kind(one) in RETRACTIONS]
    if notices:
        return f" is itself the notice that retracts {notices[0].doi}"
    return " (its title is marked so by the publisher)"


@rule("CC308", "work-under-notice", Severity.WARNING)
def work_under_notice(case: Case) -> Iterator[Hit]:
    """A work about which a notice was published: a correction, an expression of concern, a removal.

    Also said where registries contradict each other about one notice, and where the DOI is that of a notice instead
    of the work's.

    Why: what you cite may be what was corrected.

    Example: An article whose table 2 was corrected a year later, cited for a figure of table 2.

    Fix: read the notice, and check that what you cite still stands.
    """
    for entry, reference in entries(case):
        found = _known(reference, case.evidence)
        if found and found.work:
            for message in _remarks(found.work, reference):
                hint = "Read the notice, and check that what is cited still stands."
                yield Hit(place(reference, IdentifierKind.DOI), message, hint, found.name, entry)


def _remarks(work: Work, reference: Reference) -> Iterator[str]:
    said = status(work)
    if said.disputed:
        kinds = " and ".join(dict.fromkeys(f"{_name(one)}{_with(one)}" for one in said.disputed))
        yield f"The registry's entries about {work.doi} contradict each other: {kinds}."
    if not (said.retractions or said.marked):
        for notice in said.others:
            yield f"About {work.doi} there is {_name(notice)}{_with(notice)}."
    for notice in _is_notice(work, reference):
        if kind(notice) not in RETRACTIONS:
            yield f"The DOI {work.doi} is that of {_name(notice)} about {notice.doi}, not of the work itself."


def _name(notice: Notice) -> str:
    """A notice's kind in words; unknown kinds are shown, not dropped."""
    found = kind(notice)
    return _NAMES.get(found) or f"a notice of the kind “{notice.label or found}”"


# Crossref's names and DataCite's, without hyphens.
_PUBLISHED = frozenset({"ispreprintof"})
_REPLACED = frozenset({"isreplacedby", "isobsoletedby", "ispreviousversionof"})


@rule("CC309", "superseded-work", Severity.INFO)
def superseded_work(case: Case) -> Iterator[Hit]:
    """A preprint that has since been published, or a work that a newer version replaces.

    Why: the published version has been reviewed and may differ in its findings.

    Example: A preprint on a server, cited two years after the journal article that came of it.

    Fix: cite the newer version, unless the older one is what you mean.
    """
    for entry, reference in entries(case):
        found = _known(reference, case.evidence)
        newer = _newer(found.work) if found and found.work else None
        if found and newer and newer[1].lower() not in reference.text.lower():
            message = f"{named(reference)} cites {found.name}, {newer[0]}: {newer[1]}."
            hint = "Cite the newer version, unless the older one is meant."
            yield Hit(place(reference, IdentifierKind.DOI), message, hint, found.name, entry)


def _is_published_version(name: str, relation: Relation, work: Work) -> bool:
    """Whether a relation is to what came of a preprint. arXiv, which gives all versions one DOI, calls its articles
    versions of what the journals published (https://info.arxiv.org/help/doi.html).
    """
    of_arxiv = name == "isversionof" and is_arxiv(work.doi)
    return name in _PUBLISHED or (of_arxiv and is_doi(relation.identifier) and not is_arxiv(relation.identifier))


def _newer(work: Work) -> tuple[str, str] | None:
    """How a work was superseded, and by what."""
    for relation in work.relations:
        name = relation.kind.lower().replace("-", "")
        if _is_published_version(name, relation, work):
            return "a preprint that has since been published", relation.identifier
        if name in _REPLACED:
            return "of which there is a newer version", relation.identifier
    for notice in work.notices:
        if kind(notice) in NEW_VERSIONS and notice.doi and notice.doi.lower() != work.doi.lower():
            return "of which there is a newer version", notice.doi
    return None
