"""One article in every format: the readers agree on its text, its markers and its sources."""

from __future__ import annotations

import pytest
from making import docx, epub, odt, paragraph, raised, run
from reading import hinted

from crackcite.model import Document, HintKind
from crackcite.readers import read

ACCENTED = "L\u2019offre est riche"
SOURCES = ("Castel, R. La pr\u00e9carit\u00e9. 1998.", "Wacquant, L. Les prisons. 1999.")
PAGE = (
    f"<h1>Le titre</h1><p>{ACCENTED}<sup>1,2</sup>, dit-il <i>encore</i>.</p>"
    f"<h2>Sources</h2><ol><li>{SOURCES[0]}</li><li>{SOURCES[1]}</li></ol>"
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
WORD = docx(
    paragraph("Le titre", properties='<w:outlineLvl w:val="0"/>')
    + paragraph(ACCENTED, raised("1"), raised(",2"), ", dit-il ", run("encore", "<w:i/>"), ".")
    + paragraph("Sources", properties='<w:outlineLvl w:val="1"/>')
    + paragraph(SOURCES[0], properties=NUMBERED)
    + paragraph(SOURCES[1], properties=NUMBERED),
    numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
OPEN = odt(
    '<text:h text:outline-level="1">Le titre</text:h>'
    f'<text:p>{ACCENTED}<text:span text:style-name="T1">1,2</text:span>, dit-il <text:span>encore</text:span>.</text:p>'
    '<text:h text:outline-level="2">Sources</text:h>'
    f"<text:list><text:list-item><text:p>{SOURCES[0]}</text:p></text:list-item>"
    f"<text:list-item><text:p>{SOURCES[1]}</text:p></text:list-item></text:list>",
    '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<text:list-style style:name=""><text:list-level-style-number text:level="1" style:num-format="1"/>'
    "</text:list-style>",
)
RICH = (
    r"{\rtf1\ansi\pard\outlinelevel0 Le titre\par\pard L\u8217?offre est riche{\super 1,2}, dit-il {\i encore}.\par"
    r"\pard\outlinelevel1 Sources\par\pard{\listtext 1.\tab}Castel, R. La pr\'e9carit\'e9. 1998.\par"
    r"{\listtext 2.\tab}Wacquant, L. Les prisons. 1999.\par}"
)
TEX = (
    r"\title{Le titre}L'offre est riche\textsuperscript{1,2}, dit-il \emph{encore}. \section*{Sources}"
    rf"\begin{{enumerate}}\item {SOURCES[0]} \item Wacquant, L. Les prisons. 1999.\end{{enumerate}}"
).replace("L'offre", ACCENTED[:7])
JATS = (
    "<article><front><title-group><article-title>Le titre</article-title></title-group></front><body>"
    f"<p>{ACCENTED}<sup>1,2</sup>, dit-il <italic>encore</italic>.</p></body><back><ref-list><title>Sources</title>"
    f"<ref><label>1</label><mixed-citation>{SOURCES[0]}</mixed-citation></ref>"
    f"<ref><label>2</label><mixed-citation>{SOURCES[1]}</mixed-citation></ref></ref-list></back></article>"
)
MARKDOWN = f"# Le titre\n\n{ACCENTED}^1,2^, dit-il *encore*.\n\n## Sources\n\n1. {SOURCES[0]}\n2. {SOURCES[1]}\n"
FILES = {
    "a.html": PAGE.encode(),
    "a.md": MARKDOWN.encode(),
    "a.docx": WORD,
    "a.odt": OPEN,
    "a.rtf": RICH.encode(),
    "a.tex": TEX.encode(),
    "a.xml": JATS.encode(),
    "a.epub": epub({"a.xhtml": PAGE}),
}


@pytest.fixture(params=FILES)
def document(request: pytest.FixtureRequest) -> Document:
    return read(FILES[request.param], request.param)


def test_the_text_is_the_same(document: Document) -> None:
    lines = [line for line in document.text.split("\n") if line]
    assert lines == ["Le titre", f"{ACCENTED}1,2, dit-il encore.", "Sources", *SOURCES]


def test_the_marks_are_the_same(document: Document) -> None:
    assert hinted(document, HintKind.SUPERSCRIPT) == [("1,2", "")]
    assert [text for text, _ in hinted(document, HintKind.HEADING)] == ["Le titre", "Sources"]
    assert hinted(document, HintKind.ITEM) == [(SOURCES[0], "1"), (SOURCES[1], "2")]
    assert hinted(document, HintKind.ASIDE) == []
