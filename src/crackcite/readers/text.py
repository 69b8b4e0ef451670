"""Plain text: the decoded file is the document, character by character, but for comments that speak to crackcite."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crackcite.model import Document
from crackcite.patterns import lazy
from crackcite.readers.decoding import decode

_COMMENT = lazy(r"<!--\s*crackcite\s*:", re.IGNORECASE)
_LINE_END = lazy(r"\r\n|\r|\n|\Z")
_BLANKS = " \t"
_FOLLOWING = (" ", "\t")
_LINE_ENDS = "\r\n"


def read(data: bytes, path: str) -> Document:
    """The decoded file without its byte order mark; no hints. Raises UnreadableError where there is no text.

    A comment such as ``<!-- crackcite: ignore[CC401] -->``, which a content management system hides, is left out: then
    the file stands in ``Document.source``.
    """
    found = decode(data)
    source, text = found.text, found.text
    anchors: list[tuple[int, int]] = []
    pieces, at, length = [], 0, 0
    for start, end in _comments(source):
        pieces.append(source[at:start])
        anchors.append((length, at))
        length, at = length + start - at, end
    if pieces:
        anchors.append((length, at))
        text = "".join((*pieces, source[at:]))
    return Document(
        path,
        "text",
        text,
        encoding=found.encoding,
        source=source if pieces else None,
        anchors=tuple(anchors),
        remarks=found.remarks,
    )


def _comments(source: str) -> Iterator[tuple[int, int]]:
    """Where comments begin and end, each with its whole line where nothing else stands on it, so that no blank line is
    left to part a list, else with the blanks before it (at a line's beginning, after it).
    """
    done, alone = 0, True
    for begun in _COMMENT.finditer(source):
        if begun.start() < done:  # inside the last one
            continue
        close = source.find("-->", begun.end())
        if close < 0:
            return
        before, after = begun.start(), close + 3
        while before > done and source[before - 1] in _BLANKS:
            before -= 1
        while source[after : after + 1] in _FOLLOWING:
            after += 1
        alone = (alone and before == done) or before == 0 or source[before - 1] in _LINE_ENDS
        if not alone:
            yield before, close + 3
        elif line_end := _LINE_END.match(source, after):
            after = line_end.end()
            yield before, after
        else:
            yield begun.start(), after
        done = after if alone else close + 3
