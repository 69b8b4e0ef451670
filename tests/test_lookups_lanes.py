"""A lane's pace and its circuit breaker, told the time: nothing here waits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crackcite.lookups.lanes import Lane, Meter, Task
from crackcite.lookups.service import Pace, Reply
from crackcite.lookups.vitals import Vitals
from crackcite.model import Answer, Outcome, Question, QuestionKind, Reason

K = QuestionKind
WORK = Question(K.CROSSREF_WORK, "10.1234/1")


class Anybody:
    """A service of which only the pace and the batches matter here."""

    name = "Anybody"
    kinds = frozenset({K.CROSSREF_WORK})

    def __init__(self, pace, together=1):
        self._pace, self._together = pace, together

    def lane(self, question):
        return "anybody"

    def origin(self, question):
        return ""

    def pace(self, lane, questions):
        return self._pace

    def batch(self, question):
        return self._together

    def ask(self, questions, seconds):
        raise AssertionError


def lane(requests=1000, seconds=1.0, at_once=100, together=1, waiting=0, burst=1):
    made = Lane("anybody", Anybody(Pace(requests, seconds, at_once, burst=burst), together))
    for number in range(waiting):
        made.push(Task(Question(K.CROSSREF_WORK, f"10.1234/{number}")))
    return made


def reply(reason, **more):
    outcome = Outcome.UNANSWERED if reason else Outcome.FOUND
    return Reply((Answer(WORK, outcome, reason),), **more)


def departures(made, until=60.0):
    """The moments at which the lane's requests leave, if each is sent as soon as it may be and answered at once."""
    now, moments = 0.0, []
    while (due := made.due()) is not None and due <= until:
        now = max(now, due)
        made.take(now)
        moments.append(now)
        made.in_flight -= 1
    return moments


@given(st.integers(1, 20), st.sampled_from([0.5, 1.0, 60.0, 300.0]), st.integers(1, 30), st.integers(1, 80))
def test_no_window_ever_holds_more_than_the_limit(requests, seconds, burst, waiting):
    moments = departures(lane(requests, seconds, waiting=waiting, burst=burst), until=1e9)
    assert len(moments) == waiting
    for start in moments:
        assert sum(start <= moment < start + seconds for moment in moments) <= requests + burst - 1


def test_an_announced_limit_counts_from_the_last_request_on():
    meter = Meter(Pace(10, 1.0, 1))
    meter.passed(0.0)
    meter.adapt(Pace(1, 1.0, 1))
    assert 1.0 < meter.next_at < 1.5


def test_what_never_left_counts_for_nothing():
    """A failure before any request (no name, no door) does not use up the pace."""
    made = lane(1, 1.0, waiting=3)
    made.take(5.0)
    made.in_flight -= 1
    made.learn(reply(Reason.NETWORK, requests=0), 5.0, 5.1)
    assert made.due() <= 5.1
    made.take(5.1)
    made.in_flight -= 1
    made.learn(reply(Reason.NONE), 5.1, 5.2)
    assert made.due() > 6.1


@pytest.mark.parametrize("absurd", [Pace(0, 1, 1), Pace(-5, 1, 1), Pace(10, 0, 1), Pace(10, 1, 0), Pace(10**6, 1, 1)])
def test_an_absurd_limit_is_not_believed(absurd):
    meter = Meter(Pace(5, 1.0, 1))
    meter.adapt(absurd)
    assert meter.pace == Pace(5, 1.0, 1)


def test_too_often_slows_down_and_success_speeds_up_again():
    made = lane(10, waiting=3)
    made.take(0.0)
    usual = made.due()
    made.learn(reply(Reason.RATE_LIMITED, failed=True), 0.0, 0.0)
    made.take(100.0)
    slow = made.due() - 100
    for _ in range(40):
        made.learn(reply(Reason.NONE), 101.0, 101.0)
    made.take(200.0)
    made.push(Task(WORK))
    assert slow == pytest.approx(2 * usual)
    assert made.due() - 200 == pytest.approx(usual)


def test_no_more_under_way_than_allowed():
    made = lane(at_once=3, waiting=10)
    for moment in range(3):
        made.take(float(moment))
    assert made.due() is None
    made.in_flight -= 1
    assert made.due() is not None


@pytest.mark.parametrize(
    ("waiting", "sizes"), [(1, [1]), (3, [1, 1, 1]), (4, [4]), (45, [40, 5]), (82, [40, 40, 1, 1])]
)
def test_several_go_together_when_more_than_a_few_wait(waiting, sizes):
    made = lane(together=40, waiting=waiting)
    taken = []
    while made.waiting:
        taken.append(len(made.take(float(len(taken)))))
    assert taken == sizes


def test_one_that_wants_to_be_alone_does_not_hold_up_the_others():
    made = lane(together=40, waiting=10)
    made.push(Task(WORK, alone=True), first=True)
    assert sorted(len(made.take(float(moment))) for moment in range(2)) == [1, 10]


T, R, N, S = Reason.TIMEOUT, Reason.REFUSED, Reason.NETWORK, Reason.SERVER_ERROR
GOOD = Reason.NONE

BREAKER = [
    ([T], True),
    ([R], False),
    ([R, R], True),
    ([N, Reason.RESET], True),
    ([R, T], True),
    ([GOOD, T], False),
    ([GOOD, T, T], False),
    ([GOOD, T, T, T], True),
    ([GOOD, R, R, R], True),
    ([GOOD, T, T, GOOD, T, T], False),
    ([R, GOOD, R, GOOD, R, GOOD], False),
    ([*[GOOD] * 5, *[T] * 4], False),
    ([*[GOOD] * 5, *[T] * 5], True),
    ([*[GOOD] * 5, *[R] * 9], False),
    ([*[GOOD] * 5, *[R] * 10], True),
    ([*[GOOD] * 5, *[S] * 3], True),
    ([S, S], False),
    ([S, R], False),
    ([R, S], False),
    ([S, R, T], True),
    ([S, S, S], True),
    ([S, S, GOOD, S, S], False),
    ([Reason.BAD_ANSWER] * 5, False),
    ([Reason.NOT_FOUND] * 5, False),
    ([Reason.CERTIFICATE] * 5, False),
]


@pytest.mark.parametrize(("reasons", "given_up"), BREAKER)
def test_the_circuit_breaker(reasons, given_up):
    """A lane that never answered: the first timeout, or two quick failures. One that has: three in a row;
    one that has often: as many as may be the fault of some of its pages.
    """
    made = lane()
    for moment, reason in enumerate(reasons):
        made.learn(reply(reason, failed=reason is S), moment, moment + 0.5)
    assert bool(made.given_up) == given_up
    assert not given_up or made.given_up.startswith("anybody ")


def test_failures_of_one_moment_are_one_failure():
    """Requests that left together and failed together say no more than one of them."""
    made = lane()
    for _ in range(10):
        made.learn(reply(Reason.REFUSED), started=0.0, now=1.0)
    assert not made.given_up
    made.learn(reply(Reason.REFUSED), started=1.0, now=2.0)
    assert made.given_up


def test_what_failed_may_rest_once_and_be_tried_alone():
    """After the rest one request decides: it opens the lane again, or closes it for good."""
    for reason, given_up in ((GOOD, False), (Reason.NOT_FOUND, False), (T, True), (R, True)):
        made = lane(at_once=3, waiting=5)
        made.learn(reply(T), 0.0, 1.0)
        assert made.given_up
        assert made.rest(1.0)
        assert not made.given_up
        assert made.due() > 1.0
        made.take(made.due())
        assert made.due() is None  # nothing leaves beside it
        made.in_flight -= 1
        made.learn(reply(reason), 4.0, 4.1)
        assert bool(made.given_up) == given_up
        assert made.on_trial == given_up
        assert not given_up or made.given_up.endswith(", again when it was tried later")
        assert not made.rest(4.1)


def test_who_asks_to_be_left_alone_is():
    made = lane(waiting=2)
    made.learn(reply(Reason.BLOCKED, stop="Go away."), 0.0, 1.0)
    assert not made.rest(1.0)
    made = lane(waiting=2)
    task = made.take(0.0)[0]
    assert not made.may_retry(task, 1000.0, 40.0)
    assert made.given_up
    assert not made.rest(1.0)


def test_where_nothing_waits_nothing_rests():
    made = lane()
    made.learn(reply(T), 0.0, 1.0)
    assert not made.rest(1.0)


def test_a_block_closes_the_lane_with_its_own_sentence():
    made = lane()
    made.learn(reply(Reason.BLOCKED, stop="Go away."), 0.0, 1.0)
    assert (made.given_up, made.blocked) == ("Go away.", "Go away.")


@pytest.mark.parametrize(
    ("tries", "reason", "pause", "again"),
    [
        (1, Reason.SERVER_ERROR, 1.0, True),
        (2, Reason.SERVER_ERROR, 1.0, True),
        (3, Reason.SERVER_ERROR, 1.0, False),
        (1, Reason.TIMEOUT, 1.0, True),
        (2, Reason.TIMEOUT, 1.0, False),
        (1, Reason.RATE_LIMITED, 40.0, True),
        (1, Reason.RATE_LIMITED, 41.0, False),
    ],
)
def test_who_is_asked_again(tries, reason, pause, again):
    task = Task(WORK, tries, last=Answer(WORK, Outcome.UNANSWERED, reason))
    assert lane().may_retry(task, pause, patience=40.0) == again


def test_patience_ends():
    made, task = lane(), Task(WORK, 1, last=Answer(WORK, Outcome.UNANSWERED, Reason.SERVER_ERROR))
    paused = 0
    while made.may_retry(task, 15.0, patience=40.0):
        made.retry(task, 15.0, now=100.0 * paused)
        paused += 1
    assert paused == 2
    assert not made.given_up


def test_pauses_of_one_moment_are_one_pause():
    made = lane()
    for _ in range(10):
        made.retry(Task(WORK), 15.0, now=0.0)
    assert (made.held_until, made.waited) == (15.0, 15.0)


@pytest.mark.parametrize(
    ("reason", "alive"),
    [
        (GOOD, True),
        (Reason.NOT_FOUND, True),
        (Reason.BLOCKED, True),
        (Reason.SERVER_ERROR, True),
        (Reason.CERTIFICATE, True),
        (T, False),
        (R, False),
        (N, False),
        (Reason.RESET, False),
        (Reason.PRIVATE, False),
        (Reason.NO_HOST, False),
        (Reason.SCHEME, False),
    ],
)
def test_signs_of_life(reason, alive):
    vitals = Vitals()
    assert vitals.hear(reply(reason).answers) == alive
    assert vitals.alive == alive


@pytest.mark.parametrize(
    ("lanes", "missed", "away"),
    [
        (1, [T], True),
        (2, [T], False),
        (2, [T, T], True),
        (50, [T, T], False),
        (50, [T, T, T], True),
        (1, [R], False),
        (50, [R] * 40, False),
        (50, [R] * 40 + [T], False),
        (50, [R, T, T, T], True),
    ],
)
def test_when_the_network_is_away(lanes, missed, away):
    vitals = Vitals()
    said = [vitals.miss(f"lane {number}", reply(reason).answers, lanes) for number, reason in enumerate(missed)]
    assert any(said) == away
    assert vitals.doubtful == (len(missed) >= 16)
