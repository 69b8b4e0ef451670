"""Files that are broken, of another format than their name says, protected, or made to harm: one line each."""

from __future__ import annotations

import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import docx, epub, odt, package, paragraph, pdf
from reading import keeps_the_laws

from crackcite.readers import FORMATS, UnreadableError, format_of, read

LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"just text", "a.docx", "not a Word document"),
        (b"", "a.docx", "empty"),
        (OLE, "a.docx", "Word 97"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "password"),
        (OLE, "a.doc", "save it as .docx"),
        (package({"xl/workbook.xml": "<a/>"}), "a.docx", "word/document.xml” is missing"),
        (package({"word/document.xml": "<a"}), "a.docx", "damaged"),
        (package({"word/document.xml": "<a/>"}), "a.docx", "no Word document"),
        (package({"word/document.xml": LAUGHS + "<a>&b;</a>"}), "a.docx", "declares entities"),
        (package({"word/document.xml": OUTSIDE + "<a>&a;</a>"}), "a.docx", "declares entities"),
        (package({"word/document.xml": "<a>" * 300 + "</a>" * 300}), "a.docx", "nested more than"),
        (package({"word/document.xml": b" " * 20_000_000}), "a.docx", "unpacks to far more"),
        (docx(paragraph("x"))[:200], "a.docx", "not a Word document .* or is damaged"),
        (docx(paragraph()), "a.docx", "holds no text"),
        (odt("", manifest="<manifest:encryption-data/>"), "a.odt", "password"),
        (package({"content.xml": "<a/>"}), "a.odt", "not a text"),
        (package({"META-INF/container.xml": "<a/>"}), "a.epub", "is missing"),
        (package({"META-INF/rights.xml": "<a/>"}), "a.epub", "protected against copying"),
        (epub({}), "a.epub", "no chapters"),
        (b"just text", "a.rtf", "not RTF"),
        (b"just text", "a.pdf", "not a PDF"),
        (b"%PDF-1.4\nnothing", "a.pdf", "damaged"),
        (pdf(["0 0 Td"]), "a.pdf", "pictures of it"),
        (b"<TEI><text>x</text></TEI>", "a.xml", "not an article in JATS"),
        (LAUGHS.encode() + b"<article><body>&b;</body></article>", "a.xml", "declares entities"),
        (b"<article><body>", "a.xml", "damaged"),
        (b"{\\rtf1 x}", "a.txt", "RTF file"),
        (b"x", "a.txt --input-format", "not a format that can be read"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_in_one_line(data: bytes, name: str, reason: str) -> None:
    wanted = "nonsense" if name.endswith("format") else None
    with pytest.raises(UnreadableError, match=reason) as caught:
        read(data, name, wanted)
    assert "\n" not in caught.value.reason


def test_a_part_protected_with_a_password_is_refused() -> None:
    data = bytearray(package({"word/document.xml": "<a/>"}, zipfile.ZIP_STORED))
    for header in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[header] |= 1
    with pytest.raises(UnreadableError, match="password"):
        read(bytes(data), "a.docx")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"Une phrase.4\n\nSources\n1. a", "text"),
        (b"# Titre\n\nmot", "markdown"),
        (b"mot[^4]\n\n[^4]: note", "markdown"),
        (b"  <!DOCTYPE html><p>x", "html"),
        (b"\xef\xbb\xbf<p>x", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html>', "html"),
        (b'<?xml version="1.0"?><article><front/></article>', "jats"),
        (b"{\\rtf1 x}", "rtf"),
        (b"%PDF-1.7", "pdf"),
        (b"% comment\n\\documentclass{article}", "latex"),
        (docx(paragraph("x")), "docx"),
        (odt("x"), "odt"),
        (epub({"a.xhtml": "x"}), "epub"),
    ],
)
def test_a_file_without_a_known_suffix_is_told_by_its_content(data: bytes, name: str) -> None:
    assert format_of(data, "-").name == name
    assert format_of(data, "article.dat").name == name


def test_the_suffix_counts_before_the_content_and_the_format_asked_for_before_both() -> None:
    assert format_of(b"# x", "a.txt").name == "text"
    assert format_of(b"# x", "a.TXT", "markdown").name == "markdown"


def test_every_suffix_belongs_to_one_format() -> None:
    suffixes = [suffix for found in FORMATS.values() for suffix in found.suffixes]
    assert len(suffixes) == len(set(suffixes))


WHOLE = {
    ".docx": docx(paragraph("Un mot") * 3),
    ".odt": odt("<text:p>Un mot</text:p>"),
    ".epub": epub({"a.xhtml": "<p>Un mot</p>"}),
    ".pdf": pdf(["72 700 Td (Un mot) Tj"]),
    ".rtf": b"{\\rtf1\\ansi Un mot{\\super 4}\\par}",
    ".tex": b"\\begin{document}Un mot\\footnote{a}\\cite{b}\\end{document}",
    ".xml": b"<article><body><p>Un mot<sup>4</sup></p></body></article>",
}


@pytest.mark.parametrize("suffix", [*WHOLE, ".md", ".html"])
@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_under_any_name_keep_the_laws(suffix: str, data: bytes) -> None:
    assert keeps_the_laws(data, f"a{suffix}")


@pytest.mark.parametrize("suffix", WHOLE)
@settings(max_examples=60)
@given(st.data())
def test_a_damaged_file_keeps_the_laws(suffix: str, data: st.DataObject) -> None:
    whole = bytearray(WHOLE[suffix])
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert keeps_the_laws(bytes(whole[: data.draw(st.integers(1, len(whole)))]), f"a{suffix}")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<article><body>" + b"<sec>" * 140 + b"mot" + b"</sec>" * 140 + b"</body></article>", "a.xml"),
        (
            b"<article><body>"
            + b"<list><list-item>" * 70
            + b"mot"
            + b"</list-item></list>" * 70
            + b"</body></article>",
            "a.xml",
        ),
        (docx(paragraph("<w:smartTag>" * 140 + "<w:r><w:t>mot</w:t></w:r>" + "</w:smartTag>" * 140)), "a.docx"),
        (odt("<text:section>" * 140 + "<text:p>mot</text:p>" + "</text:section>" * 140), "a.odt"),
        (epub({"a.xhtml": "<div>" * 1000 + "mot"}), "a.epub"),
        (b"> " * 50 + b"mot", "a.md"),
        (b"{\\rtf1 " + b"{" * 1000 + b"mot}", "a.rtf"),
        (b"\\section{" * 50 + b"mot" + b"}" * 50, "a.tex"),
    ],
)
def test_deep_nesting_is_read_as_long_as_it_is_allowed(data: bytes, name: str) -> None:
    assert read(data, name).text == "mot"


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("unit", "name"),
    [
        (b"<!--", "a.html"),
        (b"</p", "a.html"),
        (b"<b>", "a.html"),
        (b"<a href='#x'>1</a><a id=x href='#x'>", "a.html"),
        (b"[", "a.md"),
        (b"[^1]", "a.md"),
        (b"> ", "a.md"),
        (b"\\footnote{", "a.tex"),
        (b"\\cite[", "a.tex"),
        (b"{", "a.rtf"),
    ],
)
def test_what_never_ends_is_read_in_time_that_grows_with_its_length(unit: bytes, name: str) -> None:
    head = b"{\\rtf1 " if name.endswith("rtf") else b"x "
    assert keeps_the_laws(head + unit * 10_000, name)
