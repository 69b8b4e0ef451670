"""DOIs that stand for something else: a shortDOI for a DOI, an arXiv identifier for the DOI that arXiv registers."""

from __future__ import annotations

import re

from crackcite.patterns import lazy

#: arXiv registers its DOIs with DataCite (https://info.arxiv.org/help/doi.html).
ARXIV_PREFIX = "10.48550/arxiv."

#: A shortDOI is a handle of its own; the registries know only the DOI that it stands for (https://shortdoi.org).
_SHORT = "10/"

_ARXIV = lazy(
    r"(10\.48550/arxiv\.)(?:([a-z-]+)(?:\.[a-z]{2})?/(\d{7})|(\d{4}\.\d{4,5}))(?:v\d+)?",
    re.IGNORECASE,
)


def unversioned(doi: str) -> str:
    """The DOI of an arXiv article without a version or a subject class: no others are registered. Other DOIs as they
    are.
    """
    match = _ARXIV.fullmatch(doi)
    if match is None:
        return doi
    prefix, archive, old, new = match.groups()
    return str(prefix + (new or f"{archive}/{old}"))


def arxiv_doi(identifier: str) -> str:
    """The DOI, in small letters, of the article that an arXiv identifier (``1706.03762v5``) names in any version."""
    return unversioned(ARXIV_PREFIX + identifier.lower())


def is_arxiv(doi: str) -> bool:
    """Whether a DOI is one of arXiv's own."""
    return doi.lower().startswith(ARXIV_PREFIX)


def is_short(doi: str) -> bool:
    """Whether a DOI is a shortDOI (``10/aabbe``)."""
    return doi.startswith(_SHORT)


def is_doi(handle: str) -> bool:
    """Whether a handle is a DOI, and not an address or another system's handle."""
    return bool(re.match(r"10\.\d{4,9}(?:\.\d+)*/\S", handle))
