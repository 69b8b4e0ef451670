"""What has become of a work since: CC307 retracted, CC308 under notice, CC309 superseded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crackcite.dois import is_arxiv, is_doi
from crackcite.model import (
    Evidence,
    IdentifierKind,
    Notice,
    Reference,
    Relation,
    Severity,
    Work,
    say,
    say_list,
    say_row,
    template,
)
from crackcite.patterns import lazy
from crackcite.rules.phrases import entries, named, place
from crackcite.rules.registry import Case, Hit, rule
from crackcite.rules.standing import Standing, described

# The update types that Crossref documents, and those that Retraction Watch's records use.
RETRACTIONS = frozenset({"retraction", "withdrawal", "retracted", "withdrawn"})
MENDING = frozenset({"correction", "erratum", "corrigendum", "addendum", "clarification", "reinstatement"})
NEW_VERSIONS = frozenset({"new-version", "new-edition"})
_NAMES = {
    "expression-of-concern": say("an expression of concern"),
    "correction": say("a correction"),
    "corrigendum": say("a correction"),
    "erratum": say("an erratum"),
    "addendum": say("an addendum"),
    "clarification": say("a clarification"),
    "removal": say("a removal notice"),
    "partial-retraction": say("a partial retraction"),
    "retraction": say("a retraction"),
    "withdrawal": say("a withdrawal"),
    "reinstatement": say("a reinstatement"),
}
# Publishers mark the title of a retracted work; capitals or a noun tell the mark from a title's first word.
_MARKED = lazy(
    r"^\W*(?:RETRACTED|WITHDRAWN)(?:\s+(?:ARTICLE|PAPER|CHAPTER|MANUSCRIPT))?\s*(?:[\])]\s*)?[:.–—\]-]"
    r"|^\W*(?i:retracted(?:\s+(?:article|paper|chapter|manuscript))?\s*(?:[\])]\s*)?:)"
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
    by = {"retraction-watch": "Retraction Watch", "publisher": say("the publisher")}.get(notice.source, notice.source)
    own = say("notice {doi}", doi=notice.doi) if notice.doi else ""
    facts = [own, notice.date[:10], say("told by {registry}", registry=by) if by else ""]
    return say_row(fact for fact in facts if fact)


def _with(said: str, notice: Notice) -> str:
    """What is said of a work or a notice, and behind it where and when the notice was published."""
    told = _told(notice)
    return say("{title} ({facts})", title=said, facts=told) if told else said


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
            hint = say("Read the notice; remove the source, or say in the text that it is retracted.")
            known = _grounds(found.name, work, reference)
            message = say("{source} cites a retracted work: {work}.", source=named(reference), work=known)
            yield Hit(place(reference, IdentifierKind.DOI), message, hint, found.name, entry)


def _grounds(name: str, work: Work, reference: Reference) -> str:
    """A retracted work's name, and how it is known that it is retracted."""
    said = status(work)
    if said.retractions:
        return _with(name, said.retractions[0])
    notices = [one for one in _is_notice(work, reference) if kind(one) in RETRACTIONS]
    if notices:
        return say("{work} is itself the notice that retracts {other}", work=name, other=notices[0].doi)
    return say("{work} (its title is marked so by the publisher)", work=name)


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
                hint = say("Read the notice, and check that what is cited still stands.")
                yield Hit(place(reference, IdentifierKind.DOI), message, hint, found.name, entry)


def _remarks(work: Work, reference: Reference) -> Iterator[str]:
    said = status(work)
    if said.disputed:
        kinds = say_list(list(dict.fromkeys(_with(_name(one), one) for one in said.disputed)))
        yield say("The registry's entries about {doi} contradict each other: {notices}.", doi=work.doi, notices=kinds)
    if not (said.retractions or said.marked):
        for notice in said.others:
            yield say("About {doi} there is {notice}.", doi=work.doi, notice=_with(_name(notice), notice))
    for notice in _is_notice(work, reference):
        if kind(notice) not in RETRACTIONS:
            yield say(
                "The DOI {doi} is that of {notice} about {other}, not of the work itself.",
                doi=work.doi,
                notice=_name(notice),
                other=notice.doi,
            )


def _name(notice: Notice) -> str:
    """A notice's kind in words; unknown kinds are shown, not dropped."""
    found = kind(notice)
    return _NAMES.get(found) or say("a notice of the kind “{kind}”", kind=notice.label or found)


# Crossref's names and DataCite's, without hyphens.
_PUBLISHED = frozenset({"ispreprintof"})
_REPLACED = frozenset({"isreplacedby", "isobsoletedby", "ispreviousversionof"})
_SINCE_PUBLISHED = template("{source} cites {work}, a preprint that has since been published: {newer}.")
_NEWER = template("{source} cites {work}, of which there is a newer version: {newer}.")


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
            message = say(newer[0], source=named(reference), work=found.name, newer=newer[1])
            hint = say("Cite the newer version, unless the older one is meant.")
            yield Hit(place(reference, IdentifierKind.DOI), message, hint, found.name, entry)


def _is_published_version(name: str, relation: Relation, work: Work) -> bool:
    """Whether a relation is to what came of a preprint. arXiv, which gives all versions one DOI, calls its articles
    versions of what the journals published (https://info.arxiv.org/help/doi.html).
    """
    of_arxiv = name == "isversionof" and is_arxiv(work.doi)
    return name in _PUBLISHED or (of_arxiv and is_doi(relation.identifier) and not is_arxiv(relation.identifier))


def _newer(work: Work) -> tuple[str, str] | None:
    """How a work was superseded, as a template, and by what."""
    for relation in work.relations:
        name = relation.kind.lower().replace("-", "")
        if _is_published_version(name, relation, work):
            return _SINCE_PUBLISHED, relation.identifier
        if name in _REPLACED:
            return _NEWER, relation.identifier
    for notice in work.notices:
        if kind(notice) in NEW_VERSIONS and notice.doi and notice.doi.lower() != work.doi.lower():
            return _NEWER, notice.doi
    return None
