"""What the registries that answer JSON over plain HTTP have in common: one request, and what its failures mean."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crackcite.lookups.answers import failure_sentence, unanswered
from crackcite.lookups.failures import reason_of, reason_of_status, retry_after
from crackcite.lookups.resolve import Door, Names
from crackcite.lookups.service import Pace, Reply
from crackcite.lookups.session import trust_problem
from crackcite.model import Answer, Question, QuestionKind, Reason, say
from crackcite.settings import Settings

if TYPE_CHECKING:
    from crackcite.lookups.caller import Caller, Fetched

#: Seconds to wait before a second try, where the service names none.
_PAUSE = {Reason.RATE_LIMITED: 2.0, Reason.SERVER_ERROR: 1.5, Reason.RESET: 1.0, Reason.TIMEOUT: 1.0}
_PAUSE |= {Reason.REFUSED: 1.0, Reason.NETWORK: 1.0}


def _proxy_wants_password(url: str) -> str:
    """The sentence for a 407 from the proxy that is used for an address; empty where none is used."""
    from crackcite.lookups.web import proxies

    proxy = proxies.named(url, proxies.used_for(url))
    return proxies.wants_password(proxy) if proxy else ""


class StrangeAnswerError(Exception):
    """An answer that the service does not document; the message says what."""


class Registry:
    """What the registries that answer JSON over plain HTTP have in common."""

    name = ""
    kinds: frozenset[QuestionKind] = frozenset()
    _pace = Pace(5, 1.0, 4)

    def __init__(self, settings: Settings, base: str, names: Names) -> None:
        self._settings, self._base = settings, base.rstrip("/")
        self._door = Door(base, names)
        self._lock = threading.Lock()
        self._opened: Caller | None = None

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
            address, accept = self._address(questions), self._accept(questions[0])
            answer = self._caller().fetch(address, seconds, accept=accept, redirects=self._follows(questions[0]))
        except Exception as error:  # noqa: BLE001, RUF100 - whatever a network library raises is a reason
            return self._broken(questions, error)
        reason = reason_of_status(answer.status)
        if answer.status == 407 and (refused := _proxy_wants_password(answer.url)):
            return self._unheard(questions, Reason.REFUSED, refused)
        if reason:
            return self._failed(
                questions,
                reason,
                answer.status,
                retry_after(answer.headers.get("Retry-After"), answer.headers.get("Date")),
            )
        try:
            return Reply(tuple(self._read(questions, answer)))
        except (StrangeAnswerError, ValueError):
            if len(questions) > 1:  # one odd question, or a mirror that does not take several
                return Reply(())
            return self._failed(questions, Reason.BAD_ANSWER)

    def close(self) -> None:
        """Close the connections."""
        if self._opened is not None:
            self._opened.close()

    def _caller(self) -> Caller:
        with self._lock:
            if self._opened is None:
                from crackcite.lookups.caller import Caller

                self._opened = Caller(self._settings, self._base, self._pace.at_once)
            return self._opened

    def _broken(self, questions: Sequence[Question], error: Exception) -> Reply:
        said = trust_problem()
        if said:
            return replace(self._unheard(questions, Reason.CERTIFICATE, said), requests=0)
        from crackcite.lookups.web import proxies

        url = self._address(questions)
        failed = proxies.failure(error, url, proxies.used_for(url))
        return self._unheard(questions, *failed) if failed else self._failed(questions, reason_of(error))

    def _unheard(self, questions: Sequence[Question], reason: Reason, said: str) -> Reply:
        """The reply where the registry was not even reached."""
        return Reply(tuple(unanswered(one, self.name, reason, said) for one in questions))

    def _failed(
        self, questions: Sequence[Question], reason: Reason, status: int = 0, pause: float | None = None
    ) -> Reply:
        said = failure_sentence(reason, self.name, self._settings.timeout, status)
        return Reply(
            tuple(unanswered(question, self.name, reason, said) for question in questions),
            retry_after=pause if pause is not None and reason in _PAUSE else _PAUSE.get(reason),
            failed=reason in (Reason.RATE_LIMITED, Reason.SERVER_ERROR),
            stop=say("{reason}; nothing more was asked", reason=said) if reason is Reason.BLOCKED else "",
        )

    def _accept(self, question: Question) -> str:  # noqa: ARG002
        return "application/json"

    def _follows(self, question: Question) -> bool:  # noqa: ARG002
        """Whether the answer may stand elsewhere."""
        return False

    def _address(self, questions: Sequence[Question]) -> str:
        raise NotImplementedError

    def _read(self, questions: Sequence[Question], answer: Fetched) -> list[Answer]:
        raise NotImplementedError
