"""The parts of a reference in the styles and languages that editors meet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import shared

from crackcite.extract.identifiers import identifiers
from crackcite.extract.parts import parts
from crackcite.model import Parts, Span


def parted(text: str) -> Parts:
    span = Span(0, len(text))
    return parts(text, span, identifiers(text, span))


def rows() -> list[tuple[str, dict[str, str]]]:
    """The references of ``references.txt``, each with the parts that are looked at."""
    table: list[tuple[str, dict[str, str]]] = []
    lines = (Path(__file__).parent / "references.txt").read_text(encoding="utf-8").split("\n\n", 2)[2].splitlines()
    for line in lines:
        if line.startswith("    "):
            name, _, value = line.strip().partition(":")
            table[-1][1][name] = value.strip()
        elif line and not line.startswith("# "):
            table.append((line, {}))
    return table


ROWS = rows()


def said(found: Parts, name: str) -> str:
    value = getattr(found, name)
    return "; ".join(value) if name == "authors" else "" if value is None else str(value)


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text[:50] for text, _ in ROWS])
def test_parts(text: str, expected: dict[str, str]) -> None:
    found = parted(text)
    assert {name: said(found, name) for name in expected} == expected


YEARS = [
    ("Foucault, M. Naissance de la biopolitique: cours, 1978-1979. (Gallimard, 2004).", 2004),
    ("De Courson, B. High crime. Sci. Rep. 11, 1937 (2021).", 2021),
    ("Smith, J. On 1984. J. Lit. 12, 1984–1990 (2003).", 2003),
    ("Agence X. Rapport. https://www.example.org/2017/05/rapport-2018.pdf (2019).", 2019),
    ("Agence X. Rapport annuel. https://www.example.org/2017/05/rapport-2018.pdf.", None),
    ("Dupont, A. Le rapport. doi:10.1234/abc.2017.", None),
    ("Dupont, A. Le rapport (2011). Consulté le 3 mai 2023. https://example.org/x", 2011),
    ("Dupont, A. Le rapport. Consulté le 3 mai 2023. https://example.org/x", None),
    ("Dupont, A. The report. Accessed 2023-05-03. https://example.org/x", None),
    ("Dupont, A. Het rapport. Geraadpleegd op 3 mei 2023, https://example.org/x", None),
    ("Dupont A. The report [cited 2023 May 3]. https://example.org/x", None),
    ("Sturz AV, Christie BR (1997) Biodiversity of bacteria since 1950. Biol Fertil Soils 25:13–19", 1997),
    ("Nucleic Acids Res. 32, W668–W673 (2004)", 2004),
    ("Dupont, A. (2010a). Le premier. Paris: Seuil.", 2010),
    ("GVB (2011, Juni). Gestaltung der Energiewende nach Prinzipien. München: GVB.", 2011),
]


@pytest.mark.parametrize(("text", "year"), YEARS)
def test_year(text: str, year: int | None) -> None:
    """Never a number followed by the year, never one of a title, an address, a DOI or an access date."""
    assert parted(text).year == year


@pytest.mark.parametrize("text", ["", " ", ".", "1.", "(2004)", "https://www.example.org/", "«»", "et al."])
def test_nothing_to_part(text: str) -> None:
    assert parted(text).authors == ()


@given(st.text(alphabet="Aa b.,;:()«»“”-1970&é\n", max_size=300))
def test_any_text_is_parted_within_itself(text: str) -> None:
    """Nothing is invented: every part is made of the text's own words."""
    found = parted(text)
    written = "".join(text.split())
    assert found.year is None or str(found.year) in text
    assert all(piece in text for piece in (found.volume, found.issue))
    assert all(word.strip(".,;:()«»“”") in written for word in found.title.split())


@pytest.mark.parametrize(
    "unit", ["A. ", ". A", "et al. ", "1 mai 2020 ", "Aa, B., ", "(2010) ", "“", "« ", "12(3):4 ", "de "]
)
def test_hostile_texts_are_parted_to_their_end(unit: str) -> None:
    """100 kB of the same: what takes quadratic time would run into the suite's time limit."""
    parted(unit * (100_000 // len(unit)))


def test_the_eleven_sources_of_the_article() -> None:
    text = shared("articles", "crack-bruxelles-4.txt").read_text(encoding="utf-8")
    lines = [line.split(". ", 1)[1] for line in text[text.index("\nSources\n") :].splitlines()[2:] if line]
    found = [parted(line) for line in lines]
    first = [one.authors[0] if one.authors else "" for one in found]
    assert first == [
        "", "Lyon, P. de santé publique des hospices civils de", "Castel, R.", "", "", "Wacquant, L.", "De Courson, B.",
        "Foucault, M.", "EUDA", "FEDA BXL", "GREA",
    ]  # fmt: skip
    assert [one.year for one in found] == [None, 2022, 1998, None, None, 1999, 2021, 2004, 2022, 2022, 2024]
    edges = "Syn-OFDT Eva-2022 De-? Bur-straat’ À-L’Echo Les-misère Why-trust? Séc-1978 Rap-évolutions Déc-coûteuse"
    for one, (begin, _, end) in zip(found[:10], (pair.partition("-") for pair in edges.split(" ")), strict=True):
        assert one.title.startswith(begin)
        assert one.title.endswith(end)
    assert found[2].authors == ("Castel, R.", "Fournier, C.")


def test_a_line_break_or_an_emphasis_changes_nothing() -> None:
    text = "Castel, R. & Fournier, C. De l’intégration à la précarité. Formation Emploi 62, 5–18 (1998)."
    plain = parted(text)
    assert parted(text.replace(" ", "\n   ")) == plain
    assert parted(text.replace("Formation Emploi", "*Formation Emploi*")) == plain
    assert parted(text.replace("Formation Emploi", "<i>Formation Emploi</i>")) == plain
    assert parted("[12] " + text) == plain
    assert parted(text + " https://doi.org/10.3406/forem.1998.2296") == replace(plain, accessed="")


def test_no_gap_is_left_where_an_identifier_stood() -> None:
    from crackcite.extract.parts import _whole

    assert _whole("1986, \x01") == "1986"
    assert _whole("Housing First \x01 Europe Hub") == "Housing First Europe Hub"
