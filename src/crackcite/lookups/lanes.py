"""A lane: the questions that wait for one service or host, its pace, and whether it is still worth asking.

Everything here is told the time; nothing waits. One thread (the scheduler's) touches a lane.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from crackcite.lookups.answers import failure_sentence
from crackcite.lookups.service import Pace, Reply, Service
from crackcite.model import Answer, Outcome, Question, QuestionKind, Reason, say, say_many, say_row

#: Requests that left evenly may arrive in a bunch (a new connection takes longer than a kept one): the limit of a
#: second is kept in so many seconds more; that of a shorter span in proportion.
_JITTER = 0.3
#: From this many waiting questions on, a service that takes several in one request is asked so.
_WORTH_A_BATCH = 4
#: What a service may talk us up to, whatever its headers say (Crossref's paid plan, the fastest that is published).
_FASTEST = 150.0

_OFTEN = {1: "", 2: say("twice"), 3: say("three times in a row")}
#: A host that has given so many answers works: a row of failures is then rather the fault of some of its pages. Only a
#: longer one closes it: of time-outs, which cost much, and of connections refused or cut, which cost little.
_WORKS, _MOST_SLOW, _MOST_QUICK = 5, 5, 10
#: Seconds after which a lane that failed may show once that it works again.
_REST = 2.0
#: How often a question is asked at most; and where nobody answered at all.
_TRIES = 3
_TRIES_AFTER_SILENCE = 2

_SLOW = {Reason.TIMEOUT}
_QUICK = {Reason.REFUSED, Reason.RESET, Reason.NETWORK}


def _spoken(seconds: float) -> str:
    """A span of time as a person says it."""
    if seconds < 120:
        return say_many("{number} second", "{number} seconds", round(seconds))
    if seconds < 7200:
        return say_many("{number} minute", "{number} minutes", round(seconds / 60))
    if seconds < 172_800:
        return say_many("{number} hour", "{number} hours", round(seconds / 3600))
    return say_many("{number} day", "{number} days", round(seconds / 86_400))


@dataclass(slots=True)
class Task:
    """A question on its way: how often it was tried, what came of it, and whether it wants a request of its own."""

    question: Question
    tries: int = 0
    alone: bool = False
    last: Answer | None = None


@dataclass(slots=True)
class Meter:
    """The even spacing of one sort of request. ``ease`` below 1 slows down after "too many requests".

    This is the generic cell rate algorithm: ``_full_at`` is when all earlier requests, evenly spaced, will have left.
    """

    pace: Pace
    ease: float = 1.0
    _full_at: float = 0.0
    _last: float | None = None

    @property
    def spacing(self) -> float:
        """Seconds between two requests."""
        span = self.pace.seconds + _JITTER * min(self.pace.seconds, 1.0)
        return span / (self.pace.requests * self.ease)

    @property
    def next_at(self) -> float:
        """When the next request may leave."""
        return self._full_at - (self.pace.burst - 1) * self.spacing

    def passed(self, now: float) -> None:
        """A request has left."""
        self._last = now
        self._full_at = max(self._full_at, now) + self.spacing

    def restart(self, now: float) -> None:
        """Count from now on: the first request may have left long after it was sent on its way."""
        if self._last is not None:
            self._last = now
            self._full_at = max(self._full_at, now + self.spacing)

    def refund(self) -> None:
        """Nothing has left after all."""
        if self._last is not None:
            self._full_at -= self.spacing

    def adapt(self, announced: Pace) -> None:
        """Follow a limit that the service announced; an absurd one is not believed."""
        if announced.requests <= 0 or announced.seconds <= 0 or announced.at_once <= 0:
            return
        if announced.requests / announced.seconds <= _FASTEST:
            self.pace = announced
            self._full_at = max(self._full_at, (self._last or 0.0) + self.spacing)


@dataclass
class Lane:
    """The queue of one service or host."""

    name: str
    service: Service
    held_until: float = 0.0
    in_flight: int = 0
    has_answered: bool = False
    given_up: str = ""  # why nothing more is asked here
    blocked: str = ""  # the sentence with which the service itself closed the door
    waited: float = 0.0  # seconds of patience spent on retries
    queued: bool = False  # whether the scheduler's heap holds this lane
    on_trial: bool = False  # whether the next request, which goes alone, decides for all that waits
    _queues: dict[tuple[QuestionKind, bool], deque[Task]] = field(default_factory=dict)
    _meters: dict[str, Meter] = field(default_factory=dict)
    _at_once: int = 0
    _careful: bool = False
    _has_replied: bool = False
    _failures: int = 0
    _answers: int = 0
    _failed_at: float = -1.0
    _may_rest: bool = False
    _has_rested: bool = False

    def push(self, task: Task, *, first: bool = False) -> None:
        """Let a task wait here."""
        task.alone = task.alone or self.service.batch(task.question) <= 1
        queue = self._queues.setdefault((task.question.kind, task.alone), deque())
        queue.appendleft(task) if first else queue.append(task)

    @property
    def waiting(self) -> int:
        """How many questions wait."""
        return sum(map(len, self._queues.values()))

    def drain(self) -> Iterator[Task]:
        """Take every waiting task out."""
        for queue in self._queues.values():
            while queue:
                yield queue.popleft()

    def _next_request(self, queue: deque[Task]) -> int:
        """How many of a queue's first tasks go into its next request."""
        if len(queue) < _WORTH_A_BATCH or queue[0].alone:
            return 1
        return min(self.service.batch(queue[0].question), len(queue))

    def _meter(self, queue: deque[Task], count: int) -> Meter:
        pace = self.service.pace(self.name, [queue[index].question for index in range(count)])
        self._at_once, self._careful = self._at_once or pace.at_once, pace.careful
        if pace.sort not in self._meters:
            self._meters[pace.sort] = Meter(pace)
        return self._meters[pace.sort]

    def _choices(self) -> Iterator[tuple[float, deque[Task], int, Meter]]:
        for queue in self._queues.values():
            if queue:
                count = self._next_request(queue)
                meter = self._meter(queue, count)
                yield max(meter.next_at, self.held_until), queue, count, meter

    def due(self) -> float | None:
        """When the next request may leave; None while none can (nothing waits, or enough are under way)."""
        moments = [choice[0] for choice in self._choices()]
        alone = self.on_trial or (self._careful and not self._has_replied)
        allowed = 1 if alone else self._at_once
        if not moments or (self.in_flight and self.in_flight >= allowed):
            return None
        return min(moments)

    def take(self, now: float) -> list[Task]:
        """The tasks of the next request, which leaves now."""
        _, queue, count, meter = min(self._choices(), key=lambda choice: choice[0])
        meter.passed(now)
        self.in_flight += 1
        return [queue.popleft() for _ in range(count)]

    def may_retry(self, task: Task, pause: float, patience: float) -> bool:
        """Whether a question may wait for another try. A pause beyond all patience closes the lane: whoever asks for
        it does not want to be asked anything else either.
        """
        if not self.given_up and pause > patience:
            self.given_up = say("{service} asks for a pause of {time}", service=self.name, time=_spoken(pause))
        if self.given_up or self.waited + pause > patience:
            return False
        silent = task.last is not None and task.last.reason in _SLOW | _QUICK
        return task.tries < (_TRIES_AFTER_SILENCE if silent else _TRIES)

    def retry(self, task: Task, pause: float, now: float) -> None:
        """Let a question wait again; the whole lane pauses, for it is the service that asks for it."""
        until = max(self.held_until, now + pause)
        self.waited += until - max(self.held_until, now)
        self.held_until = until
        self.push(task)

    def rest(self, now: float) -> bool:
        """Let what waits here wait for one later try, in place of giving it up; gives whether that may be.

        Once in a run, after failures that may pass; not where the service itself asks to be left alone.
        """
        if not self._may_rest or self._has_rested or not self.waiting:
            return False
        self.given_up, self.on_trial, self._has_rested = "", True, True
        self.held_until = max(self.held_until, now + _REST)
        return True

    def learn(self, reply: Reply, started: float, now: float) -> None:
        """Take in what came of a request: the pace that was announced, and whether the lane still works."""
        self._count(reply, now)
        if reply.pace is not None:
            self._adapt(reply.pace)
        reasons = {answer.reason for answer in reply.answers if answer.outcome is Outcome.UNANSWERED}
        silent = bool(reasons) and reasons <= _SLOW | _QUICK
        self.has_answered = self.has_answered or not silent
        if Reason.RATE_LIMITED in reasons and started >= self._failed_at:
            self._ease(0.5)
        if reply.stop:
            self.given_up = self.blocked = reply.stop
            self._may_rest = False
        elif reply.failed or silent:
            self._count_failure(reply, reasons, started, now)
        else:
            self._failures, self.on_trial = 0, False
            self._answers += 1
            self._ease(1.05)

    def _count(self, reply: Reply, now: float) -> None:
        """Let the meters know of the first request's late start, or of a request that was never made."""
        for meter in self._meters.values():
            if not reply.requests:
                meter.refund()
            elif self._careful and not self._has_replied:
                meter.restart(now)
        self._has_replied = self._has_replied or reply.requests > 0

    def _adapt(self, announced: Pace) -> None:
        meter = self._meters.get(announced.sort)
        if meter is not None:
            meter.adapt(announced)
            if meter.pace is announced:
                self._at_once = announced.at_once

    def _ease(self, factor: float) -> None:
        for meter in self._meters.values():
            meter.ease = min(max(meter.ease * factor, 0.05), 1.0)

    def _count_failure(self, reply: Reply, reasons: set[Reason], started: float, now: float) -> None:
        if started < self._failed_at:
            return  # it left before the lane was known to fail: the same trouble, not another
        self._failed_at, self._failures = now, self._failures + 1
        allowed = self._allowed(reasons)
        if self._failures >= allowed:
            reason = reply.answers[0].reason if reply.answers else Reason.NONE
            times = say("{number} times in a row", number=allowed)
            often = say("again when it was tried later") if self.on_trial else _OFTEN.get(allowed, times)
            self.given_up = say_row(filter(None, (failure_sentence(reason, self.name), often)))
            self._may_rest = True

    def _allowed(self, reasons: set[Reason]) -> int:
        """With which failure in a row the lane closes."""
        is_slow = bool(reasons & _SLOW)
        if self.on_trial:
            return 1
        if self._answers >= _WORKS:
            return _MOST_SLOW if is_slow else _MOST_QUICK if reasons and reasons <= _QUICK else 3
        return 3 if self.has_answered else 1 if is_slow else 2
