"""Word's automatic numbers, which stand in no text: counted here as Word counts them (ECMA-376-1 §17.9)."""

from __future__ import annotations

import re

from crackcite.readers.counting import lettered
from crackcite.readers.docx.styles import Styles
from crackcite.readers.tree import Element

_LETTERS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_UNNUMBERED = frozenset({"bullet", "none"})
_DECORATION = " \t()[]{}.:;–—-"


class Numbering:
    """Counts the numbered paragraphs of a document, asked about each in order."""

    def __init__(self, part: Element, styles: Styles) -> None:
        self._styles = styles
        abstract = {e.get("w:abstractNumId"): e for e in part.elements if e.name == "w:abstractNum"}
        self._lists: dict[str, tuple[str, dict[int, Element], dict[int, int]]] = {}
        for number in (e for e in part.elements if e.name == "w:num"):
            reference = number.first("w:abstractNumId")
            base = reference.get("w:val") if reference is not None else ""
            levels = {_integer(e.get("w:ilvl")): e for e in _levels(abstract.get(base))}
            starts = _overrides(number, levels)
            self._lists[number.get("w:numId")] = (base, levels, starts)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, paragraph: Element) -> str | None:
        """A paragraph's number as its list shows it, without brackets and full stops (``4``, ``2.1``, ``b``); empty
        for a bullet; None for a paragraph in no list.
        """
        properties = self._styles.numbering(paragraph)
        if properties is None:
            return None
        number, level = _value(properties, "w:numId"), _integer(_value(properties, "w:ilvl"))
        if number not in self._lists:
            return None
        base, levels, starts = self._lists[number]
        counts = self._counts.setdefault(base, {})
        if number not in self._begun and starts:
            self._begun.add(number)
            for at, start in starts.items():
                counts[at] = start - 1
        self._advance(counts, levels, level)
        return _shown(counts, levels, level)

    @staticmethod
    def _advance(counts: dict[int, int], levels: dict[int, Element], level: int) -> None:
        for at in range(level):
            counts.setdefault(at, _start(levels, at))
        counts[level] = counts.get(level, _start(levels, level) - 1) + 1
        for at in [at for at in counts if at > level]:
            del counts[at]


def _levels(definition: Element | None) -> list[Element]:
    return [e for e in definition.elements if e.name == "w:lvl"] if definition is not None else []


def _overrides(number: Element, levels: dict[int, Element]) -> dict[int, int]:
    """The levels that a list begins anew, with their first numbers; redefined levels take the place of the old."""
    starts = {}
    for override in (e for e in number.elements if e.name == "w:lvlOverride"):
        level = _integer(override.get("w:ilvl"))
        redefined = override.first("w:lvl")
        if redefined is not None:
            levels[level] = redefined
        start = override.first("w:startOverride")
        if start is not None:
            starts[level] = _integer(start.get("w:val"), 1)
    return starts


def _shown(counts: dict[int, int], levels: dict[int, Element], level: int) -> str:
    definition = levels.get(level)
    kind = _value(definition, "w:numFmt") or "decimal"
    if kind in _UNNUMBERED:
        return ""
    pattern = _value(definition, "w:lvlText") or f"%{level + 1}."

    def number(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        form = _LETTERS.get(_value(levels.get(at), "w:numFmt"), "")
        count = counts.get(at, 1)
        return lettered(count, form) if form else str(count)

    return re.sub(r"%([1-9])", number, pattern).strip(_DECORATION)


def _start(levels: dict[int, Element], level: int) -> int:
    return _integer(_value(levels.get(level), "w:start"), 1)


def _value(element: Element | None, name: str) -> str:
    found = element.first(name) if element is not None else None
    return found.get("w:val") if found is not None else ""


def _integer(written: str, otherwise: int = 0) -> int:
    return int(written) if re.fullmatch(r"-?[0-9]{1,9}", written) else otherwise
