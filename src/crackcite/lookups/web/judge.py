"""What an exchange proves: a pure function from what came back to a judgement.

The order is that of certainty: no answer at all, a wall, the status, where the redirects led, what the page says.
"""

from __future__ import annotations

import re

from crackcite.lookups.web import landing, phrases, walls
from crackcite.lookups.web.address import site
from crackcite.lookups.web.denials import names_site, parts_of_title
from crackcite.lookups.web.exchange import PACKED, Exchange, Judgement
from crackcite.lookups.web.landing import Landing
from crackcite.lookups.web.pages import Sheet, decoded
from crackcite.lookups.web.says import said_by
from crackcite.lookups.web.study import study
from crackcite.lookups.web.verdicts import line
from crackcite.model import Outcome, Reason, say

_REASONS = {
    Reason.NETWORK: say("the server could not be reached: its name did not resolve, or there is no way to the network"),
    Reason.REFUSED: say("the server refused the connection"),
    Reason.RESET: say("the server cut the connection before it had answered"),
    Reason.TIMEOUT: say("the server did not answer in time"),
    Reason.CERTIFICATE: say("the server has a certificate that browsers refuse"),
    Reason.REDIRECTS: say("the server redirects without end"),
    Reason.BAD_ANSWER: say("the server answered something that is not HTTP"),
}


def judged(exchange: Exchange) -> Judgement:
    """The judgement of one exchange."""
    if exchange.reason:
        return _failure(exchange)
    sheet = sheet_of(exchange)
    wall = _wall(exchange, sheet)
    if wall:
        said = say("a bot wall answered in place of the page ({sign})", sign=wall)
        reason = Reason.RATE_LIMITED if exchange.status == 429 else Reason.BLOCKED
        return Judgement(Outcome.UNANSWERED, reason, said, wall, sheet=sheet)
    found = line(exchange.status)
    if found.outcome is Outcome.ABSENT and sheet is not None and _shows_article(exchange, sheet):
        said = say(
            "the server says that there is nothing there ({status}), and yet shows a page", status=exchange.status
        )
        sign = say("“{quoted}”", quoted=sheet.heading[:100])
        return Judgement(Outcome.UNANSWERED, Reason.BAD_ANSWER, said, sign, sheet=sheet)
    if found.outcome is Outcome.ABSENT and (door := _door(exchange)):
        return Judgement(Outcome.UNANSWERED, Reason.BLOCKED, door, sheet=sheet)
    if found.outcome is not Outcome.FOUND:
        return Judgement(found.outcome, found.reason, found.says, sheet=sheet)
    return _landing(exchange, sheet) or _shown(exchange, sheet)


def _door(exchange: Exchange) -> str:
    """The place where a reader would be asked to log in or to consent, though it answers a program that it is not
    there: the page behind it may be.
    """
    kind = landing.landed(exchange.asked, exchange.url) if exchange.hops else Landing.PAGE
    return _ELSEWHERE[kind] if kind in (Landing.LOGIN, Landing.CONSENT) else ""


_LONG = 1500  # characters of prose


def _shows_article(exchange: Exchange, sheet: Sheet) -> bool:
    """Whether a page that came with 404 or 410 is an article all the same: some systems answer so for pages that are
    there. It is titled as it is headed, not after the site, is long, and nothing in it says that it is missing.
    """
    heading = phrases.plain(sheet.heading)
    titled = any(heading == phrases.plain(part) for part in parts_of_title(sheet, exchange.url))
    if len(heading.split()) < 3 or not titled or names_site(sheet.heading, sheet, exchange.url):
        return False
    if len(sheet.flat) < _LONG or "404" in heading or phrases.denial(sheet.flat[:_WHOLE]):
        return False
    return study(sheet.html).prose >= _LONG


_WHOLE = 8000


def _failure(exchange: Exchange) -> Judgement:
    reason = exchange.reason
    if reason is Reason.NO_HOST:
        return Judgement(Outcome.ABSENT, reason, exchange.detail)
    said = exchange.detail or _REASONS.get(reason, say("the server gave no answer"))
    if reason is Reason.CERTIFICATE and exchange.detail:
        said = say(
            "the certificate of {host} is one that browsers refuse: {reason}",
            host=site(exchange.url),
            reason=exchange.detail,
        )
    return Judgement(Outcome.UNANSWERED, reason, said)


def sheet_of(exchange: Exchange) -> Sheet | None:
    """The HTML page that came, whatever its declared type; None where it is none."""
    return exchange.sheet


def _wall(exchange: Exchange, sheet: Sheet | None) -> str:
    who = walls.header_sign(exchange.headers)
    if who:
        return f"{who}'s"
    if sheet is None:
        return ""
    parts = parts_of_title(sheet, exchange.url)
    if not walls.may_be_wall(sheet, (*parts, sheet.heading)):
        return ""
    looked = study(sheet.html)
    own = [text for text in looked.headings if not names_site(text, sheet, exchange.url)]
    # A page that says itself that it is gone may have a captcha in its form like any other.
    strict = exchange.status in (404, 410) or any(map(phrases.only_denies, parts))
    return walls.sign(sheet, parts, looked, own, strict=strict)


_ELSEWHERE = {
    Landing.LOGIN: say("it leads to a page where one has to log in"),
    Landing.CONSENT: say("it leads to a page that asks for consent first"),
    Landing.WALL: say("it leads to a page that keeps programs out"),
    Landing.PAY: say("it leads to a page that asks to subscribe first"),
}
_NOT_THERE = {
    Landing.HOME: say("it leads to the site's home page, not to the page"),
    Landing.PARKED: say("it leads to a trader in domain names"),
    Landing.ERROR: say("it leads to the site's error page"),
    Landing.SEARCH: say("it leads to the site's search or map, not to the page"),
}
_UNSURE = {
    Landing.MAYBE_HOME: say("it leads to a home page"),
    Landing.ABOVE: say("it leads to the section above the page"),
}


#: Places to which nobody is sent for good; a story may be called “Blocked”, a recipe “Cookies”, a film “Gone”.
_ONLY_PASSING = (Landing.CONSENT, Landing.WALL, Landing.ERROR, Landing.PAY)


def _is_move(exchange: Exchange, sheet: Sheet | None) -> bool:
    """Whether a page went for good to an address whose name only sounds like another kind of place."""
    permanent = all(hop.status in landing.PERMANENT for hop in exchange.hops)
    return permanent and sheet is not None and len(sheet.flat) > _TELLS and not landing.is_error(exchange.url)


_TELLS = 600  # characters


def _landing(exchange: Exchange, sheet: Sheet | None) -> Judgement | None:
    kind = landing.landed(exchange.asked, exchange.url) if exchange.hops else Landing.PAGE
    if kind in _ONLY_PASSING and _is_move(exchange, sheet):
        kind = Landing.PAGE
    where = say("redirected to {address}", address=exchange.url)
    if kind in _ELSEWHERE:
        return Judgement(Outcome.UNANSWERED, Reason.BLOCKED, _ELSEWHERE[kind], where, sheet=sheet)
    if kind in _NOT_THERE:
        return Judgement(Outcome.ABSENT, Reason.SOFT_404, _NOT_THERE[kind], where, sheet=sheet)
    if kind in _UNSURE:
        return Judgement(Outcome.FOUND, sign=where, doubt=_UNSURE[kind], sheet=sheet)
    return None


def _shown(exchange: Exchange, sheet: Sheet | None) -> Judgement:
    """What a page that came with a good status says."""
    if sheet is None:
        return _other(exchange)
    if not sheet.flat and not sheet.title:
        return _empty(exchange, sheet)
    return said_by(exchange, sheet)


_BROKE_OFF = say("the server began to answer, but sent no page in time")


def _other(exchange: Exchange) -> Judgement:
    """Anything but an HTML page: a PDF, an image, a data file."""
    if not _shows_nothing(exchange):
        return _plain(exchange)
    if exchange.body:
        said = say("the server sends a page that cannot be unpacked")
        return Judgement(Outcome.UNANSWERED, Reason.BAD_ANSWER, said)
    if not exchange.whole:
        return Judgement(Outcome.UNANSWERED, Reason.TIMEOUT, _BROKE_OFF)
    return Judgement(Outcome.UNANSWERED, Reason.BAD_ANSWER, say("the server answers with an empty page"))


def _shows_nothing(exchange: Exchange) -> bool:
    coding = exchange.headers.get("content-encoding", "").lower()
    if exchange.body:
        return coding in ("gzip", "x-gzip") and exchange.body.startswith(PACKED)
    return coding in ("", "gzip", "deflate", "identity")


def _plain(exchange: Exchange) -> Judgement:
    """A short plain text or JSON may be an error that forgot its status."""
    if _TEXT.fullmatch(exchange.content_type) and len(exchange.body) < 400:
        text = decoded(exchange.body, exchange.headers.get("content-type", ""))
        bare = re.sub(r"<[^<>]*>", " ", text) if "xml" in exchange.content_type else text
        if (
            phrases.only_denies(bare)
            or _NO_KEY.search(text)
            or ("json" in exchange.content_type and _json_denies(text))
        ):
            said = say("what it answers is an error")
            return Judgement(
                Outcome.ABSENT, Reason.SOFT_404, said, say("“{quoted}”", quoted=" ".join(text.split())[:80])
            )
    return Judgement(Outcome.FOUND)


_TEXT = re.compile(r"text/(?:plain|xml)|application/(?:xml|(?:\w+\+)?json)")
_NO_KEY = re.compile(r"<Code>NoSuch(?:Key|Bucket)</Code>")  # the answer of Amazon S3 and what imitates it
_JSON_SAYS = re.compile(
    r"\"(?:message|detail|error|title|description|reason)\"\s*:\s*\"([^\"]{1,200})\"", re.IGNORECASE
)
_JSON_CODE = re.compile(r"\"(?:status|status_?code|code|error|error_?code)\"\s*:\s*\"?4(?:04|10)\b", re.IGNORECASE)


def _json_denies(text: str) -> bool:
    if any(map(phrases.only_denies, _JSON_SAYS.findall(text))):
        return True
    return bool(_JSON_CODE.search(text) or (re.search(r"\"errors?\"\s*:", text) and phrases.denial(text)))


_LARGE = 400_000  # characters without a word: what a reader sees comes after more than is read of a page


def _empty(exchange: Exchange, sheet: Sheet) -> Judgement:
    if not exchange.whole and len(sheet.html) > _LARGE:
        return Judgement(Outcome.FOUND, sheet=sheet)
    if not exchange.whole:
        return Judgement(Outcome.UNANSWERED, Reason.TIMEOUT, _BROKE_OFF)
    if re.search(r"<(?:img|embed|object|iframe|frame|video|canvas|svg)\b", sheet.html, re.IGNORECASE):
        return Judgement(Outcome.FOUND, sheet=sheet)
    if "<script" in sheet.html.lower():
        said = say("the page is made by JavaScript alone; what it shows cannot be seen")
        return Judgement(Outcome.UNANSWERED, Reason.BLOCKED, said, say("an empty page with scripts"), sheet=sheet)
    return Judgement(Outcome.UNANSWERED, Reason.BAD_ANSWER, say("the server answers with an empty page"), sheet=sheet)
