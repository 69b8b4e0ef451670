"""A hostile web server on loopback: every path is another way to hold, fill or mislead whoever asks.

    with Hostile() as server:                      # 127.0.0.41, a port of its own
        server.url("/gzip-bomb")
        server.hits("/secret")                     # how often somebody was misled

For tests and for ``benchmarks/hostile.py``. What has no end here ends when the client hangs up or the server closes.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Self

HTML = b"Content-Type: text/html; charset=utf-8\r\n"
HEAD = b"HTTP/1.1 200 OK\r\n" + HTML + b"Connection: close\r\n"
PAGE = b"<!doctype html><html><head><title>Beds</title></head><body><p>"


def plain(body: bytes, more: bytes = b"", status: bytes = b"200 OK") -> bytes:
    """A whole answer."""
    head = b"HTTP/1.1 " + status + b"\r\n" + HTML + more + b"Connection: close\r\n"
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


def forever(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece


def bomb(times: int = 1) -> Iterator[bytes]:
    """An endless gzip stream of zeros: each kilobyte of it makes a megabyte, ``times`` over."""
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = pack.compress(b"\0") + pack.flush(zlib.Z_FULL_FLUSH)
    piece = pack.compress(bytes(10_000_000)) + pack.flush(zlib.Z_FULL_FLUSH)
    if times == 1:
        yield start
        yield from forever(piece)
    outer = zlib.compressobj(9, zlib.DEFLATED, 31)
    yield outer.compress(start)
    while True:
        yield outer.compress(piece * 100) + outer.flush(zlib.Z_FULL_FLUSH)


def small_member() -> bytes:
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    return pack.compress(PAGE) + pack.flush()


class Hostile:
    """The server. ``slow`` is the pause, in seconds, between the bytes of what drips."""

    def __init__(self, host: str = "127.0.0.41", slow: float = 0.05) -> None:
        self.host, self._slow = host, slow
        self._over = threading.Event()
        self._hits: Counter[str] = Counter()
        self.headers: dict[str, str] = {}  # path -> the last request's head
        self._listeners = [socket.create_server((host, 0), backlog=64)]
        self.port = int(self._listeners[0].getsockname()[1])
        self.base = f"http://{host}:{self.port}"
        self.paths: dict[str, Callable[[], Iterator[bytes]]] = {
            "/fine": lambda: iter([plain(PAGE + b"Twelve beds.</p></body></html>")]),
            "/endless-body": lambda: self._after(HEAD + b"\r\n" + PAGE, forever(b"word " * 3000)),
            "/endless-script": lambda: self._after(
                HEAD.replace(b"text/html", b"application/octet-stream") + b"\r\n", forever(bytes(16_384))
            ),
            "/slow-body": lambda: self._after(HEAD + b"\r\n" + PAGE, self._drip(forever(b"w"))),
            "/slow-headers": lambda: self._after(b"HTTP/1.1 200 OK\r\nX-Slow: ", self._drip(forever(b"w"))),
            "/endless-headers": lambda: self._after(
                b"HTTP/1.1 200 OK\r\n", forever(b"X-More: words and words\r\n" * 500)
            ),
            "/endless-header": lambda: self._after(b"HTTP/1.1 200 OK\r\nX-Long: ", forever(b"w" * 16_384)),
            "/endless-status": lambda: self._after(b"HTTP/1.1 200 ", forever(b"O" * 16_384)),
            "/endless-interim": lambda: forever(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 200),
            "/gzip-bomb": lambda: self._after(HEAD + b"Content-Encoding: gzip\r\n\r\n", bomb()),
            "/gzip-bomb-twice": lambda: self._after(HEAD + b"Content-Encoding: gzip, gzip\r\n\r\n", bomb(2)),
            "/gzip-tail": lambda: self._after(
                HEAD + b"Content-Encoding: gzip\r\n\r\n" + small_member(), forever(bytes(16_384))
            ),
            "/brotli": lambda: self._after(HEAD + b"Content-Encoding: br\r\n\r\n", forever(b"\x0b" * 16_384)),
            "/endless-trailers": lambda: self._after(
                HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n" + b"<p>ab\r\n0\r\n", forever(b"X-T: words\r\n" * 900)
            ),
            "/endless-chunk": lambda: self._after(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5;", forever(b"x" * 9000)),
            "/says-huge": lambda: self._after(HEAD + b"Content-Length: 99999999999999\r\n\r\n", forever(b"w " * 9000)),
            "/redirects": self._redirects,
            "/refreshes": self._refreshes,
            "/to-secret": lambda: iter([plain(b"", b"Location: %s/secret\r\n" % self.inside(), b"302 Found")]),
            "/secret": lambda: iter([plain(PAGE + b"the secret</p></body></html>")]),
        }
        threading.Thread(target=self._accept, args=(self._listeners[0],), daemon=True).start()

    def inside(self) -> bytes:
        """Where ``/to-secret`` leads: this server under its other name."""
        return b"http://127.0.0.42:%d" % self.port if self.host != "127.0.0.42" else self.base.encode()

    def url(self, path: str) -> str:
        return self.base + path

    def hits(self, path: str) -> int:
        """How often a path was asked for, whatever its query."""
        return self._hits[path]

    def also(self, host: str) -> None:
        """Answer at another loopback address too, at the same port."""
        listener = socket.create_server((host, self.port), backlog=64)
        self._listeners.append(listener)
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for listener in self._listeners:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()

    def _after(self, start: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
        yield start
        yield from rest

    def _drip(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            if self._over.wait(self._slow):
                return
            yield piece

    def _redirects(self) -> Iterator[bytes]:
        where = b"Location: /redirects?%d\r\n" % self._hits["/redirects"]
        yield plain(b"", where, b"302 Found")

    def _refreshes(self) -> Iterator[bytes]:
        yield plain(b'<meta http-equiv="refresh" content="0; url=/refreshes?%d">' % self._hits["/refreshes"])

    def _accept(self, listener: socket.socket) -> None:
        while not self._over.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head and (piece := connection.recv(65_536)):
                head += piece
            if not head:
                return
            target = head.split(b" ", 2)[1].decode("latin-1")
            path = "/" + target.removeprefix("http://").partition("/")[2] if "://" in target else target
            path = path.partition("?")[0]
            self._hits[path] += 1
            self.headers[path] = head.decode("latin-1")
            missing = iter([plain(b"<title>Not found</title>", b"", b"404 Not Found")])
            for piece in self.paths[path]() if path in self.paths else missing:
                connection.sendall(piece)
                if self._over.is_set():
                    return
