"""The line of the article that something is about, with the place underlined in it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from crackcite.model import Document, Span
from crackcite.reports.terminal.ink import ELLIPSIS, head, joined, tail, visible

NEARBY = 2000
"""Characters looked at on each side of a place: more than any window shows, so that a text of one line stays quick."""


def excerpt(document: Document, span: Span, *, width: int, style: str, indent: str = "") -> Iterator[Text]:
    """Two lines of at most ``width`` cells: the text around ``span``, and a line of ``^`` under it.

    A long paragraph is cut to a window around the place; a span over several lines shows its first.
    """
    place = document.position(span.start)
    label = "" if place.place else str(place.line)
    gutter = f"{indent}{label:>4} │ "
    before, inside, after = window(*_pieces(document, span), room=max(width - cell_len(gutter), 20))
    line = joined((gutter, "dim"), before, (inside, style), after)
    line.rstrip()
    yield line
    margin = " " * (cell_len(gutter) - 2) + "│ "
    yield joined((margin, "dim"), " " * cell_len(before), ("^" * max(cell_len(inside), 1), style))


def _pieces(document: Document, span: Span) -> tuple[str, str, str]:
    """What stands on the line before the span, in it, and behind it, made visible."""
    line, text = document.line_span(span.start), document.text
    end = max(min(span.end, line.end), span.start)
    before = text[max(line.start, span.start - NEARBY) : span.start]
    inside, after = text[span.start : min(end, span.start + NEARBY)], text[end : min(line.end, end + NEARBY)]
    more = ELLIPSIS if span.end > line.end and text[line.end : span.end].strip() else ""
    return visible(before).lstrip(), visible(inside), visible(after).rstrip() + more


def window(before: str, inside: str, after: str, *, room: int) -> tuple[str, str, str]:
    """The three pieces cut to ``room`` cells in all, ``…`` where something was cut off."""
    if cell_len(before) + cell_len(inside) + cell_len(after) <= room:
        return before, inside, after
    most = room - min(cell_len(before), 12) - 1
    if cell_len(inside) > most:
        return _cut_start(before, room - most - 1), head(inside, most), ELLIPSIS
    spare = room - cell_len(inside)
    left = max(spare * 3 // 5, spare - cell_len(after))
    before = _cut_start(before, left)
    return before, inside, _cut_end(after, spare - cell_len(before))


def _cut_start(text: str, cells: int) -> str:
    """The end of ``text``, beginning with a whole word where one begins soon."""
    if cell_len(text) <= cells:
        return text
    kept = tail(text, cells - 1)
    space = kept.find(" ", 0, max(len(kept) // 2, 1))
    return ELLIPSIS + (kept[space + 1 :] if space >= 0 else kept)


def _cut_end(text: str, cells: int) -> str:
    """The beginning of ``text``, ending with a whole word where one ends late."""
    if cell_len(text) <= cells:
        return text
    kept = head(text, cells - 1)
    space = kept.rfind(" ", len(kept) // 2)
    return (kept[:space] if space >= 0 else kept) + ELLIPSIS
