"""Commands and options: the only package that prints, exits, or looks at the terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crackcite.cli import console
from crackcite.cli.console import complain, put, require
from crackcite.cli.options import with_settings
from crackcite.errors import CrackciteError
from crackcite.settings import Settings

if TYPE_CHECKING:
    from crackcite.model import Report, Unreadable

_EPILOG = (
    "Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 the job could not be done; 130 interrupted. "
    "Every option --a-b can be set as the environment variable CRACKCITE_A_B."
)

app = typer.Typer(
    name="crackcite",
    help="Check the citations and sources of an article: markers, numbering, DOIs, links.",
    epilog="Begin with: crackcite check ARTICLE",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
cache_app = typer.Typer(help="The answers kept for the next run: where they are, how many, how large.")
app.add_typer(cache_app, name="cache", invoke_without_command=True)

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
Color = Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", metavar="", help="Tell what was verified too, source by source.")
]

FORMATS = ("terminal", "json")

#: What shells report of a program that Ctrl-C ended: 128 and the signal's number.
_INTERRUPTED = 130


def _show_version(wanted: bool) -> None:
    if wanted:
        from crackcite import __version__

        put(f"crackcite {__version__}\n")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", metavar="", help="Show the version and exit.", is_eager=True, callback=_show_version
        ),
    ] = False,
) -> None:
    """Hold the options that need no command."""


@app.command(epilog=_EPILOG)
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

    _demand(format_, input_format)
    colored = console.colored(color, output)
    console.writable(output)
    with console.progress(settings) as progress:
        report = story.check(paths, settings, input_format, progress)
    told = bool(report.articles) and format_ == "terminal" and output is None
    if not told:  # the report that a person sees says it all itself
        _regret(report.unreadable)
        for remark in report.remarks:
            complain(remark)
    if report.articles or format_ != "terminal":
        put(_rendered(report, format_, verbose, colored), output)
    return sift.exit_code(report, settings.fail_on)


def _demand(format_: str, input_format: str | None) -> None:
    """Refuse formats that do not exist."""
    require(format_, FORMATS, "--format")
    if input_format is not None:
        from crackcite.readers import FORMATS as KNOWN

        require(input_format, tuple(KNOWN), "--input-format")


def _regret(unreadable: tuple[Unreadable, ...]) -> None:
    for unread in unreadable:
        complain(f"{unread.path}: {unread.reason}")


def _rendered(report: Report, name: str, verbose: bool, colored: bool) -> str:
    if name == "json":
        from crackcite.reports import json

        return json.render(report)
    from crackcite.reports import terminal

    return terminal.render(report, width=console.width(), color=colored, verbose=verbose)


@app.command()
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

    _demand(format_, input_format)
    colored = console.colored(color, output)
    console.writable(output)
    report = story.check(paths, settings, input_format, ask=False)
    _regret(report.unreadable)
    if format_ == "json":
        put(_rendered(report, "json", False, False), output)
    elif report.articles:
        from crackcite.reports import extraction

        put(extraction.render([one.article for one in report.articles], width=console.width(), color=colored), output)
    return 2 if not report.articles else int(bool(report.unreadable))


@app.command()
def explain(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="A rule's code or name.")] = None,
    color: Color = "auto",
) -> int:
    """Explain a rule: what it finds, why it matters, how to fix it. Without a code, list all rules."""
    from crackcite import rules, sift
    from crackcite.reports import pages

    table = rules.table()
    colored = console.colored(color, None)
    if code is None:
        put(pages.table(table.values(), width=console.width(), color=colored))
        return 0
    chosen = sift.resolved([code], table)[0]
    pages_of = [rule for known, rule in table.items() if known.startswith(chosen)]
    put("\n".join(pages.page(rule, width=console.width(), color=colored) for rule in pages_of))
    return 0


@cache_app.callback()
@with_settings("cache_dir")
def cache(ctx: typer.Context, settings: Settings) -> int:
    """Show where the answers are kept, how many there are, and how large the file is."""
    ctx.obj = settings
    if ctx.invoked_subcommand is None:
        from crackcite.lookups import cache_info

        info = cache_info(settings)
        count = _counted(sum(info.answers.values()))
        put(f"{info.path}\n{count}, {info.expired} of them too old to be used, {info.bytes / 1024:.0f} kB\n")
        put("".join(f"  {count:6} {kind}\n" for kind, count in info.answers.items()))
        if info.problem:
            return _failed(info.problem)
    return 0


@cache_app.command("prune")
def cache_prune(ctx: typer.Context) -> int:
    """Remove the answers that are too old to be used."""
    from crackcite.lookups import prune

    put(f"{_counted(prune(ctx.obj))} removed.\n")
    return 0


@cache_app.command("clear")
def cache_clear(ctx: typer.Context) -> int:
    """Remove all answers."""
    from crackcite.lookups import clear

    put(f"{_counted(clear(ctx.obj))} removed.\n")
    return 0


def _counted(answers: int) -> str:
    return f"{answers} answer{'' if answers == 1 else 's'}"


def run() -> int:
    """Run the command line and return the exit code; whatever goes wrong is one line on standard error."""
    console.prepare()
    try:
        code = app(standalone_mode=False)
    except typer.TyperException as error:
        # Without any argument the help has been shown, and the exception carries no words.
        said = error.format_message()
        return _failed(f"{said} (crackcite --help tells what there is)") if said else 2
    except CrackciteError as error:
        return _failed(str(error))
    except (KeyboardInterrupt, typer.Abort):
        code = _INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`| head`); Python would complain once more when it flushes standard output at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _failed(f"the report cannot be written: {(error.strerror or str(error)).lower()}")
    except Exception as error:
        if os.environ.get("CRACKCITE_DEBUG"):
            raise
        return _failed(
            f"internal error: {type(error).__name__}: {error}. This is a bug in crackcite; please report it "
            "with the traceback that CRACKCITE_DEBUG=1 shows."
        )
    if code == _INTERRUPTED:
        complain("interrupted")
    return code if isinstance(code, int) else 0


def _failed(text: str) -> int:
    complain(text)
    return 2
