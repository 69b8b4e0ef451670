"""A run as one flat list, for the views for machines. A file that could not be read is a row like others."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from crackcite.model import Document, Finding, Judged, Report, SetAside, Severity, Span, fingerprinted, say
from crackcite.reports.views import Look
from crackcite.reports.visible import UNSAFE

HOME = "https://github.com/crackcite/crackcite"

RULES = f"{HOME}#rules"
"""The page that tells of every rule."""

UNREADABLE = "CC001"


@dataclass(frozen=True, slots=True)
class Region:
    """A range of a file in lines and columns, all from 1; columns in code points, the end exclusive.

    In a format without lines it is the file's beginning, and ``place`` says where it is (``paragraph 12``).
    """

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    place: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A finding with its file. ``judged`` is the article's, ``None`` where the file could not be read."""

    path: str
    region: Region
    finding: Finding
    judged: Judged | None = None
    aside: SetAside | None = None

    @property
    def message(self) -> str:
        """What was found, with the place in front where lines mean nothing."""
        return f"({self.region.place}) {self.finding.message}" if self.region.place else self.finding.message

    @property
    def advice(self) -> str:
        """What was found and, on a line of its own, what to do."""
        return f"{self.message}\n{self.finding.hint}" if self.finding.hint else self.message


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about the run, or about how the file ``path`` was read: no finding, and yet not to be kept silent."""

    kind: str
    severity: Severity
    text: str
    path: str = ""


def rows(report: Report, look: Look) -> Iterator[Row]:
    """The findings that count, file by file; first the files that could not be read."""
    for failed in report.unreadable:
        found = Finding(UNREADABLE, "unreadable-file", Severity.ERROR, failed.reason, "", Span(0, 0), "unreadable")
        yield Row(told(failed.path, look), Region(), fingerprinted(failed.path, [found])[0])
    for judged in report.articles:
        yield from _rows(judged, judged.findings, look)


def rows_aside(report: Report, look: Look) -> Iterator[Row]:
    """The findings that were set aside."""
    for judged in report.articles:
        aside = [one.finding for one in judged.set_aside]
        for one, row in zip(judged.set_aside, _rows(judged, aside, look), strict=True):
            yield Row(row.path, row.region, row.finding, judged, one)


def _rows(judged: Judged, findings: Iterable[Finding], look: Look) -> Iterator[Row]:
    path = told(judged.article.path, look)
    return (Row(path, region(judged.article.document, one.span), one, judged) for one in findings)


def notes(report: Report, look: Look) -> Iterator[Note]:
    """What is to be said beside the findings, the worst first."""
    if report.away:
        yield Note("network-away", Severity.ERROR, report.away)
    if report.partial:
        ended = say("Interrupted: this report is partial, and what has no answer yet is unverified.")
        yield Note("interrupted", Severity.ERROR, ended)
    for remark in report.remarks:
        yield Note("remark", Severity.INFO, remark)
    for judged in report.articles:
        for remark in judged.article.remarks:
            yield Note("reading", Severity.INFO, remark, told(judged.article.path, look))


def told(path: str, look: Look) -> str:
    """A path as repositories name it: relative to the root where it lies inside, with slashes, without ``./``.

    Addresses of pages, and ``-`` for standard input, stay as they are.
    """
    if not is_file(path):
        return path
    given = PurePath(path).as_posix()
    if not look.root:
        return given
    root = posixpath.normpath(PurePath(look.root).as_posix())
    full = posixpath.normpath(PurePath(look.folder or look.root, path).as_posix())
    inside = full.startswith(root.rstrip("/") + "/")
    return full[len(root.rstrip("/")) + 1 :] if inside else given


def is_file(path: str) -> bool:
    """Whether a path names a file: not standard input, not a published page."""
    return path != "-" and not path.lower().startswith(("http://", "https://"))


def region(document: Document, span: Span) -> Region:
    """Where a span of the document's text stands in the file."""
    first, last = document.position(span.start), document.ending(span)
    if first.place:
        return Region(place=first.place)
    end = max((last.line, last.column), (first.line, first.column))
    return Region(first.line, first.column, *end)


def written(document: Document, span: Span) -> Span | None:
    """The range of the decoded file that holds exactly the text of ``span``; ``None`` where markup stands in it, or
    the format has no lines.

    An empty range is behind the character before it, if the file has nothing between that and the next.
    """
    if document.places:
        return None
    if document.source is None:
        return span
    start = document.source_offset(span.start)
    if span.start == span.end:
        joined = span.start > 0 and document.source_offset(span.start - 1) + 1 == start
        return Span(start, start) if joined else None
    end = document.source_offset(span.end - 1) + 1
    same = start < end and document.source[start:end] == span.of(document.text)
    return Span(start, end) if same else None


_MARKUP = re.compile(r"[*\[\]<>`\\|&\r\n]|(?<![^\W_])_|_(?![^\W_])")


def replacement(document: Document, finding: Finding) -> tuple[Span, str] | None:
    """What the finding's fix changes in the decoded file: a range, and what is to stand there.

    ``None`` where there is no fix, or where it cannot be said in the file's own characters: only plain text, and
    Markdown that needs no escapes, can be changed without knowing the markup.
    """
    fix = finding.fix
    if fix is None or (
        document.format != "text" and (document.format != "markdown" or _MARKUP.search(fix.replacement))
    ):
        return None
    span = written(document, fix.span)
    return (span, fix.replacement) if span else None


_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(value: Any) -> Any:
    """``value``, dicts and lists being gone through, with U+FFFD for every surrogate: no encoding can hold one."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {clean(key): clean(one) for key, one in value.items()}
    return [clean(one) for one in value] if isinstance(value, list) else value


def as_json(value: Any) -> str:
    """``value`` as JSON text, ending in a line break, without a byte-order mark. What a terminal would obey is escaped:
    jobs print their reports.
    """
    lines = json.dumps(clean(value), ensure_ascii=False, indent=2).split("\n")
    return "\n".join(UNSAFE.sub(_escaped, line) for line in lines) + "\n"


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
