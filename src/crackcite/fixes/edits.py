"""What can be done with edits of a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crackcite.model import Edit, Span


def applied(text: str, edits: Sequence[Edit]) -> str:
    """``text`` with the edits made, which are sorted and do not overlap."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.span.start], edit.replacement]
        at = edit.span.end
    return "".join([*pieces, text[at:]])


def trimmed(edit: Edit, text: str) -> Edit:
    """An edit without the characters at its ends that it leaves as they are."""
    old, new = edit.span.of(text), edit.replacement
    shortest = min(len(old), len(new))
    first = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    last = next((at for at in range(shortest - first) if old[-1 - at] != new[-1 - at]), shortest - first)
    return Edit(Span(edit.span.start + first, edit.span.end - last), new[first : len(new) - last])


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """Edits from the first to the last place of the text; what is inserted stands before what is replaced there."""
    return sorted(edits, key=lambda edit: (edit.span.start, edit.span.end, edit.replacement))


def touch(one: Edit, other: Edit) -> bool:
    """Whether two edits cannot both be made: they share a character, or both put something at one place."""
    if one.span.overlaps(other.span):
        return True
    return one.span == other.span and one.span.start == one.span.end


def results(edits: Sequence[Edit]) -> list[Span]:
    """Where the replacements of edits, which are sorted and do not overlap, stand in the text after them."""
    found, shift = [], 0
    for edit in edits:
        start = edit.span.start + shift
        found.append(Span(start, start + len(edit.replacement)))
        shift += len(edit.replacement) - (edit.span.end - edit.span.start)
    return found
