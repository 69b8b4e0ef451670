"""Copies of pages: the nearest to what a source says, and new ones, made only where the user wants it."""

# ruff: noqa: E501
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import conftest
import pytest
from world import Request, Response, Site, World, redirect

from crackcite.archiving import asked_for, stamp_of
from crackcite.model import Question, QuestionKind, Report
from crackcite.run import check
from crackcite.settings import Settings, SettingsError, merge

KEY, SECRET = "desk-key-7QX", "desk-secret-9ZZ"


@pytest.mark.parametrize(
    ("written", "stamp"),
    [
        ("3 mars 2024", "20240303"),
        ("le 1er août 2019", "20190801"),
        ("14 juillet 2021", "20210714"),
        ("9 juin 2021", "20210609"),
        ("March 3, 2024", "20240303"),
        ("12 Dec. 2020", "20201212"),
        ("5 maart 2018", "20180305"),
        ("31. März 2018", "20180331"),
        ("2 de agosto de 2017", "20170802"),
        ("4 maggio 2016", "20160504"),
        ("7 de outubro de 2015", "20151007"),
        ("2024-03-09", "20240309"),
        ("2024/03/09", "20240309"),
        ("09/03/2024", "20240309"),
        ("09.03.2024", "20240309"),
        ("03/25/2024", "20240325"),
        ("octobre 2022", "20221015"),
        ("2022", "20220701"),
        ("31 février 2022", "20220701"),
        ("45/99/2022", "20220701"),
        ("1987", ""),
        ("3/4/21", ""),
        ("", ""),
    ],
)
def test_the_day_that_a_source_means(written: str, stamp: str) -> None:
    assert stamp_of(written) == stamp


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("https://a.example/x", ("https://a.example/x", "")),
        ("https://a.example/x 20240303", ("https://a.example/x", "20240303")),
        ("https://a.example/rapport final.html", ("https://a.example/rapport final.html", "")),
        ("https://a.example/rapport final.html 2024", ("https://a.example/rapport final.html", "2024")),
    ],
)
def test_an_address_and_a_day_in_one_key(key: str, parts: tuple[str, str]) -> None:
    assert asked_for(Question(QuestionKind.ARCHIVE, key)) == parts


# --- a run over three sources ---------------------------------------------------------------------------------------

TEXT = """Les équipes comptent les lits[1]. La ville compte les nuitées[2]. Le reste manque[3].

Sources
1. Observatoire. Lits libres, hiver 2019. {0}/lits (consulté le 3 mars 2019).
2. Ville. Nuitées 2021. {0}/nuitees (2021).
3. Gazette. Les files d’attente. {0}/files (2016).
"""
PAGE = "<title>{0}</title><h1>{0}</h1><p>Le texte de la page, comme un lecteur la voit.</p>"
JOB = "spn2-1234"


@pytest.fixture
def site(world: World, dns: conftest.Dns) -> Site:
    """A site with three pages, under a name that the world at large could know."""
    dns.points("www.gazette.example", "127.0.0.41")
    made = world.site("127.0.0.41")
    for path, title in (("/lits", "Lits libres, hiver 2019"), ("/nuitees", "Nuitées 2021"), ("/files", "Les files")):
        made.route(path, Response(body=PAGE.format(title)))
    return made


@pytest.fixture
def archive(world: World) -> Site:
    """An archive that holds nothing, and saves what it is asked to save."""
    made = world.site("127.0.0.42")
    made.route("/wayback/available", _json({"archived_snapshots": {}}))
    made.route("/cdx/search/cdx", _json([]))
    made.route("/save", lambda request: _json({"job_id": JOB, "url": _form(request)["url"]}))
    made.route(f"/save/status/{JOB}", READY)
    return made


def _json(value: Any, status: int = 200, **headers: str) -> Response:
    return Response(
        status, json.dumps(value), {k.replace("_", "-"): v for k, v in headers.items()}, content_type="application/json"
    )


def _form(request: Request) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(request.body).items()}


READY = _json({"status": "success", "timestamp": "20260301101010", "original_url": "https://www.gazette.example/x"})


@pytest.fixture
def run(world: World, site: Site, archive: Site) -> Callable[..., Report]:
    """Check the article with the archive at hand."""

    def checked(text: str = TEXT, **more: Any) -> Report:
        file = world.folder / "article.txt"
        file.write_text(text.format(site.url("", "www.gazette.example")), encoding="utf-8")
        said = {"archive": True, "archive_key": KEY, "archive_secret": SECRET, "select": ("CC4",), "timeout": 10.0}
        settings = world.settings(wayback_url=archive.base, save_url=archive.base, **(said | more))
        return check([str(file)], settings)

    return checked


def _saves(archive: Site) -> list[Request]:
    return [seen for seen in archive.seen if seen.method == "POST"]


def test_a_dead_link_is_looked_for_near_the_day_of_its_source(
    run: Callable[..., Report], site: Site, archive: Site
) -> None:
    for path in ("/lits", "/nuitees", "/files"):
        site.route(path, Response(410))
    asked: dict[str, str] = {}

    def nearest(request: Request) -> Response:
        url, stamp = request.query["url"], request.query["timestamp"]
        asked[url.rsplit("/", 1)[1]] = stamp
        copy = {
            "available": True,
            "status": "200",
            "timestamp": stamp,
            "url": f"http://web.archive.org/web/{stamp}/{url}",
        }
        return _json({"archived_snapshots": {"closest": copy}})

    archive.route("/wayback/available", nearest)
    report = run()
    assert asked == {"lits": "20190303", "nuitees": "20210701", "files": "20160701"}
    hints = [finding.hint for _, finding in report.findings() if finding.rule == "CC401"]
    assert len(hints) == 3
    for path, stamp in asked.items():
        assert any(f"/web/{stamp}/" in hint and f"/{path} " in hint for hint in hints)
    assert _saves(archive) == []


def test_nothing_is_saved_unless_the_user_says_so(run: Callable[..., Report], archive: Site) -> None:
    report = run(archive=False)
    assert archive.seen == []
    assert report.remarks == ()


def test_a_live_page_without_a_copy_is_saved_in_the_users_name(
    run: Callable[..., Report], site: Site, archive: Site
) -> None:
    held = {"available": True, "status": "200", "timestamp": "2024", "url": "http://web.archive.org/web/2024/x"}

    def some(request: Request) -> Response:
        return _json({"archived_snapshots": {"closest": held} if request.query["url"].endswith("/nuitees") else {}})

    archive.route("/wayback/available", some)
    archive.route(f"/save/status/{JOB}", [_json({"status": "pending"}), READY])
    site.route("/files", Response(403))
    report = run()
    (asked,) = _saves(archive)
    assert _form(asked)["url"] == site.url("/lits", "www.gazette.example")
    assert asked.headers["Authorization"] == f"LOW {KEY}:{SECRET}"
    assert report.remarks == (
        "Saved in the Wayback Machine: https://web.archive.org/web/20260301101010/https://www.gazette.example/x",
    )
    assert any(answer.question.kind is QuestionKind.SAVE for answer in report.articles[0].evidence[0])


def test_what_was_saved_is_not_saved_again_the_same_day(run: Callable[..., Report], site: Site, archive: Site) -> None:
    for path in ("/nuitees", "/files"):
        site.route(path, Response(403))
    assert len(run(cache=True).remarks) == 1
    again = run(cache=True)
    assert len(_saves(archive)) == 1
    assert again.remarks == ()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (_json({"message": f"You need to be logged in with LOW {KEY}:{SECRET}"}, 401), "does not accept the keys"),
        (_json({"message": f"Not for {KEY} with {SECRET} today"}), "Save Page Now says “Not for … with … today”"),
        (_json({"status": "error", "status_ext": "error:blocked-url"}, 400), "error:blocked-url"),
        (Response(429, "slow", {"Retry-After": "3600"}), "asked too often"),
        (Response(500, "<html>"), "trouble of its own"),
        (Response(200, "<html>"), "something else than it documents"),
        (Response(fault="reset"), "cut the connection"),
        (redirect("/login"), "something else than it documents"),
    ],
)
def test_what_could_not_be_saved_is_said_and_no_key_is_told(
    run: Callable[..., Report], site: Site, archive: Site, world: World, answer: Response, told: str
) -> None:
    for path in ("/nuitees", "/files"):
        site.route(path, Response(403))
    archive.route("/save", answer)
    report = run(cache=True)
    said = " ".join(report.remarks)
    assert told in said
    assert "1 page was not saved" in said
    assert KEY not in repr(report)
    assert SECRET not in repr(report)
    kept = b"".join(file.read_bytes() for file in (world.folder / "cache").rglob("*") if file.is_file())
    assert kept
    assert KEY.encode() not in kept
    assert SECRET.encode() not in kept


def test_a_capture_that_takes_longer_than_the_question_is_not_called_made(
    run: Callable[..., Report], site: Site, archive: Site
) -> None:
    for path in ("/nuitees", "/files"):
        site.route(path, Response(403))
    archive.route(f"/save/status/{JOB}", _json({"status": "pending"}))
    (said,) = run(timeout=1.0, archive_timeout=1.0).remarks
    assert "was not ready in time" in said
    assert len(_saves(archive)) == 1


def test_a_capture_is_waited_for_longer_than_other_answers(
    run: Callable[..., Report], site: Site, archive: Site
) -> None:
    for path in ("/nuitees", "/files"):
        site.route(path, Response(403))
    looks = iter([{"status": "pending"}, {"status": "pending"}])
    done = {"status": "success", "timestamp": "20261123100000", "original_url": site.url("/lits")}
    archive.route(f"/save/status/{JOB}", lambda _: _json(next(looks, done)))
    (said,) = run(timeout=1.5).remarks
    assert "web.archive.org/web/20261123100000/" in said


def test_an_archive_that_cannot_be_asked_is_said(run: Callable[..., Report], archive: Site) -> None:
    archive.route("/wayback/available", Response(503))
    assert any("3 pages were not saved" in remark for remark in run().remarks)
    assert _saves(archive) == []


def test_a_private_address_is_not_told_to_an_archive(run: Callable[..., Report], site: Site, archive: Site) -> None:
    text = f"Les équipes comptent[1].\n\nSources\n1. Observatoire. Lits libres. {site.url('/lits')}.\n"
    (said,) = run(text.replace("{", "{{")).remarks
    assert "a private address is not told" in said
    assert _saves(archive) == []


# --- the keys --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, "CRACKCITE_ARCHIVE_KEY is not set"),
        ({"CRACKCITE_ARCHIVE_KEY": KEY}, "CRACKCITE_ARCHIVE_SECRET is not set"),
        ({"CRACKCITE_ARCHIVE_KEY": f"{KEY}\nX: y", "CRACKCITE_ARCHIVE_SECRET": SECRET}, "CRACKCITE_ARCHIVE_KEY cannot be a key"),
    ],
)  # fmt: skip
def test_saving_needs_keys(environment: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        merge({"archive": True}, environment)
    assert told in str(caught.value)
    assert KEY not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_keys_are_never_shown() -> None:
    settings = merge({"archive": True}, {"CRACKCITE_ARCHIVE_KEY": KEY, "CRACKCITE_ARCHIVE_SECRET": SECRET})
    assert (settings.archive_key, settings.archive_secret) == (KEY, SECRET)
    assert KEY not in repr(replace(settings, timeout=3.0))
    assert SECRET not in repr(settings)
    assert Settings().archive is False
