"""Edits of the text of Markdown and web pages, as changes of their source.

A character of the text may stand in the source as itself, as a character reference (``&amp;``), behind a backslash, or,
if it is a space, as any run of white space. An edit is written only where every character that it replaces is found so,
without markup between. Where the text is itself the address to which a link leads, the link's target changes with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape

from crackcite.fixes.edits import applied, trimmed
from crackcite.fixes.encoding import Slice, spliced
from crackcite.fixes.escapes import candidates
from crackcite.fixes.problems import UnwritableError
from crackcite.fixes.targets import target_slices
from crackcite.model import Document, Edit, HintKind, Span, say

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_SPACES = re.compile(r"[ \t\r\n\f]+")
#: What ends emphasis, links and other markup within a line, right behind a piece of text.
_CLOSERS = re.compile(
    r"(?:</(?:a|abbr|b|bdi|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|time|u)\s*>"
    r"|[*_]{1,3}|~~|`+|>|\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])?)+",
    re.IGNORECASE,
)


def patched_markup(data: bytes, document: Document, edits: Sequence[Edit]) -> bytes:
    """The writer of Markdown and HTML."""
    slices: list[Slice] = []
    for edit in edits:
        slices += _slices(data, document, edit)
    return spliced(data, document, distinct(slices))


def distinct(slices: Iterable[Slice]) -> list[Slice]:
    """Changes of a source in order, each once: two links may share one definition of their target."""
    once = {(span, text): (span, text, edit) for span, text, edit in slices}
    return sorted(once.values(), key=lambda one: (one[0].start, one[0].end))


def _slices(data: bytes, document: Document, edit: Edit) -> list[Slice]:
    """The changes of the source that make an edit."""
    small = trimmed(edit, document.text)
    where = _source_span(document, small, edit)
    if where is None:
        raise UnwritableError(say("where it stands in the file is not certain: change it by hand"), edit)
    targets = list(target_slices(document, edit))
    ways = candidates(small.replacement, document.format, where.of(document.source or ""))
    for way in ways if len(ways) > 1 else ():
        if _says(data, document, edit, [(where, way, edit), *targets]):
            return [(where, way, edit), *targets]
    return [(where, ways[0], edit), *targets]


def _says(data: bytes, document: Document, edit: Edit, slices: list[Slice]) -> bool:
    """Whether the file with these changes says, read again, what the edit means."""
    from crackcite import readers

    try:
        again = readers.read(spliced(data, document, distinct(slices)), document.path, document.format)
    except (UnwritableError, readers.UnreadableError):
        return False
    return again.text == applied(document.text, [edit])


def _source_span(document: Document, small: Edit, edit: Edit) -> Span | None:
    """Where in the source the characters stand that an edit replaces; ``None`` where that is not certain."""
    start, end = small.span.start, small.span.end
    if start == end:
        at = _insertion(document, start, edit)
        return None if at is None else Span(at, at)
    first = piece = _piece(document, start)
    for at in range(start + 1, end):
        following = _piece(document, at)
        if piece is None or following is None or piece.end != following.start:
            return None
        piece = following
    return Span(first.start, piece.end) if first and piece else None


def _is_linked(document: Document, edit: Edit) -> bool:
    """Whether what an edit replaces is the text of a link, or a part of it."""
    links = document.of_kind(HintKind.LINK)
    return edit.span.start < edit.span.end and any(link.span.contains(edit.span) for link in links)


def _insertion(document: Document, at: int, edit: Edit) -> int | None:
    """Where in the source something is put before the character ``at`` of the text: with the part of the edit that
    stays.
    """
    if at == 0 or edit.span.start == at < edit.span.end:
        following = _piece(document, at)
        return following.start if following else None
    return _behind(document, at, inside=_is_linked(document, edit))


def _behind(document: Document, at: int, *, inside: bool) -> int | None:
    """Where the character before ``at`` ends in the source, or, unless ``inside``, the markup that ends with it."""
    before = _piece(document, at - 1)
    if before is None or inside or document.source is None:
        return before.end if before else None
    following = _piece(document, at) if at < len(document.text) else None
    limit = following.start if following and following.start >= before.end else len(document.source)
    closed = _CLOSERS.match(document.source, before.end, limit)
    return closed.end() if closed else before.end


def _piece(document: Document, at: int) -> Span | None:
    """Where in the source one character of the text stands, with all that stands for it."""
    source = document.source or ""
    start, letter = document.source_offset(at), document.text[at]
    following = document.source_offset(at + 1) if at + 1 < len(document.text) else len(source)
    reference = _REFERENCE.match(source, start)
    if reference and unescape(reference[0]) == letter and (following >= reference.end() or letter != "&"):
        return Span(start, reference.end())
    run = _SPACES.match(source, start) if letter == " " else None
    if run:
        return Span(start, run.end())
    if not source.startswith(letter, start):
        return None
    escaped = document.format == "markdown" and _is_escaped(source, start)
    return Span(start - escaped, start + 1)


def _is_escaped(source: str, at: int) -> bool:
    """Whether the character at an offset of Markdown stands behind a backslash that is not itself escaped."""
    run = at - len(source[:at].rstrip("\\")) if at and source[at - 1] == "\\" else 0
    punctuation = not source[at].isalnum() and source[at].isascii() and not source[at].isspace()
    return punctuation and run % 2 == 1
