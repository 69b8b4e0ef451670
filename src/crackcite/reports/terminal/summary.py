"""The end of the report: a table of counts and one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.text import Text

from crackcite.languages import Voice
from crackcite.model import Report, Severity, Verdict
from crackcite.reports.terminal.ink import hanging, visible
from crackcite.reports.terminal.wording import SEVERITY
from crackcite.reports.wording import conclusion, nothing_read


def summary_lines(report: Report, tr: Voice, *, width: int) -> Iterator[Text]:
    """The table: one row an article, and a total where there are several; in two tables where one would be too wide."""
    names = [visible(judged.article.path) for judged in report.articles]
    verdicts = [] if report.offline or report.away else _verdicts(report)
    counted, judged = _count_columns(report, tr), _verdict_columns(report, verdicts, tr)
    whole = counted | judged
    fits = cell_len(_heading(whole)) <= width
    for part in (whole,) if fits else (counted, judged):
        for table in _fitting(part, width):
            yield from _table(table, names, tr, width)


def _fitting(columns: Mapping[str, list[int]], width: int) -> Iterator[dict[str, list[int]]]:
    """The columns in as many tables as they need to fit."""
    table: dict[str, list[int]] = {}
    for name, numbers in columns.items():
        if table and cell_len(_heading({**table, name: numbers})) > width:
            yield table
            table = {}
        table[name] = numbers
    if table:
        yield table


def _heading(columns: Mapping[str, Sequence[int]]) -> str:
    return "  " + "  ".join(columns)


def _table(columns: Mapping[str, Sequence[int]], names: Sequence[str], tr: Voice, width: int) -> Iterator[Text]:
    """The columns with a heading each; the names stand beside the rows if all fit, else above."""
    heading = _heading(columns)
    rows = list(zip(*columns.values(), strict=True))
    several = len(rows) > 1
    if several:
        rows.append(tuple(sum(column) for column in columns.values()))
    labels = [*names, tr("in all")] if several else [""]
    beside = all(cell_len(heading) + 2 + cell_len(label) <= width for label in labels)
    yield Text(heading, style="dim")
    for label, row in zip(labels, rows, strict=True):
        if not beside:
            yield Text(f"  {label}")
        numbers = "  ".join(f"{number:>{cell_len(name)}}" for number, name in zip(row, columns, strict=True))
        yield Text(f"  {numbers}  {label if beside else ''}".rstrip())


def _count_columns(report: Report, tr: Voice) -> dict[str, list[int]]:
    read = [judged.article for judged in report.articles]
    found = [
        [sum(f.severity is severity for f in judged.findings) for judged in report.articles] for severity in Severity
    ]
    markers, sources = [len(article.markers) for article in read], [len(article.references) for article in read]
    heads = (tr("markers"), tr("sources"), tr("errors"), tr("warnings"), tr("infos"))
    return dict(zip(heads, (markers, sources, *found), strict=True))


def _verdict_columns(report: Report, verdicts: Sequence[Verdict], tr: Voice) -> dict[str, list[int]]:
    heads = {
        Verdict.VERIFIED: tr.of("column", "verified"),
        Verdict.MISMATCH: tr.of("column", "mismatch"),
        Verdict.RETRACTED: tr.of("column", "retracted"),
        Verdict.BROKEN: tr.of("column", "broken"),
        Verdict.UNVERIFIED: tr.of("column", "unverified"),
        Verdict.UNCHECKED: tr.of("column", "unchecked"),
    }
    return {heads[one]: [judged.verdicts.count(one) for judged in report.articles] for one in verdicts}


def _verdicts(report: Report) -> list[Verdict]:
    """The verdicts that occur."""
    return [verdict for verdict in Verdict if any(verdict in judged.verdicts for judged in report.articles)]


def verdict_lines(report: Report, tr: Voice, *, width: int) -> Iterator[Text]:
    """One sentence: what was found, and how many sources are verified."""
    sign, style = _sign(report)
    said = conclusion(report, tr)
    if report.partial:
        ended = tr("Interrupted: this report is partial, and what has no answer yet is unverified.")
        said = f"{ended} {said}"
    yield from hanging((f"{sign} ", style), (visible(said), "bold"), width)


def _sign(report: Report) -> tuple[str, str]:
    worst = next((severity for severity in (Severity.ERROR, Severity.WARNING) if report.count(severity)), None)
    if worst:
        return SEVERITY[worst][0], SEVERITY[worst][2]
    return ("?", "bold cyan") if report.away or report.partial or nothing_read(report) else ("✓", "bold green")
