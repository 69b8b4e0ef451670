"""XML to a tree, without the dangers of XML: no entity is declared, nothing is fetched, nothing nests without end."""

from __future__ import annotations

import html.entities
from collections.abc import Mapping
from xml.parsers import expat

from crackcite.model import say
from crackcite.readers.problems import UnreadableError
from crackcite.readers.tree import Element, Text

_DEEPEST = 150
_MOST = (
    2_000_000  # elements; a book of a thousand pages has a third of a million, and with its text each takes 600 bytes
)


def parsed(data: bytes | str, what: str, namespaces: Mapping[str, str] | None = None) -> Element:
    """The root element of an XML file.

    ``namespaces`` gives the prefix to use for a namespace; names of any other are prefixed ``?:``. Without it, names
    are as written. Given a string, every run of text knows its offset in it (in bytes of UTF-8), as do the elements:
    their end is that of their start tag where they are empty, else where their end tag begins. ``what`` names the file
    in an error.
    Raises UnreadableError for XML that is broken, declares entities or nests too deeply.
    """
    builder = _Builder(what, namespaces, exact=isinstance(data, str))
    try:
        builder.parser.Parse(data.encode("utf-8") if isinstance(data, str) else data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(
            say(
                "{file} is damaged ({error}): open it in its own program and save it again.",
                file=what,
                error=str(error),
            )
        ) from None
    return builder.root.children[0] if isinstance(builder.root.children[0], Element) else builder.root


class _Builder:
    def __init__(self, what: str, namespaces: Mapping[str, str] | None, exact: bool) -> None:
        separator = " " if namespaces is not None else None
        self.parser = parser = expat.ParserCreate("utf-8" if exact else None, separator)
        parser.buffer_text = not exact
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._declared
        parser.SkippedEntityHandler = self._skipped
        # An attribute with a default would be given to every element: a file of a kilobyte could fill the memory.
        parser.specified_attributes = True
        parser.UseForeignDTD(True)  # entities of a document type that is not read are skipped, not errors
        self.root = self._current = Element("", {}, None)
        self._what, self._namespaces = what, namespaces
        self._depth = self._number = 0
        self._exact = exact
        self._byte = self._character = 0

    def _name(self, written: str) -> str:
        if self._namespaces is None:
            return written
        uri, _, local = written.rpartition(" ")
        prefix = self._namespaces.get(uri, "?") if uri else ""
        return f"{prefix}:{local}" if prefix else local

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._number += 1
        if self._number > _MOST:
            raise UnreadableError(
                say(
                    "{file} has more than {number} million elements, as no article has.",
                    file=self._what,
                    number=_MOST // 1_000_000,
                )
            )
        if self._depth > _DEEPEST:
            raise UnreadableError(
                say(
                    "{file} is nested more than {levels} levels deep, as no article is.",
                    file=self._what,
                    levels=_DEEPEST,
                )
            )
        named = {self._name(key): value for key, value in attributes.items()}
        element = Element(self._name(name), named, self._current, self.parser.CurrentByteIndex if self._exact else -1)
        self._current.children.append(element)
        self._current = element

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self._exact:
            self._current.end = self.parser.CurrentByteIndex
        if self._current.parent is not None:
            self._current = self._current.parent

    def _characters(self, text: str) -> None:
        self._current.children.append(Text(text, self.parser.CurrentByteIndex if self._exact else -1))

    def _skipped(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._characters(html.entities.html5.get(f"{name};", "\ufffd"))

    def _declared(self, *_: object) -> None:
        raise UnreadableError(
            say("{file} declares entities, which is how files attack their readers: not read.", file=self._what)
        )


def in_characters(root: Element, source: str) -> None:
    """Turn the byte offsets of a tree's text into offsets of characters of ``source``."""
    data = source.encode("utf-8")
    byte = character = 0
    waiting: list[Element | Text] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Element):
            waiting.extend(reversed(node.children))
        elif node.source >= byte:
            character += len(data[byte : node.source].decode("utf-8", "ignore"))
            byte = node.source
            node.source = character
