"""The page in a real browser: WCAG 2.2 AA by axe-core, narrow screens, both themes, no script, no request, filters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import Watched, launched, opened
from conftest import Dns
from editorial import SAMPLES, crise
from world import opened as opened_world

from crackcite.model import Report
from crackcite.reports.views import VIEWS, Look
from crackcite.run import check
from crackcite.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: The success criteria of WCAG 2.2, levels A and AA, and axe-core's own advice.
_ASKED = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
#: The one rule that looks at colours.
_CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    yield from launched()


_MADE: dict[str, str] = {}


@pytest.fixture
def pages(tmp_path: Path, dns: Dns) -> dict[str, Path]:
    """Every kind of report as a file; made once, by the first test that asks."""
    if not _MADE:
        [played] = [crise(world, tmp_path) for world in opened_world(tmp_path)]
        samples = [str(SAMPLES / name) for name in ("broken.txt", "heat-and-the-city.md")]
        _MADE["played"] = shown(played)
        _MADE["broken"] = shown(check(samples[:1], Settings(offline=True)))
        _MADE["several"] = shown(check(samples, Settings(offline=True)))
    return {name: written(html, tmp_path / f"{name}.html") for name, html in _MADE.items()}


def shown(report: Report, language: str = "en") -> str:
    return VIEWS["html"].render(report, Look(language=language))


def written(html: str, path: Path) -> Path:
    path.write_text(html, encoding="utf-8", errors="surrogatepass")
    return path


def violations(watched: Watched, asked: dict[str, Any] = _ASKED) -> list[str]:
    """What axe-core finds wrong, with the element."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    watched.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    found: Any = axe.Axe().run(watched.page, options=asked)
    return [
        f"{one['id']}: {node['html'][:160]}: {node.get('failureSummary', '')}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("name", ["played", "several"])
def test_everybody_can_read_it(chromium: Browser, pages: dict[str, Path], name: str) -> None:
    watched = opened(chromium, pages[name])
    for width in (320, 768, 1280):
        watched.page.set_viewport_size({"width": width, "height": 900})
        watched.page.emulate_media(color_scheme="light")
        assert violations(watched) == [], f"{width} pixels"
        watched.page.emulate_media(color_scheme="dark")
        assert violations(watched, _CONTRAST) == [], f"{width} pixels, dark"
        assert watched.wide() == width, f"scrolls sideways at {width} pixels"
    assert watched.complaints == []
    assert watched.requests == [pages[name].as_uri()]


def test_the_policy_lets_the_style_in(chromium: Browser, pages: dict[str, Path]) -> None:
    watched = opened(chromium, pages["played"])
    assert watched.page.evaluate("getComputedStyle(document.querySelector('.badge')).whiteSpace") == "nowrap"
    assert watched.page.evaluate("document.querySelector('.verdict .icon').getBoundingClientRect().width") > 10


def test_hiding_an_entry_renumbers_no_list(chromium: Browser, pages: dict[str, Path]) -> None:
    """List items are counted anew at every change: with a thousand sources, a filter would take half a minute."""
    watched = opened(chromium, pages["played"])
    displays = "[...document.querySelectorAll('li')].map(one => getComputedStyle(one).display)"
    assert "list-item" not in watched.page.evaluate(displays)


def test_it_works_without_scripts(chromium: Browser, pages: dict[str, Path]) -> None:
    watched = opened(chromium, pages["played"], scripts=False)
    assert len(watched.shown(".source")) == 12
    watched.page.locator("label[for=show-error]").click()
    assert len(watched.shown(".source")) == 5


def test_the_findings_are_filtered_by_severity_with_the_keyboard(chromium: Browser, pages: dict[str, Path]) -> None:
    watched = opened(chromium, pages["broken"])
    shown = len(watched.shown(".note"))
    watched.page.locator("#show-all").focus()
    counts = []
    for _ in range(3):
        watched.page.keyboard.press("ArrowRight")
        counts.append(len(watched.shown(".note")))
        words = {note.split()[0] for note in watched.shown(".note .sign")}
        assert len(words) == 1
    assert counts == [9, 5, 3]
    assert sum(counts) == shown


def test_the_sources_are_filtered_by_verdict_and_one_by_one(chromium: Browser, pages: dict[str, Path]) -> None:
    watched = opened(chromium, pages["played"])
    choice = watched.page.locator("#a1-pick")
    choice.focus()
    choice.press("m")
    assert {words.split()[-1] for words in watched.shown(".source h4")} == {"mismatch"}
    choice.select_option(index=1 + 5 + 6)  # all, five verdicts, six sources: the seventh
    assert watched.shown(".source .number") == ["Source 7"]
    [paragraph] = watched.shown(".block")
    assert "au même titre que le tabac" in paragraph


def test_a_marker_leads_to_its_source_and_the_source_back(chromium: Browser, pages: dict[str, Path]) -> None:
    watched = opened(chromium, pages["played"])
    watched.page.locator("#a1-m6 a").first.click()
    assert watched.page.url.endswith("#a1-s6")
    [heading, stays] = (watched.page.locator(one).bounding_box() for one in ("#a1-s6 h4", "#a1-sources"))
    assert heading is not None
    assert stays is not None
    assert heading["y"] >= stays["y"] + stays["height"], "the source hides under the heading that stays"
    watched.page.locator("#a1-s6 .cited a").click()
    assert watched.page.url.endswith("#a1-m6")


def test_the_first_tab_offers_to_skip_to_the_findings(chromium: Browser, pages: dict[str, Path]) -> None:
    watched = opened(chromium, pages["several"])
    watched.page.keyboard.press("Tab")
    assert watched.page.evaluate("document.activeElement.className") == "skip"
    assert watched.page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    watched.page.keyboard.press("Enter")
    assert watched.page.evaluate("document.activeElement.id") == "articles"


def test_on_paper_everything_is_there_and_no_control(chromium: Browser, pages: dict[str, Path]) -> None:
    watched = opened(chromium, pages["played"])
    watched.page.emulate_media(media="print")
    assert len(watched.shown(".source")) == 12
    assert watched.shown(".controls label") == []
    assert watched.page.evaluate("getComputedStyle(document.querySelector('.sources')).position") == "static"


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_longer_words_of_other_languages_fit(chromium: Browser, tmp_path: Path, language: str) -> None:
    path = written(
        shown(check([str(SAMPLES / "broken.txt")], Settings(offline=True)), language), tmp_path / "page.html"
    )
    assert opened(chromium, path, width=320).wide() == 320


def test_on_a_phone_every_count_of_the_index_has_its_name_beside_it(chromium: Browser, tmp_path: Path) -> None:
    samples = [str(SAMPLES / name) for name in ("broken.txt", "heat-and-the-city.md")]
    html = shown(check(samples, Settings(offline=True)), "fr")
    page = opened(chromium, written(html, tmp_path / "index.html"), width=320).page
    cells = "[...document.querySelectorAll('.index tbody tr:first-child td')]"
    named = page.evaluate(f"{cells}.map(cell => getComputedStyle(cell, '::before').content.split('\"')[1].trim())")
    assert named == ["Erreurs", "Avertissements", "Remarques", "Vérifiées"]
    heads = page.evaluate("document.querySelector('.index thead').getBoundingClientRect().height")
    assert heads <= 1


def test_an_address_without_end_does_not_widen_the_page(chromium: Browser, tmp_path: Path) -> None:
    long = f"https://example.org/{'a' * 400}?{'b' * 400}"
    text = f"Un toit{'é' * 300} change tout1.\n\nSources\n1. Féantsa. Regard. {long}.\n2. {'W' * 200}.\n"
    (tmp_path / f"{'n' * 120}.txt").write_text(text, encoding="utf-8")
    report = check([str(tmp_path / f"{'n' * 120}.txt")], Settings(offline=True))
    path = written(shown(report), tmp_path / "page.html")
    for width in (320, 1280):
        assert opened(chromium, path, width=width).wide() == width
