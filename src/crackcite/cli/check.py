"""``crackcite check``: the main job."""

from __future__ import annotations

import typer

from crackcite.cli import console, delivery
from crackcite.cli.options import with_settings
from crackcite.cli.words import EPILOG, INTERRUPTED, Color, Formats, InputFormat, Outputs, Paths, Verbose, demand_input
from crackcite.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(epilog=EPILOG, cls=delivery.InOrder)(check)


@with_settings()
def check(
    ctx: typer.Context,
    paths: Paths,
    settings: Settings,
    formats: Formats = None,
    outputs: Outputs = None,
    input_format: InputFormat = None,
    color: Color = "auto",
    verbose: Verbose = False,
) -> int:
    """Check articles: markers against sources, sources against the registries, links against the web."""
    from crackcite import run as story
    from crackcite import sift

    demand_input(input_format)
    console.colored(color, None)
    wanted = delivery.deliveries(ctx, formats, outputs)
    with console.progress(settings) as progress:
        report = story.check(paths, settings, input_format, progress, partly=True)
    delivery.deliver(report, wanted, delivery.look(verbose), color)
    return INTERRUPTED if report.partial else sift.exit_code(report, settings.fail_on)
