"""What an exception of a network library means, whichever library raised it.

habanero speaks httpx2, the rest speaks requests over urllib3; below both stand the same errors of the operating
system, and those decide. The libraries' own names are read only where they hide the cause.
"""

from __future__ import annotations

import email.utils
import errno
import http.client
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime

from crackcite.model import Reason

_NO_WAY = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}
#: Names of the libraries' exceptions, for causes that they do not carry along.
_NAMED = {
    "ProxyError": Reason.NETWORK,
    "NameResolutionError": Reason.NETWORK,
    "TooManyRedirects": Reason.REDIRECTS,
    "ConnectTimeout": Reason.TIMEOUT,
    "ConnectTimeoutError": Reason.TIMEOUT,
    "ReadTimeout": Reason.TIMEOUT,
    "ReadTimeoutError": Reason.TIMEOUT,
    "WriteTimeout": Reason.TIMEOUT,
    "PoolTimeout": Reason.TIMEOUT,
    "ReadError": Reason.RESET,
    "WriteError": Reason.RESET,
    "RemoteProtocolError": Reason.RESET,
    "ChunkedEncodingError": Reason.RESET,
    "ContentDecodingError": Reason.BAD_ANSWER,
    "DecodingError": Reason.BAD_ANSWER,
    "ConnectError": Reason.NETWORK,
}


def chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and everything that caused it, as the libraries carry it along; each once."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]


def _plain(error: BaseException) -> Reason:
    match error:
        case ssl.SSLCertVerificationError():
            return Reason.CERTIFICATE
        case socket.gaierror():
            return Reason.NETWORK
        case TimeoutError():
            return Reason.TIMEOUT
        case ConnectionRefusedError():
            return Reason.REFUSED
        case ConnectionError() | http.client.IncompleteRead() | ssl.SSLError():
            return Reason.RESET
        case OSError() if error.errno in _NO_WAY:
            return Reason.NETWORK
    return Reason.NONE


def reason_of(error: BaseException) -> Reason:
    """The reason that an exception stands for; ``BAD_ANSWER`` where it is none of the network's."""
    causes = list(chain(error))
    if any(type(cause).__name__ == "ProxyError" for cause in causes):
        return Reason.NETWORK
    for cause in causes:
        if reason := _plain(cause):
            return reason
    for cause in causes:
        if reason := _NAMED.get(type(cause).__name__, Reason.NONE):
            return reason
    return Reason.BAD_ANSWER


def reason_of_status(status: int) -> Reason:
    """The reason that an HTTP status leaves a question open; NONE where it does not, or decides it."""
    if status == 429:
        return Reason.RATE_LIMITED
    if status in (401, 402, 403, 407, 451, 999):
        return Reason.BLOCKED
    if status >= 500:
        return Reason.SERVER_ERROR
    return Reason.NONE


def retry_after(value: str | None) -> float | None:
    """The seconds that a ``Retry-After`` header asks for (a number or an HTTP date, RFC 9110 section 10.2.3)."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
