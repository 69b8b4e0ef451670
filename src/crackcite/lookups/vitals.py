"""Whether anybody is out there: the signs of life and of death of the network in one run. Nothing waits here.

While nobody at all has answered, a failure says nothing of the one that was asked. So until the first sign of life
nothing is asked twice and nothing follows from a failure; and once several lanes have failed, the network is away.
"""

from __future__ import annotations

from collections.abc import Iterable

from crackcite.model import Answer, Reason

#: In so many lanes nobody must have answered in time before the network is called away.
_LANES_TIMED_OUT = 3
#: After so many lanes failed at once, what is under way is awaited before others are tried.
_LANES_FAILED = 16

NO_CONTACT = frozenset({Reason.TIMEOUT, Reason.REFUSED, Reason.RESET, Reason.NETWORK})
_NOT_OF_THE_NETWORK = frozenset({Reason.NO_HOST, Reason.PRIVATE, Reason.SCHEME, Reason.OFFLINE, Reason.NOT_ASKED})


class Vitals:
    """What is known of the network. ``alive`` once anybody has answered anything, be it a refusal."""

    def __init__(self) -> None:
        self.alive = False
        self._timed_out: set[str] = set()
        self._failed: set[str] = set()

    def hear(self, answers: Iterable[Answer]) -> bool:
        """Take in what came back; gives whether this is the first sign of life."""
        if self.alive:
            return False
        self.alive = any(answer.reason not in NO_CONTACT | _NOT_OF_THE_NETWORK for answer in answers)
        return self.alive

    def miss(self, lane: str, answers: Iterable[Answer], lanes: int) -> bool:
        """Take in a failure of one of so many lanes; gives whether the network is away."""
        reasons = {answer.reason for answer in answers}
        if self.alive or not reasons or not reasons <= NO_CONTACT:
            return False
        self._failed.add(lane)
        if Reason.TIMEOUT in reasons:
            self._timed_out.add(lane)
        return len(self._timed_out) >= min(_LANES_TIMED_OUT, lanes) if self._timed_out else False

    @property
    def doubtful(self) -> bool:
        """Whether so much failed at once that what is under way must show life before anything else is tried."""
        return not self.alive and len(self._failed) >= _LANES_FAILED
