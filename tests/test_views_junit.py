"""JUnit XML: read as CI reads it; a suite an article, a case a source, and no silence about what was not checked."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from builders import TEXT, article, document, finding, judged, report, rich_report, span
from full import AWAY, full_report
from hypothesis import HealthCheck, given, settings
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite
from strategies import reports

from crackcite.model import Article, Report, SetAside, Severity, Span, Unreadable, Verdict
from crackcite.reports.junit import view
from crackcite.reports.views import Look


def parsed(of: Report) -> JUnitXml:
    return JUnitXml.fromroot(JUnitXml.fromstring(view(of, Look()).encode())._elem)


def suite(of: Report, name: str) -> TestSuite:
    [found] = [one for one in parsed(of) if one.name == name]
    return found


def case(of: Report, beginning: str, name: str = "article.txt") -> TestCase:
    [found] = [one for one in suite(of, name) if one.name.startswith(beginning)]
    return found


def outcome(of: TestCase) -> str:
    return "".join({Failure: "failure", Error: "error", Skipped: "skipped"}[type(one)] for one in of.result)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(of=reports)
def test_it_is_read_for_any_run_and_its_counts_are_right(of: Report) -> None:
    found = parsed(of)
    before = (found.tests, found.failures, found.errors, found.skipped)
    found.update_statistics()
    assert before == (found.tests, found.failures, found.errors, found.skipped)
    for one in found:
        names = [each.name for each in one]
        assert names
        assert len(set(names)) == len(names)


def test_sources_are_cases() -> None:
    of = rich_report()
    assert [one.name for one in suite(of, "article.txt")][-3:] == [
        "source 1 — Dixième regard sur le mal-logement en Europe",
        "source 2 — Housing First, consumer choice, and harm reduction for homeless individuals with a dual diagnosis",
        "source 3 — Housing First Belgium. https://www.housingfirstbelgium.be/.",
    ]
    assert outcome(case(of, "source 2")) == ""
    assert "missing-doi" in case(of, "source 2").system_out
    assert case(of, "source 2")._elem.get("line") == "6"


@pytest.mark.parametrize(
    ("beginning", "why"),
    [
        ("source 1", "Source 1 has no DOI, link or ISBN: nobody can look it up."),
        ("source 3", "no answer in 20 s"),
    ],
)
def test_what_could_not_be_verified_is_skipped_with_the_reason(beginning: str, why: str) -> None:
    found = case(rich_report(), beginning)
    assert outcome(found) == "skipped"
    assert found.result[0].message == why


def test_offline_every_source_is_skipped() -> None:
    of = report(judged())
    assert [outcome(one) for one in suite(of, "article.txt")] == ["", "skipped", "skipped", "skipped"]
    assert case(of, "source 1").result[0].message == "Nothing was asked about it."


def test_an_error_about_a_source_is_its_failure() -> None:
    error = finding(article().references[2].span, "CC401", "dead-link", message="Gone.", entry=2)
    warning = replace(error, rule="CC404", severity=Severity.WARNING, message="Other title.")
    of = report(judged(None, [error, warning], [Verdict.VERIFIED, Verdict.VERIFIED, Verdict.BROKEN]))
    found = case(of, "source 3")
    assert outcome(found) == "failure"
    assert (found.result[0].message, found.result[0].type) == ("Gone.", "CC401 dead-link")
    assert "CC404" in found.system_out
    assert (parsed(of).failures, parsed(of).tests) == (1, 4)


def test_findings_about_the_text_are_cases_of_their_own() -> None:
    of = rich_report()
    found = case(of, "CC105 first-citation-order: Number 3")
    assert outcome(found) == "failure"
    assert found.result[0].text.startswith("2:93: error CC105")
    warned = report(judged(None, [finding(span(TEXT, "1"), severity=Severity.WARNING)]))
    assert outcome(case(warned, "CC101")) == ""
    assert "CC101" in case(warned, "CC101").system_out


def test_an_article_in_which_nothing_was_checked_is_skipped() -> None:
    nothing = finding(Span(0, 0), "CC004", "nothing-to-check", Severity.INFO, "Nothing was checked.")
    of = report(judged(Article(document("Hello")), [nothing]))
    assert [outcome(one) for one in suite(of, "article.txt")] == ["skipped"]


def test_a_clean_article_passes_with_something() -> None:
    of = report(judged(Article(document("Hello"))))
    assert [(one.name, outcome(one)) for one in suite(of, "article.txt")] == [("markers and numbering", "")]


def test_a_file_that_cannot_be_read_is_a_suite_with_an_error() -> None:
    [found] = suite(full_report(), "gone.txt")
    assert outcome(found) == "error"
    assert found.result[0].message == "There is no such file: check the path."
    assert found.result[0].type == "CC001 unreadable-file"


def test_what_went_wrong_with_the_run_is_a_suite() -> None:
    of = full_report()
    assert case(of, "network-away", "crackcite").result[0].message == AWAY
    assert outcome(case(of, "interrupted", "crackcite")) == "error"
    assert case(of, "remark", "crackcite").system_out == "The cache cannot be used: no space."
    assert [outcome(one) for one in suite(report(), "crackcite")] == ["skipped"]
    assert "crackcite" not in [one.name for one in parsed(rich_report())]


def test_set_aside_is_said_with_the_reason() -> None:
    of = full_report()
    assert "set aside (comment: archived copy on file): CC401 It is gone." in case(of, "source 3").system_out
    about_text = replace(judged(), set_aside=(SetAside(finding(span(TEXT, "1")), "baseline"),))
    assert "set aside (baseline): CC101" in case(report(about_text), "markers and numbering").system_out
    beside_another = replace(about_text, findings=(finding(span(TEXT, "1"), "CC106", "malformed-marker"),))
    assert "set aside (baseline): CC101" in case(report(beside_another), "reading").system_out


@pytest.mark.parametrize("text", ["\x00\x08\x0b", "\ud83d", "\ufffe\uffff", "]]>", "<&\"'>", "\u2028"])
def test_characters_that_xml_cannot_hold_are_left_out(text: str) -> None:
    of = report(
        judged(Article(document("x", f"a{text}b.txt")), [finding(Span(0, 1), message=f"see {text}!")]),
        unreadable=(Unreadable(f"c{text}d", f"why {text}?"),),
    )
    JUnitXml.fromfile(BytesIO(view(of, Look()).encode("utf-8")))


def test_the_same_article_in_several_folders_has_a_suite_in_each() -> None:
    names = [one.name for one in parsed(full_report())]
    assert {"article.txt", "a/article.txt", "b/article.txt"} <= set(names)
    assert len(set(names)) == len(names)
