"""The nouns of crackcite: what an article says, what the world answered, what follows from both.

Every value is frozen; nothing here does I/O or imports more than the standard library. All offsets are
code-point offsets into ``Document.text``, end exclusive; all lines and columns are 1-based.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

# --------------------------------------------------------------------------- places in a text


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open range ``[start, end)`` of a text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The part of ``text`` that this span names."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Position:
    """Where a reader of the source file finds an offset: 1-based line and column, and a name for the place
    where lines mean little (``paragraph 12`` of a DOCX file, ``page 3`` of a PDF); empty otherwise."""

    line: int
    column: int
    place: str = ""


# --------------------------------------------------------------------------- what a reader yields


class HintKind(StrEnum):
    """What markup told a reader about a range of text that plain text cannot tell."""

    SUPERSCRIPT = "superscript"
    LINK = "link"  # value: the target as written
    ANCHOR = "anchor"  # value: the id that links can point at; the span is what carries it
    HEADING = "heading"  # level: 1 to 6
    ITEM = "item"  # one entry of a list; value: its number where the list is ordered, else empty
    NOTE_REF = "note-ref"  # a footnote or endnote marker; value: the note's number or label
    NOTE = "note"  # the body of a footnote or endnote; value: as in NOTE_REF
    CODE = "code"  # code, formulas: never prose
    TABLE = "table"  # a table's cells
    ASIDE = "aside"  # navigation, footer, caption of the page: outside the article


@dataclass(frozen=True, slots=True)
class Hint:
    """A range of the text and what the markup says that it is."""

    kind: HintKind
    span: Span
    value: str = ""
    level: int = 0


_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Document:
    """What a reader made of a file: the text that an editor would see, with hints and the way back to the file.

    ``source`` is the decoded file where ``text`` differs from it (Markdown, HTML); ``anchors`` are pairs
    ``(offset in text, offset in source)`` in ascending order: from each anchor on, both advance together.
    ``places`` are pairs ``(offset in text, name)`` in ascending order, for formats without lines.
    ``remarks`` are sentences about what the reader left out.
    """

    path: str
    format: str
    text: str
    hints: tuple[Hint, ...] = ()
    encoding: str = ""
    language: str | None = None
    source: str | None = None
    anchors: tuple[tuple[int, int], ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    remarks: tuple[str, ...] = ()

    @cached_property
    def _line_starts(self) -> list[int]:
        text = self.text if self.source is None else self.source
        return [0, *(end.end() for end in _LINE_END.finditer(text))]

    @cached_property
    def _anchor_starts(self) -> list[int]:
        return [at for at, _ in self.anchors]

    @cached_property
    def _place_starts(self) -> list[int]:
        return [at for at, _ in self.places]

    def source_offset(self, offset: int) -> int:
        """The offset in the decoded source file of an offset in ``text``."""
        if self.source is None:
            return offset
        index = bisect_right(self._anchor_starts, offset) - 1
        if index < 0:
            return 0
        text_at, source_at = self.anchors[index]
        return min(source_at + offset - text_at, len(self.source))

    def position(self, offset: int) -> Position:
        """Where in the source file the offset of ``text`` stands."""
        at = self.source_offset(offset)
        line = bisect_right(self._line_starts, at)
        index = bisect_right(self._place_starts, offset) - 1
        place = self.places[index][1] if index >= 0 else ""
        return Position(line, at - self._line_starts[line - 1] + 1, place)

    def line_span(self, offset: int) -> Span:
        """The line of ``text`` in which ``offset`` stands, without its line ending."""
        start = max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1
        ending = _LINE_END.search(self.text, offset)
        return Span(min(start, offset), ending.start() if ending else len(self.text))

    def of_kind(self, kind: HintKind) -> Iterator[Hint]:
        """The hints of one kind, in order of their start."""
        return (hint for hint in self.hints if hint.kind is kind)


# --------------------------------------------------------------------------- what an article says


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
    ``flaw`` is empty, or says which rule of its syntax it breaks (CC201–CC203).
    """

    kind: IdentifierKind
    value: str
    span: Span
    written: Span
    flaw: str = ""


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
    (an empty span at the entry's start where the number is not in the text)."""

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
    ``scope`` is the part of the text whose markers refer to this list."""

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
        """The heading of the first source list that has one."""
        return next((found.heading for found in self.lists if found.heading), None)


# --------------------------------------------------------------------------- what the world answers


class QuestionKind(StrEnum):
    """What can be asked, and of whom. The key's meaning follows the kind."""

    CROSSREF_WORK = "crossref-work"  # a DOI
    CROSSREF_SEARCH = "crossref-search"  # a reference's text
    DOI_AGENCY = "doi-agency"  # a DOI
    DOI_HANDLE = "doi-handle"  # a DOI
    DOI_METADATA = "doi-metadata"  # a DOI, by content negotiation
    DATACITE_WORK = "datacite-work"  # a DOI
    BOOK = "book"  # an ISBN
    ARXIV_DOI = "arxiv-doi"  # an arXiv identifier
    PMID_DOI = "pmid-doi"  # a PubMed identifier
    PAGE = "page"  # a URL
    ARCHIVE = "archive"  # a URL, and after a space the time stamp that is wanted


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """One thing to ask the world. Equal questions are asked once in a run."""

    kind: QuestionKind
    key: str


class Outcome(StrEnum):
    """What became of a question. Only ``unanswered`` leaves it open."""

    FOUND = "found"
    ABSENT = "absent"
    MOVED = "moved"
    UNANSWERED = "unanswered"


class Reason(StrEnum):
    """Why a question stayed open, or what proves the absence."""

    NONE = ""
    # proofs of absence
    NOT_FOUND = "not-found"  # 404, or the registry's own word
    GONE = "gone"  # 410
    NO_HOST = "no-host"  # the host's name does not exist
    SOFT_404 = "soft-404"
    # nothing proved
    OFFLINE = "offline"  # asked not to ask
    NETWORK = "network"  # no way to the network at all: names cannot be resolved, nothing is reachable
    REFUSED = "refused"
    RESET = "reset"
    TIMEOUT = "timeout"
    BLOCKED = "blocked"  # 401, 402, 403, 451, 999, a bot wall
    RATE_LIMITED = "rate-limited"
    SERVER_ERROR = "server-error"
    BAD_ANSWER = "bad-answer"  # not what the service documents
    CERTIFICATE = "certificate"
    REDIRECTS = "redirects"
    PRIVATE = "private"  # an address that only --allow-private asks
    SCHEME = "scheme"  # not http or https
    NOT_ASKED = "not-asked"  # the service had just failed to answer others


@dataclass(frozen=True, slots=True)
class Contributor:
    """An author of a work in a registry; an organisation has ``family`` alone and ``group`` set."""

    family: str
    given: str = ""
    group: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """An editorial notice about a work: retraction, correction, expression of concern …"""

    kind: str
    doi: str = ""
    date: str = ""
    source: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from a work to another, named as the registry names it (``is-preprint-of``)."""

    kind: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Work:
    """A registry's record of a work, whatever the registry."""

    registry: str
    doi: str = ""
    kind: str = ""
    title: str = ""
    subtitle: str = ""
    other_titles: tuple[str, ...] = ()
    authors: tuple[Contributor, ...] = ()
    editors: tuple[Contributor, ...] = ()
    containers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()  # of every date in the record, ascending
    year: int | None = None  # of the date that the registry calls the issue's
    volume: str = ""
    issue: str = ""
    pages: str = ""
    article_number: str = ""
    publisher: str = ""
    language: str = ""
    isbns: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()  # about this work
    notice_of: tuple[Notice, ...] = ()  # the works that this one is a notice about
    relations: tuple[Relation, ...] = ()
    aliases: tuple[str, ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: the status and the address that it led to."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """What an address showed: the final address and what stands there."""

    url: str
    status: int
    hops: tuple[Hop, ...] = ()
    title: str = ""
    headline: str = ""
    content_type: str = ""
    doi: str = ""
    sign: str = ""  # what on the page says that it is not there, or a wall
    fragment: bool | None = None  # whether the address's #fragment is on the page; None: not looked at
    secure: str = ""  # the https address that answers the same


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: a value, never an exception.

    ``detail`` is a sentence for a person; ``value`` a short fact (the agency's name, the archived copy's address);
    ``source`` the service or host that answered; ``checked_at`` an ISO 8601 time in UTC.
    """

    question: Question
    outcome: Outcome
    reason: Reason = Reason.NONE
    detail: str = ""
    source: str = ""
    checked_at: str = ""
    value: str = ""
    works: tuple[Work, ...] = ()
    page: Page | None = None
    cached: bool = field(default=False, compare=False)

    @property
    def work(self) -> Work | None:
        """The record, where the question was about one work."""
        return self.works[0] if self.works else None

    @property
    def answered(self) -> bool:
        """Whether the world gave an answer, be it "no"."""
        return self.outcome is not Outcome.UNANSWERED


@dataclass(frozen=True)
class Evidence:
    """All answers of a run."""

    answers: Mapping[Question, Answer] = field(default_factory=dict)
    offline: bool = False

    def get(self, kind: QuestionKind, key: str) -> Answer | None:
        """The answer to a question, if it has been asked."""
        return self.answers.get(Question(kind, key))

    @property
    def network_away(self) -> bool:
        """Whether something was asked and not one question was answered."""
        return bool(self.answers) and not any(answer.answered for answer in self.answers.values())


# --------------------------------------------------------------------------- what follows


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class Verdict(StrEnum):
    """What is known of a source after all questions."""

    VERIFIED = "verified"
    MISMATCH = "mismatch"
    RETRACTED = "retracted"
    BROKEN = "broken"
    UNVERIFIED = "unverified"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of a range of the document's text."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found, and where.

    ``subject`` names what the finding is about in words that survive edits elsewhere (a source's text, a marker's
    numbers, an address); the fingerprint is made of it. ``reference`` is the source's number, where there is one;
    ``section`` and ``entry`` tell the list and the index in ``Article.references``.
    """

    rule: str
    name: str
    severity: Severity
    message: str
    hint: str
    span: Span
    subject: str
    reference: int | None = None
    entry: int | None = None
    fix: Edit | None = None
    fingerprint: str = ""


def fingerprinted(path: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of one article, each with an identity made of rule, path and subject alone.

    Equal subjects are told apart by their order of appearance, so that every fingerprint is unique in the article.
    """
    seen: dict[tuple[str, str], int] = {}
    result = []
    for finding in findings:
        key = (finding.rule, " ".join(finding.subject.split()).casefold())
        seen[key] = seen.get(key, 0) + 1
        parts = (finding.rule, path.replace("\\", "/"), key[1], str(seen[key]))
        digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        result.append(replace(finding, fingerprint=digest))
    return tuple(result)


@dataclass(frozen=True)
class Judged:
    """An article with what follows for it: one verdict and the answers used for each reference, and the findings."""

    article: Article
    verdicts: tuple[Verdict, ...] = ()
    evidence: tuple[tuple[Answer, ...], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, and the reason in one line."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Lookups:
    """How many questions were asked in a run. ``cached`` answers are among the answered."""

    asked: int = 0
    answered: int = 0
    cached: int = 0
    unanswered: int = 0


@dataclass(frozen=True)
class Report:
    """A run's whole result: everything that a view needs."""

    version: str
    started_at: str
    seconds: float
    offline: bool
    lookups: Lookups
    articles: tuple[Judged, ...]
    unreadable: tuple[Unreadable, ...] = ()
    away: str = ""  # one sentence, where the network gave not one answer

    def findings(self) -> Iterator[tuple[Article, Finding]]:
        """Every finding of the run with its article."""
        return ((judged.article, finding) for judged in self.articles for finding in judged.findings)

    def count(self, severity: Severity) -> int:
        """How many findings of one severity the run has; an unreadable file is an error."""
        found = sum(finding.severity is severity for _, finding in self.findings())
        return found + (len(self.unreadable) if severity is Severity.ERROR else 0)
