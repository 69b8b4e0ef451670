"""The parts of a reference's words: authors, title and what follows, cut at the seams that its style shows."""

from __future__ import annotations

from dataclasses import replace

from crackcite.extract.parts.clean import GAP
from crackcite.extract.parts.heads import heading
from crackcite.extract.parts.imprint import imprint, listed
from crackcite.extract.parts.tail import Numbers, numbers
from crackcite.extract.parts.titles import container, quoted, unquoted
from crackcite.extract.parts.years import YEAR, leading_year, year_of
from crackcite.model import Parts
from crackcite.patterns import lazy

_UP_TO_YEAR = lazy(rf"[,.]?\s[(\[]?{YEAR}[)\]]?(?=[.,;:\s]|$)|{GAP}")


def split(words: str) -> Parts:
    """Part a reference's words (see :func:`crackcite.extract.parts.clean.body`)."""
    head = heading(words)
    year = leading_year(words, head.end) if head.names else None
    start = year.end() if year else head.end
    after = words[start:]
    rest = after.lstrip(" .,:;)–—")
    found = _in_quotes(rest) or _without_quotes(rest, words[:start] + after[: len(after) - len(rest)])
    dated = int(year[1]) if year else year_of(rest[len(found.title) :]) or year_of(words)
    if found.volume == str(dated) and words.count(found.volume) == 1:
        found = replace(found, volume="")  # “…, n° 62, 1998, p. 5” has no volume
    return replace(found, authors=head.names, et_al=head.et_al, year=dated)


def _in_quotes(rest: str) -> Parts | None:
    cut = quoted(rest)
    if cut is None:
        return None
    title, tail = cut
    serial = numbers(tail)
    holds = container(tail[: serial.start]) if serial.start is not None else ""
    if not holds:
        pressed = imprint(tail)
        inside = pressed.container or container(_UP_TO_YEAR.split(tail, maxsplit=1)[0])
        if pressed.place:
            return Parts(title=title, container=pressed.container, publisher=pressed.publisher, place=pressed.place)
        return _serial(title, inside, serial)
    return _serial(title, holds, serial)


def _without_quotes(rest: str, before: str) -> Parts:
    serial = numbers(rest)
    commas = before.rstrip().endswith(",")
    book = listed(rest) if commas else None
    if book:
        return Parts(title=rest[: book[0]].strip(), publisher=book[1].publisher, place=book[1].place)
    title, holds, end = unquoted(rest, serial.start, commas)
    if holds and (serial.volume or serial.issue):
        return _serial(title, holds, serial)
    pressed = imprint(rest[end:])
    found = _serial(title, holds or pressed.container, serial)
    return replace(found, publisher=pressed.publisher, place=pressed.place)


def _serial(title: str, holds: str, serial: Numbers) -> Parts:
    return Parts(title=title, container=holds, volume=serial.volume, issue=serial.issue, pages=serial.pages)
