"""The numbers that a marker names: ``4,5`` and ``4–7`` and ``¹⁻³``, and what is wrong with ``4,,5``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from crackcite.model import say, say_row
from crackcite.patterns import lazy

DASHES = "-‐‑‒–—−⁻"
COMMAS = ",;˒،⸴"
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"

WIDEST = 200
"""The most numbers that a range may stand for: a longer one is a slip of the pen, and is never expanded."""

_ASCII = str.maketrans(SUPERSCRIPTS, "0123456789")
_PIECE = lazy(rf"[0-9]+|[{re.escape(DASHES)}]+|[{re.escape(COMMAS)}]")


@dataclass(frozen=True, slots=True)
class Numerals:
    """The numbers of a marker in the order written, and its flaw in words (empty where it is sound)."""

    numbers: tuple[int, ...]
    flaw: str = ""


def ascii_digits(text: str) -> str:
    """``text`` with superscript digits as ordinary ones; its length does not change."""
    return text.translate(_ASCII)


@lru_cache(maxsize=4096)
def numerals(text: str) -> Numerals:
    """Read the inside of a marker, without its brackets.

    A range is expanded up to :data:`WIDEST` numbers; a descending or wider one stands for its two ends.
    """
    numbers: list[int] = []
    flaws: list[str] = []
    for part in re.split(rf"[{re.escape(COMMAS)}]", ascii_digits(text)):
        pieces = _PIECE.findall(part)
        digits = [int(piece[:9]) for piece in pieces if piece[0].isdigit()]
        if not digits:
            flaws.append(say("nothing stands between two separators"))
            continue
        _append(numbers, flaws, digits, ranged=len(pieces) > len(digits))
    if 0 in numbers:
        flaws.append(say("there is no source 0"))
    return Numerals(tuple(numbers), say_row(dict.fromkeys(flaws), ";"))


def _append(numbers: list[int], flaws: list[str], digits: list[int], *, ranged: bool) -> None:
    """Add what one part between separators stands for."""
    if not ranged:
        numbers.extend(digits)
    elif len(digits) != 2:
        flaws.append(say("a range needs a first and a last number"))
        numbers.extend(digits)
    elif digits[1] < digits[0]:
        flaws.append(say("the range runs backwards, from {first} to {last}", first=digits[0], last=digits[1]))
        numbers.extend(digits)
    elif digits[1] - digits[0] >= WIDEST:
        first, last = digits
        many = last - first + 1
        flaws.append(
            say("the range from {first} to {last} stands for {many} sources", first=first, last=last, many=many)
        )
        numbers.extend(digits)
    else:
        numbers.extend(range(digits[0], digits[1] + 1))
