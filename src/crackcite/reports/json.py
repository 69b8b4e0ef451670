"""The JSON report: the master format, of which every other view can be made. It only ever gains fields.

Offsets are code-point offsets into the article's ``text``, end exclusive; lines and columns are 1-based.
Sentences are in English; ``said`` beside them holds what they were made of, for views in other languages.
"""

from __future__ import annotations

import json
import re
from typing import Any

from crackcite.model import (
    Answer,
    Article,
    Document,
    Doubt,
    Edit,
    Finding,
    Identifier,
    Judged,
    Marker,
    Reference,
    Report,
    SetAside,
    Severity,
    SourceList,
    Span,
    Verdict,
)
from crackcite.reports.json_load import SCHEMA_VERSION, RunFileError, load
from crackcite.reports.plain import said, to_plain
from crackcite.reports.views import Look

__all__ = ["SCHEMA_VERSION", "RunFileError", "load", "render", "view"]


def render(report: Report) -> str:
    """The report as JSON text, ending in a line break. It can always be encoded as UTF-8."""
    return _encodable(_written(_report(report))) + "\n"


def view(report: Report, _look: Look) -> str:
    """The report as JSON text: the same for everybody."""
    return render(report)


_PLAIN = json.JSONEncoder(ensure_ascii=False).encode


def _written(value: Any, margin: str = "\n") -> str:
    """What ``json.dumps(value, ensure_ascii=False, indent=2)`` gives, in a third of its time: with an indent, the
    library leaves its C encoder aside.
    """
    deeper = margin + "  "
    if isinstance(value, dict) and value:
        rows = [f"{_PLAIN(name)}: {_written(item, deeper)}" for name, item in value.items()]
        return f"{{{deeper}{f',{deeper}'.join(rows)}{margin}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{deeper}{f',{deeper}'.join([_written(item, deeper) for item in value])}{margin}]"
    return _PLAIN(value)


_SURROGATE = re.compile("([\ud800-\udbff](?=[\udc00-\udfff]))|[\ud800-\udfff]")


def _encodable(text: str) -> str:
    """``text`` with lone surrogates escaped.

    The first half of a pair of two code points becomes U+FFFD: JSON would read the pair as one character, and every
    offset behind it would be wrong by one.
    """
    return _SURROGATE.sub(lambda found: "\ufffd" if found[1] else f"\\u{ord(found[0]):04x}", text)


def _report(report: Report) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "crackcite", "version": report.version},
        "run": {
            "started_at": report.started_at,
            "seconds": report.seconds,
            "offline": report.offline,
            "away": report.away,
            "partial": report.partial,
            "excluded": list(report.excluded),
            "remarks": list(report.remarks),
            **said(away=report.away, remarks=report.remarks),
            "lookups": {
                "asked": report.lookups.asked,
                "answered": report.lookups.answered,
                "cached": report.lookups.cached,
                "unanswered": report.lookups.unanswered,
            },
        },
        "articles": [_judged(judged) for judged in report.articles],
        "unreadable": [
            {"path": failed.path, "reason": failed.reason, **said(reason=failed.reason)} for failed in report.unreadable
        ],
        "summary": summary(report),
    }


def summary(report: Report) -> dict[str, Any]:
    """The counts of a run: articles, markers, references, findings by severity, sources by verdict."""
    verdicts = [verdict for judged in report.articles for verdict in judged.verdicts]
    return {
        "articles": len(report.articles),
        "markers": sum(len(judged.article.markers) for judged in report.articles),
        "references": sum(len(judged.article.references) for judged in report.articles),
        "findings": {severity.value: report.count(severity) for severity in Severity},
        "verdicts": {verdict.value: verdicts.count(verdict) for verdict in Verdict},
    }


def _judged(judged: Judged) -> dict[str, Any]:
    article, document = judged.article, judged.article.document
    return {
        "path": document.path,
        "format": document.format,
        "language": article.language,
        "style": article.style.value,
        "heading": _heading(document, article),
        "lists": [_list(document, found) for found in article.lists],
        "markers": [_marker(document, marker) for marker in article.markers],
        "references": [_reference(judged, index) for index in range(len(article.references))],
        "findings": [_finding(document, finding) for finding in judged.findings],
        "set_aside": [_set_aside(document, one) for one in judged.set_aside],
        "doubts": [_doubt(document, doubt) for doubt in article.doubts],
        "remarks": list(article.remarks),
        **said(remarks=article.remarks),
        "document": _document(document),
        "text": document.text,
    }


def _set_aside(document: Document, one: SetAside) -> dict[str, Any]:
    return {"by": one.by, "reason": one.reason, **said(reason=one.reason), "finding": _finding(document, one.finding)}


def _place(document: Document, span: Span) -> dict[str, Any]:
    """Where a span stands: offsets, lines and columns; ``place`` only in formats without lines."""
    first, last = document.position(span.start), document.ending(span)
    place = {"place": first.place} if first.place else {}
    return {
        "start": span.start,
        "end": span.end,
        "line": first.line,
        "column": first.column,
        "end_line": last.line,
        "end_column": last.column,
        **place,
    }


def _offsets(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _heading(document: Document, article: Article) -> dict[str, Any] | None:
    found = article.heading
    return {**_place(document, found.span), "text": found.text} if found else None


def _list(document: Document, found: SourceList) -> dict[str, Any]:
    heading = found.heading
    return {
        **_place(document, found.span),
        "numbered": found.numbered,
        "heading": {**_offsets(heading.span), "text": heading.text} if heading else None,
        "scope": _offsets(found.scope) if found.scope else None,
    }


def _marker(document: Document, marker: Marker) -> dict[str, Any]:
    return {
        "text": marker.text,
        "numbers": list(marker.numbers),
        "form": marker.form.value,
        "certainty": marker.certainty.value,
        **_place(document, marker.span),
        "flaw": marker.flaw,
        **said(flaw=marker.flaw),
        "section": marker.section,
    }


def _reference(judged: Judged, index: int) -> dict[str, Any]:
    document, reference = judged.article.document, judged.article.references[index]
    verdict = judged.verdicts[index] if index < len(judged.verdicts) else Verdict.UNCHECKED
    answers = judged.evidence[index] if index < len(judged.evidence) else ()
    return {
        "number": reference.number,
        "text": reference.text,
        **_place(document, reference.span),
        "label": _offsets(reference.label),
        "section": reference.section,
        "identifiers": [_identifier(document, identifier) for identifier in reference.identifiers],
        **_parts(reference),
        "verdict": verdict.value,
        "evidence": [_answer(answer) for answer in answers],
    }


def _parts(reference: Reference) -> dict[str, Any]:
    parts = reference.parts
    return {
        "authors": list(parts.authors),
        "et_al": parts.et_al,
        "title": parts.title,
        "container": parts.container,
        "year": parts.year,
        "volume": parts.volume,
        "issue": parts.issue,
        "pages": parts.pages,
        "publisher": parts.publisher,
        "publisher_place": parts.place,
        "accessed": parts.accessed,
    }


def _identifier(document: Document, identifier: Identifier) -> dict[str, Any]:
    return {
        "kind": identifier.kind.value,
        "value": identifier.value,
        **_place(document, identifier.span),
        "written": _offsets(identifier.written),
        "hidden": identifier.hidden,
        "flaw": identifier.flaw,
        **said(flaw=identifier.flaw),
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "kind": answer.question.kind.value,
        "key": answer.question.key,
        "outcome": answer.outcome.value,
        "reason": answer.reason.value,
        "detail": answer.detail,
        **said(detail=answer.detail),
        "source": answer.source,
        "checked_at": answer.checked_at,
        "cached": answer.cached,
        "value": answer.value,
        "works": to_plain(answer.works),
        "page": None if answer.page is None else to_plain(answer.page),
    }


def _finding(document: Document, finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        **said(message=finding.message, hint=finding.hint),
        **_place(document, finding.span),
        "reference": finding.reference,
        "entry": finding.entry,
        "subject": finding.subject,
        "fix": _fix(finding.fix),
        "fingerprint": finding.fingerprint,
    }


def _fix(fix: Edit | None) -> dict[str, Any] | None:
    return {**_offsets(fix.span), "replacement": fix.replacement} if fix else None


def _doubt(document: Document, doubt: Doubt) -> dict[str, Any]:
    return {
        **_place(document, doubt.span),
        "text": doubt.text,
        "as_marker": doubt.as_marker,
        "otherwise": doubt.otherwise,
        **said(as_marker=doubt.as_marker, otherwise=doubt.otherwise),
    }


def _document(document: Document) -> dict[str, Any]:
    """What a reader found out beside the text: enough to find every line and column again."""
    return {
        "encoding": document.encoding,
        "language": document.language,
        "remarks": list(document.remarks),
        **said(remarks=document.remarks),
        "hints": to_plain(document.hints),
        "places": to_plain(document.places),
        "anchors": to_plain(document.anchors),
        "source": document.source,
    }
