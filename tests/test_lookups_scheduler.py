"""The scheduler, with services of the test's own that answer, hang or break as the test needs it."""

from __future__ import annotations

import threading
import time

import pytest

from crackcite.lookups import gather
from crackcite.lookups.cache import Cache
from crackcite.lookups.scheduler import Scheduler
from crackcite.lookups.service import Pace, Reply
from crackcite.model import Answer, Outcome, Question, QuestionKind, Reason
from crackcite.settings import Settings

K = QuestionKind


class Service:
    """Answers pages of the form ``host/path``; what a path does is told by ``play``."""

    name = "web"
    kinds = frozenset({K.PAGE})

    def __init__(self, play=lambda question: None, at_once=2, together=1):
        self.play, self.at_once, self.together = play, at_once, together
        self.calls, self.busy, self.most = [], 0, 0
        self._lock = threading.Lock()

    def lane(self, question):
        return question.key.split("/")[0]

    def origin(self, question):
        return ""

    def pace(self, lane, questions):
        return Pace(10_000, 1.0, self.at_once)

    def batch(self, question):
        return self.together

    def ask(self, questions, seconds):
        with self._lock:
            self.calls.append([question.key for question in questions])
            self.busy += 1
            self.most = max(self.most, self.busy)
        try:
            return self.play(questions[0]) or Reply(tuple(found(question) for question in questions))
        finally:
            with self._lock:
                self.busy -= 1


def found(question):
    return Answer(question, Outcome.FOUND)


def page(key):
    return Question(K.PAGE, key)


def run(service, questions, follow=lambda *_: (), progress=None, *, timeout=5.0, concurrency=32):
    cache = Cache(Settings(cache=False))
    return Scheduler([service], cache, follow, progress, timeout=timeout, concurrency=concurrency).run(questions)


def test_each_question_is_asked_once():
    service = Service()
    evidence = run(service, [page("a/1"), page("a/1")], lambda *_: [page("a/1"), page("b/2"), page("b/2")])
    assert sorted(service.calls) == [["a/1"], ["b/2"]]
    assert evidence.requests == {"web": 2}


def test_what_follows_may_look_at_all_answers_so_far():
    def follow(answer, evidence):
        assert evidence.get(K.PAGE, answer.question.key) is answer
        number = len(evidence.answers)
        return [page(f"a/{number}")] if number < 10 else []

    assert len(run(Service(), [page("a/0")], follow).answers) == 10


def test_no_more_at_once_than_allowed_in_all_and_for_one_host():
    service = Service(lambda question: time.sleep(0.005), at_once=2)
    run(service, [page(f"host{number % 3}/{number}") for number in range(60)], concurrency=4)
    assert service.most <= 4
    service = Service(lambda question: time.sleep(0.005), at_once=2)
    run(service, [page(f"a/{number}") for number in range(20)])
    assert service.most <= 2


@pytest.mark.timeout(20)
def test_a_slow_host_delays_only_its_own_questions():
    """All others are answered before the slow one is."""
    gate = threading.Event()
    service = Service(lambda question: gate.wait(15) and None if question.key.startswith("slow") else None)
    order = []

    def follow(answer, evidence):
        order.append(answer.question.key)
        if len(order) == 40:
            gate.set()
        return []

    questions = [page("slow/1"), page("slow/2"), *(page(f"host{number}/1") for number in range(40))]
    run(service, questions, follow, timeout=15)
    assert set(order[40:]) == {"slow/1", "slow/2"}


@pytest.mark.parametrize("is_back", [True, False])
def test_a_host_that_was_away_for_a_moment_is_tried_once_more(is_back):
    """Its breaker is tried while others are asked: what waited is asked after all, or left for good."""
    back = threading.Event()

    def play(question):
        host, _, number = question.key.partition("/")
        if host == "busy":
            back.set() if number == "3" else None
            time.sleep(0.3 if number != "0" else 0.0)
        elif not (is_back and back.is_set()):
            time.sleep(0.1)
            failed = Answer(question, Outcome.UNANSWERED, Reason.TIMEOUT)
            return Reply((failed,))
        return None

    service = Service(play, at_once=1)
    evidence = run(service, [page(f"{host}/{n}") for host in ("busy", "weak") for n in range(10)])
    said = [evidence.answers[page(f"weak/{n}")] for n in range(10)]
    assert said[0].reason is Reason.TIMEOUT
    if is_back:
        assert {answer.outcome for answer in said[2:]} == {Outcome.FOUND}
    else:
        assert [answer.reason for answer in said[1:]] == [Reason.TIMEOUT, *[Reason.NOT_ASKED] * 8]
        assert "again when it was tried later" in said[-1].detail


def test_a_service_that_breaks_its_word_breaks_only_its_own_answer():
    def play(question):
        if question.key == "a/broken":
            raise ZeroDivisionError("what")
        if question.key == "a/strange":
            return Reply((found(page("b/unasked")),))
        return None

    service = Service(play, at_once=1)
    evidence = run(service, [page("a/broken"), page("a/fine")])
    broken = evidence.get(K.PAGE, "a/broken")
    assert (broken.outcome, broken.reason) == (Outcome.UNANSWERED, Reason.BAD_ANSWER)
    assert "ZeroDivisionError: what" in broken.detail
    assert evidence.get(K.PAGE, "a/fine").outcome is Outcome.FOUND


def test_the_ones_that_want_to_be_alone_are_asked_alone():
    def play(question):
        return Reply(()) if len(service.calls[-1]) > 1 else None

    service = Service(play, at_once=1, together=10)
    evidence = run(service, [page(f"a/{number}") for number in range(6)])
    assert all(answer.answered for answer in evidence.answers.values())
    assert [len(call) for call in service.calls] == [6, 1, 1, 1, 1, 1, 1]


@pytest.mark.timeout(20)
def test_a_thread_that_never_comes_back_costs_one_timeout():
    gate = threading.Event()
    service = Service(lambda question: gate.wait() and None if question.key.endswith("hang") else None)
    evidence = run(service, [page("a/1"), page("a/hang"), page("b/hang"), page("b/1"), page("c/1")], timeout=0.3)
    outcomes = {question.key: answer.reason for question, answer in evidence.answers.items()}
    assert (outcomes["a/hang"], outcomes["b/hang"]) == (Reason.TIMEOUT, Reason.TIMEOUT)
    assert (outcomes["a/1"], outcomes["b/1"], outcomes["c/1"]) == (Reason.NONE,) * 3
    gate.set()


def test_progress_ends_with_everything_done():
    seen = []
    run(Service(), [page(f"a/{number}") for number in range(20)], progress=seen.append)
    assert [progress.done for progress in seen] == sorted(progress.done for progress in seen)
    assert (seen[-1].done, seen[-1].asked, seen[-1].unanswered) == (20, 20, 0)


def test_who_is_waited_for_is_told_before_anybody_answers():
    told = threading.Event()
    seen = []

    def progress(so_far):
        seen.append(so_far)
        told.set()

    run(Service(lambda _: told.wait() and None), [page("a/1"), page("b/1")], progress=progress, timeout=2.0)
    assert (seen[0].done, seen[0].asked, seen[0].waiting_for) == (0, 2, ("a", "b"))


def test_a_question_that_nobody_answers_is_said_to_be_open():
    [answer] = run(Service(), [Question(K.BOOK, "1")]).answers.values()
    assert (answer.outcome, answer.reason) == (Outcome.UNANSWERED, Reason.NOT_ASKED)


def test_a_fault_of_the_caller_is_not_swallowed():
    with pytest.raises(LookupError, match="mine"):
        run(Service(), [page("a/1")], lambda *_: (_ for _ in ()).throw(LookupError("mine")))


NASTY = ["", " ", "\ud800", "10.1234/\ud800", "\x00", "10.1234/\r\nX: y", "a" * 5000, "10.1234/,", "::", "http://["]
NASTY += ["http://", "http:///x", "10.1234/../..", "%", "%zz", "?", "#", "http://127.0.0.1:99999/", "\u202e"]


@pytest.mark.timeout(30)
def test_no_key_however_odd_ends_the_run(world):
    """Articles hold anything; every question gets its answer, and none that is right."""
    quick = (K.CROSSREF_WORK, K.CROSSREF_SEARCH, K.DATACITE_WORK, K.PAGE)  # of the others, a few must do
    questions = [Question(kind, key) for kind in K for key in (NASTY if kind in quick else NASTY[::6])]
    evidence = gather(questions, lambda *_: (), world.settings(timeout=8))
    assert set(evidence.answers) == set(questions)
    assert not [answer for answer in evidence.answers.values() if answer.works and answer.works[0].doi]


@pytest.mark.parametrize(
    "mailto", ["é@example.org", "a b@example.org", "a@example.org\r\nX-Other: y", "(x)@example.org"]
)
def test_an_odd_address_of_the_users_harms_no_header(world, mailto):
    questions = [Question(K.CROSSREF_WORK, "10.1234/1"), Question(K.DOI_HANDLE, "10.1234/1")]
    evidence = gather(questions, lambda *_: (), world.settings(mailto=mailto))
    assert {answer.outcome for answer in evidence.answers.values()} == {Outcome.ABSENT}
    assert not any("X-Other" in seen.headers for site in (world.crossref, world.doi) for seen in site.seen)
