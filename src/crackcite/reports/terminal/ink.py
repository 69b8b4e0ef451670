"""Lines of styled text for a terminal: made safe, measured in cells, wrapped at spaces, and printed to a string.

A *cell* is one column of the terminal: a combining mark takes none, a wide character two.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.text import Text

from crackcite.reports.visible import UNSAFE, visible

__all__ = ["ELLIPSIS", "Part", "hanging", "head", "joined", "printed", "shortened", "tail", "visible", "wrapped"]

ELLIPSIS = "…"

Part = str | tuple[str, str] | Text
"""A piece of a line: plain, with a style, or made already."""


def head(text: str, cells: int) -> str:
    """The longest beginning of ``text`` that fits into ``cells``, with the marks that combine with its last letter."""
    used = 0
    for index, letter in enumerate(text):
        used += cell_len(letter)
        if used > cells:
            return text[:index]
    return text


def tail(text: str, cells: int) -> str:
    """The longest end of ``text`` that fits into ``cells`` and does not begin with a combining mark."""
    used, start = 0, len(text)
    for index in range(len(text) - 1, -1, -1):
        width = cell_len(text[index])
        used += width
        if used > cells:
            break
        if width:
            start = index
    return text[start:]


def shortened(text: str, cells: int) -> str:
    """``text`` on one line in at most ``cells``: its end cut off, with ``…`` for it, where it is longer."""
    line = " ".join(visible(text).split())
    return line if cell_len(line) <= cells else head(line, cells - 1).rstrip(" ,;:.") + ELLIPSIS


_WORD = re.compile("[^ ]+ *| +")


def wrapped(text: Text, width: int) -> Iterator[Text]:
    """``text`` on as many lines as it needs, broken at plain spaces alone.

    A word that is longer than ``width`` (a path, a DOI, an address) stays whole and runs over.
    """
    breaks, used = [], 0
    for word in _WORD.finditer(text.plain):
        if used and used + cell_len(word[0].rstrip(" ")) > width:
            breaks.append(word.start())
            used = 0
        used += cell_len(word[0])
    for line in text.divide(breaks):
        line.rstrip()
        yield line


def hanging(first: Part, text: Part, width: int) -> Iterator[Text]:
    """``text`` wrapped beside ``first``, its further lines indented by the width of ``first``."""
    beside = joined(first)
    indent = beside.cell_len
    for line in wrapped(joined(text), max(width - indent, 20)):
        yield joined(beside, line)
        beside = Text(" " * indent)


def joined(*parts: Part) -> Text:
    """The parts one after another, each in its own style (``+`` would spread the first one's over all)."""
    return Text.assemble(*parts)


def printed(lines: Iterable[Text], *, width: int, color: bool) -> str:
    """The lines as text, with escape sequences for colour only where ``color`` is set.

    The environment has no say (``NO_COLOR``, ``TERM`` …): who calls has looked at it. A line into which something
    slipped that a terminal would obey loses its style and shows it.
    """
    safe = (Text(visible(line.plain)) if UNSAFE.search(line.plain) else line for line in lines)
    if not color:
        return "".join(f"{line.plain}\n" for line in safe)
    from rich.console import Console

    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        height=100,
        force_terminal=True,
        no_color=False,
        color_system="standard",
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    for line in safe:
        console.print(line, soft_wrap=True)
    return out.getvalue()
