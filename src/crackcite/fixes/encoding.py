"""Between a file's bytes and its decoded text: the byte order mark and the encoding stay as they are."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from crackcite.fixes.problems import UnwritableError
from crackcite.model import Document, Edit, Span, say

_MARKS = (b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)

#: What is put in place of a range of the decoded file, and the edit that wants it.
Slice = tuple[Span, str, Edit | None]


def spliced(data: bytes, document: Document, slices: Iterable[Slice]) -> bytes:
    """The file with ranges of its decoded text replaced; every other byte is the same.

    ``slices`` are sorted and do not overlap, their spans are into ``document.source`` (``document.text`` where that is
    ``None``). Raises UnwritableError where the file's bytes are not exactly what was decoded, or where its encoding has
    no such characters.
    """
    text = document.text if document.source is None else document.source
    codec = "utf-8" if document.encoding == "utf-8-sig" else document.encoding or "utf-8"
    mark = _mark(data, text, codec)
    pieces, at = [mark], 0
    for span, replacement, edit in slices:
        pieces += [text[at : span.start].encode(codec), _encoded(replacement, codec, edit)]
        at = span.end
    return b"".join([*pieces, text[at:].encode(codec)])


def _mark(data: bytes, text: str, codec: str) -> bytes:
    try:
        body = text.encode(codec)
    except (UnicodeEncodeError, LookupError):
        body = b"\0" + data
    mark = data[: len(data) - len(body)] if data.endswith(body) else None
    if mark is None or mark not in _MARKS:
        raise UnwritableError(
            say("the file holds bytes that are no {encoding}: save it as UTF-8 first", encoding=codec.upper())
        )
    return mark


def _encoded(replacement: str, codec: str, edit: Edit | None) -> bytes:
    try:
        return replacement.encode(codec)
    except UnicodeEncodeError as error:
        character = replacement[error.start]
        raise UnwritableError(
            say(
                "the file is in {encoding}, which has no “{character}”: save it as UTF-8 first",
                encoding=codec.upper(),
                character=character,
            ),
            edit,
        ) from None
