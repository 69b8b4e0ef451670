"""Frozen values as plain data and back: for the parts of a report that carry a whole record.

Fields that hold their default are left out, so that a record costs only what it says.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar

Value = TypeVar("Value")


def to_plain(value: Any) -> Any:
    """``value`` as dicts, lists, strings, numbers and ``None``. Dataclass fields at their default are left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != field.default
        }
    if isinstance(value, tuple):
        return [to_plain(part) for part in value]
    return value.value if isinstance(value, Enum) else value


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
    return kind(**{name: _revived(hints[name], value) for name, value in plain.items() if name in hints})


def _tuple(arguments: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise TypeError(f"{plain!r} where a list is expected")
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(_revived(arguments[0], part) for part in plain)
    return tuple(_revived(kind, part) for kind, part in zip(arguments, plain, strict=True))


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)
