"""The markers in the source with their new numbers, each written as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crackcite.fixes.renumber.entries import NOTE
from crackcite.fixes.renumber.ground import Ground
from crackcite.fixes.renumber.habits import Habit, group_of, habits, kind_of, written
from crackcite.fixes.renumber.order import Order
from crackcite.fixes.renumber.problems import UncertainError
from crackcite.fixes.renumber.units import Units, unwritable
from crackcite.model import Article, Edit, Form, Marker, Span, say

_LABEL = re.compile(r"[^\s\[\]^]+")


def marker_edits(article: Article, order: Order, on: Ground) -> Iterator[Edit]:
    """The edits of the markers of one list. Raises UncertainError where a marker cannot be written again."""
    own = [marker for marker in article.markers if marker.section == order.section]
    known = habits(own)
    units = Units(article, order, on)
    for marker in own:
        if any(order.numbers[order.target[number]] != number for number in marker.numbers) or order.renames(marker):
            yield from _edits(article, order, marker, known.get(kind_of(marker)), units)


def _edits(article: Article, order: Order, marker: Marker, habit: Habit | None, units: Units) -> Iterator[Edit]:
    on, place, new = units.on, group_of(marker), order.new(marker)
    if marker.form is Form.FOOTNOTE and on.document.format == "markdown" and (label := _label(marker, on)):
        yield Edit(label, _renamed(article, order, label.of(on.source), new[0], on))
        return
    if place is None or habit is None:
        raise unwritable(article, marker)
    group = Span(marker.span.start + place[0], marker.span.start + place[1])
    exact = on.exact(group)
    if exact is None:
        yield units.rewritten(marker, group, new, habit)
    elif new != list(marker.numbers):
        yield Edit(exact, written(new, group.of(article.document.text), habit))


def _renamed(article: Article, order: Order, label: str, number: int, on: Ground) -> str:
    """The label of the note that a Markdown reference is to name: its new number, or the name that it has."""
    if label.isdecimal():
        return str(number)
    note = article.references[order.entries[number - 1]]
    at = on.document.source_offset(note.span.start)
    match = NOTE.match(on.source, on.source.rfind("\n", 0, at) + 1)
    if match is None:
        raise UncertainError(say("notes with names get their numbers when the file is rendered: merge them by hand"))
    return match["label"]


def _label(marker: Marker, on: Ground) -> Span | None:
    """Where the label of a Markdown footnote's reference stands."""
    at = on.document.source_offset(marker.span.start)
    match = _LABEL.match(on.source, at)
    return Span(*match.span()) if match and on.source[at - 2 : at] == "[^" else None
