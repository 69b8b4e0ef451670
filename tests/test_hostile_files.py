"""Files made to harm end in time and in memory that are bounded, with a report or one line, and never a traceback."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from harmful import FILES, confined

from crackcite import inputs
from crackcite.inputs import read_all
from crackcite.readers import UnreadableError, problems, read
from crackcite.settings import Settings


@pytest.mark.parametrize(
    "kind", ["zip", "docx", "odt", "epub", "xml", "html", "markdown", "rtf", "latex", "pdf", "text"]
)
def test_hostile_files_of_a_kind_end_with_a_report_or_one_line_each(tmp_path: Path, kind: str) -> None:
    named = {name for name in FILES if name.split()[0] == kind}
    if kind == "text":
        kinds = ("zip", "docx", "odt", "epub", "xml", "html", "markdown", "rtf", "latex", "pdf")
        named = {name for name in FILES if name.split()[0] not in kinds}
    for number, name in enumerate(sorted(named)):
        suffix, data = FILES[name](400)
        (tmp_path / f"{number}{suffix}").write_bytes(data)
    ran = confined("check", "--offline", ".", folder=tmp_path, megabytes=700, seconds=50)
    assert ran.code in (0, 1, 2), ran.err[-300:]
    assert "Traceback" not in ran.err
    assert "internal error" not in ran.err
    assert not (tmp_path.parent / "crackcite-owned").exists()
    assert not Path("/tmp/crackcite-owned").exists()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/dev/zero", "too large (over 250 MB)"),
        ("/dev/null", "empty"),
        ("pipe.txt", "empty"),
        ("circle.txt", "cannot be read"),
        ("nowhere.txt", "no such file"),
    ],
)
def test_what_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, said: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(inputs, "_PATIENCE", 0.1)
    os.mkfifo("pipe.txt")
    Path("circle.txt").symlink_to("circle.txt")
    Path("nowhere.txt").symlink_to("missing")
    reading = read_all([path], Settings())
    assert reading.articles == []
    assert said in reading.unreadable[0].reason


def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(b"Une phrase. " * 50_000,))
    writer.start()
    reading = read_all([str(path)], Settings())
    writer.join()
    assert len(reading.articles[0].document.text) == 600_000


def test_a_folder_that_holds_itself_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Une phrase.", encoding="utf-8")
    (tmp_path / "again").symlink_to(tmp_path)
    assert len(read_all([str(tmp_path)], Settings()).articles) == 1


def test_a_link_in_a_folder_that_leads_out_of_it_is_not_followed(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("home") / "token.txt"
    secret.write_text("A secret.", encoding="utf-8")
    (tmp_path / "article.txt").symlink_to(secret)
    (tmp_path / "real.md").write_text("Une phrase.", encoding="utf-8")
    (tmp_path / "other.md").symlink_to("real.md")
    reading = read_all([str(tmp_path)], Settings())
    assert [Path(one.path).name for one in reading.unreadable] == ["article.txt"]
    assert "leads out of the folder" in reading.unreadable[0].reason
    assert len(reading.articles) == 2
    assert read_all([str(tmp_path / "article.txt")], Settings()).articles  # named by its user, it is read


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Une phrase.", encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert "may not be read" in read_all([str(tmp_path / "a.txt")], Settings()).unreadable[0].reason


def test_a_text_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems.LARGEST_TEXT == 10_000_000
    monkeypatch.setattr("crackcite.readers.LARGEST_TEXT", 1_000_000)
    with pytest.raises(UnreadableError, match="over 1 million characters"):
        read(b"mot " * 250_001, "a.txt")
    assert read(b"mot " * 249_000, "a.txt").text
    monkeypatch.setattr("crackcite.readers.decoding.LARGEST_SOURCE", 1_000_000)
    with pytest.raises(UnreadableError, match="over 1 million characters"):
        read(b"a" * 4_000_001, "a.html")


def test_memory_that_runs_out_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Une phrase, puis une autre.1,2 " * 300_000)
    ran = confined("check", "--offline", "a.txt", folder=tmp_path, megabytes=160, seconds=50)
    assert ran.code == 2
    assert "memory" in ran.err
    assert "Traceback" not in ran.err
