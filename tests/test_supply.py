"""What is installed with crackcite and what it brings: bounds, advisories, wheel, workflows, promises."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from action import PROJECT
from packaging.requirements import Requirement

from crackcite.languages import LANGUAGES

if not (PROJECT / "tools").is_dir():
    pytest.skip("these files are in the repository, not in the package", allow_module_level=True)


def tool(name: str) -> ModuleType:
    """A script of ``tools/``."""
    spec = importlib.util.spec_from_file_location(name, PROJECT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ---------------------------------------------------------------- bounds

PYPROJECT = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
_DECLARED = tomllib.loads(PYPROJECT)["project"]
#: What crackcite runs on; what the extra for PDFs needs is last.
WANTED = [Requirement(one) for one in (*_DECLARED["dependencies"], *_DECLARED["optional-dependencies"]["pdf"])]


def test_every_requirement_has_a_lower_bound() -> None:
    """CI runs the whole suite with exactly these versions."""
    pinned = list(tool("lowest").lowest(PYPROJECT))
    assert len(pinned) > 10
    assert all(re.fullmatch(r"[\w.-]+==\d[\d.]*", line) for line in pinned)


def test_a_requirement_without_a_bound_is_refused() -> None:
    with pytest.raises(ValueError, match="requests has no lower bound"):
        list(tool("lowest").lowest(re.sub(r'"requests[^"]*"', '"requests"', PYPROJECT)))


def test_what_is_installed_here_is_what_is_allowed() -> None:
    assert not [str(one) for one in WANTED[:-1] if metadata.version(one.name) not in one.specifier]


def test_nothing_is_imported_that_is_not_required() -> None:
    """What comes along with another package today may not tomorrow."""
    owners = metadata.packages_distributions()
    required = {_plain(one.name) for one in WANTED}
    required |= {one for one in _SPOKEN_THROUGH if one in map(_plain, _names("habanero"))}
    imported = {name for path in (PROJECT / "src").rglob("*.py") for name in _imported(path)}
    foreign = imported - set(sys.stdlib_module_names) - {"crackcite"}
    assert foreign
    assert not {name for name in foreign if not required & {_plain(owner) for owner in owners.get(name, ())}}


#: habanero lets its HTTP library's own errors through; both change together, below habanero's next major version.
_SPOKEN_THROUGH = ("httpx2",)


def _names(package: str) -> Iterator[str]:
    return (Requirement(line).name for line in metadata.requires(package) or ())


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


# ---------------------------------------------------------------- advisories

KNOWN = {"name": "requests", "version": "2.32.2", "vulns": [{"id": "CVE-2024-47081", "fix_versions": ["2.32.4"]}]}
CLEAN = {"name": "rich", "version": "14.0.0", "vulns": []}
UNKNOWN = {"name": "idna", "skip_reason": "Dependency not found on PyPI and could not be audited: idna (3.18)"}


@pytest.mark.parametrize(
    ("packages", "lines", "code"),
    [
        ([CLEAN], ["no known vulnerability in 1 packages"], 0),
        ([CLEAN, KNOWN], ["requests 2.32.2: CVE-2024-47081, mended in 2.32.4"], 1),
        ([UNKNOWN], ["skipped: nothing could be learned of idna"], 0),
        ([UNKNOWN, CLEAN], ["skipped: nothing could be learned of idna", "no known vulnerability in 1 packages"], 0),
        ([], ["skipped: nothing could be learned of any package"], 0),
    ],
)
def test_the_audit_is_never_green_by_silence(packages: list[object], lines: list[str], code: int) -> None:
    assert tool("audit").told(json.dumps({"dependencies": packages})) == (lines, code)


@pytest.mark.parametrize("answer", ["", "[]", "{}", "<html>", '{"dependencies": '])
def test_an_audit_that_could_not_ask_says_so(answer: str) -> None:
    [line], code = tool("audit").told(answer, "WARNING: x\nConnectionError: no route\n")
    assert line.startswith("skipped: pip-audit could not ask (ConnectionError: no route)")
    assert code == 0


# ---------------------------------------------------------------- the wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel as it is published, built here without a network."""
    pytest.importorskip("hatchling", reason="hatchling builds the wheel: pip install hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [file] = folder.glob("*.whl")
    return zipfile.ZipFile(file)


def test_the_wheel_holds_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    house = PROJECT / "src"
    files = (path.relative_to(house) for path in (house / "crackcite").rglob("*") if path.is_file())
    assert names == {path.as_posix() for path in files if not any(map(_LEFT_OUT.match, path.parts))}
    assert not [name for name in names if not name.startswith("crackcite/") or "test" in name]


_LEFT_OUT = re.compile(r"__pycache__|\.")


def test_the_wheel_holds_what_is_no_code(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert names >= {"crackcite/py.typed", "crackcite/reports/html/style.css"}
    spoken = (f"crackcite/languages/locale/{name}/LC_MESSAGES/crackcite.mo" for name in LANGUAGES if name != "en")
    assert names >= set(spoken)
    [told] = [name for name in names if name.endswith(".dist-info/METADATA")]
    assert "License-Expression: MIT" in wheel.read(told).decode()
    assert any(name.endswith("licenses/LICENSE") for name in names)


# ---------------------------------------------------------------- the workflows


@pytest.mark.parametrize("path", sorted((PROJECT / ".github/workflows").glob("*.yml")), ids=lambda path: path.name)
def test_workflows_may_do_little_and_use_only_what_is_pinned(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    flow = yaml.safe_load(text)
    assert flow["permissions"] == {"contents": "read"}
    assert not [name for name, job in flow["jobs"].items() if "permissions" in job or "secrets" in str(job)]
    uses = [line.strip().lstrip("- ") for line in text.splitlines() if line.strip().lstrip("- ").startswith("uses:")]
    foreign = [line for line in uses if line != "uses: ./"]
    assert foreign
    assert all(re.fullmatch(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line) for line in foreign)
    assert text.count("persist-credentials: false") == sum("actions/checkout@" in line for line in uses)
    assert "pull_request_target" not in text


# ---------------------------------------------------------------- the promises


def names_in(file: str) -> set[str]:
    """The tests in a file."""
    tree = ast.parse((PROJECT / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_promise_names_a_test_that_exists() -> None:
    text = (PROJECT / "SECURITY.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("|") and "`tests/" in line]
    assert len(rows) > 20
    named = re.findall(r"`(tests/test_\w+\.py)::(test_\w+)`", text)
    assert not [f"{file}::{name}" for file, name in named if name not in names_in(file)]
    assert all(re.search(r"`tests/test_\w+\.py::test_\w+`", row) for row in rows)
