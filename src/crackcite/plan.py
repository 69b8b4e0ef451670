"""Article → questions, and answer → the questions that follow from it. Nothing is asked here."""

from __future__ import annotations

from collections.abc import Iterator

from crackcite.matching import search_key
from crackcite.model import (
    Answer,
    Article,
    Evidence,
    IdentifierKind,
    Outcome,
    Question,
    QuestionKind,
    Reference,
)

#: Below this many characters a reference ("Ibid.", "Idem, p. 12") says too little to be searched for.
_SHORTEST_SEARCH = 25

#: arXiv registers its DOIs with DataCite (https://info.arxiv.org/help/doi.html).
_ARXIV_PREFIX = "10.48550/arxiv."

#: A shortDOI is a handle; registries know only the DOI that it stands for (https://shortdoi.org).
_SHORT_DOI = "10/"


def first_questions(article: Article) -> Iterator[Question]:
    """What to ask first about each source of an article."""
    for reference in article.references:
        yield from _about(reference)


def _about(reference: Reference) -> Iterator[Question]:
    work_is_named = False
    for identifier in reference.identifiers:
        if identifier.flaw:
            continue
        match identifier.kind:
            case IdentifierKind.DOI if identifier.value.startswith(_SHORT_DOI):
                work_is_named = True
                yield Question(QuestionKind.DOI_HANDLE, identifier.value.lower())
            case IdentifierKind.DOI:
                work_is_named = True
                yield Question(QuestionKind.CROSSREF_WORK, identifier.value.lower())
            case IdentifierKind.ARXIV:
                work_is_named = True
                yield Question(QuestionKind.DATACITE_WORK, _ARXIV_PREFIX + identifier.value.lower())
            case IdentifierKind.PMID:
                work_is_named = True
                yield Question(QuestionKind.PMID_DOI, identifier.value)
            case IdentifierKind.ISBN:
                yield Question(QuestionKind.BOOK, identifier.value)
            case IdentifierKind.URL:
                yield Question(QuestionKind.PAGE, identifier.value)
    if not work_is_named and worth_searching(reference):
        yield Question(QuestionKind.CROSSREF_SEARCH, search_key(reference))


def worth_searching(reference: Reference) -> bool:
    """Whether a source without a DOI may have one: it gives nothing else to look up, or reads like a paper."""
    if len(search_key(reference)) < _SHORTEST_SEARCH:
        return False
    parts = reference.parts
    if parts.volume or parts.issue or parts.pages:
        return True
    return reference.first(IdentifierKind.URL, IdentifierKind.ISBN, IdentifierKind.HAL, IdentifierKind.HANDLE) is None


def follow_ups(answer: Answer, evidence: Evidence) -> Iterator[Question]:  # noqa: ARG001
    """What an answer makes worth asking."""
    key, outcome = answer.question.key, answer.outcome
    match answer.question.kind:
        case QuestionKind.CROSSREF_WORK if outcome is Outcome.ABSENT:
            yield Question(QuestionKind.DOI_AGENCY, key)
            yield Question(QuestionKind.DOI_HANDLE, key)
        case QuestionKind.CROSSREF_WORK if outcome is Outcome.UNANSWERED:
            yield Question(QuestionKind.DOI_HANDLE, key)
        case QuestionKind.DOI_AGENCY if outcome is Outcome.FOUND:
            agency = answer.value.casefold()
            if agency == "datacite":
                yield Question(QuestionKind.DATACITE_WORK, key)
            elif agency != "crossref":
                yield Question(QuestionKind.DOI_METADATA, key)
        case QuestionKind.PMID_DOI if outcome is Outcome.FOUND and answer.value:
            yield Question(QuestionKind.CROSSREF_WORK, answer.value.lower())
        case QuestionKind.PAGE if outcome is Outcome.ABSENT:
            yield Question(QuestionKind.ARCHIVE, key)
        case QuestionKind.PAGE if answer.page is not None and answer.page.doi:
            yield Question(QuestionKind.CROSSREF_WORK, answer.page.doi.lower())
