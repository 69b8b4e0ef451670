"""What came back from an address, and what was concluded from it: the values between fetching, judging and telling."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from crackcite.lookups.web.pages import Sheet, decoded
from crackcite.model import Hop, Outcome, Reason

_MARKUP = re.compile(
    rb"^\s*(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body|title|meta)\b", re.IGNORECASE | re.DOTALL
)

#: What files of other kinds begin with, whatever the server calls them.
PACKED = b"\x1f\x8b"
_OTHER = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", PACKED)


@dataclass(frozen=True)
class Exchange:
    """The last answer to an address after all its redirects, or the reason why there is none.

    ``asked`` is the address asked first, ``url`` the one that answered last; header names are in lower case; ``body``
    is decompressed and may be only the beginning (``whole`` tells). ``status`` is 0 where no server answered.
    """

    asked: str
    url: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    whole: bool = True
    hops: tuple[Hop, ...] = ()
    reason: Reason = Reason.NONE
    detail: str = ""
    cookies: frozenset[str] = frozenset()

    @property
    def content_type(self) -> str:
        """The media type alone, in lower case."""
        return self.headers.get("content-type", "").split(";", 1)[0].strip().lower()

    @cached_property
    def sheet(self) -> Sheet | None:
        """The HTML page that came, whatever its declared type; None where it is none."""
        if not self.body or self.body.startswith(_OTHER):
            return None
        if "html" in self.content_type or _MARKUP.match(self.body[:1024]):
            return Sheet(decoded(self.body, self.headers.get("content-type", "")))
        return None


@dataclass(frozen=True)
class Judgement:
    """What was concluded. ``sign`` is what showed it; ``doubt`` asks for a comparison with an address that cannot
    exist before the page counts as found; the same answer there proves that nothing is here where the doubt is
    ``decisive``, and leaves the question open where it is not. With ``home``, the doubt is whether it is the home page.
    """

    outcome: Outcome
    reason: Reason = Reason.NONE
    detail: str = ""
    sign: str = ""
    doubt: str = ""
    decisive: bool = True
    home: bool = False
    sheet: Sheet | None = None
