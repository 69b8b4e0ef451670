"""Reference against record: pure comparison, from values to values.

The names below are loaded when they are first used: judging an article without network needs only the small tools.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crackcite.matching.candidates import search_key, suggest
    from crackcite.matching.comparison import Comparison, Mismatch, Same, compare

__all__ = ["Comparison", "Mismatch", "Same", "compare", "search_key", "suggest"]

_ROOMS = {"search_key": "candidates", "suggest": "candidates"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    made = getattr(import_module(f"{__name__}.{_ROOMS.get(name, 'comparison')}"), name)
    globals()[name] = made
    return made
