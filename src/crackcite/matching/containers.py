"""Journals under their many names: ISO 4 abbreviations, initialisms, subtitles dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import unescape

from crackcite.matching.normalise import fold, plain, word_set
from crackcite.patterns import lazy

# Articles, conjunctions and prepositions are dropped in an abbreviated title (ISO 4, section 4.3).
DROPPED = word_set(
    "the a an of and for in on to at by with de la le les l des du d et en sur pour dans el los las y del "
    "der die das und fur im zur von het een van voor op te della dei delle di e per do da dos das"
)
_SUBTITLE = lazy(r"(?:(?<!\s)\s++)?[:=/(\[;]\s*|\s+[–—-]\s+|\.\s+(?=[A-Z]{3,})")
_SERIES = word_set("usa us u s america online print uk a b c d e i ii iii iv 1 2 3 series ser part sect section")


@lru_cache(maxsize=65536)
def abbreviates(short: str, full: str) -> bool:
    """Whether ``short`` is a word or an abbreviation of ``full`` in the manner of ISO 4: cut off (``sci`` for
    ``science``) or contracted (``natl`` for ``national``). Both are folded words.
    """
    if full.startswith(short):
        return True
    if len(short) < 2 or len(full) - len(short) < 2 or short[0] != full[0]:
        return short.rstrip("s") == full.rstrip("s")
    letters = iter(full)
    return all(letter in letters for letter in short)


def significant(name: str) -> tuple[str, ...]:
    """The words of a container's name that an abbreviation keeps."""
    found = tuple(word for word in plain(name).split() if word not in DROPPED)
    return found or tuple(plain(name).split())


def _names(containers: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Every name as significant words: whole, and without its subtitle."""
    found = [significant(name) for name in containers]
    found += [significant(_SUBTITLE.split(unescape(name))[0]) for name in containers]
    return tuple(dict.fromkeys(name for name in found if name))


def _initials(name: str) -> set[str]:
    forms = [plain(form).split() for form in (name, _SUBTITLE.split(unescape(name))[0])]
    forms += [[word for word in form if word not in DROPPED] for form in forms]
    return {"".join(word[0] for word in form) for form in forms if len(form) > 1}


def _covers(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether every word of ``full`` is abbreviated by the word of ``short`` in its place."""
    return len(short) == len(full) and all(map(abbreviates, short, full))


def same_container(cited: str, containers: Sequence[str]) -> bool:
    """Whether ``cited`` is one of the names, abbreviated or not, in either direction."""
    wanted = significant(cited)
    core = tuple(word for word in wanted if word not in _SERIES) or wanted
    for name in _names(containers):
        full = tuple(word for word in name if word not in _SERIES) or name
        if _covers(core, full) or _covers(full, core) or "".join(core) == "".join(full):
            return True
    initials = set().union(*map(_initials, containers)) if containers else set()
    return "".join(wanted) in initials or any(plain(name).replace(" ", "") in _initials(cited) for name in containers)


def related(cited: str, containers: Sequence[str]) -> bool:
    """Whether two names share so much as one telling word's beginning: then they may be one journal after all."""
    wanted = [word for word in significant(cited) if len(word) > 1 or not word.isalpha()]
    every = [word for name in containers for word in significant(name)]
    return any(abbreviates(one, two) or abbreviates(two, one) for one in wanted for two in every)


def find_container(containers: Sequence[str], text: str) -> tuple[int, int] | None:
    """The range of ``text`` where one of the names stands, abbreviated or whole; ``None`` where none does.

    A name of one word must stand there whole.
    """
    folded = fold(text)
    seen = [(m.group(), m.start(), m.end()) for m in re.finditer(r"\S+", folded.text) if m.group() not in DROPPED]
    for name in sorted(_names(containers), key=len, reverse=True):
        place = _find(name, seen)
        if place:
            return folded.original(place[0]), folded.original(place[1] - 1) + 1
    initials = {i for name in containers for i in _initials(name) if len(i) > 2}
    return next(((folded.original(s), folded.original(e - 1) + 1) for w, s, e in seen if w in initials), None)


def _find(name: tuple[str, ...], seen: list[tuple[str, int, int]]) -> tuple[int, int] | None:
    for at in range(len(seen) - len(name) + 1):
        row = [word for word, _, _ in seen[at : at + len(name)]]
        right = row == list(name) if len(name) == 1 else _covers(row, name)
        if right:
            return seen[at][1], seen[at + len(name) - 1][2]
    return None
