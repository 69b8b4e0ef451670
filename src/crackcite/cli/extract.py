"""``crackcite extract``: what is read of an article."""

from __future__ import annotations

import typer

from crackcite.cli import console
from crackcite.cli.console import put
from crackcite.cli.options import with_settings
from crackcite.cli.tongue import tongue
from crackcite.cli.words import Color, Format, InputFormat, Output, Paths, demand, regret, rendered
from crackcite.redaction import redacted
from crackcite.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(extract)


@with_settings("timeout", "allow_private")
def extract(
    paths: Paths,
    settings: Settings,
    format_: Format = "terminal",
    output: Output = None,
    input_format: InputFormat = None,
    color: Color = "auto",
) -> int:
    """Show what is read of articles: markers, sources, identifiers. Nothing is asked about the sources."""
    from crackcite import run as story

    demand(format_, input_format)
    colored = console.colored(color, output)
    console.writable(output)
    report = story.check(paths, settings, input_format, ask=False)
    regret(report.unreadable)
    if format_ == "json":
        put(rendered(report, "json", False, False), output)
    elif report.articles:
        from crackcite.reports import extraction

        read = [one.article for one in report.articles]
        shown = extraction.render(read, width=console.width(), color=colored, language=tongue().language)
        put(redacted(shown), output)
    return 2 if not report.articles else int(bool(report.unreadable))
