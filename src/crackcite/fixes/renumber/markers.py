"""The markers in the source with their new numbers, each written as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crackcite.extract.numerals import ascii_digits
from crackcite.fixes.renumber.ground import Ground
from crackcite.fixes.renumber.habits import Habit, group_of, habits, kind_of, rows, written
from crackcite.fixes.renumber.order import Order
from crackcite.fixes.renumber.problems import UncertainError
from crackcite.model import Article, Edit, Form, Marker, Span, say
from crackcite.readers.tree import Element

_LABEL = re.compile(r"[^\s\[\]^]+")
_NUMBER = re.compile(r"[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def marker_edits(article: Article, order: Order, on: Ground) -> Iterator[Edit]:
    """The edits of the markers of one list. Raises UncertainError where a marker cannot be written again."""
    own = [marker for marker in article.markers if marker.section == order.section]
    known = habits(own)
    units = _Units(article, order, on)
    for marker in own:
        new = order.new(marker)
        if new == list(marker.numbers):
            continue
        yield _edit(article, marker, new, known.get(kind_of(marker)), units)


def _edit(article: Article, marker: Marker, new: list[int], habit: Habit | None, units: _Units) -> Edit:
    on, place = units.on, group_of(marker)
    if marker.form is Form.FOOTNOTE and on.document.format == "markdown" and (label := _label(marker, on)):
        if not label.of(on.source).isdecimal():
            raise UncertainError(
                say("notes with names get their numbers when the file is rendered: merge them by hand")
            )
        return Edit(label, str(new[0]))
    if place is None or habit is None:
        raise _unwritable(article, marker)
    group = Span(marker.span.start + place[0], marker.span.start + place[1])
    exact = on.exact(group)
    if exact is not None:
        return Edit(exact, written(new, group.of(article.document.text), habit))
    return units.rewritten(marker, group, new, habit)


def _label(marker: Marker, on: Ground) -> Span | None:
    """Where the label of a Markdown footnote's reference stands."""
    at = on.document.source_offset(marker.span.start)
    match = _LABEL.match(on.source, at)
    return Span(*match.span()) if match and on.source[at - 2 : at] == "[^" else None


def _unwritable(article: Article, marker: Marker) -> UncertainError:
    line = article.document.position(marker.span.start).line
    return UncertainError(
        say("the marker “{marker}” on line {line} cannot be written anew with certainty", marker=marker.text, line=line)
    )


@dataclass(frozen=True, slots=True)
class _Unit:
    """A number of a marker in the source with the markup that is its own (a link), and where in it the digits are."""

    span: Span
    digits: Span

    def says(self, source: str, number: int) -> str:
        return source[self.span.start : self.digits.start] + str(number) + source[self.digits.end : self.span.end]


class _Units:
    """The numbers of markers that markup cuts into pieces: each with its link, which goes where its number goes."""

    def __init__(self, article: Article, order: Order, on: Ground) -> None:
        self._article, self._order, self.on = article, order, on
        self._samples: dict[int, _Unit] | None = None

    def rewritten(self, marker: Marker, group: Span, new: Sequence[int], habit: Habit) -> Edit:
        """The edit of one marker: the units that it has, in the order of their new numbers; those that it lacks, as
        another marker has them.
        """
        found = self._units(group)
        if not found:
            raise _unwritable(self._article, marker)
        numbers = self._written_numbers(group)
        own = {self._order.numbers[self._order.target[n]]: unit for n, unit in zip(numbers, found, strict=True)}
        source, pieces = self.on.source, list[str]()
        betweens = [source[a.span.end : b.span.start] for a, b in pairwise(found)]
        comma = next((b for b in betweens if not re.search(r"[-‐‑‒–—−⁻]", b)), habit.comma)
        dash = next((b for b in betweens if re.search(r"[-‐‑‒–—−⁻]", b)), habit.dash)
        if any("<" in between for between in betweens):
            raise _unwritable(self._article, marker)
        for first, last in rows(new, habit.row):
            ends = [first] if first == last else [first, last]
            pieces.append(dash.join(self._unit(own, n, marker) for n in ends))
        return Edit(Span(found[0].span.start, found[-1].span.end), comma.join(pieces))

    def _unit(self, own: dict[int, _Unit], number: int, marker: Marker) -> str:
        unit = own.get(number) or self._sample(number)
        if unit is None:
            raise _unwritable(self._article, marker)
        said = unit.says(self.on.source, number)
        return said if number in own else re.sub(r"""\s(?:id|name)=(?:"[^"]*"|'[^']*')""", "", said)

    def _sample(self, number: int) -> _Unit | None:
        """The unit of another marker that cites the same source."""
        if self._samples is None:
            self._samples = {}
            for marker in self._article.markers:
                place = group_of(marker) if marker.section == self._order.section else None
                if place is None:
                    continue
                group = Span(marker.span.start + place[0], marker.span.start + place[1])
                for n, unit in zip(self._written_numbers(group), self._units(group), strict=False):
                    self._samples.setdefault(self._order.numbers[self._order.target[n]], unit)
        return self._samples.get(number)

    def _written_numbers(self, group: Span) -> list[int]:
        return [int(ascii_digits(match[0])) for match in self._matches(group)]

    def _matches(self, group: Span) -> list[re.Match[str]]:
        return list(_NUMBER.finditer(self.on.document.text, group.start, group.end))

    def _units(self, group: Span) -> list[_Unit]:
        """The units of a marker's numbers; none where one does not stand in the source as it is read."""
        found = []
        for match in self._matches(group):
            digits = self.on.exact(Span(*match.span()))
            if digits is None or not match[0].isascii():
                return []
            found.append(digits)
        edges = [digits.start for digits in found]
        return [_Unit(self._own_markup(digits, edges), digits) for digits in found]

    def _own_markup(self, digits: Span, others: Sequence[int]) -> Span:
        """A number with the elements around it that hold nothing else of the marker; in Word, the runs stay."""
        root = self.on.root
        if self.on.document.format == "markdown":
            return _markdown_link(self.on.source, digits)
        element: Element | None = root if self.on.document.format == "html" else None
        while element is not None:
            inner = next((e for e in element.elements if e.start <= digits.start and digits.end <= e.end), None)
            if inner is None:
                return digits
            alone = sum(inner.start <= other < inner.end for other in others) == 1
            if (
                alone
                and inner.name in {"a", "sup", "span"}
                and inner.text().strip("[]() ,;") == digits.of(self.on.source)
            ):
                return Span(inner.start, inner.end)
            element = inner
        return digits


_LINKED = re.compile(r"\\?\[(?:\\?\[)?(?P<digits>[0-9]+)(?:\\?\])?\]\((?:[^()\s]|\([^()\s]*\))*\)")


def _markdown_link(source: str, digits: Span) -> Span:
    """A number with the Markdown link or the inline HTML link that it is the text of."""
    for start in range(max(0, digits.start - 4), digits.start):
        match = _LINKED.match(source, start)
        if match and match.span("digits") == (digits.start, digits.end):
            return Span(*match.span())
    tag = re.compile(r"<a\b[^<>]*>$").search(source[max(0, digits.start - 300) : digits.start])
    if tag and source.startswith("</a>", digits.end):
        return Span(digits.start - len(tag[0]), digits.end + 4)
    return digits
