"""``crackcite fix --renumber`` as its users meet it: what is shown, what is written, what is refused, exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from commanding import Ran, commanded

BEFORE = """La rue est longue [2]. Le lit est court [1].

Sources
[1] Castel, R. Les métamorphoses de la question sociale. (Fayard, Paris, 1995).
[2] Wacquant, L. Les prisons de la misère. (Raisons d’agir, 1999).
"""
AFTER = """La rue est longue [1]. Le lit est court [2].

Sources
[1] Wacquant, L. Les prisons de la misère. (Raisons d’agir, 1999).
[2] Castel, R. Les métamorphoses de la question sociale. (Fayard, Paris, 1995).
"""


@pytest.fixture
def renumber(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Ran]:
    """Run ``crackcite fix --renumber`` in a folder that holds ``article.txt`` alone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CRACKCITE_LANG", "en")
    (tmp_path / "article.txt").write_text(BEFORE, encoding="utf-8")
    return commanded(monkeypatch, capsys, "fix", "--renumber")


def test_the_change_is_shown_as_a_diff_and_nothing_is_written(renumber: Callable[..., Ran], tmp_path: Path) -> None:
    shown = renumber("article.txt")
    assert shown.code == 1
    assert "-La rue est longue [2]. Le lit est court [1].\n+La rue est longue [1]. Le lit est court [2].\n" in shown.out
    assert "2 markers and 2 sources renumbered; crackcite fix --renumber --write writes this" in shown.err
    assert (tmp_path / "article.txt").read_text(encoding="utf-8") == BEFORE


def test_it_is_written_when_asked_and_then_there_is_nothing_to_do(renumber: Callable[..., Ran], tmp_path: Path) -> None:
    assert renumber("article.txt", "--write") == (0, "article.txt: 2 markers and 2 sources renumbered\n", "")
    assert (tmp_path / "article.txt").read_text(encoding="utf-8") == AFTER
    again = renumber("article.txt", "--write")
    assert (again.code, again.out) == (0, "")
    assert "in the order of their first citation" in again.err


def test_footnotes_with_names_are_put_in_order_and_that_is_said(renumber: Callable[..., Ran], tmp_path: Path) -> None:
    text = "# Rue\n\nUne rue[^b]. Un lit[^a].\n\n[^a]: Dupont. Le lit, 2001.\n[^b]: Durand. La rue, 2002.\n"
    (tmp_path / "article.md").write_text(text, encoding="utf-8")
    said = "article.md: sources put in the order of their first citation\n"
    assert renumber("article.md", "--write") == (0, said, "")


def test_what_is_refused_is_left_as_it_is(renumber: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(BEFORE.replace("court [1]", "court [1,7]"), encoding="utf-8")
    refused = renumber("article.txt", "--write")
    assert (refused.code, refused.out) == (1, "")
    assert "article.txt: not renumbered: the text cites 7" in refused.err
    assert "[1,7]" in (tmp_path / "article.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("more", "said"), [(["--rule", "CC205"], "by itself"), (["--archived"], "by itself")])
def test_it_is_run_by_itself(renumber: Callable[..., Ran], more: list[str], said: str) -> None:
    ran = renumber("article.txt", *more)
    assert ran.code == 2
    assert said in ran.err


def test_standard_input_goes_to_standard_output(renumber: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(BEFORE.encode())))
    ran = renumber("-")
    assert (ran.code, ran.out) == (0, AFTER)


def test_a_file_that_cannot_be_read_is_an_error(renumber: Callable[..., Ran]) -> None:
    assert renumber("absent.txt").code == 2
