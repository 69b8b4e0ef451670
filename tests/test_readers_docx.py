"""Word documents: what Word shows with all changes accepted, and what it numbers by itself."""

from __future__ import annotations

import pytest
from making import docx, paragraph, raised, run
from reading import hinted, is_sound

from crackcite.model import HintKind
from crackcite.readers import read


def word(body: str, **parts):
    document = read(docx(body, **parts), "article.docx")
    assert is_sound(document)
    return document


BOX = f"<w:txbxContent>{paragraph('boîte')}</w:txbxContent>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("Un") + paragraph() + paragraph("Deux"), "Un\n\nDeux"),
        (paragraph("deux ", run("mots", "<w:b/>")), "deux mots"),
        (paragraph("a", "<w:r><w:br/></w:r>", "b", "<w:r><w:tab/></w:r>", "c"), "a\nb c"),
        (paragraph("a", "<w:r><w:noBreakHyphen/></w:r>", "b"), "a\u2011b"),
        (paragraph("a", run("caché", "<w:vanish/>"), run("b", '<w:vanish w:val="0"/>')), "ab"),
        (paragraph("a", "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", f"<w:ins>{run('b')}</w:ins>"), "ab"),
        (paragraph("a", f"<w:moveFrom>{run('x')}</w:moveFrom>", f"<w:moveTo>{run('b')}</w:moveTo>"), "ab"),
        (paragraph("un ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("deux"), "un deux"),
        (
            "<w:tbl><w:tr><w:tc>" + paragraph("a") + "</w:tc><w:tc>" + paragraph("b") + "</w:tc></w:tr><w:tr><w:tc>"
            + paragraph("c") + paragraph("d") + "</w:tc></w:tr></w:tbl>" + paragraph("un texte plus long que la table"),
            "a\tb\nc d\n\nun texte plus long que la table",
        ),
        (
            paragraph(
                "avant ",
                f"<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
                "</mc:AlternateContent></w:r>",
                "après",
            )
            + paragraph("suite"),
            "avant après\n\nboîte\n\nsuite",
        ),
        (f"<w:sdt><w:sdtContent>{paragraph('dans un contrôle')}</w:sdtContent></w:sdt>", "dans un contrôle"),
        (paragraph("vu", "<w:r><w:commentReference w:id='1'/></w:r>"), "vu"),
    ],
)  # fmt: skip
def test_the_text_is_what_word_shows(body: str, text: str) -> None:
    assert word(body).text == text


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Maison"><w:name w:val="Maison"/><w:basedOn w:val="Titre1"/></w:style>
<w:style w:type="paragraph" w:styleId="Plan"><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Liste"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Appel"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Appel2"><w:basedOn w:val="Appel"/></w:style>
<w:style w:type="character" w:styleId="Boucle"><w:basedOn w:val="Boucle"/></w:style>
"""


def styled(name: str) -> str:
    return f'<w:rStyle w:val="{name}"/>'


@pytest.mark.parametrize(
    ("runs", "found"),
    [
        (["mot", raised("4"), "."], ["4"]),
        (["mot", raised("4"), raised(","), raised("5"), "."], ["4,5"]),
        (["mot", raised("1"), raised("2"), "."], ["12"]),
        (["mot", raised("[1]"), raised("[2]"), "."], ["[1]", "[2]"]),
        (["mot", raised("4"), " ", raised("x")], ["4 x"]),
        (["mot", run("4", styled("Appel"))], ["4"]),
        (["mot", run("4", styled("Appel2"))], ["4"]),
        (["mot", run("4", styled("Appel") + '<w:vertAlign w:val="baseline"/>')], []),
        (["mot", run("4", '<w:position w:val="6"/>')], ["4"]),
        (["H", run("2", '<w:vertAlign w:val="subscript"/>'), "O"], []),
        (["mot", run("4", styled("Boucle"))], []),
        (["mot", run("4", styled("Absent"))], []),
    ],
)
def test_a_superscript_is_known_by_its_run_or_its_style(runs: list[str], found: list[str]) -> None:
    document = word(paragraph(*runs), styles=STYLES)
    assert [text for text, _ in hinted(document, HintKind.SUPERSCRIPT)] == found


@pytest.mark.parametrize(
    ("style", "level"), [("Titre1", 1), ("Maison", 1), ("Plan", 3), ("Normal", None), ("Absent", None)]
)
def test_a_heading_is_known_whatever_the_language_of_its_style(style: str, level: int | None) -> None:
    document = word(paragraph("Sources", properties=f'<w:pStyle w:val="{style}"/>'), styles=STYLES)
    assert next((hint.level for hint in document.of_kind(HintKind.HEADING)), None) == level


NUMBERING = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="[%1]"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3">
 <w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>
</w:num>
"""


def item(number: int, level: int = 0) -> str:
    return paragraph("x", properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        (item(1) * 3, ["1", "2", "3"]),
        (item(1) + paragraph("y") + item(1), ["1", "2"]),
        (item(1) + item(1, 1) + item(1, 1) + item(1) + item(1, 1), ["1", "1.a", "1.b", "2", "2.a"]),
        (item(2) * 2, ["", ""]),
        (item(1) + item(3) + item(3), ["1", "5", "6"]),
        (item(0) + item(9), []),
        (paragraph("x", properties='<w:pStyle w:val="Liste"/>') * 2, ["1", "2"]),
    ],
)
def test_word_s_automatic_numbers_are_counted(body: str, numbers: list[str]) -> None:
    document = word(body, numbering=NUMBERING, styles=STYLES)
    assert [value for _, value in hinted(document, HintKind.ITEM)] == numbers


def note(kind: str, number: int, text: str, also: str = "") -> str:
    mark = f"<w:r><w:{kind}Ref/></w:r>"
    return f'<w:{kind} w:id="{number}" {also}>{paragraph(mark, " ", text)}</w:{kind}>'


def reference(kind: str, number: int) -> str:
    return f'<w:r><w:rPr>{styled("Appel")}</w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


FOOTNOTES = note("footnote", -1, "", 'w:type="separator"') + note("footnote", 7, "Sept.") + note("footnote", 8, "Huit.")


def test_footnotes_are_numbered_in_the_order_of_their_references_and_stand_after_the_text() -> None:
    body = paragraph("Un", reference("footnote", 8), " deux", reference("footnote", 7), ".") + paragraph("Fin.")
    document = word(body, footnotes=FOOTNOTES, styles=STYLES)
    assert document.text == "Un1 deux2.\n\nFin.\n\nHuit.\n\nSept."
    assert hinted(document, HintKind.NOTE_REF) == [("1", "1"), ("2", "2")]
    assert hinted(document, HintKind.NOTE) == [("Huit.", "1"), ("Sept.", "2")]


def test_footnotes_and_endnotes_of_one_number_are_told_apart() -> None:
    body = paragraph("a", reference("footnote", 7), "b", reference("endnote", 1))
    document = word(body, footnotes=FOOTNOTES, endnotes=note("endnote", 1, "Fin."))
    assert hinted(document, HintKind.NOTE) == [("Sept.", "1"), ("Fin.", "i")]


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("runs", "kind", "found"),
    [
        ([f'<w:hyperlink r:id="h1">{run("ici")}</w:hyperlink>'], HintKind.LINK, [("ici", "https://a.org")]),
        ([f'<w:hyperlink w:anchor="s4">{run("4")}</w:hyperlink>'], HintKind.LINK, [("4", "#s4")]),
        ([field(' HYPERLINK "https://a.org" \\l "x" ', "ici")], HintKind.LINK, [("ici", "https://a.org#x")]),
        ([f'<w:fldSimple w:instr="REF _R1 \\h">{run("4")}</w:fldSimple>'], HintKind.LINK, [("4", "#_R1")]),
        (["mot", field(" NOTEREF _R1 \\f ", "4")], HintKind.NOTE_REF, [("4", "4")]),
        (["mot ", field(" ADDIN ZOTERO_ITEM CSL_CITATION {} ", "[4]")], HintKind.LINK, []),
        (
            [f'<w:bookmarkStart w:id="1" w:name="s4"/>{run("S")}<w:bookmarkEnd w:id="1"/>'],
            HintKind.ANCHOR,
            [("S", "s4")],
        ),
        ([field(" TOC \\o ", "Sommaire 3")], HintKind.ASIDE, [("Sommaire 3", "")]),
        (["soit ", "<m:oMath><m:r><m:t>x2</m:t></m:r></m:oMath>"], HintKind.CODE, [("x2", "")]),
    ],
)
def test_links_and_fields_become_hints(runs: list[str], kind: HintKind, found: list[tuple[str, str]]) -> None:
    document = word(paragraph(*runs), links={"h1": "https://a.org"})
    assert hinted(document, kind) == found
    assert "HYPERLINK" not in document.text
    assert "ZOTERO" not in document.text


def test_a_place_is_a_paragraph_or_a_note() -> None:
    body = paragraph("Un") + paragraph() + paragraph("Deux", reference("footnote", 7))
    document = word(body, footnotes=FOOTNOTES)
    assert [document.position(document.text.index(found)).place for found in ("Un", "Deux", "Sept")] == [
        "paragraph 1",
        "paragraph 2",
        "footnote 1",
    ]


def test_what_is_left_out_is_said() -> None:
    body = paragraph("a", "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>")
    assert word(body).remarks == ("Deleted text of tracked changes was left out.",)
