"""Does a registry's record describe the work that a reference describes, and do the details agree?

The method is search-based matching with validation (D. Tkaczyk, Crossref, 2018): no reference is parsed into
fields first; the record's facts are looked for in the reference's text, and several must support each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from crackcite.matching import names, signals
from crackcite.matching.normalise import garbled, plain, script, words
from crackcite.matching.signals import Signal
from crackcite.matching.titles import CLOSE, NEAR, usable
from crackcite.matching.view import View, container_names, view
from crackcite.model import Reference, Work, say, say_many, say_row


class Same(StrEnum):
    """Whether a record describes the work that a reference describes."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A detail in which the reference and the record of the same work differ, in the words of both."""

    what: str  # author, year, journal, volume, issue, pages
    cited: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found.

    ``supports`` and ``conflicts`` name the facts that agree and contradict (``title``, ``author``, ``year``,
    ``volume``, ``issue``, ``pages``, ``container``); ``exact_year`` that the year is one of the record's own;
    ``title`` is the similarity of the titles, 0 to 1, ``telling`` that the title is particular, ``numerals`` that no
    number in it differs; ``wordless`` that the reference gives no title, and ``anonymous`` that it names nobody;
    ``other_pages`` that both give pages, and not the same first one;
    ``whole`` that the reference gives the whole title, as far as can be seen;
    ``pinned`` that the record's first author is named first, and its first page is one that a volume has once;
    ``mismatches`` are empty unless ``same`` is yes; ``reason`` says why it is not.
    """

    same: Same
    supports: frozenset[str] = frozenset()
    conflicts: frozenset[str] = frozenset()
    mismatches: tuple[Mismatch, ...] = ()
    title: float = 0.0
    telling: bool = False
    numerals: bool = True
    whole: bool = True
    wordless: bool = False
    anonymous: bool = False
    other_pages: bool = False
    pinned: bool = False
    exact_year: bool = False
    reason: str = ""

    @property
    def is_same(self) -> bool:
        """Whether the record is of the work that the reference describes."""
        return self.same is Same.YES

    @property
    def is_other(self) -> bool:
        """Whether the record is of another work."""
        return self.same is Same.NO

    @property
    def is_open(self) -> bool:
        """Whether neither could be decided."""
        return self.same is Same.UNSURE


_FACTS: tuple[tuple[str, Callable[[View], Signal]], ...] = (
    ("author", signals.authors),
    ("year", signals.year),
    ("volume", signals.volume),
    ("issue", signals.issue),
    ("pages", signals.pages),
    ("container", signals.container),
)
FAR = 0.5  # two titles with nothing in common but letters
_WHERE_WHEN = frozenset({"year", "volume", "pages"})
_HARD = frozenset({"author", "year", "volume", "pages", "container"})


@lru_cache(maxsize=4096)
def compare(reference: Reference, work: Work) -> Comparison:
    """Compare a reference with a registry's record. Pure; remembered, because several rules ask the same."""
    seen = view(reference, work)
    facts = {name: judge(seen) for name, judge in _FACTS}
    supports = {name for name, said in facts.items() if said is Signal.AGREE}
    conflicts = {name for name, said in facts.items() if said is Signal.CONFLICT}
    if seen.title.similarity >= CLOSE:
        supports.add("title")
    same, reason = _same(seen, frozenset(supports), frozenset(conflicts))
    return Comparison(
        same,
        frozenset(supports),
        frozenset(conflicts),
        _mismatches(seen, facts) if same is Same.YES else (),
        seen.title.similarity,
        seen.title.telling,
        seen.title.numerals,
        seen.title.whole or _nothing_more(seen),
        signals.gives_no_title(seen),
        not signals.claims_authors(seen),
        "pages" not in supports and signals.both_paged(seen),
        signals.leads(seen) and signals.through_volume(seen),
        signals.year_is_exact(seen),
        reason,
    )


def _nothing_more(seen: View) -> bool:
    """Whether the part of the title that was found is all that the reference gives."""
    from rapidfuzz import fuzz

    cited, found = plain(seen.reference.parts.title), plain(seen.text[seen.title.start : seen.title.end])
    return bool(cited) and fuzz.ratio(cited, found) >= 90


def _same(seen: View, supports: frozenset[str], conflicts: frozenset[str]) -> tuple[Same, str]:
    """Whether it is the same work, and why not."""
    if "title" in supports:
        return _titled(seen, supports, conflicts)
    if {"volume", "pages"} <= supports and supports & {"author", "container"}:
        return Same.YES, ""
    if len(conflicts & _WHERE_WHEN) >= 2 and not supports - {"year", "issue"}:
        return Same.NO, say("the details differ")
    if not usable(seen.work.title):
        return _untitled(supports, conflicts)
    if seen.title.similarity >= NEAR:
        agreed = "author" in supports and supports & {"year", "volume", "pages", "container"}
        return (Same.YES, "") if agreed else (Same.UNSURE, say("the titles are alike, but not the same"))
    return _other_title(seen, supports, conflicts)


def _titled(seen: View, supports: frozenset[str], conflicts: frozenset[str]) -> tuple[Same, str]:
    """The record's title stands in the reference."""
    against = len(conflicts & _HARD)
    if against >= 3 or (not seen.title.telling and "author" in conflicts and against >= 2):
        return Same.NO, say("only the title is the same")
    placed = "container" in supports and against <= 1 and "author" not in conflicts
    if seen.title.telling or placed or "author" in supports or len(supports & _HARD) >= 2:
        return Same.YES, ""
    return Same.UNSURE, say("the title is too common to tell works apart")


def _untitled(supports: frozenset[str], conflicts: frozenset[str]) -> tuple[Same, str]:
    """The record has no title that could be compared."""
    if len(supports & _HARD) >= 2 and not conflicts & _HARD:
        return Same.YES, ""
    if "author" in conflicts and len(conflicts & _HARD) >= 2 and len(supports & _HARD) <= 1:
        return Same.NO, say("nothing agrees")
    return Same.UNSURE, say("the registry's record has no title to compare")


def _other_title(seen: View, supports: frozenset[str], conflicts: frozenset[str]) -> tuple[Same, str]:
    """The record's title is nowhere in the reference."""
    unsure = Same.UNSURE, say("the titles differ; a translation or a shortened title would explain it")
    agreed, against = supports & _HARD, conflicts & _HARD
    if script(seen.work.title) != script(seen.text) or _of_container(seen):
        return unsure
    if not _describes(seen) and not ("author" in against and len(against) >= 2):
        return unsure
    if "author" in supports:
        plainly = len(against) >= 2 and not agreed & {"volume", "pages"}
    elif "author" in conflicts:
        plainly = "pages" not in agreed
    else:
        plainly = (bool(against) and len(agreed) < 2) or _unlike(seen, agreed, against)
    return (Same.NO, say("title and details differ")) if plainly else unsure


def _unlike(seen: View, agreed: frozenset[str], against: frozenset[str]) -> bool:
    """Whether a record without comparable author has nothing in common with the reference but a year or a journal."""
    if seen.title.similarity >= FAR or agreed & {"volume", "pages"}:
        return False
    return not agreed or bool(against & {"volume", "pages"}) or signals.elsewhere(seen)


def _describes(seen: View) -> bool:
    """Whether the reference says enough of its work to contradict a record: more than names and numbers."""
    spoken = [word for word in words(seen.text) if len(word) > 3 and word.isalpha()]
    return len(spoken) >= 4


def _of_container(seen: View) -> bool:
    """Whether the record is of a part, and the reference names the whole (or the record is of a journal itself)."""
    partial = seen.work.kind in {"book-chapter", "book-section", "reference-entry", "component", "book-part", "chapter"}
    return (seen.work.kind.startswith("journal-") and seen.work.kind != "journal-article") or (
        partial and any(plain(name) in plain(seen.text) for name in container_names(seen.work))
    )


def _mismatches(seen: View, facts: dict[str, Signal]) -> tuple[Mismatch, ...]:
    """The details that differ, in the order in which an editor looks at them."""
    found = [_author(seen), _year(seen, facts), *_details(seen, facts)]
    return tuple(mismatch for mismatch in found if mismatch)


def _author(seen: View) -> Mismatch | None:
    """The first author, where the reference names another and the record's stands nowhere in it."""
    authors = seen.work.authors
    if not authors or not signals.claims_authors(seen) or seen.title.similarity < CLOSE:
        return None
    first = authors[0]
    if _stranger(seen):
        return Mismatch("author", _first_cited(seen), _with_others(names.shown(first), seen.work))
    if signals.named(seen, first) or any(signals.named(seen, editor) for editor in seen.work.editors):
        return None
    if not names.comparable(first, seen.rest) or garbled(first.family):
        return None
    if names.find_given(first, names.name_words(seen.rest)) is not None or _collective(seen):
        return None
    return Mismatch("author", _first_cited(seen), _with_others(names.shown(first), seen.work))


def _with_others(first: str, work: Work) -> str:
    others = len(work.authors) - 1
    return say_many("{name} and {number} more", "{name} and {number} more", others, name=first) if others else first


def _stranger(seen: View) -> bool:
    """Whether the reference begins its list of persons with one whom the record does not know, before ones it knows."""
    parsed, work = seen.reference.parts.authors, seen.work
    if len(parsed) < 2 or work.editors or any(author.group for author in work.authors) or _collective(seen):
        return False
    begins = names.name_words(parsed[0])
    known = any(
        names.find_person(one, begins) is not None or names.find_given(one, begins) is not None for one in work.authors
    )
    if known or not all(names.comparable(author, parsed[0]) for author in work.authors[:3]):
        return False
    rest = names.name_words(" ".join(parsed[1:]))
    return (
        max(map(len, begins), default=0) > 2
        and sum(names.find_person(author, rest) is not None for author in work.authors) >= 2
    )


def _collective(seen: View) -> bool:
    """Whether the reference may name an organisation where the record names persons, or a group signs with them."""
    if not _like_a_person(_first_cited(seen)):
        return True
    return any(author.group and signals.named(seen, author) for author in seen.work.authors)


def _like_a_person(name: str) -> bool:
    """Whether a name as written is a person's beyond doubt: a short family name, a comma and given names; initials."""
    family, comma, given = name.partition(",")
    return (
        len(family.split()) <= 3 and given.strip()[:1].isupper()
        if comma
        else bool(re.search(r"\w\s+[A-Z]{1,3}\b|\b[A-Z]\.", name))
    )


def _first_cited(seen: View) -> str:
    parsed = seen.reference.parts.authors
    if parsed:
        return parsed[0]
    return seen.head.strip(' .,:;(“"«')[:60].split(" & ")[0].split(";")[0].strip()


def _year(seen: View, facts: dict[str, Signal]) -> Mismatch | None:
    if facts["year"] is not Signal.CONFLICT or seen.work.kind in signals.BOOKS:
        return None
    *years, last = map(str, dict.fromkeys(seen.work.years))
    recorded = say("{row} or {last}", row=say_row(years), last=last) if years else last
    return Mismatch("year", str(signals.claimed_years(seen)[0]), recorded)


def _details(seen: View, facts: dict[str, Signal]) -> list[Mismatch]:
    """Journal, volume, issue and pages."""
    work, found = seen.work, []
    if facts["container"] is Signal.CONFLICT:
        found.append(Mismatch("journal", seen.reference.parts.container, container_names(work)[0]))
    if facts["volume"] is Signal.CONFLICT:
        found.append(Mismatch("volume", str(signals.cited_volumes(seen)[0]), work.volume))
    if facts["issue"] is Signal.CONFLICT:
        found.append(Mismatch("issue", str(signals.cited_issues(seen)[0]), work.issue))
    if facts["pages"] is Signal.CONFLICT:
        first, last = signals.cited_pages(seen)[0]
        found.append(Mismatch("pages", f"{first}–{last}", work.pages.replace("-", "–")))
    return found
