"""What each command loads: a command starts fast only as long as nothing heavy creeps in that it does not use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NETWORK = {"requests", "urllib3", "habanero", "httpx2", "ssl", "http.client"}
PARSERS = {"bs4", "markdown_it", "lxml", "html5lib"}
MATCHING = {f"crackcite.matching.{room}" for room in ("compare", "candidates", "signals", "titles")}
OFFLINE = {"pydantic", "sqlite3", "rapidfuzz", "hmac", "email", "crackcite.lookups", "crackcite.serving"}
OFFLINE |= NETWORK | PARSERS | MATCHING
SAMPLE = "sample_articles/crise-du-logement.txt"

CASES = [
    (["--version"], {"typer", "rich", "dataclasses", "crackcite.model"} | OFFLINE),
    (["check", "--offline", SAMPLE], {"rich.console"} | OFFLINE),
    (["check", "--offline", "--format", "json", SAMPLE], {"rich"} | OFFLINE),
    (["extract", SAMPLE], {"rich.console"} | OFFLINE),
    (["explain", "CC101"], {"crackcite.extract.article", "crackcite.readers.html"} | OFFLINE),
]


@pytest.mark.parametrize(("arguments", "unwanted"), CASES, ids=[" ".join(case[0][:4]) for case in CASES])
def test_nothing_heavy_is_loaded_that_is_not_used(arguments: list[str], unwanted: set[str]) -> None:
    # An empty CA variable keeps an interpreter that was told to load certificates at start from doing so.
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "crackcite", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={name: value for name, value in os.environ.items() if "CERT" not in name and "CA_BUNDLE" not in name},
    )
    loaded = {line.rsplit("|", 1)[1].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "crackcite" in loaded
    assert loaded & unwanted == set()
