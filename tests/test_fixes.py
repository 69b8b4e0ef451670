"""What ``crackcite fix`` makes of an article: before and after, in text, Markdown and HTML; nothing else changes."""

from __future__ import annotations

from html import escape
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import builders
import making
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crackcite import readers
from crackcite.fixes import UnwritableError, applied, diff, patched, plan
from crackcite.inputs import read
from crackcite.mending import Mending, mend
from crackcite.model import Edit, Evidence, Finding, Severity, Span
from crackcite.run import judge
from crackcite.settings import Settings

OFFLINE = Settings(offline=True)


def mended(folder: Path, data: bytes, name: str, **more: object) -> Mending:
    path = folder / name
    path.write_bytes(data)
    _, (one,) = mend([str(path)], OFFLINE, **more)  # type: ignore[arg-type]
    return one


LISTS = {
    "txt": "Un toit change tout [1].\n\nSources\n1. {}\n",
    "md": "Un toit change tout [1].\n\n## Sources\n\n1. {}\n",
    "html": "<p>Un toit change tout [1].</p><h2>Sources</h2><ol><li>{}</li></ol>",
}

SOURCES = [
    # CC205: DOIs in the form that Crossref asks for
    ("txt", "Castel, R. Titre. http://dx.doi.org/10.3406/forem.1998.2296.", "https://doi.org/10.3406/forem.1998.2296."),
    ("txt", "Castel, R. Titre. 10.3406/forem.1998.2296", "Titre. https://doi.org/10.3406/forem.1998.2296"),
    ("md", "Castel, R. *Titre*. <http://dx.doi.org/10.3406/forem_1>", "*Titre*. <https://doi.org/10.3406/forem_1>"),
    (
        "md",
        "Castel. [http://dx.doi.org/10.3406/forem.1](http://dx.doi.org/10.3406/forem.1 'DOI').",
        "[https://doi.org/10.3406/forem.1](https://doi.org/10.3406/forem.1 'DOI').",
    ),
    (
        "html",
        'Castel. <a class="x" href="http://dx.doi.org/10.3406/forem.1">http://dx.doi.org/10.3406/forem.1</a>.',
        '<a class="x" href="https://doi.org/10.3406/forem.1">https://doi.org/10.3406/forem.1</a>.',
    ),
    # CC207: parameters that only track
    ("txt", "OMS. https://www.who.int/news?id=7&utm_source=chatgpt.com.", "https://www.who.int/news?id=7."),
    ("txt", "OMS. <https://www.who.int/news?utm_source=x&id=7>.", "<https://www.who.int/news?id=7>."),
    (
        "md",
        "OMS. [*https://www.who.int/a?fbclid=x*](https://www.who.int/a?fbclid=x)",
        "[*https://www.who.int/a*](https://www.who.int/a)",
    ),
    (
        "md",
        "OMS. [https://www.who.int/a?fbclid=x][oms].\n\n[oms]: <https://www.who.int/a?fbclid=x>",
        "[https://www.who.int/a][oms].\n\n[oms]: <https://www.who.int/a>",
    ),
    ("md", "OMS. https://www.who.int/a?x=1&amp;utm_source=y&amp;z=2", "https://www.who.int/a?x=1&amp;z=2"),
    (
        "html",
        "OMS. <a href='https://www.who.int/?a=1&amp;utm_source=x&amp;b=2'>https://www.who.int/?a=1&amp;utm_source=x&amp;b=2</a>",
        "<a href='https://www.who.int/?a=1&amp;b=2'>https://www.who.int/?a=1&amp;b=2</a>",
    ),
    (
        "html",
        "OMS. <a href=https://www.who.int/a?utm_source=x><i>https://www.who.int/a?utm_source=x</i></a>",
        "<a href=https://www.who.int/a><i>https://www.who.int/a</i></a>",
    ),
    (
        "html",
        "OMS. <a href='https://www.who.int/b'>https://www.who.int/a?utm_source=x</a>",
        "<a href='https://www.who.int/b'>https://www.who.int/a</a>",
    ),
    # CC202: a scheme that can only be meant one way
    ("txt", "OMS. https:// www.who.int/news/item", "OMS. https://www.who.int/news/item"),
    ("txt", "OMS. http//www.who.int/news/item.", "OMS. http://www.who.int/news/item."),
    ("txt", "OMS. htps://www.who.int/news/item.", "OMS. https://www.who.int/news/item."),
]


@pytest.mark.parametrize(("kind", "before", "after"), SOURCES)
def test_before_and_after(tmp_path: Path, kind: str, before: str, after: str) -> None:
    one = mended(tmp_path, LISTS[kind].format(before).encode(), f"article.{kind}")
    written = one.new.decode()
    assert after in written
    assert written.startswith(LISTS[kind].split("{}")[0])
    assert not one.left
    again = mended(tmp_path, one.new, f"again.{kind}")
    assert not again.changed, "a second fix finds nothing"


LEFT = [
    ("html", "OMS. https://www.who<wbr>.int/a?utm_<wbr>source=x", "not certain"),
    ("html", "OMS. https://www.who.int/a?utm_<b>source</b>=x", "not certain"),
    ("txt", "OMS. https://www.who.int/annual report.pdf", ""),  # a space inside: nobody knows what was meant
    ("txt", "Castel. doi:http://dx.doi.org/10.3406/\nforem.1998.2296", ""),  # a line break inside
    ("txt", "OMS. https://web.archive.org/web/2020/https://www.who.int/a?utm_source=x", ""),  # the copy's own address
]


@pytest.mark.parametrize(("kind", "source", "why"), LEFT)
def test_what_is_not_certain_is_left(tmp_path: Path, kind: str, source: str, why: str) -> None:
    one = mended(tmp_path, LISTS[kind].format(source).encode(), f"article.{kind}")
    assert not one.changed
    assert [why in left.reason for left in one.left] == [True] * bool(why)


def test_one_that_is_not_certain_keeps_no_other_back(tmp_path: Path) -> None:
    links = ["https://www.who<wbr>.int/a?utm_<wbr>source=x", "http://dx.doi.org/10.1000/182", "htps://www.who.int/b"]
    source = "</li><li>".join(links)
    one = mended(tmp_path, LISTS["html"].format(source).encode(), "article.html")
    assert {made.finding.rule for made in one.made} == {"CC202", "CC205"}
    assert [left.finding.rule for left in one.left] == ["CC207"]
    good = source.replace("http://dx.", "https://").replace("htps", "https")
    assert one.new.decode() == LISTS["html"].format(good)


def test_a_word_document_is_fixed_too(tmp_path: Path) -> None:
    doi = making.run("http://dx.doi.org/10.3406/", "<w:i/>") + making.run("forem.1998.2296", "<w:b/>")
    body = making.paragraph("Un toit [1].") + making.paragraph("Sources") + making.paragraph("1. Castel. ", doi)
    one = mended(tmp_path, making.docx(body), "article.docx")
    assert [made.finding.rule for made in one.made] == ["CC205"]
    document = ZipFile(BytesIO(one.new)).read("word/document.xml").decode()
    before = ZipFile(BytesIO(one.data)).read("word/document.xml").decode()
    assert document == before.replace("http://dx.doi.org/", "https://doi.org/")
    assert not mended(tmp_path, one.new, "again.docx").changed


def test_https_changes_the_scheme_alone() -> None:
    url = "http://www.example.org/a?x=1&y=2"
    text = f"Un toit change tout [1].\n\nSources\n1. OMS. Rapport. {url.replace('&', '&amp;')}\n"
    of = read(text.encode())
    answer = builders.page(url, secure=url.replace("http", "https"))
    [one] = judge([of], Evidence({answer.question: answer}))
    made = plan(found for found in one.findings if found.rule == "CC405")
    assert applied(text, made.edits) == text.replace("http:", "https:")


TEXT = LISTS["txt"].format("Été. http://dx.doi.org/10.3406/forem.1998.2296")
BYTES = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with a byte order mark": TEXT.encode("utf-8-sig"),
    "UTF-16 little-endian": b"\xff\xfe" + TEXT.encode("utf-16-le"),
    "UTF-16 big-endian": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "UTF-16 without a mark": TEXT.encode("utf-16-le"),
    "Windows-1252": TEXT.encode("cp1252"),
    "line ends of Windows": TEXT.replace("\n", "\r\n").encode(),
    "line ends of old Macs": TEXT.replace("\n", "\r").encode(),
    "no line end at the end": TEXT.rstrip().encode(),
    "mixed line ends": TEXT.replace("\n", "\r\n", 2).encode(),
    "a form feed and odd spaces": TEXT.replace("tout", "tout\f \u2028\u00a0\t").encode(),
}


@pytest.mark.parametrize("name", BYTES)
def test_encoding_mark_and_line_ends_stay(tmp_path: Path, name: str) -> None:
    data = BYTES[name]
    document = readers.read(data, "article.txt")
    codec = document.encoding.removesuffix("-sig")
    one = mended(tmp_path, data, "article.txt")
    old, new = (word.encode(codec) for word in ("http://dx.doi.org/", "https://doi.org/"))
    assert one.new == data.replace(old, new)
    assert one.new != data


def test_bytes_that_could_not_be_decoded_are_not_touched(tmp_path: Path) -> None:
    one = mended(tmp_path, ("é" * 50 + TEXT).encode() + b"\xff\xfe", "article.txt")
    assert not one.changed
    assert "save it as UTF-8" in one.left[0].reason


def test_a_character_that_the_encoding_lacks_is_refused() -> None:
    document = readers.read("café".encode("cp1252"), "article.txt")
    with pytest.raises(UnwritableError, match="WINDOWS-1252, which has no “ő”"):
        patched("café".encode("cp1252"), document, [Edit(Span(3, 4), "ő")])


def test_a_format_that_cannot_be_written_is_refused_and_shown(tmp_path: Path) -> None:
    data = b"{\\rtf1 Un toit [1].\\par\\par Sources\\par 1. Castel. http://dx.doi.org/10.3406/forem.1998.2296\\par}"
    one = mended(tmp_path, data, "article.rtf")
    assert one.obstacle == "crackcite cannot write RTF yet: here is the diff"
    assert one.new == data
    assert "+1. Castel. https://doi.org/10.3406/forem.1998.2296" in diff(one.before, one.after, "article.rtf")


def test_rules_limit_the_fixes(tmp_path: Path) -> None:
    data = LISTS["txt"].format("A. https://x.example.org/?utm_source=a. http://dx.doi.org/10.1000/182").encode()
    one = mended(tmp_path, data, "article.txt", codes=("CC207",))
    assert [made.finding.rule for made in one.made] == ["CC207"]
    assert b"dx.doi.org" in one.new


def test_an_ignored_finding_is_not_fixed(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    _, (one,) = mend([str(path)], Settings(offline=True, ignore=("CC205",)))
    assert not one.changed


@pytest.mark.parametrize("kind", ["txt", "md"])
def test_what_a_comment_silences_is_not_fixed(tmp_path: Path, kind: str) -> None:
    """The comments stay where they are, and what stands around them is fixed."""
    text = (
        "Un toit [1]. Les études [2]. La fin [3].\n\nSources\n\n"
        "<!-- crackcite: ignore-next-line[CC207] as agreed -->\n"
        "1. OMS. https://www.who.int/news?id=7&utm_source=x\n"
        "2. Castel, R. Titre. http://dx.doi.org/10.1000/182. <!-- crackcite: ignore[CC205] -->\n"
        "3. Castel, R. Notes. http://dx.doi.org/10.1000/183. <!-- crackcite: ignore[CC901] -->\n"
    )
    one = mended(tmp_path, text.encode(), f"article.{kind}")
    assert one.new.decode() == text.replace("http://dx.doi.org/10.1000/183", "https://doi.org/10.1000/183")


# Plans


def found(rule: str, start: int, end: int, new: str, severity: Severity = Severity.WARNING) -> Finding:
    where = Span(start, end)
    return Finding(rule, rule, severity, f"{rule} at {start}", "", where, rule, fix=Edit(where, new))


def test_the_worse_of_two_fixes_of_one_place_is_made() -> None:
    weak, strong = found("CC205", 0, 9, "a", Severity.INFO), found("CC202", 4, 12, "b", Severity.ERROR)
    made = plan([weak, strong])
    assert made.edits == (strong.fix,)
    assert [left.finding for left in made.left] == [weak]


def test_a_moved_address_and_its_tracking_are_one_fix() -> None:
    moved = found("CC403", 0, 9, "https://new.example.org/?a=1&utm_source=x")
    tracked = found("CC207", 0, 9, "http://old.example.org/")
    made = plan([moved, tracked])
    assert [edit.replacement for edit in made.edits] == ["https://new.example.org/?a=1"]
    assert {one.rule for one in made.made} == {"CC207", "CC403"}


def test_neighbours_do_not_disturb_one_another() -> None:
    url, doi = found("CC403", 0, 9, "https://n.example"), found("CC306", 9, 10, ". https://doi.org/10.1/x")
    assert len(plan([doi, url]).edits) == 2


EDITS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6), st.text("ab/é", max_size=4)), max_size=8)


@given(EDITS, st.permutations(range(8)))
def test_a_plan_has_no_overlaps_and_knows_no_order(drawn: list[tuple[int, int, str]], order: list[int]) -> None:
    findings = [found(f"CC3{n:02}", at, at + length, new) for n, (at, length, new) in enumerate(drawn)]
    made = plan(findings)
    ends = [(edit.span.start, edit.span.end) for edit in made.edits]
    assert all(before[1] <= after[0] for before, after in pairwise(ends))
    assert len(made.made) + len(made.left) == len(findings)
    assert plan([findings[n] for n in order if n < len(findings)]) == made


# Laws of every writer

WORDS = st.lists(
    st.sampled_from(["Un toit", "é & co", "<b>", "a_b*c", "[x]", "https://x.be/a?b=1&c=2", "\\", "«", "`"]), max_size=6
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])


@given(WORDS, WORDS, ENCODINGS, st.sampled_from(["\n", "\r\n"]), st.text("aé&<>*_[]\\`/.:", max_size=6))
def test_text_outside_an_edit_is_byte_identical(
    before: list[str], after: list[str], encoding: str, end: str, new: str
) -> None:
    left, right = (end.join(words) for words in (before, after))
    text = f"été {left} OLD {right}"
    data = text.encode(encoding)
    document = readers.read(data, "article.txt")
    at = text.index("OLD")
    written = patched(data, document, [Edit(Span(at, at + 3), new)])
    assert written == f"{text[:at]}{new}{text[at + 3 :]}".encode(encoding)


@given(WORDS, WORDS, st.sampled_from(["md", "html"]), st.text("aé&<>*_[]\\`/.:;'\"#", min_size=1, max_size=8))
def test_markup_outside_an_edit_is_identical_and_reads_as_meant(
    before: list[str], after: list[str], kind: str, new: str
) -> None:
    source = f"<p>x {' '.join(before)} OLD {' '.join(after)}" if kind == "html" else f"x {' '.join(before)} OLD z"
    document = readers.read(source.encode(), f"article.{kind}")
    at = document.text.find("OLD")
    if at < 0:
        return
    edit = Edit(Span(at, at + 3), new)
    try:
        written = patched(source.encode(), document, [edit]).decode()
    except UnwritableError:
        return
    left, right = source.split("OLD")
    assert written.startswith(left)
    assert written.endswith(right)
    assert readers.read(written.encode(), f"article.{kind}").text == applied(document.text, [edit])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a\nb\n", "a\nc\n", "@@ -1,2 +1,2 @@\n a\n-b\n+c\n"),
        ("a\rb\r", "a\rc\r", "@@ -1,2 +1,2 @@\n a\n-b\n+c\n"),
        (
            "a\r\nb",
            "a\r\nc",
            "@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n",
        ),
        ("a\u2028b\n", "a\u2028c\n", "@@ -1 +1 @@\n-a\u2028b\n+a\u2028c\n"),
    ],
)
def test_diffs(before: str, after: str, expected: str) -> None:
    assert diff(before, after, "x.txt") == f"--- a/x.txt\n+++ b/x.txt\n{expected}"


def test_nothing_differs() -> None:
    assert diff("a\n", "a\n", "x.txt") == ""


# Every form in which identifiers are met


def forms() -> list[str]:
    """The texts of identifiers.txt that fit on one line of a list."""
    lines = (Path(__file__).parent / "identifiers.txt").read_text(encoding="utf-8").splitlines()[6:]
    return [line for line in lines if line and not line.startswith((" ", "#")) and "\\" not in line]


@pytest.mark.parametrize("kind", ["txt", "md", "html"])
@pytest.mark.parametrize("part", range(5))
def test_whatever_the_form_one_fix_is_enough(tmp_path: Path, kind: str, part: int) -> None:
    listed = forms()[part::5]
    if kind == "html":
        items = "".join(f"<li>Castel, R. Titre {n}. {escape(form)}</li>" for n, form in enumerate(listed))
        text = f"<p>Un toit [1].</p><h2>Sources</h2><ol>{items}</ol>"
    else:
        items = "\n".join(f"{n}. Castel, R. Titre {n}. {form}" for n, form in enumerate(listed, 1))
        text = f"Un toit [1].\n\n{'## ' * (kind == 'md')}Sources\n\n{items}\n"
    path = tmp_path / f"article.{kind}"
    path.write_text(text, encoding="utf-8")
    report, (one,) = mend([str(path)], OFFLINE)
    assert one.made
    again, (second,) = mend([str(path)], OFFLINE) if path.write_bytes(one.new) else (report, (one,))
    assert not second.changed
    complaints = [{(found.rule, found.entry) for found in run.articles[0].findings} for run in (report, again)]
    assert complaints[1] <= complaints[0]
