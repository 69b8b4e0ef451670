"""The report at a terminal: what an editor reads, in which order, and what an article can never do to it."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

import pytest
from builders import TEXT, article, crossref, document, finding, judged, page, report, rich_report, span, unanswered
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from crackcite.languages import voice
from crackcite.model import (
    Article,
    Document,
    Edit,
    Finding,
    Form,
    Judged,
    Marker,
    Outcome,
    Parts,
    QuestionKind,
    Reason,
    Report,
    Severity,
    Span,
    Unreadable,
    Verdict,
)
from crackcite.reports.terminal import render
from crackcite.reports.terminal.excerpt import excerpt
from crackcite.reports.terminal.ink import head, joined, shortened, tail, visible, wrapped
from crackcite.reports.terminal.wording import markers, runs
from crackcite.reports.wording import listed

SGR = re.compile(r"\x1b\[[0-9;]*m")


def info(where: Span, entry: int, rule: str = "CC204", name: str = "nothing-to-verify", message: str = "") -> Finding:
    said = message or f"Source {entry + 1} has no DOI, link or ISBN."
    return finding(where, rule, name, Severity.INFO, said, "", entry=entry, reference=entry + 1)


def sources(number: int) -> Article:
    """An article with as many sources, none of which is cited."""
    text = "Sources\n" + "".join(f"{n}. Auteur {n}. Titre {n}. (2001).\n" for n in range(1, number + 1))
    of = article()
    entries = tuple(
        replace(
            of.references[0],
            number=n,
            span=span(text, f"Auteur {n}. Titre {n}. (2001)."),
            text=f"Auteur {n}. Titre {n}.",
            parts=Parts(),
        )
        for n in range(1, number + 1)
    )
    return Article(document(text), references=entries)


# --- what an editor reads --------------------------------------------------------------------------------------------


def test_a_finding_in_full() -> None:
    """Severity, message, place, rule, the line with the place underlined, and what to do."""
    shown = render(report(judged(findings=[finding(span(TEXT, "2,3"))])))
    assert (
        """
  In the text
  ✗ error  Number 4 is cited, but the list has no source 4.
    article.txt:2:93  CC101 missing-source
     2 │ …les équipes de rue1. Les études le confirment « sans ambiguïté »2,3.
       │                                                                  ^^^
    → Add source 4 to the list, or correct the number.
"""
        in shown
    )


def test_a_whole_report() -> None:
    assert (
        render(rich_report())
        == """\
article.txt
  2 markers (1–3), 3 sources under “Sources”; French
  - The navigation list before the heading was left out.

  In the text
  ✗ error  Number 3 is cited before number 2.
    article.txt:2:93  CC105 first-citation-order
     2 │ …les équipes de rue1. Les études le confirment « sans ambiguïté »2,3.
       │                                                                  ^^^
    → Add source 4 to the list, or correct the number.

  Source 2 · Tsemberis, S. et al. Housing First, consumer choice, and harm redu…
  ! warning  The work has a DOI that the source does not give.
    article.txt:6:4  CC306 missing-doi
     6 │ 2. Tsemberis, S., Gulcur, L. & Nakae, M. Housing First, consumer choic…
       │    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    → Add it at the end of the source.
      write: https://doi.org/10.2105/AJPH.94.4.651

  The sources
  ? unverified  1  Féantsa. Dixième regard su…  no DOI, link or ISBN to look up
  ? unverified  3  Housing First Belgium. htt…  no answer in 20 s
  ✓ verified    1 source (2)

✗ error  gone.txt: no such file

  markers  sources  errors  warnings  infos  verified  unverified
        2        3       1         1      1         1           2

✗ 1 error, 1 warning and 1 unreadable file. 1 of 3 sources verified; 2
  unverified.
  crackcite explain CC105 tells more about a rule.
"""
    )


def test_a_clean_article_takes_a_few_lines() -> None:
    assert render(report(judged())) == (
        "article.txt\n"
        "  2 markers (1–3), 3 sources under “Sources”; French\n"
        "\n"
        "✓ No error and no warning. Offline: nothing was asked, so none of the 3 sources\n"
        "  is verified.\n"
    )


def test_findings_stand_with_the_text_first_then_source_by_source() -> None:
    of = article()
    third, first = (finding(of.references[at].span, message=f"Of {at}.", entry=at) for at in (2, 0))
    shown = render(report(judged(of, [third, first, finding(span(TEXT, "2,3"), message="Of the text.")])))
    places = [
        shown.index(said) for said in ("In the text", "Of the text.", "Source 1 ·", "Of 0.", "Source 3 ·", "Of 2.")
    ]
    assert places == sorted(places)


def test_a_source_is_named_once_for_all_its_findings() -> None:
    of = article()
    twice = [finding(of.references[0].span, message=said, entry=0) for said in ("First.", "Second.")]
    assert render(report(judged(of, twice))).count("Source 1 ·") == 1


def test_infos_of_one_rule_stand_together() -> None:
    of = sources(9)
    told = [info(of.references[at].span, at) for at in (1, 5, 7, 8)]
    shown = render(report(judged(of, told)))
    assert (
        """
  i info  Sources 2, 6, 8, 9 (lines 3, 7, 9, 10): no DOI, link or ISBN: nobody
          can look them up.
    article.txt:3:4  CC204 nothing-to-verify
"""
        in shown
    )
    assert "→" not in shown


def test_infos_are_in_full_when_asked() -> None:
    of = sources(9)
    shown = render(report(judged(of, [info(of.references[1].span, 1), info(of.references[5].span, 5)])), verbose=True)
    assert "article.txt:3:4" in shown
    assert "article.txt:7:4" in shown


def test_an_info_that_only_its_own_words_can_say_stands_alone() -> None:
    told = [
        finding(span(TEXT, part), "CC108", "ambiguous-marker", Severity.INFO, f"“{part}” may be a marker.", "")
        for part in ("94", "651")
    ]
    shown = render(report(judged(findings=told)))
    assert "i info  “94” may be a marker.\n    article.txt:6:" in shown
    assert "i info  “651” may be a marker.\n    article.txt:6:" in shown


def test_unnumbered_sources_stand_together_too() -> None:
    of = sources(9)
    told = [replace(info(of.references[at].span, at), reference=None) for at in (1, 5)]
    assert "i info  2 sources (lines 3, 7): no DOI, link or ISBN" in render(report(judged(of, told)))


@pytest.mark.parametrize(("number", "shown"), [(3, 3), (4, 4), (5, 3), (40, 3)])
def test_many_infos_are_counted(number: int, shown: int) -> None:
    told = [finding(span(TEXT, "94"), "CC108", "ambiguous-marker", Severity.INFO, f"Doubt {n}.") for n in range(number)]
    text = render(report(judged(findings=told)))
    assert text.count("Doubt") == shown
    assert (f"and {number - shown} more of CC108 ambiguous-marker; --verbose shows them" in text) is (shown < number)
    assert render(report(judged(findings=told)), verbose=True).count("Doubt") == number


def test_a_fix_is_shown_unless_the_hint_says_it() -> None:
    of = article()
    where = of.references[2].span
    fix = Edit(Span(where.end, where.end), " https://doi.org/10.1/x")
    told = finding(where, "CC306", "missing-doi", Severity.WARNING, "It has a DOI.", "Add it.", entry=2, fix=fix)
    assert "\n      write: https://doi.org/10.1/x\n" in render(report(judged(of, [told])))
    assert "write:" not in render(report(judged(of, [replace(told, hint="Add https://doi.org/10.1/x.")])))


# --- what was verified, and what could not be ------------------------------------------------------------------------

ONLINE = {"offline": False}
SILENT = unanswered(QuestionKind.PAGE, "https://a", Reason.TIMEOUT, "no answer in 20 s")
CASES = [
    (Verdict.VERIFIED, (crossref("10.2105/ajph.94.4.651"),), "Crossref: 10.2105/ajph.94.4.651"),
    (Verdict.VERIFIED, (page("https://a.example/x"),), "page answers: a.example"),
    (Verdict.UNVERIFIED, (SILENT,), "no answer in 20 s"),
    (Verdict.UNVERIFIED, (unanswered(QuestionKind.PAGE, "https://a", Reason.BLOCKED, ""),), "page: blocked"),
    (Verdict.UNVERIFIED, (), "not asked"),
]  # fmt: skip


@pytest.mark.parametrize(("verdict", "answers", "reason"), CASES)
def test_each_source_has_its_verdict_and_the_reason(verdict: Verdict, answers: tuple[object, ...], reason: str) -> None:
    of = judged(
        verdicts=(Verdict.VERIFIED, verdict, Verdict.VERIFIED),
        evidence=((), answers, ()),  # type: ignore[arg-type]
    )
    shown = render(report(of, **ONLINE), verbose=True, width=100)
    assert re.search(rf". {verdict}\s+2  Tsemberis.*{re.escape(reason)}", shown)


def test_a_source_that_gives_nothing_to_look_up_is_unverified_and_not_broken() -> None:
    shown = render(report(judged(verdicts=[Verdict.UNVERIFIED] * 3), **ONLINE))
    assert re.search(r"\? unverified  1  Féantsa.*no DOI, link or ISBN to look up", shown)
    assert "broken" not in shown


def test_a_broken_source_points_at_its_finding() -> None:
    of = article()
    dead = finding(of.references[2].span, "CC401", "dead-link", message="The page is gone.", entry=2)
    shown = render(report(judged(of, [dead], [Verdict.VERIFIED, Verdict.VERIFIED, Verdict.BROKEN]), **ONLINE))
    assert re.search(r"✗ broken    3  Housing First.*CC401 dead-link", shown)


def test_the_reason_is_said_once_where_the_sources_are_listed() -> None:
    of = article()
    told = [info(of.references[0].span, 0, "CC902", "unverified-link", "The site did not answer in 20 s.")]
    shown = render(report(judged(of, told, [Verdict.UNVERIFIED] * 3), **ONLINE))
    assert " ".join(shown.split()).count("The site did not answer in 20 s") == 1


def test_a_moved_page_counts_as_answering() -> None:
    moved = replace(page("https://b.example/new"), outcome=Outcome.MOVED)
    of = judged(verdicts=[Verdict.VERIFIED] * 3, evidence=((), (), (moved,)))
    assert "page answers: b.example" in render(report(of, **ONLINE), verbose=True)


def test_one_reason_for_several_sources_is_said_once() -> None:
    expected = """
  The sources
  ? unverified  no DOI, link or ISBN to look up
                1  Auteur 1. Titre 1.
                2  Auteur 2. Titre 2.
                3  Auteur 3. Titre 3.
"""
    assert expected in render(report(judged(sources(3), verdicts=[Verdict.UNVERIFIED] * 3), **ONLINE))


def test_verified_sources_are_one_line_unless_asked() -> None:
    of = judged(sources(9), verdicts=[Verdict.VERIFIED] * 9)
    answered = replace(of, evidence=((page("https://a.example/x"),),) * 9)
    assert "  ✓ verified  9 sources (1–9)\n" in render(report(of, **ONLINE))
    assert "✓ verified  page answers: a.example\n" in render(report(answered, **ONLINE), verbose=True)


def test_all_verified_is_calm() -> None:
    shown = render(report(judged(verdicts=[Verdict.VERIFIED] * 3), **ONLINE))
    assert shown.splitlines()[-1] == "✓ No error and no warning. 3 of 3 sources verified."
    assert len(shown.splitlines()) <= 7


def test_a_clean_article_among_others_takes_one_line() -> None:
    clean = judged(article(path="b.txt"))
    shown = render(report(judged(article(path="a.txt"), [finding(span(TEXT, "1"))]), clean, clean))
    assert "\n\n✓ b.txt  2 markers, 3 sources\n✓ b.txt  2 markers, 3 sources\n\n  markers" in shown
    verified = replace(clean, verdicts=(Verdict.VERIFIED,) * 3)
    assert "✓ b.txt  2 markers, 3 sources, all verified\n" in render(report(verified, verified, offline=False))


@pytest.mark.parametrize(
    "of",
    [
        judged(findings=[info(article().references[0].span, 0)]),
        judged(article(remarks=("Something was left out.",))),
        judged(verdicts=[Verdict.VERIFIED, Verdict.UNVERIFIED, Verdict.VERIFIED]),
    ],
)
def test_an_article_with_anything_to_say_has_its_place(of: Judged) -> None:
    assert "✓ article.txt" not in render(report(of, of, offline=False))


def test_what_concerns_the_run_itself_is_said_before_the_table() -> None:
    shown = render(report(judged(), judged(), remarks=("The cache cannot be used: the disk is full.",)))
    assert "\n- The cache cannot be used: the disk is full.\n\n  markers" in shown


AWAY = "Nothing could be verified: no name could be resolved."


def test_a_network_that_is_away_is_said_once() -> None:
    of = judged(
        verdicts=[Verdict.UNVERIFIED] * 3,
        evidence=[(unanswered(QuestionKind.PAGE, "https://a", Reason.NETWORK, "no network"),)] * 3,
    )
    shown = render(report(of, of, away=AWAY, offline=False), width=120)
    assert shown.count(AWAY) == 1
    assert "no network" not in shown
    assert "✓ No error and no warning. Noth" not in shown


def test_offline_says_that_nothing_was_asked() -> None:
    assert "Offline: nothing was asked" in render(report(judged()))
    assert "Offline" not in render(report(judged(), offline=False))


# --- several files ---------------------------------------------------------------------------------------------------


def test_several_articles_have_a_row_each_and_a_sum() -> None:
    one, two = judged(article(path="a.txt"), [finding(span(TEXT, "1"))]), judged(article(path="b.txt"))
    table = render(report(one, two)).split("markers  sources", 1)[1]
    assert [line.split() for line in table.splitlines()[1:4]] == [
        ["2", "3", "1", "0", "0", "a.txt"],
        ["2", "3", "0", "0", "0", "b.txt"],
        ["4", "6", "1", "0", "0", "in", "all"],
    ]


def test_what_could_not_be_read_is_said() -> None:
    shown = render(report(unreadable=(Unreadable("a/b.pdf", "a PDF; export it as text"),)))
    assert shown == "✗ error  a/b.pdf: a PDF; export it as text\n\n✗ 1 unreadable file.\n"


def test_nothing_at_all() -> None:
    assert render(report()) == "? Nothing was read.\n"


# --- safe, aligned, whole --------------------------------------------------------------------------------------------

EVIL = "\x1b[31mred\x1b[0m \x07\x9b2J [bold]not markup[/bold] :smile: \u202eevil\u202c \x00"


def everywhere(words: str) -> Report:
    """A report in which every text is ``words``."""
    of = Article(
        Document(words, words, f"{words}1", language=words),
        (Marker(Span(len(words), len(words) + 1), "1", (1,), Form.FLATTENED),),
        (replace(article().references[0], span=Span(0, len(words)), text=words, parts=article().references[2].parts),),
        remarks=(words,),
    )
    told = finding(Span(0, len(words)), message=words, hint=words, fix=Edit(Span(0, 0), words), entry=0)
    answer = unanswered(QuestionKind.PAGE, words, Reason.TIMEOUT, words)
    whole = judged(of, [told, replace(told, severity=Severity.INFO)], [Verdict.UNVERIFIED], [(answer,)])
    return report(whole, unreadable=(Unreadable(words, words),), remarks=(words,), offline=False)


@pytest.mark.parametrize("verbose", [False, True])
def test_an_article_cannot_steer_the_terminal(verbose: bool) -> None:
    shown = render(everywhere(EVIL), verbose=verbose)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
    assert "␛[31mred␛[0m" in shown
    assert "[bold]not markup[/bold] :smile:" in " ".join(shown.split())
    assert "⟨U+202E⟩evil" in shown


@settings(max_examples=60, deadline=None)
@given(
    words=st.text(st.characters(), min_size=1, max_size=60)
    | st.text(st.sampled_from("a[]/\x1b\u202e\u0301漢😀\t\r\n \ud800\u200d\xa0"), min_size=1, max_size=60),
    width=st.integers(60, 120),
)
def test_no_text_leaves_a_control_character_or_a_style(words: str, width: int) -> None:
    shown = render(everywhere(words), width=width)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    shown.encode("utf-8")
    assert SGR.sub("", render(everywhere(words), width=width, color=True)) == shown


@pytest.mark.parametrize("name", ["NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"])
def test_colour_is_the_caller_s_choice_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, colored = render(rich_report()), render(rich_report(), color=True)
    monkeypatch.setenv(name, "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "20")
    assert render(rich_report()) == plain
    assert render(rich_report(), color=True) == colored
    assert "\x1b[" in colored


@pytest.mark.parametrize("width", [60, 72, 80, 100, 120])
@pytest.mark.parametrize("verbose", [False, True])
def test_lines_keep_to_the_width(width: int, verbose: bool) -> None:
    lines = render(rich_report(), width=width, verbose=verbose).splitlines()
    assert max(cell_len(line) for line in lines) <= width


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(st.text("aé漢e\u0301😀", min_size=1, max_size=12), min_size=1, max_size=30),
    width=st.integers(60, 120),
)
def test_only_a_longer_word_runs_over(words: list[str], width: int) -> None:
    for line in wrapped(joined(" ".join(words)), width):
        assert cell_len(line.plain) <= width or " " not in line.plain


LONG = "https://www.example.org/" + "tres-long-chemin/" * 12 + "fin.html"


@pytest.mark.parametrize("width", [60, 80, 120])
def test_paths_addresses_and_messages_are_never_cut(width: int) -> None:
    path = "/".join(["dossier avec un nom long"] * 6) + ".txt"
    message = f"The page {LONG} is gone, and so is " + "everything that stood on it " * 6 + "today."
    of = article(path=path)
    shown = render(report(judged(of, [finding(span(TEXT, "1"), message=message)])), width=width)
    assert LONG in shown
    assert message in " ".join(shown.split())
    assert f"    {path}:2:47\n" in shown


PLACES = [
    ("漢字漢字漢字7 と", "7"),
    ("de\u0301ja\u0300 vu\u03017 ici", "7"),
    ("👩\u200d👩\u200d👧 famille7", "7"),
    ("tab\there7", "7"),
    ("un\x1bdeux7", "7"),
    ("x" * 300 + "7" + "y" * 300, "7"),
    ("漢" * 200 + "7" + "字" * 200, "7"),
    ("mot " * 100 + "ici7 " + "mot " * 100, "7"),
    ("e\u0301" * 200 + "7" + "e\u0301" * 200, "7"),
    ("début " + "très long passage " * 20 + "fin", "très long passage " * 20),
    ("  indented7", "7"),
]


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize(("text", "part"), PLACES)
def test_the_underline_stands_under_the_place(text: str, part: str, width: int) -> None:
    line, marks = (found.plain for found in excerpt(document(text), span(text, part), width=width, style=""))
    assert cell_len(line) <= width
    above = [line[at:] for at in range(len(line)) if cell_len(line[:at]) == marks.index("^")]
    assert any(rest.startswith(part[:9]) for rest in above)
    assert cell_len(line) - cell_len(line.split("│ ", 1)[1]) == marks.index("│") + 2


@pytest.mark.parametrize(
    ("text", "where", "expected"),
    [
        ("a" * 30 + " 7 " + "b" * 30, Span(31, 32), ["   1 │ " + "a" * 30 + " 7 " + "b" * 19 + "…", " " * 38 + "^"]),
        ("one\ntwo", Span(0, 7), ["   1 │ one…", "     │ ^^^"]),
        ("one\r\ntwo\r\n", Span(5, 8), ["   2 │ two", "     │ ^^^"]),
        ("", Span(0, 0), ["   1 │", "     │ ^"]),
        ("end", Span(3, 3), ["   1 │ end", "     │    ^"]),
    ],
)
def test_the_window_around_a_place(text: str, where: Span, expected: list[str]) -> None:
    line, marks = (found.plain for found in excerpt(document(text), where, width=60, style=""))
    assert line == expected[0]
    assert marks.replace("│", " ").rstrip() == expected[1].replace("│", " ")


def test_a_format_without_lines_names_the_place() -> None:
    of = Article(document("Toit1.", "a.docx", places=((0, "paragraph 12"),)))
    shown = render(report(Judged(of, findings=(finding(Span(4, 5)),))))
    assert "a.docx (paragraph 12)  CC101" in shown
    assert "       │" not in shown.splitlines()[3]


# --- words and pieces ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([], ""), ([4], "4"), ([2, 1], "1, 2"), ([1, 2, 3], "1–3"), ([11, 1, 2, 3, 7, 8], "1–3, 7, 8, 11")],
)
def test_runs(numbers: list[int], said: str) -> None:
    assert runs(numbers) == said


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_listed(parts: list[str], said: str) -> None:
    assert listed(parts, voice("en")) == said


@pytest.mark.parametrize(("number", "said"), [(0, "0 markers"), (1, "1 marker"), (2, "2 markers")])
def test_count(number: int, said: str) -> None:
    assert markers(number, voice("en")) == said


@given(one=st.text(st.characters()), two=st.text(st.characters()), cells=st.integers(1, 40))
def test_pieces_of_text(one: str, two: str, cells: int) -> None:
    assert visible(one + two) == visible(one) + visible(two)
    safe = visible(one)
    assert safe.startswith(head(safe, cells))
    assert safe.endswith(tail(safe, cells))
    assert cell_len(shortened(one, cells)) <= cells


def test_the_report_loads_no_more_of_rich_than_it_needs() -> None:
    """An offline check is to start fast: no markdown, no progress bar, no syntax highlighting, no network."""
    script = (
        "import sys; sys.path.insert(0, 'tests'); from builders import rich_report\n"
        "from crackcite.reports.terminal import render; render(rich_report(), color=True)\n"
        "heavy = {'rich.markdown', 'rich.syntax', 'rich.progress', 'rich.live', 'rich.table', 'pygments', 'requests'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_article_with_nothing_to_check_is_not_called_sound() -> None:
    read = Judged(Article(document("Un texte sans rien.\n")))
    told = render(report(read))
    assert "Nothing was checked: neither markers nor sources were found." in " ".join(told.split())
    assert "✓" not in told


@pytest.mark.parametrize("width", [20, 40, 200])
def test_any_width_will_do(width: int) -> None:
    assert render(report(judged()), width=width)
