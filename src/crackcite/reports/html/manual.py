"""What the rules mean that found something: each rule's own page, once, at the end."""

from __future__ import annotations

from crackcite import rules
from crackcite.languages import Voice
from crackcite.model import Report
from crackcite.reports.html.markup import BREAK, Markup, el, lines
from crackcite.reports.pages import sections


def manual(report: Report, tr: Voice) -> Markup:
    """The pages of the rules that the report names; nothing where it names none."""
    named = {finding.rule for _, finding in report.findings()}
    named |= {aside.finding.rule for judged in report.articles for aside in judged.set_aside}
    known = [rule for code, rule in rules.table().items() if code in named]
    if not known:
        return Markup()
    heading = el("h2", tr("What the rules mean"), id="rules")
    return el("section", heading, BREAK, el("div", lines(*(_page(rule, tr) for rule in known))), class_="manual")


def _page(rule: rules.Rule, tr: Voice) -> Markup:
    labels = {"Why": tr("Why"), "Example": tr("Example"), "Fix": tr("Fix")}
    told = sections(rule, tr)
    body = [el("p", _code(told.pop("")))]
    body += [el("p", el("strong", labels.get(head, head)), tr(": "), _code(said)) for head, said in told.items()]
    head = el("h3", el("span", rule.code, class_="code"), " ", rule.name)
    return el("article", head, body, id=f"rule-{rule.code}", tabindex="-1")


def _code(said: str) -> list[Markup | str]:
    """A page's text; what stands between grave accents is code."""
    return [el("code", part) if at % 2 else part for at, part in enumerate(said.split("`"))]
