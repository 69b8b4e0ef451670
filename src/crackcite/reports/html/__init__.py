"""The report as a page for an editor: the article's own text with its findings in place, its sources beside it.

One file that needs nothing else: no script, no picture, no request; it can be mailed and opened offline.
"""

from __future__ import annotations

from crackcite.languages import voice
from crackcite.model import Report
from crackcite.reports.html.page import page
from crackcite.reports.views import Look

__all__ = ["view"]


def view(report: Report, look: Look) -> str:
    """The report as one HTML document in ``look.language``; nothing of an article can steer the browser."""
    return page(report, voice(look.language))
