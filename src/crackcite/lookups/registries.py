"""doi.org, DataCite and Open Library, through requests.

doi.org: https://www.doi.org/the-identifier/resources/factsheets/doi-resolution-documentation (handles, which agency,
content negotiation); DataCite: https://support.datacite.org/docs/api-get-doi; Open Library:
https://openlibrary.org/dev/docs/api/books.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from crackcite.lookups.answers import absent, failure_sentence, found, unanswered
from crackcite.lookups.failures import reason_of, reason_of_status, retry_after
from crackcite.lookups.other_records import from_datacite, from_open_library
from crackcite.lookups.records import cleaned, mappings, work_of
from crackcite.lookups.resolve import Door, Names
from crackcite.lookups.service import Pace, Reply
from crackcite.lookups.session import Fetched, fetch, new_session
from crackcite.model import Answer, Question, QuestionKind, Reason
from crackcite.settings import Settings

if TYPE_CHECKING:
    import requests

_PAUSE = {Reason.RATE_LIMITED: 2.0, Reason.SERVER_ERROR: 1.5, Reason.RESET: 1.0, Reason.TIMEOUT: 1.0}
_PAUSE |= {Reason.REFUSED: 1.0, Reason.NETWORK: 1.0}
_CSL = "application/vnd.citationstyles.csl+json"


class StrangeAnswerError(Exception):
    """An answer that the service does not document; the message says what."""


class Registry:
    """What the registries that answer JSON over plain HTTP have in common."""

    name = ""
    kinds: frozenset[QuestionKind] = frozenset()
    _pace = Pace(5, 1.0, 4)

    def __init__(self, settings: Settings, base: str, names: Names) -> None:
        self._settings, self._base = settings, base
        self._door = Door(base, names)
        self._lock = threading.Lock()
        self._opened: requests.Session | None = None

    def lane(self, question: Question) -> str:  # noqa: ARG002
        """One lane for all of the registry's questions."""
        return self.name

    def origin(self, question: Question) -> str:  # noqa: ARG002
        """The registry's address."""
        return self._base

    def batch(self, question: Question) -> int:  # noqa: ARG002
        """One at a time, where a registry does not say otherwise."""
        return 1

    def pace(self, lane: str, questions: Sequence[Question]) -> Pace:  # noqa: ARG002
        """What is published, or modest where nothing is."""
        return self._pace

    def ask(self, questions: Sequence[Question], seconds: float) -> Reply:
        """Make one request for the questions, all of one kind."""
        if shut := self._door.shut():
            return replace(self._failed(questions, shut), requests=0)
        try:
            answer = fetch(self._session(), self._address(questions), seconds, accept=self._accept(questions[0]))
        except Exception as error:  # noqa: BLE001, RUF100 - whatever a network library raises is a reason
            return self._failed(questions, reason_of(error))
        reason = reason_of_status(answer.status)
        if reason:
            return self._failed(questions, reason, answer.status, retry_after(answer.headers.get("Retry-After")))
        try:
            return Reply(tuple(self._read(questions, answer)))
        except (StrangeAnswerError, ValueError):
            return self._failed(questions, Reason.BAD_ANSWER)

    def close(self) -> None:
        """Close the connections."""
        if self._opened is not None:
            self._opened.close()

    def _session(self) -> requests.Session:
        with self._lock:
            if self._opened is None:
                self._opened = new_session(self._settings, self._pace.at_once)
            return self._opened

    def _failed(
        self, questions: Sequence[Question], reason: Reason, status: int = 0, pause: float | None = None
    ) -> Reply:
        said = failure_sentence(reason, self.name, self._settings.timeout, status)
        return Reply(
            tuple(unanswered(question, self.name, reason, said) for question in questions),
            retry_after=pause if pause is not None and reason in _PAUSE else _PAUSE.get(reason),
            failed=reason in (Reason.RATE_LIMITED, Reason.SERVER_ERROR),
            stop=f"{said}; nothing more was asked" if reason is Reason.BLOCKED else "",
        )

    def _accept(self, question: Question) -> str:  # noqa: ARG002
        return "application/json"

    def _address(self, questions: Sequence[Question]) -> str:
        raise NotImplementedError

    def _read(self, questions: Sequence[Question], answer: Fetched) -> list[Answer]:
        raise NotImplementedError


class DoiOrg(Registry):
    """The DOI system: which agency registered a DOI, whether it exists, and its metadata from any agency."""

    name = "doi.org"
    kinds = frozenset({QuestionKind.DOI_AGENCY, QuestionKind.DOI_HANDLE, QuestionKind.DOI_METADATA})
    _pace = Pace(5, 1.0, 4)

    def __init__(self, settings: Settings, names: Names) -> None:
        super().__init__(settings, settings.doi_url, names)

    def batch(self, question: Question) -> int:
        """The agencies of several DOIs are told at once."""
        return 20 if question.kind is QuestionKind.DOI_AGENCY and len(question.key) < 100 else 1

    def _accept(self, question: Question) -> str:
        return _CSL if question.kind is QuestionKind.DOI_METADATA else "application/json"

    def _address(self, questions: Sequence[Question]) -> str:
        kind, doi = questions[0].kind, quote(questions[0].key, safe="/")
        if kind is QuestionKind.DOI_AGENCY:
            return f"{self._base}/ra/{','.join(quote(question.key, safe='/') for question in questions)}"
        if kind is QuestionKind.DOI_HANDLE:
            return f"{self._base}/api/handles/{doi}?type=URL"
        return f"{self._base}/{doi}"

    def _read(self, questions: Sequence[Question], answer: Fetched) -> list[Answer]:
        if questions[0].kind is QuestionKind.DOI_AGENCY:
            return self._agencies(questions, answer)
        read = self._handle if questions[0].kind is QuestionKind.DOI_HANDLE else self._metadata
        return [read(questions[0], answer)]

    def _agencies(self, questions: Sequence[Question], answer: Fetched) -> list[Answer]:
        said = {cleaned(item.get("DOI")).lower(): item for item in mappings(answer.json())}
        known = [question for question in questions if question.key.lower() in said]
        if not known and len(questions) == 1:
            raise StrangeAnswerError
        return [self._agency(question, said[question.key.lower()]) for question in known]

    def _agency(self, question: Question, item: Mapping[str, Any]) -> Answer:
        agency, status = cleaned(item.get("RA")), cleaned(item.get("status"))
        if agency:
            return found(question, self.name, value=agency, detail=f"registered with {agency}")
        if status in ("DOI does not exist", "Invalid DOI"):
            return absent(question, self.name, f"doi.org: {status}")
        return unanswered(question, self.name, Reason.BAD_ANSWER, f"doi.org does not say who registered it ({status})")

    def _handle(self, question: Question, answer: Fetched) -> Answer:
        """By the response code of the handle system (https://doi.pidconsortium.net/docs/responses)."""
        record = answer.json()
        if not isinstance(record, Mapping) or cleaned(record.get("handle")).lower() != question.key.lower():
            raise StrangeAnswerError
        code = record.get("responseCode")
        if code in (1, 200):
            targets = [value.get("data") for value in mappings(record.get("values")) if value.get("type") == "URL"]
            target = next((str(data.get("value", "")) for data in targets if isinstance(data, Mapping)), "")
            return found(question, self.name, value=target, detail="the DOI exists")
        if code == 100:
            return absent(question, self.name, "doi.org does not know this DOI")
        raise StrangeAnswerError

    def _metadata(self, question: Question, answer: Fetched) -> Answer:
        """A DOI without metadata exists all the same: nothing here proves an absence."""
        record = answer.json() if answer.status == 200 else None
        if not isinstance(record, Mapping) or not (record.get("title") or record.get("author")):
            said = "the agency that registered the DOI gives no description of the work"
            return unanswered(question, self.name, Reason.BAD_ANSWER, said)
        return found(question, self.name, (work_of({"DOI": question.key, **record}, self.name),))


class DataCite(Registry):
    """DataCite's REST API. 500 requests in 5 minutes, 1,000 for those who give an e-mail address."""

    name = "DataCite"
    kinds = frozenset({QuestionKind.DATACITE_WORK})
    _pace = Pace(400, 300.0, 4, burst=60)

    def __init__(self, settings: Settings, names: Names) -> None:
        super().__init__(settings, settings.datacite_url, names)

    def _address(self, questions: Sequence[Question]) -> str:
        return f"{self._base}/dois/{quote(questions[0].key, safe='/')}"

    def _read(self, questions: Sequence[Question], answer: Fetched) -> list[Answer]:
        question, record = questions[0], answer.json()
        if not isinstance(record, Mapping):
            raise StrangeAnswerError
        if answer.status == 404 and mappings(record.get("errors")):
            return [absent(question, self.name, f"DataCite has no record of {question.key}")]
        data = record.get("data")
        attributes = data.get("attributes") if isinstance(data, Mapping) else None
        if answer.status != 200 or not isinstance(attributes, Mapping):
            raise StrangeAnswerError
        return [found(question, self.name, (from_datacite(attributes),))]


class OpenLibrary(Registry):
    """Open Library's books by ISBN. A book that it lacks may exist all the same.

    Three requests a second are allowed to those who say who they are, one to others.
    """

    name = "Open Library"
    kinds = frozenset({QuestionKind.BOOK})
    _pace = Pace(2, 1.0, 1)

    def __init__(self, settings: Settings, names: Names) -> None:
        super().__init__(settings, settings.openlibrary_url, names)

    def batch(self, question: Question) -> int:
        """Several ISBNs are told at once."""
        return 25 if len(question.key) < 20 else 1

    def _address(self, questions: Sequence[Question]) -> str:
        keys = ",".join(quote(_key(question)) for question in questions)
        return f"{self._base}/api/books?bibkeys={keys}&format=json&jscmd=data"

    def _read(self, questions: Sequence[Question], answer: Fetched) -> list[Answer]:
        books = answer.json()
        if answer.status != 200 or not isinstance(books, Mapping):
            raise StrangeAnswerError
        return [self._book(question, books.get(_key(question))) for question in questions]

    def _book(self, question: Question, book: object) -> Answer:
        if isinstance(book, Mapping):
            return found(question, self.name, (from_open_library(book),))
        return absent(question, self.name, f"Open Library has no book with the ISBN {question.key}")


def _key(question: Question) -> str:
    return "ISBN:" + question.key.replace("-", "").replace(" ", "")
