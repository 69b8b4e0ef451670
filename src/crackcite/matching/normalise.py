"""Text made comparable: markup, case, diacritics, dashes and quotation marks no longer count."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from crackcite.patterns import lazy


def word_set(listed: str) -> frozenset[str]:
    """The words of a list written as prose, for tables that are read by people."""
    return frozenset(listed.split())


_TAG = lazy(r"</?[a-zA-Z][\w:.-]*(?:\s[^<>]*)?/?>")
_RAISED = lazy(r"</?su[bp]\b[^<>]*>", re.IGNORECASE)  # H<sub>2</sub>O is one word
_NOTHING = "\ue000"
_TOKEN = lazy(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|.", re.DOTALL)
_TEX_COMMAND = lazy(r"\\(?:math|text|bf|it|rm|sf|tt|em|cal)[a-z]*\b")
_SPECIAL = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i"}
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψωςϕϵ",
        re.findall(
            r"\w+",
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau "
            "upsilon phi chi psi omega sigma phi epsilon",
        ),
        strict=True,
    )
)
_APOSTROPHES = "'’‘ʼ′`´"
_IDENTIFIER = lazy(
    r"(?:https?://|www\.)\S+"
    r"|\b(?:doi|DOI)\b[:\s]*(?:10\.\d{4,9}/\S+)?"
    r"|\b10\.\d{4,9}/\S+"
    r"|\b(?:ISBN|ISSN|PMID|PMCID|arXiv)\b[:\s-]*[\dXx][\dXx.\s–-]*"
    r"|\[[^\[\]]*\b(?:Google Scholar|CrossRef|PubMed)\b[^\[\]]*\]"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with the way back: ``offsets[i]`` is where its character ``i`` stands in the original."""

    text: str
    offsets: tuple[int, ...]

    def original(self, at: int) -> int:
        """The offset in the original of the folded offset ``at``; the original's end for the folded end."""
        if at < len(self.offsets):
            return self.offsets[at]
        return self.offsets[-1] + 1 if self.offsets else 0


#: Texts have few different characters.
_ALPHABET = 4096


@lru_cache(_ALPHABET)
def _letters(character: str, greek: bool) -> str:
    """What stays of one character: letters and digits without marks, in one case; a space for the rest."""
    if character in _APOSTROPHES or character == _NOTHING:
        return ""
    folded = ""
    for part in unicodedata.normalize("NFKD", character).casefold():
        if part in _SPECIAL:
            folded += _SPECIAL[part]
        elif greek and part in _GREEK:
            folded += _GREEK[part]
        elif unicodedata.combining(part) and unicodedata.category(part) == "Mn":
            continue
        else:
            folded += part if part.isalnum() else " "
    return folded


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: " " * len(found.group()), text)


def _mostly_greek(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum("\u0370" <= c <= "\u03ff" for c in letters) * 2 > len(letters)


@lru_cache(maxsize=4096)
def fold(text: str) -> Folded:
    """``text`` in small letters without marks, words separated by single spaces, with the way back to it.

    Markup is dropped, entities are read, Greek letters in a text of another script are spelled out, apostrophes
    vanish ("d'agir" is "dagir").
    """
    greek = not _mostly_greek(text)
    kept: list[str] = []
    offsets: list[int] = []
    joined = _RAISED.sub(lambda found: _NOTHING * len(found.group()), text)
    for token in _TOKEN.finditer(_blanked(_TEX_COMMAND, _blanked(_TAG, joined))):
        raw = token.group()
        for character in html.unescape(raw) if len(raw) > 1 else raw:
            for letter in _letters(character, greek):
                if letter == " " and (not kept or kept[-1] == " "):
                    continue
                kept.append(letter)
                offsets.append(token.start())
    if kept and kept[-1] == " ":
        kept.pop()
        offsets.pop()
    return Folded("".join(kept), tuple(offsets))


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """``text`` folded (see :func:`fold`), after entities that were escaped twice and markup hidden in them."""
    for _ in range(3):
        read = html.unescape(text)
        if read == text:
            break
        text = read
    return fold(text).text


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(plain(text).split())


def without_identifiers(text: str) -> str:
    """``text`` with addresses and identifiers overwritten by spaces, so that every offset stays true."""
    return _blanked(_IDENTIFIER, text)


def script(text: str) -> str:
    """The script that most letters of a text belong to: ``latin``, ``cyrillic``, ``greek``, ``cjk``, ``other``."""
    counts: dict[str, int] = {}
    for character in text:
        if character.isalpha():
            found = _script_of(ord(character))
            counts[found] = counts.get(found, 0) + 1
    return max(counts, key=lambda name: counts[name]) if counts else "latin"


_SCRIPTS = (
    (0x024F, "latin"),
    (0x036F, "latin"),
    (0x03FF, "greek"),
    (0x052F, "cyrillic"),
    (0x1DFF, "other"),
    (0x1EFF, "latin"),
    (0x1FFF, "greek"),
    (0x2DFF, "other"),
    (0xDFFF, "cjk"),
    (0xF8FF, "other"),
    (0xFAFF, "cjk"),
)


@lru_cache(_ALPHABET)
def _script_of(code: int) -> str:
    return next((name for last, name in _SCRIPTS if code <= last), "other")


_MOJIBAKE = lazy(r"\ufffd|Ã[\x80-\xbf©¨ª«®¯´¶¼]|â€|Â[\xa0-\xbf]|\?{3,}|[A-Za-z]\?[a-z]")


def garbled(text: str) -> bool:
    """Whether a record's text was damaged on its way into the registry (a wrong encoding, lost letters)."""
    return bool(_MOJIBAKE.search(text))
