"""What a reader raises when a file cannot be read, and how much it reads."""

from __future__ import annotations

from crackcite.model import say

#: Characters of a decoded file. Pages carry their pictures in themselves, so that the file may be larger than its text.
LARGEST_SOURCE = 32_000_000

#: Characters of what a file says: three times *War and Peace*. More is no article, and every step takes memory for it.
LARGEST_TEXT = 10_000_000


class UnreadableError(ValueError):
    """A file that cannot be read. ``reason`` is one line: what is wrong, and what to do about it."""

    def __init__(self, reason: str) -> None:
        line = " ".join(reason.split())
        self.reason = reason if line == reason else line
        super().__init__(self.reason)


def too_large(most: int) -> UnreadableError:
    """What is raised for more than ``most`` characters."""
    return UnreadableError(
        say(
            "The file is too large (over {number} million characters): give the article alone.",
            number=most // 1_000_000,
        )
    )
