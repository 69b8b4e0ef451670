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


def test_the_example_is_what_the_broken_sample_shows() -> None:
    shown = README.split("```text\n", 1)[1].split("```", 1)[0]
    command, _, expected = shown.partition("\n")
    arguments = command.removeprefix("$ crackcite ").split()
    done = subprocess.run(
        [sys.executable, "-m", "crackcite", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    told = [line.rstrip() for line in done.stdout.splitlines()]
    assert [line for line in expected.splitlines() if line.rstrip() not in told and line.strip() != "[…]"] == []


def test_every_link_within_the_repository_leads_somewhere() -> None:
    import re

    for target in re.findall(r"\]\((?!https?://)([^)#]+)", README):
        assert (ROOT / target).exists(), target
