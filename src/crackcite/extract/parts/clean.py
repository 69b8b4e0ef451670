"""A reference's words without its identifiers and access date, ready to be parted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import unescape

from crackcite.model import Identifier, Span
from crackcite.patterns import lazy

GAP = "\x01"
"""Stands where an identifier stood: a boundary that no title or name runs over."""

LONGEST = 4000
"""Characters of an entry that are read for its parts: what is longer is no reference, or several."""

_MONTH = r"[^\W\d_]{3,10}\.?"
_DATE = (
    rf"(?:\d{{1,2}}(?:er|st|nd|rd|th|\.)?[ -](?:de )?{_MONTH},?[ -](?:de )?\d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|"
    rf"rd|th)?,? \d{{4}}"
    rf"|\d{{4}},? {_MONTH} \d{{1,2}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}[-./]\d\d[-./]\d\d|{_MONTH} "
    rf"\d{{4}}|\d{{4}})"
)
_VERB = (
    r"(?:page |site |document |date )?consult[ée]e?s?|(?:last |date )?accessed|(?:last )?visited|viewed|"
    r"retrieved|cited|"
    r"(?:laatst )?geraadpleegd|bezocht|opgehaald|(?:zuletzt )?(?:abgerufen|aufgerufen|geprüft|besucht)|"
    r"(?:letzter )?(?:zugriff|abruf)|stand|consultad[oa]|recuperado|acess(?:o|ado)|consultato|ultimo accesso|"
    r"(?:dernier )?accès|vu|lu|visité"
)
_ACCESSED = lazy(
    rf"[(\[]?\b(?:{_VERB})\b(?:\s?:)?\s?(?:le|on|op|am|el|il|em|en ligne le|the)?:?\s?({_DATE})(?:,? (?:at|à|"
    rf"um|om) \d\d?[:h]\d\d)?"
    r"(?:,? (?:from|via|sur|van|von|de)\b:?)?[)\]]?[.,;]?",
    re.IGNORECASE,
)
_LEAD_IN = lazy(
    rf"[(\[]?\b(?:(?:available|retrieved|accessed|downloaded|disponible|accessible|consultable|en ligne|online|"
    rf"beschikbaar|"
    rf"verfügbar|abrufbar|repéré|récupéré|extrait|geraadpleegd|opgehaald|url|uri|lien|link|website|web|doi|in "
    rf"press at|hdl|"
    rf"pmc?id|isbn(?:-1[03])?|e?-?issn)(?: (?:at|from|via|on|online|sur|à l[’']adresse|à|à partir de|de|op|unter|"
    rf"le|en ligne))*)\s?:?\s?(?={GAP})",
    re.IGNORECASE,
)
_MEDIUM = lazy(
    r"\s?[(\[](?:internet|online|en ligne|page web|website|web page|ebook|e-book|pdf|html|électronique|digital|kindle|"
    r"web|onlinequelle|preprint|video|vidéo|podcast)[)\]]",
    re.IGNORECASE,
)
_TAG = lazy(r"</?(?:i|b|em|strong|sub|sup|scp|italic|bold|span|u)(?:\s[^<>]{0,60})?>", re.IGNORECASE)
_EMPHASIS = lazy(r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)|(?<=\S)(\*{1,3}|_{1,3})(?!\w)")
_LABEL = lazy(r"^\s*(?:\[\d{1,4}\]|\(\d{1,3}\)|[•*–—-](?=\s))\s*")
_INVISIBLE = lazy("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


def body(text: str, span: Span, identifiers: Iterable[Identifier]) -> tuple[str, str]:
    """The words of a reference on one line, with a :data:`GAP` for each identifier, and its access date as written."""
    pieces, at = [], span.start
    span = Span(span.start, min(span.end, span.start + LONGEST))
    for one in identifiers:
        if at <= one.written.start < span.end:
            pieces += [text[at : one.written.start], f" {GAP} "]
            at = one.written.end
    words = _tidy("".join([*pieces, text[at : max(at, span.end)]]))
    found = _ACCESSED.search(words)
    accessed = found[1] if found else ""
    if found:
        words = f"{words[: found.start()].rstrip()} {GAP} {words[found.end() :].lstrip()}"
    words = _MEDIUM.sub("", _LEAD_IN.sub("", words))
    return re.sub(r"\s+", " ", words).strip(), accessed


def _tidy(words: str) -> str:
    words = _INVISIBLE.sub("", unescape(words)) if "&" in words else _INVISIBLE.sub("", words)
    words = re.sub(r"(?<=\w)-\s*\n\s*(?=[a-zà-ÿ])", "-", words)
    words = re.sub(r"\s+", " ", unicodedata.normalize("NFC", words))
    return _LABEL.sub("", _EMPHASIS.sub("", _TAG.sub("", words)))
