"""An article out of a form: pasted into it, or dropped as a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from crackcite.errors import CrackciteError
from crackcite.model import say
from crackcite.serving.requests import LARGEST

_PASTED = {"markdown": "article.md", "html": "article.html"}
_HARMLESS = re.compile(r"[^\w .,()'’&+-]")


class UploadError(CrackciteError):
    """A form that holds no article; the message says what to do."""


def uploaded(environ: Mapping[str, Any]) -> tuple[str, bytes, str | None]:
    """The article's name, its bytes, and its format where the name does not tell.

    Raises :class:`UploadError` where the form holds none, or one that is too large.
    """
    from multipart import MultipartError, parse_form_data

    try:
        fields, files = parse_form_data(
            environ, strict=True, memory_limit=LARGEST, spool_limit=LARGEST, disk_limit=0, part_limit=8
        )
    except MultipartError:
        raise UploadError(say("What the browser sent could not be read: send it again.")) from None
    file = files.get("file")
    if file is not None and file.filename:
        return named(file.filename), file.file.read(), None
    text = fields.get("text") or ""
    if not text.strip():
        raise UploadError(say("There is nothing to check: paste a text, or choose a file."))
    kind = fields.get("kind") or "text"
    return _PASTED.get(kind, "article.txt"), text.replace("\r\n", "\n").encode("utf-8"), None


def named(filename: str) -> str:
    """A file's name without folders and without what a file system or a header would obey."""
    last = re.split(r"[/\\]", filename)[-1]
    return _HARMLESS.sub("_", last).strip(" .")[-120:] or "article.txt"
