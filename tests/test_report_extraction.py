"""The view of what was read: markers in their sentences, sources in their parts, what was left out and why."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from builders import TEXT, article, document, identifier, marker, span
from rich.cells import cell_len

from crackcite.model import Article, CitationStyle, Doubt, IdentifierKind, Span
from crackcite.reports.extraction import render


def test_a_whole_view() -> None:
    assert (
        render([article(remarks=("The list of links was left out.",))])
        == """\
article.txt
  text; French; style: numeric

  2 markers, flattened; numbers 1–3
  ~ probable (1): told by what stands around, not by the form
  2:47   1       Un toit change tout, disent les équipes de rue⟦1⟧.
  2:93  ~2,3     Les études le confirment « sans ambiguïté »⟦2,3⟧.

  3 sources under “Sources” (line 4)
    1  5:4  Féantsa. Dixième regard sur le mal-logement en Europe. (2025).
       authors    Féantsa
       title      Dixième regard sur le mal-logement en Europe
       to look up nothing: no DOI, link or ISBN
    2  6:4  Tsemberis, S., Gulcur, L. & Nakae, M. Housing First, consumer
            choice, and harm reduction for homeless individuals with a dual
            diagnosis. Am. J. Public Health 94, 651–656 (2004).
            doi:10.2105/AJPH.94.4.651.
       authors    Tsemberis, S.; Gulcur, L.; Nakae, M.
       title      Housing First, consumer choice, and harm reduction for
                  homeless individuals with a dual diagnosis
       container  Am. J. Public Health
       volume     94
       pages      651–656
       year       2004
       doi        10.2105/AJPH.94.4.651
    3  7:4  Housing First Belgium. https://www.housingfirstbelgium.be/.
       url        https://www.housingfirstbelgium.be/

  Left out, and why
    - The list of links was left out.

"""
    )


def test_a_doubt_is_shown_with_both_readings() -> None:
    shown = render([article(doubts=(Doubt(span(TEXT, "94"), "94", "a marker of source 94", "a volume"),))])
    assert "? “94” can be read in two ways  article.txt:6:" in shown
    assert "as a marker: a marker of source 94" in shown
    assert "otherwise:   a volume" in shown
    assert re.search(r"│ +\^\^\n", shown)


def test_a_flaw_is_said_beside_its_marker_and_its_identifier() -> None:
    of = article()
    bad = identifier(TEXT, IdentifierKind.DOI, "10.2105/AJPH.94.4.651", flaw="a space in the DOI")
    told = replace(
        of,
        markers=(marker(TEXT, "2,3", 2, 3, flaw="two commas"),),
        references=(replace(of.references[1], identifiers=(bad,)),),
    )
    shown = render([told])
    assert "! two commas" in shown
    assert "10.2105/AJPH.94.4.651  (a space in the DOI)" in shown


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (Article(document("Rien.")), ("No markers", "No sources", "language unknown")),
        (Article(document("Rien.", encoding="windows-1252")), ("text in windows-1252",)),
        (article(style=CitationStyle.AUTHOR_YEAR, language="eo"), ("style: author-year", "eo;")),
        (article(lists=()), ("3 sources, no heading",)),
    ],
)
def test_what_is_not_there_is_said(of: Article, said: tuple[str, ...]) -> None:
    shown = render([of])
    for words in said:
        assert words in shown


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("Un. Deux7. Trois.", "7", "Deux⟦7⟧."),
        ("Un ! « Deux »7 ? Trois.", "7", "« Deux »⟦7⟧ ?"),
        ("Un\nDeux7\nTrois.", "7", "Deux⟦7⟧"),
        ("One. Two [7]. Three.", "[7]", "Two ⟦[7]⟧."),
        ("7", "7", "⟦7⟧"),
        ("M. x coûte 3.5 euros7. Fin.", "7", "x coûte 3.5 euros⟦7⟧."),
    ],
)
def test_a_marker_stands_in_its_sentence(text: str, part: str, expected: str) -> None:
    assert render([Article(document(text), (marker(text, part, 7),))]).splitlines()[4].endswith(f"  {expected}")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_lines_keep_to_the_width_and_colour_adds_nothing_else(width: int) -> None:
    of = article(doubts=(Doubt(Span(0, 2), "Se", "a" * 9, "b"),), remarks=("mot " * 40,))
    many = replace(of, markers=tuple(marker(TEXT, "1", number) for number in range(1, 90, 2)))
    assert max(map(cell_len, render([many], width=width).splitlines())) <= width
    shown = render([of, of], width=width)
    assert max(map(cell_len, shown.splitlines())) <= width
    assert re.sub(r"\x1b\[[0-9;]*m", "", render([of, of], width=width, color=True)) == shown


def test_an_article_cannot_steer_the_terminal() -> None:
    text = "a\x1b[31m\u202eb7. Sources"
    of = Article(document(text, "\x1b]0;title\x07"), (marker(text, "7", flaw="\x9b"),), remarks=(text,), language=text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", render([of]))
