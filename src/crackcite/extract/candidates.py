"""Every place of the prose where digits could be a citation marker, with every way to read them.

A *site* is one cluster of digits (``200718``, ``4.2,21``, ``[4–7]``); a *reading* is one choice of the digits that are
a marker. The readings of a site exclude each other, and all of them may be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crackcite.extract.numerals import numerals
from crackcite.model import Form, Span
from crackcite.patterns import lazy

LONGEST_NUMBER = 4
_MOST_PIECES = 8  # in a longer cluster only the whole and its tails are read

_GAP = "[ \u00a0\u2009\u202f\u200a]?"
_SEPARATOR = rf"{_GAP}(?:[,;˒][,;]?|[-‐‑‒–−]){_GAP}"
_NUMBER = lazy("[0-9]+")
CLUSTER = lazy(rf"[0-9]+(?:{_SEPARATOR}[0-9]+)*")


@dataclass(slots=True)
class Reading:
    """One way to read a site: these digits are a marker with these numbers."""

    start: int
    end: int
    numbers: tuple[int, ...]
    form: Form
    flaw: str = ""
    family: str = "flat"
    habit: str = ""
    features: tuple[str, ...] = ()
    whole: bool = True
    score: float = 0.0

    @property
    def span(self) -> Span:
        """The digits that are the marker, with their brackets."""
        return Span(self.start, self.end)


@dataclass(slots=True)
class Site:
    """A cluster of digits and its readings; ``certain`` where markup says that it is a marker."""

    start: int
    end: int
    readings: list[Reading] = field(default_factory=list)
    certain: bool = False


def flattened_sites(text: str, prose: Iterable[Span], taken: Iterable[Span]) -> Iterator[Site]:
    """The sites of bare digits in the prose, apart from the places already taken; both in ascending order."""
    blocked = sorted(taken)
    at = 0
    for area in prose:
        for match in CLUSTER.finditer(text, area.start, area.end):
            while at < len(blocked) and blocked[at].end <= match.start():
                at += 1
            if at < len(blocked) and blocked[at].start < match.end():
                continue
            site = Site(match.start(), match.end(), list(_readings(text, match.start(), match.end())))
            if site.readings:
                yield site


def _readings(text: str, start: int, end: int) -> Iterator[Reading]:
    """The readings of one cluster: where the marker may start, and where it may end."""
    pieces = [(match.start(), match.end()) for match in _NUMBER.finditer(text, start, end)]
    starts = [(0, at) for at in _starts_within(*pieces[0])]
    starts += [(index, piece[0]) for index, piece in enumerate(pieces[1 : 2 * _MOST_PIECES], 1)]
    for index, first in starts:
        stops = pieces[index:] if len(pieces) <= _MOST_PIECES else pieces[-1:]
        for _, last in stops:
            reading = _reading(text, first, last)
            if reading:
                reading.whole = first == start and last == end
                yield reading


def _starts_within(start: int, end: int) -> Iterator[int]:
    """The offsets in a run of digits at which a marker may start: its beginning, or after a glued number."""
    if end - start <= LONGEST_NUMBER:
        yield start
    if end - start <= 9:
        yield from range(max(start + 1, end - 3), end)


def _reading(text: str, start: int, end: int) -> Reading | None:
    written = text[start:end]
    if written[0] == "0" and len(written) > 1:
        return None
    read = numerals(written)
    if any(number >= 10**LONGEST_NUMBER for number in read.numbers):
        return None
    return Reading(start, end, read.numbers, Form.FLATTENED, read.flaw)
