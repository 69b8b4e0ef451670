"""The settings of a run: declared once, merged from options, environment and defaults into one frozen value.

An option wins over the environment variable ``CRACKCITE_<NAME>``, which wins over the default.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_type_hints

from crackcite.errors import CrackciteError
from crackcite.model import Severity


class SettingsError(CrackciteError):
    """A setting that cannot be used; the message names it, its source and what is expected."""


def _declare(
    default: Any,
    about: str,
    *,
    takes: str = "",
    least: float | None = None,
    choices: tuple[str, ...] = (),
    panel: str = "Lookups",
    secret: bool = False,
    hidden: bool = False,
) -> Any:
    """Declare a setting; ``takes`` is the word that stands for its value in the help.

    A ``secret`` one is shown nowhere and has no option: command lines are seen by other users and kept in histories.
    A ``hidden`` one has no option either.
    """
    metadata = {
        "about": about,
        "takes": takes,
        "least": least,
        "choices": choices,
        "panel": panel,
        "secret": secret,
        "hidden": hidden,
    }
    return field(default=default, metadata=metadata, repr=not secret)


_RULES = "Rules"
_SERVICES = "Services (a mirror, a campus gateway)"


FAIL_ON = (*Severity, "unverified", "never")


@dataclass(frozen=True)
class Settings:
    """Everything that a run can be told."""

    offline: bool = _declare(False, "Ask the network nothing: the text alone is checked.")
    fail_on: str = _declare(
        "error",
        "What makes the exit code 1: error, warning, info, unverified or never.",
        takes="WHAT",
        choices=FAIL_ON,
        panel=_RULES,
    )
    select: tuple[str, ...] = _declare(
        (), "Rules to apply: codes, beginnings of codes, or names. All when empty.", takes="CODE,…", panel=_RULES
    )
    ignore: tuple[str, ...] = _declare(
        (), "Rules to leave out: codes, beginnings of codes, or names.", takes="CODE,…", panel=_RULES
    )
    severity: tuple[tuple[str, str], ...] = _declare(
        (), "Severities of rules: error, warning, info or off.", panel=_RULES, hidden=True
    )
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = _declare(
        (), "Rules to leave out in the files that a pattern names.", panel=_RULES, hidden=True
    )
    accept: tuple[str, ...] = _declare(
        (), "Addresses and DOIs to accept as they are, * standing for anything.", takes="PATTERN,…", panel=_RULES
    )
    exclude: tuple[str, ...] = _declare(
        (), "Files and folders to leave out, as patterns of a gitignore file.", takes="PATTERN,…", panel=_RULES
    )
    baseline: str = _declare(
        "", "The file of findings that were there before. crackcite-baseline.json when empty.", takes="FILE"
    )
    lang: str = _declare(
        "",
        "The language of the reports: en, fr or nl. The one of the system when empty.",
        takes="LANG",
        choices=("", "en", "fr", "nl"),
        panel="Reports",
    )
    mailto: str = _declare(
        "", "Your e-mail address: sent to the registries, which answer known users faster.", takes="EMAIL"
    )
    timeout: float = _declare(20.0, "Seconds that one question may take in all.", takes="SECONDS", least=0.1)
    concurrency: int = _declare(32, "Questions asked at the same time.", takes="N", least=1)
    per_host: int = _declare(2, "Pages asked of one host at the same time.", takes="N", least=1)
    allow_private: bool = _declare(False, "Probe private and loopback addresses too.")
    archive: bool = _declare(
        False,
        "Save live pages that the Wayback Machine does not hold. Needs CRACKCITE_ARCHIVE_KEY and _SECRET, your keys "
        "from archive.org/account/s3.php.",
    )
    archive_key: str = _declare("", "Your S3 access key of archive.org.", secret=True)
    archive_secret: str = _declare("", "Your S3 secret key of archive.org.", secret=True)
    cache: bool = _declare(True, "Keep answers for the next run.")
    cache_dir: str = _declare(
        "", "The folder of the answers kept. The system's cache folder when empty.", takes="FOLDER"
    )
    max_age: str = _declare(
        "", "How old an answer that was kept may be: 7d, 12h, 90m, or seconds. By its kind when empty.", takes="AGE"
    )
    refresh: bool = _declare(False, "Ask again what the cache could answer.")
    crossref_url: str = _declare(
        "https://api.crossref.org", "Where Crossref's REST API answers.", takes="URL", panel=_SERVICES
    )
    crossref_rate: float = _declare(
        0.0, "Requests a second to Crossref. The published limits when 0.", takes="N", least=0, panel=_SERVICES
    )
    crossref_concurrency: int = _declare(
        0, "Requests at once to Crossref. The published limits when 0.", takes="N", least=0, panel=_SERVICES
    )
    datacite_url: str = _declare(
        "https://api.datacite.org", "Where DataCite's REST API answers.", takes="URL", panel=_SERVICES
    )
    doi_url: str = _declare("https://doi.org", "Where the DOI system answers.", takes="URL", panel=_SERVICES)
    openlibrary_url: str = _declare(
        "https://openlibrary.org", "Where Open Library answers.", takes="URL", panel=_SERVICES
    )
    pubmed_url: str = _declare(
        "https://eutils.ncbi.nlm.nih.gov", "Where PubMed's E-utilities answer.", takes="URL", panel=_SERVICES
    )
    wayback_url: str = _declare(
        "https://archive.org", "Where the Wayback Machine's availability API answers.", takes="URL", panel=_SERVICES
    )
    save_url: str = _declare(
        "https://web.archive.org", "Where the Wayback Machine's Save Page Now answers.", takes="URL", panel=_SERVICES
    )

    root: str = _declare("", "The folder that patterns are relative to. The current one when empty.", hidden=True)


_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def _converted(value: Any, kind: Any, source: str) -> Any:
    """``value``, which may be text from the environment, as the declared type."""
    if not isinstance(value, str) or kind is str:
        return tuple(value) if isinstance(value, list) else value
    if kind is bool:
        if value.lower() in _TRUE | _FALSE:
            return value.lower() in _TRUE
        raise SettingsError(f"{source} is {value!r}; say 1 or 0")
    if kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            raise SettingsError(f"{source} is {value!r}; a number is expected") from None
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _checked(name: str, value: Any, declared: dataclasses.Field[Any], source: str) -> Any:
    least, choices = declared.metadata["least"], declared.metadata["choices"]
    if least is not None and not (value >= least and math.isfinite(value)):
        raise SettingsError(f"{source} is {value:g}; a number not below {least:g} is expected")
    if choices and value not in choices:
        raise SettingsError(f"{source} is {value!r}; choose from {', '.join(choices)}")
    if not name.endswith("_url"):
        return value
    if not _ADDRESS.match(value):
        raise SettingsError(f"{source} is {value!r}; an address such as {declared.default} is expected")
    return value.rstrip("/")


_ADDRESS = re.compile(r"https?://[^/\s?#]+", re.IGNORECASE)


def merge(options: Mapping[str, Any], environment: Mapping[str, str]) -> Settings:
    """Merge what was said where into one value.

    ``options`` holds what the command line said, ``None`` for what it left out; ``environment`` is the process's.
    Raises :class:`SettingsError` for a value that cannot be used, and for a variable that is nearly a setting's name.
    """
    kinds = get_type_hints(Settings)
    values = {}
    for declared in dataclasses.fields(Settings):
        name = declared.name
        variable = _PREFIX + name.upper()
        if options.get(name) is not None:
            source, value = "--" + name.replace("_", "-"), options[name]
        elif variable in environment:
            source, value = variable, environment[variable]
        else:
            continue
        values[name] = _checked(name, _converted(value, kinds[name], source), declared, source)
    _refuse_misspelt(environment)
    settings = Settings(**values)
    if settings.archive:
        _require_keys(settings)
    return settings


_KEY = re.compile(r"[!-~]+")  # what can stand in a header, without spaces (RFC 9110 section 5.5)


def _require_keys(settings: Settings) -> None:
    """Raise :class:`SettingsError`, which never shows a key, where a page cannot be saved in the user's name."""
    for name, key in (("ARCHIVE_KEY", settings.archive_key), ("ARCHIVE_SECRET", settings.archive_secret)):
        if not _KEY.fullmatch(key):
            problem = "cannot be a key" if key else "is not set"
            raise SettingsError(
                f"--archive saves pages in your name, and {_PREFIX}{name} {problem}; "
                "your keys are at https://archive.org/account/s3.php"
            )


_PREFIX = "CRACKCITE_"


def _refuse_misspelt(environment: Mapping[str, str]) -> None:
    """Refuse a variable that can only be a setting's name with a typing error: it would be ignored in silence."""
    known = [_PREFIX + declared.name.upper() for declared in dataclasses.fields(Settings)]
    for variable in environment:
        if variable.startswith(_PREFIX) and variable not in known:
            import difflib

            near = difflib.get_close_matches(variable, known, n=1, cutoff=0.9)
            if near:
                raise SettingsError(f"{variable} is not a setting; did you mean {near[0]}?")


def cache_folder(settings: Settings) -> Path:
    """Where answers are kept: the folder that was named, else the system's place for caches."""
    if settings.cache_dir:
        return Path(settings.cache_dir).expanduser()
    import platformdirs

    return platformdirs.user_cache_path("crackcite")
