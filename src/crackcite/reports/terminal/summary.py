"""The end of the report: a table of counts and one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.text import Text

from crackcite.model import Report, Severity, Verdict
from crackcite.reports.terminal.ink import hanging, visible
from crackcite.reports.terminal.wording import SEVERITY, count, listed


def summary_lines(report: Report, *, width: int) -> Iterator[Text]:
    """The table: one row an article, and a total where there are several; in two tables where one would be too wide."""
    names = [visible(judged.article.path) for judged in report.articles]
    verdicts = [] if report.offline or report.away else _verdicts(report)
    counted, judged = _count_columns(report), _verdict_columns(report, verdicts)
    whole = counted | judged
    tables = [whole] if cell_len(_heading(whole)) <= width else [part for part in (counted, judged) if part]
    for table in tables:
        yield from _table(table, names, width)


def _heading(columns: Mapping[str, Sequence[int]]) -> str:
    return "  " + "  ".join(columns)


def _table(columns: Mapping[str, Sequence[int]], names: Sequence[str], width: int) -> Iterator[Text]:
    """The columns with a heading each; the names stand beside the rows if all fit, else above."""
    heading = _heading(columns)
    rows = list(zip(*columns.values(), strict=True))
    several = len(rows) > 1
    if several:
        rows.append(tuple(sum(column) for column in columns.values()))
    labels = [*names, "in all"] if several else [""]
    beside = all(cell_len(heading) + 2 + cell_len(label) <= width for label in labels)
    yield Text(heading, style="dim")
    for label, row in zip(labels, rows, strict=True):
        if not beside:
            yield Text(f"  {label}")
        numbers = "  ".join(f"{number:>{len(name)}}" for number, name in zip(row, columns, strict=True))
        yield Text(f"  {numbers}  {label if beside else ''}".rstrip())


def _count_columns(report: Report) -> dict[str, list[int]]:
    read = [judged.article for judged in report.articles]
    found = {
        f"{severity}s": [sum(f.severity is severity for f in judged.findings) for judged in report.articles]
        for severity in Severity
    }
    markers, sources = ([len(article.markers) for article in read], [len(article.references) for article in read])
    return {"markers": markers, "sources": sources, **found}


def _verdict_columns(report: Report, verdicts: Sequence[Verdict]) -> dict[str, list[int]]:
    return {verdict.value: [judged.verdicts.count(verdict) for judged in report.articles] for verdict in verdicts}


def _verdicts(report: Report) -> list[Verdict]:
    """The verdicts that occur."""
    return [verdict for verdict in Verdict if any(verdict in judged.verdicts for judged in report.articles)]


_ENDED = "Interrupted: this report is partial, and what has no answer yet is unverified."


def verdict_lines(report: Report, *, width: int) -> Iterator[Text]:
    """One sentence: what was found, and how many sources are verified."""
    sign, style = _sign(report)
    ended = f"{_ENDED} " if report.partial else ""
    said = f"{ended}{_found(report)} {_verified(report)}".rstrip()
    yield from hanging((f"{sign} ", style), (said, "bold"), width)


def _sign(report: Report) -> tuple[str, str]:
    worst = next((severity for severity in (Severity.ERROR, Severity.WARNING) if report.count(severity)), None)
    if worst:
        return SEVERITY[worst][0], SEVERITY[worst][2]
    return ("?", "bold cyan") if report.away or report.partial or _nothing_read(report) else ("✓", "bold green")


def _nothing_read(report: Report) -> bool:
    """Whether no article of the run had anything to check."""
    return not any(judged.article.markers or judged.article.references for judged in report.articles)


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
    if not found and _nothing_read(report):
        return "Nothing was checked: neither markers nor sources were found."
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
