"""What a number says: whether it is the one expected next, a repeat, a leap ahead, or one that no source has.

Sources numbered in order of citation are first cited 1, 2, 3 …; a marker may at any time name a source again. So all
that need be known of the past is the highest number cited so far, and the one that was passed over on the way there:
two numbers that changed places are a common slip, and no reason to doubt that both are markers. Nor is a number just
beyond the list that stands where the next one was due, when the one after follows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

State = tuple[int, int]
"""The highest number cited so far, and the one passed over on the last step to it (0: none)."""

_SLIP = -1
"""In place of the number passed over: a number just beyond the list was cited, perhaps in place of the next one."""

_GOES_ON = 3  # a list that begins at 2 or 3 has rather lost its first entries


class Ledger:
    """The numbers that a source list has. Without a list every number may be."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self.numbers = sorted(set(numbers))
        self.top = self.numbers[-1] if self.numbers else 0
        self._known = frozenset(self.numbers)

    @property
    def start(self) -> State:
        """The state before the first marker; a list that goes on where another stopped expects its own first number."""
        return (self.numbers[0] - 1, 0) if self.numbers and self.numbers[0] > _GOES_ON else (0, 0)

    def skipped(self, high: int, number: int) -> int:
        """How many listed sources are passed over where ``number`` is cited after ``high``."""
        if not self.numbers:
            return number - high - 1
        between = bisect_right(self.numbers, number - 1) - bisect_right(self.numbers, high)
        return min(between, number - high - 1)

    def over(self, number: int) -> bool:
        """Whether the number lies beyond the list."""
        return bool(self.numbers) and number > self.top


@cache
def _size(number: int) -> str:
    return "1" if number < 4 else "4" if number < 10 else "10" if number < 100 else "100"


def _leap(skipped: int) -> str:
    return "1" if skipped < 2 else "2" if skipped < 4 else "4" if skipped < 10 else "10"


def _beyond(number: int, ledger: Ledger) -> str:
    far = number - ledger.top
    return "near" if far < 10 else "some" if far <= max(50, ledger.top) and number < 1000 else "far"


def classes(numbers: Sequence[int], state: State, ledger: Ledger, *, ordered: bool) -> tuple[tuple[str, ...], State]:
    """The features of a marker's numbers after ``state``, and the state with them."""
    if not numbers:
        return ("none",), state
    first = numbers[0]
    name = _class(first, state, ledger, ordered=ordered)
    after = _after(first, state, name)
    if len(numbers) == 1:
        return (name,), after
    consecutive = len(numbers) > 2 and all(b == a + 1 for a, b in pairwise(numbers))
    if consecutive and ledger.over(numbers[-1]) and not ledger.over(first):
        return (name, "run:over"), after
    if consecutive:
        top = after[0] if ledger.over(numbers[-1]) else max(after[0], numbers[-1])
        return (name, "run" if len(numbers) < 12 else "run:long"), (top, after[1] if top == after[0] else 0)
    found, after = _rest(numbers, after, ledger, ordered=ordered)
    return (name, *found), after


def _after(number: int, state: State, name: str) -> State:
    """The state after a number of the class ``name``."""
    high, _ = state
    if name.startswith("over"):
        return (high, _SLIP) if name == "over:near" else state
    if name == "fill":
        return high, 0
    if name == "leap:1":
        return number, number - 1
    return (number, 0) if number > high else state


def _rest(numbers: Sequence[int], state: State, ledger: Ledger, *, ordered: bool) -> tuple[list[str], State]:
    """The features of the numbers after the first (each kind counts once), and the state with them."""
    kinds = set()
    high, hole = state
    for before, number in pairwise(numbers):
        if number <= before:
            kinds.add("then:down")
        elif ledger.over(number):
            kinds.add("then:over" if _beyond(number, ledger) == "near" else "then:far")
        elif not ordered or number <= high:
            kinds.add("then:again")
        else:
            skipped = ledger.skipped(high, number)
            kinds.add("then:next" if skipped == 0 else "then:leap" + _leap(skipped))
            high, hole = number, 0
    return sorted(kinds), (high, hole)


def _class(number: int, state: State, ledger: Ledger, *, ordered: bool) -> str:
    if number == 0:
        return "zero"
    if ledger.over(number):
        return "over:" + _beyond(number, ledger)
    if not ordered:
        return "any:" + _size(number)
    high, hole = state
    if number == hole:
        return "fill"
    if number <= high:
        return "again:" + _size(number)
    skipped = ledger.skipped(high, number)
    if skipped == 0 or (skipped == 1 and hole == _SLIP):
        return "next:" + _size(number)
    return "leap:" + _leap(skipped)
