"""Which report goes where, and ``crackcite render``, as their users meet them."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from commanding import Ran, commanded
from full import full_report
from world import Response, World

from crackcite.cli.console import UsageError
from crackcite.cli.delivery import Delivery, paired
from crackcite.reports.json import render
from crackcite.reports.views import VIEWS, Look

ARTICLE = """Un toit d’abord

Le logement stable précède le soin1. Les inégalités nourrissent la défiance2,3.

Sources
1. Castel, R. Les métamorphoses de la question sociale. (Fayard, 1995).
2. De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? \
Sci. Rep. 11, 1937 (2021). doi:10.1038/s41598-020-80897-8.
"""
VERDICT = "✗ 1 error. Offline: nothing was asked, so none of the 2 sources is verified.\n"


@pytest.fixture
def crackcite(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Ran]:
    """Run the command line in this process, in a folder with one article."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CRACKCITE_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    command = commanded(monkeypatch, capsys)
    return lambda line, **environment: command(*line.split(), **environment)


# ---------------------------------------------------------------- which report goes where


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("", [("terminal", None)]),
        ("-f json", [("json", None)]),
        ("-o x", [("terminal", "x")]),
        ("-f json -o x", [("json", "x")]),
        ("-o x -f json", [("json", "x")]),
        ("-f json -o -", [("json", None)]),
        ("-f terminal -f sarif -o x", [("terminal", None), ("sarif", "x")]),
        ("-f sarif -o x -f terminal", [("sarif", "x"), ("terminal", None)]),
        ("-f sarif -o x -f json -o y", [("sarif", "x"), ("json", "y")]),
        ("-f json -o x -f json -o y", [("json", "x"), ("json", "y")]),
        ("-f sarif -o x -f json -o -", [("sarif", "x"), ("json", None)]),
    ],
)
def test_each_output_is_for_the_format_before_it(line: str, wanted: list[tuple[str, str | None]]) -> None:
    words = line.split()
    said = [({"-f": "formats", "-o": "outputs"}[words[at]], words[at + 1]) for at in range(0, len(words), 2)]
    asked = [(name, Path(value) if name == "outputs" else value) for name, value in said]
    assert paired(asked) == tuple(Delivery(name, Path(file) if file else None) for name, file in wanted)


def test_nothing_asked_is_the_terminal() -> None:
    assert paired([]) == (Delivery("terminal"),)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("-f json -f sarif", "json and sarif cannot both go to standard output: write -o FILE behind one of them"),
        ("-f json -f sarif -o -", "json and sarif cannot both go to standard output"),
        ("-f json -o x -o y", "--output y: the --format before it, json, already goes to x; say -f json again"),
        ("-o x -f json -f sarif -o y", "--output x has no --format before it: write -f FORMAT -o FILE"),
        ("-o x -o y -f json", "--output x has no --format before it"),
        ("-f json -o x -f sarif -o ./x", "is named twice: one report would replace the other"),
        ("-f json -o nowhere/x", "there is no folder nowhere; make it first"),
        ("-f sarif -o s -f json -o nowhere/x", "there is no folder nowhere; make it first"),
        ("-f json -o .", "is a folder; name a file in it"),
        ("-f sarif -f pdf -o x", "--format is 'pdf'; choose from terminal"),
    ],
)
@pytest.mark.parametrize("command", ["check a.txt", "render run.json"])
def test_what_cannot_be_meant_is_refused_before_anything_is_done(crackcite, command, line, told, tmp_path) -> None:
    ran = crackcite(f"{command} {line}")
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert ran.err.count("\n") == 1
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_two_outputs_without_a_format_are_refused() -> None:
    with pytest.raises(UsageError, match="already goes to"):
        paired([("outputs", Path("x")), ("outputs", Path("y"))])


@pytest.mark.parametrize(
    "line",
    [
        "--format sarif --output a.sarif --format json --output run.json",
        "-fsarif -oa.sarif --format=json --output=run.json",
        "-f sarif -o a.sarif -f summary -f json -o run.json",
        "-f sarif -o a.sarif -f summary -o - -f json -o run.json",
    ],
)
def test_one_run_writes_several_files_and_shows_the_summary(crackcite, line, tmp_path) -> None:
    ran = crackcite(f"check --offline {line} a.txt")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.endswith(VERDICT)
    assert "CC101" not in ran.out
    assert json.loads((tmp_path / "a.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["schema_version"] == 1


def test_a_report_for_people_can_stand_beside(crackcite, tmp_path) -> None:
    ran = crackcite("check --offline -f terminal -f sarif -o a.sarif a.txt")
    assert "In the text" in ran.out
    assert (tmp_path / "a.sarif").exists()


def test_a_report_on_standard_output_stands_there_alone(crackcite, tmp_path) -> None:
    ran = crackcite("check --offline -f json -f sarif -o a.sarif a.txt")
    assert json.loads(ran.out)["schema_version"] == 1


@pytest.mark.parametrize("name", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_in_ci_paths_begin_at_what_was_checked_out(crackcite, tmp_path, monkeypatch, name) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "a.txt").rename(tmp_path / "texts" / "a.txt")
    monkeypatch.chdir(tmp_path / "texts")
    for path in ("a.txt", "../texts/a.txt", str(tmp_path / "texts" / "a.txt")):
        assert "file=texts/a.txt," in crackcite(f"check --offline -f github {path}", **{name: str(tmp_path)}).out
    assert "file=a.txt," in crackcite("check --offline -f github a.txt", **{name: "/elsewhere"}).out


def test_a_device_is_written_into_and_a_link_stays_a_link(crackcite, tmp_path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link.json").symlink_to(tmp_path / "there" / "run.json")
    crackcite("check --offline -f json -o link.json -f sarif -o /dev/null a.txt")
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "there" / "run.json").read_text(encoding="utf-8"))["schema_version"] == 1
    assert Path("/dev/null").is_char_device()


# ---------------------------------------------------------------- render


@pytest.mark.parametrize("name", VIEWS)
def test_any_view_is_made_of_a_run_later(crackcite, tmp_path, name) -> None:
    of = full_report()
    (tmp_path / "run.json").write_text(render(of), encoding="utf-8")
    ran = crackcite(f"render run.json --format {name} --output out")
    assert ran.code == 0
    look = Look(root=str(tmp_path), folder=str(tmp_path))
    assert (tmp_path / "out").read_text(encoding="utf-8") == VIEWS[name].render(of, look)


def test_render_writes_what_check_wrote(crackcite, tmp_path) -> None:
    machines = [name for name in VIEWS if name not in ("terminal", "summary")]
    wanted = " ".join(f"-f {name} -o {{}}.{name}" for name in machines)
    assert crackcite(f"check --offline a.txt {wanted.replace('{}', 'one')}").code == 1
    assert crackcite(f"render one.json {wanted.replace('{}', 'two')}").code == 0
    for name in machines:
        assert (tmp_path / f"two.{name}").read_bytes() == (tmp_path / f"one.{name}").read_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_run_may_come_through_a_pipe_in_any_unicode(crackcite, monkeypatch, encoding) -> None:
    data = io.BytesIO(render(full_report()).encode(encoding))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
    ran = crackcite("render - -f concise")
    assert (ran.code, ran.out) == (0, VIEWS["concise"].render(full_report()))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "run.json is no report of a run: it is not JSON (line 1)"),
        (b"[]", "run.json is no report of a run: it is not what check --format json writes"),
        (b'{"schema_version": 2}', "a newer crackcite wrote it (its schema_version is 2): update"),
        (b'{"schema_version": 1}', "'run' is missing"),
        (b"\xff\xff\xff\xff", "run.json is no report of a run: "),
        (b"\x89PNG\r\n", "run.json is no report of a run: "),
        (None, "run.json cannot be read: no such file or directory"),
    ],
)
def test_what_is_no_report_is_one_line(crackcite, tmp_path, data, told) -> None:
    if data is not None:
        (tmp_path / "run.json").write_bytes(data)
    ran = crackcite("render run.json -f sarif")
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert ran.err.count("\n") == 1


def test_render_s_exit_code_is_that_of_rendering(crackcite, tmp_path) -> None:
    crackcite("check --offline a.txt -f json -o run.json")
    ran = crackcite("render run.json")
    assert (ran.code, ran.err) == (0, "")
    assert "CC101" in ran.out


# ---------------------------------------------------------------- three troubles at once

TROUBLED = ARTICLE.replace("(Fayard, 1995).", "(Fayard, 1995). {page}")


@pytest.fixture
def troubled(crackcite, world: World, tmp_path: Path) -> Callable[..., Ran]:
    """A run in which one article cannot be read, Crossref is away, and a rule finds an error; a page answers."""
    site = world.site("127.0.0.9")
    title = "Castel, R. Les métamorphoses de la question sociale"
    site.route("/castel", Response(body=f"<title>{title}</title><h1>{title}</h1>{'Un texte. ' * 200}"))
    (tmp_path / "a.txt").write_text(TROUBLED.format(page=f"{site.base}/castel"), encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02" * 400)
    world.add_work({"DOI": "10.1038/s41598-020-80897-8", "title": ["Why do inequality and deprivation produce …"]})
    settings = world.environment(crossref_url=world.refused(), timeout=5)
    return lambda line: crackcite(f"{line} a.txt b.txt", **settings)


def test_every_view_tells_all_three_and_so_do_the_summary_and_the_exit_code(troubled, tmp_path) -> None:
    ran = troubled("check " + " ".join(f"-f {name} -o run.{name}" for name in VIEWS))
    assert (ran.code, ran.err) == (1, "")
    assert "b.txt: The file is binary, not text" in ran.out
    assert " ".join(ran.out.split()).endswith("✗ 1 error and 1 unreadable file. 1 of 2 sources verified; 1 unverified.")
    for name in VIEWS:
        written = (tmp_path / f"run.{name}").read_text(encoding="utf-8")
        said = " ".join(written.replace("\\", "").replace("%3A", ":").split())
        assert "b.txt" in said, name
        assert "The file is binary, not text" in said, name
        if name == "summary":
            assert said == " ".join(ran.out.split())
        else:
            assert "The text cites source 3" in said, name
            assert "Crossref refused the connection" in said, name


# ---------------------------------------------------------------- the page about reports

PAGE = Path(__file__).parent.parent / "docs" / "reports.md"


def test_the_page_tells_of_every_format() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(VIEWS)


def test_what_the_page_says_to_type_works(crackcite, tmp_path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "a.txt").rename(tmp_path / "articles" / "a.txt")
    lines = re.findall(r"^crackcite (.+?)(?: *[#|].*)?$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) == 7
    for line in lines:
        ran = crackcite(line, CRACKCITE_OFFLINE="1")
        assert (ran.code, ran.err) == (int(line.startswith("check")), ""), line
    made = {file.name for file in tmp_path.iterdir()}
    assert {"crackcite.sarif", "run.json", "junit.xml", "quality.json", "report.html"} <= made


def test_the_problem_matcher_of_the_page_reads_concise_lines() -> None:
    task = json.loads(re.findall(r"```json\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0])
    pattern = task["problemMatcher"]["pattern"]
    found = [re.match(pattern["regexp"], line) for line in VIEWS["concise"].render(full_report()).splitlines()]
    read = [
        tuple(one[pattern[name]] for name in ("file", "line", "column", "severity", "code")) for one in found if one
    ]
    assert ("articles/été 1.md", "1", "20", "error", "CC101") in read
    assert ("gone.txt", "1", "1", "error", "CC001") in read
    assert len(read) == len(list(full_report().findings())) + len(full_report().unreadable)


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe that nobody reads is no error there")
@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("never", 0)])
def test_a_reader_that_goes_away_changes_neither_files_nor_exit_code(tmp_path: Path, fail_on: str, code: int) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    nobody, pipe = os.pipe()
    os.close(nobody)
    words = [
        "check",
        "--offline",
        "--no-cache",
        "--fail-on",
        fail_on,
        "a.txt",
        "-f",
        "concise",
        "-f",
        "json",
        "-o",
        "run.json",
    ]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "crackcite", *words, "--record", "run.rec"],
            cwd=tmp_path,
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(pipe)
    assert (done.returncode, done.stderr) == (code, b"")
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["summary"]
    assert (tmp_path / "run.rec").exists()
