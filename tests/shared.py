"""Where the material lies that is too large or not ours to keep here; tests that read it skip where it is absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("CRACKCITE_SHARED", Path(__file__).parents[2] / "shared"))


def shared(*names: str) -> Path:
    """The path of a shared file, or a skip with the reason."""
    path = FOLDER.joinpath(*names)
    if not path.exists():
        pytest.skip(f"{path} is not here; set CRACKCITE_SHARED to the folder that holds {'/'.join(names)}")
    return path
