"""Which of a run's paths git does not call unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crackcite import git
from crackcite.inputs import STDIN, articles_in, is_address
from crackcite.settings import Settings


def changed_since(paths: Sequence[str], revision: str, settings: Settings) -> list[str]:
    """What of the paths git does not call unchanged since a revision, each folder as the articles in it.

    Standard input and published pages stay: git knows nothing of them. So do files that it does not track, where they
    are named themselves. What the settings exclude in folders, and deleted ones, are
    left out. Raises :class:`crackcite.git.GitError`.
    """
    trees: dict[Path, Path] = {}
    told: dict[Path, git.Changes] = {}
    kept: list[str] = []
    for path in paths:
        if path == STDIN or is_address(path):
            kept.append(path)
            continue
        folder = next(one for one in (Path(path).absolute(), *Path(path).absolute().parents) if one.is_dir())
        if folder not in trees:
            trees[folder] = git.top(folder)
        tree = trees[folder]
        if tree not in told:
            told[tree] = git.changes(tree, revision)
        kept += _changed(path, told[tree], settings)
    return kept


def _changed(named: str, changes: git.Changes, settings: Settings) -> list[str]:
    path = Path(named)
    if path.is_dir():
        found = articles_in(path, settings)
        if not found:
            return [] if changes.is_deleted(path) else [named]
        return [str(file) for file in found if changes.has(file)]
    if path.exists():
        return [named] if changes.has(path) or not changes.is_tracked(path) else []
    return [] if changes.is_deleted(path) else [named]
