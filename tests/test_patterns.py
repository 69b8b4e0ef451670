"""Patterns that are compiled late are well formed all the same."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

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


#: Patterns that are tried on short texts alone, so that a square does no harm: where they are, and what is short.
SHORT = {
    "extract/headings.py": "a heading of 70 characters at most",
    "extract/parts/": "a source, of which 4,000 characters are parsed at most",
    "extract/identifiers/urls.py": "an address of 8,000 characters at most, its last 20",
    "extract/sites.py": "the characters before a note that its label may take",
    "matching/": "a registry's record, and a source of 4,000 characters",
    "readers/assembly.py": "what stands between two superscripts",
    "readers/html/__init__.py": "the first 4,096 bytes",
    "readers/markdown/grammar.py": "2,000 characters at most",
    "fixes/targets.py": "the tags around an edit",
    "rules/doi_forms.py": "a DOI as it is written",
    "cli/helping.py": "the words of our own help",
    "lookups/web/": "a page of which a bounded part is read",
}


@pytest.mark.timeout(300)
def test_no_pattern_is_slow_on_a_long_text() -> None:
    script = Path(__file__).with_name("pumping.py")
    ran = subprocess.run([sys.executable, script, "-n", "500"], capture_output=True, text=True, check=True)
    *slow, tried = ran.stdout.splitlines()
    assert int(tried.split()[0]) > 400
    assert [line for line in slow if not line.startswith(tuple(SHORT))] == []
