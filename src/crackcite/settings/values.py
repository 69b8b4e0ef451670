"""What was written for a setting, as its value: texts of options and variables, values of a file."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

from crackcite.errors import CrackciteError
from crackcite.model import say
from crackcite.patterns import lazy
from crackcite.settings.declared import SEVERITIES, Holds, Setting


class SettingsError(CrackciteError):
    """A setting that cannot be used; the message names it, its source and what is expected."""


class Source:
    """Where a value was written. ``named`` begins a sentence about it, ``place`` tells where alone."""

    def __init__(self, named: str, place: str) -> None:
        self.named = named
        self.place = place

    def part(self, step: int | str) -> Source:  # noqa: ARG002
        """Where a part of a list or a table was written: of an option or a variable, in it."""
        return self


#: Refuses a word that names no rule, by raising :class:`CrackciteError`.
RuleCheck = Callable[[str], object]


def from_text(setting: Setting, text: str, source: Source, rules: RuleCheck | None = None) -> Any:
    """The value of a setting that was written as one text. Raises :class:`SettingsError`."""
    return _checked(setting, _converted(setting.holds, text, source), source, rules)


_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def _converted(holds: Holds, text: str, source: Source) -> Any:
    match holds:
        case Holds.SWITCH if text.lower() in _TRUE | _FALSE:
            return text.lower() in _TRUE
        case Holds.SWITCH:
            raise SettingsError(say("{source} is {value}; say 1 or 0", source=source.named, value=repr(text)))
        case Holds.NUMBER | Holds.COUNT:
            try:
                return float(text) if holds is Holds.NUMBER else int(text)
            except ValueError:
                raise _unexpected(repr(text), _EXPECTED[holds], source) from None
        case Holds.RULES | Holds.FILES | Holds.TARGETS:
            return [part.strip() for part in text.split(",") if part.strip()]
        case Holds.SEVERITIES:
            return dict(_pairs(text, source))
    return text


def _pairs(text: str, source: Source) -> Iterator[tuple[str, str]]:
    for part in filter(None, (part.strip() for part in text.split(","))):
        word, there, value = part.partition("=")
        if not there:
            raise SettingsError(
                say("{source} has {part}; write it as CC402=warning", source=source.named, part=repr(part))
            )
        yield word.strip(), value.strip()


_EXPECTED = {
    Holds.SWITCH: say("true or false, without quotes,"),
    Holds.NUMBER: say("a number"),
    Holds.COUNT: say("a whole number"),
    Holds.TEXT: say("a text in quotes"),
    Holds.PATH: say("a path in quotes"),
    Holds.ADDRESS: say("an address in quotes"),
    Holds.AGE: say('an age in quotes, such as "7d",'),
    Holds.RULES: say('a list of rules, such as ["CC4", "missing-doi"],'),
    Holds.FILES: say('a list of patterns, such as ["drafts/**"],'),
    Holds.TARGETS: say('a list of patterns, such as ["https://intranet.example/*", "10.1234/*"],'),
    Holds.SEVERITIES: say('a table, such as {{CC402 = "warning"}},'),
    Holds.IGNORES: say('a table, such as {{"drafts/*" = ["CC4"]}},'),
}


def _unexpected(value: str, expected: str, source: Source) -> SettingsError:
    return SettingsError(
        say("{source} is {value}; {expected} is expected", source=source.named, value=value, expected=expected)
    )


def _shown(value: object) -> str:
    """A value as a person wrote it, long ones by their kind."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return say("a table") if isinstance(value, dict) else say("a list")
    return repr(value) if isinstance(value, str) else str(value)


def from_file(setting: Setting, value: object, source: Source, rules: RuleCheck | None = None) -> Any:
    """The value of a setting that a file holds. Raises :class:`SettingsError`."""
    holds = setting.holds
    if holds is Holds.AGE and type(value) is int:
        value = str(value)
    if holds is Holds.NUMBER and type(value) is int:
        _not_below(setting.least, value, source)
        value = float(value)
    if type(value) is not _TYPES.get(holds, str):
        raise _unexpected(_shown(value), _EXPECTED[holds], source)
    return _checked(setting, value, source, rules)


_TYPES = {
    Holds.SWITCH: bool,
    Holds.NUMBER: float,
    Holds.COUNT: int,
    Holds.RULES: list,
    Holds.FILES: list,
    Holds.TARGETS: list,
    Holds.SEVERITIES: dict,
    Holds.IGNORES: dict,
}


def _checked(setting: Setting, value: Any, source: Source, rules: RuleCheck | None) -> Any:
    """A value of the right type, checked and frozen."""
    match setting.holds:
        case Holds.NUMBER | Holds.COUNT:
            _not_below(setting.least, value, source)
        case Holds.TEXT if setting.choices and value not in setting.choices:
            raise _none_of(value, setting.choices, source)
        case Holds.ADDRESS:
            return _address(setting, value, source)
        case Holds.AGE:
            _require_age(value, source)
        case Holds.RULES:
            return tuple(_words(value, source, rules))
        case Holds.FILES | Holds.TARGETS:
            return tuple(_patterns(setting.holds, value, source))
        case Holds.SEVERITIES:
            return tuple(_severities(value, source, rules))
        case Holds.IGNORES:
            return tuple(_ignores(value, source, rules))
    return value


#: No number of a run is larger: seconds, requests, connections.
_LARGEST = 1_000_000_000


def _not_below(least: float | None, value: float, source: Source) -> None:
    if not -_LARGEST <= value <= _LARGEST:  # NaN is not, either
        shown = f"{value:g}" if isinstance(value, float) else say("too large")
        raise _unexpected(shown, say("a number up to {largest}", largest=_LARGEST), source)
    if least is not None and value < least:
        raise _unexpected(f"{value:g}", say("a number not below {least}", least=f"{least:g}"), source)


def _none_of(value: str, choices: tuple[str, ...], source: Source) -> SettingsError:
    names = ", ".join(filter(None, choices))
    return SettingsError(
        say("{source} is {value}; choose from {choices}", source=source.named, value=repr(value), choices=names)
    )


_ADDRESS = lazy(r"https?://[^/\s?#]+", re.IGNORECASE)


def _address(setting: Setting, value: str, source: Source) -> str:
    if not _ADDRESS.match(value):
        raise _unexpected(repr(value), say("an address such as {example}", example=setting.default), source)
    return value.rstrip("/")


_AGE = lazy(r"(\d{1,9}(?:\.\d{1,9})?)\s*([smhdw]?)")
_UNITS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 7 * 86400.0}


def seconds(age: str) -> float:
    """The seconds of an age such as ``7d``, ``12h``, ``90m``, ``2w`` or ``3600``; infinity where it is empty.

    Raises ``ValueError`` for anything else.
    """
    if not age:
        return math.inf
    written = _AGE.fullmatch(age.strip().lower())
    if not written:
        raise ValueError(age)
    return float(written[1]) * _UNITS[written[2]]


def _require_age(value: str, source: Source) -> None:
    try:
        seconds(value)
    except ValueError:
        raise _unexpected(repr(value), say("an age such as 7d, 12h, 90m, or a number of seconds"), source) from None


def _words(value: object, source: Source, rules: RuleCheck | None) -> Iterator[str]:
    for index, word in enumerate(_texts(value, Holds.RULES, source)):
        _require_rule(word, source.part(index), rules)
        yield word


def _texts(value: object, holds: Holds, source: Source) -> list[str]:
    if type(value) is not list:
        raise _unexpected(_shown(value), _EXPECTED[holds], source)
    for index, item in enumerate(value):
        if type(item) is not str or not item.strip():
            raise _unexpected(_shown(item), say("a text in quotes"), source.part(index))
    return [item.strip() for item in value]


def _require_rule(word: str, source: Source, rules: RuleCheck | None) -> None:
    if not word.isprintable():
        raise SettingsError(say("{source}: there is no rule {word}", source=source.named, word=repr(word)))
    if rules is None:
        return
    try:
        rules(word)
    except CrackciteError as error:
        raise SettingsError(
            say("{source}: {problem}", source=source.named, problem=error.args[0] if error.args else str(error))
        ) from None


def _patterns(holds: Holds, value: object, source: Source) -> Iterator[str]:
    for index, pattern in enumerate(_texts(value, holds, source)):
        if holds is Holds.FILES:
            _require_pattern(pattern, source.part(index))
        yield pattern


def _require_pattern(pattern: str, source: Source) -> None:
    if pattern.startswith("!"):
        raise SettingsError(
            say(
                "{source} has {pattern}; name what is meant: there is no “all but”",
                source=source.named,
                pattern=repr(pattern),
            )
        )


def _severities(value: dict[str, object], source: Source, rules: RuleCheck | None) -> Iterator[tuple[str, str]]:
    for word, severity in value.items():
        here = source.part(word)
        _require_rule(word, here, rules)
        if not isinstance(severity, str) or severity not in SEVERITIES:
            raise _none_of(str(severity), SEVERITIES, here)
        yield word, str(severity)


def _ignores(
    value: dict[str, object], source: Source, rules: RuleCheck | None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern, words in value.items():
        _require_pattern(pattern, source.part(pattern))
        yield pattern, tuple(_words(words, source.part(pattern), rules))


def plain(setting: Setting, value: Any) -> Any:
    """A setting's value as a file or JSON writes it: lists for tuples, tables for pairs."""
    match setting.holds:
        case Holds.SEVERITIES:
            return dict(value)
        case Holds.IGNORES:
            return {pattern: list(words) for pattern, words in value}
        case Holds.RULES | Holds.FILES | Holds.TARGETS:
            return list(value)
    return value
