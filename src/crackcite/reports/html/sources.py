"""The sources beside the text: each with its badge, what the registry says, its links, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from crackcite.languages import Voice
from crackcite.model import Answer, Judged, Marker, Severity, Verdict
from crackcite.reports.html.asked import asked, links
from crackcite.reports.html.findings import Note, note_list
from crackcite.reports.html.ink import Ink
from crackcite.reports.html.markup import BREAK, Markup, bdi, el, icon, lines, text, unseen
from crackcite.reports.html.record import record
from crackcite.reports.wording import verdict_word


class Shelf:
    """An article's sources and how they are reached: their ids in the page, and the markers that cite each."""

    def __init__(self, judged: Judged, prefix: str) -> None:
        self.judged = judged
        self.prefix = prefix
        self._entries: dict[tuple[int, int], int] = {}
        for entry, reference in enumerate(judged.article.references):
            if reference.number is not None:
                self._entries.setdefault((reference.section, reference.number), entry)
        self._citing: dict[int, list[int]] = {}
        for at, marker in enumerate(judged.article.markers, start=1):
            for entry in self.entries((marker.section, number) for number in marker.numbers):
                self._citing.setdefault(entry, []).append(at)

    def id(self, entry: int) -> str:
        """The id of a source."""
        return f"{self.prefix}-s{entry + 1}"

    def target(self, marker: Marker, number: int) -> str:
        """The id of the source that a marker's number means; empty where there is none."""
        entry = self._entries.get((marker.section, number))
        return "" if entry is None or number not in marker.numbers else self.id(entry)

    def entries(self, cited: Iterable[tuple[int, int]]) -> list[int]:
        """The sources that numbers mean, each number with the list that it refers to; every source once."""
        return sorted({self._entries[key] for key in cited if key in self._entries})

    def citing(self, entry: int) -> Sequence[int]:
        """The markers that cite a source: their places in the row of all markers, from 1."""
        return self._citing.get(entry, [])

    def name(self, entry: int, tr: Voice) -> str:
        """What a source is called: its number, or that it has none."""
        number = self.judged.article.references[entry].number
        return tr("Source without a number") if number is None else tr("Source {label}", label=number)

    def verdict(self, entry: int) -> Verdict:
        """What is known of a source."""
        return self.judged.verdicts[entry] if entry < len(self.judged.verdicts) else Verdict.UNCHECKED

    def answers(self, entry: int) -> Sequence[Answer]:
        """What was answered about a source."""
        return self.judged.evidence[entry] if entry < len(self.judged.evidence) else ()


def badge(verdict: Verdict, tr: Voice, number: int = 1) -> Markup:
    """A verdict on as many sources as a sign and a word."""
    return el("span", icon(verdict), verdict_word(verdict, tr, number), class_=f"badge {verdict}")


def sources(shelf: Shelf, ink: Ink, notes: Mapping[int, Sequence[Note]], tr: Voice) -> Markup:
    """All sources of an article, list by list; ``notes`` by the source's index."""
    references = shelf.judged.article.references
    made = [
        el("ol", BREAK, lines(*(_source(shelf, entry, ink, notes.get(entry, ()), tr) for entry, _ in group)), BREAK)
        for _, group in groupby(enumerate(references), key=lambda pair: pair[1].section)
    ]
    return lines(*made)


def _source(shelf: Shelf, entry: int, ink: Ink, notes: Sequence[Note], tr: Voice) -> Markup:
    reference, verdict, answers = shelf.judged.article.references[entry], shelf.verdict(entry), shelf.answers(entry)
    flags = [note for note in notes if note.flagged]
    name = shelf.name(entry, tr)
    heading = el("h4", bdi(name, class_="number"), " ", badge(verdict, tr))
    parts = (
        heading,
        el("p", ink.set(reference.span, flags), class_="entry", lang=shelf.judged.article.language, dir="auto"),
        _cited(shelf, entry, tr),
        note_list(notes, tr, tr("Findings about {source}", source=name)),
        links(reference, answers, tr),
        record(reference, answers, verdict, name, tr),
        asked(answers, tr),
    )
    worst = " ".join(f"has-{severity}" for severity in Severity if any(n.severity is severity for n in notes))
    return el("li", *parts, class_=f"source v-{verdict} s{entry} {worst}".rstrip(), id=shelf.id(entry), tabindex="-1")


def _cited(shelf: Shelf, entry: int, tr: Voice) -> Markup:
    """The way back to every marker that cites the source."""
    citing = shelf.citing(entry)
    if not citing:
        numbered = shelf.judged.article.references[entry].number is not None and shelf.judged.article.markers
        return el("p", tr("Not cited in the text"), class_="cited") if numbered else Markup()

    said = tr.many("Cited once:", "Cited {number} times:", len(citing))

    def back() -> Iterator[Markup]:
        for count, at in enumerate(citing, start=1):
            shown = f"↑{count}" if len(citing) > 1 else "↑"
            label = unseen(tr("citation {number} in the text", number=count))
            yield el("a", shown, " ", label, href=f"#{shelf.prefix}-m{at}")

    return el("p", said, " ", text([[link, " "] for link in back()]), class_="cited")
