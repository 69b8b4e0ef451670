"""How an article writes its markers, and other numbers written the same way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crackcite.extract.numerals import COMMAS, DASHES, ascii_digits, numerals
from crackcite.model import Form, Marker

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_D = "0-9⁰¹²³⁴⁵⁶⁷⁸⁹"
_SPACE = " \u00a0\u2009\u202f\u200a"
_GROUP = re.compile(rf"[{_D}]+(?:[{_SPACE}{re.escape(COMMAS + DASHES)}]*[{_D}]+)*")
_BETWEEN = re.compile(rf"[^{_D}]+")
_USUAL = {Form.SUPERSCRIPT: ",", Form.FLATTENED: ",", Form.BRACKET: ", ", Form.FOOTNOTE: ","}


@dataclass(frozen=True, slots=True)
class Habit:
    """How markers of one kind are written: what stands between two numbers, what between the ends of a range, and how
    many numbers in a row make one (0: ranges are never written).
    """

    comma: str
    dash: str
    row: int


def group_of(marker: Marker) -> tuple[int, int] | None:
    """Where in the marker's text its numbers stand, without brackets and what else is said there; None: not found."""
    for match in _GROUP.finditer(marker.text):
        if numerals(match[0]).numbers == marker.numbers:
            return match.span()
    return None


def habits(markers: Iterable[Marker]) -> dict[str, Habit]:
    """The habit of every kind of marker (form, and whether its digits are raised characters) in an article."""
    groups: dict[str, list[str]] = {}
    forms: dict[str, Form] = {}
    for marker in markers:
        if place := group_of(marker):
            groups.setdefault(kind_of(marker), []).append(marker.text[slice(*place)])
            forms[kind_of(marker)] = marker.form
    everything = [written for several in groups.values() for written in several]
    return {kind: _habit(groups[kind], everything, kind, forms[kind]) for kind in groups}


def kind_of(marker: Marker) -> str:
    """What markers must share to be written alike."""
    raised = any(character in "⁰¹²³⁴⁵⁶⁷⁸⁹" for character in marker.text)
    return f"{marker.form}:raised" if raised else f"{marker.form}:{marker.text[:1] if marker.text[:1] in '[(' else ''}"


def _habit(groups: Sequence[str], everything: Sequence[str], kind: str, form: Form) -> Habit:
    raised = kind.endswith(":raised")
    commas = _commonest(between for between in _betweens(groups) if not _is_range(between))
    dashes = _commonest(between for between in _betweens(groups) if _is_range(between))
    usual = Habit("˒" if raised else _USUAL[form], "⁻" if raised else "–", 0)
    return Habit(commas or usual.comma, dashes or usual.dash, _row(groups) or _row(everything))


def _betweens(groups: Iterable[str]) -> Iterator[str]:
    for group in groups:
        yield from _BETWEEN.findall(group)


def _is_range(between: str) -> bool:
    return any(character in DASHES for character in between)


def _commonest(found: Iterable[str]) -> str:
    counted = Counter(found).most_common(1)
    return counted[0][0] if counted else ""


def _row(groups: Sequence[str]) -> int:
    """From how many numbers in a row on a range is written: two where ``4–5`` is, else three; more where three in a row
    are written out.
    """
    lengths, written_out = [], [2]
    for group in groups:
        numbers = [int(ascii_digits(number)) for number in re.findall(rf"[{_D}]+", group)]
        marks = [_is_range(between) for between in _BETWEEN.findall(group)]
        lengths += [b - a + 1 for (a, b), ranged in zip(pairwise(numbers), marks, strict=True) if ranged]
        row = 1
        for (a, b), ranged in zip(pairwise(numbers), marks, strict=True):
            row = row + 1 if b == a + 1 and not ranged else 1
            written_out.append(row)
    if not lengths:
        return 0
    return 2 if min(lengths) == 2 else max(3, min(max(written_out) + 1, min(lengths)))


def rows(numbers: Sequence[int], row: int) -> list[tuple[int, int]]:
    """Numbers as (first, last) of the ranges that a habit makes of them; (n, n) for one alone."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    found: list[tuple[int, int]] = []
    for run in runs:
        found += [(run[0], run[-1])] if row and len(run) >= row else [(number, number) for number in run]
    return found


def written(numbers: Sequence[int], group: str, habit: Habit) -> str:
    """Numbers written as ``group`` is, or, for what it does not show, as the article does."""
    betweens = _BETWEEN.findall(group)
    comma = next((between for between in betweens if not _is_range(between)), habit.comma)
    dash = next((between for between in betweens if _is_range(between)), habit.dash)
    pieces = [str(a) if a == b else f"{a}{dash}{b}" for a, b in rows(numbers, habit.row)]
    text = comma.join(pieces)
    return text.translate(_RAISED) if group[0] not in "0123456789" else text
