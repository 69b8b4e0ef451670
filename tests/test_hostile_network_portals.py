"""A network that shows its own page in place of the sites': nothing is called dead, nothing is kept as found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from world import Request, Response, World, json_response, redirect

from crackcite.lookups import gather
from crackcite.lookups.cache import cache_file
from crackcite.lookups.web.portals import owner
from crackcite.model import Answer, Outcome, Question, QuestionKind, Reason

PORTAL = (
    "<title>Welcome to Hotel Wi-Fi</title><h1>Welcome to our guest network</h1><p>You asked for {asked} from 10.8.7.6. "
    "To use the wireless network of the hotel, please accept the terms of use and press the button below.</p>"
)
WORDS = "Une enquête sur les lits fermés des hôpitaux publics, service par service, depuis le début de l’année."
DEEP = ("/2024/01/lits-fermes", "/artikel/bedden", "/news/hospital-beds", "/politik/betten")
HOSTS = ("www.gazette.example", "hospitals.example.org", "zeitung.example", "krant.example.net")


def shows(page: str) -> Callable[[Request], Response]:
    return lambda request: Response(body=page.format(asked=request.headers["Host"] + request.path))


@pytest.fixture
def links(world: World, dns) -> Callable[..., list[Answer]]:
    """The answers about one deep link at each of some unrelated sites, which the test's server plays."""

    def ask(
        answer: Callable[[Request], Response], many: int = 4, doi: bool = False, genuine: bool = False
    ) -> list[Answer]:
        site = world.site("127.0.0.31", answer)
        questions = [Question(QuestionKind.PAGE, site.url(DEEP[n], HOSTS[n])) for n in range(many)]
        for host in HOSTS:
            dns.points(host, "127.0.0.31")
        portal = world.site("127.0.0.32", answer)
        world.add_work({"DOI": "10.1234/1", "title": ["T"]})
        extra = [Question(QuestionKind.CROSSREF_WORK, "10.1234/1")] if doi else []
        away = {} if genuine or doi else world.away(portal.base)
        answers = gather([*questions, *extra], lambda *_: (), world.settings(**away)).answers
        return [answers[question] for question in questions]

    return ask


SIGN_IN = Response(body=PORTAL.format(asked="you"))
PORTALS = {
    "the page in place of every page": shows(PORTAL),
    "a redirect to its own host": lambda request: (
        SIGN_IN
        if request.headers["Host"].startswith("portal.")
        else redirect(f"http://portal.example:{request.headers['Host'].rpartition(':')[2]}/welcome?to={request.path}")
    ),
    "a redirect to its own front page": lambda request: (
        SIGN_IN
        if request.headers["Host"].startswith("portal.")
        else redirect(f"http://portal.example:{request.headers['Host'].rpartition(':')[2]}/")
    ),
    "a redirect to its front page by a refresh": lambda request: (
        SIGN_IN
        if request.headers["Host"].startswith("portal.")
        else Response(
            body=f'<meta http-equiv="refresh" content="0; url=http://portal.example:'
            f'{request.headers["Host"].rpartition(":")[2]}/">'
        )
    ),
    "a page for no page": lambda _: Response(404, "<title>404 Not Found</title><h1>404 Not Found</h1><hr>gateway"),
    "network authentication required": lambda _: Response(511, PORTAL),
}


@pytest.mark.parametrize("kind", PORTALS)
@pytest.mark.parametrize("many", [2, 4])
def test_a_login_page_in_place_of_every_site_proves_nothing(world: World, dns, links, kind: str, many: int) -> None:
    dns.points("portal.example", "127.0.0.31")
    answers = links(PORTALS[kind], many)
    assert {answer.outcome for answer in answers} == {Outcome.UNANSWERED}
    if kind != "network authentication required":
        assert {answer.detail.partition(",")[0] for answer in answers} == {
            "several unrelated sites show one and the same page here"
        }
    with sqlite3.connect(cache_file(world.settings())) as kept:
        assert kept.execute("select count(*) from answers where kind = 'page'").fetchall() == [(0,)]
    kept.close()


def test_a_filter_stands_in_the_way_of_some_sites_while_others_answer(links) -> None:
    def filtered(request: Request) -> Response:
        if request.path == DEEP[3]:
            return Response(body=f"<title>Betten</title><p>{WORDS}")
        return Response(body=f"<title>Blocked by your organisation</title><p>{PORTAL}")

    *blocked, other = links(filtered, doi=True)
    assert {answer.reason for answer in blocked} == {Reason.BAD_ANSWER}
    assert other.outcome is Outcome.FOUND


def of_its_own(request: Request) -> Response:
    title = request.path.rpartition("/")[2].replace("-", " ")
    return Response(body=f"<title>{title}</title><p>{WORDS}")


NO_PORTALS = {
    "pages of their own": (of_its_own, 4, Outcome.FOUND),
    "two sites with the same article": (shows(f"<title>Lits</title><p>{WORDS}"), 2, Outcome.FOUND),
    "an application's frame": (shows("<title>DSpace</title><p>Loading"), 4, Outcome.FOUND),
    "a server's own page for what is not there": (
        lambda _: Response(404, "<title>404 Not Found</title><center><h1>404 Not Found</h1></center><hr>nginx"),
        4,
        Outcome.ABSENT,
    ),
    "domains for sale at one trader": (
        shows(
            "<title>{asked} is for sale</title><h1>This domain is for sale</h1><p>Buy this domain now. Make an offer."
        ),
        4,
        Outcome.ABSENT,
    ),
    "a wall that asks for consent": (
        shows("<title>We value your privacy</title><h1>We value your privacy</h1><p>" + WORDS),
        4,
        Outcome.UNANSWERED,
    ),
}


@pytest.mark.parametrize("kind", NO_PORTALS)
@pytest.mark.parametrize("doi", [False, True], ids=["doi.org is asked", "Crossref has answered"])
def test_sites_that_share_a_page_in_a_network_that_works(links, kind: str, doi: bool) -> None:
    page, many, outcome = NO_PORTALS[kind]
    answers = links(page, many, doi=doi, genuine=True)
    assert {answer.outcome for answer in answers} == {outcome}
    assert not [answer for answer in answers if "several unrelated sites" in answer.detail]


def test_sites_that_were_merged_into_one_that_is_cited(world: World, dns) -> None:
    """Three magazines of a publisher lead to the page of the fourth, which the article cites."""
    site = world.site(
        "127.0.0.31",
        lambda request: (
            Response(body=f"<title>Hospitals</title><p>{WORDS}")
            if request.headers["Host"].startswith("zeitung.")
            else redirect(f"http://zeitung.example:{site.port}/politik/betten", 301)
        ),
    )
    for host in HOSTS:
        dns.points(host, "127.0.0.31")
    questions = [Question(QuestionKind.PAGE, site.url(path, host)) for path, host in zip(DEEP, HOSTS, strict=True)]
    questions.append(Question(QuestionKind.PAGE, site.url("/politik/betten", "zeitung.example")))
    answers = gather(questions, lambda *_: (), world.settings()).answers
    assert {answer.outcome for answer in answers.values()} <= {Outcome.FOUND, Outcome.MOVED}


def test_mirrors_show_one_page_for_one_address(world: World, dns) -> None:
    site = world.site("127.0.0.31", shows(f"<title>RFC 9110</title><p>{WORDS}"))
    for host in HOSTS:
        dns.points(host, "127.0.0.31")
    questions = [Question(QuestionKind.PAGE, site.url("/rfc/rfc9110.html", host)) for host in HOSTS]
    answers = gather(questions, lambda *_: (), world.settings()).answers
    assert {answer.outcome for answer in answers.values()} == {Outcome.FOUND}


@pytest.mark.parametrize(
    ("url", "who"),
    [
        ("https://www.elsevier.com/a", "elsevier"),
        ("https://shop.elsevier.fr/a", "elsevier"),
        ("https://www.bbc.co.uk/news", "bbc"),
        ("https://www.legifrance.gouv.fr/", "legifrance"),
        ("https://one.github.io/", "github"),
        ("http://127.0.0.1:80/", "127.0.0.1"),
        ("http://127.0.0.2:80/", "127.0.0.1"),  # this machine too
        ("http://localhost/", "localhost"),
        ("https://co.uk/", "co"),
    ],
)
def test_whose_site_it_is(url: str, who: str) -> None:
    assert owner(url) == who


def test_a_registry_behind_a_login_page_is_said_to_answer_something_else(world: World) -> None:
    portal = world.site("127.0.0.32", shows(PORTAL))
    dois = [Question(QuestionKind.CROSSREF_WORK, f"10.1234/{n}") for n in range(2)]
    evidence = gather(dois, lambda *_: (), world.settings(**world.away(portal.base)))
    assert {answer.reason for answer in evidence.answers.values()} == {Reason.BAD_ANSWER}
    assert evidence.network_away


def test_json_of_somebody_else_is_no_proof_of_the_network(world: World, links) -> None:
    """A portal that answers JSON to those who accept it is not taken for doi.org."""
    answers = links(
        lambda request: (
            json_response({"login": "required"})
            if "json" in request.headers["Accept"] and "/api/" in request.path
            else shows(PORTAL)(request)
        )
    )
    assert {answer.outcome for answer in answers} == {Outcome.UNANSWERED}
