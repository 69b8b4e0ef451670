"""The report for a person at a terminal: what was found, what to do, what was verified, and a sentence at the end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.text import Text

from crackcite.languages import Voice, voice
from crackcite.model import Article, Judged, Report, Severity, Verdict
from crackcite.reports.terminal.aside import aside_lines
from crackcite.reports.terminal.findings import finding_lines
from crackcite.reports.terminal.ink import hanging, joined, printed, visible
from crackcite.reports.terminal.sources import source_lines
from crackcite.reports.terminal.summary import summary_lines, verdict_lines
from crackcite.reports.terminal.wording import LANGUAGE, SEVERITY, markers, runs, sources
from crackcite.reports.views import Look

__all__ = ["render", "view"]


def render(report: Report, *, width: int = 80, color: bool = False, verbose: bool = False, language: str = "en") -> str:
    """The report as lines of at most ``width`` cells, ending in a line break; only a word that is longer runs over.

    Without ``color`` the text holds no escape sequence at all, and nothing is told by colour alone. ``verbose`` shows
    infos in full and every source although nothing was asked. Nothing of an article can steer the terminal.
    """
    return printed(_lines(report, voice(language), width, verbose), width=width, color=color)


def view(report: Report, look: Look) -> str:
    """The report as a person at a terminal wants it."""
    return render(report, width=look.width, color=look.color, verbose=look.verbose, language=look.language)


def _lines(report: Report, tr: Voice, width: int, verbose: bool) -> Iterator[Text]:
    several = len(report.articles) > 1 and not verbose
    for brief, group in groupby(report.articles, key=lambda judged: several and _clean(report, judged)):
        for judged in group:
            yield from _in_brief(report, judged, tr, width) if brief else _article(report, judged, tr, width, verbose)
        if brief:
            yield Text()
    yield from _unreadable(report, tr, width)
    yield from _remarks(report, tr, width)
    aside = list(aside_lines(report, tr, width=width, verbose=verbose))
    yield from (*aside, Text()) if aside else ()
    if report.articles and (verbose or not _calm(report) or len(report.articles) > 1):
        yield from summary_lines(report, tr, width=width)
        yield Text()
    yield from verdict_lines(report, tr, width=width)
    rule = _first_rule(report)
    if rule:
        said = tr("{command} tells more about a rule.", command=f"crackcite explain {rule}")
        yield from hanging("  ", (said, "dim"), width)


def _asked(report: Report) -> bool:
    return not (report.offline or report.away)


def _clean(report: Report, judged: Judged) -> bool:
    """Whether an article is told in one line: nothing found, nothing left out, every source that was asked verified."""
    open_ = _asked(report) and any(verdict is not Verdict.VERIFIED for verdict in judged.verdicts)
    return not (judged.findings or judged.article.remarks or open_)


def _in_brief(report: Report, judged: Judged, tr: Voice, width: int) -> Iterator[Text]:
    article = judged.article
    counts = {"markers": markers(len(article.markers), tr), "sources": sources(len(article.references), tr)}
    read = tr("{markers}, {sources}", **counts)
    if judged.verdicts and _asked(report):
        read = tr("{markers}, {sources}, all verified", **counts)
    said = joined((visible(article.path), "bold underline"), (f"  {read}", "dim"))
    yield from hanging(("✓ ", "green"), said, width)


def _calm(report: Report) -> bool:
    return not any(report.count(severity) for severity in (Severity.ERROR, Severity.WARNING))


def _first_rule(report: Report) -> str:
    """A rule of the worst severity found."""
    worth = [finding for _, finding in report.findings() if finding.severity is not Severity.INFO]
    return min(worth, key=lambda finding: finding.severity.rank).rule if worth else ""


def _article(report: Report, judged: Judged, tr: Voice, width: int, verbose: bool) -> Iterator[Text]:
    article = judged.article
    yield Text(visible(article.path), style="bold underline")
    yield from hanging("  ", (_read(article, tr), "dim"), width)
    for remark in article.remarks:
        yield from hanging(("  - ", "dim"), (visible(tr.said(remark)), "dim"), width)
    yield Text()
    listed = bool(judged.verdicts) and (verbose or _asked(report))
    yield from finding_lines(judged, tr, width=width, verbose=verbose, sources_listed=listed)
    if listed:
        yield Text(f"  {tr('The sources')}", style="bold")
        yield from source_lines(judged, tr, width=width, verbose=verbose)
        yield Text()


def _read(article: Article, tr: Voice) -> str:
    """What was read in the article: the editor sees at a glance whether crackcite saw what is there."""
    numbers = [number for marker in article.markers for number in marker.numbers]
    cited, listed = markers(len(article.markers), tr), sources(len(article.references), tr)
    if numbers:
        cited = tr("{markers} ({numbers})", markers=cited, numbers=runs(numbers))
    if article.heading:
        listed = tr("{sources} under “{heading}”", sources=listed, heading=article.heading.text)
    said = tr("{markers}, {sources}", markers=cited, sources=listed)
    if article.language:
        spoken = LANGUAGE.get(article.language, article.language)
        said = tr("{reading}; {language}", reading=said, language=spoken)
    return visible(said)


def _unreadable(report: Report, tr: Voice, width: int) -> Iterator[Text]:
    sign, word, style = SEVERITY[Severity.ERROR]
    for failed in report.unreadable:
        said = visible(tr("{file}: {reason}", file=failed.path, reason=failed.reason))
        yield from hanging((f"{sign} {tr.said(word)}  ", style), said, width)
    if report.unreadable:
        yield Text()


def _remarks(report: Report, tr: Voice, width: int) -> Iterator[Text]:
    for remark in report.remarks:
        yield from hanging("- ", visible(tr.said(remark)), width)
    if report.remarks:
        yield Text()
