"""Whom crackcite asked about a source, when, and what came back; what became of its links."""

from __future__ import annotations

from collections.abc import Sequence

from crackcite.languages import Voice
from crackcite.model import Answer, IdentifierKind, Outcome, Page, QuestionKind, Reference
from crackcite.reports.html.markup import Markup, bdi, el, icon, outward, text
from crackcite.reports.wording import OUTCOME, QUESTION

_SITES = (QuestionKind.PAGE, QuestionKind.ARCHIVE, QuestionKind.SAVE)


def when(stamp: str, tr: Voice) -> Markup:
    """An ISO 8601 time in UTC for a person: ``2026-11-23 10:00 UTC``."""
    if not stamp:
        return Markup()
    shown = tr("{date} {time} UTC", date=stamp[:10], time=stamp[11:16]) if len(stamp) >= 16 else stamp
    return el("time", shown, datetime=stamp)


def links(reference: Reference, answers: Sequence[Answer], tr: Voice) -> Markup:
    """The state of every link of a source: whether it answers, where it leads, whether a copy is kept."""
    given = {one.value for one in reference.identifiers if one.kind is IdentifierKind.URL}
    pages = [answer for answer in answers if answer.question.kind is QuestionKind.PAGE and answer.question.key in given]
    copies = [answer for answer in answers if answer.question.kind in _SITES[1:]]
    if not pages and not copies:
        return Markup()
    items = [_link(answer, tr) for answer in pages] + [_copy(answer, tr) for answer in copies]
    return el("ul", items, class_="links", aria_label=tr("Links"))


def _link(answer: Answer, tr: Voice) -> Markup:
    sign, word = {
        Outcome.FOUND: ("verified", tr("The link answers")),
        Outcome.MOVED: ("verified", tr("The link answers, from another address")),
        Outcome.ABSENT: ("broken", tr("The link is dead")),
        Outcome.UNANSWERED: ("unverified", tr("The link could not be verified")),
    }[answer.outcome]
    host = bdi(_host(answer.question.key))
    state = el("p", el("span", icon(sign), word, class_=f"sign {sign}"), tr(": "), host)
    return el("li", state, _page(answer.question.key, answer.page, tr) if answer.page else "")


def _host(url: str) -> str:
    """The part of an address that a reader knows it by."""
    return url.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.")


def _page(asked: str, page: Page, tr: Voice) -> Markup:
    facts: list[tuple[str, object]] = []
    if page.status < 400 and (page.title or page.headline):
        facts.append((tr("Title of the page"), bdi(page.headline or page.title)))
    if page.url and page.url != asked:
        facts.append((tr("Final address"), outward(page.url, bdi(page.url))))
    if page.hops:
        facts.append((tr("Redirects"), el("ol", [el("li", f"{hop.status} → ", bdi(hop.url)) for hop in page.hops])))
    return _facts(facts)


def _copy(answer: Answer, tr: Voice) -> Markup:
    if answer.value:
        link = outward(answer.value, bdi(answer.value))
        head = el("span", icon("verified"), tr("Archived copy"), class_="sign verified")
        return el("li", el("p", head, tr(": "), link, f" ({tr.said(answer.detail)})" if answer.detail else ""))
    none = tr("No archived copy") if answer.outcome is Outcome.ABSENT else tr("Archived copy: no answer")
    return el("li", el("p", el("span", icon("unchecked"), none, class_="sign unchecked")))


def _facts(facts: Sequence[tuple[str, object]]) -> Markup:
    if not facts:
        return Markup()
    return el("dl", [el("div", el("dt", name), el("dd", text(said))) for name, said in facts], class_="facts")


def asked(answers: Sequence[Answer], tr: Voice) -> Markup:
    """Every question about a source: to whom, when, and what came back."""
    if not answers:
        return Markup()
    head = tr.many("{number} question asked", "{number} questions asked", len(answers))
    return el("details", el("summary", head), el("ul", [_answer(one, tr) for one in answers]), class_="about asked")


def _answer(answer: Answer, tr: Voice) -> Markup:
    key = answer.question.key
    subject = "" if answer.question.kind is QuestionKind.CROSSREF_SEARCH else key.split(" ")[0]
    outcome = el("strong", tr.said(OUTCOME[answer.outcome]))
    said: list[object] = [tr.said(QUESTION[answer.question.kind]), " ", bdi(subject, class_="key"), " – ", outcome]
    if answer.detail:
        said += [tr(": "), bdi(tr.said(answer.detail))]
    where = [bdi(answer.source) if answer.source else "", when(answer.checked_at, tr)]
    kept = tr("kept from an earlier run") if answer.cached else ""
    told = [part for part in (*where, kept) if part]
    line = [part for index, one in enumerate(told) for part in ((" · ", one) if index else (one,))]
    return el("li", el("p", said), el("p", line, class_="meta") if line else "")
