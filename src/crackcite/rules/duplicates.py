"""CC107: whether one work is listed under two numbers."""

from __future__ import annotations

from collections.abc import Iterator

from crackcite.model import IdentifierKind, Reference, Severity, say
from crackcite.rules.registry import Case, Hit, rule
from crackcite.rules.words import shortened


@rule("CC107", "duplicate-source", Severity.WARNING)
def duplicate_source(case: Case) -> Iterator[Hit]:
    """One work is listed under two numbers.

    Why: the reader takes one voice for two. It mostly comes from adding a source without looking whether it is there.

    Example: sources 3 and 9 carry the same DOI.

    Fix: keep one of the two and let all markers point at it.
    """
    seen: dict[tuple[int, str], int] = {}
    for index, reference in enumerate(case.article.references):
        for key in identities(reference):
            earlier = seen.setdefault((reference.section, key), index)
            if earlier != index and case.article.references[earlier].number != reference.number:
                first = case.article.references[earlier]
                yield Hit(
                    reference.span,
                    say(
                        "Source {number} is source {first} again ({text}).",
                        number=reference.number,
                        first=first.number,
                        text=shortened(reference.text),
                    ),
                    say("Keep one of them, and let all markers cite that number (say {first}).", first=first.number),
                    key if key.startswith("doi ") else min(first.text, reference.text),
                    entry=index,
                )
                break


def identities(reference: Reference) -> Iterator[str]:
    """What makes a source the same as another: its DOI, or its whole text where that is long enough to be its own."""
    doi = reference.first(IdentifierKind.DOI)
    if doi:
        yield f"doi {doi.value.casefold()}"
    letters = "".join(character for character in reference.text.casefold() if character.isalnum())
    if len(letters) >= 30:
        yield f"text {letters}"
