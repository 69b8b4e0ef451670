"""How well the parts of a reference are recovered: from references written in seven styles, and from real ones.

    python benchmarks/parts.py [FOLDER] [--count 7000] [--seed 1] [--show 0] [--style STYLE] [--field FIELD]

FOLDER holds ``registry/works.jsonl.gz`` and ``registry/references.jsonl`` (default ``../shared``).
A part counts only where the record has it; a name is right when its family name is, a title when it is the whole
title (with or without the subtitle) and nothing else.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator

from shared import folder, references
from shared import works as all_works
from styles import STYLES, readable, with_doi, written

from crackcite.extract.identifiers import identifiers
from crackcite.extract.parts import parts
from crackcite.matching.normalise import plain
from crackcite.model import Parts, Span, Work

FIELDS = ("title", "first author", "all authors", "year", "container", "volume", "issue", "pages")


def parted(text: str) -> Parts:
    """The parts of a reference that is all there is."""
    span = Span(0, len(text))
    return parts(text, span, identifiers(text, span))


def same(one: str, other: str) -> bool:
    """Whether two strings are the same words."""
    return re.sub(r"\W", "", plain(one)) == re.sub(r"\W", "", plain(other))


def _family_in(family: str, author: str) -> bool:
    words = plain(author).split()
    return all(word in words for word in plain(family).split()) or same(family, author)


def _pages(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.strip().lower()).strip("-")


def right(found: Parts, of: Work, text: str) -> Iterator[tuple[str, bool]]:
    """For each part that the record has and the reference says, its name and whether it was recovered."""
    people = of.authors or of.editors
    full = f"{of.title}: {of.subtitle}"
    yield "title", same(found.title, readable(of.title)) or (bool(of.subtitle) and same(found.title, readable(full)))
    if people:
        yield "first author", bool(found.authors) and _family_in(readable(people[0].family), found.authors[0])
        yield (
            "all authors",
            found.et_al
            or (
                len(found.authors) == len(people)
                and all(_family_in(readable(p.family), a) for p, a in zip(people, found.authors, strict=True))
            ),
        )
    yield "year", found.year == of.year or (found.year in of.years)
    if of.containers:
        yield "container", any(same(readable(name), found.container) for name in of.containers)
    for name, said, recorded in (
        ("volume", found.volume, of.volume),
        ("issue", found.issue, of.issue),
        ("pages", found.pages, of.pages or of.article_number),
    ):
        said_at_all = name != "issue" or re.search(rf"\({re.escape(recorded)}\)|[.º] {re.escape(recorded)}\b", text)
        if recorded and said_at_all:
            yield name, _pages(said) == _pages(recorded)


def citable(of: Work) -> bool:
    """Whether a person could write a reference from the record."""
    return bool(of.authors and of.year and re.search(r"[^\W\d_]{4}", of.title) and (of.containers or of.publisher))


def table(name: str, rows: dict[str, Counter[str]], asked: dict[str, Counter[str]]) -> None:
    print(f"\n{name:<14}{'references':>12}" + "".join(f"{field:>14}" for field in FIELDS))
    for row in rows:
        shares = [
            f"{100 * rows[row][field] / asked[row][field]:.1f} %" if asked[row][field] else "–" for field in FIELDS
        ]
        print(f"{row:<14}{asked[row]['title'] or asked[row]['year']:>12}" + "".join(f"{share:>14}" for share in shares))


def measure(cases: Iterator[tuple[str, str, Work]], options: argparse.Namespace, name: str) -> None:
    """Print the table of one set of (row, reference, record)."""
    good: dict[str, Counter[str]] = {}
    asked: dict[str, Counter[str]] = {}
    shown = 0
    for row, text, of in cases:
        found = parted(text)
        for field, is_right in right(found, of, text):
            if row == "references" and field in ("title", "container", "volume", "issue", "pages", "all authors"):
                continue
            good.setdefault(row, Counter())[field] += is_right
            asked.setdefault(row, Counter())[field] += 1
            wanted = options.style in ("", row) and options.field in ("", field)
            if not is_right and wanted and shown < options.show:
                shown += 1
                print(f"✗ {field} [{row}] {text[:400]}\n    {found}\n    {of.title}")
    table(name, good, asked)


def generated(works: list[Work], count: int, chance: random.Random) -> Iterator[tuple[str, str, Work]]:
    """References written from records."""
    for index in range(count):
        of = works[chance.randrange(len(works))]
        style = STYLES[index % len(STYLES)]
        text = written(of, style, chance)
        yield style, with_doi(text, of.doi, chance) if chance.random() < 0.5 else text, of


def real(works: list[Work], listed: list[dict[str, object]]) -> Iterator[tuple[str, str, Work]]:
    """Real references whose work is among the records."""
    by_doi = {of.doi: of for of in works}
    for one in listed:
        if one["doi"] in by_doi:
            yield "references", str(one["raw"]), by_doi[str(one["doi"])]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?")
    options.add_argument("--count", type=int, default=7000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", type=int, default=0)
    options.add_argument("--style", default="")
    options.add_argument("--field", default="")
    said = options.parse_args()
    where = folder(said.folder)
    everything = all_works(where)
    works = [of for of in everything if citable(of)]
    measure(generated(works, said.count, random.Random(said.seed)), said, "style")
    measure(real(everything, references(where)), said, "real")


if __name__ == "__main__":
    main()
