"""The file of the baseline: where it is, reading it, and writing it in one step."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from crackcite import writing
from crackcite.causes import cause
from crackcite.model import say
from crackcite.rules.registry import Rule
from crackcite.settings import Settings
from crackcite.sift.baseline import NAME, Baseline, BaselineError, read, unusable
from crackcite.sift.policy import Policy, policy

#: What ``--baseline`` says where there is to be none.
NONE = "none"


def place(settings: Settings, paths: Sequence[str] = ()) -> Path | None:
    """Where the baseline of a run is: the file that was named, else the nearest one that is found upward from the
    folder of the settings (the current one without) or of the first article, as far as the root of the repository or
    of the file system.

    ``None`` where there is none, or none is wanted. A file that was named need not be there.
    """
    if Path(settings.baseline).name == NONE:  # a file of settings makes a path of it
        return None
    if settings.baseline:
        return Path(settings.baseline).expanduser().absolute()
    folders = (folder for start in _starts(settings, paths) for folder in _upward(start))
    return next((folder / NAME for folder in folders if (folder / NAME).is_file()), None)


def target(settings: Settings, paths: Sequence[str], output: Path | None) -> Path:
    """Where a baseline is to be written: the file that is named, else the one that there is, else a new one in the
    folder that names of articles are relative to.
    """
    if output is not None:
        return output.expanduser().absolute()
    return place(settings, paths) or Path(home(settings, None, paths)).absolute() / NAME


def gone(baseline: Baseline) -> frozenset[str]:
    """The paths of a baseline's articles that are no more there."""
    paths = {entry.path for entry in baseline.entries if "://" not in entry.path}
    return frozenset(path for path in paths if not os.path.lexists(os.path.join(baseline.folder, path)))  # noqa: PTH118


def home(settings: Settings, baseline: Path | None, paths: Sequence[str] = ()) -> str:
    """The folder that names of articles are relative to: that of the baseline, else of the settings, else the root of
    the repository of the current folder or of the first article, else the current folder.
    """
    if baseline:
        return str(baseline.parent)
    if settings.root:
        return settings.root
    folders = (folder for start in _starts(settings, paths) for folder in _upward(start))
    return str(next((folder for folder in folders if (folder / ".git").exists()), Path.cwd()))


def prepared(settings: Settings, table: Mapping[str, Rule], paths: Sequence[str] = ()) -> Policy:
    """The policy of a run over ``paths``, with its baseline. Raises :class:`crackcite.sift.UnknownRuleError` and
    :class:`BaselineError`.
    """
    where = place(settings, paths)
    return policy(settings, table, home(settings, where, paths), load(where) if where else None)


def _starts(settings: Settings, paths: Sequence[str]) -> Iterator[Path]:
    yield Path(settings.root).absolute() if settings.root else Path.cwd()
    first = next((Path(path) for path in paths if path != "-" and "://" not in path), None)
    if first is not None:
        there = Path(os.path.abspath(first))  # noqa: PTH100 - the path as it was spelled, links not followed
        yield there if there.is_dir() else there.parent


def _upward(start: Path) -> Iterator[Path]:
    """A folder and those above it, up to the root of the repository or of the file system."""
    for folder in (start, *start.parents):
        yield folder
        if (folder / ".git").exists():
            return


def load(path: Path, *, renew: bool = False) -> Baseline:
    """The baseline in a file; an empty one where there is no file and it is to be made (``renew``).

    Raises :class:`BaselineError` where the file cannot be read or is not a baseline.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if renew:
            return Baseline(folder=str(path.parent))
        raise BaselineError(
            say("there is no baseline {file}: crackcite baseline writes it", file=_called(path))
        ) from None
    except UnicodeDecodeError:
        raise unusable(_called(path), say("it is not text in UTF-8")) from None
    except OSError as error:
        reason = cause(error)
        raise BaselineError(
            say("the baseline {file} cannot be read: {reason}", file=_called(path), reason=reason)
        ) from None
    return read(text, _called(path), str(path.parent))


def save(path: Path, text: str) -> None:
    """Write the file as :func:`crackcite.writing.write` does. Raises :class:`BaselineError`."""
    try:
        writing.write(path, text.encode("utf-8", "surrogatepass"))
    except (OSError, writing.WritingError) as error:
        said = say("the baseline {file} cannot be written: {reason}", file=_called(path), reason=writing.reason(error))
        raise BaselineError(said) from None


def _called(path: Path) -> str:
    """What messages call a file: as it is seen from the current folder, where it is below that."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
