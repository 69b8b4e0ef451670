"""Numbers as lists show them."""

from __future__ import annotations

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def lettered(number: int, kind: str) -> str:
    """A number as letters (``kind`` is ``a`` or ``A``) or as Roman numerals (``i`` or ``I``); as digits where it has
    no such form.
    """
    if not 0 < number < 4000:
        return str(number)
    written = _roman(number) if kind in "iI" else _letters(number)
    return written if kind.islower() else written.upper()


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _letters(number: int) -> str:
    written = ""
    while number:
        number, rest = divmod(number - 1, 26)
        written = chr(97 + rest) + written
    return written
