"""``crackcite explain``: the rules and their pages."""

from __future__ import annotations

from typing import Annotated

import typer

from crackcite.cli import console
from crackcite.cli.console import put
from crackcite.cli.options import with_settings
from crackcite.cli.tongue import tongue
from crackcite.cli.words import Color
from crackcite.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(explain)


@with_settings("lang")
def explain(
    settings: Settings,  # noqa: ARG001 - its language is spoken already
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="A rule's code or name.")] = None,
    color: Color = "auto",
) -> int:
    """Explain a rule: what it finds, why it matters, how to fix it. Without a code, list all rules."""
    from crackcite import rules, sift
    from crackcite.reports import pages

    table, language = rules.table(), tongue().language
    colored = console.colored(color, None)
    if code is None:
        put(pages.table(table.values(), width=console.width(), color=colored, language=language))
        return 0
    chosen = sift.resolved([code], table)[0]
    pages_of = [rule for known, rule in table.items() if known.startswith(chosen)]
    shown = (pages.page(one, width=console.width(), color=colored, language=language) for one in pages_of)
    put("\n".join(shown))
    return 0
