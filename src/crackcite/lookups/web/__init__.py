"""Web pages: what stands at the address that a source gives.

Rooms, in the order of a link's way: ``address`` (what to ask), ``transport``, ``fetch`` and ``coding`` (asking),
``exchange`` (what came), ``forwards`` (pages that send on), ``judge`` and ``says`` (what it proves) with their tables
``verdicts`` (status codes), ``landing`` (redirects), ``phrases`` (soft 404s), ``walls``, ``squatters``; ``pages``,
``documents`` and ``fragments`` (what the page says of itself); ``probe`` (the whole story), ``archive`` (the copy of a
dead page), ``saving`` (a new copy of a live one, where the user wants it); ``portals`` (what the network shows in the
place of sites).

Manners: one lane for a host, with few requests at once and a pause where the server asks for one; a host that says "too
many requests" again and again is left alone. ``robots.txt`` is not consulted: a person's tool looks at single pages
that an article cites, as its reader would. It follows no link of a page; it is no crawler, and must not be made one:
after a thousand pages of one public host, the rest is left unverified, with that reason.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from crackcite.lookups.answers import unanswered
from crackcite.lookups.resolve import Names, is_private, literal
from crackcite.lookups.service import Pace, Reply
from crackcite.lookups.web import archive
from crackcite.lookups.web.address import AddressError, address
from crackcite.model import Answer, Question, QuestionKind, Reason, say
from crackcite.settings import Settings

if TYPE_CHECKING:
    from crackcite.lookups.web.fetch import Fetcher
    from crackcite.lookups.web.portals import Sighting

#: Requests a second that one host gets at most over each of the connections that the settings allow it.
_PER_SECOND = 10

#: After so many answers in a row that say "too many requests", a host is asked no more in this run.
_REFUSALS = 3

#: So many pages of one public host are looked at in a run; more would be crawling it.
_MOST_PAGES = 1000

#: Seconds in which doi.org shows that the network is what it seems to be.
_PROOF = 3.0

__all__ = ["Web"]


def genuine(settings: Settings) -> bool:
    """Whether doi.org answers as only doi.org does: then no login page stands between this machine and the world."""
    from crackcite.lookups.caller import Caller

    try:
        with closing(Caller(settings, settings.doi_url, 1)) as caller:
            told = caller.fetch(f"{settings.doi_url.rstrip('/')}/api/handles/10.1000/1?type=URL", _PROOF).json()
    except Exception:  # noqa: BLE001, RUF100 - whatever fails, it is no proof
        return False
    return isinstance(told, dict) and "responseCode" in told


class Web:
    """Answers what stands at an address (PAGE), and where a copy of it is kept (ARCHIVE).

    One lane for each host and port, and one for the archive.
    """

    name = "web"
    kinds = frozenset({QuestionKind.PAGE, QuestionKind.ARCHIVE})

    def __init__(self, settings: Settings, names: Names | None = None) -> None:
        self._settings = settings
        self._names = names or Names(settings.allow_private)
        self._lock = threading.Lock()
        self._fetcher: Fetcher | None = None
        self._refusals: Counter[str] = Counter()
        self._pages: Counter[str] = Counter()
        self._archive = archive.Archive(settings)
        self._sightings: list[Sighting] = []

    def lane(self, question: Question) -> str:
        """The host (and port) that the address names; the archive's questions wait for the archive."""
        if question.kind is QuestionKind.ARCHIVE:
            return archive.NAME
        try:
            return address(question.key).lane
        except AddressError:
            return "no host"

    def origin(self, question: Question) -> str:
        """Empty for a page, whose address says who answers; else where the archive is asked."""
        return self._settings.wayback_url if question.kind is QuestionKind.ARCHIVE else ""

    def pace(self, lane: str, questions: Sequence[Question]) -> Pace:  # noqa: ARG002
        """As many at once as the settings allow for one host."""
        if lane == archive.NAME:
            return archive.PACE
        return Pace(requests=_PER_SECOND * self._settings.per_host, seconds=1.0, at_once=self._settings.per_host)

    def batch(self, question: Question) -> int:  # noqa: ARG002
        """One page a request."""
        return 1

    def ask(self, questions: Sequence[Question], seconds: float) -> Reply:
        """What stands at the address; at most ``seconds`` for connecting, redirects and reading together."""
        question = questions[0]
        if question.kind is QuestionKind.ARCHIVE:
            return self._archive.ask(question, seconds)
        if self._is_crawl(question):
            said = say(
                "more than {most} pages of {host} in one run would be crawling it",
                most=_MOST_PAGES,
                host=self.lane(question),
            )
            return Reply((unanswered(question, "", Reason.NOT_ASKED, said),), stop=said, requests=0)
        from crackcite.lookups.web.probe import probe

        try:
            fetcher = self._ready()
        except OSError as error:
            said = say("the trusted certificates cannot be read: {error}", error=str(error))
            return Reply((unanswered(question, "", Reason.NETWORK, said),), requests=0)
        return self._noted(probe(question, fetcher, seconds, self._sightings.append))

    def revised(self, answers: Mapping[Question, Answer]) -> Iterator[Answer]:
        """The answers that a page of the network's own gave in place of the sites', as open ones."""
        from crackcite.lookups.web.portals import one_for_all, one_for_many

        last = {one.question: one for one in tuple(self._sightings)}
        seen = [one for one in last.values() if one.question in answers]
        others = any(a.answered and not a.cached and a.question.kind is not QuestionKind.PAGE for a in answers.values())
        foreign = one_for_all(seen) if not others else ()
        if foreign and genuine(self._settings):
            foreign = ()
        for sighting in foreign or one_for_many(seen):
            said = say(
                "several unrelated sites show one and the same page here, “{title}”: a login page of this network, "
                "or a filter?",
                title=sighting.title or sighting.final,
            )
            yield unanswered(sighting.question, answers[sighting.question].source, Reason.BAD_ANSWER, said)

    def close(self) -> None:
        """Close the connections."""
        if self._fetcher is not None:
            self._fetcher.close()
        self._archive.close()

    def _is_crawl(self, question: Question) -> bool:
        """Whether the page is one too many of its host; a machine of the user's own may be asked what he likes."""
        host = self.lane(question)
        itself = literal(host.rsplit(":", 1)[0])
        with self._lock:
            self._pages[host] += 1
            return self._pages[host] > _MOST_PAGES and not (itself and is_private(str(itself)))

    def _noted(self, reply: Reply) -> Reply:
        """The reply, with an end to asking a host that says "too many requests" again and again."""
        answer, host = reply.answers[0], self.lane(reply.answers[0].question)
        with self._lock:
            limited = answer.reason is Reason.RATE_LIMITED
            count = self._refusals[host] = self._refusals[host] + 1 if limited else 0
        if count < _REFUSALS or reply.retry_after is not None:
            return reply
        return replace(reply, stop=say("{host} says that it gets too many requests", host=host))

    def _ready(self) -> Fetcher:
        with self._lock:
            if self._fetcher is None:
                from crackcite.lookups.web.fetch import Fetcher

                self._fetcher = Fetcher(self._settings, self._names)
            return self._fetcher
