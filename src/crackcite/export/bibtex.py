"""BibTeX, in UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from crackcite.export.items import Item
from crackcite.export.pages import first_and_last
from crackcite.export.types import BIBTEX
from crackcite.model import Contributor

#: What TeX would obey in a text. Braces are dropped rather than escaped: they must balance, and readers differ.
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": "(",
    "}": ")",
}
_SPECIALS = re.compile(r"[\\&%$#_~^{}]")

#: Fields that readers take literally.
_VERBATIM = frozenset({"doi", "url"})


def bibtex(items: Sequence[Item]) -> str:
    """The items as entries, a blank line between."""
    return "\n".join(_entry(item) for item in items)


def _entry(item: Item) -> str:
    lines = (f"  {name} = {{{_value(name, value)}}},\n" for name, value in _fields(item) if value)
    return f"@{BIBTEX.get(item.kind, 'misc')}{{{item.key},\n{''.join(lines)}}}\n"


def _value(name: str, value: str) -> str:
    if name in ("author", "editor"):
        return value
    if name in _VERBATIM:
        return re.sub(r"[{}\s\\]", lambda found: f"%{ord(found[0]):02X}", _clean(value))
    return _escaped(value)


def _clean(text: str) -> str:
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


def _escaped(text: str) -> str:
    return _SPECIALS.sub(lambda found: _SPECIAL[found[0]], _clean(text))


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    first, last = first_and_last(item.pages)
    yield "author", _names(item.authors, more=item.more_authors)
    yield "editor", _names(item.editors)
    yield "title", item.title
    yield ("journal" if item.kind in ("article-journal", "article") else "booktitle"), item.container
    yield "year", str(item.year or "")
    yield "volume", item.volume
    yield "number", item.issue
    yield "pages", f"{first}--{last}" if last else first
    yield (
        ("school" if item.kind == "thesis" else "institution" if item.kind == "report" else "publisher"),
        (item.publisher),
    )
    yield "address", item.place
    yield "language", item.language
    yield "isbn", item.isbn
    yield "issn", item.issn
    yield "pmid", item.pmid
    yield "doi", item.doi
    yield "url", item.url
    yield "urldate", item.accessed
    yield "note", item.note


def _names(contributors: Iterable[Contributor], *, more: bool = False) -> str:
    names = [_name(one) for one in contributors]
    return " and ".join([*names, "others"] if more and names else names)


def _name(one: Contributor) -> str:
    if one.given:
        return f"{_guarded(one.family)}, {_guarded(one.given)}"
    return f"{{{_escaped(one.family)}}}"


def _guarded(name: str) -> str:
    """A part of a person's name; in braces where it holds what separates names and their parts."""
    text = _escaped(name)
    return f"{{{text}}}" if "," in text or re.search(r"(?i)(?:^|\s)and(?:\s|$)", text) else text
