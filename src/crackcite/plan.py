"""Article → questions, and answer → the questions that follow from it. Nothing is asked here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from crackcite.archiving import LIVES, asked_for, copy_question, is_alive
from crackcite.dois import arxiv_doi, is_arxiv, is_doi, is_short
from crackcite.globs import accepted_by
from crackcite.model import (
    Answer,
    Article,
    Evidence,
    IdentifierKind,
    Outcome,
    Question,
    QuestionKind,
    Reason,
    Reference,
    say,
)

#: Below this many characters a reference ("Ibid.", "Idem, p. 12") says too little to be searched for.
_SHORTEST_SEARCH = 25


def first_questions(article: Article, accept: tuple[str, ...] = ()) -> Iterator[Question]:
    """What to ask first about each source of an article. Addresses that a pattern accepts are not asked."""
    for question in chain.from_iterable(map(_about, article.references)):
        if question.kind is not QuestionKind.PAGE or not accepted_by(accept, question.key):
            yield question


def accepted(articles: Iterable[Article], accept: tuple[str, ...], where: str = "") -> dict[Question, Answer]:
    """What stands for the answers about addresses that a pattern accepts: open questions, with the reason.

    ``where`` tells where the patterns were written.
    """
    answers = {}
    for reference in chain.from_iterable(article.references for article in articles if accept):
        for question in _about(reference):
            pattern = accepted_by(accept, question.key) if question.kind is QuestionKind.PAGE else ""
            if pattern:
                why = say(
                    "it was not opened, because {pattern} accepts it ({where})",
                    pattern=pattern,
                    where=where or "accept",
                )
                answers[question] = Answer(question, Outcome.UNANSWERED, Reason.ACCEPTED, why)
    return answers


def _about(reference: Reference) -> Iterator[Question]:
    work_is_named = False
    for identifier in reference.identifiers:
        if identifier.flaw:
            continue
        match identifier.kind:
            case IdentifierKind.DOI:
                work_is_named = True
                yield _about_doi(identifier.value.lower())
            case IdentifierKind.ARXIV:
                work_is_named = True
                yield _about_doi(arxiv_doi(identifier.value))
            case IdentifierKind.PMID:
                work_is_named = True
                yield Question(QuestionKind.PMID_DOI, identifier.value)
            case IdentifierKind.PMCID:
                work_is_named = work_is_named or reference.first(IdentifierKind.URL) is None
                yield Question(QuestionKind.PMCID_DOI, identifier.value)
            case IdentifierKind.ISBN:
                yield Question(QuestionKind.BOOK, identifier.value)
            case IdentifierKind.URL:
                yield Question(QuestionKind.PAGE, identifier.value)
    if not work_is_named and worth_searching(reference):
        yield Question(QuestionKind.CROSSREF_SEARCH, _search_key(reference))


def _about_doi(doi: str) -> Question:
    """What to ask first about a DOI: Crossref, but for those that it is known not to have."""
    if is_short(doi):
        return Question(QuestionKind.DOI_HANDLE, doi)
    return Question(QuestionKind.DATACITE_WORK if is_arxiv(doi) else QuestionKind.CROSSREF_WORK, doi)


def _search_key(reference: Reference) -> str:
    # A run without network asks nothing: it need not load the matching.
    from crackcite.matching import search_key

    return search_key(reference)


def worth_searching(reference: Reference) -> bool:
    """Whether a source without a DOI may have one: it gives nothing else to look up, or reads like a paper."""
    if len(_search_key(reference)) < _SHORTEST_SEARCH:
        return False
    parts = reference.parts
    if parts.volume or parts.issue or parts.pages:
        return True
    return reference.first(IdentifierKind.URL, IdentifierKind.ISBN) is None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a run wants of archives: for each address the ``copies`` to ask for where its page is gone, and whether to
    ``save`` a page that lives and that no archive holds.
    """

    copies: Mapping[str, tuple[Question, ...]] = field(default_factory=dict)
    save: bool = False


def wishes(articles: Iterable[Article], *, save: bool = False) -> Wishes:
    """The wishes of a run over these articles. Each source that cites an address may want another copy."""
    copies: dict[str, dict[Question, None]] = {}
    for article in articles:
        for reference in article.references:
            for identifier in reference.identifiers:
                if identifier.kind is IdentifierKind.URL and not identifier.flaw:
                    copies.setdefault(identifier.value, {})[copy_question(reference, identifier.value)] = None
    return Wishes({url: tuple(wanted) for url, wanted in copies.items()}, save)


def follow_ups(answer: Answer, evidence: Evidence, wanted: Wishes = Wishes()) -> Iterator[Question]:
    """What an answer makes worth asking."""
    outcome = answer.outcome
    yield from _more_about_doi(answer)
    match answer.question.kind:
        case QuestionKind.PMID_DOI | QuestionKind.PMCID_DOI if outcome is Outcome.FOUND and answer.value:
            yield Question(QuestionKind.CROSSREF_WORK, answer.value.lower())
        case QuestionKind.PAGE:
            yield from _after_page(answer, wanted)
        case QuestionKind.ARCHIVE if outcome is Outcome.ABSENT and wanted.save:
            url, _ = asked_for(answer.question)
            if is_alive(evidence, url):
                yield Question(QuestionKind.SAVE, url)


def _after_page(answer: Answer, wanted: Wishes) -> Iterator[Question]:
    key = answer.question.key
    if answer.outcome is Outcome.ABSENT:
        yield from wanted.copies.get(key, (Question(QuestionKind.ARCHIVE, key),))
    if answer.page is not None and answer.page.doi:
        yield Question(QuestionKind.CROSSREF_WORK, answer.page.doi.lower())
    if answer.outcome in LIVES and wanted.save:
        yield Question(QuestionKind.ARCHIVE, key)


def _more_about_doi(answer: Answer) -> Iterator[Question]:
    """What else to ask about a DOI that the one who was asked does not know, or only names."""
    key, outcome = answer.question.key, answer.outcome
    match answer.question.kind:
        case QuestionKind.CROSSREF_WORK if outcome is not Outcome.FOUND:
            # A mirror may have a way of its own to say that it does not know a DOI.
            elsewhere = outcome is Outcome.ABSENT or answer.reason is Reason.BAD_ANSWER
            yield Question(QuestionKind.DOI_AGENCY if elsewhere else QuestionKind.DOI_HANDLE, key)
        case QuestionKind.DOI_AGENCY:
            yield Question(_of_agency(answer.value.casefold()), key)
        case QuestionKind.DATACITE_WORK | QuestionKind.DOI_METADATA if outcome is not Outcome.FOUND:
            yield Question(QuestionKind.DOI_HANDLE, key)
        case QuestionKind.DOI_HANDLE if is_short(key) and is_doi(answer.value):
            yield _about_doi(answer.value.lower())


def _of_agency(name: str) -> QuestionKind:
    """Where the record of an agency's DOI is; where none can be, whether the DOI exists at all."""
    if name in ("", "crossref"):
        return QuestionKind.DOI_HANDLE
    return QuestionKind.DATACITE_WORK if name == "datacite" else QuestionKind.DOI_METADATA
