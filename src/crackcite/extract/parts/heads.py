"""Who a reference begins with: persons, an organisation, one mangled into a person, or nobody."""

from __future__ import annotations

import re

from crackcite.extract.parts.clean import GAP
from crackcite.extract.parts.names import AND, FAMILY, INITIAL, PARTICLES, UP, Heading, folded, readings
from crackcite.extract.parts.words import INSTITUTION, has_letters, sentence_ends
from crackcite.extract.parts.years import YEAR, leading_year
from crackcite.patterns import lazy

_QUOTE = "“«„‘\"'‹»"
_LINKS = "de des du la le les et van voor für und der di della y d' l'"
_ENDS_LINKED = "".join(rf"(?<= {word})|" for word in _LINKS.split())
_MANGLED = lazy(
    rf"{FAMILY}, {INITIAL}\.(?: {INITIAL}\.){{0,6}}(?:"
    rf"(?: (?:of|for|the)(?: (?:{INITIAL}\.|and|the|of|for|in))*)"
    r"|(?: (?!(?:and|et|und|en|y|e|i)\b)[a-zß-ÿ][\w'-]*)"
    rf"(?: (?:{INITIAL}\.|[\w'-]+)){{0,20}}?(?:{_ENDS_LINKED}(?<= of))"
    r")(?P<al>,? et al\.?(?=\W))?"
    rf"(?(al)|(?:(?=[.,:;] | \()|(?<=\.)(?= {UP}[a-z])))"
)
"""An organisation split as a person: initials and then words of its name, down to a linking word; in a folded text."""
_ONLY_PARTICLES = lazy(rf"[^,]+, {INITIAL}\.(?: {INITIAL}\.)*(?: (?:{PARTICLES}))+")
_BEFORE_YEAR = lazy(
    rf"(?P<who>[^()\[\]{_QUOTE}{GAP}]{{2,160}}?)\.?,?\s?[(\[]{YEAR}[a-z]?(?:, "
    rf"[^()\[\]]{{1,30}})?[)\]][.,:]?\s*(?P<what>\S.*)"
)
_BEFORE_QUOTE = lazy(rf"({UP}[^.,;:?!()\d{_QUOTE}{GAP}]{{1,80}}),\s(?=[“«„‘\"])")
_DELIMITER = lazy(rf"(?<=[.,)])\s(?=[“«„]|[\"‘]{UP})|\.?,?\s?(?=[(\[]{YEAR}[a-z]?[)\]])")
_SMALL_WORDS = "and et und en y e i de la le van von der den da do dos del des du di al the of für for et. al"
_SMALL = frozenset(_SMALL_WORDS.split())
_INITIALS = lazy(rf"(?:{INITIAL}\.?[ -]?(?:[a-z]\.[ -]?){{0,3}}){{1,5}}")
_VANCOUVER_NUMBERS = lazy(rf"{YEAR}[^;]{{0,12}};\s?\d|[.] {YEAR}:\d")
_TERMINATED = lazy(rf"\s?(?:[.,:;(\[{_QUOTE}{GAP}]|{YEAR}|[–—-]\s|$)")


def heading(text: str) -> Heading:
    """The authors that a reference's words begin with; no names where it begins with its title."""
    mangled = _MANGLED.match(folded(text))
    if mangled and not _ONLY_PARTICLES.fullmatch(mangled[0].removesuffix(mangled["al"] or "")):
        whole = text[: mangled.end()]
        al = mangled["al"] or ""
        return Heading((whole.removesuffix(al),), mangled.end(), bool(al), "mangled")
    persons = [found for found in readings(text) if _credible(text, found)]
    if _VANCOUVER_NUMBERS.search(text):
        persons.sort(key=lambda found: found.form != "vancouver")
    found = persons[0] if persons else Heading((), 0)
    block = _block(text)
    if block and has_letters(text[found.end : block]):
        return _divided(text[:block], block)
    return found if found.names else _organisation(text)


def _block(text: str) -> int:
    """Where what must be authors ends: before a quoted title or a year in brackets; 0 where neither stands."""
    end = _DELIMITER.search(text)
    if end is None or len(re.sub(r"[\W\d_]", "", text[end.end() : end.end() + 80])) < 10:
        return 0
    block = text[: end.start()]
    words = re.findall(r"[^\W\d_][\w’'-]*", block)
    names = [word for word in words if word[0].isupper() or word in _SMALL]
    several = re.search(rf", |; | & | (?:{AND}) ", block) and not re.search(r"\d|[?!:]", block)
    return end.start() if several and len(names) >= 0.9 * len(words) else 0


def _divided(block: str, end: int) -> Heading:
    """A list of names that no one way of writing explains, cut at its separators."""
    block = block.rstrip(" ,")
    al = re.search(r",? et al\.?$", block)
    block = block[: al.start()] if al else block
    pieces = re.split(rf",\s(?:(?:{AND})\s)?|;\s|\s(?:{AND})\s", block)
    names: list[str] = []
    for piece in filter(None, (piece.strip(" ,") for piece in pieces)):
        if names and ", " not in names[-1] and (_INITIALS.fullmatch(piece) or _given(piece, names)):
            names[-1] += f", {piece}"
        else:
            names.append(piece)
    return Heading(tuple(names), end, bool(al), "divided")


def _given(piece: str, names: list[str]) -> bool:
    """Whether a piece is the given names of the first author, whose family name stands before it."""
    return len(names) == 1 and len(names[0].split()) == 1 and len(piece.split()) < 4 and not INSTITUTION.search(piece)


def _credible(text: str, found: Heading) -> bool:
    """Whether what looks like a list of names is one, from what follows it."""
    rest = text[found.end :]
    if not (found.et_al or text[found.end - 1] in ".)," or _TERMINATED.match(rest)):
        return False
    if found.form not in ("full", "inverted-full") or found.et_al:
        return True
    if re.match(rf"\s?[.,]?\s?[{_QUOTE}]", rest) or leading_year(text, found.end):
        return True
    if re.match(r",\s[a-zà-ÿ]", rest) or re.match(rf"\s?(?:{GAP}|$|[–—-]\s)", rest):
        return False
    if len(found.names) > 2 or (len(found.names) > 1 and any(re.search(rf"\b{UP}\.", n) for n in found.names)):
        return True
    return _enough(rest, found.form)


def _enough(rest: str, form: str) -> bool:
    """Whether behind full names there is a title and something more (a publisher, a journal, a year)."""
    rest = rest.lstrip(" .,:;")
    stretches = [piece for piece in _stretches(rest) if has_letters(piece)]
    dated = bool(re.search(YEAR, rest))
    if form == "inverted-full":
        return dated or len(stretches) > 1
    return dated and (len(stretches) > 1 or bool(re.match(r"[^.(]{8,}[,(]", rest)))


def _stretches(text: str) -> list[str]:
    pieces, at = [], 0
    for end, following in sentence_ends(text):
        pieces.append(text[at:end].strip(f" {GAP}"))
        at = following
    return [*pieces, text[at:].strip(f" {GAP}")]


def _organisation(text: str) -> Heading:
    said = _BEFORE_QUOTE.match(text)
    if said:
        return Heading((said[1].strip(),), said.end(1), form="organisation")
    dated = _BEFORE_YEAR.match(text)
    if dated and len(re.sub(r"[\W\d_]", "", dated["what"])) > 9 and not _several(dated["who"]):
        return Heading((dated["who"].strip(" .,"),), dated.end("who"), form="organisation")
    ends = sentence_ends(text)
    if not ends or text[ends[0][0] : ends[0][1]].strip() != ".":
        return Heading((), 0)
    first = text[: ends[0][0]]
    following = text[ends[0][1] : ends[1][0]].strip() if len(ends) > 1 else ""
    if _like_title(following) and _named_like_one(first, text[ends[0][1] :]):
        return Heading((first.strip(),), ends[0][0], form="organisation")
    return Heading((), 0)


def _several(text: str) -> bool:
    return any(
        text[end - 1 : following].strip(" )") and has_letters(text[following:])
        for end, following in sentence_ends(text)
    )


def _like_title(stretch: str) -> bool:
    return len(re.sub(r"[\W\d_]", "", stretch)) > 9 and stretch[:1] != "("


def _named_like_one(first: str, rest: str) -> bool:
    """Whether a first stretch names an organisation: an acronym, a kind of institution, one word before a title."""
    words = first.split()
    if re.search(r"[:?!«“„]", first) or len(words) > 12:
        return False
    if all(word.isupper() for word in words) and len(words) < 5:
        return True
    serial = re.search(rf"\d+\s?\(\d+\)|\d+, \d+|;\s?(?!{YEAR})\d+|vol\.|\bpp?\. ?\d", rest)
    if INSTITUTION.search(first) and not serial:
        return bool(re.match(rf"{UP}", first))
    if serial or not all(word[0].isupper() or word in _SMALL for word in words):
        return False
    following = rest[: min((end for end, _ in sentence_ends(rest)), default=len(rest))].split()
    return len(words) == 1 or (len(words) < 5 and len(following) > 3 and any(word.islower() for word in following))
