"""CC301–CC310, CC901 and the verdicts: what follows when registries have answered, refused, or were not asked."""

# ruff: noqa: E501 - a source is read best on one line
from __future__ import annotations

from dataclasses import replace

import pytest
from known import (
    CAT,
    HELIX,
    HOUSING,
    INEQUALITY,
    RATS,
    TIES,
    WAKEFIELD,
    absent,
    answer,
    article,
    evidence,
    records,
    unanswered,
    work,
)

from crackcite import rules
from crackcite.matching import search_key
from crackcite.model import (
    Answer,
    Article,
    Evidence,
    Finding,
    IdentifierKind,
    Notice,
    Outcome,
    Page,
    QuestionKind,
    Reason,
    Relation,
    Verdict,
    Work,
)
from crackcite.rules.verdicts import answers_used, verdict

INEQUALITY_TEXT = "De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? Sci. Rep. 11, 1937 (2021)."
TIES_TEXT = "Granovetter, M. S. The Strength of Weak Ties. Am. J. Sociol. 78, 1360–1380 (1973)."
WACQUANT = "Wacquant, L. Les prisons de la misère. (Raisons d’agir, 1999)."
FOUCAULT = (
    "Foucault, M. Sécurité, territoire, population: cours au Collège de France, 1977-1978. (Éditions Gallimard, 2004)."
)
RULES = ("CC301", "CC302", "CC303", "CC304", "CC305", "CC306", "CC307", "CC308", "CC309", "CC310", "CC501", "CC901")


def with_doi(text: str, doi: str) -> str:
    return f"{text.rstrip('.')} doi:{doi}."


def told(judged: Article, known: Evidence, *others: Article) -> list[Finding]:
    case = rules.Case(judged, known, others)
    return [finding for code in RULES for finding in rules.table()[code].findings(case)]


def codes(judged: Article, known: Evidence) -> list[str]:
    return [finding.rule for finding in told(judged, known)]


def searched(text: str, *works: Work) -> Answer:
    """What a search of the registry says to a source."""
    return answer(QuestionKind.CROSSREF_SEARCH, search_key(article(text).references[0]), *works)


DOI = "10.5555/nowhere.1"
ABSENT = [absent(QuestionKind.CROSSREF_WORK, DOI)]

DOI_CASES = [
    ("nobody knows it", [*ABSENT, absent(QuestionKind.DOI_HANDLE, DOI)], ["CC301"], Verdict.BROKEN),
    ("the agency says so, the handle is silent", [*ABSENT, absent(QuestionKind.DOI_AGENCY, DOI), unanswered(QuestionKind.DOI_HANDLE, DOI)], ["CC301"], Verdict.BROKEN),
    ("the handle says so, Crossref is silent", [unanswered(QuestionKind.CROSSREF_WORK, DOI), absent(QuestionKind.DOI_HANDLE, DOI)], ["CC301"], Verdict.BROKEN),
    ("only Crossref does not know it", ABSENT, ["CC901"], Verdict.UNVERIFIED),
    ("Crossref does not know it, doi.org is silent", [*ABSENT, unanswered(QuestionKind.DOI_HANDLE, DOI), unanswered(QuestionKind.DOI_AGENCY, DOI)], ["CC901"], Verdict.UNVERIFIED),
    ("the agency has the prefix, the handle is registered", [*ABSENT, answer(QuestionKind.DOI_AGENCY, DOI, value="mEDRA"), answer(QuestionKind.DOI_HANDLE, DOI)], ["CC901"], Verdict.UNVERIFIED),
    ("the agency has the prefix, the handle is not registered", [*ABSENT, answer(QuestionKind.DOI_AGENCY, DOI, value="Crossref"), absent(QuestionKind.DOI_HANDLE, DOI)], ["CC301"], Verdict.BROKEN),
    ("DataCite has it", [*ABSENT, answer(QuestionKind.DOI_HANDLE, DOI), answer(QuestionKind.DATACITE_WORK, DOI, replace(TIES, doi=DOI))], [], Verdict.VERIFIED),
    ("another agency describes it", [*ABSENT, answer(QuestionKind.DOI_HANDLE, DOI), answer(QuestionKind.DOI_METADATA, DOI, replace(TIES, doi=DOI))], [], Verdict.VERIFIED),
    ("nothing was asked", [], [], Verdict.UNVERIFIED),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "expected", "judgement"), [case[1:] for case in DOI_CASES], ids=[case[0] for case in DOI_CASES]
)
def test_a_doi_that_crossref_does_not_know(answers: list[Answer], expected: list[str], judgement: Verdict) -> None:
    judged = article(with_doi(TIES_TEXT, DOI))
    known = evidence(*answers, searched(WACQUANT))  # one answered question: the network is there
    assert codes(judged, known) == expected
    assert verdict(judged, 0, known) is judgement


@pytest.mark.parametrize(
    "reason",
    [r for r in Reason if r not in (Reason.NONE, Reason.NOT_FOUND, Reason.GONE, Reason.NO_HOST, Reason.SOFT_404)],
)
def test_a_silent_registry_proves_nothing(reason: Reason) -> None:
    judged = article(with_doi(TIES_TEXT, TIES.doi))
    known = evidence(unanswered(QuestionKind.CROSSREF_WORK, TIES.doi, reason), *records(HELIX))
    [finding] = told(judged, known)
    assert finding.rule == "CC901"
    assert finding.message.startswith("Source 1 could not be verified: ")
    expected = Verdict.UNCHECKED if reason is Reason.OFFLINE else Verdict.UNVERIFIED
    assert verdict(judged, 0, known) is expected


def test_no_finding_when_the_network_is_away_or_was_not_to_be_asked() -> None:
    judged = article(with_doi(TIES_TEXT, TIES.doi), INEQUALITY_TEXT)
    away = evidence(unanswered(QuestionKind.CROSSREF_WORK, TIES.doi, Reason.NETWORK))
    assert away.network_away
    assert codes(judged, away) == []
    assert verdict(judged, 0, away) is Verdict.UNVERIFIED
    offline = evidence(offline=True)
    assert codes(judged, offline) == []
    assert [verdict(judged, entry, offline) for entry in (0, 1)] == [Verdict.UNCHECKED] * 2


COMPARED = [
    (with_doi(TIES_TEXT, TIES.doi), TIES, [], Verdict.VERIFIED),
    (with_doi(INEQUALITY_TEXT, HELIX.doi), HELIX, ["CC302"], Verdict.MISMATCH),
    (with_doi(TIES_TEXT.replace("Granovetter", "Grabowski"), TIES.doi), TIES, ["CC303"], Verdict.MISMATCH),
    (with_doi(TIES_TEXT.replace("1973", "1983"), TIES.doi), TIES, ["CC304"], Verdict.MISMATCH),
    (with_doi(TIES_TEXT.replace("78", "87"), TIES.doi), TIES, ["CC305"], Verdict.MISMATCH),
    (with_doi(TIES_TEXT, TIES.doi), work(TIES.doi, ""), ["CC901"], Verdict.UNVERIFIED),
]  # fmt: skip


@pytest.mark.parametrize(("text", "record", "expected", "judgement"), COMPARED)
def test_a_doi_with_a_record(text: str, record: Work, expected: list[str], judgement: Verdict) -> None:
    judged, known = article(text), evidence(*records(record))
    assert codes(judged, known) == expected
    assert verdict(judged, 0, known) is judgement


def test_messages_name_both_versions_and_the_place() -> None:
    text = with_doi(INEQUALITY_TEXT, HELIX.doi)
    [finding] = told(article(text), evidence(*records(HELIX)))
    assert finding.message == (
        "The DOI 10.1038/171737a0 belongs to another work: “Molecular Structure of Nucleic Acids: A Structure for "
        "Deoxyribose Nucleic Acid” (Watson & Crick, Nature, 1953). "
        "The source describes “Why do inequality and deprivation produce high crime and low trust?”."
    )
    assert finding.span.of(text) == HELIX.doi
    assert finding.subject == HELIX.doi
    text = with_doi(TIES_TEXT.replace("78", "87"), TIES.doi)
    [finding] = told(article(text), evidence(*records(TIES)))
    assert finding.message == "Source 1 gives volume 87; the record of 10.1086/225469 says volume 78."
    text = with_doi(TIES_TEXT.replace("1973", "1983"), TIES.doi)
    [finding] = told(article(text), evidence(*records(TIES)))
    assert finding.message == "Source 1 gives the year 1983; the record of 10.1086/225469 says 1973."
    text = with_doi(TIES_TEXT.replace("Granovetter", "Grabowski"), TIES.doi)
    [finding] = told(article(text), evidence(*records(TIES)))
    assert finding.message == (
        "Source 1 gives “Grabowski, M. S.” as the first author; the record of 10.1086/225469 names Mark S. Granovetter."
    )


def test_the_doi_is_asked_in_small_letters() -> None:
    judged = article(with_doi(HOUSING.title + ". Tsemberis S et al. (2004).", "10.2105/AJPH.94.4.651"))
    assert verdict(judged, 0, evidence(*records(HOUSING))) is Verdict.VERIFIED


REVIEWS = [
    # a review bears the book's title and is dated the year after
    (WACQUANT, work("10.5555/review", "Les prisons de la misère", "Combessie, P.; Wacquant, Loïc", "Revue française de sociologie", [2000], volume="41", issue="3", pages="590")),
    (WACQUANT, work("10.5555/review", "Les prisons de la misère", "Wacquant, Loïc", "Choice Reviews Online", [1999])),
    (FOUCAULT, work("10.5555/review", "Sécurité, territoire, population. Cours au Collège de France, 1977-1978", "Foucault, Michel", "Lectures", [2004])),
    (FOUCAULT, work("10.5555/review", "Sécurité, territoire, population: cours au Collège de France, 1977-1978", "Senellart, M.", "Revue de métaphysique et de morale", [2005], volume="48", pages="1-5")),
    # a book of the same title by others, a chapter of the same title
    (WACQUANT, work("10.5555/book", "Les prisons de la misère", "Rostand, H.", years=[1999], kind="book")),
    (WACQUANT, work("10.5555/chapter", "Les prisons de la misère", "Wacquant, L.", "Punir les pauvres", [1999], kind="book-chapter")),
    # a report's neighbour in its series
    ("EUDA. Rapport européen sur les drogues: Tendances et évolutions. (2022).",
     work("10.2810/2021", "Rapport européen sur les drogues: Tendances et évolutions", "*EMCDDA", years=[2021], kind="report")),
    # a copy on a preprint server, dated later; a comment; a part; an erratum
    (INEQUALITY_TEXT, replace(INEQUALITY, doi="10.65215/copy", kind="posted-content", containers=(), years=(2025,), year=2025, volume="", article_number="")),
    (INEQUALITY_TEXT, replace(INEQUALITY, doi="10.65215/copy", kind="posted-content", containers=(), volume="", article_number="")),
    (INEQUALITY_TEXT, replace(INEQUALITY, doi="10.5555/part", kind="component")),
    (INEQUALITY_TEXT, replace(INEQUALITY, doi="10.5555/review", kind="peer-review")),
    (TIES_TEXT, replace(TIES, doi="10.5555/c", title="Comment on “The Strength of Weak Ties”", pages="1381-1385")),
    (TIES_TEXT, replace(TIES, doi="10.5555/e", title="Erratum: The Strength of Weak Ties", pages="1500-1500")),
    # the second part of two; a neighbour in the same volume by the same author
    ("Barth, R. J. & Meyers, J. E. Rating cognitive impairment, part 2. Guides Newsletter 22, 6–12 (2017).",
     work("10.5555/part1", "Rating cognitive impairment, part 1", "Barth, R. J.", "Guides Newsletter", [2017], volume="22", pages="3-10")),
    ("Friedrich, M. J. Helminth infections and HIV. JAMA 308, 1081 (2012).",
     work("10.5555/n", "Human rabies resistance", "Friedrich, M. J.", "JAMA", [2012], volume="308", issue="11", pages="1081")),
    # little agrees
    (TIES_TEXT, replace(TIES, doi="10.5555/x", authors=(), years=(1999,), year=1999)),
    (TIES_TEXT, replace(TIES, doi="10.5555/x", volume="12", pages="3-9")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "candidate"), REVIEWS, ids=[f"{text[:12]} {one.doi}" for text, one in REVIEWS])
def test_no_doi_is_suggested_that_is_only_possible(text: str, candidate: Work) -> None:
    judged, known = article(text), evidence(searched(text, candidate))
    [finding] = told(judged, known)
    assert finding.rule == "CC901"
    assert verdict(judged, 0, known) is Verdict.UNVERIFIED


SUGGESTED = [
    (INEQUALITY_TEXT, INEQUALITY),
    (TIES_TEXT, TIES),
    ("Schroedinger, E.: Die gegenwaertige Situation in der Quantenmechanik. Naturwiss. 23 (1935), S. 807–812", CAT),
    ("Granovetter M. The strenght of weak ties. Am J Sociol. 1973;78:1360–80.", TIES),
    ("M. S. Granovetter, Am. J. Sociol. 78, 1360 (1973).", TIES),
    ("Tsemberis S, Gulcur L, Nakae M. Housing First, consumer choice, and harm reduction for homeless individuals with a dual diagnosis. Am J Public Health. 2004.", HOUSING),
    ("Ahrens, W. & Pigeot, I. (eds.) Handbook of Epidemiology. (Springer New York, 2019).",
     work("10.1007/978-1-4614-6625-3", "Handbook of Epidemiology", years=[2019], kind="book", publisher="Springer New York",
          editors=(work("", "", "Ahrens, Wolfgang; Pigeot, Iris").authors))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "record"), SUGGESTED, ids=[text[:50] for text, _ in SUGGESTED])
def test_a_missing_doi_is_found_among_what_a_search_gives(text: str, record: Work) -> None:
    strangers = [other for other in (HELIX, HOUSING, TIES, CAT) if other is not record]
    judged, known = article(text), evidence(searched(text, *strangers, record))
    [finding] = told(judged, known)
    assert finding.rule == "CC306"
    assert f"{record.doi}, “{record.title}”" in finding.message
    assert verdict(judged, 0, known) is Verdict.VERIFIED


def test_of_two_equal_records_none_is_suggested() -> None:
    twin = replace(TIES, doi="10.5555/twin")
    assert codes(article(TIES_TEXT), evidence(searched(TIES_TEXT, TIES, twin))) == ["CC901"]
    preprint = replace(TIES, doi="10.5555/preprint", kind="posted-content")
    assert codes(article(TIES_TEXT), evidence(searched(TIES_TEXT, preprint, TIES))) == ["CC306"]


FIXES = [
    # (another source of the list, the source, the source mended)
    ("Castel, R. De l’intégration à la précarité. (1998) doi:10.3406/forem.1998.2296.", INEQUALITY_TEXT,
     INEQUALITY_TEXT[:-1] + " doi:10.1038/s41598-020-80897-8."),
    ("Castel, R. De l’intégration à la précarité (1998). https://doi.org/10.3406/forem.1998.2296", INEQUALITY_TEXT,
     INEQUALITY_TEXT + " https://doi.org/10.1038/s41598-020-80897-8"),
    ("Castel R. De l’intégration à la précarité. 1998, DOI: 10.3406/forem.1998.2296", INEQUALITY_TEXT,
     INEQUALITY_TEXT[:-1] + ", DOI: 10.1038/s41598-020-80897-8"),
    (WACQUANT, INEQUALITY_TEXT, INEQUALITY_TEXT + " https://doi.org/10.1038/s41598-020-80897-8"),
    (WACQUANT, INEQUALITY_TEXT[:-1], INEQUALITY_TEXT + " https://doi.org/10.1038/s41598-020-80897-8"),
]  # fmt: skip


@pytest.mark.parametrize(("neighbour", "text", "mended"), FIXES)
def test_the_fix_writes_the_doi_as_the_list_does(neighbour: str, text: str, mended: str) -> None:
    judged = article(neighbour, text)
    [finding] = [one for one in told(judged, evidence(searched(text, INEQUALITY))) if one.rule == "CC306"]
    assert finding.fix
    whole, edit = judged.document.text, finding.fix
    assert whole[: edit.span.start] + edit.replacement + whole[edit.span.end :] == f"{neighbour}\n{mended}"


def test_the_doi_that_a_page_names_is_missing_too() -> None:
    text = "De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? https://example.org/paper"
    page = Answer(
        answer(QuestionKind.PAGE, "https://example.org/paper").question,
        Outcome.FOUND,
        page=Page("https://example.org/paper", 200, doi=INEQUALITY.doi),
    )
    assert codes(article(text), evidence(page, *records(INEQUALITY))) == ["CC306"]
    assert codes(article(text), evidence(page, *records(replace(HELIX, doi=INEQUALITY.doi)))) == []
    used = answers_used(article(text), 0, evidence(page, *records(INEQUALITY)))
    assert INEQUALITY in [one.work for one in used], "the reports and the export show it beside the source"


GATES = with_doi(TIES_TEXT, TIES.doi)
NOTICED = [
    ("retraction", [Notice("retraction", "10.1/n", "2010-02-06", "publisher")], ["CC307"], Verdict.RETRACTED),
    ("withdrawal", [Notice("withdrawal", "10.1/n")], ["CC307"], Verdict.RETRACTED),
    ("Retraction Watch alone", [Notice("retraction", "10.1/n", "2010-02-06", "retraction-watch")], ["CC307"], Verdict.RETRACTED),
    ("told twice", [Notice("retraction", "10.1/n", source="publisher"), Notice("retraction", "10.1/N", source="retraction-watch")], ["CC307"], Verdict.RETRACTED),
    ("concern, then retraction", [Notice("expression_of_concern", "10.1/c"), Notice("retraction", "10.1/n")], ["CC307"], Verdict.RETRACTED),
    ("correction", [Notice("correction", "10.1/n", "2004-03-06")], ["CC308"], Verdict.VERIFIED),
    ("concern", [Notice("expression_of_concern", "10.1/n")], ["CC308"], Verdict.VERIFIED),
    ("removal", [Notice("removal", "10.1/n")], ["CC308"], Verdict.VERIFIED),
    ("an unknown kind", [Notice("partial_disavowal", "10.1/n", label="Partial disavowal")], ["CC308"], Verdict.VERIFIED),
    ("one notice called both", [Notice("retraction", "10.1/n"), Notice("correction", "10.1/n")], ["CC308"], Verdict.VERIFIED),
    ("a new version", [Notice("new_version", "10.1/n")], ["CC309"], Verdict.VERIFIED),
    ("a new version of itself", [Notice("new_version", TIES.doi)], [], Verdict.VERIFIED),
]  # fmt: skip


@pytest.mark.parametrize(
    ("notices", "expected", "judgement"), [case[1:] for case in NOTICED], ids=[case[0] for case in NOTICED]
)
def test_what_has_become_of_a_work(notices: list[Notice], expected: list[str], judgement: Verdict) -> None:
    judged, known = article(GATES), evidence(*records(replace(TIES, notices=tuple(notices))))
    assert codes(judged, known) == expected
    assert verdict(judged, 0, known) is judgement


def test_the_notice_is_named_with_its_date_and_who_told() -> None:
    text = with_doi(
        "Wakefield, A. J. et al. Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive developmental disorder in children. Lancet 351, 637–641 (1998)",
        WAKEFIELD.doi,
    )
    [finding] = told(article(text), evidence(*records(WAKEFIELD)))
    assert finding.message == (
        "Source 1 cites a retracted work: 10.1016/s0140-6736(97)11096-0 "
        "(notice 10.1016/s0140-6736(10)60175-4, 2010-02-06, told by Retraction Watch)."
    )
    both = replace(
        TIES,
        notices=(
            Notice("retraction", "10.1/n", source="publisher"),
            Notice("correction", "10.1/n", source="retraction-watch"),
        ),
    )
    [finding] = told(article(GATES), evidence(*records(both)))
    assert finding.message == (
        "The registry's entries about 10.1086/225469 contradict each other: a retraction (notice 10.1/n, told by the "
        "publisher) and a correction (notice 10.1/n, told by Retraction Watch)."
    )


TITLES = [
    ("RETRACTED: Influence of gastrectomy on bones", True),
    ("RETRACTED ARTICLE: Influence of gastrectomy on bones", True),
    ("Retracted: Influence of gastrectomy on bones", True),
    ("Retracted Article: Influence of gastrectomy on bones", True),
    ("WITHDRAWN: Influence of gastrectomy on bones", True),
    ("Influence of gastrectomy on bones (Retracted)", True),
    ("[Retracted] Influence of gastrectomy on bones", True),
    ("Retracted claws of the cat", False),
    ("Withdrawn children and the school", False),
    ("Retraction of the left arm in stroke patients", False),
    ("Influence of gastrectomy on bones", False),
]


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_the_mark_before_a_title(title: str, expected: bool) -> None:
    record = replace(RATS, title=title)
    judged = article(with_doi(f"Kim, H. {title}. Gastroenterol. Res. Pract. 2020, 1–9 (2020)", RATS.doi))
    assert ("CC307" in codes(judged, evidence(*records(record)))) is expected


def test_a_notice_cited_in_the_place_of_its_work() -> None:
    notice = work(
        "10.5555/n",
        "Retraction: The Strength of Weak Ties",
        "Granovetter, M. S.",
        "American Journal of Sociology",
        [1974],
        notice_of=(Notice("retraction", TIES.doi),),
    )
    slip = article(with_doi(TIES_TEXT, notice.doi))
    known = evidence(*records(notice))
    assert codes(slip, known) == ["CC307"]
    meant = article(
        with_doi("Granovetter, M. S. Retraction: The Strength of Weak Ties. Am. J. Sociol. (1974)", notice.doi)
    )
    assert codes(meant, known) == []
    corrected = replace(
        notice, title="Correction to: The Strength of Weak Ties", notice_of=(Notice("correction", TIES.doi),)
    )
    assert codes(slip, evidence(*records(corrected))) == ["CC308"]


def test_another_works_notices_are_not_told() -> None:
    other = replace(HELIX, notices=(Notice("retraction", "10.1/n"),))
    judged, known = article(with_doi(INEQUALITY_TEXT, HELIX.doi)), evidence(*records(other))
    assert codes(judged, known) == ["CC302"]
    assert verdict(judged, 0, known) is Verdict.MISMATCH


def test_a_retracted_work_is_found_without_its_doi() -> None:
    lost = replace(TIES, notices=(Notice("retraction", "10.1/n"),))
    judged, known = article(TIES_TEXT), evidence(searched(TIES_TEXT, lost))
    assert codes(judged, known) == ["CC306", "CC307"]
    assert verdict(judged, 0, known) is Verdict.RETRACTED


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("is-preprint-of", ["CC309"]),
        ("IsPreprintOf", ["CC309"]),
        ("is-replaced-by", ["CC309"]),
        ("is-obsoleted-by", ["CC309"]),
        ("is-previous-version-of", ["CC309"]),
        ("has-preprint", []),
        ("is-version-of", []),
        ("is-referenced-by", []),
    ],
)
def test_superseded(kind: str, expected: list[str]) -> None:
    record = replace(TIES, relations=(Relation(kind, "10.1234/newer"),))
    assert codes(article(GATES), evidence(*records(record))) == expected
    both = article(f"{GATES} Now published: https://doi.org/10.1234/newer")
    assert codes(both, evidence(*records(record))) == []


ATTENTION = work(
    "10.48550/arxiv.1706.03762",
    "Attention Is All You Need",
    "Vaswani, Ashish; Shazeer, Noam",
    years=[2017],
    kind="preprint",
    registry="DataCite",
)
ATTENTION_TEXT = "Vaswani, A. et al. Attention is all you need. arXiv:1706.03762v5 (2017)."


@pytest.mark.parametrize(
    ("kind", "identifier", "expected"),
    [
        ("is-version-of", "10.1103/physrevd.76.013009", ["CC309"]),
        ("is-version-of", "10.48550/arxiv.1706.00001", []),
        ("is-version-of", "https://example.org/", []),
        ("is-supplemented-by", "10.1103/physrevd.76.013009", []),
    ],
)
def test_arxiv_calls_its_articles_versions_of_what_was_published(
    kind: str, identifier: str, expected: list[str]
) -> None:
    record = replace(ATTENTION, relations=(Relation(kind, identifier),))
    judged, known = article(ATTENTION_TEXT), evidence(answer(QuestionKind.DATACITE_WORK, ATTENTION.doi, record))
    assert codes(judged, known) == expected
    assert verdict(judged, 0, known) is Verdict.VERIFIED
    zenodo = replace(record, doi=TIES.doi)
    assert (
        codes(
            article(GATES),
            evidence(answer(QuestionKind.DATACITE_WORK, TIES.doi, replace(TIES, relations=zenodo.relations))),
        )
        == []
    )


def test_an_arxiv_number_that_no_registry_knows_yet_is_not_called_missing() -> None:
    known = evidence(absent(QuestionKind.DATACITE_WORK, ATTENTION.doi), absent(QuestionKind.DOI_HANDLE, ATTENTION.doi))
    [finding] = told(article(ATTENTION_TEXT), known)
    assert (finding.rule, verdict(article(ATTENTION_TEXT), 0, known)) == ("CC901", Verdict.UNVERIFIED)
    given = article("Vaswani, A. et al. Attention is all you need. doi:10.48550/arXiv.1706.03762.")
    assert codes(given, known) == ["CC301"]


PUBLISHED_LATER = (
    "Vaswani, A. et al. Attention is all you need. J. Mach. Learn. Res. 28, 1–40 (2027). arXiv:1706.03762."
)


@pytest.mark.parametrize("kind", ["preprint", "text"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PUBLISHED_LATER, []),
        (PUBLISHED_LATER.replace("2027", "2020"), []),
        (PUBLISHED_LATER.replace("2027", "2012"), ["CC304"]),
        (ATTENTION_TEXT.replace("2017", "2026"), ["CC304"]),
    ],
)
def test_a_preprint_may_be_cited_by_what_came_of_it(kind: str, text: str, expected: list[str]) -> None:
    record = replace(ATTENTION, kind=kind)
    assert codes(article(text), evidence(answer(QuestionKind.DATACITE_WORK, ATTENTION.doi, record))) == expected


SHORT = "10/c7gp4t"


def test_a_short_doi_is_compared_under_the_doi_that_it_stands_for() -> None:
    alias = answer(QuestionKind.DOI_HANDLE, SHORT, value=TIES.doi.upper())
    known = evidence(alias, *records(TIES))
    good = article(f"{TIES_TEXT} https://doi.org/{SHORT}")
    assert (codes(good, known), verdict(good, 0, known)) == ([], Verdict.VERIFIED)
    assert answers_used(good, 0, known) == (alias, *records(TIES))
    wrong = article(f"{INEQUALITY_TEXT} https://doi.org/{SHORT}")
    [finding] = told(wrong, known)
    assert (finding.rule, finding.span.of(wrong.document.text)) == ("CC302", SHORT)
    assert finding.message.startswith("The DOI 10.1086/225469 belongs to another work")


@pytest.mark.parametrize(
    ("said", "expected", "judgement"),
    [
        (absent(QuestionKind.DOI_HANDLE, SHORT), ["CC301"], Verdict.BROKEN),
        (unanswered(QuestionKind.DOI_HANDLE, SHORT), ["CC901"], Verdict.UNVERIFIED),
        (answer(QuestionKind.DOI_HANDLE, SHORT, value="https://example.org/"), ["CC901"], Verdict.UNVERIFIED),
    ],
)
def test_a_short_doi_that_leads_to_no_doi(said: Answer, expected: list[str], judgement: Verdict) -> None:
    judged, known = article(f"{TIES_TEXT} https://doi.org/{SHORT}"), evidence(said, *records(HELIX))
    assert (codes(judged, known), verdict(judged, 0, known)) == (expected, judgement)


NUMBERED = [
    ("PMID: 33479403", QuestionKind.PMID_DOI, "33479403"),
    ("PMCID: PMC7820585", QuestionKind.PMCID_DOI, "PMC7820585"),
]


@pytest.mark.parametrize(("written", "kind", "key"), NUMBERED)
def test_a_number_of_pubmed(written: str, kind: QuestionKind, key: str) -> None:
    judged = article(f"{TIES_TEXT} {written}.")
    bare = replace(TIES, doi="", registry="PubMed")
    for known, expected, judgement in [
        # PubMed names the DOI, Crossref has the record
        (evidence(answer(kind, key, bare, value=TIES.doi), *records(TIES)), [], Verdict.VERIFIED),
        (evidence(answer(kind, key, bare, value=HELIX.doi), *records(HELIX)), ["CC302"], Verdict.MISMATCH),
        # PubMed names the DOI, Crossref is silent: PubMed's own record serves
        (evidence(answer(kind, key, bare, value=TIES.doi), unanswered(QuestionKind.CROSSREF_WORK, TIES.doi)), [], Verdict.VERIFIED),
        # PubMed knows no DOI
        (evidence(answer(kind, key, bare)), [], Verdict.VERIFIED),
        (evidence(answer(kind, key, replace(HELIX, doi=""))), ["CC302"], Verdict.MISMATCH),
        (evidence(answer(kind, key, replace(bare, years=(1999,), year=1999))), ["CC304"], Verdict.MISMATCH),
        # nothing is proved
        (evidence(absent(kind, key)), ["CC901"], Verdict.UNVERIFIED),
        (evidence(unanswered(kind, key), *records(HELIX)), ["CC901"], Verdict.UNVERIFIED),
    ]:  # fmt: skip
        found = told(judged, known)
        assert ([one.rule for one in found], verdict(judged, 0, known)) == (expected, judgement)
        if expected == ["CC302"]:
            assert found[0].message.startswith(
                f"{written.replace('PMCID: ', '').replace(': ', ' ')} belongs to another work"
            )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("hal-01234567", "crackcite does not ask HAL about hal-01234567"),
        ("hdl:2027/mdp.39015012345678", "crackcite does not ask the Handle System about 2027/mdp.39015012345678"),
    ],
)
def test_an_identifier_that_is_never_asked_about_is_said(written: str, said: str) -> None:
    text = f"Moreau, A. Les quartiers de la gare au XIXe siècle. {written}."
    for known in (evidence(*records(HELIX)), evidence(searched(text))):
        [finding] = told(article(text), known)
        assert finding.rule == "CC901"
        assert said in finding.message
        assert verdict(article(text), 0, known) is Verdict.UNVERIFIED


HINTS = [
    (with_doi(TIES_TEXT, TIES.doi), unanswered(QuestionKind.CROSSREF_WORK, TIES.doi, Reason.SERVER_ERROR), "Run crackcite again later"),
    (with_doi(TIES_TEXT, TIES.doi), answer(QuestionKind.CROSSREF_WORK, TIES.doi, work(TIES.doi, "")), "Look the work up"),
    (WACQUANT, searched(WACQUANT), "Check it by hand"),
    (WACQUANT, unanswered(QuestionKind.CROSSREF_SEARCH, search_key(article(WACQUANT).references[0])), "Run crackcite again later"),
    (f"{WACQUANT} ISBN 978-2-07-072968-5", absent(QuestionKind.BOOK, "9782070729685"), "Compare the number with"),
    (f"{WACQUANT} ISBN 978-2-07-072968-5", unanswered(QuestionKind.BOOK, "9782070729685"), "Run crackcite again later"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "hint"), HINTS)
def test_what_helps_where_nothing_could_be_verified_depends_on_why(text: str, said: Answer, hint: str) -> None:
    [finding] = told(article(text), evidence(said, *records(HELIX)))
    assert finding.rule == "CC901"
    assert finding.hint.startswith(hint)


ISBN = "Foucault, M. Sécurité, territoire, population: cours au Collège de France, 1977-1978. (Gallimard, 2004). ISBN 978-2-02-030799-4"
BOOK = work("", "Sécurité, territoire, population", "Foucault, Michel", years=[2004], kind="book", publisher="Seuil")
NOVEL = work("", "Crime and Punishment", "Dostoyevsky, Fyodor", years=[2003], kind="book", publisher="Penguin")


@pytest.mark.parametrize(
    ("known", "expected", "judgement"),
    [
        (answer(QuestionKind.BOOK, "9782020307994", BOOK), [], Verdict.VERIFIED),
        (answer(QuestionKind.BOOK, "9782020307994", NOVEL), ["CC310"], Verdict.MISMATCH),
        (absent(QuestionKind.BOOK, "9782020307994"), ["CC901"], Verdict.UNVERIFIED),
        (unanswered(QuestionKind.BOOK, "9782020307994"), ["CC901"], Verdict.UNVERIFIED),
    ],
)
def test_isbn(known: Answer, expected: list[str], judgement: Verdict) -> None:
    judged = article(ISBN)
    assert judged.references[0].identifiers[0].value == "9782020307994"
    found = evidence(known, *records(HELIX))
    assert codes(judged, found) == expected
    assert verdict(judged, 0, found) is judgement


LINK = "OFDT. Crack en Île-de-France. https://www.ofdt.fr/crack"


@pytest.mark.parametrize(
    ("outcome", "judgement"),
    [
        (Outcome.FOUND, Verdict.VERIFIED),
        (Outcome.MOVED, Verdict.VERIFIED),
        (Outcome.ABSENT, Verdict.BROKEN),
        (Outcome.UNANSWERED, Verdict.UNVERIFIED),
    ],
)
def test_a_source_with_only_a_link(outcome: Outcome, judgement: Verdict) -> None:
    judged, known = article(LINK), evidence(answer(QuestionKind.PAGE, "https://www.ofdt.fr/crack", outcome=outcome))
    assert verdict(judged, 0, known) is judgement
    assert codes(judged, known) == []


def test_a_doi_cut_out_of_an_address_is_left_to_the_page() -> None:
    page = "https://www.tandfonline.com/doi/full/10.5555/nowhere.1"
    judged = article(f"{TIES_TEXT} {page}")
    assert judged.references[0].first(IdentifierKind.DOI) is not None
    known = evidence(absent(QuestionKind.DOI_HANDLE, DOI), answer(QuestionKind.PAGE, page), *ABSENT)
    assert codes(judged, known) == []
    assert verdict(judged, 0, known) is Verdict.VERIFIED


def test_a_record_decides_before_a_page() -> None:
    dead = answer(QuestionKind.PAGE, "https://example.org/x", outcome=Outcome.ABSENT)
    alive = answer(QuestionKind.PAGE, "https://example.org/x")
    good = article(with_doi(f"{TIES_TEXT} https://example.org/x", TIES.doi))
    assert verdict(good, 0, evidence(dead, *records(TIES))) is Verdict.VERIFIED
    wrong = article(with_doi(f"{INEQUALITY_TEXT} https://example.org/x", HELIX.doi))
    assert verdict(wrong, 0, evidence(alive, *records(HELIX))) is Verdict.MISMATCH
    nowhere = article(with_doi(f"{INEQUALITY_TEXT} https://example.org/x", DOI))
    assert verdict(nowhere, 0, evidence(alive, *ABSENT, absent(QuestionKind.DOI_HANDLE, DOI))) is Verdict.BROKEN


def test_the_answers_used_are_those_about_the_source() -> None:
    judged = article(with_doi(TIES_TEXT, TIES.doi), LINK, INEQUALITY_TEXT)
    page = answer(QuestionKind.PAGE, "https://www.ofdt.fr/crack")
    search = searched(INEQUALITY_TEXT, INEQUALITY)
    known = evidence(*records(TIES, HELIX), page, search)
    assert answers_used(judged, 0, known) == records(TIES)
    assert answers_used(judged, 1, known) == (page,)
    assert answers_used(judged, 2, known) == (search,)


SERIES = [
    (GATES, GATES, None),
    (GATES, GATES.replace("1973", "1983"), "the year 1973 here, 1983 there"),
    (GATES, GATES.replace("78", "87"), "the volume 78 here, 87 there"),
    (
        GATES,
        GATES.replace("Granovetter", "Grabowski"),
        "the first author Granovetter, M. S. here, Grabowski, M. S. there",
    ),
    (TIES_TEXT, TIES_TEXT.replace("1973", "1983"), "the year 1973 here, 1983 there"),
    # a yearly report is another work each year
    (
        "EUDA. Rapport européen sur les drogues: Tendances et évolutions. (2022).",
        "EUDA. Rapport européen sur les drogues: Tendances et évolutions. (2021).",
        None,
    ),
    (INEQUALITY_TEXT, INEQUALITY_TEXT.replace("(2021)", "(2019)"), "the year 2021 here, 2019 there"),
    (INEQUALITY_TEXT, WACQUANT, None),
]


@pytest.mark.parametrize(("here", "there", "expected"), SERIES)
def test_two_articles_of_a_series(here: str, there: str, expected: str | None) -> None:
    found = [
        one
        for one in told(article(here), evidence(offline=True), article(there, path="part-2.txt"))
        if one.rule == "CC501"
    ]
    assert [one.message for one in found] == (
        [f"Source 1 and source 1 of part-2.txt are one work, but give {expected}."] if expected else []
    )


@pytest.mark.parametrize(("here", "there", "expected"), SERIES)
def test_a_run_finds_what_its_articles_share(here: str, there: str, expected: str | None) -> None:
    """By the index that it makes of all sources, it finds the same."""
    articles = [article(here), article(WACQUANT, path="other.txt"), article(there, path="part-2.txt")]
    known = rules.cited(articles)
    direct = rules.Case(articles[0], evidence(offline=True), tuple(articles[1:]))
    indexed = replace(direct, cited=known)
    rule = rules.table()["CC501"]
    assert list(rule.findings(indexed)) == list(rule.findings(direct))
    assert bool(list(rule.findings(indexed))) == bool(expected)


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_whole_page(code: str) -> None:
    page = rules.table()[code].page
    for heading in ("Why: ", "Example: ", "Fix: "):
        assert f"\n\n{heading}" in page
