"""Where a title ends, and what holds the work: a journal, a book, a site."""

from __future__ import annotations

import re

from crackcite.extract.parts.clean import GAP
from crackcite.extract.parts.names import UP
from crackcite.extract.parts.words import PLACES, has_letters, sentence_ends
from crackcite.extract.parts.years import YEAR
from crackcite.patterns import lazy

_QUOTED = lazy(
    r"“(?P<a>(?:[^“”]|“[^“”]{1,200}”){3,600})”|«\s?(?P<b>(?:[^«»]|«[^«»]{1,200}»){3,600}?)\s?»(?!\w)"
    r"|„(?P<c>(?:[^„“”]|„[^„“”]{1,200}[“”]){3,600})[“”]|\"(?P<d>[^\"]{3,600})\"(?!\w)"
    r"|‘(?P<e>(?:[^‘’]|‘[^‘’]{1,200}’|’(?=\w)|(?<=s)’(?= [a-z])){3,600})’(?!\w)"
    r"|(?<!\w)'(?P<f>(?:[^']|'(?=\w)|(?<=s)'(?= [a-z])){3,600})'(?!\w)|»\s?(?P<g>[^«»]{3,600})\s?«"
    r"|``(?P<h>[^`]{3,600}?)''"
)
_IMPRINT = lazy(rf"\s\({UP}[^()]{{2,100}},\s{YEAR}\)")
_AFTER_QUOTED = lazy(rf"[.,;:?!)]|\s?(?:{UP}|[({GAP}\d–—|-]|[.,;:]|(?:in|dans|im|on|sur|op|auf)\b)|$")
_INSIDE = lazy(
    r"[.,?!;]?\s(?:In|Dans|dans|in|Im|In\s?the)\s?:\s?|(?<=[.?!])\s?(?:In|Dans)\s(?=[^\W\d_])|"
    r",\s(?:dans|in)\s:?\s?(?=[A-ZÀ-Þ«])"
)
_ABBREVIATED = lazy(
    rf"(?!(?:Part|Vol|Pt|I+|IV|V|VI+|No|Teil|Deel|Tome)\b)(?:(?:{UP}[^\W\d_]{{0,11}}|&)[.’']?[ -]?){{1,4}}"
)
_ALL_ABBREVIATED = lazy(rf"(?:{UP}[^\W\d_]{{0,6}}\.[ ,]+|(?:and|of|&) ){{1,7}}(?:{UP}[^\W\d_]{{0,8}}\.?)?")
_FOLLOWING = lazy(
    r",\s(?:vol|t|tome|Bd|jrg|jg|Jg|n[°ºo]|no|nr|H|p|pp|S|éd|dir|ed|eds|hrsg|sous la dir|édité par|edited by)\b\.?"
)
_DAY = lazy(r"(?:le |on |op |am )?\d{1,2}\.? [^\W\d_]+(?: \d{4})?")
_EDITORS = lazy(
    r"^(?:[^()]{3,160}?\s?[(\[](?:eds?|éds?|dirs?|hrsg|hg|red|coords?|a cura di)\.?[)\]][.,:]?\s|"
    r"[^().]{3,120},\s(?:eds?|éds?|dirs?|hrsg)\.,?\s)",
    re.IGNORECASE,
)
_EDITION = lazy(
    r"\s?[(\[]?(?:(?<!\d)\d{1,4}(?:st|nd|rd|th|e|ème|ᵉ|\.)\s?(?:ed(?:ition|\.)?n?|éd(?:ition|\.)?|druk|Aufl(?:age|\.)?)|"
    r"(?:rev(?:ised)?|nouv(?:elle)?)\.? éd?\w*)"
    r"[)\]]?\.?$",
    re.IGNORECASE,
)


def quoted(text: str) -> tuple[str, str] | None:
    """The title in quotation marks that ``text`` begins with, and what follows; ``None`` where it begins otherwise."""
    found = _QUOTED.match(text)
    if not found or not _AFTER_QUOTED.match(text, found.end()):
        return None
    title = next(filter(None, found.groups())).strip()
    rest = text[found.end() :]
    subtitle = re.match(r"\s?:\s[^.,(]{3,200}(?=[.,(])", rest)
    if subtitle:
        return f"{found[0]}{subtitle[0]}".strip(), rest[subtitle.end() :]
    return title.rstrip(" ,.") if not title.endswith("...") else title, rest


def unquoted(text: str, numbered: int | None, commas: bool) -> tuple[str, str, int]:
    """The title that ``text`` begins with, what holds the work, and where what follows them begins.

    ``numbered`` is where a serial's numbers begin, if there are any; ``commas`` whether the reference divides its parts
    by commas.
    """
    inside = _INSIDE.search(text)
    if inside and inside.start() > 3:
        stop = min((end for end, _ in sentence_ends(text) if end > inside.end() + 3), default=len(text))
        end = min(numbered, stop) if numbered is not None and numbered > inside.end() else stop
        return _clean(text[: inside.start() + 1]), container(text[inside.end() : end]), end
    if numbered is None or _IMPRINT.search(text[:numbered]):
        return _book(text)
    return _serial(text, numbered, commas)


def container(text: str) -> str:
    """The name of a journal or book without editors, quotation marks and what else surrounds it."""
    text = text.strip(f" ,;:{GAP}")
    dot = "." if re.search(r"\.\s?\S+\.$", text) else ""  # of an abbreviated name
    text = _EDITORS.sub("", text.strip(" ."))
    text = re.sub(r"^(?:in|dans|im)\s?:?\s+", "", text, flags=re.IGNORECASE)
    text = _FOLLOWING.split(text)[0]
    text = re.sub(rf",\s{YEAR}$|\s?[(\[]{YEAR}[)\]]$|[\s,(\[]+$", "", text.rstrip(" ,"))
    pieces = text.split(", ")
    placed = (
        index for index, piece in enumerate(pieces) if index and re.sub(rf" {YEAR}$", "", piece).lower() in PLACES
    )
    text = ", ".join(pieces[: next(placed, len(pieces))])
    text = text.strip(' «»“”"‘„,;:')
    return "" if _DAY.fullmatch(text) else text + dot


def _serial(text: str, numbered: int, commas: bool) -> tuple[str, str, int]:
    head = re.sub(rf",\s{YEAR}$", "", text[:numbered].rstrip(" ,(;:["))
    if "." in head and _ALL_ABBREVIATED.fullmatch(head):
        return "", container(head), numbered
    ends = [(end, nxt) for end, nxt in sentence_ends(head) if has_letters(head[nxt:]) and has_letters(head[:end])]
    index = len(ends) - 1
    while index > 0 and _of_journal(head[ends[index - 1][1] : ends[index][0]].strip(), head, text):
        index -= 1
    if index < 0:
        return _by_commas(head, numbered, commas)
    end, following = ends[index]
    return _clean(head[:end]), container(head[following:]), numbered


def _of_journal(stretch: str, head: str, text: str) -> bool:
    """Whether a stretch that ends with a full stop begins an abbreviated journal's name, rather than ends a title."""
    if not _ABBREVIATED.fullmatch(stretch):
        return False
    abbreviated = (
        text[len(head) : len(head) + 1] == "." or head[-1:] == "." or bool(re.search(r"\.\s?\S+$", head[-12:]))
    )
    return abbreviated or len(stretch.split()[-1]) < 6


def _by_commas(head: str, numbered: int, commas: bool) -> tuple[str, str, int]:
    """A title and a journal that only a comma divides, or a journal alone."""
    pieces = head.split(", ")
    if commas and len(pieces) > 1:
        keep = len(pieces)
        while keep > 1 and _like_journal(pieces[keep - 1]):
            keep -= 1
        if keep < len(pieces):
            return _clean(", ".join(pieces[:keep])), container(", ".join(pieces[keep:])), numbered
    if _like_journal(head) and len(head.split()) < 6:
        return "", container(head), numbered
    return _clean(head), "", numbered


def _like_journal(piece: str) -> bool:
    words = re.findall(r"[^\W\d_][\w.’'-]*", piece)
    small = {
        "of",
        "the",
        "and",
        "in",
        "for",
        "de",
        "des",
        "du",
        "la",
        "le",
        "et",
        "für",
        "und",
        "der",
        "van",
        "on",
        "di",
        "d’études",
    }
    return bool(words) and all(word[:1].isupper() or word in small for word in words) and len(words) < 12


def _book(text: str) -> tuple[str, str, int]:
    for end, following in sentence_ends(text):
        if has_letters(text[:end]) or text[:end].strip().isdigit():
            rest = text[following:]
            if text[end - 1] in "?!" and re.match(r"\s[a-zà-ÿ]", rest):
                continue
            return _clean(text[:end]), "", following if text[end:following].strip() != "(" else end
    return _clean(text), "", len(text)


def _clean(title: str) -> str:
    title = _EDITION.sub("", title.strip(f" {GAP}").removesuffix(".").rstrip(" ,;:")).strip()
    whole = quoted(title)
    return whole[0] if whole and not whole[1].strip(" .,") else title
