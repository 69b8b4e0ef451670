"""From an edit of the text to changes of the XML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from crackcite.fixes.docx.places import Link, Places, Spot, links
from crackcite.fixes.edits import applied, trimmed
from crackcite.fixes.problems import UnwritableError
from crackcite.model import Edit, Phrase, Span, say


@dataclass(frozen=True, slots=True)
class Change:
    """A range of a part's XML, in characters, and what is put there."""

    part: str
    span: Span
    replacement: str


def changes_of(edit: Edit, places: Places) -> list[Change]:
    """The changes that make an edit; none for one that changes nothing. Raises UnwritableError with the edit."""
    text = places.trace.document.text
    small = trimmed(edit, text)
    if small.span.start == small.span.end and not small.replacement:
        return []
    if not small.replacement.isprintable() and any(c < " " for c in small.replacement):
        raise UnwritableError(say("it would need a new line, which is a new paragraph in Word"), edit)
    if small.span.start == small.span.end:
        return _inserted(edit, small, places)
    spots = _spots(edit, small.span, places)
    first, last = spots[0], spots[-1]
    if first.part != last.part or places.deletion_between(first, last):
        raise UnwritableError(say("it stands in a tracked change: accept or reject the change in Word first"), edit)
    return list(_replaced(spots, small.replacement, places))


def _spots(edit: Edit, span: Span, places: Places) -> list[Spot]:
    found = []
    for offset in range(span.start, span.end):
        spot = places.spot(offset)
        if spot is None or spot.why_not:
            raise UnwritableError(_reason(spot), edit)
        found.append(spot)
    return found


def _reason(spot: Spot | None) -> Phrase:
    if spot is not None and spot.why_not:
        return spot.why_not
    return say("Word makes a part of this text itself (a number, a tab, a line break): change it in Word")


def _inserted(edit: Edit, small: Edit, places: Places) -> list[Change]:
    """Put text between two characters: with one that the edit spans, else behind the one before unless a link or
    another script ends there.
    """
    at = small.span.start
    before = places.spot(at - 1) if at else None
    after = places.spot(at)
    inside = [spot for spot, where in ((before, at - 1), (after, at)) if edit.span.start <= where < edit.span.end]
    own = [spot for spot in (inside or _outside(before, after)) if spot is not None]
    if not own:
        raise UnwritableError(_reason(None), edit)
    spot = next((spot for spot in own if not spot.why_not), own[0])
    if spot.why_not or (not inside and is_marked(spot)):
        raise UnwritableError(
            spot.why_not or say("it would become part of the link or of the raised text before it: add it in Word"),
            edit,
        )
    place = spot.end if spot is before else spot.start
    return list(_written(spot, [(Span(place, place), small.replacement)], places))


def _outside(before: Spot | None, after: Spot | None) -> list[Spot | None]:
    if before is not None and is_marked(before) and after is not None and not is_marked(after):
        return [after]
    return [before] if before is not None else [after]


def is_marked(spot: Spot) -> bool:
    """Whether a character stands in a hyperlink or is raised: text that is added there would be so too."""
    run = spot.element.parent
    raised = run.first("w:rPr", "w:vertAlign") if run is not None else None
    above = run
    while above is not None and above.name != "w:hyperlink":
        above = above.parent
    return above is not None or (raised is not None and raised.get("w:val") not in {"", "baseline"})


def _replaced(spots: Sequence[Spot], replacement: str, places: Places) -> Iterator[Change]:
    """The new text where the first of the characters stood, and the others gone."""
    index = 0
    while index < len(spots):
        element = spots[index].element
        own = [spot for spot in spots[index:] if spot.element is element]
        span = Span(own[0].start, own[-1].end)
        yield from _written(own[0], [(span, replacement if index == 0 else "")], places)
        index += len(own)


_TAG = re.compile(r"""<[^\s>/]+((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*""")


def _written(spot: Spot, slices: Sequence[tuple[Span, str]], places: Places) -> Iterator[Change]:
    """The change of one text, whose outer white space Word shows only where ``xml:space`` says so."""
    source = places.trace.parts[spot.part]
    for span, new in slices:
        yield Change(spot.part, span, escape(new, quote=False))
        tag = _TAG.match(source, spot.element.start)
        end = source.rindex("</", spot.element.start, spot.element.end)
        start = source.index(">", tag.end()) + 1 if tag else end
        head, tail = source[start : span.start] + new, new + source[span.end : end]
        if tag and "xml:space" not in tag[1] and (head[:1].isspace() or tail[-1:].isspace()):
            yield Change(spot.part, Span(tag.end(1), tag.end(1)), ' xml:space="preserve"')


def retargeted(edits: Sequence[Edit], places: Places) -> list[Change]:
    """The changes of the targets of hyperlinks whose text was their target and is changed."""
    text = places.trace.document.text
    known = list(links(places))
    wanted: dict[tuple[str, tuple[Span, ...]], str] = {}
    for link in known:
        new = _new_target(link, edits, text)
        if new is not None and link.places:
            wanted[link.part, link.places] = new
    for link in known:  # a target that other text shows unchanged stays
        if (link.part, link.places) in wanted and _shows(link, text) and _new_target(link, edits, text) is None:
            del wanted[link.part, link.places]
    return [change for (part, spans), new in wanted.items() for change in _retargeted(part, spans, new)]


def _shows(link: Link, text: str) -> bool:
    """Whether a link's text is its target, but for the slash that Word adds to a bare host."""
    return link.span.of(text).strip().rstrip("/") == link.target.rstrip("/")


def _new_target(link: Link, edits: Sequence[Edit], text: str) -> str | None:
    own = [edit for edit in edits if link.span.start <= edit.span.start and edit.span.end <= link.span.end]
    whole = next((e for e in own if e.span.of(text) == link.target != e.replacement), None)
    if whole is not None:
        return whole.replacement
    if not own or not _shows(link, text):
        return None
    moved = [Edit(Span(e.span.start - link.span.start, e.span.end - link.span.start), e.replacement) for e in own]
    new = applied(link.span.of(text), moved).strip()
    return new if new != link.span.of(text).strip() and "://" in new and not any(map(str.isspace, new)) else None


def _retargeted(part: str, spans: Sequence[Span], new: str) -> Iterator[Change]:
    """The new target where the old one's first piece stood; the instruction of a field may be cut into several."""
    runs: list[Span] = []
    for span in spans:
        if runs and runs[-1].end == span.start:
            runs[-1] = Span(runs[-1].start, span.end)
        else:
            runs.append(span)
    for index, run in enumerate(runs):
        yield Change(part, run, escape(new) if index == 0 else "")
