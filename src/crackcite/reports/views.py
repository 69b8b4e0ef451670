"""The one table of views: each makes a text of a run's report, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from crackcite.model import Report
from crackcite.redaction import redacted


@dataclass(frozen=True, slots=True)
class Look:
    """How a view is wanted. Views for machines have no use for any of it.

    ``width`` is in cells; ``language`` one of :data:`crackcite.languages.LANGUAGES`. ``root`` is the folder that views
    for machines tell paths relative to, and ``folder`` the one that relative paths begin at; empty to leave the paths
    as they were given.
    """

    width: int = 80
    color: bool = False
    verbose: bool = False
    language: str = "en"
    root: str = ""
    folder: str = ""


Renderer = Callable[[Report, Look], str]


@dataclass(frozen=True, slots=True)
class View:
    """A format of the report. ``home`` is the module whose ``view(report, look)`` makes it, loaded when it is used."""

    name: str
    about: str
    home: str

    def render(self, report: Report, look: Look = Look()) -> str:
        """The report as text, ending in a line break. Names and passwords in addresses are not shown."""
        renderer: Renderer = import_module(self.home).view
        return redacted(renderer(report, look))


VIEWS = {
    one.name: one
    for one in (
        View("terminal", "for people at a terminal", "crackcite.reports.terminal"),
        View("summary", "the counts and the verdict alone, for people", "crackcite.reports.terminal.brief"),
        View("html", "a page for editors: the article’s own text with its findings in place", "crackcite.reports.html"),
        View("json", "everything that is known; any other view can be made of it", "crackcite.reports.json"),
        View("concise", "one line a finding: path:line:column: severity CODE message", "crackcite.reports.concise"),
        View("sarif", "SARIF 2.1.0, for code scanning", "crackcite.reports.sarif"),
        View("github", "annotations for GitHub Actions", "crackcite.reports.github"),
        View("gitlab", "GitLab's Code Quality report", "crackcite.reports.gitlab"),
        View("junit", "JUnit XML: a suite an article, a case a source", "crackcite.reports.junit"),
        View("rdjson", "the Reviewdog Diagnostic Format", "crackcite.reports.rdjson"),
        View("markdown", "a summary for a step, a pull request or a mail", "crackcite.reports.markdown"),
    )
}
