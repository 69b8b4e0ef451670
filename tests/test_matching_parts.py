"""The pieces of the comparison, each with its table: text, titles, names, containers, numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crackcite.matching.containers import abbreviates, find_container, same_container
from crackcite.matching.names import find_given, find_group, find_person, name_words
from crackcite.matching.normalise import fold, garbled, plain, script, without_identifiers
from crackcite.matching.numbers import expand, page_range, read_numbers, roman, whole
from crackcite.matching.titles import telling
from crackcite.model import Contributor


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’Économie  de l'attention", "leconomie de lattention"),
        ("Straße – Œuvre, Łódź & Ærø", "strasse oeuvre lodz aero"),
        ("<i>E. coli</i> in H<sub>2</sub>O", "e coli in h2o"),
        ("Fish &amp;amp; chips", "fish chips"),
        ("β-catenin", "beta catenin"),
        ("Η ζωή στην πόλη", "η ζωη στην πολη"),
        ("a < b and c > d", "a b and c d"),
        ("ﬁnal ½", "final 1 2"),
        ("模糊测试", "模糊测试"),
        ("", ""),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(st.text())
def test_folding_leaves_words_with_single_spaces_and_knows_the_way_back(text: str) -> None:
    folded = fold(text)
    assert folded.text == " ".join(folded.text.split())
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= at < len(text) for at in folded.offsets)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text())
def test_blanking_identifiers_keeps_every_offset(text: str) -> None:
    blanked = without_identifiers(text)
    assert len(blanked) == len(text)
    assert all(after in (before, " ") for before, after in zip(text, blanked, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Лев Толстой", "cyrillic"), ("Ελλάδα", "greek"), ("東京", "cjk"), ("Ärger", "latin"), ("123", "latin")],
)
def test_script(text: str, expected: str) -> None:
    assert script(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DÃ©veloppement social", True),
        ("D\ufffdveloppement", True),
        ("Why crime?", False),
        ("Où va la rue ?", False),
        ("São Paulo", False),
        ("Ça ira", False),
    ],
)
def test_garbled(text: str, expected: bool) -> None:
    assert garbled(text) is expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Introduction", False),
        ("Editorial board", False),
        ("The city", False),
        ("Why do inequality and deprivation produce high crime and low trust?", True),
        ("Les métamorphoses de la question sociale", True),
    ],
)
def test_telling(title: str, expected: bool) -> None:
    assert telling(title) is expected


NAMES = [
    ("De Courson", "De Courson, B. & Nettle, D.", True),
    ("de Courson", "Courson, B. de", True),
    ("De Courson", "DeCourson B, Nettle D", True),
    ("van der Berg", "Berg, J. van der", True),
    ("van der Berg", "Vanderberg J", True),
    ("O’Brien", "O'Brien S, Kyaw KWY", True),
    ("O'Callaghan", "O Callaghan M", True),
    ("Müller", "Mueller, H.", True),
    ("Müller", "Muller H", True),
    ("Mueller", "Müller, H.", True),
    ("Ångström", "Angstrom A", True),
    ("García Márquez", "García-Márquez, G.", True),
    ("García Márquez", "Márquez, G. G.", True),
    ("Толстой", "Tolstoi, L.", True),
    ("Толстой", "Tolstoy L. N.", True),
    ("Ng", "Ng A, Jordan M", True),
    ("Hagedorn", "HagedornA. AgarwalS.", True),
    ("Skarratt", "Skarrat, P. A.", True),
    ("d'Houtaud", "Houtaud, A. d’", True),
    ("d’Houtaud", "D'HOUTAUD A.", True),
    ("Houtaud", "d’Houtaud, Alphonse", True),
    ("L’Heureux", "L'HEUREUX M.-È.", True),
    ("Dell’Acqua", "Acqua, G. dell'", True),
    ("EscobarGarcia", "García, M. E.", True),
    ("McDonald", "McDonald, A.", True),
    ("Wang", "Zhang, Q.", False),
    ("Wang", "Wong, Q.", False),
    ("Nettle", "De Courson, B.", False),
    ("Castel", "Castells, M.", False),
]


@pytest.mark.parametrize(("family", "text", "found"), NAMES)
def test_find_person(family: str, text: str, found: bool) -> None:
    assert (find_person(Contributor(family), name_words(text)) is not None) is found


@pytest.mark.parametrize(
    ("given", "text", "found"),
    [
        ("Xiaoming", "Xiao-Ming L, Y Wang", True),
        ("Xiao-Ming", "Xiaoming L, Wang Y", True),
        ("Mikalai", "Mikalai, Z.", True),
        ("X.", "Xiao-Ming L", False),
        ("Daniel", "De Courson, B.", False),
    ],
)
def test_find_given(given: str, text: str, found: bool) -> None:
    assert (find_given(Contributor("Nobody", given), name_words(text)) is not None) is found


@pytest.mark.parametrize(
    ("group", "text", "found"),
    [
        ("World Health Organization", "WHO. Global report. (2020).", True),
        ("World Health Organization", "World Health Organisation. Global report.", True),
        ("ATLAS Collaboration", "The ATLAS Collaboration, Observation of a new particle", True),
        ("Observatoire français des drogues et des tendances addictives", "OFDTA. Usages de crack.", True),
        ("World Health Organization", "European Union Drugs Agency. Report.", False),
    ],
)
def test_find_group(group: str, text: str, found: bool) -> None:
    assert (find_group(Contributor(group, group=True), text) is not None) is found


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("sci", "scientific", True),
        ("natl", "national", True),
        ("dtsch", "deutsche", True),
        ("j", "journal", True),
        ("reports", "report", True),
        ("psych", "physics", False),
        ("med", "molecular", False),
    ],
)
def test_abbreviates(short: str, full: str, expected: bool) -> None:
    assert abbreviates(short, full) is expected


CONTAINERS = [
    ("Sci. Rep.", "Scientific Reports", True),
    ("Am. J. Public Health", "American Journal of Public Health", True),
    ("PNAS", "Proceedings of the National Academy of Sciences", True),
    ("Proc. Natl. Acad. Sci. U.S.A.", "Proceedings of the National Academy of Sciences", True),
    ("J. Chem. Phys.", "The Journal of Chemical Physics", True),
    ("Lancet", "The Lancet", True),
    ("Rev. fr. sociol.", "Revue française de sociologie", True),
    ("Actes Rech. Sci. Soc.", "Actes de la recherche en sciences sociales", True),
    ("Ned. Tijdschr. Geneeskd.", "Nederlands Tijdschrift voor Geneeskunde", True),
    ("Naturwiss.", "Die Naturwissenschaften", True),
    ("JAMA", "JAMA: The Journal of the American Medical Association", True),
    ("Int. J. Drug Policy", "International Journal of Drug Policy", True),
    ("BMJ", "British Medical Journal (Clinical Research Edition)", True),
    ("Science", "Science Advances", False),
    ("Nature", "Scientific Reports", False),
    ("J. Phys.", "Journal of Chemical Physics", False),
]


@pytest.mark.parametrize(("cited", "recorded", "expected"), CONTAINERS)
def test_same_container(cited: str, recorded: str, expected: bool) -> None:
    assert same_container(cited, [recorded]) is expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Scientific Reports", "Sci. Rep. 11, 1937 (2021).", "Sci. Rep"),
        ("Nature", "in Nature, vol. 171", "Nature"),
        ("Nature", "Nat. Commun. 3, 12", None),
        ("Intelligent Automation &amp; Soft Computing", "Intell. Autom. Soft Comput. 29", "Intell. Autom. Soft Comput"),
        ("Journal of Landscape Ecology", "Landscape Ecology 12", None),
    ],
)
def test_find_container(name: str, text: str, expected: str | None) -> None:
    found = find_container([name], text)
    assert (text[slice(*found)] if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("IV", 4), ("xc", 90), ("MCMXCIX", 1999), ("IIII", None), ("", None), ("mix", 1009)]
)
def test_roman(text: str, expected: int | None) -> None:
    assert roman(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("11", 11), ("011", 11), ("Vol. 11", 11), ("XI", 11), ("11-12", None), ("ahead-of-print", None), ("", None)],
)
def test_whole(text: str, expected: int | None) -> None:
    assert whole(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("421-424", (421, 424)),
        ("1425–37", (1425, 1437)),
        ("S155–S159", (155, 159)),
        ("e12", (12, 12)),
        ("1281b-1281", (1281, 1281)),
        ("iv", None),
    ],
)
def test_page_range(text: str, expected: tuple[int, int] | None) -> None:
    assert page_range(text) == expected


@given(st.integers(1, 99_999), st.integers(1, 400))
def test_a_page_range_is_read_however_short_its_end_is_written(first: int, length: int) -> None:
    last = first + length
    kept = next(n for n in range(1, 7) if expand(first, int(str(last)[-n:])) == (first, last))
    assert kept <= len(str(last))


YEARS = [
    ("Sci. Rep. 11, 1937 (2021).", 2021, 11),
    ("2009;37(2):155–9.", 2009, 37),
    ("J Chem Phys 123:244103 (2005)", 2005, 123),
    ("vol. 118, no. 12, pp. 976–980, 1982.", 1982, 118),
    ("Am. J. Sociol. 78, no. 6 (1973): 1360–1380.", 1973, 78),
    ("Bd. 23, H. 48, S. 807–812, 1935", 1935, 23),
    ("t. 41, nº 3, 2000, p. 590", 2000, 41),
    ("Nature 171 (1953) 737–738", 1953, 171),
    ("(Éditions Gallimard, 2004).", 2004, None),
    ("Organ. Stud. 1998–2003 (2005)", 2005, None),
]


@pytest.mark.parametrize(("text", "year", "volume"), YEARS)
def test_read_numbers(text: str, year: int, volume: int | None) -> None:
    found = read_numbers(text)
    assert found.years[0] == year
    assert (volume in found.volumes) if volume else (found.volumes == ())
