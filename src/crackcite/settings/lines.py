"""On which line of a TOML text each key and each item of a list stands, which ``tomllib`` does not tell. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress

from crackcite.patterns import lazy

Way = tuple[str | int, ...]

_BLANK = lazy(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACES = lazy(r"[ \t]*")
_STRING = lazy(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'',
    re.DOTALL,
)
_BARE_KEY = lazy(r"[A-Za-z0-9_-]+")
_BARE_VALUE = lazy(r"[^,\]}#\n]+")


def lines_of(text: str) -> dict[Way, int]:
    """The line (from 1) of each key, of each table's head and of each item of a list, by the way that leads to it.

    ``text`` is one that ``tomllib`` reads; of any other, what stands before the trouble. Items of an array of tables
    are not told apart. Grammar: toml.io/en/v1.0.0.
    """
    scan = _Scan(text)
    with suppress(IndexError, ValueError, RecursionError):
        scan.document()
    return scan.found


class _Scan:
    def __init__(self, text: str) -> None:
        self.found: dict[Way, int] = {}
        self._text = text
        self._at = 0
        self._breaks = [index for index, letter in enumerate(text) if letter == "\n"]

    def document(self) -> None:
        table: Way = ()
        while self._after(_BLANK) < len(self._text):
            if self._text[self._at] != "[":
                self._pair(table)
                continue
            brackets = 2 if self._text.startswith("[[", self._at) else 1
            self._at += brackets
            here = self._at
            table = self._key()
            self._note((), table, here)
            self._at += brackets

    def _after(self, pattern: re.Pattern[str]) -> int:
        """Go behind what the pattern matches here, and tell where that is."""
        match = pattern.match(self._text, self._at)
        if match is None:
            raise ValueError(self._at)
        self._at = match.end()
        return self._at

    def _note(self, table: Way, key: Way, at: int) -> None:
        for length in range(1, len(key) + 1):
            self.found.setdefault((*table, *key[:length]), bisect_right(self._breaks, at - 1) + 1)

    def _key(self) -> Way:
        """The parts of a key, and of the blanks behind it."""
        parts: list[str] = []
        while True:
            start = self._after(_SPACES)
            quoted = self._text[start] in "\"'"
            written = self._text[start : self._after(_STRING if quoted else _BARE_KEY)]
            parts.append(_unquoted(written) if quoted else written)
            if self._text[self._after(_SPACES)] != ".":
                return tuple(parts)
            self._at += 1

    def _pair(self, table: Way) -> None:
        here = self._at
        key = self._key()
        if self._text[self._at] != "=":
            raise ValueError(self._at)
        self._at += 1
        self._note(table, key, here)
        self._after(_SPACES)
        self._value((*table, *key))

    def _value(self, way: Way) -> None:
        sign = self._text[self._at]
        if sign == "[":
            self._list(way)
        elif sign == "{":
            self._table(way)
        else:
            self._after(_STRING if sign in "\"'" else _BARE_VALUE)

    def _list(self, way: Way) -> None:
        self._at += 1
        index = 0
        while self._text[self._after(_BLANK)] != "]":
            if self._text[self._at] == ",":
                self._at += 1
                continue
            self._note(way, (index,), self._at)
            self._value((*way, index))
            index += 1
        self._at += 1

    def _table(self, way: Way) -> None:
        self._at += 1
        while self._text[self._after(_BLANK)] != "}":
            if self._text[self._at] == ",":
                self._at += 1
            else:
                self._pair(way)
        self._at += 1


def _unquoted(key: str) -> str:
    import tomllib

    value = tomllib.loads(f"key = {key}")["key"]
    return value if isinstance(value, str) else key
