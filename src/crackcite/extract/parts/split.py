"""The parts of a reference's words: authors, title and what follows, cut at the seams that its style shows."""

from __future__ import annotations

import re
from dataclasses import replace

from crackcite.extract.parts.clean import GAP
from crackcite.extract.parts.heads import heading
from crackcite.extract.parts.imprint import imprint
from crackcite.extract.parts.tail import Numbers, numbers
from crackcite.extract.parts.titles import container, quoted, unquoted
from crackcite.extract.parts.years import YEAR, leading_year, year_of
from crackcite.model import Parts

_UP_TO_YEAR = re.compile(rf"[,.]?\s[(\[]?{YEAR}[)\]]?(?=[.,;:\s]|$)|{GAP}")


def split(words: str) -> Parts:
    """Part a reference's words (see :func:`crackcite.extract.parts.clean.body`)."""
    head = heading(words)
    year = leading_year(words, head.end) if head.names else None
    start = year.end() if year else head.end
    after = words[start:]
    rest = after.lstrip(" .,:;)–—")
    found = _in_quotes(rest) or _without_quotes(rest, after)
    dated = int(year[1]) if year else year_of(rest[len(found.title) :]) or year_of(words)
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


def _without_quotes(rest: str, after: str) -> Parts:
    serial = numbers(rest)
    commas = bool(re.match(r"\s?,", after))
    title, holds, end = unquoted(rest, serial.start, commas)
    if holds:
        return _serial(title, holds, serial)
    pressed = imprint(rest[end:])
    found = _serial(title, pressed.container, serial)
    return replace(found, publisher=pressed.publisher, place=pressed.place)


def _serial(title: str, holds: str, serial: Numbers) -> Parts:
    return Parts(title=title, container=holds, volume=serial.volume, issue=serial.issue, pages=serial.pages)
