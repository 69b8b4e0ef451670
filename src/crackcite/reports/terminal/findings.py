"""The findings of one article, grouped by what they are about: the text first, then source by source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.text import Text

from crackcite.model import Article, Finding, Judged, Severity, Span
from crackcite.reports.terminal.excerpt import excerpt
from crackcite.reports.terminal.ink import hanging, shortened, visible, wrapped
from crackcite.reports.terminal.wording import SEVERITY, TOGETHER, source_name

# Their reasons stand beside the sources, one line each.
SAID_WITH_THE_SOURCES = {"CC901", "CC902"}


def location(article: Article, span: Span) -> str:
    """``path:line:column``, which terminals and editors make clickable; the place where lines mean little."""
    found = article.document.position(span.start)
    path = visible(article.path)
    return f"{path} ({visible(found.place)})" if found.place else f"{path}:{found.line}:{found.column}"


def finding_lines(judged: Judged, *, width: int, verbose: bool) -> Iterator[Text]:
    """Every finding of an article, errors and warnings in full, infos together at the end (all in full if verbose)."""
    full = [f for f in judged.findings if verbose or f.severity is not Severity.INFO]
    brief = [f for f in judged.findings if f not in full and f.rule not in SAID_WITH_THE_SOURCES]
    for entry, group in groupby(sorted(full, key=_order), key=lambda finding: finding.entry):
        yield from _heading(judged.article, entry, width)
        for finding in group:
            yield from _in_full(judged.article, finding, width)
            yield Text()
    yield from _together(judged.article, brief, width)


def _order(finding: Finding) -> tuple[int, int, int]:
    entry = -1 if finding.entry is None else finding.entry
    return entry, finding.span.start, finding.severity.rank


def _heading(article: Article, entry: int | None, width: int) -> Iterator[Text]:
    if entry is None:
        yield Text("  In the text", style="bold")
        return
    reference = article.references[entry]
    number = f"  Source {reference.number}" if reference.number is not None else "  Source without a number"
    name = shortened(source_name(reference), max(width - len(number) - 3, 20))
    yield Text(number, style="bold") + Text(" · ", style="dim") + Text(name)


def _in_full(article: Article, finding: Finding, width: int) -> Iterator[Text]:
    sign, word, style = SEVERITY[finding.severity]
    first = Text(f"  {sign} ", style=style) + Text(f"{word}  ", style=style)
    yield from hanging(first, Text(visible(finding.message), style="bold"), width)
    where = Text(location(article, finding.span)) + Text(f"  {finding.rule} {finding.name}", style="dim")
    yield from hanging(Text("    "), where, width)
    yield from excerpt(article.document, finding.span, width=width, style=style, indent="  ")
    if finding.hint:
        yield from hanging(Text("    → "), Text(visible(finding.hint)), width)
    if finding.fix and finding.fix.replacement and finding.fix.replacement not in finding.hint + finding.message:
        yield from hanging(Text("      write: "), Text(visible(finding.fix.replacement)), width)


def _together(article: Article, findings: Iterable[Finding], width: int) -> Iterator[Text]:
    """Findings that are only for information: one entry a rule."""
    ordered = sorted(findings, key=lambda finding: (finding.rule, _order(finding)))
    for _, group in groupby(ordered, key=lambda finding: finding.rule):
        sign, _, style = SEVERITY[Severity.INFO]
        text = _brief(article, list(group))
        yield from hanging(Text(f"  {sign} ", style=style), text, width)
    if ordered:
        yield Text()


def _brief(article: Article, group: list[Finding]) -> Text:
    first = group[0]
    rule = Text(f"  {first.rule} {first.name}", style="dim")
    if len(group) == 1:
        return Text(f"{visible(first.message)}  {location(article, first.span)}") + rule
    lines = ", ".join(str(article.document.position(finding.span.start).line) for finding in group)
    said = TOGETHER.get(first.rule, first.name.replace("-", " "))
    return Text(f"{_subjects(group)}: {said} (lines {lines})") + rule


def _subjects(group: list[Finding]) -> str:
    numbers = [str(finding.reference) for finding in group if finding.reference is not None]
    return f"sources {', '.join(numbers)}" if len(numbers) == len(group) else f"{len(group)} places"


def remark_lines(article: Article, *, width: int, verbose: bool) -> Iterator[Text]:
    """What was left out of the reading, and the digits that could be read in two ways."""
    for remark in article.remarks:
        yield from hanging(Text("  - ", style="dim"), Text(visible(remark), style="dim"), width)
    doubts = article.doubts if verbose or len(article.doubts) <= 3 else ()
    for doubt in doubts:
        said = f"“{visible(doubt.text)}” at {location(article, doubt.span)}: {visible(doubt.as_marker)}; or "
        yield from hanging(Text("  ? ", style="cyan"), Text(said + visible(doubt.otherwise)), width)
    if len(article.doubts) > len(doubts):
        said = f"{len(article.doubts)} places can be read in two ways; `crackcite extract` shows them."
        yield from (Text("  ? ", style="cyan") + line for line in wrapped(Text(said), width - 4))
