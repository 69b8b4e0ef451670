"""Which number each source gets: in the order of first citation, duplicates merged if asked, the uncited last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crackcite.extract.labels import CAREFUL, label
from crackcite.extract.lines import lines
from crackcite.fixes.renumber.problems import UncertainError
from crackcite.model import Article, Form, Marker, Reference, say
from crackcite.rules.duplicates import identities
from crackcite.rules.words import listed, shortened


@dataclass(frozen=True)
class Order:
    """The new order of one list.

    ``old`` are the indices in ``Article.references`` of its entries, in their order in the file; ``entries`` those that
    stay, in their new order; ``numbers`` gives the new number of every entry, a merged one that of the one kept;
    ``kept`` gives for every merged entry the one that stays; ``target`` the entry that each old number stands for.
    """

    section: int
    old: tuple[int, ...]
    entries: tuple[int, ...]
    numbers: Mapping[int, int]
    kept: Mapping[int, int]
    target: Mapping[int, int]

    @property
    def moves(self) -> bool:
        """Whether entries change places or disappear."""
        return self.old != self.entries

    def new(self, marker: Marker) -> list[int]:
        """The numbers that a marker is to name: each once, ascending where the marker's own were."""
        found = list(dict.fromkeys(self.numbers[self.target[number]] for number in marker.numbers))
        return sorted(found) if list(marker.numbers) == sorted(marker.numbers) else found

    def renames(self, marker: Marker) -> bool:
        """Whether a marker names an entry that is merged with another."""
        return any(self.target[number] in self.kept for number in marker.numbers)


def orders(article: Article, *, merge: bool) -> list[Order]:
    """The new order of every list that markers cite. Raises UncertainError where a marker's target is not certain."""
    found = []
    for section, each in enumerate(article.lists):
        markers = [marker for marker in article.markers if marker.section == section]
        if each.numbered and markers:
            found.append(_order(article, section, markers, merge))
    if not found:
        raise UncertainError(say("no marker cites a numbered list of sources: there is no order to follow"))
    return found


def _order(article: Article, section: int, markers: Sequence[Marker], merge: bool) -> Order:
    old = tuple(at for at, reference in enumerate(article.references) if reference.section == section)
    _refuse_unnumbered(article, old)
    kept = _merged(article.references, old) if merge else {}
    target = _targets(article, old, kept, {number for marker in markers for number in marker.numbers})
    _refuse_flaws(markers)
    cited = dict.fromkeys(kept.get(target[n], target[n]) for marker in markers for n in marker.numbers)
    entries = tuple(dict.fromkeys([*cited, *(at for at in old if at not in kept)]))
    place = {at: number for number, at in enumerate(entries, 1)}
    order = Order(section, old, entries, {at: place[kept.get(at, at)] for at in old}, kept, target)
    _refuse_doubts(article, order)
    _refuse_addresses(article, order, markers)
    _refuse_lost_source(article, order)
    return order


def _refuse_unnumbered(article: Article, old: Sequence[int]) -> None:
    for at in old:
        if article.references[at].number is None:
            raise UncertainError(
                say("a source in the list has no number ({source}): give it one first", source=_short(article, at))
            )


def _short(article: Article, at: int) -> str:
    return shortened(article.references[at].text, 40)


def _merged(references: Sequence[Reference], old: Sequence[int]) -> dict[int, int]:
    """For each entry that is another one again: the one of them that says most."""
    groups: dict[int, list[int]] = {}
    known: dict[str, int] = {}
    for at in old:
        keys = list(identities(references[at]))
        heads = sorted({known[key] for key in keys if key in known})
        head = heads[0] if heads else at
        groups.setdefault(head, []).append(at)
        for other in heads[1:]:
            groups[head] += groups.pop(other)
        if heads[1:]:
            known = {key: head if value in heads else value for key, value in known.items()}
        known |= dict.fromkeys(keys, head)
    kept = {}
    for group in (group for group in groups.values() if len(group) > 1):
        best = max(group, key=lambda at: (*_wealth(references[at]), -at))
        kept.update({at: best for at in group if at != best})
    return kept


def _wealth(reference: Reference) -> tuple[int, int, int]:
    """How much an entry says: identifiers, parts, length."""
    parts = reference.parts
    said = (parts.authors, parts.title, parts.container, parts.year, parts.volume, parts.issue, parts.pages,
            parts.publisher, parts.place)  # fmt: skip
    return sum(not one.flaw for one in reference.identifiers), sum(map(bool, said)), len(reference.text)


def _targets(article: Article, old: Sequence[int], kept: Mapping[int, int], cited: set[int]) -> dict[int, int]:
    """The entry that each number stands for. A number of several is none of them, unless they are one work."""
    carrying: dict[int, list[int]] = {}
    for at in old:
        carrying.setdefault(article.references[at].number or 0, []).append(at)
    for number, several in carrying.items():
        if number in cited and len({kept.get(at, at) for at in several}) > 1:
            raise UncertainError(
                say(
                    "two sources carry the number {number}, and the text cites it: which one is meant, only you know. "
                    "Give one of them another number, and correct the markers that mean it",
                    number=number,
                )
            )
    missing = sorted(cited - carrying.keys())
    if missing:
        raise UncertainError(
            say(
                "the text cites {numbers}, and no source in the list has that number: correct the marker or add the "
                "source",
                numbers=listed(missing),
            )
        )
    return {number: several[0] for number, several in carrying.items()}


def _refuse_flaws(markers: Sequence[Marker]) -> None:
    for marker in markers:
        if marker.flaw:
            raise UncertainError(
                say(
                    "the marker “{marker}” is malformed ({flaw}): correct it first",
                    marker=marker.text,
                    flaw=marker.flaw,
                )
            )


_ADDRESS = re.compile(r"(?:https?://|www\.|\bdoi:?|\b10\.\d{4,9}/)\S*(?<![)\]»”])$", re.IGNORECASE)


def _refuse_addresses(article: Article, order: Order, markers: Sequence[Marker]) -> None:
    """Bare digits at the end of an address may be its own."""
    text = article.document.text
    for marker in markers:
        before = text[max(0, marker.span.start - 300) : marker.span.start]
        changed = order.new(marker) != list(marker.numbers)
        if changed and marker.form is Form.FLATTENED and _ADDRESS.search(before):
            raise UncertainError(
                say(
                    "“{digits}” at the end of an address on line {line} reads like a citation: part the two first",
                    digits=marker.text,
                    line=article.document.position(marker.span.start).line,
                )
            )


def _refuse_lost_source(article: Article, order: Order) -> None:
    """A numbered line right behind the list may be a source of it that was not read as one."""
    text, end = article.document.text, article.lists[order.section].span.end
    following = next((line for line in lines(text[end : end + 2000]) if line.bare), None)
    found = label(following) if following and text[end : end + 1] in "\r\n" else None
    changed = any(article.references[at].number != number for at, number in order.numbers.items())
    if changed and following and found and found.style not in CAREFUL and found.number > 1:
        raise UncertainError(
            say(
                "behind the list stands “{line}”, which may be a source that it lost: put it in its place first",
                line=shortened(following.bare, 40),
            )
        )


def _refuse_doubts(article: Article, order: Order) -> None:
    """Digits that may be a marker would be left behind, where the numbers that they name change."""
    scope = article.lists[order.section].scope
    for doubt in article.doubts:
        numbers = [int(n) for n in _numbers(doubt.text)]
        changed = any(n in order.target and order.numbers[order.target[n]] != n for n in numbers)
        if changed and (scope is None or scope.contains(doubt.span)):
            raise UncertainError(
                say(
                    "“{digits}” on line {line} may be a citation or not: write it so that it is clear",
                    digits=doubt.text,
                    line=article.document.position(doubt.span.start).line,
                )
            )


def _numbers(text: str) -> Iterator[str]:
    digits = ""
    for character in f"{text} ":
        if character.isascii() and character.isdigit():
            digits += character
        elif digits:
            yield digits[:9]
            digits = ""
