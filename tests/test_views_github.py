"""Annotations for GitHub: read as the runner reads them, and nothing of an article breaks out of its command."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from builders import document, finding, judged, report
from full import full_report
from hypothesis import given
from hypothesis import strategies as st

from crackcite.model import Article, Report, Severity, Span, Unreadable
from crackcite.reports.github import view
from crackcite.reports.views import Look
from crackcite.reports.visible import visible


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    message: str


def read(line: str) -> Command | None:
    """A line of a step's log as the runner takes it (actions/runner, ``ActionCommand.TryParseV2``)."""
    line = line.lstrip()
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    name, _, rest = line[2:end].partition(" ")
    pairs = (pair.split("=", 1) for pair in rest.split(",") if pair.strip())
    properties = {key.strip(): unescaped(value, (("%3A", ":"), ("%2C", ","))) for key, value in pairs}
    return Command(name, properties, unescaped(line[end + 2 :]))


def unescaped(text: str, more: tuple[tuple[str, str], ...] = ()) -> str:
    for written, meant in (("%0D", "\r"), ("%0A", "\n"), *more, ("%25", "%")):
        text = text.replace(written, meant)
    return text


def commands(of: Report, **look: str) -> list[Command]:
    lines = re.split(r"\r\n|\r|\n", view(of, Look(**look)))  # type: ignore[arg-type]
    return [found for line in lines if (found := read(line))]


def test_an_annotation_says_where_and_what() -> None:
    first = next(one for one in commands(full_report()) if "CC105" in one.properties["title"])
    assert first.name == "error"
    assert first.properties == {
        "file": "article.txt",
        "line": "2",
        "endLine": "2",
        "col": "93",
        "endColumn": "96",
        "title": "CC105 first-citation-order",
    }
    assert first.message == (
        "article.txt:2:93: Number 3 is cited before number 2.\nAdd source 4 to the list, or correct the number."
    )


def test_over_several_lines_there_are_no_columns() -> None:
    [found] = [one for one in commands(full_report()) if "Two lines" in one.message]
    assert (found.properties["line"], found.properties["endLine"]) == ("1", "2")
    assert not {"col", "endColumn"} & set(found.properties)


def test_paths_are_those_of_the_repository() -> None:
    of = report(judged(Article(document("x", "a.md")), [finding(Span(0, 1))]))
    [found] = commands(of, root="/repo", folder="/repo/texts")
    assert found.properties["file"] == "texts/a.md"


@pytest.mark.parametrize("path", ["-", "https://example.org/a"])
def test_what_is_no_file_has_no_place_in_one(path: str) -> None:
    [found] = commands(report(judged(Article(document("x", path)), [finding(Span(0, 1))])))
    assert set(found.properties) == {"title"}
    assert path in found.message


def many(severity: Severity, number: int) -> Report:
    text = "x" * number
    found = [finding(Span(at, at + 1), "CC999", "many", severity, f"Number {at}.") for at in range(number)]
    return report(judged(Article(document(text)), found), unreadable=(Unreadable("gone.txt", "No such file."),))


@pytest.mark.parametrize(
    ("severity", "number", "shown", "said"),
    [
        (Severity.ERROR, 9, 10, ""),
        (Severity.ERROR, 10, 10, "1 more error"),
        (Severity.WARNING, 24, 11, "14 more warnings"),
        (Severity.INFO, 12, 11, "2 more notices"),
    ],
)
def test_ten_of_a_level_are_shown_and_the_others_counted(severity, number, shown, said) -> None:
    written = view(many(severity, number), Look())
    assert len(commands(many(severity, number))) == shown
    assert said in written.splitlines()[-1]
    assert ("more" in written) == bool(said)
    assert "gone.txt" in written


def test_the_worst_stand_first() -> None:
    order = [one.name for one in commands(full_report())]
    assert order == sorted(order, key=["error", "warning", "notice"].index)


ANY = st.text(alphabet=st.one_of(st.sampled_from("%:,\r\n=#[]0AD25 \u2028\x85\x0b\x1b"), st.characters()), max_size=20)


@given(path=ANY, message=ANY, hint=ANY, name=ANY, reason=ANY)
def test_no_text_breaks_out_of_its_command(path: str, message: str, hint: str, name: str, reason: str) -> None:
    where = f"dir/{path}"
    of = report(
        judged(Article(document("x", where)), [finding(Span(0, 1), "CC101", name, message=message, hint=hint)]),
        unreadable=(Unreadable("gone", reason),),
        remarks=(f"remark {reason}",),
    )
    written = view(of, Look())
    assert written.count("\n") == len(written.splitlines()) == len(commands(of)) == 3
    found = next(one for one in commands(of) if one.properties["title"].startswith("CC101"))
    assert set(found.properties) == {"file", "line", "endLine", "col", "endColumn", "title"}
    assert squeezed(found.message) == squeezed(f"{where.rstrip('/')}:1:1: {message}\n{hint}")
    assert squeezed(found.properties["title"]) == squeezed(f"CC101 {name}")


def squeezed(text: str) -> str:
    """The text without white space, and without what the path's ``//`` and ``/./`` are short for."""
    return re.sub(r"/(\.?/)+", "/", re.sub(r"\s", "", visible(" ".join(text.splitlines()))))


def test_a_hostile_article_stays_in_its_commands() -> None:
    written = view(full_report(), Look())
    assert all(line.startswith(("::error ", "::warning ", "::notice ", "crackcite: ")) for line in written.splitlines())
