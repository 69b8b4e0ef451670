"""SARIF 2.1.0, as code scanning takes it.

Sources: OASIS, *Static Analysis Results Interchange Format (SARIF) Version 2.1.0*; docs.github.com, *SARIF support for
code scanning*, for what GitHub requires beyond the schema and for its limits.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from crackcite.model import Document, Report, Severity, Span
from crackcite.reports import pages
from crackcite.reports.flat import HOME, RULES, Note, Region, Row, as_json, notes, replacement, rows, rows_aside, told
from crackcite.reports.json import summary
from crackcite.reports.views import Look
from crackcite.rules import table
from crackcite.rules.registry import Rule

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}

# An error is said of what was proved, a warning where two readings are possible in principle.
_PRECISION = {Severity.ERROR: "very-high", Severity.WARNING: "high", Severity.INFO: "medium"}

_MOST = 1024
"""Characters that GitHub takes of a rule's descriptions."""

RESULTS = 25_000
"""Results of a run that GitHub takes: it refuses a file with more."""

_TAGS = {
    "0": "reading",
    "1": "numbering",
    "2": "sources",
    "3": "works",
    "4": "links",
    "5": "consistency",
    "9": "unverified",
}


def view(report: Report, look: Look) -> str:
    """The run as a SARIF log, every rule in it, whatever was found.

    Findings that were set aside are in it as notifications, with their reasons; only where ``look.verbose`` is set are
    they suppressed or unchanged results: GitHub's code scanning would open alerts for them all the same. Of more
    results than it takes, the worst are kept and the others counted.
    """
    index = {code: number for number, code in enumerate(table())}
    told_of = [*rows(report, look), *(rows_aside(report, look) if look.verbose else ())]
    results = [_result(row, index) for row in _worst(told_of)]
    if any("baselineState" in result for result in results):
        results = [{"baselineState": "new", **result} for result in results]
    run = {
        "tool": {"driver": _driver(report)},
        "automationDetails": {"id": "crackcite/"},
        "invocations": [_invocation(report, look, len(told_of) - len(results))],
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(path) for path in dict.fromkeys(_paths(report, look))],
        "results": results,
        "properties": {"summary": summary(report)},
    }
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _worst(found: list[Row]) -> list[Row]:
    return found if len(found) <= RESULTS else sorted(found, key=lambda row: row.finding.severity.rank)[:RESULTS]


def _driver(report: Report) -> dict[str, Any]:
    return {
        "name": "crackcite",
        "semanticVersion": report.version,
        "informationUri": HOME,
        "rules": [_rule(rule) for rule in table().values()],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    parts = pages.sections(rule)
    headed = [(heading, text) for heading, text in parts.items() if heading]
    full = f"{parts['']} {parts['Why'][:1].upper()}{parts['Why'][1:]}"
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": textwrap.shorten(rule.summary, _MOST, placeholder="…")},
        "fullDescription": {"text": textwrap.shorten(full, _MOST, placeholder="…")},
        "help": {
            "text": "\n\n".join([parts[""], *(f"{heading}: {text}" for heading, text in headed)]),
            "markdown": "\n\n".join([parts[""], *(f"**{heading}:** {text}" for heading, text in headed)]),
        },
        "helpUri": RULES,
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {
            "tags": [_TAGS.get(rule.code[2], "other"), *(["fixable"] if rule.fixable else [])],
            "precision": _PRECISION[rule.severity],
            "problem.severity": _PROBLEM[rule.severity],
        },
    }


def _invocation(report: Report, look: Look, left_out: int) -> dict[str, Any]:
    read = bool(report.articles) or not report.unreadable  # a run in which nothing had changed is none that failed
    told_of = {"executionSuccessful": read and not (report.away or report.partial)}
    started = {"startTimeUtc": report.started_at} if report.started_at else {}
    said = [*notes(report, look), *(() if look.verbose else _aside_notes(report, look))]
    if left_out:
        many = f"{left_out} findings are left out, the least grave: code scanning takes {RESULTS} of a run."
        said.append(Note("left-out", Severity.WARNING, many))
    return {**told_of, **started, "toolExecutionNotifications": [_notification(one) for one in said]}


def _aside_notes(report: Report, look: Look) -> Iterator[Note]:
    """What was set aside in each article, by whom and why."""
    for judged in report.articles:
        ways = Counter((one.by, one.reason, one.finding.rule) for one in judged.set_aside)
        for (by, reason, rule), number in ways.items():
            why = f" ({reason})" if reason else ""
            many = f", {number} findings" if number > 1 else ""
            text = f"Set aside {_BY.get(by, by)}{why}: {rule}{many}."
            yield Note("set-aside", Severity.INFO, text, told(judged.article.path, look))


_BY = {
    "comment": "by a comment",
    "file": "by the settings for this file",
    "accept": "by the settings, which accept it",
    "baseline": "by the baseline",
}


def _notification(note: Note) -> dict[str, Any]:
    where = {"locations": [_location(note.path, Region())]} if note.path else {}
    return {"descriptor": {"id": note.kind}, "level": _LEVEL[note.severity], "message": {"text": note.text}, **where}


def _paths(report: Report, look: Look) -> list[str]:
    files = [one.path for one in report.unreadable] + [judged.article.path for judged in report.articles]
    return [told(path, look) for path in files]


def _artifact(path: str) -> dict[str, Any]:
    return {"location": {"uri": uri(path)}, "roles": ["analysisTarget"]}


def uri(path: str) -> str:
    """A path as a URI reference (RFC 3986): relative where the path is; pages' addresses as they are."""
    if path.lower().startswith(("http://", "https://")):
        return quote(path, safe="!#$%&'()*+,/:;=?@[]~", errors="replace")
    quoted = quote(_bytes(path), safe="/!$&'()*+,;=@~")
    if path.startswith("/") or path[1:3] == ":/":
        return f"file://{'' if path.startswith('/') else '/'}{quoted}"
    return quoted or "-"


def _bytes(path: str) -> bytes:
    """A path as the system has it: a name that is no UTF-8 is given in its own bytes."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "replace")


def _location(path: str, region: Region) -> dict[str, Any]:
    named = {"logicalLocations": [{"fullyQualifiedName": region.place}]} if region.place else {}
    return {"physicalLocation": {"artifactLocation": {"uri": uri(path)}, "region": _region(region)}, **named}


def _region(region: Region) -> dict[str, int]:
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _result(row: Row, index: dict[str, int]) -> dict[str, Any]:
    found = row.finding
    known = {"ruleIndex": index[found.rule]} if found.rule in index else {}
    return {
        "ruleId": found.rule or "crackcite",
        **known,
        "level": _LEVEL[found.severity],
        "message": {"text": row.advice or found.name or "crackcite"},
        "locations": [_location(row.path, row.region)],
        "partialFingerprints": {"crackcite/v1": found.fingerprint},
        **_fixes(row),
        **_aside(row),
    }


def _fixes(row: Row) -> dict[str, Any]:
    document = row.judged.article.document if row.judged else None
    change = replacement(document, row.finding) if document else None
    if document is None or change is None:
        return {}
    span, text = change
    put = {"deletedRegion": _region(_between(document, span)), "insertedContent": {"text": text}}
    artifact = {"artifactLocation": {"uri": uri(row.path)}, "replacements": [put]}
    return {"fixes": [{"description": {"text": row.finding.hint or row.message}, "artifactChanges": [artifact]}]}


def _between(document: Document, span: Span) -> Region:
    return Region(*document.source_position(span.start), *document.source_position(span.end))


def _aside(row: Row) -> dict[str, Any]:
    """Why a finding does not count: said in the article, in the settings, or known from before."""
    if row.aside is None:
        return {}
    if row.aside.by == "baseline":
        return {"baselineState": "unchanged"}
    kind = "inSource" if row.aside.by == "comment" else "external"
    reason = {"justification": row.aside.reason} if row.aside.reason else {}
    return {"suppressions": [{"kind": kind, "status": "accepted", **reason}]}
