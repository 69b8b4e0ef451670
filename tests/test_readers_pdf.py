"""PDF: superscripts by size and baseline, lines, headers and page numbers."""

from __future__ import annotations

import sys

import pytest
from making import pdf
from reading import hinted, is_sound

from crackcite.model import HintKind
from crackcite.readers import UnreadableError, read
from crackcite.readers.pdf.lines import Character, lines_of


def raised(text: str) -> str:
    return f"4 Ts /F 7 Tf ({text}) Tj 0 Ts /F 12 Tf"


def test_an_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(UnreadableError, match=r"pip install 'crackcite\[pdf\]'"):
        read(pdf(["72 700 Td (Un) Tj"]), "a.pdf")


def test_what_is_smaller_and_higher_than_its_line_is_a_superscript() -> None:
    pytest.importorskip("pypdfium2", reason="the extra crackcite[pdf] is not installed")
    page = f"72 700 Td (The claim) Tj {raised('1,2')} ( of CO) Tj -2 Ts /F 7 Tf (2) Tj 0 Ts /F 12 Tf ( goes) Tj"
    document = read(
        pdf([f"{page} 0 -14 Td (on here.) Tj {raised('3')} 0 -40 Td (References) Tj 0 -14 Td (1. Foo) Tj"]), "a.pdf"
    )
    assert document.text == "The claim1,2 of CO2 goes\non here.3\n\nReferences\n1. Foo"
    assert hinted(document, HintKind.SUPERSCRIPT) == [("1,2", ""), ("3", "")]
    assert is_sound(document)


def test_headers_and_page_numbers_are_asides_and_places_are_pages() -> None:
    pytest.importorskip("pypdfium2", reason="the extra crackcite[pdf] is not installed")
    pages = [
        f"72 800 Td (Journal, page {n}) Tj 0 -100 Td (Text of page {name}.) Tj 0 -20 Td (More {name} of it.) Tj"
        f" 0 -20 Td (And {name} more.) Tj 0 -20 Td (The end of {name}.) Tj 0 -500 Td ({n}) Tj"
        for n, name in enumerate(("one", "two", "three"), 1)
    ]
    document = read(pdf(pages), "a.pdf")
    asides = [text for text, _ in hinted(document, HintKind.ASIDE)]
    assert asides == ["Journal, page 1", "1", "Journal, page 2", "2", "Journal, page 3", "3"]
    assert document.position(document.text.index("Text of page two")).place == "page 2"


def characters(text: str, baseline: float = 700, size: float = 12, left: float = 72) -> list[Character]:
    return [Character(char, baseline, size, left + 6 * at, False) for at, char in enumerate(text)]


NEW_LINE = [Character("\n", 0, 0, 0, True)]


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        (characters("un") + NEW_LINE + characters("deux", 686), ["un", "deux"]),
        (
            characters("un") + NEW_LINE + characters("4", 704, 7, 84) + NEW_LINE + characters(" x", 700, 12, 90),
            ["un4 x"],
        ),
        (characters("4", 704, 7) + characters("Note", 700, 12, 80), ["4Note"]),
        ([], []),
        (NEW_LINE + characters("  "), []),
    ],
)
def test_a_superscript_does_not_begin_a_line(page: list[Character], lines: list[str]) -> None:
    assert [line.text for line in lines_of(page, 1)] == lines
