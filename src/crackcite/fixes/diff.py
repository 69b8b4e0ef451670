"""What would change, as a unified diff."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

_CONTEXT = 3


def diff(before: str, after: str, path: str) -> str:
    r"""A unified diff of two texts; empty where they are equal.

    Lines end in ``\n``; a ``\r`` before it belongs to the line, so that the diff applies to the file as it is. In a
    text without any ``\n``, ``\r`` ends them. For a format without lines of its own (a Word document) the texts are
    what its reader makes of it.
    """
    if before == after:
        return ""
    name = path.lstrip("/")
    lines = difflib.unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}", n=_CONTEXT)
    return "".join(_ended(lines))


def _lines(text: str) -> list[str]:
    r"""The lines of a text, each but perhaps the last with ``\n`` at its end; no other character ends a line."""
    text = text if "\n" in text else text.replace("\r", "\n")
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
