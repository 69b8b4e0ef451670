"""Lines that hold more than one: a heading with the first entry after it, a whole list in one paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crackcite.extract.headings import is_heading
from crackcite.extract.labels import label
from crackcite.extract.lines import Line
from crackcite.patterns import lazy

_FIRST = lazy(r"(?P<heading>[^\n]{3,70}?)(?:[ \t\u00a0]*+[:.–—-])?[ \t\u00a0]++(?=(?:\[1\]|\(1\)|1[.)])\s*\S)")
_OPENING = r"\s*(?=[^\W\d_a-zß-öø-ÿ]|https?:|www\.|doi|[\"“„«‘‹'’]|(?:van|von|de|di|da|den|ten)\s)"
_STYLES = {
    "square": lazy(r"(?<=\s)\[([0-9]{1,4})\][.:]?" + _OPENING),
    "round": lazy(r"(?<=\s)\(([0-9]{1,4})\)" + _OPENING),
    "dot": lazy(r"(?<=\s)([0-9]{1,4})\.(?=\s)" + _OPENING),
    "paren": lazy(r"(?<=\s)([0-9]{1,4})\)" + _OPENING),
}
_FEWEST = 3  # entries in one paragraph; fewer may be counted in a sentence


def spread(page: Sequence[Line]) -> list[Line]:
    """The lines, cut where a heading runs on into its list and where a list under a heading is one paragraph."""
    found: list[Line] = []
    under_heading = False
    for at, line in enumerate(page):
        pieces = list(_heading_first(line, page, at))
        if under_heading or len(pieces) > 1:
            pieces[-1:] = _entries(pieces[-1], page, at)
        found += pieces
        if line.bare:
            under_heading = len(pieces) == 1 and is_heading(line.bare)
    return found


def _heading_first(line: Line, page: Sequence[Line], at: int) -> Iterator[Line]:
    """The heading and what follows it on its line; the line as it is where the two are not both there."""
    match = _FIRST.match(line.bare)
    if match and is_heading(match["heading"]):
        rest = _part(line, match.end(), len(line.bare))
        if _goes_on(rest, page, at) or len(_starts(rest)) >= _FEWEST:
            yield _part(line, 0, match.end("heading"))
            yield rest
            return
    yield line


def _entries(line: Line, page: Sequence[Line], at: int) -> list[Line]:
    """The entries of a list that is one paragraph, a line each; the line as it is where it holds one entry."""
    starts = _starts(line)
    if len(starts) < _FEWEST or _goes_on(line, page, at):
        return [line]
    return [_part(line, start, end) for start, end in zip(starts, [*starts[1:], len(line.bare)], strict=True)]


def _goes_on(line: Line, page: Sequence[Line], at: int) -> bool:
    """Whether the next line that is not blank has the label that follows on this line's."""
    first = label(line)
    after = next((label(later) for later in page[at + 1 : at + 4] if later.bare), None)
    return bool(first and after and after.style == first.style and after.number == first.number + 1)


def _starts(line: Line) -> list[int]:
    """Where in the line the labels 1, 2, 3 … of one style stand, each before what may open a source."""
    first = label(line)
    if first is None or first.number != 1 or first.style not in _STYLES:
        return []
    starts = [0]
    for match in _STYLES[first.style].finditer(line.bare):
        if int(match[1]) == len(starts) + 1:
            starts.append(match.start())
    return starts


def _part(line: Line, start: int, end: int) -> Line:
    """A part of a line as a line, without white space at its ends; offsets count from the line's start."""
    raw = line.bare[start:end]
    start += len(raw) - len(raw.lstrip())
    bare = raw.strip()
    return Line(line.start + start, line.start + start + len(bare), bare)
