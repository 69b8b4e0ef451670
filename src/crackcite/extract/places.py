"""What stands around digits, in a few classes: the features by which a place is judged to hold a marker or not.

The classes are typographic and hold for any language with the Latin alphabet. A feature is a short name; what it is
worth stands in ``weights``. Left of the digits: the kind and length of a word's stem, closing punctuation, a digit, a
space and what is before it. Right of them: what ends or continues the sentence. And what the article itself says: a
stem that stands elsewhere with other digits is a name (``NRAMP5``), one that stands elsewhere bare is a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from crackcite.extract.candidates import Reading
from crackcite.extract.phrases import ABBREVIATIONS, COUNTED, DATE, ELISIONS, FORMULA, NUMBERED, UNITS
from crackcite.model import Span
from crackcite.patterns import lazy

_WORD = lazy(r"[^\W\d_]+")
_WITH_NUMBER = lazy(r"(?<![^\W\d_])([^\W\d_]++)([0-9]++|[ \u00a0](?=[0-9]))")
_LONGEST_STEM = 40
_CLOSERS = ")]}»”’\"'›"
_OPENERS = "([{«“„‘‹"

_YEAR_TAIL = lazy(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")
_YEAR = lazy(r"(?:1[5-9]|20)[0-9]{2}\Z")


_TIGHT = lazy(r"(?<=[a-zß-ÿ]{3})[0-9]{1,3},[0-9]{1,3}(?![0-9])")
_TIGHT_HABIT = 2  # so often, and a list with a space in it is not this article's


class Vocabulary:
    """How often each word of the prose stands bare, with digits glued to it, and before a number of its own.

    ``tokens`` counts words that have digits, with them; ``bare`` those without; ``variants`` the different digits that
    a word carries; ``labels`` how often a number follows the word after a space; ``tight`` how often two numbers are
    glued to a word with a bare comma between them (``récemment4,5``).
    """

    def __init__(self, text: str, prose: Iterable[Span]) -> None:
        self.tokens: Counter[str] = Counter()
        self.bare: Counter[str] = Counter()
        self.labels: Counter[str] = Counter()
        self.tight = 0
        seen: Counter[tuple[str, ...]] = Counter()
        for area in prose:
            self.bare.update(map(re.Match.group, _WORD.finditer(text, area.start, area.end)))
            seen.update(map(re.Match.groups, _WITH_NUMBER.finditer(text, area.start, area.end)))
            self.tight += sum(1 for _ in _TIGHT.finditer(text, area.start, area.end))
        for (stem, after), times in seen.items():
            if after.isspace():
                self.labels[stem.lower()] += times
            else:
                self.tokens[stem + after] += times
                self.bare[stem] -= times
        self.variants = Counter(stem for stem, after in seen if not after.isspace())


def _letter(char: str) -> bool:
    return char.isalpha() or (char > "\u02ff" and unicodedata.category(char)[0] == "M")


def stem_before(text: str, at: int) -> str:
    """The letters that end at ``at``."""
    start, floor = at, max(0, at - _LONGEST_STEM)
    while start > floor and (text[start - 1].isalpha() or _letter(text[start - 1])):
        start -= 1
    stem = text[start:at]
    return stem if stem.isascii() else unicodedata.normalize("NFC", stem)


def _digits_before(text: str, at: int) -> str:
    start = at
    while start > max(0, at - 12) and "0" <= text[start - 1] <= "9":
        start -= 1
    return text[start:at]


def left(text: str, at: int, floor: int = 0) -> tuple[str, str]:
    """The class of what stands before ``at``, and the habit (way of placing markers) that it belongs to."""
    char = text[at - 1] if at > floor else "\n"
    if _letter(char):
        return _after_letter(text, at)
    if char in "0123456789":
        before = _digits_before(text, at)
        return ("year" if _YEAR.match(before) else "number"), "digit"
    if char in "\n\r":
        return "start", "start"
    if char in " \u00a0\u2009\u202f\u200a\t":
        return _after_space(text, at)
    if char in ".,;:!?…":
        return _after_punctuation(text, at, char)
    if char in _CLOSERS or (char in "«“„‹" and at >= 2 and not text[at - 2].isspace()):
        if char in "\"'”" and (at < 2 or text[at - 2] in " \n=(,[{"):
            return "open", "other"
        if char in "'’" and stem_before(text, at - 1).lower() in ELISIONS:
            return "elision", "other"
        if char == ")" and at >= 3 and text[at - 3] == "(":
            return "close1", "close"
        return ("close9" if at >= 2 and text[at - 2].isdigit() else "close" + ("'" if char in "'’" else "")), "close"
    return ("percent", "word") if char in "%‰°" else ("other:" + ("-" if char in "-‐‑–—−" else ""), "other")


def _after_letter(text: str, at: int) -> tuple[str, str]:
    stem = stem_before(text, at)
    before = text[at - len(stem) - 1] if at > len(stem) else "\n"
    if stem == "al" and before == " " and text[max(0, at - 5) : at - 3].lower() == "et":
        return "etal", "word"
    if len(stem) <= 3 and stem.lower() in UNITS and not (len(stem) > 1 and stem.isupper()):
        return "unit", "word"
    kind = "low" if stem.islower() else "cap" if stem[1:].islower() else "up" if stem.isupper() else "mix"
    joined = "-" if before in "-‐‑_/.+@#\\" or before.isdigit() else ""
    return f"{kind}{min(len(stem), 4)}{joined}", "word"


def _after_space(text: str, at: int) -> tuple[str, str]:
    before = text[at - 2] if at >= 2 else "\n"
    if _letter(before):
        word = stem_before(text, at - 1)
        if word.lower() in NUMBERED:
            return "space:named", "space"
        return ("space:word" if word.islower() else "space:name"), "space"
    if before in _CLOSERS:
        return "space:close", "space"
    if before in ".!?":
        if before == "." and stem_before(text, at - 2).lower() in NUMBERED:
            return "space:named", "space"
        return ("space:etal" if text[max(0, at - 7) : at - 1] == "et al." else "space:stop"), "spacestop"
    return "space:other", "space"


def _after_punctuation(text: str, at: int, char: str) -> tuple[str, str]:
    before = text[at - 2] if at >= 2 else "\n"
    if before.isdigit():
        digits = _digits_before(text, at - 1)
        year = "year" if _YEAR.match(digits) else ""
        return f"digit{'.' if char == '.' else ','}{year}", "punct"
    if char == "." and _letter(before):
        stem = stem_before(text, at - 1)
        if stem == "al":
            return "etal", "punct"
        if stem.lower() in ABBREVIATIONS:
            return "abbreviation", "punct"
        if len(stem) == 1:
            return "initial", "punct"
        return "stop", "punct"
    if before in " \n\r\t":
        return "loose", "punct"
    return ("stop" if char in ".!?…" else "comma" if char in ",;" else "colon"), "punct"


def right(text: str, at: int) -> str:
    """The class of what stands after the digits that end at ``at``."""
    char = text[at : at + 1]
    after = text[at + 1 : at + 2]
    if char in ("", "\n", "\r"):
        return "end"
    if char in " \u00a0\u2009\u202f\u200a\t":
        return _right_of_space(char, after)
    if char in ".,;:!?…":
        inside = "9" if after.isdigit() else "a" if after.isalpha() else ""
        return {"!": "?", "…": "."}.get(char, char) + inside
    if char.isalpha():
        return "upper" if char.isupper() else "lower"
    if char in ")]}»”\"'’":
        return ")"
    return {"-": "-", "%": "%", "—": "—", "–": "—", "[": "[", "(": "("}.get(char, "other")


def _right_of_space(space: str, after: str) -> str:
    if space == "\t":
        return "tab"
    kind = "a" if after.islower() else "A" if after.isupper() else "9" if after.isdigit() else ""
    if space == "\u2009" or space == "\u200a":
        return "thin"
    if not kind:
        kind = ")" if after in _CLOSERS else "(" if after in _OPENERS else "%" if after in "%°×=<>±+≥≤" else "x"
    return "_" + kind


def describe(text: str, reading: Reading, words: Vocabulary, line: str) -> None:
    """Set the features and the habit of a reading of bare digits; ``line`` is the class of the line it stands in."""
    before, habit = left(text, reading.start)
    after = right(text, reading.end)
    features = ["line:" + line]
    if habit == "digit":
        before, features = _split(text, reading, words, before, features)
    glued = habit in ("word", "punct", "close") or before in ("year", "known")
    group = "g" if glued else "d" if habit == "digit" else "s"
    features += ["L:" + before, f"R{group}:{after}"]
    if len(reading.numbers) > 1:
        features.append(f"list:{group}")
    if not reading.whole and before not in ("year", "known"):
        features.append("part")
    features.append(f"digits:{min(len(str(max(reading.numbers, default=0))), 4)}")
    if habit == "word":
        features += _named(text, reading, words, before)
    elif habit == "space":
        features += _labelled(text, reading, words)
    if habit == "digit" and _YEAR_TAIL.search(text[max(0, reading.start - 4) : reading.end + 1]):
        features.append("inyear")
    features += _shape(text, reading, habit, glued=glued)
    if len(reading.numbers) > 1:
        features += _list(text, reading, words, glued=glued)
    reading.features, reading.habit = tuple(features), habit


def _list(text: str, reading: Reading, words: Vocabulary, *, glued: bool) -> list[str]:
    """What a list of numbers cannot be: one with a year in it, or with spaces where this article writes none."""
    found = ["list:far"] if max(reading.numbers) >= 1000 else []
    if glued and words.tight >= _TIGHT_HABIT and _APART.search(text, reading.start, reading.end):
        found.append("list:apart")
    return found


_APART = lazy(r"[,;] ")


def _shape(text: str, reading: Reading, habit: str, *, glued: bool) -> list[str]:
    """What the digits are by what follows them: a quantity, a date, a year's end, an item's number, thousands."""
    found: list[str] = []
    spread = len(reading.numbers) > 1 and " " in text[reading.start : reading.end]
    if (spread or not glued) and COUNTED.match(text, reading.end):
        found.append("counted")
    if DATE.match(text, reading.end):
        found.append("date")
    if habit == "start" and text[reading.end : reading.end + 1] in (".", ")"):
        found.append("item")
    if _THOUSANDS.fullmatch(text, reading.start, reading.end):
        found.append("thousands")
    return found


_THOUSANDS = lazy(r"[0-9]{1,3}(?:,[0-9]{3})+")


def _split(text: str, reading: Reading, words: Vocabulary, before: str, features: list[str]) -> tuple[str, list[str]]:
    """For digits glued to a number: whether a word with that number stands elsewhere (``ggplot2`` and ``ggplot29``)."""
    number = _digits_before(text, reading.start)
    stem = stem_before(text, reading.start - len(number))
    if stem:
        known = words.tokens[stem + number]
        return ("known" if known else "unknown"), [*features, "known:often"] if known > 2 else features
    return before, [*features, "split:long"] if len(number) > 4 else features


def _named(text: str, reading: Reading, words: Vocabulary, before: str) -> list[str]:
    """What the rest of the article says of a word with digits glued to it."""
    stem = stem_before(text, reading.start)
    end = reading.start
    while end < len(text) and "0" <= text[end] <= "9":
        end += 1
    token = stem + text[reading.start : end]
    formula = not words.bare[stem] and reading.numbers[0] < 10 and bool(FORMULA.fullmatch(stem))
    kind = "low" if before.startswith("low") else "cap" if before.startswith("cap") else "name"
    features = ["formula"] if formula else []
    if words.tokens[token] > 1:
        features.append("again" if words.tokens[token] < 4 else "often")
    bare, variants = words.bare[stem], words.variants[stem]
    if variants > 1:
        features.append(("variants" if variants < 4 else "manyvariants") + (":bare" if bare > variants else ""))
    features.append(f"{kind}:" + ("bare0" if not bare else "bare1" if bare < 3 else "bare3"))
    if words.labels[stem.lower()]:
        features.append("label" if words.labels[stem.lower()] < 3 else "label3")
    return features


def _labelled(text: str, reading: Reading, words: Vocabulary) -> list[str]:
    """How often the word before a space and digits has a number after it."""
    times = words.labels[stem_before(text, reading.start - 1).lower()]
    return [] if times < 2 else ["pair" if times < 4 else "pairs"]


_NUMERIC = lazy(r"(?<!\S)[(+\-−±<>≤≥~]*[0-9]")
_GLUED = lazy(r"(?<=[^\W\d_])[0-9]")
_CODE = lazy(r"[{}=<>\\|$]|\w\(|::|\w_\w|->|;\s*$")
_IN_CODE = lazy(r"[{}=<>\\|$(:_>;]")  # one of them stands in all that _CODE finds


@lru_cache(4)  # the markers of a paragraph all ask for its line
def line_class(line: str) -> str:
    """Whether a line is prose, a row of a table, code, or too short to be prose."""
    if "\t" in line:
        return "table"
    words = line.split()
    numeric, glued = len(_NUMERIC.findall(line)), len(_GLUED.findall(line))
    if numeric + glued > 2 and sum(word[:1].isupper() for word in words) * 10 > 6 * len(words):
        return "names"
    if numeric > 3 and numeric * 3 > len(words):
        return "table"
    if len(_IN_CODE.findall(line)) * 25 > len(line) and len(_CODE.findall(line)) * 25 > len(line):
        return "code"
    return "short" if len(line) < 60 else "prose"
