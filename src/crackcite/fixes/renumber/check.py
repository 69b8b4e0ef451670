"""The proof: the file, read again, says the same with other numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from crackcite.fixes.renumber.links import anchors
from crackcite.fixes.renumber.order import Order
from crackcite.fixes.renumber.problems import UncertainError
from crackcite.model import Article, Evidence, HintKind, Marker, Span, say
from crackcite.rules.duplicates import identities

_MENDED = ("CC103", "CC104", "CC105")


def prove(before: Article, after: Article, orders: Sequence[Order], *, merge: bool) -> None:
    """Raise UncertainError unless every marker still names the same sources, the lists are in order, links within the
    document lead where they led, and all other text is the same.
    """
    by_section = {order.section: order for order in orders}
    problem = (
        _markers(before, after, by_section)
        or _lists(before, after, by_section)
        or _prose(before, after)
        or _links(before, after, by_section)
        or _rules(after, by_section, merge)
    )
    if problem:
        raise UncertainError(problem)


def cited(article: Article, marker: Marker) -> list[str]:
    """The texts of the sources that a marker names, in no order."""
    texts = {r.number: squeezed(r.text) for r in reversed(article.references) if r.section == marker.section}
    return sorted({texts.get(number, "") for number in marker.numbers})


def squeezed(text: str) -> str:
    """A text with its white space as single spaces."""
    return " ".join(text.split())


def _expected(before: Article, marker: Marker, order: Order | None) -> list[str]:
    if order is None:
        return cited(before, marker)
    entries = {order.kept.get(order.target[n], order.target[n]) for n in marker.numbers}
    return sorted({squeezed(before.references[at].text) for at in entries})


def _markers(before: Article, after: Article, orders: dict[int, Order]) -> str:
    if len(before.markers) != len(after.markers):
        return _another(before, after)
    for old, new in zip(before.markers, after.markers, strict=True):
        same = old.section == new.section and old.form == new.form and not new.flaw
        if not same or _expected(before, old, orders.get(old.section)) != cited(after, new):
            return say(
                "with another number the marker “{marker}” on line {line} would not be read as the same",
                marker=old.text,
                line=before.document.position(old.span.start).line,
            )
    return ""


_NEAR = 20


def _another(before: Article, after: Article) -> str:
    """What is read as a marker with the other numbers and was not before, or the other way round."""
    for one, other, gone in ((after, before, False), (before, after, True)):
        known = Counter(_context(other, marker) for marker in other.markers)
        for marker in one.markers:
            known[_context(one, marker)] -= 1
            if known[_context(one, marker)] < 0:
                line = one.document.position(marker.span.start).line
                if gone:
                    return say(
                        "with another number the marker “{marker}” on line {line} would not be read as the same",
                        marker=marker.text,
                        line=line,
                    )
                return say(
                    "“{digits}” on line {line} would then read like a citation and does not now: make it plain first",
                    digits=marker.text,
                    line=line,
                )
    return say("with other numbers the text would not be read as having the same markers")


def _context(article: Article, marker: Marker) -> str:
    """The letters before a marker, which do not change."""
    before = article.document.text[max(0, marker.span.start - 3 * _NEAR) : marker.span.start]
    return "".join(character for character in before if character.isalpha())[-_NEAR:]


def _lists(before: Article, after: Article, orders: dict[int, Order]) -> str:
    for section in range(len(before.lists)):
        new = [r for r in after.references if r.section == section]
        order = orders.get(section)
        old = order.entries if order else [at for at, r in enumerate(before.references) if r.section == section]
        texts = [squeezed(before.references[at].text) for at in old]
        numbers = [before.references[at].number if order is None else order.numbers[at] for at in old]
        if [squeezed(r.text) for r in new] != texts or [r.number for r in new] != numbers:
            return say("in another order the list would not be read as the same sources")
    return ""


def _prose(before: Article, after: Article) -> str:
    return (
        ""
        if _around(before) == _around(after)
        else say("the text outside the markers and the list would not stay the same")
    )


def _around(article: Article) -> list[str]:
    """The text outside markers and entries, labels included."""
    holes = [marker.span for marker in article.markers]
    holes += [Span(min(r.label.start, r.span.start), r.span.end) for r in article.references]
    at, pieces = 0, []
    for hole in sorted(holes):
        pieces.append(squeezed(article.document.text[at : hole.start]))
        at = max(at, hole.end)
    return [piece for piece in [*pieces, squeezed(article.document.text[at:])] if piece]


def _links(before: Article, after: Article, orders: dict[int, Order]) -> str:
    """A link in a marker that led to the source of its number must do so still, be it another link."""
    away = zip(before.markers, _outward(before), _outward(after), strict=True)
    if lost := next((marker.text for marker, old, new in away if old != new), ""):
        return say("a link from the marker “{marker}” would not lead to its source", marker=lost)
    was, now = _led(before), _led(after)
    for index, marker in enumerate(before.markers):
        order = orders.get(marker.section)
        if order is None or not was.get(index):
            continue
        texts = {squeezed(before.references[order.kept.get(at, at)].text) for _, at in was[index]}
        led = {squeezed(after.references[at].text) for _, at in now.get(index, [])}
        if _astray(was[index], before):
            continue  # they were wrong before: nothing to keep
        if not led or (len(marker.numbers) == 1 and led != texts) or _astray(now[index], after):
            return say("a link from the marker “{marker}” would not lead to its source", marker=marker.text)
    return ""


def _outward(article: Article) -> Iterator[set[str]]:
    """For each marker, the addresses outside the document to which it links."""
    links = [hint for hint in article.document.of_kind(HintKind.LINK) if hint.value[:1] != "#"]
    for marker in article.markers:
        first = bisect_left(links, marker.span.start, key=lambda one: one.span.end)
        last = bisect_left(links, marker.span.end, key=lambda one: one.span.start)
        yield {link.value for link in links[first:last]}


def _astray(links: Sequence[tuple[int | None, int]], article: Article) -> bool:
    """Whether a link whose text is a number leads to the source of another one."""
    return any(number is not None and article.references[at].number != number for number, at in links)


def _led(article: Article) -> dict[int, list[tuple[int | None, int]]]:
    """For each marker, the links in it to an entry: the number that the link's text is, and the entry's index."""
    targets = {name: at for at, reference in enumerate(article.references) for name in anchors(article, reference)}
    links = [hint for hint in article.document.of_kind(HintKind.LINK) if hint.value[:1] == "#"]
    links = [link for link in links if link.value[1:] in targets]
    found: dict[int, list[tuple[int | None, int]]] = {}
    for index, marker in enumerate(article.markers):
        for link in links[bisect_left(links, marker.span.start, key=lambda one: one.span.end) :]:
            if link.span.start >= marker.span.end:
                break
            if link.span.overlaps(marker.span):
                text = link.span.of(article.document.text).strip("[]() ")
                found.setdefault(index, []).append((int(text) if text.isdecimal() else None, targets[link.value[1:]]))
    return found


def _rules(after: Article, orders: dict[int, Order], merge: bool) -> str:
    from crackcite import rules

    table = rules.table()
    case = rules.Case(after, Evidence())
    for code in _MENDED:
        for hit in table[code].findings(case):
            if hit.entry is None or after.references[hit.entry].section in orders:
                return say("the result would still be reported by {rule}", rule=code)
    seen: set[tuple[int, str]] = set()
    for reference in after.references if merge else ():
        keys = {(reference.section, key) for key in identities(reference)}
        if reference.section in orders and keys & seen:
            return say("the result would still be reported by {rule}", rule="CC107")
        seen |= keys
    return ""
