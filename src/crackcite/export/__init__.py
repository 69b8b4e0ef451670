"""The sources of a run as data for reference managers: BibTeX, RIS and CSL-JSON. Pure functions of the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crackcite.export.bibtex import bibtex
from crackcite.export.csl import csl_json
from crackcite.export.items import Item, items
from crackcite.export.ris import ris

__all__ = ["FORMATS", "SUFFIXES", "Item", "items"]

#: What writes each format.
FORMATS: dict[str, Callable[[Sequence[Item]], str]] = {"bibtex": bibtex, "ris": ris, "csl-json": csl_json}

#: The format that a file's suffix asks for.
SUFFIXES = {".bib": "bibtex", ".ris": "ris", ".json": "csl-json"}
