"""``check --watch``: the check again at every save, with the last report left on the screen."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from crackcite.cli.console import UsageError, complain
from crackcite.cli.tongue import tongue
from crackcite.cli.words import INTERRUPTED
from crackcite.errors import CrackciteError
from crackcite.inputs import STDIN, is_address, is_article
from crackcite.model import say, words_of
from crackcite.settings import Settings

#: Milliseconds between two looks at what the system has reported.
_LOOK = 200

#: Clears the screen and what has scrolled off it (ECMA-48; the 3 is xterm's), so that one report stands there alone.
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"


def watched(
    paths: Sequence[str], settings: Settings, check: Callable[[Settings], int], again: Callable[[], Settings]
) -> int:
    """Call ``check`` now and at every save of an article, of the settings or of the baseline, until the user ends it.

    ``again`` gives the settings as they are said now. Gives 0, or 130 where the user ended it in the middle of a check.
    Answers are kept from one check to the next, whatever the settings say of the cache, so that a save asks only what
    is new. What is wrong with a file of settings that was saved is said, and the next save awaited. Raises
    :class:`UsageError` for what cannot be watched.
    """
    _demand_files(paths)
    with tempfile.TemporaryDirectory(prefix="crackcite-") as folder:
        try:
            for first in _moments(paths, settings):
                _clear()
                try:
                    wanted = settings if first else replace(again(), refresh=False)
                    if check(_kept(wanted, folder)) == INTERRUPTED:
                        return INTERRUPTED
                except CrackciteError as error:
                    if first:
                        raise
                    complain(words_of(error))
                complain(tongue()("watching; save the article to check it again, Ctrl-C ends"))
        except KeyboardInterrupt:
            return 0
    return 0


def _moments(paths: Sequence[str], settings: Settings) -> Iterator[bool]:
    """When to check: at once (``True``), and after every save, one that was made during the last check among them."""
    from watchfiles import watch

    files = {Path(path).resolve() for path in paths if not Path(path).is_dir()}
    folders = {Path(path).resolve() for path in paths if Path(path).is_dir()}
    first, agreed = True, _agreed(paths, settings)
    # The watcher is at work before the first, empty, set of changes comes out.
    for changes in watch(
        *folders,
        *{file.parent for file in files},
        watch_filter=None,
        raise_interrupt=True,
        yield_on_timeout=True,
        rust_timeout=_LOOK,
    ):
        before, agreed = agreed, _agreed(paths, settings)
        saved = any(_is_meant(Path(name).resolve(), files, folders) for _, name in changes)
        if first or saved or agreed != before:
            yield first
            first = False


def _agreed(paths: Sequence[str], settings: Settings) -> dict[Path, tuple[int, int]]:
    """The files that tell how to judge (those of settings that there are, the baseline), each with its time and size.

    Looked at, and not watched: they stand in folders that may be large.
    """
    from crackcite.settings.files import NAMES
    from crackcite.sift import keeping

    here = Path.cwd()
    files = {folder / name for folder in (here, *here.parents) for name in NAMES}
    files |= {Path(settings.root, settings.file)} if settings.file else set()
    baseline = keeping.place(settings, paths)
    files |= {baseline} if baseline else set()
    found: dict[Path, tuple[int, int]] = {}
    for file in files:
        with suppress(OSError):
            stat = file.stat()
            found[file] = (stat.st_mtime_ns, stat.st_size)
    return found


def _demand_files(paths: Sequence[str]) -> None:
    for path in paths:
        if path == STDIN or is_address(path):
            raise UsageError(say("--watch needs files: {path} cannot be watched", path=path))
        if not Path(path).exists():
            raise UsageError(say("{path}: there is no such file: check the path", path=path))


def _is_meant(changed: Path, files: set[Path], folders: set[Path]) -> bool:
    """Whether a file that changed is one of the articles: named itself, or an article in a folder that was named."""
    return changed in files or (is_article(changed) and any(changed.is_relative_to(folder) for folder in folders))


def _kept(settings: Settings, folder: str) -> Settings:
    """The settings with a cache: the user's, or one in a folder that is gone afterwards."""
    return settings if settings.cache else replace(settings, cache=True, cache_dir=folder)


def _clear() -> None:
    if sys.stdout.isatty():
        sys.stdout.write(_CLEAR)
        sys.stdout.flush()
