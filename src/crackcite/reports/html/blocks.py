"""The article's text cut into paragraphs, headings and items, without its sources: those stand in their own list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from crackcite.model import Article, Document, HintKind, Reference, Span
from crackcite.reports.html.places import Places


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    CODE = "code"


@dataclass(frozen=True)
class Block:
    """A piece of the text that is set as one: ``span`` has no white space at its ends.

    ``level`` is a heading's, 1 for the highest that the article uses; ``label`` an item's number as the list shows it;
    ``aside`` tells what stands outside the article proper.
    """

    kind: Kind
    span: Span
    level: int = 0
    label: str = ""
    aside: bool = False


_LINE = re.compile(r"[^\r\n]+")
_FULL = 120
"""A text whose longest line is no longer was wrapped by hand: its lines are parts of paragraphs (README's convention
and any editor's: 72 to 120 columns)."""

_HEADING_AT_MOST = 90
_ENDS_A_SENTENCE = tuple(".…:;,")


def entry_span(reference: Reference) -> Span:
    """Where a source stands in the text, with its number."""
    return Span(min(reference.label.start, reference.span.start), max(reference.label.end, reference.span.end))


def blocks(article: Article) -> tuple[Block, ...]:
    """The blocks of the article in order, without its sources."""
    return _Cut(article).blocks


class _Cut:
    def __init__(self, article: Article) -> None:
        self.article = article
        self.document: Document = article.document
        self.marked = bool(self.document.hints)
        self.hints = {kind: Places((hint.span, hint) for hint in self.document.of_kind(kind)) for kind in HintKind}
        self.entries = Places((entry_span(reference), None) for reference in article.references)

    @property
    def blocks(self) -> tuple[Block, ...]:
        found = [self._block(span) for span in self._spans()]
        if not any(block.kind is Kind.HEADING for block in found):
            found = list(self._guessed(found))
        return tuple(_ranked(found))

    def _spans(self) -> Iterator[Span]:
        """Paragraphs and lines that stand by themselves, sources left out, trimmed, only where there is a word."""
        for whole in self._paragraphs():
            for span in self._outside_entries(whole):
                trimmed = _trimmed(self.document.text, span)
                if any(map(str.isalnum, trimmed.of(self.document.text))):
                    yield trimmed

    def _outside_entries(self, span: Span) -> Iterator[Span]:
        start = span.start
        for entry, _ in self.entries.over(span):
            if entry.start > start:
                yield Span(start, entry.start)
            start = max(start, entry.end)
        if start < span.end:
            yield Span(start, span.end)

    def _paragraphs(self) -> Iterator[Span]:
        lines = [Span(match.start(), match.end()) for match in _LINE.finditer(self.document.text) if match[0].strip()]
        if not self._lines_go_on(lines):
            yield from lines
            return
        start = 0
        for at, (line, following) in enumerate(pairwise([*lines, None]), start=1):
            if line and not (following and self._goes_on(line, following)):
                yield Span(lines[start].start, line.end)
                start = at

    def _lines_go_on(self, lines: Sequence[Span]) -> bool:
        return self.marked or max((line.end - line.start for line in lines), default=0) <= _FULL

    def _goes_on(self, line: Span, following: Span) -> bool:
        """Whether two lines belong to one paragraph: no blank line between, and neither stands by itself."""
        between = self.document.text[line.end : following.start]
        if len(between.replace("\r\n", "\n").strip(" \t")) != 1:
            return False
        apart = (HintKind.ITEM, HintKind.TABLE, HintKind.HEADING, HintKind.NOTE)
        if any(self.hints[kind].starting(following) for kind in apart):
            return False
        return not (self.hints[HintKind.TABLE].at(following.start) or self.hints[HintKind.HEADING].at(line.start))

    def _block(self, span: Span) -> Block:
        aside = bool(self.hints[HintKind.ASIDE].at(span.start))
        heading = self.hints[HintKind.HEADING].at(span.start)
        if heading:
            return Block(Kind.HEADING, span, heading.level or 1, aside=aside)
        if self.hints[HintKind.TABLE].at(span.start):
            return Block(Kind.ROW, span, aside=aside)
        code = self.hints[HintKind.CODE].at(span.start)
        if code and code.span.contains(span):
            return Block(Kind.CODE, span, aside=aside)
        item = self.hints[HintKind.ITEM].at(span.start)
        return (
            Block(Kind.ITEM, span, label=item.value, aside=aside) if item else Block(Kind.PARAGRAPH, span, aside=aside)
        )

    def _guessed(self, found: Iterable[Block]) -> Iterator[Block]:
        """Where nothing tells headings: short lines without a full stop, the first and those after a blank line."""
        text, before = self.document.text, 0
        for block in found:
            said = block.span.of(text)
            after_blank = not text[: block.span.start].strip() or text[before : block.span.start].count("\n") > 1
            plain = block.kind is Kind.PARAGRAPH and not said.startswith(("-", "•", "*", "–", "—"))
            if plain and after_blank and _like_a_heading(said):
                block = replace(block, kind=Kind.HEADING, level=1 if not before else 2)
            before = block.span.end
            yield block


def _like_a_heading(said: str) -> bool:
    ends = said.rstrip("0123456789")
    return 3 <= len(said) <= _HEADING_AT_MOST and "\n" not in said and not ends.endswith(_ENDS_A_SENTENCE)


def _trimmed(text: str, span: Span) -> Span:
    said = span.of(text)
    start = span.start + len(said) - len(said.lstrip())
    return Span(start, max(start, span.start + len(said.rstrip())))


def _ranked(found: Iterable[Block]) -> Iterator[Block]:
    """Headings on levels that follow one another, so that none is skipped on the way down."""
    found = list(found)
    used = sorted({block.level for block in found if block.kind is Kind.HEADING})
    last = 0
    for block in found:
        if block.kind is Kind.HEADING:
            last = min(used.index(block.level) + 1, last + 1)
            block = replace(block, level=last)
        yield block
