"""Passwords in addresses (``https://user:password@host``): never asked with, never shown, never kept. Pure."""

from __future__ import annotations

import re

from crackcite.patterns import lazy

_CREDENTIALS = lazy(
    r"\b((?:https?|ftp)(?:\\?:(?:\\?/){1,2}|(?:\\?/){2}))"  # views may put a stroke before a sign
    r"((?:&#x?[0-9a-f]{1,6};|[^\s/?#@<>\"“”«»])+)(?=@)",
    re.IGNORECASE,
)
_AUTHORITY = lazy(r"\s*((?:[a-z][a-z0-9+.-]*:)?[/\\]{1,2})[^/?#\\\s]*@", re.IGNORECASE)
_LETTER = lazy(r"\\.|.", re.DOTALL)


def without_credentials(url: str) -> str:
    """The address without what stands before its host; an address that has none stays as it is."""
    found = _AUTHORITY.match(url)
    return f"{found[1]}{url[found.end() :]}" if found else url


def unsigned(text: str) -> str:
    """The text with no name or password in its addresses."""
    return _CREDENTIALS.sub(r"\1", text) if "@" in text else text


def redacted(text: str) -> str:
    """The text of a view with an asterisk for each letter of a name or password in an address: offsets stay right."""
    if "@" not in text:
        return text
    return _CREDENTIALS.sub(lambda found: found[1] + _LETTER.sub("*", found[2]), text)
