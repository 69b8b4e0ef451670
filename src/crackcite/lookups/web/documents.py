"""What is not a web page: the title of a PDF, as far as its first bytes give one."""

from __future__ import annotations

import re

from crackcite.lookups.web.exchange import Exchange
from crackcite.lookups.web.pages import squeezed

_XMP = re.compile(rb"<dc:title>.{0,200}?<rdf:li[^<>]{0,100}>([^<]{0,1000})</rdf:li>", re.DOTALL)
_INFO = re.compile(rb"/Title\s*(?:\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]+)>)")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b""}
#: Titles that a program wrote and nobody meant: a file's name, a template's.
_MEANINGLESS = re.compile(
    r"\.(?:docx?|indd|qxp|qxd|pptx?|xlsx?|tex|dvi|pdf|ai|odt|pages)$|^(?:untitled|microsoft (?:word|powerpoint)|"
    r"document\d*|sans titre|titel|title|layout 1)\b",
    re.IGNORECASE,
)


def title(exchange: Exchange) -> str:
    """The title of a PDF: its XMP metadata's, else its document information's (ISO 32000-1 section 14.3)."""
    if not exchange.body.startswith(b"%PDF"):
        return ""
    xmp = _XMP.search(exchange.body)
    if xmp:
        found = squeezed(xmp.group(1).decode("utf-8", "replace"))
    else:
        info = next(filter(lambda one: one.group(1) or one.group(2), _INFO.finditer(exchange.body)), None)
        found = squeezed(_text(info.group(1), info.group(2))) if info else ""
    return "" if _MEANINGLESS.search(found) else found


def _text(literal: bytes | None, digits: bytes | None) -> str:
    raw = _ESCAPE.sub(_unescaped, literal) if literal is not None else bytes.fromhex(_even(digits or b""))
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    return raw.decode("utf-8") if raw.startswith(b"\xef\xbb\xbf") else raw.decode("cp1252", "replace")


def _even(digits: bytes) -> str:
    bare = b"".join(digits.split()).decode("ascii")
    return bare + "0" * (len(bare) % 2)


def _unescaped(match: re.Match[bytes]) -> bytes:
    escaped = match.group(1)
    return bytes([int(escaped, 8) & 255]) if escaped[:1].isdigit() else _CONTROLS.get(escaped, escaped)
