"""GitLab's Code Quality report: an array, unique fingerprints, relative paths."""

from __future__ import annotations

import json
from typing import Any

from builders import article, finding, judged, report, span
from full import AWAY, full_report
from hypothesis import HealthCheck, given, settings
from strategies import reports

from crackcite.model import Report
from crackcite.reports.gitlab import view
from crackcite.reports.views import Look


def issues(of: Report, **look: Any) -> list[dict[str, Any]]:
    found = json.loads(view(of, Look(**look)))
    assert isinstance(found, list)
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(of=reports)
def test_every_issue_has_what_gitlab_requires(of: Report) -> None:
    found = issues(of)
    for issue in found:
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert all(isinstance(issue[name], str) for name in ("description", "check_name", "fingerprint"))
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith("./")
    assert len({issue["fingerprint"] for issue in found}) == len(found)


def test_the_same_article_in_several_folders() -> None:
    found = [issue for issue in issues(full_report()) if issue["check_name"] == "CC306"]
    assert [issue["location"]["path"] for issue in found] == ["article.txt", "a/article.txt", "b/article.txt"]
    assert len({issue["fingerprint"] for issue in found}) == 3


def test_an_article_that_is_there_twice_under_one_name_has_unique_fingerprints_too() -> None:
    of = judged(None, [finding(span(article().document.text, "2,3"))])
    one, two = issues(report(of, of))
    assert one["fingerprint"] != two["fingerprint"]
    assert issues(report(of, of)) == [one, two]


def test_fingerprints_are_those_of_the_findings() -> None:
    of = full_report()
    assert issues(of)[1]["fingerprint"] == of.articles[0].findings[0].fingerprint


def test_what_is_said_of_the_run_is_said_of_its_first_file() -> None:
    [away] = [issue for issue in issues(full_report()) if AWAY in issue["description"]]
    assert (away["location"]["path"], away["severity"]) == ("gone.txt", "major")


def test_nothing_found_is_an_empty_array() -> None:
    assert view(report(judged()), Look()) == "[]\n"
