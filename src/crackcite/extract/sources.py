"""Source lists and their entries, found in the lines of a text or told by hints.

A list is a run of labelled lines that keep in step: 1, 2, 3 … in one style. It is a *source* list where a known
heading stands before it, or where it closes the text and its entries look like sources. What lies between two labels
belongs to the entry before; how far the last entry reaches is learned from the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from crackcite.extract.closing import at_the_end, line_above, looks_like_sources, plainly_cited, read_as, sourcelike
from crackcite.extract.footers import is_footer
from crackcite.extract.headings import is_heading, trimmed
from crackcite.extract.labels import CAREFUL, label
from crackcite.extract.lines import Line
from crackcite.extract.page import Entry, Found, Page
from crackcite.model import Document, Heading, HintKind, Span, say
from crackcite.patterns import lazy

_LONGEST_ENTRY = 60  # lines; text that goes on longer without a label is not one source
_INTRODUCTION = 2  # lines of text that may stand between a heading and the first entry


def find_lists(document: Document) -> list[Found]:
    """Every source list of the document, in order of appearance."""
    page = Page(document)
    notes = [_with_heading(page, each) for each in _notes(document)]
    listed = list(_headed(page))
    if not any(each.numbered for each in listed):
        listed += [each for each in _closing(page, document) if _stands_beside(each, listed, document)]
    found = [each for each in listed if not any(_same_entries(each, other) for other in notes)]
    return sorted([*notes, *found], key=lambda each: each.extent.start)


def _stands_beside(found: Found, headed: Sequence[Found], document: Document) -> bool:
    """Whether a numbered list without a known heading is one beside lists without numbers that have one."""
    apart = not any(found.span.overlaps(each.span) for each in headed)
    return not headed or (apart and plainly_cited(document, found))


def _same_entries(found: Found, notes: Found) -> bool:
    """Whether a list found in the lines is what markup names as notes: one list, read twice."""
    bodies = {entry.span.end for entry in notes.entries}
    return any(entry.span.end in bodies for entry in found.entries)


def _with_heading(page: Page, notes: Found) -> Found:
    """The notes with the heading that stands on the line before the first of them."""
    start = min(entry.span.start for entry in notes.entries)
    above = bisect_right([line.start for line in page.lines], start) - 2
    while above >= 0 and not page.lines[above].bare:
        above -= 1
    if above < 0 or not is_heading(page.lines[above].bare):
        return notes
    return replace(notes, heading=_heading(page.lines[above]))


def _notes(document: Document) -> Iterator[Found]:
    """The footnotes and endnotes that markup names, as one list."""
    bodies = sorted(document.of_kind(HintKind.NOTE), key=lambda hint: hint.span.start)
    if bodies:
        yield Found(
            tuple(_note(document.text, hint.span, hint.value, at) for at, hint in enumerate(bodies, 1)), notes=True
        )


def _note(text: str, span: Span, value: str, ordinal: int) -> Entry:
    start, end = _tight(text, span.start, span.end)
    written = label(Line(start, end, text[start:end]))
    if written and str(written.number) == value and written.style != "plain":
        return Entry(written.number, written.span, Span(*_tight(text, min(written.body, end), end)))
    return Entry(int(value) if value.isdecimal() and len(value) < 10 else ordinal, Span(start, start), Span(start, end))


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _headed(page: Page) -> Iterator[Found]:
    """The lists that stand under a heading for sources."""
    done = -1
    for index, line in enumerate(page.lines):
        if index <= done or not line.bare or len(line.bare) > 80 or not is_heading(line.bare):
            continue
        found = _numbered_under(page, index) or _unnumbered_under(page, index)
        if found:
            done = found.last_line
            yield found


def _heading(line: Line) -> Heading:
    start, end = trimmed(line.bare)
    return Heading(Span(line.start + start, line.start + end), line.bare[start:end])


def _numbered_under(page: Page, index: int) -> Found | None:
    at = page.next_written(index + 1)
    for _ in range(_INTRODUCTION + 1):
        if at >= len(page.lines) or is_heading(page.lines[at].bare):
            return None
        run = _run(page, at, headed=True)
        if len(run) > 1 or (run and _number(page, run[0]) == 1):
            return _found(page, run, heading=_heading(page.lines[index]))
        at = page.next_written(at + 1)
    return None


def _run(page: Page, first: int, *, headed: bool = False) -> list[int]:
    """The indices of the labelled lines of the list that starts at line ``first``; empty where none does.

    A list under a known heading is not over where one entry is very long: the very next number goes on with it.
    """
    opening = page.labels[first]
    if opening is None or (opening.style in CAREFUL and opening.number != 1):
        return []
    run, last, quiet = [first], opening.number, 0
    for index in range(first + 1, len(page.lines)):
        line, here = page.lines[index], page.labels[index]
        quiet += bool(line.bare)
        if (quiet > _LONGEST_ENTRY and not headed) or (line.bare and len(line.bare) < 80 and is_heading(line.bare)):
            break
        if here is None or here.style != opening.style or (quiet > _LONGEST_ENTRY and here.style in CAREFUL):
            continue
        if here.number == 1 and last > 1:
            break
        if here.number == last + 1 or (quiet <= _LONGEST_ENTRY and _in_step(page, index, last, opening.style)):
            run.append(index)
            last, quiet = here.number, 0
    return run


def _in_step(page: Page, index: int, last: int, style: str) -> bool:
    """Whether the label of a line goes on with a list that has come to number ``last``."""
    number = _number(page, index)
    if number == last + 1:
        return True
    if style in CAREFUL:
        return number == last + 2
    if last < number <= last + 3:
        return True
    # A number used twice, or two that changed places: only where the list then goes on as if nothing had happened.
    following = _following(page, index, style)
    if last - 3 <= number <= last:
        return following is None or last < following <= last + 3
    return last < number <= last + 60 and following == number + 1


def _number(page: Page, index: int) -> int:
    here = page.labels[index]
    return here.number if here else -1


def _following(page: Page, index: int, style: str) -> int | None:
    for later in range(index + 1, min(index + _LONGEST_ENTRY, len(page.lines))):
        here = page.labels[later]
        if here and here.style == style:
            return here.number
    return None


def _found(page: Page, run: Sequence[int], heading: Heading | None, remark: str = "") -> Found:
    entries: list[Entry] = []
    stop = _last_line(page, run)
    closed = [*run[1:], stop + 1]
    one_line = all(
        sum(bool(page.lines[at].bare) for at in range(a, b)) == 1
        for a, b in pairwise(run)
        if _number(page, b) == _number(page, a) + 1
    )
    for index, after in zip(run, closed, strict=True):
        entries.extend(_entries_between(page, index, after, split=one_line and len(run) > 3))
    return Found(tuple(entries), heading, remark=remark, first_line=run[0], last_line=stop)


def _entries_between(page: Page, index: int, after: int, *, split: bool) -> Iterator[Entry]:
    """The entry of a labelled line, and the lines after it that lost their number in a list of one-line entries."""
    here = page.labels[index]
    if here is None:
        return
    written = [at for at in range(index + 1, after) if page.lines[at].bare]
    missing = _number(page, after) - here.number - 1 if after < len(page.lines) and page.labels[after] else 0
    lost = written if split and 0 < len(written) <= missing and page.lines[index].end > here.body else []
    last = index if lost else max([index, *written])
    end = here.end if here.end is not None else page.lines[last].end
    yield Entry(here.number, here.span, Span(*_tight(page.text, min(here.body, end), end)))
    for at in lost:
        start = page.lines[at].start
        yield Entry(None, Span(start, start), page.lines[at].span)


def _last_line(page: Page, run: Sequence[int]) -> int:
    """The last line of the last entry, judged by how far the others reach."""
    final = run[-1]
    here = page.labels[final]
    if here and here.end is not None:
        return final
    lengths, blank = [0], False
    for a, b in pairwise(run):
        written = [at for at in range(a, b) if page.lines[at].bare]
        lengths.append(len(written) - 1)
        blank = blank or any(not page.lines[at].bare for at in range(a, written[-1]))
    longest = max(lengths)
    if here and here.body >= page.lines[final].end:
        longest = max(longest, 1)  # the number stands alone on its line
    goes_on = [at for a, b in pairwise(run) for at in range(a + 1, b) if page.lines[at].bare]
    indented = bool(goes_on) and all(map(page.indented, goes_on))
    end, used = final, 0
    for at in range(final + 1, len(page.lines)):
        line = page.lines[at]
        if used >= longest or (not line.bare and not blank) or is_heading(line.bare) or is_footer(line.bare):
            break
        if line.bare and indented and not page.indented(at):
            break
        if page.lines[at].bare:
            end, used = at, used + 1
    return end


_BULLET = lazy(r"[-*•‣▪◦–—]\s+")


def _unnumbered_under(page: Page, index: int) -> Found | None:
    entries: list[Entry] = []
    last = index
    for at in range(index + 1, len(page.lines)):
        line = page.lines[at]
        if not line.bare:
            continue
        if is_heading(line.bare) or (entries and not sourcelike(line.bare) and len(line.bare) < 60):
            break
        bullet = _BULLET.match(line.bare)
        start = line.start + (bullet.end() if bullet else 0)
        entries.append(Entry(None, Span(start, start), Span(start, line.end)))
        last = at
    good = sum(sourcelike(entry.span.of(page.text)) for entry in entries)
    if not entries or good * 2 < len(entries) or good < min(2, len(entries)):
        return None
    heading = _heading(page.lines[index])
    return Found(tuple(entries), heading, numbered=False, first_line=index + 1, last_line=last)


def _closing(page: Page, document: Document) -> Iterator[Found]:
    """The last numbered list that closes a text without a known heading, or that the text plainly cites."""
    runs: list[list[int]] = []
    index = 0
    while index < len(page.lines):
        here = page.labels[index]
        run = _run(page, index) if here and here.number == 1 else []
        if len(run) >= 2:
            runs.append(run)
            index = run[-1]
        index += 1
    for run in reversed(runs):
        if sources := _as_sources(page, document, _found(page, run, heading=None)):
            yield sources
            return


def _as_sources(page: Page, document: Document, found: Found) -> Found | None:
    """The list with the heading that was read as one of sources; ``None`` where it is no list of sources."""
    above, last = line_above(page, found), at_the_end(found, document.text)
    if above and (remark := read_as(above)) and last and looks_like_sources(found, document.text):
        return replace(found, heading=above, remark=remark)
    if above and plainly_cited(document, found):
        remark = say(
            "The heading “{heading}” was read as that of the sources: the text cites the numbers under it.",
            heading=above.text,
        )
        return replace(found, heading=above, remark=remark)
    if last and (looks_like_sources(found, document.text) or plainly_cited(document, found)):
        return found
    return None
