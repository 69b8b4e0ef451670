"""One article: its head, its text with the findings in place, and its sources beside it."""

from __future__ import annotations

from crackcite.languages import Voice
from crackcite.model import Judged, Severity, Verdict
from crackcite.reports.html import filters
from crackcite.reports.html.blocks import entry_span
from crackcite.reports.html.findings import Note, note_list, notes_of, set_aside_list
from crackcite.reports.html.ink import Ink
from crackcite.reports.html.markup import BREAK, Markup, bdi, el
from crackcite.reports.html.places import Places
from crackcite.reports.html.prose import Prose, prose
from crackcite.reports.html.sources import Shelf, badge, sources
from crackcite.reports.wording import errors, infos, warnings


class _Placed:
    """The findings of an article, each where it is told: at a block of the text, at a source, or at the head."""

    def __init__(self, judged: Judged, text: Prose, prefix: str, tr: Voice) -> None:
        self.general: list[Note] = []
        self.by_block: dict[int, list[Note]] = {}
        self.by_entry: dict[int, list[Note]] = {}
        self._text = text
        self._references = judged.article.references
        self._entries = Places((entry_span(one), at) for at, one in enumerate(self._references))
        notes = notes_of(judged.article, judged.findings, prefix, tr)
        self.all = [self._place(note) for note in notes]

    @property
    def of_title(self) -> list[Note]:
        """What is told below the article's name."""
        return self.by_block.get(0, []) if self._text.title else []

    def _place(self, note: Note) -> Note:
        block = self._text.block_of(note)
        entry = self._entry(note)
        if block is not None:
            kept = note
            self.by_block.setdefault(block, []).append(kept)
        elif entry is not None:
            kept = note if self._is_part(note, entry) else note.without_flag()
            self.by_entry.setdefault(entry, []).append(kept)
        else:
            kept = note.without_flag()
            self.general.append(kept)
        return kept

    def _entry(self, note: Note) -> int | None:
        """The source that a finding is about, or in which it lies."""
        within = next((at for _, at in self._entries.over(note.finding.span)), None)
        return note.finding.entry if note.finding.entry is not None else within

    def _is_part(self, note: Note, entry: int) -> bool:
        """Whether a finding is about a part of a source's text: the whole needs no mark."""
        whole, span = self._references[entry].span, note.finding.span
        return whole.contains(span) and span != whole and span.start < span.end


def article(judged: Judged, prefix: str, first: Markup | None, tr: Voice) -> Markup:
    """The section of one article; ``prefix`` begins every id in it, ``first`` stands before its own filter, and is
    ``None`` for one article of several.
    """
    text = Prose(judged.article)
    placed, shelf = _Placed(judged, text, prefix, tr), Shelf(judged, prefix)
    ink = Ink(judged.article, [note for note in placed.all if note.flagged], prefix, tr, shelf.target)
    cites = {at: " ".join(f"s{entry}" for entry in shelf.entries(cited)) for at, cited in text.cited.items() if cited}
    written = el(
        "section",
        el("h3", tr("The text"), id=f"{prefix}-text"),
        prose(text, judged.article, ink, placed.by_block, cites, tr),
        _pointer(judged, prefix, tr),
        class_="text",
        aria_labelledby=f"{prefix}-text {prefix}-title",
    )
    heads = [
        note_list(placed.of_title, tr, tr("Findings in the title")),
        note_list(placed.general, tr, tr("Findings about the article as a whole")),
        set_aside_list(judged.set_aside, tr),
    ]
    return el(
        "section",
        _head(judged, text, ink, prefix, first is None, tr),
        filters.controls(shelf, first or Markup(), tr),
        el("div", heads, class_="heads") if any(heads) else "",
        el("div", written, BREAK, _beside(judged, shelf, ink, placed, tr), class_="columns"),
        class_="article",
        id=prefix,
        aria_labelledby=f"{prefix}-title",
        tabindex="-1",
    )


def _pointer(judged: Judged, prefix: str, tr: Voice) -> Markup:
    """Where the sources are that stood in the text."""
    number = len(judged.article.references)
    said = tr.many("The list of {number} source", "The list of {number} sources", number)
    return el("p", el("a", said, href=f"#{prefix}-sources"), class_="pointer") if number else Markup()


def _head(judged: Judged, text: Prose, ink: Ink, prefix: str, several: bool, tr: Voice) -> Markup:
    """The article's name, what was read in it, and what the reader left out."""
    read, title = judged.article, text.title
    words = bdi(ink.set(title.span) if title else text.name)
    name = el("h2", words, id=f"{prefix}-title", lang=read.language if title else "")
    facts = [
        tr.many("{number} marker", "{number} markers", len(read.markers)),
        tr.many("{number} source", "{number} sources", len(read.references)),
        *counts(judged, tr),
    ]
    remarks = [el("li", tr.said(remark)) for remark in (*read.document.remarks, *read.remarks)]
    return el(
        "header",
        name,
        el("p", bdi(read.path), class_="path"),
        el("p", " · ".join(facts), class_="facts"),
        el("p", el("a", tr("All articles"), href="#index"), class_="facts") if several else "",
        el("ul", remarks, class_="remarks") if remarks else "",
    )


def counts(judged: Judged, tr: Voice) -> list[str]:
    """How many findings of each severity an article has, where it has any."""
    number = {severity: sum(one.severity is severity for one in judged.findings) for severity in Severity}
    said = ((errors, Severity.ERROR), (warnings, Severity.WARNING), (infos, Severity.INFO))
    return [say(number[severity], tr) for say, severity in said if number[severity]]


def _beside(judged: Judged, shelf: Shelf, ink: Ink, placed: _Placed, tr: Voice) -> Markup:
    """The sources, with how many there are of each verdict."""
    if not judged.article.references:
        return Markup()
    found = [shelf.verdict(entry) for entry in range(len(judged.article.references))]
    tally = [el("li", badge(one, tr, found.count(one)), " ", str(found.count(one))) for one in Verdict if one in found]
    return el(
        "section",
        el("h3", tr("The sources"), id=f"{shelf.prefix}-sources"),
        el("ul", tally, class_="tally", aria_label=tr("Sources by what is known of them")),
        sources(shelf, ink, placed.by_entry, tr),
        class_="sources",
        aria_labelledby=f"{shelf.prefix}-sources {shelf.prefix}-title",
        tabindex="0",
    )
