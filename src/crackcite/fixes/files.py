"""A file replaced in one step: whoever looks finds the old content or the new, never a mixture."""

from __future__ import annotations

import os
from pathlib import Path

from crackcite.errors import CrackciteError
from crackcite.model import say


class ReplacementError(CrackciteError):
    """A file is not replaced; the message says why."""


def replaced(path: str, old: bytes, new: bytes, within: Path) -> None:
    """Replace the content ``old`` of the file at ``path`` by ``new``; its mode stays, and a symbolic link stays a link.

    A draft beside the file is written out to the disk, then takes its name. Raises :class:`ReplacementError` where the
    file no longer holds ``old``, where a link leads out of the folder ``within``, or where it cannot be written.
    """
    target = _target(Path(path), within)
    draft = target.with_name(f".{target.name}.{os.getpid()}.crackcite")
    try:
        if target.read_bytes() != old:
            raise ReplacementError(say("it was changed in the meantime: run crackcite fix again"))
        _write(draft, new, target.stat().st_mode & 0o7777)
        draft.replace(target)
        _settle(target.parent)
    except OSError as error:
        raise ReplacementError(
            say("it cannot be written: {reason}", reason=(error.strerror or str(error)).lower())
        ) from None
    finally:
        draft.unlink(missing_ok=True)


def _target(path: Path, within: Path) -> Path:
    """The file itself, where the path is a symbolic link."""
    target = path.resolve()
    if path.is_symlink() and not target.is_relative_to(within.resolve()):
        raise ReplacementError(
            say("it is a link to {target}, outside this folder: give that file itself", target=str(target))
        )
    return target


def _write(draft: Path, new: bytes, mode: int) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(new)
        stream.flush()
        os.fsync(stream.fileno())
    draft.chmod(mode)


def _settle(folder: Path) -> None:
    """Have the disk keep the new name too; systems that cannot open a folder have no need of it."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
