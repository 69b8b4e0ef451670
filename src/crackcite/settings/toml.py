"""Values as TOML writes them (toml.io/en/v1.0.0). Pure."""

from __future__ import annotations

import re
from typing import Any


def toml(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(map(_letter, value)) + '"'
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml_key(key)} = {toml(held)}" for key, held in value.items()) + "}"
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)


def toml_key(word: str) -> str:
    """A key, in quotes where it needs them."""
    return word if re.fullmatch(r"[A-Za-z0-9_-]+", word) else toml(word)


def _letter(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    if letter.isprintable():
        return letter
    return f"\\u{ord(letter):04X}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08X}"
