"""``crackcite explain``: the rules and their pages."""

from __future__ import annotations

from typing import Annotated

import typer

from crackcite.cli import console
from crackcite.cli.console import put
from crackcite.cli.words import Color


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(explain)


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
