"""A recorded run, judged again from its recording: the same to the byte apart from times, and nothing is asked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import crackcite  # noqa: F401 - a fixture
from test_lookups_cache import _answers
from world import Response, World, redirect

from crackcite.languages import LANGUAGES
from crackcite.lookups import Progress
from crackcite.model import Answer, Evidence, Outcome, Page, Phrase, Question, QuestionKind, Reason, Report, kept, say
from crackcite.recording import RecordedFile, RecordedPage, Recording, RecordingError, dumps, loads, page_of, replayed
from crackcite.reports.views import VIEWS, Look
from crackcite.run import check
from crackcite.settings import Settings
from crackcite.sift import exit_code

KNOWN = {
    "DOI": "10.1038/s41598-020-80897-8",
    "title": ["Why do inequality and deprivation produce high crime and low trust?"],
    "author": [{"given": "Benoît", "family": "De Courson"}, {"given": "Daniel", "family": "Nettle"}],
    "container-title": ["Scientific Reports"],
    "volume": "11",
    "issued": {"date-parts": [[2021, 1, 21]]},
}
ARTICLE = """Un toit d’abord

Le logement stable précède le soin1. Les inégalités nourrissent la défiance2, la presse l’écrit3,4, d’autres aussi5.
Nous l’avons vu ailleurs6,7.

Sources
1. Castel, R. Les métamorphoses de la question sociale. Gallimard, 1995. ISBN 978-2-07-040994-1.
2. De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? \
Sci. Rep. 11, 1937 (2021). doi:10.1038/s41598-020-80897-8.
3. Le Courrier. Un toit. {site}/ici
4. Le Courrier. Un abri. {site}/parti
5. Le Courrier. Une adresse. {site}/ailleurs
6. Nobody, N. A work that no agency knows. Journal of Absence 1, 2 (2003). doi:10.5555/nowhere.1
7. Le Courrier. Un mur. {site}/mur
"""


@pytest.fixture
def article(world: World, tmp_path: Path) -> Path:
    """One source of every fate: verified, gone, moved, behind a wall, unknown."""
    site = world.site("127.0.0.9")
    site.route("/ici", Response(body="<title>Un toit</title>"))
    site.route("/parti", Response(404, "<title>Introuvable</title>"))
    site.route("/ailleurs", redirect("/adresse", 301))
    site.route("/adresse", Response(body="<title>Une adresse</title>"))
    site.route("/mur", Response(403, "<title>Just a moment...</title>"))
    world.add_work(KNOWN)
    path = tmp_path / "toit.txt"
    path.write_text(ARTICLE.format(site=site.base), encoding="utf-8")
    return path


def recorded(path: str | Path, settings: Settings, **more: Any) -> tuple[Report, Recording]:
    """A run, and its recording after a way through the file."""
    kept: list[Recording] = []
    report = check([str(path)], settings, record=kept.append, **more)
    return report, loads(dumps(kept[0]), "run.rec")


def timeless(report: Report) -> Report:
    return replace(report, started_at="", seconds=0.0)


SITUATIONS: dict[str, Callable[[World], list[Settings]]] = {
    "asked": lambda world: [world.settings()],
    "from the cache": lambda world: [world.settings()] * 2,
    "offline": lambda world: [world.settings(offline=True)],
    "network away": lambda world: [world.settings(**world.away(world.refused()))],
    "one registry away": lambda world: [world.settings(crossref_url=world.refused())],
    "no cache to use": lambda world: [world.settings(cache_dir=str(world.folder / "toit.txt"))],
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_replayed_run_is_the_recorded_one(world, article, situation) -> None:
    for run in SITUATIONS[situation](world):
        report, recording = recorded(article, run)
    asked = world.requests()
    again = check([str(article)], Settings(), replay=recording)
    assert timeless(again) == timeless(report)
    for view in VIEWS.values():
        for language in LANGUAGES:
            look = Look(verbose=True, language=language)
            assert view.render(timeless(again), look) == view.render(timeless(report), look)
    assert world.requests() == asked


def test_a_run_with_every_trouble_is_told_again(world, article, tmp_path) -> None:
    """One article cannot be read, one service is away, one rule finds an error."""
    broken, absent = tmp_path / "broken.docx", tmp_path / "absent.txt"
    broken.write_bytes(b"PK\x03\x04 and no more")
    paths = [str(path) for path in (article, broken, absent)]
    kept: list[Recording] = []
    report = check(paths, world.settings(crossref_url=world.refused()), record=kept.append)
    again = check(paths, Settings(), replay=loads(dumps(kept[0]), "run.rec"))
    assert timeless(again) == timeless(report)
    assert [unread.path for unread in again.unreadable] == [str(broken), str(absent)]
    assert exit_code(again, "error") == exit_code(report, "error") == 1


def test_which_answers_came_from_the_cache_is_kept(world, article) -> None:
    """Equality of answers passes over it; the report and the exit code do not."""
    recorded(article, world.settings())
    report, recording = recorded(article, world.settings())
    assert report.lookups.cached > 3
    assert check([str(article)], Settings(), replay=recording).lookups == report.lookups


@pytest.mark.parametrize("after", [1, 4])
def test_a_run_that_was_ended_early_stays_so(world, article, after) -> None:
    """What had no answer by then has none in the replayed run, for the same reason."""

    def impatient(progress: Progress) -> None:
        if progress.done >= after:
            raise KeyboardInterrupt

    report, recording = recorded(article, world.settings(), progress=impatient, partly=True)
    assert report.partial
    assert timeless(check([str(article)], Settings(), replay=recording)) == timeless(report)


def test_a_baseline_and_rules_of_today_judge_the_answers_of_yesterday(world, article) -> None:
    _, recording = recorded(article, world.settings())
    for select in (("CC4",), ("dead-link", "CC1"), ()):
        again = check([str(article)], Settings(select=select), replay=recording)
        direct = check([str(article)], world.settings(select=select))
        assert [found for _, found in again.findings()] == [found for _, found in direct.findings()]


def test_saved_pages_are_told_again(world, article) -> None:
    """Whether pages were to be saved is the recorded run's word; keys are neither kept nor wanted."""
    world_settings = world.settings(archive=True, archive_key="KEY", archive_secret="SECRET")
    report, recording = recorded(article, world_settings)
    assert any("not saved" in remark for remark in report.remarks)
    assert timeless(check([str(article)], Settings(), replay=recording)) == timeless(report)
    assert "SECRET" not in dumps(recording)


def test_what_the_recording_does_not_hold_is_unanswered_and_never_asked(world, article) -> None:
    _, recording = recorded(article, world.settings())
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("/ici", "/nouveau").replace("nowhere.1", "elsewhere.2"), encoding="utf-8")
    asked = world.requests()
    again = check([str(article)], world.settings(), replay=recording)
    assert world.requests() == asked
    new = {answer.question.key: answer.reason for row in again.articles[0].evidence for answer in row}
    assert new["10.5555/elsewhere.2"] is Reason.NOT_RECORDED
    told = {finding.reference: finding.message for _, finding in again.findings() if finding.rule in ("CC901", "CC902")}
    assert "the recording does not hold" in told[3]
    assert "the recording does not hold" in told[6]
    assert any(str(article) in remark and "recorded" in remark for remark in again.remarks)


def test_a_recording_of_something_else_is_no_pass(world, article, tmp_path) -> None:
    """Not one question is in it: the job could not be done."""
    other = tmp_path / "other.txt"
    other.write_text("Nothing1.\n\nSources\n1. Somebody. A page. https://www.example.org/a\n", encoding="utf-8")
    _, recording = recorded(article, world.settings())
    again = check([str(other)], Settings(), replay=recording)
    assert "The recording holds no answer" in again.away


def test_a_published_page_is_replayed_without_its_site(world) -> None:
    site = world.site("127.0.0.11")
    body = "<html lang=fr><title>Un toit</title><p>Un café1.</p><h2>Sources</h2><ol><li>Castel, R. Le café. 1995.</ol>"
    site.route("/utf-8", Response(body=body))
    site.route("/latin-1", Response(body=body.encode("latin-1"), content_type="text/html; charset=iso-8859-1"))
    for path in ("/utf-8", "/latin-1", "/absent"):
        report, recording = recorded(site.url(path), world.settings())
        seen = len(site.seen)
        again = check([site.url(path)], world.settings(), replay=recording)
        assert timeless(again) == timeless(report)
        assert len(site.seen) == seen
        assert bool(again.unreadable) == (path == "/absent")
    other = check([site.url("/other")], world.settings(), replay=recording)
    assert "The recording does not hold this page" in other.unreadable[0].reason


# ---------------------------------------------------------------- the file

_RECORDING = Recording(
    version="0.1.0",
    recorded_at="2026-01-01T00:00:00Z",
    articles=(RecordedFile("b.md", "00"), RecordedFile("a.md", "01")),
    pages=(page_of("https://www.example.org/", b"\xff\x00", "text/html", ""),),
    remarks=("Plain.", say("{who} blocks.", who="Crossref")),
)
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


@settings(max_examples=60)
@given(st.lists(_answers, max_size=4, unique_by=lambda answer: answer.question), st.binary(max_size=20))
def test_a_recording_survives_the_file(answers, page) -> None:
    if _PAIR.search(repr(answers).encode().decode("unicode-escape", "replace")):
        return  # two halves of one character side by side: no JSON tells them from the character
    pages = (page_of("https://www.example.org/", page, "text/html", "utf-8"),)
    recording = replace(_RECORDING, answers=tuple(answers), pages=pages)
    text = dumps(recording)
    text.encode()
    again = loads(text, "run.rec")
    assert sorted(again.answers, key=lambda one: one.question) == sorted(answers, key=lambda one: one.question)
    assert again.pages[0].data == page
    assert again.remarks == recording.remarks
    assert isinstance(again.remarks[1], Phrase)
    assert dumps(again) == text


def test_sentences_stay_sayable_in_other_languages() -> None:
    """Phrases are equal to their English text; what they were made of must come back too."""
    sign = Page("https://a.example", 200, sign=say("the page says {words}", words="gone"))
    recording = replace(
        _RECORDING,
        answers=(
            Answer(Question(QuestionKind.PAGE, "a"), Outcome.ABSENT, detail=say("{who} has none", who="it"), page=sign),
            Answer(Question(QuestionKind.PAGE, "b"), Outcome.ABSENT, detail=say("{who} has none", who="she")),
        ),
        pages=(RecordedPage("https://b.example", unreadable=say("It broke off.")),),
    )
    again = loads(dumps(recording), "run.rec")
    one, other = again.answers
    assert one.page is not None
    told = [again.remarks[1], one.detail, one.page.sign, other.detail, again.pages[0].unreadable]
    assert [kept(text) for text in told] == [
        {"template": "{who} blocks.", "values": {"who": "Crossref"}},
        {"template": "{who} has none", "values": {"who": "it"}},
        {"template": "the page says {words}", "values": {"words": "gone"}},
        {"template": "{who} has none", "values": {"who": "she"}},
        {"template": "It broke off."},
    ]


def test_the_file_is_for_reading_and_for_comparing() -> None:
    """One answer a line, in an order that does not depend on who answered first."""
    answers = tuple(
        found(kind, key)
        for kind, key in [(QuestionKind.PAGE, "https://b.example"), (QuestionKind.BOOK, "2"), (QuestionKind.BOOK, "1")]
    )
    text = dumps(replace(_RECORDING, answers=answers))
    assert text == dumps(replace(_RECORDING, answers=answers[::-1]))
    keys = [json.loads(line.rstrip(","))["question"]["key"] for line in text.splitlines() if '"question"' in line]
    assert keys == ["1", "2", "https://b.example"]
    assert text.index('"a.md"') < text.index('"b.md"')


def found(kind: QuestionKind, key: str) -> Answer:
    return Answer(Question(kind, key), Outcome.FOUND)


WHOLE = dumps(replace(_RECORDING, answers=(found(QuestionKind.BOOK, "1"),)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no recording"),
        ("crackcite", "is no recording"),
        ("[]", "is no recording"),
        ('{"schema_version": 1}', "is no recording"),
        (WHOLE[: len(WHOLE) // 2], "was cut off"),
        (WHOLE.replace('"crackcite-recording": 1', '"crackcite-recording": 2'), "newer crackcite"),
        (WHOLE.replace('"crackcite-recording": 1', '"crackcite-recording": "one"'), "is no recording"),
        (WHOLE.replace('"found"', '"lost"'), "is damaged"),
        (WHOLE.replace('"kind": "book"', '"kind": "rumour"'), "is damaged"),
        (WHOLE.replace('"key": "1"', '"key": 1'), "is damaged"),
        (WHOLE.replace('"articles": [', '"articles": [7, '), "is damaged"),
        (re.sub(r'"base64": "[^"]*"', '"base64": "é"', WHOLE), "is damaged"),
        ("[" * 100_000, "is no recording"),
    ],
)
def test_what_is_no_recording_is_said_in_one_sentence(text, said) -> None:
    assert text != WHOLE
    with pytest.raises(RecordingError, match=said) as refused:
        loads(text, "run.rec")
    assert str(refused.value).startswith("run.rec ")
    assert "\n" not in str(refused.value)


def test_what_a_later_version_adds_is_passed_over() -> None:
    assert loads(WHOLE.replace("{\n", '{\n"novelty": [1],\n', 1), "run.rec") == loads(WHOLE, "run.rec")


def test_an_unreadable_page_needs_no_bytes() -> None:
    assert RecordedPage("https://www.example.org/", unreadable="gone").data == b""


def test_evidence_of_nothing() -> None:
    assert replayed([], lambda *_: (), _RECORDING) == Evidence(remarks=_RECORDING.remarks)


# ---------------------------------------------------------------- the command line


def test_record_and_replay_at_the_command_line(crackcite, world, article, tmp_path) -> None:  # noqa: F811
    file = tmp_path / "run.rec"
    first = crackcite("check", "--record", file, article, **world.environment())
    site_requests = world.requests()
    world.close()
    again = crackcite("check", "--replay", file, article)
    assert (again.code, again.out) == (first.code, first.out)
    assert world.requests() == site_requests


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--replay", "absent.rec"), "--replay absent.rec cannot be read: no such file"),
        (("--replay", "."), "--replay . cannot be read"),
        (("--replay", "noise.rec"), "noise.rec"),
        (("--replay", "toit.txt"), "toit.txt is no recording"),
        (("--record", "absent/run.rec"), "there is no folder absent"),
        (("--record", "."), "--record . is a folder"),
        (("--record", "a.rec", "--replay", "b.rec"), "exclude each other"),
    ],
)
def test_what_cannot_be_recorded_or_replayed(crackcite, article, tmp_path, options, said) -> None:  # noqa: F811
    (tmp_path / "noise.rec").write_bytes(b"\xff\xfe\x00")
    ran = crackcite("check", *options, article)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert ran.out == ""
