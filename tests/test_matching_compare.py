"""Reference against record: which records describe the work that a source describes, and where the two differ.

Every case is judged twice: with the parts that crackcite reads in the source, and as if none could be read.
"""

# ruff: noqa: E501 - a source is read best on one line
from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from known import (
    ANOMALIES,
    CAT,
    GENOME,
    HELIX,
    HOUSING,
    INEQUALITY,
    PARTICLE,
    TIES,
    WAKEFIELD,
    source,
    work,
)

from crackcite.matching import Same, compare
from crackcite.model import Contributor, Work

BOTH = pytest.mark.parametrize("read", [True, False], ids=["parsed", "unparsed"])

SAME = [
    # styles
    (INEQUALITY, "De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? Sci. Rep. 11, 1937 (2021)."),
    (INEQUALITY, "de Courson B, Nettle D. Why do inequality and deprivation produce high crime and low trust? Sci Rep. 2021;11(1):1937."),
    (INEQUALITY, "de Courson, B., & Nettle, D. (2021). Why do inequality and deprivation produce high crime and low trust? Scientific Reports, 11(1), 1937."),
    (INEQUALITY, "De Courson, Benoît, and Daniel Nettle. “Why Do Inequality and Deprivation Produce High Crime and Low Trust?” Scientific Reports 11, no. 1 (2021): 1937."),
    (INEQUALITY, "DE COURSON Benoît, NETTLE Daniel, « Why do inequality and deprivation produce high crime and low trust? », Scientific Reports, vol. 11, nº 1937, 2021."),
    (INEQUALITY, "B. de Courson and D. Nettle, “Why do inequality and deprivation produce high crime and low trust?,” Sci. Rep., vol. 11, no. 1, p. 1937, 2021."),
    (HELIX, "Watson, J. D. & Crick, F. H. Molecular structure of nucleic acids; a structure for deoxyribose nucleic acid. Nature 171, 737–8 (1953)."),
    # a title cut short, or without its subtitle; another case; a typing error
    (HELIX, "WATSON J. D., CRICK F. H. C., Molecular structure of nucleic acids, Nature, 1953"),
    (HOUSING, "Tsemberis S., Gulcur L., Nakae M. Housing First, consumer choice, and harm reduction for homeless individuals. Am. J. Public Health 94, 651–656 (2004)."),
    (TIES, "Granovetter, M. The strenght of weak ties. AJS 78, 1360–1380 (1973)."),
    # no title at all, as in physics
    (ANOMALIES, "G. ’t Hooft, Phys. Rev. Lett. 37, 8 (1976)."),
    # names: umlauts written out, left out, organisations, their initials
    (CAT, "Schroedinger, E.: Die gegenwaertige Situation in der Quantenmechanik. Naturwiss. 23 (1935), S. 807–812"),
    (CAT, "Schrodinger E, Die gegenwartige Situation in der Quantenmechanik, Die Naturwissenschaften, Bd. 23, H. 48, 1935"),
    (PARTICLE, "ATLAS Collaboration. Observation of a new particle in the search for the Standard Model Higgs boson with the ATLAS detector at the LHC. Phys. Lett. B 716, 1–29 (2012)."),
    (GENOME, "Lander, E. S. et al. Initial sequencing and analysis of the human genome. Nature 409, 860–921 (2001)."),
    (GENOME, "IHGSC. Initial sequencing and analysis of the human genome. Nature 409, 860–921 (2001)."),
    # a page inside the article; the year before
    (TIES, "Granovetter, M. S. (1973). The Strength of Weak Ties. American Journal of Sociology, 78(6), 1361–1362."),
    (TIES, "Granovetter, M. S. (1974). The Strength of Weak Ties. American Journal of Sociology, 78(6), 1360–1380."),
    # the record's title is marked by the publisher
    (WAKEFIELD, "Wakefield, A. J. et al. Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive developmental disorder in children. Lancet 351, 637–641 (1998)."),
]  # fmt: skip


@BOTH
@pytest.mark.parametrize(("record", "text"), SAME, ids=[text[:60] for _, text in SAME])
def test_the_same_work_in_any_dress_differs_in_nothing(record: Work, text: str, read: bool) -> None:
    found = compare(source(text, read=read), record)
    assert found.same is Same.YES
    assert found.mismatches == ()


MARKUP = [
    ("Growth of <i>Escherichia coli</i> in H<sub>2</sub>O", "Growth of Escherichia coli in H2O"),
    ("Crime &amp;amp; punishment in the modern city", "Crime & punishment in the modern city"),
    ("Structure of β-lactamase at 2.5 Å", "Structure of beta-lactamase at 2.5 Å"),
    ("The <scp>DNA</scp> of cities — a history", "The DNA of cities - a history"),
    ("L’économie de l’attention", "L'economie de l'attention"),
    ("Zur Theorie der Gesellschaftsspiele", "Zur Theorie der Gesellschafts-Spiele"),
    (r"Bounds on the $\mathrm{Lip}$ constant of networks", "Bounds on the Lip constant of networks"),
]


@pytest.mark.parametrize(("recorded", "cited"), MARKUP)
def test_a_title_survives_what_registries_do_to_it(recorded: str, cited: str) -> None:
    record = work("10.1234/x", recorded, "Moreau, Anne", "Journal of Examples", [2010], volume="3", pages="20-31")
    found = compare(source(f"Moreau, A. {cited}. J. Ex. 3, 20–31 (2010).", read=False), record)
    assert "title" in found.supports
    assert found.same is Same.YES


def test_any_title_of_the_record_will_do() -> None:
    record = work(
        "10.1234/x",
        "Poverty in the suburbs",
        "Roy, Claude",
        "Espace",
        [2001],
        other_titles=("La pauvreté en banlieue",),
    )
    assert compare(source("Roy C. La pauvreté en banlieue. Espace (2001)."), record).same is Same.YES


def test_a_journal_without_volumes_counts_by_numbers() -> None:
    record = work(
        "10.3406/arss.1979.2654",
        "Les trois états du capital culturel",
        "Bourdieu, Pierre",
        "Actes de la recherche en sciences sociales",
        [1979],
        volume="30",
        issue="1",
        pages="3-6",
    )
    text = "Bourdieu, P. « Les trois états du capital culturel », Actes de la recherche en sciences sociales, {} (1979)"
    assert compare(source(text.format("n° 30")), record).mismatches == ()
    assert [one.what for one in compare(source(text.format("vol. 30, n° 5")), record).mismatches] == ["issue"]


def test_a_title_that_names_another_is_no_journal() -> None:
    record = work(
        "10.1001/2013.jamasurg.64",
        "Error in Tables in: Comparative Analysis of Diaphragmatic Hernia Repair Outcomes",
        container="Archives of Surgery",
        years=[2012],
        volume="147",
        issue="9",
        pages="804",
    )
    text = (
        "Error in Tables in: Comparative Analysis of Diaphragmatic Hernia Repair Outcomes. Ach. Sur. 2012;147(9):804."
    )
    assert compare(source(text), record).mismatches == ()


OTHER = [
    (HELIX, "De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? Sci. Rep. 11, 1937 (2021)."),
    (INEQUALITY, "Granovetter, M. S. (1973). The Strength of Weak Ties. American Journal of Sociology, 78(6), 1360–1380."),
    (TIES, "Watson, J. D. & Crick, F. H. C. Molecular structure of nucleic acids. Nature 171, 737–738 (1953)."),
    (CAT, "Foucault, M. Sécurité, territoire, population: cours au Collège de France, 1977-1978. (Éditions Gallimard, 2004)."),
    # the same author, another article
    (TIES, "Granovetter, M. Economic action and social structure: the problem of embeddedness. Am. J. Sociol. 91, 481–510 (1985)."),
    # the same journal and year, other authors
    (HELIX, "Franklin, R. E. & Gosling, R. G. Molecular configuration in sodium thymonucleate. Nature 171, 740–741 (1953)."),
    # only the title is the same
    (work("10.1234/y", "The strength of weak ties", "Vogel, Paul", "Solid State Letters", [1999], volume="5", pages="12-19"),
     "Granovetter, M. S. (1973). The Strength of Weak Ties. American Journal of Sociology, 78(6), 1360–1380."),
]  # fmt: skip


@BOTH
@pytest.mark.parametrize(("record", "text"), OTHER, ids=[text[:60] for _, text in OTHER])
def test_another_work_is_told_from_it(record: Work, text: str, read: bool) -> None:
    assert compare(source(text, read=read), record).same is Same.NO


UNDECIDED = [
    # a translation: other title, same author, year apart
    (work("10.1234/z", "Discipline and Punish: The Birth of the Prison", "Foucault, Michel", years=[1977], kind="book"),
     "Foucault, M. Surveiller et punir : naissance de la prison. (Gallimard, 1975)."),
    # a record that says nothing
    (work("10.1234/z", ""), "Castel, R. Les métamorphoses de la question sociale. (Fayard, 1995)."),
    # a record in another script
    (work("10.1234/z", "模糊测试技术研究", "杨, 晓", "中国科学", [2014]), "Yang, X. Research on fuzz testing. Scientia Sinica (2014)."),
    # a record whose letters were lost
    (work("10.1234/z", "D?veloppement ??? social", "Moreau, A."), "Bernard, C. L’habitat et la rue. (2001)."),
    # a chapter's record, the book cited
    (work("10.1234/z", "The poor at the gate", "Kramer, Jan", "A History of the Walled City", [1990], kind="book-chapter"),
     "Smit, P. (ed.) A History of the Walled City. (Uitgeverij Noord, 1990)."),
]  # fmt: skip


@BOTH
@pytest.mark.parametrize(("record", "text"), UNDECIDED, ids=[text[:60] for _, text in UNDECIDED])
def test_what_cannot_be_decided_is_left_open_with_the_reason(record: Work, text: str, read: bool) -> None:
    found = compare(source(text, read=read), record)
    assert found.same is Same.UNSURE
    assert found.reason
    assert found.mismatches == ()


DIFFERENT = [
    (INEQUALITY, "Nelson, T. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? Sci. Rep. 11, 1937 (2021).",
     [("author", "De Courson")]),
    (TIES, "Grabowski, M. The strength of weak ties. Am. J. Sociol. 78, 1360–1380 (1973).", [("author", "Granovetter")]),
    (INEQUALITY, "De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? Sci. Rep. 11, 1937 (2012).",
     [("year", "2021")]),
    (HOUSING, "Tsemberis S, Gulcur L, Nakae M. Housing First, consumer choice, and harm reduction for homeless individuals with a dual diagnosis. Am J Public Health. 2007;94(4):651–6.",
     [("year", "2004")]),
    (TIES, "Granovetter, M. S. (1973). The Strength of Weak Ties. American Journal of Sociology, 87(6), 1360–1380.", [("volume", "78")]),
    (TIES, "Granovetter, M. S. (1973). The Strength of Weak Ties. American Journal of Sociology, 78(2), 1360–1380.", [("issue", "6")]),
    (TIES, "Granovetter, M. S. (1973). The Strength of Weak Ties. American Journal of Sociology, 78(6), 201–233.", [("pages", "1360–1380")]),
]  # fmt: skip


@BOTH
@pytest.mark.parametrize(
    ("record", "text", "expected"), DIFFERENT, ids=[text[:40] + str(e[0][0]) for _, text, e in DIFFERENT]
)
def test_the_right_work_with_a_wrong_detail(
    record: Work, text: str, expected: list[tuple[str, str]], read: bool
) -> None:
    found = compare(source(text, read=read), record)
    assert found.same is Same.YES
    assert [(one.what, one.recorded) for one in found.mismatches if one.what != "author"] == [
        (what, recorded) for what, recorded in expected if what != "author"
    ]
    for what, recorded in expected:
        assert any(one.what == what and recorded in one.recorded for one in found.mismatches)


LENIENT = [
    # an electronic edition of a back file: only the digital date is in the record
    (replace(CAT, kind="book-chapter", years=(2007,), year=2007), CAT.title, "1935"),
    # a preprint's source may name the year of its publication
    (replace(INEQUALITY, kind="posted-content", years=(2018,), year=2018), INEQUALITY.title, "2021"),
    # a book's reprints carry years of their own
    (work("10.1234/b", "Outsiders: Studies in the Sociology of Deviance", "Becker, Howard S.", years=[1997], kind="book"),
     "Outsiders: studies in the sociology of deviance", "1963"),
]  # fmt: skip


@pytest.mark.parametrize(("record", "title", "year"), LENIENT)
def test_years_that_prove_nothing(record: Work, title: str, year: str) -> None:
    found = compare(source(f"{record.authors[0].family}, A. {title}. ({year})."), record)
    assert [one.what for one in found.mismatches] == []


ABSTAINS = [
    # an organisation signs for its staff, in any form
    (HOUSING, f"Pathways to Housing. {HOUSING.title}. Am. J. Public Health 94, 651–656 (2004)."),
    (HOUSING, f"EUDA. {HOUSING.title}. Am. J. Public Health 94, 651–656 (2004)."),
    (HOUSING, f"Agence régionale de santé, direction des études. {HOUSING.title}. Am. J. Public Health 94, 651–656 (2004)."),
    (HOUSING, f"Médecins du Monde, section belge. {HOUSING.title}. Am. J. Public Health 94, 651–656 (2004)."),
    # nobody is named
    (HOUSING, f"{HOUSING.title}. Am. J. Public Health 94, 651–656 (2004)."),
    # an abbreviation of the reader's own; ahead of print, with pages from 1; a double issue
    (TIES, "Granovetter, M. The strength of weak ties. ASJ 78, 1360–1380 (1973)."),
    (TIES, "Granovetter, M. The strength of weak ties. Am. J. Sociol. 1–21 (1973)."),
    (TIES, "Granovetter, M. The strength of weak ties. Am. J. Sociol. 78(5–6), 1360–1380 (1973)."),
    # the series' volume in the record, the book's in the source
    (work("10.1234/c", "The poor at the gate of the city", "Kramer, Jan", "A History of the Walled City", [1990], kind="book-chapter", volume="112"),
     "Kramer, J. The poor at the gate of the city. In: A History of the Walled City, vol. 2, pp. 40–61 (1990)."),
    # an article number where others have an issue
    (replace(INEQUALITY, volume="12", issue="1", article_number="4", containers=("Harm Reduction Journal",)),
     "De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? Harm Reduction Journal 12, no. 4 (2021)."),
    # given and family name swapped in the registry
    (replace(TIES, authors=(Contributor("Mark", "Granovetter"),)), "Granovetter, M. The strength of weak ties. Am. J. Sociol. 78, 1360–1380 (1973)."),
]  # fmt: skip


def test_a_journal_that_counts_its_volumes_by_years() -> None:
    record = replace(HOUSING, volume="2013", years=(2013,), year=2013, pages="1-8")
    text = f"Tsemberis S. {HOUSING.title}. Am J Public Health. {{}};{{}}:1–8."
    assert compare(source(text.format(2013, 2013)), record).mismatches == ()
    assert compare(source(text.format(2013, 2013) + " Review of a book of 2009."), record).mismatches == ()
    assert [one.what for one in compare(source(text.format(2010, 2013)), record).mismatches] == ["year"]
    assert [one.what for one in compare(source(text.format(2013, 2010)), record).mismatches] == ["volume"]


@BOTH
@pytest.mark.parametrize(("record", "text"), ABSTAINS, ids=[text[:50] for _, text in ABSTAINS])
def test_no_detail_is_called_wrong_that_may_be_right(record: Work, text: str, read: bool) -> None:
    found = compare(source(text, read=read), record)
    assert found.same is Same.YES
    assert found.mismatches == ()


@pytest.mark.parametrize("accessed", ["Accessed 3 May 2012", "Consulté le 3 mai 2012", "Geraadpleegd op 3 mei 2012"])
def test_the_day_of_reading_is_not_the_year(accessed: str) -> None:
    text = f"Granovetter, M. The Strength of Weak Ties. American Journal of Sociology 78, 1360–1380 (1973). {accessed}."
    assert compare(source(text), TIES).mismatches == ()


def test_every_date_of_the_record_counts() -> None:
    digitised = replace(TIES, years=(1973, 2015))
    text = "Granovetter, M. The Strength of Weak Ties. American Journal of Sociology 78, 1360–1380 ({})."
    for year in (1972, 1973, 1974, 2014, 2015, 2016):
        assert compare(source(text.format(year)), digitised).mismatches == ()
    for year in (1970, 1976, 2012):
        assert [one.what for one in compare(source(text.format(year)), digitised).mismatches] == ["year"]


@given(
    st.sampled_from([record for record, _ in SAME]),
    st.text(max_size=300),
    st.booleans(),
)
def test_no_text_makes_it_stumble(record: Work, text: str, read: bool) -> None:
    found = compare(source(text, read=read), record)
    assert 0 <= found.title <= 1
    assert not found.supports & found.conflicts


@given(st.sampled_from(SAME), st.integers(0, 3), st.sampled_from([" ", "\n", "\u00a0", "  "]))
def test_line_breaks_and_spaces_change_nothing(case: tuple[Work, str], lead: int, space: str) -> None:
    record, text = case
    found = compare(source(space * lead + text.replace(" ", space), read=False), record)
    assert found.same is Same.YES
    assert found.mismatches == ()
