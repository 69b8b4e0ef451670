"""The findings that were set aside: how many and why; one by one where everything is wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.text import Text

from crackcite.languages import Voice
from crackcite.model import Article, Report, SetAside, say_list, say_many, template
from crackcite.reports.terminal.findings import location
from crackcite.reports.terminal.ink import hanging, visible


def _set_aside_by(way: str, number: int) -> str:
    """How many findings were set aside in one way."""
    match way:
        case "comment":
            return say_many("{number} by a comment", "{number} by comments", number)
        case "file":
            return say_many("{number} by the settings for the file", "{number} by the settings for the files", number)
        case "accept":
            return say_many(
                "{number} by an address that is accepted", "{number} by addresses that are accepted", number
            )
    return say_many("{number} by the baseline", "{number} by the baseline", number)


def aside_lines(report: Report, tr: Voice, *, width: int, verbose: bool) -> Iterator[Text]:
    """One line that counts them; with ``verbose``, each with its place and the reason that was given."""
    found = [(judged.article, one) for judged in report.articles for one in judged.set_aside]
    if not found:
        return
    by = Counter(one.by for _, one in found)
    reasons = say_list([_set_aside_by(way, by[way]) for way in _WITHOUT if by[way]])
    said = tr.many(
        "{number} finding set aside: {reasons}.", "{number} findings set aside: {reasons}.", len(found), reasons=reasons
    )
    yield from hanging(("- ", "dim"), (visible(said), "dim"), width)
    for article, one in found if verbose else ():
        yield from hanging("    ", (visible(_told(article, one, tr)), "dim"), width)


def _told(article: Article, one: SetAside, tr: Voice) -> str:
    finding, where = one.finding, location(article, one.finding.span, tr)
    said = tr("{place} {rule} {message}", place=where, rule=finding.rule, message=finding.message)
    return f"{said} – {one.reason or tr(_WITHOUT[one.by])}"


_WITHOUT = {
    "comment": template("by a comment"),
    "file": template("by the settings"),
    "accept": template("by the settings"),
    "baseline": template("by the baseline"),
}
