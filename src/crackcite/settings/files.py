"""The file of settings: where it is, what it says, and on which line."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from crackcite.causes import cause
from crackcite.model import say
from crackcite.settings.toml import toml_key
from crackcite.settings.values import SettingsError, Source

#: Where settings are looked for in a folder; the first that has any wins.
NAMES = ("crackcite.toml", "pyproject.toml")

Way = tuple[str | int, ...]

_TABLE: Way = ("tool", "crackcite")


class File:
    """A file of settings as it was read.

    ``name`` is how a person would name it from here, ``folder`` what its paths and patterns are relative to, ``values``
    what its table holds; ``table`` is the way to that table in ``text``.
    """

    def __init__(self, name: str, folder: str, values: Mapping[str, Any], text: str, table: Way = ()) -> None:
        self.name = name
        self.folder = folder
        self.values = values
        self._text = text
        self._table = table

    @cached_property
    def _lines(self) -> Mapping[Way, int]:
        from crackcite.settings.lines import lines_of

        return lines_of(self._text)

    def source(self, key: str) -> Source:
        """Where a key stands."""
        return _Part(self, (*self._table, key), key)

    def place(self, way: Way) -> str:
        """The name of the file and the line to which a way leads, or as far as it leads."""
        ways = (way[:length] for length in range(len(way), 0, -1))
        line = next((self._lines[way] for way in ways if way in self._lines), 0)
        return f"{self.name}:{line}" if line else self.name


class _Part(Source):
    """A place in a file."""

    def __init__(self, file: File, way: Way, key: str) -> None:
        place = file.place(way)
        super().__init__(f"{place}: {key}", place)
        self._file, self._way, self._key = file, way, key

    def part(self, step: int | str) -> Source:
        key = self._key if isinstance(step, int) else f"{self._key}.{toml_key(step)}"
        return _Part(self._file, (*self._way, step), key)


def configuration(wanted: str | None, environment: Mapping[str, str], folder: str | Path = "") -> File | None:
    """The file of settings that holds in a folder, the current one when empty; ``None`` where there is none.

    ``wanted`` is what the command line says: a file's path, ``""`` for no file at all, ``None`` for nothing. Then
    ``CRACKCITE_NO_CONFIG`` and ``CRACKCITE_CONFIG`` are asked, and then the folder and those above it, up to the root
    of the repository. Raises :class:`SettingsError` where a file is wanted that cannot be used.
    """
    if wanted is None:
        if environment.get("CRACKCITE_NO_CONFIG", "").lower() not in ("", "0", "no", "false", "off"):
            return None
        wanted = environment.get("CRACKCITE_CONFIG") or None
    if wanted is None:
        try:
            start = Path(folder or os.curdir).absolute()
        except OSError:  # the current folder is gone
            return None
        return _found(start)
    if not wanted:
        return None
    path = Path(wanted).expanduser()
    file = _loaded(path)
    if file is None:
        raise SettingsError(say("{file} has no table [tool.crackcite]; add it, or name another file", file=wanted))
    return file


def _found(start: Path) -> File | None:
    for folder in (start, *start.parents):
        for name in NAMES:
            path = folder / name
            if _is_there(path.is_file) and (file := _loaded(path, _from_here(path, start))):
                return file
        if _is_there((folder / ".git").exists):
            return None
    return None


def _is_there(look: Callable[[], bool]) -> bool:
    """What a look at the file system finds: in a folder that may not be entered, nothing."""
    try:
        return look()
    except OSError:
        return False


def _from_here(path: Path, start: Path) -> str:
    """A short name of a file in ``start`` or above it."""
    return Path(os.path.relpath(path, start)).as_posix()


def _loaded(path: Path, name: str = "") -> File | None:
    """The settings in a file; ``None`` where it is a ``pyproject.toml`` without any."""
    name = name or str(path)
    text = _read(path, name)
    is_project = path.name == "pyproject.toml"
    if is_project and "crackcite" not in text:
        return None
    values: Any = _parsed(text, name)
    for step in _TABLE if is_project else ():
        if not isinstance(values, dict) or step not in values:
            return None
        values = values[step]
    if not isinstance(values, dict):
        raise SettingsError(say("{file}: [tool.crackcite] is no table; write its keys under that head", file=name))
    return File(name, str(path.absolute().parent), values, text, _TABLE if is_project else ())


def _read(path: Path, name: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        raise SettingsError(say("{file}: there is no such file of settings; check the path", file=name)) from None
    except OSError as error:
        why = cause(error)
        raise SettingsError(say("{file} cannot be read: {why}", file=name, why=why)) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SettingsError(
            say("{file}:{line}: this is not UTF-8; save the file as UTF-8", file=name, line=line)
        ) from None


def _parsed(text: str, name: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", str(error))
        problem = str(error)[: at.start()] if at else str(error)
        problem = problem[:1].lower() + problem[1:]
        line = (at and at[1]) or text.rstrip("\n").count("\n") + 1
        raise SettingsError(
            say(
                "{file}:{line}: this is not TOML: {problem}",
                file=name,
                line=line,
                problem=problem,
            )
        ) from None
    except ValueError as error:  # a number of thousands of digits
        raise SettingsError(say("{file}: this is not TOML: {problem}", file=name, problem=error)) from None
    except RecursionError:
        raise SettingsError(say("{file}: its values are nested too deeply; no setting needs that", file=name)) from None
