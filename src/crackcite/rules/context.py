"""Words that tell a place in an article from others, whatever is edited, moved or renumbered elsewhere."""

from __future__ import annotations

from crackcite.model import Document, Span
from crackcite.patterns import lazy

_WORD = lazy(r"[^\W\d_]+")  # no digits: they may be markers, and markers are renumbered
_SENTENCE = lazy(r"(?<=[^\W\d_]{2})\S{0,12}[.!?…]\S{0,12}\s+(?=[«“\"(]?\s?[^\W\d_a-zà-öø-ÿ])")
_DIGITS = lazy(r"\d+")
_BEFORE, _AFTER, _ENOUGH = 8, 4, 3
_FAR = 300
_FULL = 50  # a line of at least so many characters was wrapped by an editor, if it ends within a sentence
_ENDED = lazy(r"[.!?…:»”\")\]\d]\s*$")


def around(document: Document, span: Span, within: Span | None = None) -> str:
    """The words before a place in its sentence (``within`` no larger stretch); where there are few, in its paragraph,
    and those behind it: at most twelve, in lower case, without digits.
    """
    text = document.text
    least, most = (within.start, within.end) if within else (0, len(text))
    start = max(_paragraph_start(document, span.start), least, span.start - _FAR)
    above = text[start : span.start]
    before = _WORD.findall(_SENTENCE.split(above)[-1])[-_BEFORE:]
    if len(before) < _ENOUGH:
        before = _WORD.findall(above)[-_BEFORE:]
    end = min(document.line_span(span.end).end, most, span.end + _FAR)
    after = _WORD.findall(text[span.end : end])[:_AFTER] if len(before) < _ENOUGH else []
    return " ".join((*before, *after)).casefold()


def shape(text: str) -> str:
    """How a marker is written, its numbers apart: ``4,,5`` as ``#,,#``."""
    return _DIGITS.sub("#", text)


def _paragraph_start(document: Document, offset: int) -> int:
    """Where the paragraph of an offset begins: a line of its own, or several that an editor wrapped."""
    start = document.line_span(offset).start
    while start > 0 and offset - start < _FAR:
        above = document.line_span(start - 1)
        line = above.of(document.text)
        if len(line.strip()) < _FULL or _ENDED.search(line):
            break
        start = above.start
    return start
