"""A file replaced in one step: whoever looks finds the old content or the new, never a mixture."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from crackcite.errors import CrackciteError
from crackcite.model import say


class ReplacementError(CrackciteError):
    """A file is not replaced; the message says why."""


def replaced(path: str, old: bytes, new: bytes) -> None:
    """Replace the content ``old`` of the file at ``path`` by ``new``; its mode stays, and a symbolic link stays a link.

    A draft beside the file is written out to the disk, then takes its name. Raises :class:`ReplacementError` where the
    file no longer holds ``old`` (nor ``new`` already), where a link leads out of its folder and of the current one, or
    where the file may not be written.
    """
    target = _target(Path(path))
    draft = target.with_name(f".{target.name}.{os.getpid()}.crackcite")
    try:
        found = target.read_bytes()
        if found == new:
            return
        if found != old:
            raise ReplacementError(say("it was changed in the meantime: run crackcite fix again"))
        if not target.stat().st_mode & 0o222:
            raise ReplacementError(say("it is read-only: change its permissions first"))
        _write(draft, new, target.stat())
        draft.replace(target)
        _settle(target.parent)
    except OSError as error:
        raise ReplacementError(
            say("it cannot be written: {reason}", reason=(error.strerror or str(error)).lower())
        ) from None
    finally:
        draft.unlink(missing_ok=True)


def _target(path: Path) -> Path:
    """The file itself, where the path is a symbolic link."""
    target = path.resolve()
    inside = (path.parent.resolve(), Path.cwd())
    if path.is_symlink() and not any(target.is_relative_to(folder) for folder in inside):
        raise ReplacementError(
            say("it is a link to {target}, outside this folder: give that file itself", target=str(target))
        )
    return target


def _write(draft: Path, new: bytes, like: os.stat_result) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(new)
        stream.flush()
        os.fsync(stream.fileno())
    if os.name == "posix" and (like.st_uid, like.st_gid) != (draft.stat().st_uid, draft.stat().st_gid):
        with suppress(PermissionError):  # only the superuser gives files away
            os.chown(draft, like.st_uid, like.st_gid)
    draft.chmod(like.st_mode & 0o7777)


def _settle(folder: Path) -> None:
    """Have the disk keep the new name too; systems that cannot open a folder have no need of it."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
