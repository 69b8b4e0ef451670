"""What the benchmarks share: the folder of real data, its records as works, a small search engine over them."""

from __future__ import annotations

import gzip
import json
import math
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crackcite.lookups.records import work_of
from crackcite.matching.normalise import plain
from crackcite.model import Work


def folder(argument: str | None = None) -> Path:
    """The folder of shared data: the argument, ``CRACKCITE_SHARED``, or ``../shared`` beside the project."""
    return Path(argument or os.environ.get("CRACKCITE_SHARED") or Path(__file__).parents[2] / "shared")


def items(where: Path) -> list[dict[str, Any]]:
    """The registry's records as Crossref's REST API gives them."""
    with gzip.open(where / "registry" / "works.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _records(value: Any) -> Iterator[dict[str, Any]]:
    """Every work's record in a recorded answer, however deep."""
    if isinstance(value, dict):
        if isinstance(value.get("DOI"), str) and isinstance(value.get("title"), list) and "issued" in value:
            yield value
        else:
            for one in value.values():
                yield from _records(one)
    elif isinstance(value, list):
        for one in value:
            yield from _records(one)


def recorded(where: Path) -> list[dict[str, Any]]:
    """The works in the recorded answers of Crossref, each once."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((where / "registry" / "recordings").glob("crossref-*/*.json")):
        for record in _records(json.loads(path.read_text(encoding="utf-8"))):
            found.setdefault(record["DOI"].lower(), record)
    return list(found.values())


def datacite(where: Path) -> dict[str, dict[str, Any]]:
    """The attributes of the records in DataCite's recorded answers, by DOI."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((where / "registry" / "recordings" / "datacite").glob("*.json")):
        for record in _attributes(json.loads(path.read_text(encoding="utf-8"))):
            found[record["doi"].lower()] = record
    return found


def _attributes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if isinstance(value.get("doi"), str) and isinstance(value.get("titles"), list):
            yield value
        else:
            for one in value.values():
                yield from _attributes(one)
    elif isinstance(value, list):
        for one in value:
            yield from _attributes(one)


def references(where: Path) -> list[dict[str, Any]]:
    """Real reference strings with the expected DOI or null."""
    with (where / "registry" / "references.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def works(where: Path) -> list[Work]:
    """Every real record, also those in recorded answers, as a work; each DOI once."""
    records = {item["DOI"].lower(): item for item in (*items(where), *recorded(where))}
    return [work_of(item, "Crossref") for item in records.values()]


def _terms(found: Work) -> list[str]:
    facts = [found.title, found.subtitle, *found.containers[:1], found.volume, found.issue, found.pages]
    facts += [person.family for person in found.authors] + [str(year) for year in found.years]
    return plain(" ".join(facts)).split()


class Search:
    """A registry's free-text search, played: BM25 over titles, names, containers, years and numbers."""

    def __init__(self, works: list[Work]) -> None:
        """Index the works."""
        self.works = works
        bags = [Counter(_terms(one)) for one in works]
        self.lengths = [sum(bag.values()) for bag in bags]
        self.mean = sum(self.lengths) / max(len(bags), 1)
        self.postings: dict[str, list[tuple[int, int]]] = {}
        for index, bag in enumerate(bags):
            for term, count in bag.items():
                self.postings.setdefault(term, []).append((index, count))

    def _scores(self, query: str) -> Iterator[tuple[int, float]]:
        for term in set(plain(query).split()):
            listed = self.postings.get(term, [])
            weight = math.log(1 + (len(self.works) - len(listed) + 0.5) / (len(listed) + 0.5))
            for index, count in listed:
                yield index, weight * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * self.lengths[index] / self.mean))

    def find(self, query: str, rows: int = 10, without: str = "") -> tuple[Work, ...]:
        """The ``rows`` best works for a query, best first, the work with the DOI ``without`` left out."""
        totals: dict[int, float] = {}
        for index, score in self._scores(query):
            totals[index] = totals.get(index, 0.0) + score
        best = sorted(totals, key=lambda index: -totals[index])
        return tuple([one for one in map(self.works.__getitem__, best[: rows + 1]) if one.doi != without][:rows])
