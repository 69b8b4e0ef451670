"""The small parts of reading: numerals, headings, language, lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crackcite.extract.headings import is_heading, languages, misspelt, vocabulary
from crackcite.extract.language import detect
from crackcite.extract.ledger import Ledger, classes
from crackcite.extract.lines import lines
from crackcite.extract.numerals import WIDEST, numerals


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("4", (4,)), ("4,5", (4, 5)), ("4, 5", (4, 5)), ("4;5", (4, 5)), ("4-7", (4, 5, 6, 7)), ("4–7", (4, 5, 6, 7)),
        ("1–3,7", (1, 2, 3, 7)), ("9– 11", (9, 10, 11)), ("¹˒²", (1, 2)), ("¹⁻³", (1, 2, 3)), ("12", (12,)),
    ],
)  # fmt: skip
def test_numerals(written: str, numbers: tuple[int, ...]) -> None:
    assert numerals(written).numbers == numbers
    assert numerals(written).flaw == ""


@pytest.mark.parametrize("written", ["4,,5", ",4", "4,", "7-4", "0", "1-999999999", "4-", "1-2-3"])
def test_flawed_numerals_say_so(written: str) -> None:
    assert numerals(written).flaw


@given(st.text("0123456789,;-–⁰¹⁹ ", max_size=60))
def test_no_range_grows_without_bound(written: str) -> None:
    assert len(numerals(written).numbers) <= WIDEST * (len(written) + 1)


@pytest.mark.parametrize(
    "line", ["Sources of the Nile", "Les sources", "Notes on a scandal, by its victims", "", "12", "Fig. 1"]
)
def test_lines_that_are_no_heading(line: str) -> None:
    assert not is_heading(line)


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("Refrences", "references"),
        ("Soruces", "sources"),
        ("Bronen", "bronnen"),
        ("Litteratur", "literatur"),
        ("Horses", None),
        ("Sources", None),
    ],
)
def test_headings_with_one_slip(line: str, known: str | None) -> None:
    assert misspelt(line) == known


def test_every_known_heading_is_one_in_its_language() -> None:
    for language, entries in vocabulary().items():
        for entry in entries:
            assert is_heading(entry.capitalize()), entry
            assert language in languages(entry.upper() + " :")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Les usagers disent que la rue est plus dure que la drogue, et que personne ne les entend.", "fr"),
        ("De gebruikers zeggen dat het leven op straat harder is dan de drug, en dat niemand luistert.", "nl"),
        ("The users say that life in the street is harder than the drug, and that nobody listens to them.", "en"),
        ("Die Leute sagen, dass das Leben auf der Straße härter ist als die Droge und dass niemand zuhört.", "de"),
        ("Los vecinos dicen que la calle es más dura que la droga y que nadie los escucha en el barrio.", "es"),
        ("Gli utenti dicono che la strada è più dura della droga e che nessuno li ascolta nel quartiere.", "it"),
        ("Os moradores dizem que a rua é mais dura do que a droga e que ninguém os ouve no bairro.", "pt"),
        ("42 + 17 = 59", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert detect(text) == language


def test_a_heading_tells_the_language_where_words_do_not() -> None:
    assert detect("42", frozenset({"nl"})) == "nl"


@given(st.text(alphabet="ab \n\r\u2028", max_size=60))
def test_lines_are_where_they_say(text: str) -> None:
    found = lines(text)
    assert all(text[line.start : line.end] == line.bare for line in found)
    assert "".join(line.bare for line in found).replace(" ", "") == "".join(text.split()).replace(" ", "")


@pytest.mark.parametrize(
    ("numbers", "state", "names", "after"),
    [
        ((3,), (2, 0), ("next:1",), (3, 0)),
        ((12,), (11, 0), ("next:10",), (12, 0)),
        ((2,), (5, 0), ("again:1",), (5, 0)),
        ((7,), (5, 0), ("leap:1",), (7, 6)),
        ((6,), (7, 6), ("fill",), (7, 0)),
        ((6,), (4, 0), ("leap:1",), (6, 5)),
        ((25,), (5, 0), ("over:near",), (5, -1)),
        ((7,), (5, -1), ("next:4",), (7, 0)),
        ((8,), (5, -1), ("leap:2",), (8, 0)),
        ((3, 4, 5), (2, 0), ("next:1", "run"), (5, 0)),
    ],
)
def test_what_a_number_says(
    numbers: tuple[int, ...], state: tuple[int, int], names: tuple[str, ...], after: tuple[int, int]
) -> None:
    assert classes(numbers, state, Ledger(range(1, 21)), ordered=True) == (names, after)


def test_a_number_that_the_list_skips_is_not_missed() -> None:
    assert classes((7,), (5, 0), Ledger([1, 2, 3, 4, 5, 7, 8]), ordered=True)[0] == ("next:4",)


def test_a_list_that_goes_on_counting_expects_its_own_first_number() -> None:
    assert Ledger(range(21, 30)).start == (20, 0)
    assert Ledger(range(2, 9)).start == (0, 0)
