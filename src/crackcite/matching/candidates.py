"""Which of a search's records, if any, is surely the work that a reference without DOI describes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crackcite.matching.comparison import Comparison, Same, compare
from crackcite.matching.normalise import plain, without_identifiers, word_set, words
from crackcite.matching.signals import BOOKS, PREPRINTS
from crackcite.matching.view import container_names
from crackcite.model import Reference, Work
from crackcite.patterns import lazy
from crackcite.redaction import unsigned

# Records of these kinds are parts, wholes or remarks that are never what a source of an article means.
NEVER = word_set(
    "component peer-review journal journal-issue journal-volume grant database proceedings proceedings-series "
    "book-series book-set report-series standard-series"
)
_WHERE = frozenset({"container", "volume", "pages"})
_PUBLISHING = word_set(
    "university press verlag publishing publishers publisher editions edition editeur editore uitgeverij books group "
    "international academic new york london paris berlin"
)
ALIKE = 0.9  # a title as similar as two typings of it, where volume or pages agree as well
EQUAL = 0.965  # a title with hardly a letter changed: "preventing …" and "treating …" of one series are below
_ABOUT_ANOTHER = lazy(
    r"^\W*(?:book\s+)?(?:review|erratum|corrigendum|correction|retraction|expression of concern|comment(?:ary)?|reply|"
    r"response|author correction|publisher correction|letter)\b",
    re.IGNORECASE,
)
_PREPRINT_WORD = lazy(r"preprint|rxiv\b|ssrn|working paper|research square|osf\b|preprints\.org", re.IGNORECASE)
_DATA_WORD = lazy(r"\bdata(?:set)?\b|zenodo|dryad|figshare|pangaea", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a search gave, with its comparison."""

    work: Work
    comparison: Comparison

    @property
    def strength(self) -> tuple[int, bool, float]:
        """What ranks one validated candidate above another: facts that agree, an exact year, the title."""
        return len(self.comparison.supports), self.comparison.exact_year, round(self.comparison.title, 2)


def search_key(reference: Reference) -> str:
    """The text to search a registry for: the reference on one line, without addresses and identifiers."""
    return " ".join(unsigned(without_identifiers(reference.text)).split()).strip(" .,;:")


def suggest(reference: Reference, works: Sequence[Work]) -> Work | None:
    """The one record among ``works`` that is validated as the reference's work; ``None`` when none or several are."""
    passed = [Candidate(work, compare(reference, work)) for work in works if work.doi]
    passed = [candidate for candidate in passed if validated(reference, candidate)]
    if not passed:
        return None
    best = max(passed, key=lambda candidate: candidate.strength)
    rivals = {one.work.doi.lower() for one in passed if one.strength == best.strength}
    return best.work if len(rivals) == 1 else None


def validated(reference: Reference, candidate: Candidate) -> bool:
    """Whether a candidate is surely the reference's work: several independent facts agree and none contradicts."""
    work, found = candidate.work, candidate.comparison
    if found.same is not Same.YES or found.conflicts or found.other_pages or not _fits(reference, work):
        return False
    if "title" in found.supports and found.title >= ALIKE and found.numerals:
        return _with_title(reference, work, found)
    return (
        found.wordless and found.pinned and found.exact_year and {"author", "year", "volume", "pages"} <= found.supports
    )


def _publisher_named(reference: Reference, work: Work) -> bool:
    """Whether a word of the publisher's name that others do not share stands in the reference."""
    seen = set(words(reference.text))
    return any(len(word) > 3 and word not in _PUBLISHING and word in seen for word in words(work.publisher))


def _with_title(reference: Reference, work: Work, found: Comparison) -> bool:
    """Enough beside the title: who, when, and where it appeared."""
    if "year" not in found.supports:
        return False
    if "author" not in found.supports:
        return not work.authors and _without_author(found)
    if work.kind in BOOKS or not container_names(work):
        particular = found.telling or _publisher_named(reference, work)
        return found.title >= EQUAL and particular and found.exact_year and found.whole
    where = found.supports & _WHERE
    if not (found.telling or len(where) >= 2) or not (found.whole or {"volume", "pages"} <= where):
        return False
    return bool(where & {"volume", "pages"}) or (found.title >= EQUAL and bool(where))


def _without_author(found: Comparison) -> bool:
    """Enough where the record names no author; where the reference names one, or the title is plain, more is asked."""
    places = len(found.supports & _WHERE)
    if found.title < EQUAL:
        return False
    if found.anonymous:
        return places >= (1 if found.telling else 2)
    return found.telling and places >= 2


def _fits(reference: Reference, work: Work) -> bool:
    """Whether a record's kind can be what the source means at all."""
    text = reference.text
    if work.kind in NEVER or (work.notice_of and not _same_beginning(text, work)):
        return False
    if plain(work.title) in map(plain, work.containers):
        return False  # the journal's own record, or a page of its matter
    if _ABOUT_ANOTHER.match(work.title) and plain(work.title) not in plain(text):
        return False
    if work.kind in PREPRINTS:
        return bool(_PREPRINT_WORD.search(text))
    return work.kind != "dataset" or bool(_DATA_WORD.search(text))


def _same_beginning(text: str, work: Work) -> bool:
    return plain(work.title) in plain(text)
