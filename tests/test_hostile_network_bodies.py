"""What it downloads: no server can hold it longer than a question may take, or fill its memory."""

from __future__ import annotations

import contextlib
import gc
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import Hostile
from urllib3.exceptions import HTTPError
from world import World

from crackcite.lookups import gather
from crackcite.lookups.caller import Caller
from crackcite.lookups.crossref_client import Client
from crackcite.lookups.session import LARGEST_ANSWER
from crackcite.lookups.web import Web
from crackcite.lookups.web.coding import Unpacked
from crackcite.lookups.web.fetch import MOST_HOPS
from crackcite.model import Outcome, Question, QuestionKind, Reason
from crackcite.settings import Settings


@pytest.fixture
def server() -> Iterator[Hostile]:
    with Hostile() as played:
        yield played
    with warnings.catch_warnings():  # a thread that was left behind may leave its socket to the garbage
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def web() -> Iterator[Web]:
    service = Web(Settings(allow_private=True))
    yield service
    service.close()


ENDLESS = [
    "/endless-body",
    "/endless-script",
    "/slow-body",
    "/slow-headers",
    "/endless-headers",
    "/endless-header",
    "/endless-status",
    "/endless-interim",
    "/gzip-bomb",
    "/gzip-bomb-twice",
    "/gzip-tail",
    "/brotli",
    "/endless-trailers",
    "/endless-chunk",
    "/says-huge",
    "/redirects",
    "/refreshes",
]
SECONDS = 0.3


@pytest.mark.parametrize("path", ENDLESS)
def test_what_has_no_end_is_left_and_proves_nothing_bad(server: Hostile, web: Web, path: str) -> None:
    started = time.monotonic()
    reply = web.ask([Question(QuestionKind.PAGE, server.url(path))], SECONDS)
    assert time.monotonic() - started < 10 * SECONDS  # it would take for ever; this only bounds it
    assert reply.answers[0].outcome is not Outcome.ABSENT
    assert server.hits(path) <= MOST_HOPS + 4


@pytest.mark.parametrize("path", ["/slow-headers", "/endless-headers", "/endless-header", "/endless-interim"])
def test_an_answer_that_never_begins_is_unanswered(server: Hostile, web: Web, path: str) -> None:
    reply = web.ask([Question(QuestionKind.PAGE, server.url(path))], SECONDS)
    assert reply.answers[0].outcome is Outcome.UNANSWERED
    assert reply.answers[0].detail


@pytest.mark.parametrize("path", ENDLESS)
def test_a_registry_that_has_no_end_is_unanswered(server: Hostile, path: str) -> None:
    """doi.org, DataCite and the like, with redirects allowed."""
    with contextlib.closing(Caller(Settings(), server.base, 1)) as caller:
        _asked(server, caller, path)


def _asked(server: Hostile, caller: Caller, path: str) -> None:
    if path in ("/redirects", "/refreshes"):
        assert caller.fetch(server.url(path), SECONDS, redirects=True).status in (200, 302)
        assert server.hits(path) <= 6
        return
    try:
        body = caller.fetch(server.url(path), SECONDS).body
    except (OSError, ValueError, HTTPError) as error:  # requests' exceptions are OSErrors
        body = str(error).encode()
    assert 0 < len(body) <= LARGEST_ANSWER or path in ("/brotli", "/gzip-bomb-twice")


@pytest.mark.parametrize("path", ["/endless-body", "/slow-body", "/gzip-bomb", "/gzip-bomb-twice", "/gzip-tail"])
def test_crossref_without_end_is_unanswered(server: Hostile, path: str) -> None:
    """habanero asks through httpx2, which would read all of it."""
    server.paths["/works/1"] = server.paths[path]
    with contextlib.closing(Client(Settings(crossref_url=server.base))) as client:
        heard = client.works(SECONDS, ids=["1"])
    assert heard.message is None
    assert heard.reason in (Reason.TIMEOUT, Reason.BAD_ANSWER, Reason.RESET)


def test_a_whole_run_on_a_hostile_server_is_over_and_calls_nothing_broken(server: Hostile, world: World) -> None:
    questions = [Question(QuestionKind.PAGE, server.url(path)) for path in ENDLESS]
    evidence = gather(questions, lambda *_: (), world.settings(timeout=SECONDS, per_host=20, concurrency=20))
    assert set(evidence.answers) == set(questions)
    assert not [answer for answer in evidence.answers.values() if answer.outcome is Outcome.ABSENT]


_RUN = """
import resource, sys
from crackcite.lookups.caller import Caller
from crackcite.lookups.crossref_client import Client
from crackcite.lookups.web import Web
from crackcite.model import Question, QuestionKind
from crackcite.settings import Settings
base, seconds, *paths = sys.argv[1:]
Web(Settings(allow_private=True)).ask([Question(QuestionKind.PAGE, base + "/fine")], 5)
Client(Settings(crossref_url=base)).works(2, ids=["1"])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in paths:
    Web(Settings(allow_private=True)).ask([Question(QuestionKind.PAGE, base + path)], float(seconds))
    try:
        Caller(Settings(), base, 1).fetch(base + path, float(seconds))
    except Exception:
        pass
    Client(Settings(crossref_url=base + path)).works(float(seconds), ids=["1"])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in kilobytes on Linux alone")
def test_the_memory_that_a_hostile_server_can_fill_is_bounded(server: Hostile) -> None:
    paths = ["/endless-body", "/endless-headers", "/endless-header", "/gzip-bomb", "/gzip-bomb-twice", "/gzip-tail"]
    for path in paths:
        server.paths[f"{path}/works/1"] = server.paths[path]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    done = subprocess.run(
        [sys.executable, "-c", _RUN, server.base, "0.3", *paths],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert int(done.stdout) < 100_000  # kilobytes; without bounds it is gigabytes


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "", "nonsense"])
def test_no_coding_makes_more_than_is_asked_for(coding: str) -> None:
    from hostile import bomb

    unpacked, stream = Unpacked(coding), bomb()
    for _ in range(20):
        unpacked.add(next(stream), 10_000)
    assert len(unpacked.end(10_000)) <= 10_000
    assert len(unpacked.text) <= max(10_000, unpacked.packed)


def test_nothing_is_kept_of_what_comes_behind_the_end() -> None:
    """zlib keeps what it cannot use, all of it."""
    from hostile import small_member

    unpacked = Unpacked("gzip")
    unpacked.add(small_member(), 10_000)
    for _ in range(10):
        unpacked.add(bytes(100_000), 10_000)
    assert unpacked.packed > 1_000_000
    assert b"Beds" in unpacked.end(10_000)
    assert len(unpacked._inflate.unused_data) == 0
