"""Renumbering: markers and sources in the order of first citation, and nothing else changed.

All of it is pure. What it makes is proved by reading it again (:mod:`crackcite.fixes.renumber.check`): every marker
names the same sources, the list is in order, all other text is the same. Where that cannot be had with certainty,
nothing is changed and the reason is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from crackcite.errors import CrackciteError
from crackcite.extract import extract
from crackcite.fixes.renumber.check import prove
from crackcite.fixes.renumber.entries import list_edits
from crackcite.fixes.renumber.ground import Ground, ground
from crackcite.fixes.renumber.links import retargeted
from crackcite.fixes.renumber.markers import marker_edits
from crackcite.fixes.renumber.notes import notes
from crackcite.fixes.renumber.order import Order, orders
from crackcite.fixes.renumber.problems import UncertainError
from crackcite.fixes.renumber.unread import refuse_unread
from crackcite.model import Article, Edit, say, words_of
from crackcite.readers import UnreadableError, read

__all__ = ["Renumbering", "renumbered"]


@dataclass(frozen=True)
class Renumbering:
    """What became of an article.

    ``data`` is the new file, the old one where nothing changes; ``article`` what is read of it. ``edits`` are ranges of
    the decoded file (of Word's ``document.xml``) with what is put there, sorted. ``mapping`` gives for each index in
    ``Article.references`` of the old article the new number, for a merged source that of the one kept; ``merged`` for
    each of those the index of the one kept. ``notes`` are sentences about what is left to the editor; ``refused`` says
    why nothing was changed, empty where it was not refused.
    """

    data: bytes
    article: Article
    edits: tuple[Edit, ...] = ()
    mapping: Mapping[int, int] = field(default_factory=dict)
    merged: Mapping[int, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    refused: str = ""


def renumbered(data: bytes, article: Article, *, merge: bool = False) -> Renumbering:
    """The file ``data``, of which ``article`` was read, with its markers and sources in the order of first citation.

    Sources that nobody cites go last, in their order. With ``merge``, a work that is listed twice (CC107) is kept once,
    where it says most, and all its markers name it.
    """
    try:
        return _renumbered(data, article, merge)
    except (CrackciteError, UnreadableError) as error:
        return Renumbering(data, article, refused=words_of(error))


def _renumbered(data: bytes, article: Article, merge: bool) -> Renumbering:
    planned = orders(article, merge=merge)
    on = ground(data, article)
    edits = _edits(article, planned, on)
    mapping = {at: number for order in planned for at, number in order.numbers.items()}
    merged = {at: kept for order in planned for at, kept in order.kept.items()}
    if not edits:
        return Renumbering(data, article, mapping=mapping, merged=merged)
    new = on.file(edits)
    after = extract(read(new, article.document.path, article.document.format))
    prove(article, after, planned, merge=merge)
    return Renumbering(new, after, tuple(edits), mapping, merged, tuple(notes(article, planned)))


def _edits(article: Article, planned: list[Order], on: Ground) -> list[Edit]:
    """The edits of all lists, sorted. A link inside a list goes where its entry goes."""
    edits, lists = set[Edit](), list[Edit]()
    for order in planned:
        refuse_unread(article, order)
        lists += list_edits(article, order, on)
        edits |= set(marker_edits(article, order, on))
        done = [one.span for one in (*lists, *edits)]
        edits |= {one for one in retargeted(article, order, on) if not any(map(one.span.overlaps, done))}
    changes = (edit for edit in (*edits, *lists) if edit.span.of(on.source) != edit.replacement)
    found = sorted(changes, key=lambda edit: edit.span)
    if any(one.span.overlaps(other.span) for one, other in pairwise(found)):
        raise UncertainError(say("a marker stands inside the list of sources: renumber by hand"))
    return found
