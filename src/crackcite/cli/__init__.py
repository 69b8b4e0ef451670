"""Commands and options: the only package that prints, exits, or looks at the terminal.

Each command is a module of its own with a function ``add_to(app)``; only the module of the command that is called is
loaded, so that it starts fast.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer
from typer.main import get_command

from crackcite.causes import cause
from crackcite.cli import console
from crackcite.cli.console import complain, put
from crackcite.cli.helping import error as said_of
from crackcite.cli.helping import translated
from crackcite.cli.quick import quicken
from crackcite.cli.tongue import begin
from crackcite.cli.words import INTERRUPTED
from crackcite.errors import CrackciteError
from crackcite.model import say, words_of

#: The commands, in the order of the help.
COMMANDS = ("check", "fix", "extract", "export", "render", "explain", "baseline", "settings", "cache", "serve")


def _show_version(wanted: bool) -> None:
    if wanted:
        from crackcite import __version__

        put(f"crackcite {__version__}\n")
        raise typer.Exit


def _top(
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", metavar="", help="Show the version and exit.", is_eager=True, callback=_show_version
        ),
    ] = False,
) -> None:
    """Hold the options that need no command."""


def application(arguments: Sequence[str]) -> typer.Typer:
    """The command line for these arguments: the one command that they call, or all where they call none."""
    app = typer.Typer(
        name="crackcite",
        help="Check the citations and sources of an article: markers, numbering, DOIs, links.",
        epilog="Begin with: crackcite check ARTICLE",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_top)
    called = arguments[0] if arguments else ""
    for name in (called,) if called in COMMANDS else COMMANDS:
        import_module(f"crackcite.cli.{name}").add_to(app)
    return app


def run() -> int:
    """Run the command line and return the exit code; whatever goes wrong is one line on standard error."""
    console.prepare()
    begin(sys.argv[1:], os.environ)
    try:
        code = quicken(translated(get_command(application(sys.argv[1:]))))(standalone_mode=False)
    except typer.TyperException as error:
        # Without any argument the help has been shown, and the exception carries no words.
        said = said_of(error.format_message())
        return _failed(say("{words} (crackcite --help tells what there is)", words=said)) if said else 2
    except CrackciteError as error:
        return _failed(words_of(error))
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`| head`); Python would complain once more when it flushes standard output at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _failed(say("the report cannot be written: {reason}", reason=cause(error)))
    except MemoryError:
        return _failed(say("there is not enough memory for this: give fewer files, or smaller ones"))
    except Exception as error:
        if os.environ.get("CRACKCITE_DEBUG"):
            raise
        return _failed(
            say(
                "internal error: {error}. This is a bug in crackcite; please report it "
                "with the traceback that CRACKCITE_DEBUG=1 shows.",
                error=f"{type(error).__name__}: {error}",
            )
        )
    if code == INTERRUPTED:
        complain(say("interrupted"))
    return code if isinstance(code, int) else 0


def _failed(text: str) -> int:
    complain(text)
    return 2
