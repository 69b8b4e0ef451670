"""What follows a title: volume, issue, pages, container, publisher and place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crackcite.extract.parts.years import YEAR

_NUM = r"[A-Za-z]{0,3}\d+[A-Za-z]?(?:\s?[–—/-]\s?[A-Za-z]?\d+)?"
_PAGE = r"(?:[A-Za-z]{0,3}\.?\d+(?:\.\d+)*[A-Za-z]?)"
_PAGES = rf"{_PAGE}(?:\s?[‐‑–—-]{{1,3}}\s?{_PAGE})?"
_VOL = r"(?:[A-Z]{0,2}\d{1,4}[A-Z]?(?:[–/-]\d{1,4})?|[IVXLC]+)"
_ISS = r"(?:(?:Suppl(?:ement)?\.? ?|Pt\.? ?|S)?[\dA-Z]+[\w.]*(?:[–/+-]\s?\w+)?(?: ?Suppl\.? ?\w*| ?Pt ?\d)?)"
_NO = r"(?:no|nr|n|num|iss|issue|number|numéro|nummer|heft|h|afl|fasc|nos|№)[.°ºo]{0,2}\s?"
_PP = r"(?:pp|p|pages?|pgs?|S|s|Seiten?|blz|pag|art(?:icle)?\.? ?(?:no|n[°º])?|article (?:ID|number))\.?\s?"
_YEARED = rf"\(?(?:[^\W\d_]+\.? )?{YEAR}[a-z]?\)?"

_SHAPES = (
    rf"(?<!\d){YEAR}(?:,? [^\W\d_]{{3,10}}\.?(?:[ "
    rf"-][\w]{{1,3}})?)?\s?;\s?(?P<volume>{_VOL})?\s?(?:\((?P<issue>[^()]{{1,20}})\))?(?:\s?:\s?(?P<pages>{_PAGES}))?",
    rf"(?P<volume>{_VOL})\s?,?\s{_NO}(?P<issue>{_ISS})\s?,?\s?\([^()]{{0,20}}{YEAR}\)\s?[:,]\s?(?:{_PP})?(?P<pages>{_PAGES})",
    rf"(?P<volume>{_VOL})\s?\((?P<issue>[^()]{{1,20}})\)\s?[:,]\s?(?:{_PP})?(?P<pages>{_PAGES})",
    rf"(?P<volume>{_VOL})\s?,\s?(?:{_PP})?(?P<pages>{_PAGES})\s?\({YEAR}[a-z]?\)",
    rf"(?P<volume>{_VOL})\s?\({YEAR}[a-z]?\)[,:]?\s?(?:{_PP})?(?P<pages>{_PAGES})",
    rf"(?P<volume>{_VOL})\s?:\s?(?P<pages>{_PAGES})(?![\d:])",
    rf"(?<=[\s,])(?P<volume>{_VOL})\s?\((?P<issue>[^()]{{1,20}})\)(?=[.,\s\x01]|$)",
    rf"(?<=, )(?P<volume>{_VOL}), (?P<pages>{_PAGES})(?=[.,\s]|$)",
    rf"(?<=\s)(?P<volume>{_VOL}),? \({YEAR}\)",
)
_COMPOSITE = tuple(re.compile(rf"(?<![\w.–-])(?:{shape})") for shape in _SHAPES)
_LABELLED = {
    "volume": re.compile(
        rf"(?<!\w)(?:vols?|volume|t|tome|tomo|Bd|Band|jrg|jaargang|Jg|Jahrgang|deel|"
        rf"année)\.?\s?(?P<volume>{_VOL})(?!\w)",
        re.IGNORECASE,
    ),
    "issue": re.compile(rf"(?<![\w])(?:{_NO})(?P<issue>{_ISS})(?![\w])", re.IGNORECASE),
    "pages": re.compile(rf"(?<![\w.]){_PP}(?P<pages>{_PAGES})(?![\w])"),
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """Volume, issue and pages as written, and where in the text they begin."""

    volume: str = ""
    issue: str = ""
    pages: str = ""
    start: int | None = None


def numbers(text: str) -> Numbers:
    """The numbers of a serial in what follows a title."""
    found = {"volume": "", "issue": "", "pages": ""}
    starts = []
    for shape in _COMPOSITE:
        match = shape.search(text)
        if match:
            found |= {key: value or "" for key, value in match.groupdict().items()}
            starts.append(match.start())
            break
    for key, pattern in _LABELLED.items():
        match = pattern.search(text)
        if match:
            starts.append(match.start())
            found[key] = match[key]
    return Numbers(**found, start=min(starts, default=None))
