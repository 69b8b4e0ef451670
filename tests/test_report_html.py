"""The page for editors, read as a parser reads it: what it holds, where it leads, and that nothing gets in."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from builders import TEXT, article, crossref, document, finding, judged, page, report, rich_report, span, unanswered
from editorial import crise
from hypothesis import given, settings
from hypothesis import strategies as st
from world import World

from crackcite.languages import voice
from crackcite.model import (
    Answer,
    Document,
    Edit,
    Hint,
    HintKind,
    Hop,
    Judged,
    Outcome,
    Question,
    QuestionKind,
    Reason,
    Report,
    SetAside,
    Severity,
    Span,
    Unreadable,
    Verdict,
)
from crackcite.reports.html.blocks import Kind, blocks
from crackcite.reports.html.differences import compared
from crackcite.reports.html.markup import followable
from crackcite.reports.views import VIEWS, Look
from crackcite.run import check
from crackcite.settings import Settings

SAMPLES = Path(__file__).parent.parent / "sample_articles"
_VOID = {"meta", "input", "br"}
_BLOCKS = {"p", "li", "td", "th", "dt", "dd", "h2", "h3", "h4"}


def shown(report: Report, language: str = "en") -> str:
    return VIEWS["html"].render(report, Look(language=language))


@dataclass
class Node:
    """An element of a page."""

    name: str
    attributes: dict[str, str]
    children: list[Node | str] = field(default_factory=list)

    def all(self, *names: str) -> Iterator[Node]:
        for child in self.children:
            if isinstance(child, Node):
                if not names or child.name in names:
                    yield child
                yield from child.all(*names)

    def ids(self, key: str) -> list[str]:
        return self.attributes.get(key, "").split()

    def with_class(self, name: str) -> list[Node]:
        return [node for node in self.all() if name in node.attributes.get("class", "").split()]

    @property
    def text(self) -> str:
        inside = "".join(child if isinstance(child, str) else child.text for child in self.children)
        return f" {inside} " if self.name in _BLOCKS else inside

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("#document", {})]
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len({name for name, _ in attrs}) < len(attrs):
            self.faults.append(f"an attribute twice in <{tag}>")
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].name != tag:
            self.faults.append(f"</{tag}> closes <{self.open[-1].name}>")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(html: str) -> Node:
    """The page as a tree; every element must be closed where it was opened."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.faults == []
    assert len(builder.open) == 1
    return builder.open[0]


def several() -> Report:
    return check([str(SAMPLES / name) for name in ("broken.txt", "heat-and-the-city.md")], Settings(offline=True))


def offline(name: str = "broken.txt") -> Report:
    return check([str(SAMPLES / name)], Settings(offline=True))


REPORTS = {
    "everything": rich_report,
    "broken": offline,
    "markdown": lambda: offline("heat-and-the-city.md"),
    "several": several,
    "nothing": report,
    "unreadable": lambda: report(unreadable=(Unreadable("gone.txt", "no such file"),)),
    "no sources": lambda: report(judged(article(references=(), lists=(), markers=()))),
}


@pytest.fixture(params=REPORTS)
def tree(request: pytest.FixtureRequest) -> Node:
    return parsed(shown(REPORTS[request.param]()))


def test_the_page_is_one_document_with_a_language_and_one_main_heading(tree: Node) -> None:
    [html] = [child for child in tree.children if isinstance(child, Node)]
    assert html.attributes["lang"] == "en"
    assert len(list(tree.all("h1"))) == 1
    assert len(list(tree.all("title"))) == len(list(tree.all("main"))) == 1


def test_headings_follow_one_another_without_a_gap(tree: Node) -> None:
    levels = [int(node.name[1]) for node in tree.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_id_is_unique_and_every_link_within_the_page_leads_somewhere(tree: Node) -> None:
    ids = [node.attributes["id"] for node in tree.all() if "id" in node.attributes]
    assert [one for one, number in Counter(ids).items() if number > 1] == []
    targets = {node.attributes["href"][1:] for node in tree.all("a", "use") if node.attributes["href"][0] == "#"}
    assert targets - set(ids) == set()
    named = {one for node in tree.all() for key in ("for", "aria-labelledby") for one in node.ids(key)}
    assert named - set(ids) == set()


def test_every_link_and_every_table_says_what_it_is(tree: Node) -> None:
    assert all(node.words or node.attributes.get("aria-label") for node in tree.all("a"))
    for table in tree.all("table"):
        assert next(table.all("caption")).words
        assert all(node.attributes.get("scope") for node in table.all("th"))


def test_links_out_are_http_and_tell_nobody(tree: Node) -> None:
    for node in tree.all("a"):
        href = node.attributes["href"]
        if not href.startswith("#"):
            assert re.match("https?://", href)
            assert set(node.attributes["rel"].split()) == {"noopener", "noreferrer", "nofollow"}


def test_the_page_needs_nothing_but_itself(tree: Node) -> None:
    assert not list(tree.all("script", "link", "img", "iframe", "object", "form", "base"))
    assert not [node for node in tree.all() if "src" in node.attributes or "style" in node.attributes]
    assert not [name for node in tree.all() for name in node.attributes if name.startswith("on")]


def test_the_policy_lets_in_this_very_style_sheet_and_nothing_else(tree: Node) -> None:
    [policy] = [node for node in tree.all("meta") if node.attributes.get("http-equiv") == "Content-Security-Policy"]
    [style] = tree.all("style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    said = dict(part.strip().split(" ", 1) for part in policy.attributes["content"].split(";"))
    assert said["default-src"] == "'none'"
    assert said["style-src"] == f"'sha256-{digest}'"
    assert "@import" not in style.text
    assert "url(" not in style.text


def test_signs_never_stand_alone(tree: Node) -> None:
    """Beside every drawing stands a word, in the same element."""
    for holder in tree.all("a", "span", "p", "strong", "label", "li"):
        if any(isinstance(child, Node) and "icon" in child.attributes.get("class", "") for child in holder.children):
            assert holder.words


def test_every_marker_leads_to_its_source_and_back() -> None:
    tree = parsed(shown(offline("heat-and-the-city.md")))
    [read] = offline("heat-and-the-city.md").articles
    for at, marker in enumerate(read.article.markers, start=1):
        pieces = [node for node in tree.with_class("marker") if node.attributes.get("id") == f"a1-m{at}"]
        assert len(pieces) == 1
        for number in marker.numbers:
            [source] = [node for node in tree.with_class("source") if f"Source {number} " in node.words]
            assert f"#a1-m{at}" in {link.attributes["href"] for link in source.all("a")}
    links = [link for node in tree.with_class("marker") for link in node.all("a")]
    by_id = {node.attributes["id"]: node for node in tree.with_class("source")}
    for link in links:
        assert by_id[link.attributes["href"][1:]].words.startswith(f"Source {link.words} ")


def test_a_number_without_a_source_leads_nowhere() -> None:
    tree = parsed(shown(offline()))
    [marker] = [node for node in tree.with_class("marker") if node.words == "12"]
    assert list(marker.all("a")) == []


def test_the_article_s_own_text_stands_there_whole() -> None:
    """All that is not a source is in the prose, in order, and every source is in the list."""
    [read] = offline().articles
    tree = parsed(shown(report(replace(read, findings=()))))
    [prose] = tree.with_class("prose")
    title = next(tree.all("h2"))
    text = read.article.document.text
    before = text[: read.article.references[0].label.start]
    assert f"{title.words} {prose.words}" == " ".join(before.split())
    entries = [node.words for node in tree.with_class("entry")]
    assert entries == [" ".join(one.text.split()) for one in read.article.references]


@pytest.mark.parametrize("name", ["broken.txt", "crise-du-logement.txt", "heat-and-the-city.md", "eenzaamheid.txt"])
def test_every_finding_is_told_once_with_its_rule_and_its_hint(name: str) -> None:
    done = offline(name)
    tree = parsed(shown(done))
    notes = [node.words for node in tree.with_class("note")]
    found = [one for _, one in done.findings()]
    assert len(notes) == len(found)
    for one in found:
        [told] = [note for note in notes if " ".join(one.message.split()) in note]
        assert one.rule in told
        assert one.severity in told
        assert " ".join(one.hint.split()) in told


def test_the_verdict_is_the_terminal_s() -> None:
    done = offline()
    tree = parsed(shown(done))
    [verdict] = tree.with_class("verdict")
    terminal = " ".join(VIEWS["terminal"].render(done, Look(width=500)).split())
    assert f"✗ {verdict.words}" in terminal


def flagged(*findings: object) -> Node:
    """The paragraph of ``TEXT`` with findings in it."""
    return parsed(shown(report(judged(findings=findings))))  # type: ignore[arg-type]


def test_findings_may_share_a_place() -> None:
    place = span(TEXT, "2,3")
    tree = flagged(finding(place), finding(place, "CC105", "first-citation-order", Severity.WARNING, "Out of turn."))
    marks = [node for node in tree.all("mark") if "," in node.text or node.text in ("2", "3")]
    assert {node.attributes["class"] for node in marks} == {"finding error warning"}
    assert [node.words for node in tree.with_class("flag")] == ["error 1", "warning 2"]


def test_findings_may_overlap_and_no_element_crosses_another() -> None:
    tree = flagged(
        finding(span(TEXT, "Les études le confirment")),
        finding(span(TEXT, "confirment « sans"), "CC206", "placeholder", Severity.WARNING, "Overlaps."),
        finding(span(TEXT, "le confirment « sans ambiguïté »2"), "CC108", "ambiguous-marker", Severity.INFO, "Wider."),
    )
    marked = [(node.text, node.attributes["class"].removeprefix("finding ")) for node in tree.all("mark")]
    assert marked[:5] == [
        ("Les études ", "error"),
        ("le ", "error info"),
        ("confirment", "error warning info"),
        (" « sans", "warning info"),
        (" ambiguïté »", "info"),
    ]


def test_a_finding_over_two_paragraphs_is_marked_in_both_and_told_after_the_first() -> None:
    text = TEXT.replace("rue1. Les", "rue1.\nLes")
    place = Span(text.index("équipes"), text.index("confirment"))
    tree = parsed(shown(report(judged(article(text), [finding(place)]))))
    first, second = (node for node in tree.with_class("block") if list(node.all("mark")))
    assert len(first.with_class("note")) == 1
    assert second.with_class("note") == []
    assert [node.text for node in second.all("mark")] == ["Les études le "]
    assert len(tree.with_class("flag")) == 1


def test_a_finding_without_a_place_is_told_at_the_head() -> None:
    tree = flagged(finding(Span(0, 0), "CC004", "nothing-to-check", Severity.INFO, "Nothing was checked."))
    [note] = tree.with_class("note")
    assert "Nothing was checked." in note.words
    assert tree.with_class("flag") == []
    assert list(note.with_class("back")) == []


def test_a_source_shows_its_badge_its_record_its_link_and_who_was_asked() -> None:
    tree = parsed(shown(rich_report()))
    second, third = tree.with_class("source")[1:]
    assert [node.words for node in second.with_class("badge")] == ["verified"]
    [table] = second.all("table")
    rows = {next(row.all("th")).words.split(" ")[0]: row.words for row in table.all("tr")}
    assert "agrees" in rows["Year"]
    assert "Sam Tsemberis; A Consortium" in rows["Authors"]
    assert "2026-11-23 10:00 UTC" in second.words
    assert "api.crossref.org" in second.words
    assert "Suggestion: https://doi.org/10.2105/AJPH.94.4.651" in second.words
    assert "no answer in 20 s" in third.words


def test_a_link_shows_where_it_leads_and_how() -> None:
    url = "https://www.housingfirstbelgium.be/"
    hops = (Hop(301, "https://housingfirst.example/old"), Hop(302, "https://housingfirst.example/fr"))
    moved = page(url, hops=hops, title="Housing First Belgium")
    moved = replace(moved, outcome=Outcome.MOVED, page=replace(moved.page, url="https://housingfirst.example/fr"))
    copy = Answer(
        Question(QuestionKind.ARCHIVE, url),
        Outcome.FOUND,
        value="https://web.archive.org/web/2024/x",
        detail="archived on 2024-01-02",
    )
    tree = parsed(shown(report(judged(evidence=((), (), (moved, copy))), offline=False)))
    source = tree.with_class("source")[2]
    assert "Final address https://housingfirst.example/fr" in source.words
    assert "301 → https://housingfirst.example/old 302 → https://housingfirst.example/fr" in source.words
    assert "https://web.archive.org/web/2024/x (archived on 2024-01-02)" in source.words


@pytest.mark.parametrize(
    ("cited", "recorded", "left", "right"),
    [
        ("Housing first, choice", "Housing First, Choice", [], []),
        ("Why do inequality produce crime", "Why does inequality produce crime", ["do"], ["does"]),
        ("A short title", "A short title: with more", [], ["with more"]),
        ("Café — crème", "Cafe creme", [], []),
        ("2012", "2021", ["2012"], ["2021"]),
        (
            "Eviction and the poor",
            "Why do crime and low trust rise",
            ["Eviction and the poor"],
            ["Why do crime and low trust rise"],
        ),
    ],
)
def test_differences_are_marked_word_by_word(cited: str, recorded: str, left: list[str], right: list[str]) -> None:
    ours, theirs = (parsed(str(side)) for side in compared(cited, recorded, voice("en")))
    assert [node.children[1] for node in ours.all("del")] == left
    assert [node.children[1] for node in theirs.all("ins")] == right
    assert all("only in the article:" in node.text for node in ours.all("del"))


def test_what_differs_is_marked_in_words_too(world: World, tmp_path: Path) -> None:
    tree = parsed(shown(crise(world, tmp_path)))
    verdicts = Counter(node.words for source in tree.with_class("source") for node in source.with_class("badge"))
    assert set(verdicts) == {"verified", "mismatch", "retracted", "broken", "unverified"}
    third = tree.with_class("source")[2]
    differing = [row.words for row in third.all("tr") if row.attributes.get("class") == "differs"]
    assert differing == [
        "Year differs [only in the article: 2023] [only in the record: 2019]",
        "Volume differs [only in the article: 29] [only in the record: 27]",
    ]
    assert "open" in next(third.all("details")).attributes
    agreeing = [row.words for row in tree.with_class("source")[0].all("tr") if "differs" in row.words]
    assert agreeing == []


def test_what_was_not_done_is_said() -> None:
    aside = SetAside(finding(span(TEXT, "2,3"), message="Cited too early."), "comment", "agreed with the editor")
    done = report(
        replace(judged(), set_aside=(aside,)),
        offline=False,
        away="Nothing could be verified: no name could be resolved.",
        remarks=("The cache cannot be used.",),
        unreadable=(Unreadable("gone.txt", "no such file"),),
        partial=True,
    )
    said = parsed(shown(done)).words
    for sentence in (
        "Partial report",
        "The network was away",
        "Not read: gone.txt: no such file",
        "The cache cannot be used.",
        "1 finding set aside",
        "Cited too early.",
        "agreed with the editor",
    ):
        assert sentence in said


def test_several_articles_have_an_index() -> None:
    tree = parsed(shown(several()))
    [index] = tree.with_class("index")
    rows = [[cell.words for cell in row.all("th", "td")] for row in index.all("tr")][1:]
    assert [row[1:4] for row in rows] == [["9", "5", "3"], ["0", "0", "0"]]
    assert [link.attributes["href"] for link in index.all("a")] == ["#a1", "#a2"]


def test_the_article_keeps_its_own_language_and_the_page_the_reader_s() -> None:
    tree = parsed(shown(offline("crise-du-logement.txt"), "nl"))
    assert next(tree.all("html")).attributes["lang"] == "nl"
    assert tree.with_class("prose")[0].attributes["lang"] == "fr"
    assert {node.attributes["lang"] for node in tree.with_class("entry")} == {"fr"}


def test_control_characters_are_shown_and_not_obeyed() -> None:
    text = TEXT.replace("Un toit", "Un \u202etoit\u2066 caché\u0007")
    html = shown(report(judged(article(text))))
    assert "Un ⟨U+202E⟩toit⟨U+2066⟩ caché␇" in html
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069]", html)


def hinted(text: str, *hints: tuple[HintKind, str, str, int]) -> Document:
    found = tuple(Hint(kind, span(text, part), value, level) for kind, part, value, level in hints)
    return replace(document(text), format="html", hints=found)


def test_markup_becomes_headings_items_and_rows() -> None:
    text = "Titre\n\nUn paragraphe\nsur deux lignes.\n\nSous-titre\n\nun\n\ndeux\n\nA\tB"
    read = hinted(
        text,
        (HintKind.HEADING, "Titre", "", 2),
        (HintKind.HEADING, "Sous-titre", "", 4),
        (HintKind.ITEM, "un\n"[:2], "1", 0),
        (HintKind.ITEM, "deux\n\nA"[:4], "2", 0),
        (HintKind.TABLE, "A\tB", "", 0),
    )
    read = replace(read, hints=tuple(replace(h, span=_at(text, h)) for h in read.hints))
    of = replace(article(), document=read, markers=(), references=(), lists=())
    found = [(block.kind, block.span.of(text), block.level) for block in blocks(of)]
    assert found == [
        (Kind.HEADING, "Titre", 1),
        (Kind.PARAGRAPH, "Un paragraphe\nsur deux lignes.", 0),
        (Kind.HEADING, "Sous-titre", 2),
        (Kind.ITEM, "un", 0),
        (Kind.ITEM, "deux", 0),
        (Kind.ROW, "A\tB", 0),
    ]


def _at(text: str, hint: Hint) -> Span:
    """The place on a line of its own of what a hint names."""
    said = hint.span.of(text)
    start = f"\n{text}\n".index(f"\n{said}\n")
    return Span(start, start + len(said))


def test_code_keeps_its_lines_and_cells_stand_apart() -> None:
    text = "Titre\n\nx = 1\ny = 2\n\nA\tB"
    read = hinted(text, (HintKind.CODE, "x = 1\ny = 2", "", 0), (HintKind.TABLE, "A\tB", "", 0))
    html = shown(report(judged(replace(article(), document=read, markers=(), references=(), lists=()))))
    assert "<pre><code>x = 1\ny = 2</code></pre>" in html
    assert "A\u2003B" in html


def test_lines_wrapped_by_hand_are_one_paragraph_and_long_lines_one_each() -> None:
    wrapped = (
        "Les personnes sans abri meurent bien plus jeunes\nque leurs voisins logés, dit-on.\n\nBeaucoup tombaient."
    )
    of = replace(article(), document=document(wrapped), markers=(), references=(), lists=())
    assert [block.span.of(wrapped).count("\n") for block in blocks(of)] == [1, 0]
    long = f"{'Les personnes sans abri meurent jeunes. ' * 5}\nBeaucoup tombaient."
    of = replace(article(), document=document(long), markers=(), references=(), lists=())
    assert len(blocks(of)) == 2


HOSTILE = st.one_of(
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "</style><script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "' onmouseover='alert(1)",
            "javascript:alert(1)",
            "data:text/html,<b>",
            "<!--",
            "]]>",
            "&lt;b&gt;",
            "\u202e\u2066",
            "\ud800",
            "<svg/onload=alert(1)>",
            "{counts}",
        ]
    ),
    st.text(max_size=40),
)

#: What a page may consist of; anything else would have come from an article.
ELEMENTS = (
    "html head meta title style body svg symbol circle path use a header h1 h2 h3 h4 h5 h6 span p main section "
    "fieldset legend div label input select option optgroup ul ol li strong mark sup code bdi ins del dl dt dd "
    "table caption thead tbody tr th td details summary time article footer q pre"
)


def hostile(words: str, address: str) -> Judged:
    """An article in which every text that comes from outside is ``words``."""
    within = re.sub(r"\s", " ", words)
    text = TEXT.replace("équipes", within).replace("Féantsa", within)
    read = replace(article(text, path=words or "a"), language="fr", remarks=(words,))
    evidence = (
        (crossref("10.1/x", words, containers=(words,), years=(2000,), year=2000, volume=words, pages=words),),
        (unanswered(QuestionKind.PAGE, address, Reason.TIMEOUT, words),),
        (
            replace(
                page(address, title=words, hops=(Hop(301, address),)), source=words, value=address, checked_at=words
            ),
            Answer(Question(QuestionKind.ARCHIVE, address), Outcome.FOUND, value=address, detail=words),
        ),
    )
    found = finding(
        span(text, "Les études"), message=words, hint=words, subject=words, fix=Edit(Span(0, 0), words), name=words
    )
    return replace(
        judged(read, [found], (Verdict.MISMATCH, Verdict.BROKEN, Verdict.VERIFIED), evidence),
        set_aside=(SetAside(found, words, words),),
    )


@settings(deadline=None)
@given(words=HOSTILE, address=HOSTILE)
def test_nothing_of_an_article_or_the_web_becomes_markup(words: str, address: str) -> None:
    of = hostile(words, address)
    done = report(of, of, away=words, remarks=(words,), unreadable=(Unreadable(words, words),))
    tree = parsed(shown(done))
    assert {node.name for node in tree.all()} <= set(ELEMENTS.split())
    assert not [name for node in tree.all() for name in node.attributes if name.startswith("on") or name == "style"]
    for node in tree.all("a"):
        assert re.match("#|https?://", node.attributes["href"])
    assert len(list(tree.all("style"))) == 1


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://127.0.0.1:8000/", True),
        ("https://exämple.org/ü", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("ftp://example.org/", False),
        ("//example.org/", False),
        ("https://", False),
        ("https://exa mple.org/", False),
        ("https://example.org/\u202e", False),
        ("https://[::1", False),
        ("java\nscript:alert(1)", False),
    ],
)
def test_only_plain_web_addresses_can_be_followed(url: str, may: bool) -> None:
    assert followable(url) is may
