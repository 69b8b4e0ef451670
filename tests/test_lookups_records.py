"""A registry's record becomes a Work, whatever is missing or odd in it."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import shared

from crackcite.lookups.other_records import from_datacite, from_open_library, person
from crackcite.lookups.records import cleaned, work_of
from crackcite.model import Contributor, Notice, Relation


def crossref(**fields):
    return work_of({"DOI": "10.1234/X", **fields}, "Crossref")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Surveiller et punir", "Surveiller et punir"),
        ("The <i>Drosophila</i> genome", "The Drosophila genome"),
        ("CO<sub>2</sub> uptake", "CO2 uptake"),
        ("Crime &amp; punishment", "Crime & punishment"),
        ("The &lt;scp&gt;DNA&lt;/scp&gt; of X", "The DNA of X"),
        ("Doubly &amp;lt;i&amp;gt;escaped&amp;lt;/i&amp;gt;", "Doubly escaped"),
        ("A\n      title  with   holes", "A title with holes"),
        ("<jats:title>Two</jats:title><jats:p>parts</jats:p>", "Two parts"),
        ("Line one<br/>line two", "Line one line two"),
        ("p < 0.05 and n > 30", "p < 0.05 and n > 30"),
        ("On 3<5 and 7>2", "On 3<5 and 7>2"),
        ('<mml:math xmlns:mml="http://x"><mml:mi>V</mml:mi></mml:math> spaces', "V spaces"),
        (None, ""),
        (17, ""),
        ("", ""),
    ],
)
def test_titles_are_cleaned(written, read):
    assert cleaned(written) == read


@given(st.text())
def test_cleaning_a_clean_title_changes_nothing(text):
    once = cleaned(text)
    if "&" not in once and "<" not in once:
        assert cleaned(once) == once


def test_a_whole_record():
    work = crossref(
        type="journal-article",
        title=["Why do <i>inequality</i> and deprivation produce high crime?", "Pourquoi ?"],
        subtitle=["A model"],
        **{
            "original-title": ["Waarom?"],
            "container-title": ["Scientific Reports"],
            "short-container-title": ["Sci Rep"],
            "published-online": {"date-parts": [[2021, 1, 21]]},
            "published-print": {"date-parts": [[2022]]},
            "issued": {"date-parts": [[2021, 1, 21]]},
            "created": {"date-parts": [[2030]]},
            "article-number": "1937",
            "author": [
                {"family": "De Courson", "given": "Benoît", "sequence": "first"},
                {"name": "Observatoire bruxellois"},
                {"given": "Plato"},
                {"affiliation": []},
            ],
        },
        volume="11",
        issue="1",
        page="1937-1945",
        publisher="Springer",
        language="en",
        ISBN=["http://id.crossref.org/isbn/9782070729685", "2-07-072968-8"],
        relation={"is-preprint-of": [{"id-type": "doi", "id": "10.1/ABC"}], "cites": [{}]},
        aliases=["10.1/OLD"],
        score=12.5,
    )
    assert (work.doi, work.kind, work.registry) == ("10.1234/x", "journal-article", "Crossref")
    assert work.title == "Why do inequality and deprivation produce high crime?"
    assert (work.subtitle, work.other_titles) == ("A model", ("Pourquoi ?", "Waarom?"))
    assert work.authors == (
        Contributor("De Courson", "Benoît"),
        Contributor("Observatoire bruxellois", group=True),
        Contributor("Plato"),
    )
    assert work.containers == ("Scientific Reports", "Sci Rep")
    assert (work.years, work.year) == ((2021, 2022), 2022)
    assert (work.volume, work.issue, work.pages, work.article_number) == ("11", "1", "1937-1945", "1937")
    assert work.isbns == ("9782070729685", "2070729688")
    assert work.relations == (Relation("is-preprint-of", "10.1/abc"),)
    assert (work.aliases, work.score) == (("10.1/old",), 12.5)


@pytest.mark.parametrize(
    "date",
    [
        None,
        "2020",
        [[2020]],
        {},
        *({"date-parts": odd} for odd in (None, [], [[]], [[None]], [["x"]], [[0]], [[99999]])),
    ],
)
def test_a_date_that_says_nothing(date):
    work = crossref(issued=date)
    assert (work.years, work.year) == ((), None)


NOTICE = {"DOI": "10.1234/NOTICE", "type": "retraction", "label": "Retraction", "source": "retraction-watch"}
WHEN = {"updated": {"date-parts": [[2010, 2, 6]], "date-time": "2010-02-06T00:00:00Z"}}


def test_notices_about_the_work_and_the_works_it_is_a_notice_about():
    work = crossref(**{"updated-by": [{**NOTICE, **WHEN}, {**NOTICE, **WHEN}], "update-to": [NOTICE]})
    assert work.notices == (Notice("retraction", "10.1234/notice", "2010-02-06", "retraction-watch", "Retraction"),)
    assert [notice.doi for notice in work.notice_of] == ["10.1234/notice"]


def test_a_record_that_updates_itself_is_a_notice_of_nothing_else():
    itself = {**NOTICE, "DOI": "10.1234/x"}
    work = crossref(**{"update-to": [itself, {**itself, "type": "new_version"}]})
    assert [notice.kind for notice in work.notices] == ["retraction"]
    assert work.notice_of == ()


def test_an_unknown_kind_of_notice_is_kept():
    assert crossref(**{"updated-by": [{"DOI": "10.1/n", "type": "Removal Notice"}]}).notices[0].kind == "removal_notice"


def test_csl_json_is_read_too():
    work = work_of(
        {
            "DOI": "10.1400/1",
            "type": "article-journal",
            "title": "La città",
            "container-title": "Rivista",
            "author": [{"family": "Rossi", "given": "M.", "non-dropping-particle": "de"}, {"literal": "ISTAT"}],
            "issued": {"date-parts": [["2003"]]},
        },
        "doi.org",
    )
    assert (work.title, work.containers, work.year) == ("La città", ("Rivista",), 2003)
    assert work.authors == (Contributor("de Rossi", "M."), Contributor("ISTAT", group=True))


def test_datacite():
    work = from_datacite(
        {
            "doi": "10.5281/ZENODO.1",
            "titles": [{"title": "Data &amp; code"}, {"title": "Daten", "titleType": "TranslatedTitle"}],
            "creators": [
                {"name": "Kato, Shoji", "familyName": "Kato", "givenName": "Shoji", "nameType": "Personal"},
                {"name": "Sciensano", "nameType": "Organizational"},
                {"name": "Doe, Jane"},
            ],
            "contributors": [
                {"name": "Roe, R.", "contributorType": "Editor"},
                {"name": "X", "contributorType": "Other"},
            ],
            "publicationYear": 2019,
            "dates": [{"date": "2020-03-01", "dateType": "Updated"}, {"date": "1990/1995", "dateType": "Collected"}],
            "publisher": {"name": "Zenodo"},
            "types": {"resourceTypeGeneral": "Dataset"},
            "container": {"title": "Series", "volume": "2", "firstPage": "3", "lastPage": "9"},
            "relatedIdentifiers": [
                {"relationType": "IsVersionOf", "relatedIdentifier": "10.5281/Z", "relatedIdentifierType": "DOI"}
            ],
        }
    )
    assert (work.doi, work.kind, work.title, work.other_titles) == (
        "10.5281/zenodo.1",
        "dataset",
        "Data & code",
        ("Daten",),
    )
    assert work.authors == (
        Contributor("Kato", "Shoji"),
        Contributor("Sciensano", group=True),
        Contributor("Doe", "Jane"),
    )
    assert work.editors == (Contributor("Roe", "R."),)
    assert (work.years, work.year, work.publisher) == ((2019, 2020), 2019, "Zenodo")
    assert (work.containers, work.volume, work.pages) == (("Series",), "2", "3-9")
    assert work.relations == (Relation("is-version-of", "10.5281/z"),)


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Michel Foucault", "Foucault", "Michel"),
        ("Simone de Beauvoir", "de Beauvoir", "Simone"),
        ("Loïc J. D. Wacquant", "Wacquant", "Loïc J. D."),
        ("Plato", "Plato", ""),
        ("De Gaulle", "Gaulle", "De"),
    ],
)
def test_names_in_reading_order(name, family, given):
    assert person(name) == Contributor(family, given)


def test_open_library():
    work = from_open_library(
        {
            "title": "Surveiller et punir",
            "subtitle": "naissance de la prison",
            "authors": [{"name": "Michel Foucault"}],
            "publish_date": "March 12, 2004",
            "publishers": [{"name": "Gallimard"}],
            "identifiers": {"isbn_13": ["9782070729685"], "isbn_10": ["2070729680"]},
        }
    )
    assert (work.title, work.subtitle, work.year) == ("Surveiller et punir", "naissance de la prison", 2004)
    assert (work.publisher, work.isbns) == ("Gallimard", ("9782070729685", "2070729680"))


_NAMES = [
    "title",
    "author",
    "issued",
    "container-title",
    "updated-by",
    "update-to",
    "relation",
    "ISBN",
    "journal-issue",
]
_NAMES += ["event", "institution", "score", "volume", "titles", "creators", "types", "container", "dates", "publisher"]
_NAMES += ["identifiers", "authors", "publishers", "publish_date", "family", "date-parts", "type", "DOI", "id"]
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(_NAMES), _ANYTHING, max_size=6))
def test_no_record_breaks_the_reading(record):
    work_of(record, "Crossref")
    from_datacite(record)
    from_open_library(record)


def test_the_real_records_of_crossref():
    """Every record of a large real sample is read, with the title that it has."""
    with gzip.open(shared("registry", "works.jsonl.gz"), "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    works = [work_of(record, "Crossref") for record in records]
    assert len(works) == 10_590
    assert all(work.doi == record["DOI"] for work, record in zip(works, records, strict=True))
    assert sum(not work.title for work in works) == sum(not any(_list(record.get("title"))) for record in records)
    assert sum(bool(work.authors) for work in works) == sum(bool(record.get("author")) for record in records)
    assert sum(bool(work.years) for work in works) > 10_400
    assert not [work.title for work in works if "<i>" in work.title or "&amp;" in work.title or "  " in work.title]


def _list(value):
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize(("folder", "least"), [("crossref-works", 480), ("datacite", 100)])
def test_real_answers(folder, least):
    good = 0
    for file in sorted(shared("registry", "recordings", folder).glob("*.json")):
        answer = json.loads(file.read_text(encoding="utf-8"))
        if folder == "datacite":
            work = from_datacite(answer["data"]["attributes"])
        else:
            work = work_of(answer["message"], "Crossref")
        assert work.doi.startswith("10."), file.name
        good += bool(work.title)
    assert good >= least
