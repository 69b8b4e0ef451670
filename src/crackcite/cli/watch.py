"""``check --watch``: the check again at every save, with the last report left on the screen."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from crackcite.cli.console import UsageError, complain
from crackcite.cli.tongue import tongue
from crackcite.cli.words import INTERRUPTED
from crackcite.inputs import STDIN, is_address, is_article
from crackcite.languages import voice
from crackcite.model import say
from crackcite.settings import Settings

#: Milliseconds between two looks at what the system has reported.
_LOOK = 200

#: Clears the screen and what has scrolled off it (ECMA-48; the 3 is xterm's), so that one report stands there alone.
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"


def watched(paths: Sequence[str], settings: Settings, check: Callable[[Settings], int], language: str = "") -> int:
    """Call ``check`` now and whenever one of the articles was saved, until the user ends it.

    Gives 0, or 130 where the user ended it in the middle of a check.

    Answers are kept from one check to the next, whatever the settings say of the cache, so that a save asks only what
    is new. Raises :class:`UsageError` for what cannot be watched.
    """
    _demand_files(paths)
    tr = voice(language) if language else tongue()
    with _answers_kept(settings) as kept:
        try:
            for _ in _moments(paths):
                _clear()
                if check(kept) == INTERRUPTED:
                    return INTERRUPTED
                kept = replace(kept, refresh=False)
                complain(tr("watching; save the article to check it again, Ctrl-C ends"))
        except KeyboardInterrupt:
            return 0
    return 0


def _moments(paths: Sequence[str]) -> Iterator[None]:
    """When to check: at once, and after every save, one that was made during the last check among them."""
    from watchfiles import watch

    files = {Path(path).resolve() for path in paths if not Path(path).is_dir()}
    folders = {Path(path).resolve() for path in paths if Path(path).is_dir()}
    first = True
    # The watcher is at work before the first, empty, set of changes comes out.
    for changes in watch(
        *folders,
        *{file.parent for file in files},
        watch_filter=None,
        raise_interrupt=True,
        yield_on_timeout=True,
        rust_timeout=_LOOK,
    ):
        if first or any(_is_meant(Path(name).resolve(), files, folders) for _, name in changes):
            first = False
            yield


def _demand_files(paths: Sequence[str]) -> None:
    for path in paths:
        if path == STDIN or is_address(path):
            raise UsageError(say("--watch needs files: {path} cannot be watched", path=path))
        if not Path(path).exists():
            raise UsageError(say("{path}: there is no such file: check the path", path=path))


def _is_meant(changed: Path, files: set[Path], folders: set[Path]) -> bool:
    """Whether a file that changed is one of the articles: named itself, or an article in a folder that was named."""
    return changed in files or (is_article(changed) and any(changed.is_relative_to(folder) for folder in folders))


@contextmanager
def _answers_kept(settings: Settings) -> Iterator[Settings]:
    """The settings with a cache: the user's, or one that is gone afterwards."""
    if settings.cache:
        yield settings
        return
    with tempfile.TemporaryDirectory(prefix="crackcite-") as folder:
        yield replace(settings, cache=True, cache_dir=folder)


def _clear() -> None:
    if sys.stdout.isatty():
        sys.stdout.write(_CLEAR)
        sys.stdout.flush()
