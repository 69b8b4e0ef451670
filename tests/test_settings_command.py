"""`crackcite settings`, the schema and the manual: made of the declarations, and equal to what is committed."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commanding import Ran, commanded

from crackcite.settings import SETTINGS, Holds, Setting
from crackcite.settings.schema import reference, schema
from crackcite.settings.toml import toml

ROOT = Path(__file__).parents[1]


@pytest.fixture
def crackcite(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Ran]:
    """Run the command line in this process, in an empty repository."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return commanded(monkeypatch, capsys)


OURS = 'timeout = 5\nselect = ["CC1"]\n\n[severity]\nCC402 = "warning"\n'


def test_each_value_with_who_said_it(crackcite: Callable[..., Ran]) -> None:
    Path("crackcite.toml").write_text(OURS)
    done = crackcite("settings", "--per-host", "7", CRACKCITE_MAILTO="a@example.org", CRACKCITE_ARCHIVE_KEY="AbC123")
    rows = {line.split()[0]: line.split()[1:] for line in done.out.splitlines()[2:]}
    assert done.code == 0
    assert done.out.startswith(f"crackcite.toml is read; its patterns are relative to {Path.cwd()}\n\n")
    assert rows["timeout"] == ["5", "crackcite.toml:1"]
    assert rows["select"] == ['["CC1"]', "crackcite.toml:2"]
    assert rows["severity"] == ["{CC402", "=", '"warning"}', "crackcite.toml:4"]
    assert rows["per-host"] == ["7", "--per-host"]
    assert rows["mailto"] == ['"a@example.org"', "CRACKCITE_MAILTO"]
    assert rows["offline"] == ["false", "default"]
    assert rows["archive-key"] == ['"•••"', "CRACKCITE_ARCHIVE_KEY"]
    assert rows["archive-secret"] == ["not", "set", "default"]
    assert [key for key in rows if key in {one.key for one in SETTINGS}] == [one.key for one in SETTINGS]


def test_what_json_shows_can_be_written_as_the_file(crackcite: Callable[..., Ran]) -> None:
    Path("crackcite.toml").write_text(OURS + '[per-file-ignores]\n"a \\"b\\"/*" = ["CC4"]\n')
    asked = ("settings", "--format", "json")
    first = json.loads(crackcite(*asked, CRACKCITE_ARCHIVE_SECRET="AbC123").out)
    shown = {key: held["value"] for key, held in first["settings"].items() if not key.startswith("archive-")}
    Path("crackcite.toml").write_text("".join(f"{key} = {toml(value)}\n" for key, value in shown.items()))
    second = json.loads(crackcite(*asked).out)
    assert {key: held["value"] for key, held in second["settings"].items()} == {
        key: held["value"] for key, held in first["settings"].items()
    }
    assert second["root"] == str(Path.cwd())
    assert first["settings"]["archive-secret"] == {"value": "•••", "from": "CRACKCITE_ARCHIVE_SECRET"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["settings"], "crackcite.toml:1: timout is no setting; did you mean timeout?"),
        (["check", "--offline", "a.txt"], "crackcite.toml:1: timout is no setting; did you mean timeout?"),
        (["cache"], "crackcite.toml:1: timout is no setting; did you mean timeout?"),
        (["settings", "--config", "x.toml"], "x.toml: there is no such file of settings; check the path"),
        (["settings", "--config", "x", "--no-config"], "--config names a file and --no-config wants none"),
        (["settings", "--no-config", "--format", "yaml"], "--format is 'yaml'; choose from terminal, json"),
    ],
)
def test_a_trouble_is_one_line_and_exit_code_2(crackcite: Callable[..., Ran], arguments: list[str], told: str) -> None:
    Path("crackcite.toml").write_text("timout = 5\n")
    done = crackcite(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"crackcite: {told}")
    assert done.err.count("\n") == 1


def test_options_with_parts_add_up(crackcite: Callable[..., Ran]) -> None:
    Path("crackcite.toml").write_text('ignore = ["CC4"]\nexclude = ["a"]\n')
    done = crackcite("settings", "--ignore", "CC1", "--ignore", "CC2,CC3", "--severity", "CC5=off", "--exclude", "")
    rows = {line.split()[0]: line.split(maxsplit=1)[1] for line in done.out.splitlines()[2:]}
    assert rows["ignore"].split("  ")[0] == '["CC1", "CC2", "CC3"]'
    assert rows["severity"].split("  ")[0] == '{CC5 = "off"}'
    assert rows["exclude"].split() == ["[]", "--exclude"]
    assert rows["accept"].split() == ["[]", "default"]


def test_without_a_file(crackcite: Callable[..., Ran]) -> None:
    Path("crackcite.toml").write_text("timout = 5\n")
    done = crackcite("settings", "--no-config")
    assert done.code == 0
    assert done.out.startswith("No crackcite.toml is read")


def test_settings_are_shown_where_a_run_could_not_be_made(crackcite: Callable[..., Ran]) -> None:
    Path("crackcite.toml").write_text("archive = true\n")
    assert crackcite("settings").code == 0
    assert "crackcite.toml:1: archive saves pages in your name" in crackcite("check", "a.txt").err


def test_the_keys_go_nowhere_that_a_file_says(crackcite: Callable[..., Ran]) -> None:
    Path("crackcite.toml").write_text('archive = true\nsave-url = "https://elsewhere.example"\n')
    keys = {"CRACKCITE_ARCHIVE_KEY": "AbC123", "CRACKCITE_ARCHIVE_SECRET": "DeF456"}
    done = crackcite("check", "a.txt", **keys)
    assert done.code == 2
    assert done.err.startswith("crackcite: crackcite.toml:2: save-url would be sent your keys")
    mine = crackcite("check", "a.txt", CRACKCITE_SAVE_URL="https://web.archive.org")
    assert "save-url" not in mine.err


def test_the_committed_schema_is_the_one_that_is_made(crackcite: Callable[..., Ran]) -> None:
    """To write it anew: crackcite settings --schema > crackcite.schema.json."""
    done = crackcite("settings", "--schema")
    assert done.out == (ROOT / "crackcite.schema.json").read_text(encoding="utf-8")
    assert json.loads(done.out) == schema()


def test_the_manual_has_the_table_that_is_made(crackcite: Callable[..., Ran]) -> None:
    """To write it anew: crackcite settings --reference."""
    done = crackcite("settings", "--reference")
    assert done.out == reference()
    assert done.out in (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")


def test_every_example_of_the_manual_is_valid(crackcite: Callable[..., Ran]) -> None:
    blocks = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8").split("```toml\n")[1:]
    for block in blocks:
        text = block.split("```", 1)[0]
        name = "pyproject.toml" if "[tool.crackcite]" in text else "crackcite.toml"
        Path(name).write_text(text, encoding="utf-8")
        done = crackcite("settings")
        Path(name).unlink()
        assert (done.code, done.err) == (0, ""), text
        assert done.out.startswith(f"{name} is read")
    assert len(blocks) == 2


def test_every_setting_says_what_it_is_for() -> None:
    for one in SETTINGS:
        assert one.about.endswith(".")
        assert one.secret or one.in_file_only or one.holds is Holds.SWITCH or one.takes


# The schema

VALID = [
    "",
    'timeout = 5\nper-host = 3\noffline = true\nmax-age = "7d"',
    "max-age = 3600",
    'severity = {CC402 = "off"}\nper-file-ignores = {"drafts/*" = ["CC4"]}',
    'accept = ["https://intranet.example/*"]\nexclude = ["node_modules"]',
    'lang = "fr"\nfail-on = "never"\ndoi-url = "https://doi.example"',
]
INVALID = [
    "timout = 5", "archive-key = 'x'", "timeout = '5'", "timeout = 0", "per-host = 2.5", "offline = 1",
    "max-age = 'soon'", "max-age = -1", "severity = {CC402 = 'fatal'}", "per-file-ignores = {'drafts/*' = 'CC4'}",
    "per-file-ignores = {'!drafts' = ['CC4']}", "accept = ['']", "exclude = ['!a']", "exclude = 'a'", "lang = 'de'",
    "doi-url = 'doi.org'", "select = [4]",
]  # fmt: skip


@pytest.mark.parametrize(("text", "valid"), [*((one, True) for one in VALID), *((one, False) for one in INVALID)])
def test_an_editor_and_crackcite_find_the_same_files_valid(
    crackcite: Callable[..., Ran], text: str, valid: bool
) -> None:
    validator = pytest.importorskip("jsonschema", reason="jsonschema is not installed").Draft7Validator
    validator.check_schema(schema())
    assert validator(schema()).is_valid(tomllib.loads(text)) is valid
    Path("crackcite.toml").write_text(text)
    assert crackcite("settings").code == (0 if valid else 2)


@pytest.mark.parametrize("setting", [one for one in SETTINGS if not one.secret], ids=lambda one: one.key)
def test_the_schema_says_of_each_setting_what_it_is(setting: Setting) -> None:
    properties: dict[str, Any] = schema()["properties"]
    assert properties[setting.key]["description"] == setting.about
    assert properties[setting.key].get("enum", []) == list(setting.choices)
    assert properties[setting.key].get("minimum", setting.least) == (0 if setting.holds is Holds.AGE else setting.least)


def test_the_schema_has_no_secret() -> None:
    assert set(schema()["properties"]) == {one.key for one in SETTINGS if not one.secret}


# What starting costs

_LOADED = "import sys; from crackcite.cli import run; sys.argv = {arguments!r}; run(); print('tomllib' in sys.modules)"


@pytest.mark.parametrize(
    ("files", "loaded"), [({}, False), ({"pyproject.toml": "[x]"}, False), ({"crackcite.toml": ""}, True)]
)
def test_toml_is_read_only_where_there_is_a_file(tmp_path: Path, files: dict[str, str], loaded: bool) -> None:
    (tmp_path / ".git").mkdir()
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    program = _LOADED.format(arguments=["crackcite", "settings"])
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == str(loaded)
