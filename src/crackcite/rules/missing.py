"""What a source lacks, and what stays open: CC306 and CC901."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from crackcite.model import Article, Edit, IdentifierKind, Reference, Severity, Span, say
from crackcite.rules.doi_forms import canonical
from crackcite.rules.phrases import entries, line, named, place, subject
from crackcite.rules.registry import Case, Hit, rule
from crackcite.rules.standing import book, missing, standing

_CLOSING = " \t\r\n\u00a0\u202f.,;"
_DEFAULT = (". ", "")
_LONGEST_PREFIX = 24


def _habit(article: Article, reference: Reference) -> tuple[str, str] | None:
    """How a source gives its DOI: what stands between the text and it, and what follows at the end."""
    doi = reference.first(IdentifierKind.DOI)
    text = article.document.text
    if not doi or doi.hidden or not reference.span.contains(doi.written):
        return None
    before = text[reference.span.start : doi.written.start]
    gap = before[len(before.rstrip(_CLOSING)) :]
    after = text[doi.written.end : reference.span.end].strip()
    if not gap or "\n" in gap or doi.span.start - doi.written.start > _LONGEST_PREFIX:
        return None
    return gap, "." if after[:1] == "." else ""


def _style(article: Article) -> tuple[str, str]:
    """How the article's sources give DOIs, by majority; behind a full stop where none does."""
    habits = Counter(habit for one in article.references if (habit := _habit(article, one)))
    return habits.most_common(1)[0][0] if habits else _DEFAULT


def doi_edit(article: Article, reference: Reference, doi: str) -> Edit:
    """The edit that adds a DOI at the end of a source, as the list's other sources give theirs, in the form in which
    CC205 wants it.
    """
    gap, after = _style(article)
    written = reference.span.of(article.document.text)
    stem = written.rstrip(_CLOSING)
    if written[len(stem) :].startswith(".") and "." not in gap and stem[-1:].isalpha() and stem[-4:] in (" al", "t al"):
        stem += "."
    if stem[-1:] in "?!…" and gap.startswith("."):
        gap = gap[1:]
    start = reference.span.start + len(stem)
    if any(one.hidden and one.written.end > start for one in reference.identifiers):
        # The source ends with a link's words: the DOI goes behind them, or it would lead where they lead.
        end = reference.span.start + len(written.rstrip())
        return Edit(Span(end, end), f"{gap.lstrip('.,;') if end > start else gap}{canonical(doi, article)}{after}")
    return Edit(Span(start, reference.span.end), f"{gap}{canonical(doi, article)}{after}")


@rule("CC306", "missing-doi", Severity.WARNING, fixable=True)
def missing_doi(case: Case) -> Iterator[Hit]:
    """A work that has a DOI which the source does not give.

    A search of the registry finds records that resemble the source; one is named only when several independent
    facts of it (title, first author, year, journal, volume, pages) stand in the source and none contradicts.

    Why: a DOI leads readers to the work for good; a bare reference leaves them to search.

    Example: `De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? Sci.
    Rep. 11, 1937 (2021).` has the DOI 10.1038/s41598-020-80897-8.

    Fix: add the DOI; `crackcite fix` adds it as the list's other sources write theirs.
    """
    for entry, reference in entries(case):
        found = missing(reference, case.evidence)
        if found.work:
            yield Hit(
                reference.span,
                say(
                    "{source} has a DOI that it does not give: {doi}, {work}.",
                    source=named(reference),
                    doi=found.doi,
                    work=line(found.work),
                ),
                say("Add the DOI."),
                subject(reference, ""),
                entry,
                doi_edit(case.article, reference, found.doi),
            )


_AGAIN = say("Run crackcite again later, or check it by hand.")
_COMPARE = say("Look the work up under its identifier, and compare it with the source.")
_CATALOGUE = say("Compare the number with the book's imprint page or a library's catalogue.")
_BY_HAND = say("Check it by hand; a DOI, an ISBN or a link would let readers find it, if it has one.")


def open_reason(reference: Reference, case: Case) -> tuple[Span, str, str, str] | None:
    """Where, about what and why a source could not be verified by a registry, and what helps; ``None`` where nothing
    stayed open.
    """
    whole = subject(reference, "")
    by_doi = standing(reference, case.evidence)
    if by_doi.asked:
        spot = place(reference, IdentifierKind.DOI), by_doi.name or whole
        return (*spot, by_doi.reason, _AGAIN if by_doi.again else _COMPARE) if by_doi.reason else None
    by_isbn = book(reference, case.evidence)
    if by_isbn.asked and by_isbn.reason:
        hint = _AGAIN if by_isbn.again else _CATALOGUE
        return place(reference, IdentifierKind.ISBN), whole, by_isbn.reason, hint
    found = missing(reference, case.evidence)
    if by_isbn.asked or not found.reason or reference.first(IdentifierKind.URL):
        return None
    return reference.span, whole, found.reason, _AGAIN if found.again else _BY_HAND


@rule("CC901", "unverified-work", Severity.INFO)
def unverified_work(case: Case) -> Iterator[Hit]:
    """A work that no registry could be asked about, or that none could decide; the reason is given.

    Why: not verified does not mean wrong: a registry may be down, and many books, reports and press articles are in
    no registry. It is said so that silence is not taken for a check.

    Example: `EUDA. Rapport européen sur les drogues: Tendances et évolutions. (2022).`: a report without DOI or
    link.

    Fix: run crackcite again later where a registry failed; otherwise check the source by hand, or add a DOI, an
    ISBN or a link.
    """
    if case.evidence.offline or case.evidence.network_away:
        return
    for entry, reference in entries(case):
        found = open_reason(reference, case)
        if found:
            span, about, reason, hint = found
            message = say("{source} could not be verified: {reason}.", source=named(reference), reason=reason)
            yield Hit(span, message, hint, about, entry)
