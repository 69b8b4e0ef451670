"""What the commands print, and where: the report on standard output or in a file, all else on standard error."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Sequence
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import TextIO

from crackcite import writing
from crackcite.cli.logs import obeyed, unobeyed
from crackcite.cli.progress import progress
from crackcite.cli.tongue import tongue
from crackcite.errors import CrackciteError
from crackcite.model import say
from crackcite.reports.visible import visible

__all__ = ["UsageError", "colored", "complain", "prepare", "progress", "put", "require", "width", "writable"]


class UsageError(CrackciteError):
    """The command line asks for something that cannot be; the message says what to do."""


def prepare() -> None:
    """Make standard output and error take any text, whatever the locale; a closed one swallows what it is told."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, StringIO())
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def require(value: str, choices: Sequence[str], option: str) -> None:
    """Refuse a value that is none of the choices."""
    if value not in choices:
        named = ", ".join(choices)
        raise UsageError(
            say("{option} is {value}; choose from {choices}", option=option, value=repr(value), choices=named)
        )


def writable(output: Path | None, option: str = "--output") -> None:
    """Refuse a file that cannot be written before the long run, not after it."""
    if output is None:
        return
    if output.is_dir():
        raise UsageError(say("{option} {file} is a folder; name a file in it", option=option, file=output))
    if not output.parent.is_dir():
        raise UsageError(
            say(
                "{option} {file}: there is no folder {folder}; make it first",
                option=option,
                file=output,
                folder=output.parent,
            )
        )


def put(text: str, output: Path | None = None, option: str = "--output", view: str = "") -> None:
    """Write a text to the file, replacing it in one step, or to standard output; ``view`` is the report that it is."""
    if output is None:
        sys.stdout.write(unobeyed(text, view) if obeyed() else text)
        sys.stdout.flush()
        return
    try:
        writing.write(output, text.encode("utf-8", "surrogatepass"))
    except (OSError, writing.WritingError) as error:
        said = say(
            "{option} {file} cannot be written: {reason}", option=option, file=output, reason=writing.reason(error)
        )
        raise UsageError(said) from None


_SPACES = r"[ \t\r\n\v\f]+"  # no-break spaces stay: in French they stand before colons and within quotation marks


def complain(text: str) -> None:
    """One line on standard error, in the user's language where it is a phrase, with nothing that a terminal obeys."""
    line = visible(" ".join(re.split(_SPACES, tongue().said(text))))
    sys.stderr.write(f"crackcite: {unobeyed(line) if obeyed() else line}\n")


def width() -> int:
    """How many columns a report for a person may take."""
    return min(shutil.get_terminal_size((80, 24)).columns, 120) if sys.stdout.isatty() else 80


def colored(wish: str, output: Path | None) -> bool:
    """Whether to colour: the option decides, then NO_COLOR and FORCE_COLOR, then the terminal.

    Source: no-color.org and force-color.org; where both are set, NO_COLOR wins.
    """
    require(wish, ("auto", "always", "never"), "--color")
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return output is None and _moves(sys.stdout)


def _moves(stream: TextIO) -> bool:
    """Whether a stream is a terminal that understands escape sequences."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"
