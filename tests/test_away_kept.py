"""A second run asks only what is still open: that one site is away then says nothing of the network."""

from __future__ import annotations

import pytest

from crackcite import check
from crackcite.model import Answer, Evidence, Outcome, Question, QuestionKind, Reason
from crackcite.sift import exit_code

K, R = QuestionKind, Reason
ARTICLE = """\
Beds are few[1], people many[2].

## Sources

1. Verhaegen, A. (2014). Night shelters in northern towns. Journal of Urban Care, 12, 33–48. https://doi.org/10.5555/a.1
2. The slow register of the city of Ghent. {page}
"""
WORK = {
    "DOI": "10.5555/a.1",
    "title": ["Night shelters in northern towns"],
    "author": [{"family": "Verhaegen", "given": "A."}],
    "container-title": ["Journal of Urban Care"],
    "volume": "12",
    "page": "33-48",
    "issued": {"date-parts": [[2014]]},
}


def kept(number: int) -> list[Answer]:
    return [
        Answer(Question(K.CROSSREF_WORK, f"10.5555/{n}"), Outcome.FOUND, source="Crossref", cached=True)
        for n in range(number)
    ]


def silent(kind: QuestionKind, key: str, source: str, reason: Reason = R.REFUSED) -> Answer:
    return Answer(Question(kind, key), Outcome.UNANSWERED, reason, "why", source)


PAGE = silent(K.PAGE, "https://slow.example/a", "slow.example")
ARCHIVE = silent(K.ARCHIVE, "https://gone.example/a", "Wayback Machine", R.TIMEOUT)
BOOK = silent(K.BOOK, "9782070729610", "Open Library", R.SERVER_ERROR)
WORKS = [silent(K.CROSSREF_WORK, f"10.5555/new.{n}", "Crossref", R.NETWORK) for n in range(4)]


@pytest.mark.parametrize(
    ("known", "asked", "away"),
    [
        pytest.param(0, [PAGE], True, id="nothing known, and the one page is silent"),
        pytest.param(1, [PAGE], False, id="one page is silent again"),
        pytest.param(2, [ARCHIVE], False, id="an archive is away"),
        pytest.param(2, [BOOK], False, id="a registry fails for one book in every run"),
        pytest.param(9, [PAGE, ARCHIVE], False, id="two of them"),
        pytest.param(9, [PAGE, ARCHIVE, *WORKS], True, id="three of them, and nobody answers"),
        pytest.param(1, WORKS, True, id="most of the run has no answer"),
    ],
)
def test_when_the_network_is_away(known: int, asked: list[Answer], away: bool) -> None:
    answers = {answer.question: answer for answer in [*kept(known), *asked]}
    assert Evidence(answers).network_away is away


def test_a_link_that_is_never_answered_does_not_fail_the_second_run(world, tmp_path) -> None:
    world.add_work(WORK)
    article = tmp_path / "a.md"
    article.write_text(ARTICLE.format(page=world.refused("127.0.0.9") + "/x"), encoding="utf-8")
    runs = [check([str(article)], world.settings()) for _ in range(2)]
    for report in runs:
        assert not report.away
        assert exit_code(report, "warning") == 0
        assert [finding.rule for _, finding in report.findings()] == ["CC902"]
    assert runs[1].lookups.cached
