"""The story of an extraction: lists, prose, sites, markers, language, style."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from crackcite.extract.candidates import Reading, Site, flattened_sites
from crackcite.extract.explicit import hinted_sites, written_sites
from crackcite.extract.flattened import infer
from crackcite.extract.headings import languages
from crackcite.extract.language import detect
from crackcite.extract.ledger import Ledger
from crackcite.extract.lines import lines
from crackcite.extract.places import Vocabulary, describe, line_class
from crackcite.extract.sources import Entry, Found, find_lists
from crackcite.extract.style import author_year_citations, style
from crackcite.model import (
    Article,
    Certainty,
    Document,
    Form,
    HintKind,
    Identifier,
    Marker,
    Parts,
    Reference,
    SourceList,
    Span,
)


def extract(document: Document) -> Article:
    """What the document says of itself: its markers and its sources, in order of appearance."""
    found = find_lists(document)
    prose = _prose(document, found)
    numbers = [entry.number for each in found for entry in each.entries if entry.number is not None]
    readings = infer(_sites(document, prose), Ledger(numbers))
    section = next((at for at, each in enumerate(found) if each.numbered), 0)
    markers = tuple(_marker(document.text, reading, section) for reading in readings)
    references = tuple(
        _reference(document.text, entry, section) for section, each in enumerate(found) for entry in each.entries
    )
    numbered = any(each.numbered for each in found) if found else None
    headings = frozenset(code for each in found if each.heading for code in languages(each.heading.text))
    return Article(
        document,
        markers,
        references,
        tuple(SourceList(each.span, each.heading, each.numbered) for each in found),
        document.language or detect(document.text, headings),
        style(len(markers), author_year_citations(document.text, prose), numbered),
        remarks=(*document.remarks, *(each.remark for each in found if each.remark)),
    )


def _prose(document: Document, found: Sequence[Found]) -> list[Span]:
    """The text without source lists, code and what lies outside the article."""
    left_out = [each.extent for each in found]
    left_out += [hint.span for hint in document.hints if hint.kind in (HintKind.CODE, HintKind.ASIDE, HintKind.NOTE)]
    areas, at = [], 0
    for span in sorted(left_out):
        if span.start > at:
            areas.append(Span(at, span.start))
        at = max(at, span.end)
    if at < len(document.text):
        areas.append(Span(at, len(document.text)))
    return areas


def _sites(document: Document, prose: Sequence[Span]) -> list[Site]:
    """All sites of the prose in order."""
    text = document.text
    sites = list(hinted_sites(document, prose))
    taken = sorted(Span(site.start, site.end) for site in sites)
    sites += [site for site in written_sites(text, prose) if not _within(taken, site)]
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


def _marker(text: str, reading: Reading, section: int) -> Marker:
    return Marker(
        Span(reading.start, reading.end),
        text[reading.start : reading.end],
        reading.numbers,
        reading.form,
        Certainty.PROBABLE if reading.form is Form.FLATTENED else Certainty.CERTAIN,
        reading.flaw,
        section,
    )


def _reference(text: str, entry: Entry, section: int) -> Reference:
    identifiers = _identifiers(text, entry.span)
    return Reference(
        entry.number,
        entry.span,
        entry.span.of(text),
        entry.label,
        identifiers,
        _parts(text, entry.span, identifiers),
        section,
    )


def _identifiers(text: str, span: Span) -> tuple[Identifier, ...]:
    try:
        from crackcite.extract.identifiers import identifiers
    except ImportError:
        return ()
    return identifiers(text, span)


def _parts(text: str, span: Span, found: tuple[Identifier, ...]) -> Parts:
    try:
        from crackcite.extract.parts import parts
    except ImportError:
        return Parts()
    return parts(text, span, found)
