"""LaTeX source as tokens with their offsets, as far as an article's prose needs them."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<comment>%[^\r\n]*(?:\r\n|\r|\n)?[ \t]*)"
    r"|\\(?P<command>[a-zA-Z@]+)\*?[ \t]*"
    r"|\\(?P<symbol>[^a-zA-Z])"
    r"|(?P<math>\$\$?)"
    r"|(?P<brace>[{}])"
    r"|(?P<paragraph>[ \t]*(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))+[ \t]*)"
    r"|(?P<dash>---?|``|''|~)"
    r"|(?P<text>[^\\%${}\r\n`'~-]+|[\r\n`'-])"
)
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
            "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323",
            "b": "\u0331"}  # fmt: skip
_ACCENTED = re.compile(r"\s*(?:\{\s*\\?([a-zA-Zıȷ])\s*\}|\\([ij])(?![a-zA-Z])\s?|([a-zA-Z]))")
LETTERS = {"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å",
           "AA": "Å", "i": "ı", "textendash": "–", "textemdash": "—", "guillemotleft": "«", "guillemotright": "»",
           "og": "« ", "fg": " »", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
           "textquotedblright": "”", "dots": "…", "ldots": "…", "textbackslash": "\\", "textasciitilde": "~",
           "LaTeX": "LaTeX", "TeX": "TeX", "S": "§", "euro": "€", "texteuro": "€", "copyright": "©", "quad": " ",
           "newblock": " ", "qquad": " ", "space": " ",
           "textdegree": "°", "degree": "°", "up": "", "slash": "/"}  # fmt: skip
SYMBOLS = {"~": "", "-": "", "/": "", ",": "\u202f", ";": " ", ":": " ", " ": " ", "\n": " ", "@": "", "!": ""}
DASHES = {"--": "–", "---": "—", "``": "“", "''": "”", "~": "\u00a0"}


_BRACE = re.compile(r"\\[\s\S]|%[^\r\n]*|[{}]")
_SPACE = re.compile(r"[ \t]*(?:\r\n|\r|\n)?[ \t]*")
_OPTION = re.compile(r"\[(?:[^\[\]{}]|\{[^{}]{0,500}\}){0,1000}\]")


class Token(NamedTuple):
    """A piece of the source: its kind, what it says, and where it begins and ends."""

    kind: str
    value: str
    start: int
    end: int


def token_at(source: str, at: int) -> Token:
    """The token that begins at an offset."""
    match = _TOKEN.match(source, at)
    if match is None:
        return Token("text", source[at], at, at + 1)
    kind = match.lastgroup or "text"
    return Token(kind, match.group(kind), at, match.end())


def accented(source: str, mark: str, at: int) -> tuple[str, int] | None:
    r"""The letter that an accent command makes of what follows at an offset, and where that ends: ``\'e``, ``\c{c}``.
    None where no letter follows.
    """
    match = _ACCENTED.match(source, at) if mark in _ACCENTS else None
    if match is None:
        return None
    letter = next(group for group in match.groups() if group)
    return unicodedata.normalize("NFC", letter + _ACCENTS[mark]), match.end()


class Arguments:
    """Finds the bracketed arguments of commands. All braces are paired once, so that asking costs nothing."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._closing: dict[int, int] = {}
        open_at: list[int] = []
        for mark in _BRACE.finditer(source):
            if mark.group() == "{":
                open_at.append(mark.start())
            elif mark.group() == "}" and open_at:
                self._closing[open_at.pop()] = mark.start()

    def after(self, at: int) -> tuple[int, int] | None:
        """The inside of the argument in braces that follows at an offset, as a range; None where none follows."""
        start = _SPACE.match(self._source, at)
        begin = start.end() if start else at
        closing = self._closing.get(begin)
        return None if closing is None else (begin + 1, closing)

    def past_options(self, at: int) -> int:
        """The offset after the optional arguments, in square brackets, that follow."""
        option = _OPTION.match(self._source, at)
        while option:
            at = option.end()
            option = _OPTION.match(self._source, at)
        return at
