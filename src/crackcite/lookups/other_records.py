"""DataCite's, Open Library's and PubMed's records → a Work. Pure; what cannot be read is left out, nothing raises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from crackcite.lookups.records import cleaned, doi_text, mappings, plain, strings
from crackcite.model import Contributor, Notice, Relation, Work

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
#: Dates of the work's own life (https://datacite-metadata-schema.readthedocs.io/, appendix dateType).
_DATES = {"issued", "available", "created", "submitted", "accepted", "copyrighted", "updated"}
_PARTICLES = {"de", "du", "des", "da", "di", "von", "van", "der", "den", "ten", "ter", "la", "le", "el", "al"}


def _years(texts: list[str]) -> tuple[int, ...]:
    return tuple(sorted({int(year) for text in texts for year in _YEAR.findall(text)}))


def from_datacite(attributes: Mapping[str, Any]) -> Work:
    """The Work of a DataCite DOI's attributes (https://support.datacite.org/docs/api)."""
    titles = mappings(attributes.get("titles"))
    main = [cleaned(t.get("title")) for t in titles if not t.get("titleType")]
    subtitles = [cleaned(t.get("title")) for t in titles if t.get("titleType") == "Subtitle"]
    others = [cleaned(t.get("title")) for t in titles if t.get("titleType") not in (None, "", "Subtitle")]
    where, dates = _container(attributes), mappings(attributes.get("dates"))
    said = [plain(date.get("date")) for date in dates if plain(date.get("dateType")).casefold() in _DATES]
    year = _years([plain(attributes.get("publicationYear"))])
    return Work(
        registry="DataCite",
        doi=doi_text(attributes.get("doi")),
        kind=_kind(attributes.get("types")),
        title=main[0] if main else (others[0] if others else ""),
        subtitle=subtitles[0] if subtitles else "",
        other_titles=tuple(dict.fromkeys(filter(None, main[1:] + subtitles[1:] + others))),
        authors=tuple(_creators(attributes.get("creators"))),
        editors=tuple(_creators(_with_role(attributes.get("contributors"), "Editor"))),
        containers=tuple(strings(where.get("title"))),
        years=tuple(sorted({*year, *_years(said)})),
        year=year[0] if year else None,
        volume=plain(where.get("volume")),
        issue=plain(where.get("issue")),
        pages="-".join(filter(None, [plain(where.get("firstPage")), plain(where.get("lastPage"))])),
        publisher=_publisher(attributes.get("publisher")),
        language=plain(attributes.get("language")),
        notices=tuple(_withdrawals(dates)),
        relations=tuple(_relations(attributes.get("relatedIdentifiers"))),
    )


def _container(attributes: Mapping[str, Any]) -> Mapping[str, Any]:
    where = attributes.get("container")
    return where if isinstance(where, Mapping) else {}


def _kind(types: object) -> str:
    return plain(types.get("resourceTypeGeneral")).casefold() if isinstance(types, Mapping) else ""


def _publisher(value: object) -> str:
    """A text in older output, an object with a name in newer."""
    return cleaned(value.get("name") if isinstance(value, Mapping) else value)


def _with_role(people: object, role: str) -> list[Mapping[str, Any]]:
    return [person for person in mappings(people) if person.get("contributorType") == role]


def _creators(people: object) -> Iterator[Contributor]:
    for person in mappings(people):
        name, family = cleaned(person.get("name")), cleaned(person.get("familyName"))
        if family:
            yield Contributor(family, cleaned(person.get("givenName")))
        elif person.get("nameType") == "Organizational":
            yield Contributor(name, group=True)
        elif name:
            family, _, given = name.partition(",")
            yield Contributor(family.strip(), given.strip())


def _withdrawals(dates: list[Mapping[str, Any]]) -> Iterator[Notice]:
    for date in dates:
        if date.get("dateType") == "Withdrawn":
            yield Notice("withdrawal", date=plain(date.get("date"))[:10], source="DataCite")


def _relations(related: object) -> Iterator[Relation]:
    """``IsVersionOf`` is called ``is-version-of``, as Crossref does."""
    for item in mappings(related):
        kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", plain(item.get("relationType"))).lower()
        identifier = plain(item.get("relatedIdentifier"))
        if kind and identifier:
            is_doi = item.get("relatedIdentifierType") == "DOI"
            yield Relation(kind, identifier.lower() if is_doi else identifier)


def from_open_library(book: Mapping[str, Any]) -> Work:
    """The Work of a book (https://openlibrary.org/dev/docs/api/books, ``jscmd=data``)."""
    numbers = book.get("identifiers")
    isbns = [*strings(numbers.get("isbn_13")), *strings(numbers.get("isbn_10"))] if isinstance(numbers, Mapping) else []
    years = _years([plain(book.get("publish_date"))])
    publishers = [cleaned(publisher.get("name")) for publisher in mappings(book.get("publishers"))]
    return Work(
        registry="Open Library",
        kind="book",
        title=cleaned(book.get("title")),
        subtitle=cleaned(book.get("subtitle")),
        authors=tuple(person(cleaned(author.get("name"))) for author in mappings(book.get("authors"))),
        years=years,
        year=years[0] if years else None,
        publisher=next(filter(None, publishers), ""),
        isbns=tuple(dict.fromkeys(isbn.replace("-", "") for isbn in isbns)),
    )


def from_pubmed(record: Mapping[str, Any]) -> Work:
    """The Work of a document summary (https://www.ncbi.nlm.nih.gov/books/NBK25499/, ESummary, JSON)."""
    ids = mappings(record.get("articleids"))
    dates = [plain(record.get(name)) for name in ("pubdate", "epubdate")]
    own = _years(dates[:1])
    return Work(
        registry="PubMed",
        doi=next((plain(one.get("value")).lower() for one in ids if one.get("idtype") == "doi"), ""),
        kind="journal-article",
        title=cleaned(record.get("title")).removesuffix("."),
        authors=tuple(_pubmed_author(author) for author in mappings(record.get("authors"))),
        containers=tuple(dict.fromkeys(strings(record.get("fulljournalname")) + strings(record.get("source")))),
        years=_years(dates),
        year=own[0] if own else None,
        volume=plain(record.get("volume")),
        issue=plain(record.get("issue")),
        pages=plain(record.get("pages")),
    )


def _pubmed_author(author: Mapping[str, Any]) -> Contributor:
    """``De Courson B``: the initials stand last."""
    name = cleaned(author.get("name"))
    if author.get("authtype") == "CollectiveName":
        return Contributor(name, group=True)
    family, _, initials = name.rpartition(" ")
    return Contributor(family, initials) if family else Contributor(name)


def person(name: str) -> Contributor:
    """A name in reading order, cut before the family name and its particles (``Simone | de Beauvoir``)."""
    words = name.split()
    cut = max(len(words) - 1, 0)
    while cut > 1 and words[cut - 1].casefold() in _PARTICLES:
        cut -= 1
    return Contributor(" ".join(words[cut:]) or name, " ".join(words[:cut]))
