"""Crossref through habanero: every way in which an answer can be odd, and what is made of it."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from world import Response, json_response, published

from crackcite.lookups import gather
from crackcite.model import Outcome, Question, QuestionKind, Reason

K = QuestionKind
DOI = "10.3406/forem.1998.2296"
GOOD = {"status": "ok", "message-type": "work", "message": {"DOI": DOI, "title": ["Good"], "type": "journal-article"}}
JSON = "application/json;charset=utf-8"


def no_more(answer, evidence):
    return ()


def ask(world, *questions, **settings):
    """The answers to the questions, in their order."""
    evidence = gather(questions, no_more, world.settings(cache=False, **{"timeout": 2, **settings}))
    return [evidence.answers[question] for question in questions]


def work(doi):
    return Question(K.CROSSREF_WORK, doi)


def failed(kind, message):
    return {"status": "failed", "message-type": kind, "message": message}


ODD_ANSWERS = {
    "found": (json_response(GOOD), Outcome.FOUND, Reason.NONE),
    "the documented content type": (
        Response(200, json_response(GOOD).body, content_type="application/vnd.crossref-api-message+json"),
        Outcome.FOUND,
        Reason.NONE,
    ),
    "no content type": (Response(200, json_response(GOOD).body, content_type=None), Outcome.FOUND, Reason.NONE),
    "not found": (Response(404, "Resource not found.", content_type="text/plain"), Outcome.ABSENT, Reason.NOT_FOUND),
    "not found, called JSON": (
        Response(404, "Resource not found.", content_type="application/json"),
        Outcome.ABSENT,
        Reason.NOT_FOUND,
    ),
    "not found, in JSON": (
        json_response(failed("resource-failure", [{"type": "resource-not-found", "message": "none"}]), 404),
        Outcome.ABSENT,
        Reason.NOT_FOUND,
    ),
    "not found, in JSON of a mirror's own": (
        json_response({"status": "error", "message": "Resource not found."}, 404),
        Outcome.ABSENT,
        Reason.NOT_FOUND,
    ),
    "some other 404 in JSON": (json_response({"error": "no"}, 404), Outcome.UNANSWERED, Reason.BAD_ANSWER),
    "an empty 404": (Response(404, content_type=None), Outcome.UNANSWERED, Reason.BAD_ANSWER),
    "a record without a DOI": (json_response({"message": {"title": ["Good"]}}), Outcome.UNANSWERED, Reason.BAD_ANSWER),
    "a gateway's 404": (Response(404, "<h1>Not Found</h1>"), Outcome.UNANSWERED, Reason.BAD_ANSWER),
    "a refused parameter": (
        json_response(failed("validation-failure", [{"type": "x", "value": "y", "message": "no"}]), 400),
        Outcome.UNANSWERED,
        Reason.BAD_ANSWER,
    ),
    "an error whose message is a text": (
        json_response({"status": "error", "message": "down"}, 503, Retry_After="0"),
        Outcome.UNANSWERED,
        Reason.SERVER_ERROR,
    ),
    "an error whose message is an object": (
        json_response({"status": "error", "message": {"name": "ExceptionInfo"}}, 500, Retry_After="0"),
        Outcome.UNANSWERED,
        Reason.SERVER_ERROR,
    ),
    "a gateway's timeout": (
        Response(504, "<h1>504</h1>", {"Retry-After": "0"}),
        Outcome.UNANSWERED,
        Reason.SERVER_ERROR,
    ),
    "asked too often": (
        Response(429, "<h1>429 Too Many Requests</h1>", {"Retry-After": "0"}),
        Outcome.UNANSWERED,
        Reason.RATE_LIMITED,
    ),
    "blocked": (Response(403, "<h1>403</h1>"), Outcome.UNANSWERED, Reason.BLOCKED),
    "half an answer": (
        Response(200, '{"status": "ok", "mess', content_type=JSON),
        Outcome.UNANSWERED,
        Reason.BAD_ANSWER,
    ),
    "a portal's page": (Response(200, "<h1>Log in to the Wi-Fi</h1>"), Outcome.UNANSWERED, Reason.BAD_ANSWER),
    "the record of another work": (
        json_response({"message": {"DOI": "10.9999/other", "title": ["Other"]}}),
        Outcome.UNANSWERED,
        Reason.BAD_ANSWER,
    ),
    "JSON that is no message": (json_response({"status": "ok"}), Outcome.UNANSWERED, Reason.BAD_ANSWER),
    "JSON that is a list": (json_response([1]), Outcome.UNANSWERED, Reason.BAD_ANSWER),
    "an empty message": (json_response({"message": {}}), Outcome.UNANSWERED, Reason.BAD_ANSWER),
    "a redirect elsewhere": (
        Response(301, headers={"Location": "https://www.example.org/"}),
        Outcome.UNANSWERED,
        Reason.BAD_ANSWER,
    ),
    "torn down": (Response(fault="reset"), Outcome.UNANSWERED, Reason.RESET),
    "hung up": (Response(fault="close"), Outcome.UNANSWERED, Reason.RESET),
    "cut": (Response(200, json_response(GOOD).body, fault="cut", content_type=JSON), Outcome.UNANSWERED, Reason.RESET),
}


@pytest.mark.parametrize("case", ODD_ANSWERS)
def test_one_work(world, case):
    response, outcome, reason = ODD_ANSWERS[case]
    world.crossref.route(f"/works/{DOI.replace('/', '%2F')}", response)
    [answer] = ask(world, work(DOI))
    assert (answer.outcome, answer.reason) == (outcome, reason)
    assert answer.source == "Crossref"
    assert answer.detail or outcome is Outcome.FOUND


@pytest.mark.parametrize("case", [name for name in ODD_ANSWERS if ODD_ANSWERS[name][1] is Outcome.UNANSWERED])
def test_a_search(world, case):
    response, outcome, reason = ODD_ANSWERS[case]
    world.crossref.route("/works", response)
    [answer] = ask(world, Question(K.CROSSREF_SEARCH, "Foucault, Surveiller et punir, Gallimard"))
    assert (answer.outcome, answer.reason) == (outcome, reason)


def test_a_404_is_no_answer_to_a_search(world):
    world.crossref.route("/works", Response(404, "Resource not found.", content_type="text/plain"))
    [answer] = ask(world, Question(K.CROSSREF_SEARCH, "Foucault, Surveiller et punir, Gallimard"))
    assert answer.outcome is Outcome.UNANSWERED


@pytest.mark.parametrize("fault", ["silent", "drip"])
@pytest.mark.parametrize("kind", [K.CROSSREF_WORK, K.CROSSREF_SEARCH])
def test_silence(world, kind, fault):
    """habanero's timeout is one for each byte: an answer that drips would never end."""
    world.crossref.trouble = lambda request: Response(body="x" * 1000, fault=fault)
    [answer] = ask(world, Question(kind, DOI), timeout=0.5)
    assert (answer.outcome, answer.reason) == (Outcome.UNANSWERED, Reason.TIMEOUT)
    assert answer.detail == "Crossref did not answer within 0.5 seconds"


@pytest.mark.parametrize("kind", [K.CROSSREF_WORK, K.CROSSREF_SEARCH])
def test_nobody_there(world, kind):
    [answer] = ask(world, Question(kind, DOI), crossref_url=world.refused())
    assert (answer.outcome, answer.reason) == (Outcome.UNANSWERED, Reason.REFUSED)


@pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/"])
def test_an_address_of_the_users_own(world, path):
    """A campus gateway may live below a path, and be written with a slash at its end."""
    world.crossref.route(f"{path.rstrip('/')}/works/{DOI.replace('/', '%2F')}", json_response(GOOD))
    [answer] = ask(world, work(DOI), crossref_url=world.crossref.base + path)
    assert answer.outcome is Outcome.FOUND


def test_a_pause_is_read_off_errors_that_habanero_reads_itself(world):
    """habanero raises an exception without headers for an error in JSON, whatever its status."""
    said = failed("rate-limit", [{"type": "x", "message": "slow down"}])
    busy = json_response(said, 429, Retry_After="0")
    world.crossref.route("/works", [busy, json_response({"message": {"items": [GOOD["message"]]}})])
    [answer] = ask(world, Question(K.CROSSREF_SEARCH, "Good things come to those who wait"))
    assert (answer.outcome, len(world.crossref.seen)) == (Outcome.FOUND, 2)


def test_a_single_record_is_asked_for_whole(world):
    """The route of one record knows no parameters."""
    ask(world, work(world.add_work({"DOI": DOI, "title": ["T"]})))
    assert world.crossref.paths() == ["/works/10.3406%2Fforem.1998.2296"]


def test_a_habanero_that_calls_the_filter_filters(world, monkeypatch):
    """An argument that habanero does not know is dropped without a word."""
    import habanero

    old = habanero.Crossref.works

    def works(self, ids=None, *, filters=None, **more):
        return old(self, ids=ids, filter=filters, **{name: value for name, value in more.items() if name != "filter"})

    monkeypatch.setattr(habanero.Crossref, "works", works)
    dois = [world.add_work({"DOI": f"10.1234/{number:05d}", "title": ["T"]}) for number in range(30)]
    assert [answer.work.doi for answer in ask(world, *map(work, dois))] == dois
    assert len(world.crossref.seen) == 1


@pytest.mark.parametrize("items", [[{"title": ["Without a DOI"]}], ["x", None, 3]], ids=["no DOI", "no records"])
def test_candidates_that_are_none_are_no_answer(world, items):
    world.crossref.route("/works", json_response({"message": {"items": items}}))
    [answer] = ask(world, Question(K.CROSSREF_SEARCH, "Foucault, Surveiller et punir, Gallimard"))
    assert (answer.outcome, answer.reason) == (Outcome.UNANSWERED, Reason.BAD_ANSWER)


def test_a_list_without_dois_is_asked_for_once(world):
    dois = [world.add_work({"DOI": f"10.1234/{number}", "title": [f"Work {number}"]}) for number in range(100)]
    nameless = json_response({"message": {"items": [{"title": ["Work 1"]}]}})
    world.crossref.trouble = lambda request: nameless if request.route == "/works" else None
    answers = ask(world, *map(work, dois), crossref_concurrency=1)
    assert [answer.work.doi for answer in answers] == dois
    assert sum(path.startswith("/works?") for path in world.crossref.paths()) == 1


#: DOIs that break something where they are not quoted, or not quoted enough.
AWKWARD = [
    "10.1002/(sici)1096-8644(199608)100:4<585::aid-ajpa9>3.0.co;2-l",
    "10.1002/(sici)1096-8644(199608)100:4<r1::aid-ajpa9>3.0.co;2-l",
    "10.1000/a&amp;b",
    "10.1000/a#fragment",
    "10.1000/a?b=c&d=e",
    "10.1000/a b",
    "10.1000/100%25",
    "10.1000/../../types",
    "10.1000/ends/",
    "10.1000/naïve–dash",
    "10.1000/a+b",
    "10.1000/a,b",
    "10.1000/a:b;c",
    "10.1000/[x]{y}|z\\",
]


@pytest.mark.parametrize("doi", AWKWARD)
def test_every_doi_arrives_as_it_is(world, doi):
    world.add_work({"DOI": doi, "title": [doi]})
    [answer] = ask(world, work(doi))
    [path] = world.crossref.paths()
    assert unquote(path.removeprefix("/works/")) == doi
    assert answer.work.doi == doi


def test_awkward_dois_go_together_too_but_for_the_comma(world):
    for doi in AWKWARD:
        world.add_work({"DOI": doi, "title": ["A title"]})
    answers = ask(world, *map(work, AWKWARD))
    assert [answer.work.doi for answer in answers] == AWKWARD
    singles = [path for path in world.crossref.paths() if path.startswith("/works/")]
    assert singles == ["/works/10.1000%2Fa%2Cb"]


def test_many_works_are_asked_together(world):
    dois = [world.add_work({"DOI": f"10.1234/{number:05d}", "title": [f"Work {number}"]}) for number in range(100)]
    answers = ask(world, *map(work, dois))
    assert [answer.work.doi for answer in answers] == dois
    paths = world.crossref.paths()
    assert len(paths) == 3
    assert max(map(len, paths)) < 4096
    assert all("rows=" in path and "select=" in path for path in paths)


def test_what_a_list_leaves_out_is_asked_for_alone(world):
    """An alias, another agency's DOI and a DOI of nobody are silently missing from a list."""
    dois = [world.add_work({"DOI": f"10.1234/{number}", "title": [f"Work {number}"]}) for number in range(6)]
    world.crossref.aliases["10.1234/old"] = "10.1234/0"
    answers = ask(world, *map(work, [*dois, "10.1234/old", "10.5281/zenodo.1"]))
    assert [answer.outcome for answer in answers] == [Outcome.FOUND] * 7 + [Outcome.ABSENT]
    alias = answers[6]
    assert (alias.value, alias.work.doi, alias.work.aliases) == ("10.1234/0", "10.1234/0", ("10.1234/old",))
    assert alias.detail == "10.1234/old is an alias of 10.1234/0"


def test_case_does_not_matter(world):
    world.add_work({"DOI": "10.1234/ABC", "title": ["T"]})
    answers = ask(world, *map(work, ["10.1234/ABC", "10.1234/Abc", "10.1234/abc", "10.1234/aBC"]))
    assert {answer.work.doi for answer in answers} == {"10.1234/abc"}


@pytest.mark.parametrize(
    "list_answer",
    [
        Response(
            400, json_response(failed("validation-failure", [{"message": "no such filter"}])).body, content_type=JSON
        ),
        Response(404, "<h1>No such page</h1>"),
        json_response({"status": "ok", "message": {"total-results": 1, "items": [{"DOI": "10.9999/unasked"}]}}),
    ],
    ids=["refuses the filter", "has no list", "ignores the filter"],
)
def test_a_mirror_without_lists_is_asked_one_by_one(world, list_answer):
    dois = [world.add_work({"DOI": f"10.1234/{number}", "title": [f"Work {number}"]}) for number in range(50)]
    world.crossref.trouble = lambda request: list_answer if request.route == "/works" else None
    answers = ask(world, *map(work, dois))
    assert [answer.work.doi for answer in answers] == dois
    assert sum(path.startswith("/works?") for path in world.crossref.paths()) <= 4


@pytest.mark.parametrize("location", ["/works/10.1234/New", "/v1/works/10.1234%2Fnew?x", "works/10.1234/x"])
def test_an_alias_is_followed_once(world, location):
    world.add_work({"DOI": "10.1234/new", "title": ["New"]})
    world.crossref.route("/works/10.1234%2Fold", Response(301, headers={"Location": location}, content_type=None))
    world.crossref.route("/works/10.1234%2Fx", Response(301, headers={"Location": "/works/10.1234/old"}))
    [answer] = ask(world, work("10.1234/old"))
    assert len(world.crossref.seen) <= 2
    if "new" in location.lower():
        assert (answer.outcome, answer.value) == (Outcome.FOUND, "10.1234/new")
    else:
        assert answer.outcome is Outcome.UNANSWERED


def test_a_block_ends_the_asking_and_is_said(world):
    world.crossref.trouble = lambda request: Response(403)
    questions = [Question(K.CROSSREF_SEARCH, f"A long enough reference, number {number}") for number in range(20)]
    evidence = gather(questions, no_more, world.settings(crossref_concurrency=1))
    assert len(world.crossref.seen) == 1
    [remark] = evidence.remarks
    assert "may be a block" in remark
    assert {a.reason for a in evidence.answers.values()} == {Reason.BLOCKED, Reason.NOT_ASKED}


def test_trouble_that_passes(world):
    """Two failures and then an answer: the question is asked again, no more than that."""
    good = [json_response({"status": "ok", "message": {"DOI": f"10.1234/{n}", "title": ["T"]}}) for n in (1, 2)]
    world.crossref.route("/works/10.1234%2F1", [Response(503, headers={"Retry-After": "0"}), good[0]])
    world.crossref.route("/works/10.1234%2F2", [Response(fault="reset"), good[1]])
    answers = ask(world, work("10.1234/1"), work("10.1234/2"), timeout=3)
    assert [answer.outcome for answer in answers] == [Outcome.FOUND] * 2
    assert len(world.crossref.seen) == 4


def test_trouble_that_stays(world):
    world.crossref.trouble = lambda request: Response(503, headers={"Retry-After": "0"})
    questions = [Question(K.CROSSREF_SEARCH, f"A long enough reference, number {number}") for number in range(20)]
    answers = ask(world, *questions, crossref_concurrency=1)
    assert len(world.crossref.seen) == 3
    assert {answer.reason for answer in answers} == {Reason.SERVER_ERROR, Reason.NOT_ASKED}
    assert "not asked: Crossref has trouble of its own, three times in a row" in {answer.detail for answer in answers}


def test_a_pause_beyond_all_patience_closes_the_lane(world):
    world.crossref.trouble = lambda request: Response(429, headers={"Retry-After": "3600"})
    questions = [Question(K.CROSSREF_SEARCH, f"A long enough reference, number {number}") for number in range(5)]
    answers = ask(world, *questions, crossref_concurrency=1)
    assert len(world.crossref.seen) == 1
    assert [answer.reason for answer in answers] == [Reason.RATE_LIMITED] + [Reason.NOT_ASKED] * 4
    assert answers[1].detail == "not asked: Crossref asks for a pause of 60 minutes"


def test_the_search_is_the_documented_one(world):
    doi = world.add_work({"DOI": "10.1234/1", "title": ["Inequality and deprivation"], "score": 12})
    [answer] = ask(world, Question(K.CROSSREF_SEARCH, "De Courson, Inequality & deprivation: a +20% study?"))
    assert answer.works[0].doi == doi
    assert answer.works[0].score > 0
    query = world.crossref.seen[0].query
    assert query["query.bibliographic"] == "De Courson, Inequality & deprivation: a +20% study?"
    assert query["rows"] == "5"
    assert set(query) == {"query.bibliographic", "rows", "select"}


@pytest.mark.parametrize("mailto", ["", "editor@example.org"])
def test_who_asks(world, mailto):
    ask(world, work(DOI), mailto=mailto)
    agent = world.crossref.seen[0].headers["User-Agent"]
    assert "crackcite/" in agent
    assert ("mailto:editor@example.org" in agent) == bool(mailto)
    assert "mailto" not in world.crossref.paths()[0]


def test_connections_are_kept(world):
    ask(world, *(Question(K.CROSSREF_SEARCH, f"A long enough reference, number {n}") for n in range(12)))
    clients = {seen.client for seen in world.crossref.seen}
    assert len(world.crossref.seen) == 12
    assert len(clients) <= 4


def test_another_user_of_habanero_in_the_process_is_left_alone(world):
    import habanero

    ask(world, work(world.add_work({"DOI": DOI, "title": ["T"]})))
    alone = habanero.Crossref(base_url=world.crossref.base).works(ids=[DOI])
    assert alone["message"]["DOI"] == DOI
    assert "crackcite" not in world.crossref.seen[-1].headers["User-Agent"]


@pytest.mark.parametrize(("mailto", "single", "lists", "at_once"), [("", 5, 1, 1), ("a@example.org", 10, 3, 3)])
def test_the_published_limits_are_kept(world, mailto, single, lists, at_once):
    """The server enforces its limits with 429; it never has to."""
    world.crossref.limits.single, world.crossref.limits.lists = single, lists
    world.crossref.limits.at_once = at_once
    dois = [world.add_work({"DOI": f"10.1234/{number:05d}", "title": [f"Work {number}"]}) for number in range(45)]
    unknown = [f"10.5555/{number}" for number in range(2)]
    answers = ask(world, *map(work, [*dois, *unknown]), mailto=mailto, **published(), timeout=10)
    assert [answer.outcome for answer in answers] == [Outcome.FOUND] * 45 + [Outcome.ABSENT] * 2
    assert world.crossref.most_at_once() <= at_once
    assert world.crossref.most_within(1.0, where=lambda seen: seen.route != "/works") <= single
    assert world.crossref.most_within(1.0, where=lambda seen: seen.route == "/works") <= lists
    assert len(world.crossref.seen) == 2 + 2


def test_an_announced_limit_is_followed(world):
    """Half the published rate, told in the headers of the first answer."""
    world.crossref.limits.single, world.crossref.limits.lists, world.crossref.limits.at_once = 4, 2, 2
    questions = [Question(K.CROSSREF_SEARCH, f"A long enough reference, number {number}") for number in range(4)]
    answers = ask(world, *questions, mailto="a@example.org", **published(), timeout=10)
    assert Reason.RATE_LIMITED not in {answer.reason for answer in answers}
    assert world.crossref.most_within(1.0) <= 2
    assert len(world.crossref.seen) == 4
