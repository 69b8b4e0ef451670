"""Names and passwords in addresses: never asked with, shown nowhere, kept nowhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import Response, World, redirect

from crackcite.redaction import redacted, without_credentials
from crackcite.reports.views import VIEWS

SECRET = "s3cret"
ARTICLE = """Beds in winter

Twelve beds are closed [1], and more of them [2], as was said [3] and said again [4].

Sources

1. Doe, J. Twelve beds. 2024. {base}/page
2. Roe, R. More beds. 2023. {base}/gone
3. Poe, P. Moved beds. 2022. {base}/moved
4. Moe, M. Malformed beds. 2021. http:/me:s3cret@www.example.org/a b
"""


@pytest.fixture
def article(world: World, tmp_path: Path) -> Path:
    site = world.site("127.0.0.31")
    base = site.base.replace("//", f"//me:{SECRET}@")
    site.route("/page", Response(body="<title>Twelve beds</title><p>are closed"))
    site.route("/moved", redirect(f"{base}/page", 301))
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE.format(base=base), encoding="utf-8")
    return path


def run(world: World, *command: str) -> str:
    """What a command prints, on both streams."""
    done = subprocess.run(
        [sys.executable, "-m", "crackcite", *command],
        env={**world.environment(), "PYTHONPATH": str(Path(__file__).parents[1] / "src"), "PATH": "/usr/bin:/bin"},
        cwd=world.folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def test_a_password_of_an_address_is_in_no_output_and_in_no_file(world: World, article: Path) -> None:
    outputs = [part for view in VIEWS for part in ("-f", view, "-o", f"out.{view}")]
    said = run(world, "check", article.name, "--no-config", "-v", "--record", "recording.json", *outputs)
    said += run(world, "check", article.name, "--no-config", "--replay", "recording.json", "-f", "json")
    said += run(world, "extract", article.name) + run(world, "extract", article.name, "-f", "json")
    for name in ("bibtex", "ris", "csl-json"):
        said += run(world, "export", article.name, "-f", name)
    assert SECRET not in said
    written = [file for file in world.folder.rglob("*") if file.is_file() and file != article]
    assert {file.name for file in written} >= {"recording.json", "answers.sqlite3", *(f"out.{view}" for view in VIEWS)}
    assert not [file.name for file in written if SECRET.encode() in file.read_bytes()]


def test_what_mends_the_article_keeps_its_own_words(world: World, article: Path) -> None:
    """A patch has the article's lines as they stand, or it could not be applied."""
    run(world, "fix", article.name, "--no-config", "--write")
    assert SECRET in article.read_text(encoding="utf-8")


def test_a_published_article_is_named_without_its_password(world: World) -> None:
    site = world.site("127.0.0.31", lambda _: Response(body="<h1>Beds</h1><p>Closed.</p>"))
    said = run(world, "check", site.url("/a").replace("//", f"//me:{SECRET}@"), "--no-config", "-f", "json")
    assert site.url("/a") in said
    assert SECRET not in said
    assert "Authorization" not in site.seen[0].headers


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see https://me:pass@www.example.org/x?a=b@c.", "see https://*******@www.example.org/x?a=b@c."),
        ("HTTP://me@host/", "HTTP://**@host/"),
        (r"https:\/\/me:pass@host", r"https:\/\/*******@host"),
        ("https://me:a&#x27;b@host", "https://***********@host"),
        ("ftp://anonymous@ftp.example.org/", "ftp://*********@ftp.example.org/"),
        (
            "https://web.archive.org/web/2020/https://me:pw@host/",
            "https://web.archive.org/web/2020/https://*****@host/",
        ),
        ("https://medium.com/@somebody", "https://medium.com/@somebody"),
        ("https://www.example.org?mail=me@example.org", "https://www.example.org?mail=me@example.org"),
        ("write to me@example.org or see https://example.org", "write to me@example.org or see https://example.org"),
        ("https://a.example, me@example.org", "https://a.example, me@example.org"),
    ],
)
def test_what_is_redacted(text: str, shown: str) -> None:
    assert redacted(text) == shown


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("https://me:pa@ss@host/x@y", "https://host/x@y"),
        ("https://host/x@y", "https://host/x@y"),
        ("http:/me:pw@host/", "http:/host/"),
        ("//me@host", "//host"),
        ("me@example.org", "me@example.org"),
        ("https://host?q=a@b", "https://host?q=a@b"),
        ("", ""),
    ],
)
def test_an_address_without_its_credentials(url: str, bare: str) -> None:
    assert without_credentials(url) == bare


@given(st.text())
def test_redacting_keeps_every_offset_and_is_done_once(text: str) -> None:
    assert len(redacted(text)) == len(text) or "\\" in text
    assert redacted(redacted(text)) == redacted(text)


def test_redacting_takes_no_longer_for_hostile_text() -> None:
    """It comes to an end: each of these has a place that looks like the beginning of a password everywhere."""
    for text in (
        "https://" * 100_000 + "@",
        "https://" + "a" * 1_000_000,
        "&#x27;" * 200_000 + "@",
        "https:/" * 200_000 + "@",
    ):
        assert len(redacted(text)) == len(text)
