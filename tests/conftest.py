"""What every test stands on: no way out of loopback, a clean environment, a played world."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import world as played
from hypothesis import HealthCheck, settings

# No test asserts a time, and a busy machine is no failure. HYPOTHESIS_PROFILE=long searches for longer.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", settings.get_profile("patient"), max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "patient"))


class Dns:
    """The names that exist in a test. Any other name that is looked up fails the test.

    ``dns.points("www.example.org", "127.0.0.5")``, ``dns.missing("gone.example.org")`` (NXDOMAIN), ``dns.down()`` (no
    resolver: every name fails), ``dns.hangs()`` (the resolver never answers until the test is over).
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.outside: list[str] = []
        self.over = threading.Event()
        self._hosts: dict[str, str] = {"localhost": "127.0.0.1"}
        self._missing: set[str] = set()
        self._is_down = self._hangs = False

    def points(self, name: str, address: str) -> None:
        self._hosts[name] = address

    def missing(self, *names: str) -> None:
        self._missing.update(names)

    def forgets(self, name: str) -> None:
        self._hosts.pop(name)

    def down(self) -> None:
        self._is_down = True

    def hangs(self) -> None:
        self._hangs = True

    def address(self, host: object) -> str:
        """The loopback address of a host, or the error that a resolver would give."""
        name = host.decode() if isinstance(host, bytes) else str(host or "127.0.0.1")
        if name.startswith("127."):
            return name
        self.asked.append(name)
        if self._hangs:
            self.over.wait()
        if self._is_down or self._hangs:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        if name in self._hosts:
            return self._hosts[name]
        if name not in self._missing:
            self.outside.append(f"looked up {name}")
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


@pytest.fixture(autouse=True)
def dns(monkeypatch: pytest.MonkeyPatch) -> Iterator[Dns]:
    """The guard: what leaves 127.0.0.0/8, or looks up a name that the test did not declare, fails the test."""
    names = Dns()
    real_lookup: Callable[..., Any] = socket.getaddrinfo
    real_connect, real_connect_ex = socket.socket.connect, socket.socket.connect_ex

    def lookup(host: Any, *rest: Any, **more: Any) -> Any:
        return real_lookup(names.address(host), *rest, **more)

    def checked(sock: socket.socket, address: Any) -> Any:
        if sock.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith("127."):
            names.outside.append(f"connected to {address}")
            raise OSError(f"the tests' guard: {address} is outside loopback")
        return address

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(socket, "gethostbyname", names.address)
    monkeypatch.setattr(socket.socket, "connect", lambda sock, to: real_connect(sock, checked(sock, to)))
    monkeypatch.setattr(socket.socket, "connect_ex", lambda sock, to: real_connect_ex(sock, checked(sock, to)))
    yield names
    names.over.set()
    assert not names.outside, f"the test left loopback: {names.outside}"


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting, proxy, certificate bundle or language of the machine reaches a test."""
    for name in list(os.environ):
        if name.startswith("CRACKCITE_") or name.lower().endswith("_proxy") or name in _CERTIFICATES:
            monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


_CERTIFICATES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")


@pytest.fixture
def world(tmp_path: Path, dns: Dns) -> Iterator[played.World]:
    """A played world, closed when the test ends (before the names are)."""
    yield from played.opened(tmp_path)
