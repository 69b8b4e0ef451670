"""The languages in which crackcite speaks: phrases, and the words of the reports, said in one of them.

The catalogues are gettext's (``locale/<language>/LC_MESSAGES/crackcite.po``), English templates being the keys.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from crackcite.model import Phrase

LANGUAGES = ("en", "fr", "nl")

_CATALOGUES = Path(__file__).parent / "locale"


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

    def said(self, text: str) -> str:
        """A phrase in this language; any other text as it is."""
        if not isinstance(text, Phrase):
            return text
        number = text.values.get("number")
        if text.plural and isinstance(number, int):
            return self._filled(self._catalogue.ngettext(text.template, text.plural, number), text.values)
        return self._filled(self._catalogue.gettext(text.template), text.values)

    def _filled(self, template: str, values: Mapping[str, object]) -> str:
        return template.format_map({name: self.said(v) if isinstance(v, str) else v for name, v in values.items()})


@cache
def voice(language: str) -> Voice:
    """The voice of a language of ``LANGUAGES``; English for any other."""
    return Voice(language if language in LANGUAGES else "en")
