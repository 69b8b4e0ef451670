"""Web pages: the article among what surrounds it, its notes whatever wrote them, and the way back to the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import hinted, keeps_the_laws

from crackcite.model import HintKind
from crackcite.readers import read


def page(body: str, head: str = ""):
    return read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Un<p>Deux", "Un\n\nDeux"),
        ("<p>un <b>mot</b>\n  et <i>un</i>\nautre</p>", "un mot et un autre"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("&laquo;&nbsp;cit&eacute;&nbsp;&raquo; &#8217; &#x2019; &amp;", "«\u00a0cité\u00a0» ’ ’ &"),
        ("AT&T &copy 2022 &bogus;", "AT&T © 2022 &bogus;"),
        ("vu<script>x = '<p>4</p>'</script><style>p{}</style> ici", "vu ici"),
        ("a<template>b</template><noscript>c</noscript><svg><text>d</text></svg>e", "ae"),
        ('a<span style="display: none">b</span><span hidden>c</span><i class="sr-only">d</i>e', "ae"),
        ("<table><tr><td>a<td><p>b</p><tr><td>c<td>d</table>", "a\tb\nc\td"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<p>a<!-- b --><![if !x]>c<![endif]><![nonsense[d</p>", "ac ![nonsense[d"),
        ("<script>var s = '<!--';</script><p>texte", "texte"),
        ("texte<p", "texte"),
        ("<h1>T</h1>x", "T\n\nx"),
        ("<dl><dt>a<dd>b</dl>", "a\nb"),
        ("a<sup>2", "a2"),
        ("<a name='x'/>apr\u00e8s", "après"),
    ],
)
def test_the_text_is_what_a_browser_shows(body: str, text: str) -> None:
    assert page(body).text == text


@pytest.mark.parametrize(
    ("body", "kind", "found"),
    [
        ("mot<sup>4,5</sup>", HintKind.SUPERSCRIPT, [("4,5", "")]),
        ('mot<span style="font-size:.6em;vertical-align:super">4</span>', HintKind.SUPERSCRIPT, [("4", "")]),
        ('mot<span class="c5 c7">4</span>', HintKind.SUPERSCRIPT, [("4", "")]),
        ("<ol><li>a<li value=7>b<li>c</ol>", HintKind.ITEM, [("a", "1"), ("b", "7"), ("c", "8")]),
        ('<ol start="3"><li>a<ul><li>b</ul><li>c</ol>', HintKind.ITEM, [("a\n\nb", "3"), ("b", ""), ("c", "4")]),
        ("<ol reversed><li>a<li>b</ol>", HintKind.ITEM, [("a", "2"), ("b", "1")]),
        ('<ol type="i"><li>a<li>b</ol>', HintKind.ITEM, [("a", "i"), ("b", "ii")]),
        ('<ol style="list-style: none"><li>[1] a</ol>', HintKind.ITEM, [("[1] a", "")]),
        ('<a href="#s4">4</a><p id="s4">S', HintKind.LINK, [("4", "#s4")]),
        ('<a href="/x?a=1&copy=2&amp;b&eacute;=3">4</a>', HintKind.LINK, [("4", "/x?a=1&copy=2&bé=3")]),
        ('<a href="#s4">4</a><p id="s4">S', HintKind.ANCHOR, [("S", "s4")]),
        ('<p><a name="s4"></a>S', HintKind.ANCHOR, [("", "s4")]),
        ("<h3>Sources</h3>", HintKind.HEADING, [("Sources", "")]),
        ("<p>texte assez long</p><pre>a[4]</pre>", HintKind.CODE, [("a[4]", "")]),
        ("<p>texte assez long<table><tr><td>4</table>", HintKind.TABLE, [("4", "")]),
        ("<table><tr><td><p>le texte entier<p>de l’article</table>", HintKind.TABLE, []),
    ],
)
def test_the_markup_becomes_hints(body: str, kind: HintKind, found: list[tuple[str, str]]) -> None:
    head = "<style>/* Docs */ .c5{vertical-align:super;font-size:8pt} @media print{.c7{display:none}}</style>"
    assert hinted(page(body, head), kind) == found


NOTES = {
    "pandoc": (
        '<p>Mot<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>.</p>'
        '<section class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>Note.'
        '<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>'
    ),
    "google docs": (
        '<p>Mot<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.</p><hr><div><p>'
        '<a href="#ftnt_ref1" id="ftnt1">[1]</a>'
        "<span>\u00a0Note.</span></p></div>"
    ),
    "word": (
        '<p>Mot<a href="#_ftn1" name="_ftnref1"><span style="vertical-align:super">[1]</span></a>.</p>'
        '<div id=ftn1><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> Note.</p></div>'
    ),
    "libreoffice": (
        '<p>Mot<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.</p>'
        '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>'
        "Note.</p></div>"
    ),
    "mediawiki": (
        '<p>Mot<sup id="cite_ref-x_1-0" class="reference"><a href="#cite_note-x-1">[1]</a></sup> puis'
        '<sup id="cite_ref-x_1-1" class="reference"><a href="#cite_note-x-1">[1]</a></sup>.</p><ol class="references">'
        '<li id="cite_note-x-1"><span class="mw-cite-backlink">^ <a href="#cite_ref-x_1-0"><sup>a</sup></a> '
        '<a href="#cite_ref-x_1-1"><sup>b</sup></a></span> <span class="reference-text">Note.</span></li></ol>'
    ),
    "wordpress": (
        '<p>Mot<sup class="fn" data-fn="a1"><a href="#a1" id="a1-link">1</a></sup>.</p>'
        '<ol class="wp-block-footnotes"><li id="a1">Note. <a href="#a1-link" aria-label="Retour">↩︎</a></li></ol>'
    ),
    "epub": (
        '<p>Mot<a epub:type="noteref" href="#n1">1</a>.</p><aside epub:type="footnote" id="n1"><p>Note.</p></aside>'
    ),
}


@pytest.mark.parametrize("software", NOTES)
def test_a_note_is_known_whatever_wrote_it(software: str) -> None:
    document = page(NOTES[software])
    assert {value for _, value in hinted(document, HintKind.NOTE_REF)} == {"1"}
    assert hinted(document, HintKind.NOTE) == [("Note.", "1")]
    assert not any("↩" in text or "^" in text for text in (document.text,))
    assert not hinted(document, HintKind.ASIDE)


def test_a_reviewer_s_comments_are_no_notes() -> None:
    document = page(
        '<p>Mot<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup><sup>1</sup>.</p>'
        '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>À revoir</span></p></div>'
    )
    assert document.text == "Mot1.\n\nÀ revoir"
    assert hinted(document, HintKind.NOTE_REF) == []
    assert hinted(document, HintKind.ASIDE) == [("À revoir", "")]


def test_a_note_s_copy_beside_its_marker_is_not_read_twice_and_a_list_in_columns_is_no_table() -> None:
    document = page(
        f"{ARTICLE}<p>Mot<span class='footnote_referrer'><a role='button'><sup>1</sup></a>"
        "<span class='footnote_tooltip'>Note.</span></span>.</p>"
        "<div class='footnotes_reference_container'><table><tr><th><a class='footnote_backlink'>"
        "<span class='footnote_index_arrow'>↑</span>1</a></th><td>Note.</td></tr></table></div>"
    )
    assert document.text.endswith("Mot1.\n\n1\tNote.")
    assert hinted(document, HintKind.TABLE) == []


ARTICLE = "<h1>Titre</h1><p>" + "Un texte qui est bien l’article de la page. " * 8 + "</p>"


@pytest.mark.parametrize(
    ("body", "asides"),
    [
        (f"<nav><a>Accueil</a></nav><article>{ARTICLE}</article><footer>© 2022</footer>", ["Accueil", "© 2022"]),
        (f"<div id='menu'>Menu</div><main>{ARTICLE}</main>", ["Menu"]),
        (f"<div class='entry-content'>{ARTICLE}</div><div class='widget'>12</div>", ["12"]),
        (f"<article>{ARTICLE}<div class='sharedaddy'>Partager 3</div></article>", ["Partager 3"]),
        (f"<article>{ARTICLE}</article><article>{'Autre. ' * 5}</article>", [("Autre. " * 5).strip()]),
        (f"<article>{ARTICLE}</article><div class='comments'><article>Bob</article></div>", ["Bob"]),
        (f"<div class='cookie-banner'>3 cookies</div>{ARTICLE}", ["3 cookies"]),
        (f"<body class='has-sidebar comments-open'><article class='related-x'>{ARTICLE}</article>", []),
        (f"<article>{ARTICLE}</article><h2>Sources</h2><ol><li>S</ol>", []),
        (f"<article>{ARTICLE}</article><section><h2>Sources</h2><ol><li>S</ol></section>", []),
        (f"<article>{ARTICLE}</article><aside class='footnotes'><ol><li>S</ol></aside>", []),
        (f"<article>{ARTICLE}<footer><h2>Références</h2><ol><li>S</ol></footer></article>", []),
        (f"<article>{ARTICLE}<section id='related-work'><p>Voir aussi.</p></section></article>", []),
        (f"<article>{ARTICLE}<div class='social-policy'><p>La loi<sup>4</sup>.</p></div></article>", []),
        (f"<article>{ARTICLE}<div id='comments'><p>Bob</p></div></article>", ["Bob"]),
        (f"<article>{'Chapeau. ' * 20}</article><div>{ARTICLE}<p>La loi<sup>4</sup>.</p></div>", []),
        ("<article><h2>Un</h2>Bref.</article><article><h2>Deux</h2>Bref.</article>", []),
    ],
)
def test_what_surrounds_the_article_is_kept_aside(body: str, asides: list[str]) -> None:
    assert [text for text, _ in hinted(page(body), HintKind.ASIDE)] == asides


@pytest.mark.parametrize(
    ("body", "word", "column"),
    [
        ("<p>un cible", "cible", 7),
        ("<p>a&nbsp;&amp; cible", "cible", 17),
        ("<p>a <b>cible</b>", "cible", 9),
        ("<p>a   cible", "cible", 8),
        ("<p title='>'>cible", "cible", 14),
    ],
)
def test_every_character_knows_its_place(body: str, word: str, column: int) -> None:
    document = read(f"<html>\r\n{body}".encode(), "a.html")
    position = document.position(document.text.index(word))
    assert (position.line, position.column) == (2, column)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<meta charset=windows-1252><p>été".encode("windows-1252"), "windows-1252"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>été'.encode("latin-1"),
            "windows-1252",
        ),
        ('<?xml version="1.0" encoding="iso-8859-15"?><html><p>été'.encode("iso-8859-15"), "iso-8859-15"),
        ("<meta charset=windows-1252><p>été".encode("utf-8-sig"), "utf-8-sig"),
        ("<meta charset=utf-8><p>été".encode("windows-1252"), "windows-1252"),
        ("<meta charset=nonsense><p>été".encode(), "utf-8"),
        ("<p>été".encode("utf-16"), "utf-16-le"),
    ],
)
def test_the_encoding_is_the_mark_s_then_the_page_s(data: bytes, encoding: str) -> None:
    document = read(data, "a.html")
    assert (document.text, document.encoding) == ("été", encoding)


def test_the_server_s_word_on_the_encoding_counts_before_the_page_s() -> None:
    data = "<meta charset=utf-8><p>žluť".encode("windows-1250")
    assert read(data, "https://a.org/b", charset="windows-1250").text == "žluť"


def test_the_language_is_the_page_s() -> None:
    assert read(b'<html lang="fr-BE"><p>a', "a.html").language == "fr-BE"


def test_nesting_without_end_keeps_its_text() -> None:
    document = read(b"<div>" * 5_000 + b"a<sup>4</sup>", "a.html")
    assert document.text == "a4"


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<li>", "<ol start=3>", "</ol>", "<table>", "<td>", "</td>", "<sup>", "</sup>", "<a href='#x'>",
     "<a id=x>", "</a>", "4", " ", "\n", "é", "&amp;", "&#0;", "&#xD800;", "&", "<", "<!", "<![", "<!--", "-->", "<?",
     "<script>", "</script>", "<pre>", "</pre>", "<br/>", "<h2>", "</h2>", "</div>", "<nav>", "<article>", "<style>"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_any_markup_keeps_the_laws(source: str) -> None:
    assert keeps_the_laws(source.encode(), "a.html")
