"""What was said where, merged into one value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from crackcite.model import say
from crackcite.settings.declared import PREFIX, SETTINGS, Holds, Setting, Settings
from crackcite.settings.files import File
from crackcite.settings.toml import toml_key
from crackcite.settings.values import RuleCheck, SettingsError, Source, from_file, from_text

#: Variables that are no settings, and yet ours.
_OWN_VARIABLES = (f"{PREFIX}CONFIG", f"{PREFIX}NO_CONFIG")

#: What a person might look for in the file and only the command line can say.
_OF_THE_CALL = (
    "format", "output", "color", "verbose", "input-format", "config", "no-config", "since", "record", "replay", "write",
)  # fmt: skip


def merge(
    options: Mapping[str, Any],
    environment: Mapping[str, str],
    file: File | None = None,
    rules: RuleCheck | None = None,
) -> Settings:
    """:func:`gathered`, for a run: what it needs besides must be there."""
    settings = gathered(options, environment, file, rules)
    _require_keys(settings)
    return settings


def gathered(
    options: Mapping[str, Any],
    environment: Mapping[str, str],
    file: File | None = None,
    rules: RuleCheck | None = None,
) -> Settings:
    """Merge what was said where into one value.

    ``options`` holds what the command line said, ``None`` for what it left out; ``environment`` is the process's, and
    an empty variable says nothing; ``rules`` refuses words that name no rule. Raises :class:`SettingsError` for a value
    that cannot be used, for a key that is no setting, and for a variable that is nearly a setting's name.
    """
    if file:
        _refuse_unknown(file)
    _refuse_misspelt(environment)
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for setting in SETTINGS:
        said = _said(setting, options, environment, file, rules)
        if said:
            values[setting.name], origins[setting.name] = said
    if file:
        values |= {"root": file.folder, "file": file.name}
    return Settings(**values, origins=tuple(origins.items()))


def _said(
    setting: Setting,
    options: Mapping[str, Any],
    environment: Mapping[str, str],
    file: File | None,
    rules: RuleCheck | None,
) -> tuple[Any, str] | None:
    """The value of a setting and where it was said."""
    option, variable = options.get(setting.name), environment.get(setting.variable, "")
    if option is not None:
        source = Source(f"--{setting.key}", f"--{setting.key}")
        if not isinstance(option, str):
            return (tuple(option) if isinstance(option, list) else option), source.place
        return from_text(setting, option, source, rules), source.place
    if variable:
        if setting.in_file_only:
            raise SettingsError(
                say(
                    "{variable} is no variable; write {key} in crackcite.toml",
                    variable=setting.variable,
                    key=setting.key,
                )
            )
        source = Source(setting.variable, setting.variable)
        return from_text(setting, variable, source, rules), source.place
    if file and setting.key in file.values:
        source = file.source(setting.key)
        value = from_file(setting, file.values[setting.key], source, rules)
        return (_beside(file, value) if setting.holds is Holds.PATH else value), source.place
    return None


def _beside(file: File, path: str) -> str:
    """A path of the file, which is relative to it."""
    return str(Path(file.folder) / Path(path).expanduser()) if path else ""


def _refuse_unknown(file: File) -> None:
    """Refuse a key that is no setting, or that does not belong in a file."""
    known = {setting.key: setting for setting in SETTINGS}
    for key in file.values:
        place = file.source(key).place
        setting = known.get(key)
        if setting is None:
            raise SettingsError(_unknown(key, place, [one.key for one in SETTINGS if not one.secret]))
        if setting.secret:
            raise SettingsError(
                say(
                    "{place}: {key} is a secret, and this file is shared; take it out (and get a new one, if it was "
                    "published), and set the variable {variable}",
                    place=place,
                    key=key,
                    variable=setting.variable,
                )
            )


def _unknown(key: str, place: str, known: Iterable[str]) -> str:
    written = toml_key(key)
    if key == "tool":
        return say("{place}: write the keys at the file's top; [tool.crackcite] is for pyproject.toml", place=place)
    if key in _OF_THE_CALL:
        return say("{place}: {key} is no setting; say --{key} on the command line", place=place, key=key)
    import difflib

    near = difflib.get_close_matches(key.lower().replace("_", "-"), known, n=1)
    if near:
        return say("{place}: {key} is no setting; did you mean {near}?", place=place, key=written, near=near[0])
    return say("{place}: {key} is no setting; crackcite settings lists them", place=place, key=written)


def _refuse_misspelt(environment: Mapping[str, str]) -> None:
    """Refuse a variable that can only be a setting's name with a typing error: it would be ignored in silence."""
    known = [*(setting.variable for setting in SETTINGS), *_OWN_VARIABLES]
    for variable in environment:
        if variable.startswith(PREFIX) and variable not in known:
            import difflib

            near = difflib.get_close_matches(variable, known, n=1, cutoff=0.9)
            if near:
                raise SettingsError(
                    say("{variable} is not a setting; did you mean {near}?", variable=variable, near=near[0])
                )


_KEY = re.compile(r"[!-~]+")  # what can stand in a header, without spaces (RFC 9110 section 5.5)


def _require_keys(settings: Settings) -> None:
    """Raise :class:`SettingsError`, which never shows a key, where pages are to be saved and the keys are missing, or
    would go where a file says.
    """
    if not settings.archive:
        return
    place = settings.origin("save_url")
    if place and not place.startswith(("--", PREFIX)):
        raise SettingsError(
            say(
                "{source} would be sent your keys, and anybody who edits the file could name another; set the variable "
                "{variable}",
                source=_named("save_url", settings),
                variable=f"{PREFIX}SAVE_URL",
            )
        )
    for name, key in (("ARCHIVE_KEY", settings.archive_key), ("ARCHIVE_SECRET", settings.archive_secret)):
        if not _KEY.fullmatch(key):
            problem = say("cannot be a key") if key else say("is not set")
            raise SettingsError(
                say(
                    "{source} saves pages in your name, and {variable} {problem}; your keys are at "
                    "https://archive.org/account/s3.php",
                    source=_named("archive", settings),
                    variable=PREFIX + name,
                    problem=problem,
                )
            )


def _named(name: str, settings: Settings) -> str:
    """A setting as the one who said it wrote it."""
    said = settings.origin(name)
    name = name.replace("_", "-")
    return f"{said}: {name}" if said == settings.file or ":" in said else said or name


def cache_folder(settings: Settings) -> Path:
    """Where answers are kept: the folder that was named, else the system's place for caches."""
    if settings.cache_dir:
        return Path(settings.cache_dir).expanduser()
    import platformdirs

    return platformdirs.user_cache_path("crackcite")
