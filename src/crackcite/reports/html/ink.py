"""A stretch of the article's text as markup: markers linked, findings marked and flagged, what the markup told kept.

A stretch is cut wherever something begins or ends, and each piece carries all that lies over it. So spans may nest and
overlap as they like, and no element ever crosses another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crackcite.languages import Voice
from crackcite.model import Article, Form, HintKind, IdentifierKind, Marker, Span
from crackcite.reports.html.findings import Note, flag
from crackcite.reports.html.markup import Markup, el, followable, outward, text
from crackcite.reports.html.places import Places

_NUMBER = re.compile("[0-9]+|[⁰¹²³⁴-⁹]+")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class _Link:
    """A piece of text that leads somewhere: within the report to a source, or out of it."""

    href: str
    label: str = ""


class Ink:
    """All that lies over an article's text, ready to be set piece by piece.

    ``target`` gives the id of the source that a marker's number means, empty where there is none; ``notes`` are those
    whose places are marked in the text.
    """

    def __init__(
        self, article: Article, notes: Iterable[Note], prefix: str, tr: Voice, target: Callable[[Marker, int], str]
    ) -> None:
        self._text, self._tr, self._prefix = article.document.text, tr, prefix
        hints = article.document.hints
        self._raised = Places(
            [(hint.span, True) for hint in hints if hint.kind is HintKind.SUPERSCRIPT]
            + [(one.span, True) for one in article.markers if one.form in (Form.FLATTENED, Form.SUPERSCRIPT)]
        )
        self._code = Places((hint.span, True) for hint in hints if hint.kind is HintKind.CODE)
        self._markers = Places((one.span, (at, one)) for at, one in enumerate(article.markers, start=1))
        self._links = Places([*_outward(article), *self._inward(article, target)])
        self._notes = Places((note.finding.span, note) for note in notes)

    def _inward(self, article: Article, target: Callable[[Marker, int], str]) -> Iterator[tuple[Span, _Link]]:
        """Every number of every marker, leading to its source."""
        for marker in article.markers:
            led = [(match, self._number(marker, match[0], target)) for match in _NUMBER.finditer(marker.text)]
            for match, link in led:
                if link:
                    start = marker.span.start + match.start()
                    yield Span(start, start + len(match[0])), link
            if marker.numbers and not led:
                link = self._number(marker, str(marker.numbers[0]), target)
                if link:
                    yield marker.span, link

    def _number(self, marker: Marker, written: str, target: Callable[[Marker, int], str]) -> _Link | None:
        number = int(written.translate(_RAISED)) if len(written) < 7 else -1
        href = target(marker, number)
        return _Link(f"#{href}", self._tr("source {number}", number=number)) if href else None

    def set(self, span: Span, flags: Sequence[Note] = ()) -> Markup:
        """The text of ``span`` as markup; ``flags`` are the findings to be flagged in it, each at its end."""
        edges = {span.start, span.end}
        for layer in (self._raised, self._code, self._markers, self._links, self._notes):
            for place, _ in layer.over(span):
                edges.update(edge for edge in (place.start, place.end) if span.start <= edge <= span.end)
        cut = sorted(edges)
        ending: dict[int, list[Markup]] = {}
        for note in flags:
            place = note.finding.span
            ending.setdefault(min(max(place.end, span.start), span.end), []).append(flag(note, self._tr))
        pieces: list[object] = [ending.get(span.start)]
        for start, end in pairwise(cut):
            pieces += [self._piece(Span(start, end)), ending.get(end)]
        return text(pieces)

    def _piece(self, piece: Span) -> Markup:
        code = self._code.at(piece.start)
        made = _kept(piece.of(self._text)) if code else _joined(piece.of(self._text))
        marker = next((found for _, found in self._markers.over(piece)), None)
        link = self._links.at(piece.start)
        if link:
            made = self._linked(link, made)
        if code:
            made = el("code", made)
        if self._raised.at(piece.start):
            made = el("sup", made)
        if marker:
            made = self._marker(*marker, piece, made)
        return self._marked(piece, made)

    def _linked(self, link: _Link, made: Markup) -> Markup:
        if link.href.startswith("#"):
            return el("a", made, href=link.href, aria_label=link.label)
        return outward(link.href, made)

    def _marker(self, number: int, marker: Marker, piece: Span, made: Markup) -> Markup:
        """A piece of a marker; the first one bears its name, so that sources can lead back."""
        begins = piece.start == marker.span.start
        return el("span", made, class_="marker", id=f"{self._prefix}-m{number}" if begins else "")

    def _marked(self, piece: Span, made: Markup) -> Markup:
        """A piece in which findings lie, under the line of the worst."""
        over = sorted((note.severity for _, note in self._notes.over(piece)), key=lambda severity: severity.rank)
        if not over or not made:
            return made
        return el("mark", made, class_=" ".join(["finding", *dict.fromkeys(over)]))


def _outward(article: Article) -> Iterator[tuple[Span, _Link]]:
    """The links of the markup outside the markers, and the identifiers of the sources that can be followed."""
    markers = Places((marker.span, True) for marker in article.markers)
    addresses = [
        (identifier.written, _Link(_address(identifier.kind, identifier.value)))
        for reference in article.references
        for identifier in reference.identifiers
        if not identifier.flaw and _address(identifier.kind, identifier.value)
    ]
    written: list[tuple[Span, _Link]] = []
    for span, link in sorted(addresses, key=lambda pair: (pair[0].start, -pair[0].end)):
        if not written or span.start >= written[-1][0].end:
            written.append((span, link))
    yield from written
    taken = Places(written)
    for hint in article.document.of_kind(HintKind.LINK):
        free = not any(markers.over(hint.span)) and not any(taken.over(hint.span))
        if followable(hint.value) and free:
            yield hint.span, _Link(hint.value)


def _address(kind: IdentifierKind, value: str) -> str:
    url = f"https://doi.org/{value}" if kind is IdentifierKind.DOI else value
    return url if kind in (IdentifierKind.DOI, IdentifierKind.URL) and followable(url) else ""


def _joined(said: str) -> Markup:
    """Prose: line breaks are spaces, and a table's cells stand an em space apart."""
    return text(re.sub(r"\r\n|\r|\n", " ", said).replace("\t", "\u2003"))


def _kept(said: str) -> Markup:
    """Code: line breaks are its own."""
    return Markup("\n".join(text(line) for line in re.split(r"\r\n|\r|\n", said)))
