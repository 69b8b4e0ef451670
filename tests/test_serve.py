"""``crackcite serve``: a real server on loopback, asked as a browser asks, and as those ask who should not."""

from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from interrupting import listening
from test_main_job import INEQUALITY
from world import World

from crackcite.serving import PortTakenError, Server
from crackcite.serving.uploads import named
from crackcite.settings import Settings

ARTICLE = (
    "Crime1 and trust2.\n\nSources\n1. De Courson, B. & Nettle, D. Why do inequality and deprivation produce high "
    "crime and low trust? Sci. Rep. 11, 1937 (2021).\n"
)
BOUNDARY = "----crackcite"


class Browser:
    """Speaks HTTP to a server, and follows what it says."""

    def __init__(self, url: str) -> None:
        self.parts = urlsplit(url)
        self.home = self.parts.path

    def ask(
        self, path: str, method: str = "GET", body: bytes = b"", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self.parts.hostname or "", self.parts.port or 0, timeout=20)
        try:
            connection.request(method, path, body or None, {name.replace("_", "-"): v for name, v in headers.items()})
            got = connection.getresponse()
            return got.status, {name.lower(): value for name, value in got.getheaders()}, got.read()
        finally:
            connection.close()

    def hand_in(self, *fields: tuple[str, str, bytes], **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Send the form: fields of a name, a file name (empty where there is none) and a value."""
        parts = b"".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'.encode()
            + (f'; filename="{file}"\r\nContent-Type: application/octet-stream' if file else "").encode()
            + b"\r\n\r\n"
            + value
            + b"\r\n"
            for name, file, value in fields
        )
        body = parts + f"--{BOUNDARY}--\r\n".encode()
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return self.ask(f"{self.home}check", "POST", body, Content_Type=kind, **headers)

    def checked(self, *fields: tuple[str, str, bytes]) -> str:
        """The address of the result of what is handed in, once it is there."""
        status, headers, _ = self.hand_in(*fields)
        assert status == 303
        for _ in range(100):
            status, seen, _ = self.ask(headers["location"])
            if "refresh" not in seen:
                assert status == 200
                return headers["location"]
            time.sleep(0.1)
        raise AssertionError("the check does not end")


def serving(settings: Settings, language: str = "en") -> Iterator[Browser]:
    server = Server(settings, language=language)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield Browser(server.url)
    finally:
        server.close()
        thread.join()


@pytest.fixture
def browser(world: World) -> Iterator[Browser]:
    world.add_work(INEQUALITY)
    yield from serving(world.settings())


def test_a_pasted_text_is_checked_and_mended(browser: Browser, world: World) -> None:
    where = browser.checked(("text", "", ARTICLE.replace("\n", "\r\n").encode()), ("file", "", b""))
    _, _, page = browser.ask(where)
    assert b"1 fix" in page
    _, headers, report = browser.ask(f"{where}/report")
    assert "but the list ends at 1" in report.decode()
    assert headers["content-security-policy"] == "frame-ancestors 'self'"
    _, _, fixes = browser.ask(f"{where}/fixes")
    said = re.sub("<[^>]*>", "", fixes.decode())
    assert "\n-1. De Courson" in said
    assert "\n+1. De Courson" in said
    assert "has a DOI that it does not give" in said
    assert "+++" not in said
    _, headers, mended = browser.ask(f"{where}/fixed")
    assert headers["content-disposition"] == "attachment; filename*=UTF-8''article.txt"
    assert mended.decode() == ARTICLE.replace("(2021).", "(2021). https://doi.org/10.1038/s41598-020-80897-8")


def test_a_dropped_file_keeps_its_name_its_bytes_and_its_encoding(browser: Browser) -> None:
    data = ARTICLE.replace("Crime", "Criminalité").encode("cp1252").replace(b"\n", b"\r\n")
    where = browser.checked(("text", "", b""), ("file", "l’article (2).txt".encode().decode("latin-1"), data))
    _, headers, mended = browser.ask(f"{where}/fixed")
    assert "article%20%282%29.txt" in headers["content-disposition"]
    assert mended.startswith("Criminalité1 and".encode("cp1252"))
    assert mended.count(b"\r\n") == data.count(b"\r\n")


def test_the_sources_can_be_taken_away(browser: Browser) -> None:
    where = browser.checked(("text", "", ARTICLE.encode()))
    _, headers, bib = browser.ask(f"{where}/sources.bib")
    assert bib.startswith(b"@article{decourson2021why,")
    assert headers["content-disposition"].endswith("article.txt.bib")
    assert json.loads(browser.ask(f"{where}/sources.json")[2])[0]["DOI"] == "10.1038/s41598-020-80897-8"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ([("text", "", b"  \n")], "There is nothing to check: paste a text, or choose a file."),
        ([], "There is nothing to check: paste a text, or choose a file."),
    ],
)
def test_a_form_without_an_article(browser: Browser, fields: list[tuple[str, str, bytes]], said: str) -> None:
    status, _, page = browser.hand_in(*fields)
    assert (status, said in page.decode()) == (400, True)


def test_a_file_that_cannot_be_read_is_said_on_its_page(browser: Browser) -> None:
    where = browser.checked(("file", "broken.docx", b"PK\x03\x04 not a document"))
    _, _, page = browser.ask(where)
    assert 'role="alert"' in page.decode()
    assert "broken.docx" in page.decode()


def test_what_is_too_large_is_refused_unread(browser: Browser) -> None:
    status, _, page = browser.ask(f"{browser.home}check", "POST", Content_Length=str(1 << 40))
    assert (status, b"25 MB is the most" in page) == (413, True)


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 404),
        ("/wrong-token/", {}, 404),
        ("/../etc/passwd", {}, 404),
        ("{home}nothing", {}, 404),
        ("{home}", {"Host": "rebound.example.org"}, 404),
        ("{home}", {"Host": "127.0.0.1:1"}, 404),
    ],
)
def test_who_does_not_know_the_address_sees_nothing(
    browser: Browser, path: str, headers: dict[str, str], status: int
) -> None:
    assert browser.ask(path.format(home=browser.home), **headers)[0] == status


def test_a_foreign_page_cannot_send_a_form(browser: Browser, world: World) -> None:
    status, _, _ = browser.hand_in(("text", "", ARTICLE.encode()), Origin="https://evil.example.org")
    assert status == 403
    assert world.requests() == 0


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "POST"])
def test_other_methods(browser: Browser, method: str) -> None:
    assert browser.ask(browser.home, method)[0] in (405, 501)


def test_no_page_may_be_kept_framed_or_scripted(browser: Browser) -> None:
    _, headers, page = browser.ask(browser.home)
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert b"<script" not in page


@pytest.mark.parametrize(
    ("accepted", "word"),
    [("fr-BE,fr;q=0.9,en;q=0.8", 'lang="fr"'), ("nl", 'lang="nl"'), ("de-DE,de", 'lang="en"'), ("", 'lang="en"')],
)
def test_the_pages_speak_the_browsers_language(world: World, accepted: str, word: str) -> None:
    for browser in serving(world.settings(), language=""):
        assert word in browser.ask(browser.home, Accept_Language=accepted)[2].decode()


def test_nothing_is_written_to_the_disk(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.rglob("*"))
    browser.checked(("file", "../../evil.txt", ARTICLE.encode()))
    assert {path for path in set(tmp_path.rglob("*")) - before if "cache" not in path.parts} == set()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("article.docx", "article.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Anne\\mijn artikel.docx", "mijn artikel.docx"),
        ("l’été (2).txt", "l’été (2).txt"),
        ('a"b\r\nSet-Cookie: x.txt', "a_b__Set-Cookie_ x.txt"),
        ("...", "article.txt"),
    ],
)
def test_the_name_of_a_file(given: str, kept: str) -> None:
    assert named(given) == kept


def test_a_port_that_is_taken(world: World) -> None:
    taken = urlsplit(world.site().base).port or 0
    with pytest.raises(PortTakenError, match=f"port {taken} cannot be used: .*; choose another with --port"):
        Server(Settings(offline=True), taken)


def test_the_command_tells_its_address_and_ends_quietly(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "crackcite", "serve", "--no-open", "--offline"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        preexec_fn=listening,
    )
    assert process.stdout is not None
    browser = Browser(process.stdout.readline().strip())
    assert browser.ask(browser.home)[0] == 200
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert (
        err == "crackcite: the page is for you alone: only this machine reaches it, at this address; Ctrl-C ends it\n"
    )
