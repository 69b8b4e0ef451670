"""The tests' own guard: what leaves loopback makes a test fail."""

from __future__ import annotations

import socket

import pytest


def test_a_name_that_was_not_declared_is_seen(dns):
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("api.example.org", 443)
    assert dns.outside == ["looked up api.example.org"]
    dns.outside.clear()


def test_an_address_outside_loopback_is_never_connected_to(dns):
    with socket.socket() as sock, pytest.raises(OSError, match="outside loopback"):
        sock.connect(("192.0.2.1", 80))
    assert dns.outside == ["connected to ('192.0.2.1', 80)"]
    dns.outside.clear()


def test_a_declared_name_leads_to_its_place(dns, world):
    dns.points("www.example.org", world.crossref.host)
    with socket.create_connection(("www.example.org", world.crossref.port)) as sock:
        assert sock.getpeername()[0].startswith("127.")
