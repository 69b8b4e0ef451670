"""The archived copy of a page that is gone, from the Wayback Machine.

Its availability API (https://archive.org/help/wayback_api.php) gives the copy nearest to a time stamp, and sometimes
nothing for a page of which copies exist; then the index itself (the CDX server API) is asked. Both are asked in the
name of one question, one after the other.
"""

from __future__ import annotations

import json
import threading
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urldefrag, urlsplit

from crackcite.archiving import asked_for
from crackcite.lookups import answers
from crackcite.lookups.failures import reason_of, reason_of_status, retry_after
from crackcite.lookups.service import Pace, Reply
from crackcite.model import Answer, Question, Reason, say
from crackcite.settings import Settings

if TYPE_CHECKING:
    from crackcite.lookups.caller import Caller, Fetched

NAME = say("the Wayback Machine")
#: The index allows 30 requests a minute; the availability API publishes no limit and is asked gently.
PACE = Pace(requests=2, seconds=1.0, at_once=2)


class Archive:
    """Asks the Wayback Machine; safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._base = settings, settings.wayback_url
        self._lock = threading.Lock()
        self._made: Caller | None = None

    def ask(self, question: Question, seconds: float) -> Reply:
        """The reply to an ARCHIVE question: found with the copy's address as the value, absent, or unanswered."""
        url, stamp = asked_for(question)
        url = urldefrag(url).url
        end = time.monotonic() + seconds
        asked = 0
        try:
            for address in (self._availability(url, stamp), self._index(url, stamp)):
                asked += 1
                got = self._caller().fetch(address, max(end - time.monotonic(), 0.1), redirects=True)
                if got.status != 200:
                    return _refused(question, got, asked)
                copy = _nearest(got.json()) if asked == 1 else _listed(got)
                if copy:
                    return Reply((_found(question, *copy),), requests=asked)
        except Exception as error:  # noqa: BLE001, RUF100 - a copy is an offer; without it the finding stands
            reason = reason_of(error)
            said = answers.failure_sentence(reason, NAME, seconds)
            return Reply((answers.unanswered(question, NAME, reason, said),), requests=asked)
        return Reply((answers.absent(question, NAME, say("no archived copy is known")),), requests=asked)

    def close(self) -> None:
        """Close the connections."""
        if self._made is not None:
            self._made.close()

    def _caller(self) -> Caller:
        with self._lock:
            if self._made is None:
                from crackcite.lookups.caller import Caller

                self._made = Caller(self._settings, self._base, PACE.at_once)
            return self._made

    def _availability(self, url: str, stamp: str) -> str:
        when = f"&timestamp={stamp}" if stamp else ""
        return f"{self._base}/wayback/available?url={quote(url, safe='')}{when}"

    def _index(self, url: str, stamp: str) -> str:
        """The CDX server's address; beside the real Wayback Machine it has a host of its own."""
        base = "https://web.archive.org" if urlsplit(self._base).hostname == "archive.org" else self._base
        near = f"&sort=closest&closest={stamp}&limit=1" if stamp else "&limit=-1"
        fields = "&output=json&filter=statuscode:200&fl=timestamp,original"
        return f"{base}/cdx/search/cdx?url={quote(url, safe='')}{fields}{near}"


def _nearest(answer: Any) -> tuple[str, str] | None:
    """The copy's address and time stamp in the availability API's answer; only a copy of a page that was there."""
    closest = answer.get("archived_snapshots", {}).get("closest", {}) if isinstance(answer, dict) else {}
    address, stamp = str(closest.get("url", "")), str(closest.get("timestamp", ""))
    good = closest.get("available") is True and str(closest.get("status", "200")).startswith("2")
    return (_secure(address), stamp) if good and address.startswith("http") else None


def _listed(got: Fetched) -> tuple[str, str] | None:
    """The last copy in the index's answer: rows of time stamp and original address under a heading, or nothing."""
    rows = json.loads(got.body) if got.body.strip() else []
    if not isinstance(rows, list) or len(rows) < 2:
        return None
    stamp, original = str(rows[-1][0]), str(rows[-1][1])
    return f"https://web.archive.org/web/{stamp}/{original}", stamp


def _secure(address: str) -> str:
    """The API gives http; the archive answers under https."""
    return "https" + address[4:] if address.startswith("http://web.archive.org/") else address


def _found(question: Question, copy: str, stamp: str) -> Answer:
    day = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}" if len(stamp) >= 8 else stamp[:4]
    return answers.found(question, NAME, value=copy, detail=say("archived on {day}", day=day))


def _refused(question: Question, got: Fetched, asked: int) -> Reply:
    reason = reason_of_status(got.status) or Reason.BAD_ANSWER
    said = answers.failure_sentence(reason, NAME, status=got.status)
    pause = retry_after(got.headers.get("Retry-After"), got.headers.get("Date")) or (
        60.0 if got.status == 429 else None
    )
    return Reply((answers.unanswered(question, NAME, reason, said),), pause, failed=True, requests=asked)
