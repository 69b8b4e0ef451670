"""Files made to harm, read in a process that may use only so much; and the same file killed while it is written.

    python benchmarks/hostile_files.py [-n 100000] [--seconds 120] [--megabytes 2000] [--kills 100] [NAME…]

Printed for each file: its size, the exit code, CPU seconds, peak memory and the last line on standard error. A file
that ends otherwise than with a report or a sentence makes the exit code 1, as does a damaged one after a kill.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from harmful import FILES, confined

from crackcite.recording import loads
from crackcite.sift.baseline import read as baseline_of

_ARTICLE = "Une phrase [1]. Une autre [3].\n\nSources\n1. Castel, R. Titre (1995). https://dx.doi.org/10.1000/182\n"
_AGAIN = """
import contextlib, io, sys
from pathlib import Path
from crackcite.cli import run
old = Path("article.txt").read_bytes()
sys.argv = ["crackcite", *sys.argv[1:]]
print("ready", flush=True)
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    while True:
        run()
        if "--write" in sys.argv:
            from crackcite.fixes.files import replaced
            replaced("article.txt", Path("article.txt").read_bytes(), old)
"""


def whole(path: Path, *contents: str) -> bool:
    """Whether a file holds one of these contents, to the last byte."""
    return path.read_text(encoding="utf-8") in contents


_FIXED = _ARTICLE.replace("https://dx.doi.org", "https://doi.org")
#: What is killed: the arguments, the file, and whether that can be read afterwards.
_KILLED: dict[str, tuple[tuple[str, ...], str, Callable[[Path], bool]]] = {
    "article": (("fix", "--offline", "--write", "article.txt"), "article.txt", lambda at: whole(at, _ARTICLE, _FIXED)),
    "baseline": (
        ("baseline", "--offline", "article.txt", "-o", "b.json"),
        "b.json",
        lambda at: bool(baseline_of(at.read_text(encoding="utf-8"), "b.json", ".")),
    ),
    "report": (("check", "--offline", "article.txt", "-f", "json", "-o", "r.json"), "r.json",
               lambda at: bool(json.loads(at.read_text(encoding="utf-8")))),
    "recording": (("check", "--offline", "article.txt", "--record", "c.json"), "c.json",
                  lambda at: bool(loads(at.read_text(encoding="utf-8"), "c.json"))),
}  # fmt: skip


def killed(name: str, times: int) -> int:
    """Kill a writer at random moments; how often its file was damaged."""
    arguments, target, is_whole = _KILLED[name]
    damaged, chance = 0, random.Random(name)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for _ in range(times):
            if not (folder / "article.txt").exists() or name == "article":
                (folder / "article.txt").write_text(_ARTICLE, encoding="utf-8")
            command = [sys.executable, "-c", _AGAIN, *arguments]
            with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
                running.stdout.readline()  # type: ignore[union-attr]
                time.sleep(chance.uniform(0.3, 0.6))
                running.send_signal(signal.SIGKILL)
            try:
                damaged += (folder / target).exists() and not is_whole(folder / target)
            except Exception:
                damaged += 1
    return damaged


def main() -> int:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--megabytes", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as place:
        for name, make in FILES.items():
            if given.names and not any(one in name for one in given.names):
                continue
            suffix, data = make(given.n)
            path = Path(place, f"a{suffix}")
            path.write_bytes(data)
            ran = confined("check", "--offline", path.name, folder=Path(place), seconds=given.seconds,
                           megabytes=given.megabytes)  # fmt: skip
            fine = ran.code in (0, 1, 2) and "Traceback" not in ran.err and "internal error" not in ran.err
            bad += not fine
            said = ran.err.strip().rpartition("\n")[2][-100:]
            print(
                f"{'  ' if fine else '! '}{name:32} {len(data) / 1e6:8.2f} MB  exit {ran.code:3} {ran.seconds:6.1f} s  "
                f"{ran.megabytes:5} MB  {said}",
                flush=True,
            )
            path.unlink()
    for name in _KILLED if given.kills else ():
        damaged = killed(name, given.kills)
        bad += damaged
        print(f"{'! ' if damaged else '  '}{name}: {given.kills} kills, {damaged} damaged", flush=True)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
