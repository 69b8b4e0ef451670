"""Addresses: asked as a browser would ask them, compared as an editor would compare them.

The rules for making an address out of what was written are those of the WHATWG URL Standard, as far as links in
articles need them.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from crackcite.lookups.special import ends_in_number, literal
from crackcite.model import say

#: Left alone in a path and in a query; everything else that is not a letter or digit of ASCII is percent-encoded.
_PATH_SAFE = "/:@!$&'()*+,;=~%-._[]|"
_QUERY_SAFE = "/?:@!$&()*+,;=~%-._[]{}|^`\\"
_DEFAULT_PORTS = {"http": 80, "https": 443}
_CONTROL = re.compile("[\x00-\x20\x7f\u00a0\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")

#: The WHATWG URL Standard's forbidden domain code points: encoded in a name, they would make it another address.
_FORBIDDEN = re.compile(r"[#/:<>?@\[\\\]^|%]")
_BRACKETED = re.compile(r"(?:^|@)\[[0-9A-Fa-f:.]+\](?::\d*)?$")


class AddressError(ValueError):
    """Not an address that can be asked over HTTP; the message says why."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address ready to be asked: ``url`` in ASCII without fragment and credentials, ``fragment`` as written."""

    url: str
    scheme: str
    host: str
    port: int
    fragment: str = ""

    @property
    def path(self) -> str:
        """The path, ``/`` at least."""
        return urlsplit(self.url).path or "/"

    @property
    def query(self) -> str:
        """The query without its question mark."""
        return urlsplit(self.url).query

    @property
    def lane(self) -> str:
        """Host, and port where it is not the scheme's own: what one server's questions share."""
        return self.host if self.port == _DEFAULT_PORTS[self.scheme] else f"{self.host}:{self.port}"


#: Each address is taken apart several times on its way: for its queue, for asking, for judging.
_REMEMBERED = 2048


@lru_cache(_REMEMBERED)
def address(written: str, base: str = "") -> Address:
    """The address that a browser would ask for ``written``, which may be relative to ``base``.

    Spaces and letters outside ASCII are encoded (UTF-8, RFC 3987 section 3.1; hosts by IDNA 2008 with UTS 46), what is
    encoded already is left alone, credentials are dropped: they are never sent.
    Raises :class:`AddressError`.
    """
    text = _tidy(written)
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        host, port = _host(parts.netloc, parts.hostname or ""), parts.port
    except AddressError:
        raise
    except ValueError as error:
        raise AddressError(say("not a well-formed address: {error}", error=str(error))) from None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise AddressError(
            say("{scheme} is not http or https", scheme=scheme) if scheme else say("it is neither http nor https")
        )
    if port == 0:
        raise AddressError(say("it names port 0, where nothing can answer"))
    port = port or _DEFAULT_PORTS[scheme]
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port == _DEFAULT_PORTS[scheme] else f"{shown}:{port}"
    path = _without_dots(parts.path)
    url = urlunsplit((scheme, netloc, _encoded(path, _PATH_SAFE) or "/", _encoded(parts.query, _QUERY_SAFE), ""))
    return Address(url, scheme, host, port, parts.fragment)


def _without_dots(path: str) -> str:
    """The path without ``.`` and ``..`` (RFC 3986 section 5.2.4)."""
    kept: list[str] = []
    pieces = path.split("/")
    for piece in pieces:
        if piece == ".." and len(kept) > 1:
            kept.pop()
        elif piece not in (".", ".."):
            kept.append(piece)
    return "/".join(kept) + ("/" if pieces[-1] in (".", "..") else "")


def _tidy(written: str) -> str:
    text = written.strip().strip("\u200b\ufeff\u2060")
    head, mark, tail = text.partition("?")
    if re.match(r"(?i)https?:[\\/]", head) or not re.match(r"(?i)[a-z][a-z0-9+.-]*:", head):
        head = head.replace("\\", "/")
    return re.sub("[\t\r\n]", "", head + mark + tail)


def _host(netloc: str, named: str) -> str:
    """The host of an address in the one form in which it is judged, asked and shown. Raises :class:`AddressError`."""
    if "[" in netloc and not _BRACKETED.search(netloc):
        raise AddressError(say("its host is not a well-formed address"))
    host = named if ":" in named else ascii_host(named).rstrip(".")
    if not host:
        raise AddressError(say("it names no host"))
    itself = None if "%" in host else literal(host)
    if itself is None and (":" in host or ends_in_number(host)):
        raise AddressError(say("its host is not a well-formed address"))
    return str(itself) if itself else host


def ascii_host(host: str) -> str:
    """The host as the domain name system knows it. Raises :class:`AddressError` for what cannot be a name."""
    lowered = unquote(host).lower()
    if not lowered.isascii():
        import idna

        try:
            lowered = idna.encode(lowered.rstrip("."), uts46=True, transitional=False).decode("ascii")
        except idna.IDNAError as error:
            raise AddressError(say("its host name cannot exist: {error}", error=str(error))) from None
    if _CONTROL.search(lowered):
        raise AddressError(say("its host name has a space in it"))
    strange = _FORBIDDEN.search(lowered)
    if strange:
        raise AddressError(say("its host name has {character} in it", character=strange[0]))
    return lowered


def _encoded(part: str, safe: str) -> str:
    return quote(part, safe=safe)


def segments(url: str) -> tuple[str, ...]:
    """The path's non-empty segments, decoded and in lower case."""
    return tuple(unquote(part).lower() for part in urlsplit(url).path.split("/") if part)


@lru_cache(_REMEMBERED)
def site(url: str) -> str:
    """The host without ``www.`` and the like, in lower case."""
    host = (urlsplit(url).hostname or "").lower()
    return re.sub(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)", "", host)


def same_but_for_form(one: str, other: str) -> bool:
    """Whether two addresses differ in nothing that an editor would want changed.

    That is: scheme, ``www.``, a trailing slash, an index file, letter case and encoding of the path, the fragment.
    """
    return _essence(one) == _essence(other)


_INDEX = re.compile(r"/(?:index|default|home)\.(?:html?|php|aspx?|jsp)$")


def _essence(url: str) -> tuple[str, int | None, str, str]:
    parts = urlsplit(url)
    path = _INDEX.sub("/", unquote(parts.path).lower()).rstrip("/")
    port = None if parts.port in (80, 443) else parts.port
    return site(url), port, path, unquote(parts.query)


def only_scheme_differs(one: str, other: str) -> bool:
    """Whether ``other`` is the https form of the http address ``one``, but for ``www.`` and the trailing slash."""
    return one.startswith("http:") and other.startswith("https:") and same_but_for_form(one, other)


def impossible_sibling(url: str) -> str:
    """An address beside ``url`` at which nothing can stand: the same folder, an invented name, the same ending.

    The name is made from ``url`` itself, so that the same question is the same every time.
    """
    parts = urlsplit(url)
    folder, _, name = parts.path.rstrip("/").rpartition("/")
    ending = re.search(r"\.(?:html?|php|aspx?|jsp|shtml)$", name.lower())
    token = hashlib.sha256(url.encode()).hexdigest()[:12]
    path = f"{folder}/no-such-page-{token}{ending.group() if ending else ''}"
    return urlunsplit((parts.scheme, parts.netloc, path + ("/" if parts.path.endswith("/") else ""), "", ""))
