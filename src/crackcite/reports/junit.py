"""JUnit XML: CI then counts sources as tests. A suite is an article, a case one of its sources.

Source: github.com/testmoapp/junitxml, the format's de-facto description; docs.gitlab.com, *Unit test reports*: cases of
one name are one case, so no name is used twice in a suite.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from crackcite.model import Article, Finding, Judged, Report, Severity, Verdict
from crackcite.reports.flat import UNREADABLE, is_file, notes, region, told
from crackcite.reports.views import Look
from crackcite.reports.visible import visible

_UNDECIDED = (Verdict.UNVERIFIED, Verdict.UNCHECKED)

# Rules that say that something was not checked: neither passed nor failed.
_NOT_CHECKED = {"CC004", "CC005"}

# What XML 1.0 can hold (section 2.2); nothing else can be written in it, not even as a reference.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass
class _Case:
    """A test case. ``outcome`` is ``failure``, ``error``, ``skipped``, or empty for one that passes."""

    name: str
    line: int = 0
    outcome: str = ""
    kind: str = ""
    message: str = ""
    text: str = ""
    out: list[str] = field(default_factory=list)


def view(report: Report, look: Look) -> str:
    """Suites for the run itself where something is to be said of it, for files that cannot be read, for articles.

    A source with an error finding fails; one that could not be verified is skipped, with the reason. A finding about
    the text is a case of its own; a text without any has one that passes.
    """
    suites = [_suite(path, cases) for path, cases in _suites(report, look)]
    root = ET.Element("testsuites", {"name": "crackcite", **_tally(suites), "time": f"{report.seconds:.3f}"})
    root.extend(suites)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _suites(report: Report, look: Look) -> Iterator[tuple[str, list[_Case]]]:
    beside = list(notes(report, look))
    about_run = [note for note in beside if not note.path]
    if about_run or not (report.articles or report.unreadable):
        problems = [
            _Case(one.kind, outcome="error", kind=one.kind, message=one.text)
            if one.severity is Severity.ERROR
            else _Case(one.kind, out=[one.text])
            for one in about_run
        ]
        yield "crackcite", problems or [_Case("articles", outcome="skipped", message="Nothing was read.")]
    for failed in report.unreadable:
        yield (
            told(failed.path, look),
            [_Case("read the file", 1, "error", f"{UNREADABLE} unreadable-file", failed.reason, failed.reason)],
        )
    for judged in report.articles:
        path = told(judged.article.path, look)
        said = [note.text for note in beside if note.path == path]
        yield path, [*_of_text(judged, said), *_of_sources(judged)]


def _of_text(judged: Judged, remarks: list[str]) -> Iterator[_Case]:
    about = [finding for finding in judged.findings if finding.entry is None]
    beside = remarks + _set_aside(judged, None)
    if beside or not about:
        yield _Case("markers and numbering" if not about else "reading", out=beside)
    for finding in about:
        case = _Case(f"{finding.rule} {finding.name}: {finding.message}", _line(judged.article, finding))
        if finding.severity is Severity.ERROR or finding.rule in _NOT_CHECKED:
            case.outcome = "failure" if finding.severity is Severity.ERROR else "skipped"
            case.kind, case.message = f"{finding.rule} {finding.name}", finding.message
            case.text = _told(judged.article, finding)
        else:
            case.out = [_told(judged.article, finding)]
        yield case


def _of_sources(judged: Judged) -> Iterator[_Case]:
    article = judged.article
    for entry, reference in enumerate(article.references):
        number = "without a number" if reference.number is None else str(reference.number)
        name = f"source {number} — {reference.parts.title or reference.text}"
        case = _Case(name, article.document.position(reference.span.start).line)
        about = [finding for finding in judged.findings if finding.entry == entry]
        errors = [finding for finding in about if finding.severity is Severity.ERROR]
        _judge(case, judged, entry, errors)
        case.out = [_told(article, finding) for finding in about if finding not in errors]
        case.out += _set_aside(judged, entry)
        yield case


def _judge(case: _Case, judged: Judged, entry: int, errors: list[Finding]) -> None:
    if errors:
        case.outcome = "failure"
        case.kind = ", ".join(f"{finding.rule} {finding.name}" for finding in errors)
        case.message = " ".join(finding.message for finding in errors)
        case.text = "\n".join(_told(judged.article, finding) for finding in errors)
    elif entry >= len(judged.verdicts) or judged.verdicts[entry] in _UNDECIDED:
        case.outcome, case.message = "skipped", _reason(judged, entry)


def _reason(judged: Judged, entry: int) -> str:
    """Why a source could not be verified."""
    open_ = [one for one in judged.findings if one.entry == entry and one.rule in ("CC204", "CC901", "CC902")]
    answers = judged.evidence[entry] if entry < len(judged.evidence) else ()
    said = [finding.message for finding in open_]
    said = said or [answer.detail or str(answer.reason) for answer in answers if not answer.answered]
    return " ".join(said) or ("Nothing was asked about it." if not answers else "Nothing found decides it.")


def _set_aside(judged: Judged, entry: int | None) -> list[str]:
    return [
        f"set aside ({one.by}{': ' + one.reason if one.reason else ''}): {one.finding.rule} {one.finding.message}"
        for one in judged.set_aside
        if one.finding.entry == entry
    ]


def _line(article: Article, finding: Finding) -> int:
    return region(article.document, finding.span).line


def _told(article: Article, finding: Finding) -> str:
    where = region(article.document, finding.span)
    place = where.place or f"{where.line}:{where.column}"
    hint = f" {finding.hint}" if finding.hint else ""
    return f"{place}: {finding.severity} {finding.rule} {finding.name}: {finding.message}{hint}"


def _suite(path: str, cases: list[_Case]) -> ET.Element:
    made = [
        _element(path, case, name) for case, name in zip(cases, _distinct(case.name for case in cases), strict=True)
    ]
    suite = ET.Element("testsuite", {"name": _legal(path), **_counts(cases)})
    suite.extend(made)
    return suite


def _element(path: str, case: _Case, name: str) -> ET.Element:
    place = {"file": _legal(path), "line": str(case.line)} if case.line and is_file(path) else {}
    element = ET.Element("testcase", {"name": name, "classname": _legal(path), **place})
    if case.outcome:
        kind = {"type": _legal(case.kind)} if case.kind else {}
        ET.SubElement(element, case.outcome, {"message": _legal(case.message), **kind}).text = _legal(case.text) or None
    if case.out:
        ET.SubElement(element, "system-out").text = _legal("\n".join(case.out))
    return element


def _distinct(names: Iterable[str]) -> Iterator[str]:
    """The names, shortened, each used once."""
    seen: set[str] = set()
    for name in names:
        words = " ".join(_legal(name).split())
        short = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
        told_as, nth = short, 1
        while told_as in seen:
            nth += 1
            told_as = f"{short} ({nth})"
        seen.add(told_as)
        yield told_as


_LONGEST = 160
"""Characters of a case's name: lists of cases show one line for each."""


def _counts(cases: list[_Case]) -> dict[str, str]:
    outcomes = [case.outcome for case in cases]
    return {
        "tests": str(len(cases)),
        "failures": str(outcomes.count("failure")),
        "errors": str(outcomes.count("error")),
        "skipped": str(outcomes.count("skipped")),
    }


def _tally(suites: list[ET.Element]) -> dict[str, str]:
    names = ("tests", "failures", "errors", "skipped")
    return {name: str(sum(int(suite.get(name, "0")) for suite in suites)) for name in names}


def _legal(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return _ILLEGAL.sub("", "\n".join(map(visible, lines)))
