"""RIS: the tagged format of Reference Manager, which every reference manager reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crackcite.export.items import Item
from crackcite.export.pages import first_and_last
from crackcite.export.types import RIS
from crackcite.model import Contributor


def ris(items: Sequence[Item]) -> str:
    """The items, one tag a line; lines end in CR LF, as the format's specification has it."""
    records = ("".join(f"{tag}  - {_line(value)}\r\n" for tag, value in _tags(item) if value) for item in items)
    return "\r\n".join(f"{record}ER  - \r\n" for record in records)


def _line(value: str) -> str:
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").split())


def _tags(item: Item) -> Iterator[tuple[str, str]]:
    first, last = first_and_last(item.pages)
    yield "TY", RIS.get(item.kind, "GEN")
    yield "ID", item.key
    for one in item.authors:
        yield "AU", _name(one)
    if item.more_authors:
        yield "AU", "et al."
    for one in item.editors:
        yield "ED", _name(one)
    yield "TI", item.title
    yield "T2", item.container  # JO, which the format has for journals, is their abbreviation to reference managers
    yield "PY", str(item.year or "")
    yield "VL", item.volume
    yield "IS", item.issue
    yield "SP", first
    yield "EP", last
    yield "PB", item.publisher
    yield "CY", item.place
    yield "SN", item.isbn or item.issn
    yield "LA", item.language
    yield "DO", item.doi
    yield "UR", item.url
    yield "Y2", item.accessed
    yield "AN", f"PMID:{item.pmid}" if item.pmid else ""
    yield "N1", item.note


def _name(one: Contributor) -> str:
    # A comma would make an organisation a person; the format knows no other sign between the two.
    return f"{one.family}, {one.given}" if one.given else one.family.replace(", ", " – ")
