"""``check --since``: what git says has changed, in real repositories."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from repositories import ARTICLE, IDENTITY, Repository
from test_cli import crackcite  # noqa: F401 - a fixture

from crackcite.git import GitError
from crackcite.settings import Settings
from crackcite.since import changed_since


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    made = Repository(tmp_path / "articles")
    made.commit("a.md", "b.txt", "drafts/c.html", "drafts/d.md", "notes.pdf.bak")
    return made


def nothing(_: Repository) -> None:
    """Leave all as it is."""


def edit(repository: Repository) -> None:
    repository.write("a.md", text=ARTICLE + "\n")


def stage(repository: Repository) -> None:
    edit(repository)
    repository.git("add", "a.md")


def commit(repository: Repository) -> None:
    repository.commit("a.md", text=ARTICLE + "\n")


def edit_and_undo(repository: Repository) -> None:
    edit(repository)
    repository.write("a.md")


def commit_and_undo(repository: Repository) -> None:
    commit(repository)
    repository.commit("a.md")


def add_untracked(repository: Repository) -> None:
    repository.write("new.md", "drafts/deep/new.md")


def ignore(repository: Repository) -> None:
    repository.write(".gitignore", text="built/\n")
    repository.write("built/page.html")


def rename(repository: Repository) -> None:
    repository.git("mv", "a.md", "renamed.md")
    repository.commit()


def delete(repository: Repository) -> None:
    repository.git("rm", "--quiet", "a.md", "-r", "drafts")
    repository.commit()


def delete_uncommitted(repository: Repository) -> None:
    (repository.folder / "a.md").unlink()


def change_mode(repository: Repository) -> None:
    (repository.folder / "a.md").chmod(0o755)


def odd_names(repository: Repository) -> None:
    repository.commit(
        "with space.md", "été.md", "two\nlines.md", "“quoted”.md", '"\t\\.md', "-dash.md", "$(touch x).md"
    )


def change_elsewhere(repository: Repository) -> None:
    repository.write("notes.pdf.bak", "crackcite.toml", text="#")


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (nothing, set()),
        (edit, {"a.md"}),
        (stage, {"a.md"}),
        (commit, {"a.md"}),
        (edit_and_undo, set()),
        (commit_and_undo, set()),
        (add_untracked, {"new.md", "drafts/deep/new.md"}),
        (ignore, set()),
        (rename, {"renamed.md"}),
        (delete, set()),
        (delete_uncommitted, set()),
        (change_mode, {"a.md"}),
        (
            odd_names,
            {"with space.md", "été.md", "two\nlines.md", "“quoted”.md", '"\t\\.md', "-dash.md", "$(touch x).md"},
        ),
        (change_elsewhere, set()),
    ],
)
def test_what_has_changed(repository, change, changed) -> None:
    base = repository.git("rev-parse", "HEAD")
    change(repository)
    assert repository.since(base) == changed


def test_what_others_changed_meanwhile_is_not_ours(repository) -> None:
    """As in a pull request: what counts is the difference to the commit where the branch left main."""
    repository.git("switch", "--quiet", "--create", "work")
    repository.commit("a.md", text="ours")
    repository.git("switch", "--quiet", "main")
    repository.commit("b.txt", text="theirs")
    repository.git("switch", "--quiet", "work")
    assert repository.since("main") == {"a.md"}
    assert repository.since("HEAD~1") == {"a.md"}
    assert repository.since("HEAD") == set()


def test_histories_without_anything_in_common(repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository.commit("a.md", text="other")
    assert repository.since("main") == {"a.md"}


def test_a_new_branch_has_no_commit_before_it(repository) -> None:
    """GitHub's push event then names forty zeros."""
    assert repository.since("0" * 40) == {"a.md", "b.txt", "drafts/c.html", "drafts/d.md"}


def test_only_the_paths_that_are_named(repository) -> None:
    repository.write("a.md", "drafts/c.html", text="changed")
    assert repository.since("HEAD", "drafts") == {"drafts/c.html"}
    assert repository.since("HEAD", "a.md", "b.txt") == {"a.md"}


def test_files_named_themselves_are_checked_where_git_does_not_know_them(repository) -> None:
    ignore(repository)
    assert repository.since("HEAD", "built/page.html") == {"built/page.html"}


def test_deleted_files_are_left_out_and_missing_ones_are_not(repository) -> None:
    delete(repository)
    assert repository.since("HEAD~1", "a.md", "drafts", "drafts/c.html") == set()
    assert repository.since("HEAD~1", "never.md") == {"never.md"}


def test_a_folder_without_articles_stays_for_its_message(repository) -> None:
    (repository.folder / "empty").mkdir()
    assert repository.since("HEAD", "empty") == {"empty"}


def test_published_pages_and_standard_input_stay(repository) -> None:
    paths = ["https://www.example.org/a", "-"]
    assert changed_since(paths, "HEAD", Settings()) == paths


def test_a_link_follows_what_it_leads_to(repository) -> None:
    (repository.folder / "link.md").symlink_to("a.md")
    repository.commit()
    edit(repository)
    assert repository.since("HEAD") == {"a.md", "link.md"}


def test_a_repository_reached_through_a_link(repository, tmp_path) -> None:
    (tmp_path / "elsewhere").symlink_to(repository.folder)
    edit(repository)
    found = changed_since([str(tmp_path / "elsewhere")], "HEAD", Settings())
    assert found == [str(tmp_path / "elsewhere" / "a.md")]


def test_a_repository_inside_another_counts_whole(repository) -> None:
    inner = Repository(repository.folder / "inner")
    inner.commit("e.md")
    assert repository.since("HEAD") == {"inner/e.md"}


def test_several_repositories(repository, tmp_path) -> None:
    other = Repository(tmp_path / "other")
    other.commit("f.md")
    edit(repository)
    other.write("f.md", text="changed")
    found = changed_since([str(repository.folder), str(other.folder)], "HEAD", Settings())
    assert {Path(path).name for path in found} == {"a.md", "f.md"}


def test_the_folder_in_which_it_is_asked_makes_no_difference(repository, monkeypatch) -> None:
    edit(repository)
    repository.write("drafts/d.md", text="changed")
    monkeypatch.chdir(repository.folder / "drafts")
    assert changed_since(["."], "HEAD", Settings()) == ["d.md"]
    assert changed_since([".."], "HEAD", Settings()) == ["../a.md", "../drafts/d.md"]


def test_in_a_hook_of_git(repository, monkeypatch) -> None:
    """Where git names its own folders, in paths that are right at the top of the working tree only."""
    repository.write("drafts/d.md", text="changed")
    for name, value in {"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index", "GIT_PREFIX": ""}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(repository.folder)
    assert changed_since(["drafts", "a.md"], "HEAD", Settings()) == ["drafts/d.md"]


# ---------------------------------------------------------------- what git cannot tell


def no_repository(repository: Repository) -> Path:
    folder = repository.folder.parent / "plain"
    folder.mkdir()
    return folder


def shallow(repository: Repository) -> Path:
    repository.commit("a.md", text="newer")
    repository.git("clone", "--quiet", "--depth=1", repository.folder.as_uri(), "../shallow")
    return repository.folder.parent / "shallow"


def shallow_with_both_ends(repository: Repository) -> Path:
    """The revision is there, the commit where the two parted is not."""
    folder = shallow(repository)
    repository.git("switch", "--quiet", "--create", "unknown", "HEAD~1")
    repository.commit("b.txt", text="newer")
    cloned = Repository(folder)
    cloned.git("fetch", "--quiet", "--depth=1", "origin", "unknown:unknown")
    return folder


def whole(repository: Repository) -> Path:
    return repository.folder


def empty(repository: Repository) -> Path:
    return Repository(repository.folder.parent / "empty").folder


@pytest.mark.parametrize(
    ("place", "revision", "said"),
    [
        (no_repository, "main", "not a git repository"),
        (shallow, "unknown", "fetch-depth: 0"),
        (shallow_with_both_ends, "unknown", "fetch-depth: 0"),
        (whole, "unknown", "--since unknown: git knows no such commit"),
        (whole, "", "git knows no such commit"),
        (whole, "--output=/tmp/x", "git knows no such commit"),
        (whole, "main\0", "git knows no such commit"),
        (whole, "main..work", "git knows no such commit"),
        (empty, "main", "git knows no such commit"),
    ],
)
def test_what_git_cannot_tell_is_an_error_with_its_remedy(
    repository: Repository, place: Callable[[Repository], Path], revision: str, said: str
) -> None:
    with pytest.raises(GitError, match=said):
        changed_since([str(place(repository))], revision, Settings())


def test_without_the_git_program(repository, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitError, match="git is not installed"):
        changed_since([str(repository.folder)], "HEAD", Settings())


# ---------------------------------------------------------------- the command line


def test_only_the_changed_articles_are_checked(crackcite, repository) -> None:  # noqa: F811
    edit(repository)
    ran = crackcite("check", "--offline", "--since", "HEAD", repository.folder)
    assert ran.code == 0
    assert "a.md" in ran.out
    assert "b.txt" not in ran.out


@pytest.mark.parametrize("format_", ["terminal", "json"])
def test_nothing_changed_is_said_and_passes(crackcite, repository, format_) -> None:  # noqa: F811
    ran = crackcite("check", "--offline", "--since", "HEAD", "--format", format_, repository.folder)
    assert ran.code == 0
    assert "No article has changed since HEAD" in ran.out + ran.err


def test_no_repository_is_exit_code_2(crackcite, tmp_path) -> None:  # noqa: F811
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    ran = crackcite("check", "--offline", "--since", "main", "a.md", GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert ran.code == 2
    assert "not a git repository" in ran.err
    assert ran.out == ""
