"""Pages that send on by themselves: a refresh in the head or in a header, or a script that does nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urljoin

from crackcite.lookups.web.address import AddressError, address
from crackcite.lookups.web.pages import Sheet

_REFRESH = re.compile(r"^\s*(\d+(?:\.\d*)?)\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"'>]*)", re.IGNORECASE)
_SCRIPT = re.compile(
    r"(?<!\w)location(?:\.href)?\s{0,9}=\s{0,9}[\"']([^\"']{1,4000})[\"']|"
    r"location\.(?:replace|assign)\(\s{0,9}[\"']([^\"']{1,4000})[\"']\s{0,9}\)"
)
#: A script that only defines what a click would do goes nowhere by itself.
_DEFINES = re.compile(r"\bfunction\s+\w+\s*\(")
_BASE = re.compile(r"<base\b[^<>]{0,400}?\bhref\s{0,9}=\s{0,9}[\"']?([^\"'\s>]{1,4000})", re.IGNORECASE)
_SOON = 10  # seconds: what waits longer is a page that reloads itself for news
_SAYS_NOTHING = 200  # characters: a page that says more is shown, whatever its scripts can do


def onward(sheet: Sheet | None, headers: Mapping[str, str], url: str) -> str:
    """Where the page sends its reader at once, as a full address; empty where it stays.

    It may be the page's own address: some set a cookie and load themselves again.
    """
    target = _refreshed(headers.get("refresh", ""))
    try:
        return address(target or _told(sheet), url if target else _base(sheet, url)).url
    except AddressError:
        return ""


def _told(sheet: Sheet | None) -> str:
    """Where the page's own text sends on. Raises :class:`AddressError` where it does not."""
    target = _refreshed(sheet.metas.get("refresh", "")) if sheet else ""
    if not target and sheet and len(sheet.flat) < _SAYS_NOTHING:
        target = _scripted(sheet.html)
    if not target:
        raise AddressError("it stays")
    return target


def _base(sheet: Sheet | None, url: str) -> str:
    """The address that the page's relative ones are relative to."""
    found = _BASE.search(sheet.html) if sheet and "<base" in sheet.lowered else None
    return urljoin(url, found[1]) if found else url


def _refreshed(content: str) -> str:
    found = _REFRESH.match(content)
    return found.group(2).strip() if found and float(found.group(1)) <= _SOON else ""


def _scripted(html: str) -> str:
    """The address in a script of a page that is nothing but this script; several addresses are a choice, not a way."""
    if len(html) > 4000 or _DEFINES.search(html):
        return ""
    found = {(one or other).replace("\\/", "/") for one, other in _SCRIPT.findall(html)}
    return found.pop() if len(found) == 1 else ""
