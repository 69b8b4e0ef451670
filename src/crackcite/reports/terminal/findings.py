"""The findings of one article, grouped by what they are about: the text first, then source by source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from crackcite.model import Article, Finding, Judged, Severity, Span
from crackcite.reports.terminal.excerpt import excerpt
from crackcite.reports.terminal.ink import hanging, joined, shortened, visible
from crackcite.reports.terminal.wording import SEVERITY, TOGETHER, runs, source_name

# Where the sources are listed, these are said there, beside the source that they are about.
SAID_WITH_THE_SOURCES = {"CC204", "CC901", "CC902"}

FEW = 3
"""Infos of one rule that are shown singly unless all are asked for."""


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
    style = SEVERITY[finding.severity][2]
    yield from hanging(_label(finding), (visible(finding.message), "bold"), width)
    yield from _place(article, finding, width)
    yield from excerpt(article.document, finding.span, width=width, style=style, indent="  ")
    if finding.hint:
        yield from hanging("    → ", visible(finding.hint), width)
    yield from _fix(finding, width)


def _label(finding: Finding) -> tuple[str, str]:
    sign, word, style = SEVERITY[finding.severity]
    return f"  {sign} {word}  ", style


def _place(article: Article, finding: Finding, width: int) -> Iterator[Text]:
    """The place, never broken, so that it can be clicked; the rule beside it or, where there is no room, below."""
    where, rule = f"    {location(article, finding.span)}", f"{finding.rule} {finding.name}"
    if cell_len(where) + 2 + len(rule) <= width:
        yield joined(where, (f"  {rule}", "dim"))
    else:
        yield Text(where)
        yield joined((f"    {rule}", "dim"))


def _fix(finding: Finding, width: int) -> Iterator[Text]:
    """What the fix would write, unless the sentences say it already."""
    written = finding.fix.replacement.strip() if finding.fix else ""
    if written and written not in finding.hint + finding.message:
        yield from hanging("      write: ", visible(written), width)


def _together(article: Article, findings: Iterable[Finding], width: int) -> Iterator[Text]:
    """Findings that are only for information: those of one rule together where one sentence can say them."""
    ordered = sorted(findings, key=lambda finding: (finding.rule, _order(finding)))
    for rule, group in groupby(ordered, key=lambda finding: finding.rule):
        alike = list(group)
        if rule in TOGETHER and len(alike) > 1 and all(finding.entry is not None for finding in alike):
            yield from hanging(_label(alike[0]), _all_of(article, alike), width)
            yield from _place(article, alike[0], width)
        else:
            yield from _first_of(article, alike, width)
    if ordered:
        yield Text()


def _first_of(article: Article, alike: list[Finding], width: int) -> Iterator[Text]:
    shown = alike if len(alike) <= FEW + 1 else alike[:FEW]
    for finding in shown:
        yield from _in_brief(article, finding, width)
    if len(shown) < len(alike):
        said = f"and {len(alike) - len(shown)} more of {alike[0].rule} {alike[0].name}; --verbose shows them"
        yield from hanging("    ", (said, "dim"), width)


def _in_brief(article: Article, finding: Finding, width: int) -> Iterator[Text]:
    yield from hanging(_label(finding), visible(finding.message), width)
    yield from _place(article, finding, width)
    yield from _fix(finding, width)


def _all_of(article: Article, alike: list[Finding]) -> str:
    numbers = [finding.reference for finding in alike if finding.reference is not None]
    who = f"Sources {runs(numbers)}" if len(set(numbers)) == len(alike) else f"{len(alike)} sources"
    found = [article.document.position(finding.span.start) for finding in alike]
    lines = "" if found[0].place else f" (lines {runs(position.line for position in found)})"
    return f"{who}{lines}: {TOGETHER[alike[0].rule]}."
