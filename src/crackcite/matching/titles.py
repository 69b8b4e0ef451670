"""Is a record's title in the reference? Aligned inside the raw text, so that no parser has to find it first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from crackcite.matching.normalise import fold, garbled, plain, script, without_identifiers, word_set
from crackcite.model import Reference, Work
from crackcite.patterns import lazy

CLOSE = 0.86  # a title this similar is the same title, differently typed
NEAR = 0.72  # below, an unrelated title: unrelated pairs of real records stay under 0.68 in 99.9 of 100
_SUBTITLE = lazy(r"(?:(?<!\s)\s++)?[:?!–—]\s+|\s+[-=/]\s+|\.\s+")
_PREFIX = lazy(
    r"^\W*(?:retracted|withdrawn|removed|temporary removal|reprint of|data from|supplementary material for)"
    r"(?:\s+(?:article|paper|chapter|manuscript))?\s*[:\]–—-]+\s*",
    re.IGNORECASE,
)
_GENERIC = word_set(
    "introduction editorial preface foreword conclusion conclusions discussion abstracts abstract erratum corrigendum "
    "correction correspondence letter letters obituary news contents index reply comment commentary response "
    "references summary overview bibliography appendix afterword acknowledgements contributors announcements notes "
    "reviews announcement miscellaneous copyright dedication front back matter title page cover about author authors"
)
_WEAK = word_set(
    "a an the of and or in on to for with from by at as is its le la les de des du et en un une der die das und von "
    "im zur het een van voor el los las y del"
)


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """How well a record's title stands in a reference: a similarity from 0 to 1, and the range of the reference's
    text that was aligned with it (empty below :data:`NEAR`).

    ``telling`` says that few other works could bear the title, ``numerals`` that the numbers in both are the same:
    "Part 1" is not "Part 2"; ``whole`` that it is the whole title, and not the part before or after a colon.
    """

    similarity: float
    start: int = 0
    end: int = 0
    telling: bool = False
    numerals: bool = True
    whole: bool = True


def telling(title: str) -> bool:
    """Whether a title is long and particular enough to tell one work from others."""
    found = [word for word in plain(title).split() if word not in _WEAK]
    if script(title) == "cjk":
        return len(plain(title).replace(" ", "")) >= 6
    return len(found) >= 3 and sum(map(len, found)) >= 15 and not set(found) <= _GENERIC


def usable(title: str) -> bool:
    """Whether a record's title says enough to be compared at all."""
    folded = plain(title)
    return len(folded) >= 4 and folded not in _GENERIC and not garbled(title)


def forms(work: Work) -> tuple[str, ...]:
    """Every form under which a source may give the work's title, fullest first."""
    found: list[str] = []
    for title in (work.title, *work.other_titles):
        bare = without_identifiers(_PREFIX.sub("", title))
        if work.subtitle and title == work.title and plain(work.subtitle) not in plain(bare):
            found.append(f"{bare}: {work.subtitle}")
        found.append(bare)
        pieces = [piece for piece in _SUBTITLE.split(bare) if piece]
        if len(pieces) > 1:
            found += [piece for piece in (pieces[0], " ".join(pieces[1:])) if telling(piece)]
    return tuple(dict.fromkeys(form for form in found if plain(form)))


def _aligned(needle: str, text: str) -> TitleMatch:
    """The best alignment of one folded title in folded text; offsets are of the folded text."""
    from rapidfuzz import fuzz

    if len(needle) > len(text):
        return TitleMatch(fuzz.ratio(needle, text) / 100, 0, len(text))
    found = fuzz.partial_ratio_alignment(needle, text)
    if found is None:
        return TitleMatch(0.0)
    start, end = found.dest_start, found.dest_end
    while start > 0 and text[start - 1] != " ":
        start -= 1
    while end < len(text) and text[end] != " ":
        end += 1
    start, end = _trimmed(needle, text, start, end)
    similarity = found.score / 100
    if len(needle) < 25:  # short titles: half a word may not stand for the whole
        similarity = min(similarity, max(fuzz.ratio(needle, text[start:end].strip()) / 100, 0.0))
    return TitleMatch(similarity, start, end)


def _trimmed(needle: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the words at its ends that the title does not have: a year before it, a journal after it."""
    from rapidfuzz import fuzz

    best = fuzz.ratio(needle, text[start:end])
    for _ in range(3):
        later, sooner = text.find(" ", start, end) + 1, text.rfind(" ", start, end)
        for one, other in ((later, end), (start, sooner)):
            if start <= one < other <= end and (found := fuzz.ratio(needle, text[one:other])) > best:
                best, start, end = found, one, other
                break
    return start, end


def _whole(form: str, work: Work) -> bool:
    return any(len(plain(form)) >= len(plain(_PREFIX.sub("", title))) for title in (work.title, *work.other_titles))


_NUMERAL = lazy(r"\d+|\b(?:[ivx]{1,4}|one|two|three|four|first|second|third)\b")


def _numerals(folded: str) -> list[str]:
    return sorted(_NUMERAL.findall(folded))


def _cut_short(work: Work, cited: str) -> float:
    """How well the reference's own title is the beginning of the record's: sources shorten long titles."""
    from rapidfuzz import fuzz

    wanted, full = plain(cited), plain(work.title)
    if not telling(cited) or len(wanted) >= len(full):
        return 0.0
    return fuzz.ratio(wanted, full[: len(wanted)]) / 100


@lru_cache(maxsize=4096)
def match_title(reference_text: str, cited: str, work: Work) -> TitleMatch:
    """Find the title of ``work`` in a reference's text (without identifiers; ``cited`` is the title that a parser
    saw in it, or empty). Offsets of the result count in ``reference_text``.
    """
    folded = fold(reference_text)
    best = TitleMatch(0.0)
    for form in forms(work):
        found = _aligned(plain(form), folded.text)
        if found.similarity > best.similarity + 0.02 and not (best.whole and best.similarity >= 0.9):
            same = _numerals(plain(form)) == _numerals(folded.text[found.start : found.end])
            whole = _whole(form, work)
            best = TitleMatch(found.similarity, found.start, found.end, telling(form), same, whole)
    if best.similarity < CLOSE and cited and _cut_short(work, cited) >= 0.9:
        at = folded.text.find(plain(cited))
        best = TitleMatch(_cut_short(work, cited), max(at, 0), max(at, 0) + len(plain(cited)), True)
    if best.similarity < NEAR:
        return TitleMatch(best.similarity, telling=best.telling)
    last = folded.original(max(best.end - 1, 0)) + 1
    return replace(best, start=folded.original(best.start), end=last)


def cited_title(reference: Reference, limit: int = 120) -> str:
    """The title as the source gives it, or else the beginning of its text: for messages."""
    shown = reference.parts.title or " ".join(reference.text.split())
    return shown if len(shown) <= limit else shown[: limit - 1].rsplit(" ", 1)[0] + "…"
