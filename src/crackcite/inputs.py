"""Paths to articles: files, folders, published pages, standard input, and what cannot be read of them."""

from __future__ import annotations

import hashlib
import os
import select
import sys
import time
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from crackcite import globs, readers
from crackcite.causes import cause
from crackcite.extract import extract
from crackcite.model import Article, Unreadable, say, words_of
from crackcite.recording import RecordedPage, Recording, page_of
from crackcite.redaction import without_credentials
from crackcite.settings import Settings

STDIN = "-"

#: Bytes of a file. Word and PDF files with photographs may be large; what is read of any file has limits of its own
#: (:mod:`crackcite.readers.problems`).
LARGEST = 250_000_000

#: Seconds to wait until somebody writes into a named pipe.
_PATIENCE = 5.0

_SUFFIXES = frozenset(suffix for known in readers.FORMATS.values() for suffix in known.suffixes)


@dataclass
class Reading:
    """What became of the paths of a run: ``files`` has the SHA-256 of each file's bytes, ``pages`` what was fetched,
    ``excluded`` the paths that were named and hold nothing but what the settings leave out.
    """

    articles: list[Article] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    pages: list[RecordedPage] = field(default_factory=list)


def read_all(
    paths: Sequence[str],
    settings: Settings,
    input_format: str | None = None,
    recording: Recording | None = None,
    kept: MutableMapping[str, bytes] | None = None,
) -> Reading:
    """Read and extract every path: a file, a folder (every article in it), ``-`` for standard input, or the address of
    a published page, which is taken from the ``recording`` where there is one.

    Bytes that ``kept`` has for a path are read in place of the file; what is read of files is put there.
    What cannot be read is kept with the reason; the others are read all the same.
    """
    reading = Reading()
    seen: set[str] = set()
    for path in chain.from_iterable(_expanded(named, reading, settings) for named in paths):
        if path in seen:
            continue
        seen.add(path)
        try:
            article = _read(path, settings, input_format, reading, recording, kept)
        except OSError as error:
            reading.unreadable.append(Unreadable(path, _why(error)))
        except readers.UnreadableError as error:
            reading.unreadable.append(Unreadable(path, error.reason))
        else:
            reading.articles.append(article)
    return reading


def read(data: bytes, path: str = "article.txt", input_format: str | None = None, charset: str = "") -> Article:
    """Read one article from its bytes; ``path`` names it and, by its suffix, its format; ``charset`` is the encoding
    that a server named.

    Raises :class:`crackcite.readers.UnreadableError` with one sentence where that cannot be done.
    """
    return extract(readers.read(data, path, input_format, charset))


def _expanded(path: str, reading: Reading, settings: Settings) -> Iterator[str]:
    """The files that a path names."""
    folder = Path(path)
    if path == STDIN or is_address(path):
        yield without_credentials(path) if path != STDIN else path
        return
    if globs.named(settings.exclude, path, settings.root):
        reading.excluded.append(path)
        return
    if not folder.is_dir():
        yield path
        return
    found = articles_in(folder, settings)
    if not found and settings.exclude and articles_in(folder):
        reading.excluded.append(path)
    elif not found:
        reason = say("A folder without articles: crackcite reads {suffixes}.", suffixes=", ".join(sorted(_SUFFIXES)))
        reading.unreadable.append(Unreadable(path, reason))
    for file in found:
        if _leads_out(file, folder, settings.root):
            # What strangers send in could so have any file of this machine quoted in a report.
            said = say("It is a link that leads out of the folder: give the file itself, if it is to be read.")
            reading.unreadable.append(Unreadable(str(file), said))
        else:
            yield str(file)


def articles_in(folder: Path, settings: Settings | None = None) -> list[Path]:
    """The articles in a folder and in those below it, but for hidden ones and for those that the settings exclude."""
    return sorted(_walked(folder, settings.exclude if settings else (), settings.root if settings else ""))


def _walked(folder: Path, exclude: tuple[str, ...], root: str) -> Iterator[Path]:
    """The articles below a folder. What is excluded or hidden is not even entered."""
    for here, folders, files in os.walk(folder):
        where = globs.located(here, root) if exclude else ""
        folders[:] = [name for name in folders if _is_meant(f"{name}/", where, exclude)]
        for name in files:
            file = Path(here, name)
            if is_article(file) and _is_meant(name, where, exclude) and file.is_file():
                yield file


def _leads_out(file: Path, folder: Path, root: str) -> bool:
    """Whether a file that was found in a folder is a link out of it, of the current folder and of the settings'."""
    inside = (folder.resolve(), Path.cwd(), *((Path(root).resolve(),) if root else ()))
    return file.is_symlink() and not any(file.resolve().is_relative_to(one) for one in inside)


def _is_meant(name: str, where: str, exclude: tuple[str, ...]) -> bool:
    """Whether a file or folder of the folder ``where`` is looked at."""
    return not name.startswith(".") and not any(globs.matches(pattern, f"{where}/{name}") for pattern in exclude)


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


def is_article(file: Path) -> bool:
    """Whether a file's name is that of an article, as far as a folder is searched for such."""
    return file.suffix.lower() in _SUFFIXES


def _read(
    path: str,
    settings: Settings,
    input_format: str | None,
    reading: Reading,
    recording: Recording | None,
    kept: MutableMapping[str, bytes] | None,
) -> Article:
    if is_address(path):
        page = _fetched(path, settings) if recording is None else _recorded(path, recording)
        reading.pages.append(page)
        if page.unreadable:
            raise readers.UnreadableError(page.unreadable)
        return read(page.data, path, input_format or _MEDIA_TYPES.get(page.media_type), page.charset)
    data = kept.get(path) if kept is not None else None
    if data is None:
        data = _piped() if path == STDIN else _content(Path(path))
    if kept is not None:
        kept[path] = data
    reading.files[path] = hashlib.sha256(data).hexdigest()
    return read(data, path, input_format)


def _piped() -> bytes:
    if sys.stdin is None:
        raise readers.UnreadableError(say("Standard input is closed: give a file, or send the article through a pipe."))
    return _limited(sys.stdin.buffer.read(LARGEST + 1))


def _content(path: Path) -> bytes:
    """A file's bytes, no more than are read: a device has no end. A named pipe into which nobody writes is given up."""
    if not path.is_fifo() or os.name != "posix":
        with path.open("rb") as stream:
            return _limited(stream.read(LARGEST + 1))
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return _limited(b"".join(_drained(descriptor)))
    finally:
        os.close(descriptor)


def _drained(descriptor: int) -> Iterator[bytes]:
    """What comes out of a pipe until the last writer closes it, who may take all the time; the first must come soon."""
    size, patience = 0, time.monotonic() + _PATIENCE
    os.set_blocking(descriptor, False)
    while size <= LARGEST:
        try:
            piece = os.read(descriptor, 1 << 20)
        except BlockingIOError:  # somebody has the pipe open, and has not written yet
            select.select([descriptor], [], [])
            continue
        if not piece and (size or time.monotonic() > patience):
            return
        size += len(piece)
        yield piece
        time.sleep(0 if piece else 0.05)


def _limited(data: bytes) -> bytes:
    if len(data) > LARGEST:
        said = say("The file is too large (over {size} MB): give the article alone.", size=LARGEST // 1_000_000)
        raise readers.UnreadableError(said)
    return data


def _fetched(url: str, settings: Settings) -> RecordedPage:
    if settings.offline:
        said = say("A published page cannot be read offline: leave --offline out, or save the page.")
        return RecordedPage(url, unreadable=said)
    from crackcite.lookups.published import UnpublishedError, published

    try:
        page = published(url, settings)
    except UnpublishedError as error:
        return RecordedPage(url, unreadable=words_of(error))
    return page_of(url, page.data, page.media_type, page.charset)


def _recorded(url: str, recording: Recording) -> RecordedPage:
    said = say("The recording does not hold this page: record the run anew, or save the page and check the file.")
    return recording.page(url) or RecordedPage(url, unreadable=said)


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return say("There is no such file: check the path.")
    if isinstance(error, PermissionError):
        return say("It may not be read: change the file's permissions, or ask its owner.")
    return say("It cannot be read: {error}.", error=cause(error))
