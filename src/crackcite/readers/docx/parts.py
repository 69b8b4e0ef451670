"""The parts of a Word file (ECMA-376, Office Open XML) as trees with the usual prefixes."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from crackcite.model import say
from crackcite.readers.package import Package
from crackcite.readers.tree import Element
from crackcite.readers.xml import parsed

_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
NAMESPACES = {
    f"{_TRANSITIONAL}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_TRANSITIONAL}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_TRANSITIONAL}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_TRANSITIONAL}markup-compatibility/2006": "mc",
    f"{_TRANSITIONAL}package/2006/relationships": "rel",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
CALLED = say("a Word document (.docx)")
WHOLE = say("The Word document")


class Parts:
    """The parts of one file. A part that is missing is an empty element, save the document itself (``main``)."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data, CALLED)
        self.main = self._main_part()
        self._relations = self._related(self.main)

    @property
    def document(self) -> Element:
        """The document's own part."""
        return self._parsed(self.main)

    def named(self, kind: str) -> Element:
        """The part that the document relates to as ``styles``, ``numbering``, ``footnotes``, ``settings`` …"""
        return self._tree(self._name(kind))

    def _name(self, kind: str) -> str:
        """The name of the part that the document relates to as ``kind``."""
        return self._beside(next((at for related, at in self._relations.values() if related == kind), f"{kind}.xml"))

    def target(self, relation: str) -> str:
        """Where a hyperlink of the document leads, by the id of its relation."""
        return self._relations.get(relation, ("", ""))[1]

    def targets(self, kind: str) -> Callable[[str], str]:
        """The same for the hyperlinks of another part (``footnotes``, ``endnotes``), which has relations of its own."""
        related = self._related(self._name(kind))
        return lambda relation: related.get(relation, ("", ""))[1]

    def _related(self, name: str) -> dict[str, tuple[str, str]]:
        """The relations of a part by their ids: kind and target."""
        beside = posixpath.join(posixpath.dirname(name), "_rels", f"{posixpath.basename(name)}.rels")
        return {
            relation.get("Id"): (relation.get("Type").rpartition("/")[2], relation.get("Target"))
            for relation in self._tree(beside).walk()
            if relation.name == "rel:Relationship"
        }

    def raw(self, name: str) -> bytes:
        """A part's bytes; empty where there is no such part."""
        return self._package.read(name) if name in self._package else b""

    def _main_part(self) -> str:
        for relation in self._tree("_rels/.rels").walk():
            if relation.get("Type").endswith("/officeDocument"):
                return posixpath.normpath(relation.get("Target").lstrip("/"))
        return "word/document.xml"

    def _beside(self, *path: str) -> str:
        """A part's name, given the way to it from the document's own."""
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(self.main), *path)).lstrip("/")

    def _tree(self, name: str) -> Element:
        return self._parsed(name) if name in self._package else Element("", {}, None)

    def _parsed(self, name: str) -> Element:
        return parsed(self._package.read(name), WHOLE, NAMESPACES)
