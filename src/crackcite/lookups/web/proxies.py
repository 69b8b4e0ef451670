"""What a proxy did wrong: its failures are its own, and say nothing of the site behind it."""

from __future__ import annotations

import re
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

from requests.utils import get_environ_proxies, select_proxy

from crackcite.lookups.failures import chain
from crackcite.lookups.web.transport import HostError
from crackcite.model import Reason, say

#: What http.client and httpx2 say of a proxy that answers CONNECT with another status than 200.
_TUNNEL = re.compile(r"(?:Tunnel connection failed: |^)([1-5]\d\d(?: [^'\"\\]{1,60})?)")
#: What requests and urllib3 raise for a proxy that they cannot use at all: SOCKS, or an address that is none.
_UNUSABLE = {"InvalidSchema", "InvalidProxyURL", "LocationParseError", "ProxySchemeUnknown", "ProxySchemeUnsupported"}


def named(url: str, proxies: Mapping[str, str]) -> str:
    """The proxy that is used for ``url``, as ``host:port`` without its password; empty where none is."""
    proxy = select_proxy(url, dict(proxies)) or ""
    place = urlsplit(proxy if "//" in proxy else f"//{proxy}").netloc
    return place.rpartition("@")[2]


def used_for(url: str) -> dict[str, str]:
    """The environment's proxies for ``url`` (``HTTPS_PROXY``, ``NO_PROXY`` …), as requests wants them."""
    return dict(get_environ_proxies(url, None))


def wants_password(proxy: str) -> str:
    """The sentence for status 407, which only a proxy gives."""
    return say("the proxy {proxy} asks for a password (407)", proxy=proxy)


def failure(error: BaseException, url: str, proxies: Mapping[str, str]) -> tuple[Reason, str] | None:
    """The reason, and the sentence that names the proxy; None where the proxy has no part in the failure."""
    proxy = named(url, proxies)
    causes = list(chain(error))
    names = {type(cause).__name__ for cause in causes}
    if not proxy or not (names & ({"ProxyError", "ConnectError"} | _UNUSABLE) or isinstance(error, HostError)):
        return None
    tunnel = next(filter(None, (_TUNNEL.search(str(cause)) for cause in causes)), None)
    if tunnel and tunnel[1].startswith("407"):
        return Reason.REFUSED, wants_password(proxy)
    if tunnel:
        return Reason.REFUSED, say(
            "the proxy {proxy} refused the way to the site ({answer})", proxy=proxy, answer=tunnel[1].strip()
        )
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return Reason.REFUSED, say("the proxy {proxy} refused the connection", proxy=proxy)
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return Reason.TIMEOUT, say("the proxy {proxy} did not answer in time", proxy=proxy)
    if any(isinstance(cause, HostError | socket.gaierror) for cause in causes):
        return Reason.NETWORK, say("the proxy {proxy} could not be found", proxy=proxy)
    return Reason.NETWORK, say("the proxy {proxy} cannot be used", proxy=proxy)
