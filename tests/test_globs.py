"""The patterns of the settings: files as in gitignore, addresses and DOIs with * alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crackcite.globs import accepted_by, accepts, located, matches, named

FILES = [
    # a name, at every depth
    ("notes.md", ["notes.md", "a/notes.md", "a/b/notes.md"], ["notes.md.txt", "my-notes.md", "notes"]),
    ("*.draft.md", ["x.draft.md", "a/x.draft.md", ".draft.md"], ["x.md", "xdraft.md", "x.draft.md.bak"]),
    # a folder, and all that is in it
    ("node_modules", ["node_modules", "node_modules/a/readme.md", "web/node_modules/b.md"], ["my_node_modules/a.md"]),
    ("node_modules/", ["node_modules/", "node_modules/a.md", "web/node_modules/b.md"], ["node_modules"]),
    # with a / before its end, from the folder of the patterns
    ("drafts/*", ["drafts/a.md", "drafts/2024/a.md"], ["drafts", "a.md", "old/drafts/a.md"]),
    ("drafts/**", ["drafts/a.md", "drafts/2024/a.md", "drafts/"], ["drafts", "old/drafts/a.md"]),
    ("drafts/*.md", ["drafts/a.md"], ["drafts/a.txt", "drafts/b/a.md"]),
    ("/todo.md", ["todo.md"], ["a/todo.md"]),
    ("./todo.md", ["todo.md"], ["a/todo.md"]),
    ("../shared/*", ["../shared/a.md"], ["shared/a.md", "../other/a.md"]),
    # any folders
    ("**/old/*.md", ["old/a.md", "x/old/a.md", "x/y/old/a.md"], ["old/a.txt", "old/b/a.md", "bold/a.md"]),
    ("articles/**/notes.md", ["articles/notes.md", "articles/a/b/notes.md"], ["notes.md", "articles/notes.md.bak"]),
    ("**", ["a.md", "b/a.md"], []),
    ("*", ["a.md", "b/a.md"], []),
    # one letter of some
    ("202[0-3]-*.md", ["2021-x.md", "a/2023-.md"], ["2024-x.md", "202-x.md"]),
    ("a[!b]c", ["axc", "a!c"], ["abc", "a/c", "ac"]),
    ("a?c", ["abc", "aéc"], ["a/c", "ac", "abbc"]),
    ("[z-a]", [], ["z", "a", "m"]),
    ("[", ["[", "a/["], ["a"]),
    ("a.c", ["a.c"], ["abc"]),
    ("a+(b).md", ["a+(b).md"], ["aab.md"]),
    # as others write them
    ("drafts\\*", ["drafts/a.md", "drafts\\a.md", "drafts\\b\\a.md"], ["a.md"]),
    ("drafts/*", ["drafts\\a.md", ".\\drafts\\a.md", "./drafts//a.md"], []),
    ("études/*", ["études/a.md", "e\u0301tudes/a.md"], ["etudes/a.md"]),
    ("README.md", ["README.md"], ["readme.md"]),
    ("", [], ["", "a"]),
    ("/", [], ["", "a"]),
]


@pytest.mark.parametrize(("pattern", "yes", "no"), FILES, ids=[repr(case[0]) for case in FILES])
def test_which_files_a_pattern_names(pattern: str, yes: list[str], no: list[str]) -> None:
    assert [path for path in yes if not matches(pattern, path)] == []
    assert [path for path in no if matches(pattern, path)] == []


_names = st.text("ab.*?[!]-é\\^", min_size=1, max_size=6)


@given(st.lists(_names, min_size=1, max_size=4).map("/".join), st.lists(_names, min_size=1, max_size=4).map("/".join))
@example("[!]", "a")
@example("[^]]", "a")
@example("a[\\]b", "a/b")
def test_any_text_is_a_pattern_and_names_with_a_folder_all_in_it(pattern: str, path: str) -> None:
    assert not matches(pattern, path) or matches(pattern, f"{path}/deeper/still.md")


@given(st.text("ab-_é ", min_size=1, max_size=8))
def test_a_plain_name_names_itself_alone(name: str) -> None:
    assert matches(name, name)
    assert matches(f"/{name}", name)
    assert not matches(f"x{name}", name)


TARGETS = [
    (
        "https://intranet.example/*",
        ["https://intranet.example/a", "https://intranet.example/", "https://INTRANET.example/a/b?c=d#e"],
        ["http://intranet.example/a", "https://intranet.example.org/a", "https://a.intranet.example/"],
    ),
    (
        "intranet.example/*",
        ["https://intranet.example/a", "http://intranet.example/a", "https://intranet.example"],
        ["https://x.org/intranet.example/a", "ftp://intranet.example/a"],
    ),
    ("https://*.example.org/*", ["https://www.example.org/a", "https://a.b.example.org/"], ["https://example.org/a"]),
    ("https://a.example", ["https://a.example", "https://a.example/"], ["https://a.example/b"]),
    ("https://host*", ["https://host", "https://host/", "https://hosting.example/a"], ["https://a.host/"]),
    (
        "https://a.example/Page?id=1",
        ["https://a.example/Page?id=1"],
        ["https://a.example/page?id=1", "https://a.example/Pageid=1", "https://a.example/Page?id=12"],
    ),
    ("https://a.example/[x]", ["https://a.example/[x]"], ["https://a.example/x"]),
    (
        "10.1234/*",
        ["10.1234/abc", "10.1234/a/b", "https://doi.org/10.1234/abc", "http://dx.doi.org/10.1234/ABC"],
        ["10.12345/abc", "110.1234/abc", "https://example.org/10.1234/abc"],
    ),
    ("10.1234/AbC", ["10.1234/abc", "doi:10.1234/ABC"], ["10.1234/abcd"]),
    ("doi:10.1234/abc", ["10.1234/abc"], ["10.1234/x"]),
    ("https://doi.org/10.1234/*", ["10.1234/abc", "https://doi.org/10.1234/abc"], ["https://doi.org/10.1235/abc"]),
    ("10.0.0.1/*", ["http://10.0.0.1/a"], ["10.0/x"]),
    ("*", ["https://a.example/", "10.1234/abc"], []),
    ("*.example/*", ["https://a.example/x"], ["https://a.example.org/x"]),
]


@pytest.mark.parametrize(("pattern", "yes", "no"), TARGETS, ids=[case[0] for case in TARGETS])
def test_what_a_pattern_accepts(pattern: str, yes: list[str], no: list[str]) -> None:
    assert [target for target in yes if not accepts(pattern, target)] == []
    assert [target for target in no if accepts(pattern, target)] == []


def test_the_first_pattern_is_told() -> None:
    assert accepted_by(["10.*", "10.1234/*", "*"], "10.1234/a") == "10.*"
    assert accepted_by(["https://a.example/*"], "10.1234/a") == ""
    assert accepted_by([], "10.1234/a") == ""


def test_where_a_path_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "repo" / "drafts").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "repo" / "drafts")
    root = str(tmp_path / "repo")
    assert located("a.md", root) == "drafts/a.md"
    assert located("../a.md", root) == "a.md"
    assert located(str(tmp_path / "repo" / "x" / "a.md"), root) == "x/a.md"
    assert located("../../a.md", root) == "../a.md"
    assert located("a.md", "") == "a.md"
    assert located("-", root) == "-"
    assert located("https://example.org/a", root) == "https://example.org/a"
    assert named(["x", "drafts/*"], "a.md", root) == "drafts/*"
    assert named(["drafts/*"], "../a.md", root) == ""


def test_a_folder_reached_by_a_link_is_still_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "real")
    monkeypatch.chdir(tmp_path / "real")
    assert located("a.md", str(tmp_path / "linked")) == "a.md"
