"""Page ranges."""

from __future__ import annotations

import re

_RANGE = re.compile(r"\s*([^\s–—-]+)\s*(?:--?|[–—])\s*([^\s–—-]+)\s*")


def first_and_last(pages: str) -> tuple[str, str]:
    """``1529–1540`` → ``("1529", "1540")``; what is no range of two is the first page alone (``e1000316``)."""
    found = _RANGE.fullmatch(pages)
    return (found[1], found[2]) if found else (pages.strip(), "")
