"""What the terminal says of findings that were set aside."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import article, finding, judged, report

from crackcite.model import Judged, SetAside, Span
from crackcite.reports.terminal import brief, render
from crackcite.reports.views import Look


def excused(*ways: tuple[str, str]) -> Judged:
    found = tuple(SetAside(finding(Span(0, 2)), by, reason) for by, reason in ways)
    return replace(judged(article()), set_aside=found)


COUNTED = [
    ((("comment", ""),), "- 1 finding set aside: 1 by a comment."),
    ((("comment", "x"), ("baseline", "")), "- 2 findings set aside: 1 by a comment and 1 by the baseline."),
    (
        (("baseline", ""), ("file", "drafts/*"), ("accept", "10.1234/*"), ("comment", ""), ("comment", "")),
        "- 5 findings set aside: 2 by comments, 1 by the settings for the file, 1 by an address that is accepted "
        "and 1 by the baseline.",
    ),
]


@pytest.mark.parametrize(("ways", "told"), COUNTED)
def test_they_are_counted_with_what_by(ways, told) -> None:
    of = report(excused(*ways))
    assert told in render(of, width=200)
    assert told in brief.view(of, Look(200))


def test_nothing_is_said_where_there_are_none() -> None:
    assert "set aside" not in render(report(judged(article())))


def test_verbose_lists_them_with_their_reasons() -> None:
    said = render(report(excused(("comment", "copy on file\x1b[2J"), ("baseline", ""))), width=200, verbose=True)
    message = "article.txt:1:1 CC101 Number 4 is cited, but the list has no source 4."
    assert f"    {message} – copy on file" in said
    assert f"    {message} – by the baseline" in said
    assert "\x1b" not in said
