"""The numbers of a marker that markup cuts into pieces: each with its link, which goes where its number goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from crackcite.extract.numerals import DASHES, ascii_digits
from crackcite.fixes.renumber.ground import Ground
from crackcite.fixes.renumber.habits import Habit, group_of, rows
from crackcite.fixes.renumber.links import anchors, replacements
from crackcite.fixes.renumber.order import Order
from crackcite.fixes.renumber.problems import UncertainError
from crackcite.model import Article, Edit, Marker, Span, say
from crackcite.readers.tree import Element

_NUMBER = re.compile(r"[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_DASH = re.compile(rf"[{re.escape(DASHES)}]")
_WRAPPERS = frozenset({"a", "sup", "span", "w:hyperlink"})
_IDENTITY = re.compile(r"""\s(?:id|name)=(?:"[^"]*"|'[^']*')""")


def unwritable(article: Article, marker: Marker) -> UncertainError:
    """A marker cannot be written again."""
    line = article.document.position(marker.span.start).line
    return UncertainError(
        say("the marker “{marker}” on line {line} cannot be written anew with certainty", marker=marker.text, line=line)
    )


@dataclass(frozen=True, slots=True)
class Unit:
    """A number of a marker in the source with the markup that is its own (a link), and where in it the digits are."""

    span: Span
    digits: Span

    def says(self, source: str, number: int) -> str:
        """The unit with another number."""
        return source[self.span.start : self.digits.start] + str(number) + source[self.digits.end : self.span.end]


class Units:
    """The units of the markers of one list. ``outer``: with all markup that is a number's own, not its link alone."""

    def __init__(self, article: Article, order: Order, on: Ground) -> None:
        self._article, self._order, self.on = article, order, on
        self._samples: dict[tuple[int, bool], Unit] = {}
        self._renamed = replacements(article, order)

    def rewritten(self, marker: Marker, group: Span, new: Sequence[int], habit: Habit) -> Edit:
        """The edit of one marker: the units that it has, in the order of their new numbers; those that it lacks, as
        another marker has them. Raises UncertainError where there is no way to write it.
        """
        ways = [(outer, self._units(group, outer=outer)) for outer in (False, True)]
        if not ways[0][1]:
            raise unwritable(self._article, marker)
        outer, found = next((way for way in ways if not any("<" in one for one in self._betweens(way[1]))), ways[0])
        betweens = self._betweens(found)
        comma = next((between for between in betweens if not _DASH.search(_shown(between))), habit.comma)
        dash = next((between for between in betweens if _DASH.search(_shown(between))), habit.dash)
        own = dict(zip((self._new(n) for n in self._numbers(group)), found, strict=True))
        pieces = [
            dash.join(self._unit(own, number, marker, outer=outer) for number in dict.fromkeys(ends))
            for ends in rows(new, habit.row)
        ]
        return Edit(Span(found[0].span.start, found[-1].span.end), self._kept(comma.join(pieces)))

    def _betweens(self, units: Sequence[Unit]) -> list[str]:
        return [self.on.source[a.span.end : b.span.start] for a, b in pairwise(units)]

    def _new(self, number: int) -> int:
        return self._order.numbers[self._order.target[number]]

    def _unit(self, own: dict[int, Unit], number: int, marker: Marker, *, outer: bool) -> str:
        if number in own:
            return own[number].says(self.on.source, number)
        if all(unit.span == unit.digits for unit in own.values()):
            return str(number)
        sample = self._sample(number, outer=outer)
        said = sample.says(self.on.source, number) if sample else self._led(own, number)
        if not said:
            raise unwritable(self._article, marker)
        return _IDENTITY.sub("", said)

    def _led(self, own: dict[int, Unit], number: int) -> str:
        """A unit like one of the marker's own with the link to another source; empty where there is no way to tell."""
        for known, unit in own.items():
            said = unit.says(self.on.source, number)
            for name in self._anchors(known):
                for other in self._anchors(number):
                    if re.sub(r"\d+", "", other) == re.sub(r"\d+", "", name) and f"#{name}" in said:
                        return re.sub(rf"#{re.escape(name)}(?![\w.-])", f"#{other}", said)
        return ""

    def _kept(self, said: str) -> str:
        """Markup with its links to entries that disappear led to those that stay."""
        for old, new in self._renamed.items():
            said = re.sub(rf"#{re.escape(old)}(?=[\"'\s>)])", f"#{new}", said)
        return said

    def _anchors(self, number: int) -> list[str]:
        return anchors(self._article, self._article.references[self._order.entries[number - 1]])

    def _sample(self, number: int, *, outer: bool) -> Unit | None:
        """The unit of another marker that cites the same source."""
        if not self._samples:
            for marker in self._article.markers:
                place = group_of(marker) if marker.section == self._order.section else None
                if place:
                    group = Span(marker.span.start + place[0], marker.span.start + place[1])
                    self._collect(group)
        return self._samples.get((number, outer))

    def _collect(self, group: Span) -> None:
        for outer in (False, True):
            for number, unit in zip(self._numbers(group), self._units(group, outer=outer), strict=False):
                self._samples.setdefault((self._new(number), outer), unit)

    def _numbers(self, group: Span) -> list[int]:
        return [int(ascii_digits(match[0])) for match in self._matches(group)]

    def _matches(self, group: Span) -> list[re.Match[str]]:
        return list(_NUMBER.finditer(self.on.document.text, group.start, group.end))

    def _units(self, group: Span, *, outer: bool) -> list[Unit]:
        """The units of a marker's numbers; none where one does not stand in the source as it is read."""
        found = []
        for match in self._matches(group):
            digits = self.on.exact(Span(*match.span()))
            if digits is None or not match[0].isascii():
                return []
            found.append(digits)
        return [Unit(self._own_markup(digits, outer=outer), digits) for digits in found]

    def _own_markup(self, digits: Span, *, outer: bool) -> Span:
        """A number with the elements around it that hold nothing else."""
        if self.on.root is None:
            return _markdown_link(self.on.source, digits)
        around = [e for e in _around(self.on.root, digits) if e.name in _WRAPPERS]
        around = [e for e in around if e.text().strip() == digits.of(self.on.source)]
        chosen = around if outer else [e for e in around if e.name in {"a", "w:hyperlink"}]
        return Span(chosen[0].start, chosen[0].end) if chosen else digits


def _around(root: Element, place: Span) -> Iterator[Element]:
    """The elements around a place, the outermost first."""
    element: Element | None = root
    while element is not None:
        element = next((e for e in element.elements if e.start <= place.start and place.end <= e.end), None)
        if element is not None:
            yield element


def _shown(markup: str) -> str:
    """What markup between two numbers shows."""
    return unescape(re.sub(r"<[^>]*>", "", markup))


_TARGET = r"\((?:[^()\s]|\([^()\s]*\))*\)"
_LINKED = re.compile(rf"\[(?:\\\[(?P<escaped>[0-9]+)\\\]|\[(?P<double>[0-9]+)\]|(?P<plain>[0-9]+))\]{_TARGET}")


def _markdown_link(source: str, digits: Span) -> Span:
    """A number with the Markdown link or the inline HTML link that it is the text of."""
    for start in range(digits.start - 1, max(-1, digits.start - 4), -1):
        match = _LINKED.match(source, start)
        if match and match.span(match.lastgroup or 0) == (digits.start, digits.end):
            return Span(*match.span())
    tag = re.compile(r"<a\b[^<>]*>$").search(source[max(0, digits.start - 300) : digits.start])
    if tag and source.startswith("</a>", digits.end):
        return Span(digits.start - len(tag[0]), digits.end + 4)
    return digits
