"""What crackcite writes is whole or not written at all, whichever command writes it."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from test_cli import BAD, Ran, crackcite  # noqa: F401 - the fixture

from crackcite import writing
from crackcite.recording import loads
from crackcite.sift.baseline import read as read_baseline

ARTICLE = BAD.replace("doi:10.1038", "https://dx.doi.org/10.1038")
KEPT = "what was there before\n"


@contextmanager
def disk(room: int) -> Iterator[None]:
    """A disk on which a file of more than ``room`` bytes has no place."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


#: Everything that writes: the command, and the file that it writes.
WRITERS = {
    "fix": (("fix", "--offline", "--write", "article.txt"), "article.txt"),
    "renumber": (("fix", "--renumber", "--write", "other.txt"), "other.txt"),
    "baseline": (("baseline", "--offline", "article.txt", "--output", "kept.json"), "kept.json"),
    "report": (("check", "--offline", "article.txt", "-f", "html", "-o", "kept.html"), "kept.html"),
    "second report": (("check", "--offline", "article.txt", "-f", "json", "-f", "junit", "-o", "k.xml"), "k.xml"),
    "extract": (("extract", "article.txt", "-o", "kept.txt"), "kept.txt"),
    "export": (("export", "--offline", "article.txt", "-o", "kept.bib"), "kept.bib"),
    "recording": (("check", "--offline", "article.txt", "--record", "kept.json"), "kept.json"),
}  # fmt: skip
_BASELINE = '{"crackcite-baseline": 1, "findings": []}\n'


@pytest.fixture
def write(crackcite: Callable[..., Ran], article: Path, tmp_path: Path) -> Callable[[str], tuple[Ran, Path, str]]:  # noqa: F811
    """Run one of WRITERS over what stood in its file before; gives what it said, the file, and that former content."""
    reordered = ARTICLE.replace("soin1", "soin2").replace("défiance2,3", "défiance1")
    (tmp_path / "other.txt").write_text(reordered, encoding="utf-8")
    before = {"article.txt": ARTICLE, "other.txt": reordered}

    def run(name: str) -> tuple[Ran, Path, str]:
        arguments, target = WRITERS[name]
        return crackcite(*arguments), tmp_path / target, before.get(target, "")

    return run


def drafts(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if file.name.startswith(".")]


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_written_keeps_the_mode_of_the_file_and_leaves_no_draft(write, tmp_path: Path, name: str) -> None:
    file = tmp_path / WRITERS[name][1]
    if name == "baseline":
        write(name)
    file.touch()
    file.chmod(0o640)
    ran, _, before = write(name)
    assert ran.code in (0, 1), ran.err
    assert file.read_text(encoding="utf-8") != before
    assert file.stat().st_mode & 0o777 == 0o640
    assert drafts(tmp_path) == []


@pytest.mark.parametrize("name", WRITERS)
def test_on_a_full_disk_the_file_stays_and_one_line_says_so(write, tmp_path: Path, name: str) -> None:
    target = tmp_path / WRITERS[name][1]
    if not target.exists() and name != "baseline":
        target.write_text(KEPT, encoding="utf-8")
    before = target.read_bytes() if target.exists() else None
    with disk(40):
        ran, _, _ = write(name)
    assert ran.code == 2
    assert "cannot be written: file too large" in ran.err
    assert [line for line in ran.err.splitlines() if "cannot be written" in line] == ran.err.splitlines()[-1:]
    assert (target.read_bytes() if target.exists() else None) == before
    assert drafts(tmp_path) == []


@pytest.mark.parametrize("name", WRITERS)
def test_a_link_that_leads_out_of_the_folder_is_not_followed(
    write, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    target, outside = tmp_path / WRITERS[name][1], tmp_path_factory.mktemp("outside") / "precious"
    content = target.read_bytes() if target.exists() else _BASELINE.encode() if name == "baseline" else KEPT.encode()
    if name == "baseline":
        write(name)
        content = target.read_bytes()
        target.unlink()
    target.unlink(missing_ok=True)
    outside.write_bytes(content)
    target.symlink_to(outside)
    if name == "baseline":
        (tmp_path / "article.txt").write_text(ARTICLE + "4. Nobody.\n", encoding="utf-8")
    ran, _, _ = write(name)
    assert ran.code == 2
    assert "outside this folder: give that file itself" in ran.err
    assert outside.read_bytes() == content
    assert drafts(tmp_path) == []


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_that_is_read_only_stays(write, tmp_path: Path, name: str) -> None:
    target = tmp_path / WRITERS[name][1]
    if name == "baseline":
        write(name)
    target.touch()
    target.chmod(0o444)
    before = target.read_bytes()
    if name == "baseline":
        (tmp_path / "article.txt").write_text(ARTICLE + "4. Nobody.\n", encoding="utf-8")
    ran, _, _ = write(name)
    assert ran.code == 2
    assert "it is read-only: change its permissions first" in ran.err
    assert target.read_bytes() == before


_UNPRIVILEGED = 65_534  # “nobody”

_AS_NOBODY = """
import os, sys
from crackcite import writing
from pathlib import Path
if os.geteuid() == 0:
    os.setgid({nobody}); os.setuid({nobody})
try:
    writing.write(Path("article.txt"), b"new")
except OSError as error:
    print(writing.reason(error))
"""


def test_in_a_folder_that_is_read_only_the_file_stays(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "article.txt").write_text(KEPT, encoding="utf-8")
    (folder / "article.txt").chmod(0o666)
    folder.chmod(0o555)
    try:
        ran = subprocess.run(
            [sys.executable, "-c", _AS_NOBODY.format(nobody=_UNPRIVILEGED)],
            cwd=folder, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert ran.stdout == "permission denied\n"
        assert (folder / "article.txt").read_text(encoding="utf-8") == KEPT
    finally:
        folder.chmod(0o755)


def test_a_new_file_gets_the_mode_that_new_files_get_here(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        writing.write(tmp_path / "new", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640


def test_a_name_as_long_as_names_can_be(tmp_path: Path) -> None:
    name = tmp_path / ("a" * 251 + ".txt")
    writing.write(name, b"old")
    writing.write(name, b"new")
    assert name.read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == [name.name]


def test_a_device_is_written_into_and_stays_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        writing.write(Path("/dev/full"), b"x" * 100_000)
    writing.write(Path("/dev/null"), b"x")
    assert Path("/dev/null").is_char_device()


def test_a_link_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises((writing.WritingError, OSError)):
        writing.write(tmp_path / "a", b"x")


def test_a_link_to_a_name_in_the_same_folder_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    writing.write(tmp_path / "a", b"x")
    assert (tmp_path / "a").is_symlink()
    assert (tmp_path / "b").read_bytes() == b"x"


# Killed


_COMMANDS = {
    "baseline": (["baseline", "--offline", "article.txt", "-o", "kept.json"], "kept.json"),
    "recording": (["check", "--offline", "article.txt", "--record", "kept.json"], "kept.json"),
    "report": (["check", "--offline", "article.txt", "-f", "json", "-o", "kept.json"], "kept.json"),
}
_READ: dict[str, Callable[[str], object]] = {
    "baseline": lambda text: read_baseline(text, "kept.json", "."),
    "recording": lambda text: loads(text, "kept.json"),
    "report": json.loads,
}

_AGAIN_AND_AGAIN = """
import contextlib, io, sys
from crackcite.cli import run
sys.argv = ["crackcite", *sys.argv[1:]]
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    run()
sys.__stdout__.write("ready\\n"); sys.__stdout__.flush()
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    while True:
        run()
"""


@pytest.mark.parametrize("name", _COMMANDS)
def test_killed_at_any_moment_it_leaves_a_file_that_can_be_read(article: Path, tmp_path: Path, name: str) -> None:
    arguments, target = _COMMANDS[name]
    chance = random.Random(name)
    for _ in range(2):
        command = [sys.executable, "-c", _AGAIN_AND_AGAIN, *arguments]
        with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
            assert running.stdout is not None
            assert running.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0.001, 0.1))
            running.send_signal(signal.SIGKILL)
        assert _READ[name]((tmp_path / target).read_text(encoding="utf-8")) is not None


_ASKING = """
import sys
from crackcite.lookups.cache import Cache
from crackcite.model import Answer, Outcome, Page, Question, QuestionKind
from crackcite.settings import Settings
number = 0
while True:
    cache = Cache(Settings(cache_dir=sys.argv[1]))
    for number in range(number, number + 100):
        url = f"https://www.example.org/{number}"
        cache.put(Answer(Question(QuestionKind.PAGE, url), Outcome.FOUND, page=Page(url, 200)), "web")
    cache.close()
    print("kept", flush=True)
"""


def test_killed_at_any_moment_the_cache_can_be_read_and_written(tmp_path: Path) -> None:
    chance = random.Random(3)
    for _ in range(3):
        command = [sys.executable, "-c", _ASKING, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
            assert running.stdout is not None
            assert running.stdout.readline() == b"kept\n"
            time.sleep(chance.uniform(0.001, 0.1))
            running.send_signal(signal.SIGKILL)
        with sqlite3.connect(tmp_path / "answers.sqlite3") as kept:
            assert kept.execute("pragma integrity_check").fetchall() == [("ok",)]
            assert kept.execute("select count(*) from answers").fetchone()[0] >= 100
        kept.close()
