"""The table of formats, and which one a file is in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from crackcite.model import Document
from crackcite.readers.problems import UnreadableError


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read: its name, the suffixes of its files, and what people call it."""

    name: str
    suffixes: tuple[str, ...]
    called: str

    @property
    def read(self) -> Callable[[bytes, str], Document]:
        """The reader; its module is loaded when it is first needed."""
        found: Callable[[bytes, str], Document] = import_module(f"crackcite.readers.{self.name}").read
        return found


FORMATS: dict[str, Format] = {
    found.name: found
    for found in (
        Format("text", (".txt", ".text", ".asc"), "plain text"),
        Format("markdown", (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"), "Markdown"),
        Format("html", (".html", ".htm", ".xhtml", ".xht"), "a web page"),
        Format("docx", (".docx", ".docm", ".dotx"), "a Word document"),
        Format("odt", (".odt", ".ott"), "an OpenDocument text"),
        Format("rtf", (".rtf",), "RTF"),
        Format("epub", (".epub",), "an EPUB book"),
        Format("latex", (".tex", ".latex", ".ltx", ".bbl"), "LaTeX"),
        Format("jats", (".xml", ".nxml", ".jats"), "an article in JATS XML"),
    )
}
_BY_SUFFIX = {suffix: found for found in FORMATS.values() for suffix in found.suffixes}


def format_of(data: bytes, path: str, input_format: str | None = None) -> Format:
    """The format of a file: the one asked for, else by its suffix, else by its content.

    Raises UnreadableError for a name that is not in FORMATS.
    """
    if input_format:
        if input_format not in FORMATS:
            known = ", ".join(FORMATS)
            raise UnreadableError(f"“{input_format}” is not a format that can be read; known are {known}.")
        return FORMATS[input_format]
    return _BY_SUFFIX.get(PurePath(path).suffix.lower()) or FORMATS[_sniffed(data)]


_FIRST = 4096
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<(?:head|body|article|main|p|div|h[1-6])[\s>]", re.IGNORECASE)


def _sniffed(data: bytes) -> str:
    head = data[:_FIRST].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if _HTML.match(head):
        return "html"
    return "text"
