"""What other programs run: the GitHub Action, the hooks for pre-commit, the GitLab template, the image."""

from __future__ import annotations

import fnmatch
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from action import ACTION, PROJECT, STEPS, Runner
from repositories import IDENTITY, Repository
from world import Response, World

from crackcite.lookups.lifetimes import LIFETIMES
from crackcite.model import Outcome, QuestionKind
from crackcite.readers import FORMATS
from crackcite.reports.views import VIEWS

SOUND = "Un toit précède le soin1.\n\nSources\n1. Castel, R. Les métamorphoses de la question sociale. Fayard, 1995.\n"
BROKEN = SOUND.replace("soin1", "soin1,2")
PROGRAMS = Path(sys.executable).parent

posix = pytest.mark.skipif(os.name == "nt", reason="the scripts are for bash")


def installed(name: str) -> str:
    """A program beside this Python; the test is skipped where it is not installed."""
    found = shutil.which(name, path=str(PROGRAMS))
    if found is None:
        pytest.skip(f"{name} is not installed: pip install 'crackcite[test]'")
    return found


def ran(*command: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, **more)


# ---------------------------------------------------------------- what the files say


def snippets(language: str) -> list[tuple[str, str]]:
    """The YAML blocks of the docs that follow ``<!-- language -->``, each with its page."""
    found = []
    for page in sorted((PROJECT / "docs").glob("*.md")):
        blocks = re.findall(rf"<!-- {language} -->\n```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
        found += [(page.stem, block) for block in blocks]
    assert found
    return found


def written(folder: Path, blocks: list[tuple[str, str]]) -> list[Path]:
    files = []
    for number, (page, block) in enumerate(blocks):
        files.append(folder / f"{page}-{number}.yml")
        files[-1].write_text(block, encoding="utf-8")
    return files


@pytest.mark.parametrize("what", ["github-actions", "github-workflows", "gitlab-ci"])
def test_what_is_for_ci_follows_its_schema(tmp_path, what) -> None:
    files = {
        "github-actions": [PROJECT / "action.yml"],
        "github-workflows": [*(PROJECT / ".github/workflows").glob("*.yml"), *workflows(tmp_path)],
        "gitlab-ci": [PROJECT / "templates/gitlab-ci.yml", *written(tmp_path, snippets("gitlab-ci"))],
    }[what]
    done = ran(installed("check-jsonschema"), "--builtin-schema", f"vendor.{what}", *files)
    assert done.returncode == 0, done.stdout + done.stderr


def workflows(folder: Path) -> list[Path]:
    place = folder / ".github" / "workflows"
    place.mkdir(parents=True)
    return written(place, snippets("github-workflow"))


def test_an_auditor_of_actions_finds_nothing(tmp_path) -> None:
    """zizmor knows injections, unpinned actions, rights that are too wide. The action itself is not published yet."""
    workflows(tmp_path)
    (tmp_path / "zizmor.yml").write_text(
        "rules:\n  unpinned-uses:\n    config:\n      policies:\n        crackcite/*: ref-pin\n        '*': hash-pin\n",
        encoding="utf-8",
    )
    auditor = installed("zizmor")
    for place in (PROJECT / "action.yml", tmp_path):
        done = ran(auditor, "--offline", "--no-progress", "--config", tmp_path / "zizmor.yml", place)
        assert done.returncode == 0, done.stdout + done.stderr


def test_other_actions_are_pinned_and_no_input_is_spliced_into_a_script() -> None:
    lines = (PROJECT / "action.yml").read_text(encoding="utf-8").splitlines()
    uses = [line for line in lines if line.strip().startswith("uses:")]
    assert uses
    assert all(re.fullmatch(r"\s+uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line) for line in uses)
    assert not [step["name"] for step in STEPS if "${{" in step.get("run", "")]


def test_the_pages_tell_every_input_and_output() -> None:
    page = (PROJECT / "docs/ci-github.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (?:`(.*?)`)? ?\|", page, re.MULTILINE)
    assert dict(rows) == {name: str(one["default"]) for name, one in ACTION["inputs"].items()}
    assert all(f"`{name}`" in page for name in ACTION["outputs"])


def test_the_page_on_the_cache_has_the_lifetimes() -> None:
    page = (PROJECT / "docs/cache.md").read_text(encoding="utf-8")
    rows = {row[0]: row[1:] for row in re.findall(r"^\| `([\w-]+)` \|[^|]+\| (\d+ [dh]) \| (\d+ [dh]) \|", page, re.M)}
    seconds = {"d": 86400, "h": 3600}
    for kind in QuestionKind:
        told = [int(word.split()[0]) * seconds[word.split()[1]] for word in rows[kind.value]]
        assert told == [LIFETIMES[kind, Outcome.FOUND], LIFETIMES[kind, Outcome.ABSENT]]
    assert len(rows) == len(QuestionKind)


def test_every_view_that_is_asked_for_exists() -> None:
    texts = [(PROJECT / name).read_text(encoding="utf-8") for name in ("action.yml", "templates/gitlab-ci.yml")]
    asked = {name for text in texts for name in re.findall(r"--format (\w+)", text)}
    assert {"json", "github", "markdown", "sarif", "html", "gitlab", "junit"} <= asked
    assert asked <= set(VIEWS)


# ---------------------------------------------------------------- the GitHub Action


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    installed("crackcite")
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    return Runner(workspace, tmp_path / "temp", PROGRAMS)


def write(runner: Runner, **texts: str) -> None:
    for name, text in texts.items():
        (runner.workspace / name.replace("__", ".")).write_text(text, encoding="utf-8")


@posix
@pytest.mark.parametrize(
    ("text", "inputs", "code", "findings"),
    [
        (BROKEN, {}, 1, r"[1-9]\d*"),
        (BROKEN, {"fail_on": "error", "args": "--ignore\nCC101"}, 0, r"\d+"),
        (SOUND, {"paths": "absent.md"}, 2, "1"),
        (SOUND, {"paths": "\n"}, 2, ""),
        (SOUND, {"since": "main"}, 2, ""),
    ],
)
def test_the_action_fails_where_crackcite_does(runner, text, inputs, code, findings) -> None:
    write(runner, a__md=text)
    job = runner.run(offline="true", annotations="false", summary="false", **inputs)
    assert (job.code, job.outputs["exit-code"]) == (code, str(code))
    assert re.fullmatch(findings, job.outputs["findings"])
    assert bool(job.outputs["report"]) == bool(findings)
    # What is not wanted is not done.
    assert set(job.said) == {"Check the articles", "Pass or fail"}
    assert job.summary == ""
    assert set(job.used) == {"actions/setup-python"}


@posix
def test_findings_are_shown_beside_their_lines_and_in_the_summary(runner) -> None:
    write(runner, a__md=BROKEN)
    job = runner.run(offline="true", sarif="true", html="citations")
    assert re.search(r"^::error .*file=a\.md,.*line=1", job.said["Annotate the lines"], re.MULTILINE)
    assert "CC101" in job.summary
    sarif = Path(job.used["github/codeql-action/upload-sarif"]["sarif_file"])
    assert '"2.1.0"' in sarif.read_text(encoding="utf-8")
    artifact = job.used["actions/upload-artifact"]
    assert artifact["name"] == "citations"
    assert Path(artifact["path"]).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


HOSTILE = [
    "with space.md",
    "$(touch pwned).md",
    "`touch pwned`.md",
    '"; touch pwned; ".md',
    "'; touch pwned; '.md",
    "a\\nb.md",
    "*.md",
    "-dash.md",
    "--offline.md",
    "été & 100%.md",
    "${{ github.token }}.md",
    "$HOME.md",
]


@posix
def test_a_path_is_a_path_whatever_stands_in_it(runner) -> None:
    for name in HOSTILE:
        (runner.workspace / name).write_text(SOUND, encoding="utf-8")
    job = runner.run(offline="true", paths="\r\n".join(HOSTILE))
    report = yaml.safe_load(Path(job.outputs["report"]).read_text(encoding="utf-8"))
    assert [article["path"] for article in report["articles"]] == HOSTILE
    assert job.code == 0
    assert sorted(file.name for file in runner.workspace.iterdir()) == sorted(HOSTILE)


@posix
@pytest.mark.parametrize("value", ["$(touch pwned)", '"; touch pwned; "', "`touch pwned`\ntouch pwned", "--help"])
def test_no_input_is_ever_run(runner, value) -> None:
    write(runner, a__md=SOUND)
    job = runner.run(**{name: value for name in ACTION["inputs"] if name != "paths"})
    assert job.said["Check the articles"]
    assert not (runner.workspace / "pwned").exists()
    assert job.outputs["exit-code"] in ("0", "2")


@posix
def test_what_an_article_says_is_no_order_to_the_runner(runner) -> None:
    """Between the two marks of stop-commands, the runner takes no orders."""
    write(runner, a__md=BROKEN.replace("Castel", "\n::add-mask::Castel\n::error::Castel"))
    job = runner.run(offline="true")
    lines = job.said["Check the articles"].splitlines()
    stop = next(line for line in lines if line.startswith("::stop-commands::"))
    token = stop.removeprefix("::stop-commands::")
    assert len(token) == 32
    orders = [number for number, line in enumerate(lines) if line.lstrip().startswith("::")]
    assert orders[0] == lines.index(stop)
    assert orders[-1] == lines.index(f"::{token}::")
    assert all(
        line.startswith(("::error ", "::warning ", "::notice ")) or not line.startswith("::")
        for line in job.said["Annotate the lines"].splitlines()
    )


@posix
def test_answers_are_kept_from_run_to_run(runner, tmp_path) -> None:
    world = World(tmp_path)
    site = world.site("127.0.0.9")
    site.route("/a", Response(body="<title>Un toit</title>"))
    write(runner, a__md=SOUND.replace("Fayard, 1995", f"Un toit. {site.url('/a')}"))
    environment = {name: value for name, value in world.environment().items() if name != "CRACKCITE_CACHE_DIR"}
    first = runner.run(environment)
    restored = first.used["actions/cache/restore"]
    assert restored["key"] == first.used["actions/cache/save"]["key"]
    assert restored["key"].startswith(restored["restore-keys"])
    assert list(Path(first.used["actions/cache/save"]["path"]).iterdir())
    asked = world.requests()
    assert asked
    runner.run(environment)
    world.close()
    assert world.requests() == asked


@posix
def test_the_program_is_installed_from_the_action_s_own_checkout(tmp_path) -> None:
    """With a Python that only notes what it is asked."""
    step = next(step for step in STEPS if step.get("id") == "install")
    python = tmp_path / "python"
    python.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$*" >> {tmp_path}/asked\n'
        'if [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; fi\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    environment = {"PYTHON": python, "SOURCE": tmp_path / "with space", "PLACE": tmp_path / "place"}
    done = ran(
        "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"],
        env={**os.environ, **{name: str(one) for name, one in environment.items()},
             "GITHUB_OUTPUT": str(tmp_path / "outputs")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert f"install --quiet {tmp_path}/with space[pdf]" in (tmp_path / "asked").read_text(encoding="utf-8")
    assert (tmp_path / "outputs").read_text(encoding="utf-8") == f"bin={tmp_path}/place/venv/bin\n"


# ---------------------------------------------------------------- the GitLab template


@posix
@pytest.mark.parametrize(("shell", "text"), [("bash", SOUND), ("sh", BROKEN)])
def test_the_gitlab_job_writes_its_reports_and_fails_where_crackcite_does(tmp_path, monkeypatch, shell, text) -> None:
    installed("crackcite")
    job = yaml.safe_load((PROJECT / "templates/gitlab-ci.yml").read_text(encoding="utf-8"))["crackcite"]
    for name in HOSTILE:
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / ".crackcite").mkdir()
    (tmp_path / ".crackcite/venv").symlink_to(PROGRAMS.parent)
    more = {
        "ARTICLES": "\n".join(HOSTILE) + "\n",
        "ARTICLE_CHECK_ARGUMENTS": "--ignore\nCC2",
        "CI_PROJECT_DIR": str(tmp_path),
    }
    done = ran(
        shell, "-e", "-c", "\n".join(job["script"]), cwd=tmp_path, env={**os.environ, **more, "CRACKCITE_OFFLINE": "1"}
    )
    assert done.returncode == int(text == BROKEN), done.stderr
    for wanted in (*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()):
        assert (tmp_path / wanted).stat().st_size
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([*HOSTILE, ".crackcite"])


# ---------------------------------------------------------------- pre-commit


HOOKS: list[dict[str, Any]] = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository whose hooks are the project's own, but for the installation: they run the program that is tested."""
    installed("pre-commit")
    installed("crackcite")
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")
    repository = Repository(tmp_path / "articles")
    hooks = [{**hook, "language": "system"} for hook in HOOKS]
    repository.write(".pre-commit-config.yaml", text=yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}))
    return repository


def hook(repository: Repository, *arguments: str) -> subprocess.CompletedProcess[str]:
    repository.git("add", "--all")
    return ran(installed("pre-commit"), "run", "--all-files", *arguments, cwd=repository.folder)


def test_the_hooks_and_the_configurations_are_valid(tmp_path) -> None:
    program = installed("pre-commit")
    assert ran(program, "validate-manifest", PROJECT / ".pre-commit-hooks.yaml").returncode == 0
    files = written(tmp_path, snippets("pre-commit-config"))
    done = ran(program, "validate-config", *files)
    assert done.returncode == 0, done.stdout
    known = {one["id"] for one in HOOKS}
    used = {
        one["id"] for _, block in snippets("pre-commit-config") for one in yaml.safe_load(block)["repos"][0]["hooks"]
    }
    assert used == known


def test_a_commit_is_checked_offline(committed) -> None:
    committed.write("a b.md", "été.txt", text=SOUND)
    done = hook(committed)
    assert done.returncode == 0, done.stdout
    assert "crackcite (offline)" in done.stdout
    assert "DOIs and links" not in done.stdout
    committed.write("a b.md", text=BROKEN)
    done = hook(committed)
    assert done.returncode == 1
    assert "CC101" in done.stdout
    assert "a b.md" in done.stdout


def test_a_push_is_checked_online(committed, tmp_path, monkeypatch) -> None:
    world = World(tmp_path)
    site = world.site("127.0.0.9")
    for name, value in world.environment().items():
        monkeypatch.setenv(name, value)
    committed.write("a.md", text=SOUND.replace("Fayard, 1995", f"Un toit. {site.url('/gone')}"))
    done = hook(committed, "--hook-stage", "pre-push")
    world.close()
    assert done.returncode == 1
    assert "CC401" in done.stdout
    assert site.paths()


def test_which_files_the_hooks_are_given() -> None:
    """Every format but two that are seldom articles of a repository; the suffix is asked, as DOCX has no type."""
    seldom = {"pdf", "jats"}
    for one in HOOKS:
        pattern = re.compile(one["files"])
        for name, known in FORMATS.items():
            assert bool(pattern.search(f"a/é b{known.suffixes[0].upper()}")) == (name not in seldom) or name == "jats"
        assert not pattern.search("package.json")
        assert not pattern.search("md")
        assert "types" not in one
        assert "types_or" not in one


@pytest.mark.skipif(
    not os.environ.get("CRACKCITE_TEST_INSTALL"), reason="CRACKCITE_TEST_INSTALL=1 installs from the package index"
)
@pytest.mark.timeout(600)
def test_pre_commit_installs_the_hook(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    repository = Repository(tmp_path / "articles")
    repository.write("a.md", text=BROKEN)
    repository.git("add", "--all")
    done = ran(installed("pre-commit"), "try-repo", PROJECT, "crackcite", "--all-files", cwd=repository.folder)
    assert "CC101" in done.stdout, done.stdout + done.stderr


# ---------------------------------------------------------------- the image


def instructions() -> list[list[str]]:
    text = (PROJECT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


def test_the_image_is_pinned_and_runs_without_rights() -> None:
    last = max(number for number, words in enumerate(instructions()) if words[0] == "FROM")
    for words in instructions():
        if words[0] == "FROM":
            assert re.search(r":\d+\.\d+-slim-\w+$", words[1])
    final = {words[0]: words[1:] for words in instructions()[last:]}
    assert final["USER"] == ["10001:10001"]
    assert final["ENTRYPOINT"] == ['["crackcite"]']
    assert not {"ADD", "VOLUME", "EXPOSE"} & set(final)


def test_what_the_image_is_built_of_is_there_and_not_ignored() -> None:
    lines = (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    kept = {rule[1:] for rule in rules if rule.startswith("!")}
    copied = {
        name for words in instructions() if words[0] == "COPY" and "--from" not in words[1] for name in words[1:-1]
    }
    assert copied == kept
    assert all((PROJECT / name).exists() for name in copied)
    assert any(fnmatch.fnmatch("src/x/__pycache__", rule) for rule in rules)
