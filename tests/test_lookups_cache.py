"""Answers are kept for the next run; whatever is wrong with the file, the run goes on."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crackcite.lookups import cache_info, clear, gather, prune
from crackcite.lookups.cache import Cache, UnusableCacheError, cache_file
from crackcite.lookups.codec import decode, encode
from crackcite.lookups.lifetimes import LIFETIMES, lifetime
from crackcite.model import (
    Answer,
    Contributor,
    Hop,
    Notice,
    Outcome,
    Page,
    Question,
    QuestionKind,
    Reason,
    Relation,
    Work,
)
from crackcite.settings import Settings

K = QuestionKind
QUESTION = Question(K.CROSSREF_WORK, "10.1234/1")
FOUND = Answer(QUESTION, Outcome.FOUND, source="Crossref", checked_at="2026-01-01T00:00:00Z")

_texts = st.text(st.characters(exclude_categories=()), max_size=12)
_names = st.tuples(_texts, _texts)
_people = st.builds(Contributor, _texts, _texts, st.booleans())
_works = st.builds(
    Work,
    registry=_texts,
    title=_texts,
    other_titles=_names,
    authors=st.lists(_people, max_size=3).map(tuple),
    years=st.lists(st.integers(1000, 2100), max_size=3).map(tuple),
    year=st.none() | st.integers(1000, 2100),
    notices=st.lists(st.builds(Notice, _texts, _texts), max_size=2).map(tuple),
    notice_of=st.lists(st.builds(Notice, _texts), max_size=2).map(tuple),
    relations=st.lists(st.builds(Relation, _texts, _texts), max_size=2).map(tuple),
    score=st.floats(allow_nan=False),
)
_pages = st.builds(
    Page,
    url=_texts,
    status=st.integers(),
    hops=st.lists(st.builds(Hop, st.integers(), _texts), max_size=2).map(tuple),
    fragment=st.sampled_from([None, True, False]),
)
_answers = st.builds(
    Answer,
    st.builds(Question, st.sampled_from(K), _texts),
    st.sampled_from(Outcome),
    st.sampled_from(Reason),
    detail=_texts,
    value=_texts,
    works=st.lists(_works, max_size=2).map(tuple),
    page=st.none() | _pages,
)


@given(_answers)
def test_an_answer_survives_the_file(answer):
    back = decode(answer.question, encode(answer))
    assert back == answer
    assert back.cached


def test_every_field_of_an_answer_is_kept():
    """A field that the model gains is kept too, or this fails."""
    full = {field.name for field in fields(Answer)} - {"question", "cached"}
    answer = replace(
        FOUND, reason=Reason.GONE, detail="d", value="v", works=(Work("r"),), page=Page("u", 200), checked_at="t"
    )
    assert {field for field in full if getattr(answer, field) != getattr(Answer(QUESTION, None), field, None)} == full
    assert decode(QUESTION, encode(answer)) == answer


def test_another_version_is_asked_again():
    assert decode(QUESTION, encode(FOUND).replace('"v":1', '"v":0')) is None


@pytest.mark.parametrize("kind", K)
def test_every_kind_has_its_lifetimes(kind):
    assert lifetime(kind, Outcome.FOUND) > 0
    assert lifetime(kind, Outcome.ABSENT) > 0
    assert lifetime(kind, Outcome.UNANSWERED) == 0


def test_what_was_not_answered_is_asked_again(world):
    world.crossref.trouble = lambda request: broken.pop() if broken else None
    broken = [played(404, "<h1>no</h1>")]
    world.add_work({"DOI": QUESTION.key, "title": ["T"]})
    first, second = (gather([QUESTION], lambda *_: (), world.settings()).answers[QUESTION] for _ in range(2))
    assert (first.outcome, second.outcome) == (Outcome.UNANSWERED, Outcome.FOUND)


def played(status, body):
    from world import Response

    return Response(status, body)


def test_another_address_is_another_answer(world):
    """A test's server never answers for the real one, nor a mirror for another."""
    world.add_work({"DOI": QUESTION.key, "title": ["Here"]})
    gather([QUESTION], lambda *_: (), world.settings())
    elsewhere = gather([QUESTION], lambda *_: (), world.settings(crossref_url=world.doi.base)).answers[QUESTION]
    assert not elsewhere.cached


@pytest.mark.parametrize("settings", [{"cache": False}, {"refresh": True}])
def test_asking_again_on_demand(world, settings):
    world.add_work({"DOI": QUESTION.key, "title": ["T"]})
    gather([QUESTION], lambda *_: (), world.settings())
    assert not gather([QUESTION], lambda *_: (), world.settings(**settings)).answers[QUESTION].cached
    assert world.requests() == 2


def kept_at(settings, seconds_ago, outcome=Outcome.FOUND):
    cache = Cache(settings)
    cache.put(replace(FOUND, outcome=outcome), "origin")
    cache.close()
    with sqlite3.connect(cache_file(settings)) as connection:
        connection.execute("update answers set kept_at = ?", (time.time() - seconds_ago,))
    connection.close()


@pytest.mark.parametrize(
    ("age", "good"), [(0.0, True), (0.5, True), (0.99, True), (1.01, False), (100.0, False), (-0.01, False)]
)
@pytest.mark.parametrize("outcome", [Outcome.FOUND, Outcome.ABSENT])
def test_answers_grow_old(settings, age, good, outcome):
    """In lifetimes; one from the future is as little to be trusted as one too old."""
    kept_at(settings, age * LIFETIMES[K.CROSSREF_WORK, outcome], outcome)
    cache = Cache(settings)
    assert (cache.get(QUESTION, "origin") is not None) == good
    cache.close()


@pytest.mark.parametrize(
    ("max_age", "age", "good"),
    [
        ("", 6 * 86400, True),
        ("7d", 6 * 86400, True),
        ("30d", 8 * 86400, False),  # never longer than the lifetime, which is a week
        ("1d", 6 * 86400, False),
        ("12h", 11 * 3600, True),
        ("12h", 13 * 3600, False),
        ("90m", 89 * 60, True),
        ("60", 61, False),
        ("0", 0, False),
    ],
)
def test_a_run_may_want_fresher_answers(settings, max_age, age, good):
    kept_at(settings, age)
    cache = Cache(replace(settings, max_age=max_age))
    assert (cache.get(QUESTION, "origin") is not None) == good
    cache.close()


def test_no_page_is_saved_twice_for_the_sake_of_freshness():
    assert lifetime(K.SAVE, Outcome.FOUND, at_most=60) == lifetime(K.SAVE, Outcome.FOUND)
    assert lifetime(K.PAGE, Outcome.FOUND, at_most=60) == 60


@pytest.fixture
def settings(tmp_path):
    return Settings(cache_dir=str(tmp_path / "kept"))


def spoil_with_noise(file):
    file.write_bytes(b"SQLite format 3\0" + os.urandom(5000))


def spoil_with_text(file):
    file.write_text("not a database, but long enough to be looked into\n" * 50, encoding="utf-8")


def spoil_by_a_newer_version(file):
    with sqlite3.connect(file) as connection:
        connection.execute("pragma user_version = 99")
    connection.close()


def spoil_by_a_folder(file):
    file.mkdir()


def spoil_by_another_table(file):
    with sqlite3.connect(file) as connection:
        connection.execute("create table answers (something_else)")
        connection.execute("pragma user_version = 1")
    connection.close()


SPOILED = [spoil_with_noise, spoil_with_text, spoil_by_a_newer_version, spoil_by_a_folder, spoil_by_another_table]


@pytest.mark.parametrize("spoil", SPOILED)
def test_a_file_that_cannot_be_used_is_said_and_left(world, spoil):
    settings = world.settings()
    file = cache_file(settings)
    file.parent.mkdir(parents=True)
    spoil(file)
    world.add_work({"DOI": QUESTION.key, "title": ["T"]})
    evidence = gather([QUESTION], lambda *_: (), settings)
    assert evidence.answers[QUESTION].outcome is Outcome.FOUND
    [remark] = evidence.remarks
    assert remark.startswith("Answers are not kept: ")


def test_a_folder_that_cannot_be_made(world, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    evidence = gather([QUESTION], lambda *_: (), world.settings(cache_dir=str(tmp_path / "file" / "cache")))
    assert evidence.answers[QUESTION].answered
    assert len(evidence.remarks) == 1


def test_another_run_that_holds_the_file(world, monkeypatch):
    """It is waited for a little; then the run goes on without keeping."""
    monkeypatch.setattr("crackcite.lookups.cache._PATIENCE", 0.1)
    settings = world.settings()
    gather([], lambda *_: (), settings)
    holder = sqlite3.connect(cache_file(settings), isolation_level=None)
    holder.execute("begin exclusive")
    evidence = gather([QUESTION], lambda *_: (), settings)
    holder.rollback()
    holder.close()
    assert evidence.answers[QUESTION].answered
    assert "locked" in evidence.remarks[0]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_only_be_read(world):
    settings = world.settings()
    gather([QUESTION], lambda *_: (), settings)
    cache_file(settings).chmod(0o400)
    other = Question(K.CROSSREF_WORK, "10.1234/2")
    evidence = gather([QUESTION, other], lambda *_: (), settings)
    assert evidence.answers[QUESTION].cached
    assert "readonly" in evidence.remarks[0]


_RUN = """
import sys
from crackcite.lookups.cache import Cache
from crackcite.model import Answer, Outcome, Question, QuestionKind
from crackcite.settings import Settings
cache = Cache(Settings(cache_dir=sys.argv[1]))
for number in range(600):
    question = Question(QuestionKind.CROSSREF_WORK, f"10.1234/{sys.argv[2]}.{number}")
    cache.get(question, "origin")
    cache.put(Answer(question, Outcome.FOUND), "origin")
cache.close()
print(cache.remarks)
"""


def test_several_runs_at_once_lose_nothing(settings):
    """Four processes, one file that none of them has made yet."""
    command = [sys.executable, "-c", _RUN, settings.cache_dir]
    runs = [subprocess.Popen([*command, str(run)], stdout=subprocess.PIPE, text=True) for run in range(4)]
    assert [run.communicate()[0].strip() for run in runs] == ["()"] * 4
    assert cache_info(settings).answers == {"crossref-work": 2400}


def test_a_key_that_no_file_can_hold(settings):
    """Half a surrogate pair, as a broken text may have: not kept, and nothing else is lost."""
    cache = Cache(settings)
    for key in ("10.1234/\ud800", "10.1234/\U0001f642", "10.1234/plain"):
        question = Question(K.CROSSREF_WORK, key)
        assert cache.get(question, "origin") is None
        cache.put(replace(FOUND, question=question), "origin")
    cache.close()
    assert cache.remarks == ()
    assert cache_info(settings).answers == {"crossref-work": 2}


def test_info_prune_and_clear(settings):
    assert not cache_info(settings).exists
    assert prune(settings) == 0
    kept_at(settings, 365 * 86400)
    cache = Cache(settings)
    cache.put(replace(FOUND, question=Question(K.BOOK, "9782070729685")), "origin")
    cache.close()
    info = cache_info(settings)
    assert (info.answers, info.expired) == ({"book": 1, "crossref-work": 1}, 1)
    assert info.bytes > 0
    assert prune(settings) == 1
    assert cache_info(settings).answers == {"book": 1}
    assert clear(settings) == 1
    assert not cache_info(settings).exists
    assert clear(settings) == 0


def test_what_the_settings_call_too_old_is_counted_and_pruned(settings):
    kept_at(settings, 2 * 86400)
    strict = replace(settings, max_age="1d")
    assert (cache_info(settings).expired, cache_info(strict).expired) == (0, 1)
    assert (prune(settings), prune(strict)) == (0, 1)


@pytest.mark.parametrize("spoil", SPOILED)
def test_the_cache_command_on_a_spoiled_file(settings, spoil):
    file = cache_file(settings)
    file.parent.mkdir(parents=True)
    spoil(file)
    assert cache_info(settings).problem
    with pytest.raises(UnusableCacheError):
        prune(settings)
    if spoil is not spoil_by_a_folder:
        clear(settings)
        assert not file.exists()


def test_a_warm_run_imports_no_network_library(world):
    world.add_work({"DOI": QUESTION.key, "title": ["T"]})
    settings = world.settings()
    gather([QUESTION], lambda *_: (), settings)
    script = (
        "import sys\nfrom crackcite.lookups import gather\nfrom crackcite.model import Question, QuestionKind\n"
        "from crackcite.settings import Settings\n"
        f"settings = Settings(cache_dir={settings.cache_dir!r}, crossref_url={settings.crossref_url!r})\n"
        f"question = Question(QuestionKind.CROSSREF_WORK, {QUESTION.key!r})\n"
        "assert gather([question], lambda *_: (), settings).answers[question].cached\n"
        "print(sorted({'habanero', 'httpx2', 'requests', 'urllib3', 'bs4', 'ssl', 'http.client'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert said.stdout.strip() == "[]", said.stderr
