"""CC002–CC004, CC108, CC109: what could be read of an article as a whole. (CC001, a file that cannot be read at all,
has no article to be judged; the run reports it beside the articles.)
"""

from __future__ import annotations

from collections.abc import Iterator

from crackcite.model import Article, CitationStyle, Form, Severity, Span, say, say_many
from crackcite.rules.context import around, shape
from crackcite.rules.registry import Case, Hit, rule
from crackcite.rules.words import listed, shortened


@rule("CC001", "unreadable-file", Severity.ERROR)
def unreadable_file(case: Case) -> Iterator[Hit]:  # noqa: ARG001
    """A file cannot be decoded or parsed; the run goes on with the others.

    Why: what was not read was not checked, and silence about it would pass for health.

    Example: a DOCX file that is not a ZIP archive, a text with NUL bytes, a file that does not exist.

    Fix: as the message says; most often, save the article again as UTF-8 text or DOCX.
    """
    yield from ()


@rule("CC002", "no-source-list", Severity.WARNING)
def no_source_list(case: Case) -> Iterator[Hit]:
    """The text carries citation markers, but no list of sources was found.

    Why: every statement with a marker stands without its source.

    Example: the article was pasted without its last section.

    Fix: add the list under a heading such as “Sources”, “References” or “Bibliographie”, one numbered entry a line.
    """
    article = case.article
    if article.markers and not article.references:
        first = article.markers[0]
        yield Hit(
            first.span,
            say("The text cites {sources}, but no list of sources was found.", sources=listed(_numbers(article))),
            say("Add the list under a heading such as “Sources” or “References”, one numbered source a line."),
            "no list",
        )


@rule("CC003", "no-markers", Severity.WARNING)
def no_markers(case: Case) -> Iterator[Hit]:
    """There is a list of sources, but no marker in the text cites any of them.

    Why: the reader cannot tell which statement rests on which source. Often the superscripts were lost in copying.

    Example: a text pasted from a page whose superscripts are not part of the copied text.

    Fix: put the markers back. An article that cites by author and year is recognised, and not reported here.
    """
    article = case.article
    numbered = [reference for reference in article.references if reference.number is not None]
    if numbered and not article.markers and article.style is not CitationStyle.AUTHOR_YEAR:
        yield Hit(
            article.heading.span if article.heading else article.references[0].span,
            say_many(
                "There is a list of {number} source, but no marker in the text cites it.",
                "There is a list of {number} sources, but no marker in the text cites them.",
                len(article.references),
            ),
            say("Put the markers back where the text relies on a source; perhaps they were lost in copying."),
            "no markers",
        )


@rule("CC004", "nothing-to-check", Severity.INFO)
def nothing_to_check(case: Case) -> Iterator[Hit]:
    """Neither citation markers nor a list of sources were found.

    Why: it is said, so that silence is never taken for health.

    Example: a news item without sources, or a format in which the list could not be recognised.

    Fix: none is needed for a text without sources. If it has some, look at `crackcite extract` to see what was read.
    """
    article = case.article
    if not article.markers and not article.references:
        yield Hit(
            Span(0, 0),
            say("Neither citation markers nor a list of sources were found: nothing was checked."),
            say("If the article has sources, put them under a heading such as “Sources”, numbered, one a line."),
            "nothing",
        )


@rule("CC005", "unnumbered-sources", Severity.INFO)
def unnumbered_sources(case: Case) -> Iterator[Hit]:
    """The article cites by author and year, or its list carries no numbers: the numbering check does not apply.

    Why: what was not checked is said. The sources themselves are checked as always.

    Example: `(Castel, 1995)` in the text, and an alphabetical list without numbers.

    Fix: none is needed.
    """
    article = case.article
    if not article.references:
        return
    unnumbered = all(reference.number is None for reference in article.references)
    if article.style is CitationStyle.AUTHOR_YEAR or unnumbered:
        message = say("The article has a list without numbers: whether markers and sources agree was not checked.")
        if article.style is CitationStyle.AUTHOR_YEAR:
            message = say("The article cites by author and year: whether markers and sources agree was not checked.")
        yield Hit(
            article.heading.span if article.heading else article.references[0].span,
            message,
            say("Nothing needs to be done; the sources themselves are checked."),
            "numbering not checked",
        )


@rule("CC108", "ambiguous-marker", Severity.INFO)
def ambiguous_marker(case: Case) -> Iterator[Hit]:
    """Digits may be a citation marker or belong to the text, and nothing in the article decides which.

    Why: a guess would either raise a false alarm or miss a marker; so both readings are said.

    Example: `la version 23` in an article with 25 sources that otherwise never cites 23.

    Fix: set the marker as a superscript or in brackets, or leave a space before a number that is none.
    """
    listed_numbers = {reference.number for reference in case.article.references}
    counted = {marker.span: marker for marker in case.article.markers}
    for doubt in case.article.doubts:
        marker = counted.get(doubt.span)
        if marker and not listed_numbers.issuperset(marker.numbers):
            continue  # CC101 speaks of it
        values = {"text": shortened(doubt.text), "marker": doubt.as_marker, "otherwise": doubt.otherwise}
        message = say("“{text}” may be {marker}, or {otherwise}; it was not counted as a marker.", **values)
        if marker:
            message = say("“{text}” may be {marker}, or {otherwise}; it was counted as a marker.", **values)
        yield Hit(
            doubt.span,
            message,
            say("If it is a marker, write it as a superscript or in brackets; if not, part the digits from the word."),
            f"{around(case.article.document, doubt.span)} {shape(doubt.text)}",
        )


_STYLES = {
    Form.FLATTENED: say("digits glued to the text"),
    Form.SUPERSCRIPT: say("superscripts"),
    Form.BRACKET: say("brackets"),
    Form.FOOTNOTE: say("footnotes"),
}


@rule("CC109", "mixed-markers", Severity.INFO)
def mixed_markers(case: Case) -> Iterator[Hit]:
    """The article writes its citation markers in more than one way.

    Why: the reader takes two styles for two lists. Often a part was pasted from elsewhere.

    Example: superscripts in the first half, `[7]` in the second.

    Fix: write all markers in one style.
    """
    groups: dict[Form, list[int]] = {}
    for index, marker in enumerate(case.article.markers):
        groups.setdefault(marker.form, []).append(index)
    if len(groups) < 2:
        return
    ordered = sorted(groups, key=lambda form: -len(groups[form]))
    for form in ordered[1:]:
        marker = case.article.markers[groups[form][0]]
        count = len(groups[form])
        yield Hit(
            marker.span,
            say_many(
                "{number} marker is written as {style} (this is the first), but {others} as {habit}.",
                "{number} markers are written as {style} (this is the first), but {others} as {habit}.",
                count,
                style=_STYLES[form],
                others=len(groups[ordered[0]]),
                habit=_STYLES[ordered[0]],
            ),
            say("Write all markers in one style."),
            f"{form} among {ordered[0]}",
        )


def _numbers(article: Article) -> list[int]:
    """Every number that the article's markers cite."""
    return sorted({number for marker in article.markers for number in marker.numbers})
