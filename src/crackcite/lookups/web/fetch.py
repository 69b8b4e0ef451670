"""Fetching a page as far as judging it needs: redirects by hand, little of the body, all within one deadline.

One GET answers everything. HEAD is not asked: many servers answer it wrongly (404, 405, 403, or not at all) where GET
shows the page, so that its answer would have to be asked again; and a body that is not needed is not read.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from urllib.request import getproxies

import requests
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar
from requests.structures import CaseInsensitiveDict

from crackcite.lookups.failures import reason_of
from crackcite.lookups.resolve import Lookup, Names, is_private, literal, never_exists
from crackcite.lookups.session import user_agent
from crackcite.lookups.special import is_localhost, named_inside
from crackcite.lookups.web import ports, proxies
from crackcite.lookups.web.address import Address, AddressError, address
from crackcite.lookups.web.coding import Unpacked
from crackcite.lookups.web.exchange import Exchange
from crackcite.lookups.web.transport import Adapter, HostError, clock
from crackcite.model import Hop, Reason, say, template, words_of
from crackcite.settings import Settings

LARGEST = 512_000  # bytes of a page, decompressed: the head and more text than any judgement needs
LARGEST_OTHER = 200_000  # of a PDF or a plain text
FIRST_BYTES = 2_048  # of anything else: what tells its real type
_LAST_WORD = 0.3  # seconds to wait for the end of an answer that has said all, so that its connection can be kept
MOST_HOPS = 20  # as browsers do
_STATUS_OF_REDIRECT = frozenset({300, 301, 302, 303, 307, 308})

_HOSTS = {
    Lookup.NO_HOST: (Reason.NO_HOST, template("the host name {host} does not exist")),
    Lookup.UNPROVED: (Reason.NETWORK, template("the host name {host} could not be looked up")),
    Lookup.PRIVATE: (Reason.PRIVATE, template("{host} is a private address; only --allow-private asks it")),
}


def _jar() -> RequestsCookieJar:
    """A jar that takes no cookie for a whole country's companies (``Domain=.co.uk``)."""
    return RequestsCookieJar(DefaultCookiePolicy(strict_domain=True))


@dataclass
class Visit:
    """One question's way through the web: its cookies, its hops, the requests it made."""

    asked: str
    cookies: RequestsCookieJar = field(default_factory=_jar)
    hops: list[Hop] = field(default_factory=list)
    seen: set[tuple[str, frozenset[tuple[str, str | None]]]] = field(default_factory=set)
    requests: int = 0

    def known(self, url: str) -> bool:
        """Whether the same was asked before with the same cookies; notes it."""
        state = (url, frozenset((cookie.name, cookie.value) for cookie in self.cookies))
        was = state in self.seen
        self.seen.add(state)
        return was


class Fetcher:
    """Fetches pages for many threads at once, over shared connections.

    requests' adapter is used without its ``Session``, which would do what is done here by hand or not at all: follow
    redirects, keep cookies, look into the environment and ``.netrc`` for every request.
    """

    def __init__(self, settings: Settings, names: Names, whole: int = 0) -> None:
        """``whole`` is the number of bytes up to which every body is read; 0: as far as judging a link needs it."""
        self._whole = whole
        self._names, self._allow_private = names, settings.allow_private
        self._adapter = Adapter(names, settings.per_host)
        self._headers = headers(settings)
        self._has_proxies = bool(getproxies())

    def fetch(self, target: Address, visit: Visit, deadline: float) -> Exchange:
        """Ask ``target`` and follow its redirects until ``deadline`` (``time.monotonic``). Never raises."""
        clock.at = deadline
        try:
            return self._followed(target, visit)
        finally:
            clock.at = float("inf")

    def close(self) -> None:
        """Close the connections that are kept."""
        self._adapter.close()

    def _followed(self, target: Address, visit: Visit) -> Exchange:
        while True:
            if visit.known(target.url):
                return _failed(visit, target.url, Reason.REDIRECTS, say("the redirects go round in a circle"))
            exchange = self._once(target, visit)
            if not _redirects(exchange.status, exchange.headers):
                return exchange
            try:
                onward = address(_location(exchange.headers["location"]), target.url)
            except AddressError as error:
                said = say("it redirects to an address that cannot be asked: {reason}", reason=words_of(error))
                return _failed(visit, target.url, Reason.SCHEME, said)
            visit.hops.append(Hop(exchange.status, _with_fragment(onward)))
            if len(visit.hops) > MOST_HOPS:
                return _failed(
                    visit,
                    target.url,
                    Reason.REDIRECTS,
                    say("more than {most} redirects, one after another", most=MOST_HOPS),
                )
            target = onward

    def _once(self, target: Address, visit: Visit) -> Exchange:
        """One address asked, without redirects. A connection that was cut is tried once more: it may be a stale one."""
        exchange = self._tried(target, visit)
        return self._tried(target, visit) if exchange.reason is Reason.RESET else exchange

    def _tried(self, target: Address, visit: Visit) -> Exchange:
        proxied = self._proxies_for(target)
        refusal = self._refusal(target, proxied)
        if refusal:
            return _failed(visit, target.url, *refusal)
        visit.requests += 1
        try:
            exchange = self._got(target, visit, proxied)
        except Exception as error:  # noqa: BLE001, RUF100 - three libraries' exceptions, and one answer to all
            return _failed(visit, target.url, *(proxies.failure(error, target.url, proxied) or _meant(error)))
        proxy = proxies.named(target.url, proxied) if exchange.status == 407 else ""
        if not proxy:
            return exchange
        return _failed(visit, target.url, Reason.REFUSED, proxies.wants_password(proxy))

    def _refusal(self, target: Address, proxied: Mapping[str, str]) -> tuple[Reason, str] | None:
        """Why the address is not asked, as far as its form tells; of a name that a proxy resolves, nothing else can."""
        if never_exists(target.host):
            return _host_failure(Lookup.NO_HOST, target.host)
        if self._allow_private:
            return None
        if self._is_inside(target.host, bool(proxied)):
            return _host_failure(Lookup.PRIVATE, target.host)
        if target.port in ports.REFUSED:
            said = say("port {port} is no web server's; only --allow-private asks it", port=target.port)
            return Reason.PRIVATE, said
        return None

    def _is_inside(self, host: str, by_proxy: bool) -> bool:
        itself = literal(host)
        if itself is not None:
            return is_private(str(itself))
        return named_inside(host) if by_proxy else is_localhost(host)

    def _got(self, target: Address, visit: Visit, proxied: dict[str, str]) -> Exchange:
        left, end = clock.left(), clock.at
        response = self._adapter.send(self._prepared(target, visit), stream=True, timeout=left, proxies=proxied)
        try:
            extract_cookies_to_jar(visit.cookies, response.request, response.raw)  # type: ignore[no-untyped-call]
            named = {name.lower(): value for name, value in response.headers.items()}
            if _redirects(response.status_code, named):
                _hurry()
            body, whole = _read(response, self._whole or _wanted(response.status_code, named))
        finally:
            clock.at = end
            response.close()
        names = frozenset(cookie.name for cookie in visit.cookies)
        return Exchange(
            visit.asked, target.url, response.status_code, named, body, whole, tuple(visit.hops), cookies=names
        )

    def _prepared(self, target: Address, visit: Visit) -> requests.PreparedRequest:
        """The request as it goes out. The address is sent as it was encoded here: requests would write it anew."""
        prepared = requests.PreparedRequest()
        prepared.method, prepared.url = "GET", target.url
        prepared.headers = CaseInsensitiveDict(self._headers)
        if visit.cookies:
            prepared.prepare_cookies(visit.cookies)
        return prepared

    def _proxies_for(self, target: Address) -> dict[str, str]:
        """What the environment says for this host (``HTTPS_PROXY``, ``NO_PROXY`` …)."""
        return proxies.used_for(target.url) if self._has_proxies else {}


def headers(settings: Settings) -> dict[str, str]:
    """What every request says: who asks, honestly, and what a reader's browser would accept."""
    return {
        "User-Agent": f"Mozilla/5.0 (compatible; {user_agent(settings).replace(' (', '; ', 1)}",
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.9,*/*;q=0.8",
        "Accept-Language": "fr,nl;q=0.9,en;q=0.8,de;q=0.7,*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Upgrade-Insecure-Requests": "1",
    }


def _redirects(status: int, named: Mapping[str, str]) -> bool:
    return status in _STATUS_OF_REDIRECT and "location" in named


def _wanted(status: int, named: Mapping[str, str]) -> int:
    """How many bytes of the body are worth reading."""
    kind = named.get("content-type", "").lower()
    if _redirects(status, named):
        return FIRST_BYTES
    if "html" in kind or not kind:
        return LARGEST
    return (
        LARGEST_OTHER
        if kind.startswith(("text/", "application/pdf", "application/json", "application/xml"))
        else FIRST_BYTES
    )


def _read(response: requests.Response, most: int) -> tuple[bytes, bool]:
    """The beginning of the body, decompressed, and whether it is all of it. A body that breaks off is kept so far."""
    coded = Unpacked(response.headers.get("Content-Encoding", ""))
    try:
        while max(len(coded.text), coded.packed) < most:
            piece = response.raw.read1(16_384, decode_content=False)
            if not piece:
                return coded.end(most), True
            coded.add(piece, most)
            if coded.text[-16:].rstrip().lower().endswith(b"</html>"):
                _hurry()
    except Exception:  # noqa: BLE001, RUF100 - whatever breaks here, the status and the beginning have arrived
        return coded.end(most), False
    return coded.end(most), False


def _hurry() -> None:
    """What still comes of this answer must come at once: some servers never end one."""
    clock.at = min(clock.at, time.monotonic() + _LAST_WORD)


def _location(value: str) -> str:
    """The ``Location`` header as it was meant: some send UTF-8 where only ASCII may stand, some send it twice."""
    value = value.split(", http", 1)[0]
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _with_fragment(target: Address) -> str:
    return f"{target.url}#{target.fragment}" if target.fragment else target.url


def _meant(error: Exception) -> tuple[Reason, str]:
    """What an exception says of the site."""
    if isinstance(error, HostError):
        return _host_failure(error.lookup, error.host)
    reason = reason_of(error)
    return reason, _certificate_words(error) if reason is Reason.CERTIFICATE else ""


def _host_failure(lookup: Lookup, host: str) -> tuple[Reason, str]:
    reason, said = _HOSTS[lookup]
    return reason, say(said, host=host)


def _failed(visit: Visit, url: str, reason: Reason, detail: str = "") -> Exchange:
    return Exchange(visit.asked, url, hops=tuple(visit.hops), reason=reason, detail=detail)


_CERTIFICATE_CODES = {
    9: say("it is not valid yet (is this machine’s clock right?)"),
    10: say("it has expired (or this machine’s clock is wrong)"),
    18: say("it is signed by the site itself"),
    19: say("the chain ends in a certificate that nobody vouches for"),
    20: say("its issuer is not known, or the site leaves out an intermediate certificate"),
    21: say("its issuer is not known, or the site leaves out an intermediate certificate"),
    23: say("it was revoked"),
    62: say("it is made out to another host name"),
    64: say("it is made out to another address"),
}


def _certificate_words(error: BaseException) -> str:
    """What is wrong with the certificate, from OpenSSL's verification codes (x509_vfy.h)."""
    import ssl

    from crackcite.lookups.failures import chain

    found = next((cause for cause in chain(error) if isinstance(cause, ssl.SSLCertVerificationError)), None)
    code = found.verify_code if found else 0
    return _CERTIFICATE_CODES.get(code, found.verify_message if found else say("it cannot be trusted"))


def deadline(seconds: float) -> float:
    """The moment by which a question that may take ``seconds`` must be over; a little is kept for judging."""
    return time.monotonic() + seconds - min(0.15, seconds / 10)
