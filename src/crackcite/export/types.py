"""Item types: of the Citation Style Language, and what the registries and the other formats call them.

Sources: CSL 1.0.2 specification, appendix III; Crossref REST API, ``/types``; DataCite schema 4.5, resourceTypeGeneral;
BibTeX's standard entry types; the RIS specification of Reference Manager.
"""

from __future__ import annotations

from crackcite.model import IdentifierKind, Reference

_RECORDS = {
    "journal-article": "article-journal",
    "journalarticle": "article-journal",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-chapter": "chapter",
    "bookchapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "reference-entry": "entry-encyclopedia",
    "proceedings-article": "paper-conference",
    "conferencepaper": "paper-conference",
    "proceedings": "book",
    "posted-content": "article",
    "preprint": "article",
    "report": "report",
    "report-component": "report",
    "standard": "standard",
    "dissertation": "thesis",
    "dataset": "dataset",
    "software": "software",
    "peer-review": "review",
}

BIBTEX = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "paper-conference": "inproceedings",
    "thesis": "phdthesis",
    "report": "techreport",
    "article": "unpublished",
}

RIS = {
    "article-journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "entry-encyclopedia": "ENCYC",
    "paper-conference": "CPAPER",
    "thesis": "THES",
    "report": "RPRT",
    "dataset": "DATA",
    "software": "COMP",
    "standard": "STAND",
    "webpage": "ELEC",
    "article": "UNPB",
}


def of_record(kind: str, otherwise: str) -> str:
    """The CSL type of a registry's record; ``otherwise`` where the registry's word is not known."""
    return _RECORDS.get(kind.strip().lower().replace(" ", ""), otherwise)


def of_parsed(reference: Reference) -> str:
    """The CSL type that a source looks like: a journal's article, a book, a page, or just a document."""
    parts = reference.parts
    if parts.container and (parts.volume or parts.issue or parts.pages):
        return "article-journal"
    if reference.first(IdentifierKind.ISBN) or parts.publisher:
        return "chapter" if parts.container else "book"
    if reference.first(IdentifierKind.DOI) and parts.container:
        return "article-journal"
    return "webpage" if reference.first(IdentifierKind.URL) else "document"
