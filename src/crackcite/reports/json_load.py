"""The JSON report read back: a run's Report as it was when it was written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from crackcite.model import (
    Answer,
    Article,
    Certainty,
    CitationStyle,
    Document,
    Doubt,
    Edit,
    Finding,
    Form,
    Heading,
    Identifier,
    IdentifierKind,
    Judged,
    Lookups,
    Marker,
    Outcome,
    Page,
    Parts,
    Question,
    QuestionKind,
    Reason,
    Reference,
    Report,
    SetAside,
    Severity,
    SourceList,
    Span,
    Unreadable,
    Verdict,
    Work,
    say,
)
from crackcite.reports.plain import all_heard, from_plain, heard, require_declared

SCHEMA_VERSION = 1

Plain = Mapping[str, Any]


class RunFileError(ValueError):
    """A text that is not the JSON report of a run; the message says why, in one line."""


def load(text: str) -> Report:
    """The Report of which :func:`crackcite.reports.json.render` made ``text``.

    Fields that are not known are passed over. Raises :class:`RunFileError` for anything that is not such a report.
    """
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RunFileError(say("it is not JSON (line {line})", line=getattr(error, "lineno", 1))) from None
    version = plain.get("schema_version") if isinstance(plain, dict) else None
    if type(version) is int and version > SCHEMA_VERSION:
        raise RunFileError(say("a newer crackcite wrote it (its schema_version is {version}): update", version=version))
    if not isinstance(plain, dict) or version != SCHEMA_VERSION:
        raise RunFileError(say("it is not what check --format json writes"))
    try:
        return _whole(_report(plain))
    except KeyError as error:
        raise RunFileError(say("not a whole crackcite report: {field} is missing", field=str(error))) from None
    except (TypeError, ValueError, AttributeError, RecursionError) as error:
        raise RunFileError(say("not a crackcite report: {error}", error=str(error))) from None


def _whole(report: Report) -> Report:
    """The report. Raises ``TypeError`` or ``ValueError`` where views would find something else than a report holds."""
    require_declared(report)
    for judged in report.articles:
        sources, lists = judged.article.references, max(1, len(judged.article.lists))
        findings = (*judged.findings, *(one.finding for one in judged.set_aside))
        if any(one.entry is not None and not 0 <= one.entry < len(sources) for one in findings):
            raise ValueError("a finding is about a source that is not there")
        sections = {one.section for one in sources} | {one.section for one in judged.article.markers}
        if any(not 0 <= section < lists for section in sections):
            raise ValueError("a marker or a source is of a list that is not there")
    return report


def _report(plain: Plain) -> Report:
    run = plain["run"]
    return Report(
        version=plain["tool"]["version"],
        started_at=run["started_at"],
        seconds=run["seconds"],
        offline=run["offline"],
        lookups=from_plain(Lookups, run["lookups"]),
        articles=tuple(_judged(article) for article in plain["articles"]),
        unreadable=tuple(Unreadable(failed["path"], heard(failed, "reason")) for failed in plain["unreadable"]),
        away=heard(run, "away"),
        remarks=all_heard(run, "remarks"),
        partial=run.get("partial", False),
        excluded=tuple(run.get("excluded", ())),
    )


def _judged(plain: Plain) -> Judged:
    references = plain["references"]
    return Judged(
        article=_article(plain),
        verdicts=tuple(Verdict(reference["verdict"]) for reference in references),
        evidence=tuple(tuple(_answer(answer) for answer in reference["evidence"]) for reference in references),
        findings=tuple(_finding(finding) for finding in plain["findings"]),
        set_aside=tuple(
            SetAside(_finding(one["finding"]), one["by"], heard(one, "reason")) for one in plain.get("set_aside", ())
        ),
    )


def _article(plain: Plain) -> Article:
    return Article(
        document=_document(plain),
        markers=tuple(_marker(marker) for marker in plain["markers"]),
        references=tuple(_reference(reference) for reference in plain["references"]),
        lists=tuple(_list(found) for found in plain["lists"]),
        language=plain["language"],
        style=CitationStyle(plain["style"]),
        doubts=tuple(_doubt(doubt) for doubt in plain["doubts"]),
        remarks=all_heard(plain, "remarks"),
    )


def _document(plain: Plain) -> Document:
    own = plain["document"]
    read = from_plain(Document, {**own, "path": plain["path"], "format": plain["format"], "text": plain["text"]})
    return replace(read, remarks=all_heard(own, "remarks")) if own.get("said") else read


def _span(plain: Plain) -> Span:
    return Span(plain["start"], plain["end"])


def _list(plain: Plain) -> SourceList:
    heading, scope = plain["heading"], plain["scope"]
    return SourceList(
        span=_span(plain),
        heading=Heading(_span(heading), heading["text"]) if heading else None,
        numbered=plain["numbered"],
        scope=_span(scope) if scope else None,
    )


def _marker(plain: Plain) -> Marker:
    return Marker(
        span=_span(plain),
        text=plain["text"],
        numbers=tuple(plain["numbers"]),
        form=Form(plain["form"]),
        certainty=Certainty(plain["certainty"]),
        flaw=heard(plain, "flaw"),
        section=plain["section"],
    )


def _reference(plain: Plain) -> Reference:
    return Reference(
        number=plain["number"],
        span=_span(plain),
        text=plain["text"],
        label=_span(plain["label"]),
        identifiers=tuple(_identifier(identifier) for identifier in plain["identifiers"]),
        parts=from_plain(Parts, {**plain, "place": plain["publisher_place"]}),
        section=plain["section"],
    )


def _identifier(plain: Plain) -> Identifier:
    return Identifier(
        kind=IdentifierKind(plain["kind"]),
        value=plain["value"],
        span=_span(plain),
        written=_span(plain["written"]),
        flaw=heard(plain, "flaw"),
        hidden=plain.get("hidden", False),
    )


def _answer(plain: Plain) -> Answer:
    page = plain["page"]
    return Answer(
        question=Question(QuestionKind(plain["kind"]), plain["key"]),
        outcome=Outcome(plain["outcome"]),
        reason=Reason(plain["reason"]),
        detail=heard(plain, "detail"),
        source=plain["source"],
        checked_at=plain["checked_at"],
        value=plain["value"],
        works=tuple(from_plain(Work, work) for work in plain["works"]),
        page=from_plain(Page, page) if page is not None else None,
        cached=plain["cached"],
    )


def _finding(plain: Plain) -> Finding:
    fix = plain["fix"]
    return Finding(
        rule=plain["rule"],
        name=plain["name"],
        severity=Severity(plain["severity"]),
        message=heard(plain, "message"),
        hint=heard(plain, "hint"),
        span=_span(plain),
        subject=plain["subject"],
        reference=plain["reference"],
        entry=plain["entry"],
        fix=Edit(_span(fix), fix["replacement"]) if fix else None,
        fingerprint=plain["fingerprint"],
    )


def _doubt(plain: Plain) -> Doubt:
    return Doubt(_span(plain), plain["text"], heard(plain, "as_marker"), heard(plain, "otherwise"))
