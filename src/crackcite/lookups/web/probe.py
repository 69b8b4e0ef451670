"""The story of one link: ask, follow, judge, and ask again only where the first answer leaves a doubt."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from rapidfuzz import fuzz

from crackcite.lookups import answers
from crackcite.lookups.failures import retry_after
from crackcite.lookups.service import Reply
from crackcite.lookups.web import documents, forwards, fragments, landing
from crackcite.lookups.web.address import Address, AddressError, address, impossible_sibling, only_scheme_differs
from crackcite.lookups.web.exchange import Exchange, Judgement
from crackcite.lookups.web.fetch import Fetcher, Visit, deadline
from crackcite.lookups.web.judge import judged, sheet_of
from crackcite.lookups.web.portals import Sighting, sighting
from crackcite.lookups.web.verdicts import line
from crackcite.model import Answer, Hop, Outcome, Page, Question, Reason, say, words_of

_MOST_FORWARDS = 3
_MOMENTS = (0.0, 0.3)  # seconds
_STUMBLES = (0, 500, 502, 503, 504)
_LONGEST_WAIT = 30.0  # seconds: a page that asks for more is left for the next run
_RETRY = {Reason.REFUSED: 0.5, Reason.NETWORK: 0.5}
_SAME = 92.0  # of 100: how alike two pages' texts are that are one page but for an address or a date in it


@dataclass(frozen=True)
class _Seen:
    exchange: Exchange
    judgement: Judgement


def probe(
    question: Question, fetcher: Fetcher, seconds: float, notice: Callable[[Sighting], None] = lambda _: None
) -> Reply:
    """The reply to the question what stands at an address. ``notice`` is told what was seen there."""
    end = deadline(seconds)
    try:
        target = address(question.key)
    except AddressError as error:
        said = say("this address cannot be asked: {reason}", reason=words_of(error))
        return Reply((answers.unanswered(question, "", Reason.SCHEME, said),), requests=0)
    visit = Visit(target.url)
    seen = _patiently(target, visit, fetcher, end)
    if seen.judgement.outcome is Outcome.ABSENT and seen.exchange.status == 404:
        seen = _confirmed(seen, visit, fetcher, end)
    if seen.judgement.doubt:
        seen = _compared(seen, visit, fetcher, end)
    secure = _secure(target, seen, visit, fetcher, end)
    if (sighted := sighting(question, seen.exchange, seen.judgement)) is not None:
        notice(sighted)
    answer = _answer(question, target, seen, secure)
    return Reply((answer,), _pause(seen), requests=visit.requests)


def _patiently(target: Address, visit: Visit, fetcher: Fetcher, end: float) -> _Seen:
    """Ask; and where the server stumbled, at once again, and once more a moment later: most stumble only once.

    Where the server says how long to wait, the question goes back to the queue for so long.
    """
    seen = _settled(target, visit, fetcher, end)
    for pause in _MOMENTS:
        stumbled = seen.judgement.reason in (Reason.RESET, Reason.SERVER_ERROR) and seen.exchange.status in _STUMBLES
        if not stumbled or "retry-after" in seen.exchange.headers or end - time.monotonic() < pause + 0.5:
            break
        time.sleep(pause)
        visit.hops.clear()
        visit.seen.clear()
        seen = _settled(target, visit, fetcher, end)
    return seen


def _settled(target: Address, visit: Visit, fetcher: Fetcher, end: float) -> _Seen:
    """Ask and judge; where the page itself sends on (meta refresh, a script of one line), follow it."""
    exchange = fetcher.fetch(target, visit, end)
    for _ in range(_MOST_FORWARDS):
        onward = forwards.onward(sheet_of(exchange), exchange.headers, exchange.url) if exchange.status == 200 else ""
        if not onward or visit.known(onward):
            break
        visit.hops.append(Hop(exchange.status, onward))
        exchange = fetcher.fetch(address(onward), _unseen(visit, onward), end)
    return _Seen(exchange, judged(exchange))


def _unseen(visit: Visit, url: str) -> Visit:
    visit.seen = {state for state in visit.seen if state[0] != url}
    return visit


def _confirmed(seen: _Seen, visit: Visit, fetcher: Fetcher, end: float) -> _Seen:
    """Ask once more for a page that is said not to exist: one server of several may be wrong, or wrong for a moment."""
    if end - time.monotonic() < 0.5:
        return seen
    again = Visit(visit.asked, visit.cookies)
    found = _settled(address(visit.asked), again, fetcher, end)
    visit.requests += again.requests
    return found if found.judgement.outcome is Outcome.FOUND and not found.judgement.doubt else seen


def _compared(seen: _Seen, visit: Visit, fetcher: Fetcher, end: float) -> _Seen:
    """Settle a doubt by what the same site answers for an address that cannot exist: the same means that nothing is
    there; anything else, or no answer, leaves the page found.
    """
    if end - time.monotonic() < 0.3:
        return seen
    other = Visit(impossible_sibling(visit.asked), visit.cookies)
    control = fetcher.fetch(address(other.asked), other, end)
    visit.requests += other.requests
    judgement = seen.judgement
    if not _same(seen.exchange, control):
        if not (judgement.home and _is_home(seen, visit, fetcher, end)):
            return seen
        said = say("what it shows is the site's home page")
        concluded = replace(judgement, outcome=Outcome.ABSENT, reason=Reason.SOFT_404, detail=said, doubt="")
    elif judgement.decisive:
        said = say("{reason}, as any address there does", reason=judgement.doubt)
        sign = judgement.sign or say("the same answer for any address")
        concluded = replace(judgement, outcome=Outcome.ABSENT, reason=Reason.SOFT_404, detail=said, sign=sign, doubt="")
    else:
        said = say("the server shows the same page for an address that cannot exist, so this one proves nothing")
        concluded = replace(judgement, outcome=Outcome.UNANSWERED, reason=Reason.BAD_ANSWER, detail=said, doubt="")
    return _Seen(seen.exchange, concluded)


def _is_home(seen: _Seen, visit: Visit, fetcher: Fetcher, end: float) -> bool:
    """Whether the page that seems to be the site's home page is it."""
    front = Visit(urljoin(seen.exchange.url, "/"), visit.cookies)
    home = fetcher.fetch(address(front.asked), front, end)
    visit.requests += front.requests
    return _same(replace(seen.exchange, hops=()), replace(home, hops=()))


def _same(one: Exchange, other: Exchange) -> bool:
    if other.reason or one.status != other.status:
        return False
    if one.hops and other.hops and one.url == other.url:
        return True
    first, second = sheet_of(one), sheet_of(other)
    if first is None or second is None or bool(one.hops) != bool(other.hops):
        return False
    return first.title == second.title and fuzz.ratio(first.flat[:4000], second.flat[:4000]) >= _SAME


def _secure(target: Address, seen: _Seen, visit: Visit, fetcher: Fetcher, end: float) -> str:
    """The https address that shows the same as an http one; empty where there is none or it was not looked for."""
    exchange = seen.exchange
    if target.scheme != "http" or seen.judgement.outcome is not Outcome.FOUND:
        return ""
    told = landing.now_secure(target.url, exchange.hops)
    if told or exchange.url.startswith("https:") or target.port != 80 or end - time.monotonic() < 2:
        return told
    twin = address("https" + target.url[4:])
    other = Visit(twin.url)
    found = fetcher.fetch(twin, other, min(end, time.monotonic() + 5))
    visit.requests += other.requests
    first, second = sheet_of(exchange), sheet_of(found)
    same_words = (first.title if first else "") == (second.title if second else "")
    same_kind = found.status == exchange.status and found.content_type == exchange.content_type
    same_place = only_scheme_differs(exchange.url, found.url)
    return twin.url if not found.reason and same_kind and same_words and same_place else ""


def _pause(seen: _Seen) -> float | None:
    """After how many seconds it is worth asking again."""
    exchange = seen.exchange
    if seen.judgement.outcome is not Outcome.UNANSWERED:
        return None
    if exchange.reason:
        return _RETRY.get(exchange.reason)
    told = retry_after(exchange.headers.get("retry-after"), exchange.headers.get("date"))
    usual = line(exchange.status).retry
    if told is not None and usual is not None:
        return max(told, 0.2) if told <= _LONGEST_WAIT else None
    return None if exchange.status in _STUMBLES else usual


def _answer(question: Question, target: Address, seen: _Seen, secure: str) -> Answer:
    exchange, judgement = seen.exchange, seen.judgement
    page = _page(target, seen, secure) if exchange.status else None
    moved = ""
    if judgement.outcome is Outcome.FOUND:
        moved = landing.suggested(question.key, exchange.hops)
    return Answer(
        question,
        Outcome.MOVED if moved else judgement.outcome,
        judgement.reason,
        judgement.detail or (say("moved for good to {address}", address=moved) if moved else ""),
        target.host,
        answers.now(),
        moved,
        page=page,
    )


def _page(target: Address, seen: _Seen, secure: str) -> Page:
    exchange, sheet = seen.exchange, seen.judgement.sheet
    is_found = seen.judgement.outcome is Outcome.FOUND
    return Page(
        url=exchange.url,
        status=exchange.status,
        hops=exchange.hops,
        title=(sheet.best_title if sheet else documents.title(exchange)) if is_found or sheet else "",
        headline=sheet.heading if sheet else "",
        content_type=exchange.content_type,
        doi=sheet.doi if sheet and is_found else "",
        sign=seen.judgement.sign,
        fragment=fragments.present(target.fragment, sheet, exchange.whole) if sheet and is_found else None,
        secure=secure,
    )
