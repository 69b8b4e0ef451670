"""PDF files, with PDFium (the optional extra ``crackcite[pdf]``): text with superscripts, lines kept as they are set.

Headers, footers and page numbers are asides. Positions are given as pages.
"""

from __future__ import annotations

import ctypes
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from crackcite.model import Document, HintKind, say
from crackcite.readers.assembly import Assembly
from crackcite.readers.pdf.lines import Character, Line, begins_paragraph, lines_of, margins
from crackcite.readers.problems import UnreadableError

_MOST_PAGES = 2000


def read(data: bytes, path: str) -> Document:
    """A PDF's text with its hints. Raises UnreadableError where the extra is not installed, and for a file that is
    damaged, protected with a password, or holds pictures of text only.
    """
    if find_spec("pypdfium2") is None:
        raise UnreadableError(say("Reading PDF needs an extra that is not installed: pip install 'crackcite[pdf]'."))
    if b"%PDF-" not in data[:1024]:
        raise UnreadableError(
            say("The file is not a PDF inside, whatever its name: save it as PDF, or name its format.")
        )
    pages = _pages(data)
    into = Assembly()
    _write(pages, into)
    if not into.written:
        raise UnreadableError(
            say("The PDF holds no text, only pictures of it: run it through text recognition (OCR) first.")
        )
    return into.document(path, "pdf")


def _pages(data: bytes) -> list[list[Line]]:
    pypdfium2: Any = import_module("pypdfium2")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableError(say("The PDF is protected with a password: save it without one.")) from None
        raise UnreadableError(say("The PDF is damaged: open it in its own program and save it again.")) from None
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableError(say("The PDF has more than {most} pages: give the article alone.", most=_MOST_PAGES))
        return [lines_of(_characters(document, number), number + 1) for number in range(len(document))]
    except pypdfium2.PdfiumError:
        raise UnreadableError(say("The PDF is damaged: open it in its own program and save it again.")) from None
    finally:
        document.close()


def _characters(document: Any, number: int) -> list[Character]:
    pdfium: Any = import_module("pypdfium2.raw")
    page = document[number]
    text = page.get_textpage()
    found = []
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(pdfium.FPDFText_CountChars(text)):
        generated = pdfium.FPDFText_IsGenerated(text, index) == 1
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        written = _readable(pdfium.FPDFText_GetUnicode(text, index), pdfium.FPDFText_IsHyphen(text, index) == 1)
        if written:
            found.append(Character(written, y.value, abs(box.top - box.bottom), x.value, generated))
    text.close()
    page.close()
    return found


def _readable(code: int, hyphen: bool) -> str:
    """A character, a hyphen at a line's end among them; nothing for what stands for no character."""
    if hyphen or code in {0x02, 0xFFFE}:
        return "-"
    if code in {0, 0xFFFF} or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd" if 0xD800 <= code <= 0xDFFF else ""
    return chr(code)


def _write(pages: list[list[Line]], into: Assembly) -> None:
    outside = margins(pages)
    before: Line | None = None
    for line in (line for page in pages for line in page):
        into.place(f"page {line.page}")
        aside = id(line) in outside
        if aside or (before is not None and begins_paragraph(before, line)):
            into.break_lines(2)
        hint = into.open(HintKind.ASIDE) if aside else None
        _write_runs(line, into)
        if hint is not None:
            into.close(hint)
        into.break_lines(2 if aside else 1)
        before = line if not aside else before


def _write_runs(line: Line, into: Assembly) -> None:
    for text, raised in line.runs:
        hint = into.open(HintKind.SUPERSCRIPT) if raised else None
        into.flow(text)
        if hint is not None:
            into.close(hint)
