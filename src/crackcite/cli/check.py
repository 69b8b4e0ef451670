"""``crackcite check``: the main job."""

from __future__ import annotations

import typer

from crackcite.cli import console
from crackcite.cli.console import complain, put
from crackcite.cli.options import with_settings
from crackcite.cli.words import EPILOG, Color, Format, InputFormat, Output, Paths, Verbose, demand, regret, rendered
from crackcite.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(epilog=EPILOG)(check)


@with_settings()
def check(
    paths: Paths,
    settings: Settings,
    format_: Format = "terminal",
    output: Output = None,
    input_format: InputFormat = None,
    color: Color = "auto",
    verbose: Verbose = False,
) -> int:
    """Check articles: markers against sources, sources against the registries, links against the web."""
    from crackcite import run as story
    from crackcite import sift

    demand(format_, input_format)
    colored = console.colored(color, output)
    console.writable(output)
    with console.progress(settings) as progress:
        report = story.check(paths, settings, input_format, progress)
    told = bool(report.articles) and format_ == "terminal" and output is None
    if not told:  # the report that a person sees says it all itself
        regret(report.unreadable)
        for remark in report.remarks:
            complain(remark)
    if report.articles or format_ != "terminal":
        put(rendered(report, format_, verbose, colored), output)
    return sift.exit_code(report, settings.fail_on)
