"""The manners of every HTTP request: who asks, how long, through which proxy, trusting which certificates.

Proxies come from the environment for both libraries. ``REQUESTS_CA_BUNDLE`` is known to requests only and
``SSL_CERT_FILE`` to httpx2 only; here both count for both. No password is ever read from a ``.netrc`` file.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from crackcite import __version__
from crackcite.model import say
from crackcite.settings import Settings

if TYPE_CHECKING:
    import ssl

    import requests

#: Where people who run a server can read what crackcite is and whom to write to.
HOME = "https://github.com/crackcite/crackcite"

#: No registry's record comes near this many bytes.
LARGEST_ANSWER = 8_000_000


def mailto(settings: Settings) -> str:
    """The user's address as it may stand in a header: what is not ASCII, a space or a bracket is percent-encoded."""
    return quote(settings.mailto.strip(), safe="@!$&'*+-./=?^_`{|}~")


def user_agent(settings: Settings) -> str:
    """``crackcite/<version> (+<home>; mailto:<address>)``, the address only where the user gave one."""
    contact = f"; mailto:{mailto(settings)}" if settings.mailto else ""
    return f"crackcite/{__version__} (+{HOME}{contact})"


def certificates(environment: Mapping[str, str] = os.environ) -> str | None:
    """The file or folder of trusted certificates that the environment names, for whichever library."""
    names = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")
    return next((environment[name] for name in names if environment.get(name)), None)


def trust_problem() -> str:
    """A sentence where the certificates that the environment names cannot be read; else empty."""
    try:
        trust()
    except OSError as error:
        return say(
            "the trusted certificates in {path} cannot be read ({error})",
            path=str(certificates()),
            error=error.strerror or str(error),
        )
    return ""


def trust() -> ssl.SSLContext | None:
    """A TLS context for the certificates that the environment names; None where it names none.

    Raises ``OSError`` where they cannot be read.
    """
    path = certificates()
    if path is None:
        return None
    import ssl

    is_folder = Path(path).is_dir()
    return ssl.create_default_context(cafile=None if is_folder else path, capath=path if is_folder else None)


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """An authentication that adds nothing: with one set, requests does not look into ``.netrc``."""
    return request


def new_session(settings: Settings, at_once: int) -> requests.Session:
    """A session for the registries, which ``at_once`` threads may share: connections are kept, cookies are not."""
    from http.cookiejar import DefaultCookiePolicy

    import requests
    from requests.adapters import HTTPAdapter

    session = requests.Session()
    session.headers["User-Agent"] = user_agent(settings)
    session.auth = _unchanged
    session.verify = certificates() or True
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    adapter = HTTPAdapter(pool_connections=8, pool_maxsize=at_once)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


@dataclass(frozen=True, slots=True)
class Fetched:
    """An HTTP answer, read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    def json(self) -> Any:
        """The body as JSON; raises ``ValueError`` where it is none."""
        return json.loads(self.body)


def fetch(
    session: requests.Session,
    url: str,
    seconds: float,
    *,
    accept: str = "application/json",
    redirects: bool = False,
    form: Mapping[str, str] | None = None,
    authorization: str = "",
) -> Fetched:
    """GET an address, or POST a ``form`` to it, within about ``seconds`` in all.

    Raises ``requests.RequestException`` or ``TimeoutError``; the body of a longer answer than
    :data:`LARGEST_ANSWER` is an error too.
    """
    deadline = time.monotonic() + seconds
    headers = {"Accept": accept} | ({"Authorization": authorization} if authorization else {})
    method = "GET" if form is None else "POST"
    with session.request(
        method, url, data=form, headers=headers, timeout=seconds, stream=True, allow_redirects=redirects
    ) as response:
        body = bytearray()
        for piece in response.iter_content(16_384):
            body += piece
            if time.monotonic() > deadline:
                raise TimeoutError(f"{url} was still talking after {seconds} seconds")
            if len(body) > LARGEST_ANSWER:
                raise ValueError(f"{url} sends more than {LARGEST_ANSWER} bytes")
        return Fetched(response.status_code, response.headers, bytes(body), response.url)
