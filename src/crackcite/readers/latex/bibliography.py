r"""The keys of a ``thebibliography`` and the numbers or labels that citations get."""

from __future__ import annotations

import re

from crackcite.model import say

_BIBITEM = re.compile(r"(?<!\\)%[^\r\n]*|\\bibitem\s*+(?:\[((?:[^\[\]{}]|\{[^}]{0,2000}\})*+)\]\s*+)?\{([^{}]*)\}")
_BIBTEX = re.compile(r"\\(?:bibliography|addbibresource|printbibliography)\b\s*(?:\{([^{}]*)\})?")
_RAISING = re.compile(r"\\usepackage\s*\[[^\]]*\bsuper(?:script)?\b[^\]]*\]\s*\{(?:cite|natbib|biblatex|overcite)\}"
                      r"|\\usepackage\s*\{overcite\}|\\setcitestyle\{[^}]*super")  # fmt: skip
_MARKUP = re.compile(r"\\[a-zA-Z]+\s*|[{}~]")


class Bibliography:
    """The entries of a file's ``thebibliography``, by key. ``raised``: citations are superscripts."""

    def __init__(self, source: str) -> None:
        items = [match for match in _BIBITEM.finditer(source) if match.group(2) is not None]
        self._labels: dict[str, str] = {}
        for match in items:
            label = _MARKUP.sub(" ", match.group(1) or "").strip()
            self._labels.setdefault(match.group(2).strip(), label or str(len(self._labels) + 1))
        self._known = len(self._labels)
        outside = _BIBTEX.search(source)
        self.outside = (outside.group(1) or say("another file")) if outside and not items else ""
        self.raised = bool(_RAISING.search(source))

    def label(self, key: str) -> str:
        """What a citation of a key shows. A key without an entry gets a number after the last."""
        if not self._known:
            return key
        return self._labels.setdefault(key, str(len(self._labels) + 1))

    def __contains__(self, key: str) -> bool:
        return key in self._labels
