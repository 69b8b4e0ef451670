"""The order of asking: one thread decides, others only ask.

The caller's thread holds all state: the lanes, the answers, the cache. It hands a request to a worker when the lane's
pace allows it, takes the results from a queue, and waits for nothing else. A pause is a due time, never a sleeping
thread. Three things end waiting early: a deadline (a request that has not come back in time is forgotten with its
thread), the circuit breaker of a lane (:mod:`crackcite.lookups.lanes`), and a network that shows no sign of life
(:mod:`crackcite.lookups.vitals`).
"""

from __future__ import annotations

import heapq
import itertools
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from crackcite.lookups.answers import failure_sentence, unanswered
from crackcite.lookups.cache import Cache
from crackcite.lookups.lanes import Lane, Task
from crackcite.lookups.progress import Interrupted, Progress
from crackcite.lookups.service import Closable, Patient, Reply, Reviser, Service
from crackcite.lookups.vitals import Vitals
from crackcite.lookups.workers import Call, Workers
from crackcite.model import Answer, Evidence, Question, Reason, say

#: The service's own deadline comes first, so that its better words are heard; this much later nobody waits any more.
_GRACE = 0.25
#: What is under way when the network is called away may still come back for so many seconds.
_LAST_CHANCE = 0.4
#: A host that has been silent for a whole timeout gets this part of one to show that it is back.
_OF_A_TRIAL = 0.25
#: Seconds of pause that one lane may ask for in all, in timeouts.
_PATIENCE = 2


@dataclass(slots=True)
class _Flight:
    """A request under way."""

    lane: Lane
    tasks: list[Task]
    started: float
    deadline: float


class Scheduler:
    """One run's questions and answers."""

    def __init__(
        self,
        services: Sequence[Service],
        cache: Cache,
        follow: Callable[[Answer, Evidence], Iterable[Question]],
        progress: Callable[[Progress], None] | None,
        *,
        timeout: float,
        concurrency: int,
    ) -> None:
        self._services = {kind: service for service in services for kind in service.kinds}
        self._patient = {one.name: one.patience if isinstance(one, Patient) else 0.0 for one in services}
        self._cache, self._follow, self._progress = cache, follow, progress
        self._timeout, self._concurrency = timeout, concurrency
        self._patience = _PATIENCE * timeout
        self._workers = Workers()
        self._lanes: dict[tuple[str, str], Lane] = {}
        self._ready: list[tuple[float, int, Lane]] = []
        self._ticket = itertools.count()
        self._flights: dict[Call, _Flight] = {}
        self._asked: set[Question] = set()
        self._answers: dict[Question, Answer] = {}
        self._evidence = Evidence(self._answers)
        self._new: deque[Question] = deque()
        self._follow_later: list[Answer] = []
        self._again_later: list[tuple[Lane, Task, float]] = []
        self._vitals = Vitals()
        self._is_over = False
        self._tally: Counter[str] = Counter()
        self._requests: Counter[str] = Counter()

    def run(self, first: Iterable[Question]) -> Evidence:
        """Ask everything; gives the answers. Raises :class:`Interrupted` when the user ends the run."""
        try:
            self._new.extend(first)
            self._admit()
            while self._flights or self._ready or self._again_later:
                self._depart()
                self._await()
            self._revise()
        except KeyboardInterrupt:
            raise Interrupted(self._so_far()) from None
        finally:
            self._workers.close()
            self._cache.close()
            for service in set(self._services.values()):
                if isinstance(service, Closable):
                    service.close()
        return self._result()

    def _revise(self) -> None:
        """Let services think again, now that all is heard; what they take back is not kept either."""
        for service in set(self._services.values()):
            taken_back = list(service.revised(self._answers)) if isinstance(service, Reviser) else []
            self._answers.update((answer.question, answer) for answer in taken_back)
            self._cache.forget((answer.question, service.origin(answer.question)) for answer in taken_back)

    def _result(self) -> Evidence:
        return replace(
            self._evidence,
            remarks=(*self._cache.remarks, *self._stops()),
            requests=dict(sorted(self._requests.items())),
        )

    def _so_far(self) -> Evidence:
        """The answers by now; what has none is unanswered because the run was ended."""
        self._cache.close()
        for question in sorted({*self._asked, *self._new} - self._answers.keys()):
            self._answers[question] = unanswered(question, "", Reason.NOT_ASKED, say("the run was interrupted"))
        return replace(self._result(), partial=True)

    def _stops(self) -> list[str]:
        return sorted({lane.blocked for lane in self._lanes.values() if lane.blocked})

    # What comes in: questions, from the caller and from answers.

    def _admit(self) -> None:
        while self._new:
            question = self._new.popleft()
            if question not in self._asked:
                self._asked.add(question)
                self._enter(question)

    def _enter(self, question: Question) -> None:
        service = self._services.get(question.kind)
        if service is None:
            said = say("nobody to ask this of is known")
            self._settle(unanswered(question, "", Reason.NOT_ASKED, said))
            return
        kept = self._cache.get(question, service.origin(question))
        if kept is not None:
            self._settle(kept)
            return
        lane = self._lane(service, service.lane(question))
        if lane.given_up:
            self._leave_unasked(lane, Task(question))
        else:
            lane.push(Task(question))
            self._line_up(lane)

    def _lane(self, service: Service, name: str) -> Lane:
        if (service.name, name) not in self._lanes:
            self._lanes[service.name, name] = Lane(name, service)
        return self._lanes[service.name, name]

    def _line_up(self, lane: Lane) -> None:
        if not lane.queued and (due := lane.due()) is not None:
            lane.queued = True
            heapq.heappush(self._ready, (due, next(self._ticket), lane))

    # What goes out.

    def _depart(self) -> None:
        now, under_way = time.monotonic(), len(self._flights)
        if self._vitals.doubtful and not self._flights:
            self._give_up_all()
        while self._may_send():
            due, _, lane = self._ready[0]
            if due > now:
                break
            heapq.heappop(self._ready)
            lane.queued = False
            actual = lane.due()
            if actual is not None and actual <= now:
                self._send(lane, now)
            self._line_up(lane)
        if len(self._flights) > under_way:
            self._report()  # whom it waits for is told before anybody answers

    def _may_send(self) -> bool:
        return bool(self._ready) and len(self._flights) < self._concurrency and not self._vitals.doubtful

    def _send(self, lane: Lane, now: float) -> None:
        tasks = lane.take(now)
        seconds = max(self._timeout * (_OF_A_TRIAL if lane.on_trial else 1), self._patient[lane.service.name])
        call = Call(lane.service, [task.question for task in tasks], seconds)
        self._flights[call] = _Flight(lane, tasks, now, now + seconds + _GRACE)
        self._workers.start(call)

    # What comes back.

    def _await(self) -> None:
        if not self._flights and not self._ready:
            self._settle_the_failed()
            return
        result = self._workers.next_result(self._wait_for())
        if result is not None and result[0] in self._flights:
            call, reply = result
            self._land(call, reply)
        self._expire()

    def _wait_for(self) -> float:
        moments = [flight.deadline for flight in self._flights.values()]
        if self._may_send():
            moments.append(self._ready[0][0])
        return min(moments, default=0.0) - time.monotonic()

    def _expire(self) -> None:
        now = time.monotonic()
        for call, flight in [item for item in self._flights.items() if item[1].deadline <= now]:
            self._workers.forget(call)
            said = failure_sentence(Reason.TIMEOUT, flight.lane.name, call.seconds)
            answers = [unanswered(q, flight.lane.name, Reason.TIMEOUT, said) for q in call.questions]
            self._land(call, Reply(tuple(answers)))

    def _land(self, call: Call, reply: Reply) -> None:
        flight, now = self._flights.pop(call), time.monotonic()
        lane = flight.lane
        lane.in_flight -= 1
        self._requests[lane.service.name] += reply.requests
        if self._vitals.hear(reply.answers):
            self._come_alive()
        lane.learn(reply, flight.started, now)
        tasks = {task.question: task for task in flight.tasks}
        for answer in reply.answers:
            task = tasks.pop(answer.question, None)
            if task is not None:
                self._conclude(lane, task, answer, reply, now)
        for task in tasks.values():
            task.alone = True
            lane.push(task, first=True)
        if self._vitals.miss(lane.name, reply.answers, len(self._lanes)):
            self._give_up_all()
        if lane.given_up and not (self._goes_on and lane.rest(now)):
            self._close(lane)
        self._line_up(lane)
        self._admit()

    @property
    def _goes_on(self) -> bool:
        """Whether others answer and are still being asked: then a lane that failed can be tried once more meanwhile."""
        return self._vitals.alive and not self._is_over and bool(self._flights or self._ready)

    def _conclude(self, lane: Lane, task: Task, answer: Answer, reply: Reply, now: float) -> None:
        """Settle an answer, or let the question wait for another try."""
        task.tries, task.last = task.tries + 1, answer
        pause = reply.retry_after
        if answer.answered or pause is None or self._is_over or not lane.may_retry(task, pause, self._patience):
            self._settle(answer)
        elif self._vitals.alive:
            lane.retry(task, pause, now)
        else:
            self._again_later.append((lane, task, pause))

    def _settle(self, answer: Answer) -> None:
        self._answers[answer.question] = answer
        self._tally["cached"] += answer.cached
        self._tally["unanswered"] += not answer.answered
        service = self._services.get(answer.question.kind)
        if service is not None and not answer.cached and answer.answered:
            self._cache.put(answer, service.origin(answer.question))
        if answer.answered or self._vitals.alive:
            self._new.extend(self._follow(answer, self._evidence))
        else:
            self._follow_later.append(answer)
        self._report()

    def _report(self) -> None:
        if self._progress is not None:
            oldest = dict.fromkeys(flight.lane.name for flight in itertools.islice(self._flights.values(), 3))
            counts = (self._tally["cached"], self._tally["unanswered"])
            self._progress(Progress(len(self._asked), len(self._answers), *counts, tuple(oldest)))

    # Signs of life and of death.

    def _come_alive(self) -> None:
        """Somebody answered: what waited for that may be asked."""
        now = time.monotonic()
        for lane, task, pause in self._again_later:
            if lane.given_up:
                self._leave_unasked(lane, task)
            else:
                lane.retry(task, pause, now)
                self._line_up(lane)
        self._again_later.clear()
        for answer in self._follow_later:
            self._new.extend(self._follow(answer, self._evidence))
        self._follow_later.clear()

    def _give_up_all(self) -> None:
        """Nobody answers: ask no more, and wait for what is under way only a moment longer."""
        self._is_over = True
        for lane in self._lanes.values():
            lane.given_up = lane.given_up or say("no other service or site could be reached")
            self._close(lane)
        self._ready.clear()
        last = time.monotonic() + _LAST_CHANCE
        for flight in self._flights.values():
            flight.deadline = min(flight.deadline, last)

    def _close(self, lane: Lane) -> None:
        for task in list(lane.drain()):
            self._leave_unasked(lane, task)

    def _leave_unasked(self, lane: Lane, task: Task) -> None:
        """Settle a question that is not asked (again): with its own failure, or with why the lane was given up."""
        said = say("not asked: {reason}", reason=lane.given_up)
        self._settle(task.last or unanswered(task.question, lane.name, Reason.NOT_ASKED, said))

    def _settle_the_failed(self) -> None:
        """Nothing is under way and nobody has answered: the failures stand."""
        waiting, self._again_later = self._again_later, []
        for _, task, _ in waiting:
            if task.last is not None:
                self._settle(task.last)
        self._admit()
