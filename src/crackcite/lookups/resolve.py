"""Host names: which addresses they have, when their absence is proved, and which addresses are not for us.

A name that does not resolve proves that the host is gone only where the resolver is known to work: some other name
resolved in this run, and still does. Names that can never exist need no proof (RFC 6761, section 6.4; RFC 2606).
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from crackcite.lookups.special import is_localhost, is_private, literal
from crackcite.model import Reason

__all__ = ["Addresses", "Door", "Lookup", "Names", "is_private", "literal", "never_exists"]

#: Seconds to wait for a handshake that only asks whether somebody is there.
_KNOCK = 0.5


class Lookup(StrEnum):
    """What became of a name."""

    FOUND = "found"
    NO_HOST = "no-host"  # proved: the name does not exist
    UNPROVED = "unproved"  # no address, but the resolver has not shown that it works
    PRIVATE = "private"  # an address that only a run with allow_private asks


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a host, in the resolver's order, and what became of the name."""

    lookup: Lookup
    addresses: tuple[str, ...] = ()


def never_exists(host: str) -> bool:
    """Whether the name is reserved to never exist: ``invalid`` and everything below it."""
    return host.rstrip(".").lower().rsplit(".", 1)[-1] == "invalid"


class Door:
    """The host of a service, tried once in a run before anything heavy is imported for it.

    Without a network a run would otherwise spend most of its time on loading libraries that then find no way out; and
    a registry's name that resolves is the proof that other names need.
    """

    def __init__(self, base: str, names: Names) -> None:
        self._base, self._names = base, names
        self._opened = False

    def shut(self) -> Reason:
        """NONE, unless the name does not resolve (NETWORK) or every address refuses a connection at once.

        A proxy does both itself, and is not tried. A door that does not answer at once is left to who knocks next.
        """
        if self._opened or _proxied():
            return Reason.NONE
        address = urlsplit(self._base)
        port = address.port or (443 if address.scheme == "https" else 80)
        found = self._names.resolve(address.hostname or "", port, exempt=True)
        if found.lookup is not Lookup.FOUND:
            return Reason.NETWORK
        said = [_knocked(one, port) for one in found.addresses]
        self._opened = Reason.NONE in said
        return Reason.NONE if self._opened else said[0]


def _knocked(address: str, port: int) -> Reason:
    try:
        socket.create_connection((address, port), timeout=_KNOCK).close()
    except TimeoutError:
        return Reason.NONE
    except ConnectionRefusedError:
        return Reason.REFUSED
    except OSError:
        return Reason.NETWORK
    return Reason.NONE


def _proxied() -> bool:
    from urllib.request import getproxies

    return bool(getproxies())


class Names:
    """The host names of one run. Safe to share between threads; each name is looked up once while it resolves."""

    def __init__(self, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._found: dict[tuple[str, int], tuple[str, ...]] = {}
        self._proof: tuple[str, int] | None = None

    def resolve(self, host: str, port: int, *, exempt: bool = False) -> Addresses:
        """The addresses of ``host``; blocks as long as the system's resolver does, and never raises.

        ``exempt`` is for a service that the user named: it may live at a private address.
        """
        name = host.rstrip(".").lower()
        if never_exists(name):
            return Addresses(Lookup.NO_HOST)
        found = self._addresses(name, port)
        if isinstance(found, Lookup):
            return Addresses(found)
        if not (exempt or self._allow_private) and any(map(is_private, found)):
            return Addresses(Lookup.PRIVATE)
        return Addresses(Lookup.FOUND, found)

    def _addresses(self, name: str, port: int) -> tuple[str, ...] | Lookup:
        itself = literal(name)
        if itself is not None:
            return (str(itself),)
        known = self._found.get((name, port))
        if known:
            return known
        try:
            records = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            # EAI_NODATA (a name without an address) is left open: filters and half-broken resolvers say it too.
            gone = error.errno == socket.EAI_NONAME and self._resolver_still_works()
            return Lookup.NO_HOST if gone else Lookup.UNPROVED
        except (OSError, UnicodeError):  # a label that is empty or over 63 bytes cannot be encoded
            return Lookup.UNPROVED
        found = tuple(dict.fromkeys(str(record[4][0]) for record in records))
        self._found[name, port] = found
        if not is_localhost(name):
            self._proof = self._proof or (name, port)
        return found

    def _resolver_still_works(self) -> bool:
        """Whether a name that has resolved in this run resolves now: without a network, some systems call every name
        missing (EAI_NONAME), and a network may go away in the middle of a run.
        """
        if self._proof is None:
            return False
        try:
            return bool(socket.getaddrinfo(*self._proof, type=socket.SOCK_STREAM))
        except OSError:
            return False
