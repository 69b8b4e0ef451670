"""Formats that are written for typesetting: JATS XML and LaTeX."""

from __future__ import annotations

import pytest
from reading import hinted, is_sound

from crackcite.model import HintKind
from crackcite.readers import read


def jats(body: str = "", back: str = "", front: str = ""):
    parts = f"<front>{front}</front><body>{body}</body><back>{back}</back>"
    document = read(f'<?xml version="1.0"?>\n<article xml:lang="en">{parts}</article>'.encode(), "a.xml")
    assert is_sound(document)
    return document


REFERENCES = """<ref-list><title>References</title>
<ref id="B1"><label>1.</label><mixed-citation>Castel R. <italic>La précarité</italic>. 1998.</mixed-citation></ref>
<ref id="B2"><label>2</label><element-citation><person-group person-group-type="author"><name><surname>Nettle</surname>
<given-names>D</given-names></name><name><surname>De Courson</surname><given-names>B</given-names></name></person-group>
<article-title>Why crime</article-title><source>Sci Rep</source><year>2021</year><volume>11</volume><issue>2</issue>
<fpage>19</fpage><lpage>37</lpage></element-citation></ref></ref-list>"""


def test_references_in_jats_are_entries_without_their_labels() -> None:
    assert hinted(jats("<p>x</p>", REFERENCES), HintKind.ITEM) == [
        ("Castel R. La précarité. 1998.", "1"),
        ("Nettle D, De Courson B. Why crime. Sci Rep. 2021;11(2):19-37", "2"),
    ]


NOTE = '<p>word<xref ref-type="fn" rid="f1">a</xref></p><fn id="f1"><label>a</label><p>Note.</p></fn>'


@pytest.mark.parametrize(
    ("body", "kind", "found"),
    [
        ('<p>word<sup><xref ref-type="bibr" rid="B1">1</xref>,<xref rid="B2">2</xref></sup></p>', HintKind.SUPERSCRIPT,
         [("1,2", "")]),
        ('<p>word [<xref ref-type="bibr" rid="B1">1</xref>]</p>', HintKind.LINK, [("1", "#B1")]),
        ('<p>word<sup><xref ref-type="bibr" rid="B2"/></sup></p>', HintKind.SUPERSCRIPT, [("2", "")]),
        (NOTE, HintKind.NOTE_REF, [("a", "a")]),
        (NOTE, HintKind.NOTE, [("Note.", "a")]),
        ("<sec><label>2</label><title>Results</title><sec><title>More</title></sec></sec>", HintKind.HEADING,
         [("Results", ""), ("More", ""), ("References", "")]),
        ("<p>x</p><table-wrap><table><tr><td>4</td><td>5</td></tr></table></table-wrap>", HintKind.TABLE,
         [("4\t5", "")]),
        ("<p>x <inline-formula><alternatives><tex-math>x^2</tex-math><mml>x2</mml></alternatives></inline-formula></p>",
         HintKind.CODE, [("x2", "")]),
        ('<list list-type="order"><list-item><p>a</p></list-item><list-item><p>b</p></list-item></list>', HintKind.ITEM,
         [("a", "1"), ("b", "2")]),
    ],
)  # fmt: skip
def test_the_marks_of_jats_become_hints(body: str, kind: HintKind, found: list[tuple[str, str]]) -> None:
    assert hinted(jats(body, REFERENCES), kind)[: len(found)] == found


def test_superscripts_cut_by_the_markup_of_links_are_one_marker() -> None:
    body = '<p>word<xref rid="B1"><sup>1</sup></xref><sup>,</sup><xref rid="B2"><sup>2</sup></xref></p>'
    assert hinted(jats(body), HintKind.SUPERSCRIPT) == [("1,2", "")]


def test_jats_in_utf_16_is_read() -> None:
    source = '<?xml version="1.0" encoding="UTF-16"?><article><body><p>été</p></body></article>'
    assert read(source.encode("utf-16"), "a.xml").text == "été"


def test_of_the_front_matter_only_title_and_abstract_are_read() -> None:
    front = (
        "<article-meta><title-group><article-title>A title</article-title></title-group><contrib-group><contrib>"
        "Jane<xref><sup>1</sup></xref></contrib></contrib-group><aff id='a1'><sup>1</sup>Liège</aff>"
        "<abstract><p>In short.</p></abstract></article-meta>"
    )
    assert jats("<p>Body.</p>", "", front).text == "A title\n\nIn short.\n\nBody."


def test_every_character_of_jats_knows_its_place_and_entities_of_the_doctype_are_read() -> None:
    doctype = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "j.dtd">'
    source = f"{doctype}\n<article><body><p>été&nbsp;&#233; <b>cible</b></p></body></article>"
    document = read(source.encode(), "a.nxml")
    position = document.position(document.text.index("cible"))
    assert document.text == "été\u00a0é cible"
    assert (position.line, position.column) == (2, source.splitlines()[1].index("cible") + 1)


def latex(body: str, preamble: str = ""):
    document = read(f"{preamble}\\begin{{document}}{body}\\end{{document}} après".encode(), "a.tex")
    assert is_sound(document)
    return document


BIBLIOGRAPHY = r"\begin{thebibliography}{9}\bibitem{b} B.\newblock T. \bibitem{a} A. \end{thebibliography}"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"L'\'et\'e \`a Li\`ege, \c{c}a, na\"{\i}ve, \oe uvre", "L'été à Liège, ça, naïve, œuvre"),
        ("a % comment \\cite{x}\n  b", "a b"),
        ("a---b--c ``d'' e~f \\& 5\\,\\%", "a—b–c “d” e\u00a0f & 5\u202f%"),
        ("un\n\ndeux\\\\trois", "un\n\ndeux\ntrois"),
        (r"\emph{a} \textbf{\textit{b}} {\em c}", "a b c"),
        (r"a\label{x}\ref{y}\vspace{2em}\includegraphics[width=2cm]{f}b", "ab"),
        (r"mot~\cite{a,b}." + BIBLIOGRAPHY, "mot\u00a0[1,2].\n\nReferences\n\nB. T.\nA."),
        (r"\begin{comment}x\end{comment}a", "a"),
    ],
)
def test_the_text_of_latex(source: str, text: str) -> None:
    assert latex(source).text == text


@pytest.mark.parametrize(
    ("source", "kind", "found"),
    [
        (r"mot\textsuperscript{4,5} et $^{6}$ ou $^7$", HintKind.SUPERSCRIPT, [("4,5", ""), ("6", ""), ("7", "")]),
        (r"soit $x^2$ et \begin{equation}y\end{equation}", HintKind.CODE, [("x^2", ""), ("y", "")]),
        (r"a\footnote{Une \emph{note}.} b\footnote{Deux.}", HintKind.NOTE, [("Une note.", "1"), ("Deux.", "2")]),
        (r"a\footnote{Une.}", HintKind.NOTE_REF, [("1", "1")]),
        (BIBLIOGRAPHY, HintKind.ITEM, [("B. T.", "1"), ("A.", "2")]),
        (BIBLIOGRAPHY, HintKind.HEADING, [("References", "")]),
        (r"\begin{enumerate}\item a \item b\end{enumerate}\begin{itemize}\item c\end{itemize}", HintKind.ITEM,
         [("a", "1"), ("b", "2"), ("c", "")]),
        (r"\href{https://a.org/b\_c}{ici} \url{https://d.org}", HintKind.LINK,
         [("ici", "https://a.org/b_c"), ("https://d.org", "https://d.org")]),
        (r"\section*{Un}\subsection[x]{Deux}", HintKind.HEADING, [("Un", ""), ("Deux", "")]),
    ],
)  # fmt: skip
def test_the_marks_of_latex_become_hints(source: str, kind: HintKind, found: list[tuple[str, str]]) -> None:
    assert hinted(latex(source), kind) == found


def test_citations_are_superscripts_where_a_package_makes_them_so() -> None:
    document = latex(r"mot\cite{a}" + BIBLIOGRAPHY, r"\usepackage[super]{natbib}")
    assert hinted(document, HintKind.SUPERSCRIPT) == [("2", "")]


def test_a_citation_of_nothing_gets_a_number_that_has_no_entry() -> None:
    assert latex(r"mot \cite{zz}. " + BIBLIOGRAPHY).text.startswith("mot [3].")


def test_a_bibliography_that_is_elsewhere_is_said() -> None:
    document = latex(r"mot \cite{zz}.\bibliography{refs}")
    assert document.text == "mot [zz]."
    assert any("refs" in remark for remark in document.remarks)


def test_every_character_of_latex_knows_its_place() -> None:
    document = latex("\nun \\emph{deux} cible")
    position = document.position(document.text.index("cible"))
    assert (position.line, position.column) == (2, 16)
