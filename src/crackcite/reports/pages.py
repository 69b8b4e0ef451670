"""The rules' manual, as ``crackcite explain`` shows it: the table, and one page a rule."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from crackcite.languages import Voice, voice
from crackcite.reports.wording import SEVERITY
from crackcite.rules.registry import Rule

if TYPE_CHECKING:
    from rich.console import Console

_SECTION = re.compile(r"^(Why|Example|Fix): ?", re.MULTILINE)
_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def paragraphs(rule: Rule) -> dict[str, list[str]]:
    """The paragraphs of a rule's page by their English heading (``""`` for what stands first), each on one line."""
    parts = _SECTION.split(rule.page)
    texts = {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}
    return {heading: [" ".join(one.split()) for one in text.strip().split("\n\n")] for heading, text in texts.items()}


def sections(rule: Rule, tr: Voice | None = None) -> dict[str, str]:
    """The parts of a rule's page by their English heading, each on one line, said in a language (English without)."""
    say = tr.paragraph if tr else str
    return {heading: " ".join(map(say, texts)) for heading, texts in paragraphs(rule).items()}


def summary(rule: Rule, tr: Voice) -> str:
    """What a rule finds: the first paragraph of its page."""
    return tr.paragraph(rule.summary)


def page(rule: Rule, *, width: int = 80, color: bool = False, language: str = "en") -> str:
    """One rule's page."""
    from rich.text import Text

    tr = voice(language)
    heads = {"Why": tr("Why"), "Example": tr("Example"), "Fix": tr("Fix")}
    console = _console(width, color)
    fixable = f" · {tr('the change is suggested')}" if rule.fixable else ""
    console.print(
        Text.assemble(
            (rule.code, "bold"), f" {rule.name} · ", (tr.said(SEVERITY[rule.severity]), _STYLES[rule.severity]), fixable
        )
    )
    for heading, text in sections(rule, tr).items():
        console.print()
        if heading:
            console.print(Text(heads[heading], style="bold"))
        console.print(Text(_wrapped(text[:1].upper() + text[1:] if heading else text, width - 2), end="\n"))
    return _printed(console)


def _wrapped(text: str, width: int) -> str:
    """``text`` on lines of at most ``width``, broken at plain spaces alone: ``textwrap`` breaks at narrow ones too."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}".lstrip(" ")
        lines[-1:] = [joined] if not lines[-1] or len(joined) <= width else [lines[-1], word]
    return "\n".join(lines)


def table(rules: Iterable[Rule], *, width: int = 80, color: bool = False, language: str = "en") -> str:
    """All rules: code, name, severity, and what each finds."""
    from rich.table import Table
    from rich.text import Text

    tr = voice(language)
    grid = Table(box=None, padding=(0, 2, 0, 0), show_header=True, header_style="bold")
    last = tr("fires when")
    headings = (tr("code"), tr("name"), tr("severity"), last)
    rows = [(rule.code, rule.name, tr.said(SEVERITY[rule.severity]), summary(rule, tr)) for rule in rules]
    narrow = zip(headings[:3], *(row[:3] for row in rows), strict=True)
    room = width - sum(max(map(len, column)) + 2 for column in narrow)
    for heading in headings:
        grid.add_column(heading, no_wrap=heading != last)
    for rule, (code, name, severity, text) in zip(rules, rows, strict=True):
        grid.add_row(code, name, Text(severity, _STYLES[rule.severity]), Text(_wrapped(text, room - 2)))
    console = _console(width, color)
    console.print(grid)
    console.print()
    console.print(Text(tr("{command} tells more about one of them.", command="crackcite explain CODE"), style="dim"))
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
