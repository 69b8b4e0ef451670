"""What tells the source list of a text without a known heading: how its entries look, where it stands, who cites it."""

from __future__ import annotations

import re

from crackcite.extract.headings import misspelt, trimmed
from crackcite.extract.page import Found, Page
from crackcite.model import Document, Heading, HintKind, Span, say
from crackcite.patterns import lazy

_FEWEST_CITED = 3  # entries; of fewer numbers it is no sign that the text has them in order
_LONGEST_HEADING = 60
_REACH = 100_000  # characters before a list that are searched for what cites it: more than any article has
_SIGN = lazy(
    r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|https?:|www\.|doi|\bet al\b|\bpp?\.|\bIbid|\bISBN|\bvgl\.|\bop\. ?cit"
    r"|\b[^\W\d_a-z]\.(?=[\s,])",
    re.IGNORECASE,
)
_PLAIN_MARKER = lazy(
    r"(?:(?<=[^\W\d_])|(?<=[.,;:!?»”\"’)\]]))([0-9]{1,3})(?![\w%]|[.,][0-9])|[\[(]([0-9]{1,3})[\])]|\^([0-9]{1,3})\b"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def sourcelike(text: str) -> bool:
    """Whether a text shows the signs of a source: a year, an address, initials, pages."""
    return bool(_SIGN.search(text))


def at_the_end(found: Found, text: str) -> bool:
    """Whether little text follows a list, and some precedes it."""
    return len(text) - found.span.end <= max(1500, len(text) // 10) and found.span.start > 0


def looks_like_sources(found: Found, text: str) -> bool:
    """Whether at least half the entries of a list show the signs of a source."""
    return sum(sourcelike(entry.span.of(text)) for entry in found.entries) * 2 >= len(found.entries)


def plainly_cited(document: Document, found: Found) -> bool:
    """Whether the text before a list has each of its numbers where a marker stands, first mentioned in order."""
    if next(document.of_kind(HintKind.NOTE), None):
        return False  # the markers refer to the notes that markup names
    numbers = [entry.number for entry in found.entries]
    if len(numbers) < _FEWEST_CITED or numbers != list(range(1, len(numbers) + 1)):
        return False
    awaited = 1
    for _, number in sorted(_marker_like(document, found.span.start)):
        awaited += number == awaited
    return awaited > len(numbers)


def _marker_like(document: Document, end: int) -> list[tuple[int, int]]:
    """The numbers before the offset ``end`` that stand where markers do, each with its offset."""
    start = max(0, end - _REACH)
    matches = _PLAIN_MARKER.finditer(document.text[start:end].translate(_RAISED))
    places = [(start + match.start(), int(match[match.lastindex or 0])) for match in matches]
    hints = [hint.span for hint in document.of_kind(HintKind.SUPERSCRIPT) if hint.span.end <= end]
    told = [(span.start, span.of(document.text).strip("[]() ")) for span in hints]
    return places + [(at, int(written)) for at, written in told if re.fullmatch("[0-9]{1,3}", written)]


def line_above(page: Page, found: Found) -> Heading | None:
    """The short line that is no sentence above a list's first entry, if there is one."""
    above = found.first_line - 1
    while above >= 0 and not page.lines[above].bare:
        above -= 1
    if above < 0 or len(page.lines[above].bare) > _LONGEST_HEADING or page.lines[above].bare[-1] in ".!?,;…":
        return None
    line = page.lines[above]
    start, end = trimmed(line.bare)
    return Heading(Span(line.start + start, line.start + end), line.bare[start:end])


def read_as(heading: Heading) -> str:
    """A sentence that says how a heading was read that is not known; empty where it is like no known one."""
    known = misspelt(heading.text)
    if not known:
        return ""
    return say("The heading “{heading}” was read as “{known}”.", heading=heading.text, known=known)
