"""Identifiers behind the words of a link: ``[Report](https://…)``, ``<a href="https://doi.org/…">doi</a>``.

The text does not show them, but who reads the article can follow them: a source whose title is a link gives one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crackcite.extract.identifiers.urls import host
from crackcite.model import Document, Hint, HintKind, Identifier, IdentifierKind, Span
from crackcite.patterns import lazy
from crackcite.redaction import without_credentials

_ADDRESS = lazy(r"https?://[^\s/?#]+\.[^\s]*$", re.IGNORECASE)
#: What publishers put behind every source for its readers' convenience: a search for it, not the source.
_SEARCHES = lazy(
    r"//(?:[\w-]+\.)*(?:scholar\.google\.[a-z.]+/|google\.[a-z.]+/(?:search|scholar)|worldcat\.org/search|"
    r"search\.crossref\.org/|bing\.com/search|duckduckgo\.com/)|[/?&.]openurl\b|[?&]rft_?id=|[?&]rft\.",
    re.IGNORECASE,
)


class Targets:
    """The links of a document that lead out of it."""

    def __init__(self, document: Document) -> None:
        here = document.path.split("#")[0]
        found = (
            link
            for link in document.of_kind(HintKind.LINK)
            if _ADDRESS.match(link.value)
            and link.value.split("#")[0] != here
            and not _SEARCHES.search(link.value)
            and any(letter.isalnum() for letter in link.span.of(document.text))
        )
        self._links = sorted(found, key=lambda link: link.span.start)
        self._starts = [link.span.start for link in self._links]

    def within(self, span: Span, known: Sequence[Identifier]) -> Iterator[Identifier]:
        """The hidden identifiers of a source at ``span``, in order: those of the links in it whose text shows none.

        ``known`` are those that its text shows: what is among them is not given again.
        """
        given = {_key(one) for one in known}
        for link in self._links[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]:
            if not span.contains(link.span) or any(one.written.overlaps(link.span) for one in known):
                continue
            for one in _hidden(link):
                if _key(one) not in given:
                    given.add(_key(one))
                    yield one


def _hidden(link: Hint) -> Iterator[Identifier]:
    from crackcite.extract.identifiers import identifiers

    for one in identifiers(link.value, Span(0, len(link.value))):
        whole = one.kind is IdentifierKind.URL  # the address ends where the target does, whatever it ends with
        if not one.flaw and host(link.value):
            value = without_credentials(link.value) if whole else one.value
            yield replace(one, value=value, span=link.span, written=link.span, hidden=True)


def _key(one: Identifier) -> tuple[IdentifierKind, str]:
    return one.kind, one.value.casefold().rstrip("/")
