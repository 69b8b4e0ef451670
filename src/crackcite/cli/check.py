"""``crackcite check``: the main job."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from crackcite.cli import console, delivery
from crackcite.cli.gate import Gate, Record, Replay, Since
from crackcite.cli.opening import Open, show, with_page
from crackcite.cli.options import AGAIN, with_settings
from crackcite.cli.words import EPILOG, Color, Formats, InputFormat, Outputs, Paths, Verbose, demand_input
from crackcite.settings import Settings

Watch = Annotated[
    bool, typer.Option("--watch", metavar="", help="Check again at every save, with answers kept; Ctrl-C ends.")
]


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
    watch: Watch = False,
    since: Since = None,
    record: Record = None,
    replay: Replay = None,
    open_: Open = False,
) -> int:
    """Check articles: markers against sources, sources against the registries, links against the web."""
    demand_input(input_format)
    console.colored(color, None)
    wanted = delivery.deliveries(ctx, formats, outputs)
    if open_:
        wanted = with_page(wanted, formats)
    to_show = [wanted] if open_ else []
    gate = Gate(since, record, replay)

    def once(settings: Settings) -> int:
        with console.progress(settings) as progress:
            report = gate.report(paths, settings, input_format, progress)
        try:
            delivery.deliver(report, wanted, delivery.look(verbose), color)
        except BrokenPipeError:  # the reader went away (`| head`): the files are wanted still, and the exit code
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            delivery.deliver(report, wanted, delivery.look(verbose), color)
        if to_show:  # once: a watched report is written anew where it is
            show(to_show.pop())
        gate.keep()
        return gate.exit_code(report, settings.fail_on)

    if watch:
        from crackcite.cli.watch import watched

        return watched(paths, settings, once, ctx.meta[AGAIN])
    return once(settings)
