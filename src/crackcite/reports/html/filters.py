"""Filters without a script: a choice is made with the page's own controls, and the style sheet does the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crackcite.languages import Voice
from crackcite.model import Report, Severity, Verdict
from crackcite.reports.html.markup import Markup, el, icon
from crackcite.reports.html.sources import Shelf
from crackcite.reports.wording import verdict_word

_NAME_LENGTH = 60


def severities(report: Report, tr: Voice) -> Markup:
    """The choice which findings are shown; nothing where there are none."""
    counts = {severity: sum(f.severity is severity for _, f in report.findings()) for severity in Severity}
    if not any(counts.values()):
        return Markup()
    words = {
        Severity.ERROR: tr("Errors"),
        Severity.WARNING: tr("Warnings"),
        Severity.INFO: tr("Infos"),
    }
    choices = [_choice("all", tr("All"), sum(counts.values()), Markup(), chosen=True)]
    choices += [_choice(one, words[one], counts[one], icon(one)) for one in Severity]
    return el("fieldset", el("legend", tr("Show findings")), el("div", choices, class_="choices"), class_="severities")


def _choice(value: str, word: str, number: int, sign: Markup, *, chosen: bool = False) -> Markup:
    control = el(
        "input", type="radio", name="severity", id=f"show-{value}", value=value, checked=chosen, disabled=not number
    )
    return el(
        "label",
        control,
        el("span", sign, word, class_=value),
        " ",
        el("span", number, class_="count"),
        for_=f"show-{value}",
    )


def controls(shelf: Shelf, first: Markup, tr: Voice) -> Markup:
    """The choices of one article, ``first`` before the one of its sources; nothing where there is none."""
    parts = [part for part in (first, of_sources(shelf, tr)) if part]
    return el("div", parts, class_="controls") if parts else Markup()


def of_sources(shelf: Shelf, tr: Voice) -> Markup:
    """The choice of a source, or of all with one verdict; nothing where there is nothing to choose from."""
    number = len(shelf.judged.article.references)
    if number < 2:
        return Markup()
    name = f"{shelf.prefix}-pick"
    judged = [shelf.verdict(entry) for entry in range(number)]
    by_verdict = [
        el("option", f"{verdict_word(one, tr, judged.count(one))} ({judged.count(one)})", class_=f"pick-{one}")
        for one in Verdict
        if one in judged
    ]
    single = [
        el("option", f"{shelf.name(entry, tr)} · {_brief(shelf, entry)}", id=f"{name}{entry}", class_="pick-one")
        for entry in range(number)
    ]
    chosen = el(
        "select",
        el("option", tr("All sources")),
        el("optgroup", by_verdict, label=tr("By what is known of them")),
        el("optgroup", single, label=tr("One source, and where it is cited")),
        id=name,
        autocomplete="off",
    )
    return el("p", el("label", tr("Show sources"), for_=name), " ", chosen, class_="filter")


def _brief(shelf: Shelf, entry: int) -> str:
    words = " ".join(shelf.judged.article.references[entry].text.split())
    return words if len(words) <= _NAME_LENGTH else words[: _NAME_LENGTH - 1].rstrip() + "…"


def rules(shelves: Sequence[Shelf]) -> str:
    """The style rules that the choices of single sources need: one a source, which shows what is about it."""
    return "".join(_rules(shelves))


def _rules(shelves: Sequence[Shelf]) -> Iterator[str]:
    for shelf in shelves:
        number = len(shelf.judged.article.references)
        for entry in range(number if number > 1 else 0):
            chosen = f".controls:has(#{shelf.prefix}-pick{entry}:checked)"
            yield f"{chosen}~.columns .s{entry}{{display:block}}\n"
