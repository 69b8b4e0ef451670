"""The Reviewdog Diagnostic Format: its fields (``reviewdog.proto``), columns in bytes, fixes as suggestions."""

from __future__ import annotations

import json
from typing import Any

import pytest
from builders import document, finding, judged, report
from full import full_report
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from strategies import reports

from crackcite.model import Article, Document, Edit, Report, Span
from crackcite.reports.rdjson import view
from crackcite.reports.views import Look


def fields(needed: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


TEXT, COUNT = {"type": "string"}, {"type": "integer", "minimum": 1}
RANGE = fields(
    ["start", "end"],
    start=fields(["line", "column"], line=COUNT, column=COUNT),
    end=fields(["line", "column"], line=COUNT, column=COUNT),
)
SOURCE = fields(["name"], name=TEXT, url=TEXT)
DIAGNOSTIC = fields(
    ["message", "location", "severity"],
    message=TEXT,
    location=fields(["path"], path=TEXT, range=RANGE),
    severity={"enum": ["ERROR", "WARNING", "INFO"]},
    source=SOURCE,
    code=fields(["value"], value=TEXT, url=TEXT),
    suggestions={"type": "array", "items": fields(["range", "text"], range=RANGE, text=TEXT)},
)
#: The messages of the format as a schema, stricter than its own: no other field, and both ends of every range.
SCHEMA = Draft4Validator(fields(["diagnostics"], diagnostics={"type": "array", "items": DIAGNOSTIC}, source=SOURCE))


def diagnostics(of: Report) -> list[dict[str, Any]]:
    found = json.loads(view(of, Look()))
    SCHEMA.validate(found)
    return found["diagnostics"]  # type: ignore[no-any-return]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(of=reports)
def test_it_is_valid_for_any_run(of: Report) -> None:
    for one in diagnostics(of):
        place = one["location"].get("range")
        ends = [(place[end]["line"], place[end]["column"]) for end in ("start", "end")] if place else []
        assert ends == sorted(ends)


def test_columns_count_bytes() -> None:
    """``Été **😀** toit<sup>1``: 19 characters in front of the digit, 24 bytes."""
    [found] = [one for one in diagnostics(full_report()) if "there is no list" in one["message"]]
    assert found["location"] == {
        "path": "articles/été 1.md",
        "range": {"start": {"line": 1, "column": 25}, "end": {"line": 1, "column": 26}},
    }
    assert found["code"] == {"value": "CC101", "url": "https://github.com/crackcite/crackcite#rules"}
    assert found["severity"] == "ERROR"


@given(before=st.text(alphabet="aé漢😀\t\n", max_size=12), inside=st.text(alphabet="aé漢😀", min_size=1, max_size=5))
def test_the_range_is_what_is_meant(before: str, inside: str) -> None:
    """Cut out of the file's bytes, line by line, the range is the finding's text."""
    text = f"{before}{inside} rest"
    at = Span(len(before), len(before) + len(inside))
    [found] = diagnostics(report(judged(Article(document(text)), [finding(at)])))
    start, end = found["location"]["range"]["start"], found["location"]["range"]["end"]
    line = text.encode().split(b"\n")[start["line"] - 1]
    assert line[start["column"] - 1 : end["column"] - 1].decode() == inside


def test_a_fix_is_a_suggestion() -> None:
    [found] = [one for one in diagnostics(full_report()) if one["message"].startswith("Old.")]
    place = {"start": {"line": 2, "column": 1}, "end": {"line": 2, "column": 4}}
    assert found["suggestions"] == [{"range": place, "text": "New"}]
    inserted = Article(document("é1."))
    [found] = diagnostics(report(judged(inserted, [finding(Span(1, 2), fix=Edit(Span(3, 3), " new"))])))
    end = {"line": 1, "column": 5}
    assert found["suggestions"] == [{"range": {"start": end, "end": end}, "text": " new"}]


@pytest.mark.parametrize("of", [document("a1", places=((0, "page 2"),)), Document("a.docx", "docx", "a1")])
def test_what_the_file_s_characters_cannot_say_is_no_suggestion(of: Document) -> None:
    [found] = diagnostics(report(judged(Article(of), [finding(Span(1, 2), fix=Edit(Span(1, 2), "2"))])))
    assert "suggestions" not in found


def test_a_file_that_cannot_be_read_has_no_range() -> None:
    [found] = [one for one in diagnostics(full_report()) if one["code"]["value"] == "CC001"]
    assert found["location"] == {"path": "gone.txt"}
