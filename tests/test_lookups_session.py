"""Proxies, certificates and manners: the same for every lookup, whichever library makes it."""

from __future__ import annotations

import email.utils
import socket
import ssl
import time

import pytest
import requests
from world import CERTIFICATE, Crossref, DataCite, Response

from crackcite.lookups import gather
from crackcite.lookups.failures import reason_of, reason_of_status, retry_after
from crackcite.model import Outcome, Question, QuestionKind, Reason

K = QuestionKind
BOTH = [Question(K.CROSSREF_WORK, "10.1234/1"), Question(K.DATACITE_WORK, "10.1234/1")]
RECORD = {"DOI": "10.1234/1", "title": ["T"], "titles": [{"title": "T"}]}


@pytest.fixture
def secure(world):
    """Crossref and DataCite behind a certificate that the system does not trust."""
    crossref = world.adopt(Crossref({"10.1234/1": RECORD}, tls=True))
    datacite = world.adopt(DataCite(tls=True))
    datacite.records["10.1234/1"] = RECORD
    return world.settings(crossref_url=crossref.base, datacite_url=datacite.base, cache=False)


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_a_certificate_bundle_of_ones_own_counts_for_every_library(secure, monkeypatch, variable):
    monkeypatch.setenv(variable, str(CERTIFICATE))
    answers = gather(BOTH, lambda *_: (), secure).answers
    assert [answers[question].outcome for question in BOTH] == [Outcome.FOUND] * 2


def test_a_certificate_that_nobody_signed_is_not_trusted(secure):
    answers = gather(BOTH, lambda *_: (), secure).answers
    assert [answers[question].reason for question in BOTH] == [Reason.CERTIFICATE] * 2


def test_a_bundle_that_cannot_be_read_is_said(secure, monkeypatch, tmp_path):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    answers = gather(BOTH, lambda *_: (), secure).answers
    assert {answer.reason for answer in answers.values()} == {Reason.CERTIFICATE}
    assert all("none.pem cannot be read" in answer.detail for answer in answers.values())


def test_a_proxy_counts_for_every_library(world, dns, monkeypatch):
    """The proxy resolves the names: none is looked up here."""
    world.add_work(RECORD)
    proxy = world.crossref
    proxy.trouble = lambda request: requested(world, request)
    monkeypatch.setenv("HTTP_PROXY", proxy.base)
    monkeypatch.setenv("http_proxy", proxy.base)
    settings = world.settings(
        crossref_url="http://crossref.example.org", datacite_url="http://datacite.example.org", cache=False
    )
    answers = gather(BOTH, lambda *_: (), settings).answers
    assert [answers[question].outcome for question in BOTH] == [Outcome.FOUND] * 2
    assert sorted(seen.path for seen in proxy.seen) == [
        "http://crossref.example.org/works/10.1234%2F1",
        "http://datacite.example.org/dois/10.1234/1",
    ]
    assert dns.asked == []


def requested(world, request):
    from world import json_response

    if "datacite" in request.path:
        return json_response({"data": {"attributes": {"doi": "10.1234/1", "titles": [{"title": "T"}]}}})
    return json_response({"status": "ok", "message": RECORD})


def test_no_proxy_is_honoured(world, monkeypatch):
    world.add_work(RECORD)
    world.datacite.records["10.1234/1"] = RECORD
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, world.refused())
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    answers = gather(BOTH, lambda *_: (), world.settings()).answers
    assert [answers[question].outcome for question in BOTH] == [Outcome.FOUND] * 2


def test_no_password_is_taken_from_netrc(world, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    gather(BOTH, lambda *_: (), world.settings())
    assert not [
        seen for site in (world.crossref, world.datacite) for seen in site.seen if "Authorization" in seen.headers
    ]


@pytest.mark.parametrize("mailto", ["", "editor@example.org"])
def test_who_asks(world, mailto):
    gather(BOTH, lambda *_: (), world.settings(mailto=mailto))
    agent = world.datacite.seen[0].headers["User-Agent"]
    assert agent.startswith("crackcite/")
    assert ("mailto:editor@example.org" in agent) == bool(mailto)


def test_an_answer_that_drips_is_not_waited_for(world):
    world.datacite.route("/dois/10.1234/1", Response(body="x" * 1000, fault="drip"))
    answer = gather(BOTH[1:], lambda *_: (), world.settings(timeout=0.5)).answers[BOTH[1]]
    assert answer.reason is Reason.TIMEOUT


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("0", 0), ("120", 120), (" 7 ", 7), ("", None), ("soon", None), ("-5", None), ("1.5", None), (None, None)],
)
def test_retry_after_in_seconds(written, seconds):
    assert retry_after(written) == seconds


@pytest.mark.parametrize(("ahead", "least", "most"), [(100, 98, 100), (-100, 0, 0)])
def test_retry_after_as_a_date(ahead, least, most):
    assert least <= retry_after(email.utils.formatdate(time.time() + ahead, usegmt=True)) <= most


def test_retry_after_as_a_date_without_a_zone():
    assert retry_after("Wed, 21 Oct 2015 07:28:00") == 0


def caused(error, by):
    error.__cause__ = by
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ConnectionRefusedError(), Reason.REFUSED),
        (ConnectionResetError(), Reason.RESET),
        (BrokenPipeError(), Reason.RESET),
        (TimeoutError(), Reason.TIMEOUT),
        (socket.gaierror(socket.EAI_NONAME, "x"), Reason.NETWORK),
        (OSError(101, "Network is unreachable"), Reason.NETWORK),
        (OSError(113, "No route to host"), Reason.NETWORK),
        (ssl.SSLCertVerificationError("self-signed"), Reason.CERTIFICATE),
        (ssl.SSLError("handshake"), Reason.RESET),
        (caused(requests.ConnectionError("x"), ConnectionRefusedError()), Reason.REFUSED),
        (requests.ConnectionError(ConnectionResetError()), Reason.RESET),
        (requests.TooManyRedirects("x"), Reason.REDIRECTS),
        (requests.exceptions.ProxyError(ConnectionRefusedError()), Reason.NETWORK),
        (ValueError("what"), Reason.BAD_ANSWER),
    ],
)
def test_what_an_exception_means(error, reason):
    assert reason_of(error) is reason


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        *((status, "") for status in (200, 301, 404, 410, 418)),
        *((status, "blocked") for status in (401, 402, 403, 407, 451, 999)),
        (429, "rate-limited"),
        *((status, "server-error") for status in (500, 503, 520)),
    ],
)
def test_what_a_status_leaves_open(status, reason):
    assert reason_of_status(status).value == reason
