"""Answers made in one place, so that every service says the same thing in the same words."""

from __future__ import annotations

from datetime import UTC, datetime

from crackcite.model import Answer, Outcome, Question, Reason, Work


def now() -> str:
    """The present moment as an ISO 8601 time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def found(
    question: Question, source: str, works: tuple[Work, ...] = (), *, value: str = "", detail: str = ""
) -> Answer:
    """What was asked for is there."""
    return Answer(question, Outcome.FOUND, Reason.NONE, detail, source, now(), value, works)


def absent(question: Question, source: str, detail: str, reason: Reason = Reason.NOT_FOUND) -> Answer:
    """What was asked for is proved not to be there."""
    return Answer(question, Outcome.ABSENT, reason, detail, source, now())


def unanswered(question: Question, source: str, reason: Reason, detail: str) -> Answer:
    """The question stays open."""
    return Answer(question, Outcome.UNANSWERED, reason, detail, source, now())


def failure_sentence(reason: Reason, who: str, seconds: float = 0, status: int = 0) -> str:
    """Why ``who`` gave no answer, in a sentence for a person."""
    when = f"within {seconds:.3g} seconds" if seconds else "in time"
    number = f" (status {status})" if status else ""
    said = {
        Reason.NETWORK: f"{who} could not be reached: its name did not resolve, or there is no way to the network",
        Reason.REFUSED: f"{who} refused the connection",
        Reason.RESET: f"{who} cut the connection before it had answered",
        Reason.TIMEOUT: f"{who} did not answer {when}",
        Reason.BLOCKED: f"{who} refuses to answer{number}",
        Reason.RATE_LIMITED: f"{who} says that it was asked too often{number}",
        Reason.SERVER_ERROR: f"{who} has trouble of its own{number}",
        Reason.BAD_ANSWER: f"{who} answered something else than it documents",
        Reason.CERTIFICATE: f"the certificate of {who} cannot be trusted",
        Reason.REDIRECTS: f"{who} redirects without end",
    }
    return said.get(reason, f"{who} gave no answer")
