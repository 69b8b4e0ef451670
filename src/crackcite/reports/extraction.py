"""What was read in an article, for a person: the markers in their sentences, the sources in their parts, the doubts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.text import Text

from crackcite.model import Article, Certainty, Document, Doubt, Marker, Reference, Span
from crackcite.reports.terminal.excerpt import NEARBY, excerpt, window
from crackcite.reports.terminal.findings import location
from crackcite.reports.terminal.ink import hanging, joined, printed, visible
from crackcite.reports.terminal.wording import LANGUAGE, count, listed, runs


def render(articles: Sequence[Article], *, width: int = 80, color: bool = False) -> str:
    """The reading of the articles as lines of at most ``width`` cells; only a word that is longer runs over.

    Without ``color`` the text holds no escape sequence; a marker stands in ``⟦ ⟧`` with and without.
    """
    return printed((line for article in articles for line in _article(article, width)), width=width, color=color)


def _article(article: Article, width: int) -> Iterator[Text]:
    yield Text(visible(article.path), style="bold underline")
    yield from hanging("  ", (_manner(article), "dim"), width)
    yield Text()
    yield from hanging("  ", (_markers_read(article), "bold"), width)
    yield from _probable(article, width)
    places = [_where(article, marker.span) for marker in article.markers]
    wide = max((len(place) for place in places), default=0)
    for marker, place in zip(article.markers, places, strict=True):
        yield from _marker(article, marker, f"  {place:>{wide}}  ", width)
    yield Text()
    yield from hanging("  ", (_sources_read(article), "bold"), width)
    for reference in article.references:
        yield from _reference(article, reference, width)
    yield Text()
    yield from _left_out(article, width)


def _manner(article: Article) -> str:
    document = article.document
    language = LANGUAGE.get(article.language or "", article.language or "language unknown")
    encoding = f" in {document.encoding}" if document.encoding else ""
    return visible(f"{document.format}{encoding}; {language}; style: {article.style}")


def _markers_read(article: Article) -> str:
    if not article.markers:
        return "No markers"
    forms = Counter(marker.form.value for marker in article.markers)
    numbers = [number for marker in article.markers for number in marker.numbers]
    said = f"{count(len(article.markers), 'marker')}, {listed(list(forms))}"
    return f"{said}; numbers {runs(numbers)}" if numbers else said


def _probable(article: Article, width: int) -> Iterator[Text]:
    """How many markers are told by their surroundings and not by their form; they carry a ``~`` in the list."""
    number = sum(marker.certainty is Certainty.PROBABLE for marker in article.markers)
    if number:
        every = number == len(article.markers)
        said = f"probable{'' if every else f' ({number})'}: told by what stands around, not by the form"
        yield from hanging(("  ~ ", "dim"), (said, "dim"), width)


def _sources_read(article: Article) -> str:
    if not article.references:
        return "No sources"
    heading = article.heading
    under = f" under “{visible(heading.text)}” ({_line(article, heading.span)})" if heading else ", no heading"
    return count(len(article.references), "source") + under


def _line(article: Article, span: Span) -> str:
    found = article.document.position(span.start)
    return visible(found.place) or f"line {found.line}"


def _where(article: Article, span: Span) -> str:
    found = article.document.position(span.start)
    return visible(found.place) or f"{found.line}:{found.column}"


def _marker(article: Article, marker: Marker, place: str, width: int) -> Iterator[Text]:
    """One line: where, which numbers, and the sentence around the marker; a second where the marker has a flaw."""
    sign = "~" if marker.certainty is Certainty.PROBABLE else " "
    numbers = ",".join(map(str, marker.numbers)) or "–"
    first = joined((place, "dim"), (f"{sign}{numbers:<7} ", "bold cyan"))
    before, inside, after = window(*_sentence(article.document, marker.span), room=width - first.cell_len - 2)
    yield joined(first, before, (f"⟦{inside}⟧", "bold cyan"), after)
    if marker.flaw:
        yield from hanging(" " * first.cell_len + "! ", (visible(marker.flaw), "yellow"), width)


_SENTENCE_END = re.compile(r"[.!?…]['’”\"»)\]\s]*\s(?=\S)")


def _sentence(document: Document, span: Span) -> tuple[str, str, str]:
    """The sentence in which a span stands, in three pieces, made visible."""
    line, text = document.line_span(span.start), document.text
    start, limit = max(line.start, span.start - NEARBY), max(min(line.end, span.end + NEARBY), span.end)
    for ending in _SENTENCE_END.finditer(text, start, span.start):
        start = ending.end()
    following = _SENTENCE_END.search(text, span.end, limit)
    end = following.end() if following else limit
    return visible(text[start : span.start]).lstrip(), visible(span.of(text)), visible(text[span.end : end]).rstrip()


def _reference(article: Article, reference: Reference, width: int) -> Iterator[Text]:
    number = "–" if reference.number is None else str(reference.number)
    first = joined((f"  {number:>3}  ", "bold"), (f"{_where(article, reference.span)}  ", "dim"))
    text = " ".join(visible(reference.text).split(" "))
    yield from hanging(first, text, width)
    for name, value in _fields(reference):
        yield from hanging((f"       {name:<10} ", "dim"), visible(value), width)


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    """The parts that were found, then the identifiers, each with its name."""
    parts = reference.parts
    authors = "; ".join(parts.authors) + (" et al." if parts.et_al else "")
    yield from (("authors", authors),) if authors else ()
    for name in ("title", "container", "volume", "issue", "pages", "publisher", "place", "year", "accessed"):
        value = getattr(parts, name)
        if value:
            yield name, str(value)
    for identifier in reference.identifiers:
        flaw = f"  ({identifier.flaw})" if identifier.flaw else ""
        yield identifier.kind.value, f"{identifier.value}{flaw}"
    if not reference.identifiers:
        yield "to look up", "nothing: no DOI, link or ISBN"


def _left_out(article: Article, width: int) -> Iterator[Text]:
    if not article.remarks and not article.doubts:
        return
    yield Text("  Left out, and why", style="bold")
    for remark in article.remarks:
        yield from hanging("    - ", visible(remark), width)
    for doubt in article.doubts:
        yield from _doubt(article, doubt, width)
    yield Text()


def _doubt(article: Article, doubt: Doubt, width: int) -> Iterator[Text]:
    said = f"“{visible(doubt.text)}” can be read in two ways  {location(article, doubt.span)}"
    yield from hanging(("    ? ", "cyan"), said, width)
    yield from excerpt(article.document, doubt.span, width=width, style="cyan", indent="    ")
    yield from hanging("      as a marker: ", visible(doubt.as_marker), width)
    yield from hanging("      otherwise:   ", visible(doubt.otherwise), width)
