"""The forms in which a DOI may be written, and the one in which a list of sources writes its DOIs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote, unquote

from crackcite.extract.identifiers.letters import INVISIBLE
from crackcite.extract.identifiers.urls import LONGEST
from crackcite.model import Article, Identifier, IdentifierKind, Reference
from crackcite.patterns import lazy
from crackcite.rules.addresses import untracked

_GOOD_LABEL = lazy(r"doi[ \t]{0,2}[:=]?[ \t]{0,2}$|info:doi/$", re.IGNORECASE)
_LABEL_BEFORE_URL = lazy(r"doi[ \t]{0,2}[:=]?[ \t]{0,2}(?=http)", re.IGNORECASE)
_RESOLVER = "https://doi.org/"


def identifiers_of(article: Article, *kinds: IdentifierKind) -> Iterator[tuple[int, Reference, Identifier]]:
    """The identifiers of the given kinds in an article's sources, each with its source and the source's index."""
    for index, reference in enumerate(article.references):
        for one in reference.identifiers:
            if one.kind in kinds:
                yield index, reference, one


def inside_url(one: Identifier, reference: Reference) -> bool:
    """Whether a DOI is only a part of some page's address."""
    others = reference.identifiers  # in the order of where they begin
    at = bisect_right(others, one.written.start, key=lambda other: other.written.start)
    while at and others[at - 1].written.start >= one.written.start - LONGEST:
        at -= 1
        if others[at].kind is IdentifierKind.URL and others[at].written.contains(one.written):
            return True
    return False


def well_written(one: Identifier, text: str) -> bool:
    """Whether a DOI stands as ``https://doi.org/…`` or behind a ``doi`` label; a line break inside does not count."""
    written = re.sub(r"[ \t]*(?:\r\n|\r|\n)[ \t]*", "", one.written.of(text))
    if written.lower().startswith("doi") and "http" not in written:
        number = re.sub(r"[ \t]*(?:\r\n|\r|\n)[ \t]*", "", one.span.of(text))
        return bool(_GOOD_LABEL.match(written.removesuffix(number))) and number == one.value
    address = untracked(_LABEL_BEFORE_URL.sub("", written)).split("#")[0]
    return address in (_RESOLVER + one.value, as_url(one.value)) or (
        address.startswith(_RESOLVER) and _decoded(address.removeprefix(_RESOLVER)) == one.value
    )


#: What may follow a DOI in its written form and goes with it: a slash, a query, a fragment, invisible characters.
_IDLE = lazy(rf"[/{INVISIBLE}]*(?:[?#]\S*)?$")
_NEXT = lazy(r"[.,;:!?)\]}>»”’\"'。）]*(?:\s|$)")


def stands_alone(one: Identifier, text: str) -> bool:
    """Whether a DOI can be written anew without losing anything: all of it on one line, and nothing glued to it."""
    written = one.written.of(text)
    return (
        "\n" not in written
        and "\r" not in written
        and bool(_IDLE.match(text, one.span.end, one.written.end))
        and bool(_NEXT.match(text, one.written.end))
    )


def _decoded(path: str) -> str:
    return unquote(path.split("?")[0])


def as_url(doi: str) -> str:
    """A DOI as Crossref asks to display it (its display guidelines, 2017), what URLs cannot carry percent-encoded."""
    return _RESOLVER + quote(doi, safe="/:;()@!$&'*+,=.-_~")


def canonical(doi: str, article: Article) -> str:
    """A DOI in the form that most of an article's well-written DOIs have.

    That is ``https://doi.org/…``, or the label of the majority (``doi:…``, ``DOI : …``) where labels outnumber links.
    """
    text = article.document.text
    labels: Counter[str] = Counter()
    for _, reference, one in identifiers_of(article, IdentifierKind.DOI):
        if not (one.flaw or one.hidden or inside_url(one, reference)) and well_written(one, text):
            written = one.written.of(text)
            labelled = _GOOD_LABEL.match(text[one.written.start : one.span.start])
            labels[labelled[0] if labelled and "http" not in written else ""] += 1
    links = labels.pop("", 0)
    if labels.total() > links:
        return labels.most_common(1)[0][0] + doi
    return as_url(doi)
