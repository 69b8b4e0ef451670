"""The one way in which files are written: in one step, so that whoever looks finds the old content or the new.

A draft beside the file is written out to the disk, then takes the file's name; POSIX has ``rename`` do that at once,
whatever happens to the process. Where anything fails, the file is as it was, and the draft is gone.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from crackcite.causes import cause
from crackcite.errors import CrackciteError
from crackcite.model import say, words_of

#: Where systems keep what only looks like a file: it is written into, and what it leads to is the system's affair.
_DEVICES = (Path("/dev"), Path("/proc"))


class WritingError(CrackciteError):
    """A file is not written, and is as it was; the message is a clause that says why and what to do."""


def write(path: Path, data: bytes) -> None:
    """Make ``data`` the content of the file at ``path``, new or not; its mode and owner stay, and a link stays a link.

    A device or a pipe is written into. Raises :class:`WritingError` where :func:`target` does or the file is read-only,
    and ``OSError`` where the system refuses (no space, no permission …).
    """
    file = target(path)
    if _is_device(path):
        file.write_bytes(data)
        return
    like = file.stat() if file.exists() else None
    if like and not like.st_mode & 0o222:
        raise WritingError(say("it is read-only: change its permissions first"))
    _replace(file, data, like)


def reason(error: Exception) -> str:
    """Why a file was not written, by the exception that :func:`write` raised: a clause for the end of a sentence."""
    return cause(error) if isinstance(error, OSError) else words_of(error)


def target(path: Path) -> Path:
    """The file itself, where the path is a symbolic link.

    Raises :class:`WritingError` where the link leads out of its folder and of the current one: articles come from
    strangers, and a link among them could name any file of this machine.
    """
    if _is_device(path):
        return path
    try:
        file = path.resolve()
        inside = (path.parent.resolve(), Path.cwd())
        is_link = path.is_symlink()
    except (OSError, RuntimeError):  # links that lead in a circle
        raise WritingError(say("it is a link that leads nowhere")) from None
    if is_link and not any(file.is_relative_to(folder) for folder in inside):
        raise WritingError(
            say("it is a link to {target}, outside this folder: give that file itself", target=str(file))
        )
    return file


def _is_device(path: Path) -> bool:
    if any(path.absolute().is_relative_to(folder) for folder in _DEVICES):
        return True
    return path.exists() and not path.is_file() and not path.is_dir()


def _replace(file: Path, data: bytes, like: os.stat_result | None) -> None:
    # The name has nothing of the file's own, which may be as long as a name can be.
    import secrets  # with OpenSSL behind it: only where a file is written

    draft = file.with_name(f".crackcite-{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        _write_out(draft, data, like)
        draft.replace(file)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    _settle(file.parent)


def _write_out(draft: Path, data: bytes, like: os.stat_result | None) -> None:
    """Write a new file and have the disk keep it; nobody but its owner may read it before it has the mode of ``like``.

    Without ``like``, the mode is the one that new files get here.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(draft, flags, 0o600 if like else 0o666)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if like is None:
        return
    if os.name == "posix" and (like.st_uid, like.st_gid) != (draft.stat().st_uid, draft.stat().st_gid):
        with suppress(PermissionError):  # only the superuser gives files away
            os.chown(draft, like.st_uid, like.st_gid)
    draft.chmod(like.st_mode & 0o7777)


def _settle(folder: Path) -> None:
    """Have the disk keep the new name too; systems that cannot open a folder have no need of it."""
    if os.name != "posix":
        return
    with suppress(OSError):  # the file is written, and some file systems have nothing to settle
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
