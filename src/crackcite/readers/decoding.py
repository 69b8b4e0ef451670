"""Bytes to text: which encoding a file is in, and what could not be decoded.

The order of the questions: a byte order mark; an encoding that the file or its sender declares; UTF-8, which other
encodings' text almost never satisfies by chance; UTF-16 without a mark, told by its zero bytes; Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from crackcite.model import say, say_many
from crackcite.readers.problems import LARGEST_SOURCE, UnreadableError, too_large

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OWN_FILE = say("give the article's own file")
_SIGNATURES = (
    (b"\x89PNG", say("a PNG image"), _OWN_FILE),
    (b"\xff\xd8\xff", say("a JPEG image"), _OWN_FILE),
    (b"GIF8", say("a GIF image"), _OWN_FILE),
    (b"\x1f\x8b", say("a gzip archive"), say("unpack it first")),
    (b"7z\xbc\xaf", say("a 7-Zip archive"), say("unpack it first")),
    (b"Rar!", say("a RAR archive"), say("unpack it first")),
    (b"PK\x03\x04", say("a ZIP archive"), say("unpack it first, or name its format")),
    (b"%PDF-", say("a PDF file"), say("name it so, or name its format")),
    (b"{\\rtf", say("an RTF file"), say("name it so, or name its format")),
    (b"\xd0\xcf\x11\xe0", say("in the format of Word 97–2003 or the like"), say("save it as .docx")),
    (b"\x7fELF", say("a program"), _OWN_FILE),
    (b"MZ", say("a program"), _OWN_FILE),
    (b"SQLite format 3", say("a database"), _OWN_FILE),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b\x1e\x1f"))  # the rest stand in texts pasted from Word
_UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Labels that a page may declare (WHATWG Encoding Standard §4.2); Latin-1 and ASCII mean Windows-1252 there.
_DECLARABLE = re.compile(r"utf-?(?:8|16)(?:[-_]?[bl]e)?|windows-\d+|cp125\d|iso-?8859-\d+|koi8-[ru]|macintosh|"
                         r"shift[-_]jis|euc-(?:jp|kr)|gb(?:2312|k|18030)|big5")  # fmt: skip
_AS_1252 = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text without its byte order mark, the encoding used (a name that Python's codecs know) and sentences
    about what was assumed or could not be decoded.
    """

    text: str
    encoding: str
    remarks: tuple[str, ...] = ()


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of a file, line endings kept as they are.

    ``declared`` is the encoding that the file or its sender names, empty where none does; one that does not fit the
    bytes is not believed. Raises UnreadableError for a file that is empty, holds no text, or too much of it.
    """
    if not data:
        raise UnreadableError(say("The file is empty: there is nothing to check."))
    if len(data) > 4 * LARGEST_SOURCE:  # no encoding has more than four bytes for a character
        raise too_large(LARGEST_SOURCE)
    found = _decoded(data, declared)
    if len(found.text) > LARGEST_SOURCE:
        raise too_large(LARGEST_SOURCE)
    return found


def _decoded(data: bytes, declared: str) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _forgiving(data[len(mark) :], encoding)
    _refuse_known_binaries(data)
    return _as_declared(data, declared) or _undeclared(data)


def _as_declared(data: bytes, declared: str) -> Decoded | None:
    label = declared.strip().lower()
    if label in _AS_1252:
        label = "windows-1252"
    if not _DECLARABLE.fullmatch(label):
        return None
    try:
        text = data.decode(label)
        text.encode("utf-8")
    except (UnicodeError, LookupError):
        return None
    return None if "\0" in text else Decoded(text, label)


def _undeclared(data: bytes) -> Decoded:
    if 0 in data:
        return _without_mark(data)
    if len(data.translate(None, _CONTROLS)) < len(data) * 0.95:
        raise UnreadableError(
            say("The file is not text (it is full of control characters): give the article's own file.")
        )
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _damaged_or_legacy(data)


def _refuse_known_binaries(data: bytes) -> None:
    for signature, what, to_do in _SIGNATURES:
        if data.startswith(signature) and (len(signature) > 2 or 0 in data):
            raise UnreadableError(say("The file is {what}, not text: {advice}.", what=what, advice=to_do))


def _without_mark(data: bytes) -> Decoded:
    """UTF-16 without a byte order mark has a zero in every second byte of most Western text."""
    zeros = (data[::2].count(0), data[1::2].count(0))
    half = len(data) // 2
    for encoding, full, clean in (("utf-16-le", zeros[1], zeros[0]), ("utf-16-be", zeros[0], zeros[1])):
        if full > half * 0.4 and clean <= half * 0.01 and len(data) % 2 == 0:
            found = _forgiving(data, encoding)
            said = say("The file has no byte order mark; it was read as {encoding}.", encoding=encoding.upper())
            return Decoded(found.text, encoding, (said, *found.remarks))
    raise UnreadableError(say("The file is binary, not text (it holds zero bytes): give the article's own file."))


def _damaged_or_legacy(data: bytes) -> Decoded:
    """Text that is not UTF-8: a few broken bytes in UTF-8, or the encoding of Windows in Western Europe."""
    good = len(_UTF8_CHARACTER.findall(data))
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if good > 4 * bad:
        return Decoded(text, "utf-8", (_lost(bad, "UTF-8"),))
    assumed = say("The file is not UTF-8; it was read as Windows-1252. Save it as UTF-8 if letters look wrong.")
    text = data.decode("windows-1252", "replace")
    bad = text.count("\ufffd")
    return Decoded(text, "windows-1252", (assumed, _lost(bad, "Windows-1252")) if bad else (assumed,))


def _forgiving(data: bytes, encoding: str) -> Decoded:
    codec = "utf-8" if encoding == "utf-8-sig" else encoding
    text = data.decode(codec, "replace")
    if not text:
        raise UnreadableError(say("The file is empty: there is nothing to check."))
    if "\0" in text:
        raise UnreadableError(say("The file is binary, not text (it holds zero bytes): give the article's own file."))
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return Decoded(text, encoding, (_lost(text.count("\ufffd"), codec.upper()),))
    return Decoded(text, encoding)


def _lost(count: int, encoding: str) -> str:
    return say_many(
        "One place could not be decoded as {encoding} and became “\ufffd”.",
        "{number} places could not be decoded as {encoding} and became “\ufffd”.",
        count,
        encoding=encoding,
    )
