"""A page parsed with BeautifulSoup: its headings and what it says, without links and the site's frame.

Bounded like the glance: what is parsed is cut, and brackets that open nothing are taken out first, for the parser's
time grows with their square.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from crackcite.lookups.web.pages import COMMENT, UNSEEN, squeezed

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag


@dataclass(frozen=True)
class Study:
    """A page parsed: ``headings`` in order, ``blocks`` of text that are neither links nor the site's frame."""

    headings: tuple[str, ...]
    blocks: tuple[str, ...]
    has_password: bool = False
    shows: bool = False  # whether something but text is there: an image, a film, a list of links

    @cached_property
    def prose(self) -> int:
        """How many characters the page says, its links and its frame left out."""
        return sum(map(len, self.blocks))


_FRAME = (
    "script",
    "style",
    "template",
    "noscript",
    "svg",
    "iframe",
    "object",
    "nav",
    "footer",
    "select",
    "button",
    "title",
)
#: Tags inside a sentence: taken out as text, for unwrapping parsed elements takes the square of their number.
_INLINE = re.compile(
    r"</?(?:abbr|b|cite|code|em|font|i|mark|q|small|span|strong|sub|sup|u)(?:\s[^<>]*)?>", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


_SHOWN = ["img", "a", "video", "audio", "canvas", "embed", "frame", "form", "input", "textarea", "picture", "map"]


def _is_frame(tag: Tag) -> bool:
    """Whether an element is no part of what the page says: never shown, hidden, or the site's frame."""
    if tag.name in _FRAME:
        return True
    hidden = tag.has_attr("hidden") or bool(_HIDDEN.search(str(tag.get("style", ""))))
    return hidden and tag.name not in ("html", "body")


#: Browsers take it for a comment (HTML standard, 13.2.5.42); the parser gives up on a kind that it does not know.
_MARKED = re.compile(r"<!\[[^>]*>?")
_UNCLOSED = re.compile(r"<(?=[^<>]*(?:<|\Z))")
_PARSED = 100_000  # characters, scripts left out: a page that says that it is not there says so before
_MOST_HEADINGS, _MOST_HEADERS, _MOST_LINKS = 12, 5, 1000


def study(html: str) -> Study:
    """Parse a page that raises a doubt."""
    from bs4 import BeautifulSoup

    has_password = re.search(r"<input\b[^<>]{0,500}?\btype\s?=\s?[\"']?password", html, re.IGNORECASE) is not None
    framed = re.search(r"<(?:iframe|object|svg)\b", html, re.IGNORECASE) is not None
    bare = _MARKED.sub(" ", UNSEEN.sub(" ", COMMENT.sub(" ", html)))
    soup = BeautifulSoup(_INLINE.sub("", _UNCLOSED.sub(" ", bare))[:_PARSED], "html.parser")
    for element in soup.find_all("header", limit=_MOST_HEADERS):
        if not element.decomposed and element.find_parent(["main", "article"]) is None:
            element.decompose()
    for element in soup(_is_frame):
        if not element.decomposed:
            element.decompose()
    shows = framed or soup.find(_SHOWN) is not None
    found = soup.find_all(["h1", "h2", "h3"], limit=_MOST_HEADINGS)
    headings = tuple(filter(None, (squeezed(heading.get_text(" ")) for heading in found)))
    _sort_links(soup)
    with contextlib.suppress(RecursionError):  # a thousand elements deep: hostile, or generated
        soup.smooth()
    return Study(headings, tuple(filter(None, map(squeezed, soup.stripped_strings))), has_password, shows)


def _sort_links(soup: BeautifulSoup) -> None:
    """Keep the words of links that stand in a sentence, and take out those that stand alone: the site's frame."""
    from bs4.element import NavigableString

    in_sentence: dict[int, bool] = {}
    links = soup("a")
    for link in links:
        parent = link.parent
        if parent is not None and id(parent) not in in_sentence:
            in_sentence[id(parent)] = any(
                isinstance(child, NavigableString) and child.strip(" \t\r\n|·•/,>-»") for child in parent.children
            )
    for number, link in enumerate(links):
        if link.decomposed:
            continue
        if number > _MOST_LINKS:
            link.decompose()
            continue
        link.unwrap() if link.parent is not None and in_sentence.get(id(link.parent)) else link.decompose()
