"""How fast crackcite starts, as ratios to a Python that does nothing.

    python benchmarks/start.py [--rounds 15] [--imports] [--also FOLDER]

Installs the project into an environment of its own, as pip does it, with bytecode, and runs each command alternately.
``--imports`` prints the dearest modules of an offline check (``-X importtime``). ``--also`` names another copy of the
project (an older one) to run beside it.
"""

from __future__ import annotations

import argparse
import re
import subprocess
from functools import partial
from pathlib import Path

from measuring import FOLDER, ROOT, clean, crackcite, in_turn, machine, median, run

ARTICLE = ROOT / "sample_articles" / "crise-du-logement.txt"
COMMANDS: dict[str, list[object]] = {
    "--version": ["--version"],
    "--help": ["--help"],
    "check --help": ["check", "--help"],
    "explain CC101": ["explain", "CC101"],
    "check --offline": ["check", "--offline", ARTICLE],
    "check --offline -f json": ["check", "--offline", "-f", "json", ARTICLE],
}


def imports(home: Path) -> None:
    """Print what loading costs."""
    command = [home / "bin" / "python", "-X", "importtime", "-m", "crackcite", "check", "--offline", ARTICLE]
    told = subprocess.run(command, capture_output=True, text=True, env=clean(), check=False).stderr
    rows = [re.match(r"import time:\s+(\d+) \|\s+(\d+) \|(\s+)(\S+)", line) for line in told.splitlines()]
    found = [(int(row[1]), int(row[2]), row[4]) for row in rows if row]
    print(f"\n{len(found)} modules, {sum(row[0] for row in found) / 1000:.0f} ms (measuring makes them slower)")
    print("| module | itself, ms | with what it loads, ms |\n|---|--:|--:|")
    for own, whole, name in sorted(found, reverse=True)[:30]:
        print(f"| {name} | {own / 1000:.1f} | {whole / 1000:.1f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--imports", action="store_true")
    parser.add_argument("--also", type=Path)
    said = parser.parse_args()
    homes = {"": crackcite()}
    if said.also:
        homes["other: "] = crackcite(FOLDER, said.also.resolve(), "crackcite-other")
    bare = "python -c pass"
    runs = {bare: partial(run, [homes[""] / "bin" / "python", "-c", "pass"])}
    for which, home in homes.items():
        for name, arguments in COMMANDS.items():
            runs[f"{which}crackcite {name}"] = partial(run, [home / "bin" / "crackcite", *arguments])
    for one in runs.values():
        one()
    taken = in_turn(runs, said.rounds)
    print(machine())
    print("| command | wall | ratio | CPU | ratio | peak memory |\n|---|--:|--:|--:|--:|--:|")
    wall, cpu = median(taken[bare]), median(taken[bare], "cpu")
    for name, spent in taken.items():
        own = median(spent), median(spent, "cpu")
        print(
            f"| {name} | {own[0] * 1000:.0f} ms | {own[0] / wall:.1f} | {own[1] * 1000:.0f} ms | {own[1] / cpu:.1f} "
            f"| {median(spent, 'peak'):.0f} MB |"
        )
    if said.imports:
        imports(homes[""])


if __name__ == "__main__":
    main()
