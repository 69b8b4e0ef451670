"""The entries of a list where they stand in the source, and the list in its new order.

An entry moves as a whole with its own markup: a line or several of a text, an element of a page, a paragraph of Word.
What parts two entries stays where it is; anything but white space there is a reason to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from crackcite.extract.headings import is_heading
from crackcite.extract.numerals import ascii_digits
from crackcite.fixes.renumber.chunks import PARTING, elements_of, lines_of
from crackcite.fixes.renumber.ground import Ground
from crackcite.fixes.renumber.order import Order
from crackcite.fixes.renumber.problems import UncertainError
from crackcite.model import Article, Edit, HintKind, Reference, Span, say
from crackcite.rules.words import shortened

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGITS = re.compile(r"[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_TYPED = re.compile(r"[ \t>]*(?:[-*+][ \t]+)?(?P<digits>[0-9]{1,9})[.)]")
NOTE = re.compile(r"[ \t>]*\[\^(?P<label>[^\s\[\]^]+)\]:")
_DEFINED = re.compile(r"[ \t]{0,3}\[(?P<digits>[0-9]{1,4})\]:")


@dataclass(frozen=True, slots=True)
class Chunk:
    """An entry in the source: all that moves with it, and the digits of its number (None: rendering counts)."""

    span: Span
    digits: Span | None


def list_edits(article: Article, order: Order, on: Ground) -> list[Edit]:
    """The edits that put a list in its order. Raises UncertainError where an entry cannot be told from the others."""
    chunks = dict(zip(order.old, _chunks(article, order, on), strict=True))
    if not order.moves:
        return [edit for at in order.old for edit in _relabelled(article, order, at, chunks[at], on)]
    _refuse_passengers(article, order)
    placed = [chunks[at].span for at in order.old]
    if any(a.end > b.start for a, b in pairwise(placed)):
        raise UncertainError(say("the sources do not stand one after the other in the file: order them by hand"))
    between = [on.source[a.end : b.start] for a, b in pairwise(placed)]
    pieces = [_moved(article, order, at, chunks[at], on) for at in order.entries]
    if foreign := next((gap.strip() for gap in between if PARTING.sub("", gap)), ""):
        if not _are_notes(article, order):
            raise UncertainError(
                say("between two sources stands “{text}”: where it belongs, only you know", text=shortened(foreign))
            )
        return [
            Edit(slot, piece) for slot, piece in zip_longest(placed, pieces, fillvalue="") if isinstance(slot, Span)
        ]
    joined = "".join(piece + gap for piece, gap in zip(pieces, [*between[: len(pieces) - 1], ""], strict=True))
    return [Edit(Span(placed[0].start, placed[-1].end), joined)]


def _are_notes(article: Article, order: Order) -> bool:
    """Whether the entries are notes that may stand anywhere in the text, as in Markdown."""
    notes = {hint.span.end for hint in article.document.of_kind(HintKind.NOTE)}
    return all(article.references[at].span.end in notes for at in order.old)


def _relabelled(article: Article, order: Order, at: int, chunk: Chunk, on: Ground) -> Iterator[Edit]:
    number = order.numbers[at]
    if chunk.digits is not None and article.references[at].number != number:
        yield Edit(chunk.digits, _like(number, chunk.digits.of(on.source)))


def _like(number: int, digits: str) -> str:
    """A number in the digits that another is written in."""
    return str(number) if digits.isascii() else str(number).translate(_RAISED)


def _moved(article: Article, order: Order, at: int, chunk: Chunk, on: Ground) -> str:
    whole = chunk.span.of(on.source)
    for edit in _relabelled(article, order, at, chunk, on):
        start, end = edit.span.start - chunk.span.start, edit.span.end - chunk.span.start
        whole = whole[:start] + edit.replacement + whole[end:]
    return whole


def _chunks(article: Article, order: Order, on: Ground) -> list[Chunk]:
    references = [article.references[at] for at in order.old]
    places = [_place(reference, on) for reference in references]
    digits = [_digits(reference, place, on) for reference, place in zip(references, places, strict=True)]
    if order.moves:
        spans = lines_of(places, on.source) if on.root is None else elements_of(places, on.root, on.source)
    else:
        spans = places
    if on.document.format == "markdown":
        digits = _unless_counted(article, order, digits, on)
    return [Chunk(_tight(span, on.source), digit) for span, digit in zip(spans, digits, strict=True)]


def _place(reference: Reference, on: Ground) -> Span:
    """Where an entry stands in the source, its number included where it is in the text."""
    found = on.near(reference.span)
    label = on.near(reference.label) if reference.label.start < reference.label.end else None
    if found is None and on.document.format == "docx":
        raise UncertainError(say("Word numbers its own notes, and two markers cannot share one: merge them in Word"))
    if found is None:
        raise UncertainError(
            say("where source {number} stands in the file is not certain", number=reference.number or "")
        )
    return Span(min(label.start, found.start), found.end) if label else found


def _digits(reference: Reference, place: Span, on: Ground) -> Span | None:
    """Where the digits of an entry's number stand in the source; None where they are in no text."""
    if reference.label.start < reference.label.end:
        match = _DIGITS.search(on.document.text, reference.label.start, reference.label.end)
        found = on.exact(Span(*match.span())) if match else None
        if found is None:
            raise UncertainError(
                say("where source {number} stands in the file is not certain", number=reference.number or "")
            )
        return found
    if on.document.format != "markdown":
        return None
    line = on.source.rfind("\n", 0, place.start) + 1
    match = NOTE.match(on.source, line) or _DEFINED.match(on.source, line) or _TYPED.match(on.source, line)
    if match is None or match.end() > place.start:
        return None
    name = "label" if "label" in match.groupdict() else "digits"
    return Span(*match.span(name)) if match[name].isdecimal() else None


def _unless_counted(article: Article, order: Order, digits: list[Span | None], on: Ground) -> list[Span | None]:
    """No digits for a Markdown list whose numbers are not those that are typed: rendering counts them."""
    for at, place in zip(order.old, digits, strict=True):
        if place is None or int(ascii_digits(place.of(on.source))) != article.references[at].number:
            return [None] * len(digits)
    return digits


def _tight(span: Span, source: str) -> Span:
    """A range without the white space at its ends but for its first line's indentation."""
    text = span.of(source)
    return Span(span.start, span.start + len(text.rstrip()))


_LOOKS_BACK = re.compile(
    r"\b(?:ibid(?:em)?|op\. ?cit|loc\. ?cit|idem)\b|(?<![\w=&?/.-])id\.(?=[ ,])|\ba\.a\.O\.|\bebd\."
    r"|\b(?:supra|infra|cf\.|voir|see|zie|siehe)\s(?:note|n\.|noot|Anm)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…)\]/»”’\"0-9][*_>)]*\s*$")


def _refuse_passengers(article: Article, order: Order) -> None:
    """An entry that speaks of the one before, or that has a sub-heading of the list at its end, cannot move."""
    for at in order.old:
        reference = article.references[at]
        if match := _LOOKS_BACK.search(reference.text):
            raise UncertainError(
                say(
                    "source {number} says “{word}”: what that points at would change. Write the source out first",
                    number=reference.number or "",
                    word=match[0],
                )
            )
        if title := _title_in(article, reference):
            raise UncertainError(
                say(
                    "behind source {number} stands “{title}”, which may be a heading of its own: a list that is "
                    "divided cannot be ordered by first citation",
                    number=reference.number or "",
                    title=title,
                )
            )


def _title_in(article: Article, reference: Reference) -> str:
    """A line at the end of an entry that looks like a heading; empty where there is none."""
    text = article.document.text
    for hint in article.document.of_kind(HintKind.HEADING):
        if hint.span.overlaps(reference.span):
            return hint.span.of(text)
    lines = [line.strip() for line in reference.text.splitlines()]
    for before, line in pairwise(lines):
        bare = line.strip("*_#:- ")
        short = bare and len(bare) < 60 and not re.search(r"[0-9]|https?:|www\.|doi", bare) and bare[0].isupper()
        parted = not before or (_ENDED.search(before) and line[-1:] not in ".,;")
        if (short and parted) or (bare and len(bare) < 80 and is_heading(bare)):
            return line[:60]
    return ""
