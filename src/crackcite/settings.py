"""The settings of a run: declared once, merged from options, environment and defaults into one frozen value.

An option wins over the environment variable ``CRACKCITE_<NAME>``, which wins over the default.
"""

from __future__ import annotations

import dataclasses
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
) -> Any:
    """Declare a setting; ``takes`` is the word that stands for its value in the help."""
    metadata = {"about": about, "takes": takes, "least": least, "choices": choices, "panel": panel}
    return field(default=default, metadata=metadata)


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
    mailto: str = _declare(
        "", "Your e-mail address: sent to the registries, which answer known users faster.", takes="EMAIL"
    )
    timeout: float = _declare(20.0, "Seconds that one question may take in all.", takes="SECONDS", least=0.1)
    concurrency: int = _declare(32, "Questions asked at the same time.", takes="N", least=1)
    per_host: int = _declare(2, "Pages asked of one host at the same time.", takes="N", least=1)
    allow_private: bool = _declare(False, "Probe private and loopback addresses too.")
    cache: bool = _declare(True, "Keep answers for the next run.")
    cache_dir: str = _declare(
        "", "The folder of the answers kept. The system's cache folder when empty.", takes="FOLDER"
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


_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def _converted(name: str, value: Any, kind: Any, source: str) -> Any:
    """``value``, which may be text from the environment, as the declared type."""
    if not isinstance(value, str) or kind is str:
        return tuple(value) if isinstance(value, list) else value
    if kind is bool:
        if value.lower() in _TRUE | _FALSE:
            return value.lower() in _TRUE
        raise SettingsError(f"{source}: {name} is {value!r}; say 1 or 0")
    if kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            raise SettingsError(f"{source}: {name} is {value!r}; a number is expected") from None
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _checked(name: str, value: Any, declared: dataclasses.Field[Any], source: str) -> Any:
    least, choices = declared.metadata["least"], declared.metadata["choices"]
    if least is not None and not value >= least:  # a NaN is refused too
        raise SettingsError(f"{source}: {name} is {value}; the least is {least:g}")
    if choices and value not in choices:
        raise SettingsError(f"{source}: {name} is {value!r}; choose from {', '.join(choices)}")
    if name.endswith("_url") and not str(value).startswith(("http://", "https://")):
        raise SettingsError(
            f"{source}: {name} is {value!r}; an address that begins with http:// or https:// is expected"
        )
    return value.rstrip("/") if name.endswith("_url") else value


def merge(options: Mapping[str, Any], environment: Mapping[str, str]) -> Settings:
    """Merge what was said where into one value.

    ``options`` holds what the command line said, ``None`` for what it left out; ``environment`` is the process's.
    Raises :class:`SettingsError` for a value that cannot be used.
    """
    kinds = get_type_hints(Settings)
    values = {}
    for declared in dataclasses.fields(Settings):
        name = declared.name
        variable = f"CRACKCITE_{name.upper()}"
        if options.get(name) is not None:
            source, value = "--" + name.replace("_", "-"), options[name]
        elif variable in environment:
            source, value = variable, environment[variable]
        else:
            continue
        values[name] = _checked(name, _converted(name, value, kinds[name], source), declared, source)
    return Settings(**values)


def cache_folder(settings: Settings) -> Path:
    """Where answers are kept: the folder that was named, else the system's place for caches."""
    if settings.cache_dir:
        return Path(settings.cache_dir).expanduser()
    import platformdirs

    return platformdirs.user_cache_path("crackcite")
