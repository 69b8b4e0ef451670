"""``check --watch`` in a real process: the report again at every save, answers from before, a quiet end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from interrupting import listening
from test_main_job import INEQUALITY
from world import World

GOOD = (
    "Crime1 and trust.\n\nSources\n1. De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime "
    "and low trust? Sci. Rep. 11, 1937 (2021). doi:10.1038/s41598-020-80897-8.\n"
)

Watch = Callable[..., "Watched"]


class Watched:
    """A running ``crackcite check --watch``, and what it has written so far."""

    def __init__(self, arguments: list[str], environment: dict[str, str], out: Path, err: Path) -> None:
        self.out, self.err = out, err
        command = [sys.executable, "-m", "crackcite", "check", "--watch", *arguments]
        with out.open("wb") as stdout, err.open("wb") as stderr:
            self.process = subprocess.Popen(
                command, env={**os.environ, **environment}, stdout=stdout, stderr=stderr, preexec_fn=listening
            )

    def has_watched(self, times: int) -> str:
        """Wait until so many reports have been made; gives all of them."""
        for _ in range(200):
            if self.err.read_text(encoding="utf-8").count("watching") >= times:
                return self.out.read_text(encoding="utf-8")
            time.sleep(0.1)
        raise AssertionError(self.err.read_text(encoding="utf-8"))

    def ended(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    started: list[Watched] = []

    def start(*arguments: object, **environment: str) -> Watched:
        names = [tmp_path / f"{name}-{len(started)}" for name in ("out", "err")]
        started.append(Watched(list(map(str, arguments)), environment, *names))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()


@pytest.mark.parametrize("cache", ["1", "0"], ids=["the user's cache", "no cache"])
def test_a_save_brings_a_new_report_and_asks_only_what_is_new(
    world: World, tmp_path: Path, watch: Watch, cache: str
) -> None:
    world.add_work(INEQUALITY)
    path = tmp_path / "article.txt"
    path.write_text(GOOD, encoding="utf-8")
    running = watch(path, **world.environment(cache=cache))
    assert "1 of 1 source verified" in running.has_watched(1)
    asked = world.requests()
    path.write_text(GOOD.replace("trust.", "trust2."), encoding="utf-8")
    assert "The text cites source 2, but the list ends at 1" in running.has_watched(2)
    assert world.requests() == asked
    assert running.ended() == 0
    assert "Traceback" not in running.err.read_text(encoding="utf-8")


def test_an_editor_that_replaces_the_file_and_a_new_article_in_a_folder(tmp_path: Path, watch: Watch) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    path = folder / "one.txt"
    path.write_text(GOOD, encoding="utf-8")
    running = watch("--offline", folder)
    running.has_watched(1)
    draft = folder / ".one.txt.swp"
    draft.write_text(GOOD.replace("Crime1", "Crime1,2"), encoding="utf-8")
    draft.replace(path)
    assert "cites source 2" in running.has_watched(2)
    (folder / "two.md").write_text("Trust[^3].\n", encoding="utf-8")
    assert "two.md" in running.has_watched(3)
    assert running.ended() == 0


def test_a_saved_file_of_settings_and_a_saved_baseline_bring_a_new_report(tmp_path: Path, watch: Watch) -> None:
    path, settings = tmp_path / "article.txt", tmp_path / "crackcite.toml"
    path.write_text(GOOD.replace("trust.", "trust2."), encoding="utf-8")
    settings.write_text("ignore = []\n", encoding="utf-8")
    running = watch("--offline", "--config", settings, path)
    assert "1 error" in running.has_watched(1)
    settings.write_text("ignoer = []\n", encoding="utf-8")
    running.has_watched(2)
    assert "ignoer is no setting; did you mean ignore?" in running.err.read_text(encoding="utf-8")
    settings.write_text('ignore = ["CC101"]\n', encoding="utf-8")
    assert "No error and no warning" in running.has_watched(3)
    (tmp_path / "crackcite-baseline.json").write_text("{", encoding="utf-8")
    running.has_watched(4)
    assert "it is not JSON" in running.err.read_text(encoding="utf-8")
    assert running.ended() == 0


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("-", "--watch needs files: - cannot be watched"),
        ("https://www.example.org/", "--watch needs files: https://www.example.org/ cannot be watched"),
        ("nowhere.txt", "nowhere.txt: there is no such file: check the path"),
    ],
)
def test_what_cannot_be_watched(tmp_path: Path, watch: Watch, path: str, said: str) -> None:
    running = watch("--offline", path)
    assert running.process.wait(timeout=20) == 2
    assert said in running.err.read_text(encoding="utf-8")
