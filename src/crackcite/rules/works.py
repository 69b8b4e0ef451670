"""Does the identifier that a source gives belong to the work that it describes? CC301–CC305, CC310."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crackcite.model import IdentifierKind, Reference, Severity, say, say_row, template
from crackcite.rules.phrases import entries, line, named, place, quoted, subject
from crackcite.rules.registry import Case, Hit, rule
from crackcite.rules.standing import TO_DOI, Standing, book, standing

if TYPE_CHECKING:
    from crackcite.matching import Mismatch

_DETAILS = {
    "journal": template("journal {value}"),
    "volume": template("volume {value}"),
    "issue": template("issue {value}"),
    "pages": template("pages {value}"),
}


_COPY_DOI = say("Copy the DOI from the publisher's page; if the work cannot be found at all, check that it exists.")


@rule("CC301", "doi-not-found", Severity.ERROR)
def doi_not_found(case: Case) -> Iterator[Hit]:
    """A DOI that no registration agency knows: neither Crossref nor the DOI system itself has it.

    Why: readers who follow the DOI land on an error page. A typing error is the usual cause; an invented source is
    another. A DOI that only Crossref does not know is never reported here: another agency may have registered it.

    Example: `doi:10.1038/s41598-020-80897-9`, where the last digit should be 8.

    Fix: copy the DOI from the publisher's page of the work. If you cannot find the work at all, check that it
    exists.
    """
    for entry, reference in entries(case):
        found = standing(reference, case.evidence)
        if found.absent:
            yield Hit(
                place(reference, IdentifierKind.DOI),
                say("The DOI {doi} does not exist: neither Crossref nor the DOI system knows it.", doi=found.doi),
                say(
                    "Copy the DOI from the publisher's page; if the work cannot be found at all, check that it exists."
                ),
                found.doi,
                entry,
            )


@rule("CC302", "doi-other-work", Severity.ERROR)
def doi_other_work(case: Case) -> Iterator[Hit]:
    """A DOI that belongs to a different work than the one that the source describes.

    Why: the DOI works, so nobody notices, and readers are led to the wrong work. Reported only when title and
    details plainly differ; a translated or shortened title does not count.

    Example: `De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? Sci.
    Rep. 11, 1937 (2021). doi:10.1038/171737a0`: that DOI is Watson and Crick's article of 1953.

    Fix: look up which of the two is meant, and correct the DOI or the description.
    """
    for entry, reference in entries(case):
        found = standing(reference, case.evidence)
        if found.work and found.comparison and found.comparison.is_other:
            yield Hit(
                place(reference, IdentifierKind.DOI),
                say(
                    "{identifier} belongs to another work: {work}. The source describes {described}.",
                    identifier=_identified(reference, found),
                    work=line(found.work),
                    described=quoted(reference),
                ),
                say("Decide which of the two is meant; then correct the identifier or the description."),
                found.name,
                entry,
            )


def _identified(reference: Reference, found: Standing) -> str:
    """What the source gives, as a message begins with it: its DOI, or the number that leads to the record."""
    other = reference.first(*TO_DOI, IdentifierKind.ARXIV)
    if reference.first(IdentifierKind.DOI) or not other:
        return say("The DOI {doi}", doi=found.doi)
    label = {IdentifierKind.PMID: "PMID ", IdentifierKind.ARXIV: "arXiv:"}.get(other.kind, "")
    return f"{label}{other.value}"


def _differing(case: Case, *what: str) -> Iterator[tuple[int, Reference, Standing, list[Mismatch]]]:
    """The sources whose record is of the right work and differs in one of the details named."""
    for entry, reference in entries(case):
        found = standing(reference, case.evidence)
        if found.work and found.comparison:
            wrong = [one for one in found.comparison.mismatches if one.what in what]
            if wrong:
                yield entry, reference, found, wrong


@rule("CC303", "author-mismatch", Severity.WARNING)
def author_mismatch(case: Case) -> Iterator[Hit]:
    """The right work under the wrong first author.

    Why: readers search by the first author, and credit goes to the wrong person.

    Example: `Nelson, D. Why do inequality and deprivation produce high crime and low trust?` where the registry
    names Benoît De Courson first.

    Fix: compare with the work's title page, and correct the name. If the registry is wrong, ignore the finding.
    """
    for entry, reference, found, wrong in _differing(case, "author"):
        yield Hit(
            reference.span,
            say(
                "{source} gives “{cited}” as the first author; the record of {work} names {recorded}.",
                source=named(reference),
                cited=wrong[0].cited,
                work=found.name,
                recorded=wrong[0].recorded,
            ),
            say("Compare with the work's title page and correct the author."),
            found.name,
            entry,
        )


@rule("CC304", "year-mismatch", Severity.WARNING)
def year_mismatch(case: Case) -> Iterator[Hit]:
    """The right work with the wrong year.

    Every date of the record counts as right (print, online, issue), and a year before or after as well.

    Why: a wrong year misleads readers about what was known when, and makes the work harder to find.

    Example: `Sci. Rep. 11, 1937 (2012)` for an article of 2021.

    Fix: compare with the work's title page and correct the year.
    """
    for entry, reference, found, wrong in _differing(case, "year"):
        yield Hit(
            reference.span,
            say(
                "{source} gives the year {cited}; the record of {work} says {recorded}.",
                source=named(reference),
                cited=wrong[0].cited,
                work=found.name,
                recorded=wrong[0].recorded,
            ),
            say("Compare with the work's title page and correct the year."),
            found.name,
            entry,
        )


@rule("CC305", "details-mismatch", Severity.WARNING)
def details_mismatch(case: Case) -> Iterator[Hit]:
    """The right work with the wrong journal, volume, issue or pages.

    Why: readers without access to the DOI find the work by these details alone.

    Example: `Sci. Rep. 12, 1937 (2021)` for an article in volume 11.

    Fix: compare with the work itself and correct the detail. A journal's abbreviation is never reported.
    """
    for entry, reference, found, wrong in _differing(case, *_DETAILS):
        yield Hit(
            reference.span,
            say(
                "{source} gives {cited}; the record of {work} says {recorded}.",
                source=named(reference),
                cited=say_row(say(_DETAILS[one.what], value=one.cited) for one in wrong),
                work=found.name,
                recorded=say_row(say(_DETAILS[one.what], value=one.recorded) for one in wrong),
            ),
            say("Compare with the work itself and correct what is wrong."),
            found.name,
            entry,
        )


@rule("CC310", "isbn-other-book", Severity.WARNING)
def isbn_other_book(case: Case) -> Iterator[Hit]:
    """An ISBN that belongs to another book than the one that the source describes.

    An ISBN that the library catalogue does not know is not reported here: no catalogue is complete.

    Why: readers order or borrow the wrong book.

    Example: `Foucault, M. Sécurité, territoire, population. (Gallimard, 2004). ISBN 978-0-14-044913-6`, which is a
    novel's.

    Fix: copy the ISBN from the book's copyright page or the publisher's catalogue.
    """
    for entry, reference in entries(case):
        found = book(reference, case.evidence)
        isbn = reference.first(IdentifierKind.ISBN)
        if isbn and found.work and found.comparison and found.comparison.is_other:
            yield Hit(
                isbn.span,
                say(
                    "The ISBN {isbn} belongs to another book: {work}. The source describes {described}.",
                    isbn=isbn.value,
                    work=line(found.work),
                    described=quoted(reference),
                ),
                say("Copy the ISBN from the book's copyright page."),
                subject(reference, isbn.value),
                entry,
            )
