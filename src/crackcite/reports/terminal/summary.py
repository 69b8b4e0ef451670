"""The end of the report: a table of counts and one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from crackcite.model import Judged, Report, Severity, Verdict
from crackcite.reports.terminal.ink import hanging, visible
from crackcite.reports.terminal.wording import SEVERITY, count, listed


def summary_lines(report: Report, *, width: int) -> Iterator[Text]:
    """The table: one row an article, and a total where there are several."""
    columns = [
        "markers",
        "sources",
        *(f"{severity}s" for severity in Severity if severity is not Severity.INFO),
        "infos",
    ]
    verdicts = [verdict for verdict in Verdict if any(verdict in judged.verdicts for judged in report.articles)]
    columns += [verdict.value for verdict in verdicts]
    rows = [(visible(judged.article.path), _counts(judged, verdicts)) for judged in report.articles]
    if len(rows) > 1:
        rows.append(("all", [sum(column) for column in zip(*(row for _, row in rows), strict=True)]))
    yield Text("  " + "  ".join(columns) + ("  article" if len(rows) > 1 else ""), style="dim")
    for name, counts in rows:
        yield from _row(name if len(rows) > 1 else "", counts, columns, width)


def _counts(judged: Judged, verdicts: Sequence[Verdict]) -> list[int]:
    severities = [finding.severity for finding in judged.findings]
    return [
        len(judged.article.markers),
        len(judged.article.references),
        *(severities.count(severity) for severity in Severity),
        *(judged.verdicts.count(verdict) for verdict in verdicts),
    ]


def _row(name: str, counts: Sequence[int], columns: Sequence[str], width: int) -> Iterator[Text]:
    numbers = "  " + "  ".join(f"{number:>{len(column)}}" for number, column in zip(counts, columns, strict=True))
    if name and len(numbers) + 2 + cell_len(name) > width:
        yield Text(f"  {name}")
        name = ""
    yield Text(f"{numbers}  {name}".rstrip())


def verdict_lines(report: Report, *, width: int) -> Iterator[Text]:
    """One sentence: what was found, and how many sources are verified."""
    sign, style = _sign(report)
    said = f"{_found(report)} {_verified(report)}".rstrip()
    yield from hanging(Text(f"{sign} ", style=style), Text(said, style="bold"), width)


def _sign(report: Report) -> tuple[str, str]:
    worst = next((severity for severity in (Severity.ERROR, Severity.WARNING) if report.count(severity)), None)
    if worst:
        return SEVERITY[worst][0], SEVERITY[worst][2]
    return ("?", "bold cyan") if report.away or not report.articles else ("✓", "bold green")


def _found(report: Report) -> str:
    """How many errors and warnings there are; a file that could not be read is named as such."""
    if not report.articles and not report.unreadable:
        return "Nothing was read."
    unread = len(report.unreadable)
    counts = [
        (report.count(Severity.ERROR) - unread, "error"),
        (report.count(Severity.WARNING), "warning"),
        (unread, "unreadable file"),
    ]
    found = [count(number, noun) for number, noun in counts if number]
    return f"{listed(found)}." if found else "No error and no warning."


def _verified(report: Report) -> str:
    verdicts = [verdict for judged in report.articles for verdict in judged.verdicts]
    if report.away or not verdicts:
        return visible(report.away)
    if report.offline:
        return f"Offline: nothing was asked, so {_none_of(len(verdicts))} verified."
    others = [f"{verdicts.count(v)} {v}" for v in Verdict if v is not Verdict.VERIFIED and v in verdicts]
    said = f"{verdicts.count(Verdict.VERIFIED)} of {count(len(verdicts), 'source')} verified"
    return f"{said}; {listed(others)}." if others else f"{said}."


def _none_of(number: int) -> str:
    return "the source is not" if number == 1 else f"none of the {number} sources is"
