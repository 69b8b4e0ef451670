"""Elements from values: what is not markup already is escaped, and made visible first.

The one place in which the report's HTML is written. Text goes in as ``str``, markup as :class:`Markup`; nothing else
can become markup, so that no article, registry or page has a way in.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

from crackcite.reports.visible import UNSAFE, visible


class Markup(str):
    """Text that is HTML already; made here alone."""

    __slots__ = ()


#: A line break in the page's source, where it tells nothing.
BREAK = Markup("\n")

#: Elements without content and end tag (HTML standard, "void elements"), as far as they are used.
_VOID = frozenset({"meta", "input", "br"})


def text(content: object) -> Markup:
    """Content as markup: strings escaped, sequences joined, ``None`` and ``False`` nothing."""
    if isinstance(content, Markup):
        return content
    if content is None or content is False:
        return Markup()
    if isinstance(content, str):
        return Markup(escape(visible(content)))
    if isinstance(content, Iterable):
        return Markup("".join(text(part) for part in content))
    return Markup(escape(str(content)))


def el(name: str, /, *content: object, **attributes: object) -> Markup:
    """An element. ``class_`` and ``for_`` stand for the reserved words, ``_`` in a name for ``-``.

    An attribute that is ``None``, ``False`` or an empty string is left out; ``True`` stands without a value.
    """
    start = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Markup(start if name in _VOID else f"{start}{text(content)}</{name}>")


def _attribute(key: str, value: object) -> str:
    if value is None or value is False or value == "":
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(visible(str(value)))}"'


def bdi(content: object, **attributes: object) -> Markup:
    """Foreign text, whose direction is its own affair."""
    return el("bdi", content, **attributes)


def lines(*parts: object) -> Markup:
    """Parts below one another, so that the page can be read as source."""
    made = (text(part) for part in parts)
    return Markup("\n".join(part for part in made if part))


def outward(url: str, *content: object, **attributes: object) -> Markup:
    """A link out of the report, in a window of its own: the report may stand in a frame of another page. Its content
    alone where the address is none that a reader may follow.
    """
    if not followable(url):
        return text(content)
    return el("a", *content, href=url, rel="noopener noreferrer nofollow", target="_blank", **attributes)


def followable(url: str) -> bool:
    """Whether an address is plainly http or https and names a host."""
    if UNSAFE.search(url) or any(letter in url for letter in " <>\"'`\\"):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def icon(name: str) -> Markup:
    """A sign drawn in the page (:mod:`crackcite.reports.html.signs`); a word always stands beside it."""
    return Markup(f'<svg class="icon" aria-hidden="true" focusable="false"><use href="#sign-{escape(name)}"/></svg>')


def unseen(content: object) -> Markup:
    """Words for those who hear the page."""
    return el("span", content, class_="unseen")
