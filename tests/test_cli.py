"""The command line as its users meet it: what is printed, where, and with which exit code."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from commanding import Ran, commanded
from interrupting import listening
from world import Response

from crackcite import __version__
from crackcite.cli.progress import described, estimate
from crackcite.languages import voice
from crackcite.lookups import Progress

GOOD = """Un toit d’abord

Le logement stable précède le soin1. Les inégalités nourrissent la défiance2.

Sources
1. Castel, R. Les métamorphoses de la question sociale. (Fayard, 1995).
2. De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? \
Sci. Rep. 11, 1937 (2021). doi:10.1038/s41598-020-80897-8.
"""
BAD = GOOD.replace("défiance2", "défiance2,3")


@pytest.fixture
def crackcite(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Ran]:
    """Run the command line in this process, in an empty folder, with nothing of the user's settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CRACKCITE_CACHE_DIR", str(tmp_path / "cache"))
    return commanded(monkeypatch, capsys)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.txt"
    path.write_text(BAD, encoding="utf-8")
    return path


# ---------------------------------------------------------------- exit codes


def test_a_sound_article_passes(crackcite, good) -> None:
    ran = crackcite("check", "--offline", good)
    assert ran.code == 0
    assert "CC1" not in ran.out
    assert ran.err == ""


def test_a_missing_source_fails_the_gate(crackcite, bad) -> None:
    ran = crackcite("check", "--offline", bad)
    assert ran.code == 1
    assert "CC101" in ran.out
    assert "The text cites source 3, but the list ends at 2." in ran.out
    assert "bad.txt:3:76" in ran.out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--fail-on", "error"], 1),
        (["--fail-on", "never"], 0),
        (["--ignore", "CC101"], 0),
        (["--ignore", "missing-source"], 0),
        (["--select", "CC2"], 0),
        (["--select", "CC2", "--fail-on", "info"], 1),
        (["--ignore", "CC101", "--fail-on", "unverified"], 1),
    ],
)
def test_what_fails_the_gate_is_for_the_user_to_say(crackcite, bad, options, code) -> None:
    assert crackcite("check", "--offline", *options, bad).code == code


def test_the_environment_sets_what_the_command_line_leaves_out(crackcite, bad) -> None:
    assert crackcite("check", bad, CRACKCITE_OFFLINE="1", CRACKCITE_FAIL_ON="never").code == 0


# ---------------------------------------------------------------- what cannot be done


def folder(tmp_path: Path) -> Path:
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


def file(name: str, data: bytes) -> Callable[[Path], Path]:
    def made(tmp_path: Path) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return made


UNREADABLE = [
    ("no such file", lambda tmp_path: tmp_path / "missing.txt", "There is no such file"),
    ("A folder without articles", folder, "A folder without articles"),
    ("an empty file", file("empty.txt", b""), "empty"),
    ("white space alone", file("blank.txt", b" \n\n\t"), "no text"),
    ("a binary file", file("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"), "not"),
    ("a Word document that is none", file("draft.docx", b"PK but no archive"), "Word"),
]


@pytest.mark.parametrize(("make", "told"), [case[1:] for case in UNREADABLE], ids=[case[0] for case in UNREADABLE])
def test_what_cannot_be_read_is_one_line_and_the_others_are_checked(crackcite, tmp_path, good, make, told) -> None:
    path = make(tmp_path)
    alone = crackcite("check", "--offline", path)
    assert alone.code == 2
    [line] = alone.err.splitlines()
    assert line.startswith(f"crackcite: {path}: ")
    assert told in line
    together = crackcite("check", "--offline", path, good)
    assert together.code == 1
    assert "good.txt" in together.out
    assert told in " ".join(together.out.split())
    assert together.err == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check"], "Missing argument"),
        (["check", "--offlin", "a.txt"], "No such option"),
        (["check", "--format", "pdf", "a.txt"], "--format is 'pdf'; choose from terminal, "),
        (["check", "--select", "CC777", "a.txt"], "there is no rule “CC777”"),
        (["check", "--timeout", "soon", "a.txt"], "--timeout is 'soon'; a number is expected"),
        (["check", "--output", "nowhere/report.json", "a.txt"], "there is no folder nowhere"),
        (["check", "--color", "pink", "a.txt"], "--color is 'pink'"),
        (["check", "--input-format", "pages", "good.txt"], "--input-format is 'pages'; choose from text, markdown"),
        (["explain", "mising-doi"], "did you mean missing-doi?"),
        (["chekc", "a.txt"], "No such command"),
    ],
)
def test_a_usage_error_is_told_in_words_and_exits_2(crackcite, good, arguments, told) -> None:
    ran = crackcite(*arguments)
    assert ran.code == 2
    assert told in " ".join(ran.err.split())
    assert "Traceback" not in ran.err
    assert ran.out == ""


def test_without_arguments_the_help_is_shown(crackcite) -> None:
    ran = crackcite()
    assert ran.code == 2
    assert "Begin with: crackcite check ARTICLE" in ran.out
    assert ran.err == ""


def test_an_option_can_take_back_what_the_environment_says(crackcite, good, world) -> None:
    world.add_work(INEQUALITY)
    ran = crackcite("check", "--no-offline", "--format", "json", good, CRACKCITE_OFFLINE="1", **world.environment())
    assert json.loads(ran.out)["run"]["offline"] is False


@pytest.mark.parametrize("redirection", [">/dev/full", ">&-", "- <&-"])
def test_streams_that_cannot_be_used_are_no_bug(good, redirection) -> None:
    command = f"{sys.executable} -m crackcite check --offline {good} {redirection}"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert "bug" not in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 1


def test_an_internal_error_is_one_line_and_exits_2(crackcite, good, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the rules\nfell over")

    monkeypatch.setattr("crackcite.run.judge", broken)
    ran = crackcite("check", "--offline", good)
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert "internal error: RuntimeError: the rules fell over" in ran.err


# ---------------------------------------------------------------- reading


def test_a_folder_is_every_article_in_it(crackcite, tmp_path) -> None:
    for name in ("b.txt", "a.md", "deep/c.txt", ".hidden/d.txt", "notes.log"):
        path = tmp_path / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GOOD, encoding="utf-8")
    ran = crackcite("check", "--offline", "--format", "json", tmp_path / "articles")
    names = [Path(article["path"]).name for article in json.loads(ran.out)["articles"]]
    assert names == ["a.md", "b.txt", "c.txt"]


def test_standard_input(good) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "crackcite", "check", "--offline", "-"],
        input=BAD.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"CC101" in done.stdout


PAGE = """<html lang=fr><head><title>Un toit d’abord</title></head><body><nav>Accueil</nav><article>
<h1>Un toit d’abord</h1><p>Le logement stable précède le soin<sup>1</sup>.</p><h2>Sources</h2>
<ol><li>Castel, R. Les métamorphoses de la question sociale. (Fayard, 1995).</li></ol></article></body></html>"""


def test_a_published_page_is_read_from_its_address(crackcite, world) -> None:
    address = world.site().route(
        "/un-toit", Response(body=PAGE.encode("cp1252"), content_type="text/html; charset=cp1252")
    )
    ran = crackcite("extract", address, **world.environment())
    assert ran.code == 0
    assert "Castel, R." in ran.out
    assert "“Sources”" in ran.out
    told = json.loads(crackcite("check", "--format", "json", address).out)
    assert told["articles"][0]["path"] == address
    assert [marker["numbers"] for marker in told["articles"][0]["markers"]] == [[1]]


@pytest.mark.parametrize(
    ("options", "path", "told"),
    [
        (["--offline"], "/un-toit", "cannot be read offline"),
        ([], "/nulle-part", "the server answers 404"),
    ],
)
def test_a_published_page_that_cannot_be_read(crackcite, world, options, path, told) -> None:
    ran = crackcite("check", *options, world.site().url(path), **world.environment())
    assert ran.code == 2
    assert told in ran.err


def test_a_long_text_is_checked_all_the_same(crackcite, tmp_path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(GOOD.replace("\n\nLe", "\n\n" + "Un mot de plus. " * 100_000 + "Le", 1), encoding="utf-8")
    assert crackcite("check", "--offline", path).code == 0


# ---------------------------------------------------------------- views


def test_json_is_the_contract(crackcite, bad) -> None:
    report = json.loads(crackcite("check", "--offline", "--format", "json", bad).out)
    assert report["schema_version"] == 1
    assert report["tool"] == {"name": "crackcite", "version": __version__}
    assert report["run"]["offline"] is True
    [article] = report["articles"]
    assert [marker["numbers"] for marker in article["markers"]] == [[1], [2, 3]]
    for named in (*article["markers"], *article["references"], article["heading"]):
        assert BAD[named["start"] : named["end"]] == named["text"]
    for reference in article["references"]:
        for identifier in reference["identifiers"]:
            assert BAD[identifier["start"] : identifier["end"]] == identifier["value"]
    assert [reference["verdict"] for reference in article["references"]] == ["unchecked", "unchecked"]
    [finding] = [finding for finding in article["findings"] if finding["rule"] == "CC101"]
    assert (finding["line"], finding["column"], finding["end_column"]) == (3, 76, 79)
    assert report["summary"]["findings"]["error"] == 1


def test_the_report_goes_to_a_file_when_asked(crackcite, bad, tmp_path) -> None:
    ran = crackcite("check", "--offline", "--format", "json", "--output", tmp_path / "run.json", bad)
    assert ran.code == 1
    assert ran.out.endswith("✗ 1 error. Offline: nothing was asked, so none of the 2 sources is verified.\n")
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["summary"]["articles"] == 1
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_extract_shows_what_was_read(crackcite, good) -> None:
    ran = crackcite("extract", good)
    assert ran.code == 0
    for told in ("De Courson", "10.1038/s41598-020-80897-8", "2021"):
        assert told in ran.out


def test_explain_lists_the_rules_and_tells_one(crackcite) -> None:
    table = crackcite("explain")
    assert table.code == 0
    assert all(word in table.out for word in ("CC101", "missing-source", "CC902", "unverified-link"))
    page = crackcite("explain", "missing-source")
    assert page.out.startswith("CC101 missing-source · error")
    assert all(heading in page.out for heading in ("\nWhy\n", "\nExample\n", "\nFix\n"))


def test_help_names_every_command_and_the_exit_codes(crackcite) -> None:
    assert all(name in crackcite("--help").out for name in ("check", "extract", "explain", "cache"))
    told = " ".join(re.sub("[│╭╮╰╯─]", " ", crackcite("check", "--help").out).split())
    assert "Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 the job could not be done" in told
    assert all(option in told for option in ("--offline", "--fail-on", "--select", "--ignore", "--crossref-url"))


def test_version(crackcite) -> None:
    assert crackcite("--version").out == f"crackcite {__version__}\n"
    quick = subprocess.run([sys.executable, "-m", "crackcite", "--version"], capture_output=True, text=True, check=True)
    assert quick.stdout == f"crackcite {__version__}\n"


@pytest.mark.parametrize(
    ("environment", "option", "colored"),
    [
        ({}, "auto", False),
        ({}, "always", True),
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False),
        ({"FORCE_COLOR": "1"}, "never", False),
    ],
)
def test_colour_is_for_terminals_unless_asked_for(crackcite, bad, environment, option, colored) -> None:
    ran = crackcite("check", "--offline", "--color", option, bad, **environment)
    assert ("\x1b[" in ran.out) is colored
    assert "error" in ran.out


# ---------------------------------------------------------------- the cache command


def test_cache_tells_where_it_is_and_forgets_when_told(crackcite, tmp_path, world, good) -> None:
    crackcite("check", good, **world.environment())
    told = crackcite("cache", "--cache-dir", tmp_path / "cache")
    assert told.code == 0
    assert str(tmp_path / "cache") in told.out
    assert re.search(r"[1-9]\d* answers?", told.out)
    assert re.search(r"[1-9]\d* answers? removed", crackcite("cache", "clear").out)
    assert "0 answers removed" in crackcite("cache", "clear").out


# ---------------------------------------------------------------- a real terminal, a real pipe, a real Ctrl-C


def in_a_terminal(*arguments: str | Path, **environment: str) -> tuple[int, str]:
    """Run the command on a pseudo-terminal; gives the exit code and everything shown."""
    pid, master = pty.fork()
    if pid == 0:  # pragma: no cover - the child
        os.environ.update({"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40", **environment})
        os.execv(sys.executable, [sys.executable, "-m", "crackcite", *map(str, arguments)])
    shown = b""
    while True:
        try:
            part = os.read(master, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    _, status = os.waitpid(pid, 0)
    os.close(master)
    return os.waitstatus_to_exitcode(status), shown.decode()


INEQUALITY = {
    "DOI": "10.1038/s41598-020-80897-8",
    "title": ["Why do inequality and deprivation produce high crime and low trust?"],
    "author": [{"given": "Benoît", "family": "De Courson"}, {"given": "Daniel", "family": "Nettle"}],
    "container-title": ["Scientific Reports"],
    "volume": "11",
    "issued": {"date-parts": [[2021, 1, 21]]},
}


def test_in_a_terminal_the_report_is_coloured_and_progress_is_shown(world, good) -> None:
    world.add_work(INEQUALITY)
    code, shown = in_a_terminal("check", good, **world.environment())
    assert code == 0
    assert "━" in shown  # the progress bar was there
    assert "\x1b[2K" in shown  # and is gone
    assert "good.txt" in shown


def test_a_reader_that_goes_away_is_no_error(bad) -> None:
    done = subprocess.run(
        f"{sys.executable} -m crackcite check --offline {bad} {bad} | head -c 1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def interrupted(process: subprocess.Popen[str], after: float) -> tuple[str, str]:
    """What a run tells when Ctrl-C comes ``after`` so many seconds."""
    time.sleep(after)  # long enough for the known, with the silent still awaited
    process.send_signal(signal.SIGINT)
    return process.communicate(timeout=30)


def test_ctrl_c_ends_at_once_with_what_is_known(world, tmp_path) -> None:
    world.add_work(INEQUALITY)
    path = tmp_path / "article.txt"
    title = "Why do inequality and deprivation produce high crime and low trust?"
    path.write_text(
        f"Crime1 and trust2.\n\nSources\n1. De Courson, B. & Nettle, D. {title} Sci. Rep. 11, 1937 (2021). "
        f"doi:10.1038/s41598-020-80897-8.\n2. Bruzz. {world.silent()}/news.\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "crackcite", "check", str(path)],
        env={**os.environ, **world.environment(), "CRACKCITE_TIMEOUT": "30"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=listening,
    )
    out, err = interrupted(process, 3)
    assert process.returncode == 130
    assert "Interrupted: this report is partial" in " ".join(out.split())
    assert "verified    1 source (1)" in out
    assert "the run was interrupted" in out
    assert err == "crackcite: interrupted\n"


def test_ctrl_c_before_it_has_begun_is_no_crash() -> None:
    """While it loads its modules there is nothing to report."""
    program = """
import sys
class Impatient:
    def find_spec(self, name, *_):
        if name == "crackcite.cli":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Impatient())
sys.argv = ["crackcite", "check", "article.txt"]
from crackcite.__main__ import main
main()
"""
    process = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (process.returncode, process.stdout, process.stderr) == (130, "", "")


def test_ctrl_c_leaves_no_half_file_and_marks_the_report(world, tmp_path, good) -> None:
    silent = {name: world.silent() if name.endswith("_URL") else value for name, value in world.environment().items()}
    target = tmp_path / "run.json"
    process = subprocess.Popen(
        [sys.executable, "-m", "crackcite", "check", str(good), "-f", "json", "-o", str(target)],
        env={**os.environ, **silent, "CRACKCITE_TIMEOUT": "30"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=listening,
    )
    _, err = interrupted(process, 3)
    assert process.returncode == 130
    assert json.loads(target.read_text(encoding="utf-8"))["run"]["partial"] is True
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("counts", "elapsed", "said"),
    [
        ((10, 2, 0), 1.0, ""),  # no pace to judge by yet
        ((100, 50, 45), 10.0, ""),  # what the cache answered tells nothing about the network's pace
        ((100, 50, 0), 10.0, "about 10 s more"),
        ((60, 50, 0), 60.0, "about 10 s more"),
        ((51, 50, 0), 60.0, "at most 20 s more"),  # one slow host keeps the last question open
        ((1000, 100, 0), 30.0, "about 4 min more"),
        ((50, 50, 0), 60.0, ""),
    ],
)
def test_the_estimate_promises_nothing_that_nobody_knows(
    counts: tuple[int, int, int], elapsed: float, said: str
) -> None:
    asked, done, cached = counts
    progress = Progress(asked, done, cached, 0, ("www.example.org",))
    assert estimate(progress, elapsed, 20.0, voice("en")) == said


def test_the_progress_in_words() -> None:
    progress = Progress(58, 37, 12, 3, ("www.lecho.be", "Crossref"))
    assert described(progress, 1.0, 20.0, voice("en")) == (
        "37 of 58 · 12 kept from before · 3 without an answer · waiting for www.lecho.be, Crossref"
    )
