"""From sites to markers: each scope inferred with its own list, and what could not be decided said."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import attrgetter

from crackcite.extract.candidates import Reading, Site
from crackcite.extract.flattened import Inferred, infer
from crackcite.extract.ledger import Ledger
from crackcite.extract.places import stem_before
from crackcite.extract.scopes import Scope
from crackcite.model import Certainty, Doubt, Form, Marker, say, say_many, say_row

_FEWEST_WITHOUT_LIST = 3


def markers_and_doubts(
    text: str, sites: Sequence[Site], parts: Sequence[Scope], notes: int | None
) -> tuple[tuple[Marker, ...], tuple[Doubt, ...]]:
    """The markers and the doubts of a text, in order; ``notes`` is the index of the list of notes that markup names."""
    markers: list[Marker] = []
    doubts: list[Doubt] = []
    for part in parts:
        first, last = (bisect_left(sites, edge, key=attrgetter("start")) for edge in (part.span.start, part.span.end))
        own: list[Site] = []
        for site in sites[first:last]:
            if site.certain and notes is not None and notes != part.section:
                markers.append(_marker(text, site.readings[0], notes))
            else:
                own.append(site)
        inferred = infer(own, Ledger(part.numbers))
        if not part.numbers and not _stands_alone(inferred.chosen):
            continue
        markers += [_marker(text, reading, part.section) for reading in inferred.chosen]
        doubts += _doubts(text, inferred)
    return tuple(sorted(markers, key=lambda marker: marker.span)), tuple(doubts)


def _stands_alone(chosen: Sequence[Reading]) -> bool:
    """Whether markers are believed where no list speaks for them: written as such, or 1, 2, 3 … without a gap."""
    if sum(reading.family != "flat" for reading in chosen) * 2 > len(chosen):
        return True
    first = list(dict.fromkeys(number for reading in chosen for number in reading.numbers))
    return len(first) >= _FEWEST_WITHOUT_LIST and first == list(range(1, len(first) + 1))


def _marker(text: str, reading: Reading, section: int) -> Marker:
    return Marker(
        reading.span,
        text[reading.start : reading.end],
        reading.numbers,
        reading.form,
        Certainty.PROBABLE if reading.form is Form.FLATTENED else Certainty.CERTAIN,
        reading.flaw,
        section,
    )


def _doubts(text: str, inferred: Inferred) -> Iterator[Doubt]:
    """The bare digits that are nearly as likely a marker as not, with both readings in words."""
    for reading in inferred.doubtful:
        yield Doubt(
            reading.span,
            text[reading.start : reading.end],
            say_many(
                "a citation of source {numbers}",
                "a citation of sources {numbers}",
                len(reading.numbers),
                numbers=", ".join(map(str, reading.numbers)),
            ),
            _otherwise(text, reading),
        )


def _otherwise(text: str, reading: Reading) -> str:
    stem = stem_before(text, reading.start)
    digits = text[reading.start : reading.end]
    if stem:
        return say("part of the name “{name}”", name=stem + digits)
    if text[reading.start - 1 : reading.start].isdigit():
        return say("the last digits of a longer number")
    return say("the number {digits}", digits=digits)


_NAMES = {
    "flat": say("bare digits"),
    "flat after a space": say("bare digits after a space"),
    "square": say("square brackets"),
    "round": say("round brackets"),
    "note": say("[^1] references"),
    "note-ref": say("note references"),
    "link": say("links"),
    "raised": say("raised numbers"),
}


def mixed(forms: Counter[str]) -> str:
    """One sentence where markers are written in more than one way; empty otherwise."""
    kinds = [(name, times) for name, times in forms.most_common() if times >= 2]
    if len(kinds) < 2:
        return ""
    told = say_row(say("{number} as {form}", number=times, form=name) for name, times in kinds)
    return say("Markers are written in more than one way: {forms}.", forms=told)


def forms_of(text: str, markers: Sequence[Marker]) -> Counter[str]:
    """How many markers are written in which way, in words."""
    return Counter(_form(text, marker) for marker in markers)


def _form(text: str, marker: Marker) -> str:
    if marker.form is Form.FLATTENED:
        spaced = marker.span.start and text[marker.span.start - 1] in "  \u00a0\u2009\u202f"
        return _NAMES["flat after a space" if spaced else "flat"]
    if marker.form is Form.BRACKET:
        return _NAMES["round" if marker.text.startswith("(") else "square"]
    return _NAMES["note-ref" if marker.form is Form.FOOTNOTE else "raised"]
