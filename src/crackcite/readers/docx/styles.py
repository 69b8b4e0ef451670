"""What a Word file's styles make of its runs and paragraphs: raised, hidden, a heading, a numbered list.

A property stands on the run, else in its character style, else in the paragraph's style, each with the styles that it
is based on (ECMA-376-1 §17.7.2). Styles are told by what they do and by their built-in names, which Word keeps in
English whatever the language of its user.
"""

from __future__ import annotations

import re
from functools import cache

from crackcite.readers.tree import Element

_OFF = frozenset({"0", "false", "off", "none"})
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_RAISED_HALF_POINTS = 4


class Styles:
    """The styles of a file by their identifiers."""

    def __init__(self, part: Element) -> None:
        self._styles = {style.get("w:styleId"): style for style in part.elements if style.name == "w:style"}
        self._default = next((key for key, style in self._styles.items() if _is_default(style)), "")
        self.of_style = cache(self._of_style)

    def raised(self, run: Element) -> bool:
        """Whether a run is a superscript."""
        for properties in self._layers(run):
            align = properties.first("w:vertAlign")
            if align is not None:
                return align.get("w:val") == "superscript"
            position = properties.first("w:position")
            if position is not None:
                value = position.get("w:val")
                return value.lstrip("-").isdecimal() and int(value[:9]) >= _RAISED_HALF_POINTS
        return False

    def hidden(self, run: Element) -> bool:
        """Whether a run is hidden text."""
        for properties in self._layers(run):
            vanish = properties.first("w:vanish")
            if vanish is not None:
                return vanish.get("w:val") not in _OFF
        return False

    def level(self, paragraph: Element) -> int:
        """A heading's level, 1 to 9; 0 for a paragraph that is none. The title of the document is of level 1."""
        own = paragraph.first("w:pPr", "w:outlineLvl")
        if own is not None:
            return _outline(own)
        return self.of_style(self.name(paragraph))[0]

    def numbering(self, paragraph: Element) -> Element | None:
        """The ``w:numPr`` that numbers a paragraph, its own or its style's."""
        own = paragraph.first("w:pPr", "w:numPr")
        return own if own is not None else self.of_style(self.name(paragraph))[1]

    def name(self, paragraph: Element) -> str:
        """The identifier of a paragraph's style."""
        style = paragraph.first("w:pPr", "w:pStyle")
        return style.get("w:val") if style is not None else self._default

    def is_contents(self, paragraph: Element) -> bool:
        """Whether a paragraph is a line of the table of contents."""
        style = self._styles.get(self.name(paragraph))
        name = style.first("w:name") if style is not None else None
        return name is not None and name.get("w:val").lower().startswith("toc ")

    def _chain(self, name: str) -> list[Element]:
        """A style and those that it is based on."""
        found: list[Element] = []
        while name in self._styles and self._styles[name] not in found:
            found.append(self._styles[name])
            based = found[-1].first("w:basedOn")
            name = based.get("w:val") if based is not None else ""
        return found

    def _layers(self, run: Element) -> list[Element]:
        """A run's properties, the nearest first."""
        own = run.first("w:rPr")
        style = own.first("w:rStyle") if own is not None else None
        inherited = (link.first("w:rPr") for link in self._chain(style.get("w:val") if style is not None else ""))
        return [layer for layer in (own, *inherited) if layer is not None]

    def _of_style(self, name: str) -> tuple[int, Element | None]:
        """The level and numbering that a paragraph style gives."""
        level, numbering, settled = 0, None, False
        for style in self._chain(name):
            outline = style.first("w:pPr", "w:outlineLvl")
            if not settled and (outline is not None or _built_in(style)):
                level, settled = _outline(outline) if outline is not None else _built_in(style), True
            numbering = numbering or style.first("w:pPr", "w:numPr")
        return level, numbering


def _is_default(style: Element) -> bool:
    return style.get("w:type") == "paragraph" and style.get("w:default") in {"1", "true", "on"}


def _built_in(style: Element) -> int:
    name = style.first("w:name")
    written = name.get("w:val").strip() if name is not None else ""
    heading = _HEADING.fullmatch(written)
    return int(heading.group(1)) if heading else int(written.lower() == "title")


def _outline(element: Element) -> int:
    value = element.get("w:val")
    return int(value) + 1 if value in set("01234567") else 0
