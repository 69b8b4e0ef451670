"""The README says what the program does: its tables and its example are compared with the real thing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from crackcite import rules

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", rules.table().values(), ids=lambda rule: rule.code)
def test_every_rule_stands_in_the_table_as_its_page_says(rule: rules.Rule) -> None:
    severity = f"{rule.severity}, fixable" if rule.fixable else rule.severity
    assert f"| {rule.code} | {rule.name} | {severity} | {rule.summary.rstrip('.')} |" in README


@pytest.mark.parametrize("rule", rules.table().values(), ids=lambda rule: rule.code)
def test_every_rule_has_a_whole_page(rule: rules.Rule) -> None:
    assert all(f"\n\n{heading}: " in rule.page for heading in ("Why", "Example", "Fix"))


def test_the_picture_is_what_the_broken_sample_shows() -> None:
    """``python tools/picture.py`` makes it anew."""
    command = [sys.executable, "tools/picture.py", "--check"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_every_command_is_in_the_table() -> None:
    from crackcite.cli import COMMANDS

    assert [name for name in COMMANDS if f"| `crackcite {name}" not in README] == []


def test_every_link_within_the_repository_leads_somewhere() -> None:
    import re

    for target in re.findall(r"\]\((?!https?://)([^)#]+)", README):
        assert (ROOT / target).exists(), target
