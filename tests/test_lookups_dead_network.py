"""No network: everything stays open, for the right reason, and nobody waits for one failure after another."""

from __future__ import annotations

import socket
import threading

import pytest

from crackcite.lookups import Interrupted, gather
from crackcite.model import Outcome, Question, QuestionKind, Reason

K = QuestionKind

#: An article's worth of questions, many to a service: asked one after another they would take minutes.
REGISTRY = [
    *(Question(K.CROSSREF_WORK, f"10.1234/work.{number}") for number in range(30)),
    *(Question(K.CROSSREF_SEARCH, f"A reference without a DOI, number {number}") for number in range(30)),
    *(Question(K.BOOK, f"97820707296{number}") for number in range(10, 20)),
]


def then_ask_who_registered_it(answer, evidence):
    if answer.question.kind is K.CROSSREF_WORK:
        yield Question(K.DOI_HANDLE, answer.question.key)
        yield Question(K.DOI_AGENCY, answer.question.key)


def pages(bases, each=5):
    return [Question(K.PAGE, f"{base}/{number}") for base in bases for number in range(each)]


def assert_nothing_was_learnt(evidence, questions):
    assert set(evidence.answers) == set(questions), "a failure led to other questions, or a question got lost"
    assert {answer.outcome for answer in evidence.answers.values()} == {Outcome.UNANSWERED}
    assert all(answer.detail and answer.source for answer in evidence.answers.values())
    assert evidence.network_away


@pytest.mark.timeout(10)
def test_refused_everywhere(world):
    settings = world.settings(timeout=5, **world.away(world.refused()))
    questions = REGISTRY + pages(world.refused(f"127.0.1.{host}") for host in range(1, 41))
    evidence = gather(questions, then_ask_who_registered_it, settings)
    assert_nothing_was_learnt(evidence, questions)
    reasons = {answer.reason for answer in evidence.answers.values()}
    assert reasons == {Reason.REFUSED, Reason.NOT_ASKED}
    assert sum(evidence.requests.values()) < 60


@pytest.mark.timeout(10)
def test_a_listener_that_never_speaks(world):
    """One wait for everything: with a second apiece, the questions would take a minute."""
    settings = world.settings(timeout=1, **world.away(world.silent()))
    questions = REGISTRY + pages(world.silent(f"127.0.1.{host}") for host in range(1, 41))
    evidence = gather(questions, then_ask_who_registered_it, settings)
    assert_nothing_was_learnt(evidence, questions)
    reasons = {answer.reason for answer in evidence.answers.values()}
    assert reasons == {Reason.TIMEOUT, Reason.NOT_ASKED}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("how", ["down", "hangs"])
def test_names_that_do_not_resolve(world, dns, how):
    """Without a resolver no host is proved to be gone, not even one that may well be."""
    getattr(dns, how)()
    services = dict.fromkeys(world.addresses(), "http://registry.example.org")
    questions = REGISTRY + pages(f"http://www{host}.example.org" for host in range(40))
    evidence = gather(questions, then_ask_who_registered_it, world.settings(timeout=1, **services))
    assert_nothing_was_learnt(evidence, questions)
    expected = {Reason.NETWORK} if how == "down" else {Reason.TIMEOUT}
    assert {answer.reason for answer in evidence.answers.values()} == expected | {Reason.NOT_ASKED}


def test_one_who_answers_is_enough_to_go_on(world):
    """A registry that is away does not take the rest of the world with it."""
    site = world.site("127.0.0.9")
    site.route("/here", played_page())
    settings = world.settings(timeout=2, crossref_url=world.refused())
    questions = [REGISTRY[0], *REGISTRY[30:50], Question(K.PAGE, site.url("/here"))]
    evidence = gather(questions, then_ask_who_registered_it, settings)
    assert evidence.get(K.PAGE, site.url("/here")).outcome is Outcome.FOUND
    assert evidence.get(K.DOI_HANDLE, "10.1234/work.0").outcome is Outcome.ABSENT
    assert not evidence.network_away
    open_ones = [evidence.answers[question] for question in REGISTRY[30:50]]
    assert {answer.reason for answer in open_ones} == {Reason.REFUSED, Reason.NOT_ASKED}
    assert any(answer.detail == "not asked: Crossref refused the connection, twice" for answer in open_ones)


def played_page():
    from world import Response

    return Response(body="<title>Here</title><p>" + "A page with something on it. " * 30)


def test_a_silent_service_is_asked_once(world):
    """The breaker: a lane that never answered is given up after its first timeout, whatever waits there."""
    site = world.site("127.0.0.9")
    site.route("/here", played_page())
    silent = world.silent("127.0.0.8")
    questions = [*pages([silent], 20), Question(K.PAGE, site.url("/here"))]
    evidence = gather(questions, lambda *_: (), world.settings(timeout=1, per_host=1))
    asked = [a for q, a in evidence.answers.items() if q.key.startswith(silent) and a.reason is Reason.TIMEOUT]
    assert len(asked) == 1
    assert sum(a.reason is Reason.NOT_ASKED for a in evidence.answers.values()) == 19


def test_a_thread_that_hangs_is_left_behind(world, dns):
    """A lookup of a name cannot be interrupted; the run ends all the same, and says why."""
    dns.hangs()
    question = Question(K.CROSSREF_WORK, "10.1234/1")
    settings = world.settings(timeout=0.5, crossref_url="http://registry.example.org")
    answer = gather([question], lambda *_: (), settings).answers[question]
    assert (answer.outcome, answer.reason) == (Outcome.UNANSWERED, Reason.TIMEOUT)
    assert any(thread.daemon and thread.name == "crackcite lookup" for thread in threading.enumerate())


def test_offline_asks_nobody(world, monkeypatch):
    settings = world.settings(offline=True)
    monkeypatch.setattr(socket, "socket", None)
    evidence = gather(REGISTRY, then_ask_who_registered_it, settings)
    assert evidence.offline
    assert not evidence.answers
    assert not evidence.network_away


def test_the_user_ends_the_run(world):
    """What was known by then comes with the exception; what was not is unanswered for that reason."""
    known = world.add_work({"DOI": "10.1234/known", "title": ["Known"]})
    settings = world.settings(crossref_concurrency=1)
    questions = [Question(K.CROSSREF_WORK, known), Question(K.CROSSREF_WORK, "10.1234/other")]

    def interrupt(progress):
        if progress.done == 1:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as ended:
        gather(questions, lambda *_: (), settings, interrupt)
    assert ended.value.evidence.get(K.CROSSREF_WORK, known).work.title == "Known"
    assert ended.value.evidence.partial
    assert ended.value.evidence.get(K.CROSSREF_WORK, "10.1234/other").detail == "the run was interrupted"
    again = gather(questions[:1], lambda *_: (), world.settings())
    assert again.get(K.CROSSREF_WORK, known).cached
