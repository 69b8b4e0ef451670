"""Publisher and place, from what follows the title of a book or a report; and the site that holds a page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crackcite.extract.parts.clean import GAP
from crackcite.extract.parts.names import UP
from crackcite.extract.parts.words import PLACES, has_letters
from crackcite.extract.parts.years import YEAR
from crackcite.patterns import lazy

_BRACKETED = lazy(rf"[(\[](?P<inner>[^()\[\]]{{2,160}}?),?\s(?:c|©)?{YEAR}[a-z]?[)\]]")
_COLON = lazy(
    rf"(?:^|[.,;(]\s?)(?P<place>{UP}[^.:;,()“”«»]{{1,50}}(?:, [A-Z]{{2}}\b\.?|, "
    rf"{UP}\w+)?)\s?:\s(?P<publisher>{UP}[^.;:(){GAP}]{{1,80}}?)(?=\s?{GAP}|[,;.]\s?(?:{YEAR}|$|"
    rf"[^,]*$)|[,;.)]|$)"
)
_COMMAS = lazy(
    rf"(?:^|,\s)(?P<place>{UP}[^.:;,()]{{1,40}}),\s(?P<publisher>{UP}[^.:;,()]{{1,60}})"
    rf"(?:,\s(?:coll\.|«)[^,]{{1,80}})?(?:,\s\d+e éd\.)?,\s{YEAR}"
)
_PIECES = lazy(r",\s|\.\s|;\s")


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who published a work, where; and what holds it, where that is no serial."""

    publisher: str = ""
    place: str = ""
    container: str = ""


def listed(rest: str) -> tuple[int, Imprint] | None:
    """Where an imprint between commas (``, Paris, Fayard, 1995``) begins, and what it says."""
    for found in _COMMAS.finditer(rest):
        if found["place"].split("/")[0].lower() in PLACES:
            return found.start(), Imprint(found["publisher"], found["place"])
    return None


def imprint(rest: str) -> Imprint:
    """Read what follows a title."""
    rest = rest.lstrip(" .,;:")
    bracketed = _BRACKETED.search(rest)
    if bracketed:
        found = _pair(bracketed["inner"])
        before = rest[: bracketed.start()].strip(f" .,;:{GAP}")
        return found if not has_letters(before) else Imprint(found.publisher, found.place, _site(before))
    colon = _COLON.search(rest)
    if colon:
        return Imprint(re.sub(rf",?\s{YEAR}$", "", colon["publisher"].strip()), colon["place"].strip())
    commas = _COMMAS.search(rest)
    if commas:
        return _pair(f"{commas['place']}, {commas['publisher']}")
    if GAP in rest and has_letters(rest.split(GAP)[0]):
        site = _site(rest.split(GAP)[0])
        return Imprint(place=site) if site.lower() in PLACES else Imprint(container=site)
    pieces = [piece.strip(f" .,;:()[]{GAP}") for piece in _PIECES.split(rest.rstrip(f" .{GAP}"))]
    pieces = [piece for piece in pieces if has_letters(piece) and not re.search(r"\d{4}|\bpp?\b|^p\.", piece)]
    if not pieces or GAP in rest[:2] or len(pieces) > 4:
        return Imprint()
    return _pair(", ".join(pieces[:2]))


def _pair(text: str) -> Imprint:
    """Publisher and place from ``Fayard, Paris`` or ``Paris: Fayard`` or ``Paris, Fayard``."""
    left, colon, right = text.partition(": ")
    if colon:
        return Imprint(right.strip(" ,"), left.strip())
    pieces = [piece.strip() for piece in text.split(", ") if piece.strip()]
    if not pieces:
        return Imprint()
    if len(pieces) > 1 and pieces[0].lower() in PLACES:
        return Imprint(pieces[1], pieces[0])
    if len(pieces) > 1:
        return (
            Imprint(", ".join(pieces[:-1]), pieces[-1])
            if pieces[-1].lower() in PLACES
            else Imprint(pieces[0], pieces[1])
        )
    return Imprint(place=pieces[0]) if pieces[0].lower() in PLACES else Imprint(pieces[0])


def _site(text: str) -> str:
    text = text.strip(f" .,;:–—|-{GAP}")
    text = re.sub(rf",?\s?(?:le |on |op |am )?\d{{1,2}}\.? [^\W\d_]+\.? {YEAR}|,?\s[(\[]?{YEAR}[)\]]?$", "", text)
    return text.strip(f" .,;:()[]–—|-{GAP}")
