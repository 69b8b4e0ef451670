"""What every reader's tests share: the laws that hold for any input, and short ways to look at hints."""

from __future__ import annotations

from crackcite.model import Document, HintKind
from crackcite.readers import UnreadableError, read


def hinted(document: Document, kind: HintKind) -> list[tuple[str, str]]:
    """The hints of one kind as (text, value)."""
    return [(hint.span.of(document.text), hint.value) for hint in document.of_kind(kind)]


def keeps_the_laws(data: bytes, path: str) -> bool:
    """Whether any input gives a sound Document or a reason in one line, and never another exception."""
    try:
        document = read(data, path)
    except UnreadableError as refused:
        return bool(refused.reason) and "\n" not in refused.reason
    return is_sound(document)


def is_sound(document: Document) -> bool:
    """Whether hints lie in the text in order, anchors ascend, and every offset has a place in the file."""
    length, source = len(document.text), document.text if document.source is None else document.source
    starts = [hint.span.start for hint in document.hints]
    at = [offset for offset, _ in document.anchors]
    lines = source.count("\n") + source.count("\r") + 1
    return (
        bool(document.text.encode("utf-8"))
        and starts == sorted(starts)
        and all(hint.span.end <= length for hint in document.hints)
        and at == sorted(at)
        and all(0 <= document.source_offset(offset) <= len(source) for offset in range(length + 1))
        and all(1 <= document.position(offset).line <= lines for offset in range(0, length + 1, 7))
        and all(document.position(offset).column >= 1 for offset in range(0, length + 1, 7))
    )
