"""Regular expressions that are compiled when they are first used.

Reading an article needs some two hundred patterns, an article only some of them, and compiling is most of what starting
costs.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a pattern until one of its methods is asked for, and keeps each method once asked for."""

    def __init__(self, pattern: str, flags: re.RegexFlag) -> None:
        self._written = (pattern, flags)
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if self._compiled is None:
            self._compiled = re.compile(*self._written)
        method = getattr(self._compiled, name)
        setattr(self, name, method)
        return method


def lazy(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """What ``re.compile`` gives, compiled at its first use; a malformed pattern is an error only then."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
