"""RTF's tokens (Rich Text Format Specification 1.9.1) as what they do to the text: a list of events."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from crackcite.readers.tree import names

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)"
)
_SKIPPED = names(
    "colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf listtable"
    " listoverridetable rsidtbl generator themedata datastore latentstyles annotation atnid atnauthor atntime atndate"
    " atnref atnparent bkmkend objdata filetbl revtbl template background mmathpr xmlnstbl pgptbl colorschememapping"
    " pn pnseclvl falt panose ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn xe tc fontemb"
)
_CHARACTERS = {"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
               "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "tab": " ", "~": "\u00a0",
               "_": "\u2011", "\\": "\\", "{": "{", "}": "}", "|": "", "-": "", ":": ""}  # fmt: skip
_BREAKS = {"par": "paragraph", "sect": "paragraph", "page": "paragraph", "column": "paragraph", "line": "line",
           "row": "row", "nestrow": "row", "cell": "cell", "nestcell": "cell", "\n": "paragraph",
           "\r": "paragraph"}  # fmt: skip
_CODE_PAGES = {77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
               163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
               238: "cp1250"}  # fmt: skip
_RAISED_HALF_POINTS = 4


@dataclass(frozen=True, slots=True)
class State:
    """What holds in a group."""

    into: str = "text"  # where characters go: text, skip, or a destination's name
    raised: bool = False
    hidden: bool = False
    skipped: int = 1  # how many characters stand in for one of Unicode
    page: str = ""
    level: int = 0  # of a heading
    table: bool = False
    note: int = 0  # 0: the text; else the note's number
    fields: int = 0  # how many fields this stands in


class Event(NamedTuple):
    """A piece of text or a break, with what holds there."""

    kind: str
    value: str
    state: State


@dataclass
class Parser:
    """Turns a file into events; ``endnotes`` are the numbers of those notes that are endnotes."""

    source: str
    events: list[Event] = field(default_factory=list)
    endnotes: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._stack: list[State] = []
        self._state = State()
        self._ignorable = False
        self._pending = bytearray()
        self._to_skip = 0
        self._captured = ""
        self._font = 0
        self._fonts: dict[int, str] = {}
        self._default_page = "cp1252"
        self._notes = 0
        self._marks = 0

    def parse(self) -> None:
        """Read the whole file."""
        for token in _TOKEN.finditer(self.source):
            word, number, hexadecimal, symbol, brace, text = token.groups()
            if hexadecimal:
                self._byte(int(hexadecimal, 16))
            elif text:
                self._plain(text)
            else:
                self._flush()
                self._control(word, number, symbol, brace)
        self._flush()

    def _control(self, word: str | None, number: str | None, symbol: str | None, brace: str | None) -> None:
        if brace == "{":
            self._stack.append(self._state)
            self._ignorable = False
        elif brace == "}":
            self._close()
        elif symbol == "*":
            self._ignorable = True
        elif word or symbol:
            self._word(word or symbol or "", int(number) if number else None)
            self._ignorable = False

    def _close(self) -> None:
        ended, before = self._state, self._stack.pop() if self._stack else State()
        self._state = before
        if ended.into != before.into and ended.into not in {"text", "skip", "fonttbl"}:
            self._emit(ended.into, self._captured)
            self._captured = ""
        if ended.fields > before.fields:
            self._emit("end-field", "")

    def _emit(self, kind: str, value: str) -> None:
        self.events.append(Event(kind, value, self._state))

    def _word(self, word: str, number: int | None) -> None:
        state = self._state
        if word in _BREAKS and state.into == "text":
            self._emit(_BREAKS[word], "")
        elif word in _CHARACTERS:
            self._characters(_CHARACTERS[word])
        elif word == "u":
            self._unicode(number or 0)
        elif word in _PROPERTIES:
            self._state = _PROPERTIES[word](state, number)
        elif word in _DESTINATIONS or word.lower() in _SKIPPED:
            self._destination(word)
        elif word in _FONT_WORDS:
            self._font_word(word, number or 0)
        elif word == "chftn":
            self._note_mark()
        elif word == "ftnalt" and state.note:
            self.endnotes.add(state.note)
        elif self._ignorable:
            self._state = replace(state, into="skip")

    def _destination(self, word: str) -> None:
        if self._state.into == "skip":
            return
        if word == "footnote":
            self._notes += 1
            if self._marks < self._notes and not self._state.note:
                self._marks = self._notes
            self._state = replace(self._state, note=self._notes, raised=False, level=0, table=False)
        elif word == "field":
            self._state = replace(self._state, fields=self._state.fields + 1)
        elif word == "fldrslt":
            self._emit("fldrslt", "")
        elif word in _DESTINATIONS:
            self._captured = ""
            self._state = replace(self._state, into=word)
        else:
            self._state = replace(self._state, into="skip")

    def _note_mark(self) -> None:
        """A note's automatic number: a reference in the text, and no text at the head of the note itself."""
        if not self._state.note and self._state.into == "text":
            self._marks += 1
            self._emit("note-ref", str(self._marks))

    def _font_word(self, word: str, number: int) -> None:
        if word in {"ansicpg", "mac"}:
            self._default_page = f"cp{number}" if word == "ansicpg" else "mac_roman"
        elif word == "f":
            self._font = number
            self._state = replace(self._state, page=self._fonts.get(number, ""))
        elif word == "fcharset" and self._state.into == "fonttbl":
            self._fonts[self._font] = _CODE_PAGES.get(number, "")

    def _byte(self, value: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._pending.append(value)

    def _plain(self, text: str) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        if text.isascii() and not self._pending:
            self._characters(text)
        else:
            self._pending += text.encode("latin-1", "replace")

    def _flush(self) -> None:
        if self._pending:
            data, self._pending = bytes(self._pending), bytearray()
            try:
                self._characters(data.decode(self._state.page or self._default_page, "replace"))
            except LookupError:
                self._characters(data.decode("cp1252", "replace"))
        self._to_skip = 0

    def _unicode(self, number: int) -> None:
        self._characters(chr(number % 0x10000))
        self._to_skip = self._state.skipped

    def _characters(self, text: str) -> None:
        if self._state.into == "text":
            if text and not self._state.hidden:
                self._emit("text", text)
        elif self._state.into not in {"skip", "fonttbl"}:
            self._captured += text


_DESTINATIONS = frozenset({"footnote", "fldinst", "fldrslt", "field", "listtext", "pntext", "bkmkstart", "fonttbl"})
_FONT_WORDS = frozenset({"ansicpg", "mac", "f", "fcharset"})


def _plain(state: State) -> State:
    return replace(state, raised=False, hidden=False, page="")


_Property = Callable[[State, int | None], State]
_PROPERTIES: dict[str, _Property] = {
    "super": lambda state, number: replace(state, raised=number != 0),
    "sub": lambda state, _: replace(state, raised=False),
    "nosupersub": lambda state, _: replace(state, raised=False),
    "up": lambda state, number: replace(state, raised=(6 if number is None else number) >= _RAISED_HALF_POINTS),
    "v": lambda state, number: replace(state, hidden=number != 0),
    "deleted": lambda state, number: replace(state, hidden=number != 0),
    "plain": lambda state, _: _plain(state),
    "pard": lambda state, _: replace(state, level=0, table=False),
    "intbl": lambda state, _: replace(state, table=True),
    "outlinelevel": lambda state, number: replace(state, level=(number or 0) + 1 if (number or 0) < 9 else 0),
    "uc": lambda state, number: replace(state, skipped=max(0, min(number or 0, 8))),
}
