"""ISBN and ISSN: numbers that carry their own check digit.

Sources: the ISBN Users' Manual (International ISBN Agency), section on check digits; ISO 3297 for the ISSN.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crackcite.model import Identifier, IdentifierKind, Span, say, say_many, template
from crackcite.patterns import lazy

_HYPHEN = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_ISBN_LABEL = lazy(
    r"(?<![^\W\d_])e?-?isbn(?:[ \t]?[-‐‑–]?(?:10|13)(?!\d|[ \t-]?\d{1,7}[- ]))?(?:[ \t]?\([^()\d]{1,30}\))?[ "
    r"\t]?[:=]?[ \t]{0,2}",
    re.IGNORECASE,
)
_DIGITS = lazy(rf"\d(?:[ {_HYPHEN}]?\d){{0,20}}(?:[ {_HYPHEN}]?[Xx](?!\w))?")
_UNLABELLED = lazy(rf"(?<![\w./{_HYPHEN}])97[89][ {_HYPHEN}]?\d(?:[ {_HYPHEN}]?\d){{9}}(?![\w/]|[{_HYPHEN}]\d)")
_ISSN = lazy(
    r"(?<![^\W\d_])(?:[ep]-?)?issn(?:-l)?(?:[ \t]?\([^()\d]{1,30}\))?[ \t]?[:=]?[ \t]{0,2}"
    rf"(\d{{1,4}}[ {_HYPHEN}]{{0,2}}\d{{2,6}}[Xx]?)(?!\w)",
    re.IGNORECASE,
)


_CHECK = template("its check digit should be {digit}")


def isbn_flaw(digits: str) -> str:
    """What is wrong with an ISBN given as its characters without hyphens; empty when nothing is."""
    if len(digits) == 10 and "X" not in digits[:9]:
        weighed = sum(weight * _value(digit) for weight, digit in zip(range(10, 0, -1), digits, strict=True))
        return "" if weighed % 11 == 0 else say(_CHECK, digit=_check10(digits))
    if len(digits) == 13 and digits.isdigit():
        if digits[:3] not in ("978", "979"):
            return say("an ISBN of 13 digits begins with 978 or 979")
        weighed = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits))
        return "" if weighed % 10 == 0 else say(_CHECK, digit=(int(digits[-1]) - weighed) % 10)
    return say_many(
        "it has {number} digit, where an ISBN has 10 or 13",
        "it has {number} digits, where an ISBN has 10 or 13",
        len(digits),
    )


def issn_flaw(digits: str) -> str:
    """What is wrong with an ISSN given as its characters without the hyphen; empty when nothing is."""
    if len(digits) != 8:
        return say_many(
            "it has {number} digit, where an ISSN has 8", "it has {number} digits, where an ISSN has 8", len(digits)
        )
    weighed = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), digits[:7], strict=True))
    check = "0123456789X"[-weighed % 11]
    return "" if check == digits[7] else say(_CHECK, digit=check)


def isbns(text: str) -> Iterator[Identifier]:
    """The ISBNs in a folded text: all that are labelled, and unlabelled ones of 13 digits that check."""
    labelled = []
    for label in _ISBN_LABEL.finditer(text):
        digits = _DIGITS.match(text, label.end())
        if digits:
            labelled.append(_isbn(_longest_valid(digits), label.start(), digits.start()))
    yield from labelled
    for found in _UNLABELLED.finditer(text):
        free = all(found.start() >= one.written.end or found.end() <= one.written.start for one in labelled)
        if free and not isbn_flaw(_compact(found[0])):
            yield _isbn(found[0], found.start(), found.start())


def issns(text: str) -> Iterator[Identifier]:
    """The labelled ISSNs in a folded text; eight digits with a hyphen alone are as often a range of pages."""
    for found in _ISSN.finditer(text):
        digits = _compact(found[1])
        value = f"{digits[:4]}-{digits[4:]}"
        yield Identifier(IdentifierKind.ISSN, value, Span(*found.span(1)), Span(*found.span()), issn_flaw(digits))


def _isbn(written: str, start: int, at: int) -> Identifier:
    digits = _compact(written)
    end = at + len(written)
    return Identifier(IdentifierKind.ISBN, digits, Span(at, end), Span(start, end), isbn_flaw(digits))


def _longest_valid(found: re.Match[str]) -> str:
    """The digits behind a label, without a number that only a space divides from them (pages, a year)."""
    written = found[0]
    if not isbn_flaw(_compact(written)):
        return written
    shorter = [written[: cut.start()] for cut in re.finditer(r" ", written)][::-1]
    valid = (piece for piece in shorter if not isbn_flaw(_compact(piece)))
    full = (piece for piece in shorter if len(_compact(piece)) in (10, 13))
    return next(valid, None) or next(full, written)


def _compact(written: str) -> str:
    return re.sub(r"[^\dX]", "", written.upper())


def _value(digit: str) -> int:
    return 10 if digit == "X" else int(digit)


def _check10(digits: str) -> str:
    weighed = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True))
    return "0123456789X"[-weighed % 11]
