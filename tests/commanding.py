"""The command line run in the tests' own process: quicker than a process of its own, and seen from within."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from crackcite.cli import run


class Ran(NamedTuple):
    """What a command line gave: its exit code, and what it wrote where."""

    code: int
    out: str
    err: str


def commanded(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *always: str) -> Callable[..., Ran]:
    """A function that runs ``crackcite`` with ``always`` and its arguments.

    Its keywords are environment variables, which hold for the rest of the test.
    """

    def ran(*arguments: str | Path, **environment: str) -> Ran:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["crackcite", *always, *map(str, arguments)])
        return Ran(run(), *capsys.readouterr())

    return ran
