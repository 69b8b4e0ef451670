"""Is a record's author named in the reference? Particles, initials, other scripts, and organisations."""

from __future__ import annotations

import re
from functools import lru_cache

from crackcite.matching.normalise import plain, script, word_set
from crackcite.model import Contributor
from crackcite.patterns import lazy

PARTICLES = word_set(
    "de del della dell der den des di do da dos das du d la le les el al van von vom ten ter te zu zur y e "
    "af av bin ibn ben st saint san mac mc o"
)
_SUFFIX = word_set("jr sr ii iii iv phd md dr prof esq")
_UMLAUT = lazy(r"(?<=[bcdfghjklmnprstvwxz])([aou])e(?=[bcdfghjklmnpqrstvwxz])|^([aou])e(?=[bcdfghjklmnpqrstvwxz])")
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў",
        re.split(" ", "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya e i i e g u"),
        strict=True,
    )
)
_ELIDED = lazy(r"(?<!\w)(d|l|dell)['’ʼ´`](?=\w)", re.IGNORECASE)
_CAMEL = lazy(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_SPELLINGS = (("iya", "ia"), ("yu", "iu"), ("ya", "ia"), ("kh", "h"), ("ks", "x"), ("ye", "e"), ("j", "i"), ("y", "i"))


def _latin(word: str) -> str:
    """A folded Cyrillic word in Latin letters; other words unchanged."""
    return "".join(_CYRILLIC.get(letter, letter) for letter in word)


@lru_cache(maxsize=16384)
def key(word: str) -> str:
    """A name's word in the one spelling that its transliterations share: Müller, Mueller and Muller are equal."""
    found = _UMLAUT.sub(lambda m: m.group(1) or m.group(2), _latin(word))
    for one, other in _SPELLINGS:
        found = found.replace(one, other)
    return found


def name_words(text: str) -> tuple[str, ...]:
    """The words of a text as keys for comparing names; an elided particle ("d’Alembert") is a word of its own."""
    return tuple(key(word) for word in plain(_ELIDED.sub(r"\1 ", text)).split())


@lru_cache(maxsize=16384)
def family_words(contributor: Contributor) -> tuple[str, ...]:
    """The words of a family name that count: no particles, initials or titles, unless nothing else is left."""
    found = name_words(contributor.family)
    strong = tuple(word for word in found if len(word) > 1 and word not in PARTICLES | _SUFFIX)
    return strong or found


@lru_cache(maxsize=65536)
def alike(wanted: str, seen: str) -> bool:
    """Whether two keys are one name: equal, one letter off (two in a long name, none in a short one)."""
    if wanted == seen:
        return True
    if len(wanted) < 5 or wanted[0] != seen[:1]:
        return False
    from rapidfuzz.distance import OSA

    slack = 1 if len(wanted) < 8 else 2
    return OSA.distance(wanted, seen, score_cutoff=slack) <= slack


def _run(wanted: tuple[str, ...], seen: tuple[str, ...]) -> int | None:
    """Where the words of a name stand in a row in ``seen``."""
    for at in range(len(seen) - len(wanted) + 1):
        if all(alike(one, other) for one, other in zip(wanted, seen[at : at + len(wanted)], strict=True)):
            return at
    return None


def _glued(wanted: str, seen: tuple[str, ...]) -> int | None:
    """Where a name stands in two pieces ("O Callaghan", "Linares Vasquez" for one word)."""
    pairs = (seen[at] + seen[at + 1] for at in range(len(seen) - 1))
    return next((at for at, pair in enumerate(pairs) if alike(wanted, pair)), None) if len(wanted) > 4 else None


def find_person(contributor: Contributor, seen: tuple[str, ...]) -> int | None:
    """The index in ``seen`` (from :func:`name_words`) where a person's family name stands, or ``None``.

    A compound name counts as found where one of its longer words stands, also one that a registry has glued together
    ("GarciaMarquez").
    """
    wanted = family_words(contributor)
    if not wanted:
        return None
    found = _run(wanted, seen)
    if found is None:
        found = _glued("".join(wanted), seen)
    if found is None:
        found = _run(("".join(name_words(contributor.family)),), seen)
    parts = wanted if len(wanted) > 1 else name_words(_CAMEL.sub(" ", contributor.family))
    if found is None and len(parts) > 1:
        hits = [at for word in parts if len(word) > 3 and (at := _run((word,), seen)) is not None]
        found = min(hits) if hits else None
    return found


def find_given(contributor: Contributor, seen: tuple[str, ...]) -> int | None:
    """Where a longer given name stands: registries swap given and family names."""
    given = name_words(contributor.given)
    longer = [word for word in dict.fromkeys((*given, "".join(given))) if len(word) > 2]
    hits = [at for word in longer for at in (_run((word,), seen), _glued(word, seen)) if at is not None]
    return min(hits) if hits else None


_MINOR = PARTICLES | word_set("of the for and und fur et pour sur en in on voor des aux au a")


def find_group(contributor: Contributor, text: str) -> int | None:
    """Where an organisation stands in a text: most of its words, or its initials ("WHO"); ``None`` if nowhere."""
    seen = plain(text).split()
    wanted = [word for word in plain(f"{contributor.given} {contributor.family}").split() if word not in _MINOR]
    if not wanted:
        return None
    initials = "".join(word[0] for word in wanted)
    if len(initials) >= 2 and initials in seen:
        return seen.index(initials)
    hits = [seen.index(word) for word in wanted if word in seen]
    return min(hits) if len(hits) * 3 >= len(wanted) * 2 else None


def comparable(contributor: Contributor, text: str) -> bool:
    """Whether a name that is not found in ``text`` means anything: same script, a real name, not damaged."""
    family = contributor.family
    if contributor.group or any(char.isdigit() or char in "?@\ufffd" for char in family):
        return False
    kinds = {script(family), script(text)}
    return len(plain(family)) >= 2 and len(family_words(contributor)) <= 3 and kinds == {"latin"}


def shown(contributor: Contributor) -> str:
    """A contributor's name for a message."""
    return f"{contributor.given} {contributor.family}".strip()
