"""The languages in which crackcite speaks: phrases, and the words of the reports, said in one of them.

The catalogues are gettext's (``locale/<language>/LC_MESSAGES/crackcite.po``), English templates being the keys.
``tools/translations.py`` brings them up to date with the source.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from crackcite.model import Phrase, template

LANGUAGES = ("en", "fr", "nl")

_CATALOGUES = Path(__file__).parent / "locale"

#: The places that readers name in files without lines, by their first word.
_PLACES = {
    "chapter": template("chapter {label}"),
    "note": template("note {label}"),
    "footnote": template("footnote {label}"),
    "endnote": template("endnote {label}"),
    "page": template("page {label}"),
    "paragraph": template("paragraph {label}"),
}


class Voice:
    """One language. ``tr("…", name=value)`` says a template in it, ``tr.many`` one of two, ``tr.said`` a phrase."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = gettext.translation("crackcite", _CATALOGUES, [language], fallback=True)

    def __call__(self, template: str, /, **values: object) -> str:
        """``template`` in this language, filled in."""
        return self._filled(self._catalogue.gettext(template), values)

    def many(self, one: str, many: str, /, number: int, **values: object) -> str:
        """``one`` or ``many``, as the language's grammar has it for ``number``, filled in."""
        return self._filled(self._catalogue.ngettext(one, many, number), {"number": number, **values})

    def of(self, context: str, template: str, /, **values: object) -> str:
        """``template`` as it is said in a context, where English has one word for what other languages tell apart."""
        return self._filled(self._catalogue.pgettext(context, template), values)

    def said(self, text: str) -> str:
        """A phrase in this language; any other text as it is."""
        if not isinstance(text, Phrase):
            return text
        number = text.values.get("number")
        if text.plural and isinstance(number, int):
            return self._filled(self._catalogue.ngettext(text.template, text.plural, number), text.values)
        return self._filled(self._catalogue.gettext(text.template), text.values)

    def place(self, text: str) -> str:
        """A place as readers name them (``page 4``, ``paragraph 12``) in this language; any other text as it is."""
        kind, _, label = text.partition(" ")
        return self(_PLACES[kind], label=label) if kind in _PLACES and label else text

    def paragraph(self, text: str) -> str:
        """A paragraph of the manual in this language: nothing in it is filled in."""
        return self._catalogue.gettext(text)

    def _filled(self, template: str, values: Mapping[str, object]) -> str:
        return template.format_map({name: self.said(v) if isinstance(v, str) else v for name, v in values.items()})


@cache
def voice(language: str) -> Voice:
    """The voice of a language of ``LANGUAGES``; English for any other."""
    return Voice(language if language in LANGUAGES else "en")


def preferred(environment: Mapping[str, str]) -> str:
    """The language of ``LANGUAGES`` that the locale names: LC_ALL, else LC_MESSAGES, else LANG; English for any other.

    Source: POSIX.1-2017, Base Definitions, 8.2.
    """
    named = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    language = named.replace("-", "_").split("_")[0].split(".")[0].lower()
    return language if language in LANGUAGES else "en"
