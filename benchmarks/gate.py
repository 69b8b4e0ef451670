"""crackcite as the gate of a repository of articles: everything, again, only what changed, from a recording.

    python benchmarks/gate.py [--articles 300] [--changed 3] [--keep FOLDER]

Makes a git repository of small articles (made up: about 350 words and eight sources each, two of them shared with other
articles) and plays the registries and 40 sites on loopback; Crossref keeps its published limits. Each run is a
process of its own. Printed for each: the articles checked, the questions and those answered from the cache, the
requests that the servers saw, wall time, CPU time, and the peak memory of the process (``ru_maxrss``). A warm run that
asks anything, or a run with ``--since`` that checks another article than the changed ones, ends with exit code 1.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from repositories import Repository
from world import Request, Response, Site, World, json_response, published, redirect

_SUBJECTS = (
    "housing", "addiction", "street work", "poverty", "harm reduction", "health insurance", "youth shelters",
    "policing", "drug markets", "mental health", "public space", "migration", "night buses", "school meals",
    "water quality",
)  # fmt: skip
_APPROACHES = (
    "A cohort study of", "Ten years of", "The price of", "Measuring", "Neighbours and", "What remains of", "Against",
    "A randomised trial of", "The politics of", "Voices from", "A census of", "Rethinking",
)  # fmt: skip
_PLACES = ("Brussels", "Lyon", "Ghent", "Montréal", "Zürich", "Lille", "Antwerp", "Geneva", "Marseille", "Liège")
_FAMILIES = (
    "Castel", "Nettle", "Verhaegen", "Dubois", "Okafor", "Lindqvist", "Moreau", "Peeters", "Rossi", "Tanaka", "Weiss",
    "Almeida", "Fournier", "Janssens", "Kowalski", "Haddad",
)  # fmt: skip
_JOURNALS = ("Journal of Urban Health", "Social Policy Review", "Revue des villes", "City & Society", "Addiction Today")
_SENTENCES = (
    "Nobody who has worked there believes that it can be done in a year",
    "The numbers of the city’s own services tell another story",
    "What was promised in spring had been forgotten by the autumn",
    "Those who sleep outside are counted twice a year, by volunteers",
    "The report was read by few and quoted by many",
    "A bed for a night is dearer than a room for a month",
    "The neighbours asked for light, and were given cameras",
    "Between two elections, the waiting list grew by a third",
)


@dataclass(frozen=True)
class Source:
    """An entry of a list, without its number."""

    text: str


class Library:
    """The made-up works and pages, known to the played world, and articles that cite them."""

    def __init__(self, world: World, seed: int = 7) -> None:
        self.world, self.chance = world, random.Random(seed)
        self.sites = [world.site(f"127.0.2.{number}") for number in range(1, 41)]
        self._serial = 0
        self.shared = [self.paper() for _ in range(60)]

    def _title(self) -> str:
        pick = self.chance.choice
        return f"{pick(_APPROACHES)} {pick(_SUBJECTS)} in {pick(_PLACES)}, {self.chance.randrange(1990, 2025)}"

    def _number(self) -> int:
        self._serial += 1
        return self._serial

    def _work(self) -> tuple[dict[str, Any], str]:
        """A record, and the source that describes it, without its DOI."""
        title, year, volume = self._title(), self.chance.randrange(1998, 2025), self.chance.randrange(1, 60)
        family, journal, page = self.chance.choice(_FAMILIES), self.chance.choice(_JOURNALS), self.chance.randrange(900)
        record = {
            "DOI": f"10.5555/gate.{self._number()}",
            "title": [title],
            "author": [{"given": "A.", "family": family}],
            "container-title": [journal],
            "volume": str(volume),
            "page": f"{page}-{page + 9}",
            "issued": {"date-parts": [[year, 3, 1]]},
        }
        return record, f"{family}, A. {title}. {journal} {volume}, {page}–{page + 9} ({year})."

    def paper(self) -> Source:
        """A journal article with its DOI; one in fifty is unknown to everybody."""
        record, text = self._work()
        if self.chance.random() > 0.02:
            self.world.add_work(record)
        return Source(f"{text} https://doi.org/{record['DOI']}")

    def forgotten(self) -> Source:
        """A journal article whose DOI the author left out."""
        record, text = self._work()
        self.world.add_work(record)
        return Source(text)

    def dataset(self) -> Source:
        """A dataset at DataCite."""
        doi, title = f"10.5072/gate.{self._number()}", self._title()
        self.world.doi.agencies[doi] = "DataCite"
        family, year = self.chance.choice(_FAMILIES), self.chance.randrange(2012, 2025)
        self.world.datacite.records[doi] = {
            "titles": [{"title": title}],
            "creators": [{"name": f"{family}, A.", "familyName": family, "givenName": "A."}],
            "publicationYear": year,
            "publisher": "Zenodo",
            "types": {"resourceTypeGeneral": "Dataset"},
        }
        return Source(f"{family}, A. {title} (Zenodo, {year}). https://doi.org/{doi}")

    def page(self) -> Source:
        """A web page; one in twenty is gone, one in twenty has moved."""
        site, title, path = self.chance.choice(self.sites), self._title(), f"/{self._number()}"
        fate = self.chance.random()
        if fate > 0.95:
            site.route(path, redirect(f"{path}/now", 301))
            path_now = f"{path}/now"
        else:
            path_now = path
        if fate > 0.05:
            site.route(path_now, Response(body=f"<html><title>{title}</title><p>{_SENTENCES[0]}.</p></html>"))
        return Source(f"{self.chance.choice(_FAMILIES)}, A. {title}. {site.url(path)}")

    def book(self) -> Source:
        """A book at Open Library."""
        digits = f"978{self._number():09}"
        check = -sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10
        title, family, year = self._title(), self.chance.choice(_FAMILIES), self.chance.randrange(1990, 2025)
        isbn = f"{digits}{check}"
        self.world.openlibrary.books[isbn] = {
            "title": title,
            "authors": [{"name": f"A. {family}"}],
            "publish_date": str(year),
            "publishers": [{"name": "Fayard"}],
        }
        return Source(f"{family}, A. {title} (Fayard, {year}). ISBN {isbn}.")

    def article(self, number: int) -> str:
        """An article in Markdown, with a dead marker in one of forty."""
        sources = [
            *(self.paper() for _ in range(2)),
            *self.chance.sample(self.shared, 2),
            self.page(),
            self.page(),
            self.book() if number % 2 else self.dataset(),
            self.forgotten() if number % 3 == 0 else self.paper(),
        ]
        body = [f"# {self._title()}\n"]
        for marker in range(1, len(sources) + 1):
            said = [self.chance.choice(_SENTENCES) for _ in range(4)]
            cited = f"{marker},99" if number % 40 == 0 and marker == len(sources) else str(marker)
            body.append(". ".join(said) + f".<sup>{cited}</sup>\n")
        listed = [f"{place}. {source.text}" for place, source in enumerate(sources, 1)]
        return "\n".join([*body, "## Sources\n", *listed, ""])


def archive(request: Request) -> Response:
    """The Wayback Machine without a single copy."""
    return json_response({"url": unquote(request.query.get("url", "")), "archived_snapshots": {}})


@dataclass(frozen=True)
class Run:
    """What a run was and what it took."""

    name: str
    code: int
    articles: int
    asked: int
    cached: int
    requests: int
    wall: float
    cpu: float
    peak: float

    def row(self) -> str:
        """A line of the table."""
        return (
            f"| {self.name} | {self.articles} | {self.asked:,} | {self.cached:,} | {self.requests:,} "
            f"| {self.wall:.1f} s | {self.cpu:.1f} s | {self.peak:.0f} MB | {self.code} |"
        )


def run(name: str, world: World, folder: Path, *options: str) -> Run:
    """Check the folder in a process of its own."""
    report = folder.parent / "run.json"
    report.unlink(missing_ok=True)
    before, start = world.requests(), time.perf_counter()
    environment = world.environment(mailto="benchmark@example.org", timeout=20.0, **published())
    process = subprocess.Popen(
        [sys.executable, "-m", "crackcite", "check", "--format", "json", "--output", report, *options, "."],
        cwd=folder,
        env={**os.environ, **environment, "CRACKCITE_WAYBACK_URL": archive_address(world)},
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    told = json.loads(report.read_text(encoding="utf-8"))
    lookups = told["run"]["lookups"]
    return Run(
        name,
        process.returncode,
        told["summary"]["articles"],
        lookups["asked"],
        lookups["cached"],
        world.requests() - before,
        wall,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2),
    )


_ARCHIVES: dict[int, Site] = {}


def archive_address(world: World) -> str:
    """The address of the world's Wayback Machine."""
    if id(world) not in _ARCHIVES:
        _ARCHIVES[id(world)] = world.site("127.0.0.250", archive)
    return _ARCHIVES[id(world)].base


def measure(folder: Path, articles: int, changed: int) -> int:
    world = World(folder)
    limits = world.crossref.limits
    limits.single, limits.lists, limits.at_once = 10, 3, 3
    library, repository = Library(world), Repository(folder / "articles")
    for number in range(articles):
        repository.write(f"{number // 25:02}/article-{number:03}.md", text=library.article(number))
    repository.commit()
    recording = str(folder / "run.rec")
    print("| run | articles | questions | from the cache | requests | wall | CPU | peak memory | exit code |")
    print("|---|---|---|---|---|---|---|---|---|")
    runs = [run("cold", world, repository.folder, "--record", recording)]
    print(runs[-1].row(), flush=True)
    runs.append(run("warm", world, repository.folder))
    print(runs[-1].row(), flush=True)
    for number in range(0, articles, max(articles // changed, 1))[:changed]:
        path = repository.folder / f"{number // 25:02}/article-{number:03}.md"
        path.write_text(path.read_text(encoding="utf-8").replace("# ", "# Again: ", 1), encoding="utf-8")
    for name, options in (
        (f"`--since HEAD`, {changed} changed", ["--since", "HEAD"]),
        ("`--replay`", ["--replay", recording]),
        ("`--offline`", ["--offline"]),
    ):
        runs.append(run(name, world, repository.folder, *options))
        print(runs[-1].row(), flush=True)
    world.close()
    print(f"\nThe recording has {Path(recording).stat().st_size / 1e6:.1f} MB, the cache {cached(world):.1f} MB.")
    by_name = {one.name.split(",")[0]: one for one in runs}
    sound = by_name["warm"].requests == 0 and by_name["`--since HEAD`"].articles == changed
    return 0 if sound and by_name["`--replay`"].requests == 0 else 1


def cached(world: World) -> float:
    """Megabytes of the file of answers."""
    return sum(file.stat().st_size for file in (world.folder / "cache").iterdir()) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--changed", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="make everything in this folder and leave it there")
    said = parser.parse_args()
    if said.keep:
        said.keep.mkdir(parents=True)
        raise SystemExit(measure(said.keep, said.articles, said.changed))
    with tempfile.TemporaryDirectory() as scratch:
        raise SystemExit(measure(Path(scratch), said.articles, said.changed))


if __name__ == "__main__":
    main()
