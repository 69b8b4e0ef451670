"""One word for each source: what is known of it after all questions."""

from __future__ import annotations

from collections.abc import Iterator

from crackcite.archiving import copy_question
from crackcite.dois import is_short
from crackcite.model import (
    Answer,
    Article,
    Evidence,
    IdentifierKind,
    Outcome,
    QuestionKind,
    Reason,
    Reference,
    Verdict,
)
from crackcite.rules.notices import retracted
from crackcite.rules.page_titles import other_title
from crackcite.rules.standing import Standing, book, doi_answers, doi_of, missing, numbered, search_answer, standing


def _used(reference: Reference, evidence: Evidence) -> Iterator[Answer | None]:
    """The answers about a source, in the order in which they count; ``None`` for what was not asked."""
    given = reference.first(IdentifierKind.DOI)
    if given and is_short(given.value):
        yield evidence.get(QuestionKind.DOI_HANDLE, given.value.lower())
    yield from (answer for _, answer in numbered(reference, evidence))
    doi = doi_of(reference, evidence)
    if doi:
        yield from doi_answers(evidence, doi)
    isbn = reference.first(IdentifierKind.ISBN)
    if isbn:
        yield evidence.get(QuestionKind.BOOK, isbn.value)
    if not doi:
        yield search_answer(reference, evidence)
    for identifier in reference.identifiers:
        if identifier.kind is IdentifierKind.URL:
            page = evidence.get(QuestionKind.PAGE, identifier.value)
            yield page
            if not doi and page and page.page and page.page.doi:
                yield evidence.get(QuestionKind.CROSSREF_WORK, page.page.doi.lower())
            yield evidence.get(QuestionKind.ARCHIVE, copy_question(reference, identifier.value).key)
            yield evidence.get(QuestionKind.SAVE, identifier.value)


def answers_used(article: Article, entry: int, evidence: Evidence) -> tuple[Answer, ...]:
    """The answers that speak of the source ``entry`` (an index into ``article.references``), each once."""
    found = (answer for answer in _used(article.references[entry], evidence) if answer)
    return tuple({answer.question: answer for answer in found}.values())


def _judged(found: Standing) -> Verdict | None:
    """What a record's comparison concludes, if there is a record."""
    if not found.comparison:
        return None
    if found.comparison.is_open:
        return Verdict.UNVERIFIED
    differs = found.comparison.is_other or found.comparison.mismatches
    return Verdict.MISMATCH if differs else Verdict.VERIFIED


def _by_page(reference: Reference, answers: tuple[Answer, ...]) -> Verdict | None:
    """What the source's links conclude: one that answers verifies it, unless its page is titled otherwise (CC404); it
    is broken where all are dead.
    """
    asked = [answer for answer in answers if answer.question.kind is QuestionKind.PAGE]
    pages = [answer.outcome for answer in asked]
    if not pages:
        return None
    if Outcome.FOUND in pages or Outcome.MOVED in pages:
        shown = (answer for answer in asked if answer.outcome in (Outcome.FOUND, Outcome.MOVED))
        is_other = all(answer.page and other_title(reference, answer.question.key, answer.page) for answer in shown)
        return Verdict.MISMATCH if is_other else Verdict.VERIFIED
    return Verdict.BROKEN if set(pages) == {Outcome.ABSENT} else Verdict.UNVERIFIED


def verdict(article: Article, entry: int, evidence: Evidence) -> Verdict:
    """What is known of the source ``entry`` (an index into ``article.references``).

    A registry's record decides before a page does. A DOI that provably does not exist makes the source broken even
    where a link of it answers: a page that answers does not show that it is the work.
    """
    reference = article.references[entry]
    answers = answers_used(article, entry, evidence)
    if evidence.offline or (answers and all(answer.reason is Reason.OFFLINE for answer in answers)):
        return Verdict.UNCHECKED
    by_doi = standing(reference, evidence)
    if retracted(reference, evidence):
        return Verdict.RETRACTED
    if by_doi.absent:
        return Verdict.BROKEN
    if by_doi.doi or by_doi.work:
        return _judged(by_doi) or Verdict.UNVERIFIED
    by_record = _judged(book(reference, evidence)), _judged(missing(reference, evidence))
    decided = [one for one in by_record if one and one is not Verdict.UNVERIFIED]
    return decided[0] if decided else _by_page(reference, answers) or Verdict.UNVERIFIED
