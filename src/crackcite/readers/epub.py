"""EPUB books (EPUB 3.3): the chapters in the order of the spine, each read as the web page that it is.

Notes may stand in a chapter of their own: links across chapters are resolved, since all are read as one page.
Positions are given as chapters.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from crackcite.model import Document, say
from crackcite.readers.assembly import Assembly
from crackcite.readers.decoding import decode
from crackcite.readers.html.tree import parsed as parsed_page
from crackcite.readers.html.writing import Writer
from crackcite.readers.package import Package
from crackcite.readers.problems import LARGEST_SOURCE, UnreadableError, too_large
from crackcite.readers.tree import Element, Text
from crackcite.readers.xml import parsed

_CALLED = say("an EPUB book")
_PAGES = frozenset({"application/xhtml+xml", "text/html", ""})
_NAMESPACES = {
    "http://www.idpf.org/2007/opf": "opf",
    "urn:oasis:names:tc:opendocument:xmlns:container": "container",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.-]+)""")


def read(data: bytes, path: str) -> Document:
    """A book's text with its hints. Raises UnreadableError for a file that is none, or is damaged or protected."""
    package = Package(data, _CALLED)
    if "META-INF/rights.xml" in package:
        raise UnreadableError(say("The book is protected against copying (DRM): it cannot be read."))
    name, root = _package_document(package)
    chapters = _spine(name, root)
    if not chapters:
        raise UnreadableError(say("The book lists no chapters: it is damaged."))
    book = Element("", {}, None)
    room = LARGEST_SOURCE
    for number, chapter in enumerate(chapters, 1):
        page, size = _chapter(package, chapter, number, book)
        book.children.append(page)
        room -= size
        if room < 0:
            raise too_large(LARGEST_SOURCE)
    into = Assembly()
    _Book(book, into, -1).write(book)
    language = next((e.text().strip() for e in root.walk() if e.name == "dc:language"), None)
    return into.document(path, "epub", language=language)


class _Book(Writer):
    """Writes chapters as if they were one page, and names each as the place of what it holds."""

    def write(self, node: Element | Text) -> None:
        if isinstance(node, Element) and node.get("chapter"):
            self._into.place(f"chapter {node.get('chapter')}")
        super().write(node)


def _package_document(package: Package) -> tuple[str, Element]:
    container = parsed(package.read("META-INF/container.xml"), say("The EPUB book"), _NAMESPACES)
    name = next((e.get("full-path") for e in container.walk() if e.name == "container:rootfile"), "")
    return name, parsed(package.read(name), say("The EPUB book"), _NAMESPACES)


def _spine(name: str, root: Element) -> list[str]:
    """The names of the chapters in reading order; the table of contents (``nav``) is none."""
    items = {e.get("id"): e for e in root.walk() if e.name == "opf:item"}
    listed = [items[e.get("idref")] for e in root.walk() if e.name == "opf:itemref" and e.get("idref") in items]
    pages = (e for e in listed if e.get("media-type") in _PAGES and "nav" not in e.get("properties").split())
    folder = posixpath.dirname(name)
    names = (posixpath.normpath(posixpath.join(folder, unquote(e.get("href")))) for e in pages)
    return list(dict.fromkeys(names))  # EPUB 3.3, §5.7.2: a spine names none twice


def _chapter(package: Package, name: str, number: int, book: Element) -> tuple[Element, int]:
    """A chapter as an element of the book, its ids and links within the book told apart by the chapter's name; and how
    many characters its file has.
    """
    data = package.read(name)
    declared = _ENCODING.match(data)
    markup = decode(data, declared.group(1).decode() if declared else "").text
    page = parsed_page(markup)
    page.name, page.parent = "div", book
    page.attributes = {"chapter": str(number)}
    for element in page.walk():
        _rename(element, name)
    return page, len(markup)


def _rename(element: Element, chapter: str) -> None:
    for key in ("id", "name"):
        if element.get(key):
            element.attributes[key] = f"{chapter}#{element.get(key)}"
    target, hash_, fragment = element.get("href").partition("#")
    if hash_ and "://" not in target:
        within = posixpath.normpath(posixpath.join(posixpath.dirname(chapter), unquote(target))) if target else chapter
        element.attributes["href"] = f"#{within}#{fragment}"
