"""``check --open``: a page in a file, shown by the browser that the user has, or said where it is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Ran = Callable[..., tuple[subprocess.CompletedProcess[str], list[str]]]

ARTICLE = (
    "Un toit d’abord\n\nLe logement précède le soin1,3.\n\nSources\n1. Castel, R. Les métamorphoses. (Fayard, 1995).\n"
)


@pytest.fixture
def ran(tmp_path: Path) -> Ran:
    """Run ``crackcite check --open`` in an empty folder, with a browser that notes what it is given, or with none."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {seen}\n')
    browser.chmod(0o755)

    def run(*arguments: str, with_browser: bool = True) -> tuple[subprocess.CompletedProcess[str], list[str]]:
        hidden = {"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"}
        environment = {name: value for name, value in os.environ.items() if name not in hidden}
        environment["TMPDIR"] = str(tmp_path)
        if with_browser:
            environment["BROWSER"] = f"{browser} %s"
        else:
            environment["PATH"] = str(tmp_path / "empty")
        done = subprocess.run(
            [sys.executable, "-m", "crackcite", "check", "--offline", "--open", *arguments, "article.txt"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done, seen.read_text().split() if seen.exists() else []

    return run


def page_of(address: str) -> str:
    return Path(address.removeprefix("file://")).read_text(encoding="utf-8")


def test_the_page_is_opened_and_the_summary_printed(ran: Ran) -> None:
    done, [address] = ran()
    assert done.returncode == 1
    assert "The text cites source 3" in page_of(address)
    assert "1 error" in done.stdout
    assert "CC101" not in done.stdout
    assert address.removeprefix("file://") in done.stderr


@pytest.mark.parametrize("arguments", [("-o", "page.html"), ("-f", "html", "-o", "page.html")])
def test_the_page_is_kept_where_output_says(ran: Ran, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    _, [address] = ran(*arguments)
    assert address == (tmp_path / "page.html").as_uri()


def test_other_reports_are_made_as_ever(ran: Ran) -> None:
    done, [address] = ran("-f", "concise")
    assert "CC101" in done.stdout
    assert page_of(address).startswith("<!DOCTYPE html>")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system always has a browser to offer")
def test_without_a_browser_it_is_said_where_the_page_is(ran: Ran) -> None:
    done, opened = ran(with_browser=False)
    assert opened == []
    assert done.returncode == 1
    [line] = [line for line in done.stderr.splitlines() if "no browser could be opened" in line]
    assert page_of(line.rsplit(" ", 1)[-1]).startswith("<!DOCTYPE html>")
