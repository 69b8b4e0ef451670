"""Web pages, as WordPress, Drupal, Ghost, Google Docs, Word or anything else exports them."""

from __future__ import annotations

import re

from crackcite.model import Document
from crackcite.readers.assembly import Assembly
from crackcite.readers.decoding import decode
from crackcite.readers.html.tree import parsed
from crackcite.readers.html.writing import Writer
from crackcite.readers.tree import Element

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.-]+)""",
    re.IGNORECASE,
)


def read(data: bytes, path: str, charset: str = "") -> Document:
    """A page as a browser shows it, its article told from what surrounds it.

    ``charset`` is what the page's server said of its encoding, which counts before what the page itself says. Raises
    UnreadableError where there is no text, or too much of it.
    """
    declared = _CHARSET.search(data, 0, 4096)
    label = charset or ((declared.group(1) or declared.group(2)).decode("ascii") if declared else "")
    found = decode(data, label)
    root = parsed(found.text)
    into = Assembly()
    Writer(root, into).write(root)
    return into.document(
        path, "html", source=found.text, encoding=found.encoding, language=_language(root), remarks=found.remarks
    )


def write_fragment(markup: str, into: Assembly, source: int) -> None:
    """Write a piece of markup that stands at ``source`` in the file (-1: nowhere word for word)."""
    root = parsed(markup)
    Writer(root, into, source, page=False).write(root)


def _language(root: Element) -> str | None:
    element = next((e for e in root.walk() if e.name == "html"), root)
    return (element.get("lang") or element.get("xml:lang")).strip() or None
