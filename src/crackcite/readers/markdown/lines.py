"""Where in a Markdown file the text of a block stands, once the marks of quotes and lists have been taken off it."""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE_END = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"<!--[^>]{0,500}-->")


class Lines:
    """The lines of a source file with their offsets; counted as the parser counts them."""

    def __init__(self, source: str, first: int = 0) -> None:
        ends = list(_LINE_END.finditer(source, first))
        self.source = source
        self.starts = [first, *(end.end() for end in ends)]
        self.ends = [*(end.start() for end in ends), len(source)]

    def start(self, line: int) -> int:
        """Where a line begins; the end of the file for a line after the last."""
        return self.starts[line] if line < len(self.starts) else len(self.source)

    def find(self, text: str, line: int, after: int = 0) -> int:
        """Where a line's own text stands in it, not before the offset ``after``; its end where it cannot be found."""
        if line >= len(self.starts):
            return len(self.source)
        start, end = max(self.starts[line], after), self.ends[line]
        kept = text.strip()
        tail = len(self.source[start:end].rstrip())
        if kept and not after and self.source.endswith(kept, start, start + tail):
            return start + tail - len(kept)
        written = (kept, kept.replace("|", "\\|"))  # in a table's cell, the bar is escaped
        return max(start, *(self.source.find(text, start, end) for text in written))


class Block:
    """A block's content, with the way from each of its characters to the source; ``widest`` is its longest line,
    without the comments in it.
    """

    def __init__(self, content: str, lines: Lines, first_line: int, after: int = 0) -> None:
        self.content = content
        self._starts = [0]
        self._sources: list[int] = []
        self.widest = 0
        for index, text in enumerate(content.split("\n")):
            self.widest = max(self.widest, len(_COMMENT.sub("", text)))
            indent = len(text) - len(text.lstrip())
            self._sources.append(lines.find(text, first_line + index, after if index == 0 else 0) - indent)
            self._starts.append(self._starts[-1] + len(text) + 1)

    def source(self, at: int) -> int:
        """The offset in the source of an offset in the content."""
        index = min(bisect_right(self._starts, at) - 1, len(self._sources) - 1)
        return max(0, self._sources[index] + at - self._starts[index])
