"""What articles, file names and the web say is shown, and never obeyed: not by a terminal, a browser or a CI log."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from builders import TEXT, article, crossref, finding, judged, page, report, span
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import Ran, crackcite  # noqa: F401 - the fixture

from crackcite.cli.logs import shown, unobeyed
from crackcite.export import FORMATS, items
from crackcite.model import Report, Unreadable, Verdict, say
from crackcite.reports import extraction
from crackcite.reports.views import VIEWS, Look
from crackcite.reports.visible import UNSAFE

HOSTILE = {
    "terminal": "\x1b[2J\x1b[31mred\x1b]0;title\x07\x9b31m",
    "hyperlink": "\x1b]8;;https://evil.example/\x1b\\here\x1b]8;;\x1b\\",
    "rich": "[bold red]x[/bold red][link=https://evil.example]y[/link]",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>&lt;'\"",
    "markdown": "](javascript:alert(1)) ![x](https://evil.example/p) @everyone <b> | # `",
    "workflow": "\n::error file=a::owned\n::stop-commands::x\n::add-mask::y",
    "workflow in a line": "##[error]owned ##[add-mask]x",
    "azure": "##vso[task.setvariable variable=x]y",
    "teamcity": "##teamcity[buildStatus text='owned']",
    "gitlab": "\x1b[0Ksection_start:1:x\r\x1b[0Kowned",
    "formula": "=HYPERLINK(\"https://evil.example\")\t@SUM(1)\t+1\t-1",
    "line ends": "a\rb\nc\x0bd\x0ce\x85f\u2028g\u2029h\r\nerror: owned",
    "bidirectional": "\u202egnp.\u2066x\u2069\u200f\u061c",
    "zero width": "a\u200bb\ufeffc\u2060d\u00ade",
    "combining": "e" + "\u0301" * 300,
    "surrogate": "\ud83d half \udc00",
    "long": "w" * 3000,
    "nul": "a\0b\x7fc",
    "xml": "]]><failure/>&amp;<![CDATA[\ufffe\uffff",
    "percent": "%0A::error::owned%0D",
}  # fmt: skip


def hostile(words: str) -> Report:
    """A report that says ``words`` wherever an article, a file's name or the web is quoted."""
    text = TEXT.replace("rue1", f"rue1 {words} ").replace(
        "Dixième regard", f"{' '.join(words.splitlines())} Dixième regard"
    )
    of = article(text, path=f"a {words}.txt", remarks=(say("{what} left out", what=words),))
    where = span(text, "2,3")
    found = [
        finding(where, message=say("The title is “{title}”.", title=words), hint=say("See {page}.", page=words)),
        finding(where, "CC404", "page-other-title", message=words, hint=words, subject=words),
    ]
    answers = (
        (),
        (crossref("10.2105/ajph.94.4.651", words, containers=(words,), publisher=words),),
        (page("https://www.housingfirstbelgium.be/", title=words),),
    )
    verdicts = (Verdict.UNVERIFIED, Verdict.MISMATCH, Verdict.VERIFIED)
    made = report(judged(of, found, verdicts, answers))
    unreadable = (Unreadable(f"b {words}.docx", say("It is {what}.", what=words)),)
    return replace(made, unreadable=unreadable, remarks=(say("{what} is said", what=words),), away="")


_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_COMMAND = re.compile(r"^\s*::|##\[|##vso\[|##teamcity\[", re.MULTILINE)
PEOPLE = ("terminal", "summary", "concise", "markdown")


def controls(text: str) -> list[str]:
    """What is left in a text that a terminal, a browser or a viewer of logs would obey."""
    return UNSAFE.findall(_COLOURS.sub("", text).replace("\n", ""))


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("name", PEOPLE)
def test_a_report_for_people_has_nothing_to_obey(name: str, words: str) -> None:
    for look in (Look(), Look(color=True, verbose=True, width=40), Look(language="fr")):
        said = VIEWS[name].render(hostile(words), look)
        assert controls(said) == []
        assert "\x1b" not in said or look.color
        assert not _COMMAND.search(unobeyed(said, name))


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_what_was_read_is_shown_with_nothing_to_obey(words: str) -> None:
    assert controls(extraction.render([one.article for one in hostile(words).articles])) == []


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("name", ["json", "sarif", "gitlab", "rdjson"])
def test_a_report_in_json_is_json_in_a_log_too(name: str, words: str) -> None:
    said = VIEWS[name].render(hostile(words), Look())
    said.encode("utf-8")
    logged = unobeyed(said, name)
    assert json.loads(logged) == json.loads(said)
    assert not _COMMAND.search(logged)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_a_report_in_xml_is_well_formed_and_has_no_more_elements_than_any(words: str) -> None:
    said = VIEWS["junit"].render(hostile(words), Look())
    tame = VIEWS["junit"].render(hostile("tame"), Look())
    tags = [[one.tag for one in ET.fromstring(text.encode()).iter()] for text in (said, unobeyed(said, "junit"), tame)]
    assert tags[0] == tags[1] == tags[2]
    assert not _COMMAND.search(unobeyed(said, "junit"))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.handlers += [name for name, value in attrs if name.startswith("on") or "javascript:" in (value or "")]


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_a_page_has_no_script_no_picture_and_no_control(words: str) -> None:
    said = VIEWS["html"].render(hostile(words), Look())
    found = _Tags()
    found.feed(said)
    assert not found.tags & {"script", "img", "iframe", "object", "embed", "form", "b"}
    assert found.handlers == []
    assert controls(said) == []
    assert not _COMMAND.search(unobeyed(said, "html"))


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_every_line_of_workflow_commands_is_one_of_ours(words: str) -> None:
    for line in VIEWS["github"].render(hostile(words), Look()).splitlines():
        command = re.match(r"::(error|warning|notice) ([^:]*)::", line)
        assert command or line.startswith("crackcite: not annotated")
        assert controls(line) == []


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("name", FORMATS)
def test_what_is_exported_has_one_line_a_field(name: str, words: str) -> None:
    said, tame = (FORMATS[name](items(hostile(one))) for one in (words, "tame"))
    said.encode("utf-8")
    if name == "csl-json":
        assert [set(one) for one in json.loads(said)] == [set(one) for one in json.loads(tame)]
    else:
        heads = [[line[:6] for line in text.split("\n")] for text in (said, tame)]
        assert [head for head in heads[0] if head[:2] in ("TY", "ER", "AU")] == [
            head for head in heads[1] if head[:2] in ("TY", "ER", "AU")
        ]
        assert len(re.split(r"[\r\n\x0b\x0c\x85\u2028\u2029]", said)) == len(
            re.split(r"[\r\n\x0b\x0c\x85\u2028\u2029]", tame)
        )


# The command line


@pytest.fixture
def strange(tmp_path: Path) -> Callable[[str], Path]:
    """A file whose name holds these words, as far as the file system has such names."""

    def made(words: str) -> Path:
        path = tmp_path / f"a {words.replace('/', '∕').replace(chr(0), '')[:60]}.txt"
        text = TEXT.replace("rue1", f"rue1 {words} ").replace("2,3.", "2,3,4. \n ::error::x")
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return path

    return made


NAMED = {name: words for name, words in HOSTILE.items() if name != "surrogate"}


@pytest.mark.parametrize("words", NAMED.values(), ids=NAMED)
def test_no_command_prints_what_a_terminal_or_a_log_would_obey(crackcite, strange, words: str) -> None:  # noqa: F811
    path = strange(words)
    commands = (
        ("check", "--offline", path),
        ("check", "--offline", "--color", "always", path),
        ("extract", path),
        ("fix", "--offline", path),
        ("fix", "--offline", "--renumber", path),
        ("baseline", "--offline", path, "-o", f"{path}.json"),
        ("check", "--offline", f"{path}.missing"),
        ("check", "--offline", path, "-f", words.replace("\0", "")),
        ("explain", words.replace("\0", "")),
    )
    for command in commands:
        ran: Ran = crackcite(*command, GITHUB_ACTIONS="true")
        said = ran.out + ran.err
        assert "\x1b" not in _COLOURS.sub("", said), command
        assert [one for one in controls(said.replace("\r\n", "\n")) if one != "\t"] == [], command
        assert not _COMMAND.search(said), command
        assert "internal error" not in said, command


@settings(max_examples=50)
@given(st.text(st.characters(), max_size=80))
def test_no_text_steers_a_log(words: str) -> None:
    assert not _COMMAND.search(unobeyed(words))
    assert not _COMMAND.search(unobeyed(f"::{words}##[{words}"))


def test_a_diff_that_can_be_applied_stays_so_in_a_log() -> None:
    diff = "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-a\tb\r\n+a\tc\r\n d\n"
    assert shown(diff) == diff
    assert shown(" a\x1b[31m\r\n") == " a␛[31m\r\n"
