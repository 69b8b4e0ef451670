"""doi.org, DataCite and Open Library: every answer that they document, and the odd ones."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from world import Response, json_response

from crackcite.lookups import gather
from crackcite.model import Outcome, Question, QuestionKind, Reason

K = QuestionKind
DOI = "10.1400/1"


def no_more(answer, evidence):
    return ()


def ask(world, *questions, **settings):
    evidence = gather(questions, no_more, world.settings(cache=False, **{"timeout": 2, **settings}))
    return [evidence.answers[question] for question in questions]


def handle(code, status=200, values=(), doi=DOI):
    return json_response({"responseCode": code, "handle": doi, "values": list(values)}, status, Retry_After="9999")


TARGET = {"index": 1, "type": "URL", "data": {"format": "string", "value": "https://publisher.example.org/1"}}

ALIAS = {"index": 2, "type": "HS_ALIAS", "data": {"format": "string", "value": "10.1400/2"}}
ADMIN = {"index": 100, "type": "HS_ADMIN", "data": {"format": "admin", "value": {"handle": "0.na/10.1400"}}}

HANDLES = {
    "there": (handle(1, values=[TARGET]), Outcome.FOUND, Reason.NONE, "https://publisher.example.org/1"),
    "there, in capitals": (handle(1, doi=DOI.upper()), Outcome.FOUND, Reason.NONE, ""),
    "there, as an alias": (handle(1, values=[ADMIN, TARGET, ALIAS]), Outcome.FOUND, Reason.NONE, "10.1400/2"),
    "there, without an address": (handle(200), Outcome.FOUND, Reason.NONE, ""),
    "not there": (handle(100, 404), Outcome.ABSENT, Reason.NOT_FOUND, ""),
    "an error": (handle(2, 500), Outcome.UNANSWERED, Reason.SERVER_ERROR, ""),
    "another server's": (handle(301, 400), Outcome.UNANSWERED, Reason.BAD_ANSWER, ""),
    "an invalid handle": (handle(102, 400), Outcome.UNANSWERED, Reason.BAD_ANSWER, ""),
    "another DOI": (handle(100, 404, doi="10.9999/other"), Outcome.UNANSWERED, Reason.BAD_ANSWER, ""),
    "a page": (Response(404, "<h1>Not found</h1>"), Outcome.UNANSWERED, Reason.BAD_ANSWER, ""),
    "a list": (json_response([]), Outcome.UNANSWERED, Reason.BAD_ANSWER, ""),
    "values that are none": (handle(1, values=[{"type": "URL", "data": "x"}, 3]), Outcome.FOUND, Reason.NONE, ""),
}


@pytest.mark.parametrize("case", HANDLES)
def test_handles(world, case):
    response, outcome, reason, value = HANDLES[case]
    world.doi.route(f"/api/handles/{DOI}", response)
    [answer] = ask(world, Question(K.DOI_HANDLE, DOI), timeout=4)
    assert (answer.outcome, answer.reason, answer.value) == (outcome, reason, value)


AGENCIES = {
    "registered": ([{"DOI": DOI, "RA": "mEDRA"}], Outcome.FOUND, "mEDRA"),
    "no DOI": ([{"DOI": DOI, "status": "DOI does not exist"}], Outcome.ABSENT, ""),
    "not even a form": ([{"DOI": DOI, "status": "Invalid DOI"}], Outcome.ABSENT, ""),
    "unknown": ([{"DOI": DOI, "status": "Unknown"}], Outcome.UNANSWERED, ""),
    "of another": ([{"DOI": "10.9999/other", "RA": "Crossref"}], Outcome.UNANSWERED, ""),
    "nothing": ([], Outcome.UNANSWERED, ""),
    "an object": ({"DOI": DOI, "RA": "Crossref"}, Outcome.UNANSWERED, ""),
}


@pytest.mark.parametrize("case", AGENCIES)
def test_agencies(world, case):
    body, outcome, value = AGENCIES[case]
    world.doi.route(f"/ra/{DOI}", json_response(body))
    [answer] = ask(world, Question(K.DOI_AGENCY, DOI))
    assert (answer.outcome, answer.value) == (outcome, value)


def test_many_agencies_are_asked_together(world):
    dois = [f"10.1400/{number}" for number in range(45)]
    world.doi.agencies |= dict.fromkeys(dois[:40], "mEDRA")
    answers = ask(world, *(Question(K.DOI_AGENCY, doi) for doi in dois))
    assert [answer.outcome for answer in answers] == [Outcome.FOUND] * 40 + [Outcome.ABSENT] * 5
    assert len(world.doi.seen) == 3


@pytest.mark.parametrize(
    "doi", ["10.1000/a,b", "10.1000/a b#c?d%e", "10.1000/<585::aid>3.0.co;2-l", "10.1000/é–", "10.1000/a&b=c"]
)
def test_every_doi_arrives_as_it_is(world, doi):
    world.doi.agencies[doi] = "mEDRA"
    world.datacite.records[doi] = {"titles": [{"title": "T"}]}
    answers = ask(world, *(Question(kind, doi) for kind in (K.DOI_AGENCY, K.DOI_HANDLE, K.DATACITE_WORK)))
    assert [answer.outcome for answer in answers] == [Outcome.FOUND] * 3
    assert all(unquote(path.split("?")[0]).endswith(doi) for path in world.doi.paths())


def test_an_address_of_the_users_own_with_a_path(world):
    """A campus gateway may live below a path."""
    world.doi.route(f"/gateway/ra/{DOI}", json_response([{"DOI": DOI, "RA": "OP"}]))
    [answer] = ask(world, Question(K.DOI_AGENCY, DOI), doi_url=world.doi.base + "/gateway")
    assert answer.value == "OP"


def test_metadata_by_content_negotiation(world):
    world.doi.metadata[DOI] = {"type": "article-journal", "title": "La città", "author": [{"family": "Rossi"}]}
    [answer] = ask(world, Question(K.DOI_METADATA, DOI))
    assert (answer.work.doi, answer.work.title, answer.work.authors[0].family) == (DOI, "La città", "Rossi")
    assert world.doi.seen[0].headers["Accept"] == "application/vnd.citationstyles.csl+json"


@pytest.mark.parametrize(
    "response",
    [Response(404), Response(406), Response(204), Response(200, "<title>A landing page</title>"), json_response({})],
    ids=["not found", "not acceptable", "nothing", "a page", "an empty record"],
)
def test_metadata_that_is_not_given_proves_nothing(world, response):
    world.doi.route(f"/{DOI}", response)
    [answer] = ask(world, Question(K.DOI_METADATA, DOI))
    assert (answer.outcome, answer.reason) == (Outcome.UNANSWERED, Reason.BAD_ANSWER)


DATACITE = {
    "not found": (
        json_response({"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}, 404),
        Outcome.ABSENT,
    ),
    "a gateway's 404": (Response(404, "<h1>Not found</h1>"), Outcome.UNANSWERED),
    "no attributes": (json_response({"data": {}}), Outcome.UNANSWERED),
    "no data": (json_response({"data": None}), Outcome.UNANSWERED),
    "a text": (json_response("x"), Outcome.UNANSWERED),
    "an error without errors": (json_response({}, 404), Outcome.UNANSWERED),
}


@pytest.mark.parametrize("case", DATACITE)
def test_datacite(world, case):
    response, outcome = DATACITE[case]
    world.datacite.route(f"/dois/{DOI}", response)
    assert ask(world, Question(K.DATACITE_WORK, DOI))[0].outcome is outcome


def test_books(world):
    isbns = [f"97820707296{number}" for number in range(10, 40)]
    world.openlibrary.books |= {isbn: {"title": f"Book {isbn}"} for isbn in isbns[:20]}
    answers = ask(world, *(Question(K.BOOK, isbn) for isbn in isbns), timeout=5)
    assert [answer.outcome for answer in answers] == [Outcome.FOUND] * 20 + [Outcome.ABSENT] * 10
    assert answers[3].work.title == f"Book {isbns[3]}"
    assert len(world.openlibrary.seen) == 2


def test_a_mirror_that_does_not_take_several_is_asked_one_by_one(world):
    keys = [f"10.1400/{number}" for number in range(5)]
    world.doi.agencies |= dict.fromkeys(keys, "OP")
    world.doi._answer = only_one(world.doi._doi)
    answers = ask(world, *(Question(K.DOI_AGENCY, key) for key in keys))
    assert [answer.outcome for answer in answers] == [Outcome.FOUND] * 5
    assert len(world.doi.seen) == 6


def only_one(play):
    return lambda request: Response(414, "<h1>Too long</h1>") if "," in unquote(request.path) else play(request)


def test_an_isbn_may_be_written_with_hyphens(world):
    world.openlibrary.books["9782070729685"] = {"title": "Surveiller et punir"}
    assert ask(world, Question(K.BOOK, "978-2-07-072968-5"))[0].outcome is Outcome.FOUND


@pytest.mark.parametrize("body", [[], "x", None, 3])
def test_a_book_answer_that_is_none(world, body):
    world.openlibrary.route("/api/books", json_response(body))
    assert ask(world, Question(K.BOOK, "9782070729685"))[0].outcome is Outcome.UNANSWERED


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (Response(429, headers={"Retry-After": "9999"}), Reason.RATE_LIMITED),
        (Response(503, headers={"Retry-After": "9999"}), Reason.SERVER_ERROR),
        (Response(403), Reason.BLOCKED),
        (Response(fault="reset"), Reason.RESET),
        (Response(200, '{"a', content_type="application/json"), Reason.BAD_ANSWER),
        (Response(200, '{"data": {}}' * 50, fault="cut", content_type="application/json"), Reason.RESET),
    ],
    ids=["often", "trouble", "blocked", "reset", "broken", "cut"],
)
@pytest.mark.parametrize("kind", [K.DOI_AGENCY, K.DOI_HANDLE, K.DOI_METADATA, K.DATACITE_WORK, K.BOOK])
def test_trouble(world, response, reason, kind):
    """No trouble of a registry's proves anything about what it was asked for."""
    for site in (world.doi, world.datacite, world.openlibrary):
        for path in (f"/ra/{DOI}", f"/api/handles/{DOI}", f"/{DOI}", f"/dois/{DOI}", "/api/books"):
            site.route(path, response)
    [answer] = ask(world, Question(kind, DOI), timeout=3)
    assert (answer.outcome, answer.reason) == (Outcome.UNANSWERED, reason)
    assert len(answer.detail) > 10


def test_datacite_is_asked_within_its_limits(world):
    """A burst for a small article, and then an even pace: never 500 requests in five minutes."""
    from crackcite.lookups.registries import DataCite
    from crackcite.lookups.resolve import Names

    pace = DataCite(world.settings(), Names(allow_private=True)).pace("DataCite", [])
    assert pace.requests + pace.burst < 500 * pace.seconds / 300
    known = DataCite(world.settings(mailto="a@example.org"), Names(allow_private=True)).pace("DataCite", [])
    assert pace.requests < known.requests
    assert known.requests + known.burst < 1000 * known.seconds / 300
    dois = [f"10.5281/{number}" for number in range(40)]
    ask(world, *(Question(K.DATACITE_WORK, doi) for doi in dois))
    assert world.datacite.most_at_once() <= pace.at_once


ARTICLE = {
    "title": "Why do inequality and deprivation produce high crime and low trust?",
    "authors": [
        {"name": "De Courson B", "authtype": "Author"},
        {"name": "Nettle D", "authtype": "Author"},
        {"name": "The Study Group", "authtype": "CollectiveName"},
    ],
    "fulljournalname": "Scientific reports",
    "source": "Sci Rep",
    "pubdate": "2021 Jan 21",
    "volume": "11",
    "issue": "1",
    "pages": "1937",
    "articleids": [
        {"idtype": "pubmed", "value": "33479403"},
        {"idtype": "doi", "value": "10.1038/S41598-020-80897-8"},
    ],
}


def test_an_article_of_pubmed(world):
    world.pubmed.articles["33479403"] = ARTICLE
    [answer] = ask(world, Question(K.PMID_DOI, "33479403"), mailto="a@example.org")
    assert (answer.outcome, answer.value) == (Outcome.FOUND, "10.1038/s41598-020-80897-8")
    work = answer.work
    assert [author.family for author in work.authors] == ["De Courson", "Nettle", "The Study Group"]
    assert (work.containers, work.year, work.volume, work.pages) == (
        ("Scientific reports", "Sci Rep"),
        2021,
        "11",
        "1937",
    )
    query = world.pubmed.seen[0].query
    assert (query["tool"], query["email"], query["db"]) == ("crackcite", "a@example.org", "pubmed")


def test_articles_of_pubmed_go_together(world):
    pmids = [str(number) for number in range(100, 130)]
    world.pubmed.articles |= {pmid: {"title": f"Article {pmid}."} for pmid in pmids[:20]}
    answers = ask(world, *(Question(K.PMID_DOI, pmid) for pmid in pmids))
    assert [answer.outcome for answer in answers] == [Outcome.FOUND] * 20 + [Outcome.ABSENT] * 10
    assert answers[0].work.title == "Article 100"
    assert len(world.pubmed.seen) == 1


@pytest.mark.parametrize("body", [[], {}, {"result": []}, {"result": {"1": {}}}, {"result": {"2": {"title": "Other"}}}])
def test_a_pubmed_answer_that_is_none(world, body):
    world.pubmed.route("/entrez/eutils/esummary.fcgi", json_response(body))
    assert ask(world, Question(K.PMID_DOI, "1"))[0].outcome is Outcome.UNANSWERED


def test_an_article_of_pubmed_central(world):
    world.pubmed.articles["7820585"] = ARTICLE
    [answer, other] = ask(world, Question(K.PMCID_DOI, "PMC7820585"), Question(K.PMCID_DOI, "PMC1"))
    assert (answer.outcome, answer.value) == (Outcome.FOUND, "10.1038/s41598-020-80897-8")
    assert (other.outcome, other.detail) == (Outcome.ABSENT, "PubMed has no article PMC1")
    assert {(seen.query["db"], seen.query["id"]) for seen in world.pubmed.seen} == {("pmc", "7820585"), ("pmc", "1")}


def test_the_two_numberings_of_pubmed_are_not_mixed(world):
    world.pubmed.articles["7"] = ARTICLE
    answers = ask(world, Question(K.PMCID_DOI, "PMC7"), Question(K.PMID_DOI, "7"))
    assert [answer.outcome for answer in answers] == [Outcome.FOUND] * 2
    assert sorted(seen.query["db"] for seen in world.pubmed.seen) == ["pmc", "pubmed"]


def test_a_short_doi_is_asked_for_its_alias(world):
    """Only the handle's own type tells: asked for its address alone, doi.org keeps it back."""
    body = {"responseCode": 1, "handle": "10/aabbe", "values": [ADMIN, ALIAS]}
    world.doi.route("/api/handles/10/aabbe", json_response(body))
    [answer] = ask(world, Question(K.DOI_HANDLE, "10/aabbe"))
    assert answer.value == "10.1400/2"
    assert world.doi.paths() == ["/api/handles/10/aabbe"]


@pytest.mark.parametrize(
    ("asked", "registered"),
    [
        ("10.48550/arxiv.2101.00001v2", "10.48550/arxiv.2101.00001"),
        ("10.48550/arXiv.1501.00001", "10.48550/arXiv.1501.00001"),
        ("10.48550/arxiv.math.gt/0309136v1", "10.48550/arxiv.math/0309136"),
        ("10.48550/arxiv.hep-th/9901001", "10.48550/arxiv.hep-th/9901001"),
        ("10.5281/zenodo.1v2", "10.5281/zenodo.1v2"),
    ],
)
def test_arxiv_registers_articles_not_versions(world, asked, registered):
    world.datacite.records[registered.lower()] = {"titles": [{"title": "T"}]}
    [answer] = ask(world, Question(K.DATACITE_WORK, asked))
    assert world.datacite.paths() == [f"/dois/{registered}"]
    assert answer.work.doi == registered.lower()
    assert asked.lower() in (answer.work.doi, *answer.work.aliases)
