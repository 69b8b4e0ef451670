"""Whether an article cites by number or by author and year."""

from __future__ import annotations

from collections.abc import Iterable

from crackcite.model import CitationStyle, Span
from crackcite.patterns import lazy

_YEAR = r"(?:1[5-9]|20)[0-9]{2}[a-z]?"
_AUTHOR_YEAR = lazy(
    rf"\([^()\d]{{2,80}}?,?[ ]{_YEAR}(?:[,:;][^()]{{0,80}})?\)|[A-ZÀ-Þ][^\W\d_]{{1,60}}+(?: et al\.?)? \({_YEAR}\)"
)


def author_year_citations(text: str, prose: Iterable[Span]) -> int:
    """How many citations of the kind ``(Castel, 1998)`` or ``Castel (1998)`` the prose has."""
    return sum(1 for area in prose for _ in _AUTHOR_YEAR.finditer(text, area.start, area.end))


def style(markers: int, author_years: int, numbered: bool | None) -> CitationStyle:
    """How the article cites; ``numbered`` tells whether its list of sources is, ``None`` that it has none."""
    if author_years >= 3 and author_years > 2 * markers and numbered is not True:
        return CitationStyle.AUTHOR_YEAR
    if markers or numbered:
        return CitationStyle.NUMERIC
    return CitationStyle.AUTHOR_YEAR if author_years >= 3 else CitationStyle.NONE
