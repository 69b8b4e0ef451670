"""What a run tells while it asks, and when the user ends it."""

from __future__ import annotations

from dataclasses import dataclass

from crackcite.model import Evidence


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: questions so far, and those among them that have their answer (or will have none)."""

    asked: int
    done: int
    cached: int
    unanswered: int
    waiting_for: tuple[str, ...] = ()  # the services and hosts whose answer has been awaited longest


class Interrupted(KeyboardInterrupt):
    """The user ended the run; ``evidence`` is what was known by then."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__("interrupted")
        self.evidence = evidence
