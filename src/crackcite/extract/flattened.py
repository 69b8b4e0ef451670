"""Markers inferred for the article as a whole: superscripts that were flattened into the text, and all other forms.

Method. Every place that could be a marker is a site with its readings (``candidates``). A reading is worth the sum of
log-odds (``weights``) of what stands around it (``places``) and of what its numbers say after those already cited
(``ledger``); the best choice over the whole article is found by dynamic programming (``sequence``). Then the
article's habits, the share of its markers in each kind of place, are estimated from that choice and weigh the places
anew (a Dirichlet posterior mean; hard expectation–maximisation, Dempster, Laird & Rubin 1977), until nothing changes.
Articles whose sources are not in order of citation are read with numbers that need not ascend; which of the two an
article is, the better total decides.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crackcite.extract.candidates import Reading, Site
from crackcite.extract.ledger import Ledger
from crackcite.extract.sequence import HOPELESS, Choice, Numbers, best_path
from crackcite.extract.weights import WEIGHTS

_ROUNDS = 3
_USUAL = {"word": 0.5, "punct": 0.3, "close": 0.08, "digit": 0.03, "space": 0.06, "spacestop": 0.04}
_USUAL_WRITTEN = {"word": 0.3, "punct": 0.2, "close": 0.1, "space": 0.4, "spacestop": 0.05}
_USUAL_ELSE = 0.05
_STARTS = 3
_SPACED_START = 2.0  # the habit of a space before the marker, taken for granted where that form is tried alone
_HABIT_STRENGTH = 3.0  # how many markers the usual share of a kind of place is worth
_FAMILY_STRENGTH = 1.0  # the same for a form: an article has few


def _local(reading: Reading) -> float:
    extra = WEIGHTS.get("flaw", 0.0) if reading.flaw else 0.0
    return WEIGHTS["base"] + extra + sum(WEIGHTS.get(name, 0.0) for name in reading.features)


class Habits:
    """How much more, or less, often than usual an article's markers have a form and stand in a kind of place.

    Both are logarithms of a ratio of shares, held within bounds; with nothing known yet they are 0.
    """

    def __init__(self, markers: Iterable[Reading] = ()) -> None:
        readings = list(markers)
        self._families = Counter(reading.family for reading in readings)
        self._places = Counter((reading.family, reading.habit) for reading in readings)
        self._total = len(readings)
        self.key = frozenset(self._places.items())
        """Equal for articles with the same habits."""

    def family(self, reading: Reading, but: int = 0) -> float:
        """For the form. ``but`` markers of this form are left out of the count (where the weights are estimated, a
        marker must not vouch for itself).
        """
        if not self._total:
            return 0.0
        share = (max(0, self._families[reading.family] - but) + _FAMILY_STRENGTH * 0.3) / (
            max(0, self._total - but) + _FAMILY_STRENGTH
        )
        return max(-5.0, min(1.0, math.log(share / 0.3)))

    def place(self, reading: Reading, but: int = 0) -> float:
        """For the place among the markers of this form."""
        if not self._total:
            return 0.0
        table = _USUAL if reading.family == "flat" else _USUAL_WRITTEN
        usual = table.get(reading.habit.rpartition(":")[2], _USUAL_ELSE)
        count = max(0, self._places[reading.family, reading.habit] - but)
        share = (count + _HABIT_STRENGTH * usual) / (max(0, self._families[reading.family] - but) + _HABIT_STRENGTH)
        return max(-3.0, min(3.0, math.log(share / usual)))


@dataclass(frozen=True)
class Inferred:
    """The markers, in order, and the readings of bare digits that are nearly as likely as not."""

    chosen: tuple[Reading, ...]
    doubtful: tuple[Reading, ...] = ()


_Kind = tuple[str, str]  # the family and the habit of a reading: what the article's habits weigh


class _Places:
    """All readings of all sites with what they are worth by what stands around them."""

    def __init__(self, sites: Sequence[Site]) -> None:
        self._all = [
            (at, site.certain, reading, _local(reading), (reading.family, reading.habit))
            for at, site in enumerate(sites)
            for reading in site.readings
        ]
        self.kinds: dict[_Kind, Reading] = {kind: reading for _, _, reading, _, kind in self._all}
        self._known: dict[tuple[Numbers, frozenset[tuple[_Kind, int]]], tuple[list[Reading], float]] = {}

    def weighed(self, worths: Mapping[_Kind, float]) -> Iterator[tuple[int, bool, Reading]]:
        """The readings that may be markers where each kind of place is worth so much, with their score set.

        With each the index of its site, and whether the site is certain. Hopeless ones are left out.
        """
        for at, certain, reading, local, kind in self._all:
            score = local + worths[kind]
            if score > HOPELESS or certain:
                reading.score = score
                yield at, certain, reading

    def with_habits(self, habits: Habits) -> list[Choice]:
        """The choices in an article with these habits."""
        worths = {
            kind: WEIGHTS["family"] * habits.family(reading) + WEIGHTS["habit"] * habits.place(reading)
            for kind, reading in self.kinds.items()
        }
        choices: dict[int, Choice] = {}
        for at, certain, reading in self.weighed(worths):
            choices.setdefault(at, Choice([], certain)).readings.append(reading)
        return list(choices.values())

    def best(self, numbers: Numbers, habits: Habits) -> tuple[list[Reading], float]:
        """The best path with these habits, remembered: several starts soon come to the same habits."""
        key = (numbers, habits.key)
        if key not in self._known:
            self._known[key] = best_path(self.with_habits(habits), numbers)
        return self._known[key]


def infer(sites: Sequence[Site], ledger: Ledger) -> Inferred:
    """The markers among the sites, in order."""
    places = _Places(sites)
    ordered = Numbers(ledger, WEIGHTS, ordered=True)
    starts = [_settled(places, ordered, start) for start in _starts(places, ordered)]
    chosen, total = max(starts, key=lambda start: start[1], default=([], 0.0))
    unordered = Numbers(ledger, WEIGHTS, ordered=False)
    other, other_total = _settled(places, unordered, Habits(chosen), beat=total)
    numbers = ordered
    if other_total > total and _disordered(other):
        chosen, numbers = other, unordered
    return Inferred(tuple(chosen), tuple(_doubtful(places.with_habits(Habits(chosen)), chosen, numbers)))


def _disordered(chosen: Sequence[Reading]) -> bool:
    """Whether the numbers are plainly not first cited in ascending order."""
    first = list(dict.fromkeys(number for reading in chosen for number in reading.numbers))
    high, late = 0, 0
    for number in first:
        late += number < high
        high = max(high, number)
    return late * 5 > len(first)


_DOUBT = 0.7
"""In natural-log units: a reading within this of the alternative is likelier than it by two to one at most."""


def _doubtful(choices: Sequence[Choice], chosen: Sequence[Reading], numbers: Numbers) -> Iterator[Reading]:
    """The readings of bare digits, taken or not, whose worth after what was cited before them is next to nothing.

    A hopeless place is none of them: no number is worth so much that it comes near.
    """
    taken = {id(reading) for reading in chosen}
    state = numbers.start
    for choice in choices:
        best = next((reading for reading in choice.readings if id(reading) in taken), None)
        worths = [(numbers.worth(reading, state)[0] + reading.score, reading) for reading in choice.readings]
        worth, reading = max(worths, key=lambda pair: pair[0])
        if reading.family == "flat" and abs(worth) < _DOUBT and best in (None, reading):
            yield reading
        if best:
            state = numbers.worth(best, state)[1]


def _settled(places: _Places, numbers: Numbers, habits: Habits, beat: float = -math.inf) -> tuple[list[Reading], float]:
    """The choice after the article's habits have been learned, and its worth; given up where it is below ``beat``."""
    chosen: list[Reading] = []
    total = 0.0
    for _ in range(_ROUNDS):
        before, (chosen, total) = chosen, places.best(numbers, habits)
        if chosen == before or total < beat:
            break
        habits = Habits(chosen)
    return chosen, total


def _starts(places: _Places, numbers: Numbers) -> Iterator[Habits]:
    """The habits from which the search may start: each as if the article had markers of one form alone.

    An article has one way to cite as a rule; what else looks like a marker (points counted in brackets beside raised
    numbers) must not vote before that is known. Forms that find next to nothing alone are not tried.
    """
    worths = {
        (family, habit): WEIGHTS["family"] + WEIGHTS["habit"] * _SPACED_START * habit.startswith("space")
        for family, habit in places.kinds
    }
    forms: dict[str, dict[int, Choice]] = {}
    for at, _, reading in places.weighed(worths):
        choices = forms.setdefault(_form(reading), {})
        choices.setdefault(at, Choice([])).readings.append(reading)
    alone = sorted((best_path(only.values(), numbers) for only in forms.values()), key=lambda found: -found[1])
    tried = [chosen for chosen, total in alone[:_STARTS] if total > max(0.0, alone[0][1] / 4)]
    yield from (Habits(chosen) for chosen in tried)
    if len(alone) > 1 and _complementary(alone[0][0], alone[1][0]):
        yield Habits([*alone[0][0], *alone[1][0]])


def _form(reading: Reading) -> str:
    """The form of a reading; bare digits by whether a space stands before them."""
    spaced = reading.family == "flat" and reading.habit.startswith("space")
    return reading.family + " spaced" * spaced


def _complementary(main: Sequence[Reading], other: Sequence[Reading]) -> bool:
    """Whether a second form cites what the first leaves uncited: an article that mixes two ways of citing."""
    cited = {number for reading in main for number in reading.numbers}
    numbers = {number for reading in other for number in reading.numbers}
    return len(numbers) > 1 and len(numbers - cited) > 0.7 * len(numbers)
