"""RTF: its characters in many encodings, superscripts, notes, automatic numbers."""

from __future__ import annotations

import pytest
from reading import hinted, is_sound

from crackcite.model import HintKind
from crackcite.readers import read


def rtf(text: str):
    head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Arial;}{\f2\fcharset128 Mincho;}}"
    document = read(f"{head}{text}}}".encode("latin-1"), "article.rtf")
    assert is_sound(document)
    return document


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"Un mot\par Deux", "Un mot\n\nDeux"),
        (r"\'abcit\'e9\'bb \emdash  l\rquote un", "«cité» — l’un"),
        (r"caf\u233?\u8217'\uc0\u233x", "café’éx"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"{\f1 \'cf\'f0\'e8} {\f2 \'93\'fa}", "При 日"),
        (r"a{\v cach\'e9}b{\deleted c}d", "abd"),
        (r"{\*\unknown x}{\pict 00ff}{\info{\title T}}{\header 3}a{\*\annotation x}", "a"),
        (r"a\~b\_c\-d\{e\}\\", "a\u00a0b\u2011cd{e}\\"),
        ("a\r\nb\\line c\\tab d", "ab\nc d"),
        (r"\trowd\intbl a\cell b\cell\row\pard fin", "a\tb\n\nfin"),
        (r"a}}}b", "ab"),
    ],
)
def test_the_text_of_rtf(source: str, text: str) -> None:
    assert rtf(source).text == text


NOTES = r"a{\super\chftn{\footnote\pard\plain{\super\chftn} Un.}} b{\super\chftn}{\*\footnote Deux.}"


@pytest.mark.parametrize(
    ("source", "kind", "found"),
    [
        (r"mot{\super 4,5}.", HintKind.SUPERSCRIPT, [("4,5", "")]),
        (r"mot\super 4\nosupersub .", HintKind.SUPERSCRIPT, [("4", "")]),
        (r"mot{\super 4}{\super ,}{\super 5}.", HintKind.SUPERSCRIPT, [("4,5", "")]),
        (r"mot\up6 4\up0 .", HintKind.SUPERSCRIPT, [("4", "")]),
        (r"H{\sub 2}O", HintKind.SUPERSCRIPT, []),
        (NOTES, HintKind.NOTE_REF, [("1", "1"), ("2", "2")]),
        (NOTES, HintKind.NOTE, [("Un.", "1"), ("Deux.", "2")]),
        (r"{\pard\outlinelevel1 Sources\par}a", HintKind.HEADING, [("Sources", "")]),
        (r"{\listtext\pard 1.\tab}a\par{\listtext 2.\tab}b\par", HintKind.ITEM, [("a", "1"), ("b", "2")]),
        (r"{\listtext\bullet\tab}a\par", HintKind.ITEM, [("a", "")]),
        (r'{\field{\*\fldinst {HYPERLINK "https://a.org"}}{\fldrslt {\ul ici}}} fin', HintKind.LINK,
         [("ici", "https://a.org")]),
        (r"\pard un texte\par\trowd\intbl 4\cell\row", HintKind.TABLE, [("4", "")]),
    ],
)  # fmt: skip
def test_the_marks_of_rtf_become_hints(source: str, kind: HintKind, found: list[tuple[str, str]]) -> None:
    assert hinted(rtf(source), kind) == found


def test_a_place_in_rtf_is_a_paragraph() -> None:
    document = rtf(r"Un\par\par Deux")
    assert document.position(document.text.index("Deux")).place == "paragraph 2"
