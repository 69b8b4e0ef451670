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
from collections.abc import Sequence

from crackcite.extract.candidates import Reading, Site
from crackcite.extract.ledger import Ledger
from crackcite.extract.sequence import Numbers, best_path
from crackcite.extract.weights import BASE, HABIT, WEIGHTS

_ROUNDS = 4
_PRIOR = {
    "word": 0.35,
    "punct": 0.25,
    "close": 0.06,
    "digit": 0.02,
    "space": 0.03,
    "spacestop": 0.01,
    "start": 0.005,
    "other": 0.005,
    "square": 0.1,
    "round": 0.06,
    "raised": 0.1,
    "note": 0.1,
    "caret": 0.1,
    "tag": 0.1,
    "tex": 0.1,
    "math": 0.05,
}
_STRENGTH = 3.0  # how many markers the prior is worth


def _prior(habit: str) -> float:
    return _PRIOR.get(habit, 0.2)


def _local(reading: Reading) -> float:
    if not reading.features:
        return reading.score
    extra = WEIGHTS.get("flaw", 0.0) if reading.flaw else 0.0
    return BASE + extra + sum(WEIGHTS.get(name, 0.0) for name in reading.features)


def _habits(chosen: Sequence[Reading]) -> dict[str, float]:
    """How much more (or less) often than usual this article's markers stand in each kind of place, as a logarithm."""
    counts = Counter(reading.habit for reading in chosen)
    total = sum(counts.values())
    known = set(_PRIOR) | set(counts)
    return {
        habit: max(
            -3.5, min(1.0, math.log((counts[habit] + _STRENGTH * _prior(habit)) / (total + _STRENGTH) / _prior(habit)))
        )
        for habit in known
    }


def infer(sites: Sequence[Site], ledger: Ledger) -> list[Reading]:
    """The markers among the sites, in order."""
    local = [[_local(reading) for reading in site.readings] for site in sites]
    best: list[Reading] = []
    best_total = -math.inf
    for ordered in (True, False):
        chosen, total = _settled(sites, local, Numbers(ledger, WEIGHTS, ordered=ordered))
        if total > best_total:
            best, best_total = chosen, total
    return best


def _settled(sites: Sequence[Site], local: Sequence[Sequence[float]], numbers: Numbers) -> tuple[list[Reading], float]:
    """The choice after the article's habits have been learned, and its worth."""
    habits: dict[str, float] = {}
    chosen: list[Reading] = []
    total = 0.0
    for _ in range(_ROUNDS):
        for site, scores in zip(sites, local, strict=True):
            for reading, score in zip(site.readings, scores, strict=True):
                reading.score = score + HABIT * habits.get(reading.habit, 0.0)
        before, (chosen, total) = chosen, best_path(sites, numbers)
        if chosen == before:
            break
        habits = _habits(chosen)
    return chosen, total
