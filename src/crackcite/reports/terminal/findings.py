"""The findings of one article, grouped by what they are about: the text first, then source by source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.text import Text

from crackcite.model import Article, Finding, Judged, Severity, Span
from crackcite.reports.terminal.excerpt import excerpt
from crackcite.reports.terminal.ink import hanging, joined, shortened, visible
from crackcite.reports.terminal.wording import SEVERITY, TOGETHER, runs, source_name

# Where the sources are listed, these are said there, beside the source that they are about.
SAID_WITH_THE_SOURCES = {"CC204", "CC901", "CC902"}


def location(article: Article, span: Span) -> str:
    """``path:line:column``, which terminals and editors make clickable; the place where lines mean little."""
    found = article.document.position(span.start)
    path = visible(article.path)
    return f"{path} ({visible(found.place)})" if found.place else f"{path}:{found.line}:{found.column}"


def finding_lines(judged: Judged, *, width: int, verbose: bool, sources_listed: bool) -> Iterator[Text]:
    """Every finding of an article, errors and warnings in full, infos together at the end (all in full if verbose)."""
    full = [f for f in judged.findings if verbose or f.severity is not Severity.INFO]
    said = SAID_WITH_THE_SOURCES if sources_listed else set()
    brief = [] if verbose else [f for f in judged.findings if f.severity is Severity.INFO and f.rule not in said]
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
    yield joined((number, "bold"), (" · ", "dim"), name)


def _in_full(article: Article, finding: Finding, width: int) -> Iterator[Text]:
    sign, word, style = SEVERITY[finding.severity]
    yield from hanging((f"  {sign} {word}  ", style), (visible(finding.message), "bold"), width)
    yield from hanging("    ", joined(location(article, finding.span), _rule(finding)), width)
    yield from excerpt(article.document, finding.span, width=width, style=style, indent="  ")
    if finding.hint:
        yield from hanging("    → ", visible(finding.hint), width)
    written = finding.fix.replacement.strip() if finding.fix else ""
    if written and written not in finding.hint + finding.message:
        yield from hanging("      write: ", visible(written), width)


def _together(article: Article, findings: Iterable[Finding], width: int) -> Iterator[Text]:
    """Findings that are only for information: those of one rule together where one sentence can say them."""
    ordered = sorted(findings, key=lambda finding: (finding.rule, _order(finding)))
    sign, word, style = SEVERITY[Severity.INFO]
    for rule, group in groupby(ordered, key=lambda finding: finding.rule):
        alike = list(group)
        together = rule in TOGETHER and len(alike) > 1 and all(finding.reference is not None for finding in alike)
        for text in [_all_of(article, alike)] if together else [_brief(article, finding) for finding in alike]:
            yield from hanging((f"  {sign} {word}  ", style), text, width)
    if ordered:
        yield Text()


def _all_of(article: Article, alike: list[Finding]) -> Text:
    numbers = runs(finding.reference for finding in alike if finding.reference is not None)
    lines = runs(article.document.position(finding.span.start).line for finding in alike)
    said = f"Sources {numbers}: {TOGETHER[alike[0].rule]}.  {visible(article.path)}:{lines}"
    return joined(said, _rule(alike[0]))


def _brief(article: Article, finding: Finding) -> Text:
    return joined(f"{visible(finding.message)}  {location(article, finding.span)}", _rule(finding))


def _rule(finding: Finding) -> tuple[str, str]:
    return f"  {finding.rule} {finding.name}", "dim"
