"""The step summary: a verdict, a table, details folded; nothing of an article is markup in it; below GitHub's limit."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from builders import article, document, finding, judged, report, rich_report
from full import HOSTILE, full_report
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from crackcite.model import Article, Report, Severity, Span, Unreadable, Verdict
from crackcite.reports import markdown
from crackcite.reports.markdown import view
from crackcite.reports.views import Look
from crackcite.reports.visible import visible

GFM = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shown(of: Report, language: str = "en") -> list[str]:
    """The text of each block as a reader sees it: paragraphs, list entries, cells, and the summaries of details."""
    tokens = GFM.parse(view(of, Look(language=language)))
    blocks = []
    for token in tokens:
        if token.type == "inline":
            assert {child.type for child in token.children or []} <= {
                "text", "text_special", "strong_open", "strong_close", "html_inline",
            }  # fmt: skip
            assert {c.content for c in token.children or [] if c.type == "html_inline"} <= {"<br>"}
            blocks.append("".join(c.content if c.type.startswith("text") else "" for c in token.children or []))
        elif token.type == "html_block":
            blocks.append(html.unescape(re.sub(r"</?(details|summary)>", "", token.content)).strip())
    return [block for block in blocks if block]


def test_the_verdict_comes_first() -> None:
    said = shown(rich_report())
    assert said[0] == ("❌ crackcite: 1 error, 1 warning and 1 unreadable file. 1 of 3 sources verified; 2 unverified.")
    assert said[1] == "❌ CC001 gone.txt: no such file"


def test_then_the_table() -> None:
    said = shown(rich_report())
    assert said[2:14] == [
        *("article", "sources", "verified", "errors", "warnings", "infos"),
        *("article.txt", "3", "1", "1", "1", "1"),
    ]


def test_then_the_details_of_each_article_folded() -> None:
    written = view(rich_report(), Look())
    assert "<details><summary>article.txt: 1 error, 1 warning and 1 info</summary>\n\n" in written
    said = shown(rich_report())
    assert (
        "CC105 first-citation-order Number 3 is cited before number 2."
        "→ Add source 4 to the list, or correct the number."
    ) in said
    assert "2:93" in said
    assert "The navigation list before the heading was left out." in said


def test_what_was_set_aside_is_told_with_the_reason() -> None:
    said = shown(full_report())
    assert "CC401, by a comment in the article: It is gone. Reason: archived copy on file" in said
    assert "CC102, by the baseline: It is gone." in said
    assert "article.txt: 1 error, 1 warning, 1 info and 3 findings set aside" in said


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (
            report(judged(), offline=True),
            "✅ crackcite: No error and no warning. Offline: nothing was asked, so none of the 3 sources is verified.",
        ),
        (
            report(judged(None, (), [Verdict.VERIFIED] * 3), offline=False),
            "✅ crackcite: No error and no warning. 3 of 3 sources verified.",
        ),
        (
            report(judged(), offline=False, away="Nothing could be verified."),
            "❔ crackcite: No error and no warning. Nothing could be verified.",
        ),
        (
            report(judged(), offline=False, partial=True),
            "❔ crackcite: No error and no warning. 0 of 3 sources verified; 3 unchecked.",
        ),
        (report(), "❔ crackcite: Nothing was read."),
    ],
)
def test_one_line_says_it(of: Report, said: str) -> None:
    assert shown(of)[0] == said


def test_what_was_not_asked_is_not_counted_as_zero() -> None:
    assert shown(report(judged(), offline=True))[7:10] == ["article.txt", "3", "–"]


def test_it_speaks_the_language_that_is_wanted() -> None:
    assert shown(rich_report(), "fr")  # whatever the catalogue holds, it is made


def test_the_worst_article_stands_first() -> None:
    fine = judged(article(path="a.txt"))
    bad = judged(article(path="b.txt"), [finding(Span(0, 1))])
    warned = judged(article(path="c.txt"), [finding(Span(0, 1), severity=Severity.WARNING)])
    written = view(report(fine, warned, bad), Look())
    assert written.index("b.txt") < written.index("c.txt") < written.index("a.txt")


def line(text: str) -> str:
    return " ".join(visible(text).split())


@given(text=st.one_of(st.text(), st.text(alphabet="\\`*_{}[]()<>#+-.!|~&$@:=^\"'/1a \nw"), st.just(HOSTILE)))
def test_nothing_of_an_article_is_markup(text: str) -> None:
    one = Article(document("x", "a/b.txt"), remarks=(f"x {text}", text))
    of = report(judged(one, [finding(Span(0, 1), message=text, hint=text)]), remarks=(text,))
    said = shown(of)
    if not line(text):
        return
    assert said.count(line(text)) >= 2
    assert line(f"x {text}") in said
    assert f"CC101 missing-source {line(text)}→ {line(text)}" in said


@given(name=st.text(alphabet="\\`*_[]()<>#+-.!|~&$:=\"'/1a w", min_size=1))
def test_no_path_is_markup(name: str) -> None:
    of = report(judged(Article(document("x", f"p{name}")), [finding(Span(0, 1))]))
    said = shown(of)
    assert [one for one in said if one.endswith(": 1 error")]
    assert len([one for one in said if one.startswith("p")]) == 2


def test_what_does_not_fit_is_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "MOST", 12_000)
    one = judged(article(), [finding(Span(0, 1), message=f"Number {number} is wrong.") for number in range(20)])
    several = [replace(one, article=article(path=f"{number}.txt")) for number in range(20)]
    written = view(report(*several), Look())
    assert len(written.encode()) < 12_000
    folded = written.count("<details>")
    assert 0 < folded < 20
    assert f"The details of {20 - folded} articles are left out, because the summary would be too large." in written


def test_a_large_run_stays_below_the_limit() -> None:
    long = [finding(Span(0, 1), message="é" * 5000) for _ in range(12)]
    several = [judged(article(path=f"articles/{'x' * 200}/{number}.txt"), long) for number in range(30)]
    written = view(report(*several), Look())
    assert 900_000 < len(written.encode()) <= 1_000_000
    tiny = [judged(Article(document("x", f"{'y' * 400}{number}.txt"))) for number in range(2500)]
    written = view(report(*tiny), Look())
    assert len(written.encode()) <= 1_000_000
    assert "articles are left out of this table" in written


def test_many_files_that_cannot_be_read_leave_room_for_the_others() -> None:
    gone = tuple(Unreadable(f"{'z' * 400}{number}.txt", "There is no such file.") for number in range(2500))
    written = view(report(judged(None, [finding(Span(0, 1))]), unreadable=gone), Look())
    assert len(written.encode()) <= 1_000_000
    assert "<details>" in written
    assert re.search(r"[0-9]+ more files that cannot be read are not named here", written)


def test_an_article_with_very_many_findings_tells_the_worst() -> None:
    found = [finding(Span(0, 1), severity=Severity.INFO, message=f"Info {number}.") for number in range(250)]
    said = shown(report(judged(None, [*found, finding(Span(0, 1), message="The worst.")])))
    assert next(one for one in said if one.startswith("CC101")).startswith("CC101 missing-source The worst.")
    assert "and 51 more findings" in said
