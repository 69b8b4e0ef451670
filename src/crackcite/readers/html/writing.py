"""From a page's tree to text and hints."""

from __future__ import annotations

import re
from typing import Any

from crackcite.model import HintKind
from crackcite.readers.assembly import Assembly
from crackcite.readers.counting import lettered
from crackcite.readers.html.article import SKIPPED, Layout
from crackcite.readers.html.notes import Notes
from crackcite.readers.html.styles import Styles
from crackcite.readers.tree import Element, Text, names

_PARAGRAPHS = names(
    "address article aside blockquote body center details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hgroup hr main nav ol p pre section summary table ul"
)
_LINES = frozenset({"li", "dt", "dd", "tr", "caption", "br", "option", "legend"})
_HEADING = re.compile(r"h([1-6])")
_CODE = frozenset({"code", "kbd", "samp", "tt", "math", "pre"})
_MATH = frozenset({"katex", "mathjax", "mjx-container", "math-inline", "math-display"})
_LISTS = frozenset({"ol", "ul", "menu"})
_AFTER_LABEL = " \t\r\n\f\u00a0.):]"


class Writer:
    """Writes a tree into an Assembly. ``base`` is where the markup stands in the file, -1 where it does not."""

    def __init__(self, root: Element, into: Assembly, base: int = 0, *, page: bool = True) -> None:
        self._into = into
        self._base = base
        self._styles = Styles(root)
        self._notes = Notes(root)
        self._layout = Layout(root)
        self._page = page
        self._lists: list[_Counter] = []
        self._verbatim = 0
        self._bodies: list[_Body] = []
        self._cells = 0

    def write(self, node: Element | Text) -> None:
        """Write a node and all below it."""
        if isinstance(node, Text):
            self._text(node)
        elif node.name not in SKIPPED and not self._styles.hidden(node) and id(node) not in self._notes.back:
            self._element(node)

    def _text(self, node: Text) -> None:
        source = node.source + self._base if self._base >= 0 else -1
        text = node.text
        if self._bodies and self._bodies[-1].awaited:
            skipped = len(text) - len(text.lstrip(_AFTER_LABEL))
            self._put(text[:skipped], source)
            text, source = text[skipped:], source + skipped if source >= 0 else -1
            if text:
                self._bodies[-1].begin(self._into)
        self._put(text, source)

    def _put(self, text: str, source: int) -> None:
        if self._verbatim:
            self._into.verbatim(text, source)
        else:
            self._into.flow(text, source)

    def _element(self, element: Element) -> None:
        lines = self._lines_around(element)
        self._into.break_lines(lines)
        if element.name in {"td", "th"}:
            self._into.gap("\t")
        elif self._cells and element.name in _PARAGRAPHS:
            self._into.flow(" ")
        hints = [self._into.open(kind, value, level) for kind, value, level in self._hints(element)]
        self._inside(element)
        for hint in reversed(hints):
            self._into.close(hint)
        if id(element) in self._notes.labels and self._bodies:
            self._bodies[-1].awaited = True
        self._into.break_lines(lines)

    def _lines_around(self, element: Element) -> int:
        """How many line ends part an element from its neighbours: none for what stands in a line."""
        if element.name in _PARAGRAPHS:
            return 0 if self._cells and element.name != "table" else 2
        return int(element.name in _LINES)

    def _is_cell(self, element: Element) -> bool:
        """Whether an element is a cell of a table of data, not of a layout."""
        return element.name in {"td", "th"} and not self._is_most(element)

    def _inside(self, element: Element) -> None:
        counted, cell, verbatim = element.name in _LISTS, self._is_cell(element), element.name == "pre"
        body = _Body(self._notes.bodies[id(element)]) if id(element) in self._notes.bodies else None
        if counted:
            self._lists.append(_Counter(element, self._styles.unmarked(element)))
        if body:
            self._bodies.append(body)
        self._verbatim += verbatim
        self._cells += cell
        for child in element.children:
            self.write(child)
        self._cells -= cell
        self._verbatim -= verbatim
        if body:
            self._bodies.pop().end(self._into)
        if counted:
            self._lists.pop()

    def _hints(self, element: Element) -> list[tuple[HintKind, str, int]]:
        found: list[tuple[HintKind, str, int]] = []
        if id(element) in self._notes.comments or (self._page and self._layout.is_aside(element)):
            found.append((HintKind.ASIDE, "", 0))
        found += self._named(element)
        found += self._noted(element)
        if element.name == "li" and self._lists:
            found.append((HintKind.ITEM, self._lists[-1].next(element), 0))
        if self._styles.raised(element):
            found.append((HintKind.SUPERSCRIPT, "", 0))
        return found + self._structural(element)

    @staticmethod
    def _named(element: Element) -> list[tuple[HintKind, str, int]]:
        anchors = [element.get("id"), element.get("name") if element.name == "a" else ""]
        found = [(HintKind.ANCHOR, name, 0) for name in dict.fromkeys(anchors) if name]
        if element.name == "a" and element.get("href"):
            found.append((HintKind.LINK, element.get("href").strip(), 0))
        return found

    def _noted(self, element: Element) -> list[tuple[HintKind, str, int]]:
        found = []
        if id(element) in self._notes.references:
            found.append((HintKind.NOTE_REF, self._notes.references[id(element)], 0))
        if id(element) in self._notes.bodies and not self._has_label(element):
            found.append((HintKind.NOTE, self._notes.bodies[id(element)], 0))
        return found

    def _has_label(self, element: Element) -> bool:
        return any(id(inner) in self._notes.labels for inner in element.walk())

    def _structural(self, element: Element) -> list[tuple[HintKind, str, int]]:
        heading = _HEADING.fullmatch(element.name)
        if heading or element.get("role") == "heading":
            level = heading.group(1) if heading else element.get("aria-level")
            return [(HintKind.HEADING, "", int(level) if level.isdecimal() else 2)]
        if element.name in _CODE or not _MATH.isdisjoint(element.tokens):
            return [] if self._is_most(element) else [(HintKind.CODE, "", 0)]
        if element.name == "table" and not self._is_layout(element):
            return [(HintKind.TABLE, "", 0)]
        return []

    def _is_layout(self, table: Element) -> bool:
        """Whether a table holds no data: it lays out the page, or a list of sources in columns."""
        presented = table.get("role") in {"presentation", "none"}
        return presented or self._is_most(table) or self._layout.may_be_sources(table)

    def _is_most(self, element: Element) -> bool:
        """Whether an element holds most of the article: then it is a layout, not a table or a listing."""
        return self._page and self._layout.size(element) > 0.6 * self._layout.size(self._layout.root)


class _Body:
    """The body of a note whose text begins with its number: the hint begins after that."""

    def __init__(self, number: str) -> None:
        self._number = number
        self._begun: Any = None
        self.awaited = False

    def begin(self, into: Assembly) -> None:
        """Begin the hint here."""
        self._begun = into.open(HintKind.NOTE, self._number)
        self.awaited = False

    def end(self, into: Assembly) -> None:
        """End the hint, if it has begun."""
        if self._begun is not None:
            into.close(self._begun)


class _Counter:
    """Numbers the items of a list as a browser does: ``start``, ``reversed`` and each item's ``value``."""

    def __init__(self, element: Element, unmarked: bool) -> None:
        self._ordered = element.name == "ol" and not unmarked
        self._step = -1 if "reversed" in element.attributes else 1
        items = sum(isinstance(child, Element) and child.name == "li" for child in element.children)
        self._next = _integer(element.get("start"), items if self._step < 0 else 1)
        self._letters = element.get("type") if element.get("type") in {"a", "A", "i", "I"} else ""

    def next(self, item: Element) -> str:
        """The next item's number, empty in a list that shows none."""
        number = self._next = _integer(item.get("value"), self._next)
        self._next += self._step
        if not self._ordered:
            return ""
        return lettered(number, self._letters) if self._letters else str(number)


def _integer(written: str, otherwise: int) -> int:
    return int(written) if re.fullmatch(r"\s*-?\d{1,9}\s*", written, re.ASCII) else otherwise
