"""The one table of HTTP status codes: what each proves, and why.

Absence is said only of what the server itself says of this address; everything else leaves the question open.
Sources: RFC 9110 section 15, RFC 6585, RFC 7725, IANA's registry of status codes, the vendors' pages for the codes
outside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from crackcite.model import Outcome, Reason, say


@dataclass(frozen=True, slots=True)
class Line:
    """What a status means for a link. ``says`` is a clause for a person."""

    outcome: Outcome
    reason: Reason
    says: str
    retry: float | None = None  # seconds after which another try can help, where the server names none


def _open(reason: Reason, says: str, retry: float | None = None) -> Line:
    return Line(Outcome.UNANSWERED, reason, says, retry)


TABLE: dict[int, Line] = {
    404: Line(Outcome.ABSENT, Reason.NOT_FOUND, say("the server says that there is nothing at this address (404)")),
    410: Line(Outcome.ABSENT, Reason.GONE, say("the server says that the page was removed for good (410)")),
    # Nothing wrong with the address is proved by any of these.
    400: _open(Reason.BAD_ANSWER, say("the server did not accept the request (400); it may accept a browser's")),
    401: _open(Reason.BLOCKED, say("the server asks for a user name and password (401)")),
    402: _open(Reason.BLOCKED, say("the server asks for payment (402)")),
    403: _open(Reason.BLOCKED, say("the server refuses to show the page to a program (403)")),
    405: _open(Reason.BLOCKED, say("the server does not let a program read the page (405)")),
    406: _open(
        Reason.BLOCKED, say("the server does not offer the page in a form that it thinks a program accepts (406)")
    ),
    407: _open(Reason.BLOCKED, say("the server is reached through a proxy that asks for a password (407)")),
    408: _open(Reason.TIMEOUT, say("the server gave up waiting for the request (408)")),
    409: _open(Reason.SERVER_ERROR, say("the server reports a conflict (409)")),
    418: _open(Reason.BLOCKED, say("the server refuses programs (418)")),
    421: _open(Reason.SERVER_ERROR, say("the server says that it is the wrong one for this address (421)")),
    423: _open(Reason.BLOCKED, say("the server says that the page is locked (423)")),
    425: _open(Reason.SERVER_ERROR, say("the server asks to try again later (425)")),
    429: _open(Reason.RATE_LIMITED, say("the server gets too many requests and asks to wait (429)"), 1.0),
    444: _open(Reason.BLOCKED, say("the server closed the door without a word (444)")),
    451: _open(Reason.BLOCKED, say("the server may not show the page here for legal reasons (451)")),
    498: _open(Reason.BLOCKED, say("the server asks for a token (498)")),
    499: _open(Reason.BLOCKED, say("the server asks for a token (499)")),
    500: _open(Reason.SERVER_ERROR, say("the server has an error of its own (500)"), 1.0),
    501: _open(Reason.SERVER_ERROR, say("the server does not know how to answer (501)")),
    502: _open(Reason.SERVER_ERROR, say("the server stands behind a gateway that gets no proper answer (502)"), 1.0),
    503: _open(Reason.SERVER_ERROR, say("the server is overloaded or being repaired (503)"), 1.0),
    504: _open(Reason.SERVER_ERROR, say("the server stands behind a gateway that gets no answer in time (504)"), 1.0),
    509: _open(Reason.SERVER_ERROR, say("the server has used up its traffic for now (509)")),
    511: _open(Reason.BLOCKED, say("the network asks to log in before it lets anybody through (511)")),
    # Cloudflare, in front of a site that does not answer it.
    **{
        code: _open(
            Reason.SERVER_ERROR, say("the server does not answer the service in front of it ({status})", status=code)
        )
        for code in (520, 521, 522, 523, 524, 525, 526, 527, 530)
    },
    529: _open(Reason.SERVER_ERROR, say("the server is overloaded (529)")),
    999: _open(Reason.BLOCKED, say("the server refuses programs (999)")),  # LinkedIn
}

_GROUPS: dict[int, Line] = {
    1: _open(Reason.BAD_ANSWER, say("the server sent no final answer")),
    2: Line(Outcome.FOUND, Reason.NONE, say("the server shows the page")),
    3: _open(Reason.BAD_ANSWER, say("the server sends elsewhere without saying where")),
    4: _open(Reason.BAD_ANSWER, say("the server did not answer the request")),
    5: _open(Reason.SERVER_ERROR, say("the server has an error of its own"), 1.0),
}


def line(status: int) -> Line:
    """What ``status`` proves: its line in the table, else its hundred's."""
    found = TABLE.get(status)
    if found:
        return found
    group = _GROUPS.get(status // 100, _open(Reason.BLOCKED, say("the server refuses programs")))
    if group.outcome is Outcome.FOUND:
        return group
    said = say("{reason} ({status})", reason=group.says, status=status)
    return Line(group.outcome, group.reason, said, group.retry)
