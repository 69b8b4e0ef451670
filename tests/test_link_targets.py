"""Identifiers behind the words of a link: read, asked about, and never written over."""

from __future__ import annotations

from pathlib import Path

import pytest
from world import Response, World, redirect

from crackcite import readers
from crackcite.extract import extract
from crackcite.mending import mend
from crackcite.model import Article, Identifier
from crackcite.run import check

DOI = "10.1016/S0140-6736(05)71146-6"
MARMOT = {
    "DOI": DOI,
    "title": ["Social determinants of health inequalities"],
    "author": [{"family": "Marmot", "given": "Michael"}],
    "container-title": ["The Lancet"],
    "issued": {"date-parts": [[2005]]},
    "volume": "365",
    "page": "1099-1104",
}
SAID = "Marmot, M. Social determinants of health inequalities. Lancet 365, 1099–1104 (2005)."


def markdown(*sources: str) -> str:
    markers = " ".join(f"Claim [{number}]." for number in range(1, len(sources) + 1))
    listed = "\n".join(f"{number}. {source}" for number, source in enumerate(sources, 1))
    return f"# Health\n\n{markers}\n\n## Sources\n\n{listed}\n"


def html(*sources: str) -> str:
    markers = " ".join(f"Claim<sup>{number}</sup>." for number in range(1, len(sources) + 1))
    listed = "".join(f"<li>{source}</li>\n" for source in sources)
    return f"<p>{markers}</p>\n<h2>Sources</h2>\n<ol>\n{listed}</ol>\n"


def read(text: str, format_: str, path: str = "article") -> Article:
    return extract(readers.read(text.encode(), path, format_))


def told(one: Identifier, article: Article) -> tuple[str, str, str, bool]:
    return one.kind.value, one.value, one.written.of(article.document.text), one.hidden


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[A report](https://example.org/r). 2021.", [("url", "https://example.org/r", "A report", True)]),
        ("[A report][r].\n\n[r]: https://example.org/r 'T'", [("url", "https://example.org/r", "A report", True)]),
        ("Marmot, M. Health. [doi](https://doi.org/10.1234/abc).", [("doi", "10.1234/abc", "doi", True)]),
        (
            "[Health](https://journals.sagepub.com/doi/full/10.1177/1234).",
            [
                ("url", "https://journals.sagepub.com/doi/full/10.1177/1234", "Health", True),
                ("doi", "10.1177/1234", "Health", True),
            ],
        ),
        # The target ends where it ends: its last character is no punctuation of a sentence.
        ("[A report](https://example.org/Acme_Inc.)", [("url", "https://example.org/Acme_Inc.", "A report", True)]),
        # What the text shows is not given twice, and a link whose text is an address is that address.
        (
            "Health. doi:10.1234/abc. [CrossRef](https://doi.org/10.1234/ABC)",
            [("doi", "10.1234/abc", "doi:10.1234/abc", False)],
        ),
        ("[https://a.org/x](https://b.org/y)", [("url", "https://a.org/x", "https://a.org/x", False)]),
        # Searches, ways back, places in the page, mail, addresses that are none: not the source.
        ("Health. [Google Scholar](https://scholar.google.com/scholar?q=health)", []),
        ("Health. [Find it](https://library.example.org/openurl?rft.title=health)", []),
        ("Health. [↩](https://example.org/page#ref1)", []),
        ("Health. [back](#ref1), [mail](mailto:a@example.org), [up](/index.html), [no](https://nowhere)", []),
    ],
)
def test_what_is_behind_the_words_of_a_link(source, expected):
    article = read(markdown(source, "Another source, without anything to look up."), "markdown")
    assert [told(one, article) for one in article.references[0].identifiers] == expected


def test_the_words_of_the_link_are_still_read_as_what_the_source_says():
    article = read(html(f'<a href="https://example.org/r">{SAID}</a>', "Nothing."), "html")
    assert article.references[0].parts.title == "Social determinants of health inequalities"


def test_a_link_to_the_page_itself_is_no_source():
    page = "https://example.org/article"
    article = read(html(f'Health. <a href="{page}#ref1">Back</a>', "Nothing."), "html", page)
    assert article.references[0].identifiers == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (markdown(f"{SAID} [doi](http://dx.doi.org/{DOI})", f"[{SAID}](https://doi.org/{DOI})"), "a.md"),
        (html(f'{SAID} <a href="http://dx.doi.org/{DOI}">doi</a>', "Nothing at all."), "a.html"),
    ],
)
def test_a_doi_behind_a_word_is_one_to_look_up_by_and_no_form_to_correct(world: World, tmp_path: Path, text, name):
    world.add_work(MARMOT)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    rules = {finding.rule for _, finding in check([str(path)], world.settings()).findings() if finding.entry == 0}
    assert rules <= {"CC107"}


def test_offline_a_titled_link_is_something_to_look_up(world: World, tmp_path: Path):
    path = tmp_path / "a.md"
    path.write_text(markdown("[A report on housing](https://example.org/r)", "Nothing at all."), encoding="utf-8")
    report = check([str(path)], world.settings(offline=True))
    assert [(finding.rule, finding.entry) for _, finding in report.findings()] == [("CC204", 1)]


@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_a_moved_or_tracked_titled_link_is_told_and_its_words_are_left(world: World, tmp_path: Path, name):
    site = world.site("127.0.0.7")
    site.route("/old", redirect("/new/housing-report", 301))
    site.route(
        "/new/housing-report", Response(body="<title>A report on housing in towns</title>" + "<p>Long.</p>" * 99)
    )
    site.route("/gone", Response(404))
    links = [("A report on housing in towns", site.url("/old?utm_source=x")), ("A lost report", site.url("/gone"))]
    write = {"a.md": "[{}]({})", "a.html": '<a href="{1}">{0}</a>'}[name]
    make = {"a.md": markdown, "a.html": html}[name]
    site.route("/old?utm_source=x", redirect("/new/housing-report", 301))
    path = tmp_path / name
    path.write_text(make(*(write.format(*link) for link in links)), encoding="utf-8")
    report, mendings = mend([str(path)], world.settings())
    assert {finding.rule for _, finding in report.findings()} >= {"CC207", "CC401", "CC403"}
    assert all(finding.fix is None for _, finding in report.findings())
    assert not mendings[0].changed


def test_a_missing_doi_goes_behind_the_link_that_ends_a_source(world: World, tmp_path: Path):
    world.add_work(MARMOT)
    site = world.site("127.0.0.7")
    site.route("/m", Response(body="<title>Social determinants of health inequalities</title>"))
    path = tmp_path / "a.md"
    path.write_text(markdown(f"[{SAID}]({site.url('/m')})", "Nothing at all."), encoding="utf-8")
    _, mendings = mend([str(path)], world.settings())
    expected = f"1. [{SAID}]({site.url('/m')}) https://doi.org/10.1016/s0140-6736(05)71146-6\n"
    assert expected in mendings[0].new.decode()


def test_words_above_an_accepted_address_are_not_accepted_with_it(world: World, tmp_path: Path):
    path = tmp_path / "a.md"
    source = "[Organization, W. H. Housing and health, a report](https://example.org/r). XXX TODO"
    path.write_text(markdown(source, "Nothing at all."), encoding="utf-8")
    plain = check([str(path)], world.settings(offline=True))
    accepting = check([str(path)], world.settings(offline=True, accept=("https://example.org/*",)))
    inner = [one.rule for _, one in plain.findings() if one.entry == 0]
    assert inner
    assert [one.rule for _, one in accepting.findings() if one.entry == 0] == inner
