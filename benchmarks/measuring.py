"""What the timed benchmarks share: environments of their own, processes measured in turn, medians, the machine's load.

On a machine that does other work a figure alone says little. So whatever is compared runs alternately, round after
round, and what is printed is medians and ratios; CPU seconds suffer less from others than wall seconds do.
"""

from __future__ import annotations

import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]

#: Where environments are kept for the next time.
FOLDER = Path(tempfile.gettempdir()) / "crackcite-benchmarks"


@dataclass(frozen=True)
class Spent:
    """What a process took: seconds of the clock and of the processors (its children's included), megabytes at its peak.

    ``code`` is None where it was stopped at the time limit.
    """

    wall: float
    cpu: float
    peak: float
    code: int | None = 0
    out: str = ""


def clean(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment for what is measured: bytecode is kept, as it is where people install, and no path is added."""
    without = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONUNBUFFERED", "PYTHONPYCACHEPREFIX")
    kept = {
        name: value for name, value in os.environ.items() if name not in without and not name.startswith("CRACKCITE_")
    }
    return kept | dict(extra or {})


def run(
    command: Sequence[object], *, cwd: Path | None = None, env: Mapping[str, str] | None = None, limit: float = 600
) -> Spent:
    """Run a command to its end, or stop it after ``limit`` seconds."""
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command], cwd=cwd, env=clean(env), stdout=out, stderr=subprocess.DEVNULL
        )
        ended = threading.Event()
        over = threading.Timer(limit, lambda: ended.is_set() or os.kill(process.pid, signal.SIGKILL))
        over.daemon = True
        over.start()
        _, status, used = os.wait4(process.pid, 0)
        ended.set()
        over.cancel()
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode("utf-8", "replace")
    megabyte = 1024 if sys.platform != "darwin" else 1024**2
    code = None if process.returncode == -signal.SIGKILL else process.returncode
    return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / megabyte, code, said)


def python(name: str, *packages: str, folder: Path = FOLDER) -> Path:
    """The folder of an environment of its own with these packages from the index; made once."""
    home = folder / name
    if not (home / "installed").exists():
        home.mkdir(parents=True, exist_ok=True)
        venv.create(home, with_pip=True, clear=True)
        if packages:
            _pip(home, *packages)
        (home / "installed").touch()
    return home


def _pip(home: Path, *arguments: str) -> None:
    command = [home / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", *arguments]
    subprocess.run([str(part) for part in command], check=True, env=clean())


def crackcite(folder: Path = FOLDER, project: Path = ROOT, name: str = "crackcite") -> Path:
    """The folder of an environment into which this project is installed as it stands now, compiled to bytecode."""
    home = python(name, folder=folder)
    _pip(home, "--upgrade", str(project))
    _pip(home, "--force-reinstall", "--no-deps", "--no-cache-dir", str(project))
    packages = next((home / "lib").glob("python*"))
    subprocess.run([home / "bin" / "python", "-m", "compileall", "-q", packages], check=False, env=clean())
    return home


def in_turn(runs: Mapping[str, Callable[[], Spent]], rounds: int) -> dict[str, list[Spent]]:
    """Everything once, then everything again: by name, what each run took."""
    taken: dict[str, list[Spent]] = {name: [] for name in runs}
    for number in range(rounds):
        order = list(runs.items())
        for name, one in order if number % 2 == 0 else reversed(order):
            taken[name].append(one())
    return taken


def median(taken: Sequence[Spent], what: str = "wall") -> float:
    """The median of one figure (``wall``, ``cpu``, ``peak``)."""
    return statistics.median(getattr(one, what) for one in taken)


def machine() -> str:
    """When and where: date, Python, processors, and the load of the last minute."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    today = datetime.now(UTC).date().isoformat()
    return f"{today}, Python {platform.python_version()}, {os.cpu_count()} cores, load {load}"
