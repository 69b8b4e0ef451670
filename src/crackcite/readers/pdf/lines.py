"""From characters on a page to lines with their superscripts: pure geometry.

A character is raised when it is smaller than its line's text and its baseline stands higher. Both are relative to the
line, because sizes differ between text and notes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

_SMALLER = 0.88
_HIGHER = 0.12
_NEW_LINE = 0.7
_PARAGRAPH = 1.6


class Character(NamedTuple):
    """A character with its baseline, size and left edge in points; ``generated``: made up for a gap."""

    text: str
    baseline: float
    size: float
    left: float
    generated: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line: runs of text, each raised or not; its baseline and size; the number of its page."""

    runs: tuple[tuple[str, bool], ...]
    baseline: float
    size: float
    page: int

    @property
    def text(self) -> str:
        """The line's whole text."""
        return "".join(text for text, _ in self.runs)


def lines_of(characters: list[Character], page: int) -> list[Line]:
    """The lines of a page, in the order in which its characters come."""
    groups: list[list[Character]] = []
    current: list[Character] = []
    ended = False
    for character in characters:
        if character.text in "\r\n":
            ended = True
        elif current and ended and _is_new_line(current, character):
            groups.append(current)
            current, ended = [character], False
        else:
            if (
                ended
                and current
                and not character.text.isspace()
                and character.left - current[-1].left > 4 * character.size
            ):
                current.append(Character(" ", character.baseline, character.size, character.left, True))
            current.append(character)
            ended = False if not character.generated else ended
    return [_line(group, page) for group in (*groups, current) if any(not c.text.isspace() for c in group)]


def _is_new_line(line: list[Character], character: Character) -> bool:
    """Whether a character after a line's end stands on another line, and is not merely raised or lowered."""
    placed = [c for c in line[-40:] if not c.generated and not c.text.isspace()]
    if not placed or character.generated:
        return not character.generated
    size = max(c.size for c in placed)
    nearest = min(abs(c.baseline - character.baseline) for c in placed)
    return nearest > _NEW_LINE * size or character.left < placed[0].left - size


def _line(characters: list[Character], page: int) -> Line:
    visible = [c for c in characters if not c.generated and not c.text.isspace()]
    size = _usual([c.size for c in visible])
    baseline = _usual([c.baseline for c in visible if c.size > _SMALLER * size] or [c.baseline for c in visible])
    flags: list[tuple[str, bool]] = []
    for character in characters:
        raised = character.size < _SMALLER * size and character.baseline > baseline + _HIGHER * size
        space = character.generated or character.text.isspace()
        flags.append((character.text, flags[-1][1] if space and flags else raised and not space))
    runs = (("".join(text for text, _ in run), raised) for raised, run in groupby(flags, key=lambda flag: flag[1]))
    return Line(tuple(runs), baseline, size, page)


def _usual(values: list[float]) -> float:
    """The commonest value, to a tenth of a point."""
    return Counter(round(value, 1) for value in values).most_common(1)[0][0]


def begins_paragraph(before: Line, line: Line) -> bool:
    """Whether more than a line's height parts two lines of one page."""
    return before.page == line.page and abs(before.baseline - line.baseline) > _PARAGRAPH * max(before.size, line.size)


def margins(pages: list[list[Line]]) -> set[int]:
    """The identities of lines that are headers, footers or page numbers: the first or last of a page, and either a
    number alone or, but for its digits, the same on three pages or more.
    """
    edges = [line for page in pages for line in {id(e): e for e in (*page[:2], *page[-2:])}.values()]
    counts = Counter(_shape(line) for line in edges)
    outer = {id(line): line for page in pages for line in (*page[:1], *page[-1:])}
    return {
        id(line)
        for line in edges
        if counts[_shape(line)] >= 3
        or (id(line) in outer and line.text.strip().strip("-–—| ").isdecimal() and len(pages) > 1)
    }


def _shape(line: Line) -> str:
    return "".join("0" if char.isdecimal() else char for char in line.text.strip())
