"""One work, two articles, different data: CC501."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from crackcite.model import Article, IdentifierKind, Reference, Severity, say, say_row
from crackcite.rules.phrases import entries, named, subject
from crackcite.rules.registry import Case, Hit, rule

CLOSE = 85.0  # titles of one work, as two people type them, are at least this similar (of 100)


def _doi(reference: Reference) -> str:
    found = reference.first(IdentifierKind.DOI)
    return found.value.lower() if found else ""


def _plain(text: str) -> str:
    from crackcite.matching.normalise import plain

    return plain(text)


def _title(reference: Reference) -> str:
    return _plain(reference.parts.title)


def _same_title(one: Reference, other: Reference) -> bool:
    from rapidfuzz import fuzz

    if not _title(one) or not _title(other):
        return False
    return max(fuzz.ratio(_title(one), _title(other)), fuzz.partial_ratio(_title(one), _title(other))) >= CLOSE


def _same_author(one: Reference, other: Reference) -> bool:
    """Whether the first authors share a name; an empty list of authors differs from nobody."""
    if not one.parts.authors or not other.parts.authors:
        return True
    from crackcite.matching.names import alike, name_words

    first, second = name_words(one.parts.authors[0]), name_words(other.parts.authors[0])
    return any(alike(a, b) for a in first for b in second if len(a) > 2 and len(b) > 2)


def _same_place(one: Reference, other: Reference) -> bool:
    """Whether volume or pages agree: yearly reports share title and author, and are not one work."""
    here, there = (one.parts.volume, one.parts.pages), (other.parts.volume, other.parts.pages)
    return any(a and _plain(a) == _plain(b) for a, b in zip(here, there, strict=True))


def _one_work(one: Reference, other: Reference) -> bool:
    if _doi(one) and _doi(other):
        return _doi(one) == _doi(other)
    from crackcite.matching.titles import telling

    alike = telling(one.parts.title) and _title(one) == _title(other) and _same_author(one, other)
    return alike and _same_place(one, other)


def _differences(one: Reference, other: Reference) -> Iterator[str]:
    """Where two descriptions of one work differ, both versions side by side."""
    if one.parts.title and other.parts.title and not _same_title(one, other):
        yield say("the title “{here}” here, “{there}” there", here=one.parts.title, there=other.parts.title)
    if not _same_author(one, other):
        here, there = one.parts.authors[0], other.parts.authors[0]
        yield say("the first author {here} here, {there} there", here=here, there=there)
    if one.parts.year and other.parts.year and one.parts.year != other.parts.year:
        yield say("the year {here} here, {there} there", here=one.parts.year, there=other.parts.year)
    if one.parts.volume and other.parts.volume and _plain(one.parts.volume) != _plain(other.parts.volume):
        yield say("the volume {here} here, {there} there", here=one.parts.volume, there=other.parts.volume)


Cited = Mapping[str, Sequence[tuple[Article, Reference]]]


def cited(articles: Iterable[Article]) -> Cited:
    """The sources of all articles, in their order, by DOI and by title: two that share neither are two works."""
    found: dict[str, list[tuple[Article, Reference]]] = {}
    for article in articles:
        for reference in article.references:
            for name in _names(reference):
                found.setdefault(name, []).append((article, reference))
    return found


def _names(reference: Reference) -> Iterator[str]:
    if _doi(reference):
        yield f"doi {_doi(reference)}"
    if _title(reference):
        yield f"title {_title(reference)}"


def _elsewhere(reference: Reference, own: Article, known: Cited) -> Iterator[tuple[Article, Reference]]:
    pairs = (pair for name in _names(reference) for pair in known.get(name, ()))
    return ((article, other) for article, other in pairs if article is not own and _one_work(reference, other))


@rule("CC501", "inconsistent-source", Severity.WARNING)
def inconsistent_source(case: Case) -> Iterator[Hit]:
    """Two articles of one run give the same work different data.

    Works are the same by their DOI, or by title and first author where one of them gives none.

    Why: at least one of the two is wrong, and readers of a series notice.

    Example: Part 1 of a series gives an article the year 2021, part 4 gives the same DOI the year 2020.

    Fix: look up which is right, and correct the other.
    """
    known = cited(case.others) if case.cited is None else case.cited
    for entry, reference in entries(case):
        for article, other in _elsewhere(reference, case.article, known):
            differing = say_row(_differences(reference, other), ";")
            if differing:
                message = say(
                    "{source} and {other} of {file} are one work, but give {differences}.",
                    source=named(reference), other=_within(other), file=article.path, differences=differing,
                )  # fmt: skip
                hint = say("Look up which is right, and correct the other.")
                yield Hit(reference.span, message, hint, subject(reference, _doi(reference)), entry)
                break


def _within(reference: Reference) -> str:
    """The source inside a sentence: "source 7"."""
    return say("source {number}", number=reference.number) if reference.number is not None else say("this source")
