"""Connections for pages: one TLS context for all, a deadline that every read obeys, no way to private addresses.

requests' timeout starts anew with every byte that arrives, so a server that drips holds a thread for ever; here each
socket asks the question's clock before it reads. requests also loads the certificate bundle anew for every TLS
connection (about 15 ms each); here one context is shared.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from pathlib import Path
from typing import Any

from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.poolmanager import PoolManager

from crackcite.lookups.resolve import Lookup, Names
from crackcite.lookups.session import certificates

_POOLS = 128  # hosts whose connections are kept open
_LEGACY_RENEGOTIATION = 0x4  # SSL_OP_LEGACY_SERVER_CONNECT: what browsers still accept
_UNEXPECTED_EOF = getattr(ssl, "OP_IGNORE_UNEXPECTED_EOF", 0x80)


# http.client gives up at 100 headers and at lines of 64 kB; browsers read on, and so do the readers of an article.
http.client._MAXHEADERS = 1000  # type: ignore[attr-defined]
http.client._MAXLINE = 262_144  # type: ignore[attr-defined]
_LARGEST_HEAD = 1_000_000  # bytes before a body: status lines and headers, interim ones included


class HostError(Exception):
    """A host that is not asked: its name has no address, or one that is not for us."""

    def __init__(self, lookup: Lookup, host: str) -> None:
        super().__init__(f"{host}: {lookup}")
        self.lookup, self.host = lookup, host


class PrivateHostError(HostError):
    """A host with an address that only a run with allow_private asks."""


class Clock(threading.local):
    """The moment (``time.monotonic``) at which the present thread's question must be over."""

    at: float = float("inf")
    target: str = ""  # what stands in the request line

    def left(self) -> float:
        """Seconds left; raises ``TimeoutError`` where none are."""
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("the time for this question is over")
        return seconds


clock = Clock()


class _Socket(socket.socket):
    """A socket whose every read ends with the question's time."""

    def recv_into(self, *arguments: Any, **named: Any) -> int:
        self.settimeout(min(clock.left(), 3600))
        return super().recv_into(*arguments, **named)


class _TLSSocket(ssl.SSLSocket):
    """The same over TLS."""

    def recv_into(self, *arguments: Any, **named: Any) -> int:
        self.settimeout(min(clock.left(), 3600))
        return super().recv_into(*arguments, **named)


class _Head:
    """What a response is read from until its body begins: at most so many bytes."""

    def __init__(self, stream: Any) -> None:
        self._stream, self._left = stream, _LARGEST_HEAD

    def readline(self, most: int = -1) -> bytes:
        """The next line, or as much of it as there may be. Raises ``HTTPException`` where nothing more may be."""
        if self._left <= 0:
            raise http.client.HTTPException(f"more than {_LARGEST_HEAD} bytes of headers")
        line: bytes = self._stream.readline(min(most, self._left) if most >= 0 else self._left)
        self._left -= len(line)
        return line

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _Response(http.client.HTTPResponse):
    """An HTTP response that may be announced by interim ones (RFC 9110 section 15.2; 103 Early Hints, RFC 8297)."""

    def begin(self) -> None:
        """Read what stands before the body."""
        whole: Any = self.fp
        head: Any = _Head(whole)
        self.fp = head
        try:
            super().begin()
        finally:
            if self.fp is head:
                self.fp = whole

    def _read_status(self) -> tuple[str, int, str]:
        while True:
            version, status, reason = super()._read_status()  # type: ignore[misc]
            if not 100 < status < 200 or status == 101:
                return version, status, reason
            http.client.parse_headers(self.fp)


def context() -> ssl.SSLContext:
    """The TLS context of all connections. Raises ``OSError`` where the named certificates cannot be read."""
    path = certificates() or DEFAULT_CA_BUNDLE_PATH
    folder = Path(path).is_dir()
    made = ssl.create_default_context(cafile=None if folder else path, capath=path if folder else None)
    made.options |= _LEGACY_RENEGOTIATION | _UNEXPECTED_EOF
    made.sslsocket_class = _TLSSocket
    return made


class Adapter(HTTPAdapter):
    """requests' adapter over the connections described above; safe to share between threads' sessions."""

    def __init__(self, names: Names, at_once: int, own: frozenset[str] = frozenset()) -> None:
        """``own`` are hosts that the user named himself: they may be private."""
        self._names, self._own = names, own
        self._context = context()
        super().__init__(pool_connections=_POOLS, pool_maxsize=at_once)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **named: Any) -> None:
        """Make the pool of connections."""
        super().init_poolmanager(connections, maxsize, block, ssl_context=self._context, **named)
        self._equip(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **named: Any) -> Any:
        """The pool of connections to one proxy."""
        known = proxy in self.proxy_manager
        manager = super().proxy_manager_for(proxy, **({} if known else {"ssl_context": self._context}), **named)
        if not known:
            self._equip(manager)
        return manager

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:  # noqa: ARG002
        """Leave the trust to the shared context: naming a bundle here would load it for every connection."""
        conn.cert_reqs, conn.ca_certs, conn.ca_cert_dir = "CERT_REQUIRED", None, None

    def _equip(self, manager: PoolManager) -> None:
        plain, secure = _connections(self._names, self._own)
        manager.pool_classes_by_scheme = {
            "http": type("Pool", (_AsWritten, HTTPConnectionPool), {"ConnectionCls": plain}),
            "https": type("SecurePool", (_AsWritten, HTTPSConnectionPool), {"ConnectionCls": secure}),
        }


class _AsWritten:
    """A pool whose requests name their target as it was written.

    urllib3 writes it anew (``%e9`` as ``%E9``, a lone ``%`` as ``%25``), which browsers do not, and some servers mind.
    """

    def urlopen(self, method: str, url: str, *arguments: Any, **named: Any) -> Any:
        """Make the request."""
        clock.target = url
        return super().urlopen(method, url, *arguments, **named)  # type: ignore[misc]


def _connections(names: Names, own: frozenset[str]) -> tuple[type[HTTPConnection], type[HTTPSConnection]]:
    """The classes of connections that ask ``names`` for addresses."""

    def connect(self: Any) -> socket.socket:
        host = self._dns_host
        found = names.resolve(host, self.port, exempt=self.proxy is not None or host in own)
        if found.lookup is not Lookup.FOUND:
            raise (PrivateHostError if found.lookup is Lookup.PRIVATE else HostError)(found.lookup, host)
        return _connected(self, found.addresses)

    shared = {"_new_conn": connect, "response_class": _Response}
    return type("Plain", (_Named, HTTPConnection), shared), type("Secure", (_Named, HTTPSConnection), shared)


class _Named:
    """A connection that sends the target which its pool was asked for."""

    def putrequest(self, method: str, url: str, *arguments: Any, **named: Any) -> None:
        """Send the request line."""
        super().putrequest(method, clock.target or url, *arguments, **named)  # type: ignore[misc]


def _connected(connection: Any, addresses: tuple[str, ...]) -> socket.socket:
    """A socket to the first address that takes the connection; none of them may use up the time of the others."""
    failure: OSError = OSError("the host has no address")
    for index, ip in enumerate(addresses):
        sock = _Socket(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM)
        try:
            sock.settimeout(clock.left() / (len(addresses) - index))
            for option in connection.socket_options or ():
                sock.setsockopt(*option)
            sock.connect((ip, connection.port))
        except OSError as error:
            failure = error
            sock.close()
        else:
            sock.settimeout(min(clock.left(), 3600))
            return sock
    if isinstance(failure, TimeoutError):
        raise ConnectTimeoutError(connection, f"no connection to {connection.host} in time") from failure
    raise NewConnectionError(connection, f"no connection: {failure}") from failure
