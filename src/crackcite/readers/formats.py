"""The table of formats, and which one a file is in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from crackcite.model import Document, say
from crackcite.readers.problems import UnreadableError


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read: its name, the suffixes of its files, and what people call it."""

    name: str
    suffixes: tuple[str, ...]
    called: str

    @property
    def read(self) -> Callable[..., Document]:
        """The reader: bytes and path to Document. Its module is loaded when it is first needed."""
        found: Callable[..., Document] = import_module(f"crackcite.readers.{self.name}").read
        return found


FORMATS: dict[str, Format] = {
    found.name: found
    for found in (
        Format("text", (".txt", ".text", ".asc"), say("plain text")),
        Format("markdown", (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"), "Markdown"),
        Format("html", (".html", ".htm", ".xhtml", ".xht"), say("a web page")),
        Format("docx", (".docx", ".docm", ".dotx"), say("a Word document")),
        Format("odt", (".odt", ".ott"), say("an OpenDocument text")),
        Format("rtf", (".rtf",), "RTF"),
        Format("epub", (".epub",), say("an EPUB book")),
        Format("latex", (".tex", ".latex", ".ltx", ".bbl"), "LaTeX"),
        Format("pdf", (".pdf",), "PDF"),
        Format("jats", (".xml", ".nxml", ".jats"), say("an article in JATS XML")),
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
            raise UnreadableError(
                say("“{format}” is not a format that can be read; known are {known}.", format=input_format, known=known)
            )
        return FORMATS[input_format]
    return _BY_SUFFIX.get(PurePath(path).suffix.lower()) or FORMATS[_sniffed(data)]


_FIRST = 4096
_HTML = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<(?:head|meta|title|body|article|main|section|p|div|h[1-6])[\s>]|<!--", re.IGNORECASE
)
_XML = re.compile(rb"<\?xml|<!DOCTYPE\s+article|<article[^>]*(?:article-type|dtd-version|xmlns:(?:mml|xlink))")
_XHTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_LATEX = re.compile(rb"^[^%\r\n]*\\(?:documentclass|begin\s*\{(?:document|thebibliography)\})", re.MULTILINE)
_MARKDOWN = re.compile(
    rb"^\[\^[^\]\s]+\]:|\A---\r?\n(?:[^\r\n]*\r?\n){1,200}?---\r?\n|^#{1,6} \S|\[[^\]\n]{1,300}+\]\(https?://|^```",
    re.MULTILINE,
)


def _sniffed(data: bytes) -> str:
    """The format that the first bytes show. Standard input and files without a known suffix come here."""
    head = data[:_FIRST].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(b"PK\x03\x04"):
        return _sniffed_package(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if _XML.match(head):
        return "html" if _XHTML.search(head) else "jats"
    if _HTML.match(head):
        return "html"
    if _LATEX.search(data, 0, 65_536):
        return "latex"
    return "markdown" if _MARKDOWN.search(data, 0, 1_000_000) else "text"


def _sniffed_package(data: bytes) -> str:
    """Which kind of package: EPUB and OpenDocument say so in their first part, which is not compressed."""
    head = data[:256]
    if b"mimetypeapplication/epub+zip" in head:
        return "epub"
    return "odt" if b"mimetypeapplication/vnd.oasis.opendocument" in head else "docx"
