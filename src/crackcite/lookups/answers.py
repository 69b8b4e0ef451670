"""Answers made in one place, so that every service says the same thing in the same words."""

from __future__ import annotations

from datetime import UTC, datetime

from crackcite.model import Answer, Outcome, Question, Reason, Work, say, template


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
    if reason is Reason.TIMEOUT and seconds:
        return say("{who} did not answer within {seconds} seconds", who=who, seconds=f"{seconds:.3g}")
    said = say(_FAILURES.get(reason, _NO_ANSWER), who=who)
    has_number = status and reason in (Reason.BLOCKED, Reason.RATE_LIMITED, Reason.SERVER_ERROR)
    return say("{reason} (status {status})", reason=said, status=status) if has_number else said


_NO_ANSWER = template("{who} gave no answer")
_FAILURES = {
    Reason.NETWORK: template("{who} could not be reached: its name did not resolve, or there is no way to the network"),
    Reason.REFUSED: template("{who} refused the connection"),
    Reason.RESET: template("{who} cut the connection before it had answered"),
    Reason.TIMEOUT: template("{who} did not answer in time"),
    Reason.BLOCKED: template("{who} refuses to answer"),
    Reason.RATE_LIMITED: template("{who} says that it was asked too often"),
    Reason.SERVER_ERROR: template("{who} has trouble of its own"),
    Reason.BAD_ANSWER: template("{who} answered something else than it documents"),
    Reason.CERTIFICATE: template("the certificate of {who} cannot be trusted"),
    Reason.REDIRECTS: template("{who} redirects without end"),
}
