"""What the scheduler asks of a service, and what a service says back.

A service knows one kind of world (Crossref, doi.org, web sites) and nothing of queues, pauses or deadlines: it is
called in a worker thread, makes its request, and says what came of it. The scheduler decides when, how many at once,
whether a failure is worth a second try, and when a lane is given up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from crackcite.model import Answer, Question, QuestionKind


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a lane may be driven: ``requests`` in every ``seconds``, ``at_once`` of them at the same time.

    ``sort`` names the sort of request that the rate is for, where a service counts sorts apart (Crossref's lists and
    single records); ``at_once`` holds for the whole lane. So many as ``burst`` may leave without spacing.
    With ``careful`` the lane's first request goes alone and the rate counts from its answer: for limits that are
    enforced, where loading a library or the first handshake would let the next requests catch up with it.
    """

    requests: int
    seconds: float
    at_once: int
    sort: str = ""
    burst: int = 1
    careful: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one call: the answers, and what it teaches about asking again.

    A question of a batch that has no answer here is asked once more in a request of its own.

    ``retry_after`` is the number of seconds after which the unanswered ones may be asked once more (the service's own
    word, or a sensible pause where a second try can change the answer); ``None`` where a retry is useless.
    ``pace`` is the limit that the service announced, if it did. ``failed`` says that the service itself is in trouble
    (server error, too many requests), beyond what the answers' reasons show. ``stop`` is empty, or the sentence for
    which the lane is given up at once (a block). ``requests`` is the number of HTTP requests made.
    """

    answers: tuple[Answer, ...]
    retry_after: float | None = None
    pace: Pace | None = None
    failed: bool = False
    stop: str = ""
    requests: int = 1


class Service(Protocol):
    """Somebody who answers questions of some kinds. One instance serves many threads at once.

    Making an instance is cheap: what is heavy to import is imported by the first :meth:`ask`.
    """

    name: str  # under which its requests are counted: "Crossref", "web"
    kinds: frozenset[QuestionKind]

    def lane(self, question: Question) -> str:
        """The queue that a question waits in, by a name that people know ("Crossref", "www.example.org").

        Questions of one lane share its pace and its circuit breaker.
        """
        ...

    def origin(self, question: Question) -> str:
        """The address of who answers, where the key does not say it (a registry's base address; else empty).

        Answers are kept by it, so that a test's server never answers for the real one.
        """
        ...

    def pace(self, lane: str, questions: Sequence[Question]) -> Pace:
        """How fast the lane may be driven with such requests until the service says otherwise."""
        ...

    def batch(self, question: Question) -> int:
        """How many questions of this kind may go into one request."""
        ...

    def ask(self, questions: Sequence[Question], seconds: float) -> Reply:
        """Ask, blocking for at most about ``seconds`` in all. Never raises: a failure is an unanswered answer.

        The scheduler stops waiting a moment after ``seconds``, whatever the thread is doing.
        """
        ...


@runtime_checkable
class Closable(Protocol):
    """A service that keeps something open, such as connections."""

    def close(self) -> None:
        """Let go of it: the run is over. Threads that still ask may fail from now on."""
        ...


@runtime_checkable
class Patient(Protocol):
    """A service whose one answer is known to take longer than others."""

    patience: float  # seconds for one question, where the run's own timeout is shorter


@runtime_checkable
class Reviser(Protocol):
    """A service that may think otherwise of its answers when it has heard all of a run's."""

    def revised(self, answers: Mapping[Question, Answer]) -> Iterable[Answer]:
        """The answers that are to stand in place of those that it gave. May ask for a few seconds."""
        ...
