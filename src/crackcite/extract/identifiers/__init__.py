"""Identifiers in a reference: what can be looked up, and what was meant to be.

The address of the DOI system is a DOI and nothing else: there is nothing to probe that the registries do not answer
better. Any other address is a URL, to be probed; where it carries another identifier (``…/doi/full/10.1177/…``,
``arxiv.org/abs/…``), that one is given besides, to be looked up: its span lies inside the URL's, and its written form
is its own span, since it is not for itself that the address stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crackcite.extract.identifiers.archives import archived
from crackcite.extract.identifiers.broken import broken
from crackcite.extract.identifiers.doi import dois
from crackcite.extract.identifiers.ground import Ground
from crackcite.extract.identifiers.letters import folded
from crackcite.extract.identifiers.numbers import isbns, issns
from crackcite.extract.identifiers.publishers import implied
from crackcite.extract.identifiers.urls import Address, addresses, misspelt
from crackcite.model import Identifier, IdentifierKind, Span
from crackcite.redaction import without_credentials

__all__ = ["identifiers"]


def identifiers(text: str, span: Span) -> tuple[Identifier, ...]:
    """The identifiers that stand in ``text`` within ``span``, in order of where they begin; spans are into ``text``."""
    part = folded(text[span.start : span.end])
    web = _web(part)
    ground = Ground(len(part))
    found: list[Identifier] = []
    found += _claimed(dois(part, web), ground)
    found += _claimed(broken(part, web, ground), ground)
    found += [_url(address) for address in web if ground.free(Span(address.start, address.start + 1))]
    for more in (*(implied(address, part) for address in web), archived(part), isbns(part), issns(part)):
        found += _claimed(more, ground)
    found.sort(key=lambda one: (one.written.start, one.span.start))
    return tuple(replace(one, span=_moved(one.span, span), written=_moved(one.written, span)) for one in found)


def _web(part: str) -> list[Address]:
    web = list(addresses(part))
    ground = Ground(len(part))
    for address in web:
        ground.take(address.span)
    return sorted([*web, *misspelt(part, ground)], key=lambda address: address.start)


def _claimed(candidates: Iterable[Identifier], ground: Ground) -> Iterator[Identifier]:
    """Those of the candidates that stand on free ground, which they take. URLs never do: others may stand in them."""
    for one in candidates:
        if ground.free(one.span):
            ground.take(one.written)
            yield one


def _url(address: Address) -> Identifier:
    return Identifier(IdentifierKind.URL, without_credentials(address.url), address.span, address.span, address.flaw)


def _moved(span: Span, origin: Span) -> Span:
    return Span(span.start + origin.start, span.end + origin.start)
