"""CC401–CC407 and CC902: the links of the sources, judged from what was found at their addresses.

A link has one finding at most: the worst that is known of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from crackcite.archiving import has_copy, nearest_copy
from crackcite.model import (
    Answer,
    Edit,
    Identifier,
    IdentifierKind,
    Outcome,
    QuestionKind,
    Reason,
    Reference,
    Severity,
    clause,
    say,
    template,
)
from crackcite.rules.addresses import untracked
from crackcite.rules.page_titles import other_title, quotes
from crackcite.rules.registry import Case, Hit, rule
from crackcite.rules.words import shortened


@dataclass(frozen=True, slots=True)
class _Link:
    """A source's address and what is known of it."""

    entry: int
    reference: Reference
    identifier: Identifier
    answer: Answer

    @property
    def url(self) -> str:
        return self.identifier.value

    @property
    def host(self) -> str:
        return (urlsplit(self.url).hostname or self.url).removeprefix("www.")

    def hit(self, message: str, hint: str, replacement: str = "") -> Hit:
        fix = Edit(self.identifier.span, replacement) if replacement and not self.identifier.hidden else None
        return Hit(self.identifier.span, message, hint, self.url, self.entry, fix)


def _links(case: Case) -> Iterator[_Link]:
    """Every address that was asked about, with its answer."""
    if case.evidence.offline:
        return
    for entry, reference in enumerate(case.article.references):
        for identifier in reference.identifiers:
            if identifier.kind is IdentifierKind.URL and not identifier.flaw:
                answer = case.evidence.get(QuestionKind.PAGE, identifier.value)
                if answer is not None:
                    yield _Link(entry, reference, identifier, answer)


def _instead(case: Case, link: _Link) -> str:
    """What to do about a page that is gone."""
    copy = nearest_copy(link.reference, link.url, case.evidence)
    if copy and copy.value:
        when = copy.detail if copy.detail.startswith("archived on ") else say("archived")
        return say("Cite the copy {archived}: {address} (look at it first).", archived=when, address=copy.value)
    no_copy, away = bool(copy and copy.outcome is Outcome.ABSENT), link.answer.reason is Reason.NO_HOST
    return say(_LOOK[no_copy, away], host=link.host, copies=f"https://web.archive.org/web/*/{link.url}")


#: By whether the archive is known to have no copy, and whether the site itself is gone.
_LOOK = {
    (True, True): template(
        "Look for the page’s new address; the Wayback Machine has no copy of the old one.",
    ),
    (True, False): template(
        "Look for the page’s new address on {host}; the Wayback Machine has no copy of the old one.",
    ),
    (False, True): template("Look for the page’s new address, or for a copy at {copies}"),
    (False, False): template("Look for the page’s new address on {host}, or for a copy at {copies}"),
}


def _is_gone(case: Case, link: _Link) -> bool:
    """Whether a page is gone, and the source does not give an archived copy of it."""
    return link.answer.outcome is Outcome.ABSENT and not has_copy(link.reference, link.url, case.evidence)


_GONE = {
    Reason.NOT_FOUND: template("This link is dead: {host} says that there is no such page (404)."),
    Reason.GONE: template("This link is dead: {host} says that the page was removed for good (410)."),
    Reason.NO_HOST: template("This link is dead: there is no site named {host}."),
}


@rule("CC401", "dead-link", Severity.ERROR)
def dead_link(case: Case) -> Iterator[Hit]:
    """The address of a source leads nowhere: the server says that the page does not exist (404) or was removed (410),
    or no such host exists.

    Why: the reader cannot look up what the article rests on.

    Example: `https://www.example.org/report-2019.pdf`, removed when the site was rebuilt.

    Fix: search the site for the page's new address, or cite an archived copy, with its date: `crackcite fix --archived`
    puts the copy beside the link, and a source that gives one is not reported. Refusals to programs, server errors and
    time-outs are never reported here: they prove nothing (see CC902).
    """
    for link in _links(case):
        if _is_gone(case, link) and link.answer.reason is not Reason.SOFT_404:
            said = _GONE.get(link.answer.reason, _GONE[Reason.NOT_FOUND])
            yield link.hit(say(said, host=link.host), _instead(case, link))


@rule("CC402", "soft-404", Severity.ERROR)
def soft_404(case: Case) -> Iterator[Hit]:
    """The server answers as if all were well, but what it shows is not the page: an error page, the home page in place
    of an article, a parked domain.

    Why: link checkers that look at the status alone call such a link healthy; the reader finds nothing.

    Example: an article's address that now leads to the newspaper's front page.

    Fix: search the site for the page's new address, or cite an archived copy (`crackcite fix --archived` puts it beside
    the link). If the page is an article about error pages and this finding is wrong, ignore it for this line and tell
    the authors of crackcite.
    """
    for link in _links(case):
        answer = link.answer
        if _is_gone(case, link) and answer.reason is Reason.SOFT_404 and not _is_meant(link):
            sign = answer.page.sign if answer.page else ""
            why = say("{reason} ({sign})", reason=answer.detail, sign=sign) if sign else answer.detail
            message = say("This link is dead, though {host} answers: {reason}.", host=link.host, reason=why)
            yield link.hit(message, _instead(case, link))


def _is_meant(link: _Link) -> bool:
    """Whether the page's title, which reads like an error, is the very title that the source gives."""
    page = link.answer.page
    return page is not None and page.sign.startswith("“") and quotes(link.reference, page.sign.strip("“”"))


@rule("CC403", "moved-link", Severity.WARNING, fixable=True)
def moved_link(case: Case) -> Iterator[Hit]:
    """The address redirects for good (301, 308) to another one, where the page is.

    Why: redirects are kept for a while, not for ever; a later clean-up of the site makes the link a dead one.

    Example: `http://www.example.org/old/page.php?id=7` sends on to `https://www.example.org/topics/housing`.

    Fix: cite the new address; `crackcite fix` writes it. Temporary redirects, a language or a session added to the
    address, `www.`, a trailing slash, and addresses made to redirect (DOI, handle, PURL) are not reported.
    """
    for link in _links(case):
        if link.answer.outcome is Outcome.MOVED and link.answer.value and not _is_other_page(link):
            target = untracked(link.answer.value)
            message = say("This page has moved for good to {address}", address=shortened(target, 200))
            if target != link.url:
                yield link.hit(message, say("Cite the new address."), target)


@rule("CC404", "page-other-title", Severity.WARNING)
def page_other_title(case: Case) -> Iterator[Hit]:
    """The page is there, but its title has nothing in common with the source, nor with the link's own words.

    Why: the link may be a slip (another page copied), or the page may have been replaced by another one.

    Example: the source is titled “Housing First in Brussels”; the page, “Season tickets and opening hours”.

    Fix: open the link. If it is the wrong page, put the right address; if it is the right one, bring the source's title
    in line with the page's. Nothing is said of sources without a title, nor of titles in another language.
    """
    for link in _links(case):
        page = link.answer.page
        if link.answer.outcome in (Outcome.FOUND, Outcome.MOVED) and page is not None:
            title = other_title(link.reference, link.url, page)
            if title:
                yield link.hit(
                    say("The page at this link is titled “{title}”, unlike the source.", title=shortened(title, 80)),
                    say("Open the link: correct the address, or the title of the source."),
                )


@rule("CC405", "insecure-link", Severity.INFO, fixable=True)
def insecure_link(case: Case) -> Iterator[Hit]:
    """The link is written with http, and the same page answers under https.

    Why: browsers warn of http, and readers can be shown something else on the way.

    Example: `http://www.example.org/report`, where `https://www.example.org/report` shows the same.

    Fix: write https; `crackcite fix` does. It is only said where the https address showed the same page.
    """
    for link in _links(case):
        page = link.answer.page
        if link.answer.outcome is Outcome.FOUND and page is not None and page.secure and page.fragment is not False:
            if _is_other_page(link):
                continue
            written = link.identifier.span.of(case.article.document.text)
            secure = "https" + written[4:] if written[:5].lower() == "http:" else page.secure
            yield link.hit(say("This page answers under https too."), say("Write https in place of http."), secure)


def _is_other_page(link: _Link) -> bool:
    """Whether CC404 is said of the link, which is worse than what else could be."""
    page = link.answer.page
    return page is not None and bool(other_title(link.reference, link.url, page))


@rule("CC406", "missing-fragment", Severity.WARNING)
def missing_fragment(case: Case) -> Iterator[Hit]:
    """The page is there, but the place in it that the address names after `#` is not.

    Why: the reader lands at the top of the page and has to search for what is meant.

    Example: `https://www.example.org/report#chapter-7`, where no element is called `chapter-7` any more.

    Fix: take the address of the place from the page's own table of contents, or leave the `#…` out.
    """
    for link in _links(case):
        page = link.answer.page
        if link.answer.outcome is Outcome.FOUND and page is not None and page.fragment is False:
            if _is_other_page(link):
                continue
            fragment = link.url.partition("#")[2]
            yield link.hit(
                say("The page answers, but there is no “#{place}” on it.", place=shortened(fragment, 60)),
                say("Correct the part after #, or leave it out."),
            )


@rule("CC407", "bad-certificate", Severity.WARNING)
def bad_certificate(case: Case) -> Iterator[Hit]:
    """The site shows a certificate that browsers refuse: expired, made out to another name, signed by nobody known.

    Why: the reader's browser warns of danger in place of showing the page.

    Example: a site whose certificate ran out last month.

    Fix: see whether the page has an address on another host (often with or without `www.`); else wait until the site's
    owners renew the certificate, or cite an archived copy.
    """
    if case.evidence.network_away:
        return  # the certificates are this network's own: the report says so once
    for link in _links(case):
        if link.answer.outcome is Outcome.UNANSWERED and link.answer.reason is Reason.CERTIFICATE:
            yield link.hit(
                say("Browsers refuse this link: {reason}.", reason=clause(link.answer.detail)),
                say("Try the address with or without “www.”, or cite an archived copy."),
            )


_WHY = {
    Reason.BLOCKED: say("Open it in a browser and look."),
    Reason.RATE_LIMITED: say("Run crackcite again later, or open it in a browser."),
    Reason.SERVER_ERROR: say("Run crackcite again later."),
    Reason.TIMEOUT: say("Run crackcite again later, or with a longer --timeout."),
    Reason.PRIVATE: say("If it is meant, use --allow-private; readers elsewhere cannot open it."),
    Reason.SCHEME: say("Check the address by hand."),
    Reason.BAD_ANSWER: say("Open it in a browser and look."),
    Reason.REDIRECTS: say("Open it in a browser and look."),
    Reason.NOT_ASKED: say("Run crackcite again later."),
    Reason.ACCEPTED: say("Open it in a browser from time to time."),
    Reason.NOT_RECORDED: say("Record the run anew, with --record."),
}


@rule("CC902", "unverified-link", Severity.INFO)
def unverified_link(case: Case) -> Iterator[Hit]:
    """Whether the page is there could not be found out; the message says why.

    Why: sites refuse programs, are overloaded, or are away for a moment. None of that proves that the link is dead,
    and none that it is alive: crackcite says neither.

    Example: a newspaper that shows its pages to browsers only and answers 403 to everything else.

    Fix: open the link in a browser, or run crackcite again later. With `--fail-on unverified` such links fail the run.
    """
    if case.evidence.network_away:
        return
    for link in _links(case):
        answer = link.answer
        if answer.outcome is Outcome.UNANSWERED and answer.reason not in (Reason.CERTIFICATE, Reason.OFFLINE):
            why = clause(answer.detail) or say("no answer from {host}", host=link.host)
            hint = _WHY.get(answer.reason, say("Run crackcite again later."))
            yield link.hit(say("This link could not be verified: {reason}.", reason=why), hint)
