"""The story of an extraction: lists, prose, sites, markers, references, language, style."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crackcite.extract.headings import languages
from crackcite.extract.identifiers import identifiers
from crackcite.extract.identifiers.targets import Targets
from crackcite.extract.language import detect
from crackcite.extract.markers import forms_of, markers_and_doubts, mixed
from crackcite.extract.page import Entry, Found
from crackcite.extract.parts import parts
from crackcite.extract.scopes import scopes
from crackcite.extract.sites import prose_of, sites_of, too_long
from crackcite.extract.sources import find_lists
from crackcite.extract.style import author_year_citations, style
from crackcite.model import Article, CitationStyle, Document, Marker, Reference, SourceList, say, template

_TOO_LONG = say(
    "The text is too long for an article: only markers in brackets or raised were looked for, no bare digits."
)


def extract(document: Document) -> Article:
    """What the document says of itself: its markers and its sources, in order of appearance.

    Every span is exact: ``document.text[span.start:span.end]`` is the marker as written, the entry without its
    number, the number, the heading. Nothing is raised: a text without markers or sources is an article without.
    """
    text = document.text
    found = find_lists(document)
    prose = prose_of(document, [each.extent for each in found])
    serving = scopes(found, len(text))
    notes = next((at for at, each in enumerate(found) if each.notes), None)
    sites = sites_of(document, prose, only_notes=all(each.notes for each in found))
    markers, doubts = markers_and_doubts(text, sites, serving, notes)
    numbered = any(each.numbered for each in found) if found else None
    cites = style(len(markers), author_year_citations(text, prose), numbered)
    if cites is CitationStyle.AUTHOR_YEAR:
        markers, doubts = (), ()
    served = {scope.section: scope.span for scope in serving}
    return Article(
        document,
        markers,
        tuple(_references(document, found)),
        tuple(SourceList(each.span, each.heading, each.numbered, served.get(at)) for at, each in enumerate(found)),
        document.language or detect(text, _heading_languages(found)),
        cites,
        doubts,
        (*document.remarks, *_remarks(text, found, markers, cites), *([_TOO_LONG] if too_long(prose) else [])),
    )


def _references(document: Document, found: Sequence[Found]) -> Iterator[Reference]:
    targets = Targets(document)
    for section, each in enumerate(found):
        for entry in each.entries:
            yield _reference(document.text, entry, section, targets)


def _reference(text: str, entry: Entry, section: int, targets: Targets) -> Reference:
    known = identifiers(text, entry.span)
    said = parts(text, entry.span, known)
    hidden = targets.within(entry.span, known)
    given = tuple(sorted((*known, *hidden), key=lambda one: (one.written.start, one.span.start)))
    return Reference(entry.number, entry.span, entry.span.of(text), entry.label, given, said, section)


def _heading_languages(found: Sequence[Found]) -> frozenset[str]:
    return frozenset(code for each in found if each.heading for code in languages(each.heading.text))


_NO_NUMBERS = {
    False: template("The list of sources has no numbers: no marker can refer to it."),
    True: template("The list of sources under “{heading}” has no numbers: no marker can refer to it."),
}


def _remarks(text: str, found: Sequence[Found], markers: Sequence[Marker], cites: CitationStyle) -> Iterator[str]:
    """What a reader of the report should know of how the article was read."""
    yield from (each.remark for each in found if each.remark)
    if cites is CitationStyle.AUTHOR_YEAR:
        yield say("The article cites by author and year: its numbering cannot be checked, its list of sources is.")
    for each in found:
        if not each.numbered and cites is not CitationStyle.AUTHOR_YEAR:
            heading = each.heading.text if each.heading else ""
            yield say(_NO_NUMBERS[bool(heading)], heading=heading)
    if sentence := mixed(forms_of(text, markers)):
        yield sentence
