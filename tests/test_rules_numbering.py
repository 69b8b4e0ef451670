"""CC101–CC107: whether markers and source list agree. Every case is a small article and what an editor is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crackcite import readers
from crackcite.extract import extract
from crackcite.model import Evidence, Finding, Judged
from crackcite.rules.numbering import _longest_ascending
from crackcite.run import judge

CASTEL = "Castel, R. Les métamorphoses de la question sociale. (Fayard, 1995)."
WACQUANT = "Wacquant, L. Les prisons de la misère. (Raisons d’agir, 1999)."
FOUCAULT = "Foucault, M. Surveiller et punir : naissance de la prison. (Gallimard, 1975)."
GOFFMAN = "Goffman, E. Stigma: notes on the management of spoiled identity. (Prentice-Hall, 1963)."
BECKER = "Becker, H. S. Outsiders: studies in the sociology of deviance. (Free Press, 1963)."
WORKS = (CASTEL, WACQUANT, FOUCAULT, GOFFMAN, BECKER)


def article(*sentences: str, sources: tuple[str, ...]) -> str:
    """An article of one paragraph, and its sources as they stand, one a line."""
    return f"Le logement d’abord\n\n{' '.join(sentences)}\n\nSources\n" + "\n".join(sources) + "\n"


def numbered(*numbers: int) -> tuple[str, ...]:
    """Sources under the given numbers, each a different work."""
    return tuple(f"{number}. {WORKS[index % 5]}" for index, number in enumerate(numbers))


def judged(text: str) -> Judged:
    document = readers.read(text.encode(), "article.txt")
    return judge([extract(document)], Evidence(offline=True))[0]


def told(text: str, family: str = "CC1") -> list[Finding]:
    return [finding for finding in judged(text).findings if finding.rule.startswith(family)]


IN_ORDER = (
    "La pauvreté s’étend1.",
    "Le travail protège moins2.",
    "On enferme davantage3,4.",
    "Les voisins s’inquiètent5.",
)


def bracketed(*markers: str) -> list[str]:
    """A sentence for each marker, which it ends with in brackets."""
    return [
        f"{sentence.rstrip('.0123456789,')} [{marker}]." for sentence, marker in zip(IN_ORDER, markers, strict=True)
    ]


CASES = [
    ("all is well", article(*IN_ORDER, sources=numbered(1, 2, 3, 4, 5)), []),
    (
        "the list ends too early",
        article(*IN_ORDER, sources=numbered(1, 2, 3, 4)),
        [("CC101", "5", "The text cites source 5, but the list ends at 4.")],
    ),
    (
        "a source was lost from the list",
        article(*IN_ORDER, sources=numbered(1, 2, 4, 5)),
        [
            ("CC101", "3,4", "The text cites source 3, but the list has no 3."),
            ("CC104", "4.", "The list jumps from 2 to 4: 3 is missing."),
        ],
    ),
    (
        "a source that nothing cites",
        article(*IN_ORDER[:3], sources=numbered(1, 2, 3, 4, 5)),
        [("CC102", BECKER, f"Source 5 ({BECKER[:58].rsplit(' ', 1)[0]}…) is never cited in the text.")],
    ),
    (
        "two sources under one number",
        article(*IN_ORDER[:3], sources=numbered(1, 2, 3, 3, 4)),
        [
            (
                "CC103",
                "3.",
                "Two sources carry the number 3: “Foucault, M. Surveiller et punir…” "
                "and “Goffman, E. Stigma: notes on the…”.",
            )
        ],
    ),
    (
        "a list that does not begin at 1",
        article(
            "La pauvreté s’étend2.", "Le travail protège moins3.", "On enferme davantage4.", sources=numbered(2, 3, 4)
        ),
        [("CC104", "2.", "The list begins at 2: 1 is missing.")],
    ),
    (
        "a list out of order",
        article(*IN_ORDER, sources=numbered(1, 2, 4, 3, 5)),
        [
            ("CC104", "4.", "The list jumps from 2 to 4: 3 is missing."),
            ("CC104", "3.", "The list runs out of order: 3 stands after 4."),
        ],
    ),
    (
        "two first citations changed places",
        article(
            "La pauvreté s’étend1.",
            "Le travail protège moins3.",
            "On enferme davantage2.",
            "Les voisins s’inquiètent4.",
            "Les élus aussi5.",
            sources=numbered(1, 2, 3, 4, 5),
        ),
        [("CC105", "3", "Source 3 is first cited before source 2.")],
    ),
    (
        "a source first cited long after its turn",
        article(
            "La pauvreté s’étend1.",
            "Le travail protège moins3.",
            "On enferme davantage4.",
            "Les voisins s’inquiètent5.",
            "Les élus aussi2.",
            sources=numbered(1, 2, 3, 4, 5),
        ),
        [("CC105", "2", "Source 2 is first cited after source 5.")],
    ),
    (
        "a repeated citation is no disorder",
        article(*IN_ORDER, "On l’avait écrit1.", sources=numbered(1, 2, 3, 4, 5)),
        [],
    ),
    (
        "an empty place in a marker",
        article(*bracketed("1", "2", "3,,4", "5"), sources=numbered(1, 2, 3, 4, 5)),
        [("CC106", "[3,,4]", None)],
    ),
    (
        "a descending range",
        article(*bracketed("1", "2", "4–3", "5"), sources=numbered(1, 2, 3, 4, 5)),
        [("CC106", "[4–3]", None)],
    ),
    (
        "the same work twice",
        article(*IN_ORDER, sources=(*numbered(1, 2, 3, 4), f"5. {CASTEL}")),
        [
            (
                "CC107",
                CASTEL,
                "Source 5 is source 1 again (Castel, R. Les métamorphoses de la question sociale…).",
            )
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_an_editor_is_told(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = [finding for finding in told(text) if finding.rule not in ("CC108", "CC109")]
    assert [(f.rule, f.span.of(text)) for f in found] == [(rule, place) for rule, place, _ in expected]
    for finding, (_, _, message) in zip(found, expected, strict=True):
        assert message is None or finding.message == message


def test_a_missing_source_is_told_once_with_how_often_it_is_cited() -> None:
    text = article(*IN_ORDER, "Les élus aussi5.", "On l’avait écrit5.", sources=numbered(1, 2, 3, 4))
    assert [f.message for f in told(text, "CC101")] == [
        "The text cites source 5, but the list ends at 4 (cited 2 more times below)."
    ]


def test_an_alphabetical_list_is_not_told_that_it_is_out_of_order() -> None:
    alphabetical = tuple(f"{n}. {work}" for n, work in enumerate(sorted(WORKS), 1))
    text = article(
        "La pauvreté s’étend [2].",
        "Le travail protège moins [1].",
        "On enferme davantage [3].",
        "Les voisins s’inquiètent [4].",
        "Les élus aussi [5].",
        sources=alphabetical,
    )
    assert told(text) == []


def test_an_article_without_any_order_is_not_told_at_every_marker() -> None:
    text = article(
        "La pauvreté s’étend [5].",
        "Le travail protège moins [4].",
        "On enferme davantage [3].",
        "Les voisins s’inquiètent [2].",
        "Les élus aussi [1].",
        sources=numbered(1, 2, 3, 4, 5),
    )
    assert told(text) == []


def test_two_sources_with_one_doi_are_one_work() -> None:
    doi = "https://doi.org/10.1038/s41598-020-80897-8"
    text = article(
        "La pauvreté s’étend1.",
        "Le travail protège moins2.",
        sources=(f"1. De Courson, B. & Nettle, D. {doi}", f"2. Why do inequality and deprivation produce crime? {doi}"),
    )
    assert [f.rule for f in told(text)] == ["CC107"]


def test_fingerprints_survive_edits_elsewhere() -> None:
    before = article(*IN_ORDER, sources=numbered(1, 2, 3, 4))
    after = before.replace("Le logement d’abord\n", "Le logement d’abord, encore\n\nUn chapeau tout neuf.\n")
    assert [f.fingerprint for f in told(before)] == [f.fingerprint for f in told(after)]


@given(st.lists(st.integers(0, 60), unique=True))
def test_what_is_left_after_taking_out_the_disorder_is_the_longest_ascending_part(numbers: list[int]) -> None:
    kept = _longest_ascending(numbers)
    assert kept == sorted(kept)
    places = [numbers.index(number) for number in kept]
    assert places == sorted(places)
    best = [1] * len(numbers)
    for i, number in enumerate(numbers):
        best[i] = 1 + max((best[j] for j in range(i) if numbers[j] < number), default=0)
    assert len(kept) == max(best, default=0)
