"""The best reading of all sites together: dynamic programming over the highest number cited so far.

The states after a site are the highest numbers cited up to there; each reading of the next site leads from a state to
another, at the worth of its place plus the worth of its numbers after that state (Viterbi, A. J.: Error bounds for
convolutional codes and an asymptotically optimum decoding algorithm, IEEE Trans. Inf. Theory 13 (1967), 260–269).
Only the best states are kept (a beam), so that time is linear in the number of sites.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crackcite.extract.candidates import Reading
from crackcite.extract.ledger import Ledger, State, classes

BEAM = 16
HOPELESS = -9.0  # a place so unlike a marker's that no number makes up for it
_FEW = 4  # states of which none is given up
_MARGIN = 12.0  # natural-log units below the best state at which a state is given up

GROUPS = {"flat": "f ", "round": "r "}
"""How much numbers say depends on the form: digits without any are often something else. Other forms: ``"x "``."""

_Trail = tuple["_Trail | None", Reading] | None
_NOWHERE: tuple[float, _Trail] = (-math.inf, None)


_States = dict[State, tuple[float, _Trail]]
Worths = dict[State, tuple[float, State]]


class Numbers:
    """What a reading's numbers are worth after a state, remembered."""

    def __init__(self, ledger: Ledger, weights: Mapping[str, float], *, ordered: bool) -> None:
        self._ledger, self._weights, self._ordered = ledger, weights, ordered
        self._known: dict[tuple[tuple[int, ...], str], Worths] = {}

    @property
    def start(self) -> State:
        """The state before the first marker."""
        return self._ledger.start

    def known(self, reading: Reading) -> Worths:
        """What is remembered of the reading's numbers; :meth:`worth` adds to it."""
        group = GROUPS.get(reading.family, "x ")
        return self._known.setdefault((reading.numbers, group), {})

    def worth(self, reading: Reading, state: State) -> tuple[float, State]:
        """The worth of a reading's numbers after ``state``, and the state then."""
        known = self.known(reading)
        return known.get(state) or self.learned(known, reading, state)

    def learned(self, known: Worths, reading: Reading, state: State) -> tuple[float, State]:
        """The same where it is not yet ``known``."""
        names, after = classes(reading.numbers, state, self._ledger, ordered=self._ordered)
        group = GROUPS.get(reading.family, "x ")
        worth = 0.0
        for name in names:
            worth += self._weights.get(group + name, 0.0)
        known[state] = found = worth, after
        return found


@dataclass(frozen=True, slots=True)
class Choice:
    """The readings of one site that are worth a thought, at least one; ``certain``: one of them it must be."""

    readings: list[Reading]
    certain: bool = False


def best_path(choices: Iterable[Choice], numbers: Numbers) -> tuple[list[Reading], float]:
    """The readings chosen, at most one of each choice, in order, and what they are worth in all."""
    states: _States = {numbers.start: (0.0, None)}
    for choice in choices:
        weighed = [(reading, reading.score, numbers.known(reading)) for reading in choice.readings]
        stay = {} if choice.certain else states
        floor = _floor(stay)
        arrived: _States = {}
        for state, (score, trail) in states.items():
            for reading, local, known in weighed:
                worth, after = known.get(state) or numbers.learned(known, reading, state)
                total = score + worth + local
                if total >= floor and total > (arrived.get(after) or stay.get(after) or _NOWHERE)[0]:
                    arrived[after] = (total, (trail, reading))
        if arrived:
            states = _pruned(stay | arrived)
    total, trail = max(states.values(), key=lambda state: state[0])
    chosen: list[Reading] = []
    while trail:
        trail, reading = trail
        chosen.append(reading)
    return chosen[::-1], total


def _floor(states: _States) -> float:
    """What a state must be worth not to be given up beside these; of a few none is."""
    return max([score for score, _ in states.values()]) - _MARGIN if len(states) >= _FEW else -math.inf


def _pruned(states: _States) -> _States:
    floor = _floor(states)
    kept = {state: best for state, best in states.items() if best[0] >= floor}
    if len(kept) > BEAM:
        kept = dict(sorted(kept.items(), key=lambda item: -item[1][0])[:BEAM])
    return kept
