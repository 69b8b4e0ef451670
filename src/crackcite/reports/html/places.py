"""Many spans, asked quickly which of them lie over a place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from crackcite.model import Span

Thing = TypeVar("Thing")


class Places(Generic[Thing]):
    """Things with their spans, in order of their start. Empty spans lie over what begins or ends where they stand."""

    def __init__(self, things: Iterable[tuple[Span, Thing]]) -> None:
        self._things = sorted(things, key=lambda pair: (pair[0].start, -pair[0].end))
        self._starts = [span.start for span, _ in self._things]
        self._longest = max((span.end - span.start for span, _ in self._things), default=0)

    def over(self, span: Span) -> Iterator[tuple[Span, Thing]]:
        """What shares at least one character with ``span``, or is empty and lies in it."""
        for at in range(bisect_left(self._starts, span.start - self._longest), len(self._things)):
            place, thing = self._things[at]
            if place.start > span.end:
                return
            if place.overlaps(span) or (place.start == place.end and span.start <= place.start):
                yield place, thing

    def at(self, offset: int) -> Thing | None:
        """The innermost thing that covers the character at ``offset``."""
        covering = [thing for place, thing in self.over(Span(offset, offset + 1)) if place.start <= offset < place.end]
        return covering[-1] if covering else None

    def starting(self, span: Span) -> Thing | None:
        """A thing that begins within ``span``."""
        return next((thing for place, thing in self.over(span) if span.start <= place.start < span.end), None)
