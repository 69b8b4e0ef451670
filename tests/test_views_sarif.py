"""SARIF: valid, with all that code scanning asks for, whatever was found."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builders import article, judged, report
from full import AWAY, INTERRUPTED, full_report
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft4Validator
from strategies import reports

from crackcite.model import Report, Unreadable
from crackcite.reports import sarif
from crackcite.reports.sarif import uri, view
from crackcite.reports.views import Look
from crackcite.rules import table

SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0.json"


@cache
def schema() -> Draft4Validator:
    return Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def log(of: Report, **look: Any) -> dict[str, Any]:
    found = json.loads(view(of, Look(**look)))
    schema().validate(found)
    return found  # type: ignore[no-any-return]


def run(of: Report, **look: Any) -> dict[str, Any]:
    [only] = log(of, **look)["runs"]
    return only  # type: ignore[no-any-return]


def result(of: Report, rule: str, **look: Any) -> dict[str, Any]:
    return next(one for one in run(of, **look)["results"] if one["ruleId"] == rule)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(of=reports)
def test_it_is_valid_for_any_run(of: Report) -> None:
    log(of)
    log(of, verbose=True)


def test_what_github_asks_for_is_there() -> None:
    """docs.github.com, *SARIF support for code scanning*: the required properties, none of them empty."""
    of = log(full_report())
    assert (of["version"], of["$schema"]) == ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json")
    driver = of["runs"][0]["tool"]["driver"]
    assert driver["name"]
    assert driver["semanticVersion"] == "1.0.0"
    for rule in driver["rules"]:
        assert rule["id"]
        assert len(rule["name"]) <= 255
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"].count("**") >= 4
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert len(rule["properties"]["tags"]) <= 10
    for one in of["runs"][0]["results"]:
        assert driver["rules"][one["ruleIndex"]]["id"] == one["ruleId"]
        assert one["message"]["text"]
        assert one["partialFingerprints"]["crackcite/v1"]
        [location] = one["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"]
        region = location["physicalLocation"]["region"]
        assert min(region.values()) >= 1
        assert (region["endLine"], region["endColumn"]) >= (region["startLine"], region["startColumn"])


def test_the_rules_are_the_same_whatever_was_found() -> None:
    clean, full = run(report(judged())), run(full_report())
    assert clean["tool"] == full["tool"]
    assert [rule["id"] for rule in clean["tool"]["driver"]["rules"]] == list(table())
    assert clean["results"] == []
    assert clean["automationDetails"]["id"] == "crackcite/"
    assert clean["columnKind"] == "unicodeCodePoints"


def test_columns_are_code_points_of_the_file() -> None:
    found = [r for r in run(full_report())["results"] if "%C3%A9t%C3%A9" in json.dumps(r["locations"])]
    where = found[0]["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == "articles/%C3%A9t%C3%A9%201.md"
    assert where["region"] == {"startLine": 1, "startColumn": 20, "endLine": 1, "endColumn": 21}
    [change] = found[2]["fixes"] if "fixes" in found[2] else found[1]["fixes"]
    [put] = change["artifactChanges"][0]["replacements"]
    assert put["insertedContent"]["text"] == "New"
    assert put["deletedRegion"] == {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 4}


def test_a_format_without_lines_tells_the_place() -> None:
    found = next(r for r in run(full_report())["results"] if "rapport.docx" in json.dumps(r))
    assert found["message"]["text"].startswith("(paragraph 12) ")
    assert found["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "paragraph 12"}]
    assert found["locations"][0]["physicalLocation"]["region"]["startLine"] == 1


def test_a_file_that_cannot_be_read_is_a_result() -> None:
    found = result(full_report(), "CC001")
    assert found["level"] == "error"
    assert found["message"]["text"] == "There is no such file: check the path."
    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "gone.txt"


def test_the_invocation_tells_how_the_run_went() -> None:
    [went] = run(full_report())["invocations"]
    assert went["executionSuccessful"] is False
    assert went["startTimeUtc"] == "2026-11-23T10:00:00Z"
    said = [(one["level"], one["message"]["text"]) for one in went["toolExecutionNotifications"]]
    assert ("error", AWAY) in said
    assert ("error", INTERRUPTED) in said
    assert ("note", "The cache cannot be used: no space.") in said
    assert run(report(judged()))["invocations"][0]["executionSuccessful"] is True
    assert run(report())["invocations"][0]["executionSuccessful"] is True
    nothing = report(unreadable=(Unreadable("gone.txt", "There is no such file."),))
    assert run(nothing)["invocations"][0]["executionSuccessful"] is False


def test_of_more_results_than_code_scanning_takes_the_worst_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    of = full_report()
    every = sorted(one["level"] for one in run(of)["results"])  # error, note, warning
    monkeypatch.setattr(sarif, "RESULTS", every.count("error"))
    assert {one["level"] for one in run(of)["results"]} == {"error"}
    left_out = len(every) - every.count("error")
    said = run(of)["invocations"][0]["toolExecutionNotifications"][-1]
    assert said["message"]["text"].startswith(f"{left_out} findings are left out")


def test_findings_set_aside_are_told_where_all_is_to_be_told() -> None:
    of = full_report()
    assert not [one for one in run(of)["results"] if one["ruleId"] == "CC401"]
    said = [one["message"]["text"] for one in run(of)["invocations"][0]["toolExecutionNotifications"]]
    assert "Set aside by a comment (archived copy on file): CC401." in said
    assert "Set aside by the baseline: CC102." in said
    assert not [
        one for one in run(of, verbose=True)["invocations"][0]["toolExecutionNotifications"] if "Set" in str(one)
    ]
    dead, known, accepted = (result(of, rule, verbose=True) for rule in ("CC401", "CC102", "CC403"))
    assert dead["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "archived copy on file"}
    ]
    assert accepted["suppressions"][0]["kind"] == "external"
    assert (known["baselineState"], "suppressions" in known) == ("unchanged", False)
    assert {one["baselineState"] for one in run(of, verbose=True)["results"]} == {"new", "unchanged"}


def test_the_same_article_in_several_folders_is_told_of_each() -> None:
    found = [one for one in run(full_report())["results"] if one["ruleId"] == "CC306"]
    assert len({one["partialFingerprints"]["crackcite/v1"] for one in found}) == len(found) == 3


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("articles/a.md", "articles/a.md"),
        ("a b/é#1?.md", "a%20b/%C3%A9%231%3F.md"),
        ("50%.md", "50%25.md"),
        ("c:d.md", "c%3Ad.md"),
        ("/tmp/a.md", "file:///tmp/a.md"),
        ("C:/a b.md", "file:///C%3A/a%20b.md"),
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("-", "-"),
        ("caf\udce9.md", "caf%E9.md"),
        ("half\ud83d.md", "half%3F.md"),
    ],
)
def test_paths_are_uris(path: str, said: str) -> None:
    assert uri(path) == said
    schema().validate(log(report(judged(article(path=path)))))
