"""What an article says: its citation markers and its sources."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crackcite.model.document import Document, Span


class Form(StrEnum):
    """How a citation marker is written."""

    FLATTENED = "flattened"  # a superscript that lost its markup: digits glued to the text
    SUPERSCRIPT = "superscript"
    BRACKET = "bracket"
    FOOTNOTE = "footnote"


class Certainty(StrEnum):
    """Whether a marker's form says that it is one, or its surroundings make it so."""

    CERTAIN = "certain"
    PROBABLE = "probable"


@dataclass(frozen=True, slots=True)
class Marker:
    """A citation marker: ``4,5`` is one marker with two numbers; ``4–7`` one with four.

    ``flaw`` is empty, or says what is wrong with the way it is written (the CC106 rule).
    ``section`` is the index in ``Article.lists`` of the list that its numbers refer to.
    """

    span: Span
    text: str
    numbers: tuple[int, ...]
    form: Form
    certainty: Certainty = Certainty.CERTAIN
    flaw: str = ""
    section: int = 0


class IdentifierKind(StrEnum):
    """The identifier schemes that crackcite recognises in a reference."""

    DOI = "doi"
    URL = "url"
    ISBN = "isbn"
    ISSN = "issn"
    ARXIV = "arxiv"
    PMID = "pmid"
    PMCID = "pmcid"
    HAL = "hal"
    HANDLE = "handle"


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier in a reference.

    ``value`` is the identifier itself, decoded and without prefix (``10.3406/forem.1998.2296``); ``span`` is
    where exactly that stands; ``written`` is the whole of its written form (``doi:…``, ``https://doi.org/…``).
    ``flaw`` is empty, or says which rule of its syntax it breaks (CC201–CC203). A ``hidden`` one is where a link leads
    whose text does not show it: ``span`` and ``written`` are then the link's text, which is not the identifier.
    """

    kind: IdentifierKind
    value: str
    span: Span
    written: Span
    flaw: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """What a reference says of its work, as far as its style could be read. Empty means: not found."""

    authors: tuple[str, ...] = ()
    title: str = ""
    container: str = ""
    year: int | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    place: str = ""
    accessed: str = ""
    et_al: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a source list. ``span`` is the entry without its number; ``label`` is the number as written
    (an empty span at the entry's start where the number is not in the text).
    """

    number: int | None
    span: Span
    text: str
    label: Span
    identifiers: tuple[Identifier, ...] = ()
    parts: Parts = Parts()
    section: int = 0

    def first(self, *kinds: IdentifierKind) -> Identifier | None:
        """The first well-formed identifier of one of the kinds."""
        return next((i for i in self.identifiers if i.kind in kinds and not i.flaw), None)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a source list."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class SourceList:
    """A list of sources. ``span`` runs from the first entry's label to the last entry's end;
    ``scope`` is the part of the text whose markers refer to this list.
    """

    span: Span
    heading: Heading | None
    numbered: bool = True
    scope: Span | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Digits that are a citation marker in one reading and not in another: said, never guessed."""

    span: Span
    text: str
    as_marker: str
    otherwise: str


class CitationStyle(StrEnum):
    """How the article as a whole cites."""

    NUMERIC = "numeric"
    AUTHOR_YEAR = "author-year"
    NONE = "none"


@dataclass(frozen=True)
class Article:
    """A document with its citation markers and sources, all in order of appearance."""

    document: Document
    markers: tuple[Marker, ...] = ()
    references: tuple[Reference, ...] = ()
    lists: tuple[SourceList, ...] = ()
    language: str | None = None
    style: CitationStyle = CitationStyle.NUMERIC
    doubts: tuple[Doubt, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The path under which the article was read."""
        return self.document.path

    @property
    def heading(self) -> Heading | None:
        """The heading of the first source list that has one; of a numbered list before any other."""
        lists = sorted(self.lists, key=lambda found: not found.numbered)
        return next((found.heading for found in lists if found.heading), None)
