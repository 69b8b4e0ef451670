"""A real browser for the tests of pages: Chromium where it is installed, a skip that says so elsewhere.

    def test_page(chromium):                       # the fixture of the test module, made by ``launched``
        page = opened(chromium, html, width=320, theme="dark")
        assert page.refused == []                  # what the page's own policy kept out

It is driven through playwright with the system's Chromium (``CRACKCITE_CHROMIUM`` names another one); nothing is
downloaded, and no page reaches anything but the file that it is.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable() -> str:
    """Where Chromium is; skips the test where it is not."""
    named = os.environ.get("CRACKCITE_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        pytest.skip("no Chromium here: install Debian's package chromium, or name one in CRACKCITE_CHROMIUM")
    return found


def launched() -> Iterator[Browser]:
    """A headless Chromium, closed when the iterator is exhausted."""
    path = executable()
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
    with driver.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(_QUIET))
        yield browser
        browser.close()


class Watched:
    """A page and what happened in it: its requests, and what its policy or a script error put on the console."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def wide(self) -> int:
        """How many pixels the page's content is wide."""
        return int(self.page.evaluate("document.documentElement.scrollWidth"))

    def shown(self, selector: str) -> list[str]:
        """The words of the elements that are shown, or would be if one scrolled to them."""
        return [
            " ".join((one.text_content() or "").split())
            for one in self.page.locator(selector).all()
            if one.is_visible()
        ]


def opened(
    browser: Browser, file: Path, *, width: int = 1280, height: int = 900, theme: Any = "light", scripts: bool = True
) -> Watched:
    """A page opened from a file, as a mail attachment is."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, java_script_enabled=scripts
    )
    context.set_default_timeout(10_000)
    watched = Watched(context.new_page())
    watched.page.goto(file.as_uri())
    return watched
