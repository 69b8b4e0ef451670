"""Renumbering: by first citation, and every marker still names the same works."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from articles import STYLES, articles
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import docx, paragraph, raised, run
from shared import shared

from crackcite import rules
from crackcite.fixes.renumber import renumbered
from crackcite.inputs import read
from crackcite.model import Article, Evidence


def codes(article: Article) -> set[str]:
    case = rules.Case(article, Evidence())
    return {
        code for code in ("CC101", "CC103", "CC104", "CC105", "CC106", "CC107") if [*rules.table()[code].check(case)]
    }


def works(article: Article) -> list[set[str]]:
    """For every marker, the works that it names: a DOI stands for the work, else the text."""
    named = {r.number: r.text.rpartition("10.1000/")[2] for r in article.references}
    return [{named[number] for number in marker.numbers} for marker in article.markers]


def around(article: Article) -> list[str]:
    """What stands outside markers and list, byte for byte."""
    text = article.document.text
    start = min(min(r.label.start, r.span.start) for r in article.references)
    end = max(r.span.end for r in article.references)
    holes = [m.span for m in article.markers]
    pieces, at = [], 0
    for hole in holes:
        pieces.append(text[at : hole.start])
        at = hole.end
    return [*pieces, text[at:start], text[end:]]


@pytest.mark.parametrize("name", STYLES)
@given(data=st.data(), merge=st.booleans(), duplicates=st.booleans())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_marker_still_names_the_same_works(name: str, data: st.DataObject, merge: bool, duplicates: bool) -> None:
    made = data.draw(articles(STYLES[name], duplicates=duplicates))
    before = read(made.data, made.path)
    result = renumbered(made.data, before, merge=merge)
    if result.refused:
        assert result.data == made.data
        return
    now = read(result.data, made.path)
    wanted = {"CC103", "CC104", "CC105"} | ({"CC107"} if merge else set())
    assert not codes(now) & wanted
    assert works(now) == works(before)
    assert around(now) == around(before)
    again = renumbered(result.data, now, merge=merge)
    assert (again.data, again.edits, again.refused) == (result.data, (), "")


CASTEL = "Castel, R. Les métamorphoses de la question sociale. (Fayard, Paris, 1995)."
WACQUANT = "Wacquant, L. Les prisons de la misère. (Raisons d’agir, 1999). https://doi.org/10.1000/prisons"
FOUCAULT = "Foucault, M. Sécurité, territoire, population. (Gallimard, 2004)."
NETTLE = "Nettle, D. Why do inequality and deprivation produce high crime? Sci. Rep. 11, 1937 (2021)."
SOURCES = (CASTEL, WACQUANT, FOUCAULT, NETTLE)


def numbered(label: str, *sources: str, gap: str = "\n") -> str:
    """A list whose labels are ``label`` with the numbers 1, 2, 3 …"""
    return gap.join(label.format(number) + source for number, source in enumerate(sources, 1))


def after(text: str, path: str = "article.txt", *, merge: bool = False) -> str:
    """The text renumbered; the reason where that is refused."""
    data = text.encode()
    result = renumbered(data, read(data, path), merge=merge)
    assert (result.data == data) == (not result.edits)
    return result.refused or result.data.decode()


def of(prose: str, *sources: str, label: str = "[{}] ") -> str:
    return f"{prose}\n\nSources\n{numbered(label, *sources)}\n"


MARKERS = {
    "one each": ("La rue [3] est longue [1]. Voilà [2].", "La rue [1] est longue [2]. Voilà [3]."),
    "an ascending marker stays ascending": ("La rue [3] est [1,3], puis [2].", "La rue [1] est [1,2], puis [3]."),
    "one in another order keeps it": ("La rue [3] est [3; 1], puis [2].", "La rue [1] est [1; 2], puis [3]."),
    "what else the brackets say": ("La rue [3, p. 12] est [see 1]. Et [2].", "La rue [1, p. 12] est [see 2]. Et [3]."),
    "a range that stays one": ("La rue [2] est [1–3], puis [1].", "La rue [1] est [1–3], puis [2]."),
    "a range that comes apart": ("A [3]. B [2]. C [1, 2] d [2–4].", "A [1]. B [2]. C [2, 3] d [1, 2, 4]."),
    "spaces of its own": ("La rue [4] est [1 , 3]. Et [2].", "La rue [1] est [2 , 3]. Et [4]."),
}  # fmt: skip


@pytest.mark.parametrize("case", MARKERS)
def test_a_marker_is_written_as_it_was(case: str) -> None:
    before, expected = MARKERS[case]
    assert after(of(before, *SOURCES)).partition("\n")[0] == expected


RANGES = {
    "ranges where the article writes them": ("A [5]. B [1–4]. C [2, 3, 5].", "A [1]. B [2–5]. C [1, 3, 4]."),
    "no ranges where it writes none": ("A [2]. B [1, 3, 4]. C [3].", "A [1]. B [2, 3, 4]. C [3]."),
    "hyphens stay hyphens": ("A [2]. B [1-3]. C [4, 5].", "A [1]. B [1-3]. C [4, 5]."),
    "two in a row are a range where they were": ("A [5]. B [1–2]. C [3, 4].", "A [1]. B [2–3]. C [4–5]."),
}


@pytest.mark.parametrize("case", RANGES)
def test_ranges_follow_the_articles_habit(case: str) -> None:
    before, expected = RANGES[case]
    fifth = "Padgett, D. Housing First: Ending Homelessness. (Oxford University Press, 2016)."
    assert after(of(before, *SOURCES, fifth)).partition("\n")[0] == expected


@pytest.mark.parametrize("label", ["[{}] ", "{}. ", "{}) ", "({}) ", "{}.\t", "[{}]: "])
def test_the_list_keeps_its_labels(label: str) -> None:
    text = of("La rue [3] est longue [1]. Voilà [2].", *SOURCES[:3], label=label)
    expected = of("La rue [1] est longue [2]. Voilà [3].", FOUCAULT, CASTEL, WACQUANT, label=label)
    assert after(text) == expected


def test_entries_move_with_all_their_lines_and_line_breaks_stay() -> None:
    before = (
        "La rue [2] est longue [1].\r\n\r\nSources\r\n"
        "[1] Castel, R. Les métamorphoses de la question\r\n    sociale. (1995).\r\n"
        "[2] Wacquant, L. Les prisons\r\n    de la misère. (1999)."
    )
    assert after(before) == (
        "La rue [1] est longue [2].\r\n\r\nSources\r\n"
        "[1] Wacquant, L. Les prisons\r\n    de la misère. (1999).\r\n"
        "[2] Castel, R. Les métamorphoses de la question\r\n    sociale. (1995)."
    )


def test_gaps_close_and_what_nobody_cites_goes_last() -> None:
    before = f"A [2]. B [5].\n\nSources\n[1] {CASTEL}\n[2] {WACQUANT}\n[4] {FOUCAULT}\n[5] {NETTLE}\n"
    assert after(before) == of("A [1]. B [2].", WACQUANT, NETTLE, CASTEL, FOUCAULT)


def test_a_number_that_two_carry_is_mended_where_nobody_cites_it() -> None:
    before = f"A [1]. B [2].\n\nSources\n[1] {CASTEL}\n[2] {WACQUANT}\n[3] {FOUCAULT}\n[3] {NETTLE}\n"
    assert after(before) == of("A [1]. B [2].", *SOURCES)


POORER = "Wacquant, L. Les prisons de la misère. doi:10.1000/PRISONS."


@pytest.mark.parametrize("sources", [(POORER, CASTEL, WACQUANT), (WACQUANT, CASTEL, POORER)])
def test_of_two_that_are_one_work_the_one_that_says_more_is_kept(sources: tuple[str, ...]) -> None:
    before = of("A [1]. B [2]. C [3]. D [1, 2, 3].", *sources)
    assert after(before, merge=True) == of("A [1]. B [2]. C [1]. D [1, 2].", WACQUANT, CASTEL)
    assert after(before) == before


def test_each_list_is_numbered_for_itself() -> None:
    between = "Une deuxième partie commence ici avec assez de texte pour compter. " * 8
    before = of("A [2]. B [1].", CASTEL, WACQUANT) + f"\n{between}\n" + of("C [2]. D [1].", FOUCAULT, NETTLE)
    expected = of("A [1]. B [2].", WACQUANT, CASTEL) + f"\n{between}\n" + of("C [1]. D [2].", NETTLE, FOUCAULT)
    assert after(before) == expected


MARKDOWN = {
    "footnotes": (
        f"La rue[^3] est.[^1]\n\nVoilà.[^2]\n\n{numbered('[^{}]: ', CASTEL, WACQUANT, FOUCAULT)}\n",
        f"La rue[^1] est.[^2]\n\nVoilà.[^3]\n\n{numbered('[^{}]: ', FOUCAULT, CASTEL, WACQUANT)}\n",
    ),
    "footnotes between paragraphs": (
        f"La rue[^2] est.[^1]\n\n[^1]: {CASTEL}\n\nVoilà.[^1]\n\n[^2]: {WACQUANT}\n    et la suite\n",
        f"La rue[^1] est.[^2]\n\n[^1]: {WACQUANT}\n    et la suite\n\nVoilà.[^2]\n\n[^2]: {CASTEL}\n",
    ),
    "named footnotes keep their names": (
        f"La rue[^w] est.[^c]\n\n[^c]: {CASTEL}\n[^w]: {WACQUANT}\n",
        f"La rue[^w] est.[^c]\n\n[^w]: {WACQUANT}\n[^c]: {CASTEL}\n",
    ),
    "a list that rendering counts": (
        f"La rue<sup>2</sup> est<sup>1</sup>.\n\n## Sources\n\n1. {CASTEL}\n1. *{WACQUANT}*\n",
        f"La rue<sup>1</sup> est<sup>2</sup>.\n\n## Sources\n\n1. *{WACQUANT}*\n1. {CASTEL}\n",
    ),
    "definitions": (
        "La rue [2] est [1].\n\n[1]: https://a.example/un\n[2]: https://b.example/deux\n",
        "La rue [1] est [2].\n\n[1]: https://b.example/deux\n[2]: https://a.example/un\n",
    ),
    "links go with their numbers": (
        "La rue [[2](#r2)] est [[1](#r1), [2](#r2)].\n\n## Sources\n\n"
        f'1. <a id="r1"></a>{CASTEL}\n2. <a id="r2"></a>{WACQUANT}\n',
        "La rue [[1](#r2)] est [[1](#r2), [2](#r1)].\n\n## Sources\n\n"
        f'1. <a id="r2"></a>{WACQUANT}\n2. <a id="r1"></a>{CASTEL}\n',
    ),
}


@pytest.mark.parametrize("case", MARKDOWN)
def test_markdown(case: str) -> None:
    before, expected = MARKDOWN[case]
    assert after(before, "article.md") == expected


def test_named_footnotes_are_merged_by_name() -> None:
    before = f"A.[^a] B.[^b] C.[^c]\n\n[^a]: {WACQUANT}\n[^b]: {CASTEL}\n[^c]: {WACQUANT}\n"
    expected = f"A.[^a] B.[^b] C.[^a]\n\n[^a]: {WACQUANT}\n[^b]: {CASTEL}\n"
    assert after(before, "article.md", merge=True) == expected


def cite(number: int, to: int) -> str:
    return f'<a href="#ref-{to}">{number}</a>'


def listed(*entries: tuple[int, str]) -> str:
    return "\n".join(f'<p id="ref-{to}">[{at}] {text}</p>' for at, (to, text) in enumerate(entries, 1))


HTML = {
    "a list that the browser counts": (
        f"<p>A<sup>2</sup> b<sup>1</sup>.</p><h2>Sources</h2><ol>\n<li>{CASTEL}</li>\n<li>{WACQUANT}</li>\n</ol>",
        f"<p>A<sup>1</sup> b<sup>2</sup>.</p><h2>Sources</h2><ol>\n<li>{WACQUANT}</li>\n<li>{CASTEL}</li>\n</ol>",
    ),
    "links and ids": (
        f"<p>A [{cite(2, 2)}] b [{cite(1, 1)}, {cite(3, 3)}].</p><h2>Sources</h2>"
        + listed((1, CASTEL), (2, WACQUANT), (3, FOUCAULT)),
        f"<p>A [{cite(1, 2)}] b [{cite(2, 1)}, {cite(3, 3)}].</p><h2>Sources</h2>"
        + listed((2, WACQUANT), (1, CASTEL), (3, FOUCAULT)),
    ),
    "a range whose ends are links": (
        f"<p>A [{cite(2, 2)}] b [{cite(3, 3)}] c [{cite(1, 1)}–{cite(3, 3)}].</p><h2>Sources</h2>"
        + listed((1, CASTEL), (2, WACQUANT), (3, FOUCAULT)),
        f"<p>A [{cite(1, 2)}] b [{cite(2, 3)}] c [{cite(1, 2)}–{cite(3, 1)}].</p><h2>Sources</h2>"
        + listed((2, WACQUANT), (3, FOUCAULT), (1, CASTEL)),
    ),
    "between line breaks": (
        f"<p>A<sup>2</sup> b<sup>1</sup>.</p><h2>Sources</h2>\n<p>1. {CASTEL}<br>\n2. <i>{WACQUANT}</i></p>",
        f"<p>A<sup>1</sup> b<sup>2</sup>.</p><h2>Sources</h2>\n<p>1. <i>{WACQUANT}</i><br>\n2. {CASTEL}</p>",
    ),
    "tags left open": (
        f"<p>A<sup>2</sup> b<sup>1</sup>.<h2>Sources</h2><ol>\n<li>{CASTEL}\n<li>{WACQUANT}\n</ol>",
        f"<p>A<sup>1</sup> b<sup>2</sup>.<h2>Sources</h2><ol>\n<li>{WACQUANT}\n<li>{CASTEL}\n</ol>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", HTML)
def test_html(case: str) -> None:
    before, expected = (f"<html><body>{side}</body></html>" for side in HTML[case])
    assert after(before, "article.html") == expected


def test_links_to_a_merged_source_lead_to_the_one_that_is_kept() -> None:
    before = (
        f"<html><body><p>A [{cite(1, 1)}] b [{cite(2, 2)}] c [{cite(3, 3)}].</p><h2>Sources</h2>"
        f"{listed((1, WACQUANT), (2, CASTEL), (3, WACQUANT))}</body></html>"
    )
    expected = (
        f"<html><body><p>A [{cite(1, 1)}] b [{cite(2, 2)}] c [{cite(1, 1)}].</p><h2>Sources</h2>"
        f"{listed((1, WACQUANT), (2, CASTEL))}</body></html>"
    )
    assert after(before, "article.html", merge=True) == expected


REFUSED = {
    "a marker without a source": (of("A [2]. B [1]. C [7].", CASTEL, WACQUANT), "has that number"),
    "a number that two carry": (
        f"A [2]. B [1].\n\nSources\n[1] {CASTEL}\n[2] {WACQUANT}\n[2] {NETTLE}\n", "only you know",
    ),
    "a malformed marker": (of("A [2]. B [1,,2].", CASTEL, WACQUANT), "malformed"),
    "ibid.": (of("A [2]. B [1].", CASTEL, "Ibid., p. 34 et pages suivantes (1995)."), "Ibid"),
    "a divided list": (
        f"A [2]. B [1].\n\nSources\n[1] {CASTEL}\n\nRapports\n[2] {WACQUANT}\n", "“Rapports”",
    ),
    "a citation in a source": (of("A [2]. B [1].", CASTEL, WACQUANT + " Cited in [1], p. 3."), "“[1]” on line 5"),
    "no markers": (of("Rien.", CASTEL, WACQUANT), "no marker cites"),
    "no list": ("Rien [1] du tout [2].\n", "no marker cites"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_certain_is_refused_with_the_reason(case: str) -> None:
    text, reason = REFUSED[case]
    assert reason in after(text)


def test_a_citation_in_a_note_is_not_left_behind() -> None:
    note = '<p id="fn1"><a href="#back">*</a> Voir aussi <sup>2</sup>.</p>'
    before = (
        f'<html><body><p>A<sup>2</sup> b<sup>1</sup> c<a id="back" href="#fn1">*</a>.</p>{note}<h2>Sources</h2><ol>\n'
        f"<li>{CASTEL}</li>\n<li>{WACQUANT}</li>\n</ol></body></html>"
    )
    assert "“2” on line 1 seems to cite a source" in after(before, "article.html")


def test_formats_that_cannot_be_written_are_refused() -> None:
    data = rb"{\rtf1 A [2]. B [1].\par Sources\par [1] Castel, R. (1995).\par [2] Wacquant, L. (1999).\par}"
    assert "Word" in renumbered(data, read(data, "a.rtf")).refused


def test_links_that_markdown_defines_by_number_are_not_led_astray() -> None:
    before = f"A [2] b [1].\n\n## Sources\n\n1. {CASTEL}\n2. {WACQUANT}\n\n[1]: https://a.example/un\n[2]: https://b.example/deux\n"
    assert "would not lead to its source" in after(before, "article.md")


def test_what_is_left_to_the_editor_is_said() -> None:
    data = of("A [2]. Voir source 1. B [1]. C [3]. D [4].", *sorted(SOURCES)).encode()
    notes = " ".join(renumbered(data, read(data, "a.txt")).notes)
    assert "“Voir source 1”" in notes
    assert "alphabetical" in notes


ITALIC = "<w:i/>"
COUNTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def entry(label: str, text: str) -> str:
    return paragraph(label, run(text, ITALIC), properties=COUNTED if not label else "")


@pytest.mark.parametrize("labels", [("1. ", "2. "), ("", "")])
def test_paragraphs_of_word_move_whole(labels: tuple[str, str]) -> None:
    one, two = labels
    before = paragraph("A", raised("2"), " b", raised("1"), raised(","), raised("2"), ".") + paragraph("Sources")
    expected = paragraph("A", raised("1"), " b", raised("1"), raised(","), raised("2"), ".") + paragraph("Sources")
    data = docx(before + entry(one, CASTEL) + entry(two, WACQUANT), numbering=NUMBERING)
    result = renumbered(data, read(data, "a.docx"))
    assert result.refused == ""
    with zipfile.ZipFile(io.BytesIO(result.data)) as archive:
        assert expected + entry(one, WACQUANT) + entry(two, CASTEL) in archive.read("word/document.xml").decode()


WORD_REFUSES = {
    "a tracked change": (f'<w:ins w:id="9">{run("B [1].")}</w:ins>', "", "tracked change"),
    "a comment over two sources": ("B [1].", '<w:commentRangeStart w:id="1"/>', "reaches over several sources"),
    "the end of a section": ("B [1].", "<w:r/>", "section"),
}


@pytest.mark.parametrize("case", WORD_REFUSES)
def test_word_keeps_what_cannot_move(case: str) -> None:
    marker, inside, reason = WORD_REFUSES[case]
    section = "<w:sectPr/>" if reason == "section" else ""
    last = '<w:commentRangeEnd w:id="1"/>' if "comment" in inside else "<w:r/>"
    data = docx(
        paragraph("A [2]. ", marker) + paragraph("Sources")
        + paragraph(*filter(None, [inside]), f"[1] {CASTEL}", properties=section) + paragraph(f"[2] {WACQUANT}", last)
    )  # fmt: skip
    result = renumbered(data, read(data, "a.docx"))
    assert reason in result.refused
    assert result.data == data


def real() -> list[Path]:
    found = sorted((Path(__file__).parents[1] / "sample_articles").glob("*.*"))
    try:
        corpus = sorted(shared("corpus", "dev").glob("*.*"))[::23]
        found += [*shared("articles").iterdir(), *(path for path in corpus if path.suffix != ".json")]
    except pytest.skip.Exception:
        pass
    return found


@pytest.mark.parametrize("path", real(), ids=lambda path: path.name)
def test_a_real_article_reads_the_same_or_is_refused(path: Path) -> None:
    data = path.read_bytes()
    before = read(data, path.name)
    result = renumbered(data, before, merge=True)
    if result.refused:
        assert result.data == data
        return
    now = read(result.data, path.name)
    assert cited(now) == cited(before, result.merged)
    assert around(now) == around(before)
    assert not renumbered(result.data, now, merge=True).edits


def cited(article: Article, merged: Mapping[int, int] | None = None) -> list[set[str]]:
    """For every marker, the texts of its sources, a merged one's that of the one kept."""
    kept = {at: (merged or {}).get(at, at) for at in range(len(article.references))}
    texts = {
        (r.section, r.number): " ".join(article.references[kept[at]].text.split())
        for at, r in reversed(list(enumerate(article.references)))
    }
    return [{texts[m.section, n] for n in m.numbers if (m.section, n) in texts} for m in article.markers]
