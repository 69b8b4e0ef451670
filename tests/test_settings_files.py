"""The file of settings: which one holds, what it may say, and what is told of one that cannot be used."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crackcite import rules, sift
from crackcite.settings import SETTINGS, Holds, Settings, SettingsError, configuration, gathered, merge, plain
from crackcite.settings.lines import lines_of
from crackcite.settings.toml import toml, toml_key


def laid(folder: Path, files: Mapping[str, str]) -> None:
    """Write files; a name that ends in / is a folder."""
    for name, text in files.items():
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def known(word: str) -> object:
    return sift.resolved([word], rules.table())


def read(folder: Path, config: str | None = None, variables: Mapping[str, str] = {}, **options: Any) -> Settings:
    """The settings that hold in a folder."""
    return gathered(options, variables, configuration(config, variables, folder), known)


OURS = "timeout = 1\n"
PROJECT = "[project]\nname = 'x'\n\n[tool.crackcite]\ntimeout = 2\n"
OTHERS = "[project]\nname = 'crackcite-of-x'\n\n[tool.ruff]\n"

FOUND = [
    ("nothing at all", {".git/": ""}, None, 20.0),
    ("in the folder", {".git/": "", "a/b/crackcite.toml": OURS}, "crackcite.toml", 1.0),
    ("above", {".git/": "", "crackcite.toml": OURS}, "../../crackcite.toml", 1.0),
    (
        "the nearest, without merging",
        {".git/": "", "crackcite.toml": OURS, "a/crackcite.toml": "per-host = 3"},
        "../crackcite.toml",
        20.0,
    ),
    ("in pyproject.toml", {".git/": "", "a/pyproject.toml": PROJECT}, "../pyproject.toml", 2.0),
    (
        "crackcite.toml first",
        {".git/": "", "pyproject.toml": PROJECT, "crackcite.toml": OURS},
        "../../crackcite.toml",
        1.0,
    ),
    (
        "a pyproject.toml of others is passed over",
        {".git/": "", "crackcite.toml": OURS, "a/pyproject.toml": OTHERS},
        "../../crackcite.toml",
        1.0,
    ),
    (
        "another's broken pyproject.toml is not ours to judge",
        {".git/": "", "crackcite.toml": OURS, "a/pyproject.toml": "[project\n"},
        "../../crackcite.toml",
        1.0,
    ),
    ("not above the repository", {"crackcite.toml": OURS, "a/.git/": ""}, None, 20.0),
    ("nor above a worktree", {"crackcite.toml": OURS, "a/.git": "gitdir: /elsewhere\n"}, None, 20.0),
    ("at the repository's root itself", {"a/crackcite.toml": OURS, "a/.git/": ""}, "../crackcite.toml", 1.0),
    (
        "a folder of that name is no file",
        {".git/": "", "a/crackcite.toml/": "", "crackcite.toml": OURS},
        "../../crackcite.toml",
        1.0,
    ),
    ("with a byte order mark", {".git/": "", "crackcite.toml": "\ufeff" + OURS}, "../../crackcite.toml", 1.0),
    (
        "with the line ends of Windows",
        {".git/": "", "crackcite.toml": "per-host = 1\r\ntimeout = 1\r\n"},
        "../../crackcite.toml",
        1.0,
    ),
    ("an empty one", {".git/": "", "crackcite.toml": ""}, "../../crackcite.toml", 20.0),
]


@pytest.mark.parametrize(("case", "files", "file", "timeout"), FOUND, ids=[case[0] for case in FOUND])
def test_the_nearest_file_holds(
    tmp_path: Path, case: str, files: dict[str, str], file: str | None, timeout: float
) -> None:
    here = tmp_path / "a" / "b"
    laid(tmp_path, files)
    here.mkdir(parents=True, exist_ok=True)
    settings = read(here)
    assert settings.file == (file or "")
    assert settings.timeout == timeout
    assert settings.root == (str((here / file).parent.resolve()) if file else "")


@pytest.mark.parametrize(
    ("config", "variables", "options", "timeout", "origin"),
    [
        (None, {}, {}, 1.0, "crackcite.toml:1"),
        (None, {}, {"timeout": "9"}, 9.0, "--timeout"),
        (None, {"CRACKCITE_TIMEOUT": "8"}, {}, 8.0, "CRACKCITE_TIMEOUT"),
        (None, {"CRACKCITE_TIMEOUT": "8"}, {"timeout": "9"}, 9.0, "--timeout"),
        (None, {"CRACKCITE_TIMEOUT": ""}, {}, 1.0, "crackcite.toml:1"),
        ("", {}, {}, 20.0, ""),
        ("other/mine.toml", {}, {}, 4.0, "other/mine.toml:2"),
        ("other/pyproject.toml", {}, {}, 2.0, "other/pyproject.toml:5"),
        (None, {"CRACKCITE_CONFIG": "other/mine.toml"}, {}, 4.0, "other/mine.toml:2"),
        (None, {"CRACKCITE_CONFIG": ""}, {}, 1.0, "crackcite.toml:1"),
        (None, {"CRACKCITE_NO_CONFIG": "1"}, {}, 20.0, ""),
        (None, {"CRACKCITE_NO_CONFIG": "0"}, {}, 1.0, "crackcite.toml:1"),
        ("other/mine.toml", {"CRACKCITE_NO_CONFIG": "1"}, {}, 4.0, "other/mine.toml:2"),
        ("", {"CRACKCITE_CONFIG": "other/mine.toml"}, {}, 20.0, ""),
        ("", {"CRACKCITE_TIMEOUT": "8"}, {}, 8.0, "CRACKCITE_TIMEOUT"),
    ],
)
def test_who_wins(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    config: str | None,
    variables: dict[str, str],
    options: dict[str, str],
    timeout: float,
    origin: str,
) -> None:
    laid(
        tmp_path,
        {
            ".git/": "",
            "crackcite.toml": OURS,
            "other/mine.toml": "# mine\ntimeout = 4\n",
            "other/pyproject.toml": PROJECT,
        },
    )
    monkeypatch.chdir(tmp_path)
    settings = read(Path(), config, variables, **options)
    assert (settings.timeout, settings.origin("timeout")) == (timeout, origin)


VALUES = [
    ("offline = true", "offline", True),
    ("timeout = 5", "timeout", 5.0),
    ("timeout = 2.5", "timeout", 2.5),
    ("per-host = 3", "per_host", 3),
    ("fail-on = 'unverified'", "fail_on", "unverified"),
    ('select = ["CC1", "missing-doi"]', "select", ("CC1", "missing-doi")),
    ("ignore = []", "ignore", ()),
    ('max-age = "7d"', "max_age", "7d"),
    ("max-age = 3600", "max_age", "3600"),
    ('crossref-url = "https://mirror.example/crossref/"', "crossref_url", "https://mirror.example/crossref"),
    ('severity = {CC402 = "warning", missing-doi = "off"}', "severity", (("CC402", "warning"), ("missing-doi", "off"))),
    ('severity.CC402 = "info"', "severity", (("CC402", "info"),)),
    ('[severity]\nCC4 = "error"', "severity", (("CC4", "error"),)),
    (
        'per-file-ignores = {"drafts/*" = ["CC4", "missing-doi"]}',
        "per_file_ignores",
        (("drafts/*", ("CC4", "missing-doi")),),
    ),
    ('[per-file-ignores]\n"a" = ["CC4"]\n"b" = ["CC1"]', "per_file_ignores", (("a", ("CC4",)), ("b", ("CC1",)))),
    ('accept = ["https://intranet.example/*", "10.1234/*"]', "accept", ("https://intranet.example/*", "10.1234/*")),
    ('exclude = ["node_modules", "drafts/**"]', "exclude", ("node_modules", "drafts/**")),
    ('lang = "nl"', "lang", "nl"),
    ('lang = ""', "lang", ""),
    ('mailto = "redaction@example.org"', "mailto", "redaction@example.org"),
    ('cache-dir = ""', "cache_dir", ""),
]


@pytest.mark.parametrize(("text", "name", "value"), VALUES, ids=[case[0] for case in VALUES])
def test_what_a_file_says(tmp_path: Path, text: str, name: str, value: object) -> None:
    laid(tmp_path, {".git/": "", "crackcite.toml": text})
    settings = read(tmp_path)
    assert getattr(settings, name) == value
    assert type(getattr(settings, name)) is type(value)


@pytest.mark.parametrize(
    ("options", "variables", "value"),
    [
        ({"severity": "CC402=warning, missing-doi=off"}, {}, (("CC402", "warning"), ("missing-doi", "off"))),
        ({}, {"CRACKCITE_SEVERITY": "CC4=info"}, (("CC4", "info"),)),
        ({"severity": ""}, {"CRACKCITE_SEVERITY": "CC4=info"}, ()),
    ],
)
def test_severities_on_one_line(options: dict[str, str], variables: dict[str, str], value: object) -> None:
    assert merge(options, variables, rules=known).severity == value


def test_paths_in_a_file_are_beside_it_and_others_where_one_stands(tmp_path: Path) -> None:
    text = 'baseline = "ci/known.json"\ncache-dir = "/var/cache/crackcite"\n'
    laid(tmp_path, {".git/": "", "crackcite.toml": text, "a/": ""})
    settings = read(tmp_path / "a")
    assert settings.baseline == str(tmp_path / "ci" / "known.json")
    assert settings.cache_dir == "/var/cache/crackcite"
    assert read(tmp_path / "a", baseline="mine.json").baseline == "mine.json"
    assert read(tmp_path / "a", variables={"CRACKCITE_BASELINE": "x.json"}).baseline == "x.json"


REFUSED = [
    ("fail_on = 'error'", "1: fail_on is no setting; did you mean fail-on?"),
    ("offline = true\n\n# a note\ntimout = 3", "4: timout is no setting; did you mean timeout?"),
    ("zebra = 3", "1: zebra is no setting; crackcite settings lists them"),
    ("[zebra]\nx = 1", "1: zebra is no setting; crackcite settings lists them"),
    ("format = 'json'", "1: format is no setting; say --format on the command line"),
    ("[tool.crackcite]\ntimeout = 1", "1: write the keys at the file's top; [tool.crackcite] is for pyproject.toml"),
    (
        "archive-key = 'AbC123'",
        "1: archive-key is a secret, and this file is shared; take it out (and get a new "
        "one, if it was published), and set the variable CRACKCITE_ARCHIVE_KEY",
    ),
    ("timeout = '5'", "1: timeout is '5'; a number is expected"),
    ("timeout = true", "1: timeout is true; a number is expected"),
    ("timeout = inf", "1: timeout is inf; a number up to 1000000000 is expected"),
    ("timeout = -1", "1: timeout is -1; a number not below 0.1 is expected"),
    ("timeout = 2026-01-01", "1: timeout is 2026-01-01; a number is expected"),
    ("per-host = 2.5", "1: per-host is 2.5; a whole number is expected"),
    ("timeout = 1" + "0" * 400, "1: timeout is too large; a number up to 1000000000 is expected"),
    ("timeout = 1" + "0" * 5000, " this is not TOML: "),
    ("per-host = 1" + "0" * 400, "1: per-host is too large; a number up to 1000000000 is expected"),
    ("timeout = nan", "1: timeout is nan; a number up to 1000000000 is expected"),
    ("per-host = 0", "1: per-host is 0; a number not below 1 is expected"),
    ("offline = 1", "1: offline is 1; true or false, without quotes, is expected"),
    ("offline = 'yes'", "1: offline is 'yes'; true or false, without quotes, is expected"),
    ("mailto = ['a@example.org']", "1: mailto is a list; a text in quotes is expected"),
    ("select = 'CC1'", '1: select is \'CC1\'; a list of rules, such as ["CC4", "missing-doi"], is expected'),
    ("select = [\n  'CC1',\n  4,\n]", "3: select is 4; a text in quotes is expected"),
    (
        "select = [\n  'CC1',\n  'missing-doy',\n]",
        "3: select: there is no rule “missing-doy”; did you mean missing-doi?",
    ),
    ("ignore = ['CC1', '']", "1: ignore is ''; a text in quotes is expected"),
    ("fail-on = 'warnings'", "1: fail-on is 'warnings'; choose from error, warning, info, unverified, never"),
    ("lang = 'de'", "1: lang is 'de'; choose from en, fr, nl"),
    ("max-age = 'a week'", "1: max-age is 'a week'; an age such as 7d, 12h, 90m, or a number of seconds is expected"),
    ("max-age = -5", "1: max-age is '-5'; an age such as 7d"),
    ("doi-url = 'doi.org'", "1: doi-url is 'doi.org'; an address such as https://doi.org is expected"),
    ("severity = 'CC4'", "1: severity is 'CC4'; a table, such as {CC402 = \"warning\"}, is expected"),
    (
        "[severity]\nCC1 = 'info'\nCC402 = 'fatal'",
        "3: severity.CC402 is 'fatal'; choose from error, warning, info, off",
    ),
    ("[severity]\nCC999 = 'info'", "2: severity.CC999: there is no rule “CC999”"),
    ("severity = {CC1 = 3}", "1: severity.CC1 is '3'; choose from"),
    ("[per-file-ignores]\n'drafts/*' = 'CC4'", "2: per-file-ignores.\"drafts/*\" is 'CC4'; a list of rules"),
    ("[per-file-ignores]\n'd/*' = [\n'CC4',\n'CC99']", '4: per-file-ignores."d/*": there is no rule “CC99”'),
    (
        "[per-file-ignores]\n'!drafts/*' = ['CC4']",
        "2: per-file-ignores.\"!drafts/*\" has '!drafts/*'; name what is meant: there is no “all but”",
    ),
    ("exclude = ['a', '!b']", "1: exclude has '!b'; name what is meant: there is no “all but”"),
    ("exclude = 'drafts'", "1: exclude is 'drafts'; a list of patterns"),
    ("accept = [10]", "1: accept is 10; a text in quotes is expected"),
    ("timeout = 3\ntimeout = 4", "2: this is not TOML: cannot overwrite a value"),
    ("offline = true\nselect = [", "2: this is not TOML: "),
    ("offline = yes", "1: this is not TOML: invalid value"),
    ("x = " + "[" * 5000, " its values are nested too deeply"),
]


@pytest.mark.parametrize(("text", "told"), REFUSED, ids=[case[0][:60] for case in REFUSED])
def test_what_a_file_cannot_say(tmp_path: Path, text: str, told: str) -> None:
    laid(tmp_path, {".git/": "", "crackcite.toml": text})
    with pytest.raises(SettingsError) as caught:
        read(tmp_path)
    assert f"crackcite.toml:{told}" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "AbC123" not in str(caught.value)


def test_in_pyproject_toml_the_lines_are_its_own(tmp_path: Path) -> None:
    laid(tmp_path, {"pyproject.toml": PROJECT + 'select = ["CC1", "CC98"]\n'})
    with pytest.raises(SettingsError, match=r"pyproject\.toml:6: select: there is no rule"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("config", "files", "told"),
    [
        ("none.toml", {}, "none.toml: there is no such file of settings; check the path"),
        ("a", {"a/": ""}, "a cannot be read: is a directory"),
        ("pyproject.toml", {"pyproject.toml": OTHERS}, "pyproject.toml has no table [tool.crackcite]"),
        ("pyproject.toml", {"pyproject.toml": "tool.crackcite = 3"}, "pyproject.toml: [tool.crackcite] is no table"),
        ("pyproject.toml", {"pyproject.toml": "tool = 'crackcite'"}, "pyproject.toml has no table [tool.crackcite]"),
    ],
)
def test_a_file_that_is_wanted_and_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config: str, files: dict[str, str], told: str
) -> None:
    laid(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError) as caught:
        read(Path(), config)
    assert told in str(caught.value)


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "crackcite.toml").write_bytes("# a\nmailto = 'é'\n".encode("latin-1"))
    with pytest.raises(SettingsError, match=r"crackcite\.toml:2: this is not UTF-8; save the file as UTF-8"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("options", "variables", "told"),
    [
        (
            {},
            {"CRACKCITE_PER_FILE_IGNORES": "x"},
            "CRACKCITE_PER_FILE_IGNORES is no variable; write per-file-ignores in",
        ),
        ({"severity": "CC4"}, {}, "--severity has 'CC4'; write it as CC402=warning"),
        ({"severity": "CC4=bad"}, {}, "--severity is 'bad'; choose from error, warning, info, off"),
        ({"select": "CC1,CC97"}, {}, "--select: there is no rule “CC97”"),
        ({}, {"CRACKCITE_IGNORE": "CC97"}, "CRACKCITE_IGNORE: there is no rule “CC97”"),
        ({}, {"CRACKCITE_CONFG": "x"}, "CRACKCITE_CONFG is not a setting; did you mean CRACKCITE_CONFIG?"),
        ({"max_age": "soon"}, {}, "--max-age is 'soon'; an age such as 7d"),
        ({"exclude": "!a"}, {}, "--exclude has '!a'"),
    ],
)
def test_what_options_and_variables_cannot_say(options: dict[str, str], variables: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        merge(options, variables, rules=known)
    assert told in str(caught.value)


# Where a key stands

HARD = (
    """
# timeout = 1, in a note
mailto = "timeout = 2 # no note" # a note
"cache-dir" = 'select = [
""".replace("[\n", "['\n")
    + '''text = """
select = ["no"]
\\""" still
"""""
other = \'\'\'
[severity]
\'\'\'
select = [ # first
  "CC1", "]",

  [ "deep",
    { a = 1, b = [
      2 ] } ],
  "CC2" ]
a . b."c d" = 3
[severity] # here
CC1 = "info"
[per-file-ignores]
'x/*' = ["CC1"]
[[many]]
k = 1
[[many]]
k = 2
[ tool . "crackcite" ]
timeout = 2026-01-01T00:00:00Z
'''
)


def test_each_key_is_found_on_its_line() -> None:
    assert tomllib.loads(HARD)
    lines, found = HARD.split("\n"), lines_of(HARD)
    assert {way: lines[line - 1].strip() for way, line in found.items() if len(way) < 3} == {
        ("mailto",): 'mailto = "timeout = 2 # no note" # a note',
        ("cache-dir",): "\"cache-dir\" = 'select = ['",
        ("text",): 'text = """',
        ("other",): "other = '''",
        ("select",): "select = [ # first",
        ("select", 0): '"CC1", "]",',
        ("select", 1): '"CC1", "]",',
        ("select", 2): '[ "deep",',
        ("select", 3): '"CC2" ]',
        ("a",): 'a . b."c d" = 3',
        ("a", "b"): 'a . b."c d" = 3',
        ("severity",): "[severity] # here",
        ("severity", "CC1"): 'CC1 = "info"',
        ("per-file-ignores",): "[per-file-ignores]",
        ("per-file-ignores", "x/*"): "'x/*' = [\"CC1\"]",
        ("many",): "[[many]]",
        ("many", "k"): "k = 1",
        ("tool",): '[ tool . "crackcite" ]',
        ("tool", "crackcite"): '[ tool . "crackcite" ]',
    }
    assert lines[found["select", 2, 1, "b", 0] - 1].strip() == "2 ] } ],"
    assert lines[found["tool", "crackcite", "timeout"] - 1].startswith("timeout")


_words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=6)
_values = st.recursive(
    st.booleans() | st.integers(-99, 99) | _words,
    lambda held: st.lists(held, max_size=3) | st.dictionaries(_words, held, max_size=3),
    max_leaves=8,
)


def ways(value: Any, way: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """The ways to all keys and items of a value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {way} | {deeper for step, held in steps for deeper in ways(held, (*way, step))}


@given(st.dictionaries(_words, _values, max_size=4))
@example({"": {"a\nb": ["]", "#", {"'": '"'}]}})
def test_every_key_and_item_is_found(values: dict[str, Any]) -> None:
    text = "".join(f"# {number}\n{toml_key(key)} = {toml(held)}\n" for number, (key, held) in enumerate(values.items()))
    assert tomllib.loads(text) == values
    found = lines_of(text)
    assert set(found) == ways(values) - {()}
    assert [found[key,] for key in values] == [2 * number + 2 for number in range(len(values))]


@given(st.text("ab=\"'[]{}#.,\n\\ ", max_size=40))
def test_any_text_is_looked_through(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in lines_of(text).values())


# Whatever it says

_keys = st.sampled_from([one.key for one in SETTINGS]) | _words
_anything = _values | st.integers() | st.floats() | st.datetimes().map(str) | st.just("\x00\r\n")


def outcome(call: Callable[[], Settings]) -> Settings | str:
    """The settings, or what is told."""
    try:
        return call()
    except SettingsError as error:
        return str(error)


@given(st.dictionaries(_keys, _anything, max_size=3))
@example({"a\nb": 1})
@example({"severity": {"a\nb": "info"}})
@example({"accept": ["\n"]})
def test_a_file_gives_settings_or_one_line_with_its_place(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    file = folder / "crackcite.toml"
    file.write_text("".join(f"{toml_key(key)} = {toml(held)}\n" for key, held in values.items()), encoding="utf-8")
    got = outcome(lambda: read(folder))
    if isinstance(got, str):
        assert got.startswith("crackcite.toml:")
        assert len(got.splitlines()) == 1
    else:
        assert {name for name, _ in got.origins} == {key.replace("-", "_") for key in values}


@given(st.binary(max_size=40) | st.text("ab=-\"'[]{}#.,\n\\ 01:TZ", max_size=40).map(str.encode))
@example(b"x = [" * 3000)
@example(b"x = " + b"{a=" * 3000)
def test_any_bytes_give_settings_or_one_line(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("any") / "crackcite.toml"
    file.write_bytes(data)
    got = outcome(lambda: read(file.parent))
    assert not isinstance(got, str) or (got.startswith("crackcite.toml:") and len(got.splitlines()) == 1)


@given(st.dictionaries(st.sampled_from([one.variable for one in SETTINGS]), st.text(max_size=12), max_size=3))
def test_variables_give_settings_or_one_line_with_their_name(variables: dict[str, str]) -> None:
    got = outcome(lambda: gathered({}, variables, rules=known))
    if isinstance(got, str):
        assert any(got.startswith(name) for name in variables)
        assert len(got.splitlines()) == 1
    else:
        assert {where for _, where in got.origins} == {name for name, text in variables.items() if text}


# What is shown can be written

_rules = st.sampled_from(["CC1", "CC402", "missing-doi", "ALL"])
_texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=10)
_patterns = st.text('ab*/?"\\é', min_size=1, max_size=8)
_HELD = {
    Holds.SWITCH: st.booleans(),
    Holds.NUMBER: st.floats(0.1, 1e6),
    Holds.COUNT: st.integers(1, 10**6),
    Holds.TEXT: _texts,
    Holds.PATH: st.sampled_from(["", "/var/cache", '/tmp/é "x"']),
    Holds.ADDRESS: st.sampled_from(["https://mirror.example/a", "http://127.0.0.1:8000"]),
    Holds.AGE: st.sampled_from(["", "7d", "12h", "90m", "3600", "1.5d"]),
    Holds.RULES: st.lists(_rules, max_size=3),
    Holds.FILES: st.lists(_patterns, max_size=3),
    Holds.TARGETS: st.lists(_patterns, max_size=3),
    Holds.SEVERITIES: st.dictionaries(_rules, st.sampled_from(["error", "warning", "info", "off"]), max_size=3),
    Holds.IGNORES: st.dictionaries(_patterns, st.lists(_rules, max_size=2), max_size=3),
}
_files = st.fixed_dictionaries(
    {},
    optional={
        one.key: st.sampled_from(one.choices) if one.choices else _HELD[one.holds] for one in SETTINGS if not one.secret
    },
)


@given(_files)
def test_what_is_shown_gives_the_same_settings_when_it_is_written(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("written")
    file = folder / "crackcite.toml"
    file.write_text("".join(f"{key} = {toml(held)}\n" for key, held in values.items()), encoding="utf-8")
    settings = read(folder)
    shown = {one.key: plain(one, getattr(settings, one.name)) for one in SETTINGS if not one.secret}
    file.write_text("".join(f"{key} = {toml(held)}\n" for key, held in shown.items()), encoding="utf-8")
    assert read(folder) == settings
    assert all(plain(one, getattr(settings, one.name)) == held for one, held in _said(values))


def _said(values: dict[str, Any]) -> list[tuple[Any, Any]]:
    return [(one, values[one.key]) for one in SETTINGS if one.key in values]


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    laid(tmp_path, {"crackcite.toml": OURS})
    (tmp_path / "crackcite.toml").chmod(0)
    if os.access(tmp_path / "crackcite.toml", os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(SettingsError, match=r"crackcite\.toml cannot be read: permission denied"):
        read(tmp_path)
