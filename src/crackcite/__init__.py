"""crackcite checks the citations and sources of an article.

As a library: :func:`check` runs the whole job on paths and gives a :class:`Report`; :func:`read` reads one file's bytes
into an :class:`Article`. Both are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crackcite.inputs import read
    from crackcite.model import Article, Finding, Report
    from crackcite.rules import Rule
    from crackcite.run import check
    from crackcite.settings import Settings

__version__ = "0.1.0"

__all__ = ["Article", "Finding", "Report", "Rule", "Settings", "__version__", "check", "read"]

_HOMES = {
    "Article": "crackcite.model",
    "Finding": "crackcite.model",
    "Report": "crackcite.model",
    "Rule": "crackcite.rules",
    "Settings": "crackcite.settings",
    "check": "crackcite.run",
    "read": "crackcite.inputs",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
