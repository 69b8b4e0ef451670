"""Word's fields: what an instruction says about the text that is its result (ECMA-376-1 §17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from crackcite.model import HintKind

_ARGUMENT = re.compile(r'"([^"]*)"|(\\\w)|(\S+)')


@dataclass
class Field:
    """A field under way: its instruction, whether its result has begun, and the hints over the result."""

    instruction: str = ""
    shown: bool = False
    hints: list[Any] = field(default_factory=list)


def hint_of(instruction: str) -> tuple[HintKind, str] | None:
    """The hint that a field's result carries: a link, a repeated note, the table of contents; None for other fields.

    The value of a repeated note is empty: only its result shows the number.
    """
    words = [quoted or switch or bare for quoted, switch, bare in _ARGUMENT.findall(instruction)]
    kind = words[0].upper() if words else ""
    if kind == "HYPERLINK":
        return _link(words[1:])
    if kind == "NOTEREF":
        return HintKind.NOTE_REF, ""
    if kind == "TOC":
        return HintKind.ASIDE, ""
    if kind == "REF" and len(words) > 1:
        return HintKind.LINK, f"#{words[1]}"
    return None


def _link(words: list[str]) -> tuple[HintKind, str] | None:
    target, fragment, within = "", "", False
    for word in words:
        if word.startswith("\\"):
            within = word == "\\l"
        elif within:
            fragment, within = f"#{word}", False
        elif not target:
            target = word
    return (HintKind.LINK, target + fragment) if target or fragment else None
