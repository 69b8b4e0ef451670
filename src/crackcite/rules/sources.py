"""CC201–CC208: what can be said of a source from its text alone. Nothing is asked of the network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crackcite.archiving import original
from crackcite.model import (
    Article,
    Edit,
    Evidence,
    HintKind,
    Identifier,
    IdentifierKind,
    Reference,
    Severity,
    Span,
    say,
    say_list,
    say_many,
    template,
)
from crackcite.patterns import lazy
from crackcite.rules.addresses import detour, repaired, tracking, untracked
from crackcite.rules.context import around
from crackcite.rules.doi_forms import canonical, identifiers_of, inside_url, stands_alone, well_written
from crackcite.rules.mangled import split_organisation
from crackcite.rules.phrases import labelled, named
from crackcite.rules.placeholders import leftovers
from crackcite.rules.registry import Case, Hit, rule
from crackcite.rules.stops import stopped
from crackcite.rules.words import shortened

_NO_DOI = template("{source}: “{written}” is not a DOI: {flaw}.")
_NO_ADDRESS = template("{source}: “{written}” is not a web address: {flaw}.")
_NO_ISBN = template("{source}: “{written}” is not an ISBN: {flaw}.")
_NO_ISSN = template("{source}: “{written}” is not an ISSN: {flaw}.")


def _malformed(case: Case, said: str, hint: str, *kinds: IdentifierKind) -> Iterator[Hit]:
    """One hit for each identifier of the kinds that has a flaw and is not a placeholder (CC206 says that)."""
    text = case.article.document.text
    for index, reference, one in identifiers_of(case.article, *kinds):
        if not one.flaw or any(leftovers(text, one.written.start, one.written.end, in_source=True)):
            continue
        written = shortened(one.written.of(text), 80)
        message = say(said, source=labelled(reference), written=written, flaw=one.flaw)
        good = repaired(one.written.of(text)) if one.kind is IdentifierKind.URL else ""
        fix = Edit(one.written, good) if good else None
        yield Hit(one.written, message, hint, one.written.of(text), entry=index, fix=fix)


@rule("CC201", "malformed-doi", Severity.ERROR)
def malformed_doi(case: Case) -> Iterator[Hit]:
    """Something that is meant as a DOI cannot be one.

    Why: a DOI begins with `10.` and at least four digits, then a slash, then the publisher's own characters. What
    breaks this form leads nowhere: it was cut off, mistyped, or split by a space when it was copied.

    Example: `doi:10.1234`, `doi:10.1038/ nature12373`, `https://doi.org/nature12373`.

    Fix: copy the DOI again from the publisher's page.
    """
    hint = say("Copy the DOI again from the publisher’s page: it begins with 10. and has a slash.")
    yield from _malformed(case, _NO_DOI, hint, IdentifierKind.DOI)


@rule("CC202", "malformed-url", Severity.ERROR, fixable=True)
def malformed_url(case: Case) -> Iterator[Hit]:
    """A web address is written in a way that no browser understands.

    Why: the reader who clicks or copies it arrives nowhere, though the page may well exist. The same happens where a
    link's target has taken in the full stop of the sentence that the address ends.

    Example: `https:// www.example.org/report`, `http//www.example.org`, `https://www.example.org/annual report.pdf`.

    Fix: copy the address again from the browser's address bar. A space inside an address is written `%20`. What can
    only be meant one way (a scheme written wrong or set apart, a full stop in a link) `crackcite fix` repairs.
    """
    hint = say("Copy the address again from the browser; a space inside it is written %20.")
    yield from _malformed(
        case, template("{source}: “{written}” is not a web address: {flaw}."), hint, IdentifierKind.URL
    )
    yield from stopped(case)


@rule("CC203", "malformed-isbn", Severity.ERROR)
def malformed_isbn(case: Case) -> Iterator[Hit]:
    """An ISBN or ISSN cannot be right: its check digit or its length is wrong.

    Why: the last digit is computed from the others, so that a mistyped number gives itself away. No library or
    bookshop finds a book under such a number.

    Example: `ISBN 978-2-07-011411-4`: the last digit should be 5.

    Fix: copy the number again from the book's cover or imprint page. Where the book itself prints it wrong, keep the
    number that the national library's catalogue gives.
    """
    hint = say("Copy the number again from the book’s imprint page or a library’s catalogue.")
    yield from _malformed(case, _NO_ISBN, hint, IdentifierKind.ISBN)
    yield from _malformed(case, _NO_ISSN, hint, IdentifierKind.ISSN)


_NOT_A_SOURCE = lazy(
    r"\s*(?:ibid|idem|id\.|op\. ?cit|loc\. ?cit|ebd|a\. ?a\. ?o|voir\b|see\b|zie\b|siehe\b|cf\b)", re.IGNORECASE
)


@rule("CC204", "nothing-to-verify", Severity.INFO)
def nothing_to_verify(case: Case) -> Iterator[Hit]:
    """A source gives no DOI, no link and no ISBN: nobody can look it up from what stands there.

    Why: a reader who doubts has to search for the work, and may find another. A program can only guess.

    Example: `Wacquant, L. Les prisons de la misère. (Raisons d’agir, 1999).`

    Fix: add the DOI of an article, the ISBN of a book, the link of a page or report. Some works have none of these:
    then there is nothing to do.
    """
    for index, reference in enumerate(case.article.references):
        if any(one.kind is not IdentifierKind.ISSN for one in reference.identifiers):
            continue
        text = reference.text
        if not text.strip() or _NOT_A_SOURCE.match(text) or any(leftovers(text, 0, len(text), in_source=True)):
            continue
        if not case.evidence.offline and _was_found(reference, case.evidence):
            continue  # CC306 gives the DOI to add
        message = say("{source} gives nothing to look it up by: no DOI, no link, no ISBN.", source=named(reference))
        hint = say("Add a DOI, a link or an ISBN, if the work has one.")
        yield Hit(reference.span, message, hint, text, entry=index)


def _was_found(reference: Reference, evidence: Evidence) -> bool:
    """Whether a search found the record of a source that gives nothing to look up."""
    from crackcite.rules.standing import missing

    return missing(reference, evidence).work is not None


@rule("CC205", "doi-form", Severity.INFO, fixable=True)
def doi_form(case: Case) -> Iterator[Hit]:
    """A DOI is written in a form that is out of date, or that readers cannot tell for a DOI or cannot click.

    Why: `dx.doi.org` and `http:` still work but are no longer what Crossref asks for; an address behind a library's
    proxy works for its members only; a bare number says to few readers what it is; full-width letters, dashes in place
    of hyphens and invisible characters break the DOI when it is copied.

    Example: `http://dx.doi.org/10.1038/nature12373`, or `10.1038/nature12373` alone.

    Fix: `https://doi.org/10.1038/nature12373`, or `doi:10.1038/nature12373` where the list writes it so. `crackcite
    fix` writes it.
    """
    text = case.article.document.text
    for index, reference, one in identifiers_of(case.article, IdentifierKind.DOI):
        if one.flaw or one.hidden or inside_url(one, reference) or well_written(one, text):
            continue
        form = canonical(one.value, case.article)
        written = one.written.of(text)
        shown = shortened(written, 80)
        message = say("{source} writes its DOI as “{written}”.", source=named(reference), written=shown)
        fix = Edit(one.written, form) if stands_alone(one, text) else None
        yield Hit(one.written, message, say("Write {form}.", form=form), one.value, entry=index, fix=fix)


@rule("CC206", "placeholder", Severity.ERROR)
def placeholder(case: Case) -> Iterator[Hit]:
    """Something stands in the text or in a source that was to be replaced before publication.

    Why: a note to oneself, an unfilled template or an assistant's internal mark (`turn0search1`,
    `:contentReference[oaicite:0]`) tells the reader that nobody has checked the source.

    Example: `TODO: find the page`, `[citation needed]`, `Lorem ipsum`, `Erreur ! Source du renvoi introuvable.`

    Fix: put the source or the missing detail in its place, or take the passage out.
    """
    document = case.article.document
    outside = [hint.span for kind in (HintKind.CODE, HintKind.ASIDE) for hint in document.of_kind(kind)]
    for span, entry in _passages(case.article):
        for start, end, what in leftovers(document.text, span.start, span.end, in_source=entry is not None):
            found = Span(start, end)
            if any(skipped.overlaps(found) for skipped in outside):
                continue
            message = say(what, text=shortened(found.of(document.text), 60))
            hint = say("Put the source in its place, or take it out.")
            if entry is not None:
                message = say("{source}: {finding}", source=labelled(case.article.references[entry]), finding=message)
                hint = say("Replace it with what is meant.")
            subject = f"{found.of(document.text)} {around(document, found, span)}".rstrip()
            yield Hit(found, message, hint, subject, entry=entry)


def _passages(article: Article) -> Iterator[tuple[Span, int | None]]:
    """The sources, and the stretches of text between them."""
    at = 0
    order = sorted(range(len(article.references)), key=lambda index: article.references[index].span.start)
    for index in order:
        span = article.references[index].span
        if at < span.start:
            yield Span(at, span.start), None
        yield span, index
        at = max(at, span.end)
    if at < len(article.document.text):
        yield Span(at, len(article.document.text)), None


_DETOURS = {
    "shortener": (
        template("{source}: {link} is a shortened link: it hides where it leads, and dies with the service."),
        say("Open it and cite the address at which you arrive."),
    ),
    "wrapper": (
        template("{source}: {link} leads through a service that counts clicks."),
        say("Open it and cite the address at which you arrive."),
    ),
    "proxy": (
        template("{source}: {link} leads through a library’s proxy, which lets only its members in."),
        say("Cite the publisher’s own address, or the DOI."),
    ),
}


@rule("CC207", "tracking-url", Severity.WARNING, fixable=True)
def tracking_url(case: Case) -> Iterator[Hit]:
    """A link carries what serves somebody's statistics or one reader's session, or leads by a detour.

    Why: `utm_…` and its like tell the site where its visitors come from (`utm_source=chatgpt.com` tells the reader,
    too); a session's number expires; a link through a library's proxy works for its members only; a shortened link
    hides where it leads.

    Example: `https://www.who.int/news?utm_source=newsletter`, `https://bit.ly/3abcdef`.

    Fix: parameters that only track are taken off (`crackcite fix` does it); every other character stays. A shortened or
    proxied link is to be opened and replaced by the address at which one arrives.
    """
    text = case.article.document.text
    for index, reference, one in identifiers_of(case.article, IdentifierKind.URL, IdentifierKind.DOI):
        if one.flaw or (one.kind is IdentifierKind.DOI and (inside_url(one, reference) or not well_written(one, text))):
            continue
        yield from _tracked(index, reference, one, text)


def _tracked(index: int, reference: Reference, one: Identifier, text: str) -> Iterator[Hit]:
    written = one.value if one.hidden else one.written.of(text)
    if original(one.value):
        return  # an archive keeps the page under the address that it had
    what = tracking(written)
    if what:
        fix = None if one.hidden else Edit(one.written, untracked(written))
        message = say_many(
            "{source}: the link carries {what}, which only serves tracking.",
            "{source}: the link carries {what}, which only serve tracking.",
            len(what),
            source=labelled(reference),
            what=say_list(what),
        )
        hint = say("Take it off: the page is the same without.")
        yield Hit(one.written, message, hint, one.value, entry=index, fix=fix)
    elif one.kind is IdentifierKind.URL and (way := detour(urlsplit(one.value).hostname or "", one.value)):
        told, hint = _DETOURS[way]
        message = say(told, source=labelled(reference), link=shortened(written, 60))
        yield Hit(one.written, message, hint, one.value, entry=index)


@rule("CC208", "mangled-author", Severity.WARNING)
def mangled_author(case: Case) -> Iterator[Hit]:
    """An organisation is written as if it were a person: its last word as a family name, the rest as given names.

    Why: a reference manager that is not told otherwise takes every author for a person. Nobody finds the organisation
    under such a name, and the reader cannot tell who speaks.

    Example: `Organization, W. H.` for the World Health Organization; `Lyon, P. de santé publique des hospices civils
    de` for the Pôle de santé publique des Hospices civils de Lyon.

    Fix: write the organisation's name in full. In the reference manager, switch the author to a single field.
    """
    for index, reference in enumerate(case.article.references):
        for author in reference.parts.authors:
            whole = split_organisation(author)
            if whole:
                at = reference.text.find(author)
                start = reference.span.start + max(at, 0)
                where = Span(start, start + len(author)) if at >= 0 else reference.span
                cited = shortened(author, 80)
                message = say(
                    "{source}: the author “{author}” is an organisation, split like a person’s name.",
                    source=labelled(reference),
                    author=cited,
                )
                yield Hit(where, message, _in_full(whole), author, entry=index)


def _in_full(whole: str) -> str:
    """What to do about an organisation that was split; its name is shown where it is more than initials."""
    if not re.search(r"\b[^\W\d_]{4,} ", whole):
        return say("Write the organisation’s name in full.")
    return say("Write the organisation’s name in full, in its own order: “{name}”.", name=shortened(whole, 80))
