"""A reference laid over a record: where the title stands, who is named before it, which numbers are left."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crackcite.matching.containers import find_container
from crackcite.matching.normalise import without_identifiers
from crackcite.matching.numbers import Numbers, read_numbers
from crackcite.matching.titles import CLOSE, TitleMatch, match_title
from crackcite.model import Reference, Work


@dataclass(frozen=True, slots=True)
class View:
    """One reference as seen from one record.

    ``text`` is the reference without identifiers; ``rest`` the same with the aligned title blanked out too;
    ``head`` is what stands before the title, where authors are named; ``container`` is the range of ``text`` that
    names the record's journal or book.
    """

    reference: Reference
    work: Work
    text: str
    title: TitleMatch
    rest: str
    head: str
    container: tuple[int, int] | None
    numbers: Numbers


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def container_names(work: Work) -> tuple[str, ...]:
    """The names under which the work may have appeared: its containers, where they differ from its own title."""
    return tuple(name for name in work.containers if name.casefold() != work.title.casefold())


def view(reference: Reference, work: Work) -> View:
    """Lay a reference over a record."""
    text = without_identifiers(reference.text)
    title = match_title(text, reference.parts.title, work)
    found = title.similarity >= CLOSE
    rest = _blank(text, title.start, title.end) if found else text
    head = text[: title.start] if found else text[: _head_end(text, reference)]
    container = find_container(container_names(work), rest)
    taken = [container] if container else []
    return View(reference, work, text, title, rest, head, container, read_numbers(rest, *taken))


def _head_end(text: str, reference: Reference) -> int:
    """Where the authors end at the latest, in a reference whose title was not found by the record's."""
    cited = reference.parts.title
    at = text.find(cited) if cited else -1
    if at >= 0:
        return at
    year = re.search(r"\(?(?:1[5-9]|20)\d\d", text)
    return min(year.start() if year and year.start() > 8 else len(text), 160)
