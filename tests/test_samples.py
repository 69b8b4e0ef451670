"""The sample articles: the good ones are clean, the broken one shows what its README says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from crackcite import check
from crackcite.model import Form, Judged, Severity
from crackcite.reports.json import render
from crackcite.settings import Settings

SAMPLES = Path(__file__).parent.parent / "sample_articles"

GOOD = {
    "crise-du-logement.txt": ("fr", Form.FLATTENED, "1 2 3 4 5 6,7 8 9 10 11 12", 12),
    "eenzaamheid.txt": ("nl", Form.BRACKET, "1 2 3 4 5 6 7 8 9 3,4,9", 9),
    "heat-and-the-city.md": ("en", Form.SUPERSCRIPT, "1 2 3 4,5 6 7 8 9 5,7,8,9", 9),
}


def judged(name: str) -> Judged:
    [found] = check([str(SAMPLES / name)], Settings(offline=True)).articles
    return found


def findings(name: str) -> set[str]:
    return {finding.rule for finding in judged(name).findings}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_sample_is_clean(name: str) -> None:
    assert [f.message for f in judged(name).findings if f.severity is not Severity.INFO] == []


@pytest.mark.parametrize("name", GOOD)
def test_a_good_sample_is_read_whole(name: str) -> None:
    language, form, numbers, sources = GOOD[name]
    article = judged(name).article
    assert article.language == language
    assert {marker.form for marker in article.markers} == {form}
    assert [",".join(map(str, marker.numbers)) for marker in article.markers] == numbers.split()
    assert [reference.number for reference in article.references] == list(range(1, sources + 1))


def test_the_broken_sample_shows_what_its_readme_says() -> None:
    table = (SAMPLES / "README.md").read_text(encoding="utf-8").split("## What is broken", 1)[1]
    assert findings("broken.txt") == set(re.findall(r"CC\d{3}", table))


def test_the_readme_names_every_sample() -> None:
    named = set(re.findall(r"^\| `([^`]+)`", (SAMPLES / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert named == {path.name for path in SAMPLES.iterdir()} - {"README.md"}


def test_french_typography_is_in_the_french_sample() -> None:
    text = (SAMPLES / "crise-du-logement.txt").read_text(encoding="utf-8")
    assert "«\u00a0" in text
    assert "\u00a0»" in text
    assert "\u202f;" in text


@pytest.mark.parametrize("name", [*GOOD, "broken.txt"])
def test_lines_and_columns_lead_to_the_place_in_the_file(name: str) -> None:
    """What an editor's cursor finds there is the marker, and the beginning of the source."""
    lines = (SAMPLES / name).read_text(encoding="utf-8").split("\n")
    [shown] = json.loads(render(check([str(SAMPLES / name)], Settings(offline=True))))["articles"]
    for marker in shown["markers"]:
        assert marker["line"] == marker["end_line"]
        assert lines[marker["line"] - 1][marker["column"] - 1 : marker["end_column"] - 1] == marker["text"]
    for reference in shown["references"]:
        there = lines[reference["line"] - 1][reference["column"] - 1 :]
        assert there.strip("*_")[:5] == reference["text"][:5]
        for identifier in reference["identifiers"]:
            there = lines[identifier["line"] - 1][identifier["column"] - 1 :]
            assert there.replace("-", "").startswith(identifier["value"].replace("-", ""))
