"""What was meant as a DOI and is none, with the reason in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crackcite.extract.identifiers.doi import resolves, value_of
from crackcite.extract.identifiers.ground import Ground
from crackcite.extract.identifiers.letters import trimmed
from crackcite.extract.identifiers.urls import Address
from crackcite.model import Identifier, IdentifierKind, Span, say
from crackcite.patterns import lazy

_LABELLED = lazy(r"(?<![^\W\d_])doi[ \t]?[:=][ \t]{0,2}(?=[^\s:=/])([^\s\"«»“”„<>]{1,200})", re.IGNORECASE)
_STUB = lazy(r"(?<![\w./-])10\.\d{4,9}/(?=[\s.,;:)\]»]|$)")
_SPACED = lazy(r"10[ \t]?\.[ \t]?\d{4,9}[ \t]?/[ \t]?(?=[^\s]*\d)([^\s\"«»“”<>]{2,200})")
_SHORT = lazy(r"(?:10/)?(?=[a-z0-9]*[a-z])[a-z0-9]{4,8}$")
_OWN_PAGES = lazy(
    r"(?:the-identifier|the-community|index\.html?|resources|faq|doi_handbook|handbook|about|news|overview|hb|"
    r"factsheets)\b",
    re.IGNORECASE,
)


def _short(address: Address, text: str) -> Identifier | None:
    """A shortDOI (shortdoi.org): ``https://doi.org/10/abcde`` or, shorter still, ``https://doi.org/abcde``."""
    at, rest = _path(address, text)
    if not _SHORT.match(rest):
        return None
    span = Span(at, at + len(rest))
    return Identifier(IdentifierKind.DOI, f"10/{rest.removeprefix('10/')}", span, Span(address.start, address.end))


def broken(text: str, web: Iterable[Address], ground: Ground) -> Iterator[Identifier]:
    """The malformed DOIs and the short ones on the free ground of a folded text.

    They stand in a resolver's address, behind a label, or end at the slash. What has been given must be taken from the
    ground before the next is asked for.
    """
    for address in web:
        if resolves(address) and ground.free(address.span):
            yield from _in_address(address, text)
    for found in _LABELLED.finditer(text):
        if ground.free(Span(*found.span())):
            yield from _labelled(text, found)
    for found in _STUB.finditer(text):
        if ground.free(Span(*found.span())):
            yield _flawed(found.start(), found.start(), found[0], say("nothing follows the slash"))


def _path(address: Address, text: str) -> tuple[int, str]:
    found = re.compile(r"(?:https?://)?[^/?#]*/?").match(text, address.start, address.end)
    at = found.end() if found else address.end
    return at, text[at : address.end].split("?")[0].split("#")[0]


def _in_address(address: Address, text: str) -> Iterator[Identifier]:
    at, rest = _path(address, text)
    if not rest or _OWN_PAGES.match(rest):
        return
    abbreviated = _short(address, text)
    yield abbreviated or _flawed(address.start, at, rest, _reason(rest), address.end)


def _labelled(text: str, found: re.Match[str]) -> Iterator[Identifier]:
    at = found.start(1)
    spaced = _SPACED.match(text, at)
    if spaced:
        token = spaced[0][: trimmed(spaced[0], len(spaced[0]))]
        yield _flawed(found.start(), at, token, say("a space stands in it"))
        return
    if "[pii]" in text[at : found.end() + 6]:
        return  # the publisher's own item number, which PubMed's records give before the DOI
    token = found[1][: trimmed(found[1], len(found[1]))]
    short_form = re.fullmatch(r"10/[a-z0-9]{3,8}", token)
    if short_form:
        yield Identifier(IdentifierKind.DOI, token, Span(at, at + len(token)), Span(found.start(), at + len(token)))
    elif any(letter.isdigit() for letter in token):
        yield _flawed(found.start(), at, token, _reason(token))


def _reason(token: str) -> str:
    if not re.match(r"10\.", token):
        return say("a DOI begins with “10.”")
    registrant = re.match(r"10\.(\d*)", token)
    if registrant and len(registrant[1]) < 4:
        return say("the number behind “10.” has fewer than four digits")
    if "/" not in token:
        return say("it has no slash and nothing behind it")
    return (
        say("nothing follows the slash") if token.endswith("/") else say("it does not follow the form 10.number/name")
    )


def _flawed(start: int, at: int, token: str, flaw: str, end: int = 0) -> Identifier:
    span = Span(at, at + len(token))
    value = re.sub(r"\s", "", value_of(token))
    return Identifier(IdentifierKind.DOI, value, span, Span(start, end or span.end), flaw)
