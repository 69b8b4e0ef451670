"""The laws of the house: who may know whom. Each is read off the source, so that breaking one fails at once."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import crackcite

HOUSE = Path(crackcite.__file__).parent
MODULES = sorted(HOUSE.rglob("*.py"))
NETWORK = {"requests", "urllib3", "habanero", "httpx2", "socket", "ssl", "http", "ftplib", "asyncio"}


def room(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """The dotted names that a module imports, wherever in it the import stands."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{room(path)}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(path: Path) -> Iterator[str]:
    """The names of the functions and methods that a module calls."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr


SERVERS = {"wsgiref", "socketserver"}


def within(path: Path, *rooms: str) -> bool:
    return any(room(path) == one or room(path).startswith(f"{one}/") for one in rooms)


@pytest.mark.parametrize("path", MODULES, ids=room)
def test_only_the_lookups_import_a_network_library(path: Path) -> None:
    heads = {name.split(".")[0] for name in imported(path)} | {
        "http" for name in imported(path) if name.startswith("urllib.request")
    }
    assert within(path, "lookups") or not heads & NETWORK
    assert within(path, "serving") or not heads & SERVERS


@pytest.mark.parametrize("path", MODULES, ids=room)
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    spoken = {"print", "exit", "_exit"} & set(called(path))
    streams = {
        node.attr
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sys"
    } & {"stdout", "stderr"}
    if not within(path, "cli", "__main__.py"):
        assert not streams
        assert "exit" not in spoken
        assert "_exit" not in spoken
        assert not any(
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
            for node in ast.walk(tree(path))
        )


@pytest.mark.parametrize("path", MODULES, ids=room)
def test_only_the_edges_open_files(path: Path) -> None:
    opening = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir"} & set(called(path))
    edges = (
        "cli",
        "inputs.py",
        "settings/files.py",
        "lookups/cache.py",
        "fixes/files.py",
        "sift/keeping.py",
        "writing.py",
    )
    own_archives = (
        {"open"} if within(path, "readers", "fixes/docx") else set()
    )  # a member of an archive that is in memory
    assert within(path, *edges) or not opening - own_archives


@pytest.mark.parametrize("path", MODULES, ids=room)
def test_only_one_module_writes_files(path: Path) -> None:
    writing = {"write_text", "write_bytes", "fsync", "rename", "truncate", "mkstemp", "NamedTemporaryFile"}
    assert within(path, "writing.py") or not writing & set(called(path))


@pytest.mark.parametrize("path", [path for path in MODULES if within(path, "model")], ids=room)
def test_the_model_knows_the_standard_library_alone(path: Path) -> None:
    outside = {
        name
        for name in imported(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("crackcite.model")
    }
    assert not outside


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if within(path, "rules", "reports", "extract", "readers", "matching", "sift", "plan.py")],
    ids=room,
)
def test_judging_and_reporting_never_ask(path: Path) -> None:
    assert not [name for name in imported(path) if name.startswith("crackcite.lookups")]


@pytest.mark.parametrize("path", MODULES, ids=room)
def test_only_git_py_starts_another_program(path: Path) -> None:
    starting = {"subprocess", "multiprocessing", "pty"} & {name.split(".")[0] for name in imported(path)}
    starting |= {"system", "popen", "execv", "fork", "spawnv", "startfile"} & set(called(path))
    assert within(path, "git.py") or not starting
