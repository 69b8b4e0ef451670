"""The baseline: findings that were there before do not fail the gate, and new ones do."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from commanding import Ran, commanded
from world import Response, World

ARTICLE = """Un toit d’abord

Le logement stable précède le soin1. Les inégalités nourrissent la défiance2,9.

Sources
1. Castel, R. Les métamorphoses de la question sociale. (Fayard, 1995).
2. De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime? (2021). doi:10.1234
3. Goffman, E. Asiles. (Minuit, 1968). ISBN 978-2-7073-0083-6.
"""  # 9 is missing, 3 is not cited, the DOI is cut, the ISBN is sound
NAME = "crackcite-baseline.json"


@pytest.fixture
def crackcite(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Ran]:
    """Run the command line in the folder of a repository of articles."""
    repository = tmp_path / "repository"
    (repository / "articles").mkdir(parents=True)
    (repository / ".git").mkdir()
    monkeypatch.chdir(repository)
    monkeypatch.setenv("CRACKCITE_CACHE_DIR", str(tmp_path / "cache"))
    return commanded(monkeypatch, capsys)


def write(name: str, text: str = ARTICLE) -> Path:
    path = Path("articles") / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def stored() -> list[dict[str, str]]:
    return json.loads(Path(NAME).read_text(encoding="utf-8"))["findings"]


def rules(**only: str) -> list[str]:
    return [one["rule"] for one in stored() if all(one[key] == value for key, value in only.items())]


def test_what_was_there_before_does_not_fail_and_what_is_new_does(crackcite) -> None:
    path = write("a.txt")
    assert crackcite("check", "--offline", path).code == 1
    made = crackcite("baseline", "--offline", path)
    assert (made.code, made.out) == (0, f"{Path(NAME).absolute()}: 3 findings, 3 new, 0 gone.\n")
    assert "Offline: what registries and sites would say is not in the baseline." in made.err
    ran = crackcite("check", "--offline", path)
    assert ran.code == 0
    assert "3 findings set aside: 3 by the baseline." in " ".join(ran.out.split())
    write("a.txt", ARTICLE.replace("soin1.", "soin1. Un fait neuf le dit [citation needed]."))
    ran = crackcite("check", "--offline", path)
    assert ran.code == 1
    assert "“[citation needed]” is a note that a source is missing." in " ".join(ran.out.split())
    assert "The text cites source 9" not in ran.out


def test_the_file_has_a_finding_a_line_in_an_order_of_its_own(crackcite) -> None:
    write("b.txt")
    write("a.txt")
    crackcite("baseline", "--offline", "articles")
    first = Path(NAME).read_bytes()
    lines = first.decode().splitlines()
    assert lines[:3] == ["{", '  "crackcite-baseline": 1,', '  "findings": [']
    paths = [json.loads(line.rstrip(","))["path"] for line in lines[3:-2]]
    assert paths == ["articles/a.txt"] * 3 + ["articles/b.txt"] * 3
    assert rules(path="articles/a.txt") == ["CC101", "CC102", "CC201"]
    assert stored()[0]["subject"] == "les inégalités nourrissent la défiance"
    crackcite("baseline", "--offline", "articles/b.txt", "articles/a.txt")
    assert Path(NAME).read_bytes() == first
    assert sorted(one.name for one in Path().iterdir()) == [".git", "articles", NAME]


WAYS = [
    (".", "articles/a.txt"),
    (".", "./articles/../articles/a.txt"),
    ("articles", "a.txt"),
    ("articles", "."),
    ("..", "repository/articles/a.txt"),
    (".", "{absolute}"),
    ("..", "{absolute}"),
]


@pytest.mark.parametrize(("folder", "named"), WAYS, ids=[" ".join(way) for way in WAYS])
def test_it_is_found_and_its_paths_agree_from_anywhere(crackcite, monkeypatch, folder: str, named: str) -> None:
    path = write("a.txt").absolute()
    crackcite("baseline", "--offline", "articles")
    monkeypatch.chdir(folder)
    assert crackcite("check", "--offline", named.format(absolute=path)).code == 0


def test_a_folder_under_another_name_is_the_same_folder(crackcite, monkeypatch, tmp_path) -> None:
    path = write("a.txt")
    crackcite("baseline", "--offline", "articles")
    (tmp_path / "link").symlink_to(tmp_path / "repository")
    assert crackcite("check", "--offline", tmp_path / "link" / path).code == 0
    monkeypatch.chdir(tmp_path / "link" / "articles")
    assert crackcite("check", "--offline", "a.txt").code == 0


def test_written_from_elsewhere_it_is_the_same(crackcite, monkeypatch) -> None:
    write("a.txt")
    crackcite("baseline", "--offline", "articles")
    first, home = Path(NAME).read_bytes(), Path.cwd()
    Path(NAME).unlink()
    monkeypatch.chdir("articles")
    crackcite("baseline", "--offline", "a.txt")
    assert (home / NAME).read_bytes() == first


def test_fingerprints_are_the_same_from_anywhere_without_a_baseline(crackcite, monkeypatch) -> None:
    path = write("a.txt").absolute()
    names = set()
    for folder in (".", "articles", "..", "/"):
        monkeypatch.chdir(folder)
        [article] = json.loads(crackcite("check", "--offline", "--format", "json", path).out)["articles"]
        names.add(tuple(one["fingerprint"] for one in article["findings"]))
        monkeypatch.chdir(path.parents[1])
    assert len(names) == 1


def test_it_stands_beside_the_settings_that_name_no_other_place(crackcite, monkeypatch) -> None:
    write("a.txt")
    Path("articles/crackcite.toml").write_text("offline = true\n", encoding="utf-8")
    monkeypatch.chdir("articles")
    assert crackcite("baseline", "a.txt").code == 0
    assert rules(path="a.txt") == ["CC101", "CC102", "CC201"]
    assert crackcite("check", "a.txt").code == 0
    Path("crackcite.toml").write_text('offline = true\nbaseline = "known/old.json"\n', encoding="utf-8")
    told = crackcite("check", "a.txt")
    assert (told.code, told.err) == (
        2,
        f"crackcite: there is no baseline {Path('known/old.json')}: crackcite baseline writes it\n",
    )
    Path("known").mkdir()
    assert crackcite("baseline", "a.txt").code == 0
    assert [one["path"] for one in json.loads(Path("known/old.json").read_text())["findings"]] == ["../a.txt"] * 3
    assert crackcite("check", "a.txt").code == 0
    assert crackcite("check", "--baseline", "none", "a.txt").code == 1


def test_over_some_articles_it_keeps_what_it_says_of_the_others(crackcite) -> None:
    write("a.txt")
    write("b.txt")
    crackcite("baseline", "--offline", "articles")
    write("a.txt", ARTICLE.replace("défiance2,9", "défiance2,3"))
    write("b.txt", ARTICLE.replace("défiance2,9", "défiance2,3"))
    made = crackcite("baseline", "--offline", "articles/a.txt")
    assert "4 findings, 0 new, 2 gone." in made.out
    assert rules(path="articles/a.txt") == ["CC201"]
    assert rules(path="articles/b.txt") == ["CC101", "CC102", "CC201"]


def test_what_no_longer_occurs_is_told_and_pruned(crackcite) -> None:
    path = write("a.txt")
    crackcite("baseline", "--offline", path)
    write("a.txt", ARTICLE.replace("défiance2,9", "défiance2,3"))
    ran = crackcite("check", "--offline", path)
    assert ran.code == 0
    assert "2 entries of the baseline no longer occur; crackcite baseline prunes them." in " ".join(ran.out.split())
    left_out = crackcite("check", "--offline", "--ignore", "CC101", path)  # CC101 was not judged: it may still occur
    assert "1 entry of the baseline no longer occurs; crackcite baseline prunes it." in " ".join(left_out.out.split())
    crackcite("baseline", "--offline", path)
    assert rules() == ["CC201"]
    assert "no longer" not in crackcite("check", "--offline", path).out


def test_an_article_that_is_gone_takes_its_entries_with_it(crackcite) -> None:
    write("a.txt")
    write("b.txt")
    crackcite("baseline", "--offline", "articles")
    Path("articles/b.txt").unlink()
    assert crackcite("check", "--offline", "articles").code == 0
    crackcite("baseline", "--offline", "articles/a.txt")
    assert {one["path"] for one in stored()} == {"articles/a.txt"}


def test_of_two_findings_alike_the_one_that_stands_elsewhere_is_new(crackcite) -> None:
    path = write("a.txt")
    crackcite("baseline", "--offline", path)
    text = ARTICLE.replace("soin1", "soin1,2").replace("défiance2,9", "défiance3,9")
    for number in (3, 2, 1):
        text = text.replace(f"\n{number}. ", f"\n{number + 1}. ")
    new = "1. Wacquant, L. Les prisons de la misère. (Raisons d’agir, 1999). doi:10.1234\n"
    text = text.replace("Sources\n", f"Sources\n{new}")
    write("a.txt", text)
    ran = crackcite("check", "--offline", "--select", "CC201", "--format", "json", path)
    [article] = json.loads(ran.out)["articles"]
    assert [one["reference"] for one in article["findings"]] == [1]
    assert [one["finding"]["reference"] for one in article["set_aside"]] == [3]


def test_what_is_merely_read_needs_no_baseline(crackcite) -> None:
    Path(NAME).write_text("{", encoding="utf-8")
    assert crackcite("extract", write("a.txt")).code == 0


def test_what_a_comment_silences_needs_no_entry(crackcite) -> None:
    path = write("a.txt", ARTICLE.replace("2,9.", "2,9. <!-- crackcite: ignore[CC101] le 9 arrive -->"))
    crackcite("baseline", "--offline", path)
    assert rules() == ["CC102", "CC201"]
    ran = crackcite("check", "--offline", path)
    assert "3 findings set aside: 1 by a comment and 2 by the baseline." in " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), ["CC101", "CC102", "CC201"]),
        (("--fail-on", "info"), ["CC101", "CC102", "CC201", "CC204"]),
        (("--fail-on", "unverified"), ["CC101", "CC102", "CC201"]),
        (("--select", "CC2"), ["CC201"]),
    ],
)
def test_infos_are_stored_where_they_fail_the_gate_alone(crackcite, options, expected) -> None:
    text = ARTICLE.replace("soin1.", "soin1. <!-- crackcite: ignore[CC105] rien -->")  # CC903: never stored
    path = write("a.txt", text)
    crackcite("baseline", "--offline", *options, path)
    assert rules() == expected


def test_standard_input_has_no_name_to_be_known_by(crackcite, monkeypatch) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    assert crackcite("baseline", "--offline", "-").code == 0
    assert stored() == []


BROKEN = [
    ("{", "it is not JSON (line 1)"),
    ('{\n  "crackcite-baseline": 1,,\n', "it is not JSON (line 2)"),
    ('{\n  "crackcite-baseline": 1,\n<<<<<<< ours\n', "two branches changed it (git’s mark is in line 3)"),
    ("[]", "it does not begin as a baseline does"),
    ('{"findings": []}', "it does not begin as a baseline does"),
    ('{"crackcite-baseline": true, "findings": []}', "it does not begin as a baseline does"),
    ('{"crackcite-baseline": 1}', "a finding in it is not whole"),
    ('{"crackcite-baseline": 1, "findings": [{"rule": "CC101"}]}', "a finding in it is not whole"),
    ('{"crackcite-baseline": 1, "findings": [7]}', "a finding in it is not whole"),
    ('{"crackcite-baseline": 2, "findings": []}', "was written by a newer crackcite (version 2)"),
    ("[" * 100_000, "it is not JSON"),
    ("\udcff", "it is not text in UTF-8"),
]


@pytest.mark.parametrize(("content", "told"), BROKEN, ids=[one[1] for one in BROKEN])
def test_a_baseline_that_cannot_be_used_is_said_and_left_alone(crackcite, content: str, told: str) -> None:
    path = write("a.txt")
    data = content.encode("utf-8", "surrogateescape")
    Path(NAME).write_bytes(data)
    for command in ("check", "baseline"):
        ran = crackcite(command, "--offline", path)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"crackcite: {NAME} ")
        assert told in ran.err
        assert ran.err.count("\n") == 1
    assert Path(NAME).read_bytes() == data


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
def test_an_article_whose_name_is_no_utf_8_is_known_again(crackcite) -> None:
    path = write("caf\udce9.txt")
    assert crackcite("baseline", "--offline", path).code == 0
    assert "\\udce9" in Path(NAME).read_text(encoding="utf-8")
    assert crackcite("check", "--offline", path).code == 0


def test_a_folder_that_is_not_there_is_said(crackcite) -> None:
    path = write("a.txt")
    ran = crackcite("baseline", "--offline", "--output", "nowhere/old.json", path)
    assert ran.code == 2
    assert f"the baseline {Path('nowhere/old.json')} cannot be written: no such file or directory" in ran.err


# ---------------------------------------------------------------- with the network


LINKED = """# Un toit d’abord

Le logement stable précède le soin[1], et le mal-logement recule[2].

## Sources

1. Féantsa. Dixième regard sur le mal-logement en Europe. {first}
2. Housing First Belgium. Rapport annuel. {second}
"""


def test_a_dead_link_stays_known_while_its_site_is_away(crackcite, world: World) -> None:
    site = world.site("127.0.0.7")
    first, second = site.url("/rapport"), site.url("/annuel")
    site.route("/annuel", Response(body="<title>Rapport annuel – Housing First Belgium</title>"))
    path = write("a.md", LINKED.format(first=first, second=second))
    online = {**world.environment(), "CRACKCITE_CACHE": "0"}
    assert crackcite("check", path, **online).code == 1
    crackcite("baseline", path)
    assert [(one["rule"], one["subject"]) for one in stored()] == [("CC401", first)]
    assert crackcite("check", path).code == 0
    before = Path(NAME).read_bytes()
    site.route("/rapport", Response(503))
    ran = crackcite("check", path)
    assert (ran.code, "no longer" in ran.out) == (0, False)
    crackcite("baseline", path)
    assert Path(NAME).read_bytes() == before
    site.route("/rapport", Response(body="<title>Dixième regard sur le mal-logement en Europe</title>"))
    ran = crackcite("check", path)
    assert "1 entry of the baseline no longer occurs" in " ".join(ran.out.split())
    crackcite("baseline", path)
    assert stored() == []


def test_nothing_is_written_when_the_network_is_away(crackcite, world: World) -> None:
    path = write("a.md", LINKED.format(first="http://127.0.0.9:9/rapport", second="http://127.0.0.9:9/annuel"))
    away = {name: world.refused() for name in ("CRACKCITE_CROSSREF_URL", "CRACKCITE_DOI_URL", "CRACKCITE_DATACITE_URL")}
    ran = crackcite("baseline", path, **{**world.environment(), **away, "CRACKCITE_CACHE": "0"})
    assert ran.code == 2
    assert not Path(NAME).exists()
