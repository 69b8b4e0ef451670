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
           "LaTeX": "LaTeX", "TeX": "TeX", "S": "§", "euro": "€", "texteuro": "€", "copyright": "©", "quad": " ", "newblock": " ",
           "qquad": " ", "space": " ", "textdegree": "°", "degree": "°", "up": "", "slash": "/"}  # fmt: skip
SYMBOLS = {"~": "", "-": "", "/": "", ",": "\u202f", ";": " ", ":": " ", " ": " ", "\n": " ", "@": "", "!": ""}
DASHES = {"--": "–", "---": "—", "``": "“", "''": "”", "~": "\u00a0"}


_LONGEST = 100_000  # of an argument: one without an end must not cost the whole file every time


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


def argument(source: str, at: int, opening: str = "{") -> tuple[int, int] | None:
    """The inside of a bracketed argument that follows at an offset, as a range; None where none follows."""
    while at < len(source) and source[at] in " \t\r\n":
        at += 1
    if not source.startswith(opening, at):
        return None
    closing = "}" if opening == "{" else "]"
    depth = 0
    for index in range(at, min(len(source), at + _LONGEST)):
        char = source[index]
        if char == "\\" or source[index - 1] == "\\":
            continue
        if char == "{" or char == opening:
            depth += 1
        elif (char == "}" and opening == "{") or (char == "}" and depth > 1) or (char == closing and depth == 1):
            depth -= 1
            if depth == 0:
                return at + 1, index
    return None
