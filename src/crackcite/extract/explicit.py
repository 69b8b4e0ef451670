"""Markers that their form gives away: brackets, raised digits, ``[^4]``, ``<sup>4</sup>``, and what markup says.

Even these need judging: ``m²`` and ``10⁶`` are raised, ``(2)`` may count the points of a sentence. So they too are
sites, with a worth that the place raises or lowers; only a note reference is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crackcite.extract.candidates import Reading, Site
from crackcite.extract.numerals import ascii_digits, numerals
from crackcite.extract.places import left, right, stem_before
from crackcite.model import Document, Form, Hint, HintKind, Span

_S = "[ \u00a0\u2009\u202f\u200a]{0,2}"
_INNER = rf"[0-9]{{1,9}}(?:{_S}(?:[,;]{_S}){{0,2}}[-‐‑‒–—−,;]?{_S}[0-9]{{1,9}})*"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_WRITTEN = re.compile(
    rf"\[\^(?P<note>[0-9]{{1,4}})\]"
    rf"|\[(?P<square>{_S}{_INNER}{_S})\]"
    rf"|\^\[?(?P<caret>{_INNER})\]?\^"
    rf"|<sup>{_S}[\[(]?(?P<tag>{_INNER})[\])]?{_S}</sup>"
    rf"|\\textsuperscript\{{(?P<tex>{_INNER})\}}"
    rf"|\$\^\{{?(?P<math>{_INNER})\}}?\$"
    rf"|\((?P<round>{_S}{_INNER}{_S})\)"
    rf"|(?P<raised>[{_RAISED}]+(?:[,;˒⸴]?[ ]?[⁻–—-]?[{_RAISED}]+)*)"
)
_FORMS = {"note": Form.FOOTNOTE, "square": Form.BRACKET, "round": Form.BRACKET}
_BASE = {"note": 6.0, "square": 3.0, "caret": 4.0, "tag": 4.0, "tex": 4.0, "math": 1.0, "round": 0.0, "raised": 2.5}


def written_sites(text: str, prose: Sequence[Span]) -> Iterator[Site]:
    """The sites that the text itself gives away, in order."""
    for area in prose:
        for match in _WRITTEN.finditer(text, area.start, area.end):
            kind = match.lastgroup or ""
            read = numerals(match[kind])
            start, end = match.span()
            reading = Reading(start, end, read.numbers, _FORMS.get(kind, Form.SUPERSCRIPT), read.flaw, habit=kind)
            reading.score = _BASE[kind] + _surroundings(text, kind, start, end, ascii_digits(match[kind]))
            if max(read.numbers, default=0) < 10**4:
                yield Site(start, end, [reading])


def _surroundings(text: str, kind: str, start: int, end: int, inside: str) -> float:
    """What the place adds to or takes from a marker's worth."""
    before, _ = left(text, start)
    after = right(text, end)
    worth = 0.0
    if kind in ("raised", "tag", "math", "caret"):
        if before in ("unit", "number", "year") or before.startswith(("low1", "up1")):
            worth -= 5.0
        if after in ("upper", "lower", "-", "9"):
            worth -= 3.0
    if kind == "round":
        worth += _round(text, start, end, before, after)
    if kind == "square" and before.startswith(("low", "up1", "close")) and stem_before(text, start) and "-" in inside:
        worth -= 0.5
    return worth


def _round(text: str, start: int, end: int, before: str, after: str) -> float:
    """Round brackets also count points, give years, and add details."""
    if before == "start" or after in ("lower", "upper", "9", "%", "-", "("):
        return -4.0
    worth = 1.5 if after in (".", ",", ";", ":", "end", ")") else 0.0
    if before in ("space:word", "space:close") or before.startswith("low"):
        worth += 0.5
    if before in ("space:other", "loose", "space:stop"):
        worth -= 2.0
    if before.startswith(("low1", "low2", "up", "mix")):
        worth -= 1.5
    return worth


def hinted_sites(document: Document, prose: Sequence[Span]) -> Iterator[Site]:
    """The sites that markup gives away: note references, raised digits, links to an anchor of the page."""
    for hint in _merged(document):
        if not any(area.contains(hint.span) for area in prose):
            continue
        site = _hinted(document.text, hint)
        if site:
            yield site


def _merged(document: Document) -> list[Hint]:
    """Note references, links within the page and raised ranges, in order; touching raised ranges are one."""
    found: list[Hint] = []
    kinds = (HintKind.NOTE_REF, HintKind.SUPERSCRIPT, HintKind.LINK)
    hints = [h for h in document.hints if h.kind in kinds and (h.kind is not HintKind.LINK or h.value.startswith("#"))]
    for hint in sorted(hints, key=lambda h: (h.span.start, -h.span.end, kinds.index(h.kind))):
        last = found[-1] if found else None
        if last and last.span.overlaps(hint.span):
            if hint.kind is HintKind.NOTE_REF:
                found[-1] = hint
            continue
        between = document.text[last.span.end : hint.span.start] if last else "x"
        if (
            last
            and re.fullmatch(r"[ ,;–-]{0,3}", between)
            and last.kind is hint.kind is not HintKind.NOTE_REF
            and (between or hint.kind is HintKind.SUPERSCRIPT)
        ):
            found[-1] = Hint(hint.kind, Span(last.span.start, hint.span.end))
        else:
            found.append(hint)
    return found


_HINTED = re.compile(rf"\s*(?:[\[(])?\^?({_INNER}|[{_RAISED}⁻˒,–-]+)[\])]?[.,]?\s*")


def _hinted(text: str, hint: Hint) -> Site | None:
    start, end = hint.span.start, hint.span.end
    match = _HINTED.fullmatch(text, start, end)
    inside = match[1] if match else hint.value if hint.kind is HintKind.NOTE_REF else ""
    read = numerals(inside) if re.search(rf"[0-9{_RAISED}]", inside) else None
    if read is None:
        return None
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    form = {HintKind.NOTE_REF: Form.FOOTNOTE}.get(
        hint.kind, Form.BRACKET if text[start] in "[(" and hint.kind is HintKind.LINK else Form.SUPERSCRIPT
    )
    reading = Reading(start, end, read.numbers, form, read.flaw, habit=f"hint:{hint.kind}")
    if hint.kind is HintKind.SUPERSCRIPT:
        reading.score = 4.0 + _surroundings(text, "tag", start, end, ascii_digits(inside))
    else:
        reading.score = 5.0
    return Site(start, end, [reading], certain=hint.kind is HintKind.NOTE_REF)
