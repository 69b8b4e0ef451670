"""The page of ``crackcite serve`` in a real browser: paste, drop, error, fix, download, with scripts switched off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import launched
from conftest import Dns
from test_main_job import INEQUALITY
from test_serve import ARTICLE, Browser, serving
from world import World

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium
    from playwright.sync_api import Page

_ASKED = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    yield from launched()


@pytest.fixture
def server(world: World, dns: Dns) -> Iterator[Browser]:
    world.add_work(INEQUALITY)
    yield from serving(world.settings())


def visited(chromium: Chromium, server: Browser, **more: Any) -> Page:
    page = chromium.new_context(**{"java_script_enabled": False, **more}).new_page()
    page.set_default_timeout(15_000)
    page.goto(f"http://127.0.0.1:{server.parts.port}{server.home}")
    return page


def report_of(page: Page) -> str:
    """The words of the report, which is waited for: the page asks again by itself."""
    page.wait_for_selector("iframe")
    frame = page.frame_locator("iframe").locator("main")
    return " ".join((frame.text_content() or "").split())


def test_paste_read_fix_and_download(chromium: Chromium, server: Browser) -> None:
    page = visited(chromium, server)
    page.get_by_label("Paste the article").fill(ARTICLE)
    page.get_by_role("button", name="Check").click()
    assert "The text cites source 2, but the list ends at 1" in report_of(page)
    page.get_by_role("link", name="1 fix").click()
    assert "https://doi.org/10.1038/s41598-020-80897-8" in (page.locator(".diff ins").text_content() or "")
    shown = page.locator(".diff > *")
    heights = [one.bounding_box()["y"] for one in shown.all()]
    assert heights == sorted(set(heights)), "each line of the text stands on a line of its own"
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download the mended text").click()
    assert taken.value.suggested_filename == "article.txt"
    mended = Path(taken.value.path()).read_text(encoding="utf-8")
    assert mended == ARTICLE.replace("(2021).", "(2021). https://doi.org/10.1038/s41598-020-80897-8")


def test_a_file_is_dropped_on_the_page(chromium: Chromium, server: Browser, tmp_path: Path) -> None:
    """As a person drops it: the browser itself takes what is dropped on a file field."""
    path = tmp_path / "mijn artikel.md"
    path.write_text("Crime[^1].\n\n[^1]: Nettle, D. Why. (2021).\n", encoding="utf-8")
    page = visited(chromium, server, java_script_enabled=True)
    page.locator("#file").set_input_files(path)
    page.get_by_role("button", name="Check").click()
    assert "mijn artikel.md" in report_of(page)


def test_an_error_is_said_and_leads_back(chromium: Chromium, server: Browser, tmp_path: Path) -> None:
    page = visited(chromium, server)
    page.get_by_role("button", name="Check").click()
    assert "There is nothing to check" in (page.get_by_role("alert").text_content() or "")
    page.get_by_role("link", name="Check another article").click()
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 not a document")
    page.locator("#file").set_input_files(broken)
    page.get_by_role("button", name="Check").click()
    page.wait_for_selector("[role=alert]")
    assert page.locator("h1").text_content() == "broken.docx"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_everybody_can_use_it(chromium: Chromium, server: Browser, theme: Any, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    page = visited(
        chromium,
        server,
        java_script_enabled=True,
        bypass_csp=True,
        color_scheme=theme,
        viewport={"width": width, "height": 900},
    )
    for _ in range(2):
        found = axe.Axe().run(page, options=_ASKED)
        assert [one["id"] for one in found.response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_label("Paste the article").fill(ARTICLE)
        page.get_by_role("button", name="Check").click()
        page.wait_for_selector("iframe")
        page.get_by_role("link", name="1 fix").click()
        found = axe.Axe().run(page, options=_ASKED)
        assert [one["id"] for one in found.response["violations"]] == []
        page.goto(f"http://127.0.0.1:{server.parts.port}{server.home}")
