"""Identifiers in a reference: what can be looked up, and what was meant to be."""

from __future__ import annotations

from crackcite.extract.identifiers.doi import dois, resolves
from crackcite.extract.identifiers.letters import folded
from crackcite.extract.identifiers.urls import Address, addresses, misspelt
from crackcite.model import Identifier, IdentifierKind, Span

__all__ = ["identifiers"]


def identifiers(text: str, span: Span) -> tuple[Identifier, ...]:
    """The identifiers that stand in ``text`` within ``span``, in order of where they begin; spans are into ``text``."""
    part = folded(text[span.start : span.end])
    web = list(addresses(part))
    web += misspelt(part, web)
    found = list(dois(part, web))
    found += [_url(address) for address in web if not _resolved(address, found)]
    found.sort(key=lambda one: (one.written.start, one.span.start))
    return tuple(_shifted(one, span.start) for one in found)


def _resolved(address: Address, found: list[Identifier]) -> bool:
    return resolves(address) and any(one.written.contains(Span(address.start, address.start)) for one in found)


def _url(address: Address) -> Identifier:
    span = Span(address.start, address.end)
    return Identifier(IdentifierKind.URL, address.url, span, span, address.flaw)


def _shifted(one: Identifier, by: int) -> Identifier:
    return Identifier(
        one.kind,
        one.value,
        Span(one.span.start + by, one.span.end + by),
        Span(one.written.start + by, one.written.end + by),
        one.flaw,
    )
