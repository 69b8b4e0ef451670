"""The end of the terminal's report alone: what the user sees where the reports went to files."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from crackcite.languages import Voice, voice
from crackcite.model import Report, Severity
from crackcite.reports.terminal.aside import aside_lines
from crackcite.reports.terminal.ink import hanging, printed, visible
from crackcite.reports.terminal.summary import summary_lines, verdict_lines
from crackcite.reports.terminal.wording import SEVERITY
from crackcite.reports.views import Look


def view(report: Report, look: Look) -> str:
    """What could not be read, remarks on the run, what was set aside, the counts, and the verdict in a sentence."""
    return printed(_lines(report, look, voice(look.language)), width=look.width, color=look.color)


def _lines(report: Report, look: Look, tr: Voice) -> Iterator[Text]:
    width = look.width
    sign, word, style = SEVERITY[Severity.ERROR]
    for failed in report.unreadable:
        said = visible(tr("{file}: {reason}", file=failed.path, reason=failed.reason))
        yield from hanging((f"{sign} {tr.said(word)}  ", style), said, width)
    for remark in report.remarks:
        yield from hanging("- ", visible(tr.said(remark)), width)
    yield from aside_lines(report, tr, width=width, verbose=look.verbose)
    if report.articles:
        yield from summary_lines(report, tr, width=width)
    yield from verdict_lines(report, tr, width=width)
