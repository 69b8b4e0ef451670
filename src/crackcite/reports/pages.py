"""The rules' manual, as ``crackcite explain`` shows it: the table, and one page a rule."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

from crackcite.rules.registry import Rule

if TYPE_CHECKING:
    from rich.console import Console

_SECTION = re.compile(r"^(Why|Example|Fix): ?", re.MULTILINE)
_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def sections(rule: Rule) -> dict[str, str]:
    """The parts of a rule's page by their heading (``""`` for the first paragraph), each on one line."""
    parts = _SECTION.split(rule.page)
    texts = {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}
    return {heading: " ".join(text.split()) for heading, text in texts.items()}


def page(rule: Rule, *, width: int = 80, color: bool = False) -> str:
    """One rule's page."""
    from rich.text import Text

    console = _console(width, color)
    fixable = " · the change is suggested" if rule.fixable else ""
    console.print(
        Text.assemble((rule.code, "bold"), f" {rule.name} · ", (rule.severity, _STYLES[rule.severity]), fixable)
    )
    for heading, text in sections(rule).items():
        console.print()
        if heading:
            console.print(Text(heading, style="bold"))
        console.print(Text(textwrap.fill(text, width - 2), end="\n"))
    return _printed(console)


def table(rules: Iterable[Rule], *, width: int = 80, color: bool = False) -> str:
    """All rules: code, name, severity, and what each finds."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, padding=(0, 2, 0, 0), show_header=True, header_style="bold")
    for heading in ("code", "name", "severity", "fires when"):
        grid.add_column(heading, no_wrap=heading != "fires when")
    for rule in rules:
        grid.add_row(rule.code, rule.name, Text(rule.severity, _STYLES[rule.severity]), Text(rule.summary))
    console = _console(width, color)
    console.print(grid)
    console.print()
    console.print(Text("crackcite explain CODE tells more about one of them.", style="dim"))
    return _printed(console)


def _console(width: int, color: bool) -> Console:
    from rich.console import Console

    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


def _printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)  # noqa: S101 - made above
    return console.file.getvalue()
