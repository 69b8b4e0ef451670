"""What of the source moves with an entry: whole lines of a text, elements of a page, paragraphs of a Word file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from crackcite.fixes.renumber.problems import UncertainError
from crackcite.model import Span, say
from crackcite.readers.tree import Element

#: What may part two entries: white space, and line breaks of a page.
PARTING = re.compile(r"\s+|<br\s*/?>", re.IGNORECASE)


def lines_of(places: Sequence[Span], source: str) -> list[Span]:
    """The whole lines on which entries stand."""
    starts = [source.rfind("\n", 0, place.start) + 1 for place in places]
    if len(set(starts)) != len(starts):
        raise UncertainError(say("several sources stand on one line: put each on a line of its own first"))
    ends = [source.find("\n", place.end) for place in places]
    return [Span(start, end if end >= 0 else len(source)) for start, end in zip(starts, ends, strict=True)]


def elements_of(places: Sequence[Span], root: Element, source: str) -> list[Span]:
    """The elements that hold one entry each, side by side in one element; or what stands between line breaks."""
    starts = sorted(place.start for place in places)
    owners = [owner for place in places if (owner := _owner(place, starts, root)) is not None]
    if len(owners) == len(places) and all(owner.parent is owners[0].parent for owner in owners):
        spans = [Span(owner.start, owner.end) for owner in owners]
    else:
        spans = list(_between_breaks(places, root, source))
    for span in spans:
        if problem := _torn(span.of(source)):
            raise UncertainError(problem)
    return spans


def _owner(place: Span, starts: Sequence[int], root: Element) -> Element | None:
    """The largest element that holds one entry and no other."""
    element = root
    while True:
        inner = _holding(element, place)
        if inner is None:
            return None
        if bisect_right(starts, inner.end - 1) - bisect_right(starts, inner.start - 1) == 1:
            return inner
        element = inner


def _holding(element: Element, place: Span) -> Element | None:
    return next((e for e in element.elements if e.start <= place.start and place.end <= e.end), None)


def _between_breaks(places: Sequence[Span], root: Element, source: str) -> Iterator[Span]:
    """What stands between the line breaks of the one element that holds all entries."""
    whole, holder = Span(min(p.start for p in places), max(p.end for p in places)), root
    while (inner := _holding(holder, whole)) is not None:
        holder = inner
    breaks = [e for e in holder.elements if e.name == "br"]
    if len(breaks) < len(places) - 1:
        raise UncertainError(say("the sources are not paragraphs or items of their own: order them by hand"))
    opening = source.find(">", holder.start) + 1
    closing = source.rfind("</", holder.start, holder.end)
    for place in places:
        start = max((e.end for e in breaks if e.end <= place.start), default=opening)
        end = min((e.start for e in breaks if e.start >= place.end), default=closing)
        inside = source[start:end]
        yield Span(start + len(inside) - len(inside.lstrip()), end)


_PAIRED = re.compile(
    r"<\w+:(?P<kind>bookmark|commentRange|perm|\w+Range)(?P<side>Start|End)\b[^<>]*?\bw:id=[\"'](?P<id>[^\"']*)"
)
_FIELD = re.compile(r"fldCharType=[\"'](begin|end)")
_TRACKED = re.compile(r"<w:(?:ins|del|moveFrom|moveTo)\b")


def _torn(markup: str) -> str:
    """Why a paragraph of Word cannot move: what begins in it and ends elsewhere, a section's end, a tracked change."""
    sides = Counter((m["kind"], m["id"]) for m in _PAIRED.finditer(markup))
    fields = Counter(m[1] for m in _FIELD.finditer(markup))
    if any(times % 2 for times in sides.values()) or fields["begin"] != fields["end"]:
        return say("a comment, a bookmark or a field reaches over several sources: remove it in Word first")
    if "<w:sectPr" in markup:
        return say("a section of the document ends at one of the sources: order them in Word")
    if _TRACKED.search(markup):
        return say("a source holds tracked changes: accept or reject them in Word first")
    return ""
