"""What is asked of the world, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


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
    PMCID_DOI = "pmcid-doi"  # a PubMed Central identifier, with its letters
    PAGE = "page"  # a URL
    ARCHIVE = "archive"  # a URL, and after a space the time stamp that is wanted
    SAVE = "save"  # a URL, for an archive to make a copy of


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
    ACCEPTED = "accepted"  # the settings accept it as it is
    NOT_ASKED = "not-asked"  # the service had just failed to answer others
    NOT_RECORDED = "not-recorded"  # the run is replayed, and its recording does not hold the question


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


#: Reasons that show no contact with anybody: a question open for one of these says nothing of the network being there.
_NO_CONTACT = frozenset({Reason.NETWORK, Reason.REFUSED, Reason.RESET, Reason.TIMEOUT, Reason.NOT_ASKED})
#: Questions that sites answer, and not registries.
_OF_SITES = frozenset({QuestionKind.PAGE, QuestionKind.ARCHIVE})
#: Where most is known from before, so many must be silent before it is the network that is away.
_SITES_AWAY = 3
#: Reasons that were found without asking anybody.
_UNASKED = frozenset(
    {Reason.NO_HOST, Reason.PRIVATE, Reason.SCHEME, Reason.OFFLINE, Reason.NOT_RECORDED, Reason.ACCEPTED}
)


@dataclass(frozen=True)
class Evidence:
    """All answers of a run.

    ``remarks`` are sentences about the asking itself (a cache that could not be used, a service that blocks);
    ``requests`` is how many HTTP requests went to each service ("web" for all sites together).
    ``partial`` tells that the user ended the asking: what had no answer by then is unanswered for that reason.
    """

    answers: Mapping[Question, Answer] = field(default_factory=dict)
    offline: bool = False
    remarks: tuple[str, ...] = ()
    requests: Mapping[str, int] = field(default_factory=dict)
    partial: bool = False

    def get(self, kind: QuestionKind, key: str) -> Answer | None:
        """The answer to a question, if it has been asked."""
        return self.answers.get(Question(kind, key))

    @property
    def network_away(self) -> bool:
        """Whether something was asked of the network and not one question was answered.

        Cached answers are none of the network's. Links alone that all meet walls are no sign: sites refuse programs
        every day; registries do not. Nor is it one that what is left to ask, where most is known from before, is asked
        of one or two that are away themselves: what had no answer is asked again in every run.
        """
        asked = [a for a in self.answers.values() if not a.cached and a.reason not in _UNASKED]
        if self.partial or not asked or any(answer.answered for answer in asked):
            return False
        kept = sum(answer.cached and answer.answered for answer in self.answers.values())
        if kept >= len(asked) and len({answer.source for answer in asked}) < _SITES_AWAY:
            return False
        registries = any(answer.question.kind not in _OF_SITES for answer in asked)
        return registries or all(answer.reason in _NO_CONTACT for answer in asked)
