"""The server: on this machine's own address alone, for whoever holds the token in the page's address."""

from __future__ import annotations

import secrets
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from crackcite.causes import cause
from crackcite.errors import CrackciteError
from crackcite.model import say
from crackcite.serving.app import App
from crackcite.serving.jobs import Jobs
from crackcite.settings import Settings

HOST = "127.0.0.1"


class PortTakenError(CrackciteError):
    """The port that was asked for cannot be had."""


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = False  # on some systems it would let two servers share a port

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up in the middle is nothing to speak of."""


class _Quiet(WSGIRequestHandler):
    timeout = 30  # seconds that a browser may be silent in the middle of a request

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """What is asked is nobody's business: the token stands in every address."""

    def get_environ(self) -> dict[str, Any]:
        """The request without the machine's environment, which holds more than a page should know."""
        environ: dict[str, Any] = super().get_environ()
        return {name: value for name, value in environ.items() if name in _KNOWN or name.startswith("HTTP_")}


_KNOWN = frozenset(
    {"REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "CONTENT_TYPE", "CONTENT_LENGTH", "SERVER_NAME"}
    | {"SERVER_PORT", "SERVER_PROTOCOL", "REMOTE_ADDR"}
)


class Server:
    """A server that listens; :meth:`run` answers until it is closed."""

    def __init__(self, settings: Settings, port: int = 0, language: str = "") -> None:
        """Listen on ``port`` of 127.0.0.1, on any free one for 0. Raises :class:`PortTakenError`."""
        self.token = secrets.token_urlsafe(24)
        app = App(self.token, Jobs(settings), language)
        try:
            self._server = make_server(HOST, port, app, server_class=_Threads, handler_class=_Quiet)
        except OSError as error:
            why = cause(error)
            raise PortTakenError(
                say("port {port} cannot be used: {why}; choose another with --port", port=port, why=why)
            ) from None
        app.hosts = frozenset({f"{HOST}:{self.port}", f"localhost:{self.port}"})

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._server.server_port)

    @property
    def url(self) -> str:
        """The page's address; who has it may use the page."""
        return f"http://{HOST}:{self.port}/{self.token}/"

    def run(self) -> None:
        """Answer, until interrupted or closed."""
        with self._server:
            self._server.serve_forever(poll_interval=0.2)

    def close(self) -> None:
        """End :meth:`run`, from another thread."""
        self._server.shutdown()
