"""Where a part's hyperlinks lead: the targets in its relations (ECMA-376-2 §9.3), and where each is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from crackcite.model import Span

_RELATION = re.compile(r"<(?:[\w.-]+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r"""(?<!\w)(\w++)\s*=\s*("[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class Target:
    """An address as it reads, and the places of its characters in the XML."""

    value: str
    places: tuple[Span, ...]


def targets(data: bytes) -> dict[str, Target]:
    """The targets outside the file, by the relation's id; none where the part is not written in UTF-8."""
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError:
        return {}
    found = {}
    for relation in _RELATION.finditer(source):
        attributes = {one[1]: one for one in _ATTRIBUTE.finditer(source, relation.start(), relation.end())}
        values = {name: unescape(one[2][1:-1]) for name, one in attributes.items()}
        if values.get("TargetMode") == "External" and "Id" in values and "Target" in values:
            start, end = attributes["Target"].span(2)
            found[values["Id"]] = Target(values["Target"], tuple(_characters(source, start + 1, end - 1)))
    return found


_CHARACTER = re.compile(r"&[^;]*;|.", re.DOTALL)


def _characters(source: str, start: int, end: int) -> list[Span]:
    return [Span(*one.span()) for one in _CHARACTER.finditer(source, start, end)]
