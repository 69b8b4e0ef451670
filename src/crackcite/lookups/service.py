"""What the scheduler asks of a service, and what a service says back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from crackcite.model import Answer, Question, QuestionKind


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a lane may be driven: ``requests`` in every ``seconds``, ``at_once`` of them at the same time."""

    requests: int
    seconds: float
    at_once: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one request: an answer to each question asked, and what it teaches about asking again.

    ``retry_after`` is the number of seconds after which the unanswered ones may be asked once more (the service's own
    word, or a sensible pause where a second try can change the answer); ``None`` where a retry is useless.
    ``pace`` is the limit that the service announced, if it did.
    """

    answers: tuple[Answer, ...]
    retry_after: float | None = None
    pace: Pace | None = None


class Service(Protocol):
    """Somebody who answers questions of some kinds. One instance serves many threads at once."""

    kinds: frozenset[QuestionKind]

    def lane(self, question: Question) -> str:
        """The queue that a question waits in: questions of one lane share its pace and its circuit breaker."""
        ...

    def pace(self, lane: str) -> Pace:
        """How fast the lane may be driven until the service says otherwise."""
        ...

    def batch(self, question: Question) -> int:
        """How many questions of this kind may go into one request."""
        ...

    def ask(self, questions: Sequence[Question], seconds: float) -> Reply:
        """Ask, blocking for at most about ``seconds`` in all. Never raises: a failure is an unanswered answer."""
        ...
