"""ZIP packages (DOCX, ODT, EPUB), opened with care: no more is unpacked than an article can need."""

from __future__ import annotations

import io
import zipfile
import zlib

from crackcite.model import say
from crackcite.readers.problems import UnreadableError

_LARGEST_PART = 100_000_000
_LARGEST_SUM = 250_000_000
_HIGHEST_RATIO = 400  # Deflate reaches about 1030; the most repetitive real document parts, about 100
_RATIO_MATTERS = 5_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Package:
    """The parts of a package by name. ``called`` names the format in messages (``a Word document``)."""

    def __init__(self, data: bytes, called: str) -> None:
        self._called = called
        self._sum = 0
        _refuse_others(data, called)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names = frozenset(self._zip.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, IndexError, UnicodeError):
            raise UnreadableError(
                say("The file is not {format} or is damaged: save it again as {format}.", format=called)
            ) from None

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """A part's bytes. Raises UnreadableError where it is missing, damaged, encrypted or absurdly large."""
        if name not in self._names:
            raise UnreadableError(
                say("The file is not {format}: its part “{part}” is missing.", format=self._called, part=name)
            )
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise UnreadableError(
                say("The file is protected with a password: save {format} without one.", format=self._called)
            )
        try:
            with self._zip.open(info) as part:
                content = part.read(_LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, RuntimeError):
            raise UnreadableError(
                say("The file is damaged (part “{part}”): save it again as {format}.", part=name, format=self._called)
            ) from None
        self._weigh(len(content), info.compress_size)
        return content

    def _weigh(self, size: int, packed: int) -> None:
        self._sum += size
        swollen = size > _RATIO_MATTERS and size > _HIGHEST_RATIO * max(packed, 1)
        if size > _LARGEST_PART or self._sum > _LARGEST_SUM or swollen:
            raise UnreadableError(
                say("The file unpacks to far more than an article holds: not read, in case it is a trap.")
            )


def _refuse_others(data: bytes, called: str) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableError(
                say("The file is protected with a password: save {format} without one.", format=called)
            )
        raise UnreadableError(
            say("The file is in the format of Word 97–2003 or the like: save it as {format}.", format=called)
        )
    if not data.startswith(b"PK"):
        raise UnreadableError(
            say(
                "The file is not {format} inside, whatever its name: save it as {format}, or name its format.",
                format=called,
            )
        )
