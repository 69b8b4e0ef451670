"""One service's way to the network: what is asked, how long for, how much is read, and where a redirect may lead.

Over the same connections as pages (:mod:`crackcite.lookups.web.transport`): the whole answer, headers included, has
one deadline, and nothing of the environment but proxies and certificates is looked at.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.structures import CaseInsensitiveDict

from crackcite.lookups.resolve import Names
from crackcite.lookups.session import LARGEST_ANSWER, user_agent
from crackcite.lookups.web import proxies
from crackcite.lookups.web.coding import Unpacked
from crackcite.lookups.web.transport import Adapter, clock
from crackcite.settings import Settings

_MOST_HOPS = 5
_STATUS_OF_REDIRECT = frozenset({301, 302, 303, 307, 308})
_PIECE = 16_384  # bytes


@dataclass(frozen=True, slots=True)
class Fetched:
    """An HTTP answer, read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    def json(self) -> Any:
        """The body as JSON; raises ``ValueError`` where it is none."""
        try:
            return json.loads(self.body)
        except RecursionError:
            raise ValueError("it is nested too deeply") from None


class Caller:
    """Asks one service for as many threads as want: connections are kept, cookies are not.

    requests' adapter is used without its ``Session``, which would look into ``.netrc``, read a redirect's body to its
    end whatever its size, and take the headers of one host to another.
    """

    def __init__(self, settings: Settings, base: str, at_once: int) -> None:
        """``base`` is the service's address, which the user set and which may be private; where it redirects to may
        not. Raises ``OSError`` where the named certificates cannot be read.
        """
        own = (urlsplit(base).hostname or "").rstrip(".")
        self._adapter = Adapter(Names(settings.allow_private), at_once, own=frozenset({own}))
        self._headers = {"User-Agent": user_agent(settings), "Accept-Encoding": "gzip, deflate"}

    def fetch(
        self,
        url: str,
        seconds: float,
        *,
        accept: str = "application/json",
        redirects: bool = False,
        form: Mapping[str, str] | None = None,
        authorization: str = "",
    ) -> Fetched:
        """GET an address, or POST a ``form`` to it, within ``seconds`` in all.

        ``redirects`` are followed for what is got without ``authorization``, which goes to ``url`` alone.
        Raises ``requests.RequestException``, ``TimeoutError`` or ``ValueError``; a body above
        :data:`~crackcite.lookups.session.LARGEST_ANSWER`, packed or unpacked, is an error too.
        """
        prepared = requests.PreparedRequest()
        headers = {"Accept": accept, **({"Authorization": authorization} if authorization else {})}
        prepared.prepare(
            "GET" if form is None else "POST", url, CaseInsensitiveDict(self._headers | headers), None, form
        )
        clock.at = time.monotonic() + seconds
        try:
            got = self._asked(prepared)
            for _ in range(_MOST_HOPS if redirects and form is None and not authorization else 0):
                if got.status not in _STATUS_OF_REDIRECT or "location" not in got.headers:
                    break
                prepared.prepare_url(_onward(prepared.url or url, got.headers["location"]), None)
                got = self._asked(prepared)
            return got
        finally:
            clock.at = float("inf")

    def _asked(self, prepared: requests.PreparedRequest) -> Fetched:
        url = str(prepared.url)
        proxied = proxies.used_for(url)
        with self._adapter.send(prepared, stream=True, timeout=clock.left(), proxies=proxied) as response:
            is_redirect = response.status_code in _STATUS_OF_REDIRECT
            body = b"" if is_redirect else _read(response)
            return Fetched(response.status_code, response.headers, body, url)

    def close(self) -> None:
        """Close the connections."""
        self._adapter.close()


def _read(response: requests.Response) -> bytes:
    coded = Unpacked(response.headers.get("Content-Encoding", ""))
    while piece := response.raw.read1(_PIECE, decode_content=False):
        coded.add(piece, LARGEST_ANSWER + 1)
        if max(coded.packed, len(coded.text)) > LARGEST_ANSWER:
            raise ValueError(f"{response.url} sends more than {LARGEST_ANSWER} bytes")
    return coded.end(LARGEST_ANSWER)


def _onward(url: str, location: str) -> str:
    """Where a redirect leads. Raises ``ValueError`` where that is not http or https."""
    onward = urljoin(url, location)
    if urlsplit(onward).scheme not in ("http", "https"):
        raise ValueError(f"{url} redirects to what is not the web")
    return onward
