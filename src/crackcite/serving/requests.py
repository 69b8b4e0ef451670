"""What a browser asks and what it is given, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from crackcite.languages import LANGUAGES

#: Articles are texts; what is larger is no article, and would only fill the memory.
LARGEST = 25 * 1024 * 1024

#: Nothing from elsewhere, no script, no frame around these pages; the report inside has a policy of its own.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-src 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)


@dataclass(frozen=True)
class Response:
    """One answer to a browser."""

    body: bytes = b""
    status: str = "200 OK"
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)

    def all_headers(self) -> list[tuple[str, str]]:
        """What is sent before the body: nothing may be kept, framed elsewhere, or told to other sites."""
        return [
            ("Content-Type", self.content_type),
            ("Content-Length", str(len(self.body))),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "same-origin"),  # without any, browsers name no origin with a form
            ("X-Content-Type-Options", "nosniff"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Content-Security-Policy", self.headers.get("Content-Security-Policy", POLICY)),
            *((name, value) for name, value in self.headers.items() if name != "Content-Security-Policy"),
        ]


def page(html: str, status: str = "200 OK", **headers: str) -> Response:
    """An HTML page; ``Refresh="1"`` and the like are headers."""
    return Response(html.encode("utf-8", "replace"), status, headers=headers)


def download(body: bytes, name: str, content_type: str = "application/octet-stream") -> Response:
    """A file to be saved under ``name`` (RFC 6266, with the encoding of RFC 8187)."""
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(body, content_type=content_type, headers={"Content-Disposition": disposition})


def redirect(path: str) -> Response:
    """Look there, with GET."""
    return Response(status="303 See Other", headers={"Location": path})


def language_of(environ: Mapping[str, Any], wish: str) -> str:
    """The language of the pages: the one wished for, else the first that the browser names and crackcite speaks.

    The browser's order is taken as its preference, as browsers send it (RFC 9110 section 12.5.4).
    """
    if wish:
        return wish
    for part in str(environ.get("HTTP_ACCEPT_LANGUAGE", "")).split(","):
        tag = part.split(";")[0].strip().lower()[:2]
        if tag in LANGUAGES:
            return tag
    return "en"
