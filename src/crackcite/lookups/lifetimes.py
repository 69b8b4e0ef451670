"""How long an answer is good for: the one table."""

from __future__ import annotations

import math

from crackcite.model import Outcome, QuestionKind

_HOUR = 3600.0
_DAY = 24 * _HOUR

_Kind, _Found, _Absent, _Moved = QuestionKind, Outcome.FOUND, Outcome.ABSENT, Outcome.MOVED

#: Seconds by kind and outcome. An outcome that is not here is never kept: an unanswered question is asked again.
LIFETIMES: dict[tuple[QuestionKind, Outcome], float] = {
    # A work may be retracted any day, and its authors want to hear of it within the week.
    (_Kind.CROSSREF_WORK, _Found): 7 * _DAY,
    (_Kind.CROSSREF_WORK, _Moved): 7 * _DAY,
    # A DOI is often printed some days before it is registered.
    (_Kind.CROSSREF_WORK, _Absent): _DAY,
    # What a search finds changes only when a work is newly registered.
    (_Kind.CROSSREF_SEARCH, _Found): 14 * _DAY,
    (_Kind.CROSSREF_SEARCH, _Absent): 7 * _DAY,
    # DOIs change agency by whole publishers, and seldom.
    (_Kind.DOI_AGENCY, _Found): 90 * _DAY,
    (_Kind.DOI_AGENCY, _Absent): _DAY,
    # A DOI is never deleted.
    (_Kind.DOI_HANDLE, _Found): 90 * _DAY,
    (_Kind.DOI_HANDLE, _Absent): _DAY,
    (_Kind.DOI_METADATA, _Found): 30 * _DAY,
    (_Kind.DOI_METADATA, _Absent): _DAY,
    # Datasets and preprints get new versions.
    (_Kind.DATACITE_WORK, _Found): 7 * _DAY,
    (_Kind.DATACITE_WORK, _Absent): _DAY,
    # Books do not change; a catalogue that lacks one may gain it.
    (_Kind.BOOK, _Found): 90 * _DAY,
    (_Kind.BOOK, _Absent): 7 * _DAY,
    (_Kind.PMID_DOI, _Found): 90 * _DAY,
    (_Kind.PMID_DOI, _Absent): 7 * _DAY,
    (_Kind.PMCID_DOI, _Found): 90 * _DAY,
    (_Kind.PMCID_DOI, _Absent): 7 * _DAY,
    (_Kind.ARXIV_DOI, _Found): 30 * _DAY,
    (_Kind.ARXIV_DOI, _Absent): _DAY,
    # Pages die, and the ones that are called dead get mended: an editor at work should see it the same day.
    (_Kind.PAGE, _Found): 3 * _DAY,
    (_Kind.PAGE, _Moved): 3 * _DAY,
    (_Kind.PAGE, _Absent): 6 * _HOUR,
    # An archived copy stays; one that is missing may be made today.
    (_Kind.ARCHIVE, _Found): 30 * _DAY,
    (_Kind.ARCHIVE, _Absent): _DAY,
    # As long as that, the archive's "no" is remembered too: no page is saved twice for it.
    (_Kind.SAVE, _Found): 2 * _DAY,
    (_Kind.SAVE, _Absent): _DAY,
}


def lifetime(kind: QuestionKind, outcome: Outcome, at_most: float = math.inf) -> float:
    """The seconds for which such an answer is good, ``at_most`` those that a run allows; 0 where it is not kept.

    A save is no news that grows old: it is remembered as long as ever, so that no page is saved twice.
    """
    seconds = LIFETIMES.get((kind, outcome), 0.0)
    return seconds if kind is QuestionKind.SAVE else min(seconds, at_most)
