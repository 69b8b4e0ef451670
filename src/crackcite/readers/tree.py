"""A marked-up file as a tree: elements, and runs of text that know where they stand."""

from __future__ import annotations

from collections.abc import Iterator


class Text:
    """A run of text: what it reads, and where in the decoded file it stands (-1: the reader does not say)."""

    __slots__ = ("source", "text")

    def __init__(self, text: str, source: int = -1) -> None:
        self.text, self.source = text, source


class Element:
    """An element with its attributes and children. Names are those that the parser gives.

    ``start`` and ``end`` are where in the file it begins and ends, its tags included (-1: the reader does not say).
    """

    __slots__ = ("attributes", "children", "end", "name", "parent", "start")

    def __init__(self, name: str, attributes: dict[str, str], parent: Element | None, start: int = -1) -> None:
        self.name, self.attributes, self.parent = name, attributes, parent
        self.start, self.end = start, -1
        self.children: list[Element | Text] = []

    def get(self, name: str) -> str:
        """An attribute's value, empty where there is none."""
        return self.attributes.get(name, "")

    @property
    def tokens(self) -> list[str]:
        """The words of ``class`` and ``id``, in lower case."""
        return f"{self.get('class')} {self.get('id')}".lower().split()

    @property
    def elements(self) -> Iterator[Element]:
        """The children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    def first(self, *path: str) -> Element | None:
        """The first child of the first name, its first child of the second name, and so on."""
        found: Element | None = self
        for name in path:
            found = next((child for child in found.elements if child.name == name), None) if found else None
        return found

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in document order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def text(self) -> str:
        """All text below the element."""
        pieces = []
        waiting: list[Element | Text] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Text):
                pieces.append(node.text)
            else:
                waiting.extend(reversed(node.children))
        return "".join(pieces)


def names(written: str) -> frozenset[str]:
    """A set of names, written with spaces between them."""
    return frozenset(written.split())
