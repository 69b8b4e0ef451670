"""Comments in an article that silence findings: where they reach, what they say, and when they are of no use."""

from __future__ import annotations

import pytest

from crackcite.inputs import read
from crackcite.model import Evidence, Judged
from crackcite.run import judge
from crackcite.sift import Policy

# Each article lacks source 9 in its text, and its sources 1 and 3 give nothing to look them up by; 3 is a stub besides.
MARKDOWN = """\
{top}# Un toit d’abord

Le logement stable précède le soin[1].{first} Les inégalités nourrissent la défiance[2,9].{prose}
{below}
Un autre paragraphe revient au logement[1].{other}

## Sources

{above}1. Castel, R. Les métamorphoses de la question sociale. (Fayard, 1995).{one}
{between}2. De Courson, B. Inequality and crime. (2021). doi:10.1038/s41598-020-80897-8{two}
3. TODO{three}
{end}"""

HTML = """\
<html><body>{top}<h1>Un toit d’abord</h1>
<p>Le logement stable précède le soin<sup>1</sup>.{first} Les inégalités nourrissent la défiance<sup>2,9</sup>.{prose}
</p>
{below}
<p>Un autre paragraphe revient au logement<sup>1</sup>.{other}</p>
<h2>Sources</h2>
<ol>
{above}<li>Castel, R. <em>Les métamorphoses de la question sociale</em>. (Fayard, 1995).{one}</li>
{between}<li>De Courson, B. Inequality and crime. (2021).
doi:10.1038/s41598-020-80897-8{two}</li>
<li>TODO{three}</li>
</ol>{end}</body></html>
"""

LATEX = r"""\documentclass{{article}}
\begin{{document}}{top}
Le logement stable précède le soin\cite{{castel}}.{first}
Les inégalités nourrissent la défiance\cite{{nettle,perdu}}.{prose}
{below}

Un autre paragraphe revient au logement\cite{{castel}}.{other}

\begin{{thebibliography}}{{9}}
{above}\bibitem{{castel}} Castel, R. Les métamorphoses de la question sociale. (Fayard, 1995).{one}
{between}\bibitem{{nettle}} De Courson, B. Inequality and crime. (2021). doi:10.1038/s41598-020-80897-8{two}
\bibitem{{stub}} TODO{three}
\end{{thebibliography}}{end}
\end{{document}}
"""

TEXT = MARKDOWN.replace("# Un", "Un").replace("## Sources", "Sources")

ARTICLES = {"md": MARKDOWN, "html": HTML, "tex": LATEX, "txt": TEXT}
SLOTS = ("top", "first", "prose", "below", "other", "above", "one", "between", "two", "three", "end")
PLAIN = {"CC101", "CC102", "CC204", "CC206"}  # what the articles are found guilty of without a comment


def judged(suffix: str, policy: Policy | None = None, **slots: str) -> Judged:
    """The article of a format with what is put in its slots, judged offline."""
    article = ARTICLES[suffix].format(**{slot: slots.get(slot, "") for slot in SLOTS})
    return judge([read(article.encode(), f"article.{suffix}")], Evidence(offline=True), policy)[0]


def written(suffix: str, words: str) -> str:
    """A comment in a format, with the space or the line's end that it needs."""
    return f" % crackcite: {words}" if suffix == "tex" else f" <!-- crackcite: {words} -->"


def kept(found: Judged) -> set[str]:
    return {finding.rule for finding in found.findings}


def aside(found: Judged) -> list[tuple[str, int | None, str]]:
    return [(one.finding.rule, one.finding.reference, one.reason) for one in found.set_aside]


@pytest.mark.parametrize("suffix", ARTICLES)
def test_the_articles_are_guilty_of_the_same(suffix: str) -> None:
    found = judged(suffix)
    assert kept(found) == PLAIN
    assert found.set_aside == ()


PLACES = [
    ("prose", "ignore[CC101] le 9 arrive", [("CC101", None, "le 9 arrive")]),
    ("one", "ignore[CC204]", [("CC204", 1, "")]),
    ("one", "ignore[nothing-to-verify]: épuisé", [("CC204", 1, "épuisé")]),
    ("three", "ignore[CC102,CC206] à compléter", [("CC206", 3, "à compléter"), ("CC102", 3, "à compléter")]),
    ("three", "ignore[ cc1 , placeholder ] -- plus tard", [("CC206", 3, "plus tard"), ("CC102", 3, "plus tard")]),
    ("three", "ignore[ALL]", [("CC206", 3, ""), ("CC102", 3, "")]),
    ("end", "ignore-file[CC101, CC204] brouillon", [("CC101", None, "brouillon"), ("CC204", 1, "brouillon")]),
    ("top", "ignore-file[CC2] brouillon", [("CC204", 1, "brouillon"), ("CC206", 3, "brouillon")]),
]


@pytest.mark.parametrize(("slot", "words", "silenced"), PLACES, ids=[f"{p[0]} {p[1][:20]}" for p in PLACES])
@pytest.mark.parametrize("suffix", ARTICLES)
def test_a_comment_covers_its_line_its_source_or_the_file(suffix, slot, words, silenced) -> None:
    found = judged(suffix, **{slot: written(suffix, words)})
    assert sorted(aside(found)) == sorted(silenced)
    assert "CC903" not in kept(found)
    assert all(one.by == "comment" for one in found.set_aside)


ALONE = [
    ("below", "ignore-next-line[CC101]", []),  # the paragraph below is sound
    ("above", "ignore-next-line[CC204]", ["CC204"]),
    ("between", "ignore-next-line[CC204]", []),  # source 2 has a DOI
    ("between", "ignore[CC204]", ["CC204"]),  # right below source 1: in it
    ("above", "ignore[CC204]", []),
    ("below", "ignore[CC101]", []),
]


@pytest.mark.parametrize(("slot", "words", "silenced"), ALONE, ids=[" ".join(one[:2]) for one in ALONE])
@pytest.mark.parametrize("suffix", ["md", "tex", "txt"])
def test_on_a_line_of_its_own_it_is_for_what_stands_above_or_below(suffix, slot, words, silenced) -> None:
    found = judged(suffix, **{slot: written(suffix, words).strip() + "\n"})
    assert [one.finding.rule for one in found.set_aside] == silenced
    assert ("CC903" in kept(found)) is not bool(silenced)


def test_in_a_page_the_element_decides() -> None:
    outside = judged("html", between="<!-- crackcite: ignore[CC204] -->\n")
    assert (aside(outside), "CC903" in kept(outside)) == ([], True)
    inside = judged("html", one="\n<!-- crackcite: ignore[CC204] épuisé -->\n")
    assert aside(inside) == [("CC204", 1, "épuisé")]


def test_in_a_page_of_one_line_a_comment_reaches_no_farther_than_its_paragraph() -> None:
    flat = HTML.replace("\n", " ")
    article = flat.format(**dict.fromkeys(SLOTS, "")).replace("1995).", "1995).<!-- crackcite: ignore[CC2] -->")
    found = judge([read(article.encode(), "a.html")], Evidence(offline=True))[0]
    assert aside(found) == [("CC204", 1, "")]
    article = flat.format(**dict.fromkeys(SLOTS, "")).replace(
        "logement<sup>", "<!-- crackcite: ignore[CC1] --> toit<sup>"
    )
    found = judge([read(article.encode(), "a.html")], Evidence(offline=True))[0]
    assert found.set_aside == ()


def test_the_next_line_is_the_next_that_shows_something() -> None:
    comment = "<!-- crackcite: ignore-next-line[CC101] -->\n\n<!-- crackcite: ignore-next-line[CC106] -->\n\n"
    source = (
        "Premier[1].\n\n" + comment + "Puis un autre[2,9].\n\n## Sources\n\n1. A. Un. (1990).\n2. B. Deux. (1991).\n"
    )
    found = judge([read(source.encode(), "a.md")], Evidence(offline=True))[0]
    assert [one.finding.rule for one in found.set_aside] == ["CC101"]
    assert [f.subject for f in found.findings if f.rule == "CC903"] == ["ignore-next-line[CC106]"]


@pytest.mark.parametrize("suffix", ["md", "txt"])
@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_lines_end_as_they_like(suffix: str, ends: str) -> None:
    slots = dict.fromkeys(SLOTS, "")
    slots["above"] = "<!-- crackcite: ignore-next-line[CC204] -->\n"
    slots["prose"] = " <!-- crackcite: ignore[CC101] -->"
    article = ARTICLES[suffix].format(**slots).replace("\n", ends)
    found = judge([read(article.encode(), f"a.{suffix}")], Evidence(offline=True))[0]
    assert [one[:2] for one in aside(found)] == [("CC101", None), ("CC204", 1)]
    assert kept(found) == {"CC102", "CC206"}


def test_a_comment_of_mdx_counts_as_well() -> None:
    slots = dict.fromkeys(SLOTS, "")
    slots["below"] = "\n{/* crackcite: ignore-file[CC101] voir 7 */}\n"
    slots["one"] = " {/* crackcite: ignore[CC204] épuisé */}"
    found = judge([read(MARKDOWN.format(**slots).encode(), "a.mdx")], Evidence(offline=True))[0]
    assert aside(found) == [("CC101", None, "voir 7"), ("CC204", 1, "épuisé")]
    assert "crackcite" not in found.article.document.text


def test_many_comments_cost_little() -> None:
    listed = "\n".join(f"{n}. Castel, R. Titre {n}. <!-- crackcite: ignore[CC2] x -->" for n in range(1, 1001))
    found = judge([read(f"Un fait[1].\n\n## Sources\n\n{listed}\n".encode(), "a.md")], Evidence(offline=True))[0]
    assert sum(one.by == "comment" for one in found.set_aside) == 1000


CODE = [
    ("md", "```\n<!-- crackcite: ignore-file[CC101] -->\n```\n"),
    ("md", "    <!-- crackcite: ignore-file[CC101] -->\n"),
    ("md", "Write `<!-- crackcite: ignore-file[CC101] -->` there.\n"),
    ("html", "<pre>&lt;!-- crackcite: ignore-file[CC101] --&gt;</pre>"),
    ("html", "<script>var a = '<!-- crackcite: ignore-file[CC101] -->'</script>"),
    ("tex", "\\begin{verbatim}\n% crackcite: ignore-file[CC101]\n\\end{verbatim}"),
    ("tex", "Cent \\% crackcite: ignore-file[CC101]"),
]


@pytest.mark.parametrize(("suffix", "quoted"), CODE)
def test_code_that_quotes_a_comment_is_none(suffix: str, quoted: str) -> None:
    found = judged(suffix, below=f"\n{quoted}\n")
    assert found.set_aside == ()
    assert kept(found) >= PLAIN - {"CC206"}


WRONG = [
    ("ignore", "it does not name the rules to ignore"),
    ("ignore[] parce que", "it does not name the rules to ignore"),
    ("ignore CC401", "it does not name the rules to ignore"),
    ("ignore[CC777]", "there is no rule “CC777”"),
    ("ignore[dead-lnk]", "did you mean dead-link?"),
    ("ignore[CC903]", "a comment cannot silence CC903"),
    ("ignore-file[unreadable-file]", "a comment cannot silence CC001"),
    ("disable-line[CC401]", "it is none of ignore[…], ignore-next-line[…] and ignore-file[…]"),
    ("noqa: CC401", "it is none of ignore[…], ignore-next-line[…] and ignore-file[…]"),
]


@pytest.mark.parametrize(("words", "told"), WRONG)
@pytest.mark.parametrize("suffix", ["md", "tex"])
def test_a_malformed_comment_is_told_in_a_sentence_of_its_own(suffix: str, words: str, told: str) -> None:
    found = judged(suffix, one=written(suffix, words))
    [wrong] = [finding for finding in found.findings if finding.rule == "CC903"]
    assert told in wrong.message
    assert "does not count" in wrong.message
    assert kept(found) == PLAIN | {"CC903"}


@pytest.mark.parametrize(
    "words", ["crackcite ignore[CC204] reason", "crackcite-ignore CC204", "crackcite-disable CC204"]
)
@pytest.mark.parametrize("suffix", ["md", "tex"])
def test_a_comment_without_its_colon_is_told(suffix: str, words: str) -> None:
    found = judged(suffix, one=written(suffix, "").replace("crackcite:", words))
    [wrong] = [finding for finding in found.findings if finding.rule == "CC903"]
    assert wrong.message.endswith("does not count: a colon is missing behind “crackcite”.")


@pytest.mark.parametrize("words", ["crackcite", "crackcite is what checks this", "see crackcite: ignore[CC204]"])
@pytest.mark.parametrize("suffix", ["md", "tex"])
def test_a_comment_that_only_speaks_of_it_is_none(suffix: str, words: str) -> None:
    found = judged(suffix, one=written(suffix, "").replace("crackcite:", words))
    assert (found.set_aside, "CC903" in kept(found)) == ((), False)


def test_a_comment_that_says_nothing_ends_where_it_ends() -> None:
    found = judged("md", one=" <!-- crackcite:-->", two=" <!-- x -->")
    [wrong] = [finding for finding in found.findings if finding.rule == "CC903"]
    assert "“”" in wrong.message


@pytest.mark.parametrize(
    ("suffix", "slots", "alone"),
    [
        ("md", {"one": " <!-- crackcite: ignore[CC103] -->"}, False),
        ("html", {"one": " <!-- crackcite: ignore[CC103] -->"}, False),
        ("md", {"first": "\nde plus <!-- crackcite: ignore[CC103] -->"}, False),
        ("md", {"below": "\n<!-- crackcite: ignore[CC103] -->\n"}, True),
        ("md", {"between": "<!-- crackcite: ignore[CC103] -->\n"}, True),
    ],
)
def test_ignore_next_line_is_recommended_to_a_comment_that_stands_alone(suffix, slots, alone) -> None:
    [unused] = [finding for finding in judged(suffix, **slots).findings if finding.rule == "CC903"]
    assert ("on a line of its own" in unused.hint) is alone


def test_what_is_sound_in_a_comment_counts_beside_what_is_not() -> None:
    found = judged("md", one=" <!-- crackcite: ignore[CC204, CC777] épuisé -->")
    assert aside(found) == [("CC204", 1, "épuisé")]
    assert "CC903" in kept(found)


UNUSED = [
    ("other", "ignore[CC101]", (), True),
    ("other", "ignore[CC101]", ("CC1",), True),
    ("other", "ignore[CC101]", ("CC2", "CC9"), False),  # CC101 was not asked for
    ("other", "ignore[CC1,CC2]", ("CC101", "CC9"), False),
    ("two", "ignore[CC401]", (), False),  # offline
    ("two", "ignore[CC302]", (), False),
    ("two", "ignore[CC501]", (), False),  # hangs on the other articles
    ("two", "ignore[CC901,CC902]", (), False),  # hangs on the day
    ("two", "ignore[CC204]", (), True),
    ("end", "ignore-file[CC103]", (), True),
    ("end", "ignore-next-line[CC103]", (), True),  # there is no next line
]


@pytest.mark.parametrize(("slot", "words", "select", "useless"), UNUSED)
def test_an_unused_comment_is_told_where_its_rule_was_judged(slot, words, select, useless) -> None:
    policy = Policy(select=(*select, "CC903") if select else ())
    found = judged("md", policy, **{slot: f" <!-- crackcite: {words} -->"})
    assert ("CC903" in kept(found)) is useless


def test_of_several_rules_the_useless_ones_are_named() -> None:
    found = judged("md", three=" <!-- crackcite: ignore[CC102, CC103, CC207] -->")
    [unused] = [finding for finding in found.findings if finding.rule == "CC903"]
    assert unused.message == (
        "The comment “ignore[CC102, CC103, CC207]” in line 11 silences nothing: "
        "nothing of CC103 and CC207 is found there."
    )
    assert (unused.reference, unused.severity) == (3, "warning")


@pytest.mark.parametrize("suffix", ARTICLES)
def test_a_comment_changes_nothing_of_what_is_read(suffix: str) -> None:
    words = "ignore[CC204] voir la note 7 et https://example.org/8 (2019), doi:10.1000/182"
    plain, noted = judged(suffix), judged(suffix, one=written(suffix, words), prose=written(suffix, words))
    assert noted.article.document.text == plain.article.document.text
    assert noted.article.references == plain.article.references
    assert noted.article.markers == plain.article.markers


def test_a_comment_in_a_wrapped_paragraph_leaves_its_lines_together() -> None:
    words = "Le logement stable précède le soin, dit-on depuis trente ans dans les villes\nqui l’ont essayé[1]."
    comment = f" <!-- crackcite: ignore[CC101] {'une longue raison ' * 8}-->"
    plain = read(words.encode(), "a.md").document.text
    assert (
        read(words.replace("villes", f"villes{comment}", 1).encode(), "a.md").document.text.replace("  ", " ") == plain
    )


def test_positions_in_a_text_with_comments_are_those_of_the_file() -> None:
    found = judged(
        "txt", first=" <!-- crackcite: ignore-file[CC204] a -->", above="<!-- crackcite: ignore-file[CC206] -->\n"
    )
    source = found.article.document.source or ""
    [missing] = [finding for finding in found.findings if finding.rule == "CC101"]
    where = found.article.document.position(missing.span.start)
    line = source.splitlines()[where.line - 1]
    assert line[where.column - 1 :].startswith("[2,9]")
