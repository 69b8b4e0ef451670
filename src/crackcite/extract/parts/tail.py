"""What follows a title: volume, issue, pages, container, publisher and place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crackcite.extract.parts.years import YEAR
from crackcite.patterns import lazy

_PAGE = r"(?:[A-Za-z]{0,3}\.?\d[\dA-Z]*[a-z]?(?:\.[a-z]?\d+)*)"
_DASH = "\\s?[‐‑–—-]{1,3}\\s?"
_PAGES = rf"(?:{_PAGE}(?:{_DASH}{_PAGE}(?:,\s?\d+{_DASH}\d+)*)?|[ivxl]+{_DASH}[ivxl]+)"
_VOL = r"(?:[A-Z]{0,2}\d{1,4}[A-Z]?(?:[–/-]\d{1,4})?|[IVXLC]+)"
_ISS = r"(?:(?:Suppl(?:ement)?\.? ?|Pt\.? ?|S)?[\dA-Z]+[\w.]*(?:[–/+-]\s?\w+)?(?: ?Suppl\.? ?\w*| ?Pt ?\d)?)"
_NO = r"(?:(?:no|nr|num|iss|issue|number|numéro|nummer|heft|afl|fasc|nos)\b\.?\s?|n[.°ºo]{1,2}\s?|H\.\s?|№\s?)"
_PP = (
    r"(?:(?:pp|pages?|pgs?|Seiten?|blz|pag|art(?:icle)?\.? ?(?:no|n[°º])?|article (?:ID|number))\b\.?\s?|"
    r"[pP](?:\.\s?|\s|(?=\d))|S\.\s?|S\s)"
)

_BRACKETED = rf"\((?!{YEAR}\))(?P<issue>[^()]{{1,20}})\)"
_SAID = rf"(?:{_PP})?(?P<pages>{_PAGES})"
_DATE = rf"{YEAR}(?:,? [^\W\d_]{{3,10}}\.?(?:[ -]\w{{1,3}})?)?"

_SHAPES = (
    rf"(?<=[.,] ){YEAR}:\s?(?P<pages>{_PAGES})(?=[.,\s]|$)",  # 2023:239–242
    # 2009 Mar;37(2):155–9
    rf"(?<!\d){_DATE}\s?;\s?(?P<volume>{_VOL})?\s?(?:{_BRACKETED})?(?:\s?:\s?(?P<pages>{_PAGES}))?",
    # 11, no. 2 (2009): 12–15
    rf"(?P<volume>{_VOL})\s?,?\s{_NO}(?P<issue>{_ISS})\s?,?\s?\([^()]{{0,20}}{YEAR}\)\s?[:,]\s?{_SAID}",
    rf"(?P<volume>{_VOL})\s?{_BRACKETED}\s?[:,]\s?{_SAID}",  # 37(2), 155–9
    rf"(?P<volume>{_VOL})\s?,\s?{_SAID}\s?\({YEAR}[a-z]?\)",  # 11, 1937 (2021)
    rf"(?P<volume>{_VOL})\s?\({YEAR}[a-z]?\)[,:]?\s?{_SAID}",  # 241 (2021): 112370
    rf"(?P<volume>{_VOL})\s?:\s?(?P<pages>{_PAGES})(?![\d:])",  # 17: 7606–7625
    rf"(?<=[\s,])(?P<volume>{_VOL})\s?{_BRACKETED}(?=[.,\s\x01]|$)",  # 22(49)
    rf"(?<=, )(?P<volume>{_VOL}), {_PP}(?P<pages>{_PAGES})",  # , 150, pp. 279–296
    rf"\({YEAR}[a-z]?\): (?P<pages>{_PAGES})",  # (2023): 101804
    rf"(?<=[,\s]){_BRACKETED}\s?[:,]\s?{_SAID}",  # , (3), 137–142
    rf"(?<=, )(?P<volume>{_VOL}), (?P<pages>{_PAGES})(?=[.,\s]|$)",  # , 134, 48–54
    rf"(?<=\s)(?P<pages>\d+\s?[–-]\s?\d+),? \({YEAR}\)",  # 94–116 (2020)
    rf"(?<=\s)(?P<pages>\d{{5,}}),? \({YEAR}\)",  # 103716 (2023)
    rf"(?<=\s)(?P<volume>{_VOL}),? \({YEAR}\)",  # 3 (2010)
    r"(?<=, )(?P<pages>\d+\s?[–-]\s?\d+)(?=[.,]?\s?(?:\x01|$))",  # , 451–493
)
"""How styles write volume, issue and pages together; the first that fits is taken."""
_COMPOSITE = tuple(lazy(rf"(?<![\w.–-])(?:{shape})") for shape in _SHAPES)
_LABELLED = {
    "volume": lazy(
        rf"(?<!\w)(?:vols?|volume|t|tome|tomo|Bd|Band|jrg|jaargang|Jg|Jahrgang|deel|"
        rf"année)\.?\s?(?P<volume>{_VOL})(?!\w)",
        re.IGNORECASE,
    ),
    "issue": lazy(rf"(?<![\w])(?:{_NO})(?=[^\s,;.]*\d)(?P<issue>{_ISS})(?![\w])", re.IGNORECASE),
    "pages": lazy(rf"(?<![\w.]){_PP}(?P<pages>{_PAGES})(?![\w])"),
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """Volume, issue and pages as written, and where in the text they begin."""

    volume: str = ""
    issue: str = ""
    pages: str = ""
    start: int | None = None


def numbers(text: str) -> Numbers:
    """The numbers of a serial in what follows the authors: the last that look like it, for titles hold some too."""
    found = {"volume": "", "issue": "", "pages": ""}
    start = None
    for shape in _COMPOSITE:
        match = _last(shape, text)
        if match:
            found |= {key: value or "" for key, value in match.groupdict().items()}
            start = match.start()
            break
    for key, pattern in _LABELLED.items():
        match = _last(pattern, text, 0 if start is None else max(0, start - 40))
        if match:
            start = match.start() if start is None else min(start, match.start())
            found[key] = match[key]
    return Numbers(**found, start=start)


def _last(pattern: re.Pattern[str], text: str, at: int = 0) -> re.Match[str] | None:
    match = None
    for match in pattern.finditer(text, at):  # noqa: B007 (the last one is wanted)
        pass
    return match
