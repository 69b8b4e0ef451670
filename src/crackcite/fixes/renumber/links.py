"""Links to a source that is merged with another: they lead to the one that is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crackcite.fixes.renumber.ground import Ground
from crackcite.fixes.renumber.order import Order
from crackcite.fixes.renumber.problems import UncertainError
from crackcite.model import Article, Edit, HintKind, Reference, Span, say


def retargeted(article: Article, order: Order, on: Ground) -> Iterator[Edit]:
    """The edits of links to entries that disappear. Raises UncertainError where the kept entry has no anchor."""
    for name, target in replacements(article, order).items():
        pattern = rf"""(?:href\s*=\s*["']?#|\]\(<?#|w:anchor=["'])(?P<name>{re.escape(name)})(?=["'\s>)])"""
        for match in re.finditer(pattern, on.source):
            yield Edit(Span(*match.span("name")), target)


def replacements(article: Article, order: Order) -> dict[str, str]:
    """The anchors that links name and that disappear with their entries, with those that take their place."""
    found = {}
    linked = {hint.value[1:] for hint in article.document.of_kind(HintKind.LINK) if hint.value.startswith("#")}
    for gone, kept in order.kept.items():
        for name in anchors(article, article.references[gone]):
            if name in linked:
                found[name] = _anchor(article, article.references[kept])
    return found


def anchors(article: Article, reference: Reference) -> list[str]:
    """The ids that links to an entry can name."""
    start, end = min(reference.label.start, reference.span.start), reference.span.end
    found = article.document.of_kind(HintKind.ANCHOR)
    return [hint.value for hint in found if start <= hint.span.start < end]


def _anchor(article: Article, kept: Reference) -> str:
    target = next(iter(anchors(article, kept)), None)
    if target is None:
        raise UncertainError(
            say(
                "the text links to a source that would be merged, and source {number} has no anchor to link to instead",
                number=kept.number or "",
            )
        )
    return target
