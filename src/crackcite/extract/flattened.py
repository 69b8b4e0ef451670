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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crackcite.extract.candidates import Reading, Site
from crackcite.extract.ledger import Ledger
from crackcite.extract.sequence import Numbers, best_path
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


def infer(sites: Sequence[Site], ledger: Ledger) -> Inferred:
    """The markers among the sites, in order."""
    local = [[_local(reading) for reading in site.readings] for site in sites]
    ordered = Numbers(ledger, WEIGHTS, ordered=True)
    starts = [_settled(sites, local, ordered, start) for start in _starts(sites, local, ordered)]
    chosen, total = max(starts, key=lambda start: start[1], default=([], 0.0))
    unordered = Numbers(ledger, WEIGHTS, ordered=False)
    other, other_total = _settled(sites, local, unordered, Habits(chosen), beat=total)
    numbers = ordered
    if other_total > total and _disordered(other):
        chosen, numbers = other, unordered
    _weigh(sites, local, Habits(chosen))
    return Inferred(tuple(chosen), tuple(_doubtful(sites, chosen, numbers)))


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


def _doubtful(sites: Sequence[Site], chosen: Sequence[Reading], numbers: Numbers) -> Iterator[Reading]:
    """The readings of bare digits, taken or not, whose worth after what was cited before them is next to nothing."""
    taken = {id(reading) for reading in chosen}
    state = numbers.start
    for site in sites:
        best = next((reading for reading in site.readings if id(reading) in taken), None)
        worths = [(numbers.worth(reading, state)[0] + reading.score, reading) for reading in site.readings]
        worth, reading = max(worths, key=lambda pair: pair[0], default=(-math.inf, None))
        if reading and reading.family == "flat" and abs(worth) < _DOUBT and best in (None, reading):
            yield reading
        if best:
            state = numbers.worth(best, state)[1]


def _weigh(sites: Sequence[Site], local: Sequence[Sequence[float]], habits: Habits) -> None:
    """Set every reading's score: the worth of its place in an article with these habits."""
    known: dict[tuple[str, str], float] = {}
    for site, scores in zip(sites, local, strict=True):
        for reading, score in zip(site.readings, scores, strict=True):
            key = (reading.family, reading.habit)
            if key not in known:
                known[key] = WEIGHTS["family"] * habits.family(reading) + WEIGHTS["habit"] * habits.place(reading)
            reading.score = score + known[key]


def _settled(
    sites: Sequence[Site], local: Sequence[Sequence[float]], numbers: Numbers, habits: Habits, beat: float = -math.inf
) -> tuple[list[Reading], float]:
    """The choice after the article's habits have been learned, and its worth; given up where it is below ``beat``."""
    chosen: list[Reading] = []
    total = 0.0
    for _ in range(_ROUNDS):
        _weigh(sites, local, habits)
        before, (chosen, total) = chosen, best_path(sites, numbers)
        if chosen == before or total < beat:
            break
        habits = Habits(chosen)
    return chosen, total


def _starts(sites: Sequence[Site], local: Sequence[Sequence[float]], numbers: Numbers) -> Iterator[Habits]:
    """The habits from which the search may start: each as if the article had markers of one form alone.

    An article has one way to cite as a rule; what else looks like a marker (points counted in brackets beside raised
    numbers) must not vote before that is known. Forms that find next to nothing alone are not tried.
    """
    forms: dict[str, list[Site]] = {}
    for site, scores in zip(sites, local, strict=True):
        for reading, score in zip(site.readings, scores, strict=True):
            spaced = reading.habit.startswith("space")
            reading.score = score + WEIGHTS["family"] + WEIGHTS["habit"] * _SPACED_START * spaced
        for name, readings in _by_form(site).items():
            forms.setdefault(name, []).append(Site(site.start, site.end, readings))
    alone = sorted((best_path(only, numbers) for only in forms.values()), key=lambda found: -found[1])
    tried = [chosen for chosen, total in alone[:_STARTS] if total > max(0.0, alone[0][1] / 4)]
    yield from (Habits(chosen) for chosen in tried)
    if len(alone) > 1 and _complementary(alone[0][0], alone[1][0]):
        yield Habits([*alone[0][0], *alone[1][0]])


def _complementary(main: Sequence[Reading], other: Sequence[Reading]) -> bool:
    """Whether a second form cites what the first leaves uncited: an article that mixes two ways of citing."""
    cited = {number for reading in main for number in reading.numbers}
    numbers = {number for reading in other for number in reading.numbers}
    return len(numbers) > 1 and len(numbers - cited) > 0.7 * len(numbers)


def _by_form(site: Site) -> dict[str, list[Reading]]:
    """The readings of a site by form; bare digits by whether a space stands before them."""
    found: dict[str, list[Reading]] = {}
    for reading in site.readings:
        spaced = reading.family == "flat" and reading.habit.startswith("space")
        found.setdefault(reading.family + " spaced" * spaced, []).append(reading)
    return found
