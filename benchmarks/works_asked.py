"""The main job on works, whole: articles are written, read, looked up on a registry played on loopback, and judged.

    python benchmarks/works_asked.py [FOLDER] [--count 600] [--seed 1] [--show 3]

FOLDER holds the shared real data (default: ../shared beside the project). Prints how many findings are right, how many
requests were made for each work, and how fast.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))

import shared
from styles import STYLES, with_doi, written
from works import JUDGED, SEARCHED, Trial, citable, clean, planted
from world import World

from crackcite.lookups.other_records import from_datacite
from crackcite.model import QuestionKind, Report, Work
from crackcite.run import check

TOGETHER = 50  # sources in one article


def article(folder: Path, number: int, trials: list[Trial]) -> Path:
    """An article that is a list of sources."""
    path = folder / f"article-{number}.txt"
    lines = [f"{position}. {trial.text}" for position, trial in enumerate(trials, 1)]
    path.write_text("The list\n\nReferences\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def checked(trials: list[Trial], world: World, folder: Path) -> tuple[Report, list[Path]]:
    """All trials in articles of fifty, checked in one run."""
    parts = [trials[at : at + TOGETHER] for at in range(0, len(trials), TOGETHER)]
    paths = [article(folder, number, part) for number, part in enumerate(parts)]
    return check([str(path) for path in paths], world.settings(mailto="bench@example.org", timeout=60.0)), paths


def told(report: Report, paths: list[Path]) -> dict[tuple[int, int], list[str]]:
    """What was found, by article and source."""
    names = {str(path): index for index, path in enumerate(paths)}
    found: dict[tuple[int, int], list[str]] = {}
    for judged in report.articles:
        for one in judged.findings:
            if one.reference:
                found.setdefault((names[judged.article.path], one.reference), []).append(f"{one.rule} {one.message}")
    return found


def tried(name: str, trials: list[Trial], world: World, show: int) -> None:
    """Check the trials and print what came of them, and what it cost."""
    asked = {site: len(world_site.seen) for site, world_site in _services(world).items()}
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as kept:
        report, paths = checked(trials, world, Path(kept))
    seconds = time.perf_counter() - started
    found, right, shown = told(report, paths), Counter(), 0
    for index, trial in enumerate(trials):
        said = found.get((index // TOGETHER, index % TOGETHER + 1), [])
        good = is_right(trial, said)
        right[good] += 1
        if not good and shown < show:
            shown += 1
            print(f"   {trial.expected or 'nothing'} expected: {trial.text}\n      {said}")
    made = {site: len(world_site.seen) - asked[site] for site, world_site in _services(world).items()}
    each = {site: round(count / len(trials), 2) for site, count in made.items() if count}
    print(f"{name}: {right[True]} of {len(trials)} right; requests for each work {each}; {seconds:.1f} s")


def _services(world: World) -> dict[str, object]:
    return {"Crossref": world.crossref, "doi.org": world.doi, "DataCite": world.datacite}


def is_right(trial: Trial, said: list[str]) -> bool:
    """Whether the rule that was expected fired, and for a clean source none that judges works."""
    codes = {one[:5] for one in said}
    if trial.expected.startswith("10."):
        return any(one.startswith("CC306") and trial.expected in one for one in said)
    wrong = codes & {*JUDGED, "CC301", "CC306"}
    return trial.expected in codes if trial.expected else not wrong


def lost(works: list[Work], count: int, chance: random.Random) -> list[Trial]:
    """Sources without DOI; the DOI is what is expected."""
    pool = [work for work in works if work.kind in SEARCHED]
    chosen = enumerate(chance.choices(pool, k=count))
    return [
        Trial(written(work, STYLES[index % len(STYLES)], chance), "", (), work.doi, QuestionKind.CROSSREF_SEARCH)
        for index, work in chosen
    ]


def invented(trials: Iterable[Trial]) -> list[Trial]:
    """The same sources with a DOI of which the last character was changed to one that nobody registered."""
    return [Trial(t.text.replace(t.doi, f"{t.doi}x9"), f"{t.doi}x9", (), "CC301") for t in trials]


def of_datacite(where: Path, world: World, chance: random.Random) -> list[Trial]:
    """Sources for every recorded work of DataCite, which Crossref does not know."""
    held = shared.datacite(where)
    world.datacite.records.update(held)
    world.doi.agencies.update(dict.fromkeys(held, "DataCite"))
    found = [work for work in map(from_datacite, held.values()) if work.title and work.year]
    written_in = [(work, STYLES[index % len(STYLES)]) for index, work in enumerate(found)]
    return [Trial(with_doi(written(work, style, chance), work.doi, chance), work.doi, ()) for work, style in written_in]


def main() -> int:
    """Let the registries hold every real record, and check five kinds of lists."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?")
    options.add_argument("--count", type=int, default=600)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", type=int, default=3)
    chosen = options.parse_args()
    where, chance = shared.folder(chosen.folder), random.Random(chosen.seed)
    works = shared.works(where)
    pool = [work for work in works if citable(work)]
    search = shared.Search(works)
    with tempfile.TemporaryDirectory() as kept:
        world = World(Path(kept))
        for item in (*shared.items(where), *shared.recorded(where)):
            world.add_work(item)
        world.crossref.candidates = lambda text: [work.doi for work in search.find(text)]
        some = list(clean(pool, chosen.count, chance))
        tried("clean sources", some, world, chosen.show)
        tried("planted faults", list(planted(pool, chosen.count, chance)), world, chosen.show)
        tried("DOIs that do not exist", invented(some[: chosen.count // 4]), world, chosen.show)
        tried("missing DOIs", lost(pool, chosen.count // 2, chance), world, chosen.show)
        tried("sources of DataCite", of_datacite(where, world, chance), world, chosen.show)
        world.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
