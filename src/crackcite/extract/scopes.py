"""Which part of the text refers to which source list.

One list serves the whole text. Several lists with text between them serve each the text before it (sources at the end
of every section); of several that follow on one another (notes, then a bibliography) the first numbered one serves.
Where markup names the notes, note references refer to them and everything else to the other list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crackcite.extract.page import Found
from crackcite.model import Span

_TEXT_BETWEEN = 400  # characters of prose between two lists that make them lists of two sections
_TEXT_BETWEEN_ALIKE = 40  # the same where the second list stands under the same heading as the first


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the text, the index of the list that its markers refer to, and the numbers of that list."""

    span: Span
    section: int
    numbers: tuple[int, ...]


def scopes(found: Sequence[Found], length: int) -> list[Scope]:
    """The scopes of a text of ``length`` characters, in order; one without numbers where no list is numbered."""
    numbered = [at for at, each in enumerate(found) if each.numbered and not each.notes]
    numbered = numbered or [at for at, each in enumerate(found) if each.numbered]
    serving: list[int] = []
    for at in numbered:
        if not serving or _apart(found[serving[-1]], found[at]):
            serving.append(at)
    if not serving:
        return [Scope(Span(0, length), 0, ())]
    edges = [0, *(found[at].extent.end for at in serving[:-1]), length]
    return [Scope(Span(edges[index], edges[index + 1]), at, _numbers(found[at])) for index, at in enumerate(serving)]


def _apart(before: Found, after: Found) -> bool:
    """Whether so much text stands between two lists that they are lists of two sections."""
    titles = [each.heading.text.casefold() if each.heading else "" for each in (before, after)]
    enough = _TEXT_BETWEEN_ALIKE if titles[0] == titles[1] != "" else _TEXT_BETWEEN
    return after.extent.start - before.extent.end > enough


def _numbers(found: Found) -> tuple[int, ...]:
    return tuple(entry.number for entry in found.entries if entry.number is not None)
