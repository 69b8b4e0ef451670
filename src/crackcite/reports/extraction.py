"""What was read in an article, for a person: the markers in their sentences, the sources in their parts, the doubts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from crackcite.languages import Voice, voice
from crackcite.model import Article, Certainty, CitationStyle, Document, Doubt, Form, Marker, Reference, Span, say
from crackcite.reports.terminal.excerpt import NEARBY, excerpt, window
from crackcite.reports.terminal.findings import location
from crackcite.reports.terminal.ink import hanging, joined, printed, visible
from crackcite.reports.terminal.wording import LANGUAGE, markers, runs, sources
from crackcite.reports.wording import listed


def render(articles: Sequence[Article], *, width: int = 80, color: bool = False, language: str = "en") -> str:
    """The reading of the articles as lines of at most ``width`` cells; only a word that is longer runs over.

    Without ``color`` the text holds no escape sequence; a marker stands in ``⟦ ⟧`` with and without.
    """
    tr = voice(language)
    return printed((line for article in articles for line in _article(article, tr, width)), width=width, color=color)


def _article(article: Article, tr: Voice, width: int) -> Iterator[Text]:
    yield Text(visible(article.path), style="bold underline")
    yield from hanging("  ", (_manner(article, tr), "dim"), width)
    yield Text()
    yield from hanging("  ", (_markers_read(article, tr), "bold"), width)
    yield from _probable(article, tr, width)
    places = [_where(article, marker.span, tr) for marker in article.markers]
    wide = max((len(place) for place in places), default=0)
    for marker, place in zip(article.markers, places, strict=True):
        yield from _marker(article, marker, f"  {place:>{wide}}  ", tr, width)
    yield Text()
    yield from hanging("  ", (_sources_read(article, tr), "bold"), width)
    for reference in article.references:
        yield from _reference(article, reference, tr, width)
    yield Text()
    yield from _left_out(article, tr, width)


_STYLES = {
    CitationStyle.NUMERIC: say("numeric"),
    CitationStyle.AUTHOR_YEAR: say("author-year"),
    CitationStyle.NONE: say("none"),
}
_FORMS = {
    Form.FLATTENED: say("flattened"),
    Form.SUPERSCRIPT: say("superscript"),
    Form.BRACKET: say("bracket"),
    Form.FOOTNOTE: say("footnote"),
}
_FIELDS = {
    "authors": say("authors"),
    "title": say("title"),
    "container": say("container"),
    "volume": say("volume"),
    "issue": say("issue"),
    "pages": say("pages"),
    "publisher": say("publisher"),
    "place": say("place"),
    "year": say("year"),
    "accessed": say("accessed"),
    "to look up": say("to look up"),
}


def _manner(article: Article, tr: Voice) -> str:
    document = article.document
    language = LANGUAGE.get(article.language or "", article.language or say("language unknown"))
    file: str = document.format
    if document.encoding:
        file = tr("{format} in {encoding}", format=file, encoding=document.encoding)
    style = _STYLES[article.style]
    return visible(tr("{file}; {language}; style: {style}", file=file, language=language, style=style))


def _markers_read(article: Article, tr: Voice) -> str:
    if not article.markers:
        return tr("No markers")
    forms = Counter(tr.said(_FORMS[marker.form]) for marker in article.markers)
    numbers = [number for marker in article.markers for number in marker.numbers]
    said = tr("{markers}, {forms}", markers=markers(len(article.markers), tr), forms=listed(list(forms), tr))
    return tr("{markers}; numbers {numbers}", markers=said, numbers=runs(numbers)) if numbers else said


def _probable(article: Article, tr: Voice, width: int) -> Iterator[Text]:
    """How many markers are told by their surroundings and not by their form; they carry a ``~`` in the list."""
    number = sum(marker.certainty is Certainty.PROBABLE for marker in article.markers)
    if number:
        said = tr("probable ({many}): told by what stands around, not by the form", many=number)
        if number == len(article.markers):
            said = tr("probable: told by what stands around, not by the form")
        yield from hanging(("  ~ ", "dim"), (said, "dim"), width)


def _sources_read(article: Article, tr: Voice) -> str:
    if not article.references:
        return tr("No sources")
    heading = article.heading
    read = sources(len(article.references), tr)
    if not heading:
        return tr("{sources}, no heading", sources=read)
    where = _line(article, heading.span, tr)
    return visible(tr("{sources} under “{heading}” ({place})", sources=read, heading=heading.text, place=where))


def _line(article: Article, span: Span, tr: Voice) -> str:
    found = article.document.position(span.start)
    return visible(tr.place(found.place)) or tr("line {line}", line=found.line)


def _where(article: Article, span: Span, tr: Voice) -> str:
    found = article.document.position(span.start)
    return visible(tr.place(found.place)) or f"{found.line}:{found.column}"


def _marker(article: Article, marker: Marker, place: str, tr: Voice, width: int) -> Iterator[Text]:
    """One line: where, which numbers, and the sentence around the marker; a second where the marker has a flaw."""
    sign = "~" if marker.certainty is Certainty.PROBABLE else " "
    numbers = ",".join(map(str, marker.numbers)) or "–"
    first = joined((place, "dim"), (f"{sign}{numbers:<7} ", "bold cyan"))
    before, inside, after = window(*_sentence(article.document, marker.span), room=width - first.cell_len - 2)
    yield joined(first, before, (f"⟦{inside}⟧", "bold cyan"), after)
    if marker.flaw:
        yield from hanging(" " * first.cell_len + "! ", (visible(tr.said(marker.flaw)), "yellow"), width)


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


def _reference(article: Article, reference: Reference, tr: Voice, width: int) -> Iterator[Text]:
    number = "–" if reference.number is None else str(reference.number)
    first = joined((f"  {number:>3}  ", "bold"), (f"{_where(article, reference.span, tr)}  ", "dim"))
    text = " ".join(visible(reference.text).split(" "))
    yield from hanging(first, text, width)
    fields = [(tr.said(_FIELDS.get(name, name)), value) for name, value in _fields(reference, tr)]
    wide = max(10, *(cell_len(name) for name, _ in fields))
    for name, value in fields:
        yield from hanging((f"       {name:<{wide}} ", "dim"), visible(value), width)


def _fields(reference: Reference, tr: Voice) -> Iterator[tuple[str, str]]:
    """The parts that were found, then the identifiers, each with its name."""
    parts = reference.parts
    authors = "; ".join(parts.authors) + (" et al." if parts.et_al else "")
    yield from (("authors", authors),) if authors else ()
    for name in ("title", "container", "volume", "issue", "pages", "publisher", "place", "year", "accessed"):
        value = getattr(parts, name)
        if value:
            yield name, str(value)
    for identifier in reference.identifiers:
        flaw = f"  ({tr.said(identifier.flaw)})" if identifier.flaw else ""
        yield identifier.kind.value, f"{identifier.value}{flaw}"
    if not reference.identifiers:
        yield "to look up", tr("nothing: no DOI, link or ISBN")


def _left_out(article: Article, tr: Voice, width: int) -> Iterator[Text]:
    if not article.remarks and not article.doubts:
        return
    yield Text(f"  {tr('Left out, and why')}", style="bold")
    for remark in article.remarks:
        yield from hanging("    - ", visible(tr.said(remark)), width)
    for doubt in article.doubts:
        yield from _doubt(article, doubt, tr, width)
    yield Text()


def _doubt(article: Article, doubt: Doubt, tr: Voice, width: int) -> Iterator[Text]:
    said = visible(tr("“{text}” can be read in two ways", text=doubt.text))
    said = f"{said}  {location(article, doubt.span, tr)}"
    yield from hanging(("    ? ", "cyan"), said, width)
    yield from excerpt(article.document, doubt.span, width=width, style="cyan", indent="    ")
    ways = tr("as a marker:"), tr("otherwise:")
    wide = max(map(cell_len, ways))
    yield from hanging(f"      {ways[0]:<{wide}} ", visible(tr.said(doubt.as_marker)), width)
    yield from hanging(f"      {ways[1]:<{wide}} ", visible(tr.said(doubt.otherwise)), width)
