"""``crackcite export``: the sources as data for reference managers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crackcite.cli import console
from crackcite.cli.console import complain, put, require
from crackcite.cli.options import with_settings
from crackcite.cli.words import InputFormat, Output, Paths, regret
from crackcite.model import say, say_many
from crackcite.redaction import redacted
from crackcite.settings import Settings

Style = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="bibtex, ris or csl-json. Without it, the suffix of --output decides; else bibtex.",
        show_default=False,
    ),
]


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(export)


@with_settings()
def export(
    paths: Paths,
    settings: Settings,
    format_: Style = None,
    output: Output = None,
    input_format: InputFormat = None,
) -> int:
    """Write the sources as BibTeX, RIS or CSL-JSON: the registry's data where verified, else the article's own."""
    from crackcite import run as story
    from crackcite.export import FORMATS, items

    name = _named(format_, output)
    require(name, tuple(FORMATS), "--format")
    console.writable(output)
    with console.progress(settings) as progress:
        report = story.check(paths, settings, input_format, progress)
    regret(report.unreadable)
    for sentence in (*report.remarks, *((report.away,) if report.away else ())):
        complain(sentence)
    if not report.articles:
        return 2
    found = items(report)
    put(redacted(FORMATS[name](found)), output)
    registered = sum(bool(item.registry) for item in found)
    complain(
        say(
            "{sources} exported: {registered} with a registry’s data, {own} as the article has them",
            sources=say_many("{number} source", "{number} sources", len(found)),
            registered=registered,
            own=len(found) - registered,
        )
    )
    return int(bool(report.unreadable))


def _named(wish: str | None, output: Path | None) -> str:
    """The format that was asked for, or that the file's suffix tells."""
    from crackcite.export import SUFFIXES

    return wish or SUFFIXES.get(output.suffix.lower() if output else "", "bibtex")
