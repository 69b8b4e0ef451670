"""The file of settings as others know it: its JSON Schema for editors, and its table for the manual. Pure."""

from __future__ import annotations

from typing import Any

from crackcite.settings.declared import SETTINGS, SEVERITIES, Holds, Setting
from crackcite.settings.toml import toml
from crackcite.settings.values import plain

#: Where the schema is published.
ADDRESS = "https://raw.githubusercontent.com/crackcite/crackcite/main/crackcite.schema.json"


def in_file() -> tuple[Setting, ...]:
    """The settings that the file may hold."""
    return tuple(setting for setting in SETTINGS if not setting.secret)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 7, which editors know best) of ``crackcite.toml``."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": ADDRESS,
        "title": "crackcite.toml",
        "description": "The settings of crackcite, which checks the citations and sources of an article.",
        "type": "object",
        "additionalProperties": False,
        "properties": {setting.key: _property(setting) for setting in in_file()},
    }


def _property(setting: Setting) -> dict[str, Any]:
    written: dict[str, Any] = {"description": setting.about, "default": plain(setting, setting.default)}
    written |= _SHAPES[setting.holds]
    if setting.choices:
        written["enum"] = list(map(str, setting.choices))
    if setting.least is not None:
        written["minimum"] = setting.least
    return written


_TEXTS = {"type": "array", "items": {"type": "string", "pattern": r"\S"}}
_FILE_PATTERN = r"^\s*[^!\s]"
_SHAPES: dict[Holds, dict[str, Any]] = {
    Holds.SWITCH: {"type": "boolean"},
    Holds.NUMBER: {"type": "number"},
    Holds.COUNT: {"type": "integer"},
    Holds.TEXT: {"type": "string"},
    Holds.PATH: {"type": "string"},
    Holds.ADDRESS: {"type": "string", "pattern": r"^[hH][tT][tT][pP][sS]?://[^/\s?#]"},
    Holds.AGE: {
        "type": ["string", "integer"],
        "pattern": r"^(\s*\d{1,9}(\.\d{1,9})?\s*[smhdwSMHDW]?\s*)?$",
        "minimum": 0,
        "maximum": 999_999_999,
    },
    Holds.RULES: _TEXTS,
    Holds.FILES: {"type": "array", "items": {"type": "string", "pattern": _FILE_PATTERN}},
    Holds.TARGETS: _TEXTS,
    Holds.SEVERITIES: {
        "type": "object",
        "additionalProperties": {"type": "string", "enum": list(map(str, SEVERITIES))},
    },
    Holds.IGNORES: {
        "type": "object",
        "propertyNames": {"pattern": _FILE_PATTERN},
        "additionalProperties": _TEXTS,
    },
}

_KINDS = {
    Holds.SWITCH: "true or false",
    Holds.NUMBER: "number",
    Holds.COUNT: "whole number",
    Holds.TEXT: "text",
    Holds.PATH: "path",
    Holds.ADDRESS: "address",
    Holds.AGE: "age",
    Holds.RULES: "list of rules",
    Holds.FILES: "list of file patterns",
    Holds.TARGETS: "list of patterns",
    Holds.SEVERITIES: "table of rule and severity",
    Holds.IGNORES: "table of file pattern and rules",
}


def reference() -> str:
    """The table of the settings in Markdown, for the manual."""
    rows = (_row(setting) for setting in SETTINGS)
    return "\n".join(("| key | holds | default | what it says |", "|---|---|---|---|", *rows)) + "\n"


def _row(setting: Setting) -> str:
    default = "" if setting.secret else f"`{toml(plain(setting, setting.default))}`"
    only = f" Only as the variable `{setting.variable}`." if setting.secret else ""
    only = " Only in the file." if setting.in_file_only else only
    key = setting.variable if setting.secret else setting.key
    return f"| `{key}` | {_KINDS[setting.holds]} | {default} | {setting.about}{only} |"
