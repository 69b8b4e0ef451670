"""Lists of authors at the head of a reference.

Four ways to write a person are known (``De Courson, B.``; ``Rocha LA``; ``C. A. Burns``; ``Tarbell, Ida`` and
``Ida Tarbell``), and the ways to join them in a list. An organisation is recognised by what it is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


UPPER = "A-ZÀ-ÖØ-ÞĀ-ɏΆ-ΏΑ-ΫЀ-ЯҊ-ӿḀ-ỿ\u0531-\u0556\u05d0-\u05ea\u0620-\u06ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
PARTICLES = (
    "de la|de los|de las|de l[’']|de|del|della|dello|dei|degli|di|da|das|do|dos|du|des|den|der|ter|ten|te|"
    "van den|van der|van de|van het|van 't|van ’t|van|von der|von dem|von und zu|von|vom|zu|zur|zum|af|av|el|al|bin|"
    "ibn|ben|bint|abu|la|le|los|las|lo|y|e|i|in ’t|in 't|op de|’t|'t|d[’']|l[’']|ul|ud|ur|st\\.?|san|santa"
)
_APOS = "’'ʼ`´ʹ‘"
_WORD = rf"(?:[dDlLO][{_APOS}]|al-|el-|Al-|El-|ad-|as-|Mc|Mac)?[{UPPER}][\w{_APOS}·]*(?:[-‐‑–][\w{_APOS}]+)*\.?"
_BARE_WORD = _WORD.removesuffix(r"\.?")
_PART = rf"(?:(?:{PARTICLES})[ ]?)"
FAMILY = rf"(?:{_PART}){{0,3}}{_BARE_WORD}(?:[ ](?:{_PART}){{0,2}}{_BARE_WORD}){{0,3}}"
INITIAL = rf"[{UPPER}](?:[a-zà-ÿ]{{1,2}}(?=\.))?"
_DOTTED = rf"{INITIAL}\.(?:[ ]?[-‐‑–]?[ ]?(?:{INITIAL}|[a-z])\.){{0,5}}(?:[-‐‑–]?[{UPPER}](?![\w’']))?"
_CAPITALS = (
    rf"(?:[{UPPER}](?:[ -]?[{UPPER}]){{0,3}}|[{UPPER}]{{2,3}}[a-z][{UPPER}]?|[{UPPER}][a-z][{UPPER}])(?![\w{_APOS}-])"
)
_SUFFIX = r"(?:,? (?:Jr|Sr|jr|sr|II|III|IV|2nd|3rd)\b\.?)?"
_AFTER = rf"(?:[ ](?:{PARTICLES})(?![\w{_APOS}-]))*"
_LONG = rf"(?:{_BARE_WORD})(?<=\w[\w{_APOS}])"
_GIVEN_WORD = rf"(?:{INITIAL}\.(?:-?{INITIAL}\.)*|{_LONG}|[{UPPER}](?![\w.]))"
_GIVEN = (
    rf"{_LONG}(?:[ -](?:{_LONG}|(?:de|da|del|la|van|von|e)(?!\w))){{0,2}}(?:[ "
    rf"]{INITIAL}\.(?:-?{INITIAL}\.)*|[ ][{UPPER}](?![\w.])){{0,3}}"
)

_FORMS = {
    "inverted": re.compile(rf"{FAMILY}{_SUFFIX},? ?,[ ]?(?:{_DOTTED}|{_CAPITALS}){_AFTER}{_SUFFIX}"),
    "vancouver": re.compile(rf"{FAMILY}[ ]{_CAPITALS}{_AFTER}{_SUFFIX}(?![.](?:[ ]?[{UPPER}]\.))(?=\W|$)"),
    "spaced": re.compile(rf"{FAMILY}[ ]{_DOTTED}{_AFTER}{_SUFFIX}(?=\s*(?:[,;:(&.]|and |et |und |en |$))"),
    "direct": re.compile(rf"(?:{_DOTTED}|(?:[{UPPER}] )+)[ ]?{FAMILY}{_SUFFIX}"),
    "inverted-full": re.compile(rf"{FAMILY}, {_GIVEN}{_SUFFIX}"),
    "full": re.compile(
        rf"{_GIVEN_WORD}(?:[ ](?:{_GIVEN_WORD}|(?:{_PART})(?=[{UPPER}dl]))){{0,4}}[ " rf"](?:{_PART})?{_LONG}{_SUFFIX}"
    ),
}
AND = r"and|et|en|und|y|e|i|og|och|ja|&|und|avec|with"
_SEPARATOR = re.compile(
    rf"\s?[,;]?\s(?:{AND})\s+|\s?[;,]\s*(?:(?:{AND})\s+)?|\s?[/–—]\s?(?=[{UPPER}])|,\s?(?:…|\.\.\.|\. \. "
    rf"\.),?\s?(?:&\s)?"
)
_ET_AL = re.compile(
    r"[,;]?\s*(?:\(?\b(?:et al|et alii|et coll|and others|and colleagues|e\.\s?a|u\.\s?a|en anderen|et autres|y otros|"
    r"y cols?|e altri|m\.\s?fl)\b\.?\)?|…|\.\.\.)",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r",?\s*[(\[]?(?:eds?|éds?|dir|dirs|hrsg|hg|red|coord|coords|comps?|trans|éditeurs?|editors?|sous la "
    r"dir(?:ection|\.) de"
    r"|directeurs?|herausgeber|onder redactie van|auteur|aut)\b\.?[)\]]?(?:,|\.(?=\s))?",
    re.IGNORECASE,
)
_STOP_WORDS = _words(
    "The A An À Au Aux I In On Of For And Le La Les Un Une Des De Du Der Die Das Ein Eine Het Een El Los Las "
    "Why How What "
    "When Is Are ",
    "From To Toward Towards With Effect Effects Role Study Analysis New Use Using",
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The authors that a text begins with, and where their list ends."""

    names: tuple[str, ...]
    end: int
    et_al: bool = False
    form: str = ""


def readings(text: str) -> list[Heading]:
    """The lists of persons that ``text`` may begin with, one for each way of writing names, the longest first."""
    found = [_list(text, form) for form in _FORMS]
    return sorted((one for one in found if one.names), key=lambda one: (-one.end, -len(one.names)))


_MATES = {
    "inverted": ("inverted", "direct", "spaced"),
    "vancouver": ("vancouver", "spaced"),
    "spaced": ("spaced", "vancouver", "inverted"),
    "direct": ("direct", "full"),
    "inverted-full": ("full", "inverted-full", "direct"),
    "full": ("full", "direct"),
}


def _list(text: str, form: str) -> Heading:
    names: list[str] = []
    at = 0
    following: tuple[str, ...] = (form,)
    while len(names) < 400:
        name = next((m for f in following if (m := _FORMS[f].match(text, at)) and _plausible(m[0], f, names)), None)
        if name is None:
            break
        names.append(name[0].strip())
        end = name.end()
        more = _ET_AL.match(text, end)
        if more:
            return Heading(tuple(names), more.end(), True, form)
        separator = _SEPARATOR.match(text, end)
        if separator is None:
            return _closed(text, names, end, form)
        at = separator.end()
        following = _MATES[form] + (("full",) if re.search(AND, separator[0]) else ())
        if more := _ET_AL.match(text, at):
            return Heading(tuple(names), more.end(), True, form)
    else:
        end = at
    return _closed(text, names, end, form) if names else Heading((), 0)


def _closed(text: str, names: list[str], end: int, form: str) -> Heading:
    role = _ROLE.match(text, end)
    return Heading(tuple(names), role.end() if role else end, False, form)


def _plausible(name: str, form: str, before: list[str]) -> bool:
    words = name.replace(",", " ").split()
    if form in ("full", "inverted-full"):
        return not any(word in _STOP_WORDS for word in words) and len(words) <= 6
    return (
        bool(before)
        or (form in ("inverted", "vancouver") and words[0] not in ("A", "The"))
        or words[0] not in _STOP_WORDS
    )
