"""Several runs at the same time on one cache: real processes, one file, nothing lost and nobody in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from world import Response, World

from crackcite.lookups import cache_info

RUNS = 3
PAGES = 8


@pytest.fixture
def articles(world: World, tmp_path: Path) -> list[Path]:
    site = world.site("127.0.0.9", lambda request: Response(body=f"<title>Page {request.path[1:]}</title>"))
    paths = []
    for run in range(RUNS):
        pages = [*(f"/common{page}" for page in range(PAGES)), *(f"/own{run}.{page}" for page in range(PAGES))]
        entries = [f"{number}. Somebody, S. Page {path[1:]}. {site.url(path)}" for number, path in enumerate(pages, 1)]
        cited = " ".join(f"It is said<sup>{number}</sup>." for number in range(1, len(entries) + 1))
        paths.append(tmp_path / f"article{run}.md")
        paths[-1].write_text(f"{cited}\n\n## Sources\n\n" + "\n".join(entries) + "\n", encoding="utf-8")
    return paths


def started(environment: dict[str, str], *paths: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "crackcite", "check", *map(str, paths), "--format", "json", "--output", os.devnull],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_runs_at_the_same_time_share_their_answers(world, articles) -> None:
    environment = world.environment(per_host=8)
    at_once = [started(environment, path) for path in articles]
    assert [(run.communicate()[1], run.returncode) for run in at_once] == [("", 0)] * RUNS
    assert cache_info(world.settings()).answers == {"page": PAGES * (RUNS + 1)}
    asked = world.requests()
    again = started(environment, *articles)
    assert (again.communicate()[1], again.returncode) == ("", 0)
    assert world.requests() == asked
