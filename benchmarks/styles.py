"""References written from records, in seven styles and the habits of four languages: for the benchmarks."""

from __future__ import annotations

import random
from dataclasses import dataclass

from crackcite.matching.normalise import plain
from crackcite.model import Contributor, Work

STYLES = ("nature", "vancouver", "apa", "chicago", "mla", "harvard", "ieee")
BOOKS = ("book", "monograph", "edited-book", "reference-book")


@dataclass(frozen=True)
class Words:
    """The words of a language that styles put between the facts."""

    volume: str
    number: str
    pages: str
    inside: str
    accessed: str
    left: str
    right: str


LANGUAGES = {
    "en": Words("vol.", "no.", "pp.", "In", "Accessed", "“", "”"),
    "fr": Words("vol.", "nº", "pp.", "In :", "Consulté le", "« ", " »"),
    "nl": Words("jg.", "nr.", "pp.", "In:", "Geraadpleegd op", "‘", "’"),
    "de": Words("Bd.", "H.", "S.", "In:", "Abgerufen am", "„", "“"),
}


def readable(text: str) -> str:
    """A record's title as a person copies it: no markup, entities read."""
    import html
    import re

    for _ in range(3):
        text = html.unescape(text)
    return " ".join(re.sub(r"</?[a-zA-Z][^<>]*>", "", text).split())


def _initials(given: str, dot: str = ".", gap: str = " ") -> str:
    return gap.join(part[0] + dot for part in given.replace("-", " ").replace(".", " ").split())


def _name(person: Contributor, style: str) -> str:
    if person.group or not person.given:
        return readable(person.family)
    family, given = readable(person.family), readable(person.given)
    if style == "vancouver":
        return f"{family} {_initials(given, '', '')}"
    if style == "ieee":
        return f"{_initials(given)} {family}"
    if style in ("chicago", "mla"):
        return f"{family}, {given}"
    return f"{family}, {_initials(given)}"


def _people(work: Work, style: str) -> str:
    people = work.authors or work.editors
    if not people:
        return ""
    names = [_name(person, style) for person in people]
    if style in ("chicago", "mla") and len(people) > 1:
        names[1:] = [f"{readable(p.given)} {readable(p.family)}".strip() for p in people[1:]]
    if len(names) == 1:
        return names[0]
    if len(names) > 6 or (style == "nature" and len(names) > 5) or (style == "mla" and len(names) > 2):
        kept = names[:1] if style in ("nature", "mla", "harvard") else names[:6]
        return ", ".join(kept) + (", et al" if style == "vancouver" else " et al.")
    if style == "vancouver":
        return ", ".join(names)
    last = {"nature": " & ", "apa": ", & "}.get(style, " and ")
    return ", ".join(names[:-1]) + last + names[-1]


def _stop(text: str) -> str:
    return text if not text or text[-1] in ".?!" else text + "."


def _where(work: Work, abbreviated: bool) -> str:
    names = [readable(name) for name in work.containers]
    return (names[-1] if abbreviated else names[0]) if names else readable(work.publisher)


def _pages(work: Work) -> str:
    return (work.pages or work.article_number).replace("-", "–")


def _vancouver(work: Work, _: Words, title: str, where: str, who: str) -> str:
    issue = f"({work.issue})" if work.issue else ""
    tail = f";{work.volume}{issue}" if work.volume else ""
    tail += f":{_pages(work)}" if _pages(work) else ""
    return f"{_stop(who)} {_stop(title)} {_stop(where)} {work.year}{tail}."


def _nature(work: Work, _: Words, title: str, where: str, who: str) -> str:
    numbers = ", ".join(part for part in (work.volume, _pages(work)) if part)
    return f"{_stop(who)} {_stop(title)} {where} {numbers} ({work.year})."


def _apa(work: Work, _: Words, title: str, where: str, who: str) -> str:
    issue = f"({work.issue})" if work.issue else ""
    numbers = ", ".join(part for part in (where, work.volume + issue, _pages(work)) if part)
    return f"{who} ({work.year}). {_stop(title)} {numbers}."


def _chicago(work: Work, w: Words, title: str, where: str, who: str) -> str:
    issue = f", {w.number} {work.issue}" if work.issue else ""
    pages = f": {_pages(work)}" if _pages(work) else ""
    volume = f" {work.volume}" if work.volume else ""
    return f"{_stop(who)} {w.left}{_stop(title)}{w.right} {where}{volume}{issue} ({work.year}){pages}."


def _mla(work: Work, w: Words, title: str, where: str, who: str) -> str:
    parts = [
        where,
        f"{w.volume} {work.volume}" if work.volume else "",
        f"{w.number} {work.issue}" if work.issue else "",
    ]
    parts += [str(work.year), f"{w.pages} {_pages(work)}" if _pages(work) else ""]
    return f"{_stop(who)} {w.left}{_stop(title)}{w.right} {', '.join(part for part in parts if part)}."


def _harvard(work: Work, w: Words, title: str, where: str, who: str) -> str:
    issue = f"({work.issue})" if work.issue else ""
    parts = [where, work.volume + issue, f"{w.pages} {_pages(work)}" if _pages(work) else ""]
    return f"{who} ({work.year}) ‘{title}’, {', '.join(part for part in parts if part)}."


def _ieee(work: Work, w: Words, title: str, where: str, who: str) -> str:
    parts = [
        where,
        f"{w.volume} {work.volume}" if work.volume else "",
        f"{w.number} {work.issue}" if work.issue else "",
    ]
    parts += [f"{w.pages} {_pages(work)}" if _pages(work) else "", str(work.year)]
    return f"{who}, {w.left}{title},{w.right} {', '.join(part for part in parts if part)}."


_WRITERS = {
    "vancouver": _vancouver,
    "nature": _nature,
    "apa": _apa,
    "chicago": _chicago,
    "mla": _mla,
    "harvard": _harvard,
    "ieee": _ieee,
}


def _book(work: Work, who: str, title: str) -> str:
    return f"{_stop(who)} {_stop(title)} ({readable(work.publisher)}, {work.year})."


def written(work: Work, style: str, chance: random.Random) -> str:
    """One reference to ``work`` in ``style``, without DOI; subtitle and abbreviation vary by chance."""
    words = LANGUAGES.get(work.language, LANGUAGES["en"])
    title = readable(work.title)
    if work.subtitle and plain(work.subtitle) not in plain(title) and chance.random() < 0.6:
        title += ": " + readable(work.subtitle)
    who = _people(work, style)
    if work.kind in BOOKS:
        return _book(work, who, title).strip()
    where = _where(work, chance.random() < 0.5)
    if work.kind in ("book-chapter", "proceedings-article") and where:
        where = f"{words.inside} {where}"
    return " ".join(_WRITERS[style](work, words, title, where, who).split()).lstrip(" .,")


def with_doi(text: str, doi: str, chance: random.Random) -> str:
    """The reference with its DOI, in one of the usual forms."""
    form = chance.choice(("https://doi.org/{}", "doi:{}", "doi: {}.", "DOI {}", "https://doi.org/{}."))
    return f"{text} {form.format(doi)}"


def _mistyped(text: str, chance: random.Random) -> str:
    at = chance.randrange(1, max(len(text) - 1, 2))
    return text[:at] + chance.choice(("", text[at : at + 1] * 2)) + text[at + 1 :]


def worn(work: Work, style: str, chance: random.Random) -> str:
    """A reference as careless authors leave it: a typing error, no issue, the first page alone, the subtitle dropped,
    the first of many authors only, or (one in eight) no title at all, as in physics.
    """
    from dataclasses import replace

    first = work.pages.split("-")[0]
    people = work.authors[:1] if len(work.authors) > 3 and chance.random() < 0.3 else work.authors
    title = readable(work.title)
    if chance.random() < 0.4 and len(title) > 12:
        title = _mistyped(title, chance)
    if chance.random() < 0.3 and ": " in title and len(title.split(": ")[0]) > 30:
        title = title.split(": ")[0]
    worse = replace(work, title=title, subtitle="", issue="", authors=people, pages=chance.choice((work.pages, first)))
    if work.volume and first and work.authors and chance.random() < 0.125:
        where = _where(work, True)
        return f"{_people(worse, 'ieee')}, {where} {work.volume}, {first} ({work.year})."
    return written(worse, style, chance)
