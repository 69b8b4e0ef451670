"""Many DOIs in one request against one request a DOI, within Crossref's published limits.

    python benchmarks/registries.py [FOLDER] [--works 1000] [--alone 200]

FOLDER holds ``registry/works.jsonl.gz`` (default ``../shared``). A Crossref on loopback holds its records and enforces
the polite pool's limits (10 single records a second, 3 lists a second, 3 at once) with 429. Printed for each way:
the works verified, the requests, how many were refused, the most in any second and at once, and the wall time; then the
time of a second run, which the cache answers. One request a DOI is measured on ``--alone`` works and scaled.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from shared import folder, items
from world import Response, World, published

from crackcite.lookups import gather
from crackcite.model import Outcome, Question, QuestionKind


def no_lists(request: Any) -> Response | None:
    """A mirror without lists: every work must be asked for alone."""
    return Response(404, "<h1>Not found</h1>") if request.route == "/works" else None


def run(world: World, dois: list[str]) -> float:
    """Verify the works; gives the seconds."""
    world.crossref.seen.clear()
    settings = world.settings(mailto="benchmark@example.org", timeout=20.0, **published())
    start = time.perf_counter()
    evidence = gather([Question(QuestionKind.CROSSREF_WORK, doi) for doi in dois], lambda *_: (), settings)
    seconds = time.perf_counter() - start
    found = sum(answer.outcome is Outcome.FOUND for answer in evidence.answers.values())
    crossref = world.crossref
    print(
        f"  {found:5} of {len(dois)} works  {len(crossref.seen):5} requests  {crossref.said[429]} refused  "
        f"{crossref.most_within(1.0)} in a second  {crossref.most_at_once()} at once  {seconds:7.2f} s"
    )
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--works", type=int, default=1000)
    parser.add_argument("--alone", type=int, default=200)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        world = World(Path(scratch))
        for record in items(folder(said.folder)):
            world.add_work(record)
        limits = world.crossref.limits
        limits.single, limits.lists, limits.at_once = 10, 3, 3
        dois = list(islice(world.works, said.works + said.alone))
        print("together:")
        together = run(world, dois[: said.works])
        print("again, from the cache:")
        run(world, dois[: said.works])
        print("alone:")
        world.crossref.trouble = no_lists
        alone = run(world, dois[said.works :]) * said.works / said.alone
        print(
            f"together: {together:.1f} s; alone, scaled to as many works: {alone:.1f} s; ratio {together / alone:.3f}"
        )
        world.close()


if __name__ == "__main__":
    main()
