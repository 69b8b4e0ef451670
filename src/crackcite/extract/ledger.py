"""What a number says: whether it is the one expected next, a repeat, a leap ahead, or one that no source has.

Sources numbered in order of citation are first cited 1, 2, 3 …; a marker may at any time name a source again. So the
highest number cited so far is all that need be known of the past.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache


class Ledger:
    """The numbers that a source list has. Without a list every number may be."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self.numbers = sorted(set(numbers))
        self.top = self.numbers[-1] if self.numbers else 0
        self._known = frozenset(self.numbers)

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


def classes(numbers: Sequence[int], high: int, ledger: Ledger, *, ordered: bool) -> tuple[tuple[str, ...], int]:
    """The features of a marker's numbers after ``high``, and the highest number cited with them."""
    if not numbers:
        return ("none",), high
    first = numbers[0]
    found = [_class(first, high, ledger, ordered=ordered)]
    top = high if ledger.over(first) else max(high, first)
    consecutive = len(numbers) > 2 and all(b == a + 1 for a, b in zip(numbers, numbers[1:], strict=False))
    if consecutive and ledger.over(numbers[-1]) and not ledger.over(first):
        found.append("run:over")
    elif consecutive:
        found.append("run" if len(numbers) < 12 else "run:long")
        top = top if ledger.over(numbers[-1]) else max(top, numbers[-1])
    else:
        top = _rest(numbers, top, ledger, found, ordered=ordered)
    return tuple(found), top


def _rest(numbers: Sequence[int], top: int, ledger: Ledger, found: list[str], *, ordered: bool) -> int:
    """Add the features of the numbers after the first; each kind counts once."""
    kinds = set()
    for before, number in zip(numbers, numbers[1:], strict=False):
        if number <= before:
            kinds.add("then:down")
        elif ledger.over(number):
            kinds.add("then:over" if _beyond(number, ledger) == "near" else "then:far")
        elif not ordered or number <= top:
            kinds.add("then:again")
        else:
            skipped = ledger.skipped(top, number)
            kinds.add("then:next" if skipped == 0 else "then:leap" + _leap(skipped))
            top = number
    found.extend(sorted(kinds))
    return top


def _class(number: int, high: int, ledger: Ledger, *, ordered: bool) -> str:
    if number == 0:
        return "zero"
    if ledger.over(number):
        return "over:" + _beyond(number, ledger)
    if not ordered:
        return "any:" + _size(number)
    if number <= high:
        return "again:" + _size(number)
    skipped = ledger.skipped(high, number)
    return "next:" + _size(number) if skipped == 0 else "leap:" + _leap(skipped)
