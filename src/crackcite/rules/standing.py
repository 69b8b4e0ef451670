"""What the evidence says of one source: the record found, absence proved, or why neither."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crackcite.dois import arxiv_doi, is_doi, is_short
from crackcite.model import (
    Answer,
    Evidence,
    Identifier,
    IdentifierKind,
    Outcome,
    QuestionKind,
    Reason,
    Reference,
    Work,
    clause,
    say,
    say_row,
)
from crackcite.rules.doi_forms import inside_url

if TYPE_CHECKING:
    from crackcite.matching import Comparison

DOI_QUESTIONS = (
    QuestionKind.CROSSREF_WORK,
    QuestionKind.DATACITE_WORK,
    QuestionKind.DOI_METADATA,
    QuestionKind.DOI_HANDLE,
    QuestionKind.DOI_AGENCY,
)
TO_DOI = {IdentifierKind.PMID: QuestionKind.PMID_DOI, IdentifierKind.PMCID: QuestionKind.PMCID_DOI}
#: Reasons that pass: the same question may be answered another day.
_PASSING = frozenset(
    {
        Reason.NETWORK,
        Reason.REFUSED,
        Reason.RESET,
        Reason.TIMEOUT,
        Reason.BLOCKED,
        Reason.RATE_LIMITED,
        Reason.SERVER_ERROR,
        Reason.NOT_ASKED,
    }
)
_UNKNOWN_TO_US = {IdentifierKind.HAL: "HAL", IdentifierKind.HANDLE: say("the Handle System")}
_WHY = {
    Reason.OFFLINE: say("nothing was asked (offline)"),
    Reason.NETWORK: say("the network is not reachable"),
    Reason.REFUSED: say("the registry refused the connection"),
    Reason.RESET: say("the registry broke off the connection"),
    Reason.TIMEOUT: say("the registry did not answer in time"),
    Reason.BLOCKED: say("the registry refused to answer"),
    Reason.RATE_LIMITED: say("the registry wants fewer questions; ask again later"),
    Reason.SERVER_ERROR: say("the registry had an error of its own"),
    Reason.BAD_ANSWER: say("the registry's answer could not be read"),
    Reason.CERTIFICATE: say("the registry's certificate could not be trusted"),
    Reason.NOT_ASKED: say("the registry had just failed to answer others"),
    Reason.NOT_RECORDED: say("the recording does not hold this question"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a source's identifier.

    ``work`` is the record and ``comparison`` what it says of the source; ``absent`` that the DOI provably does not
    exist; ``reason`` why nothing could be decided (a clause without a full stop; empty where something was), and
    ``again`` whether the same question may be answered another day; ``asked`` whether anything was asked about it at
    all. ``doi`` is empty where the identifier leads to a record without one; ``name`` is what messages call it.
    """

    doi: str = ""
    name: str = ""
    work: Work | None = None
    comparison: Comparison | None = None
    absent: bool = False
    reason: str = ""
    asked: bool = False
    again: bool = False


def _found(reference: Reference, work: Work, doi: str = "", name: str = "") -> Standing:
    """The standing of a source whose record was found."""
    comparison = _compared(reference, work)
    reason = comparison.reason if comparison.is_open else ""
    return Standing(doi, name or doi, work, comparison, reason=reason, asked=True)


def _open(answer: Answer, name: str = "", doi: str = "") -> Standing:
    """The standing of a source about which a question was asked and not answered."""
    return Standing(doi, name or doi, reason=why(answer), asked=True, again=answer.reason in _PASSING)


def _compared(reference: Reference, work: Work) -> Comparison:
    """A comparison; what compares is loaded only where something was answered."""
    from crackcite.matching.comparison import compare

    return compare(reference, work)


def search_answer(reference: Reference, evidence: Evidence) -> Answer | None:
    """What a search for the source gave, if it was made."""
    if not evidence.answers:
        return None
    from crackcite.matching import search_key

    return evidence.get(QuestionKind.CROSSREF_SEARCH, search_key(reference))


def why(answer: Answer) -> str:
    """Why an answer left its question open, as a clause for a person."""
    return clause(answer.detail) or _WHY.get(answer.reason, say("the registry gave no answer"))


def doi_answers(evidence: Evidence, doi: str) -> Iterator[Answer]:
    """Every answer about a DOI, the registries before doi.org."""
    found = (evidence.get(kind, doi) for kind in DOI_QUESTIONS)
    return (answer for answer in found if answer)


def doi_of(reference: Reference, evidence: Evidence) -> str:
    """The DOI that the source gives, or that its shortDOI, arXiv or PubMed identifier stands for; lower-case, may be
    empty.
    """
    given = reference.first(IdentifierKind.DOI)
    if given:
        return _whole(given.value.lower(), evidence)
    found = (answer.value.lower() for _, answer in numbered(reference, evidence) if answer.answered and answer.value)
    arxiv = reference.first(IdentifierKind.ARXIV)
    return next(found, arxiv_doi(arxiv.value) if arxiv else "")


def _whole(doi: str, evidence: Evidence) -> str:
    """The DOI that a shortDOI stands for, where doi.org has said so; any other as it is."""
    answer = evidence.get(QuestionKind.DOI_HANDLE, doi) if is_short(doi) else None
    return answer.value.lower() if answer and is_doi(answer.value) else doi


def numbered(reference: Reference, evidence: Evidence) -> Iterator[tuple[Identifier, Answer]]:
    """The source's identifiers that another registry turns into a DOI, with its answers."""
    for kind, question in TO_DOI.items():
        given = reference.first(kind)
        answer = evidence.get(question, given.value) if given else None
        if given and answer:
            yield given, answer


def _absent(evidence: Evidence, doi: str) -> bool:
    """Whether it is proved that no agency knows a DOI, a record of it having been found nowhere.

    Every DOI is a handle, so the handle system's "no" is a proof by itself; Crossref's needs the word of doi.org.
    """
    handle = evidence.get(QuestionKind.DOI_HANDLE, doi)
    if handle and handle.answered:
        return handle.outcome is Outcome.ABSENT
    asked = [evidence.get(kind, doi) for kind in (QuestionKind.CROSSREF_WORK, QuestionKind.DOI_AGENCY)]
    return all(answer is not None and answer.outcome is Outcome.ABSENT for answer in asked)


def _without_record(doi: str, answers: list[Answer]) -> Standing:
    """Why a DOI without a record is neither found nor absent."""
    unanswered = [answer for answer in answers if not answer.answered]
    if unanswered:
        return _open(unanswered[-1], doi=doi)
    handle = next((a for a in answers if a.question.kind is QuestionKind.DOI_HANDLE), None)
    said = say("Crossref does not know the DOI, which proves nothing: another agency may have registered it")
    if handle and handle.outcome is not Outcome.ABSENT:
        said = say("the DOI is registered, but no registry gives a description of its work")
    return Standing(doi, doi, reason=said, asked=True)


def standing(reference: Reference, evidence: Evidence) -> Standing:
    """What the evidence says of the source's DOI (its own, or the one its arXiv or PubMed identifier leads to), or of
    the PubMed identifier itself where it leads to none.
    """
    doi = doi_of(reference, evidence)
    if not doi:
        return _by_number(reference, evidence)
    answers = list(doi_answers(evidence, doi))
    if not answers:
        return Standing(doi, doi)
    own = () if reference.first(IdentifierKind.DOI) else tuple(answer for _, answer in numbered(reference, evidence))
    work = next((answer.work for answer in (*answers, *own) if answer.answered and answer.work), None)
    if work:
        return _found(reference, work, doi)
    if _absent(evidence, doi):
        return _nowhere(reference, doi)
    return _without_record(doi, answers)


def _nowhere(reference: Reference, doi: str) -> Standing:
    """The standing of a source whose DOI does not exist; proved against the source only where it gives that DOI."""
    given = reference.first(IdentifierKind.DOI)
    if given and inside_url(given, reference):
        # Addresses carry more than their DOI (`/full`, `.pdf`): where the cut was wrong, the page itself decides.
        return Standing()
    if given:
        return Standing(doi, doi, absent=True, asked=True)
    # arXiv registers a DOI some time after it has published the article.
    said = say(
        "no registry knows {doi}, which its number stands for; new articles are registered some days late", doi=doi
    )
    return Standing(doi, doi, reason=said, asked=True)


def _by_number(reference: Reference, evidence: Evidence) -> Standing:
    """What PubMed says of a source's identifier that leads to no DOI."""
    for given, answer in numbered(reference, evidence):
        name = given.value if given.kind is IdentifierKind.PMCID else f"PMID {given.value}"
        if answer.work:
            return _found(reference, answer.work, name=name)
        if not answer.answered:
            return _open(answer, name)
        return Standing(name=name, reason=say("PubMed does not know {identifier}", identifier=name), asked=True)
    return Standing()


def book(reference: Reference, evidence: Evidence) -> Standing:
    """What the evidence says of the source's ISBN. An ISBN that no library knows proves nothing."""
    isbn = reference.first(IdentifierKind.ISBN)
    answer = evidence.get(QuestionKind.BOOK, isbn.value) if isbn else None
    if not answer:
        return Standing()
    if not answer.answered:
        return _open(answer)
    if not answer.work:
        said = say("the library catalogue does not know the ISBN, which proves nothing")
        return Standing(reason=said, asked=True)
    return _found(reference, answer.work)


@lru_cache(maxsize=2048)
def _suggested(reference: Reference, works: tuple[Work, ...]) -> Work | None:
    from crackcite.matching import suggest

    return suggest(reference, works)


def _of_pages(reference: Reference, evidence: Evidence) -> Standing | None:
    """The record of the DOI that the source's own page names, where that record describes the source."""
    for identifier in reference.identifiers:
        answer = evidence.get(QuestionKind.PAGE, identifier.value) if identifier.kind is IdentifierKind.URL else None
        doi = answer.page.doi.lower() if answer and answer.page else ""
        record = evidence.get(QuestionKind.CROSSREF_WORK, doi) if doi else None
        found = _compared(reference, record.work) if record and record.work else None
        if record and found and found.is_same and not found.conflicts and "title" in found.supports:
            return Standing(doi, doi, record.work, found, asked=True)
    return None


def missing(reference: Reference, evidence: Evidence) -> Standing:
    """What a search for a source without DOI found: the one validated record, or why there is none."""
    if reference.first(IdentifierKind.DOI) or doi_of(reference, evidence):
        return Standing()
    answer = search_answer(reference, evidence)
    shown = _of_pages(reference, evidence)
    if shown:
        return shown
    if not answer:
        return Standing(reason=_not_asked(reference))
    if not answer.answered:
        return _open(answer)
    work = _suggested(reference, answer.works)
    if work:
        doi = work.doi.lower()
        return Standing(doi, doi, work, _compared(reference, work), asked=True)
    said = say("a search found no record that surely describes it; books, reports and press articles often have none")
    return Standing(reason=say_row(filter(None, (said, _not_asked(reference))), ";"), asked=True)


def _not_asked(reference: Reference) -> str:
    """That an identifier of the source is one whose system is never asked, if so."""
    given = reference.first(*_UNKNOWN_TO_US)
    if not given:
        return ""
    return say(
        "crackcite does not ask {system} about {identifier}", system=_UNKNOWN_TO_US[given.kind], identifier=given.value
    )


def described(reference: Reference, evidence: Evidence) -> Standing:
    """The standing whose record describes the source: by its DOI or number, or else by the search."""
    by_doi = standing(reference, evidence)
    return by_doi if by_doi.doi or by_doi.work else missing(reference, evidence)
