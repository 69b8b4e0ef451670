"""Every setting, declared once: options, variables, the file's keys, its schema and its manual are made of this."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from crackcite.model import Severity


class Holds(StrEnum):
    """What a setting holds."""

    SWITCH = "switch"
    NUMBER = "number"
    COUNT = "count"
    TEXT = "text"
    PATH = "path"
    ADDRESS = "address"
    AGE = "age"
    RULES = "rules"
    FILES = "files"  # patterns of files and folders
    TARGETS = "targets"  # patterns of addresses and DOIs
    SEVERITIES = "severities"
    IGNORES = "ignores"  # patterns of files, and rules for each


def _declare(
    default: Any,
    holds: Holds,
    about: str,
    *,
    takes: str = "",
    least: float | None = None,
    choices: tuple[str, ...] = (),
    panel: str = "Lookups",
    secret: bool = False,
) -> Any:
    """Declare a setting; ``takes`` is the word that stands for its value in the help.

    A ``secret`` one is shown nowhere and has neither an option nor a key: command lines are seen by other users and
    kept in histories, and the file is shared. Only variables set it.
    """
    metadata = {
        "holds": holds,
        "about": about,
        "takes": takes,
        "least": least,
        "choices": choices,
        "panel": panel,
        "secret": secret,
    }
    return field(default=default, metadata=metadata, repr=not secret)


_RULES = "Rules"
_FILES = "Files"
_REPORTS = "Reports"
_SERVICES = "Services (a mirror, a campus gateway)"

FAIL_ON = (*Severity, "unverified", "never")

#: What a rule's severity can be set to.
SEVERITIES = (*Severity, "off")

_Holds = Holds


@dataclass(frozen=True)
class Settings:
    """Everything that a run can be told.

    ``root`` is the folder that patterns of files are relative to, the current one when empty; ``file`` the file that
    was read, as a person would name it; ``origins`` tells where each value that is no default was said: the option, the
    variable, or the file and the line.
    """

    offline: bool = _declare(False, _Holds.SWITCH, "Ask the network nothing: the text alone is checked.")
    fail_on: str = _declare(
        "error",
        _Holds.TEXT,
        "What makes the exit code 1: error, warning, info, unverified or never.",
        takes="WHAT",
        choices=FAIL_ON,
        panel=_RULES,
    )
    select: tuple[str, ...] = _declare(
        (),
        _Holds.RULES,
        "Rules to apply: codes, beginnings of codes, or names. All when empty.",
        takes="CODE,…",
        panel=_RULES,
    )
    ignore: tuple[str, ...] = _declare(
        (),
        _Holds.RULES,
        "Rules to leave out: codes, beginnings of codes, or names.",
        takes="CODE,…",
        panel=_RULES,
    )
    severity: tuple[tuple[str, str], ...] = _declare(
        (),
        _Holds.SEVERITIES,
        "Severities of rules, in place of their own: error, warning, info or off.",
        takes="CODE=WHAT,…",
        panel=_RULES,
    )
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = _declare(
        (), _Holds.IGNORES, "Rules to leave out in the files that a pattern names.", panel=_RULES
    )
    accept: tuple[str, ...] = _declare(
        (),
        _Holds.TARGETS,
        "Addresses and DOIs to accept as they are; * stands for anything.",
        takes="PATTERN,…",
        panel=_RULES,
    )
    exclude: tuple[str, ...] = _declare(
        (),
        _Holds.FILES,
        "Files and folders to leave out, as patterns like those of gitignore, even where they are named.",
        takes="PATTERN,…",
        panel=_FILES,
    )
    baseline: str = _declare(
        "",
        _Holds.PATH,
        "The file of findings that were there before. crackcite-baseline.json when empty.",
        takes="FILE",
        panel=_FILES,
    )
    lang: str = _declare(
        "",
        _Holds.TEXT,
        "The language of the reports: en, fr or nl. The system's when empty.",
        takes="LANG",
        choices=("", "en", "fr", "nl"),
        panel=_REPORTS,
    )
    mailto: str = _declare(
        "",
        _Holds.TEXT,
        "Your e-mail address: sent to the registries, which answer known users faster.",
        takes="EMAIL",
    )
    timeout: float = _declare(
        20.0, _Holds.NUMBER, "Seconds that one question may take in all.", takes="SECONDS", least=0.1
    )
    concurrency: int = _declare(32, _Holds.COUNT, "Questions asked at the same time.", takes="N", least=1)
    per_host: int = _declare(2, _Holds.COUNT, "Pages asked of one host at the same time.", takes="N", least=1)
    allow_private: bool = _declare(False, _Holds.SWITCH, "Probe private and loopback addresses too.")
    archive: bool = _declare(
        False,
        _Holds.SWITCH,
        "Save live pages that the Wayback Machine does not hold. Needs CRACKCITE_ARCHIVE_KEY and _SECRET, your keys "
        "from archive.org/account/s3.php.",
    )
    archive_timeout: float = _declare(
        180.0,
        _Holds.NUMBER,
        "Seconds to wait until a page is saved; a slower one is saved all the same.",
        takes="SECONDS",
        least=0.1,
    )
    archive_key: str = _declare("", _Holds.TEXT, "Your S3 access key of archive.org.", secret=True)
    archive_secret: str = _declare("", _Holds.TEXT, "Your S3 secret key of archive.org.", secret=True)
    cache: bool = _declare(True, _Holds.SWITCH, "Keep answers for the next run.")
    cache_dir: str = _declare(
        "", _Holds.PATH, "The folder of the answers kept. The system's cache folder when empty.", takes="FOLDER"
    )
    max_age: str = _declare(
        "",
        _Holds.AGE,
        "How old an answer that was kept may be: 7d, 12h, 90m, or seconds. By its kind when empty.",
        takes="AGE",
    )
    refresh: bool = _declare(False, _Holds.SWITCH, "Ask again what the cache could answer.")
    crossref_url: str = _declare(
        "https://api.crossref.org", _Holds.ADDRESS, "Where Crossref's REST API answers.", takes="URL", panel=_SERVICES
    )
    crossref_rate: float = _declare(
        0.0,
        _Holds.NUMBER,
        "Requests a second to Crossref. The published limits when 0.",
        takes="N",
        least=0,
        panel=_SERVICES,
    )
    crossref_concurrency: int = _declare(
        0,
        _Holds.COUNT,
        "Requests at once to Crossref. The published limits when 0.",
        takes="N",
        least=0,
        panel=_SERVICES,
    )
    datacite_url: str = _declare(
        "https://api.datacite.org", _Holds.ADDRESS, "Where DataCite's REST API answers.", takes="URL", panel=_SERVICES
    )
    doi_url: str = _declare(
        "https://doi.org", _Holds.ADDRESS, "Where the DOI system answers.", takes="URL", panel=_SERVICES
    )
    openlibrary_url: str = _declare(
        "https://openlibrary.org", _Holds.ADDRESS, "Where Open Library answers.", takes="URL", panel=_SERVICES
    )
    pubmed_url: str = _declare(
        "https://eutils.ncbi.nlm.nih.gov",
        _Holds.ADDRESS,
        "Where PubMed's E-utilities answer.",
        takes="URL",
        panel=_SERVICES,
    )
    wayback_url: str = _declare(
        "https://archive.org",
        _Holds.ADDRESS,
        "Where the Wayback Machine's availability API answers.",
        takes="URL",
        panel=_SERVICES,
    )
    save_url: str = _declare(
        "https://web.archive.org",
        _Holds.ADDRESS,
        "Where the Wayback Machine's Save Page Now answers.",
        takes="URL",
        panel=_SERVICES,
    )
    root: str = ""
    file: str = field(default="", compare=False)
    origins: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def origin(self, name: str) -> str:
        """Where the value of a setting was said; empty where it is the default."""
        return dict(self.origins).get(name, "")


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting's declaration. ``name`` is the field's; ``least`` the smallest number; ``choices`` all its values."""

    name: str
    default: Any
    holds: Holds
    about: str
    takes: str = ""
    least: float | None = None
    choices: tuple[str, ...] = ()
    panel: str = ""
    secret: bool = False

    @property
    def key(self) -> str:
        """Its name in the file."""
        return self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return PREFIX + self.name.upper()

    @property
    def in_file_only(self) -> bool:
        """Whether it is too rich for an option or a variable."""
        return self.holds is Holds.IGNORES

    @property
    def is_list(self) -> bool:
        """Whether it has parts, which options and variables write with commas between."""
        return self.holds in (Holds.RULES, Holds.FILES, Holds.TARGETS, Holds.SEVERITIES)

    @property
    def is_option(self) -> bool:
        """Whether the command line can say it."""
        return not self.secret and not self.in_file_only


PREFIX = "CRACKCITE_"

#: Every setting, in the order of the help.
SETTINGS = tuple(Setting(one.name, one.default, **one.metadata) for one in dataclasses.fields(Settings) if one.metadata)
