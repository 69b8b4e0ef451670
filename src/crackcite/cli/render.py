"""``crackcite render``: another view of a run already made."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crackcite.causes import cause
from crackcite.cli import console, delivery
from crackcite.cli.console import UsageError
from crackcite.cli.options import with_settings
from crackcite.cli.words import Color, Formats, Outputs, Verbose
from crackcite.model import say, words_of
from crackcite.settings import Settings

if TYPE_CHECKING:
    from crackcite.model import Report


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(epilog="Exit codes: 0 rendered; 2 it could not be.", cls=delivery.InOrder)(render)


@with_settings("lang")
def render(
    ctx: typer.Context,
    settings: Settings,  # noqa: ARG001 - its language is spoken already
    run: Annotated[
        str, typer.Argument(metavar="RUN.json", help="A report written by check --format json; - is standard input.")
    ],
    formats: Formats = None,
    outputs: Outputs = None,
    color: Color = "auto",
    verbose: Verbose = False,
) -> int:
    """Make another view of a run already made: nothing is read or asked again."""
    console.colored(color, None)
    wanted = delivery.deliveries(ctx, formats, outputs)
    delivery.deliver(_loaded(run), wanted, delivery.look(verbose), color)
    return 0


def _loaded(run: str) -> Report:
    """The report in a file, in any encoding of Unicode: some shells redirect in UTF-16."""
    from crackcite.reports.json import RunFileError, load

    data = _read(run)
    try:
        return load(data.decode(json.detect_encoding(data), "surrogatepass"))
    except RunFileError as error:
        reason = words_of(error)
    except UnicodeDecodeError:
        reason = say("it is no text")
    raise UsageError(say("{file} is no report of a run: {reason}", file=_name(run), reason=reason))


def _read(run: str) -> bytes:
    try:
        if run != "-":
            return Path(run).read_bytes()
        if sys.stdin is None:
            raise UsageError(say("standard input is closed: name the file of a run, or send it through a pipe"))
        return sys.stdin.buffer.read()
    except OSError as error:
        reason = cause(error)
        raise UsageError(say("{file} cannot be read: {reason}", file=_name(run), reason=reason)) from None


def _name(run: str) -> str:
    return say("standard input") if run == "-" else run
