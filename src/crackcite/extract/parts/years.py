"""Which of a reference's numbers is the year of the work."""

from __future__ import annotations

import re

from crackcite.patterns import lazy

YEAR = r"(?:1[5-9]\d\d|20[0-4]\d)"
_MONTHS = r"[^\W\d_]{3,10}\.?"
PARENTHESISED = lazy(rf"[(\[](?:[^()\[\]]{{0,120}}?[\s,;:])??c?({YEAR})[a-z]?(?:,? [^()\[\]\d]{{0,20}}\d{{0,2}})?[)\]]")
_AFTER_AUTHORS = lazy(rf"[\s.,:]*[(\[]?c?({YEAR})[a-z]?(?:[/–-]\d\d(?:\d\d)?)?(?:, [^()\[\]]{{1,30}})?[)\].,:;]")
_VANCOUVER = lazy(rf"(?<!\d)({YEAR})(?: {_MONTHS}(?:[ -]\d{{1,2}})?)?(?:-\w+)?;|[.,] ({YEAR}):\d")
_LOOSE = lazy(rf"(?<![\d/–—:§$€#-])(?<!\d\.)({YEAR})[a-z]?(?![\d/–—-]|[.,:]\d|\s?\(|\s?[–-]\s?\d)")
_VOLUME_LIKE = lazy(r"(?<![^\W\d_])(?:vol|no|nr|n[°º]|pp?|art|t|bd|s)\.?\s?$", re.IGNORECASE)


def leading_year(text: str, at: int) -> re.Match[str] | None:
    """The year that stands directly behind an author list ending at ``at``: ``(2010)`` or ``. 2010.``.

    A bare number behind which no title stands is itself the title (Orwell's *1984*).
    """
    found = _AFTER_AUTHORS.match(text, at)
    if found and "(" not in found[0] and "[" not in found[0] and not re.match(r"\W*[^\W\d_]{2}", text[found.end() :]):
        return None
    return None if found and re.match(r"\s?\(", text[found.end() :]) and "(" not in found[0] else found


def year_of(rest: str) -> int | None:
    """The year in what follows a title: Vancouver's ``2009;``, else the last in brackets, else the last plausible."""
    vancouver = _VANCOUVER.search(rest)
    if vancouver:
        return int(vancouver[1] or vancouver[2])
    bracketed = PARENTHESISED.findall(rest)
    if bracketed:
        return int(bracketed[-1])
    loose = [found for found in _LOOSE.finditer(rest) if not _VOLUME_LIKE.search(rest[: found.start()])]
    return int(loose[-1][1]) if loose else None
