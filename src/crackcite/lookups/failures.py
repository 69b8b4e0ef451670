"""What an exception of a network library means, whichever library raised it.

habanero speaks httpx2, the rest speaks requests over urllib3; below both stand the same errors of the operating
system, and those decide. The libraries' own names are read only where they hide the cause.
"""

from __future__ import annotations

import email.utils
import errno
import socket
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial

from crackcite.model import Reason

_NO_WAY = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}
#: By name: exceptions of modules that a run without network need not load, and those of the libraries that do not carry
#: their cause along.
_NAMED = {
    "SSLError": Reason.RESET,
    "IncompleteRead": Reason.RESET,
    "ProxyError": Reason.NETWORK,
    "NameResolutionError": Reason.NETWORK,
    "HostError": Reason.NETWORK,
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


def _by_type(error: BaseException) -> Reason:
    match error:
        case socket.gaierror():
            return Reason.NETWORK
        case TimeoutError():
            return Reason.TIMEOUT
        case ConnectionRefusedError():
            return Reason.REFUSED
        case ConnectionError():
            return Reason.RESET
        case OSError() if error.errno in _NO_WAY:
            return Reason.NETWORK
    return Reason.NONE


def _by_name(error: BaseException, names: Mapping[str, Reason]) -> Reason:
    return names.get(type(error).__name__, Reason.NONE)


def reason_of(error: BaseException) -> Reason:
    """The reason that an exception stands for; ``BAD_ANSWER`` where it is none of the network's.

    A certificate decides before the connection error that it is wrapped in, and a proxy before everything: what
    failed behind it is its word against the host's.
    """
    causes = list(chain(error))
    for names in ({"ProxyError": Reason.NETWORK}, {"SSLCertVerificationError": Reason.CERTIFICATE}):
        if reason := next(filter(None, (_by_name(cause, names) for cause in causes)), Reason.NONE):
            return reason
    for decide in (_by_type, partial(_by_name, names=_NAMED)):
        if reason := next(filter(None, map(decide, causes)), Reason.NONE):
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


_LONGEST_PAUSE = 366 * 86_400.0  # seconds: whoever asks for more means "never"


def retry_after(value: str | None, date: str | None = None) -> float | None:
    """The seconds that a ``Retry-After`` header asks for (a number or an HTTP date, RFC 9110 section 10.2.3).

    A date is compared with the answer's own ``Date``, where it has one: this machine's clock may be off.
    """
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(float(text), _LONGEST_PAUSE)
    moment = _moment(text)
    if moment is None:
        return None
    seconds = (moment - (_moment(date or "") or datetime.now(UTC))).total_seconds()
    return min(max(0.0, seconds), _LONGEST_PAUSE)


def _moment(text: str) -> datetime | None:
    try:
        moment = email.utils.parsedate_to_datetime(text[:100])
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
