"""Web pages: what stands at the address that a source gives.

Rooms, in the order of a link's way: ``address`` (what to ask), ``transport`` and ``fetch`` (asking), ``exchange`` (what
came), ``forwards`` (pages that send on), ``judge`` (what it proves) with its tables ``verdicts`` (status codes),
``landing`` (redirects), ``phrases`` (soft 404s), ``walls``, ``squatters``; ``pages``, ``documents`` and ``fragments``
(what the page says of itself); ``probe`` (the whole story), ``archive`` (the copy of a dead page).
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crackcite.lookups.answers import unanswered
from crackcite.lookups.resolve import Names
from crackcite.lookups.service import Pace, Reply
from crackcite.lookups.web.address import AddressError, address
from crackcite.model import Question, QuestionKind, Reason
from crackcite.settings import Settings

if TYPE_CHECKING:
    from crackcite.lookups.web.fetch import Fetcher

#: What one host is asked at most: a reader who opens links one after another, quickly.
_PER_SECOND = 5

__all__ = ["Web"]


class Web:
    """Answers what stands at an address (PAGE). One lane for each host and port."""

    name = "web"
    kinds = frozenset({QuestionKind.PAGE})

    def __init__(self, settings: Settings, names: Names | None = None) -> None:
        self._settings = settings
        self._names = names or Names(settings.allow_private)
        self._lock = threading.Lock()
        self._fetcher: Fetcher | None = None

    def lane(self, question: Question) -> str:
        """The host (and port) that the address names."""
        try:
            return address(question.key).lane
        except AddressError:
            return "no host"

    def origin(self, question: Question) -> str:  # noqa: ARG002
        """Empty: the address itself says who answers."""
        return ""

    def pace(self, lane: str, questions: Sequence[Question]) -> Pace:  # noqa: ARG002
        """As many at once as the settings allow for one host."""
        return Pace(requests=_PER_SECOND * self._settings.per_host, seconds=1.0, at_once=self._settings.per_host)

    def batch(self, question: Question) -> int:  # noqa: ARG002
        """One page a request."""
        return 1

    def ask(self, questions: Sequence[Question], seconds: float) -> Reply:
        """What stands at the address; at most ``seconds`` for connecting, redirects and reading together."""
        from crackcite.lookups.web.probe import probe

        question = questions[0]
        try:
            fetcher = self._ready()
        except OSError as error:
            said = f"the trusted certificates cannot be read: {error}"
            return Reply((unanswered(question, "", Reason.NETWORK, said),), requests=0)
        return probe(question, fetcher, seconds)

    def _ready(self) -> Fetcher:
        with self._lock:
            if self._fetcher is None:
                from crackcite.lookups.web.fetch import Fetcher

                self._fetcher = Fetcher(self._settings, self._names)
            return self._fetcher
