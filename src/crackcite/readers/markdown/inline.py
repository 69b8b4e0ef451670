"""A paragraph's inside: from the parser's tokens to text and hints, each piece anchored where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from crackcite.model import HintKind
from crackcite.readers.assembly import Assembly
from crackcite.readers.markdown.lines import Block

if TYPE_CHECKING:
    from markdown_it.token import Token

_ENTRY = re.compile(r"\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)]\s|[¹²³⁴-⁹])")
_WIDEST = 140
_TAG = re.compile(r"<(/?)([a-z][\w-]*)\b([^>]*)>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]++)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_HINTED = {"sup": HintKind.SUPERSCRIPT, "code": HintKind.CODE, "kbd": HintKind.CODE, "math": HintKind.CODE}


class Inline:
    """Writes inline tokens into an Assembly. ``numbers`` gives each footnote's number by its label."""

    def __init__(self, into: Assembly, numbers: dict[str, str]) -> None:
        self._into = into
        self._numbers = numbers
        self._links: list[Any] = []
        self._tags: list[tuple[str, list[Any]]] = []
        self._following = ""
        self.bracketed: set[str] = set()  # the numbers of citations such as [4] that are links

    def write(self, tokens: list[Token], block: Block) -> None:
        """Write a block's tokens. ``block`` holds their text and the way to the source."""
        self._block, self._at = block, 0
        autolink = False
        for token, after in zip_longest(tokens, tokens[1:]):
            if token.type == "text":
                self._text(token.content, autolink)
                continue
            autolink = token.type == "link_open" and token.markup == "autolink"
            self._following = after.content if after and after.type == "text" else ""
            write: Callable[[Token], None] | None = getattr(self, f"_on_{token.type}", None)
            if write is not None:
                write(token)
            self._at = token.meta["end"] if "end" in token.meta else self._passed(token)
        self._close_all()

    def number(self, label: str) -> str:
        """The number of a footnote, by its label."""
        return self._numbers.get(label.casefold(), label)

    def _source(self, at: int) -> int:
        return self._block.source(at)

    def _text(self, content: str, autolink: bool) -> None:
        found = self._block.content.find(content, self._at)
        start = self._at if autolink or found < 0 else found
        self._into.flow(content, self._source(start))
        self._at = start + len(content)

    def _passed(self, token: Token) -> int:
        """How far a token without an end of its own reaches: an opening bracket, a delimiter of emphasis."""
        mark = {"link_open": "<" if token.markup == "autolink" else "["}.get(token.type, token.markup)
        return self._at + len(mark) if self._block.content.startswith(mark, self._at) else self._at

    def _on_text_special(self, token: Token) -> None:
        shift = 1 if token.info == "escape" and len(token.content) == 1 else 0
        if token.content.isspace():
            self._into.flow(token.content)
        else:
            self._into.flow(token.content, self._source(token.meta.get("end", self._at) - len(token.markup) + shift))

    def _on_softbreak(self, token: Token) -> None:
        """A line's end is a space, unless it was meant: the next line begins as an entry of a list does, or the block
        has lines longer than any editor wraps them.
        """
        content, end = self._block.content, token.meta.get("end", self._at)
        if _ENTRY.match(content, end) or self._block.widest > _WIDEST:
            self._into.break_lines()
        else:
            self._into.flow(" ", self._source(content.find("\n", self._at)))

    def _on_hardbreak(self, _: Token) -> None:
        self._into.break_lines()

    def _on_code_inline(self, token: Token) -> None:
        start = self._at + len(token.markup)
        padded = self._block.content[start : start + 1] in {" ", "\n"} and token.content[:1] != " "
        with self._into.hint(HintKind.CODE):
            self._into.flow(token.content, self._source(start + padded))

    def _on_formula(self, token: Token) -> None:
        with self._into.hint(HintKind.CODE):
            self._into.flow(token.content, self._source(token.meta["start"]))

    def _on_raised(self, token: Token) -> None:
        with self._into.hint(HintKind.SUPERSCRIPT):
            self._into.flow(token.content, self._source(token.meta["start"]))

    _on_superscript = _on_raised

    def _on_note_ref(self, token: Token) -> None:
        number = self.number(token.content)
        with self._into.hint(HintKind.NOTE_REF, number):
            self._into.flow(number, self._source(token.meta["start"]))

    def _on_link_open(self, token: Token) -> None:
        bracketed = self._is_bracketed()
        self._links.append((self._into.open(HintKind.LINK, str(token.attrGet("href") or "")), bracketed))
        if bracketed:
            self.bracketed.add(self._following)
            self._into.flow("[", self._source(self._at))

    def _on_link_close(self, _: Token) -> None:
        begun, bracketed = self._links.pop()
        if bracketed:
            self._into.flow("]", self._source(self._at))
        self._into.close(begun)

    def _is_bracketed(self) -> bool:
        """Whether a link is a citation such as ``[4]`` whose target is defined elsewhere: its brackets are meant."""
        text, content = self._following, self._block.content
        written = f"[{text}]"
        after = self._at + len(written)
        return text.isdecimal() and content.startswith(written, self._at) and not content.startswith("(", after)

    def _on_html_inline(self, token: Token) -> None:
        tag = _TAG.fullmatch(token.content)
        if tag is None:
            return
        closing, name, attributes = tag.group(1), tag.group(2).lower(), tag.group(3)
        if name == "br":
            self._into.break_lines()
        elif closing:
            self._close(name)
        else:
            self._open(name, dict(_attributes(attributes)), attributes.endswith("/"))

    def _open(self, name: str, attributes: dict[str, str], empty: bool) -> None:
        begun = []
        anchor = attributes.get("id") or (attributes.get("name") if name == "a" else None)
        if anchor:
            begun.append(self._into.open(HintKind.ANCHOR, anchor))
        if attributes.get("href"):
            begun.append(self._into.open(HintKind.LINK, attributes["href"]))
        if name in _HINTED:
            begun.append(self._into.open(_HINTED[name]))
        if empty:
            for hint in reversed(begun):
                self._into.close(hint)
        else:
            self._tags.append((name, begun))

    def _close(self, name: str) -> None:
        if not any(opened == name for opened, _ in self._tags):
            return
        while self._tags:
            opened, begun = self._tags.pop()
            for hint in reversed(begun):
                self._into.close(hint)
            if opened == name:
                return

    def _close_all(self) -> None:
        while self._tags:
            self._close(self._tags[-1][0])


def _attributes(written: str) -> list[tuple[str, str]]:
    found = _ATTRIBUTE.findall(written)
    return [(name.lower(), unescape(double or single or bare)) for name, double, single, bare in found]
