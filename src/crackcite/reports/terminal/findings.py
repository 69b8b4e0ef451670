"""The findings of one article, grouped by what they are about: the text first, then source by source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from crackcite.languages import Voice
from crackcite.model import Article, Finding, Judged, Severity, Span
from crackcite.reports.terminal.excerpt import excerpt
from crackcite.reports.terminal.ink import hanging, joined, shortened, visible
from crackcite.reports.terminal.wording import SEVERITY, TOGETHER, runs, source_name, sources

# Where the sources are listed, these are said there, beside the source that they are about.
SAID_WITH_THE_SOURCES = {"CC204", "CC901", "CC902"}

FEW = 3
"""Infos of one rule that are shown singly unless all are asked for."""


def location(article: Article, span: Span, tr: Voice) -> str:
    """``path:line:column``, which terminals and editors make clickable; the place where lines mean little."""
    found = article.document.position(span.start)
    path = visible(article.path)
    return f"{path} ({visible(tr.place(found.place))})" if found.place else f"{path}:{found.line}:{found.column}"


def finding_lines(judged: Judged, tr: Voice, *, width: int, verbose: bool, sources_listed: bool) -> Iterator[Text]:
    """Every finding of an article, errors and warnings in full, infos together at the end (all in full if verbose)."""
    full = [f for f in judged.findings if verbose or f.severity is not Severity.INFO]
    said = SAID_WITH_THE_SOURCES if sources_listed else set()
    brief = [] if verbose else [f for f in judged.findings if f.severity is Severity.INFO and f.rule not in said]
    for entry, group in groupby(sorted(full, key=_order), key=lambda finding: finding.entry):
        yield from _heading(judged.article, entry, tr, width)
        for finding in group:
            yield from _in_full(judged.article, finding, tr, width)
            yield Text()
    yield from _together(judged.article, brief, tr, width)


def _order(finding: Finding) -> tuple[int, int, int]:
    entry = -1 if finding.entry is None else finding.entry
    return entry, finding.span.start, finding.severity.rank


def _heading(article: Article, entry: int | None, tr: Voice, width: int) -> Iterator[Text]:
    if entry is None:
        yield Text(f"  {tr('In the text')}", style="bold")
        return
    reference = article.references[entry]
    numbered = reference.number is not None
    said = tr("Source {label}", label=reference.number) if numbered else tr("Source without a number")
    number = f"  {said}"
    name = shortened(source_name(reference), max(width - cell_len(number) - 3, 20))
    yield joined((number, "bold"), (" · ", "dim"), name)


def _in_full(article: Article, finding: Finding, tr: Voice, width: int) -> Iterator[Text]:
    style = SEVERITY[finding.severity][2]
    yield from hanging(_label(finding, tr), (visible(tr.said(finding.message)), "bold"), width)
    yield from _place(article, finding, tr, width)
    yield from excerpt(article.document, finding.span, width=width, style=style, indent="  ")
    if finding.hint:
        yield from hanging("    → ", visible(tr.said(finding.hint)), width)
    yield from _fix(finding, tr, width)


def _label(finding: Finding, tr: Voice) -> tuple[str, str]:
    sign, word, style = SEVERITY[finding.severity]
    return f"  {sign} {tr.said(word)}  ", style


def _place(article: Article, finding: Finding, tr: Voice, width: int) -> Iterator[Text]:
    """The place, never broken, so that it can be clicked; the rule beside it or, where there is no room, below."""
    where, rule = f"    {location(article, finding.span, tr)}", f"{finding.rule} {finding.name}"
    if cell_len(where) + 2 + len(rule) <= width:
        yield joined(where, (f"  {rule}", "dim"))
    else:
        yield Text(where)
        yield joined((f"    {rule}", "dim"))


def _fix(finding: Finding, tr: Voice, width: int) -> Iterator[Text]:
    """What the fix would write, unless the sentences say it already."""
    written = finding.fix.replacement.strip() if finding.fix else ""
    if written and written not in finding.hint + finding.message:
        yield from hanging(f"      {tr('write:')} ", visible(written), width)


def _together(article: Article, findings: Iterable[Finding], tr: Voice, width: int) -> Iterator[Text]:
    """Findings that are only for information: those of one rule together where one sentence can say them."""
    ordered = sorted(findings, key=lambda finding: (finding.rule, _order(finding)))
    for rule, group in groupby(ordered, key=lambda finding: finding.rule):
        alike = list(group)
        if rule in TOGETHER and len(alike) > 1 and all(finding.entry is not None for finding in alike):
            yield from hanging(_label(alike[0], tr), _all_of(article, alike, tr), width)
            yield from _place(article, alike[0], tr, width)
        else:
            yield from _first_of(article, alike, tr, width)
    if ordered:
        yield Text()


def _first_of(article: Article, alike: list[Finding], tr: Voice, width: int) -> Iterator[Text]:
    shown = alike if len(alike) <= FEW + 1 else alike[:FEW]
    for finding in shown:
        yield from _in_brief(article, finding, tr, width)
    if len(shown) < len(alike):
        said = tr.many(
            "and {number} more of {rule}; --verbose shows it",
            "and {number} more of {rule}; --verbose shows them",
            len(alike) - len(shown),
            rule=f"{alike[0].rule} {alike[0].name}",
        )
        yield from hanging("    ", (said, "dim"), width)


def _in_brief(article: Article, finding: Finding, tr: Voice, width: int) -> Iterator[Text]:
    yield from hanging(_label(finding, tr), visible(tr.said(finding.message)), width)
    yield from _place(article, finding, tr, width)
    yield from _fix(finding, tr, width)


def _all_of(article: Article, alike: list[Finding], tr: Voice) -> str:
    numbers = [finding.reference for finding in alike if finding.reference is not None]
    who = sources(len(alike), tr)
    if len(set(numbers)) == len(alike):
        who = tr("Sources {numbers}", numbers=runs(numbers))
    found = [article.document.position(finding.span.start) for finding in alike]
    if not found[0].place:
        who = tr("{sources} (lines {lines})", sources=who, lines=runs(position.line for position in found))
    return tr(TOGETHER[alike[0].rule], sources=who)
