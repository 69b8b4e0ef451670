"""Whether an address's fragment names something on the page.

Sources: the HTML Standard, “Scrolling to a fragment” (an ``id``, else an ``a``'s ``name``, first as written, then
percent-decoded; ``top`` always exists); the URL Fragment Text Directives draft (``#:~:text=``).
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from crackcite.lookups.web.pages import Sheet
from crackcite.lookups.web.phrases import plain

#: Fragments that a script reads, not a place on the page: routes, a player's time, a viewer's state, lines of code.
_FOR_SCRIPTS = re.compile(r"^(?:[!/?]|.*[=&]|L\d+(?:C\d+)?(?:-L?\d+)?$)")
_APPLICATION = re.compile(r"data-reactroot|ng-version|id=[\"']?(?:__next|__nuxt|root|app|___gatsby)\b", re.IGNORECASE)


def present(fragment: str, sheet: Sheet, whole: bool) -> bool | None:
    """Whether ``fragment`` is on the page; None where that cannot be told, or there is nothing to look for."""
    plain_part, _, directive = fragment.partition(":~:")
    if directive:
        found = _texts(directive, sheet)
        if found is not True and not whole:
            return None
        if found is not None:
            return found
    if not plain_part or plain_part.lower() == "top" or _FOR_SCRIPTS.match(plain_part):
        return None
    if _named(plain_part, sheet.html) or _named(unquote(plain_part), sheet.html):
        return True
    return None if not whole or _APPLICATION.search(sheet.html) else False


def _named(name: str, html: str) -> bool:
    """Whether an element carries the name; GitHub and others put ``user-content-`` before it."""
    ours = rf"(?:user-content-)?{re.escape(name)}"
    return bool(re.search(rf"\b(?:id|name)\s*=\s*(?:\"{ours}\"|'{ours}'|{ours}(?=[\s>]))", html))


def _texts(directive: str, sheet: Sheet) -> bool | None:
    """Whether every text of a text directive stands on the page (``prefix-,start,end,-suffix``)."""
    wanted = []
    for part in directive.split("&"):
        if part.startswith("text="):
            pieces = [unquote(piece) for piece in part[5:].split(",")]
            wanted += [piece for piece in pieces if not piece.endswith("-") and not piece.startswith("-")]
    said = plain(sheet.flat)
    return all(plain(piece) in said for piece in wanted) if wanted else None
