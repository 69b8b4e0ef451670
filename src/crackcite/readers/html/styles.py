"""What a page's styles say that matters to the text: what is raised, and what is not shown."""

from __future__ import annotations

import re

from crackcite.readers.tree import Element, names

_RULE = re.compile(r"(?<![^{}])([^{}]++)\{([^{}]*+)\}")
_CONDITIONAL = re.compile(r"@(?:media|supports)[^{}@]*+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CLASS = re.compile(r"(?:[a-z]+[0-9]?)?\.([\w-]+)")
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN = names(
    "screen-reader-text sr-only visually-hidden visuallyhidden element-invisible katex-html"
    " footnote_tooltip footnote_index_arrow"  # a WordPress plugin's copy of a note beside its marker
)
_UNMARKED = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)


class Styles:
    """The classes that a page's own style sheets raise, such as those of Google Docs (``.c5``)."""

    def __init__(self, root: Element) -> None:
        self._raised: set[str] = set()
        for element in root.walk():
            if element.name == "style":
                self._learn(element.text())

    def _learn(self, sheet: str) -> None:
        plain = _CONDITIONAL.sub("", _COMMENT.sub("", sheet[:500_000]))
        for selectors, declarations in _RULE.findall(plain):
            if _RAISED.search(declarations):
                matches = (_CLASS.fullmatch(selector.strip()) for selector in selectors.split(","))
                self._raised.update(match.group(1) for match in matches if match)

    def raised(self, element: Element) -> bool:
        """Whether an element is set as a superscript."""
        if element.name == "sup" or _RAISED.search(element.get("style")):
            return True
        return bool(self._raised) and not self._raised.isdisjoint(element.get("class").split())

    @staticmethod
    def hidden(element: Element) -> bool:
        """Whether an element is not shown to a reader who looks at the page."""
        if not element.attributes:
            return False
        shown = "hidden" not in element.attributes and not _HIDDEN.search(element.get("style"))
        return not shown or not _UNSEEN.isdisjoint(element.get("class").split())

    @staticmethod
    def unmarked(element: Element) -> bool:
        """Whether a list shows no numbers."""
        return bool(_UNMARKED.search(element.get("style")))
