"""Years, volumes, issues and pages as the numbers of a reference, without knowing its style."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crackcite.patterns import lazy

DASH = r"[-‐‑‒–—−]"
_YEAR = lazy(r"(?<![\d/.])(1[5-9]\d\d|20\d\d)(?=[a-z]?(?!\d))(?!/\d)")
_RANGE = lazy(
    rf"(?<![\w.])([A-Za-z]{{0,2}})(\d{{1,6}})[a-z]?\s*{DASH}{{1,2}}\s*([A-Za-z]{{0,2}})(\d{{1,6}})[a-z]?(?!\w)"
)
_NUMBER = lazy(r"(?<![A-Za-z\d])([A-Za-z]{0,3})(\d+)(?!\d)")
_ACCESSED = lazy(
    r"(?:accessed|retrieved|viewed|cited|consult[ée]e?s?|visited|geraadpleegd|abgerufen|zugriff|consultado|"
    r"consultato|acedido|last\s+checked)\b[^.;)\]]{0,40}?\b(?:19|20)\d\d",
    re.IGNORECASE,
)
_VOLUME_WORD = lazy(r"\b(?:vol(?:ume)?s?|t(?:ome)?|bd|band|jg|jaargang|jrg|jahrgang)\b\.?\s*(\d{1,4})\b", re.IGNORECASE)
_VOLUME_ISSUE = lazy(
    r"(?<![\d/(–-])\b(\d{1,4})\s*\(\s*(?!(?:1[5-9]|20)\d\d\b)[^()\d]{0,8}(\d{1,4})?[^()]{0,8}\)(?=\s*[,:;.]|\s|$)"
)
_VOLUME_PAGES = lazy(r"(?<![\d/(–.-])\b(\d{1,4})\s*[:,]\s*(?:pp?\.?\s*)?(?=[A-Za-z]{0,2}\d)")
_VOLUME_ELSE = lazy(
    r"(?<=[^\W\d_.,;:] )(?:vol\. )?(\d{1,4})\s*(?:,?\s*(?:nos?|nr|n[°º]|issue|H|Heft)\b\.?\s*\d|\((?:1[5-9]|20)\d\d\))"
    r"|(?<=[^\W\d_]\. )(\d{1,4})\s*(?:,?\s*(?:nos?|nr|n[°º]|issue|H|Heft)\b\.?\s*\d|\((?:1[5-9]|20)\d\d\))",
)
_ISSUE_WORD = lazy(r"\b(?:no|nos|nr|n[°º]|issue|num|heft|h|numéro)\b\.?\s*(\d{1,4})\b|n[°º]\s*(\d{1,4})", re.IGNORECASE)
_ROMAN = lazy(r"^(?=[mdclxvi])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a reference: the ``years`` that it may claim (the likeliest first), every number in it, those
    outside of ranges (``loose``), its page ranges, and what stands where a volume or an issue stands.
    """

    years: tuple[int, ...] = ()
    every: frozenset[int] = frozenset()
    loose: frozenset[int] = frozenset()
    ranges: tuple[tuple[int, int], ...] = ()
    volumes: tuple[int, ...] = ()
    issues: tuple[int, ...] = ()


def roman(text: str) -> int | None:
    """The value of a Roman numeral, or ``None``."""
    small = text.strip(" .").lower()
    if not _ROMAN.match(small):
        return None
    values = [_ROMAN_VALUES[letter] for letter in small]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < two else one for one, two in pairs)


def whole(text: str) -> int | None:
    """The number that a volume or issue is: ``"011"``, ``"Vol. 11"`` and ``"XI"`` are 11; ``"11-12"`` is none."""
    digits = re.findall(r"\d+", text)
    if len(digits) == 1 and len(re.sub(r"[\d\W_]|vol(?:ume)?|no|nr|issue", "", text.lower())) == 0:
        return int(digits[0])
    return roman(text) if not digits else None


def expand(first: int, last: int) -> tuple[int, int]:
    """A page range with its short end written out: 1425–37 is 1425–1437."""
    one, two = str(first), str(last)
    if last < first and len(two) < len(one):
        return first, int(one[: -len(two)] + two)
    return first, last


def page_range(text: str) -> tuple[int, int] | None:
    """The first and last page of a record's ``421-424``, ``S155–S159`` or ``e12``; ``None`` where there is none."""
    found = _RANGE.search(text)
    if found:
        return expand(int(found.group(2)), int(found.group(4)))
    single = _NUMBER.search(text)
    return (int(single.group(2)), int(single.group(2))) if single else None


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _years(text: str, ranges: list[re.Match[str]]) -> tuple[int, ...]:
    """The years that a reference may claim: in brackets first, the last before the first; then the others."""
    inside: list[int] = []
    outside: list[int] = []
    for found in _YEAR.finditer(text):
        if any(r.start() <= found.start() < r.end() for r in ranges):
            continue
        if re.match(r"\s*\(\d{4}", text[found.end() :]):
            continue  # "11, 1937 (2021)": an article number
        before = text[: found.start()]
        (inside if before.count("(") > before.count(")") else outside).append(int(found.group(1)))
    return tuple(dict.fromkeys(inside[::-1] + outside[::-1]))


def read_numbers(text: str, *taken: tuple[int, int]) -> Numbers:
    """The numbers of a reference's text (without identifiers), the ``taken`` ranges left out: its title, its
    container's name.
    """
    for start, end in taken:
        text = _blank(text, start, end)
    for found in _ACCESSED.finditer(text):
        text = _blank(text, found.start(), found.end())
    ranges = list(_RANGE.finditer(text))
    pages = tuple(expand(int(m.group(2)), int(m.group(4))) for m in ranges)
    years = _years(text, ranges)
    issued = list(_VOLUME_ISSUE.finditer(text))
    placed = (*_VOLUME_WORD.finditer(text), *issued, *_VOLUME_PAGES.finditer(text), *_VOLUME_ELSE.finditer(text))
    volumes = [int(next(filter(None, m.groups()))) for m in placed]
    issues = [int(m.group(2)) for m in issued if m.group(2)]
    issues += [int(m.group(1) or m.group(2)) for m in _ISSUE_WORD.finditer(text)]
    every = {int(m.group(2)) for m in _NUMBER.finditer(text)} | {page for pair in pages for page in pair}
    return Numbers(
        years,
        frozenset(every),
        frozenset(int(m.group(2)) for m in _NUMBER.finditer(_RANGE.sub(" ", text))),
        pages,
        tuple(dict.fromkeys(volumes)),
        tuple(dict.fromkeys(i for i in issues if i not in years)),
    )
