"""The pages by their addresses (a WSGI application, PEP 3333)."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from crackcite.errors import CrackciteError
from crackcite.languages import voice
from crackcite.mending import Mending
from crackcite.model import Report, say
from crackcite.reports.views import VIEWS, Look
from crackcite.serving import pages
from crackcite.serving.jobs import Job, Jobs, internal
from crackcite.serving.requests import LARGEST, Response, download, language_of, page, redirect
from crackcite.serving.uploads import uploaded

Environ = dict[str, Any]


class App:
    """Answers browsers that know the token and speak to this machine by its own name.

    The name is compared because a foreign page could have its own name lead here (DNS rebinding), and the origin
    because a foreign page could send a form.
    """

    def __init__(self, token: str, jobs: Jobs, language: str = "") -> None:
        self._token, self._jobs, self._language = token, jobs, language
        self.hosts: frozenset[str] = frozenset()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """One request."""
        response = self._guarded(environ)
        start_response(response.status, response.all_headers())
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [response.body]

    def _guarded(self, environ: Environ) -> Response:
        language = language_of(environ, self._language)
        _, token, *route = (*str(environ.get("PATH_INFO", "")).split("/"), "", "")[:5]
        if environ.get("HTTP_HOST") not in self.hosts or not hmac.compare_digest(token.encode(), self._token.encode()):
            return page(pages.problem(voice(language), say("There is no such page."), ""), "404 Not Found")
        try:
            return self._routed(environ, [part for part in route if part], language)
        except CrackciteError as error:
            said = error.args[0] if error.args else str(error)
            return page(pages.problem(voice(language), said, self._home), "400 Bad Request")
        except Exception as error:  # noqa: BLE001, RUF100 - one page that fails must not end the server
            return page(pages.problem(voice(language), internal(error), self._home), "500 Internal Server Error")

    @property
    def _home(self) -> str:
        return f"/{self._token}/"

    def _routed(self, environ: Environ, route: list[str], language: str) -> Response:
        tr = voice(language)
        method = environ["REQUEST_METHOD"]
        if route == ["check"] and method == "POST":
            return self._taken_in(environ, language)
        if method not in ("GET", "HEAD"):
            return page(pages.problem(tr, say("There is no such page."), self._home), "405 Method Not Allowed")
        if not route:
            return page(pages.form(tr, f"{self._home}check"))
        job = self._jobs.get(route[0])
        if job is None:
            gone = say("This article is not remembered any more: hand it in again.")
            return page(pages.problem(tr, gone, self._home), "404 Not Found")
        return self._of_job(job, route[1] if len(route) > 1 else "", tr.language)

    def _taken_in(self, environ: Environ, language: str) -> Response:
        origin = environ.get("HTTP_ORIGIN")
        if origin and origin.removeprefix("http://") not in self.hosts:
            return page(pages.problem(voice(language), say("There is no such page."), ""), "403 Forbidden")
        length = str(environ.get("CONTENT_LENGTH") or "")
        if not length.isdigit() or int(length) > LARGEST:
            said = say("This is too large for an article: {megabytes} MB is the most.", megabytes=LARGEST >> 20)
            return page(pages.problem(voice(language), said, self._home), "413 Content Too Large")
        name, data, input_format = uploaded(environ)
        job = Job(name, data, input_format, language)
        self._jobs.add(job)
        return redirect(f"{self._home}{job.key}")

    def _of_job(self, job: Job, part: str, language: str) -> Response:
        tr, here = voice(language), f"{self._home}{job.key}"
        if not job.is_done:
            return page(pages.waiting(tr, job), Refresh="1")
        if job.report is None or job.mending is None:
            return page(pages.problem(tr, job.problem, self._home, job.name))
        if not part:
            return page(pages.result(tr, job, here, self._home))
        if part in _PARTS:
            return _PARTS[part](Result(job, job.report, job.mending, language))
        return page(pages.problem(tr, say("There is no such page."), self._home), "404 Not Found")


@dataclass(frozen=True)
class Result:
    """An article that has been checked, and the language in which its report is wanted."""

    job: Job
    report: Report
    mending: Mending
    language: str


def _report(of: Result) -> Response:
    body = VIEWS["html"].render(of.report, Look(language=of.language)).encode("utf-8", "replace")
    return Response(body, headers={"Content-Security-Policy": "frame-ancestors 'self'"})


def _saved_report(of: Result) -> Response:
    return download(_report(of).body, f"{of.job.name}.crackcite.html", "text/html; charset=utf-8")


def _fixes(of: Result) -> Response:
    return page(pages.fixes(voice(of.language), of.job, of.mending))


def _fixed(of: Result) -> Response:
    return download(of.mending.new, of.job.name)


def _exported(name: str, suffix: str) -> Callable[[Result], Response]:
    def export(of: Result) -> Response:
        from crackcite.export import FORMATS, items

        return download(FORMATS[name](items(of.report)).encode(), f"{of.job.name}{suffix}")

    return export


_PARTS: dict[str, Callable[[Result], Response]] = {
    "report": _report,
    "report.html": _saved_report,
    "fixes": _fixes,
    "fixed": _fixed,
    "sources.bib": _exported("bibtex", ".bib"),
    "sources.ris": _exported("ris", ".ris"),
    "sources.json": _exported("csl-json", ".csl.json"),
}
