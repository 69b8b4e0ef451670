"""In which language the command line speaks: what ``--lang``, CRACKCITE_LANG or crackcite.toml says, else the locale.

Reports for machines are English whatever it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from itertools import pairwise

from crackcite.languages import LANGUAGES, Voice, preferred, voice

_SPOKEN: ContextVar[str] = ContextVar("language", default="en")

_OPTION = "--lang"


def begin(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Speak the language that can be told before the command line is understood: errors in it are told so too."""
    said = [word.partition("=")[2] for word in arguments if word.startswith(f"{_OPTION}=")]
    said += [word for option, word in pairwise(arguments) if option == _OPTION]
    wishes = (*said, environment.get("CRACKCITE_LANG", ""))
    speak(next((wish for wish in wishes if wish in LANGUAGES), ""), environment)


def speak(wish: str, environment: Mapping[str, str]) -> None:
    """Speak the language wished for, or the locale's where there is no wish."""
    _SPOKEN.set(wish or preferred(environment))


def tongue() -> Voice:
    """The voice of the language that is spoken now."""
    return voice(_SPOKEN.get())
