"""Frozen values as plain data and back: for the parts of a report that carry a whole record.

Fields that hold their default are left out, so that a record costs only what it says.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from crackcite.model import Phrase, kept, revived

Value = TypeVar("Value")


def to_plain(value: Any) -> Any:
    """``value`` as dicts, lists, strings, numbers and ``None``. Dataclass fields at their default are left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        named = [(name, getattr(value, name), default) for name, default in _defaults(type(value))]
        texts = {name: one for name, one, _ in named if isinstance(one, Phrase)}
        given = {name: to_plain(one) for name, one, default in named if one != default}
        return {**given, **said(**texts)} if texts else given
    if isinstance(value, tuple):
        return [to_plain(part) for part in value]
    return value.value if isinstance(value, Enum) else value


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in dataclasses.fields(kind))


def said(**texts: str | Sequence[str]) -> dict[str, Any]:
    """The field ``said``, which stands beside English texts and holds what those that are phrases were made of.

    For a row of texts it has a row, ``None`` for a text that is no phrase. Empty where no text is a phrase.
    """
    records: dict[str, Any] = {}
    for name, text in texts.items():
        if isinstance(text, str):
            records[name] = kept(text)
        else:
            row = [kept(one) for one in text]
            records[name] = row if any(row) else None
    found = {name: record for name, record in records.items() if record}
    return {"said": found} if found else {}


def heard(plain: Mapping[str, Any], name: str) -> str:
    """The text ``name`` of a record, as the phrase that it was where ``said`` still tells it."""
    beside = plain.get("said")
    text: str = plain[name]
    return revived(text, beside.get(name)) if isinstance(beside, Mapping) else text


def all_heard(plain: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The row of texts ``name`` of a record, each as the phrase that it was."""
    beside = plain.get("said")
    row = beside.get(name) if isinstance(beside, Mapping) else None
    texts: list[str] = plain[name]
    if not isinstance(row, list) or len(row) != len(texts):
        return tuple(texts)
    return tuple(revived(text, record) for text, record in zip(texts, row, strict=True))


def from_plain(kind: type[Value], plain: Any) -> Value:
    """The value of the dataclass ``kind`` that :func:`to_plain` made ``plain`` of; unknown fields are passed over.

    Raises ``TypeError`` or ``ValueError`` where ``plain`` is not such a value.
    """
    return typing.cast(Value, _revived(kind, plain))


def _revived(kind: Any, plain: Any) -> Any:
    if dataclasses.is_dataclass(kind):
        return _record(kind, plain)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return _tuple(arguments, plain)
    if origin in (types.UnionType, typing.Union):
        return None if plain is None else _revived(next(a for a in arguments if a is not type(None)), plain)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    if kind is float and isinstance(plain, int):
        return float(plain)
    if not isinstance(plain, kind):
        raise TypeError(f"{plain!r} where {kind.__name__} is expected")
    return plain


def _record(kind: Any, plain: Any) -> Any:
    if not isinstance(plain, Mapping):
        raise TypeError(f"{plain!r} where a {kind.__name__} is expected")
    hints = _hints(kind)
    values = {name: _revived(hints[name], value) for name, value in plain.items() if name in hints}
    texts = [name for name in plain.get("said", ()) if isinstance(values.get(name), str)]
    return kind(**{**values, **{name: heard(plain, name) for name in texts}})


def _tuple(arguments: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise TypeError(f"{plain!r} where a list is expected")
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(_revived(arguments[0], part) for part in plain)
    return tuple(_revived(kind, part) for kind, part in zip(arguments, plain, strict=True))


def require_declared(value: Any) -> None:
    """Raise ``TypeError`` where a field of a frozen value, or of one that it holds, is not of its declared type."""
    kind: Any = type(value)
    for name, wanted in _hints(kind).items():
        _require(getattr(value, name), wanted, name)


def _require(value: Any, kind: Any, name: str) -> None:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        kinds = (arguments[0],) * len(value) if arguments[1:] == (Ellipsis,) else arguments
        for part, of in zip(value, kinds, strict=True):
            _require(part, of, name)
        return
    allowed = arguments if origin in (types.UnionType, typing.Union) else (kind,)
    if not isinstance(value, (*allowed, int) if kind is float else allowed):
        raise TypeError(f"{name} is a {type(value).__name__}")
    if dataclasses.is_dataclass(value):
        require_declared(value)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)
