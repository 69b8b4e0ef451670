"""DOIs that a publisher's address implies without spelling them out.

Only where the publisher makes the DOI from the very words of the address is one given; a guess would accuse a sound
source of a DOI that does not exist. In each pattern the group is what the DOI is made of.
"""

from __future__ import annotations

from collections.abc import Iterator

from crackcite.extract.identifiers.letters import plain
from crackcite.extract.identifiers.urls import Address
from crackcite.model import Identifier, IdentifierKind, Span
from crackcite.patterns import lazy

_END = r"(?=$|[/?#.])"
_IMPLIED = (
    # Nature Portfolio: s41598-020-80897-8, d41586-019-00001-1, nature12373, ncomms1234, 488029a
    (
        lazy(
            rf"nature[.-]com[^/]*/articles/(?:doi:)?([sd]\d{{5}}-\d{{3}}-\d{{4,5}}-[\dxyz]|n[a-z]+\d+|"
            rf"\d+[a-z]\d?){_END}"
        ),
        "10.1038/{}",
    ),
    (lazy(r"nature[.-]com[^/]*/articles/(n[a-z]+\.\d{4}\.\d+|n[a-z]+\.\d+)(?=$|[/?#])"), "10.1038/{}"),
    # Persée: forem_0766-7760_1998_num_62_1_2296
    (lazy(r"persee\.fr/doc/([a-z]+)_\d{4}-\d{3}[\dxX]_(\d{4})_\w+?_(\d+)(?=$|[/?#])"), "10.3406/{}.{}.{}"),
    (lazy(rf"elifesciences\.org/(?:articles|content(?:/\d+)?)/e?(\d{{5,6}}){_END}"), "10.7554/eLife.{}"),
    (lazy(rf"zenodo\.org/(?:records?|deposit)/(\d+){_END}"), "10.5281/zenodo.{}"),
    (
        lazy(r"thelancet\.com/(?:journals/\w+/article|article)/PI?I?(S\d{4}-\d{4}\(\d\d\)\d{5}-[\dX])"),
        "10.1016/{}",
    ),
)


def implied(address: Address, text: str) -> Iterator[Identifier]:
    """The DOI that an address implies, if it does; its span is what in the address the DOI is made of."""
    for pattern, doi in _IMPLIED:
        found = pattern.search(text, address.start, address.end)
        if found:
            span = Span(found.start(1), found.end(found.lastindex or 1))
            yield Identifier(IdentifierKind.DOI, doi.format(*map(plain, found.groups())), span, span)
