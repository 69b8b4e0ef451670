"""A file that was fixed takes the place of the one that was read, if that is still the one that is there."""

from __future__ import annotations

from pathlib import Path

from crackcite import writing
from crackcite.errors import CrackciteError
from crackcite.model import say, words_of


class ReplacementError(CrackciteError):
    """A file is not replaced; the message says why."""


def replaced(path: str, old: bytes, new: bytes) -> None:
    """Replace the content ``old`` of the file at ``path`` by ``new``, as :func:`crackcite.writing.write` does.

    Raises :class:`ReplacementError` where the file no longer holds ``old`` (nor ``new`` already), where a link leads
    out of its folder and of the current one, or where the file may not be written.
    """
    try:
        found = writing.target(Path(path)).read_bytes()
        if found == new:
            return
        if found != old:
            raise ReplacementError(say("it was changed in the meantime: run crackcite fix again"))
        writing.write(Path(path), new)
    except OSError as error:
        raise ReplacementError(say("it cannot be written: {reason}", reason=writing.reason(error))) from None
    except writing.WritingError as error:
        raise ReplacementError(words_of(error)) from None
