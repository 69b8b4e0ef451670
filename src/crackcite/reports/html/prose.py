"""The article's own text, its findings in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from crackcite.languages import Voice
from crackcite.model import Article
from crackcite.reports.html.blocks import Block, Kind, blocks
from crackcite.reports.html.findings import Note, note_list
from crackcite.reports.html.ink import Ink
from crackcite.reports.html.markup import BREAK, Markup, el, lines
from crackcite.reports.html.places import Places

_DEEPEST = 6
_FIRST_LEVEL = 4  # the article's own highest heading, under “The text” (h3) of the article (h2) of the report (h1)


class Prose:
    """An article's text as blocks, and which notes belong to which of them. ``title`` is the heading that opens it."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self.blocks: Sequence[Block] = blocks(article)
        first = self.blocks[0] if self.blocks else None
        self.title = first if first and first.kind is Kind.HEADING and not first.aside else None
        self._places = Places((block.span, at) for at, block in enumerate(self.blocks))
        self.cited = self._cited(article)

    @property
    def name(self) -> str:
        """What the article is called: its title, else its file."""
        if self.title:
            return " ".join(self.title.span.of(self._article.document.text).split())
        return re.split(r"[/\\]", self._article.path.rstrip("/\\"))[-1] or self._article.path

    def _cited(self, article: Article) -> Mapping[int, set[tuple[int, int]]]:
        """For each block, the numbers that its markers cite, with the list that they refer to."""
        found: dict[int, set[tuple[int, int]]] = {}
        for marker in article.markers:
            for _, at in self._places.over(marker.span):
                found.setdefault(at, set()).update((marker.section, number) for number in marker.numbers)
        return found

    def block_of(self, note: Note) -> int | None:
        """The index of the first block that a finding touches; ``None`` where it lies outside the text."""
        span = note.finding.span
        if span.start == span.end == 0:
            return None
        return next((at for _, at in self._places.over(span)), None)


def prose(
    prose: Prose,
    article: Article,
    ink: Ink,
    notes: Mapping[int, Sequence[Note]],
    classes: Mapping[int, str],
    tr: Voice,
) -> Markup:
    """The text without its title; ``notes`` and ``classes`` (the sources that it cites) by the block's index."""
    top = 2 if prose.title else 1

    def made() -> Iterator[Markup]:
        told = [(at, block) for at, block in enumerate(prose.blocks) if block is not prose.title]
        for is_item, group in groupby(told, key=lambda pair: pair[1].kind is Kind.ITEM):
            blocks_made = [_block(block, top, ink, notes.get(at, ()), classes.get(at, ""), tr) for at, block in group]
            yield el("ul", lines(*blocks_made), class_="items") if is_item else lines(*blocks_made)

    return el("div", BREAK, lines(*made()), class_="prose", lang=article.language)


def _block(block: Block, top: int, ink: Ink, notes: Sequence[Note], cites: str, tr: Voice) -> Markup:
    flags = [note for note in notes if note.flagged]
    shown = ink.set(block.span, flags)
    classes = " ".join(filter(None, ("block", "aside" if block.aside else "", cites)))
    below = note_list(notes, tr, tr("Findings in this paragraph"))
    below = el("div", below, lang=tr.language) if below else below
    if block.kind is Kind.ITEM:
        label = el("span", f"{block.label}.", " ", class_="label") if block.label else ""
        return el("li", el("p", label, shown, dir="auto"), below, class_=f"{classes} item")
    if block.kind is Kind.HEADING:
        level = min(_FIRST_LEVEL + max(block.level - top, 0), _DEEPEST)
        return el("div", el(f"h{level}", shown, dir="auto"), below, class_=f"{classes} heading")
    inner = el("pre", shown) if block.kind is Kind.CODE else el("p", shown, dir="auto")
    return el("div", inner, below, class_=classes if block.kind is not Kind.ROW else f"{classes} row")
