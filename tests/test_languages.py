"""Every sentence in every language: the catalogues are whole, well set, and what the reports show."""

from __future__ import annotations

import ast
import gettext
import json
import re
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest
from commanding import Ran, commanded
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from world import Response

from crackcite import check, rules
from crackcite.cli import COMMANDS
from crackcite.languages import LANGUAGES, preferred, voice
from crackcite.lookups.codec import decode, encode
from crackcite.model import (
    Answer,
    Outcome,
    Page,
    Phrase,
    Question,
    QuestionKind,
    Reason,
    clause,
    kept,
    revived,
    say,
    say_list,
    say_many,
    say_row,
)
from crackcite.reports import json as json_report
from crackcite.reports.terminal import render
from crackcite.reports.views import VIEWS, Look
from crackcite.settings import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from templates import SOURCE, Template, all_templates, found

SAMPLES = Path(__file__).parents[1] / "sample_articles"
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
LOCALES = SOURCE / "languages" / "locale"


@pytest.fixture
def crackcite(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Ran]:
    """Run the command line in this process, in an empty folder, with nothing of the user's settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CRACKCITE_CACHE_DIR", str(tmp_path / "cache"))
    return commanded(monkeypatch, capsys)


class Entry(NamedTuple):
    """One entry of a catalogue."""

    template: Template
    said: tuple[str, ...]
    flags: str


def entries(language: str) -> list[Entry]:
    """The entries of a .po file, read without Babel."""
    text = (LOCALES / language / "LC_MESSAGES" / "crackcite.po").read_text(encoding="utf-8")
    return [entry for block in text.split("\n\n")[1:] if (entry := _entry(block))]


def _entry(block: str) -> Entry | None:
    fields: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if match := re.match(r'(msg\w+(?:\[\d\])?) (".*")$', line):
            name = match[1]
            fields[name] = ast.literal_eval(match[2])
        elif line.startswith('"'):
            fields[name] += ast.literal_eval(line)
    if not fields:
        return None
    template = Template(fields["msgid"], fields.get("msgid_plural", ""), fields.get("msgctxt", ""))
    said = tuple(fields[key] for key in sorted(fields) if key.startswith("msgstr"))
    return Entry(template, said, " ".join(line for line in block.splitlines() if line.startswith("#,")))


CATALOGUES = {language: [one for one in entries(language) if all(one.said)] for language in TRANSLATED}
EVERY = [(language, entry) for language in TRANSLATED for entry in CATALOGUES[language]]


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


# The source.


def test_every_template_is_written_out() -> None:
    assert [(one.file, one.line, one.problem) for one in found() if one.problem] == []


def test_templates_hold_plain_names_alone() -> None:
    """``{name}`` and no more: a format or an attribute would be lost on a translator, and is refused in a run file."""
    fields = [
        (template.text, field)
        for template in all_templates()
        if not re.fullmatch(r"`.*", template.text)
        for field in re.findall(r"\{[^{}]*\}", re.sub(r"\{\{|\}\}|`[^`]*`", "", template.text + template.plural))
        if not re.fullmatch(r"\{\w+\}", field)
    ]
    assert fields == []


# The catalogues.


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_and_nothing_else(language: str) -> None:
    """Where this fails, run ``python tools/translations.py`` and translate what it names."""
    said = {entry.template for entry in CATALOGUES[language]}
    wanted = set(all_templates())
    assert sorted(wanted - said) == []
    assert sorted(said - wanted) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_a_guess(language: str) -> None:
    assert [entry.template.text for entry in CATALOGUES[language] if "fuzzy" in entry.flags] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_loaded_is_what_is_written(language: str) -> None:
    folder = LOCALES / language / "LC_MESSAGES"
    with (folder / "crackcite.mo").open("rb") as file:
        loaded = gettext.GNUTranslations(file)
    for template, said, _ in CATALOGUES[language]:
        key = f"{template.context}\x04{template.text}" if template.context else template.text
        if template.plural:
            assert [loaded.ngettext(template.text, template.plural, number) for number in (1, 2)] == list(said)
        else:
            assert loaded._catalog[key] == said[0]
    count = struct.unpack("<I", (folder / "crackcite.mo").read_bytes()[8:12])[0]
    assert count == len(CATALOGUES[language]) + 1


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_value_is_lost_or_invented(language: str) -> None:
    wrong = []
    for template, said, _ in CATALOGUES[language]:
        if is_of_the_manual(template):
            continue
        needed = names(template.text) & names(template.plural or template.text)
        known = names(template.text) | names(template.plural)
        wrong += [text for text in said if not (needed - {"number"} <= names(text) <= known)]
    assert wrong == []


MANUAL = {" ".join(text.split()) for rule in rules.table().values() for text in rule.page.split("\n\n")}


def is_of_the_manual(template: Template) -> bool:
    """Whether a template is a paragraph of a rule's page, in which nothing is filled in."""
    return any(text.endswith(template.text) for text in MANUAL)


def test_french_counts_nothing_in_the_singular() -> None:
    tr = voice("fr")
    assert [tr.many("{number} source", "{number} sources", number) for number in (0, 1, 2)] == [
        "0 source",
        "1 source",
        "2 sources",
    ]
    assert voice("nl").many("{number} source", "{number} sources", 0) == "0 bronnen"


# What stands in code, in an address or as a word of a command line follows no typography.
CODE = re.compile(
    r"`[^`]*`|https?://\S+|\[[^\]]*\]'?|\{\{.*\}\}|''|'crackcite\S*'|[\w}]:\{\w+\}|\b\w+: (?=0\b|ignore)|doi:"
)


def prose() -> Iterator[tuple[str, str]]:
    return ((language, CODE.sub("x", text)) for language, entry in EVERY for text in entry.said)


@pytest.mark.parametrize(
    ("language", "slip"),
    [
        ("fr", r"(?<!\u202f)[;!?»]"),  # a narrow no-break space stands before them
        ("fr", r"(?<!\u202f):(?!//)"),
        ("fr", r"«(?!\u202f)"),
        ("fr", r"[“”„]"),
        ("fr", r"[ \u00a0]\u202f|\u202f "),
        ("nl", r"[«»„]"),
        ("nl", r" [;:!?]"),
        ("nl", r"“[^”]*$|^[^“]*”"),
        ("fr", r"'"),  # the apostrophe is ’
        ("nl", r"'"),
        ("fr", r"  |\.\.\."),
        ("nl", r"  |\.\.\."),
    ],
)
def test_typography(language: str, slip: str) -> None:
    assert [text for spoken, text in prose() if spoken == language and re.search(slip, text)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_sentence_ends_as_its_original_does(language: str) -> None:
    def ends(text: str) -> str:
        return text[-1] if text[-1] in ".…" else ""

    assert [
        (template.text, said[0])
        for template, said, _ in CATALOGUES[language]
        if ends(template.text) != ends(said[0]) and not template.text.endswith(("quotes,", "”"))
    ] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_sentences_begin_as_their_originals_do(language: str) -> None:
    """A clause stays one, and a sentence as well; names, values and quotations may begin either."""
    wrong = []
    for template, said, _ in CATALOGUES[language]:
        first, other = template.text[0], said[0][0]
        if first.isalpha() and other.isalpha() and first.isupper() != other.isupper():
            wrong.append((template.text, said[0]))
    assert [
        pair
        for pair in wrong
        if not pair[0].startswith(("PubMed", "DataCite", "Open Library", "Crossref", "Word"))
        and pair[0] not in {str(LANGUAGE) for LANGUAGE in NAMES_OF_LANGUAGES}
    ] == []


NAMES_OF_LANGUAGES = ("German", "English", "Spanish", "French", "Italian", "Dutch", "Portuguese")


# The phrases.


@pytest.mark.parametrize(
    ("phrase", "french", "dutch"),
    [
        (say("Add the DOI."), "Ajoutez le DOI.", "Voeg de DOI toe."),
        (say_many("{number} source", "{number} sources", 3), "3 sources", "3 bronnen"),
        (say_list(["1", "3–5", "9"]), "1, 3–5 et 9", "1, 3–5 en 9"),
        (say_list(["1"]), "1", "1"),
        (say_row(["a", say("an erratum")], ";"), "a\u202f; un erratum", "a; een erratum"),
        (
            say("{source} could not be verified: {reason}.", source=say("This source"), reason=say("not asked")),
            "Cette source n’a pas pu être vérifiée\u202f: rien n’a été demandé.",
            "Deze bron kon niet worden geverifieerd: niets gevraagd.",
        ),
        ("any other text", "any other text", "any other text"),
    ],
)
def test_a_phrase_is_said_with_all_that_is_in_it(phrase: str, french: str, dutch: str) -> None:
    assert voice("fr").said(phrase) == french
    assert voice("nl").said(phrase) == dutch
    assert voice("en").said(phrase) == phrase
    assert voice("de").said(phrase) == phrase


@pytest.mark.parametrize(
    ("place", "french"),
    [
        ("page 4", "page 4"),
        ("paragraph 12", "paragraphe 12"),
        ("endnote iv", "note de fin iv"),
        ("elsewhere", "elsewhere"),
    ],
)
def test_places_are_said(place: str, french: str) -> None:
    assert voice("fr").place(place) == french
    assert voice("en").place(place) == place


def test_a_clause_has_no_full_stop_and_stays_a_phrase() -> None:
    short = clause(say("Add the DOI."))
    assert short == "Add the DOI"
    assert isinstance(short, Phrase)
    assert clause("Any text.") == "Any text"
    assert clause(say("not asked")) == "not asked"


values = st.recursive(
    st.text(max_size=5) | st.integers(-9, 9),
    lambda inner: st.builds(lambda a, b: say("{a} — {b}", a=a, b=b), inner, inner),
    max_leaves=5,
)


@given(first=values, number=st.integers(0, 3))
def test_a_phrase_survives_as_data(first: object, number: int) -> None:
    phrase = say_many("one {first}", "{number} {first}", number, first=first)
    back = revived(str(phrase), json.loads(json.dumps(kept(phrase))))
    assert back == phrase
    assert isinstance(back, Phrase)
    assert (back.template, back.plural, kept(back)) == (phrase.template, phrase.plural, kept(phrase))


@pytest.mark.parametrize(
    "record",
    [
        None,
        [],
        "Add the DOI.",
        {},
        {"template": 7},
        {"template": "Add the ISBN."},
        {"template": "{missing}"},
        {"template": "Add the {x.__class__}", "values": {"x": "DOI."}},
        {"template": "Add the DOI.{x:>999999999}", "values": {"x": ""}},
        {"template": "Add the DOI.", "plural": "…", "values": {}},
    ],
)
def test_a_record_that_says_something_else_is_passed_over(record: object) -> None:
    assert type(revived("Add the DOI.", record)) is str


def test_the_cache_keeps_what_can_be_said() -> None:
    question = Question(QuestionKind.PAGE, "https://example.org/")
    page = Page("https://example.org/", 200, sign=say("a parked domain"))
    answer = Answer(question, Outcome.ABSENT, Reason.SOFT_404, say("twice"), page=page)
    back = decode(question, encode(answer))
    assert back == answer
    assert back
    assert voice("fr").said(back.detail) == "deux fois"
    assert back.page
    assert voice("fr").said(back.page.sign) == "un domaine parqué"


def test_an_answer_kept_before_there_were_languages_is_still_one() -> None:
    question = Question(QuestionKind.PAGE, "https://example.org/")
    back = decode(question, '{"v":1,"outcome":"absent","reason":"not-found","detail":"gone"}')
    assert back == Answer(question, Outcome.ABSENT, Reason.NOT_FOUND, "gone")


# The language that is chosen.


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_BE.UTF-8"}, "fr"),
        ({"LANG": "nl_BE"}, "nl"),
        ({"LANG": "nl"}, "nl"),
        ({"LANG": "fr-BE"}, "fr"),
        ({"LANG": "de_BE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_BE.UTF-8", "LC_MESSAGES": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "fr_BE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "fr_BE.UTF-8", "LC_ALL": ""}, "fr"),
        ({"LANG": "fragment"}, "en"),
    ],
)
def test_the_locale_names_the_language(environment: dict[str, str], language: str) -> None:
    assert preferred(environment) == language


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (["--lang", "fr"], {}, "Le texte cite la source 12"),
        ([], {"CRACKCITE_LANG": "nl"}, "De tekst verwijst naar bron 12"),
        ([], {"LC_ALL": "fr_BE.UTF-8"}, "Le texte cite la source 12"),
        (["--lang", "nl"], {"CRACKCITE_LANG": "fr", "LC_ALL": "fr_BE.UTF-8"}, "De tekst verwijst naar bron 12"),
        (["--lang", "en"], {"LC_ALL": "fr_BE.UTF-8"}, "The text cites source 12"),
        ([], {}, "The text cites source 12"),
        (["--lang", "fr", "--format", "json"], {}, "The text cites source 12"),
    ],
)
def test_the_report_is_in_the_language_asked_for(crackcite, arguments, environment, said) -> None:
    assert said in crackcite("check", "--offline", *arguments, SAMPLES / "broken.txt", **environment).out


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (["--lang", "fr", "nowhere.txt"], {}, "nowhere.txt\u202f: Ce fichier n’existe pas\u202f;"),
        (["nowhere.txt"], {"LC_ALL": "nl_BE.UTF-8"}, "Dat bestand bestaat niet"),
        (["--lang", "fr", "--color", "pink", "x"], {}, "--color vaut 'pink'\u202f; valeurs admises"),
        (["--lang=nl", "--select", "CC999", "x"], {}, "er is geen regel “CC999”"),
        (["--lang", "de", "x"], {}, "--lang is 'de'; choose from en, fr, nl"),
    ],
)
def test_errors_are_in_the_language_asked_for(crackcite, arguments, environment, said) -> None:
    ran = crackcite("check", "--offline", *arguments, **environment)
    assert said in ran.out + ran.err
    assert ran.code == 2


@pytest.mark.parametrize(
    ("arguments", "french", "dutch"),
    [
        (["chek"], "Commande inconnue\u202f: 'chek'. Vouliez-vous dire", "Onbekende opdracht: 'chek'. Bedoelt u"),
        (["Ωμέγα"], "Commande inconnue\u202f: 'Ωμέγα'.", "Onbekende opdracht: 'Ωμέγα'."),
        (
            ["check", "--sinse", "x"],
            "Option inconnue\u202f: --sinse (options proches",
            "Onbekende optie: --sinse (mogelijke",
        ),
        (["check", "--zzz"], "Option inconnue\u202f: --zzz (voir crackcite --help)", "Onbekende optie: --zzz (zie"),
        (["check"], "Il manque un argument\u202f: 'CHEMIN", "Er ontbreekt een argument: 'PAD"),
        (
            ["check", "--format"],
            "L’option '--format' demande une valeur.",
            "De optie '--format' heeft een waarde nodig.",
        ),
        (["explain", "CC101", "b"], "Arguments en trop (b)", "Overtollige argumenten (b)"),
        (["serve", "--port", "x"], "Valeur non valide pour '--port'", "Ongeldige waarde voor '--port'"),
    ],
)
def test_a_wrong_command_line_is_told_in_the_language_asked_for(crackcite, arguments, french, dutch) -> None:
    assert french in crackcite(*arguments, CRACKCITE_LANG="fr").err
    assert dutch in crackcite(*arguments, CRACKCITE_LANG="nl").err


HELPS = ([], *([name] for name in COMMANDS), ["cache", "prune"], ["cache", "clear"])


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("command", HELPS, ids=" ".join)
def test_the_help_has_no_english_left(crackcite, command, language) -> None:
    """Of typer's words neither, and not after another language was spoken."""
    english = crackcite(*command, "--help", CRACKCITE_LANG="en").out
    shown = crackcite(*command, "--help", CRACKCITE_LANG=language).out
    words = re.sub(r"--[\w-]+|\[[^\]]*\]|<\w+>|\.toml|crackcite \w+|[│╭╰─╮╯]", "", shown)
    left = {"error", "warning", "info"}  # values of options
    assert {
        *english_in(words, language),
        *re.findall(r"\b(?:Usage|Commands|default|required|Show|exit)\b", words),
    } <= left
    assert "Usage: " in english
    assert "Show this message and exit." in english
    assert crackcite(*command, "--help", CRACKCITE_LANG="en").out == english


def test_no_line_of_the_help_begins_with_what_ends_a_french_clause(crackcite) -> None:
    for command in HELPS:
        shown = crackcite(*command, "--help", CRACKCITE_LANG="fr").out
        assert [line for line in shown.splitlines() if re.search(r"│\s+[;:!?»]|«\s*│", line)] == []
    rules = crackcite("explain", CRACKCITE_LANG="fr").out
    assert [line for line in rules.splitlines() if re.match(r"\s+[;:!?»]|.*«\s*$", line)] == []


def test_a_run_on_file_is_shown_in_any_language(crackcite, tmp_path) -> None:
    """It is the report that the run itself would have shown."""
    run = tmp_path / "run.json"
    crackcite("check", "--offline", "--format", "json", "--output", run, SAMPLES / "broken.txt")
    for language in LANGUAGES:
        again = crackcite("render", run, "--format", "terminal", "--lang", language).out
        assert again == crackcite("check", "--offline", "--lang", language, SAMPLES / "broken.txt").out


def test_the_pages_of_the_rules_are_in_the_language_asked_for(crackcite) -> None:
    page = crackcite("explain", "CC301", "--lang", "fr").out
    assert "Pourquoi" in page
    assert "ni Crossref ni le système DOI lui-même ne l’a" in " ".join(page.split())
    assert "Waarom" in crackcite("explain", "CC301", CRACKCITE_LANG="nl").out
    assert "meldt" in crackcite("explain", "--lang", "nl").out


# What a reader sees.

ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|were|this|that|with|from|not|cannot|could|has|have|been|there|which|source|sources|"
    r"marker|markers|link|address|registry|answer|answered|Write|Add|Copy|Look|Check|Run|error|errors|warning|warnings)\b"
)


#: Words of the other languages that look English.
SHARED = {"fr": {"source", "sources"}, "nl": {"link", "is", "was", "of", "source"}}


def english_in(said: str, language: str) -> list[str]:
    """The English words in a sentence, quotations and addresses apart."""
    own = re.sub(r"«[^»]*»|“[^”]*”|\([^()]*…\)|https?://\S+|--[\w-]+", "", said)
    return [word for word in ENGLISH.findall(own) if word not in SHARED[language]]


def words_of_the_program(shown: str) -> list[str]:
    """The lines of a report that the program says itself: no quotation, path, code, rule's name, or article's line."""
    lines = [line for line in shown.splitlines() if not re.match(r" *\d* │|.*\S\.txt", line)]
    text = "\n".join(lines)
    text = re.sub(r"«[^»]*»|“[^”]*”|\([^()]*…\)|CC\d{3} [\w-]+|https?://\S+|crackcite explain \w+", "", text)
    return [line for line in text.splitlines() if " · " not in line]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_report_has_no_english_left(language: str) -> None:
    report = check([str(SAMPLES / "broken.txt")], Settings(offline=True))
    shown = words_of_the_program(render(report, language=language, verbose=True, width=400))
    left = [
        (line, word) for line in shown if not re.match(r" +(?:[–?]|\d+) ", line) for word in english_in(line, language)
    ]
    assert left == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_of_a_finding_is_one_that_is_translated(language: str) -> None:
    """A sentence that was put together by hand would be English in every language."""
    report = check([str(path) for path in sorted(SAMPLES.glob("*.*"))], Settings(offline=True))
    tr = voice(language)
    for _, finding in report.findings():
        for said in (finding.message, finding.hint):
            assert isinstance(said, Phrase), said
            assert tr.said(said) != said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_lines_fit_in_every_language(language: str, width: int) -> None:
    report = check([str(SAMPLES / name) for name in ("broken.txt", "crise-du-logement.txt")], Settings(offline=True))
    shown = render(report, language=language, width=width).replace(f"{SAMPLES}/", "")
    too_long = [line for line in shown.splitlines() if cell_len(line) > width]
    assert [line for line in too_long if "://" not in line] == []  # an address is never broken


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_for_people_can_be_made(language: str) -> None:
    report = check([str(SAMPLES / "broken.txt")], Settings(offline=True))
    for name in ("terminal", "summary", "html", "markdown"):
        if name in VIEWS:
            assert VIEWS[name].render(report, Look(language=language))


def test_machines_are_spoken_to_in_english() -> None:
    report = check([str(SAMPLES / "broken.txt")], Settings(offline=True))
    for name in set(VIEWS) - {"terminal", "summary", "html", "markdown"}:
        assert VIEWS[name].render(report, Look(language="fr")) == VIEWS[name].render(report, Look(language="en"))


def test_the_report_as_json_stays_plain_english() -> None:
    report = check([str(SAMPLES / "broken.txt")], Settings(offline=True))
    plain = json.loads(json_report.render(report))
    for finding in plain["articles"][0]["findings"]:
        assert finding["said"]["message"]["template"]
        assert isinstance(finding["message"], str)
    assert json_report.load(json_report.render(report)) == report


def test_what_the_world_answers_is_said_in_every_language(world, tmp_path) -> None:
    """Whatever went wrong on the way: refusals, errors, moved and dead pages, DOIs that are another work's."""
    site = world.site("127.0.0.9")
    statuses = (200, 301, 302, 400, 401, 403, 404, 405, 410, 418, 429, 451, 500, 503, 504, 521, 999)
    lines = []
    for number, status in enumerate(statuses, 1):
        moved = {"Location": site.url("/elsewhere")} if status in (301, 302) else {}
        site.route(f"/{status}", Response(status=status, body="<title>Anything</title><p>Yes.</p>", headers=moved))
        lines.append(f"{number}. Author, A. A page of some length about housing. {site.url(f'/{status}')}")
    world.add_work(
        {"DOI": "10.1234/fish", "title": ["A study of fish in cold lakes"], "issued": {"date-parts": [[1950]]}}
    )
    lines += [
        "18. Author, B. Housing first in large cities. J. Homes 3, 4–5 (2020). doi:10.1234/fish",
        "19. Author, C. Housing second. J. Homes 4, 6–7 (2021). doi:10.1234/none",
        "20. Author, D. A book about housing. (Press, 1999).",
    ]
    article = tmp_path / "article.txt"
    text = "".join(f"A sentence{number}. " for number in range(1, 21))
    article.write_text(f"{text}\n\nSources\n" + "\n".join(lines) + "\n", encoding="utf-8")
    report = check([str(article)], world.settings())
    [judged] = report.articles
    said = [text for finding in judged.findings for text in (finding.message, finding.hint)]
    said += [answer.detail for answers in judged.evidence for answer in answers if answer.detail]
    said += [answer.page.sign for answers in judged.evidence for answer in answers if answer.page and answer.page.sign]
    assert len({text.template for text in said if isinstance(text, Phrase)}) > 25
    for language in TRANSLATED:
        tr = voice(language)
        assert [text for text in said if not isinstance(text, Phrase) or tr.said(text) == text] == []
        assert [(tr.said(text), word) for text in said for word in english_in(tr.said(text), language)] == []
    assert json_report.load(json_report.render(report)) == report
