"""What a CI system would obey in its log, written so that it does not: articles may come from strangers.

Sources: docs.github.com, *Workflow commands for GitHub Actions*, and actions/runner, ``ActionCommand.cs``, which takes
``::`` at a line's beginning, blanks aside, and ``##[`` anywhere; learn.microsoft.com, *Logging commands* (``##vso[``);
jetbrains.com, *Service messages* (``##teamcity[``). GitLab's section marks begin with an escape character, which no
view lets through.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from crackcite.reports.visible import visible

_OBEDIENT = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
_AT_START = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)
_ANYWHERE = re.compile(r"##(?=\[|vso\[|teamcity\[)")

#: How a ``#`` is written in a view so that it is still the same to who reads it. A view with commands of its own is
#: left alone: it knows what it says.
_MARKED_UP = ("junit", "html")
_WRITTEN = {
    **dict.fromkeys(("json", "sarif", "gitlab", "rdjson"), r"#\\u0023"),
    **dict.fromkeys(_MARKED_UP, "#&#35;"),
}
_COMMANDS = "github"


def obeyed(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether what is printed here is the log of a system that obeys some of its lines."""
    return any(environ.get(name) for name in _OBEDIENT)


def unobeyed(text: str, view: str = "") -> str:
    """``text`` without anything that such a system would obey; ``view`` is the format that it is in, if it has one."""
    if view == _COMMANDS:
        return text
    if view in _WRITTEN:
        text = _AT_START.sub(r"\1&#58;", text) if view in _MARKED_UP else text
        return _ANYWHERE.sub(_WRITTEN[view], text)
    return _ANYWHERE.sub("# #", _AT_START.sub(r"\1: ", text))


def shown(text: str) -> str:
    """The lines of a diff with their controls shown; tabs stay, and what ends a line, so that it can be applied."""
    lines = (line.removesuffix("\r") for line in text.split("\n"))
    ends = ("\r" if line.endswith("\r") else "" for line in text.split("\n"))
    return "\n".join("\t".join(map(visible, line.split("\t"))) + end for line, end in zip(lines, ends, strict=True))
