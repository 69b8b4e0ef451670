"""A run's questions, answered by a played world."""

from __future__ import annotations

from crackcite.lookups import gather
from crackcite.model import Outcome, Question, QuestionKind, Reason

K = QuestionKind

RECORD = {
    "DOI": "10.1038/s41598-020-80897-8",
    "title": ["Why do inequality and deprivation produce high crime and low trust?"],
    "author": [{"family": "De Courson", "given": "Benoît"}, {"family": "Nettle", "given": "Daniel"}],
    "container-title": ["Scientific Reports"],
    "issued": {"date-parts": [[2021, 1, 21]]},
}


def nothing(answer, evidence):
    return ()


def test_a_work_is_found_and_remembered(world):
    doi = world.add_work(RECORD)
    question = Question(K.CROSSREF_WORK, doi)
    evidence = gather([question, question], nothing, world.settings())
    answer = evidence.get(K.CROSSREF_WORK, doi)
    assert answer.outcome is Outcome.FOUND
    assert answer.work.authors[0].family == "De Courson"
    assert world.crossref.paths() == ["/works/10.1038%2Fs41598-020-80897-8"]
    again = gather([question], nothing, world.settings()).get(K.CROSSREF_WORK, doi)
    assert again == answer
    assert again.cached
    assert not answer.cached
    assert world.requests() == 1


def test_every_service_answers(world):
    doi = world.add_work(RECORD)
    world.doi.agencies["10.5281/zenodo.1"] = "DataCite"
    world.doi.agencies["10.1400/1"] = "mEDRA"
    world.doi.metadata["10.1400/1"] = {"title": "La città", "author": [{"family": "Rossi"}]}
    world.datacite.records["10.5281/zenodo.1"] = {"titles": [{"title": "A dataset"}], "publicationYear": 2020}
    world.openlibrary.books["9782070729685"] = {"title": "Surveiller et punir", "publish_date": "1975"}
    asked = [
        Question(K.CROSSREF_SEARCH, "De Courson & Nettle, Why do inequality and deprivation produce high crime"),
        Question(K.DOI_AGENCY, "10.5281/zenodo.1"),
        Question(K.DOI_HANDLE, doi),
        Question(K.DOI_METADATA, "10.1400/1"),
        Question(K.DATACITE_WORK, "10.5281/zenodo.1"),
        Question(K.BOOK, "9782070729685"),
    ]
    answers = gather(asked, nothing, world.settings()).answers
    assert [answers[question].outcome for question in asked] == [Outcome.FOUND] * 6
    assert answers[asked[0]].work.doi == doi
    assert answers[asked[1]].value == "DataCite"
    assert answers[asked[5]].work.years == (1975,)


def test_what_is_not_there_is_absent(world):
    missing = "10.5555/nothing"
    kinds = [K.CROSSREF_WORK, K.DOI_AGENCY, K.DOI_HANDLE, K.DATACITE_WORK]
    answers = gather([Question(kind, missing) for kind in kinds], nothing, world.settings()).answers
    assert {(a.outcome, a.reason) for a in answers.values()} == {(Outcome.ABSENT, Reason.NOT_FOUND)}
