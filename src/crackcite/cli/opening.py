"""``check --open``: the report as a page, shown in the reader's browser."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from crackcite.cli.console import complain
from crackcite.cli.delivery import Delivery
from crackcite.model import say

Open = Annotated[
    bool,
    typer.Option(
        "--open",
        metavar="",
        help="Show the report as a page in the browser; with --output FILE, the page is kept there.",
    ),
]

_PAGE = "html"


def with_page(wanted: Sequence[Delivery], formats: Sequence[str] | None) -> tuple[Delivery, ...]:
    """The reports that are wanted with a page among them that goes to a file.

    Where no format was asked for, the page is the report; else it comes with the others. Its file is the one named for
    it, or a temporary one, which stays: the browser reads it when crackcite has long ended.
    """
    asked = [one if formats else replace(one, name=_PAGE) for one in wanted]
    if not any(one.name == _PAGE for one in asked):
        asked.append(Delivery(_PAGE))
    return tuple(replace(one, output=one.output or _temporary()) if one.name == _PAGE else one for one in asked)


def _temporary() -> Path:
    """A new file in a folder that only its owner can read."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix="crackcite-")) / "report.html"


def show(wanted: Sequence[Delivery]) -> None:
    """Open the page in the browser, and say where it is; where there is no browser, say that."""
    file = next(one.output for one in wanted if one.name == _PAGE and one.output)
    if _opened(file.resolve().as_uri()):
        complain(say("the report is shown in the browser: {file}", file=file))
    else:
        complain(say("no browser could be opened; the report is {file}", file=file))


def _opened(address: str) -> bool:
    """Whether a browser took the address. One that draws in this very terminal is used only if BROWSER names it."""
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    in_terminal = isinstance(browser, webbrowser.GenericBrowser) and not isinstance(
        browser, webbrowser.BackgroundBrowser
    )
    if in_terminal and not os.environ.get("BROWSER"):
        return False
    return browser.open(address)
