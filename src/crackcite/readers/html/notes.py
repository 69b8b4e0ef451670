"""Footnotes of a page: a link to a note that links back, whatever the software that wrote it.

Pandoc, WordPress and its footnote plugins, Ghost, Google Docs, Word, LibreOffice and MediaWiki all write a reference
that points at the note and a note that points at the reference, and agree on nothing else. Roles (``doc-noteref``,
DPUB-ARIA 1.1) and ``epub:type`` say it outright.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from crackcite.readers.tree import Element

_NOTE_REF = re.compile(r"\b(?:doc-)?noteref\b")
_NOTE = re.compile(r"\b(?:doc-)?(?:footnote|endnote|rearnote)\b")
_BLOCK = frozenset({"li", "p", "div", "dd", "td", "tr", "aside", "section", "blockquote", "body", "article", ""})
_COMMENT = re.compile(r"(?:cmnt(?:_ref)?|_mso(?:com|anchor)_)\d+")  # Google Docs', Word's
_NUMBER = re.compile(r"(?<!\d)\d{1,9}(?!\d)")


class Notes:
    """The footnotes of a page.

    ``references`` gives the note's number by the identity of the element that refers to it, ``bodies`` by that of
    the element that holds it; ``comments`` are the bodies of reviewers' comments; ``labels`` are links back with a
    number, at the start of a body; ``back`` are the links that are no text: those back from a note (an arrow,
    ``a b c``) and those to and from comments.
    """

    def __init__(self, root: Element) -> None:
        self.references: dict[int, str] = {}
        self.bodies: dict[int, str] = {}
        self.labels: dict[int, str] = {}
        self.comments: set[int] = set()
        self.back: set[int] = set()
        self._order: dict[int, int] = {}
        self._targets: dict[str, Element] = {}
        self._links: list[tuple[Element, Element]] = []
        self._collect(root)
        self._pair()
        self._declared(root)

    def _collect(self, root: Element) -> None:
        links = []
        for index, element in enumerate(root.walk()):
            self._order[id(element)] = index
            for name in (element.get("id"), element.get("name") if element.name == "a" else ""):
                if name:
                    self._targets.setdefault(name, element)
            if element.name == "a" and "#" in element.get("href"):
                links.append(element)
        for link in links:
            fragment = link.get("href").partition("#")[2]
            target = self._targets.get(fragment) or self._targets.get(unquote(fragment))
            if _COMMENT.fullmatch(fragment):
                self.back.add(id(link))
                self.comments.update({id(_block(link))} if "ref" in fragment or "anchor" in fragment else ())
            elif target is not None and target is not link:
                self._links.append((link, target))

    def _pair(self) -> None:
        """Every link down to a block that holds a link back up to where the first stands."""
        upward: dict[tuple[int, int], list[Element]] = {}
        for link, target in self._links:
            if self._order[id(target)] < self._order[id(link)]:
                for block in _blocks(link):
                    upward.setdefault((id(block), id(_block(target))), []).append(link)
        found: dict[int, set[str]] = {}
        for link, target in self._links:
            body, place = _block(target), _block(link)
            known = (id(body), id(place)) in upward and body is not place
            if known and self._order[id(link)] < self._order[id(target)]:
                number = self.references[id(link)] = _label(link)
                found.setdefault(id(body), set()).add(number)
                self._mark_back(upward[id(body), id(place)], number)
                upward[id(body), id(place)] = []
        self.bodies.update({body: numbers.pop() for body, numbers in found.items() if len(numbers) == 1})

    def _mark_back(self, links: list[Element], number: str) -> None:
        for link in links:
            text = link.text().strip()
            if _NUMBER.search(text):
                self.labels[id(link)] = number
            elif len(text) <= 3 or not any(char.isalnum() for char in text):
                self.back.add(id(link))

    def _declared(self, root: Element) -> None:
        """What a role or type says outright, where no pair was found."""
        for element in root.walk():
            said = f"{element.get('role')} {element.get('epub:type')}"
            if _NOTE_REF.search(said):
                self._declare(element)
            elif "doc-backlink" in said or "mw-cite-backlink" in element.tokens:
                self.back.add(id(element))

    def _declare(self, element: Element) -> None:
        inner = next((e for e in element.walk() if e.name == "a"), element)
        if any(id(e) in self.references for e in element.walk()):
            return
        self.references[id(element)] = number = _label(element)
        target = self._targets.get(inner.get("href").partition("#")[2])
        if target is not None and _NOTE.search(f"{target.get('role')} {target.get('epub:type')}"):
            self.bodies.setdefault(id(target), number)


def _block(element: Element) -> Element:
    """The block that an element stands in, or is."""
    while element.name not in _BLOCK and element.parent is not None:
        element = element.parent
    return element


def _blocks(element: Element) -> list[Element]:
    """The blocks that may be the note in which a link back stands: its paragraph, and what holds that."""
    found = [_block(element)]
    while found[-1].name in {"p", "div"} and len(found) < 3 and found[-1].parent is not None:
        found.append(_block(found[-1].parent))
    return found


def _label(element: Element) -> str:
    text = element.text().strip()
    number = _NUMBER.search(text)
    return str(int(number.group())) if number else text.strip("[]() ")
