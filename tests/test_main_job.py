"""The main job on a real article: read, number, look up, probe, report; and the same with the network away."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from shared import shared
from world import Response, World

from crackcite.model import Judged, Report, Severity, Verdict
from crackcite.run import check
from crackcite.settings import Settings

INEQUALITY = {
    "DOI": "10.1038/s41598-020-80897-8",
    "type": "journal-article",
    "title": ["Why do inequality and deprivation produce high crime and low trust?"],
    "author": [{"given": "Benoît", "family": "De Courson"}, {"given": "Daniel", "family": "Nettle"}],
    "container-title": ["Scientific Reports"],
    "short-container-title": ["Sci Rep"],
    "volume": "11",
    "issue": "1",
    "article-number": "1937",
    "issued": {"date-parts": [[2021, 1, 21]]},
    "publisher": "Springer Science and Business Media LLC",
}
# A stand-in: no public copy of the registry's record could be found, so it is made of the citation itself. It shows the
# mechanics, not that the DOI is right.
INTEGRATION = {
    "DOI": "10.3406/forem.1998.2296",
    "type": "journal-article",
    "title": ["De l’intégration à la précarité : le « grand intégrateur » en péril ?"],
    "author": [{"given": "Robert", "family": "Castel"}, {"given": "C.", "family": "Fournier"}],
    "issued": {"date-parts": [[1998]]},
}
# A review of source 6's book: a search finds it first, and it must never be offered as the book's DOI.
REVIEW = {
    "DOI": "10.5555/played.review",
    "type": "journal-article",
    "title": ["Les prisons de la misère"],
    "author": [{"given": "P.", "family": "Combessie"}, {"given": "Loïc", "family": "Wacquant"}],
    "container-title": ["Revue française de sociologie"],
    "volume": "41",
    "issue": "3",
    "page": "590",
    "issued": {"date-parts": [[2000]]},
}

HOSTS = ("www.ofdt.fr", "www.bruzz.be", "www.lecho.be", "fedabxl.be")


@pytest.fixture
def article(tmp_path: Path, world: World) -> Path:
    """The real article with its five links led to played sites, where each page answers under its own title."""
    text = shared("articles", "crack-bruxelles-4.txt").read_text(encoding="utf-8")
    sites = {host: world.site(f"127.0.0.{number}") for number, host in enumerate(HOSTS, 10)}
    for host, path in re.findall(r"https://([\w.]+)(/\S*?)\.?(?=\s|$)", text):
        sites[host].route(
            path, Response(body=f"<html><title>{title_of(text, host + path)}</title><p>Bonjour.</p></html>")
        )
    for host, site in sites.items():
        text = text.replace(f"https://{host}", site.base)
    world.add_work(INEQUALITY)
    world.add_work(INTEGRATION)
    world.add_work(REVIEW)
    path = tmp_path / "crack.txt"
    path.write_text(text, encoding="utf-8")
    return path


def title_of(text: str, address: str) -> str:
    line = next(line for line in text.splitlines() if address in line)
    return re.sub(r"^\d+\. |https?://.*$", "", line).strip(" .")


def checked(path: Path, settings: Settings) -> Report:
    return check([str(path)], settings)


def findings(judged: Judged, severity: Severity | None = None) -> list[tuple[str, int | None]]:
    return [(f.rule, f.reference) for f in judged.findings if severity in (None, f.severity)]


def test_offline_the_article_reads_as_a_careful_editor_reads_it() -> None:
    path = shared("articles", "crack-bruxelles-4.txt")
    text = path.read_text(encoding="utf-8")
    [judged] = checked(path, Settings(offline=True)).articles
    markers = judged.article.markers
    assert [(marker.text, marker.numbers) for marker in markers] == [
        ("1", (1,)),
        ("2", (2,)),
        ("3", (3,)),
        ("4,5", (4, 5)),
        ("6,7", (6, 7)),
        ("8", (8,)),
        ("9", (9,)),
        ("10", (10,)),
        ("11", (11,)),
    ]
    assert all(marker.span.of(text) == marker.text for marker in markers)
    assert [reference.number for reference in judged.article.references] == list(range(1, 12))
    for reference in judged.article.references:
        assert reference.span.of(text) == reference.text
        assert all(one.span.of(text) == one.value for one in reference.identifiers)
    identifiers = [(r.number, one.kind.value, one.value) for r in judged.article.references for one in r.identifiers]
    assert [(number, kind) for number, kind, _ in identifiers] == [
        (1, "url"),
        (3, "doi"),
        (4, "url"),
        (5, "url"),
        (10, "url"),
        (11, "url"),
    ]
    assert identifiers[1][2] == "10.3406/forem.1998.2296"
    assert all(value.endswith(("/", "straat", "html")) for _, kind, value in identifiers if kind == "url")
    assert findings(judged, Severity.ERROR) == []
    assert [rule for rule, _ in findings(judged) if rule.startswith("CC1")] == []
    assert ("CC208", 2) in findings(judged)
    assert [number for rule, number in findings(judged) if rule == "CC204"] == [2, 6, 7, 8, 9]


def test_online_every_source_gets_the_verdict_it_deserves(article: Path, world: World) -> None:
    report = checked(article, world.settings())
    [judged] = report.articles
    verdicts = dict(zip(range(1, 12), judged.verdicts, strict=True))
    assert verdicts == {
        1: Verdict.VERIFIED,
        2: Verdict.UNVERIFIED,
        3: Verdict.VERIFIED,
        4: Verdict.VERIFIED,
        5: Verdict.VERIFIED,
        6: Verdict.UNVERIFIED,
        7: Verdict.VERIFIED,
        8: Verdict.UNVERIFIED,
        9: Verdict.UNVERIFIED,
        10: Verdict.VERIFIED,
        11: Verdict.VERIFIED,
    }
    assert report.away == ""
    [missing] = [finding for finding in judged.findings if finding.rule == "CC306"]
    assert missing.reference == 7
    assert "10.1038/s41598-020-80897-8" in missing.message
    assert [number for rule, number in findings(judged) if rule == "CC204"] == [2, 6, 8, 9]
    for number in (2, 6, 8, 9):
        assert findings(judged).count(("CC901", number)) == 1
    assert findings(judged, Severity.ERROR) == []


def test_a_second_run_asks_nothing(article: Path, world: World) -> None:
    first = checked(article, world.settings())
    before = world.requests()
    second = checked(article, world.settings())
    assert world.requests() == before
    assert second.lookups.cached == second.lookups.answered == first.lookups.answered
    assert [judged.findings for judged in second.articles] == [judged.findings for judged in first.articles]
    assert [judged.verdicts for judged in second.articles] == [judged.verdicts for judged in first.articles]


def led_to(text: str, base: str) -> str:
    """The article with every link led to one address."""
    return re.sub(r"https?://(127\.0\.0\.\d+:\d+|[\w.]+\.(fr|be))", base, text)


@pytest.mark.parametrize("network", ["refused", "silent"])
def test_with_the_network_away_one_sentence_says_so(article: Path, world: World, network: str, dns) -> None:
    base = getattr(world, network)("127.0.0.66")
    article.write_text(led_to(article.read_text(encoding="utf-8"), base), encoding="utf-8")
    started = time.monotonic()
    report = checked(article, world.settings(**world.away(base), timeout=1.5))
    assert time.monotonic() - started < 4  # many questions wait behind each other; the sum of their waits is 15 s
    assert report.away.startswith("Nothing could be verified")
    [judged] = report.articles
    assert not {rule for rule, _ in findings(judged)} & {"CC401", "CC402", "CC301", "CC901", "CC902"}
    assert set(judged.verdicts) <= {Verdict.UNVERIFIED, Verdict.UNCHECKED}
    assert report.lookups.answered == 0


def test_with_no_resolver_nothing_is_called_dead(world: World, dns, tmp_path: Path) -> None:
    text = shared("articles", "crack-bruxelles-4.txt").read_text(encoding="utf-8")
    path = tmp_path / "crack.txt"
    path.write_text(text, encoding="utf-8")
    dns.down()
    report = checked(path, Settings(timeout=2, cache_dir=str(tmp_path / "cache")))
    assert report.away.startswith("Nothing could be verified: no name could be resolved.")
    assert not {rule for rule, _ in findings(report.articles[0])} & {"CC401", "CC301", "CC901", "CC902"}


def test_json_tells_the_whole_run(article: Path, world: World) -> None:
    from crackcite.reports.json import load, render

    report = checked(article, world.settings())
    told = json.loads(render(report))
    assert told["summary"]["markers"] == 9
    assert told["summary"]["references"] == 11
    assert told["summary"]["verdicts"]["verified"] == 7
    assert told["articles"][0]["references"][6]["title"].startswith("Why do inequality and deprivation")
    assert load(render(report)) == report
