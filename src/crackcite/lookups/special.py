"""Addresses that are not for everybody: which a host is itself, and which are outside the public Internet.

Sources: IANA's IPv4 and IPv6 Special-Purpose Address Registries (as of 2025-10), its registry of IPv6 address space
(only 2000::/3 is given out to the public), RFC 5771 and RFC 4291 (multicast). Python's own ``is_global`` follows the
registries as they were when that Python was made, which differs between the versions that are supported here.
"""

from __future__ import annotations

import ipaddress
import re
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

_INSIDE_4 = """
0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24
192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4
240.0.0.0/4 168.63.129.16/32
"""
"""The last one is in no registry: at it Azure's machines, CI's among them, find the service that holds their secrets
(https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16)."""

_INSIDE_6 = "2001::/23 2001:db8::/32 2620:4f:8000::/48 3fff::/20"
"""Of 2000::/3. The first holds Teredo, ORCHID, AMT, DRIP and what IANA keeps for protocols."""

_PUBLIC_6 = "2000::/3"
_NAT64 = "64:ff9b::/96"
"""RFC 6052's well-known prefix. That of RFC 8215 (64:ff9b:1::/48) is for translation inside a network."""

_BARE = "localhost"
_NAMES_INSIDE = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet", ".corp", ".home", ".test")
"""RFC 6761, RFC 6762, RFC 8375, ICANN's resolution 2024.07.29.06 (internal), and names never to be delegated."""


@cache
def _networks(written: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ipaddress.ip_network(one) for one in written.split())


def _within(address: IPv4Address | IPv6Address, networks: str) -> bool:
    return any(address in network for network in _networks(networks))


def is_private(address: str) -> bool:
    """Whether an address (``127.0.0.1``, ``fe80::1%eth0``) is outside the public Internet.

    An IPv4 address wrapped in an IPv6 one (mapped, 6to4, NAT64's well-known prefix) counts as itself.
    """
    found: IPv4Address | IPv6Address | None = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found.sixtofour or (_low(found) if _within(found, _NAT64) else found)
    if isinstance(found, IPv4Address):
        return _within(found, _INSIDE_4)
    return found is None or not _within(found, _PUBLIC_6) or _within(found, _INSIDE_6)


def _low(address: IPv6Address) -> IPv4Address:
    """The IPv4 address in the last 32 bits."""
    return IPv4Address(int(address) & 0xFFFFFFFF)


def named_inside(host: str) -> bool:
    """Whether a name is one of a network's own: nobody else can resolve it, and it may lead to this machine.

    To be judged by name alone where something else, a proxy, does the resolving.
    """
    return is_localhost(host) or host.endswith(_NAMES_INSIDE) or ("." not in host and ":" not in host)


def is_localhost(host: str) -> bool:
    """Whether the name is this machine's own everywhere (RFC 6761, section 6.3)."""
    return host == _BARE or host.endswith("." + _BARE)


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address that ``host`` is itself, in any form that a socket or a browser accepts; else None.

    ``127.1``, ``0x7f.1``, ``2130706433``, ``0177.0.0.1`` are all IPv4 (WHATWG URL Standard, IPv4 parser).
    """
    bare = host.strip("[]").split("%", 1)[0]
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        return _short_form(bare)


def ends_in_number(host: str) -> bool:
    """Whether the last label is a number: then the host is an IPv4 address or nothing (WHATWG URL Standard)."""
    return _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]) is not None


_NUMBER = re.compile(r"[0-9]{1,40}|0[xX][0-9a-fA-F]{0,40}")


def _short_form(host: str) -> IPv4Address | None:
    parts = host.removesuffix(".").split(".")
    numbers = [_number(part) for part in parts[:5]]
    *high, low = (number if number is not None else 2**32 for number in numbers)
    if len(numbers) > 4 or any(number > 255 for number in high) or low >= 256 ** (4 - len(high)):
        return None
    return IPv4Address(low + sum(number << 8 * (3 - place) for place, number in enumerate(high)))


def _number(text: str) -> int | None:
    """A decimal, octal (``0177``) or hexadecimal (``0x7f``) number; None where it is none."""
    if not _NUMBER.fullmatch(text):
        return None
    base = 16 if text[:2] in ("0x", "0X") else 8 if text[0] == "0" else 10
    try:
        return int(text[2:] or "0", 16) if base == 16 else int(text, base)
    except ValueError:  # 09
        return None
