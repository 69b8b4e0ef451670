"""One sentence in place of a hundred findings, where the network gave not one answer. Pure."""

from __future__ import annotations

from crackcite.model import Evidence, Reason, say, template

_WHY = {
    Reason.NETWORK: say("no name could be resolved"),
    Reason.REFUSED: say("every connection was refused"),
    Reason.TIMEOUT: say("nothing answered in time"),
    Reason.RESET: say("every connection was cut"),
    Reason.CERTIFICATE: say(
        "this machine does not trust the certificates that it is shown "
        "(name your network's own in REQUESTS_CA_BUNDLE or SSL_CERT_FILE)"
    ),
    Reason.BLOCKED: say("every service refused to answer"),
    Reason.RATE_LIMITED: say("every service wants to be asked later"),
    Reason.SERVER_ERROR: say("every service had an error of its own"),
    Reason.BAD_ANSWER: say("every service answered something else than it documents (a login page of the network?)"),
}


def away(evidence: Evidence) -> str:
    """One sentence where questions were asked and not one was answered; else empty."""
    answers = evidence.answers.values()
    if answers and all(answer.reason is Reason.NOT_RECORDED for answer in answers):
        return say("The recording holds no answer about these articles: record the run anew with --record.")
    if evidence.offline or not evidence.network_away:
        return ""
    reasons = [answer.reason for answer in evidence.answers.values() if not answer.answered]
    reasons = [reason for reason in reasons if reason is not Reason.NOT_ASKED]
    said = _WHY.get(
        max(sorted(set(reasons)), key=reasons.count) if reasons else Reason.NETWORK, say("no service gave an answer")
    )
    kept = any(answer.cached and answer.answered for answer in evidence.answers.values())
    return say(_ONLY_KEPT if kept else _NOTHING_VERIFIED, reason=said)


_NOTHING_VERIFIED = template(
    "Nothing could be verified: {reason}. "
    "Check the connection (or the proxy), or run with --offline to check the numbering alone."
)
_ONLY_KEPT = template(
    "Only answers kept from before could be used: {reason}. "
    "Check the connection (or the proxy), or run with --offline to check the numbering alone."
)
