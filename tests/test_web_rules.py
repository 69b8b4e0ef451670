"""What is said of a link: one finding at most, in words that tell an editor what to do."""

from __future__ import annotations

from typing import Any

import builders
import pytest

from crackcite import rules
from crackcite.model import (
    Answer,
    Article,
    Evidence,
    Finding,
    Hop,
    IdentifierKind,
    Outcome,
    Page,
    Parts,
    Question,
    QuestionKind,
    Reason,
)

URL = "http://www.gazette.example/2024/03/x17"
TITLE = "Combien de lits libres dans les maisons d’accueil cet hiver"
TEXT = f"Les lits manquent1.\n\nSources\n1. Dupont, A. {TITLE}. La Gazette. {URL}. (2024).\n"
CODES = ("CC401", "CC402", "CC403", "CC404", "CC405", "CC406", "CC407", "CC902")


def article(url: str = URL, title: str = TITLE) -> Article:
    text = TEXT.replace(URL, url).replace(TITLE, title)
    entry = text.split("1. ", 1)[1].strip()
    link = builders.identifier(text, IdentifierKind.URL, url)
    source = builders.reference(text, 1, entry, link, parts=Parts(("Dupont, A.",), title))
    return Article(builders.document(text), references=(source,))


def answer(
    outcome: Outcome, reason: Reason = Reason.NONE, url: str = URL, value: str = "", at: str = "", **page: Any
) -> Answer:
    shown = Page(**({"url": at or url, "status": 200, "title": f"{TITLE} | La Gazette"} | page))
    return Answer(
        Question(QuestionKind.PAGE, url),
        outcome,
        reason,
        "the reason in words",
        "gazette.example",
        value=value,
        page=shown,
    )


def findings(*answers: Answer, of: Article | None = None, offline: bool = False) -> list[Finding]:
    evidence = Evidence({found.question: found for found in answers}, offline)
    case = rules.Case(of or article(), evidence)
    table = rules.table()
    return [finding for code in CODES for finding in table[code].findings(case)]


PROVED = {Reason.NONE, Reason.NOT_FOUND, Reason.GONE, Reason.NO_HOST, Reason.SOFT_404}
OPEN = [reason for reason in Reason if reason not in PROVED | {Reason.OFFLINE, Reason.CERTIFICATE}]
SECURE = "https" + URL[4:]
ABOVE = URL.rsplit("/", 1)[0]
NEW = "https://www.gazette.example/dossiers/lits"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (answer(Outcome.FOUND), ""),
        (answer(Outcome.ABSENT, Reason.NOT_FOUND), "CC401"),
        (answer(Outcome.ABSENT, Reason.GONE), "CC401"),
        (answer(Outcome.ABSENT, Reason.NO_HOST), "CC401"),
        (answer(Outcome.ABSENT, Reason.SOFT_404, sign="“Page introuvable”"), "CC402"),
        (answer(Outcome.MOVED, value=NEW), "CC403"),
        (answer(Outcome.MOVED, value=NEW, title="Horaires des piscines et tarifs des abonnements"), "CC404"),
        (answer(Outcome.FOUND, title="Horaires des piscines et tarifs des abonnements"), "CC404"),
        # the section above the page, titled after itself
        (answer(Outcome.FOUND, title="Actualités", at=ABOVE, hops=(Hop(301, ABOVE),)), "CC404"),
        (answer(Outcome.FOUND, title=f"Dossier : {TITLE}", at=ABOVE, hops=(Hop(301, ABOVE),)), ""),
        (answer(Outcome.FOUND, secure=SECURE), "CC405"),
        (answer(Outcome.FOUND, secure=SECURE, fragment=False), "CC406"),
        (answer(Outcome.FOUND, fragment=False), "CC406"),
        (answer(Outcome.FOUND, fragment=True), ""),
        (answer(Outcome.UNANSWERED, Reason.CERTIFICATE), "CC407"),
        *((answer(Outcome.UNANSWERED, reason), "CC902") for reason in OPEN),
    ],
)
def test_one_answer_makes_one_finding(found: Answer, expected: str) -> None:
    other = Answer(Question(QuestionKind.PAGE, "https://other.example/"), Outcome.FOUND)
    said = findings(found, other)
    assert [finding.rule for finding in said] == ([expected] if expected else [])
    for finding in said:
        assert finding.span.of(TEXT) == URL
        assert finding.subject == URL
        assert finding.hint.endswith((".", URL))
        assert finding.message.endswith((".", NEW))


@pytest.mark.parametrize(
    ("found", "target"), [(answer(Outcome.MOVED, value=NEW), NEW), (answer(Outcome.FOUND, secure=SECURE), SECURE)]
)
def test_the_fix_replaces_the_address_and_nothing_else(found: Answer, target: str) -> None:
    (finding,) = findings(found)
    assert finding.fix is not None
    patched = TEXT[: finding.fix.span.start] + finding.fix.replacement + TEXT[finding.fix.span.end :]
    assert patched == TEXT.replace(URL, target)


def test_a_dead_link_names_its_archived_copy() -> None:
    copy = "https://web.archive.org/web/20240401000000/" + URL
    for key in (URL, f"{URL} 20240301"):
        kept = Answer(Question(QuestionKind.ARCHIVE, key), Outcome.FOUND, value=copy)
        (finding,) = findings(answer(Outcome.ABSENT, Reason.NOT_FOUND), kept)
        assert copy in finding.hint
        assert finding.fix is None


def test_a_copy_has_its_day_and_none_is_promised_where_there_is_none() -> None:
    question = Question(QuestionKind.ARCHIVE, URL)
    kept = Answer(question, Outcome.FOUND, detail="archived on 2019-03-12", value="https://web.archive.org/web/2019/x")
    hints = {
        kept: "Cite the copy archived on 2019-03-12: https://web.archive.org/web/2019/x (look at it first).",
        Answer(question, Outcome.ABSENT, Reason.NOT_FOUND): "the Wayback Machine has no copy of the old one.",
        Answer(question, Outcome.UNANSWERED, Reason.TIMEOUT): f"a copy at https://web.archive.org/web/*/{URL}",
    }
    for answered, hint in hints.items():
        (finding,) = findings(answer(Outcome.ABSENT, Reason.NOT_FOUND), answered)
        assert finding.hint.endswith(hint)


def test_nothing_is_said_offline_nor_link_by_link_when_the_network_is_away() -> None:
    refused = answer(Outcome.UNANSWERED, Reason.REFUSED)
    assert findings(refused) == []
    assert findings(answer(Outcome.ABSENT, Reason.NOT_FOUND), offline=True) == []


def test_an_article_whose_title_reads_like_an_error_is_no_soft_404() -> None:
    of = article(title="Page introuvable : petite histoire d’une erreur")
    assert findings(answer(Outcome.ABSENT, Reason.SOFT_404, sign="“Page introuvable”"), of=of) == []


@pytest.mark.parametrize(
    ("source", "shown", "url"),
    [
        (TITLE, "La Gazette", URL),  # the site's name alone
        (TITLE, "Combien de lits libres dans les mais…", URL),
        (TITLE, "COMBIEN DE LITS LIBRES ? - La Gazette de Bruxelles, journal indépendant depuis 1911", URL),
        (TITLE, "How many free beds are there in the shelters this winter", URL),  # another language
        (TITLE, "Hoeveel bedden zijn er vrij in de opvang deze winter", URL),
        ("", "Horaires des piscines et tarifs des abonnements", URL),
        ("Rapport annuel", "Horaires des piscines et tarifs des abonnements", URL),  # too short to compare
        (
            TITLE,
            "Horaires des piscines et tarifs des abonnements",
            "https://ville.example/sport/piscines-horaires-tarifs",
        ),
        (TITLE, "Dupont signe dans La Gazette : les lits libres", URL),
        (TITLE, f"{TITLE} – La Gazette de Bruxelles", URL),
        (TITLE, "", URL),
    ],
)
def test_a_title_is_not_called_another_for_its_form(source: str, shown: str, url: str) -> None:
    found = answer(Outcome.FOUND, url=url, title=shown)
    assert findings(found, of=article(url, source or "La Gazette")) == []


@pytest.mark.parametrize(
    "shown",
    [
        "Horaires des piscines et tarifs des abonnements",
        "Les recettes de la semaine pour les enfants gourmands",
    ],
)
def test_another_page_is_called_so(shown: str) -> None:
    (finding,) = findings(answer(Outcome.FOUND, title=shown))
    assert finding.rule == "CC404"
    assert shown in finding.message


@pytest.mark.parametrize(
    ("shown", "rules_"),
    [
        ("Dix recettes au potiron et à la sauge – Valley Review", ["CC404"]),  # that the site is right proves nothing
        ("Combien de lits libres cet hiver – Valley Review", []),
        ("Accueil – Valley Review", []),  # too short to compare
        ("Valley Review – Dix recettes au potiron", []),  # where the name stands first, it may be part of the title
    ],
)
def test_the_name_of_the_site_is_no_likeness(shown: str, rules_: list[str]) -> None:
    text = TEXT.replace("La Gazette.", "Valley Review.")
    entry = text.split("1. ", 1)[1].strip()
    link = builders.identifier(text, IdentifierKind.URL, URL)
    source = builders.reference(text, 1, entry, link, parts=Parts(("Dupont, A.",), TITLE))
    of = Article(builders.document(text), references=(source,))
    assert [finding.rule for finding in findings(answer(Outcome.FOUND, title=shown), of=of)] == rules_
