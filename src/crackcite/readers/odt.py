"""OpenDocument text (ODT), as LibreOffice and others write it (OASIS OpenDocument 1.3, part 3).

Deleted text of tracked changes, comments, headers and footers are left out; notes stand after the text. Positions are
given as paragraphs, counted over those that hold anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crackcite.model import Document, HintKind, say
from crackcite.readers.assembly import Assembly
from crackcite.readers.package import Package
from crackcite.readers.problems import UnreadableError
from crackcite.readers.tree import Element, Text
from crackcite.readers.xml import parsed

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = {f"{_OASIS}{name}:1.0": name for name in ("office", "text", "style", "table", "drawing", "manifest")} | {
    f"{_OASIS}xsl-fo-compatible:1.0": "fo",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/1998/Math/MathML": "math",
}
_CALLED = say("an OpenDocument text (.odt)")
_LEFT_OUT = frozenset(
    {"text:tracked-changes", "office:annotation", "office:annotation-end", "text:note-citation", "office:forms",
     "text:sequence-decls", "text:variable-decls", "text:hidden-text", "text:ruby-text", "text:note-body"}
)  # fmt: skip
_CONTENTS = frozenset(
    {"text:table-of-content", "text:illustration-index", "text:table-index", "text:alphabetical-index"}
)
_RAISED = re.compile(r"super\b|[1-9]\d*%")


def read(data: bytes, path: str) -> Document:
    """An OpenDocument text with its hints. Raises UnreadableError for a file that is none, or is damaged,
    protected with a password, or dangerous.
    """
    package = Package(data, _CALLED)
    _refuse_encrypted(package)
    content = _tree(package, "content.xml")
    text = content.first("office:body", "office:text")
    if text is None:
        raise UnreadableError(say("The file is an OpenDocument file, but not a text: save the article as .odt."))
    styles = _Styles((content, _tree(package, "styles.xml") if "styles.xml" in package else content))
    into = Assembly()
    _Writer(into, styles).write(text)
    return into.document(path, "odt")


def _tree(package: Package, name: str) -> Element:
    return parsed(package.read(name), say("The OpenDocument text"), _NAMESPACES)


def _refuse_encrypted(package: Package) -> None:
    name = "META-INF/manifest.xml"
    if name in package and any(e.name == "manifest:encryption-data" for e in _tree(package, name).walk()):
        raise UnreadableError(say("The file is protected with a password: save {format} without one.", format=_CALLED))


class _Styles:
    """What text and list styles do, with the styles that they are based on."""

    def __init__(self, parts: tuple[Element, ...]) -> None:
        elements = [element for part in parts for element in part.walk()]
        self._styles = {e.get("style:name"): e for e in elements if e.name == "style:style"}
        self._lists = {e.get("style:name"): e for e in elements if e.name == "text:list-style"}

    def _property(self, style: str, name: str) -> str:
        for _ in range(20):
            found = self._styles.get(style)
            if found is None:
                return ""
            properties = found.first("style:text-properties")
            if properties is not None and properties.get(name):
                return properties.get(name)
            style = found.get("style:parent-style-name")
        return ""

    def raised(self, style: str) -> bool:
        """Whether a text style makes a superscript."""
        return bool(_RAISED.match(self._property(style, "style:text-position").strip()))

    def hidden(self, style: str) -> bool:
        """Whether a text style hides."""
        return self._property(style, "text:display") == "none"

    def level(self, style: str, depth: int) -> Element | None:
        """The definition of a list style's level; 1 is the outermost."""
        found = self._lists.get(style)
        levels = found.elements if found is not None else iter(())
        return next((e for e in levels if e.get("text:level") == str(depth)), None)


class _Writer:
    def __init__(self, into: Assembly, styles: _Styles) -> None:
        self._into = into
        self._styles = styles
        self._notes: list[tuple[str, Element, str]] = []
        self._lists: list[tuple[str, int]] = []
        self._ended: dict[str, int] = {}
        self._cells = 0
        self._paragraphs = 0
        self._in_notes = False
        self._raised: Any = None

    def write(self, text: Element) -> None:
        """Write a document's text, then its notes, footnotes first."""
        self._children(text)
        self._in_notes = True
        for label, body, kind in sorted(self._notes, key=lambda note: note[2] == "endnote"):
            self._into.break_lines(2)
            self._into.place(f"{kind} {label}")
            with self._into.hint(HintKind.NOTE, label):
                self._children(body)
            self._into.break_lines(2)

    def _children(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, Text):
                if element.name not in _BLOCKS:
                    self._flow(child.text, False)
            elif child.name not in _LEFT_OUT:
                getattr(self, _HANDLERS.get(child.name, "_children"))(child)

    def _flow(self, text: str, raised: bool) -> None:
        if text.strip() and not raised and self._raised is not None:
            self._into.close(self._raised)
            self._raised = None
        self._into.flow(text)

    def _paragraph(self, element: Element) -> None:
        lines = 1 if self._lists else 2
        if self._cells:
            self._into.flow(" ")
        else:
            self._into.break_lines(lines)
            if not self._in_notes:
                self._into.place(f"paragraph {self._paragraphs + 1}")
        before = self._into.written
        level = element.get("text:outline-level") if element.name == "text:h" else ""
        hint = self._into.open(HintKind.HEADING, "", min(int(level[:9]), 6)) if level.isdecimal() else None
        self._children(element)
        self._lower()
        if hint is not None:
            self._into.close(hint)
        self._paragraphs += self._into.written > before and not self._cells and not self._in_notes
        if not self._cells:
            self._into.break_lines(lines)

    def _lower(self) -> None:
        if self._raised is not None:
            self._into.close(self._raised)
            self._raised = None

    def _span(self, element: Element) -> None:
        style = element.get("text:style-name")
        if self._styles.hidden(style):
            return
        if not self._styles.raised(style):
            self._children(element)
            return
        self._raised = self._raised or self._into.open(HintKind.SUPERSCRIPT)
        for child in element.children:
            if isinstance(child, Text):
                self._flow(child.text, True)
            elif child.name not in _LEFT_OUT:
                getattr(self, _HANDLERS.get(child.name, "_children"))(child)

    def _link(self, element: Element) -> None:
        with self._into.hint(HintKind.LINK, element.get("xlink:href")):
            self._children(element)

    def _note(self, element: Element) -> None:
        citation, body = element.first("text:note-citation"), element.first("text:note-body")
        label = (citation.text().strip() if citation is not None else "") or str(len(self._notes) + 1)
        kind = element.get("text:note-class") or "footnote"
        self._lower()
        with self._into.hint(HintKind.NOTE_REF, label):
            self._into.flow(label)
        if body is not None:
            self._notes.append((label, body, kind))

    def _list(self, element: Element) -> None:
        style = element.get("text:style-name") or (self._lists[-1][0] if self._lists else "")
        depth = len(self._lists) + 1
        definition = self._styles.level(style, depth)
        start = definition.get("text:start-value") if definition is not None else ""
        number = int(start[:9]) if start.isdecimal() else 1
        if element.get("text:continue-numbering") == "true" or element.get("text:continue-list"):
            number = self._ended.get(f"{style}/{depth}", number)
        numbered = definition is None or definition.name == "text:list-level-style-number"
        form = definition.get("style:num-format") if definition is not None else "1"
        self._lists.append((style, depth))
        for item in (e for e in element.elements if e.name in {"text:list-item", "text:list-header"}):
            value = item.get("text:start-value")
            number = int(value[:9]) if value.isdecimal() else number
            shown = numbered and form == "1" and item.name == "text:list-item" and _is_item(item)
            self._into.break_lines()
            with self._into.hint(HintKind.ITEM, str(number) if shown else ""):
                self._children(item)
            self._into.break_lines()
            number += item.name == "text:list-item" and _is_item(item)
        self._lists.pop()
        self._ended[f"{style}/{depth}"] = number

    def _table(self, element: Element) -> None:
        self._into.break_lines(2)
        with self._into.hint(HintKind.TABLE):
            for row in _rows(element):
                self._into.break_lines()
                for cell in (e for e in row.elements if e.name == "table:table-cell"):
                    self._into.gap("\t")
                    self._cells += 1
                    self._children(cell)
                    self._cells -= 1
        self._into.break_lines(2)

    def _contents(self, element: Element) -> None:
        with self._into.hint(HintKind.ASIDE):
            self._children(element)

    def _formula(self, element: Element) -> None:
        with self._into.hint(HintKind.CODE):
            self._into.flow(element.text())

    def _space(self, _: Element) -> None:
        self._into.flow(" ")

    def _line(self, _: Element) -> None:
        self._into.break_lines()

    def _bookmark(self, element: Element) -> None:
        self._into.close(self._into.open(HintKind.ANCHOR, element.get("text:name")))


_HANDLERS = {
    "text:p": "_paragraph",
    "text:h": "_paragraph",
    "text:span": "_span",
    "text:a": "_link",
    "text:note": "_note",
    "text:list": "_list",
    "table:table": "_table",
    "math:math": "_formula",
    "text:s": "_space",
    "text:tab": "_space",
    "text:line-break": "_line",
    "text:bookmark": "_bookmark",
    "text:bookmark-start": "_bookmark",
    "text:reference-mark-start": "_bookmark",
} | dict.fromkeys(_CONTENTS, "_contents")
_BLOCKS = frozenset(  # white space directly in these is the file's layout
    {"office:text", "text:list", "text:list-item", "text:section", "table:table-cell", "text:note-body"}
)


def _rows(table: Element) -> Iterator[Element]:
    """A table's own rows, wherever they are grouped."""
    for element in table.elements:
        if element.name == "table:table-row":
            yield element
        elif element.name.startswith("table:table-") and element.name != "table:table-cell":
            yield from _rows(element)


def _is_item(item: Element) -> bool:
    """Whether an item holds a paragraph, not only a list within: LibreOffice writes sublists so, without a number."""
    return any(e.name in {"text:p", "text:h"} for e in item.elements)
