"""Where it connects: nowhere but to the public web, whatever an article, a name server or a site says."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import Hostile, plain
from hypothesis import given
from hypothesis import strategies as st
from world import Response, World, json_response, redirect

from crackcite.lookups import gather
from crackcite.lookups.caller import Caller
from crackcite.lookups.resolve import Lookup, Names
from crackcite.lookups.service import Reply
from crackcite.lookups.special import is_private, literal, named_inside
from crackcite.lookups.web import Web
from crackcite.lookups.web.address import AddressError, address
from crackcite.lookups.web.ports import REFUSED
from crackcite.model import Answer, Outcome, Question, QuestionKind, Reason
from crackcite.settings import Settings

PUBLIC = Settings()  # what a run does that was not told otherwise
INSIDE = "127.0.0.42"


@pytest.fixture
def server() -> Iterator[Hostile]:
    with Hostile() as played:
        played.also(INSIDE)
        yield played


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.42 is inside, all else of loopback stands for the public Internet."""
    for module in ("crackcite.lookups.resolve", "crackcite.lookups.web.fetch"):
        monkeypatch.setattr(f"{module}.is_private", lambda found: found == INSIDE)
    monkeypatch.setattr("crackcite.lookups.web.fetch.is_localhost", lambda host: host == "localhost")


def reply(url: str, settings: Settings = PUBLIC, names: Names | None = None) -> Reply:
    web = Web(settings, names)
    try:
        return web.ask([Question(QuestionKind.PAGE, url)], 3)
    finally:
        web.close()


def ask(url: str, settings: Settings = PUBLIC, names: Names | None = None) -> Answer:
    return reply(url, settings, names).answers[0]


SPECIAL = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1
172.31.255.255 192.0.0.1 192.0.0.9 192.0.0.170 192.0.0.192 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1 192.168.0.1
192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
168.63.129.16
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1 64:ff9b::7f00:1
64:ff9b::10.0.0.1 64:ff9b:1::1 64:ff9b:1::127.0.0.1 100::1 100:0:0:1::1 2001::1 2001:0:7f00:1:: 2001:1::1 2001:2::1
2001:3::1 2001:4:112::1 2001:10::1 2001:20::1 2001:30::1 2001:db8::1 2002:7f00:1:: 2002:a00:1:: 2002:c0a8:1::
2620:4f:8000::1 3fff::1 5f00::1 4000::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1
"""
ORDINARY = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1 169.253.1.1 172.15.0.1
172.32.0.1 192.0.1.1 192.167.1.1 192.169.0.1 198.17.0.1 198.20.0.1 223.255.255.255 2001:200::1 2001:4860::8888 2400::1
2606:2800:220:1::1 2a00::1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2002:808:808::1
"""


@pytest.mark.parametrize("found", SPECIAL.split())
def test_an_address_of_ianas_special_registries_is_not_public(found: str) -> None:
    assert is_private(found)


@pytest.mark.parametrize("found", ORDINARY.split())
def test_any_other_address_is_public(found: str) -> None:
    assert not is_private(found)


@given(st.ip_addresses(v=4).filter(lambda found: not found.is_global))
def test_what_python_knows_to_be_special_is_so_in_every_wrapping(found) -> None:
    for wrapped in (f"{found}", f"::ffff:{found}", f"::{found}", f"64:ff9b::{found}", f"64:ff9b:1::{found}"):
        assert is_private(wrapped)


SPELLINGS = [
    "http://127.0.0.1:{port}/secret",
    "http://127.1:{port}/secret",
    "http://127.0.1:{port}/secret",
    "http://0x7f.1:{port}/secret",
    "http://0x7F000001:{port}/secret",
    "http://2130706433:{port}/secret",
    "http://017700000001:{port}/secret",
    "http://0177.0.0.1:{port}/secret",
    "http://0177.0.0.1.:{port}/secret",
    "http://127.0.0.1.:{port}/secret",
    "http://127.0.0.1..:{port}/secret",
    "http://１２７.０.０.１:{port}/secret",
    "http://①②⑦.⓪.⓪.①:{port}/secret",
    "http://127。0。0。1:{port}/secret",
    "http://%31%32%37.0.0.1:{port}/secret",
    "http://[::1]:{port}/secret",
    "http://[::ffff:127.0.0.1]:{port}/secret",
    "http://[::ffff:7f00:1]:{port}/secret",
    "http://[64:ff9b::7f00:1]:{port}/secret",
    "http://[2002:7f00:1::]:{port}/secret",
    "http://[fe80::1%25eth0]:{port}/secret",
    "http://localhost:{port}/secret",
    "http://LOCALHOST.:{port}/secret",
    "http://a.localhost:{port}/secret",
    "http://0:{port}/secret",
    "http://0.0.0.0:{port}/secret",
    "http://www.example.org%40127.0.0.1:{port}/secret",
    "http://127.0.0.1%3A{port}/secret",
    "http://[::1].www.example.org:{port}/secret",
    "http://%2531%2532%2537.0.0.1:{port}/secret",
]


@pytest.mark.parametrize("by_proxy", [False, True], ids=["direct", "by a proxy"])
@pytest.mark.parametrize("written", SPELLINGS)
def test_no_spelling_of_this_machine_is_asked(
    world: World, dns, monkeypatch: pytest.MonkeyPatch, written: str, by_proxy: bool
) -> None:
    inside = world.site("127.0.0.1", lambda _: Response(body="<title>The secret</title><p>of this machine</p>"))
    dns.missing("www.example.org")
    if by_proxy:
        monkeypatch.setenv("HTTP_PROXY", world.site("127.0.0.24", lambda _: Response(body="<title>P</title>")).base)
    answer = ask(written.format(port=inside.port))
    assert answer.outcome is Outcome.UNANSWERED
    assert answer.reason in (Reason.PRIVATE, Reason.SCHEME)
    assert not [seen for site in world._sites for seen in site.seen if "www.example.org" not in seen.path]


@pytest.mark.parametrize("host", ["intranet", "nas.local", "metadata.google.internal", "router.lan", "x.home.arpa"])
def test_a_name_of_the_networks_own_is_not_told_to_a_proxy(world: World, monkeypatch, host: str) -> None:
    """A proxy resolves names itself: what it finds cannot be judged, so names that lead inside are not asked."""
    proxy = world.site("127.0.0.24", lambda _: Response(body="<title>Inside</title>"))
    monkeypatch.setenv("HTTP_PROXY", proxy.base)
    assert ask(f"http://{host}/").reason is Reason.PRIVATE
    assert proxy.seen == []
    assert named_inside(host)


@pytest.mark.parametrize("host", ["www.example.org", "local.example.org", "example.lang", "127.0.0.1.example.org"])
def test_other_names_are_not_taken_for_inside(host: str) -> None:
    assert not named_inside(host)


def resolver(monkeypatch: pytest.MonkeyPatch, *turns: list[str]) -> list[str]:
    """A name server that answers otherwise each time; gives the log of what it was asked."""
    asked: list[str] = []

    def lookup(host: str, port: int, *_: object, **__: object) -> list[object]:
        turn = turns[min(len(asked), len(turns) - 1)]
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, port)) for found in turn]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(socket, "gethostbyname", lambda _: pytest.fail("a second way to resolve names"))
    return asked


@pytest.mark.usefixtures("outside")
def test_a_name_that_changes_its_address_is_asked_where_it_was_judged(server: Hostile, monkeypatch) -> None:
    """DNS rebinding: public when judged, inside when connected to. It is resolved once, and that address is used."""
    asked = resolver(monkeypatch, [server.host], [INSIDE])
    server.paths["/page"] = lambda: iter([plain(b"<title>Beds</title><h1>Twelve beds are closed</h1>")])
    answer = ask(f"http://rebinding.example:{server.port}/page")
    assert answer.outcome is Outcome.FOUND
    assert asked == ["rebinding.example"]


@pytest.mark.usefixtures("outside")
def test_one_address_inside_is_enough_to_refuse_a_name(server: Hostile, monkeypatch) -> None:
    resolver(monkeypatch, [server.host, INSIDE])
    assert ask(f"http://both.example:{server.port}/secret").reason is Reason.PRIVATE
    assert server.hits("/secret") == 0


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize(
    "onward",
    [
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.42:%d/secret\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 301 Gone\r\nLocation: //0x7f.42:%d/secret\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 307 Gone\r\nLocation: http://me:pass@2130706474:%d/secret\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://inside.example:%d/secret\r\nContent-Length: 0\r\n\r\n",
        plain(b'<meta http-equiv="refresh" content="0; url=http://127.0.0.42:%d/secret">'),
        plain(b"<p>", b"Refresh: 0; url=http://127.0.0.42:%d/secret\r\n"),
        plain(b'<script>location.href="http://127.0.0.42:%d/secret"</script>'),
    ],
    ids=["redirect", "short form", "number", "name", "meta refresh", "refresh header", "script"],
)
def test_no_way_onward_leads_inside(server: Hostile, dns, onward: bytes) -> None:
    dns.points("inside.example", INSIDE)
    sent = onward.replace(b"%d", b"%d" % server.port)
    if b"Content-Length: 0" not in sent:  # the port is longer than its place
        head, _, body = sent.partition(b"\r\n\r\n")
        lines = [line for line in head.split(b"\r\n") if not line.startswith(b"Content-Length")]
        sent = b"\r\n".join([*lines, b"Content-Length: %d" % len(body)]) + b"\r\n\r\n" + body
    server.paths["/a"] = lambda: iter([sent])
    answer = ask(server.url("/a"))
    assert (answer.outcome, answer.reason) == (Outcome.UNANSWERED, Reason.PRIVATE)
    assert server.hits("/secret") == 0
    assert "--allow-private" in answer.detail


def test_where_it_is_allowed_all_of_it_is_asked(server: Hostile) -> None:
    assert ask(server.url("/to-secret"), Settings(allow_private=True)).outcome is Outcome.FOUND
    assert server.hits("/secret") == 1


@pytest.mark.parametrize("scheme", ["ftp", "file", "gopher", "javascript", "data", "ws", "dict", "ldap", "jar"])
def test_only_the_web_is_asked(scheme: str, server: Hostile) -> None:
    assert ask(f"{scheme}://{server.host}:{server.port}/secret").reason is Reason.SCHEME
    server.paths["/a"] = lambda: iter([plain(b"", b"Location: %s:///etc/passwd\r\n" % scheme.encode(), b"302 Found")])
    assert ask(server.url("/a"), Settings(allow_private=True)).reason is Reason.SCHEME


@pytest.mark.parametrize(
    "port", [1, 22, 23, 25, 53, 110, 143, 445, 465, 587, 3306, 5432, 6379, 6667, 9200, 11211, 27017]
)
def test_ports_of_other_services_are_not_asked(dns, port: int) -> None:
    dns.missing("www.example.org")
    answer = ask(f"http://www.example.org:{port}/")
    assert answer.reason is Reason.PRIVATE
    assert str(port) in answer.detail
    assert dns.asked == []


@pytest.mark.parametrize("port", [80, 81, 443, 591, 3000, 5000, 8000, 8008, 8080, 8081, 8443, 8888, 9090, 50_000])
def test_ports_where_the_web_is_found_are_asked(port: int) -> None:
    assert port not in REFUSED


@pytest.mark.usefixtures("outside")
def test_a_redirect_to_a_port_of_another_service_is_not_followed(world: World) -> None:
    site = world.site("127.0.0.21")
    url = site.route("/a", redirect("http://127.0.0.21:6379/"))
    assert ask(url).reason is Reason.PRIVATE


# What is told to whom.

HEADERS_OF_SECRETS = ("Authorization", "Cookie", "Referer", "Proxy-Authorization")


@pytest.mark.parametrize("variable", ["NETRC", "HOME"])
def test_nothing_of_the_user_is_sent_to_a_site(
    server: Hostile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str
) -> None:
    """No .netrc, no password of the address, no referrer; not after a redirect or a refresh either."""
    netrc = tmp_path / ".netrc"
    netrc.write_text(f"machine {server.host} login me password s3cret\ndefault login me password s3cret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv(variable, str(netrc if variable == "NETRC" else tmp_path))
    for key in ("CRACKCITE_ARCHIVE_KEY", "CRACKCITE_ARCHIVE_SECRET"):
        monkeypatch.setenv(key, "s3cret")
    answer = ask(
        server.url("/to-secret").replace("http://", "http://me:s3cret@"),
        Settings(allow_private=True, archive_key="k", archive_secret="s3cret"),
    )
    assert answer.outcome is Outcome.FOUND
    ask(server.url("/refreshes"), Settings(allow_private=True))
    for path in ("/to-secret", "/secret", "/refreshes"):
        assert not [name for name in HEADERS_OF_SECRETS if f"{name}:" in server.headers[path]]
        assert "s3cret" not in server.headers[path]


def test_cookies_stay_with_the_host_that_set_them(world: World, dns) -> None:
    dns.points("one.example.org", "127.0.0.21")
    dns.points("two.example.com", "127.0.0.22")
    dns.points("www.shop.co.uk", "127.0.0.21")
    dns.points("www.other.co.uk", "127.0.0.22")
    two = world.site("127.0.0.22", lambda _: Response(body="<title>Two</title><p>words"))
    one = world.site("127.0.0.21")
    for host, other, domain in (
        ("one.example.org", "two.example.com", "example.com"),
        ("www.shop.co.uk", "www.other.co.uk", ".co.uk"),
    ):
        leads = redirect(two.url("/b", other))
        leads.headers["Set-Cookie"] = f"id=1; Domain={domain}; Path=/"
        one.route("/a", leads)
        assert ask(one.url("/a", host), Settings(allow_private=True)).outcome is Outcome.FOUND
        leads.headers["Set-Cookie"] = "id=1; Path=/"
        assert ask(one.url("/a", host), Settings(allow_private=True)).outcome is Outcome.FOUND
    assert len(two.seen) == 4
    assert not [seen for seen in two.seen if "Cookie" in seen.headers]


def test_the_keys_of_the_archive_go_nowhere_else(world: World) -> None:
    """Not even where the archive itself redirects to."""
    elsewhere = world.site("127.0.0.22", lambda _: json_response({}))
    archive = world.site("127.0.0.21", lambda _: redirect(elsewhere.base + "/save", 307))
    caller = Caller(Settings(), archive.base, 1)
    got = caller.fetch(
        archive.url("/save"), 3, form={"url": "https://www.example.org/"}, redirects=True, authorization="LOW k:s3cret"
    )
    caller.close()
    assert got.status == 307
    assert archive.seen[0].headers["Authorization"] == "LOW k:s3cret"
    assert elsewhere.seen == []


@pytest.mark.usefixtures("outside")
def test_a_registry_may_be_inside_but_its_redirects_may_not(world: World) -> None:
    inside = world.site(INSIDE, lambda _: json_response({"secret": True}))
    registry = world.site("127.0.0.21", lambda _: redirect(inside.url("/secret")))
    caller = Caller(Settings(), registry.base, 1)
    with pytest.raises(Exception, match="private"):
        caller.fetch(registry.url("/a"), 3, redirects=True)
    caller.close()
    assert inside.seen == []
    own = Caller(Settings(), inside.base, 1)
    assert own.fetch(inside.url("/secret"), 3).json() == {"secret": True}
    own.close()


def test_metadata_are_followed_to_the_agency(world: World) -> None:
    """doi.org answers content negotiation with a redirect to the agency's own server."""
    agency = world.site("127.0.0.22", lambda _: json_response({"title": "La città", "type": "article-journal"}))
    world.doi.route("/10.1234/1", redirect(agency.url("/10.1234/1")))
    question = Question(QuestionKind.DOI_METADATA, "10.1234/1")
    assert gather([question], lambda *_: (), world.settings()).answers[question].outcome is Outcome.FOUND
    assert agency.seen[0].headers["Accept"].startswith("application/vnd.citationstyles")


# Addresses in one form.


@pytest.mark.parametrize(
    "written",
    [
        "http://a%2Fb.example/",
        "http://a%3Fb/",
        "http://a%23b/",
        "http://a%5Cb/",
        "http://a%00b/",
        "http://a|b/",
        "http://a^b/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://09.1.1.1/",
        "http://4294967296/",
        "http://[v1.x]/",
        "http://[::1/",
    ],
)
def test_what_browsers_refuse_as_a_host_is_refused(written: str) -> None:
    with pytest.raises(AddressError):
        address(written)


@given(st.text(alphabet="0123456789.xXabcdef:%[]@/\\#?①。", max_size=24))
def test_the_host_that_is_judged_is_the_host_of_the_address_that_is_asked(text: str) -> None:
    from urllib3.util import parse_url

    try:
        target = address(f"http://{text}/")
    except AddressError:
        return
    asked = parse_url(target.url)
    assert (asked.host or "").strip("[]") == target.host
    assert asked.auth is None
    assert (asked.port or 80) == target.port
    assert literal(target.host) is None or str(literal(target.host)) == target.host


def test_a_name_that_resolves_to_every_form_of_inside_is_refused(monkeypatch) -> None:
    for found in ("127.0.0.1", "::1", "::ffff:10.0.0.1", "fe80::1%eth0", "64:ff9b:1::1"):
        resolver(monkeypatch, [found])
        assert Names(allow_private=False).resolve("inside.example", 80).lookup is Lookup.PRIVATE
