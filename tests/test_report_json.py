"""The JSON report: the contract's fields, and the Report read back from it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from builders import TEXT, article, document, finding, judged, marker, report, rich_report, span
from hypothesis import HealthCheck, given, settings
from strategies import reports

from crackcite.model import Article, Document, Report, Unreadable
from crackcite.reports.json import RunFileError, load, render

PLACE = {"start", "end", "line", "column", "end_line", "end_column"}


def plain(of: Report) -> dict[str, Any]:
    return json.loads(render(of))  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("route", "fields"),
    [
        ((), {"schema_version", "tool", "run", "articles", "unreadable", "summary"}),
        (("tool",), {"name", "version"}),
        (("run",), {"started_at", "seconds", "offline", "lookups"}),
        (("run", "lookups"), {"asked", "answered", "cached", "unanswered"}),
        (("articles", 0), {"path", "format", "language", "heading", "markers", "references", "findings", "text"}),
        (("articles", 0, "heading"), {"start", "end", "line", "column", "text"}),
        (("articles", 0, "markers", 0), PLACE | {"text", "numbers", "form", "certainty"}),
        (
            ("articles", 0, "references", 1),
            {"number", "text", "start", "end", "line", "column", "identifiers", "authors", "title", "year", "verdict"}
            | {"evidence"},
        ),
        (("articles", 0, "references", 1, "identifiers", 0), {"kind", "value", "start", "end"}),
        (
            ("articles", 0, "references", 1, "evidence", 0),
            {"kind", "key", "outcome", "detail", "source", "checked_at", "cached"},
        ),
        (
            ("articles", 0, "findings", 0),
            PLACE | {"rule", "name", "severity", "message", "hint", "reference", "fix", "fingerprint"},
        ),
        (("unreadable", 0), {"path", "reason"}),
        (("summary",), {"articles", "markers", "references", "findings", "verdicts"}),
        (("summary", "findings"), {"error", "warning", "info"}),
    ],
)
def test_the_contract_s_fields_are_there(route: tuple[Any, ...], fields: set[str]) -> None:
    found = plain(rich_report())
    for step in route:
        found = found[step]
    assert fields <= set(found)


def test_values_are_the_contract_s_words() -> None:
    first = plain(rich_report())["articles"][0]
    assert first["markers"][1] | {"flaw": "", "section": 0} == {
        "text": "2,3",
        "numbers": [2, 3],
        "form": "flattened",
        "certainty": "probable",
        "start": 109,
        "end": 112,
        "line": 2,
        "column": 93,
        "end_line": 2,
        "end_column": 96,
        "flaw": "",
        "section": 0,
    }
    assert [reference["verdict"] for reference in first["references"]] == ["unverified", "verified", "unverified"]
    assert first["references"][1]["identifiers"][0]["kind"] == "doi"
    assert first["references"][1]["evidence"][0]["outcome"] == "found"
    assert first["findings"][1]["fix"] is None or set(first["findings"][1]["fix"]) == {"start", "end", "replacement"}


def test_every_place_names_what_stands_there() -> None:
    first = plain(rich_report())["articles"][0]
    text = first["text"]
    assert text == TEXT
    for thing in [first["heading"], *first["markers"], *first["references"]]:
        assert text[thing["start"] : thing["end"]] == thing["text"]
    for reference in first["references"]:
        for identifier in reference["identifiers"]:
            assert text[identifier["start"] : identifier["end"]] == identifier["value"]


def test_the_summary_counts() -> None:
    summary = plain(rich_report())["summary"]
    assert summary["articles"] == 1
    assert summary["markers"] == 2
    assert summary["references"] == 3
    assert summary["findings"] == {"error": 2, "warning": 1, "info": 1}  # the unreadable file is an error
    assert summary["verdicts"]["verified"] == 1
    assert summary["verdicts"]["unverified"] == 2


def test_no_heading_is_null() -> None:
    assert plain(report(judged(article(lists=()))))["articles"][0]["heading"] is None


def test_lines_and_columns_are_the_source_file_s() -> None:
    """`bars<sup>1</sup> and`: the text is `bars1 and`, the place is the digit in the markup."""
    found = Document(
        "a.md", "markdown", "bars1 and", source="\nbars<sup>1</sup> and", anchors=((0, 1), (4, 10), (5, 17))
    )
    one = Article(found, (marker("bars1 and", "1"),))
    place = plain(report(judged(one)))["articles"][0]["markers"][0]
    assert {key: place[key] for key in PLACE} == {
        "start": 4,
        "end": 5,
        "line": 2,
        "column": 10,
        "end_line": 2,
        "end_column": 11,
    }


def test_formats_without_lines_name_the_place() -> None:
    found = document("Toit1.", "a.docx", places=((0, "paragraph 1"),))
    assert plain(report(judged(Article(found, (marker("Toit1.", "1"),)))))["articles"][0]["markers"][0]["place"] == (
        "paragraph 1"
    )


@pytest.mark.parametrize(
    "text",
    ["é « » — 漢字 😀", "e\u0301", "lone \ud83d surrogate", "\udcff in a path", "\x00\x1b[31m\u2028\u202e", '"\\\n'],
)
def test_any_text_survives_and_can_be_encoded(text: str) -> None:
    of = report(judged(Article(document(text, path=text))), unreadable=(Unreadable(text, text),))
    written = render(of)
    assert load(written.encode("utf-8").decode("utf-8")) == of


def test_a_pair_of_surrogates_keeps_its_length() -> None:
    """JSON would read the two as one character, and every offset behind them would be off by one."""
    read = load(render(report(judged(Article(document("\ud83d\ude00!"))))))
    assert len(read.articles[0].article.document.text) == 3


def test_letters_are_not_escaped() -> None:
    assert "équipes de rue" in render(rich_report())


def test_what_equality_ignores_survives_too() -> None:
    of = rich_report()
    answer = replace(of.articles[0].evidence[1][0], cached=True)
    once = replace(of, articles=(replace(of.articles[0], evidence=((), (answer,), ())),))
    assert load(render(once)).articles[0].evidence[1][0].cached


def test_unknown_fields_are_passed_over() -> None:
    of = rich_report()
    grown = json.loads(render(of))
    grown["novelty"] = grown["articles"][0]["references"][1]["evidence"][0]["works"][0]["novelty"] = {"new": 1}
    grown["articles"][0]["document"]["novelty"] = grown["run"]["lookups"]["novelty"] = 3
    assert load(json.dumps(grown)) == of


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is not JSON (line 1)"),
        ("[" * 100_000, "not JSON"),
        ("[]", "it is not what check --format json writes"),
        ('{"schema_version": 0}', "it is not what check --format json writes"),
        ('{"schema_version": true}', "is missing"),
        ('{"schema_version": 2}', "a newer crackcite wrote it (its schema_version is 2): update"),
        ('{"schema_version": 1}', "'run' is missing"),
        ('{"schema_version": 1, "tool": {"version": "1"}, "run": 5}', "not a crackcite report"),
        ('{"schema_version": 1, "run": {}, "tool": {}, "articles": []}', "is missing"),
    ],
)
def test_what_is_no_report_is_said_in_one_line(text: str, said: str) -> None:
    with pytest.raises(RunFileError, match=re.escape(said)) as refused:
        load(text)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("word", ["verdict", "severity", "form"])
def test_a_word_that_does_not_exist_is_refused(word: str) -> None:
    broken = render(rich_report()).replace(f'"{word}": "', f'"{word}": "un', 1)
    with pytest.raises(RunFileError):
        load(broken)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(of=reports)
def test_a_report_is_read_back_as_it_was(of: Report) -> None:
    written = render(of)
    assert load(written) == of
    assert render(load(written)) == written


def test_a_hand_made_report_is_read_back_as_it_was() -> None:
    of = rich_report()
    assert load(render(of)) == of
    assert finding(span(TEXT, "1")) not in load(render(of)).articles[0].findings
