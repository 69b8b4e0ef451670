"""What renumbering leaves to the editor, said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from crackcite.fixes.renumber.order import Order
from crackcite.model import Article, say, say_many
from crackcite.rules.words import shortened

_CROSS = re.compile(
    r"\b(?:see|voir|zie|siehe|cf\.?|c\.f\.)?\s*(?:source|reference|ref\.|référence|réf\.|bron|referentie|Quelle|note|noot)s?"
    r"\s+(?:n[o°]\s*)?(?P<number>[0-9]{1,3})\b",
    re.IGNORECASE,
)


def notes(article: Article, orders: Sequence[Order]) -> Iterator[str]:
    """Sentences about cross references in the prose, a lost alphabet, merged sources."""
    yield from _cross_references(article)
    for order in orders:
        if order.kept:
            yield say_many(
                "{number} source that was listed twice is merged with the other.",
                "{number} sources that were listed twice are merged with the others.",
                number=len(order.kept),
            )
        names = [article.references[at].text.casefold() for at in order.old]
        if len(names) > 3 and order.moves and all(a <= b for a, b in pairwise(names)):
            yield say("The sources stood in alphabetical order; they now stand in the order of their first citation.")


def _cross_references(article: Article) -> Iterator[str]:
    text = article.document.text
    holes = [each.span for each in article.lists] + [marker.span for marker in article.markers]
    for match in _CROSS.finditer(text):
        at = match.start("number")
        if not any(hole.start <= at < hole.end for hole in holes):
            yield say(
                "Line {line} says “{words}”: if that is a source of this list, correct its number yourself.",
                line=article.document.position(at).line,
                words=shortened(match[0].strip(), 40),
            )
