"""Patterns that are compiled late are well formed all the same."""

from __future__ import annotations

import importlib
import pkgutil
import re

import crackcite
from crackcite.patterns import lazy


def test_a_lazy_pattern_does_what_the_compiled_one_does() -> None:
    digits = lazy(r"(\d+)([a-z]*)", re.IGNORECASE)
    assert digits.fullmatch("12AB") is not None
    assert digits.sub(r"\2\1", "12AB") == "AB12"
    assert digits.pattern == r"(\d+)([a-z]*)"
    assert [match.span() for match in digits.finditer("1 22")] == [(0, 1), (2, 4)]


def test_every_pattern_compiles() -> None:
    found = 0
    for module in pkgutil.walk_packages(crackcite.__path__, "crackcite."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if type(value) is type(lazy("")):
                assert re.compile(value.pattern, value.flags & ~re.UNICODE) is not None
                found += 1
    assert found > 100
