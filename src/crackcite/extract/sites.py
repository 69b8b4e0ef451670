"""All sites of an article's prose: what markup tells, what the text gives away, and bare digits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from crackcite.extract.candidates import Site, flattened_sites
from crackcite.extract.explicit import hinted_sites, written_sites
from crackcite.extract.lines import lines
from crackcite.extract.places import Vocabulary, describe, line_class
from crackcite.model import Document, HintKind, Span
from crackcite.patterns import lazy

LONGEST = 5_000_000
"""Characters of prose up to which bare digits are weighed: far beyond any article, well within memory and patience."""

_NUMBER_ALONE = lazy(r"(?:\A|[\n\r])[\s\[(^↑↩]*[0-9]{1,4}[\s\])^.:]*\Z")
_LONGEST_LABEL = 20  # characters

_NO_PROSE = (HintKind.CODE, HintKind.ASIDE, HintKind.NOTE)


def prose_of(document: Document, lists: Sequence[Span]) -> list[Span]:
    """The text without source lists, notes, code and what lies outside the article, in order."""
    left_out = [*lists, *(hint.span for hint in document.hints if hint.kind in _NO_PROSE)]
    left_out += [_number_before(document.text, note.span) for note in document.of_kind(HintKind.NOTE)]
    areas, at = [], 0
    for span in sorted(left_out):
        if span.start > at:
            areas.append(Span(at, span.start))
        at = max(at, span.end)
    if at < len(document.text):
        areas.append(Span(at, len(document.text)))
    return areas


def _number_before(text: str, note: Span) -> Span:
    """The number that stands before a note's body, on the same line or on one of its own; empty where none does."""
    start = max(0, note.start - _LONGEST_LABEL)
    number = _NUMBER_ALONE.search(text[start : note.start])
    return Span(start + number.start(), note.start) if number else Span(note.start, note.start)


def too_long(prose: Sequence[Span]) -> bool:
    """Whether there is too much prose for its bare digits to be weighed."""
    return sum(area.end - area.start for area in prose) > LONGEST


def sites_of(document: Document, prose: Sequence[Span], *, only_notes: bool = False) -> list[Site]:
    """The sites of the prose, in order and none overlapping another.

    Where ``only_notes``, every source is a note that markup names: the markup that refers to them is believed, and no
    bare digits besides.
    """
    text = document.text
    sites = list(hinted_sites(document, prose))
    taken = sorted(Span(site.start, site.end) for site in sites)
    sites += [site for site in written_sites(text, prose) if not _within(taken, site)]
    if too_long(prose) or (only_notes and any(site.certain for site in sites)):
        return sorted(sites, key=lambda site: site.start)
    taken = sorted(Span(site.start, site.end) for site in sites)
    words = Vocabulary(text, prose)
    page = lines(text)
    starts = [line.start for line in page]
    kinds: dict[int, str] = {}
    for site in flattened_sites(text, prose, taken):
        at = max(0, bisect_right(starts, site.start) - 1)
        if at not in kinds:
            kinds[at] = line_class(page[at].bare)
        for reading in site.readings:
            describe(text, reading, words, kinds[at])
        sites.append(site)
    return sorted(sites, key=lambda site: site.start)


def _within(taken: Sequence[Span], site: Site) -> bool:
    at = bisect_right(taken, Span(site.start, site.end))
    return any(site.start < other.end and other.start < site.end for other in taken[max(0, at - 1) : at + 1])
