"""Sentences that are kept as template and values, so that a view can say them in another language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self


class Phrase(str):
    """A text in English that remembers what it was made of.

    It is the English text wherever a string is expected. ``template`` holds ``{names}``; ``plural`` is the template for
    other numbers than one, empty where there is none; ``values`` fills in, and its texts may be phrases again. A phrase
    that is cut or joined becomes plain text and stays English: make it a value of another phrase instead.
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


def say(template: str, /, **values: object) -> Phrase:
    """A sentence, a clause or a word for a person; ``template`` must be written out here, for the translators."""
    return Phrase(template, "", values)


def say_many(one: str, many: str, /, number: int, **values: object) -> Phrase:
    """A sentence about ``number`` things: ``one`` is said of 1, ``many`` of any other number."""
    return Phrase(one, many, {"number": number, **values})
