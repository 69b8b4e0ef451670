"""A world on loopback for the tests: Crossref, doi.org, DataCite, Open Library, PubMed, web sites; all real servers.

    def test_something(world):                       # the fixture of conftest.py
        world.add_work({"DOI": "10.1234/abc", "title": ["On Crack"], "type": "journal-article"})
        shop = world.site("127.0.0.7")               # a web site of its own host and port
        shop.route("/page", Response(body="<title>Hello</title>"))
        shop.route("/old", redirect("/page", 301))
        shop.route("/slow", Response(delay=0.3))
        shop.route("/dead", Response(fault="reset")) # also: silent, drip, cut, close
        settings = world.settings(timeout=2)         # every service's address points into the world
        ...
        assert [seen.path for seen in shop.seen] == ["/page"]

A route is a path (with query, if it matters) and a Response, a list of Responses (given in turn; the last one stays),
or a function from the Request to a Response. A site answers 404 to what it has no route for. ``site.seen`` is the log
of requests, with time, headers and how many were being answered at that moment; ``site.most_at_once()`` and
``site.most_within(seconds)`` are for the tests of manners. ``world.refused()`` is an address where nothing listens,
``world.silent()`` one that accepts connections and never says a word. ``world.environment()`` is ``settings`` for a
subprocess. Host names: the ``dns`` fixture (conftest.py) tells which names exist.

No registry record in here is a copy of a registry's answer: tests say themselves what the registries hold.
"""

from __future__ import annotations

import json
import re
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

from crackcite.settings import Settings


@dataclass
class Response:
    """What a route answers. ``delay`` in seconds, before the first byte.

    ``fault``: ``reset`` (the connection is torn down), ``close`` (closed without a word), ``silent`` (nothing until the
    world ends), ``drip`` (one byte every 50 ms), ``cut`` (the body stops half-way).
    """

    status: int = 200
    body: str | bytes = ""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    fault: str = ""
    content_type: str | None = "text/html; charset=utf-8"  # None: no such header

    @property
    def payload(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


def published() -> dict[str, Any]:
    """The settings that leave Crossref's pace to its published limits and to its answers' headers."""
    return {"crossref_rate": 0.0, "crossref_concurrency": 0}


def redirect(location: str, status: int = 302) -> Response:
    return Response(status, headers={"Location": location})


def json_response(value: Any, status: int = 200, **headers: str) -> Response:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Response(status, json.dumps(value), named, content_type="application/json;charset=utf-8")


@dataclass
class Request:
    """A request as the server saw it. ``path`` is raw, with its query; ``at`` is time.monotonic()."""

    method: str
    path: str
    headers: Mapping[str, str]
    at: float
    at_once: int
    client: tuple[str, int]
    body: str = ""  # of a POST

    @property
    def route(self) -> str:
        return urlsplit(self.path).path

    @property
    def query(self) -> dict[str, str]:
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.path).query).items()}


#: A key and a self-signed certificate for 127.0.0.1, localhost and registry.example.org; no system trusts it.
CERTIFICATE = Path(__file__).parent / "certificates" / "loopback.pem"

AnySite = TypeVar("AnySite", bound="Site")
Route = Response | Sequence[Response] | Callable[[Request], Response]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256
    site: Site

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are part of the play."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer of two packets waits 40 ms for an acknowledgement
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Silence."""

    def do_GET(self) -> None:
        self.server.site.serve(self)

    do_HEAD = do_GET  # noqa: N815
    do_POST = do_GET  # noqa: N815
    do_CONNECT = do_GET  # noqa: N815


class Site:
    """One HTTP server on one loopback host."""

    def __init__(
        self, host: str = "127.0.0.1", answer: Callable[[Request], Response] | None = None, *, tls: bool = False
    ) -> None:
        self._routes: dict[str, Route] = {}
        self._turns: dict[str, int] = {}
        self._answer = answer
        self._lock = threading.Lock()
        self._busy = 0
        self.over = threading.Event()
        self.seen: list[Request] = []
        self.said: Counter[int] = Counter()  # how often which status was answered
        self._server = _Server((host, 0), _Handler)
        self._server.site = self
        self.host, self.port = host, int(self._server.server_address[1])
        self.scheme = "https" if tls else "http"
        self.base = f"{self.scheme}://{host}:{self.port}"
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, path: str = "/", host: str = "") -> str:
        """The address of a path here, under a name that ``dns`` points at this host if one is given."""
        return f"{self.scheme}://{host or self.host}:{self.port}{path}"

    def route(self, path: str, answer: Route) -> str:
        """Let ``path`` be answered so; gives the whole address."""
        self._routes[path] = answer
        return self.url(path)

    def paths(self) -> list[str]:
        return [seen.path for seen in self.seen]

    def most_at_once(self) -> int:
        return max((seen.at_once for seen in self.seen), default=0)

    def most_within(self, seconds: float, *, where: Callable[[Request], bool] = lambda _: True) -> int:
        """The largest number of requests that arrived within any span of so many seconds."""
        times = sorted(seen.at for seen in self.seen if where(seen))
        return max((sum(start <= at < start + seconds for at in times) for start in times), default=0)

    def close(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    def serve(self, handler: _Handler) -> None:
        sent = handler.rfile.read(int(handler.headers.get("Content-Length") or 0)).decode("utf-8", "replace")
        with self._lock:
            self._busy += 1
            request = Request(
                handler.command,
                handler.path,
                dict(handler.headers.items()),
                time.monotonic(),
                self._busy,
                handler.client_address,
                sent,
            )
            self.seen.append(request)
        try:
            self._send(handler, self._respond(request))
        finally:
            with self._lock:
                self._busy -= 1

    def _respond(self, request: Request) -> Response:
        answer = self._routes.get(request.path, self._routes.get(request.route))
        if answer is None:
            return self._answer(request) if self._answer else Response(404, "<title>Not found</title>")
        if isinstance(answer, Response):
            return answer
        if callable(answer):
            return answer(request)
        with self._lock:
            turn = self._turns.get(request.route, 0)
            self._turns[request.route] = turn + 1
        return answer[min(turn, len(answer) - 1)]

    def _send(self, handler: _Handler, response: Response) -> None:
        self.over.wait(response.delay) if response.delay else None
        if response.fault in ("reset", "close", "silent"):
            handler.close_connection = True
            if response.fault == "silent":
                self.over.wait()
            elif response.fault == "reset":
                handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close() if response.fault == "reset" else None
            return
        self.said[response.status] += 1
        handler.send_response(response.status)
        if response.content_type is not None:
            handler.send_header("Content-Type", response.content_type)
        for name, value in response.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(response.payload)))
        handler.end_headers()
        if handler.command != "HEAD":
            self._send_body(handler, response)

    def _send_body(self, handler: _Handler, response: Response) -> None:
        payload = response.payload
        if response.fault == "cut":
            handler.close_connection = True
            handler.wfile.write(payload[: len(payload) // 2])
        elif response.fault == "drip":
            for byte in payload:
                handler.wfile.write(bytes([byte]))
                if self.over.wait(0.05):
                    break
        else:
            handler.wfile.write(payload)


@dataclass
class Limits:
    """What the played Crossref allows and announces; 0 means no limit. Above it stands 429."""

    single: int = 0
    lists: int = 0
    at_once: int = 0


class Crossref(Site):
    """Plays Crossref's REST API: ``/works/{doi}``, ``/works?filter=doi:…``, ``/works?query.bibliographic=…``."""

    def __init__(self, works: dict[str, dict[str, Any]], host: str = "127.0.0.1", *, tls: bool = False) -> None:
        super().__init__(host, self._crossref, tls=tls)
        self.works = works
        self.aliases: dict[str, str] = {}
        self.limits = Limits()
        self.candidates: Callable[[str], Iterable[str]] | None = None  # the DOIs that a search gives, best first
        self.trouble: Callable[[Request], Response | None] = lambda _: None  # answers first, where it answers at all

    def _crossref(self, request: Request) -> Response:
        is_list = request.route == "/works"
        response = self.trouble(request) or self._over_limit(request, is_list)
        response = response or (self._list(request) if is_list else self._single(request))
        if self.limits.single:
            rate = self.limits.lists if is_list else self.limits.single
            response.headers |= {
                "x-rate-limit-limit": str(rate),
                "x-rate-limit-interval": "1s",
                "x-concurrency-limit": str(self.limits.at_once),
            }
        return response

    def _over_limit(self, request: Request, is_list: bool) -> Response | None:
        rate = self.limits.lists if is_list else self.limits.single
        recent = sum(
            seen.at > request.at - 1 and (seen.route == "/works") == is_list
            for seen in self.seen
            if seen is not request
        )
        if (rate and recent >= rate) or (self.limits.at_once and request.at_once > self.limits.at_once):
            return Response(429, "<html><body><h1>429 Too Many Requests</h1></body></html>")
        return None

    def _single(self, request: Request) -> Response:
        doi = unquote(request.path.removeprefix("/works/").split("?", 1)[0]).lower()
        if doi in self.aliases:
            return Response(301, headers={"Location": f"/works/{self.aliases[doi]}"}, content_type=None)
        if not request.path.startswith("/works/") or doi not in self.works:
            return Response(404, "Resource not found.", content_type="text/plain")
        return json_response({"status": "ok", "message-type": "work", "message": self.works[doi]})

    def _list(self, request: Request) -> Response:
        query = request.query
        rows = int(query.get("rows", "20"))
        if "filter" in query:
            asked = [part.removeprefix("doi:").lower() for part in query["filter"].split(",")]
            found = [self.works[doi] for doi in asked if doi in self.works and doi not in self.aliases]
        else:
            found = self._search(query.get("query.bibliographic", ""))
        select = [name for name in query.get("select", "").split(",") if name]
        items = [{name: work[name] for name in select if name in work} if select else work for work in found[:rows]]
        message = {"total-results": len(found), "items-per-page": rows, "items": items}
        return json_response({"status": "ok", "message-type": "work-list", "message": message})

    def _search(self, text: str) -> list[dict[str, Any]]:
        if self.candidates:
            return [self.works[doi.lower()] for doi in self.candidates(text)]
        wanted = _words(text)
        scored = [(len(wanted & _words(_about(work))), work) for work in self.works.values()]
        ranked = sorted(((score, work) for score, work in scored if score), key=lambda pair: -pair[0])
        return [{**work, "score": float(score)} for score, work in ranked]


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 2}


def _about(work: Mapping[str, Any]) -> str:
    people = " ".join(str(person.get("family", "")) for person in work.get("author", ()))
    return " ".join([*work.get("title", ()), *work.get("container-title", ()), people])


class DoiOrg(Site):
    """Plays doi.org: ``/ra/{doi}``, ``/api/handles/{doi}``, and content negotiation on ``/{doi}``."""

    def __init__(self, works: dict[str, dict[str, Any]], host: str = "127.0.0.1") -> None:
        super().__init__(host, self._doi)
        self.works = works
        self.agencies: dict[str, str] = {}  # DOI -> agency, for what is not in ``works`` (those are Crossref's)
        self.metadata: dict[str, dict[str, Any]] = {}  # DOI -> CSL-JSON
        self.invalid: set[str] = set()

    def _agency(self, doi: str) -> str:
        return self.agencies.get(doi, "Crossref" if doi in self.works else "")

    def _doi(self, request: Request) -> Response:
        path = unquote(request.route)
        if path.startswith("/ra/"):
            return json_response([self._registered(doi) for doi in request.route.removeprefix("/ra/").split(",")])
        if path.startswith("/api/handles/"):
            return self._handle(path.removeprefix("/api/handles/"))
        csl = self.metadata.get(path[1:].lower())
        if csl is None or "citationstyles" not in request.headers.get("Accept", ""):
            return Response(404, "<title>DOI not found</title>")
        response = json_response(csl)
        response.content_type = "application/vnd.citationstyles.csl+json"
        return response

    def _registered(self, raw: str) -> dict[str, str]:
        doi = unquote(raw)
        agency = self._agency(doi.lower())
        status = "Invalid DOI" if doi.lower() in self.invalid else "DOI does not exist"
        return {"DOI": doi, "RA": agency} if agency else {"DOI": doi, "status": status}

    def _handle(self, doi: str) -> Response:
        if not self._agency(doi.lower()):
            return json_response({"responseCode": 100, "handle": doi}, 404)
        data = {"format": "string", "value": f"https://publisher.example.org/{doi}"}
        values = [{"index": 1, "type": "URL", "data": data, "ttl": 86400, "timestamp": "2020-01-01T00:00:00Z"}]
        return json_response({"responseCode": 1, "handle": doi, "values": values})


class DataCite(Site):
    """Plays DataCite's ``/dois/{doi}``; ``records`` maps a DOI to its attributes."""

    def __init__(self, host: str = "127.0.0.1", *, tls: bool = False) -> None:
        super().__init__(host, self._datacite, tls=tls)
        self.records: dict[str, dict[str, Any]] = {}

    def _datacite(self, request: Request) -> Response:
        doi = unquote(request.route.removeprefix("/dois/")).lower()
        if doi in self.records:
            return json_response({"data": {"id": doi, "type": "dois", "attributes": {"doi": doi, **self.records[doi]}}})
        missing = {"status": "404", "title": "The resource you are looking for doesn't exist."}
        return json_response({"errors": [missing]}, 404)


class OpenLibrary(Site):
    """Plays Open Library's ``/api/books``; ``books`` maps an ISBN to its data."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        super().__init__(host, self._books)
        self.books: dict[str, dict[str, Any]] = {}

    def _books(self, request: Request) -> Response:
        keys = request.query.get("bibkeys", "").split(",")
        known = {key: self.books[key.removeprefix("ISBN:")] for key in keys if key.removeprefix("ISBN:") in self.books}
        return json_response(known)


class PubMed(Site):
    """Plays PubMed's ``esummary``; ``articles`` maps a PMID to its summary."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        super().__init__(host, self._summaries)
        self.articles: dict[str, dict[str, Any]] = {}

    def _summaries(self, request: Request) -> Response:
        asked = request.query.get("id", "").split(",")
        nothing = {"error": "cannot get document summary"}
        records = {pmid: {"uid": pmid, **self.articles.get(pmid, nothing)} for pmid in asked}
        return json_response({"header": {"type": "esummary"}, "result": {"uids": asked, **records}})


class World:
    """All services on loopback, and as many web sites as a test wants."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.works: dict[str, dict[str, Any]] = {}
        self._sockets: list[socket.socket] = []
        self._sites: list[Site] = []
        self.crossref = self.adopt(Crossref(self.works))
        self.doi = self.adopt(DoiOrg(self.works))
        self.datacite = self.adopt(DataCite())
        self.openlibrary = self.adopt(OpenLibrary())
        self.pubmed = self.adopt(PubMed())

    def adopt(self, site: AnySite) -> AnySite:
        """Let a site close with this world."""
        self._sites.append(site)
        return site

    def add_work(self, record: Mapping[str, Any]) -> str:
        """Let Crossref hold a record; gives its DOI in lower case."""
        doi = str(record["DOI"]).lower()
        self.works[doi] = {"type": "journal-article", "score": 1, **record, "DOI": doi}
        return doi

    def site(
        self, host: str = "127.0.0.1", answer: Callable[[Request], Response] | None = None, *, tls: bool = False
    ) -> Site:
        """A new web site; ``answer`` answers what has no route. With ``tls`` its certificate is :data:`CERTIFICATE`."""
        return self.adopt(Site(host, answer, tls=tls))

    def refused(self, host: str = "127.0.0.1") -> str:
        """The base address of a port where nothing listens."""
        with socket.socket() as probe:
            probe.bind((host, 0))
            return f"http://{host}:{probe.getsockname()[1]}"

    def silent(self, host: str = "127.0.0.1") -> str:
        """The base address of a listener that takes connections and never says a word."""
        listener = socket.socket()
        listener.bind((host, 0))
        listener.listen(256)
        self._sockets.append(listener)
        return f"http://{host}:{listener.getsockname()[1]}"

    def addresses(self) -> dict[str, str]:
        return {
            "crossref_url": self.crossref.base,
            "doi_url": self.doi.base,
            "datacite_url": self.datacite.base,
            "openlibrary_url": self.openlibrary.base,
            "pubmed_url": self.pubmed.base,
            "wayback_url": self.refused(),
            "save_url": self.refused(),
        }

    def settings(self, **more: Any) -> Settings:
        """Settings whose every service is in this world, with a cache folder of the test's own.

        Crossref may be asked as fast as one likes; tests of manners say ``**published()``.
        """
        return Settings(**{**self._said(), **more})

    def _said(self) -> dict[str, Any]:
        pace = {"crossref_rate": 1000.0, "crossref_concurrency": 4}
        folder = {"cache_dir": str(self.folder / "cache")}
        return {"timeout": 5.0, "allow_private": True, **pace, **folder, **self.addresses()}

    def away(self, base: str) -> dict[str, str]:
        """The settings that point every service at one address: ``world.settings(**world.away(world.silent()))``."""
        return dict.fromkeys(self.addresses(), base)

    def environment(self, **more: Any) -> dict[str, str]:
        """The same as :meth:`settings`, as environment variables for a subprocess."""
        said = {**self._said(), "allow_private": 1, **more}
        return {f"CRACKCITE_{name.upper()}": str(value) for name, value in said.items()}

    def requests(self) -> int:
        """How many requests all servers have seen."""
        return sum(len(site.seen) for site in self._sites)

    def close(self) -> None:
        closing = [threading.Thread(target=site.close) for site in self._sites]
        for thread in closing:
            thread.start()
        for thread in closing:
            thread.join()
        for listener in self._sockets:
            listener.close()


def opened(folder: Path) -> Iterator[World]:
    """A world that closes when the iterator is exhausted."""
    world = World(folder)
    try:
        yield world
    finally:
        world.close()
