"""How a page is asked for: within its time, honestly, never where it should not, and no more often than needed."""

# ruff: noqa: E501
from __future__ import annotations

import http.server
import json
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import conftest
import pytest
from world import Request, Response, Site, World, redirect

from crackcite.lookups.resolve import Names
from crackcite.lookups.service import Reply
from crackcite.lookups.web import Web
from crackcite.model import Answer, Outcome, Question, QuestionKind, Reason
from crackcite.settings import Settings

ARTICLE = "<title>Lits libres</title><h1>Lits libres</h1><p>Douze lits ce soir.</p>"


def reply(url: str, settings: Settings | None = None, seconds: float = 3.0, names: Names | None = None) -> Reply:
    return Web(settings or Settings(allow_private=True), names).ask([Question(QuestionKind.PAGE, url)], seconds)


def ask(url: str, settings: Settings | None = None, seconds: float = 3.0) -> Answer:
    return reply(url, settings, seconds).answers[0]


@pytest.fixture
def site(world: World) -> Site:
    return world.site("127.0.0.21")


@pytest.mark.parametrize("fault", ["silent", "drip"])
def test_a_question_is_over_in_its_time(site: Site, fault: str) -> None:
    url = site.route("/a/b", Response(body=b"x" * 4000, fault=fault, content_type="text/html"))
    started = time.monotonic()
    answer = ask(url, seconds=0.6)
    assert time.monotonic() - started < 5  # a drip of 4,000 bytes would take minutes; this only bounds it
    if fault == "silent":
        assert answer.reason is Reason.TIMEOUT


def test_the_time_is_for_all_redirects_together(site: Site) -> None:
    for number in range(19):
        site.route(f"/a/{number}", Response(302, headers={"Location": f"/a/{number + 1}"}, delay=0.15))
    assert ask(site.url("/a/0"), seconds=0.8).reason is Reason.TIMEOUT


def test_who_asks_says_so_and_nothing_about_the_reader(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".netrc").write_text("machine 127.0.0.21 login me password secret\n")
    url = site.route("/a", Response(body=ARTICLE)).replace("http://", "http://me:secret@")
    assert ask(url, Settings(allow_private=True, mailto="desk@gazette.example")).outcome is Outcome.FOUND
    (seen,) = site.seen
    assert seen.method == "GET"
    assert "crackcite/" in seen.headers["User-Agent"]
    assert "mailto:desk@gazette.example" in seen.headers["User-Agent"]
    assert not {"Authorization", "Cookie", "Referer"} & set(seen.headers)


def test_cookies_last_for_one_question(site: Site) -> None:
    def door(request: Request) -> Response:
        if "seen=1" in request.headers.get("Cookie", ""):
            return Response(body=ARTICLE)
        return Response(302, headers={"Location": request.path, "Set-Cookie": "seen=1; Path=/"})

    site.route("/a", door)
    web = Web(Settings(allow_private=True))
    for _ in range(2):
        assert web.ask([Question(QuestionKind.PAGE, site.url("/a"))], 3).answers[0].outcome is Outcome.FOUND
    assert ["Cookie" in seen.headers for seen in site.seen] == [False, True, False, True]


def test_connections_are_kept(site: Site) -> None:
    web = Web(Settings(allow_private=True))
    for number in range(5):
        site.route(f"/a/{number}", Response(body=ARTICLE))
        web.ask([Question(QuestionKind.PAGE, site.url(f"/a/{number}"))], 3)
    assert len({seen.client for seen in site.seen}) == 1


@pytest.mark.parametrize(
    ("page", "requests"),
    [
        (Response(body=ARTICLE), 1),  # nothing is compared without a doubt
        (Response(404), 2),  # said twice, to be believed
        (Response(410), 1),
        (Response(403), 1),
        (Response(body="<title>Page introuvable</title><h1>Page introuvable</h1>"), 1),
        (
            Response(body=f'<link rel="canonical" href="/">{ARTICLE}'),
            3,
        ),  # compared with an address that cannot exist, and with "/"
        (Response(503), 3),
        ([Response(503), Response(body=ARTICLE)], 2),
        ([Response(fault="reset"), Response(body=ARTICLE)], 2),
    ],
)
def test_no_more_is_asked_than_the_answer_needs(site: Site, page: Any, requests: int) -> None:
    url = site.route("/articles/lits", page)
    assert reply(url).requests == len(site.seen) == requests


def test_a_private_address_is_asked_only_when_allowed(site: Site, world: World) -> None:
    url = site.route("/a", Response(body=ARTICLE))
    answer = ask(url, Settings())
    assert (answer.outcome, answer.reason) == (Outcome.UNANSWERED, Reason.PRIVATE)
    assert site.seen == []


def test_a_redirect_to_a_private_address_is_not_followed(
    site: Site, world: World, dns: conftest.Dns, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = world.site("127.0.0.22")
    site.route("/a", redirect(inside.route("/secret", Response(body=ARTICLE))))
    monkeypatch.setattr("crackcite.lookups.resolve.is_private", lambda address: address == "127.0.0.22")
    monkeypatch.setattr("crackcite.lookups.web.fetch.is_private", lambda address: address == "127.0.0.22")
    assert ask(site.url("/a"), Settings()).reason is Reason.PRIVATE
    assert inside.seen == []


def test_a_name_that_does_not_exist_is_a_proof_only_where_names_resolve(world: World, dns: conftest.Dns) -> None:
    site = world.site("127.0.0.23")
    dns.points("www.gazette.example", "127.0.0.23")
    dns.missing("gone.gazette.example")
    names = Names(allow_private=True)
    web = Web(Settings(allow_private=True), names)
    gone = Question(QuestionKind.PAGE, "http://gone.gazette.example/a")
    first = web.ask([gone], 3)
    assert (first.answers[0].reason, first.retry_after is not None) == (Reason.NETWORK, True)
    site.route("/a", Response(body=ARTICLE))
    assert web.ask([Question(QuestionKind.PAGE, site.url("/a", "www.gazette.example"))], 3).answers[0].answered
    assert web.ask([gone], 3).answers[0].reason is Reason.NO_HOST


def test_a_proxy_is_used_and_no_name_looked_up(
    world: World, dns: conftest.Dns, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = world.site("127.0.0.24")
    proxy.route("/articles/lits", Response(body=ARTICLE))
    monkeypatch.setenv("HTTP_PROXY", proxy.base)
    monkeypatch.setenv("HTTPS_PROXY", proxy.base)
    monkeypatch.setenv("NO_PROXY", "127.0.0.25")
    direct = world.site("127.0.0.25")
    direct.route("/a", Response(body=ARTICLE))
    web = Web(Settings(allow_private=True))
    web.ask([Question(QuestionKind.PAGE, "http://www.gazette.example/articles/lits")], 3)
    web.ask([Question(QuestionKind.PAGE, direct.url("/a"))], 3)
    assert proxy.paths() == ["http://www.gazette.example/articles/lits", "www.gazette.example:443"]
    assert direct.paths() == ["/a"]
    assert dns.asked == []


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    ("proxy", "answer", "reason", "words"),
    [
        ("", None, Reason.REFUSED, "refused the connection"),
        ("", Response(407, headers={"Proxy-Authenticate": "Basic"}), Reason.REFUSED, "407"),
        ("http://nowhere.invalid:3128", None, Reason.NETWORK, "could not be found"),
        ("socks5://me:secret@127.0.0.24:1080", None, Reason.NETWORK, "cannot be used"),
    ],
)
def test_a_proxy_that_fails_is_named_and_proves_nothing(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    scheme: str,
    proxy: str,
    answer: Response | None,
    reason: Reason,
    words: str,
) -> None:
    if answer:
        proxy = world.site("127.0.0.24", lambda _: answer).base.replace("http://", "http://me:secret@")
    proxy = proxy or world.refused()
    monkeypatch.setenv(f"{scheme.upper()}_PROXY", proxy)
    found = ask(f"{scheme}://www.gazette.example/articles/lits")
    assert (found.outcome, found.reason) == (Outcome.UNANSWERED, reason)
    assert found.detail.startswith(f"the proxy {proxy.split('//')[1].rpartition('@')[2]} ")
    assert words in found.detail
    assert "secret" not in found.detail


def test_a_proxy_that_reaches_nobody_does_not_make_a_link_dead(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for status in (403, 404, 502, 503):
        proxy = world.site("127.0.0.24", lambda _, status=status: Response(status))
        monkeypatch.setenv("HTTPS_PROXY", proxy.base)
        found = ask("https://www.gazette.example/articles/lits")
        assert (found.outcome, found.reason) == (Outcome.UNANSWERED, Reason.REFUSED)
        assert str(status) in found.detail


@pytest.mark.parametrize(
    ("body", "kind", "title", "doi"),
    [
        ("<title>A &amp; B\n  | Site</title>", "text/html", "A & B | Site", ""),
        ('<title>x</title><meta property="og:title" content="Lits libres">', "text/html", "Lits libres", ""),
        ('<meta content="Lits" name=citation_title><meta name="citation_doi" content="doi:10.1234/AbC"><p>x', "text/html", "Lits", "10.1234/AbC"),
        ('<script type="application/ld+json">{"@type":"Article","headline":"L\\u00e9s lits"}</script>', "text/html", "Lés lits", ""),
        ("<h1>Lits <em>libres</em></h1>", "text/html", "Lits libres", ""),
        ("<svg><title>icon</title></svg><h1>Lits libres</h1>", "text/html", "Lits libres", ""),
        ("<title>Pénurie</title>".encode("cp1252"), "text/html; charset=ISO-8859-1", "Pénurie", ""),
        ('<meta charset="windows-1252"><title>Pénurie – ici</title>'.encode("cp1252"), "text/html", "Pénurie – ici", ""),
        ("<title>Pénurie</title>".encode("cp1252"), "text/html; charset=utf-8", "Pénurie", ""),
        ("<title>Pénurie</title>".encode("utf-16"), "text/html", "Pénurie", ""),
        (b"%PDF-1.7 1 0 obj <</Title(Rapport \\(2022\\))>>", "application/pdf", "Rapport (2022)", ""),
        (b"%PDF-1.7 <</Title<FEFF004C006900740073>>>", "application/pdf", "Lits", ""),
        (b"%PDF-1.7 <</Title(Microsoft Word - rapport.docx)>>", "application/pdf", "", ""),
    ],
)  # fmt: skip
def test_the_title_of_a_page(site: Site, body: str | bytes, kind: str, title: str, doi: str) -> None:
    answer = ask(site.route("/a", Response(body=body, content_type=kind)))
    assert answer.page is not None
    assert (answer.page.title, answer.page.doi) == (title, doi)


@pytest.mark.parametrize(
    ("value", "pause"), [("2", 2.0), ("0", 0.2), ("86400", None), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.2), ("soon", 1.0)]
)
def test_a_server_says_when_to_come_back(site: Site, value: str, pause: float | None) -> None:
    assert reply(site.route("/a", Response(429, headers={"Retry-After": value}))).retry_after == pause


def test_a_host_that_is_asked_too_often_is_left_alone(site: Site) -> None:
    web = Web(Settings(allow_private=True))
    refused = Response(429, headers={"Retry-After": "3600"})
    said = [web.ask([Question(QuestionKind.PAGE, site.route(f"/{n}", refused))], 3).stop for n in range(3)]
    assert said[:2] == ["", ""]
    assert "too many requests" in said[2]


def test_a_host_is_not_crawled(world: World, dns: conftest.Dns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crackcite.lookups.web._MOST_PAGES", 3)
    dns.points("www.gazette.example", "127.0.0.28")
    site = world.site("127.0.0.28", lambda _: Response(body=ARTICLE))
    for host, asked in (("www.gazette.example", 3), (None, 5)):
        web, before = Web(Settings(allow_private=True)), len(site.seen)
        urls = [site.url(f"/{n}", host) if host else site.url(f"/{n}") for n in range(5)]
        replies = [web.ask([Question(QuestionKind.PAGE, url)], 3) for url in urls]
        assert len(site.seen) - before == asked
        assert ("would be crawling it" in replies[-1].stop) == (asked == 3)


# --- certificates ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.26, signed by itself, with its key, in one file."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: no certificate can be made")
    folder = tmp_path_factory.mktemp("certificate")
    command = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=gazette.example -addext subjectAltName=IP:127.0.0.26 -keyout key -out cert"
    subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)
    whole = folder / "both.pem"
    whole.write_text((folder / "cert").read_text() + (folder / "key").read_text())
    return whole


@pytest.fixture
def secure(certificate: Path) -> Iterator[dict[str, str]]:
    """Addresses over TLS: one whose name the certificate has, and one whose name it has not."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(ARTICLE.encode())

        def log_message(self, *_: object) -> None:
            """Silence."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    servers = {}
    for host in ("127.0.0.26", "127.0.0.27"):
        server = http.server.ThreadingHTTPServer((host, 0), Handler)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers[host] = server
    yield {host: f"https://{host}:{server.server_address[1]}/a" for host, server in servers.items()}
    for server in servers.values():
        server.shutdown()
        server.server_close()


def test_a_certificate_that_nobody_vouches_for(secure: dict[str, str]) -> None:
    answer = ask(secure["127.0.0.26"])
    assert (answer.outcome, answer.reason) == (Outcome.UNANSWERED, Reason.CERTIFICATE)
    assert "signed by the site itself" in answer.detail


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"])
def test_a_certificate_that_the_environment_trusts(
    secure: dict[str, str], certificate: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(certificate))
    assert ask(secure["127.0.0.26"]).outcome is Outcome.FOUND
    other = ask(secure["127.0.0.27"])
    assert other.reason is Reason.CERTIFICATE
    assert "made out to another" in other.detail


def test_no_tls_where_tls_is_asked_proves_nothing(site: Site) -> None:
    answer = ask("https" + site.url("/a")[4:])
    assert answer.outcome is Outcome.UNANSWERED
    assert answer.reason is not Reason.CERTIFICATE


# --- the archive ----------------------------------------------------------------------------------------------------

GONE = "https://www.gazette.example/a?b=c&d"
NEAR = {"archived_snapshots": {"closest": {"available": True, "status": "200", "timestamp": "20190312081530",
                                           "url": "http://web.archive.org/web/20190312081530/https://www.gazette.example/a"}}}  # fmt: skip
ROWS = [["timestamp", "original"], ["20180101000000", GONE], ["20200615120000", GONE]]


def _archive(site: Site, settings: Settings, key: str = GONE) -> Reply:
    settings = replace(settings, wayback_url=site.base)
    return Web(settings).ask([Question(QuestionKind.ARCHIVE, key)], 3)


def _json(value: object, status: int = 200) -> Response:
    return Response(status, json.dumps(value), content_type="application/json")


def test_the_nearest_copy(site: Site, world: World) -> None:
    site.route("/wayback/available", _json(NEAR))
    answer = _archive(site, world.settings(), f"{GONE} 20190301").answers[0]
    assert answer.value == "https://web.archive.org/web/20190312081530/https://www.gazette.example/a"
    assert answer.detail == "archived on 2019-03-12"
    assert site.seen[0].query == {"url": GONE, "timestamp": "20190301"}


def test_the_index_is_asked_where_the_first_answer_is_empty(site: Site, world: World) -> None:
    site.route("/wayback/available", _json({"url": GONE, "archived_snapshots": {}}))
    site.route("/cdx/search/cdx", _json(ROWS))
    answer = _archive(site, world.settings()).answers[0]
    assert answer.value == f"https://web.archive.org/web/20200615120000/{GONE}"
    assert site.seen[1].query["url"] == GONE


@pytest.mark.parametrize("listed", ["", "[]", '[["timestamp","original"]]'])
def test_no_copy_is_known(site: Site, world: World, listed: str) -> None:
    site.route("/wayback/available", _json({"archived_snapshots": {}}))
    site.route("/cdx/search/cdx", Response(body=listed, content_type="application/json"))
    assert _archive(site, world.settings()).answers[0].outcome is Outcome.ABSENT


@pytest.mark.parametrize(
    ("answer", "reason"),
    [(Response(429, headers={"Retry-After": "7"}), Reason.RATE_LIMITED), (Response(503), Reason.SERVER_ERROR),
     (Response(body="<html>"), Reason.BAD_ANSWER), (Response(fault="reset"), Reason.RESET)],
)  # fmt: skip
def test_an_archive_that_does_not_answer(site: Site, world: World, answer: Response, reason: Reason) -> None:
    site.route("/wayback/available", answer)
    reply = _archive(site, world.settings())
    assert reply.answers[0].reason is reason
    assert reply.retry_after == (7.0 if reason is Reason.RATE_LIMITED else None)
