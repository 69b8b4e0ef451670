"""What fails around it: each failure has a sentence that a person understands, and makes nothing broken."""

from __future__ import annotations

import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import Response, World, json_response

from crackcite.lookups import gather
from crackcite.lookups.cache import cache_file, cache_info, prune
from crackcite.lookups.failures import retry_after
from crackcite.lookups.web import Web
from crackcite.model import Answer, Outcome, Question, QuestionKind, Reason
from crackcite.settings import Settings

DOI = "10.1234/1"
CROSSREF = Question(QuestionKind.CROSSREF_WORK, DOI)
DATACITE = Question(QuestionKind.DATACITE_WORK, DOI)
GOOD = {"status": "ok", "message": {"DOI": DOI, "title": ["T"]}}
HTML_502 = "<html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1><hr>nginx</html>"


def ahead(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


def one(world: World, question: Question = CROSSREF, **settings: Any) -> Answer:
    return gather([question], lambda *_: (), world.settings(**{"timeout": 1.0, **settings})).answers[question]


FAILURES = {
    "429 for a long time, in seconds": (
        Response(429, headers={"Retry-After": "7200"}),
        Reason.RATE_LIMITED,
        "{who} says that it was asked too often (status 429)",
    ),
    "429 until a date": (Response(429, headers={"Retry-After": ahead(86_400 * 3)}), Reason.RATE_LIMITED, "too often"),
    "429 for thirty years": (Response(429, headers={"Retry-After": str(10**9)}), Reason.RATE_LIMITED, "too often"),
    "429 for ever": (Response(429, headers={"Retry-After": "9" * 400}), Reason.RATE_LIMITED, "too often"),
    "500": (
        Response(500, "oops", {"Retry-After": "0"}),
        Reason.SERVER_ERROR,
        "{who} has trouble of its own (status 500)",
    ),
    "502 with HTML": (
        Response(502, HTML_502, {"Retry-After": "0"}),
        Reason.SERVER_ERROR,
        "{who} has trouble of its own (status 502)",
    ),
    "half a JSON": (
        Response(body='{"status": "ok", "mess', content_type="application/json"),
        Reason.BAD_ANSWER,
        "{who} answered something else than it documents",
    ),
    "an empty body": (Response(content_type="application/json"), Reason.BAD_ANSWER, "something else than it documents"),
    "a list for an object": (json_response([GOOD]), Reason.BAD_ANSWER, "something else than it documents"),
    "a number": (json_response(1), Reason.BAD_ANSWER, "something else than it documents"),
    "nested without end": (
        Response(body="[" * 100_000, content_type="application/json"),
        Reason.BAD_ANSWER,
        "something else than it documents",
    ),
    "another work's record": (
        json_response(
            {
                "message": {"DOI": "10.9999/other", "title": ["Other"]},
                "data": {"attributes": {"doi": "10.9999/other", "titles": [{"title": "Other"}]}},
            }
        ),
        Reason.BAD_ANSWER,
        "something else than it documents",
    ),
    "a login page": (
        Response(body="<title>Hotel Wi-Fi</title>"),
        Reason.BAD_ANSWER,
        "something else than it documents",
    ),
    "very slow": (Response(fault="silent"), Reason.TIMEOUT, "{who} did not answer within 1 seconds"),
    "a drip": (Response(body="w" * 4000, fault="drip"), Reason.TIMEOUT, "{who} did not answer"),
}


@pytest.mark.parametrize("question", [CROSSREF, DATACITE], ids=["Crossref", "DataCite"])
@pytest.mark.parametrize("case", FAILURES)
def test_a_registry_that_fails_is_said_in_words_and_proves_nothing(world: World, question: Question, case: str) -> None:
    response, reason, said = FAILURES[case]
    who = "Crossref" if question is CROSSREF else "DataCite"
    site = world.crossref if question is CROSSREF else world.datacite
    site.route("/works/10.1234%2F1" if question is CROSSREF else "/dois/10.1234/1", response)
    answer = one(world, question)
    assert (answer.outcome, answer.reason) == (Outcome.UNANSWERED, reason)
    assert said.format(who=who) in answer.detail


@pytest.mark.parametrize("wait", ["0", "soon", ahead(-86_400 * 365)], ids=["none", "no number", "a year ago"])
def test_a_pause_that_is_over_or_none_is_not_waited_for(world: World, wait: str) -> None:
    world.crossref.route(
        "/works/10.1234%2F1", [Response(429, headers={"Retry-After": wait} if wait else {}), json_response(GOOD)]
    )
    assert one(world, timeout=3.0).outcome is Outcome.FOUND


@pytest.mark.parametrize("years", [-1, 0, 1])
def test_a_pause_until_a_date_is_told_by_the_servers_own_clock(years: int) -> None:
    """This machine's clock may be off by a year; the answer's ``Date`` is not."""
    then = datetime.now(UTC) + timedelta(days=365 * years)
    date, until = format_datetime(then, usegmt=True), format_datetime(then + timedelta(seconds=9), usegmt=True)
    assert retry_after(until, date) == 9


@given(st.text(), st.none() | st.text())
def test_no_header_however_odd_breaks_the_reading_of_a_pause(value: str, date: str | None) -> None:
    pause = retry_after(value, date)
    assert pause is None or 0 <= pause <= 366 * 86_400


def test_a_pause_is_said_as_people_say_it(world: World) -> None:
    world.crossref.trouble = lambda _: Response(429, headers={"Retry-After": "7200"})
    dois = [Question(QuestionKind.CROSSREF_WORK, f"10.1234/{n}") for n in range(3)]
    evidence = gather(dois, lambda *_: (), world.settings(timeout=1.0))
    assert "not asked: Crossref asks for a pause of 2 hours" in {answer.detail for answer in evidence.answers.values()}


# Names.


@pytest.mark.parametrize("how", ["down", "hangs"])
def test_without_a_resolver_nothing_is_called_dead(world: World, dns, how: str) -> None:
    getattr(dns, how)()
    away = world.away("http://registry.example.org")
    pages = [Question(QuestionKind.PAGE, f"http://site{n}.example.org/a") for n in range(5)]
    evidence = gather([CROSSREF, *pages], lambda *_: (), world.settings(timeout=0.5, **away))
    assert evidence.network_away
    assert {answer.outcome for answer in evidence.answers.values()} == {Outcome.UNANSWERED}


def test_a_provider_that_answers_for_names_that_do_not_exist(world: World, dns) -> None:
    """Every unknown name leads to its search page, which no source meant; a site that exists is seen all the same."""
    helper = world.site("127.0.0.31", lambda request: Response(body=SEARCH.format(host=request.headers["Host"])))
    real = world.site("127.0.0.33", lambda _: Response(body="<title>Beds</title><p>Twelve beds are closed."))
    dns.points("real.example.org", "127.0.0.33")
    gone = [("gone.example", "/2020/a"), ("lost.example", "/b.html"), ("past.example", "/news/c")]
    for host, _ in gone:
        dns.points(host, "127.0.0.31")
    world.add_work({"DOI": DOI, "title": ["T"]})
    pages = [Question(QuestionKind.PAGE, helper.url(path, host)) for host, path in gone]
    alive = Question(QuestionKind.PAGE, real.url("/a", "real.example.org"))
    answers = gather([CROSSREF, alive, *pages], lambda *_: (), world.settings()).answers
    assert {answers[page].outcome for page in pages} == {Outcome.UNANSWERED}
    assert "several unrelated sites show one and the same page" in answers[pages[0]].detail
    assert answers[alive].outcome is Outcome.FOUND


SEARCH = (
    "<title>Suggestions for {host}</title><p>We could not find {host}. Here are some pages about your search that "
    "our customers liked, brought to you by your internet provider and its partners."
)


# Proxies, for the registries: test_web_asking.py has the sites'.

PROXIES = {
    "refuses the connection": (None, "the proxy {proxy} refused the connection"),
    "asks for a password": (
        Response(407, headers={"Proxy-Authenticate": "Basic"}),
        "the proxy {proxy} asks for a password",
    ),
    "refuses the way": (Response(403), "the proxy {proxy} refused the way to the site (403"),
}


@pytest.mark.parametrize("question", [CROSSREF, DATACITE], ids=["Crossref", "DataCite"])
@pytest.mark.parametrize("case", PROXIES)
def test_a_proxy_that_fails_is_named(world: World, monkeypatch, question: Question, case: str) -> None:
    response, said = PROXIES[case]
    proxy = world.site("127.0.0.24", lambda _: response).base if response else world.refused()
    for scheme in ("HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(scheme, proxy.replace("//", "//me:s3cret@"))
    answer = one(world, question, **world.away("https://registry.example.org"))
    assert (answer.outcome, answer.reason) == (Outcome.UNANSWERED, Reason.REFUSED)
    assert said.format(proxy=proxy.removeprefix("http://")) in answer.detail
    assert "s3cret" not in answer.detail


def test_a_proxy_that_wants_a_password_does_not_pass_for_a_registry_that_blocks(world: World, monkeypatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", world.site("127.0.0.24", lambda _: Response(407)).base)
    for question in (CROSSREF, DATACITE):
        answer = one(world, question, **world.away("http://registry.example.org"))
        assert answer.reason is Reason.REFUSED
        assert "asks for a password (407)" in answer.detail


@pytest.mark.parametrize("question", [CROSSREF, DATACITE, Question(QuestionKind.PAGE, "http://www.example.org/a")])
def test_a_proxy_that_talks_nonsense_proves_nothing(monkeypatch, world: World, question: Question) -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65_536)
                connection.sendall(b"\x15\x03\x01\x00\x02\x02\x16 220 smtp.example.org ESMTP\r\n" * 3)

    threading.Thread(target=talk, daemon=True).start()
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{listener.getsockname()[1]}")
    answer = one(world, question, **world.away("http://registry.example.org"))
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    assert answer.outcome is Outcome.UNANSWERED
    assert answer.detail


# A clock that is off.


@pytest.mark.parametrize("years", [-1, 1])
def test_a_clock_that_is_off_by_a_year_breaks_nothing(world: World, monkeypatch, years: int) -> None:
    """What was kept with the wrong clock is asked again; what is asked now is kept as of now."""
    world.add_work({"DOI": DOI, "title": ["T"]})
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + years * 365 * 86_400)
    assert one(world).outcome is Outcome.FOUND
    monkeypatch.setattr(time, "time", real)
    assert cache_info(world.settings()).expired == 1
    again = one(world)
    assert (again.outcome, again.cached) == (Outcome.FOUND, False)
    assert one(world).cached
    assert prune(world.settings()) == 0


_AUTHORITY = """
[ca]
default_ca = own
[own]
database = index.txt
serial = serial
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
default_md = sha256
policy = any
x509_extensions = for_hosts
[any]
commonName = supplied
[for_hosts]
subjectAltName = IP:127.0.0.1,IP:127.0.0.61
"""


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Certificates of an authority of our own: one that is valid from next year, one that was until last year."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("certificates")
    (folder / "ca.cnf").write_text(_AUTHORITY, encoding="utf-8")
    (folder / "index.txt").touch()
    (folder / "serial").write_text("01\n", encoding="utf-8")
    key = ["-newkey", "rsa:2048", "-nodes"]
    commands = [["req", "-x509", *key, "-subj", "/CN=Test", "-keyout", "ca.key", "-out", "ca.pem"]]
    this = datetime.now(UTC).year
    for name, start, end in (("early", this + 1, this + 2), ("late", this - 2, this - 1)):
        dates = ["-startdate", f"{start}0101000000Z", "-enddate", f"{end}0101000000Z"]
        commands += [
            ["req", *key, "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr"],
            ["ca", "-batch", "-notext", "-config", "ca.cnf", "-in", f"{name}.csr", "-out", f"{name}.crt", *dates],
        ]
    for command in commands:
        subprocess.run(["openssl", *command], cwd=folder, capture_output=True, check=True)
    for name in ("early", "late"):
        (folder / f"{name}.pem").write_text((folder / f"{name}.key").read_text() + (folder / f"{name}.crt").read_text())
    return {name: folder / f"{name}.pem" for name in ("early", "late", "ca")}


@pytest.mark.parametrize(("which", "said"), [("early", "is not valid yet"), ("late", "has expired")])
def test_a_certificate_of_another_year_asks_for_the_clock(
    monkeypatch, certificates: dict[str, Path], which: str, said: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates["ca"]))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates[which])
    listener = socket.create_server(("127.0.0.61", 0))

    def shake() -> None:
        while True:
            try:
                connection, _ = listener.accept()
                context.wrap_socket(connection, server_side=True).close()
            except ssl.SSLError:
                connection.close()
            except OSError:
                return

    threading.Thread(target=shake, daemon=True).start()
    web = Web(Settings(allow_private=True))
    url = f"https://127.0.0.61:{listener.getsockname()[1]}/"
    answer = web.ask([Question(QuestionKind.PAGE, url)], 3).answers[0]
    web.close()
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    assert (answer.outcome, answer.reason) == (Outcome.UNANSWERED, Reason.CERTIFICATE)
    assert said in answer.detail
    assert "clock" in answer.detail


# The cache: test_lookups_cache.py has a damaged file, a newer one, a locked one, a folder in its place;
# test_cache_shared.py two runs at once.


_FULL = """
import json, resource, signal, sys
from crackcite.lookups import gather
from crackcite.model import Question, QuestionKind
from crackcite.settings import Settings
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
settings = Settings(**json.loads(sys.argv[2]))
evidence = gather([Question(QuestionKind.CROSSREF_WORK, "10.1234/1")], lambda *_: (), settings)
print(json.dumps([[a.outcome for a in evidence.answers.values()], evidence.remarks]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
@pytest.mark.parametrize("room", [0, 4096, 9000])
def test_a_full_disk_costs_the_cache_and_nothing_else(world: World, room: int) -> None:
    """A file that may not grow is what a full disk is to the one who writes."""
    world.add_work({"DOI": DOI, "title": ["T " * 9000]})
    settings = world.settings()
    said = {name: getattr(settings, name) for name in (*world.addresses(), "cache_dir", "allow_private", "timeout")}
    done = subprocess.run(
        [sys.executable, "-B", "-c", _FULL, str(room), json.dumps(said)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    outcomes, remarks = json.loads(done.stdout)
    assert outcomes == ["found"]
    assert len(remarks) == 1
    assert remarks[0].startswith("Answers are not kept: ")
    assert one(world).outcome is Outcome.FOUND  # what was half written is no obstacle


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_only_be_read(world: World, tmp_path: Path) -> None:
    world.add_work({"DOI": DOI, "title": ["T"]})
    folder = tmp_path / "cache"
    folder.mkdir()
    folder.chmod(0o500)
    evidence = gather([CROSSREF], lambda *_: (), world.settings())
    folder.chmod(0o700)
    assert evidence.answers[CROSSREF].outcome is Outcome.FOUND
    assert evidence.remarks[0].startswith("Answers are not kept: ")


def test_a_run_that_takes_back_an_answer_survives_a_cache_that_fails(world: World) -> None:
    from crackcite.lookups.cache import Cache

    cache = Cache(world.settings())
    assert cache_file(world.settings()).exists()
    cache.forget([(Question(QuestionKind.PAGE, "http://www.example.org/\udcff"), "")])
    cache.close()
    cache.forget([(CROSSREF, "")])
    assert cache.remarks == ()
