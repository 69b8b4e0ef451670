"""Putting a document together: text, hints, and the way back, in the order in which a reader meets them.

Every reader with markup writes into one Assembly. White space is kept until something visible follows, so that no
hint begins or ends with it, no line ends in it and no text begins with it. Blocks stand a blank line apart; entries
of a list, rows of a table and line breaks stand on lines of their own; a table's cells are parted by a tab.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from crackcite.model import Document, Hint, HintKind, Span

# Only the white space that markup languages fold: a no-break or thin space is typography and stays.
_RUN = re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")
_FOLDED = " \t\n\r\f"


class _Open:
    """A hint that has begun; ``start`` is not known before something visible is written."""

    __slots__ = ("kind", "level", "start", "value")

    def __init__(self, kind: HintKind, value: str, level: int) -> None:
        self.kind, self.value, self.level = kind, value, level
        self.start = -1


class Assembly:
    """A text under construction with its hints, anchors and places."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._gap = ""
        self._gap_source = -1
        self._breaks = 0
        self._waiting: list[_Open] = []
        self._points: list[_Open] = []
        self._place = ""
        self._hints: list[Hint] = []
        self._anchors: list[tuple[int, int]] = []
        self._places: list[tuple[int, str]] = []
        self.remarks: list[str] = []

    def flow(self, text: str, source: int = -1) -> None:
        """Write prose: runs of white space become one space. ``source`` is where ``text`` stands, verbatim, in the
        decoded file; -1 where it does not.
        """
        for run in _RUN.finditer(text):
            piece = run.group()
            at = -1 if source < 0 else source + run.start()
            if piece[0] in _FOLDED:
                self._gap, self._gap_source = self._gap or " ", at
            else:
                self._write(piece, at)

    def verbatim(self, text: str, source: int = -1) -> None:
        """Write text whose white space matters (code)."""
        if text.strip():
            self._write(text, source)
        elif text:
            self._gap = self._gap or text

    def gap(self, character: str = " ") -> None:
        """Part what stands before from what follows by one character, if both are on one line."""
        self._gap, self._gap_source = character, -1

    def break_lines(self, count: int = 1) -> None:
        """End the line; with 2, leave a blank line before whatever follows."""
        self._breaks = max(self._breaks, count)

    def place(self, name: str) -> None:
        """Name the place in the source of what follows."""
        self._place = name

    def open(self, kind: HintKind, value: str = "", level: int = 0) -> _Open:
        """Begin a hint over what is written until ``close``."""
        begun = _Open(kind, value, level)
        self._waiting.append(begun)
        return begun

    def close(self, begun: _Open) -> None:
        """End a hint. One over nothing is dropped; an anchor over nothing stands before what follows."""
        if begun.start >= 0:
            self._hints.append(Hint(begun.kind, Span(begun.start, self._length), begun.value, begun.level))
            return
        self._waiting.remove(begun)
        if begun.kind is HintKind.ANCHOR:
            self._points.append(begun)

    @contextmanager
    def hint(self, kind: HintKind, value: str = "", level: int = 0) -> Iterator[_Open]:
        """A hint over what is written inside the ``with`` block."""
        begun = self.open(kind, value, level)
        yield begun
        self.close(begun)

    @property
    def written(self) -> int:
        """How many characters stand so far."""
        return self._length

    def tail(self, start: int) -> str:
        """The text written since ``start``."""
        kept: list[str] = []
        at = self._length
        for piece in reversed(self._pieces):
            if at <= start:
                break
            kept.append(piece)
            at -= len(piece)
        return "".join(reversed(kept))[max(0, start - at) :]

    def document(
        self,
        path: str,
        format: str,  # noqa: A002 - the name of the Document's field
        *,
        source: str | None = None,
        encoding: str = "",
        language: str | None = None,
        remarks: Iterable[str] = (),
    ) -> Document:
        """The finished Document. ``source`` is the decoded file that the anchors point into."""
        for point in self._points:
            self._hints.append(Hint(point.kind, Span(self._length, self._length), point.value))
        self._points = []
        text = "".join(self._pieces)
        hints = sorted(self._hints, key=lambda hint: (hint.span.start, -hint.span.end))
        return Document(
            path,
            format,
            text,
            hints=tuple(_joined(hints, text)),
            encoding=encoding,
            language=language or None,
            source=source,
            anchors=tuple(self._anchors),
            places=tuple(self._places),
            remarks=(*remarks, *self.remarks),
        )

    def _write(self, text: str, source: int) -> None:
        self._settle()
        for begun in (*self._waiting, *self._points):
            begun.start = self._length
        self._hints += [Hint(at.kind, Span(at.start, at.start), at.value) for at in self._points]
        self._waiting.clear()
        self._points.clear()
        if self._place:
            self._places.append((self._length, self._place))
            self._place = ""
        self._append(text, source)

    def _settle(self) -> None:
        """Write the white space that was held back, now that something follows it."""
        if self._breaks and self._length:
            self._append("\n" * self._breaks, -1)
        elif self._gap and self._length and not self._breaks:
            self._append(self._gap, self._gap_source)
        self._gap, self._gap_source, self._breaks = "", -1, 0

    def _append(self, text: str, source: int) -> None:
        if source >= 0:
            last = self._anchors[-1] if self._anchors else None
            if last is None or self._length - last[0] != source - last[1]:
                self._anchors.append((self._length, source))
        self._pieces.append(text)
        self._length += len(text)


# Two superscripts meet in one marker at a separator: “4” “,” “5”. Two that meet as “4” “5” are two markers.
_SEPARATOR = re.compile(r"[,;\-‐‑‒–—−]\s*|\s*[,;\-‐‑‒–—−]")


def _joined(hints: list[Hint], text: str) -> list[Hint]:
    """The hints, with the superscripts joined that make one marker."""
    result: list[Hint] = []
    last = -1
    for hint in hints:
        if hint.kind is HintKind.SUPERSCRIPT:
            before = result[last].span if last >= 0 else None
            if before is not None and _meet(before, hint.span, text):
                result[last] = Hint(hint.kind, Span(before.start, max(before.end, hint.span.end)))
                continue
            last = len(result)
        result.append(hint)
    return result


def _meet(before: Span, after: Span, text: str) -> bool:
    if after.start < before.end:
        return True
    between = text[before.end : after.start]
    joint = text[before.end - 1 : before.end] + between + text[after.start : after.start + 1]
    return not between.strip(" ") and len(between) <= 1 and bool(_SEPARATOR.search(joint))
