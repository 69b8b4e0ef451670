"""Names and addresses: what proves that a host is gone, and what is not for us to ask."""

from __future__ import annotations

import pytest

from crackcite.lookups.resolve import Lookup, Names, is_private, literal, never_exists


@pytest.mark.parametrize(
    ("host", "never"),
    [
        ("invalid", True),
        ("www.example.invalid", True),
        ("WWW.X.INVALID.", True),
        ("invalid.example.org", False),
        ("example.org", False),
        ("notinvalid", False),
        ("", False),
    ],
)
def test_names_that_never_exist(host, never):
    assert never_exists(host) == never


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("127.1", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("::1", "::1"),
        ("[::1]", "::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("example.org", "None"),
        ("1.example.org", "None"),
        ("", "None"),
    ],
)
def test_addresses_in_all_their_forms(host, address):
    assert str(literal(host)) == address


PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
]
PRIVATE += ["255.255.255.255", "198.18.0.1", "192.0.2.1", "240.0.0.1", "::1", "::", "fc00::1", "fe80::1", "ff02::1"]
PRIVATE += ["::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "fe80::1%eth0"]
PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"]


@pytest.mark.parametrize(("address", "private"), [*((a, True) for a in PRIVATE), *((a, False) for a in PUBLIC)])
def test_private_addresses(address, private):
    assert is_private(address) == private


def test_a_missing_name_proves_nothing_before_another_has_resolved(dns):
    dns.points("www.example.org", "127.0.0.1")
    dns.missing("gone.example.org")
    names = Names(allow_private=True)
    assert names.resolve("gone.example.org", 80).lookup is Lookup.UNPROVED
    assert names.resolve("127.0.0.1", 80).lookup is Lookup.FOUND
    assert names.resolve("localhost", 80).lookup is Lookup.FOUND
    assert names.resolve("gone.example.org", 80).lookup is Lookup.UNPROVED
    assert names.resolve("www.example.org", 80).addresses == ("127.0.0.1",)
    assert names.resolve("gone.example.org", 80).lookup is Lookup.NO_HOST


def test_a_network_that_goes_away_takes_its_proof_along(dns):
    """Without a network, macOS calls every name missing."""
    dns.points("www.example.org", "127.0.0.1")
    names = Names(allow_private=True)
    names.resolve("www.example.org", 80)
    dns.forgets("www.example.org")
    dns.missing("gone.example.org", "www.example.org")
    assert names.resolve("gone.example.org", 80).lookup is Lookup.UNPROVED


def test_a_resolver_in_trouble_proves_nothing_ever(dns):
    dns.points("www.example.org", "127.0.0.1")
    names = Names(allow_private=True)
    names.resolve("www.example.org", 80)
    dns.down()
    assert names.resolve("gone.example.org", 80).lookup is Lookup.UNPROVED


def test_a_reserved_name_needs_no_proof(dns):
    assert Names(allow_private=False).resolve("www.example.invalid", 80).lookup is Lookup.NO_HOST
    assert dns.asked == []


@pytest.mark.parametrize("host", ["a" * 64 + ".example.org", "a..example.org", "\u2024.example.org"])
def test_a_name_that_cannot_be_looked_up(dns, host):
    dns.missing(host)
    assert Names(allow_private=False).resolve(host, 80).lookup is Lookup.UNPROVED


def test_private_addresses_are_asked_only_on_demand(dns):
    dns.points("intranet.example.org", "127.0.0.5")
    for host in ("127.0.0.5", "intranet.example.org"):
        assert Names(allow_private=False).resolve(host, 80).lookup is Lookup.PRIVATE
        assert Names(allow_private=True).resolve(host, 80).lookup is Lookup.FOUND
        assert Names(allow_private=False).resolve(host, 80, exempt=True).lookup is Lookup.FOUND


def test_a_name_is_looked_up_once(dns):
    dns.points("www.example.org", "127.0.0.1")
    names = Names(allow_private=True)
    for _ in range(3):
        names.resolve("www.Example.org.", 80)
    assert dns.asked == ["www.example.org"]
