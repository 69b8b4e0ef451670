"""Where links lead, in the source of Markdown and web pages: changed where the link's text is the very address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from crackcite.fixes import escapes
from crackcite.fixes.edits import trimmed
from crackcite.fixes.encoding import Slice
from crackcite.fixes.problems import UnwritableError
from crackcite.model import Document, Edit, Hint, HintKind, Span, say

_STOPS = ".,;:"
_FARTHEST = 10_000  # characters between the beginning of a link's tag and its text
_TAG = re.compile(r"<a\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_HREF = re.compile(r"(?<=[\s\"'])href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_DESTINATION = r"(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*))"
_INLINE = re.compile(r"[*_~`]*\]\([ \t]*\n?[ \t]*" + _DESTINATION)
_BY_LABEL = re.compile(r"[*_~`]*\](?:\[([^\[\]]*)\])?")
_BACKSLASHED = re.compile(r"\\([!-/:-@\[-`{-~])")


def target_slices(document: Document, edit: Edit) -> Iterator[Slice]:
    """The changes of the targets of the links whose text is the address that an edit replaces by another.

    Raises UnwritableError where such a link's target cannot be found in the source.
    """
    old, new = edit.span.of(document.text), edit.replacement
    if edit.span.start == edit.span.end or not _is_address(new):
        return
    for link in document.of_kind(HintKind.LINK):
        if link.span.overlaps(edit.span) and _same(link.value.rstrip(_STOPS), old.rstrip(_STOPS)):
            yield from _target(document, link, edit)


def _target(document: Document, link: Hint, edit: Edit) -> Iterator[Slice]:
    source = document.source or ""
    start, end = document.source_offset(link.span.start), document.source_offset(link.span.end - 1) + 1
    if source[start - 1 : start] == "<" and source[end : end + 1] == ">" and document.format == "markdown":
        stop = link.span.end - edit.span.end
        if stop > 0:  # an autolink, whose text is its target, with the sentence's full stop in it
            yield Span(end - stop, end + 1), ">" + source[end - stop : end], edit
        return
    found = _attribute(source, start, link.value)
    written: Callable[[str], str] = escapes.attribute
    if found is None and document.format == "markdown":
        found = _destination(source, end, link.value)
        written = _plain
    if found is None:
        raise _lost(edit)
    small = trimmed(Edit(found, written(edit.replacement)), source)
    yield small.span, small.replacement, edit


def _attribute(source: str, start: int, value: str) -> Span | None:
    """Where the value of ``href`` stands in the tag ``<a …>`` that opens before ``start``."""
    tags = list(_TAG.finditer(source, max(0, start - _FARTHEST), start))
    tag = tags[-1] if tags else None
    if tag is None or "</a" in source[tag.end() : start].lower():
        return None
    href = _HREF.search(tag[0])
    if href is None or unescape(href[href.lastindex or 0]).strip() != value:
        return None
    first, last = href.span(href.lastindex or 0)
    return Span(tag.start() + first, tag.start() + last)


def _destination(source: str, end: int, value: str) -> Span | None:
    """Where the destination of a Markdown link stands whose text ends at ``end``."""
    inline = _INLINE.match(source, end)
    if inline is None:
        label = _BY_LABEL.match(source, end)
        name = label and (label[1] or _text_before(source, end))
        inline = _definition(name).search(source) if name else None
    if inline is None:
        return None
    span = Span(*inline.span(1 if inline[1] is not None else 2))
    return span if _same(_read(span.of(source)), value) else None


def _text_before(source: str, end: int) -> str:
    return source[source.rfind("[", 0, end) + 1 : end]


def _definition(label: str) -> re.Pattern[str]:
    """The definition of a label: ``[label]: address`` at the beginning of a line."""
    words = r"\s+".join(re.escape(word) for word in label.split())
    return re.compile(rf"^ {{0,3}}\[\s*{words}\s*\]:[ \t]*\n?[ \t]*{_DESTINATION}", re.IGNORECASE | re.MULTILINE)


def _read(destination: str) -> str:
    return unescape(_BACKSLASHED.sub(r"\1", destination))


def _plain(address: str) -> str:
    """An address as a destination in Markdown, with what would end it percent-encoded."""
    encoded = re.sub(r"[\s<>\\]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), address)
    balanced = encoded.count("(") == encoded.count(")")
    return encoded if balanced else encoded.replace("(", "%28").replace(")", "%29")


def _same(target: str, written: str) -> bool:
    """Whether a link's target is the address that its text shows, its scheme perhaps left out there."""
    return _bare(target) == _bare(written)


def _bare(address: str) -> str:
    from urllib.parse import unquote

    plain = re.sub(r"\s+", "", address)
    return unquote(re.sub(r"^https?://", "", plain, flags=re.IGNORECASE)).removesuffix("/")


def _is_address(text: str) -> bool:
    return re.match(r"https?://\S+$", text, re.IGNORECASE) is not None


def _lost(edit: Edit) -> UnwritableError:
    return UnwritableError(say("the link’s target is not where it is expected: change it by hand"), edit)
