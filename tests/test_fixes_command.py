"""``crackcite fix`` as its users meet it: what is shown, what is written, exit codes; and the file whatever happens."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from commanding import Ran, commanded

from crackcite.fixes.files import ReplacementError, replaced

ARTICLE = """Un toit change tout [1]. Les études le confirment [2].

Sources
1. OMS. https://www.who.int/news?id=7&utm_source=chatgpt.com
2. Castel, R. Titre. http://dx.doi.org/10.3406/forem.1998.2296.
"""
FIXED = ARTICLE.replace("&utm_source=chatgpt.com", "").replace("http://dx.doi.org", "https://doi.org")
DIFF = """--- a/article.txt
+++ b/article.txt
@@ -1,5 +1,5 @@
 Un toit change tout [1]. Les études le confirment [2].
{space}
 Sources
-1. OMS. https://www.who.int/news?id=7&utm_source=chatgpt.com
-2. Castel, R. Titre. http://dx.doi.org/10.3406/forem.1998.2296.
+1. OMS. https://www.who.int/news?id=7
+2. Castel, R. Titre. https://doi.org/10.3406/forem.1998.2296.
""".format(space=" ")


Fix = Callable[..., Ran]


@pytest.fixture
def fix(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Fix:
    """Run ``crackcite fix --offline`` in a folder that holds ``article.txt`` alone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CRACKCITE_CACHE_DIR", str(tmp_path / ".cache"))
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return commanded(monkeypatch, capsys, "fix", "--offline")


def test_the_diff_is_shown_and_nothing_is_written(fix: Fix, tmp_path: Path) -> None:
    ran = fix("article.txt")
    assert ran == Ran(1, DIFF, "crackcite: 2 fixes are offered; crackcite fix --write makes them\n")
    assert (tmp_path / "article.txt").read_text(encoding="utf-8") == ARTICLE


@pytest.mark.skipif(not shutil.which("patch"), reason="there is no patch(1) here")
def test_the_diff_applies(fix: Fix, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_bytes(ARTICLE.replace("\n", "\r\n").encode())
    patch = fix("article.txt").out.replace("a/article.txt", str(tmp_path / "article.txt"))
    subprocess.run(["patch", "--binary", "-p0", "article.txt"], input=patch.encode(), check=True, cwd=tmp_path)
    assert (tmp_path / "article.txt").read_bytes() == FIXED.replace("\n", "\r\n").encode()


def test_written_it_says_what_it_did_and_is_at_rest(fix: Fix, tmp_path: Path) -> None:
    ran = fix("article.txt", "--write")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "article.txt: 2 fixes written.\n"
        "  4: CC207 Source 1: the link carries utm_source, which only serves tracking.\n"
        "  5: CC205 Source 2 writes its DOI as “http://dx.doi.org/10.3406/forem.1998.2296”.\n"
    )
    assert (tmp_path / "article.txt").read_text(encoding="utf-8") == FIXED
    before = (tmp_path / "article.txt").stat()
    assert fix("article.txt", "--write") == Ran(0, "", "crackcite: nothing to fix\n")
    assert (tmp_path / "article.txt").stat() == before
    assert [path.name for path in tmp_path.iterdir()] == ["article.txt"]


def test_rules_limit_it(fix: Fix, tmp_path: Path) -> None:
    assert fix("article.txt", "--write", "--rule", "doi-form").code == 0
    assert (tmp_path / "article.txt").read_text(encoding="utf-8") == ARTICLE.replace("http://dx.", "https://")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["article.txt", "--rule", "CC101"], "--rule CC101: there is no fix for it; there are for CC202, CC205, CC207"),
        (["article.txt", "--rule", "CC401"], "--rule CC401: archived copies are put beside dead links by --archived"),
        (["article.txt", "--rule", "CC999"], "CC999"),
        (["https://www.example.org/article"], "is a published page: save it and give the file"),
        (["-", "article.txt"], "give it alone"),
        (["nowhere.txt"], "There is no such file"),
    ],
)
def test_what_cannot_be_done_is_said(fix: Fix, arguments: list[str], said: str) -> None:
    ran = fix(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("text", [ARTICLE, FIXED])
def test_standard_input_comes_out_fixed(fix: Fix, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(text.encode())))
    ran = fix("-")
    assert ran == Ran(0, FIXED, "")


def test_a_folder_is_fixed_file_by_file(fix: Fix, tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text(ARTICLE, encoding="utf-8")
    assert fix(".", "--write").code == 0
    assert {path.read_text(encoding="utf-8") for path in tmp_path.iterdir() if path.is_file()} == {FIXED}


def test_what_cannot_be_written_is_shown(fix: Fix, tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(
        b"{\\rtf1 Un toit [1].\\par Sources\\par 1. A. http://dx.doi.org/10.1000/182\\par}"
    )
    ran = fix("a.rtf", "--write")
    assert ran.code == 1
    assert "+1. A. https://doi.org/10.1000/182" in ran.out
    assert ran.err.startswith("crackcite: a.rtf: crackcite cannot write RTF yet: here is the diff\n")


def test_colours_are_those_of_version_control(fix: Fix) -> None:
    lines = fix("article.txt", "--color", "always").out.split("\n")
    assert lines[0] == "\x1b[1m--- a/article.txt\x1b[0m"
    assert lines[2] == "\x1b[36m@@ -1,5 +1,5 @@\x1b[0m"
    assert lines[6].startswith("\x1b[31m-1. OMS.")


def test_nothing_in_an_article_reaches_the_terminal_as_a_command(fix: Fix, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE.replace("OMS", "O\x1b]0;x\x07MS"), encoding="utf-8")
    assert "\x1b]" not in fix("article.txt", "--color", "always").out


# The file


def test_mode_and_link_stay(fix: Fix, tmp_path: Path) -> None:
    real = tmp_path / "texts" / "real.txt"
    real.parent.mkdir()
    real.write_text(ARTICLE, encoding="utf-8")
    real.chmod(0o640)
    (tmp_path / "article.txt").unlink()
    (tmp_path / "article.txt").symlink_to(real)
    assert fix("article.txt", "--write").code == 0
    assert (tmp_path / "article.txt").is_symlink()
    assert real.read_text(encoding="utf-8") == FIXED
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_file_and_a_link_to_it_are_one(fix: Fix, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to("article.txt")
    assert fix("article.txt", "link.txt", "--write").code == 0
    assert (tmp_path / "article.txt").read_text(encoding="utf-8") == FIXED


def test_a_link_out_of_the_folder_is_refused(
    fix: Fix, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "real.txt"
    outside.write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(outside)
    ran = fix("link.txt", "--write")
    assert ran.code == 2
    assert "outside this folder: give that file itself" in ran.err
    assert outside.read_text(encoding="utf-8") == ARTICLE


def test_a_file_that_is_read_only_is_refused(fix: Fix, tmp_path: Path) -> None:
    (tmp_path / "article.txt").chmod(0o444)
    ran = fix("article.txt", "--write")
    assert ran.code == 2
    assert "it is read-only" in ran.err


def test_what_changed_in_the_meantime_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"newer")
    with pytest.raises(ReplacementError, match="changed in the meantime"):
        replaced(str(path), b"old", b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.txt", b"newer")]


_WRITER = """
import sys
from crackcite.fixes.files import replaced
path, size = sys.argv[1], 3_000_000
contents = [letter.encode() * size for letter in sys.argv[2]]
print("ready", flush=True)
while True:
    replaced(path, *contents)
    contents.reverse()
"""


def test_killed_at_any_moment_the_file_is_the_old_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(b"a" * 3_000_000)
    chance = random.Random(7)
    for _ in range(3):
        letters = "ab" if path.read_bytes()[:1] == b"a" else "ba"
        with subprocess.Popen([sys.executable, "-c", _WRITER, str(path), letters], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(chance.uniform(0.005, 0.08))
            writer.send_signal(signal.SIGKILL)
        content = path.read_bytes()
        assert len(content) == 3_000_000
        assert set(content) in ({ord("a")}, {ord("b")})
