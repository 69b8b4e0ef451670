"""Markdown: the text as it is rendered, each character anchored where it stands in the file.

Numbers that rendering makes are made here: a footnote is numbered by its label where all labels are numbers, else by
the order of first reference, as every renderer does. An ordered list keeps the numbers that are typed, since a
slip among them is what an editor wants to hear of, unless they are all the same (``1.`` throughout), which means that
rendering is to count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crackcite.model import Document, HintKind, say
from crackcite.readers.assembly import Assembly
from crackcite.readers.decoding import decode
from crackcite.readers.markdown.grammar import heading_id, parser
from crackcite.readers.markdown.inline import Inline
from crackcite.readers.markdown.lines import Block, Lines
from crackcite.readers.problems import UnreadableError

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(
    r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)(.*?)(?:\r\n|\r|\n)(?:\1|\.\.\.)[ \t]*(?:\r\n|\r|\n|$)", re.DOTALL
)
_LANGUAGE = re.compile(r"^(?:lang|language|locale)\s*[:=]\s*[\"']?([A-Za-z]{2,3}(?:[-_]\w+)?)", re.MULTILINE)
_DEFINITION = re.compile(r"^ {0,3}\[(\d{1,4})\]:[ \t]*(\S[^\r\n]*)", re.MULTILINE)
_CITED_BY_KEY = re.compile(r"\[[^\[\]\n]{0,200}?(?<![\w.])@[a-zA-Z][\w:.-]*\d{2}[^\[\]\n]*\]")
_BY_KEY = say(
    "Citations by key, such as [@castel1998], get their numbers and sources when the file is rendered:"
    " check what Pandoc or Quarto makes of it."
)


def read(data: bytes, path: str) -> Document:
    """A Markdown file as it is rendered. Raises UnreadableError where there is no text, or too much of it."""
    found = decode(data)
    front = _FRONT_MATTER.match(found.text)
    lines = Lines(found.text, front.end() if front else 0)
    language = _LANGUAGE.search(front.group(2)) if front else None
    into = _Blocks(lines).written()
    return into.document(
        path,
        "markdown",
        source=found.text,
        encoding=found.encoding,
        language=language.group(1) if language else None,
        remarks=found.remarks,
    )


class _Blocks:
    """Writes a file's blocks into an Assembly."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._env: dict[str, Any] = {}
        body = lines.source[lines.starts[0] :]
        self._tokens = _parsed(parser(), body, self._env)
        self._into = Assembly()
        self._inline = Inline(self._into, _note_numbers(self._tokens, self._env.get("notes", {})))
        self._open: list[Any] = []
        numbers = _item_numbers(self._tokens)
        self._items = iter(numbers)
        self._numbers = {*numbers, *self._env.get("notes", {})}
        self._line = 0
        self._heading = False
        self._column: int | None = None  # where in its row the next cell may begin

    def written(self) -> Assembly:
        """The Assembly, once everything is in it."""
        for token in self._tokens:
            if token.map and token.type != "inline":
                self._line = token.map[0]
            write = getattr(self, f"_on_{token.type}", None)
            if write is not None:
                write(token)
        self._write_definitions()
        if _CITED_BY_KEY.search(self._lines.source):
            self._into.remarks.append(_BY_KEY)
        return self._into

    def _write_definitions(self) -> None:
        """The targets of citations such as ``[4]`` that are defined as ``[4]: https://…``: they are its sources.

        Only where no list or note has such a number: then the definitions merely carry the links.
        """
        cited = self._inline.bracketed
        if not cited or not cited.isdisjoint(self._numbers):
            return
        for match in _DEFINITION.finditer(self._lines.source, self._lines.starts[0]):
            if match.group(1) in cited and not match.group(2).startswith("#"):
                self._into.break_lines()
                with self._into.hint(HintKind.NOTE, match.group(1)):
                    self._into.flow(match.group(2), match.start(2))

    def _begin(self, kind: HintKind, value: str = "", level: int = 0) -> None:
        self._open.append(self._into.open(kind, value, level))

    def _end(self, _: Token) -> None:
        self._into.close(self._open.pop())

    def _on_heading_open(self, token: Token) -> None:
        self._into.break_lines(2)
        self._begin(HintKind.HEADING, level=int(token.tag[1:]))
        self._heading = True

    def _on_heading_close(self, token: Token) -> None:
        self._end(token)
        self._into.break_lines(2)

    def _on_paragraph_open(self, token: Token) -> None:
        self._into.break_lines(1 if token.hidden else 2)

    _on_paragraph_close = _on_blockquote_open = _on_blockquote_close = _on_paragraph_open
    _on_bullet_list_open = _on_bullet_list_close = _on_ordered_list_open = _on_ordered_list_close = _on_paragraph_open
    _on_hr = _on_paragraph_open

    def _on_list_item_open(self, _: Token) -> None:
        self._into.break_lines()
        self._begin(HintKind.ITEM, next(self._items))

    def _on_list_item_close(self, token: Token) -> None:
        self._end(token)
        self._into.break_lines()

    def _on_note_open(self, token: Token) -> None:
        self._into.break_lines(2)
        self._begin(HintKind.NOTE, self._inline.number(token.content))

    def _on_note_close(self, token: Token) -> None:
        self._end(token)
        self._into.break_lines(2)

    def _on_table_open(self, _: Token) -> None:
        self._into.break_lines(2)
        self._begin(HintKind.TABLE)

    def _on_table_close(self, token: Token) -> None:
        self._column = None
        self._end(token)
        self._into.break_lines(2)

    def _on_tr_open(self, _: Token) -> None:
        self._into.break_lines()
        self._column = None

    def _on_td_open(self, _: Token) -> None:
        if self._column is None:
            self._column = self._lines.start(self._line)
        else:
            self._into.gap("\t")

    _on_th_open = _on_td_open

    def _on_inline(self, token: Token) -> None:
        line = token.map[0] if token.map else self._line
        block = Block(token.content, self._lines, line, self._column or 0)
        self._inline.write(self._shown(token), block)
        if self._column is not None:
            self._column = max(self._column, block.source(len(token.content)))

    def _shown(self, token: Token) -> list[Token]:
        """An inline token's parts, a heading's attributes taken off."""
        children = token.children or []
        if self._heading and children and children[-1].type == "text":
            children[-1].content, anchor = heading_id(children[-1].content)
            if anchor:
                self._into.close(self._into.open(HintKind.ANCHOR, anchor))
        self._heading = False
        return children

    def _on_fence(self, token: Token) -> None:
        self._code(token, 1)

    def _on_code_block(self, token: Token) -> None:
        self._code(token, 0)

    def _code(self, token: Token, skipped: int) -> None:
        self._into.break_lines(2)
        with self._into.hint(HintKind.CODE):
            for index, text in enumerate(token.content.split("\n")):
                line = (token.map[0] if token.map else 0) + skipped + index
                self._into.verbatim(text, self._lines.find(text, line) - (len(text) - len(text.lstrip())))
                self._into.break_lines()
        self._into.break_lines(2)

    def _on_html_block(self, token: Token) -> None:
        from crackcite.readers.html import write_fragment

        self._into.break_lines(2)
        line = token.map[0] if token.map else self._line
        start = self._lines.source.find(token.content.split("\n", 1)[0].strip(), self._lines.start(line))
        written = self._lines.source[start : start + len(token.content)] if start >= 0 else ""
        exact = written == token.content
        write_fragment(token.content, self._into, start if exact else -1)
        self._into.break_lines(2)


def _parsed(md: Any, body: str, env: dict[str, Any]) -> list[Token]:
    try:
        tokens: list[Token] = md.parse(body, env)
    except (RecursionError, RuntimeError):
        raise UnreadableError(
            say("The Markdown is nested too deeply to be read: simplify it, or read it as text.")
        ) from None
    return tokens


def _note_numbers(tokens: list[Token], defined: dict[str, str]) -> dict[str, str]:
    """Each footnote's number by its label, folded: the label itself where all are numbers, else in order of first
    reference, then of definition.
    """
    cited = (token.content for block in tokens for token in block.children or () if token.type == "note_ref")
    labels = list(dict.fromkeys(label.casefold() for label in (*cited, *defined)))
    if all(label.isdecimal() and len(label) < 10 for label in labels):
        return {label: str(int(label)) for label in labels}
    return {label: str(number) for number, label in enumerate(labels, 1)}


def _item_numbers(tokens: list[Token]) -> list[str]:
    """The number of every list item in the order of the tokens; empty in a list without numbers."""
    found: list[str] = []
    lists: list[list[int] | None] = []
    for token in tokens:
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            lists.append([] if token.type.startswith("ordered") else None)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            members = lists.pop()
            typed = [found[index] for index in members or ()]
            if members and len(set(typed)) == 1:
                for count, index in enumerate(members):
                    found[index] = str(int(typed[0]) + count)
        elif token.type == "list_item_open":
            current = lists[-1] if lists else None
            if current is not None:
                current.append(len(found))
            found.append(str(int(token.info)) if current is not None and token.info.isdecimal() else "")
    return found
