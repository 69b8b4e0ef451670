"""Where in a Word file's XML a character can be changed, and where it must not be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from crackcite.fixes.docx.relations import targets
from crackcite.model import HintKind, Phrase, Span, say
from crackcite.readers.docx.fields import hint_of
from crackcite.readers.docx.tracing import Trace, nodes
from crackcite.readers.tree import Element, Text


@dataclass(frozen=True, slots=True)
class Spot:
    """A character of the text in the XML of a part: the element that holds it, and its range there (more than one
    character where it is written as ``&amp;``).
    """

    part: str
    element: Element
    start: int
    end: int
    why_not: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A range of the text that leads to an address of the web: the target, and where in a part that is written, as the
    places of its characters in the XML; none where the same target is written for several links.
    """

    span: Span
    target: str
    part: str
    places: tuple[Span, ...]


class Places:
    """The way from a text's characters to the XML of its Word file."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self._nodes: dict[str, list[tuple[int, Element, Text]]] = {}
        self._made: dict[int, Phrase] = {}  # elements of text that Word or a plug-in makes, and why they stay
        self._changed: dict[str, list[Span]] = {}
        for name, root in trace.roots.items():
            self._nodes[name] = sorted(
                ((text.source, element, text) for element, text in nodes(root) if element.name == "w:t"),
                key=itemgetter(0),
            )
            self._walk_fields(root)
            self._changed[name] = [Span(e.start, e.end) for e in root.walk() if e.name in {"w:del", "w:moveFrom"}]

    def spot(self, offset: int) -> Spot | None:
        """Where a character of the text stands; None for one that Word makes (a number, a tab, a paragraph's end)."""
        place = self.trace.place(offset)
        if place is None:
            return None
        found = self._nodes[place.part]
        index = bisect_right(found, place.at, key=itemgetter(0)) - 1
        if index < 0 or found[index][1].end < place.at:
            return None
        source, character = self.trace.parts[place.part], self.trace.document.text[offset]
        element, end = found[index][1], place.at + 1
        if source[place.at] == "&":
            end = source.index(";", place.at) + 1
        elif source[place.at] != character and not source[place.at].isspace():
            return None
        return Spot(place.part, element, place.at, end, self._why_not(element, source[element.start : place.at]))

    def deletion_between(self, first: Spot, last: Spot) -> bool:
        """Whether deleted text that Word still keeps stands between two characters."""
        return any(first.end <= one.start < last.start for one in self._changed[first.part])

    def _why_not(self, element: Element, before: str) -> Phrase | None:
        if id(element) in self._made:
            return self._made[id(element)]
        if "<![CDATA[" in before:
            return say("the file writes this text in an unusual way (CDATA)")
        above: Element | None = element
        while above is not None:
            if above.name in _GUARDED:
                return _GUARDED[above.name]
            if above.name == "w:sdt" and above.first("w:sdtPr", "w:dataBinding") is not None:
                return say("a content control fills this text in from the document's data")
            if above.name == "w:fldSimple" and (reason := _made(above.get("w:instr"))):
                return reason
            above = above.parent
        return None

    def _walk_fields(self, root: Element) -> None:
        """Find the text that is the result of a field, which Word or a plug-in will write anew."""
        under_way: list[_Instruction] = []
        for element in root.walk():
            kind = element.get("w:fldCharType") if element.name == "w:fldChar" else ""
            if kind == "begin":
                under_way.append(_Instruction())
            elif kind == "separate" and under_way:
                under_way[-1].shown = True
            elif kind == "end" and under_way:
                under_way.pop()
            elif element.name == "w:instrText" and under_way and not under_way[-1].shown:
                under_way[-1].text += element.text()
            elif element.name == "w:t":
                for field in under_way:
                    if reason := _made(field.text):
                        self._made[id(element)] = reason


@dataclass(slots=True)
class _Instruction:
    text: str = ""
    shown: bool = False


_GUARDED = {
    "w:ins": say("it stands in a tracked change: accept or reject the change in Word first"),
    "w:moveTo": say("it stands in a tracked change: accept or reject the change in Word first"),
    "mc:AlternateContent": say("it stands in a text box, of which the file keeps two copies: change it in Word"),
}


def _made(instruction: str) -> Phrase | None:
    """Why the result of a field is not to be changed; None for a hyperlink, whose text is the author's."""
    words = instruction.split()
    if not words or words[0].upper() == "HYPERLINK":
        return None
    named = " ".join(words[: 2 if words[0] == "ADDIN" else 1])
    return say(
        "Word or a plug-in writes this text itself (field {field}) and would undo the change: make it there",
        field=named,
    )


def links(places: Places) -> Iterator[Link]:
    """The links of a file that lead to the web, with the place of their targets."""
    for name, root in places.trace.roots.items():
        if any(element.name == "w:t" for element in root.walk()):
            yield from _related(places.trace, name, root)
            yield from _by_field(places.trace, name, root)


def _related(trace: Trace, name: str, root: Element) -> Iterator[Link]:
    """The hyperlinks whose target stands in the part's relations."""
    part = trace.relations(name)
    known = targets(trace.raw(part))
    for element in (e for e in root.walk() if e.name == "w:hyperlink" and e.get("r:id") in known):
        shown = trace.shown(name, element.start, element.end)
        target = known[element.get("r:id")]
        if shown:
            yield Link(shown, target.value, part, target.places)


def _by_field(trace: Trace, name: str, root: Element) -> Iterator[Link]:
    """The hyperlinks that are fields: ``HYPERLINK "https://…"``, however many runs the instruction is cut into."""
    begun: list[tuple[list[Text], int]] = []
    for element in root.walk():
        kind = element.get("w:fldCharType") if element.name == "w:fldChar" else ""
        if kind == "begin":
            begun.append(([], -1))
        elif kind == "separate" and begun:
            begun[-1] = (begun[-1][0], element.end)
        elif element.name == "w:instrText" and begun and begun[-1][1] < 0:
            begun[-1][0].extend(child for child in element.children if isinstance(child, Text))
        elif kind == "end" and begun:
            pieces, start = begun.pop()
            shown = trace.shown(name, start, element.start) if start >= 0 else None
            if shown and (link := _instructed(trace.parts[name], name, pieces, shown)):
                yield link


def _instructed(source: str, name: str, pieces: list[Text], shown: Span) -> Link | None:
    hint = hint_of("".join(piece.text for piece in pieces))
    if not hint or hint[0] is not HintKind.LINK:
        return None
    written = "".join(piece.text for piece in pieces)
    at = written.find(hint[1])
    if at < 0:
        return None
    places = [place for piece in pieces for place in _characters(source, piece)]
    return Link(shown, hint[1], name, tuple(places[at : at + len(hint[1])]))


def _characters(source: str, text: Text) -> Iterator[Span]:
    """The place of each character of a run of text: an entity is a run of one."""
    if source.startswith("&", text.source):
        yield Span(text.source, source.index(";", text.source) + 1)
        return
    yield from (Span(at, at + 1) for at in range(text.source, text.source + len(text.text)))
