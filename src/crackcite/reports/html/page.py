"""The whole page: its head with the style and the policy, the verdict, the articles, the rules."""

from __future__ import annotations

import base64
import hashlib
import pkgutil
from collections.abc import Sequence
from functools import cache

from crackcite.languages import Voice
from crackcite.model import Judged, Report, Severity
from crackcite.reports.html import filters, signs
from crackcite.reports.html.article import article
from crackcite.reports.html.asked import when
from crackcite.reports.html.index import index
from crackcite.reports.html.manual import manual
from crackcite.reports.html.markup import BREAK, Markup, bdi, el, icon, lines
from crackcite.reports.html.sources import Shelf
from crackcite.reports.wording import conclusion, nothing_read


def page(report: Report, tr: Voice) -> str:
    """The report as one HTML document, ending in a line break; it needs nothing but itself."""
    named = [(judged, f"a{at}") for at, judged in enumerate(report.articles, start=1)]
    style = _style() + filters.rules([Shelf(judged, prefix) for judged, prefix in named])
    body = el(
        "body",
        BREAK,
        signs.sheet(),
        el("a", tr("Skip to the findings"), href="#articles", class_="skip"),
        _masthead(report, tr),
        BREAK,
        _main(report, named, tr),
        BREAK,
        _colophon(report, tr),
        BREAK,
    )
    html = el("html", BREAK, _head(report, style, tr), BREAK, body, BREAK, lang=tr.language)
    return f"<!DOCTYPE html>\n{html}\n"


@cache
def _style() -> str:
    return (pkgutil.get_data(__package__, "style.css") or b"").decode()


def _head(report: Report, style: str, tr: Voice) -> Markup:
    """The head. The policy lets nothing in but this very style sheet: no script, no picture, no request."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return el(
        "head",
        lines(
            el("meta", charset="utf-8"),
            el("meta", http_equiv="Content-Security-Policy", content=policy),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("meta", name="color-scheme", content="light dark"),
            el("meta", name="referrer", content="no-referrer"),
            el("meta", name="robots", content="noindex"),
            el("meta", name="generator", content=f"crackcite {report.version}"),
            el("title", _title(report, tr)),
            Markup(f"<style>{style}</style>"),
        ),
    )


def _title(report: Report, tr: Voice) -> str:
    what = report.articles[0].article.path if len(report.articles) == 1 else tr("Citations and sources")
    return f"{what} – crackcite"


def _masthead(report: Report, tr: Voice) -> Markup:
    sign = _sign(report)
    return el(
        "header",
        el("h1", el("span", "crackcite", class_="brand"), " ", tr("Citations and sources")),
        el("p", icon(sign), conclusion(report, tr), class_=f"verdict {sign}"),
        el("p", _run(report, tr), class_="facts"),
        _told(report, tr),
        class_="masthead",
    )


def _sign(report: Report) -> str:
    worst = next((severity for severity in (Severity.ERROR, Severity.WARNING) if report.count(severity)), None)
    return worst or ("unverified" if report.away or nothing_read(report) else "verified")


def _run(report: Report, tr: Voice) -> list[Markup | str]:
    """When the run was, and how many questions it asked."""
    parts: list[Markup | str] = [when(report.started_at, tr)]
    asked = report.lookups
    if asked.asked:
        said = tr.many(
            "{number} question asked, {answered} answered",
            "{number} questions asked, {answered} answered",
            asked.asked,
            answered=asked.answered,
        )
        parts.append(said)
    if asked.cached:
        parts.append(tr("{number} kept from earlier runs", number=asked.cached))
    return [part for at, one in enumerate(parts) for part in ((" · ", one) if at else (one,))]


def _told(report: Report, tr: Voice) -> Markup:
    """What must be known before anything is read: the run was cut short, files are missing, remarks."""
    warned: list[object] = []
    if report.partial:
        said = tr("The run was interrupted: not every question was answered. What is told here is what was known.")
        warned.append([el("strong", tr("Partial report")), ". ", said])
    if report.away:
        warned.append([el("strong", tr("The network was away")), ". ", tr("Nothing below speaks of the sources.")])
    warned += [
        [el("strong", tr("Not read:")), " ", bdi(one.path), tr(": "), tr.said(one.reason)] for one in report.unreadable
    ]
    if report.excluded:
        said = tr("Left out by the settings: {paths}", paths=", ".join(report.excluded))
        warned.append(said)
    items = [el("li", icon("warning"), el("span", one), class_="warned") for one in warned]
    items += [el("li", icon("info"), el("span", tr.said(one))) for one in report.remarks]
    return el("ul", items, class_="told", aria_label=tr("About this run")) if items else Markup()


def _main(report: Report, named: Sequence[tuple[Judged, str]], tr: Voice) -> Markup:
    """The articles; where there is one, the choice of severities stands beside the one of its sources."""
    choice = filters.severities(report, tr)
    alone = len(named) == 1
    return el(
        "main",
        index(named, tr),
        Markup() if alone else choice,
        BREAK,
        lines(*(article(judged, prefix, choice if alone else None, tr) for judged, prefix in named)),
        BREAK,
        manual(report, tr),
        id="articles",
        tabindex="-1",
    )


def _colophon(report: Report, tr: Voice) -> Markup:
    said = tr("Made by crackcite {version}. “Broken” is said only of what was proved.", version=report.version)
    return el("footer", el("p", said))
