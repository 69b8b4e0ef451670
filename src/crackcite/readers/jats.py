"""JATS XML, as journals and PubMed Central publish articles (ANSI/NISO Z39.96).

Read are the title, the abstracts, the body and the back matter; of the front matter nothing else, since its
superscripts name addresses, not sources. A reference stored in fields without punctuation is written out in the
Vancouver manner.
"""

from __future__ import annotations

import re
from typing import Any

from crackcite.model import Document, HintKind, say
from crackcite.readers.assembly import Assembly
from crackcite.readers.decoding import decode
from crackcite.readers.problems import UnreadableError
from crackcite.readers.tree import Element, Text
from crackcite.readers.xml import in_characters, parsed

_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.-]+)""")
_BLOCKS = frozenset(
    {"p", "sec", "fig", "caption", "table-wrap", "table-wrap-foot", "boxed-text", "disp-quote", "list", "def-list",
     "abstract", "trans-abstract", "ack", "app", "glossary", "fn-group", "notes", "ref-list", "verse-group",
     "statement", "speech"}
)  # fmt: skip
_LINES = frozenset({"tr", "list-item", "def-item", "verse-line", "break", "fn", "ref", "attrib"})
_SKIPPED = frozenset(
    {"object-id", "tex-math", "graphic", "media", "inline-graphic", "alt-text", "long-desc", "pub-id-type"}
)
_CODE = frozenset({"inline-formula", "disp-formula", "mml:math", "code", "preformat"})
_CITATIONS = ("mixed-citation", "element-citation", "nlm-citation", "citation", "citation-alternatives")
_DIGITS = re.compile(r"\d+")


def read(data: bytes, path: str) -> Document:
    """An article's text with its hints. Raises UnreadableError for XML that is not JATS, damaged or dangerous."""
    declared = _ENCODING.match(data)
    found = decode(data, declared.group(1).decode() if declared else "")
    root = parsed(found.text, say("The XML file"))
    article = next((e for e in root.walk() if e.name == "article"), None)
    if article is None or not any(e.name in {"front", "body", "back"} for e in article.elements):
        raise UnreadableError(
            say("The file is XML, but not an article in JATS (its root is “{element}”).", element=root.name)
        )
    in_characters(root, found.text)
    into = Assembly()
    _Writer(into, article).article(article)
    language = article.get("xml:lang") or None
    return into.document(
        path, "jats", source=found.text, encoding=found.encoding, language=language, remarks=found.remarks
    )


class _Writer:
    def __init__(self, into: Assembly, article: Element) -> None:
        self._into = into
        self._labels = _labels(article)
        self._notes = {e.get("id") for e in article.walk() if e.name == "fn"}
        self._depth = 1
        self._ordered: list[Any] = []
        self._cells = 0

    def article(self, article: Element) -> None:
        """Write an article: title and abstracts, body, back matter; other articles within it are asides."""
        for part in article.elements:
            if part.name in {"front", "front-stub"}:
                self._front(part)
            elif part.name in {"sub-article", "response"}:
                with self._into.hint(HintKind.ASIDE):
                    self.article(part)
            else:
                self.write(part)

    def _front(self, front: Element) -> None:
        for element in front.walk():
            if element.name == "title-group":
                self._title_group(element)
            elif element.name in {"abstract", "trans-abstract"}:
                self.write(element)

    def _title_group(self, group: Element) -> None:
        for element in group.elements:
            if element.name in {"article-title", "subtitle"}:
                self._block(element, [(HintKind.HEADING, "", 1)])

    def write(self, node: Element | Text) -> None:
        """Write a node and all below it."""
        if isinstance(node, Text):
            self._into.flow(node.text, node.source)
        elif node.name not in _SKIPPED:
            getattr(self, _HANDLERS.get(node.name, "_element"))(node)

    def _element(self, element: Element) -> None:
        if element.name in _BLOCKS or element.name in _LINES:
            self._block(element, [])
        elif element.name in _CODE:
            with self._into.hint(HintKind.CODE):
                self._children(element)
        else:
            self._children(element)

    def _children(self, element: Element) -> None:
        for child in element.children:
            self.write(child)

    def _block(self, element: Element, hints: list[tuple[HintKind, str, int]]) -> None:
        lines = 1 if element.name in _LINES else 2
        if self._cells:
            self._into.flow(" ")
        else:
            self._into.break_lines(lines)
        anchor = [(HintKind.ANCHOR, element.get("id"), 0)] if element.get("id") else []
        begun = [self._into.open(kind, value, level) for kind, value, level in [*anchor, *hints]]
        self._children(element)
        for hint in reversed(begun):
            self._into.close(hint)
        if not self._cells:
            self._into.break_lines(lines)

    def _section(self, element: Element) -> None:
        self._depth += 1
        self._block(element, [])
        self._depth -= 1

    def _titled(self, element: Element) -> None:
        within = element.parent.name if element.parent is not None else ""
        level = [(HintKind.HEADING, "", min(max(self._depth, 2), 6))]
        self._block(element, [] if within in {"caption", "fig", "table-wrap", "list"} else level)
        self._into.break_lines(2)

    def _label(self, element: Element) -> None:
        """The label of a figure or table, before its caption. A section's is its number: no part of its title."""
        if element.parent is not None and element.parent.name not in {"sec", "app"}:
            self._children(element)
            self._into.flow(" ")

    def _raised(self, element: Element) -> None:
        with self._into.hint(HintKind.SUPERSCRIPT):
            self._children(element)

    def _xref(self, element: Element) -> None:
        targets = element.get("rid").split()
        shown = element.text().strip()
        kind = HintKind.NOTE_REF if targets and targets[0] in self._notes else HintKind.LINK
        number = _DIGITS.search(shown)
        value = (
            (number.group() if number else shown) if kind is HintKind.NOTE_REF else f"#{targets[0] if targets else ''}"
        )
        with self._into.hint(kind, value):
            if shown:
                self._children(element)
            else:
                self._into.flow(",".join(self._labels.get(target, "") for target in targets))

    def _link(self, element: Element) -> None:
        with self._into.hint(HintKind.LINK, element.get("xlink:href") or element.text().strip()):
            self._children(element)

    def _alternatives(self, element: Element) -> None:
        """Of several forms of one thing, the first that has text."""
        shown = next((e for e in element.elements if e.name not in _SKIPPED and e.text().strip()), None)
        if shown is not None:
            self.write(shown)

    def _list(self, element: Element) -> None:
        self._ordered.append(0 if element.get("list-type") == "order" else None)
        self._block(element, [])
        self._ordered.pop()

    def _item(self, element: Element) -> None:
        value = ""
        if self._ordered and self._ordered[-1] is not None:
            self._ordered[-1] += 1
            value = str(self._ordered[-1])
        self._block(element, [(HintKind.ITEM, value, 0)])

    def _table(self, element: Element) -> None:
        self._block(element, [(HintKind.TABLE, "", 0)])

    def _cell(self, element: Element) -> None:
        self._into.gap("\t")
        self._cells += 1
        self._children(element)
        self._cells -= 1

    def _note(self, element: Element) -> None:
        label = element.first("label")
        value = label.text().strip() if label is not None else self._labels[id(element)]
        self._without_label(element, [(HintKind.NOTE, value, 0)])

    def _references(self, element: Element) -> None:
        """A list of references; one without a title of its own gets the title under which it is published."""
        self._into.break_lines(2)
        if element.first("title") is None and (element.parent is None or element.parent.name != "ref-list"):
            with self._into.hint(HintKind.HEADING, "", 2):
                self._into.flow("References")
        self._section(element)

    def _reference(self, element: Element) -> None:
        value = self._labels[id(element)]
        citations = [e for e in element.elements if e.name in _CITATIONS]
        chosen = Element("ref", element.attributes, element.parent)
        chosen.children = [*citations[:1]] or list(element.children)
        self._without_label(chosen, [(HintKind.ITEM, value, 0)])

    def _without_label(self, element: Element, hints: list[tuple[HintKind, str, int]]) -> None:
        kept = Element(element.name, element.attributes, element.parent)
        kept.children = [e for e in element.children if isinstance(e, Text) or e.name != "label"]
        self._block(kept, hints)

    def _fields(self, element: Element) -> None:
        """A citation in fields, with punctuation where it has none of its own."""
        if any(isinstance(e, Text) and re.search(r"[.,;:]", e.text) for e in element.children):
            self._children(element)
            return
        fields = [field for field in element.elements if field.name not in {"label", *_SKIPPED}]
        has_issue = any(field.name == "issue" for field in fields)
        for index, field in enumerate(fields):
            self._into.flow(_before(field.name, has_issue) if index else "")
            self._field(field)

    def _field(self, field: Element) -> None:
        if field.name not in {"person-group", "name-alternatives"}:
            self.write(field)
            return
        people = [e for e in field.elements if e.name in {"name", "string-name", "collab", "etal"}]
        for index, person in enumerate(people):
            self._into.flow(", " if index else "")
            self._person(person)

    def _person(self, person: Element) -> None:
        if person.name == "etal":
            self._into.flow("et al")
        for part in person.children:
            self._into.flow(" ")
            self.write(part)


def _before(field: str, has_issue: bool) -> str:
    """The punctuation before a field of a citation, as in “2021;11(2):19-37”."""
    if field in {"fpage", "elocation-id"}:
        return "):" if has_issue else ":"
    return {"volume": ";", "issue": "(", "lpage": "-"}.get(field, ". ")


_HANDLERS = {
    "sec": "_section",
    "app": "_section",
    "ack": "_section",
    "abstract": "_section",
    "trans-abstract": "_section",
    "title": "_titled",
    "label": "_label",
    "sup": "_raised",
    "xref": "_xref",
    "ext-link": "_link",
    "uri": "_link",
    "alternatives": "_alternatives",
    "citation-alternatives": "_alternatives",
    "list": "_list",
    "list-item": "_item",
    "table": "_table",
    "td": "_cell",
    "th": "_cell",
    "fn": "_note",
    "ref-list": "_references",
    "ref": "_reference",
    "element-citation": "_fields",
    "nlm-citation": "_fields",
}


def _labels(article: Element) -> dict[str | int, str]:
    """The number of each reference and note, by its id and by the identity of its element: its label's, else its
    place among all of its kind.
    """
    found: dict[str | int, str] = {}
    counts: dict[str, int] = {}
    for element in article.walk():
        if element.name in {"ref", "fn"}:
            counts[element.name] = counts.get(element.name, 0) + 1
            label = element.first("label")
            number = _DIGITS.search(label.text()) if label is not None else None
            written = label.text().strip() if label is not None else ""
            found[id(element)] = number.group() if number else written or str(counts[element.name])
            found[element.get("id")] = found[id(element)]
    return found
