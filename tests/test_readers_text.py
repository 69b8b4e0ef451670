"""Plain text: encodings, line endings, and what is not text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import keeps_the_laws

from crackcite.readers import UnreadableError, read

SENTENCE = "« Le crack »4,5 : l’été à Liège, 10 €.\r\nSources\n"


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (SENTENCE.encode(), "utf-8", SENTENCE),
        (codecs.BOM_UTF8 + SENTENCE.encode(), "utf-8-sig", SENTENCE),
        (codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"), "utf-16-le", SENTENCE),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), "utf-16-be", SENTENCE),
        (codecs.BOM_UTF32_LE + SENTENCE.encode("utf-32-le"), "utf-32-le", SENTENCE),
        (SENTENCE.encode("utf-16-le"), "utf-16-le", SENTENCE),
        (SENTENCE.encode("utf-16-be"), "utf-16-be", SENTENCE),
        (SENTENCE.encode("windows-1252"), "windows-1252", SENTENCE),
        (b"plain", "utf-8", "plain"),
    ],
)
def test_the_text_is_the_decoded_file_without_its_mark(data: bytes, encoding: str, text: str) -> None:
    document = read(data, "article.txt")
    assert (document.text, document.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("data", "remark"),
    [
        ("à peine".encode("windows-1252"), "read as Windows-1252"),
        (b"\xe0 \x81 peine", "could not be decoded as Windows-1252"),
        ("été à Liège, déjà vu".encode() + b"\xe9", "One place could not be decoded as UTF-8"),
        ("été".encode("utf-16-le") * 3, "no byte order mark"),
        (codecs.BOM_UTF16_LE + "été".encode("utf-16-le") + b"a", "could not be decoded as UTF-16-LE"),
    ],
)
def test_what_was_assumed_or_lost_is_said(data: bytes, remark: str) -> None:
    assert any(remark in said for said in read(data, "a.txt").remarks)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (codecs.BOM_UTF16_LE, "empty"),
        (b" \r\n\t\n", "holds no text"),
        (b"text\0and more", "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG image"),
        (b"PK\x03\x04\x14\0\0\0", "ZIP archive"),
        (bytes(range(1, 9)) * 20, "control characters"),
    ],
)
def test_what_is_not_text_is_unreadable_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason) as caught:
        read(data, "a.txt")
    assert "\n" not in caught.value.reason


@pytest.mark.parametrize(
    ("text", "at", "line", "column"),
    [
        ("a\nb7", "7", 2, 2),
        ("a\r\nb7", "7", 2, 2),
        ("a\rb7", "7", 2, 2),
        ("a\n\r7", "7", 3, 1),
        ("7", "7", 1, 1),
    ],
)
def test_every_kind_of_line_ending_counts_once(text: str, at: str, line: int, column: int) -> None:
    document = read(text.encode(), "a.txt")
    found = document.position(document.text.index(at))
    assert (found.line, found.column) == (line, column)


def test_combining_accents_are_left_as_they_are() -> None:
    decomposed = "e\u0301te\u03014"
    assert read(decomposed.encode(), "a.txt").text == decomposed


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_text_survives_every_unicode_encoding(text: str) -> None:
    for mark, codec in ((b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if not text.startswith("\ufeff"):
            assert read(mark + text.encode(codec), "a.txt").text == text


@given(st.binary())
def test_any_bytes_give_a_document_or_a_reason(data: bytes) -> None:
    assert keeps_the_laws(data, "a.txt")
