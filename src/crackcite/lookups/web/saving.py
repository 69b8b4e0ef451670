"""Saving live pages in the Wayback Machine, in the user's own name: Save Page Now 2.

``POST <base>/save`` with the address begins a capture and names its job; ``<base>/save/status/<job>`` tells what became
of it. It writes into a public archive: it is asked only where the user wants it, for pages that were seen alive and of
which the archive has said that it holds none, and never for an address inside a private network. With a user's keys
seven captures a minute are allowed; six are asked for, one after the other.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urldefrag

from crackcite.lookups import answers
from crackcite.lookups.failures import reason_of, reason_of_status, retry_after
from crackcite.lookups.resolve import is_private, literal
from crackcite.lookups.service import Pace, Reply
from crackcite.lookups.special import named_inside
from crackcite.lookups.web.address import AddressError, address
from crackcite.model import Answer, Question, QuestionKind, Reason, say, words_of
from crackcite.settings import Settings

if TYPE_CHECKING:
    from crackcite.lookups.caller import Caller, Fetched

NAME = "Save Page Now"
_PACE = Pace(requests=6, seconds=60.0, at_once=1)
_FIRST_LOOK, _LOOK = 0.3, 2.0  # seconds before a look at a capture; most take less than a minute


class _RefusedError(Exception):
    """The service said no; the message is its own, the reason ours."""

    def __init__(self, reason: Reason, said: str, pause: float | None = None) -> None:
        super().__init__(said)
        self.reason, self.said, self.pause = reason, said, pause


@dataclass
class _Errand:
    """One page's way into the archive: until when it may take, and how many requests it took."""

    question: Question
    end: float
    requests: int = 0


class Saver:
    """Answers where the copy of a page is that it has just had made (SAVE: found, with the copy's address)."""

    name = "Save Page Now"
    kinds = frozenset({QuestionKind.SAVE})

    def __init__(self, settings: Settings) -> None:
        self._settings, self._base = settings, settings.save_url
        self.patience = settings.archive_timeout
        self._lock = threading.Lock()
        self._made: Caller | None = None

    def lane(self, question: Question) -> str:  # noqa: ARG002
        """One queue."""
        return NAME

    def origin(self, question: Question) -> str:  # noqa: ARG002
        """Where the pages are saved."""
        return self._base

    def pace(self, lane: str, questions: Sequence[Question]) -> Pace:  # noqa: ARG002
        """Below the published limit."""
        return _PACE

    def batch(self, question: Question) -> int:  # noqa: ARG002
        """One page a request."""
        return 1

    def ask(self, questions: Sequence[Question], seconds: float) -> Reply:
        """Save a page and wait for its copy, for at most ``seconds``; a slower capture goes on without us."""
        errand = _Errand(questions[0], time.monotonic() + seconds)
        try:
            target = _public(errand.question.key)
            answer = self._awaited(errand, target, self._begun(errand, target))
            return Reply((answer,), requests=errand.requests)
        except _RefusedError as refused:
            said = self._redacted(refused.said)
            answer = answers.unanswered(errand.question, NAME, refused.reason, said)
            stop = said if refused.reason is Reason.BLOCKED else ""
            return Reply((answer,), refused.pause, stop=stop, requests=errand.requests)
        except Exception as error:  # noqa: BLE001, RUF100 - a page that was not saved is said to be so
            reason = reason_of(error)
            said = answers.failure_sentence(reason, NAME, seconds)
            return Reply((answers.unanswered(errand.question, NAME, reason, said),), requests=errand.requests)

    def _begun(self, errand: _Errand, target: str) -> str:
        """The job of a capture that was asked for."""
        got = self._fetch(errand, "/save", {"url": target, "if_not_archived_within": "1d"})
        said = _told(got)
        job = str(said.get("job_id") or "")
        if got.status != 200 or not job:
            raise _refusal(got, said)
        return job

    def _awaited(self, errand: _Errand, target: str, job: str) -> Answer:
        pause = _FIRST_LOOK
        while errand.end - time.monotonic() > pause:
            time.sleep(pause)
            got = self._fetch(errand, f"/save/status/{quote(job, safe='')}")
            said = _told(got)
            if got.status != 200 or said.get("status") == "error":
                raise _refusal(got, said)
            if said.get("status") == "success":
                copy = f"https://web.archive.org/web/{said.get('timestamp', '')}/{said.get('original_url') or target}"
                return answers.found(
                    errand.question, NAME, value=copy, detail=say("saved in the Wayback Machine: {copy}", copy=copy)
                )
            pause = _LOOK
        late = say(
            "{service} was asked to save it and was not ready in time; look later at {copies}",
            service=NAME,
            copies=f"https://web.archive.org/web/*/{target}",
        )
        return answers.unanswered(errand.question, NAME, Reason.BAD_ANSWER, late)

    def _fetch(self, errand: _Errand, path: str, form: dict[str, str] | None = None) -> Fetched:
        keys = f"LOW {self._settings.archive_key}:{self._settings.archive_secret}"
        errand.requests += 1
        left = max(errand.end - time.monotonic(), 0.1)
        return self._caller().fetch(self._base + path, left, form=form, authorization=keys)

    def _caller(self) -> Caller:
        with self._lock:
            if self._made is None:
                from crackcite.lookups.caller import Caller

                self._made = Caller(self._settings, self._base, _PACE.at_once)
            return self._made

    def _redacted(self, said: str) -> str:
        for key in (self._settings.archive_key, self._settings.archive_secret):
            said = said.replace(key, "…") if key and key in said else said
        return said


def _public(url: str) -> str:
    """The address as it is sent: without fragment and password. Raises :class:`_RefusedError` for a private one."""
    try:
        target = address(urldefrag(url).url)
    except AddressError as error:
        raise _RefusedError(
            Reason.SCHEME, say("its address cannot be asked: {reason}", reason=words_of(error))
        ) from None
    itself = literal(target.host)
    if is_private(str(itself)) if itself else named_inside(target.host):
        raise _RefusedError(Reason.PRIVATE, say("a private address is not told to a public archive"))
    return target.url


def _told(got: Fetched) -> dict[str, Any]:
    try:
        said = got.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _refusal(got: Fetched, told: dict[str, Any]) -> _RefusedError:
    """Why nothing was saved, in the service's own words where it gives some."""
    words = " ".join(str(told.get("message") or told.get("status_ext") or "").split())[:200].rstrip(".")
    if got.status in (401, 403):
        refused = say("archive.org does not accept the keys in CRACKCITE_ARCHIVE_KEY and CRACKCITE_ARCHIVE_SECRET")
        return _RefusedError(Reason.BLOCKED, refused)
    reason = reason_of_status(got.status) or Reason.BAD_ANSWER
    pause = retry_after(got.headers.get("Retry-After"), got.headers.get("Date")) or (
        60.0 if got.status == 429 else None
    )
    own = say("{service} says “{words}”", service=NAME, words=words) if words else ""
    said = own or answers.failure_sentence(reason, NAME, status=got.status)
    return _RefusedError(reason, said, pause)
