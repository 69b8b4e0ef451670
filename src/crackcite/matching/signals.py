"""What single facts of a reference say about a record: agreement, contradiction, or nothing."""

from __future__ import annotations

import re
from enum import StrEnum

from crackcite.dois import is_arxiv
from crackcite.matching import names, numbers
from crackcite.matching.containers import related, same_container
from crackcite.matching.normalise import garbled, plain
from crackcite.matching.titles import CLOSE
from crackcite.matching.view import View, container_names
from crackcite.model import Contributor, Work

BOOKS = frozenset({"book", "monograph", "edited-book", "reference-book", "book-set", "book-series", "book-track"})
ARTICLES = frozenset({"journal-article", "article-journal"})  # in Crossref's words and in CSL's
PREPRINTS = frozenset({"posted-content", "preprint", "article"})
PREPRINT_LAG = 3  # years from a preprint to its publication that a source may name instead
WEB_ERA = 1997  # no DOI is older; an earlier work's record may carry only the date on which it was put online,
DIGITISED = 8  # at least so many years later


FIRST_DOI_VOLUME_YEAR = 1900


LOWEST_PAGE = 9


class Signal(StrEnum):
    """What one fact says."""

    AGREE = "agree"
    CONFLICT = "conflict"
    SILENT = "silent"


def _people(work: Work) -> tuple[Contributor, ...]:
    return work.authors + work.editors


def named(view: View, contributor: Contributor) -> bool:
    """Whether the reference names a contributor outside the title."""
    if contributor.group:
        return names.find_group(contributor, view.rest) is not None
    seen = names.name_words(view.rest)
    return names.find_person(contributor, seen) is not None or (
        not names.family_words(contributor) and names.find_given(contributor, seen) is not None
    )


def leads(view: View) -> bool:
    """Whether the record's first author is the first whom the reference names."""
    first = view.work.authors[:1]
    seen = names.name_words(view.head or view.rest)
    at = names.find_person(first[0], seen) if first else None
    given = names.name_words(first[0].given) if first else ()
    return at is not None and all(len(word) <= 2 or word in names.PARTICLES or word in given for word in seen[:at])


def through_volume(view: View) -> bool:
    """Whether the record's first page is one that a volume has once: journals that count by issues have many 1s."""
    recorded = numbers.page_range(view.work.pages)
    return len(view.work.article_number) > 3 or bool(recorded and recorded[0] > LOWEST_PAGE)


def gives_no_title(view: View) -> bool:
    """Whether the reference names its work by authors, container and numbers alone, as in physics."""
    start, end = view.container or (0, 0)
    left = names.name_words(view.text[:start] + " " + view.text[end:])
    people = [word for person in _people(view.work) for word in names.name_words(f"{person.family} {person.given}")]
    people += names.name_words(" ".join(view.reference.parts.authors))
    return sum(len(word) > 3 and word.isalpha() and word not in people for word in left) <= 1


def claims_authors(view: View) -> bool:
    """Whether the reference names somebody as its author: a source may begin with its title."""
    if view.reference.parts.authors:
        return True
    return bool(re.search(r"[^\W\d_]{2}", view.head)) and bool(re.search(r"\b[A-Z]{1,3}\b|,|&|\bet al", view.head))


def authors(view: View) -> Signal:
    """Agreement: the first author, or any editor, is named. Contradiction: nobody of the record is named at all."""
    people = _people(view.work)
    if not people:
        return Signal.SILENT
    if named(view, people[0]) or any(named(view, editor) for editor in view.work.editors[:3]):
        return Signal.AGREE
    if any(named(view, person) for person in people[1:12]):
        return Signal.SILENT
    if not claims_authors(view) or not all(names.comparable(person, view.rest) for person in people[:3]):
        return Signal.SILENT
    seen = names.name_words(view.rest)
    return Signal.SILENT if names.find_given(people[0], seen) is not None else Signal.CONFLICT


def claimed_years(view: View) -> tuple[int, ...]:
    """The years that the reference may claim for the work, the likeliest first.

    Of a journal that counts its volumes by years, the volume is none of them, unless it stands there twice or nothing
    else is left.
    """
    parsed = view.reference.parts.year
    found = tuple(dict.fromkeys((parsed, *view.numbers.years) if parsed else view.numbers.years))
    volume = numbers.whole(view.work.volume)
    if volume not in view.numbers.volumes or len(re.findall(rf"(?<!\d){volume}(?!\d)", view.rest)) > 1:
        return found
    return tuple(one for one in found if one != volume) or found


def year(view: View) -> Signal:
    """Agreement: within a year of any date of the record (print, online, issue)."""
    claimed, recorded = claimed_years(view), view.work.years
    if not claimed or not recorded:
        return Signal.SILENT
    preprint = view.work.kind in PREPRINTS or is_arxiv(view.work.doi)
    late = PREPRINT_LAG if preprint else 1
    if any(-1 <= one - other <= late for one in claimed for other in recorded):
        return Signal.AGREE
    if preprint and cited_volumes(view) and claimed[0] > max(recorded):
        return Signal.SILENT  # the year is that of the published version, whose volume stands there too
    poor = view.work.kind not in ARTICLES or not (view.work.volume and view.work.pages)
    if poor and claimed[0] < WEB_ERA <= min(recorded) and min(recorded) - claimed[0] >= DIGITISED:
        return Signal.SILENT
    return Signal.CONFLICT


def year_is_exact(view: View) -> bool:
    """Whether the reference gives a year that the record has."""
    return bool(set(claimed_years(view)) & set(view.work.years))


def cited_volumes(view: View) -> tuple[int, ...]:
    """What stands in the reference where a volume stands."""
    parsed = numbers.whole(view.reference.parts.volume) if view.reference.parts.volume else None
    return (parsed,) if parsed is not None else view.numbers.volumes


def volume(view: View) -> Signal:
    """The volume, where both have a plain number."""
    recorded, cited = numbers.whole(view.work.volume), cited_volumes(view)
    if recorded in view.work.years:  # a journal that counts its volumes by years
        cited = tuple(one for one in cited if one > FIRST_DOI_VOLUME_YEAR and one != recorded)
        return Signal.CONFLICT if cited and not set(cited) & set(view.work.years) else Signal.SILENT
    cited = tuple(one for one in cited if one not in (*claimed_years(view)[:1], *view.work.years))
    if recorded is None or not cited:
        return Signal.SILENT
    if recorded in cited:
        return Signal.AGREE
    explained = set(cited_issues(view)) & {numbers.whole(view.work.issue)}
    present = recorded in view.numbers.loose - explained or _spelled(view, recorded)
    # A chapter's volume may be the series' in the record, the work's in the source.
    counted = view.work.kind in ARTICLES or view.work.kind in ("proceedings-article", "paper-conference", "")
    return Signal.SILENT if present or not counted else Signal.CONFLICT


def _spelled(view: View, number: int) -> bool:
    """Whether a number stands in the reference in Roman numerals, or in a double volume (11–12)."""
    roman = any(numbers.roman(word) == number for word in re.findall(r"\b[MDCLXVI]+\b", view.rest))
    pages = numbers.page_range(view.work.pages)
    double = [pair for pair in view.numbers.ranges if pair[1] - pair[0] == 1 and (not pages or pair[0] != pages[0])]
    return roman or any(number in pair for pair in double)


def cited_issues(view: View) -> tuple[int, ...]:
    """What stands in the reference where an issue stands."""
    parsed = numbers.whole(view.reference.parts.issue) if view.reference.parts.issue else None
    return (parsed,) if parsed is not None else view.numbers.issues


def issue(view: View) -> Signal:
    """The issue within a volume, where both have a plain small number: whole numbering proves nothing."""
    recorded, cited = numbers.whole(view.work.issue), cited_issues(view)
    if recorded is None or not cited or "suppl" in view.rest.lower():
        return Signal.SILENT
    if recorded not in cited and numbers.whole(view.work.volume) in cited:
        return Signal.SILENT  # "nº 30" of a journal that counts no volumes, as the registry does
    if recorded in cited:
        return Signal.AGREE
    article = numbers.page_range(view.work.article_number or view.work.pages)
    if article and article[0] in cited:
        return Signal.SILENT  # "12, no. 4" for article 4 of volume 12
    plausible = max(recorded, *cited) <= 53 and recorded not in view.numbers.every
    return Signal.CONFLICT if plausible and volume(view) is Signal.AGREE else Signal.SILENT


def cited_pages(view: View) -> tuple[tuple[int, int], ...]:
    """The page ranges that the reference gives."""
    parsed = numbers.page_range(view.reference.parts.pages) if view.reference.parts.pages else None
    issue_mistaken = parsed and parsed[0] == parsed[1] == numbers.whole(view.work.issue)
    return (*((parsed,) if parsed and not issue_mistaken else ()), *view.numbers.ranges)


def _has_article_number(view: View) -> bool:
    wanted = view.work.article_number.strip()
    return len(wanted) > 1 and bool(re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", view.rest, re.IGNORECASE))


def pages(view: View) -> Signal:
    """Agreement: the first page, or the article number. Contradiction: ranges that do not even touch."""
    if _has_article_number(view):
        return Signal.AGREE
    recorded = numbers.page_range(view.work.pages)
    if recorded is None:
        return Signal.SILENT
    cited = cited_pages(view)
    other = {*cited_volumes(view), *cited_issues(view), *view.numbers.years}
    told = recorded[0] > 12 or (recorded[0] > 1 and volume(view) is Signal.AGREE)
    single = told and recorded[0] in view.numbers.loose - other
    if single or any(first == recorded[0] for first, _ in cited):
        return Signal.AGREE
    # An article published ahead of its issue counts its own pages, from 1.
    apart = [one for one in cited if 1 < one[0] < one[1] and (one[1] < recorded[0] or one[0] > recorded[1])]
    counted = 1 < recorded[0] < recorded[1]  # an article that counts its own pages from 1 says nothing
    return Signal.CONFLICT if counted and apart and len(apart) == len(cited) else Signal.SILENT


def both_paged(view: View) -> bool:
    """Whether reference and record both count pages through the volume, so that they can be compared."""
    recorded = numbers.page_range(view.work.pages)
    return bool(recorded and recorded[0] > 1 and cited_pages(view))


def _of_title(view: View, cited: str) -> bool:
    """Whether what a parser took for a container is a part of the record's title ("Error in: A Study of …")."""
    return view.title.similarity >= CLOSE and plain(cited) in plain(view.work.title)


def elsewhere(view: View) -> bool:
    """Whether the reference names another container, with not one word in common."""
    cited, recorded = view.reference.parts.container, container_names(view.work)
    # ApJ, BMJ: what is too short or in capitals may be anybody's own abbreviation.
    spoken = any(len(word) > 3 and not word.isupper() for word in cited.replace(".", " ").split())
    if not spoken or not recorded or view.container or _of_title(view, cited):
        return False
    return not same_container(cited, recorded) and not related(cited, recorded)


def container(view: View) -> Signal:
    """The journal or book. Contradiction: another name with not one word in common, before the volume."""
    if view.container:
        return Signal.AGREE
    cited, recorded = view.reference.parts.container, container_names(view.work)
    if cited and same_container(cited, recorded):
        return Signal.AGREE
    sure = view.reference.parts.volume and view.work.volume and not any(map(garbled, recorded))
    return Signal.CONFLICT if sure and elsewhere(view) else Signal.SILENT
