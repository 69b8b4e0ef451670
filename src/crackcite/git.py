"""What git says has changed: the only module that asks it.

What counts is what a pull request shows: the difference between the commit where the work branched off (the merge base
of the revision and HEAD) and the files as they lie in the working tree now, committed or not, with the untracked files
that git does not ignore. A renamed file is a new one.
"""

from __future__ import annotations

import os
import subprocess
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from crackcite.errors import CrackciteError
from crackcite.model import say


class GitError(CrackciteError):
    """git cannot tell what has changed; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in one working tree: absolute paths, spelled as :func:`_spelled` does.

    ``changed`` has files, and folders that are repositories of their own; ``tracked`` all files that git knows.
    """

    changed: frozenset[str]
    deleted: frozenset[str]
    tracked: frozenset[str]

    def has(self, path: Path) -> bool:
        """Whether a file, or what it links to, changed or lies in a repository inside this one that did."""
        names = [Path(_spelled(path)), Path(_spelled(path.resolve()))]
        return any(str(one) in self.changed for name in names for one in (name, *name.parents))

    def is_deleted(self, path: Path) -> bool:
        """Whether the file, or everything in the folder, was deleted."""
        spelled = _spelled(path)
        return spelled in self.deleted or any(gone.startswith(spelled + os.sep) for gone in self.deleted)

    def is_tracked(self, path: Path) -> bool:
        """Whether git knows the file."""
        return _spelled(path) in self.tracked


def _spelled(path: Path) -> str:
    """An absolute path without links in its folders, in one Unicode form: file systems and git differ in theirs."""
    folder = os.path.realpath(path.parent)
    spelled = os.path.normpath(os.path.join(folder, path.name))  # noqa: PTH118 - a path of no meaning to the disk
    return unicodedata.normalize("NFC", os.path.normcase(spelled))


def top(folder: Path) -> Path:
    """The uppermost folder of the working tree that a folder lies in. Raises :class:`GitError`."""
    return Path(os.fsdecode(_asked(folder, "rev-parse", "--show-toplevel").rstrip(b"\n")))


def changes(tree: Path, revision: str) -> Changes:
    """What changed since a revision in the working tree whose uppermost folder is given. Raises :class:`GitError`."""
    if revision and not revision.strip("0"):
        # So GitHub's push event names what was before a new branch: nothing is known to be unchanged.
        return Changes(frozenset({_spelled(tree)}), frozenset(), frozenset())
    base = _base(tree, revision)
    told = _asked(tree, "diff", "--name-status", "--no-renames", "--no-ext-diff", "-z", base, "--").split(b"\0")
    status = dict(zip(_paths(tree, told[1::2]), told[::2], strict=False))
    untracked = _paths(tree, _asked(tree, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0"))
    tracked = _paths(tree, _asked(tree, "ls-files", "-z").split(b"\0"))
    gone = {path for path, letter in status.items() if letter == b"D"}
    changed = frozenset((status.keys() - gone) | set(untracked))
    return Changes(changed, frozenset(gone - changed), frozenset(tracked))


def _paths(tree: Path, names: Iterable[bytes]) -> list[str]:
    return [_spelled(tree / os.fsdecode(name)) for name in names if name]


def _base(tree: Path, revision: str) -> str:
    """The commit where the work branched off; the revision itself where the two have no history in common."""
    commit = _commit(tree, revision)
    if not commit:
        _refuse_shallow(tree, revision)
        raise GitError(
            say("--since {revision}: git knows no such commit; fetch it, or name one it knows", revision=revision)
        )
    shared = _said(tree, "merge-base", commit, "HEAD")
    if shared.returncode:
        _refuse_shallow(tree, revision)
        return commit
    return os.fsdecode(shared.stdout.strip())


def _commit(tree: Path, revision: str) -> str:
    if not revision or "\0" in revision:
        return ""
    told = _said(tree, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    return "" if told.returncode else os.fsdecode(told.stdout.strip())


def _refuse_shallow(tree: Path, revision: str) -> None:
    """Say that history is missing, where it is: in a clone of a few commits, as CI makes them."""
    if _said(tree, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        raise GitError(
            say(
                "--since {revision}: this clone holds only the newest commits; fetch all of them (git fetch "
                "--unshallow; fetch-depth: 0 for actions/checkout; GIT_DEPTH: 0 in GitLab)",
                revision=revision,
            )
        )


def _asked(folder: Path, *arguments: str) -> bytes:
    """Git's answer. Raises :class:`GitError` with git's own words where it has none."""
    done = _said(folder, *arguments)
    if done.returncode:
        words = os.fsdecode(done.stderr).strip() or f"git {arguments[0]} failed"
        raise GitError(say("--since asks git about {folder}, and it says: {words}", folder=folder, words=words))
    return done.stdout


#: What git tells the hooks that it runs, in paths that are right in one folder only (githooks(5)).
_OF_HOOKS = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})


def _said(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]
    own = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    environment = {**own, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(  # noqa: S603 - no shell, and no argument of the user's begins with a dash
            command, check=False, capture_output=True, stdin=subprocess.DEVNULL, env=environment
        )
    except FileNotFoundError:
        raise GitError(say("--since asks git what has changed, and git is not installed")) from None
