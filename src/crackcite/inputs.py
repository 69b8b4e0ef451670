"""Paths to articles: files, folders, published pages, standard input, and what cannot be read of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from crackcite import readers
from crackcite.extract import extract
from crackcite.model import Article, Unreadable
from crackcite.settings import Settings

STDIN = "-"

_SUFFIXES = frozenset(suffix for known in readers.FORMATS.values() for suffix in known.suffixes)


@dataclass
class Reading:
    """What became of the paths of a run."""

    articles: list[Article] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)


def read_all(paths: Sequence[str], settings: Settings, input_format: str | None = None) -> Reading:
    """Read and extract every path: a file, a folder (every article in it), ``-`` for standard input, or the address of
    a published page.

    What cannot be read is kept with the reason; the others are read all the same.
    """
    reading = Reading()
    seen: set[str] = set()
    for path in chain.from_iterable(_expanded(named, reading) for named in paths):
        if path in seen:
            continue
        seen.add(path)
        try:
            article = _read(path, settings, input_format)
        except OSError as error:
            reading.unreadable.append(Unreadable(path, _why(error)))
        except readers.UnreadableError as error:
            reading.unreadable.append(Unreadable(path, str(error)))
        else:
            reading.articles.append(article)
    return reading


def read(data: bytes, path: str = "article.txt", input_format: str | None = None, charset: str = "") -> Article:
    """Read one article from its bytes; ``path`` names it and, by its suffix, its format; ``charset`` is the encoding
    that a server named.

    Raises :class:`crackcite.readers.UnreadableError` with one sentence where that cannot be done.
    """
    return extract(readers.read(data, path, input_format, charset))


def _expanded(path: str, reading: Reading) -> Iterator[str]:
    """The files that a path names."""
    folder = Path(path)
    if path == STDIN or is_address(path) or not folder.is_dir():
        yield path
        return
    found = sorted(
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in _SUFFIXES
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )
    if not found:
        reason = f"A folder without articles: crackcite reads {', '.join(sorted(_SUFFIXES))}."
        reading.unreadable.append(Unreadable(path, reason))
    yield from map(str, found)


#: The media types that servers give to the formats that are read (IANA media types registry).
_MEDIA_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "application/epub+zip": "epub",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}


def is_address(path: str) -> bool:
    """Whether a path is the address of a published page."""
    return path.lower().startswith(("http://", "https://"))


def _read(path: str, settings: Settings, input_format: str | None) -> Article:
    if path == STDIN:
        if sys.stdin is None:
            raise readers.UnreadableError("Standard input is closed: give a file, or send the article through a pipe.")
        return read(sys.stdin.buffer.read(), path, input_format)
    if not is_address(path):
        return read(Path(path).read_bytes(), path, input_format)
    if settings.offline:
        raise readers.UnreadableError("A published page cannot be read offline: leave --offline out, or save the page.")
    from crackcite.lookups.published import UnpublishedError, published

    try:
        page = published(path, settings)
    except UnpublishedError as error:
        raise readers.UnreadableError(str(error)) from None
    return read(page.data, path, input_format or _MEDIA_TYPES.get(page.media_type), page.charset)


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "There is no such file: check the path."
    if isinstance(error, PermissionError):
        return "It may not be read: change the file's permissions, or ask its owner."
    return f"It cannot be read: {(error.strerror or str(error)).lower()}."
