"""Threads that ask, and do nothing else.

They are daemons: a thread that hangs in a name lookup, which Python cannot interrupt, is forgotten, and the process can
end with it still hanging. A thread pool of the standard library would be waited for at exit.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from crackcite.lookups.answers import unanswered
from crackcite.lookups.service import Reply, Service
from crackcite.model import Question, Reason, say


@dataclass(eq=False)
class Call:
    """One call of a service by a worker."""

    service: Service
    questions: Sequence[Question]
    seconds: float
    inbox: SimpleQueue[Call | None] | None = field(default=None, repr=False)


class Workers:
    """As many threads as are needed, kept for the next call; results come back over one queue."""

    def __init__(self) -> None:
        self._idle: list[SimpleQueue[Call | None]] = []
        self._done: SimpleQueue[tuple[Call, Reply]] = SimpleQueue()
        self._forgotten: set[Call] = set()

    def start(self, call: Call) -> None:
        """Let a thread make the call."""
        if self._idle:
            call.inbox = self._idle.pop()
        else:
            call.inbox = SimpleQueue()
            threading.Thread(target=self._work, args=(call.inbox,), daemon=True, name="crackcite lookup").start()
        call.inbox.put(call)

    def forget(self, call: Call) -> None:
        """Wait for this call no longer; its thread ends when it comes back, if ever."""
        self._forgotten.add(call)

    def next_result(self, seconds: float) -> tuple[Call, Reply] | None:
        """The next call that came back, waiting at most so long; None where none did."""
        try:
            call, reply = self._done.get(timeout=max(seconds, 0.0)) if seconds > 0 else self._done.get_nowait()
        except Empty:
            return None
        if call.inbox is None:
            return None
        if call in self._forgotten:
            self._forgotten.discard(call)
            call.inbox.put(None)
            return None
        self._idle.append(call.inbox)
        return call, reply

    def close(self) -> None:
        """Let the idle threads end."""
        while self._idle:
            self._idle.pop().put(None)

    def _work(self, inbox: SimpleQueue[Call | None]) -> None:
        while (call := inbox.get()) is not None:
            self._done.put((call, _made(call)))


def _made(call: Call) -> Reply:
    try:
        return call.service.ask(call.questions, call.seconds)
    except Exception as error:  # noqa: BLE001, RUF100 - one question that breaks its service must not end the run
        said = say(
            "{service}'s answer could not be used ({error})",
            service=call.service.name,
            error=f"{type(error).__name__}: {error}",
        )
        return Reply(tuple(unanswered(q, call.service.name, Reason.BAD_ANSWER, said) for q in call.questions))
