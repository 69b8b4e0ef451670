"""The patterns of the settings: which files one names, and which addresses and DOIs are accepted. Pure.

Files are matched as in gitignore files, without the exceptions (``!``); addresses and DOIs with ``*`` alone, because
``?`` and ``[`` are letters of addresses.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from crackcite.patterns import lazy


def matches(pattern: str, path: str) -> bool:
    r"""Whether a pattern names a file.

    ``path`` is relative to the folder of the patterns (:func:`located`), with ``/`` at its end where it is a folder's.
    ``*`` and ``?`` stand for what is within one name, ``**`` for any folders, ``[a-z]`` and ``[!a-z]`` for a letter. A
    pattern with ``/`` before its end begins at the folder of the patterns; any other names files and folders at every
    depth. What names a folder names all that is in it, and with ``/`` at its end nothing else. ``\`` counts as ``/``;
    letters must agree in case on every system.
    Source: git-scm.com/docs/gitignore, "Pattern format".
    """
    path = _composed(path)
    folder = "/" if path.endswith(("/", "\\")) else ""
    return _files(_composed(pattern)).fullmatch(_slashes(path) + folder) is not None


def _composed(text: str) -> str:
    """One spelling of accented letters: file systems have several."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _slashes(path: str) -> str:
    """A path with ``/`` between its parts, without empty ones and ``.``."""
    parts = path.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", "."))


@lru_cache(maxsize=512)
def _files(pattern: str) -> re.Pattern[str]:
    written = pattern.replace("\\", "/")
    bare = _slashes(written)
    if not bare:
        return re.compile(r"(?!)")
    parts = bare.split("/")
    anchored = "/" in written.rstrip("/") and bare != "**"
    while len(parts) > 1 and parts[-1] == "**":  # everything in a folder: the folder
        parts.pop()
        written = "/"
    begins = "" if anchored else "(?:.*/)?"
    return re.compile(begins + _joined(parts) + ("/.*" if written.endswith("/") else "(?:/.*)?"), re.DOTALL)


def _joined(parts: list[str]) -> str:
    """The expression of a pattern's parts: ``**`` stands for any number of folders, none included."""
    written = ""
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        if part == "**":
            written += ".*" if last else "(?:.*/)?"
        else:
            written += _name(part) + ("" if last else "/")
    return written


_SIGN = lazy(r"\*+|\?|\[[!^]?\]?[^\]]*\]|.", re.DOTALL)


def _name(part: str) -> str:
    """The expression of one name, without ``/``."""
    return "".join(_letter(sign) for sign in _SIGN.findall(part))


def _letter(sign: str) -> str:
    if sign.startswith("*"):
        return "[^/]*"
    if sign == "?":
        return "[^/]"
    if sign.startswith("[") and len(sign) > 2:
        return _choice(sign[1:-1])
    return re.escape(sign)


def _choice(inside: str) -> str:
    """The expression of ``[inside]``; a range that descends chooses nothing."""
    negated = inside[0] in "!^" and len(inside) > 1
    members = inside[1:] if negated else inside
    written = "".join(f"\\{letter}" if letter in r"\[]^&~|" else letter for letter in members)
    try:
        return re.compile(f"(?!/)[{'^' if negated else ''}{written}]").pattern
    except re.error:
        return r"(?!)"


def located(path: str, root: str) -> str:
    """A path as patterns see it: relative to the folder ``root`` (the current one when empty), with ``/``.

    Addresses, and ``-`` for standard input, stay as they are. Looks at the file system only where a path leads out of
    the folder: it may come back by a symbolic link.
    """
    if path == "-" or "://" in path:
        return path
    try:
        found = os.path.relpath(path, root or os.curdir)
        if found.startswith(os.pardir):
            real = os.path.relpath(os.path.realpath(path), os.path.realpath(root or os.curdir))
            found = found if real.startswith(os.pardir) else real
    except ValueError:  # another drive
        found = path
    return found.replace(os.sep, "/")


def named(patterns: Iterable[str], path: str, root: str) -> str:
    """The first pattern that names a file, given as it was written; empty where none does."""
    where = located(path, root)
    return next((pattern for pattern in patterns if matches(pattern, where)), "")


def accepts(pattern: str, target: str) -> bool:
    """Whether a pattern accepts an address or a DOI.

    ``*`` stands for any letters, ``/`` included; all else stands for itself. Scheme and host are compared without
    regard to case, and so are DOIs (DOI Handbook 2.4); a pattern without a scheme accepts http and https. A pattern
    that begins with ``10.`` accepts DOIs, and one of a DOI's address (``https://doi.org/10.…``) too.
    """
    return _targets(_plain(pattern)).fullmatch(_plain(target)) is not None


def accepted_by(patterns: Iterable[str], target: str) -> str:
    """The first pattern that accepts an address or a DOI; empty where none does."""
    return next((pattern for pattern in patterns if accepts(pattern, target)), "")


_DOI = lazy(r"(?:doi:\s*|(?:https?://)?(?:dx\.)?doi\.org/)?(10\.(?:\d{4,9}|\d*\*).*)", re.IGNORECASE | re.DOTALL)


def _plain(text: str) -> str:
    """One spelling of an address or a DOI, or of a pattern of them."""
    text = _composed(text.strip())
    if doi := _DOI.fullmatch(text):
        return doi[1].casefold()
    scheme, there, rest = text.partition("://") if "://" in text else ("", "", text)
    host = re.match(r"[^/?#]*", rest)
    length = host.end() if host else 0
    root = "/" if there and not rest.endswith("*") else ""
    return scheme.lower() + there + rest[:length].lower() + (rest[length:] or root)


@lru_cache(maxsize=512)
def _targets(pattern: str) -> re.Pattern[str]:
    written = ".*".join(re.escape(part) for part in pattern.split("*"))
    has_scheme = "://" in pattern or pattern.startswith("*") or _DOI.fullmatch(pattern)
    return re.compile(written if has_scheme else f"(?:https?://)?{written}", re.DOTALL)
