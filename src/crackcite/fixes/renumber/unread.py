"""Citations that were not read as markers: with other numbers they would lie, so that they are a reason to refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crackcite.extract.numerals import numerals
from crackcite.fixes.renumber.links import anchors
from crackcite.fixes.renumber.order import Order
from crackcite.fixes.renumber.problems import UncertainError
from crackcite.model import Article, Form, HintKind, Span, say

_SQUARE = re.compile(r"\[[ ]?(?P<inner>[0-9]{1,4}(?:[ ]?[,;–-][ ]?[0-9]{1,4}){0,20})[ ]?\]")
_BARE = re.compile(r"[\[(]?(?P<inner>[0-9]{1,4}(?:[ ]?[,;–-][ ]?[0-9]{1,4}){0,20})[\])]?")


def refuse_unread(article: Article, order: Order) -> None:
    """Raise UncertainError where something outside the markers seems to cite a source whose number changes: brackets
    like the markers', a raised number in a note or beside the article, a link to the source.
    """
    known = sorted(
        [marker.span for marker in article.markers]
        + [reference.label for reference in article.references]
        + [hint.span for hint in article.document.of_kind(HintKind.CODE)]
    )
    for span, written in (*_links(article, order), *_brackets(article, order), *_raised(article, order)):
        changed = any(n in order.target and order.numbers[order.target[n]] != n for n in numerals(written).numbers)
        if changed and not any(span.overlaps(other) for other in known):
            raise UncertainError(
                say(
                    "“{text}” on line {line} seems to cite a source, and is not read as a marker where it stands",
                    text=span.of(article.document.text),
                    line=article.document.position(span.start).line,
                )
            )


def _links(article: Article, order: Order) -> Iterator[tuple[Span, str]]:
    """The links to a source of the list whose text is its number."""
    targets = {name for at in order.old for name in anchors(article, article.references[at])}
    for hint in article.document.of_kind(HintKind.LINK):
        match = _BARE.fullmatch(hint.span.of(article.document.text))
        if match and hint.value[:1] == "#" and hint.value[1:] in targets:
            yield hint.span, match["inner"]


def _brackets(article: Article, order: Order) -> Iterator[tuple[Span, str]]:
    """Numbers in square brackets, where markers are written so."""
    own = (marker for marker in article.markers if marker.section == order.section)
    if any(marker.form is Form.BRACKET and marker.text.startswith("[") for marker in own):
        scope = article.lists[order.section].scope or Span(0, len(article.document.text))
        for match in _SQUARE.finditer(article.document.text, scope.start, scope.end):
            yield Span(*match.span()), match["inner"]


def _raised(article: Article, order: Order) -> Iterator[tuple[Span, str]]:
    """Raised numbers in notes and beside the article, where markers are raised."""
    own = (marker for marker in article.markers if marker.section == order.section)
    if not any(marker.form is Form.SUPERSCRIPT for marker in own):
        return
    apart = [hint.span for hint in article.document.hints if hint.kind in (HintKind.NOTE, HintKind.ASIDE)]
    for hint in article.document.of_kind(HintKind.SUPERSCRIPT):
        match = _BARE.fullmatch(hint.span.of(article.document.text))
        if match and any(area.contains(hint.span) for area in apart):
            yield hint.span, match["inner"]
