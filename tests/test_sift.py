"""Which findings count, and what the exit code says."""

from __future__ import annotations

import pytest

from crackcite import rules, sift

TABLE = rules.table()


@pytest.mark.parametrize(
    ("word", "code"),
    [("CC101", "CC101"), ("cc1", "CC1"), ("CC", "CC"), ("missing-doi", "CC306"), (" CC4 ", "CC4"), ("all", "CC")],
)
def test_a_rule_is_named_by_code_beginning_or_name(word: str, code: str) -> None:
    assert sift.resolved([word], TABLE) == (code,)


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("mising-doi", "did you mean missing-doi?"),
        ("CC999", "there is no rule “CC999”"),
        ("", "there is no rule “”"),
    ],
)
def test_an_unknown_rule_is_refused_with_the_nearest(word: str, told: str) -> None:
    with pytest.raises(sift.UnknownRuleError) as caught:
        sift.resolved([word], TABLE)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        ((), (), True),
        (("CC4",), (), True),
        (("CC1",), (), False),
        ((), ("CC4",), False),
        (("CC401",), ("CC4",), True),
        (("CC4",), ("CC401",), False),
        (("CC4",), ("CC4",), False),
        (("CC",), (), True),
    ],
)
def test_the_longest_beginning_decides_and_a_tie_ignores(select, ignore, wanted) -> None:
    assert sift.counts("CC401", select, ignore) is wanted
