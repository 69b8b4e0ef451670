"""The lowest versions that pyproject.toml allows of what crackcite runs on, as constraints for pip.

    python tools/lowest.py > lowest.txt
    python -m pip install --constraint lowest.txt --editable ".[test]"
    python -m pytest

What the tests themselves need stays at its newest: nobody who installs crackcite has it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"

_BOUND = re.compile(r"(?P<name>[\w.-]+)>=(?P<version>[\d.]+)(,|;|$)")


def lowest(text: str) -> Iterator[str]:
    """A line ``name==version`` for each requirement of a ``pyproject.toml``, but for those of its tests.

    Raises ``ValueError`` for a requirement that names no lower bound first.
    """
    project = tomllib.loads(text)["project"]
    for wanted in (*project["dependencies"], *project["optional-dependencies"]["pdf"]):
        bound = _BOUND.match(wanted)
        if not bound:
            raise ValueError(f"{wanted} has no lower bound")
        yield f"{bound['name']}=={bound['version']}"


def main() -> None:
    """Print the constraints."""
    print(*lowest(PYPROJECT.read_text(encoding="utf-8")), sep="\n")


if __name__ == "__main__":
    main()
