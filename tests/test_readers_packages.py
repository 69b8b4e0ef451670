"""OpenDocument texts and EPUB books."""

from __future__ import annotations

import pytest
from making import epub, odt
from reading import hinted, is_sound

from crackcite.model import HintKind
from crackcite.readers import read

STYLES = """
<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="T2" style:family="text" style:parent-style-name="T1"/>
<style:style style:name="T3" style:family="text"><style:text-properties style:text-position="33% 58%"/></style:style>
<style:style style:name="T4" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style>
<style:style style:name="T5" style:family="text"><style:text-properties text:display="none"/></style:style>
<text:list-style style:name="L1">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
</text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>
<text:list-style style:name="L3">
 <text:list-level-style-number text:level="1" style:num-format="1" text:start-value="4"/>
</text:list-style>
"""


def opened(text: str):
    document = read(odt(text, STYLES), "article.odt")
    assert is_sound(document)
    return document


def span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def note(kind: str, citation: str, body: str) -> str:
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>{citation}</text:note-citation>'
        f"<text:note-body><text:p>{body}</text:p></text:note-body></text:note>"
    )


def items(style: str, *texts: str, more: str = "") -> str:
    inside = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)
    return f'<text:list text:style-name="{style}" {more}>{inside}</text:list>'


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("<text:p>Un<text:s text:c='2'/>mot<text:line-break/>suite</text:p>", "Un mot\nsuite"),
        ("<text:p>a</text:p>\n<text:p/>\n<text:p>b</text:p>", "a\n\nb"),
        (f"<text:p>a{span('T5', 'caché')}b</text:p>", "ab"),
        ("<text:tracked-changes><text:p>supprimé</text:p></text:tracked-changes><text:p>a</text:p>", "a"),
        ("<text:p>a<office:annotation><text:p>commentaire</text:p></office:annotation>b</text:p>", "ab"),
        (
            "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
            "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table><text:p>c</text:p>",
            "a\tb\n\nc",
        ),
        (f"<text:p>a{note('footnote', '1', 'Note.')}.</text:p><text:p>b</text:p>", "a1.\n\nb\n\nNote."),
    ],
)
def test_the_text_of_an_opendocument_text(text: str, read_as: str) -> None:
    assert opened(text).text == read_as


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        (f"<text:p>a{span('T1', '4')}b</text:p>", HintKind.SUPERSCRIPT, [("4", "")]),
        (f"<text:p>a{span('T2', '4')}{span('T1', ',5')}b</text:p>", HintKind.SUPERSCRIPT, [("4,5", "")]),
        (f"<text:p>a{span('T3', '4')}b</text:p>", HintKind.SUPERSCRIPT, [("4", "")]),
        (f"<text:p>H{span('T4', '2')}O</text:p>", HintKind.SUPERSCRIPT, []),
        (f"<text:p>a{note('footnote', '1', 'Un.')}</text:p>", HintKind.NOTE_REF, [("1", "1")]),
        (
            f"<text:p>a{note('endnote', 'i', 'Fin.')}b{note('footnote', '1', 'Un.')}</text:p>",
            HintKind.NOTE,
            [("Un.", "1"), ("Fin.", "i")],
        ),
        ('<text:h text:outline-level="2">Sources</text:h>', HintKind.HEADING, [("Sources", "")]),
        (items("L1", "a", "b"), HintKind.ITEM, [("a", "1"), ("b", "2")]),
        (items("L2", "a", "b"), HintKind.ITEM, [("a", ""), ("b", "")]),
        (items("L3", "a", "b"), HintKind.ITEM, [("a", "4"), ("b", "5")]),
        (
            items("L1", "a") + "<text:p>x</text:p>" + items("L1", "b", more='text:continue-numbering="true"'),
            HintKind.ITEM,
            [("a", "1"), ("b", "2")],
        ),
        ('<text:p><text:a xlink:href="https://a.org">ici</text:a></text:p>', HintKind.LINK, [("ici", "https://a.org")]),
        ("<text:table-of-content><text:p>Plan</text:p></text:table-of-content>", HintKind.ASIDE, [("Plan", "")]),
    ],
)  # fmt: skip
def test_the_marks_of_an_opendocument_text_become_hints(
    text: str, kind: HintKind, found: list[tuple[str, str]]
) -> None:
    assert hinted(opened(text), kind) == found


def test_a_place_in_an_opendocument_text_is_a_paragraph_or_a_note() -> None:
    document = opened(f"<text:p>Un</text:p><text:p/><text:p>Deux{note('footnote', '1', 'Note')}</text:p>")
    places = [document.position(document.text.index(word)).place for word in ("Un", "Deux", "Note")]
    assert places == ["paragraph 1", "paragraph 2", "footnote 1"]


BOOK = epub(
    {
        "un.xhtml": '<p>Mot<a epub:type="noteref" href="notes.xhtml#n1" id="r1">1</a>.</p>',
        "deux.xhtml": '<p id="n1">Autre&nbsp;mot<sup><a href="notes.xhtml#n2" id="r2">2</a></sup>.</p>',
        "notes.xhtml": '<ol><li id="n1">Un. <a href="un.xhtml#r1">↩</a></li>'
        '<li id="n2">Deux. <a href="deux.xhtml#r2">↩</a></li></ol>',
    }
)


def test_notes_in_a_chapter_of_their_own_are_found() -> None:
    document = read(BOOK, "livre.epub")
    assert document.text == "Mot1.\n\nAutre\u00a0mot2.\n\nUn.\nDeux."
    assert hinted(document, HintKind.NOTE_REF) == [("1", "1"), ("2", "2")]
    assert hinted(document, HintKind.NOTE) == [("Un.", "1"), ("Deux.", "2")]
    assert is_sound(document)


def test_a_place_in_a_book_is_a_chapter_and_its_language_is_kept() -> None:
    document = read(BOOK, "livre.epub")
    assert document.position(document.text.index("Autre")).place == "chapter 2"
    assert document.language == "fr"
