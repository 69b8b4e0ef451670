"""Where a reference's authors end, where its title begins and ends, and what is left."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crackcite.extract.parts.clean import GAP
from crackcite.extract.parts.names import authors
from crackcite.extract.parts.years import leading_year

_QUOTES = {"“": "”", "«": "»", "„": "“”", "‘": "’", '"': '"', "‹": "›", "”": "”"}
_QUOTED = re.compile(
    r"“(?P<a>[^“”]{3,500})”|«\s?(?P<b>[^«»]{3,500}?)\s?»|„(?P<c>[^„“”]{3,500})[“”]|\"(?P<d>[^\"]{3,500})\"|"
    r"‘(?P<e>.{3,500}?)’(?!\w)"
    r"|(?<![\w])'(?P<f>.{3,500}?)'(?!\w)|»(?P<g>[^«»]{3,500})«"
)
_BOUNDARY = re.compile(
    rf"[.?!…]+[»”’\"]?\)?(?=\s|$)|(?=\s?{GAP})|\s(?=\((?:[^()]{{0,120}}[\s,])?(?:1[5-9]|20)\d\d[a-z]?\))"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«“‘'\"’-])(?:[A-Za-zÀ-Þ]|vs|spp?|subsp|var|cf|ca|al|St|Dr|Mr|Mrs|Ms|Prof|No|Nr|Vol|vol|pp?|ed|"
    r"eds|éd|resp|approx|Fig|i\.e|e\.g|etc|U\.S|U\.K|Jr|Sr|inc|Inc|Ltd|Co|op|cit|art|chap|ch|coll|dir|n)\.$"
)
_ABBREVIATED = re.compile(r"(?!(?:Part|Vol|Pt|I+|IV|V)\b)(?:[^\W\d_]+[-’']?)+(?: (?:[^\W\d_]+|&)){0,2}\.")


@dataclass(frozen=True, slots=True)
class Layout:
    """A reference cut in three; ``year`` is the one that stands between authors and title."""

    authors: tuple[str, ...] = ()
    et_al: bool = False
    title: str = ""
    rest: str = ""
    year: int | None = None


def layout(text: str) -> Layout:
    """Cut a reference's words in authors, title and the rest."""
    head = authors(text)
    year = leading_year(text, head.end) if head.names else None
    start = year.end() if year else head.end
    title, rest = _title(text[start:].lstrip(" .,:;)"))
    return Layout(head.names, head.et_al, title, rest, int(year[1]) if year else None)


def _title(text: str) -> tuple[str, str]:
    quoted = _QUOTED.match(text)
    if quoted:
        return next(filter(None, quoted.groups())).strip(" ,."), text[quoted.end() :]
    for boundary in _BOUNDARY.finditer(text):
        before = text[: boundary.end()]
        if boundary.start() and not _ABBREVIATION.search(before):
            return before.strip().removesuffix(".").strip(), text[boundary.end() :]
    return text.strip(" ."), ""
