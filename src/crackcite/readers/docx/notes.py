"""Word's footnotes and endnotes: their automatic numbers, and their bodies after the text."""

from __future__ import annotations

from dataclasses import dataclass

from crackcite.readers.counting import lettered
from crackcite.readers.tree import Element

_LETTERS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


@dataclass(frozen=True, slots=True)
class Label:
    """A note's number: the value that reference and body share, and what the page shows."""

    value: str
    shown: str


class Notes:
    """Numbers notes in the order of their references.

    In a file with both kinds, footnotes are told by their number and endnotes by their number in Roman numerals, as
    Word shows them by default, so that footnote 1 and endnote i are never taken for one another.
    """

    def __init__(self, footnotes: Element, endnotes: Element, settings: Element) -> None:
        self._bodies = {"footnote": _bodies(footnotes, "w:footnote"), "endnote": _bodies(endnotes, "w:endnote")}
        self._both = all(self._bodies.values())
        self._formats = {kind: _format(settings, f"w:{kind}Pr") for kind in self._bodies}
        self._starts = {kind: _start(settings, f"w:{kind}Pr") for kind in self._bodies}
        self._labels: dict[tuple[str, str], Label] = {}
        self._counts = {"footnote": 0, "endnote": 0}
        self.referred: list[tuple[Label, Element, str]] = []

    def refer(self, reference: Element) -> Label:
        """The label of the note that a reference points at, the next number if it is the first to do so."""
        kind = reference.name.removeprefix("w:").removesuffix("Reference")
        key = (kind, reference.get("w:id"))
        if reference.get("w:customMarkFollows") in {"1", "true", "on"}:
            self._add(key, Label(f"{kind} {reference.get('w:id')}", ""))
        elif key not in self._labels:
            number = self._starts[kind] + self._counts[kind]
            self._counts[kind] += 1
            self._add(key, self._label(kind, number))
        return self._labels[key]

    def _label(self, kind: str, number: int) -> Label:
        form = _LETTERS.get(self._formats[kind], "")
        roman = kind == "endnote" and self._both
        value = lettered(number, form or "i") if roman else str(number)
        return Label(value, lettered(number, form) if form else value)

    def _add(self, key: tuple[str, str], label: Label) -> None:
        if key not in self._labels:
            self._labels[key] = label
            body = self._bodies[key[0]].get(key[1])
            if body is not None:
                self.referred.append((label, body, key[0]))


def _bodies(part: Element, name: str) -> dict[str, Element]:
    """The notes themselves, without the separators that are stored among them."""
    notes = (e for e in part.elements if e.name == name)
    return {note.get("w:id"): note for note in notes if note.get("w:type") in {"", "normal"}}


def _format(settings: Element, name: str) -> str:
    found = settings.first(name, "w:numFmt")
    return found.get("w:val") if found is not None else ""


def _start(settings: Element, name: str) -> int:
    found = settings.first(name, "w:numStart")
    value = found.get("w:val") if found is not None else ""
    return int(value[:9]) if value.isdecimal() else 1
