"""Keeping a zoo of web servers: what an animal is, how its answers are written, and the cage that runs them all."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

PROSE = (
    "Depuis dix ans, les maisons d’accueil de la ville notent chaque soir combien de lits restent libres. "
    "Les chiffres montrent que la demande dépasse l’offre dès les premiers froids, et que les familles attendent plus "
    "longtemps que les personnes seules. Une équipe de l’université a relu ces carnets et les a comparés aux "
    "statistiques officielles, qui ne comptent que les nuitées. "
)


@dataclass
class Ask:
    """A request as it arrived. ``turn`` counts the requests for this animal from 1; ``base`` is the zoo's address."""

    method: str
    path: str
    headers: dict[str, str]
    turn: int
    base: str

    @property
    def cookie(self) -> str:
        return self.headers.get("cookie", "")


class Hang:
    """Say nothing more, and keep the connection."""


class Reset:
    """Tear the connection down."""


Bit = bytes | float | type[Hang] | type[Reset]  # what is sent, a pause in seconds, or an end
Answer = bytes | list[Bit]
Serve = Callable[[Ask], Answer]


@dataclass(frozen=True)
class Animal:
    """One behaviour. ``routes`` maps paths below the animal's own to what answers there."""

    name: str
    kind: str
    link: str
    routes: dict[str, Serve | Answer]
    other: Serve | Answer | None = None
    whole: str = ""  # the full address where it is not in the zoo
    moved_to: str = ""  # the suggestion that is right, below the zoo's address
    fragment: bool | None = None
    proved: bool = True  # of a problem: whether the server or the page itself says that nothing is there


def reply(
    body: str | bytes = "",
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    *headers: str,
    length: bool = True,
) -> bytes:
    """A whole HTTP response."""
    payload = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}"]
    lines += [f"Content-Type: {kind}"] if kind else []
    lines += headers
    lines += [f"Content-Length: {len(payload)}"] if length else ["Connection: close"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + payload


def to(location: str, status: str = "301 Moved Permanently", *headers: str) -> bytes:
    return reply("", status, "text/html", f"Location: {location}", *headers)


def page(
    title: str = "Combien de lits libres cet hiver ? | La Gazette", body: str = "", head: str = "", times: int = 3
) -> str:
    heading = title.split(" | ", 1)[0]
    text = body or f"<h1>{heading}</h1>" + f"<p>{PROSE}</p>" * times
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        '<nav><a href="/">Accueil</a> <a href="/contact">Contact</a></nav>'
        f"<main>{text}</main><footer>© La Gazette</footer></body></html>"
    )


def says(title: str, body: str, head: str = "") -> bytes:
    """A short page of one sentence."""
    return reply(page(title, body, head))


GOOD = reply(page())
NOT_FOUND = reply("<title>404</title><h1>Not found</h1>", "404 Not Found")
ANIMALS: list[Animal] = []


def add(kind: str, name: str, answer: Serve | Answer, link: str = "/articles/2024/lits-libres", **more: object) -> None:
    """Put an animal into the zoo that answers ``answer`` at its link."""
    routes = {link.split("#", 1)[0]: answer, **more.pop("routes", {})}  # type: ignore[dict-item]
    ANIMALS.append(Animal(name, kind, link, routes, **more))  # type: ignore[arg-type]


@dataclass
class Cage:
    """The running zoo."""

    host: str = "127.0.0.1"
    over: threading.Event = field(default_factory=threading.Event)
    turns: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._animals = {animal.name: animal for animal in ANIMALS}
        self._listener = socket.create_server((self.host, 0), backlog=512)
        self.base = f"http://{self.host}:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, animal: Animal) -> str:
        """The address that an article would cite."""
        return animal.whole or f"{self.base}/{animal.name}{animal.link}"

    def close(self) -> None:
        self.over.set()
        self._listener.close()

    def _accept(self) -> None:
        while not self.over.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(30)
            stream = connection.makefile("rb")
            while not self.over.is_set():
                ask = self._asked(stream)
                if ask is None or not self._send(connection, ask, self._answer(ask)):
                    return

    def _asked(self, stream: object) -> Ask | None:
        first = stream.readline(65536).split()  # type: ignore[attr-defined]
        if len(first) < 2:
            return None
        headers = {}
        while (line := stream.readline(65536)) not in (b"\r\n", b"\n", b""):  # type: ignore[attr-defined]
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.strip().lower()] = value.strip()
        path = first[1].decode("latin-1")
        name = path.split("/")[1].split("?")[0]
        if first[0] != b"HEAD":
            self.turns[name] += 1
        return Ask(first[0].decode(), path, headers, self.turns[name], self.base)

    def _answer(self, ask: Ask) -> Answer:
        if ask.path in ("/", "/fr/"):
            return says("Accueil | La Gazette", "<h1>La Gazette</h1><p>Les nouvelles du jour.</p>")
        if ask.path.startswith("/sorry/index"):
            return says("Sorry", "<div class=g-recaptcha></div>")
        _, name, *rest = ask.path.split("/")
        animal = self._animals.get(name)
        if animal is None:
            return NOT_FOUND
        path = "/" + "/".join(rest)
        found = animal.routes.get(path, animal.routes.get(path.split("?")[0], animal.other or NOT_FOUND))
        return found(ask) if callable(found) else found

    def _send(self, connection: socket.socket, ask: Ask, answer: Answer) -> bool:
        """Send it; whether the connection is good for another request."""
        if isinstance(answer, bytes):
            head, gap, _ = answer.partition(b"\r\n\r\n")
            connection.sendall(head + gap if ask.method == "HEAD" else answer)
            return b"Content-Length" in head and b" 1" not in head[:12] and answer.startswith(b"HTTP/1.1 ")
        for bit in answer:
            if isinstance(bit, bytes):
                connection.sendall(bit)
            elif isinstance(bit, float):
                self.over.wait(bit)
            elif bit is Reset:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return False
            else:
                self.over.wait(60)
                return False
        return False


@contextlib.contextmanager
def opened() -> Iterator[Cage]:
    """A running zoo, closed at the end."""
    cage = Cage()
    try:
        yield cage
    finally:
        cage.close()
