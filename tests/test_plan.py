"""What is asked about a source, and what follows from an answer."""

from __future__ import annotations

import pytest

from crackcite import readers
from crackcite.extract import extract
from crackcite.model import Answer, Evidence, Outcome, Page, Question, QuestionKind, Reason
from crackcite.plan import first_questions, follow_ups

DOI = "10.1038/s41598-020-80897-8"
ATTENTION = "10.48550/arxiv.1706.03762"


def asked(source: str) -> list[tuple[str, str]]:
    """The questions about an article with this one source."""
    text = f"La confiance baisse avec les inégalités1.\n\nSources\n1. {source}\n"
    article = extract(readers.read(text.encode(), "article.txt"))
    return [(question.kind.value, question.key) for question in first_questions(article)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "Castel, R. & Fournier, C. De l’intégration à la précarité (1998) doi:10.3406/FOREM.1998.2296.",
            [("crossref-work", "10.3406/forem.1998.2296")],
        ),
        (
            "L’étude Crack en Île-de-France – OFDT. https://www.ofdt.fr/publications/crack/.",
            [("page", "https://www.ofdt.fr/publications/crack/")],
        ),
        (
            "Wacquant, L. Les prisons de la misère. (Raisons d’agir, 1999).",
            [("crossref-search", "Wacquant, L. Les prisons de la misère. (Raisons d’agir, 1999)")],
        ),
        ("Ibid., p. 12.", []),
        (
            "Klinenberg, E. Heat Wave. University of Chicago Press (2015). ISBN 978-0-226-27618-2.",
            [("book", "9780226276182")],
        ),
        (
            "Vaswani, A. et al. Attention is all you need. arXiv:1706.03762 (2017).",
            [("datacite-work", "10.48550/arxiv.1706.03762")],
        ),
        ("Vaswani, A. et al. Attention is all you need. arXiv:1706.03762v5.", [("datacite-work", ATTENTION)]),
        (
            "Vaswani, A. et al. Attention is all you need. doi:10.48550/arXiv.1706.03762.",
            [("datacite-work", ATTENTION)],
        ),
        ("Vaswani, A. et al. Attention is all you need. https://doi.org/10/gpnmtv", [("doi-handle", "10/gpnmtv")]),
        (
            "De Courson, B. Why do inequality and deprivation produce high crime? PMID: 33479403.",
            [("pmid-doi", "33479403")],
        ),
        (
            "De Courson, B. Why do inequality and deprivation produce high crime? PMCID: PMC7820585.",
            [("pmcid-doi", "PMC7820585")],
        ),
        (
            "Moreau, A. Les quartiers de la gare au XIXe siècle. hal-01234567.",
            [("crossref-search", "Moreau, A. Les quartiers de la gare au XIXe siècle. hal-01234567")],
        ),
    ],
)
def test_each_source_is_asked_about_where_it_can_be_found(source: str, expected: list[tuple[str, str]]) -> None:
    assert asked(source) == expected


def test_a_paper_with_a_link_is_searched_for_too() -> None:
    source = "De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? "
    source += "Sci. Rep. 11, 1937 (2021). https://www.example.org/inequality."
    assert [kind for kind, _ in asked(source)] == ["page", "crossref-search"]


def answer(kind: QuestionKind, outcome: Outcome, key: str = DOI, **more: object) -> Answer:
    return Answer(Question(kind, key), outcome, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer(QuestionKind.CROSSREF_WORK, Outcome.FOUND), []),
        (answer(QuestionKind.CROSSREF_WORK, Outcome.ABSENT), ["doi-agency"]),
        (answer(QuestionKind.CROSSREF_WORK, Outcome.UNANSWERED, reason=Reason.SERVER_ERROR), ["doi-handle"]),
        (
            answer(QuestionKind.CROSSREF_WORK, Outcome.UNANSWERED, reason=Reason.BAD_ANSWER),
            ["doi-agency"],
        ),
        (answer(QuestionKind.DATACITE_WORK, Outcome.FOUND), []),
        (answer(QuestionKind.DATACITE_WORK, Outcome.ABSENT), ["doi-handle"]),
        (answer(QuestionKind.DATACITE_WORK, Outcome.UNANSWERED, reason=Reason.TIMEOUT), ["doi-handle"]),
        (answer(QuestionKind.DOI_HANDLE, Outcome.FOUND, value="https://example.org/"), []),
        (answer(QuestionKind.DOI_HANDLE, Outcome.FOUND, key="10/abcde", value=DOI.upper()), ["crossref-work"]),
        (answer(QuestionKind.DOI_HANDLE, Outcome.FOUND, key="10/abcde", value=ATTENTION), ["datacite-work"]),
        (answer(QuestionKind.DOI_HANDLE, Outcome.FOUND, key="10/abcde", value="https://example.org/"), []),
        (answer(QuestionKind.DOI_HANDLE, Outcome.ABSENT, key="10/abcde"), []),
        (answer(QuestionKind.DOI_AGENCY, Outcome.FOUND, value="DataCite"), ["datacite-work"]),
        (answer(QuestionKind.DOI_AGENCY, Outcome.FOUND, value="mEDRA"), ["doi-metadata"]),
        (answer(QuestionKind.DOI_AGENCY, Outcome.FOUND, value="Crossref"), ["doi-handle"]),
        (answer(QuestionKind.DOI_AGENCY, Outcome.ABSENT), ["doi-handle"]),
        (answer(QuestionKind.DOI_AGENCY, Outcome.UNANSWERED, reason=Reason.TIMEOUT), ["doi-handle"]),
        (answer(QuestionKind.DOI_METADATA, Outcome.FOUND), []),
        (answer(QuestionKind.DOI_METADATA, Outcome.UNANSWERED, reason=Reason.BAD_ANSWER), ["doi-handle"]),
        (answer(QuestionKind.PMID_DOI, Outcome.FOUND, key="33479280", value=DOI), ["crossref-work"]),
        (answer(QuestionKind.PMCID_DOI, Outcome.FOUND, key="PMC7820585", value=DOI), ["crossref-work"]),
        (answer(QuestionKind.PAGE, Outcome.ABSENT, key="https://www.example.org/gone"), ["archive"]),
        (answer(QuestionKind.PAGE, Outcome.FOUND, key="https://www.example.org/"), []),
        (
            answer(
                QuestionKind.PAGE,
                Outcome.FOUND,
                key="https://www.example.org/paper",
                page=Page("https://www.example.org/paper", 200, doi=DOI),
            ),
            ["crossref-work"],
        ),
    ],
)
def test_what_follows_from_an_answer(given: Answer, expected: list[str]) -> None:
    assert [question.kind.value for question in follow_ups(given, Evidence())] == expected
