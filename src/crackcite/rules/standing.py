"""What the evidence says of one source: the record found, absence proved, or why neither."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crackcite.model import Answer, Evidence, IdentifierKind, Outcome, QuestionKind, Reason, Reference, Work
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
TO_DOI = {IdentifierKind.ARXIV: QuestionKind.ARXIV_DOI, IdentifierKind.PMID: QuestionKind.PMID_DOI}
ARXIV_PREFIX = "10.48550/arxiv."  # https://info.arxiv.org/help/doi.html
_WHY = {
    Reason.OFFLINE: "nothing was asked (offline)",
    Reason.NETWORK: "the network is not reachable",
    Reason.REFUSED: "the registry refused the connection",
    Reason.RESET: "the registry broke off the connection",
    Reason.TIMEOUT: "the registry did not answer in time",
    Reason.BLOCKED: "the registry refused to answer",
    Reason.RATE_LIMITED: "the registry wants fewer questions; ask again later",
    Reason.SERVER_ERROR: "the registry had an error of its own",
    Reason.BAD_ANSWER: "the registry's answer could not be read",
    Reason.CERTIFICATE: "the registry's certificate could not be trusted",
    Reason.NOT_ASKED: "the registry had just failed to answer others",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a source's identifier.

    ``work`` is the record and ``comparison`` what it says of the source; ``absent`` that the DOI provably does not
    exist; ``reason`` why nothing could be decided (a clause without a full stop; empty where something was);
    ``asked`` whether anything was asked about it at all.
    """

    doi: str = ""
    work: Work | None = None
    comparison: Comparison | None = None
    absent: bool = False
    reason: str = ""
    asked: bool = False


def _compared(reference: Reference, work: Work) -> Comparison:
    """A comparison; what compares is loaded only where something was answered."""
    from crackcite.matching import compare

    return compare(reference, work)


def search_answer(reference: Reference, evidence: Evidence) -> Answer | None:
    """What a search for the source gave, if it was made."""
    if not evidence.answers:
        return None
    from crackcite.matching import search_key

    return evidence.get(QuestionKind.CROSSREF_SEARCH, search_key(reference))


def why(answer: Answer) -> str:
    """Why an answer left its question open, as a clause for a person."""
    return answer.detail.rstrip(" .") or _WHY.get(answer.reason, "the registry gave no answer")


def doi_answers(evidence: Evidence, doi: str) -> Iterator[Answer]:
    """Every answer about a DOI, the registries before doi.org."""
    found = (evidence.get(kind, doi) for kind in DOI_QUESTIONS)
    return (answer for answer in found if answer)


def doi_of(reference: Reference, evidence: Evidence) -> str:
    """The DOI that the source gives, or that its arXiv or PubMed identifier leads to; lower-case, may be empty."""
    given = reference.first(IdentifierKind.DOI)
    if given:
        return given.value.lower()
    for kind, question in TO_DOI.items():
        other = reference.first(kind)
        answer = evidence.get(question, other.value) if other else None
        if answer and answer.answered and (answer.value or answer.work):
            return (answer.value or (answer.work.doi if answer.work else "")).lower()
    arxiv = reference.first(IdentifierKind.ARXIV)
    return ARXIV_PREFIX + arxiv.value.lower() if arxiv else ""


def _absent(evidence: Evidence, doi: str) -> bool:
    """Whether it is proved that no agency knows a DOI, a record of it having been found nowhere.

    Every DOI is a handle, so the handle system's "no" is a proof by itself; Crossref's needs the word of doi.org.
    """
    handle = evidence.get(QuestionKind.DOI_HANDLE, doi)
    if handle and handle.answered:
        return handle.outcome is Outcome.ABSENT
    asked = [evidence.get(kind, doi) for kind in (QuestionKind.CROSSREF_WORK, QuestionKind.DOI_AGENCY)]
    return all(answer is not None and answer.outcome is Outcome.ABSENT for answer in asked)


def _open_reason(answers: list[Answer]) -> str:
    """Why a DOI without a record is neither found nor absent."""
    unanswered = [answer for answer in answers if not answer.answered]
    if unanswered:
        return why(unanswered[-1])
    handle = next((a for a in answers if a.question.kind is QuestionKind.DOI_HANDLE), None)
    if handle and handle.outcome is not Outcome.ABSENT:
        return "the DOI is registered, but no registry gives a description of its work"
    return "Crossref does not know the DOI, which proves nothing: another agency may have registered it"


def standing(reference: Reference, evidence: Evidence) -> Standing:
    """What the evidence says of the source's DOI (its own, or the one its arXiv or PubMed identifier leads to)."""
    doi = doi_of(reference, evidence)
    if not doi:
        return Standing()
    answers = list(doi_answers(evidence, doi))
    if not answers:
        return Standing(doi)
    work = next((answer.work for answer in answers if answer.answered and answer.work), None)
    if work:
        found = _compared(reference, work)
        reason = found.reason if found.is_open else ""
        return Standing(doi, work, found, reason=reason, asked=True)
    if _absent(evidence, doi):
        # Addresses carry more than their DOI (`/full`, `.pdf`): where the cut was wrong, the page itself decides.
        given = reference.first(IdentifierKind.DOI)
        return Standing() if given and inside_url(given, reference) else Standing(doi, absent=True, asked=True)
    return Standing(doi, reason=_open_reason(answers), asked=True)


def book(reference: Reference, evidence: Evidence) -> Standing:
    """What the evidence says of the source's ISBN. An ISBN that no library knows proves nothing."""
    isbn = reference.first(IdentifierKind.ISBN)
    answer = evidence.get(QuestionKind.BOOK, isbn.value) if isbn else None
    if not answer:
        return Standing()
    if not answer.answered:
        return Standing(reason=why(answer), asked=True)
    if not answer.work:
        return Standing(reason="the library catalogue does not know the ISBN, which proves nothing", asked=True)
    found = _compared(reference, answer.work)
    reason = found.reason if found.is_open else ""
    return Standing(work=answer.work, comparison=found, reason=reason, asked=True)


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
            return Standing(doi, record.work, found, asked=True)
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
        return Standing()
    if not answer.answered:
        return Standing(reason=why(answer), asked=True)
    work = _suggested(reference, answer.works)
    if work:
        return Standing(work.doi.lower(), work, _compared(reference, work), asked=True)
    return Standing(
        reason="a search found no record that surely describes it; books, reports and press articles often have none",
        asked=True,
    )


def described(reference: Reference, evidence: Evidence) -> Standing:
    """The standing whose record describes the source: by its DOI, or else by the search."""
    by_doi = standing(reference, evidence)
    return by_doi if by_doi.doi else missing(reference, evidence)
