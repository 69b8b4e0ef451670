"""Identifiers in sources: ``identifiers.txt`` is the table; here stand the laws that hold for any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crackcite.extract.identifiers import identifiers
from crackcite.extract.identifiers.numbers import isbn_flaw, issn_flaw
from crackcite.model import Identifier, IdentifierKind, Span


def found(text: str) -> tuple[Identifier, ...]:
    return identifiers(text, Span(0, len(text)))


def unescaped(line: str) -> str:
    return re.sub(r"\\(u[0-9a-f]{4}|n|\\)", lambda m: {"n": "\n", "\\": "\\"}.get(m[1]) or chr(int(m[1][1:], 16)), line)


def rows() -> list[tuple[str, str, list[str]]]:
    """Heading, text and expected lines of each row of the table."""
    table: list[tuple[str, str, list[str]]] = []
    heading = ""
    lines = (Path(__file__).parent / "identifiers.txt").read_text(encoding="utf-8").split("\n\n", 2)[2].splitlines()
    for line in lines:
        if line.startswith("# "):
            heading = line[2:]
        elif line.startswith("    "):
            table[-1][2].append(unescaped(line.strip()))
        elif line:
            table.append((heading, unescaped(line), []))
    return table


ROWS = rows()


def told(one: Identifier, text: str) -> str:
    line = f"{one.kind} {one.value}"
    if one.span.of(text) != one.value:
        line += f"  [stands: {one.span.of(text)}]"
    if one.written not in (one.span, Span(0, len(text))):
        line += f"  [written: {one.written.of(text)}]"
    return line + f"  [flaw: {one.flaw}]" * bool(one.flaw)


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert len(ROWS) >= 400
    assert len({text for _, text, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("heading", "text", "expected"), ROWS, ids=[f"{h}: {t[:60]}" for h, t, _ in ROWS])
def test_table(heading: str, text: str, expected: list[str]) -> None:
    assert [told(one, text) for one in found(text)] == expected


def test_what_stands_around_changes_nothing() -> None:
    """The same identifiers at the same places, wherever in an article the source stands."""
    before, after = "Castel (1995).\n3. ", "\n4. Wacquant, L."
    for _, text, _ in ROWS:
        moved = identifiers(before + text + after, Span(len(before), len(before) + len(text)))
        back = [Span(one.span.start - len(before), one.span.end - len(before)) for one in moved]
        assert [(one.value, span) for one, span in zip(moved, back, strict=True)] == [
            (x.value, x.span) for x in found(text)
        ]


PIECES = st.sampled_from(
    [
        "10.1038/nature12373",
        "doi:",
        "https://doi.org/",
        "https://",
        "www.",
        "example.org/",
        "ISBN ",
        "978-2-07-011411-5",
        "(",
        ")",
        "<",
        ">",
        "[",
        "]",
        "«",
        "»",
        ".",
        ",",
        ";",
        "#",
        "?",
        "%2F",
        " ",
        "\n",
        "\u200b",
        "10.",
        "/",
        "-",
        "arXiv:",
        "1706.03762",
        "PMID: ",
        "19273837",
        "utm_source=x",
        "a",
        "é",
        "３",
        "&lt;",
        "10.1002/(SICI)1<1::A>3.0.CO;2-#",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_laws(text: str) -> None:
    """In order, within the text, the identifier within its written form, and written forms apart unless in a URL."""
    all_found = found(text)
    assert [one.written.start for one in all_found] == sorted(one.written.start for one in all_found)
    for one in all_found:
        assert one.value
        assert one.written.contains(one.span)
        assert one.written.end <= len(text)
        assert not one.span.of(text)[-1:].isspace()
    alone = [one for one in all_found if one.kind is not IdentifierKind.URL]
    assert not any(a.span.overlaps(b.span) for i, a in enumerate(alone) for b in alone[i + 1 :])


@given(st.integers(0, 10**9 - 1))
def test_one_wrong_digit_in_an_isbn_is_noticed(number: int) -> None:
    digits = f"{number:09}"
    right = [digit for digit in "0123456789X" if not isbn_flaw(digits + digit)]
    assert len(right) == 1
    assert isbn_flaw(digits + ("0" if right[0] != "0" else "1")).endswith(f"should be {right[0]}")


@given(st.integers(0, 10**7 - 1))
def test_every_issn_has_one_check_digit(number: int) -> None:
    assert sum(not issn_flaw(f"{number:07}{digit}") for digit in "0123456789X") == 1


@pytest.mark.parametrize(
    "unit",
    [
        "10.",
        "(((((",
        "10.1234/",
        "http://",
        "www.",
        "doi:",
        "https://a.be/(",
        "978-",
        "ISBN ",
        "10.1234/<1:",
        "&lt;",
        "https://a.be/a-\na/b",
        "https:// ",
        "a.",
        "doi.org/",
        "10.1234/a\n",
        "arXiv:",
        "a/",
        "%2F",
    ],
)
def test_hostile_texts_are_read_to_their_end(unit: str) -> None:
    """100 kB of the same: what takes quadratic time would run into the suite's time limit."""
    text = unit * (100_000 // len(unit)) + " doi:10.1038/nature12373"
    assert found(text)[-1].value == "10.1038/nature12373"
