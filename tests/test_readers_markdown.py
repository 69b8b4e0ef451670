"""Markdown: what is rendered, what the marks say, and where each character stands in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import hinted, keeps_the_laws

from crackcite.model import HintKind
from crackcite.readers import UnreadableError, read


def markdown(text: str):
    return read(text.encode(), "article.md")


LONG = "un paragraphe sur une ligne " * 6 + "fin."


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Titre *court*\n\nUn **mot**.", "Titre court\n\nUn mot."),
        ("Un mot\\_souligné &amp; \\[sic\\]", "Un mot_souligné & [sic]"),
        ("une\nligne", "une ligne"),
        ("deux  \nlignes", "deux\nlignes"),
        (f"{LONG}\nFin.\nNoten\n1. a", f"{LONG}\nFin.\nNoten\n\na"),
        ("[1] Premier\n[2] Second", "[1] Premier\n[2] Second"),
        ("1. un\n2. deux\n\nfin", "un\ndeux\n\nfin"),
        ("> cité\n> encore", "cité encore"),
        ("Vu ![une image](i.png) ici", "Vu ici"),
        ("---\ntitle: x\nlang: nl\n---\nTekst", "Tekst"),
        ("+++\ntitle = 'x'\n+++\nTekst", "Tekst"),
        ("| a | b |\n|---|---|\n| c | d |", "a\tb\nc\td"),
        ("un<br>deux", "un\ndeux"),
        ("<!-- rien -->\n\ntexte", "texte"),
        ("à la\u00a0fin\u202f!", "à la\u00a0fin\u202f!"),
        ("<https://a.org/b>", "https://a.org/b"),
        ("<https://a.org/caf%e9?a=1%7C2&copy=3>", "https://a.org/caf%e9?a=1%7C2&copy=3"),
        ("a {% include b.html n=4 %} c\n{: .note}", "a c"),
        ("## Sources {#s}", "Sources"),
    ],
)
def test_the_text_is_what_is_rendered(source: str, text: str) -> None:
    assert markdown(source).text == text


@pytest.mark.parametrize(
    ("source", "kind", "found"),
    [
        ("Mot[^4].\n\n[^4]: Note *une*.", HintKind.NOTE_REF, [("4", "4")]),
        ("Mot[^4].\n\n[^4]: Note *une*.", HintKind.NOTE, [("Note une.", "4")]),
        ("Mot[^4].\n\n[^4]: https://a.org", HintKind.NOTE, [("https://a.org", "4")]),
        ("a[^x] b[^y] c[^x]\n\n[^y]: Y\n[^x]: X", HintKind.NOTE_REF, [("1", "1"), ("2", "2"), ("1", "1")]),
        ("a[^x] b[^y]\n\n[^y]: Y\n[^x]: X", HintKind.NOTE, [("Y", "2"), ("X", "1")]),
        ("a[^7]", HintKind.NOTE_REF, [("7", "7")]),
        ("la classe [^a-z]", HintKind.NOTE_REF, []),
        ("a[^1]\n\n[^1]: Un.\n\n    Deux.\n\nfin", HintKind.NOTE, [("Un.\n\nDeux.", "1")]),
        ("mot^4,5^ et 1^er^", HintKind.SUPERSCRIPT, [("4,5", ""), ("er", "")]),
        ("mot<sup>4</sup>", HintKind.SUPERSCRIPT, [("4", "")]),
        ("mot<sup>4</sup><sup>,</sup><sup>5</sup>", HintKind.SUPERSCRIPT, [("4,5", "")]),
        ("mot<sup>4</sup><sup>5</sup>", HintKind.SUPERSCRIPT, [("4", ""), ("5", "")]),
        ("mot$^{4}$ et \\textsuperscript{5}", HintKind.SUPERSCRIPT, [("4", ""), ("5", "")]),
        ("`a[4]` et $x_1^2$", HintKind.CODE, [("a[4]", ""), ("x_1^2", "")]),
        ("```\na[4]\n  b\n```", HintKind.CODE, [("a[4]\n  b", "")]),
        ("coûte $5,3 ou 4 $", HintKind.CODE, []),
        ("[ici](https://a.org/b_c)", HintKind.LINK, [("ici", "https://a.org/b_c")]),
        ("voir [9]\n\n[9]: https://a.org", HintKind.LINK, [("[9]", "https://a.org")]),
        ('voir [9]\n\n[9]: https://a.org "A"', HintKind.NOTE, [('https://a.org "A"', "9")]),
        ("voir [9]\n\n[9]: #neuf", HintKind.NOTE, []),
        ("voir [le site][9]\n\n[9]: https://a.org", HintKind.NOTE, []),
        ("voir [1]\n\n1. Source\n\n[1]: https://a.org", HintKind.NOTE, []),
        ("## Sources {#s .unnumbered}", HintKind.HEADING, [("Sources", "")]),
        ("## Sources {#s .unnumbered}", HintKind.ANCHOR, [("", "s")]),
        ('<a id="fn4"></a>Note', HintKind.ANCHOR, [("", "fn4")]),
        ("3. c\n4. d", HintKind.ITEM, [("c", "3"), ("d", "4")]),
        ("1. a\n1. b\n1. c", HintKind.ITEM, [("a", "1"), ("b", "2"), ("c", "3")]),
        ("1. a\n2. b\n2. c\n5. d", HintKind.ITEM, [("a", "1"), ("b", "2"), ("c", "2"), ("d", "5")]),
        ("- a\n- b", HintKind.ITEM, [("a", ""), ("b", "")]),
        ("<ol start=3><li>c</ol>", HintKind.ITEM, [("c", "3")]),
    ],
)
def test_the_marks_become_hints(source: str, kind: HintKind, found: list[tuple[str, str]]) -> None:
    assert hinted(markdown(source), kind) == found


@pytest.mark.parametrize(
    ("source", "word", "line", "column"),
    [
        ("---\nlang: fr\n---\n\n# Le *crack*", "crack", 5, 7),
        ("un [lien](https://a.org) puis", "puis", 1, 26),
        ("a\\_b cible", "cible", 1, 6),
        ("a &amp; cible", "cible", 1, 9),
        ("> - quoted\n>   cible", "cible", 2, 5),
        ("1. un\n2. deux\n   cible", "cible", 3, 4),
        ("| a | b |\n|---|---|\n| x \\| y | cible |", "cible", 3, 12),
        ("| a | b |\n|---|---|\n| cible | cible2 |", "cible2", 3, 11),
        ("mot[^1]\r\n\r\n[^1]: une *cible*", "cible", 3, 12),
        ("`` code ` `` cible", "cible", 1, 14),
        ("```\nx\n  cible\n```", "cible", 3, 3),
        ("<div>\n<b>cible</b></div>", "cible", 2, 4),
        ("Titre cible\n===", "cible", 1, 7),
        ("été\rcible", "cible", 2, 1),
    ],
)
def test_every_character_knows_its_place(source: str, word: str, line: int, column: int) -> None:
    document = markdown(source)
    position = document.position(document.text.index(word))
    assert (position.line, position.column) == (line, column)


def test_the_language_of_the_front_matter_is_kept() -> None:
    assert markdown("---\nlang: nl-BE\n---\nTekst").language == "nl-BE"


def test_citations_by_key_are_said_to_be_resolved_elsewhere() -> None:
    assert any("Pandoc" in remark for remark in markdown("Un mot [voir @castel1998, p. 4].").remarks)
    assert markdown("Écrire à [moi](mailto:a@b.org) [@nom].").remarks == ()


def test_headings_have_levels() -> None:
    assert [(h.level, h.span.of(d.text)) for d in [markdown("# A\n\n### B")] for h in d.of_kind(HintKind.HEADING)] == [
        (1, "A"),
        (3, "B"),
    ]


def test_a_file_that_is_too_large_for_markup_says_so() -> None:
    with pytest.raises(UnreadableError, match="too large"):
        read(b"a" * 32_000_001, "a.md")


_PIECES = st.sampled_from(
    ["[^4]", "[^a]", "[^4]: ", "\n", "\n\n", "    ", "> ", "1. ", "- ", "*", "**", "_", "`", "```\n", "[a](b)", "![",
     "](", "<sup>", "</sup>", "<div>", "^4^", "$", "| a | b |\n|-|-|\n", "# ", "&amp;", "\\", "\t", "mot ", "é", "\r",
     "---\n", "<a id=x>", "\0", "[4]"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_any_markdown_keeps_the_laws(source: str) -> None:
    assert keeps_the_laws(source.encode(), "a.md")
