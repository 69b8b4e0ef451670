"""Article and evidence → findings: pure functions, one a rule, in one table.

Importing this package registers every rule.
"""

from __future__ import annotations

from importlib import import_module

from crackcite.rules.registry import Case, Hit, Rule, rule, table

#: The modules that register rules, in the order of their codes.
_ROOMS = (
    "reading", "numbering", "duplicates", "sources", "works", "missing", "notices", "links", "consistency", "ignores",
)  # fmt: skip
for _room in _ROOMS:
    import_module(f"crackcite.rules.{_room}")

from crackcite.rules.consistency import cited  # noqa: E402 - a room that is registered in its turn

__all__ = ["Case", "Hit", "Rule", "cited", "rule", "table"]
