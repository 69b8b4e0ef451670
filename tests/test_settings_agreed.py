"""What a repository agrees on, as a run obeys it: what is excluded is not read, what is accepted is not opened."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commanding import Ran, commanded
from hypothesis import given
from hypothesis import strategies as st
from world import Response, World

from crackcite import readers
from crackcite.extract import extract
from crackcite.inputs import articles_in, read_all
from crackcite.model import QuestionKind, Reason, Report, Verdict
from crackcite.plan import accepted, first_questions
from crackcite.recording import Recording
from crackcite.run import check
from crackcite.settings import Settings
from crackcite.sift import exit_code

ARTICLE = "Le logement stable précède le soin1.\n\nSources\n1. Castel, R. Les métamorphoses. (Fayard, 1995).\n"


def laid(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(ARTICLE, encoding="utf-8")


TREE = (
    "a.md",
    "b.txt",
    "drafts/c.md",
    "drafts/deep/d.md",
    "node_modules/e/readme.md",
    "web/node_modules/f.md",
    ".git/g.md",
)
ALL = ["a.md", "b.txt", "drafts/c.md", "drafts/deep/d.md", "node_modules/e/readme.md", "web/node_modules/f.md"]
WALKS = [
    ((), ALL),
    (("node_modules",), ["a.md", "b.txt", "drafts/c.md", "drafts/deep/d.md"]),
    (("node_modules/",), ["a.md", "b.txt", "drafts/c.md", "drafts/deep/d.md"]),
    (("/node_modules", "drafts/deep"), ["a.md", "b.txt", "drafts/c.md", "web/node_modules/f.md"]),
    (("*.md",), ["b.txt"]),
    (("drafts/*.md", "n*"), ["a.md", "b.txt", "drafts/deep/d.md"]),
    (("drafts\\deep\\**",), [one for one in ALL if "deep" not in one]),
    (("**",), []),
]


@pytest.mark.parametrize(("exclude", "left"), WALKS, ids=[" ".join(case[0]) or "nothing" for case in WALKS])
@pytest.mark.parametrize("start", [".", "absolute", "above"])
def test_what_is_excluded_is_left_out_of_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exclude: tuple[str, ...], left: list[str], start: str
) -> None:
    laid(tmp_path, *TREE)
    monkeypatch.chdir(tmp_path if start != "above" else tmp_path / "drafts")
    folder = {".": Path(), "absolute": tmp_path, "above": Path("..")}[start]
    found = articles_in(folder, Settings(exclude=exclude, root=str(tmp_path)))
    assert [path.resolve().relative_to(tmp_path.resolve()).as_posix() for path in found] == left
    assert found == sorted(found)


def test_a_folder_that_is_excluded_is_not_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    laid(tmp_path, "a.md", "node_modules/deep/b.md")
    entered: list[str] = []
    scandir = os.scandir

    def noted(path: str) -> object:
        entered.append(Path(path).name)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", noted)
    articles_in(tmp_path, Settings(exclude=("node_modules/",), root=str(tmp_path)))
    assert tmp_path.name in entered
    assert "node_modules" not in entered


NAMED = [
    (["drafts/c.md"], [], ["drafts/c.md"]),
    (["a.md", "drafts/c.md"], ["a.md"], ["drafts/c.md"]),
    (["drafts"], [], ["drafts"]),
    (["./drafts/../a.md"], ["./drafts/../a.md"], []),
    (["."], ["a.md", "b.txt", "node_modules/e/readme.md", "web/node_modules/f.md"], []),
    (["drafts/none.md"], [], ["drafts/none.md"]),
]


@pytest.mark.parametrize(("paths", "read", "excluded"), NAMED, ids=[" ".join(case[0]) for case in NAMED])
def test_what_is_excluded_is_left_out_where_it_is_named_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: list[str], read: list[str], excluded: list[str]
) -> None:
    laid(tmp_path, *TREE)
    monkeypatch.chdir(tmp_path)
    reading = read_all(paths, Settings(exclude=("drafts",)))
    assert ([one.path for one in reading.articles], reading.excluded) == (read, excluded)
    assert reading.unreadable == []


@pytest.fixture
def crackcite(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Ran]:
    """Run the command line in this process, in a repository that excludes its drafts."""
    laid(tmp_path, *TREE)
    (tmp_path / "crackcite.toml").write_text('offline = true\nexclude = ["drafts"]\n')
    monkeypatch.chdir(tmp_path)
    return commanded(monkeypatch, capsys)


def test_a_run_with_nothing_but_excluded_files_says_so_and_is_no_failure(crackcite: Callable[..., Ran]) -> None:
    done = crackcite("check", "drafts/c.md")
    assert done.code == 0
    assert "drafts/c.md is left out: it is excluded (crackcite.toml:2); --exclude '' checks it." in done.err
    both = crackcite("check", "drafts/c.md", "drafts/deep/d.md")
    assert (both.code, "2 paths are left out, drafts/c.md among them" in both.err) == (0, True)
    told = json.loads(crackcite("check", "--format", "json", "a.md", "drafts/c.md").out)
    assert told["run"]["excluded"] == ["drafts/c.md"]
    assert [one["path"] for one in told["articles"]] == ["a.md"]


@pytest.mark.parametrize("way", [("--exclude", ""), ("--no-config", "--offline")])
def test_an_excluded_file_can_be_checked_all_the_same(crackcite: Callable[..., Ran], way: tuple[str, ...]) -> None:
    done = crackcite("check", *way, "--format", "json", "drafts/c.md")
    assert [one["path"] for one in json.loads(done.out)["articles"]] == ["drafts/c.md"]


def test_a_file_that_is_missing_is_no_excluded_one(crackcite: Callable[..., Ran]) -> None:
    assert crackcite("check", "drafts/c.md", "missing.md").code == 2


def test_what_is_left_out_stays_in_the_json_report(crackcite: Callable[..., Ran]) -> None:
    crackcite("check", "--format", "json", "--output", "run.json", "a.md", "drafts/c.md")
    again = crackcite("render", "run.json", "--format", "json")
    assert json.loads(again.out) == json.loads(Path("run.json").read_text(encoding="utf-8"))


def test_of_what_changed_the_excluded_is_left_out_too(crackcite: Callable[..., Ran], tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        named = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *named, *arguments], cwd=tmp_path, check=True, capture_output=True)

    shutil.rmtree(tmp_path / ".git")
    git("init")
    git("add", "a.md", "b.txt", "drafts", "crackcite.toml")
    git("commit", "-m", "first")
    for name in ("a.md", "drafts/c.md"):
        (tmp_path / name).write_text(ARTICLE + "\n", encoding="utf-8")
    done = crackcite("check", "--since", "HEAD", "--format", "json", "a.md", "b.txt", "drafts")
    assert [one["path"] for one in json.loads(done.out)["articles"]] == ["a.md"]


# What is accepted


def sources(*lines: str) -> str:
    markers = ",".join(str(number) for number in range(1, len(lines) + 1))
    listed = "".join(f"{number}. {line}\n" for number, line in enumerate(lines, 1))
    return f"La confiance baisse avec les inégalités [{markers}].\n\nSources\n{listed}"


def questions(text: str, accept: tuple[str, ...]) -> list[tuple[str, str]]:
    article = extract(readers.read(text.encode(), "article.txt"))
    return [(question.kind.value, question.key) for question in first_questions(article, accept)]


TWO = sources("Rapport. https://intranet.example/r/1", "Étude. https://www.example.org/e. doi:10.1234/abc")


@pytest.mark.parametrize(
    ("accept", "asked"),
    [
        ((), ["https://intranet.example/r/1", "https://www.example.org/e", "10.1234/abc"]),
        (("https://intranet.example/*",), ["https://www.example.org/e", "10.1234/abc"]),
        (("intranet.example/*", "*.example.org/*"), ["10.1234/abc"]),
        (("10.1234/*",), ["https://intranet.example/r/1", "https://www.example.org/e", "10.1234/abc"]),
    ],
)
def test_accepted_addresses_are_not_asked(accept: tuple[str, ...], asked: list[str]) -> None:
    assert sorted(key for _, key in questions(TWO, accept)) == sorted(asked)


@given(st.lists(st.sampled_from(["https://intranet.example/*", "https://*", "10.1234/*", "*"]), max_size=2).map(tuple))
def test_every_question_is_asked_or_answered_for(accept: tuple[str, ...]) -> None:
    article = extract(readers.read(TWO.encode(), "article.txt"))
    asked, stood_for = set(first_questions(article, accept)), accepted([article], accept, "crackcite.toml:1")
    assert asked | set(stood_for) == set(first_questions(article))
    assert not asked & set(stood_for)
    assert all(question.kind is QuestionKind.PAGE and not one.answered for question, one in stood_for.items())


class House:
    """A site of the house, of which one page is gone, and an article that cites it and the world outside."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.inside, self.outside = world.site("127.0.0.20"), world.site("127.0.0.21")
        self.gone = self.inside.route("/gone", Response(404, "<h1>no</h1>"))
        title = "Rapport annuel sur le logement"
        self.there = self.outside.route("/there", Response(200, f"<title>{title}</title><h1>{title}</h1>"))
        self.path = folder / "article.txt"
        lines = (f"Enquête interne sur la précarité. {self.gone}", f"{title}. {self.there}")
        self.path.write_text(sources(*lines), encoding="utf-8")

    @property
    def accept(self) -> tuple[str, ...]:
        return (f"{self.inside.base}/*",)

    def checked(self, **settings: Any) -> Report:
        origins = (("accept", "crackcite.toml:3"),)
        return check([str(self.path)], self.world.settings(origins=origins, **settings))


@pytest.fixture
def house(world: World, tmp_path: Path) -> House:
    return House(world, tmp_path)


def test_without_a_word_the_page_is_opened_and_reported(house: House) -> None:
    report = house.checked()
    assert [finding.rule for _, finding in report.findings()] == ["CC401"]
    assert report.articles[0].verdicts == (Verdict.BROKEN, Verdict.VERIFIED)


def test_an_accepted_page_is_not_opened_and_its_source_says_so(house: House) -> None:
    report = house.checked(accept=house.accept)
    assert house.inside.seen == []
    assert [finding.rule for _, finding in report.findings()] == []
    assert report.articles[0].verdicts == (Verdict.UNVERIFIED, Verdict.VERIFIED)
    [answer] = report.articles[0].evidence[0]
    why = f"it was not opened, because {house.inside.base}/* accepts it (crackcite.toml:3)"
    assert (answer.reason, answer.detail) == (Reason.ACCEPTED, why)
    [aside] = report.articles[0].set_aside
    assert (aside.finding.rule, aside.by, aside.reason) == ("CC902", "accept", f"{house.inside.base}/*")
    assert aside.finding.message == f"This link could not be verified: {why}."


def test_what_is_accepted_passes_the_strict_gate_and_is_in_no_tally(house: House) -> None:
    report = house.checked(accept=house.accept)
    assert exit_code(report, "unverified") == 0
    assert exit_code(house.checked(), "unverified") == 1
    assert (report.lookups.asked, report.lookups.unanswered) == (1, 0)
    assert report.away == ""


def test_with_everything_accepted_the_network_is_not_called_away(house: House) -> None:
    report = house.checked(accept=("*",))
    assert house.inside.seen == house.outside.seen == []
    assert (report.lookups.asked, report.away, exit_code(report, "error")) == (0, "", 0)


def test_a_recording_holds_what_the_world_said_alone(house: House) -> None:
    heard: list[Recording] = []
    settings = house.world.settings(accept=house.accept)
    check([str(house.path)], settings, record=heard.append)
    assert [answer.question.key for answer in heard[0].answers] == [house.there]
    replayed = check([str(house.path)], settings, replay=heard[0])
    assert replayed.articles[0].verdicts == (Verdict.UNVERIFIED, Verdict.VERIFIED)
    assert [finding.rule for _, finding in replayed.findings()] == []


def test_offline_nothing_is_said_of_it(house: House) -> None:
    report = house.checked(accept=house.accept, offline=True)
    assert report.articles[0].set_aside == ()
    assert set(report.articles[0].verdicts) == {Verdict.UNCHECKED}
