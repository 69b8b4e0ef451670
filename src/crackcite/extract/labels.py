"""The numbers that stand before the entries of a list: ``1.`` ``1)`` ``[1]`` ``(1)`` ``1 `` ``¹`` ``[^1]:``,
``1/`` ``1°`` ``#1`` ``{1}`` ``*1`` ``Ref. 1:``.
"""

from __future__ import annotations

from dataclasses import dataclass

from crackcite.extract.lines import Line
from crackcite.extract.numerals import ascii_digits
from crackcite.model import Span
from crackcite.patterns import lazy

_STYLES = {
    "square": r"\[[ ]?(?P<square>[0-9]{1,4})[ ]?\][.:)]?",
    "note": r"\[\^(?P<note>[0-9]{1,4})\]:?",
    "round": r"\((?P<round>[0-9]{1,4})\)[.:]?",
    "dot": r"(?P<dot>[0-9]{1,4})[ ]?\.(?![0-9])",
    "paren": r"(?P<paren>[0-9]{1,4})[ ]?\)",
    "tag": r"<sup>[ ]?(?P<tag>[0-9]{1,4})[ ]?</sup>[.:)]?",
    "caret": r"\^(?P<caret>[0-9]{1,4})\^?[.:)]?",
    "raised": r"(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})[.):]?",
    "hash": r"#(?P<hash>[0-9]{1,4})\b[.:)]?",
    "brace": r"\{(?P<brace>[0-9]{1,4})\}[.:]?",
    "star": r"\*(?P<star>[0-9]{1,4})\b[.:)]?",
    "word": r"(?i:r[ée]f|source|note|bron|noot|quelle|fuente|fonte|nota)\.?\s?(?P<word>[0-9]{1,4})\s?[:.)–—-](?=\s)",
    "slash": r"(?P<slash>[0-9]{1,4})[ ]?/(?=\s)",
    "degree": r"(?P<degree>[0-9]{1,4})[°º](?=\s|[^\W\d_])",
    "dash": r"(?P<dash>[0-9]{1,4})[ ]?[:–—-](?=\s)",
    "plain": r"(?P<plain>[0-9]{1,4})(?=\s+\S|\Z)",
    # A raised number that lost its markup stands glued to the entry's first word.
    "glued": r"(?P<glued>[0-9]{1,3})(?=[^\W\d_a-z]|[\"“„«‘<(]|https?:|www\.|doi|(?:van|von|de|di|da|del|le|la|ten)\s)",
}
_BULLET = lazy(r"[-*•‣▪◦↑]\s+")
_LABEL = lazy(r"(?:[-*•‣▪◦↑]\s+)?(?:" + "|".join(_STYLES.values()) + r")\s*")

CAREFUL = frozenset({"plain", "glued", "dash", "slash", "degree"})
"""Styles that ordinary lines have too: they count only in a run that starts at 1 and keeps in step."""


@dataclass(frozen=True, slots=True)
class Label:
    """The number before an entry: how it is written, where, and where the entry's own text starts and ends.

    ``end`` is known only where markup says where the entry ends.
    """

    style: str
    number: int
    span: Span
    body: int
    end: int | None = None


def label(line: Line) -> Label | None:
    """The label at the start of the line, if there is one."""
    match = _LABEL.match(line.bare)
    if not match or not match.lastgroup:
        return None
    style = match.lastgroup
    start, stop = match.start(style), match.end()
    bullet = _BULLET.match(line.bare)
    opening = bullet.end() if bullet else 0
    span = Span(line.start + opening, line.start + len(match[0].rstrip()))
    return Label(style, int(ascii_digits(line.bare[start : match.end(style)])), span, line.start + stop)
