"""The articles of a run in one table, where there are several."""

from __future__ import annotations

from collections.abc import Sequence

from crackcite.languages import Voice
from crackcite.model import Judged, Severity, Verdict
from crackcite.reports.html.markup import Markup, bdi, el
from crackcite.reports.html.prose import Prose


def index(named: Sequence[tuple[Judged, str]], tr: Voice) -> Markup:
    """A row an article: its name leading to it, its counts.

    The roles are said outright, because on a narrow screen the style sheet takes the rows apart
    and sets each column's name beside its number.
    """
    if len(named) < 2:
        return Markup()
    columns = (tr("Article"), tr("Errors"), tr("Warnings"), tr("Infos"), tr("Verified"))
    head = el("tr", [el("th", name, scope="col", role="columnheader") for name in columns], role="row")
    rows = [_row(judged, prefix, columns[1:], tr) for judged, prefix in named]
    caption = el("caption", tr.many("{number} article", "{number} articles", len(named)))
    return el(
        "table",
        caption,
        el("thead", head, role="rowgroup"),
        el("tbody", rows, role="rowgroup"),
        class_="index",
        id="index",
        role="table",
    )


def _row(judged: Judged, prefix: str, columns: Sequence[str], tr: Voice) -> Markup:
    prose = Prose(judged.article)
    link = el("a", bdi(prose.name), href=f"#{prefix}", lang=judged.article.language if prose.title else "")
    path = el("span", bdi(judged.article.path), class_="path")
    numbers = [sum(one.severity is severity for one in judged.findings) for severity in Severity]
    done, unasked = judged.verdicts.count(Verdict.VERIFIED), judged.verdicts.count(Verdict.UNCHECKED)
    of = len(judged.article.references)
    verified = tr("unchecked") if of and unasked == of else tr("{done} of {number}", done=done, number=of)
    cells = [
        el("td", number, class_="" if number else "nil", role="cell", data_label=column)
        for number, column in zip(numbers, columns, strict=False)
    ]
    return el(
        "tr",
        el("th", link, " ", path, scope="row", role="rowheader"),
        cells,
        el("td", verified, role="cell", data_label=columns[-1]),
        role="row",
    )
