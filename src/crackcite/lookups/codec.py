"""Answers as JSON and back: what the cache keeps."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from crackcite.model import (
    Answer,
    Contributor,
    Hop,
    Notice,
    Outcome,
    Page,
    Question,
    Reason,
    Relation,
    Work,
    kept,
    revived,
)

#: Raised when a field changes its meaning; answers of another version are asked again.
VERSION = 1

#: The fields that hold values of the model, by name: the same name means the same type in every class.
_NESTED: dict[str, type] = {
    "works": Work,
    "page": Page,
    "authors": Contributor,
    "editors": Contributor,
    "notices": Notice,
    "notice_of": Notice,
    "relations": Relation,
    "hops": Hop,
}


def _defaults(kind: type) -> dict[str, Any]:
    return {declared.name: declared.default for declared in fields(kind)}


_DEFAULTS = {kind: _defaults(kind) for kind in (Answer, *set(_NESTED.values()))}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return _record(value)
    return value


def _record(value: Any, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """The fields of a value that are not at their default."""
    named = ((name, getattr(value, name), default) for name, default in _DEFAULTS[type(value)].items())
    return {name: _plain(item) for name, item, default in named if name not in without and item != default}


def encode(answer: Answer) -> str:
    """The answer as JSON, without its question (that is the key) and without ``cached``.

    ``said`` holds what the detail and the page's sign were made of, so that they can be said in other languages.
    """
    record = _record(answer, without=("question", "cached"))
    said = {"detail": kept(answer.detail), "sign": kept(answer.page.sign) if answer.page else None}
    if any(said.values()):
        record["said"] = {name: made for name, made in said.items() if made}
    return json.dumps({"v": VERSION, **record}, separators=(",", ":"))


#: By class: the fields that JSON has as lists or mappings, and the class of what is in them (None: texts, numbers).
_COMPOSED: dict[type, dict[str, type | None]] = {
    kind: {
        name: _NESTED.get(name)
        for name, default in defaults.items()
        if name in _NESTED or (isinstance(default, tuple) and name != "question")
    }
    for kind, defaults in _DEFAULTS.items()
}


def _composed(kind: type, record: dict[str, Any]) -> dict[str, Any]:
    """The record with its lists and mappings turned into values of the model."""
    for name, inner in _COMPOSED[kind].items():
        item = record.get(name)
        if item is None:
            continue
        if isinstance(item, dict):
            record[name] = None if inner is None else inner(**_composed(inner, item))
        else:
            record[name] = tuple(item if inner is None else [inner(**_composed(inner, each)) for each in item])
    return record


def decode(question: Question, text: str) -> Answer | None:
    """The answer that :func:`encode` wrote, marked as cached; None where another version wrote it.

    Raises ``ValueError``, ``TypeError`` or ``KeyError`` for what is no answer at all.
    """
    try:
        return _decoded(question, json.loads(text))
    except (AttributeError, RecursionError):  # JSON of another form, or nested without end
        raise ValueError("no answer") from None


def _decoded(question: Question, record: Any) -> Answer | None:
    if record.pop("v") != VERSION:
        return None
    outcome, reason = Outcome(record.pop("outcome")), Reason(record.pop("reason", ""))
    said = record.pop("said", {})
    if "detail" in said:
        record["detail"] = revived(record["detail"], said["detail"])
    if "sign" in said:
        record["page"]["sign"] = revived(record["page"]["sign"], said["sign"])
    return Answer(question, outcome, reason, cached=True, **_composed(Answer, record))
