"""CSL-JSON: what citation processors, Zotero and Pandoc read (schema ``csl-data.json`` of CSL 1.0.2)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from crackcite.export.items import Item
from crackcite.model import Contributor


def csl_json(items: Sequence[Item]) -> str:
    """The items as a JSON array, ending in a line break."""
    text = json.dumps([_plain(item) for item in items], ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def _plain(item: Item) -> dict[str, Any]:
    fields = {
        "id": item.key,
        "type": item.kind,
        "title": item.title,
        "author": _names(item.authors, more=item.more_authors),
        "editor": _names(item.editors),
        "container-title": item.container,
        "issued": {"date-parts": [[item.year]]} if item.year else None,
        "volume": item.volume,
        "issue": item.issue,
        "page": item.pages,
        "publisher": item.publisher,
        "publisher-place": item.place,
        "language": item.language,
        "DOI": item.doi,
        "URL": item.url,
        "ISBN": item.isbn,
        "ISSN": item.issn,
        "PMID": item.pmid,
        "accessed": {"raw": item.accessed} if item.accessed else None,
        "note": item.note,
    }
    return {name: value for name, value in fields.items() if value}


def _names(contributors: Iterable[Contributor], *, more: bool = False) -> list[dict[str, str]]:
    names = [_name(one) for one in contributors]
    return [*names, {"literal": "et al."}] if more else names


def _name(one: Contributor) -> dict[str, str]:
    if one.group or not one.given:
        return {"literal": one.family}
    return {"family": one.family, "given": one.given}
