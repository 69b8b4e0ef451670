"""CC101–CC106: whether markers and source list agree. Nothing is asked of the network."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from crackcite.model import Article, Marker, Reference, Severity, Span, say, say_many, template
from crackcite.patterns import lazy
from crackcite.rules.context import around, shape
from crackcite.rules.registry import Case, Hit, rule
from crackcite.rules.words import listed, shortened

#: The share of first citations out of order above which an article is taken not to number by first citation.
_DISORDER = 0.25


def _numbered(article: Article) -> dict[int, dict[int, list[int]]]:
    """For each section: the number of each source, with its indices in ``article.references``."""
    found: dict[int, dict[int, list[int]]] = {}
    for index, reference in enumerate(article.references):
        if reference.number is not None:
            found.setdefault(reference.section, {}).setdefault(reference.number, []).append(index)
    return found


def _cited(article: Article) -> dict[int, dict[int, Marker]]:
    """For each section: each number that is cited, with the marker that cites it first."""
    found: dict[int, dict[int, Marker]] = {}
    for marker in article.markers:
        for number in marker.numbers:
            found.setdefault(marker.section, {}).setdefault(number, marker)
    return found


@rule("CC101", "missing-source", Severity.ERROR)
def missing_source(case: Case) -> Iterator[Hit]:
    """A citation marker has a number that no source in the list carries.

    Why: the reader cannot find out where the statement comes from. Either the marker is mistyped, or the source was
    lost when the list was edited.

    Example: the text says `… les consommations12.` and the list ends at 11.

    Fix: correct the marker, or add the source to the list. Where the digits are no marker at all, write them so that
    they do not stick to the word before them.
    """
    article = case.article
    numbered = _numbered(article)
    for (section, places), missing in _uncovered(article, numbered).items():
        marker = article.markers[places[0]]
        lack = _lack(missing, numbered[section])
        if len(places) > 1:
            more = say_many("cited {number} more time below", "cited {number} more times below", len(places) - 1)
            lack = say("{lack} ({more})", lack=lack, more=more)
        yield Hit(
            marker.span,
            say_many(
                "The text cites source {sources}, but {lack}.",
                "The text cites sources {sources}, but {lack}.",
                len(missing),
                sources=listed(missing),
                lack=lack,
            ),
            say_many(
                "Correct the marker “{marker}”, or add the missing source to the list.",
                "Correct the marker “{marker}”, or add the missing sources to the list.",
                len(missing),
                marker=marker.text,
            ),
            " | ".join(sorted(around(article.document, article.markers[place].span) for place in places)),
        )


def _uncovered(
    article: Article, numbered: Mapping[int, Mapping[int, list[int]]]
) -> dict[tuple[int, tuple[int, ...]], list[int]]:
    """The numbers without a source, those together that the same markers cite: by section and these markers' indices.
    So moving a paragraph makes no other findings of them. A section without a list is left to CC002.
    """
    citing: dict[tuple[int, int], dict[int, None]] = {}
    for index, marker in enumerate(article.markers):
        known = numbered.get(marker.section)
        for number in marker.numbers:
            if known and number > 0 and number not in known:
                citing.setdefault((marker.section, number), {})[index] = None
    found: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    for (section, number), places in citing.items():
        found.setdefault((section, tuple(places)), []).append(number)
    return found


def _lack(missing: list[int], known: Iterable[int]) -> str:
    """How a list lacks the missing numbers."""
    first, last = min(known), max(known)
    if min(missing) > last:
        return say("the list ends at {last}", last=last)
    if max(missing) < first:
        return say("the list begins at {first}", first=first)
    if len(missing) == 1:
        return say("the list has no {missing}", missing=missing[0])
    return say("the list ({first}–{last}) has none of these", first=first, last=last)


@rule("CC102", "uncited-source", Severity.WARNING)
def uncited_source(case: Case) -> Iterator[Hit]:
    """A source stands in the list, but no marker in the text cites it.

    Why: either its marker was lost in editing, and a statement stands there without its source; or the source is
    a leftover that the reader will look for in vain.

    Example: sources 1 to 11 are listed, and the text cites 1–7 and 9–11.

    Fix: put the marker back where the source is used, or take the source out of the list.
    """
    article = case.article
    cited = _cited(article)
    for index, reference in enumerate(article.references):
        section, number = cited.get(reference.section), reference.number
        if number is None or not section or number in section:
            continue
        yield Hit(
            reference.span,
            say("Source {source} ({text}) is never cited in the text.", source=number, text=shortened(reference.text)),
            say(
                "Put a marker {source} where the text relies on it, or take the source out of the list.", source=number
            ),
            reference.text,
            entry=index,
        )


@rule("CC103", "duplicate-number", Severity.ERROR)
def duplicate_number(case: Case) -> Iterator[Hit]:
    """Two sources of one list carry the same number.

    Why: a marker with this number points at both, and the reader cannot tell which is meant.

    Example: `4. Wacquant, L. …` is followed by `4. Foucault, M. …`.

    Fix: renumber the list, and check the markers that follow.
    """
    for known in _numbered(case.article).values():
        for number, indices in known.items():
            first = case.article.references[indices[0]]
            for index in indices[1:]:
                reference = case.article.references[index]
                yield Hit(
                    _label(reference),
                    say(
                        "Two sources carry the number {shared}: “{first}” and “{second}”.",
                        shared=number,
                        first=shortened(first.text, 40),
                        second=shortened(reference.text, 40),
                    ),
                    say("Renumber the list, then check the markers from here on."),
                    reference.text,
                    entry=index,
                )


def _label(reference: Reference) -> Span:
    """Where to point at a source's number: the label, or the entry's start where the number is not in the text."""
    if reference.label.start < reference.label.end:
        return reference.label
    return Span(reference.span.start, min(reference.span.start + 1, reference.span.end))


@rule("CC104", "numbering-gap", Severity.ERROR)
def numbering_gap(case: Case) -> Iterator[Hit]:
    """The source list skips a number, does not begin at 1, or runs out of order.

    Why: a gap is where a source has been lost, or where every marker after it points at the wrong work.

    Example: `… 4. Burgemeester … 6. Wacquant …`: there is no 5.

    Fix: put the lost source back, or renumber the list and the markers with it.
    """
    expected: dict[int, int] = {}
    seen: set[tuple[int, int]] = set()
    for index, reference in enumerate(case.article.references):
        number = reference.number
        if number is None:
            continue
        due = expected.get(reference.section, 1)
        expected[reference.section] = max(due, number + 1)
        if number > due:
            yield Hit(
                _label(reference),
                _gap(due, number),
                say("Put the lost source back, or renumber the sources and their markers."),
                f"gap before {reference.text}",
                entry=index,
            )
        elif number < due and (reference.section, number) not in seen:  # CC103 speaks of duplicates
            yield Hit(
                _label(reference),
                say("The list runs out of order: {source} stands after {before}.", source=number, before=due - 1),
                say("Move the source to its place, or renumber the sources and their markers."),
                f"order of {reference.text}",
                entry=index,
            )
        seen.add((reference.section, number))


def _gap(due: int, found: int) -> str:
    """That ``found`` stands where ``due`` was to."""
    lost = str(due) if found == due + 1 else f"{due}–{found - 1}"
    if due == 1:
        return say_many(
            "The list begins at {found}: {lost} is missing.",
            "The list begins at {found}: {lost} are missing.",
            found - due,
            found=found,
            lost=lost,
        )
    return say_many(
        "The list jumps from {before} to {found}: {lost} is missing.",
        "The list jumps from {before} to {found}: {lost} are missing.",
        found - due,
        before=due - 1,
        found=found,
        lost=lost,
    )


@rule("CC105", "first-citation-order", Severity.WARNING)
def first_citation_order(case: Case) -> Iterator[Hit]:
    """Sources are numbered in the order in which the text first cites them, but this one is cited out of turn.

    Why: in a list numbered by first citation the reader expects a new number to be the next one. A number out of turn
    often means that a paragraph was moved, or that the marker is mistyped.

    Example: the text cites 1, 2, 4, 3, 5.

    Fix: renumber by first citation, or correct the marker. The rule is silent where the list is alphabetical or the
    article plainly follows another order.
    """
    for section, first in _cited(case.article).items():
        entries = {
            reference.number: index
            for index, reference in reversed(list(enumerate(case.article.references)))
            if reference.section == section and reference.number is not None
        }
        order = [number for number, marker in first.items() if number in entries and not marker.flaw]
        turned = _out_of_turn(order)
        if not turned or _is_alphabetical([case.article.references[entry].text for entry in entries.values()][::-1]):
            continue
        for number in turned:
            at = order.index(number)
            later = [other for other in order[at + 1 :] if other < number]
            side, other = ("before", min(later)) if later else ("after", max(order[:at]))
            yield Hit(
                first[number].span,
                say(_TURNED[side], source=number, other=other),
                say("Check the marker; if it is right, renumber the sources in the order of their first citation."),
                case.article.references[entries[number]].text,
                entry=entries[number],
            )


_TURNED = {
    "before": template("Source {source} is first cited before source {other}."),
    "after": template("Source {source} is first cited after source {other}."),
}


def _out_of_turn(order: list[int]) -> list[int]:
    """The numbers that break an otherwise ascending order of first citations; none where there is no such order."""
    straight = set(_longest_ascending(order))
    turned = [number for number in order if number not in straight]
    return turned if len(turned) <= max(1, _DISORDER * len(order)) else []


def _longest_ascending(numbers: list[int]) -> list[int]:
    """One longest ascending subsequence (patience sorting); of two candidates it keeps the smaller number."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        at = bisect_left(tails, number)
        tails[at : at + 1] = [number]
        places[at : at + 1] = [index]
        before.append(places[at - 1] if at else -1)
    chain, index = [], places[-1] if places else -1
    while index >= 0:
        chain.append(numbers[index])
        index = before[index]
    return chain[::-1]


_WORD = lazy(r"[^\W\d_]+")


def _is_alphabetical(texts: list[str]) -> bool:
    """Whether a list of four or more entries is sorted by its first words (one entry may be out of place)."""
    if len(texts) < 4:
        return False
    keys = [match.group().casefold() if (match := _WORD.search(text)) else "" for text in texts]
    return sum(a > b for a, b in pairwise(keys)) <= len(keys) // 20


@rule("CC106", "malformed-marker", Severity.ERROR)
def malformed_marker(case: Case) -> Iterator[Hit]:
    """A citation marker is not well written: an empty place, a descending or an absurd range, the number 0.

    Why: the reader cannot tell which sources are meant.

    Example: `4,,5`, `7–4`, `0`, `1–999999999`.

    Fix: write the numbers that are meant.
    """
    for marker in case.article.markers:
        if marker.flaw:
            yield Hit(
                marker.span,
                say("The marker “{marker}” is malformed: {flaw}.", marker=shortened(marker.text), flaw=marker.flaw),
                say("Write the numbers of the sources that are meant."),
                f"{around(case.article.document, marker.span)} {shape(marker.text)}",
            )
