"""What all views for machines share: concise lines, paths, places, the whole told in every view."""

from __future__ import annotations

import re
from html import unescape

import pytest
from builders import document, finding, judged, report
from full import AWAY, INTERRUPTED, full_report
from hypothesis import HealthCheck, given, settings
from strategies import reports

from crackcite.model import Article, Document, Edit, Report, Span
from crackcite.reports.flat import replacement, told
from crackcite.reports.json import load, render
from crackcite.reports.views import VIEWS, Look

ROOT = Look(root="/repo", folder="/repo/texts", language="fr", verbose=True)
LAWS = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.mark.parametrize("look", [Look(), ROOT], ids=["plain", "rooted"])
@pytest.mark.parametrize("name", VIEWS)
def test_a_view_of_the_json_report_is_the_view_of_the_run(name: str, look: Look) -> None:
    of = full_report()
    assert VIEWS[name].render(load(render(of)), look) == VIEWS[name].render(of, look)


@pytest.mark.parametrize("name", VIEWS)
@LAWS
@given(of=reports)
def test_so_it_is_for_any_run(name: str, of: Report) -> None:
    written = VIEWS[name].render(of, ROOT)
    assert VIEWS[name].render(load(render(of)), ROOT) == written
    assert written == "" or written.endswith("\n")
    written.encode("utf-8")


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_tells_what_went_wrong_with_the_run_itself(name: str) -> None:
    written = VIEWS[name].render(full_report(), Look()).replace("\\", "")
    said = " ".join(unescape(re.sub(r"<[^>]*>", "", written) if name == "html" else written).split())
    for told_of in (AWAY, "gone.txt", "There is no such file: check the path.", "no space"):
        assert told_of in said
    assert any(told_of in said for told_of in (INTERRUPTED, '"partial": true', "The run was interrupted"))


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("text", ["lone \ud83d surrogate", "\udcff", "\x00\x1b\x85\ufffe\ufeff"])
def test_any_text_can_be_written(name: str, text: str) -> None:
    of = report(judged(Article(document(text, path=text)), [finding(Span(0, 1), message=text, hint=text)]))
    VIEWS[name].render(of, Look()).encode("utf-8")


@pytest.mark.parametrize(
    ("path", "root", "folder", "said"),
    [
        ("a.md", "", "", "a.md"),
        ("./a.md", "", "", "a.md"),
        ("a.md", "/repo", "/repo", "a.md"),
        ("./texts//a.md", "/repo", "/repo", "texts/a.md"),
        ("a.md", "/repo", "/repo/texts", "texts/a.md"),
        ("../b/a.md", "/repo", "/repo/texts", "b/a.md"),
        ("/repo/texts/a.md", "/repo", "/repo/texts", "texts/a.md"),
        ("/repo/texts/a.md", "/repo/", "/", "texts/a.md"),
        ("/repository/a.md", "/repo", "/repo", "/repository/a.md"),
        ("../outside.md", "/repo", "/repo", "../outside.md"),
        ("/a.md", "/", "/", "a.md"),
        ("-", "/repo", "/repo", "-"),
        ("https://example.org//a/../b", "/repo", "/repo", "https://example.org//a/../b"),
    ],
)
def test_paths_are_told_as_the_repository_names_them(path: str, root: str, folder: str, said: str) -> None:
    assert told(path, Look(root=root, folder=folder)) == said


def markdown(text: str, source: str, *anchors: tuple[int, int]) -> Document:
    return Document("a.md", "markdown", text, source=source, anchors=anchors)


@pytest.mark.parametrize(
    ("of", "span", "put", "changed"),
    [
        (document("old"), Span(0, 3), "new", "new"),
        (document("old"), Span(3, 3), " new", "old new"),
        (document("old", places=((0, "page 1"),)), Span(0, 3), "new", None),
        (Document("a.html", "html", "old", source="<p>old", anchors=((0, 3),)), Span(0, 3), "new", None),
        (markdown("old", "# old", (0, 2)), Span(0, 3), "new", "# new"),
        (markdown("old", "# old", (0, 2)), Span(0, 3), "*new*", None),
        (markdown("old", "# old", (0, 2)), Span(0, 3), "a_b", "# a_b"),
        (markdown("old", "# old", (0, 2)), Span(0, 3), "_b", None),
        (markdown("oldx", "o**ld**x", (0, 0), (1, 3), (3, 7)), Span(0, 3), "n", None),
        (markdown("ab", "a**b**", (0, 0), (1, 3)), Span(1, 1), "n", None),
    ],
)
def test_a_fix_is_offered_where_the_file_s_own_characters_can_say_it(of, span, put, changed) -> None:
    found = replacement(of, finding(span, fix=Edit(span, put)))
    source = of.text if of.source is None else of.source
    assert (found and source[: found[0].start] + found[1] + source[found[0].end :]) == changed


def test_concise_is_one_line_a_finding() -> None:
    lines = VIEWS["concise"].render(full_report(), ROOT).splitlines()
    assert lines[0] == "gone.txt:1:1: error CC001 There is no such file: check the path."
    assert lines[1] == "article.txt:2:93: error CC105 Number 3 is cited before number 2."
    assert "b/rapport.docx:1:1: error CC101 (paragraph 12) Number 4 is cited, but the list has no source 4." in lines
    assert f"crackcite: error: {INTERRUPTED}" in lines
    assert "article.txt: note: The navigation list before the heading was left out." in lines
    assert "CC401" not in "".join(lines)  # set aside
    pattern = re.compile(r"(.+?:\d+:\d+|gone\.txt): (error|warning|info) CC\d{3} .|.+: (error|note): .")
    assert all(map(pattern.match, lines))


def test_concise_says_nothing_of_a_clean_run() -> None:
    assert VIEWS["concise"].render(report(judged())) == ""
