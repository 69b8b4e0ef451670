"""habanero behind one function.

habanero 2.9 gives no access to an answer's headers on success (the rate limits stand there), makes a new connection
and a new TLS context for every request, and does not know ``REQUESTS_CA_BUNDLE``. It calls ``httpx2.get`` through a
module global, and that is the one place where all three can be mended: a stand-in for that global uses a shared client
in the threads that ask here, and is httpx2 itself for everybody else in the process. Where a future habanero has no
such global, it is used as it is, and the paces stay at what is published.
"""

from __future__ import annotations

import inspect
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crackcite.lookups.failures import chain, reason_of
from crackcite.lookups.session import LARGEST_ANSWER, mailto, trust, trust_problem, user_agent
from crackcite.lookups.web.coding import Unpacked
from crackcite.model import Reason
from crackcite.settings import Settings

if TYPE_CHECKING:
    import ssl


@dataclass(frozen=True, slots=True)
class Heard:
    """What Crossref answered: status, headers, body, and ``message``, the payload of a good answer. Where no answer
    came, status is 0, ``reason`` says why, and ``body`` may say it in a sentence.
    """

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    message: Mapping[str, Any] | None = None
    reason: Reason = Reason.NONE


class _Thread(threading.local):
    client: Any = None
    response: Any = None
    deadline: float = 0.0


_thread = _Thread()


class _StandIn:
    """``httpx2`` for habanero: everything is httpx2's own but ``get``, in the threads that ask through a client."""

    def __init__(self, httpx2: Any) -> None:
        self._httpx2 = httpx2

    def __getattr__(self, name: str) -> Any:
        return getattr(self._httpx2, name)

    def get(self, url: str, **options: Any) -> Any:
        if _thread.client is None:
            return self._httpx2.get(url, **options)
        _thread.response = _got(self._httpx2, url, options)
        return _thread.response


def _got(httpx2: Any, url: str, options: dict[str, Any]) -> Any:
    """The answer as ``httpx2.get`` would give it, read no further and no longer than an answer of Crossref's can be.

    Raises what httpx2 raises, and ``TimeoutError``; ``ValueError`` where the body is too large.
    """
    options["headers"] = {**options.get("headers", {}), "Accept-Encoding": "gzip, deflate"}
    with _thread.client.stream("GET", url, **options) as answer:
        coded = Unpacked(answer.headers.get("content-encoding", ""))
        for piece in answer.iter_raw():
            coded.add(piece, LARGEST_ANSWER + 1)
            if time.monotonic() > _thread.deadline:
                raise TimeoutError(f"{url} was still talking")
            if max(coded.packed, len(coded.text)) > LARGEST_ANSWER:
                raise ValueError(f"{url} sends more than {LARGEST_ANSWER} bytes")
        named = [(name, value) for name, value in answer.headers.multi_items() if name not in _OF_THE_BODY]
        body = coded.end(LARGEST_ANSWER)
        return httpx2.Response(answer.status_code, headers=named, content=body, request=answer.request)


_OF_THE_BODY = frozenset({"content-encoding", "content-length", "transfer-encoding"})


_installing = threading.Lock()


def _install(httpx2: Any) -> bool:
    """Put the stand-in before habanero, once; gives whether this habanero lets us."""
    import habanero.request
    import habanero.request_class

    modules = (habanero.request, habanero.request_class)
    with _installing:
        for module in modules:
            if getattr(module, "httpx2", None) is httpx2:
                module.httpx2 = _StandIn(httpx2)
    return all(isinstance(getattr(module, "httpx2", None), _StandIn) for module in modules)


class Client:
    """One run's way to Crossref, for as many threads as ask."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._client: Any = None
        self._is_open = False

    def _open(self) -> None:
        with self._lock:
            if self._is_open:
                return
            import httpx2

            if _install(httpx2):
                self._client = httpx2.Client(verify=self._trust())
            self._is_open = True

    def _trust(self) -> ssl.SSLContext | bool:
        """What to check certificates with: the environment's bundle, else the system's."""
        import ssl

        context = trust()
        if context is None and self._settings.crossref_url.startswith("http://"):
            return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody, and saves 50 ms of loading who is trusted
        return True if context is None else context

    def close(self) -> None:
        """Close the connections that are kept."""
        if self._client is not None:
            self._client.close()

    def works(self, seconds: float, **arguments: Any) -> Heard:
        """Call habanero's ``works(**arguments)``, each of whose network phases may take ``seconds``; never raises."""
        try:
            self._open()
            import habanero
            import httpx2
        except OSError:
            return Heard(reason=Reason.CERTIFICATE, body=trust_problem())
        crossref = habanero.Crossref(
            base_url=self._settings.crossref_url.rstrip("/"),
            mailto=mailto(self._settings) or None,
            ua_string=user_agent(self._settings),
            timeout=httpx2.Timeout(seconds),
        )
        _thread.client, _thread.response = self._client, None
        _thread.deadline = time.monotonic() + seconds
        try:
            return _good(crossref.works(**_renamed(arguments, crossref.works)))
        except Exception as error:  # noqa: BLE001, RUF100 - httpx2's, habanero's, and TypeError, KeyError, ValueError
            return self._by_proxy(error) or _failed(error)
        finally:
            _thread.client = _thread.response = None

    def _by_proxy(self, error: Exception) -> Heard | None:
        """What a proxy did wrong; None where it has no part in the failure, or there is none."""
        from urllib.request import getproxies

        if not getproxies():
            return None
        from crackcite.lookups.web import proxies

        url = self._settings.crossref_url
        proxied = proxies.used_for(url)
        if _thread.response is not None:
            password = _thread.response.status_code == 407 and proxies.named(url, proxied)
            return Heard(reason=Reason.REFUSED, body=proxies.wants_password(password)) if password else None
        failed = proxies.failure(error, url, proxied)
        return Heard(reason=failed[0], body=failed[1]) if failed else None


def _renamed(arguments: dict[str, Any], function: Callable[..., Any]) -> dict[str, Any]:
    """The arguments under the names of the habanero that is installed: one that it does not know is dropped without a
    word, and its next version calls ``filter`` ``filters``.
    """
    if "filter" not in arguments or "filters" not in inspect.signature(function).parameters:
        return arguments
    return {"filters" if name == "filter" else name: value for name, value in arguments.items()}


def _good(result: Any) -> Heard:
    message = result.get("message") if isinstance(result, Mapping) else None
    headers = _thread.response.headers if _thread.response is not None else {}
    if not isinstance(message, Mapping):
        return Heard(200, headers, reason=Reason.BAD_ANSWER)
    return Heard(200, headers, message=message)


def _failed(error: Exception) -> Heard:
    """The HTTP answer behind an exception, wherever it is; else the reason that none came."""
    carried = (getattr(cause, "response", None) for cause in chain(error))
    response = _thread.response if _thread.response is not None else next(filter(None, carried), None)
    if response is None:
        return Heard(reason=reason_of(error))
    if response.status_code == 200:
        return _read_again(response)
    return Heard(response.status_code, response.headers, response.text[:2000])


def _read_again(response: Any) -> Heard:
    """A 200 that habanero could not use: good all the same where only its Content-Type is missing or unusual."""
    try:
        return _good(json.loads(response.content))
    except (ValueError, RecursionError):
        return Heard(200, response.headers, response.text[:2000], reason=Reason.BAD_ANSWER)
