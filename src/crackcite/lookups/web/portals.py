"""A network that shows a page of its own in place of the sites': a hotel's login page, an office's filter, a provider
that answers for names that do not exist.

One page cannot tell; several unrelated sites that show one and the same page can. Everything here is pure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from urllib.parse import urlsplit

from crackcite.lookups.special import literal
from crackcite.lookups.web.exchange import Exchange, Judgement
from crackcite.lookups.web.judge import sheet_of
from crackcite.lookups.web.landing import is_home
from crackcite.lookups.web.pages import Sheet
from crackcite.model import Outcome, Question, Reason

#: So many unrelated sites with one page are no chance, though others show pages of their own; and where none does.
_MANY, _FEW = 3, 2
#: A page of fewer words (an application's empty frame, a server's greeting) may well be the same on many sites.
_SAYS_SOMETHING = 8
_MOST_WORDS = 400
_QUOTES = re.escape("\"'()[]«»“”„.,;:!?…–-")
_WORD = re.compile(rf"(?<!\S)[{_QUOTES}]*([^\W\d_]+(?:['’-][^\W\d_]+)*)[{_QUOTES}]*(?!\S)")
_MAY_BE_FOREIGN = frozenset({Reason.SOFT_404, Reason.NOT_FOUND, Reason.BAD_ANSWER})
#: Under which names are registered one level deeper: .co.uk, .gouv.fr, .com.au.
_SECOND_LEVEL = re.compile("ac|asso|co|com|ed|edu|go|gob|gouv|gov|gv|net|ne|nom|or|org")


@dataclass(frozen=True, slots=True)
class Sighting:
    """What an address showed: ``look`` tells pages apart that differ in more than addresses and numbers; empty where
    they show no ``words``. It is a digest, for the run keeps it of every page.
    """

    question: Question
    asked: str
    final: str
    found: bool
    look: bytes
    words: int
    title: str = ""

    @property
    def says_something(self) -> bool:
        """Whether the page has a text of its own."""
        return self.words >= _SAYS_SOMETHING


def sighting(question: Question, exchange: Exchange, judgement: Judgement) -> Sighting | None:
    """The sighting of a page that counts as found, as gone, or as the same for any address; None of anything else."""
    sheet, found = sheet_of(exchange), judgement.outcome is Outcome.FOUND
    if sheet is None or not (found or judgement.reason in _MAY_BE_FOREIGN):
        return None
    return Sighting(question, exchange.asked, exchange.url, found, *_look(sheet), sheet.title)


def _look(sheet: Sheet) -> tuple[bytes, int]:
    """A digest of the words of a page, and how many they are.

    The address that was asked, a device’s number or a time of day is no word.
    """
    text = f"{sheet.title} {sheet.flat[:8000]}".lower()
    kept = [found[1] for found in islice(_WORD.finditer(text), _MOST_WORDS)]
    # A page may hold half of a surrogate pair.
    said = " ".join(kept).encode("utf-8", "surrogatepass")
    return blake2b(said, digest_size=16).digest() if kept else b"", len(kept)


@lru_cache(1024)
def owner(url: str) -> str:
    """Whose site an address names, as far as its host tells: ``www.elsevier.com`` and ``elsevier.fr`` are one's."""
    host = urlsplit(url).hostname or ""
    labels = host.split(".")
    number = literal(host)
    if number is not None:
        return "127.0.0.1" if number.is_loopback else host  # 127.0.0.2 is this machine too
    if len(labels) < 2:
        return host
    deeper = len(labels) > 2 and _SECOND_LEVEL.fullmatch(labels[-2]) is not None
    return labels[-3 if deeper else -2]


def one_for_all(sightings: Sequence[Sighting]) -> tuple[Sighting, ...]:
    """All sightings, where at least two unrelated sites were seen and every site shows one and the same page; else
    none. It may be the network's own page; that nobody else answers properly has to speak for it too.
    """
    looks = {seen.look for seen in sightings}
    if len(looks) != 1 or not any(looks) or len({owner(seen.asked) for seen in sightings}) < _FEW:
        return ()
    return () if _has_its_own(sightings) else tuple(sightings)


def one_for_many(sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """The sightings of pages that three unrelated sites or more show for different deep addresses.

    The network works, and something stands in the way to these sites. Sites that are each other's mirror show the
    same for the same address, and those that were merged lead to a page of the one that took them over.
    """
    groups: defaultdict[bytes, list[Sighting]] = defaultdict(list)
    for seen in sightings:
        if seen.found and seen.says_something:
            groups[seen.look].append(seen)
    large = ([seen for seen in group if not is_home(seen.asked)] for group in groups.values() if len(group) >= _MANY)
    return tuple(seen for group in large if _stands_in_the_way(group) for seen in group)


def _stands_in_the_way(group: Sequence[Sighting]) -> bool:
    owners = {owner(seen.asked) for seen in group}
    paths = {urlsplit(seen.asked)[2:4] for seen in group}
    return min(len(owners), len(paths)) >= _MANY and not _has_its_own(group)


def _has_its_own(group: Iterable[Sighting]) -> bool:
    """Whether the page at which others end is cited itself: then it is a page, and theirs was merged into it."""
    landed = {owner(seen.final) for seen in group if owner(seen.final) != owner(seen.asked)}
    return any(owner(seen.asked) in landed for seen in group)
