"""Sentences that are kept as template and values, so that a view can say them in another language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self


class Phrase(str):
    """A text in English that remembers what it was made of.

    It is the English text wherever a string is expected. ``template`` holds ``{names}`` and no other fields; ``plural``
    is the template for other numbers than one, empty where there is none; ``values`` fills in: numbers, and texts that
    may be phrases again. A phrase that is cut or joined becomes plain text and stays English: make it a value of
    another phrase instead.
    """

    __slots__ = ("plural", "template", "values")

    template: str
    plural: str
    values: Mapping[str, object]

    def __new__(cls, template: str, plural: str = "", values: Mapping[str, object] | None = None) -> Self:
        """Fill the template in. ``values["number"]`` chooses between ``template`` and ``plural``.

        Raises ``KeyError`` where a name of the template has no value.
        """
        values = dict(values or {})
        chosen = plural if plural and values["number"] != 1 else template
        made = super().__new__(cls, chosen.format_map(values))
        made.template, made.plural, made.values = template, plural, values
        return made

    def __getnewargs__(self) -> tuple[str, str, Mapping[str, object]]:  # type: ignore[override]
        return self.template, self.plural, self.values


def say(template: str, /, **values: object) -> Phrase:
    """A sentence, a clause or a word for a person; ``template`` must be written out here, for the translators."""
    return Phrase(template, "", values)


def say_many(one: str, many: str, /, number: int, **values: object) -> Phrase:
    """A sentence about ``number`` things: ``one`` is said of 1, ``many`` of any other number."""
    return Phrase(one, many, {"number": number, **values})


def say_list(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``: texts in a row, each of which may be a phrase. Empty for no parts."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    row = parts[0]
    for part in parts[1:-1]:
        row = say("{row}, {next}", row=row, next=part)
    return say("{row} and {last}", row=row, last=parts[-1])


def say_row(parts: Iterable[str], mark: str = ",") -> str:
    """Texts behind one another, a comma or a semicolon between them, each of which may be a phrase."""
    link = template("{row}; {next}") if mark == ";" else template("{row}, {next}")
    row = ""
    for part in parts:
        row = say(link, row=row, next=part) if row else part
    return row


def template(text: str) -> str:
    """A template that is said elsewhere: written out here, for the translators, and given to :func:`say` there."""
    return text


def clause(text: str) -> str:
    """A sentence without its full stop, so that it can stand inside another; it stays a phrase where it was one."""
    if not text.endswith((".", " ")):
        return text
    if isinstance(text, Phrase) and text.template.endswith("."):
        return Phrase(text.template.rstrip(" ."), text.plural.rstrip(" ."), text.values)
    return text.rstrip(" .")


def words_of(error: BaseException) -> str:
    """What an exception says, as the phrase that it was raised with (``str(error)`` would make it plain)."""
    first = error.args[0] if len(error.args) == 1 else None
    return first if isinstance(first, str) else str(error)


def kept(text: str) -> dict[str, Any] | None:
    """A phrase as plain data, a record of ``template``, ``plural`` and ``values``; None for any other text."""
    if not isinstance(text, Phrase):
        return None
    values = {name: _plain(value) for name, value in text.values.items()}
    record = {"template": text.template, **({"plural": text.plural} if text.plural else {})}
    return {**record, "values": values} if values else record


def _plain(value: object) -> object:
    if isinstance(value, str):
        return kept(value) or str(value)
    return value if isinstance(value, int | float) else str(value)


_FIELD = re.compile(r"\{\{|\}\}|\{\w+\}")


def revived(text: str, record: object) -> str:
    """The phrase that :func:`kept` made ``record`` of, where it still says ``text``; else ``text`` as it is.

    A record may come from anybody's file: only plain ``{names}`` are filled in, and what is no record is passed over.
    """
    try:
        phrase = _revived(record)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError):
        return text
    return phrase if phrase == text else text


def _revived(record: Any) -> Phrase:
    template, plural = record["template"], record.get("plural", "")
    if re.search("[{}]", _FIELD.sub("", template) + _FIELD.sub("", plural)):
        raise ValueError(template)
    values = {name: _revived(v) if isinstance(v, dict) else v for name, v in record.get("values", {}).items()}
    return Phrase(template, plural, values)
