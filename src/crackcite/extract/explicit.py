"""Markers that their form gives away: brackets, raised digits, ``[^4]``, ``<sup>4</sup>``, and what markup says.

Even these need judging: ``m²`` and ``10⁶`` are raised, ``(2)`` may count the points of a sentence. So they too are
sites, with a worth that the place raises or lowers; only a note reference is certain.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from crackcite.extract.candidates import LONGEST_NUMBER, Reading, Site
from crackcite.extract.numerals import numerals
from crackcite.extract.places import left, line_class, right, stem_before
from crackcite.model import Document, Form, Hint, HintKind, Span
from crackcite.patterns import lazy

_S = "[ \u00a0\u2009\u202f\u200a]{0,2}"
_INNER = rf"[0-9]{{1,9}}+(?:{_S}(?:[,;]{_S}){{0,2}}[-‐‑‒–—−,;]?{_S}[0-9]{{1,9}}+)*+"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SEE = r"(?:see|see also|cf\.?|e\.g\.,?|voir|zie|siehe|vgl\.|véase|vedi|ver)"
_PLACE = r"(?:pp?\.|S\.|blz\.|págs?\.|ch(?:ap)?\.|sect?\.|§|art\.|fig\.|Th(?:m|eorem)|Lemma|Section)[^\[\]\n]{0,40}"
_WRITTEN = lazy(
    rf"\[\^(?P<note>[0-9]{{1,4}})\]"
    rf"|\[(?:{_SEE} )?(?P<square>{_S}{_INNER}{_S})(?:,? {_PLACE})?\]"
    rf"|\^\[?(?P<caret>{_INNER})\]?\^"
    rf"|<sup>{_S}[\[(]?(?P<tag>{_INNER})[\])]?{_S}</sup>"
    rf"|\\textsuperscript\{{(?P<tex>{_INNER})\}}"
    rf"|\$\^\{{?(?P<math>{_INNER})\}}?\$"
    rf"|\((?P<round>{_S}{_INNER}{_S})\)"
    rf"|(?P<raised>[{_RAISED}]+(?:[,;˒⸴]?[ ]?[⁻–—-]?[{_RAISED}]+)*)"
)
_FORMS = {"note": Form.FOOTNOTE, "square": Form.BRACKET, "round": Form.BRACKET}


def written_sites(text: str, prose: Sequence[Span]) -> Iterator[Site]:
    """The sites that the text itself gives away, in order."""
    found = [site for area in prose for site in _written(text, area)]
    for index, site in enumerate(found):
        reading = site.readings[0]
        near = found[max(0, index - _NEAR) : index] + found[index + 1 : index + 1 + _NEAR]
        numbers = frozenset(
            other.readings[0].numbers[0]
            for other in near
            if other.readings[0].family == reading.family
            and len(other.readings[0].numbers) == 1
            and abs(other.start - site.start) < _CLOSE
        )
        _describe(text, reading, numbers)
    for run in _runs(text, found):
        if sum(right(text, reading.end) in ("_a", "_A") for reading in run) * 10 >= 7 * len(run):
            for reading in run:
                reading.features += ("round:enumeration",)
    for reading in _quantities(text, found):
        reading.features += ("round:quantity",)
    return iter(found)


_DECIMAL = lazy(r"\([0-9]+\.[0-9]+\)")
_SENTENCE = lazy(r"[.!?]\s+(?=[^\W\d_])|\n")


def _quantities(text: str, found: Sequence[Site]) -> Iterator[Reading]:
    """The numbers in round brackets whose sentence puts a decimal there too: ``flour (70), salt (1.75)``."""
    rounds = [site.readings[0] for site in found if site.readings[0].family == "round"]
    starts = [reading.start for reading in rounds]
    for decimal in _DECIMAL.finditer(text) if rounds else ():
        start = max(0, decimal.start() - _CLOSE)
        before = [match.end() for match in _SENTENCE.finditer(text, start, decimal.start())]
        after = _SENTENCE.search(text, decimal.end(), decimal.end() + _CLOSE)
        sentence = Span(before[-1] if before else start, after.start() if after else decimal.end() + _CLOSE)
        first, last = (bisect_left(starts, edge) for edge in (sentence.start, sentence.end))
        yield from rounds[first:last]


def _runs(text: str, found: Sequence[Site]) -> Iterator[list[Reading]]:
    """The runs (1) … (2) … (3) in round brackets within one line: the points of a sentence, or markers in order."""
    runs: list[list[Reading]] = []
    for reading in (site.readings[0] for site in found if site.readings[0].family == "round"):
        near = [run for run in runs[-_NEAR:] if reading.start - run[-1].end < _CLOSE]
        run = next((run for run in near if reading.numbers == (run[-1].numbers[0] + 1,)), None)
        if run and "\n" not in text[run[-1].end : reading.start]:
            run.append(reading)
        elif reading.numbers == (1,):
            runs.append([reading])
    return (run for run in runs if len(run) > 1)


_NEAR = 3  # sites
_CLOSE = 400  # characters


def _written(text: str, area: Span) -> Iterator[Site]:
    for match in _WRITTEN.finditer(text, area.start, area.end):
        kind = match.lastgroup or ""
        read = numerals(match[kind])
        start, end = match.span()
        reading = Reading(start, end, read.numbers, _FORMS.get(kind, Form.SUPERSCRIPT), read.flaw, family=kind)
        if read.numbers and read.numbers[0] < 10**LONGEST_NUMBER:
            yield Site(start, end, [reading])


_ALIKE = {"caret": "sup", "tag": "sup", "tex": "sup", "math": "sup", "raised": "sup", "hint": "sup"}


def _describe(text: str, reading: Reading, neighbours: frozenset[int] = frozenset()) -> None:
    """Set the features and the habit of a reading whose form is that of a marker.

    ``neighbours`` are the numbers that stand in the same brackets close by.
    """
    (before, habit), after = left(text, reading.start), right(text, reading.end)
    kind = _ALIKE.get(reading.family, reading.family)
    reading.habit = f"{reading.family}:{habit}"
    reading.features = (
        "is:" + kind,
        f"{kind}L:{_before(before)}",
        f"{kind}R:{_after(after)}",
    )
    if kind == "sup":
        reading.features += _raised(text, reading, before, after)
    if len(reading.numbers) > 1:
        reading.features += (f"list:{kind}",)
    elif reading.numbers and (reading.numbers[0] - 1 in neighbours or reading.numbers[0] + 1 in neighbours):
        reading.features += (f"{kind}:counting", f"{kind}:counting{_after(after)}")
    if kind == "round" and before in ("space:stop", "start") and after == "_A":
        reading.features += ("round:item",)
    if 1500 <= max(reading.numbers, default=0) < 2100:
        reading.features += (f"{kind}:year",)
    if kind == "square" and not before.startswith("space") and _indexes(text, reading):
        reading.features += ("square:index",)
    if reading.numbers[:1] >= (1000,):
        reading.features += (f"{kind}:thousand",)
    if _THOUSANDS.fullmatch(text[reading.start + 1 : reading.end - 1]):
        reading.features += ("thousands",)


_SIGNS = ("⁻", "⁺")
_POWER = lazy(r"[0-9] ?[×x·*∙] ?10[ \u00a0\u2009]?$")
_TEN = lazy(r"(?:^|[^0-9.,/–-])10[ \u00a0\u2009]?$")


#: A volume and, raised, its edition, as notes cite them: ``Hammer I.² S. 152``.
_VOLUME = lazy(r"(?<![^\W_])[IVXLC]+\.?$")
_PAGES = lazy(r"[,.]?[ \u00a0](?:S\.|pp?\.|blz\.|[0-9])")


def _raised(text: str, reading: Reading, before: str, after: str) -> tuple[str, ...]:
    """What raised digits are that are no marker: a square or cube, a power of ten, an isotope, an address's key."""
    found = []
    if before == "unit" and len(reading.numbers) == 1 and reading.numbers[0] <= 4:
        found.append("sup:unit")
    if text[max(0, reading.start - 1) : reading.start] in _SIGNS:
        found.append("sup:power")  # 10⁻³, s⁻¹, Na⁺²
    elif _POWER.search(text[max(0, reading.start - 12) : reading.start]):
        found.append("sup:power")
    elif len(reading.numbers) == 1 and _TEN.search(text[max(0, reading.start - 12) : reading.start]):
        found.append("sup:ten")
    if _VOLUME.search(text[max(0, reading.start - 8) : reading.start]) and _PAGES.match(text, reading.end):
        found.append("sup:edition")
    if after in ("upper", "lower") and before.startswith(("space", "other", "open", "start", "close'")):
        found.append("sup:isotope")
    if before == "start":
        found.append("sup:start")
    if line_class(_line(text, reading.start)) == "names":
        found.append("sup:names")
    return tuple(found)


def _indexes(text: str, reading: Reading) -> bool:
    """Whether brackets glued to a name are an index: ``x[5]``, ``array[0]``."""
    stem = stem_before(text, reading.start)
    alone = text[max(0, reading.start - 2) : reading.start - 1] in ("", " ", "\n", "(", "=", "\u00a0")
    return reading.numbers[:1] == (0,) or (len(stem) == 1 and "a" <= stem <= "z" and alone)


def _line(text: str, at: int) -> str:
    start = max(text.rfind("\n", max(0, at - _LONGEST_LINE), at), at - _LONGEST_LINE) + 1
    end = text.find("\n", at, at + _LONGEST_LINE)
    return text[start : end if end >= 0 else at + _LONGEST_LINE]


_LONGEST_LINE = 600
_THOUSANDS = lazy(r"[0-9]{1,3}(?:,[0-9]{3})+")
_LETTER = ("low1", "up1", "unit")
_SHORT_STEMS = ("low1", "low2", "up1", "up2", "up3", "mix", "cap2")


def _before(place: str) -> str:
    """The class of what stands before, as far as it matters to a form that is not bare digits."""
    if place.startswith(_LETTER):
        return "letter"
    if place.startswith(_SHORT_STEMS):
        return "name"
    if place.startswith(("low", "cap", "up")):
        return "joined" if place.endswith("-") else "word"
    if place.startswith(("close", "stop", "comma", "colon", "percent")):
        return "close"
    if place.startswith("digit") or place in ("year", "number"):
        return "number" if place != "year" else "year"
    return place


def _after(place: str) -> str:
    if place in (".", "?", ";", ")", "end", ":"):
        return "stop"
    return "joined" if place in ("lower", "upper", "-", "other", "%") else place


def hinted_sites(document: Document, prose: Sequence[Span]) -> Iterator[Site]:
    """The sites that markup gives away: note references, raised digits, links to an anchor of the page."""
    starts = [area.start for area in prose]  # areas are in order, and none reaches into another
    for hint in _merged(document):
        at = bisect_right(starts, hint.span.start) - 1
        if at >= 0 and prose[at].contains(hint.span):
            yield from _hinted(document.text, hint)


#: Formats whose raised digits come in runs, which editing cuts anywhere: ``1`` and ``2`` may be the number 12.
_OF_RUNS = frozenset({"docx", "odt", "rtf", "pdf"})


def _merged(document: Document) -> list[Hint]:
    """Note references, links within the page and raised ranges, in order; the pieces of one raised range are one."""
    found: list[Hint] = []
    kinds = (HintKind.NOTE_REF, HintKind.SUPERSCRIPT, HintKind.LINK)
    hints = [h for h in document.hints if h.kind in kinds and (h.kind is not HintKind.LINK or h.value.startswith("#"))]
    for hint in sorted(hints, key=lambda h: (h.span.start, -h.span.end, kinds.index(h.kind))):
        last = found[-1] if found else None
        if last and last.span.overlaps(hint.span):
            if hint.kind is HintKind.NOTE_REF:
                found[-1] = hint
        elif last and _goes_on(document, last, hint):
            found[-1] = Hint(hint.kind, Span(last.span.start, hint.span.end))
        else:
            found.append(hint)
    edges = sorted(hint.span.start for hint in hints if hint.kind is HintKind.LINK)
    return [piece for hint in found for piece in _cut(document.text, hint, edges)]


def _goes_on(document: Document, last: Hint, hint: Hint) -> bool:
    """Whether two ranges that markup parts are one: ``4`` and ``,5``, or the runs of one number."""
    if last.kind is not hint.kind or hint.kind is HintKind.NOTE_REF:
        return False
    text, between = document.text, document.text[last.span.end : hint.span.start]
    if between:
        return re.fullmatch(r"[ ,;–-]{1,3}", between) is not None
    digits = text[last.span.end - 1].isdigit() and text[hint.span.start].isdigit()
    return hint.kind is HintKind.SUPERSCRIPT and (not digits or document.format in _OF_RUNS)


def _cut(text: str, hint: Hint, edges: Sequence[int]) -> Iterator[Hint]:
    """A raised range, cut where a link begins between two digits: each link is a number of its own."""
    inside = edges[bisect_right(edges, hint.span.start) : bisect_left(edges, hint.span.end)]
    cuts = [at for at in inside if text[at - 1].isdigit() and text[at].isdigit()]
    if hint.kind is not HintKind.SUPERSCRIPT or not cuts:
        yield hint
        return
    for start, end in pairwise([hint.span.start, *cuts, hint.span.end]):
        yield Hint(hint.kind, Span(start, end), hint.value)


_GROUP = rf"[\[(]?\^?(?:{_INNER}|[{_RAISED}][{_RAISED}⁻˒,–-]*)[\])]?"
#: Where in the source it stands: ``16:60``, ``16(p60)`` (AMA Manual of Style, 11th ed., 3.6).
_LOCATOR = r"(?::[0-9]{1,4}(?:[-–][0-9]{1,4})?(?![0-9])|\(pp?\.?[ ]?[0-9]{1,4}(?:[-–][0-9]{1,4})?\))"
#: What may stand beside the number: ``1,a`` and ``3*`` also mark a footnote of a table or of the authors.
_BESIDE = r"(?:[,;][ ]?[a-z]|[*†‡§)])*"
_HINTED = lazy(rf"\s*{_GROUP}{_LOCATOR}?(?:[ ,]?[\[(](?:{_INNER})[\])])*{_BESIDE}[.,]?\s*")
_EACH = lazy(rf"(?P<group>{_GROUP}){_LOCATOR}?")


def _hinted(text: str, hint: Hint) -> Iterator[Site]:
    """The sites of a raised range or a link: one, or one for each pair of brackets in it."""
    start, end = hint.span.start, hint.span.end
    if _HINTED.fullmatch(text, start, end):
        for match in _EACH.finditer(text, start, end):
            yield _told(text, hint, Span(*match.span("group")), match["group"])
    elif hint.kind is HintKind.NOTE_REF and hint.value.isdecimal():
        yield _told(text, hint, hint.span, hint.value)


def _told(text: str, hint: Hint, span: Span, written: str) -> Site:
    read = numerals(written.strip("[]()^ "))
    form = Form.FOOTNOTE if hint.kind is HintKind.NOTE_REF else Form.SUPERSCRIPT
    if text[span.start] in "[(" and hint.kind is not HintKind.NOTE_REF:
        form = Form.BRACKET
    reading = Reading(span.start, span.end, read.numbers, form, read.flaw)
    if form is Form.BRACKET:
        reading.family = "square" if text[span.start] == "[" else "round"
    else:
        reading.family = "hint" if hint.kind is HintKind.SUPERSCRIPT else hint.kind.value
    _describe(text, reading)
    reading.features += ("is:told",)
    return Site(span.start, span.end, [reading], certain=hint.kind is HintKind.NOTE_REF)
