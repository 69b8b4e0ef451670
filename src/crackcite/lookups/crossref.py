"""Crossref: the record of a DOI, many records in one request, and the search for a reference.

API: https://api.crossref.org/swagger-ui/index.html. Limits: https://www.crossref.org/blog/announcing-changes-to-rest-api-rate-limits/
(in force since 2025-12-01). That Crossref does not know a DOI proves nothing about the DOI: another agency may.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from crackcite.lookups.answers import absent, failure_sentence, found, unanswered
from crackcite.lookups.crossref_client import Client, Heard
from crackcite.lookups.failures import reason_of_status, retry_after
from crackcite.lookups.records import mappings, work_of
from crackcite.lookups.resolve import Door, Names
from crackcite.lookups.service import Pace, Reply
from crackcite.model import Answer, Question, QuestionKind, Reason, Work, say
from crackcite.settings import Settings

NAME = "Crossref"

_SINGLE, _LIST = "single", "list"
#: Requests a second and requests at once, by pool (polite: with an e-mail address) and sort of request.
_PUBLISHED = {
    (False, _SINGLE): (5, 1),
    (False, _LIST): (1, 1),
    (True, _SINGLE): (10, 3),
    (True, _LIST): (3, 3),
}

#: DOIs in one request. With :data:`_LONGEST` an address stays under 4 kB, which every server and gateway takes.
_TOGETHER = 40
_LONGEST = 90
#: Candidates of a search; what the API's documentation advises to those who rank again themselves.
_CANDIDATES = 5
#: Characters of a reference that are searched for: authors, title and journal stand before that.
_LONGEST_SEARCH = 800

_SELECT = (
    "DOI,type,title,subtitle,short-title,original-title,container-title,short-container-title,group-title,event,author,"
    "editor,issued,published,published-print,published-online,posted,accepted,approved,content-created,volume,issue,"
    "page,article-number,publisher,ISBN,update-to,updated-by,relation"
)

#: Seconds to wait where Crossref names none ("wait a short while").
_PAUSE = {Reason.RATE_LIMITED: 2.0, Reason.SERVER_ERROR: 1.5, Reason.RESET: 1.0, Reason.TIMEOUT: 1.0}
_PAUSE |= {Reason.REFUSED: 1.0, Reason.NETWORK: 1.0}


class Crossref:
    """Crossref's REST API, through habanero."""

    name = NAME
    kinds = frozenset({QuestionKind.CROSSREF_WORK, QuestionKind.CROSSREF_SEARCH})

    def __init__(self, settings: Settings, names: Names) -> None:
        self._settings = settings
        self._client = Client(settings)
        self._door = Door(settings.crossref_url, names)
        self._takes_many = True

    def lane(self, question: Question) -> str:  # noqa: ARG002
        """All questions wait in one lane: what counts as "at once" is counted over all of them."""
        return NAME

    def origin(self, question: Question) -> str:  # noqa: ARG002
        """Crossref's address."""
        return self._settings.crossref_url

    def batch(self, question: Question) -> int:
        """Many DOIs go together, but not one that would break the filter's syntax or make the address long."""
        if question.kind is not QuestionKind.CROSSREF_WORK or not self._takes_many:
            return 1
        fits = "," not in question.key and len(quote(question.key, safe="", errors="replace")) <= _LONGEST
        return _TOGETHER if fits else 1

    def pace(self, lane: str, questions: Sequence[Question]) -> Pace:  # noqa: ARG002
        """What is published for single records and for lists, or what the user set."""
        single = len(questions) == 1 and questions[0].kind is QuestionKind.CROSSREF_WORK
        sort = _SINGLE if single else _LIST
        rate, at_once = _PUBLISHED[bool(self._settings.mailto), sort]
        return self._set(Pace(rate, 1.0, at_once, sort, careful=True))

    def _set(self, pace: Pace) -> Pace:
        """A pace with what the user set in its place."""
        if self._settings.crossref_rate:
            pace = replace(pace, requests=1, seconds=1 / self._settings.crossref_rate)
        return replace(pace, at_once=self._settings.crossref_concurrency or pace.at_once)

    def ask(self, questions: Sequence[Question], seconds: float) -> Reply:
        """Ask for one work, for many, or for the candidates of a reference."""
        if shut := self._door.shut():
            return replace(self._trouble(questions, Heard(reason=shut), _SINGLE), requests=0)
        if len(questions) > 1:
            return self._ask_many(questions, seconds)
        question = questions[0]
        if question.kind is QuestionKind.CROSSREF_SEARCH:
            return self._search(question, seconds)
        return self._ask_one(question, seconds)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _ask_one(self, question: Question, seconds: float) -> Reply:
        heard = self._single(question.key, seconds)
        prime = _alias_target(heard)
        if prime is None or prime == question.key.lower():
            return self._reply(question, heard, _SINGLE, _work_answer)
        heard = self._single(prime, seconds)
        reply = self._reply(question, heard, _SINGLE, _alias_answer)
        return replace(reply, requests=2)

    def _single(self, doi: str, seconds: float) -> Heard:
        # habanero does not quote, splits a text at its spaces, and takes a list as it is.
        return self._client.works(seconds, ids=[quote(doi, safe="")])

    def _search(self, question: Question, seconds: float) -> Reply:
        text = question.key[:_LONGEST_SEARCH]
        heard = self._client.works(seconds, query_bibliographic=text, limit=_CANDIDATES, select=_SELECT + ",score")
        return self._reply(question, heard, _LIST, _search_answer)

    def _reply(
        self, question: Question, heard: Heard, sort: str, read: Callable[[Question, Mapping[str, Any]], Answer]
    ) -> Reply:
        if heard.message is not None:
            return Reply((read(question, heard.message),), pace=self._announced(heard, sort))
        if _says_not_found(heard) and sort == _SINGLE:
            answer = absent(question, NAME, say("Crossref has no record of {doi}", doi=question.key))
            return Reply((answer,), pace=self._announced(heard, sort))
        return self._trouble([question], heard, sort)

    def _ask_many(self, questions: Sequence[Question], seconds: float) -> Reply:
        dois = [question.key for question in questions]
        heard = self._client.works(seconds, filter={"doi": dois}, limit=len(dois), select=_SELECT)
        pace = self._announced(heard, _LIST)
        works = _by_doi(heard.message)
        if works is None:
            reply = self._trouble(questions, heard, _LIST)
            reasons = {answer.reason for answer in reply.answers}
            if reasons == {Reason.BAD_ANSWER}:
                self._takes_many = False
                return Reply((), pace=pace)
            return reply
        known = [question for question in questions if question.key.lower() in works]
        if heard.message and heard.message["items"] and not known:  # who does not know the filter lists anything
            self._takes_many = False
        answers = tuple(found(question, NAME, (works[question.key.lower()],)) for question in known)
        # An alias, a DOI of another agency and one that does not exist are silently left out of a list.
        return Reply(answers, pace=pace)

    def _trouble(self, questions: Sequence[Question], heard: Heard, sort: str) -> Reply:
        reason = heard.reason or reason_of_status(heard.status) or Reason.BAD_ANSWER
        said = failure_sentence(reason, NAME, self._settings.timeout, heard.status)
        if heard.status == 0 and heard.body:
            said = heard.body
        answers = tuple(unanswered(question, NAME, reason, said) for question in questions)
        pause = retry_after(heard.headers.get("retry-after"), heard.headers.get("date"))
        return Reply(
            answers,
            retry_after=_PAUSE.get(reason) if pause is None or reason not in _PAUSE else pause,
            pace=self._announced(heard, sort),
            failed=reason in (Reason.RATE_LIMITED, Reason.SERVER_ERROR),
            stop=_blocked(heard.status) if reason is Reason.BLOCKED else "",
        )

    def _announced(self, heard: Heard, sort: str) -> Pace | None:
        """The limit in an answer's headers (``x-rate-limit-limit: 10``, ``x-rate-limit-interval: 1s``,
        ``x-concurrency-limit: 3``).

        Lists have a limit of their own, which some answers announce (``x-api-pool: polite-array``); where the pool's
        name does not say so, the number is the single records' and must not loosen the lists'.
        """
        rate, interval, at_once = (_number(heard.headers.get(name)) for name in _LIMIT_HEADERS)
        if not rate or not interval:
            return None
        published, published_at_once = _PUBLISHED[bool(self._settings.mailto), sort]
        if sort == _LIST and not str(heard.headers.get("x-api-pool", "")).endswith("-array"):
            rate = min(rate, published * interval)
        return self._set(Pace(max(int(rate), 1), interval, int(at_once or published_at_once), sort, careful=True))


_LIMIT_HEADERS = ("x-rate-limit-limit", "x-rate-limit-interval", "x-concurrency-limit")


def _number(text: str | None) -> float | None:
    match = re.match(r"\s*(\d{1,6}(?:\.\d+)?)", text or "")
    return float(match[1]) if match else None


def _blocked(status: int) -> str:
    return say(
        "Crossref refuses to answer this address (status {status}), which may be a block: nothing more was asked. "
        "Set --mailto, wait a day, or write to support@crossref.org",
        status=status,
    )


def _alias_target(heard: Heard) -> str | None:
    """The DOI that an alias stands for: Crossref answers 301 with ``location: /works/<the other DOI>``."""
    if heard.status not in (301, 302, 303, 307, 308):
        return None
    path = urlsplit(heard.headers.get("location", "")).path
    _, mark, doi = path.partition("/works/")
    return unquote(doi).strip("/").lower() if mark and doi.startswith("10.") else None


def _says_not_found(heard: Heard) -> bool:
    """Whether a 404 is Crossref's own and not a gateway's or a wrong address's."""
    return heard.status == 404 and ("Resource not found" in heard.body or "resource-failure" in heard.body)


def _strange(question: Question) -> Answer:
    return unanswered(question, NAME, Reason.BAD_ANSWER, failure_sentence(Reason.BAD_ANSWER, NAME))


def _work_answer(question: Question, message: Mapping[str, Any]) -> Answer:
    work = work_of(message, NAME)
    if not work.doi:
        return _strange(question)
    if work.doi != question.key.lower():
        # An alias is redirected; a record of some other work, served for what was asked, is a gateway's mistake.
        return _of_alias(question, work) if question.key.lower() in work.aliases else _strange(question)
    return found(question, NAME, (work,))


def _alias_answer(question: Question, message: Mapping[str, Any]) -> Answer:
    work = work_of(message, NAME)
    return _of_alias(question, work) if work.doi else _strange(question)


def _of_alias(question: Question, work: Work) -> Answer:
    asked = question.key.lower()
    named = work if asked in work.aliases else replace(work, aliases=(*work.aliases, asked))
    return found(
        question,
        NAME,
        (named,),
        value=work.doi,
        detail=say("{doi} is an alias of {other}", doi=question.key, other=work.doi),
    )


def _search_answer(question: Question, message: Mapping[str, Any]) -> Answer:
    items = message.get("items")
    if not isinstance(items, list):
        return _strange(question)
    works = tuple(work for work in (work_of(item, NAME) for item in mappings(items)) if work.doi)
    if items and not works:
        return _strange(question)
    if not works:
        return absent(question, NAME, say("Crossref's search finds nothing like it"))
    return found(question, NAME, works[:_CANDIDATES])


def _by_doi(message: Mapping[str, Any] | None) -> dict[str, Work] | None:
    """The works of a list by DOI; None where the answer is no list."""
    items = message.get("items") if message is not None else None
    if not isinstance(items, list):
        return None
    works = (work_of(item, NAME) for item in mappings(items))
    return {work.doi: work for work in works if work.doi}
