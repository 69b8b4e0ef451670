"""A Word file read so that every character of its text knows where in the file's XML it stands."""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from crackcite.model import Document, Span, say
from crackcite.readers.assembly import Assembly
from crackcite.readers.docx import written
from crackcite.readers.docx.parts import NAMESPACES, WHOLE, Parts
from crackcite.readers.problems import UnreadableError
from crackcite.readers.tree import Element, Text
from crackcite.readers.xml import parsed

_SHIFT = 40  # bits: places of the nth part begin at n << 40, so that one number names part and offset


@dataclass(frozen=True, slots=True)
class Place:
    """A part's name and an offset in its XML, in characters."""

    part: str
    at: int


class Trace:
    """The text of a Word file, and the way back.

    ``parts`` holds the XML of every part that was read, ``roots`` its tree, both by name; the elements and texts of a
    tree give their places as offsets in that XML.
    """

    def __init__(self, data: bytes, path: str) -> None:
        self._parts = _TracedParts(data)
        into = _Recorder()
        self.document: Document = written(self._parts, into).document(path, "docx")
        self.main = self._parts.main
        self.parts, self.roots = self._parts.sources, self._parts.roots
        self._names = list(self.parts)
        self._pieces = into.pieces
        self._starts = [start for start, _, _ in into.pieces]
        self._back = sorted((source, start, length) for start, length, source in into.pieces if source >= 0)
        _settle(self.roots)

    def place(self, offset: int) -> Place | None:
        """Where a character of the text stands; None for one that no text of the file holds (a number that Word
        makes, a tab, what parts two paragraphs).
        """
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        start, length, source = self._pieces[index]
        if source < 0 or offset >= start + length:
            return None
        number, at = divmod(source + offset - start, 1 << _SHIFT)
        return Place(self._names[number], at)

    def shown(self, part: str, start: int, end: int) -> Span | None:
        """The range of the text that the XML between two offsets of a part is read as; None where it is not read."""
        base = self._names.index(part) << _SHIFT
        first = bisect_right(self._back, base + start - 1, key=itemgetter(0))
        found = []
        for source, at, length in self._back[first:]:
            if source >= base + end:
                break
            found += [at, at + length]
        return Span(min(found), max(found)) if found else None

    def relations(self, part: str) -> str:
        """The name of the part that tells where a part's hyperlinks lead."""
        return posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")

    def raw(self, part: str) -> bytes:
        """The bytes of any part; empty where there is none."""
        return self._parts.raw(part)


class _Recorder(Assembly):
    """An Assembly that keeps every piece of its text as (offset, length, place)."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[tuple[int, int, int]] = []

    def _append(self, text: str, source: int) -> None:
        self.pieces.append((self.written, len(text), source))
        super()._append(text, source)


class _TracedParts(Parts):
    """Parts whose trees know where they stand. A part in another encoding than UTF-8 is refused."""

    def __init__(self, data: bytes) -> None:
        self.sources: dict[str, str] = {}
        self.roots: dict[str, Element] = {}
        super().__init__(data)

    def _parsed(self, name: str) -> Element:
        if name in self.roots:
            return self.roots[name]
        try:
            source = self._package.read(name).decode("utf-8")
        except UnicodeDecodeError:
            raise UnreadableError(
                say("The part “{part}” is not written in UTF-8, as Word writes it.", part=name)
            ) from None
        root = parsed(source, WHOLE, NAMESPACES)
        _place(root, source, len(self.roots) << _SHIFT)
        self.sources[name], self.roots[name] = source, root
        return root


def nodes(root: Element) -> Iterator[tuple[Element, Text]]:
    """Every run of text below an element, with the element that holds it, in document order."""
    for element in root.walk():
        for child in element.children:
            if isinstance(child, Text):
                yield element, child


def _place(root: Element, source: str, base: int) -> None:
    """Turn the places of a tree from bytes into characters, those of text with ``base`` added."""
    elements = list(root.walk())
    texts = [text for _, text in nodes(root)]
    data = source.encode("utf-8")
    marks = sorted({0, *(e.start for e in elements), *(e.end for e in elements), *(t.source for t in texts)})
    at, known = 0, {marks[0]: 0}
    for before, mark in pairwise(marks):
        at += len(data[before:mark].decode("utf-8"))
        known[mark] = at
    for element in elements:
        element.start, element.end = known[element.start], _end(element, source, known[element.end])
    for text in texts:
        text.source = base + known[text.source]


def _end(element: Element, source: str, at: int) -> int:
    """Where an element ends, given where its end tag begins, or where it ends if it has none."""
    empty = not element.children and source.startswith("/>", at - 2)
    return at if empty else source.index(">", at) + 1


def _settle(roots: dict[str, Element]) -> None:
    """Take the part's number off the places of text, once the text is written."""
    for root in roots.values():
        for _, text in nodes(root):
            text.source &= (1 << _SHIFT) - 1
