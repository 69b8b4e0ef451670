"""Commands and options: the only module that prints or exits."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from crackcite.errors import CrackciteError
from crackcite.options import with_settings
from crackcite.settings import Settings

if TYPE_CHECKING:
    from crackcite.lookups import Progress
    from crackcite.model import Report

_EPILOG = (
    "Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 the job could not be done; 130 interrupted. "
    "Every option --a-b can be set as the environment variable CRACKCITE_A_B."
)

app = typer.Typer(
    name="crackcite",
    help="Check the citations and sources of an article: markers, numbering, DOIs, links.",
    epilog="Begin with: crackcite check ARTICLE",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
cache_app = typer.Typer(help="The answers kept for the next run: where they are, how many, how large.")
app.add_typer(cache_app, name="cache", invoke_without_command=True)

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
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


class UsageError(CrackciteError):
    """The command line asks for something that cannot be; the message says what to do."""


def _show_version(wanted: bool) -> None:
    if wanted:
        from crackcite import __version__

        _put(f"crackcite {__version__}\n", None)
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

    _require(format_, FORMATS, "--format")
    _require_format(input_format)
    colored = _colored(color, sys.stdout if output is None else None)
    _writable(output)
    with _progress(settings) as progress:
        report = story.check(paths, settings, input_format, progress)
    told = bool(report.articles) and format_ == "terminal" and output is None
    if not told:  # the report that a person sees says it all itself
        for line in (*(f"{unread.path}: {unread.reason}" for unread in report.unreadable), *report.remarks):
            _complain(line)
    if report.articles or format_ != "terminal":
        _put(_rendered(report, format_, verbose, colored), output)
    return sift.exit_code(report, settings.fail_on)


def _rendered(report: Report, name: str, verbose: bool, colored: bool) -> str:
    if name == "json":
        from crackcite.reports import json

        return json.render(report)
    from crackcite.reports import terminal

    return terminal.render(report, width=_width(), color=colored, verbose=verbose)


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

    _require(format_, FORMATS, "--format")
    _require_format(input_format)
    if format_ == "json":
        report = story.check(paths, settings, input_format, ask=False)
        text, unreadable = _rendered(report, "json", False, False), list(report.unreadable)
        none_read = not report.articles
    else:
        from crackcite.reports import extraction

        reading = story.read_all(paths, settings, input_format)
        colored = _colored(color, sys.stdout if output is None else None)
        text = extraction.render(reading.articles, width=_width(), color=colored)
        unreadable, none_read = reading.unreadable, not reading.articles
    for unread in unreadable:
        _complain(f"{unread.path}: {unread.reason}")
    if not none_read or format_ == "json":
        _put(text, output)
    return 2 if none_read else int(bool(unreadable))


@app.command()
def explain(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="A rule's code or name.")] = None,
    color: Color = "auto",
) -> int:
    """Explain a rule: what it finds, why it matters, how to fix it. Without a code, list all rules."""
    from crackcite import rules, sift
    from crackcite.reports import pages

    table = rules.table()
    colored = _colored(color, sys.stdout)
    if code is None:
        _put(pages.table(table.values(), width=_width(), color=colored), None)
        return 0
    chosen = sift.resolved([code], table)[0]
    pages_of = [rule for known, rule in table.items() if known.startswith(chosen)]
    _put("\n".join(pages.page(rule, width=_width(), color=colored) for rule in pages_of), None)
    return 0


@cache_app.callback()
@with_settings("cache_dir")
def cache(ctx: typer.Context, settings: Settings) -> int:
    """Show where the answers are kept, how many there are, and how large the file is."""
    ctx.obj = settings
    if ctx.invoked_subcommand is None:
        from crackcite.lookups import cache_info

        info = cache_info(settings)
        _put(
            f"{info.path}\n{_counted(sum(info.answers.values()))}, {info.expired} of them too old to be used, "
            f"{info.bytes / 1024:.0f} kB\n",
            None,
        )
        for kind, count in info.answers.items():
            _put(f"  {count:6} {kind}\n", None)
        if info.problem:
            return _failed(info.problem)
    return 0


@cache_app.command("prune")
def cache_prune(ctx: typer.Context) -> int:
    """Remove the answers that are too old to be used."""
    from crackcite.lookups import prune

    _put(f"{_counted(prune(ctx.obj))} removed.\n", None)
    return 0


@cache_app.command("clear")
def cache_clear(ctx: typer.Context) -> int:
    """Remove all answers."""
    from crackcite.lookups import clear

    _put(f"{_counted(clear(ctx.obj))} removed.\n", None)
    return 0


def _counted(answers: int) -> str:
    return f"{answers} answer{'' if answers == 1 else 's'}"


def _require(value: str, choices: tuple[str, ...], option: str) -> None:
    if value not in choices:
        raise UsageError(f"{option} is {value!r}; choose from {', '.join(choices)}")


def _require_format(name: str | None) -> None:
    if name is not None:
        from crackcite.readers import FORMATS as KNOWN

        _require(name, tuple(KNOWN), "--input-format")


def _writable(output: Path | None) -> None:
    """Refuse a report file that cannot be written before the long run, not after it."""
    if output is None:
        return
    if output.is_dir():
        raise UsageError(f"--output {output} is a folder; name a file in it")
    if not output.parent.is_dir():
        raise UsageError(f"--output {output}: there is no folder {output.parent}; make it first")


def _put(text: str, output: Path | None) -> None:
    """Write a report to the file, replacing it in one step, or to standard output."""
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    draft = output.with_name(f".{output.name}.{os.getpid()}.tmp")
    try:
        draft.write_text(text, encoding="utf-8", errors="surrogatepass", newline="\n")
        draft.replace(output)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise UsageError(f"--output {output} cannot be written: {(error.strerror or str(error)).lower()}") from None


def _complain(text: str) -> None:
    sys.stderr.write(f"crackcite: {text}\n")


def _width() -> int:
    return min(shutil.get_terminal_size((80, 24)).columns, 120) if sys.stdout.isatty() else 80


def _colored(wish: str, stream: TextIO | None) -> bool:
    """Whether to colour: the option decides, then NO_COLOR and FORCE_COLOR, then the terminal.

    Source: no-color.org and force-color.org; where both are set, NO_COLOR wins.
    """
    _require(wish, ("auto", "always", "never"), "--color")
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def _progress(settings: Settings) -> Iterator[Callable[[Progress], None] | None]:
    """A line on standard error while the network is asked; nothing where that is no terminal."""
    if settings.offline or not sys.stderr.isatty():
        yield None
        return

    def show(progress: Progress) -> None:
        line = f"{progress.done} of {progress.asked} questions answered"
        if progress.waiting_for:
            line += f" · waiting for {', '.join(progress.waiting_for)}"
        sys.stderr.write(f"\r\x1b[K{line[: shutil.get_terminal_size().columns - 1]}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def run() -> int:
    """Run the command line and return the exit code; whatever goes wrong is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = app(standalone_mode=False)
    except typer.TyperException as error:
        return _failed(f"{error.format_message()} (crackcite --help tells what there is)")
    except CrackciteError as error:
        return _failed(str(error))
    except (KeyboardInterrupt, typer.Abort):
        code = _INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`| head`); Python would complain once more when it flushes standard output at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("CRACKCITE_DEBUG"):
            raise
        return _failed(
            f"internal error: {type(error).__name__}: {error}. This is a bug in crackcite; please report it "
            "with the traceback that CRACKCITE_DEBUG=1 shows."
        )
    if code == _INTERRUPTED:
        _complain("interrupted")
    return code if isinstance(code, int) else 0


def _failed(text: str) -> int:
    _complain(" ".join(text.split()))
    return 2
