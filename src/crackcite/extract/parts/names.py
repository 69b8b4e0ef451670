"""Lists of authors at the head of a reference.

Four ways to write a person are known (``De Courson, B.``; ``Rocha LA``; ``C. A. Burns``; ``Tarbell, Ida`` and
``Ida Tarbell``), and the ways to join them in a list. An organisation is recognised by what it is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crackcite.patterns import lazy


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


UP = r"[^\W\d_a-zß-öø-ÿ]"
"""A letter that is not lower-case. Lower-case letters beyond Latin-1 are let through: a class that names them costs
milliseconds to compile; :func:`_plausible` looks at them."""
PARTICLES = (
    r"d(?:e(?: l(?:a|os|as|')|l(?:la|lo)?|gli|[insr])?|[aiou]s?|')|te[nr]?|v(?:an(?: (?:de[nr]?|het|'t))?|"
    r"o[nm](?: de[rm])?)"
    r"|zu[rm]?|a[flv]|el|ibn|b(?:in|en|int)|abu|l(?:[ae]s?|os?|')|[yei]|in 't|op de|'t|u[lrd]|st\.?|sant?a?"
)
"""What stands before a family name and belongs to it, in lower case, in a folded text."""
_FOLD = dict.fromkeys(map(ord, "’‘ʼʹ`´"), "'") | dict.fromkeys(map(ord, "‐‑–"), "-")

_WORD = rf"(?:[dDlLO]'|[Aa]l-|[Ee]l-|a[ds]-)?{UP}[\w'·]*(?:-[\w']+)*"
_PART = rf"(?:(?:{PARTICLES}) ?)"
FAMILY = rf"{_PART}{{0,3}}{_WORD}(?: {_PART}{{0,2}}{_WORD}){{0,3}}"
INITIAL = rf"{UP}(?:[a-zß-ÿ]{{1,2}}(?=\.))?"
_DOTTED = rf"{INITIAL}\.(?: ?-? ?(?:{INITIAL}|[a-z])\.){{0,5}}(?:-?{UP}(?![\w']))?"
_CAPITALS = rf"(?:{UP}(?:[ -]?{UP}){{0,3}}|{UP}{{2,3}}[a-z]{UP}?|{UP}[a-z]{UP})(?![\w'-])"
_SUFFIX = r"(?:,? (?:[JjSs]r|II|III|IV|2nd|3rd)\b\.?)?"
_AFTER = rf"(?: (?:{PARTICLES})(?![\w'-]))*"
_LONG = rf"{_WORD}(?<=\w[\w'])"
_GIVEN_WORD = rf"(?:{INITIAL}\.(?:-?{INITIAL}\.)*|{_LONG}|{UP}(?![\w.]))"
_GIVEN = (
    rf"{_LONG}(?:[ -](?:{_LONG}|(?:d[ea]l?|la|v[ao]n|e)(?!\w))){{0,2}}"
    rf"(?: {INITIAL}\.(?:-?{INITIAL}\.)*| {UP}(?![\w.])){{0,3}}"
)

_FORMS = {
    "inverted": lazy(rf"{FAMILY}{_SUFFIX},? ?, ?(?:{_DOTTED}|{_CAPITALS}){_AFTER}{_SUFFIX}"),
    "vancouver": lazy(rf"{FAMILY} {_CAPITALS}{_AFTER}{_SUFFIX}(?!\. ?{UP}\.)(?=\W|$)"),
    "spaced": lazy(rf"{FAMILY} {_DOTTED}{_AFTER}{_SUFFIX}(?=\s*(?:[,;:(&.]|and |et |und |en |$))"),
    "direct": lazy(rf"(?:{_DOTTED}|(?:{UP} )+) ?{FAMILY}{_SUFFIX}"),
    "inverted-full": lazy(rf"{FAMILY}, {_GIVEN}{_SUFFIX}"),
    "full": lazy(rf"{_GIVEN_WORD}(?: (?:{_GIVEN_WORD}|{_PART}(?=[^\Wa-ce-km-z]))){{0,4}} {_PART}?{_LONG}{_SUFFIX}"),
}
AND = r"and|et|en|und|y|e|i|og|och|ja|&|avec|with"
_SEPARATOR = lazy(
    rf"\s?[,;]?\s(?:{AND})\s+|\s?[;,]\s*(?:(?:{AND})\s+)?|\s?[/—-]\s?(?={UP})|,\s?(?:…|\.\.\.|\. \. \.),?\s?(?:&\s)?"
)
_ET_AL = lazy(
    r"[,;]?\s*(?:\(?\b(?:et al|et alii|et coll|and others|and colleagues|e\.\s?a|u\.\s?a|en anderen|et autres|y otros|"
    r"y cols?|e altri|m\.\s?fl)\b\.?\)?|…|\.\.\.)",
    re.IGNORECASE,
)
_ROLE = lazy(
    r",?\s*[(\[]?(?:eds?|éds?|dir|dirs|hrsg|hg|red|coord|coords|comps?|trans|éditeurs?|editors?|sous la "
    r"dir(?:ection|\.) de"
    r"|directeurs?|herausgeber|onder redactie van|auteur|aut)\b\.?[)\]]?(?:,|\.(?=\s))?",
    re.IGNORECASE,
)
_STOP_WORDS = _words(
    "The A An À Au Aux I In On Of For And Le La Les Un Une Des De Du Der Die Das Ein Eine Het Een El Los Las "
    "Why How What",
    "When Is Are From To Toward Towards With Effect Effects Role Study Analysis New Use Using",
)


def folded(text: str) -> str:
    """``text`` with plain apostrophes and hyphens, letter by letter: what the patterns of names are matched against."""
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Heading:
    """The authors that a text begins with, and where their list ends."""

    names: tuple[str, ...]
    end: int
    et_al: bool = False
    form: str = ""


def readings(text: str) -> list[Heading]:
    """The lists of persons that ``text`` may begin with, one for each way of writing names, the longest first."""
    plain = folded(text)
    found = [_list(text, plain, form) for form in _FORMS]
    return sorted((one for one in found if one.names), key=lambda one: (-one.end, -len(one.names)))


_MATES = {
    "inverted": ("inverted", "direct", "spaced"),
    "vancouver": ("vancouver", "spaced"),
    "spaced": ("spaced", "vancouver", "inverted"),
    "direct": ("direct", "full"),
    "inverted-full": ("full", "inverted-full", "direct"),
    "full": ("full", "direct"),
}


def _list(text: str, plain: str, form: str) -> Heading:
    names: list[str] = []
    at = 0
    following: tuple[str, ...] = (form,)
    while len(names) < 400:
        name = next((m for f in following if (m := _FORMS[f].match(plain, at)) and _plausible(m[0], f, names)), None)
        if name is None:
            break
        names.append(text[name.start() : name.end()].strip())
        end = name.end()
        more = _ET_AL.match(text, end)
        if more:
            return Heading(tuple(names), more.end(), True, form)
        separator = _SEPARATOR.match(plain, end)
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
    if any(word[0] > "ÿ" and word[0].islower() for word in words):
        return False
    if form in ("full", "inverted-full"):
        return not any(word in _STOP_WORDS for word in words) and len(words) <= 6
    return (
        bool(before)
        or (form in ("inverted", "vancouver") and words[0] not in ("A", "The"))
        or words[0] not in _STOP_WORDS
    )
