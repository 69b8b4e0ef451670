"""The arguments and options that several commands share, and what the commands do alike with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crackcite.cli import console
from crackcite.cli.console import complain, require
from crackcite.cli.tongue import tongue
from crackcite.model import say
from crackcite.reports.views import VIEWS, Look

if TYPE_CHECKING:
    from crackcite.model import Report, Unreadable

#: What shells report of a program that Ctrl-C ended: 128 and the signal's number.
INTERRUPTED = 130

EPILOG = (
    "Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 the job could not be done; 130 interrupted. "
    "crackcite settings shows what can be said in crackcite.toml and as variables CRACKCITE_A_B."
)

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Articles, folders, addresses of published pages, or - for standard input.",
        show_default=False,
    ),
]
InputFormat = Annotated[
    str | None,
    typer.Option("--input-format", metavar="FORMAT", help="Read the input as this format, whatever its name says."),
]
Format = Annotated[
    str, typer.Option("--format", "-f", metavar="FORMAT", help="terminal (for people) or json (for machines).")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the report to this file.")]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="The form of the report. Give it several times to write several reports in one run. "
        rf"[dim]\[{', '.join(VIEWS)}][/dim] [dim]\[default: terminal][/dim]",
        show_default=False,
    ),
]
Outputs = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write the report of the --format before it to this file, and show the summary; - is standard output.",
        show_default=False,
    ),
]
Color = Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")]
Verbose = Annotated[
    bool,
    typer.Option(
        "--verbose",
        "-v",
        metavar="",
        help="Tell what was verified too, source by source; in SARIF, what was set aside.",
    ),
]


def demand(format_: str, input_format: str | None) -> None:
    """Refuse formats that do not exist, of a command that writes for people or as JSON."""
    require(format_, ("terminal", "json"), "--format")
    demand_input(input_format)


def demand_input(input_format: str | None) -> None:
    """Refuse a format that no reader reads."""
    if input_format is not None:
        from crackcite.readers import FORMATS as KNOWN

        require(input_format, tuple(KNOWN), "--input-format")


def regret(unreadable: tuple[Unreadable, ...]) -> None:
    """Say what could not be read, on standard error."""
    for unread in unreadable:
        complain(say("{file}: {reason}", file=unread.path, reason=unread.reason))


def rendered(report: Report, name: str, verbose: bool, colored: bool) -> str:
    """A report in the format ``name``."""
    return VIEWS[name].render(report, Look(console.width(), colored, verbose, tongue().language))
