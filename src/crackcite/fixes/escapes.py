"""How a text is written so that Markdown and HTML show it."""

from __future__ import annotations

import re

_OF_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_OF_ATTRIBUTES = _OF_HTML | {"'": "&#39;"}
_OF_MARKDOWN = re.compile(r"[\\`*_\[\]<>]|&(?=#?\w+;)")


def html(text: str) -> str:
    """``text`` as HTML writes it in an element (HTML standard, §13.3)."""
    return "".join(_OF_HTML.get(letter, letter) for letter in text)


def attribute(text: str) -> str:
    """``text`` as HTML writes it in an attribute, whatever its quotes."""
    return "".join(_OF_ATTRIBUTES.get(letter, letter) for letter in text)


def markdown(text: str) -> str:
    """``text`` with a backslash before whatever Markdown would take for its own (CommonMark 0.31, §2.4)."""
    return _OF_MARKDOWN.sub(lambda found: "\\" + found[0], text)


def candidates(text: str, format_: str, replaced: str) -> list[str]:
    """The ways to write ``text`` in a format, the plainest first. A Markdown file may hold HTML, or write as HTML does:
    ``replaced`` is what stands in the source now.
    """
    if format_ == "html":
        return [html(text)]
    ways = (html(text), text, markdown(text)) if "&amp;" in replaced else (text, markdown(text), html(text))
    return list(dict.fromkeys(ways))
