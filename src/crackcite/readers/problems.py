"""What a reader raises when a file cannot be read."""

from __future__ import annotations


class UnreadableError(ValueError):
    """A file that cannot be read. ``reason`` is one line: what is wrong, and what to do about it."""

    def __init__(self, reason: str) -> None:
        line = " ".join(reason.split())
        self.reason = reason if line == reason else line
        super().__init__(self.reason)
