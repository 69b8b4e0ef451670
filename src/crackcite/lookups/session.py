"""The manners of every HTTP request: who asks, how long, through which proxy, trusting which certificates.

Proxies come from the environment for both libraries. ``REQUESTS_CA_BUNDLE`` is known to requests only and
``SSL_CERT_FILE`` to httpx2 only; here both count for both. No password is ever read from a ``.netrc`` file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from crackcite import __version__
from crackcite.causes import cause
from crackcite.model import say
from crackcite.settings import Settings

if TYPE_CHECKING:
    import ssl

#: Where people who run a server can read what crackcite is and whom to write to.
HOME = "https://github.com/crackcite/crackcite"

#: No registry's record comes near this many bytes.
LARGEST_ANSWER = 8_000_000


def mailto(settings: Settings) -> str:
    """The user's address as it may stand in a header: what is not ASCII, a space or a bracket is percent-encoded."""
    return quote(settings.mailto.strip(), safe="@!$&'*+-./=?^_`{|}~")


def user_agent(settings: Settings) -> str:
    """``crackcite/<version> (+<home>; mailto:<address>)``, the address only where the user gave one."""
    contact = f"; mailto:{mailto(settings)}" if settings.mailto else ""
    return f"crackcite/{__version__} (+{HOME}{contact})"


def certificates(environment: Mapping[str, str] = os.environ) -> str | None:
    """The file or folder of trusted certificates that the environment names, for whichever library."""
    names = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")
    return next((environment[name] for name in names if environment.get(name)), None)


def trust_problem() -> str:
    """A sentence where the certificates that the environment names cannot be read; else empty."""
    try:
        trust()
    except OSError as error:
        return say(
            "the trusted certificates in {path} cannot be read ({error})",
            path=str(certificates()),
            error=cause(error),
        )
    return ""


def trust() -> ssl.SSLContext | None:
    """A TLS context for the certificates that the environment names; None where it names none.

    Raises ``OSError`` where they cannot be read.
    """
    path = certificates()
    if path is None:
        return None
    import ssl

    is_folder = Path(path).is_dir()
    return ssl.create_default_context(cafile=None if is_folder else path, capath=path if is_folder else None)
