"""The lines under which sources stand, and the lines that only look so."""

from __future__ import annotations

import pytest

from crackcite.extract.headings import is_heading, languages, trimmed


@pytest.mark.parametrize(
    "line",
    [
        "📚 Sources", "§ Références", "▼ Sources", "[Sources]", "(Notes)", "⬇️ Bronnen ⬇️", "★ References ★",
        "References (APA)", "Sources (consultées le 3 mars 2024)", "Endnotes (1–22)", "Notes [1-22]", "References (3)",
        "R E F E R E N C E S", "N O T E S   E T   S O U R C E S", "VII – Bibliographie", "7 – Sources", "C. Literatur",
        "Sources, notes et références", "Sources & further reading", "Quellen + Literatur", "Notes / Sources",
        "Nos sources", "Our sources", "Onze bronnen", "Les sources de l’article", "Sources citées et consultées",
        "Références de l’article", "Références de cet article", "Bronnen bij dit artikel", "Bibliographie indicative",
        "Bibliographie (sélection)", "Sources et ressources", "Sources and resources", "Literaturhinweise",
        "Quellenhinweise", "Fußnoten", "Fuentes y notas", "Fuentes y para saber más", "Fonti e per approfondire",
        "Quellen und weiterführende Literatur", "Sources et pour en savoir plus", "Noten en bronnen",
        "Bronnen en meer lezen", "Notas, fontes e referências",
    ],
)  # fmt: skip
def test_a_heading_may_be_made_of_known_words(line: str) -> None:
    assert is_heading(line)


@pytest.mark.parametrize(
    "line",
    [
        "Sources of funding", "Notes on contributors", "Les sources d’énergie", "Source : Eurostat",
        "Data sources", "The notes he left", "Notes de lecture", "Nos ressources", "Les ressources", "Resources",
        "references (2001).", "et notes", "sources, notes", "References to Smith (1999)", "Literature review",
        "Sources chaudes", "Note 3", "Les", "The", "Links", "1", "—", "Bronnen van inkomsten", "Quellenlage",
        "Source of the Nile", "Nota de la redacción", "E", "Et", "Pour en savoir plus", "Les sources",
    ],
)  # fmt: skip
def test_a_line_with_other_words_is_no_heading(line: str) -> None:
    assert not is_heading(line)


@pytest.mark.parametrize(
    ("line", "wording"),
    [("## Sources :", "Sources"), ("📚 Nos sources", "Nos sources"), ("[Notes]", "Notes"), ("Notes (3)", "Notes (3)")],
)
def test_the_wording_of_a_heading_is_what_is_left_of_its_line(line: str, wording: str) -> None:
    start, end = trimmed(line)
    assert line[start:end] == wording


def test_a_heading_made_of_two_speaks_the_languages_of_both() -> None:
    assert languages("Onze bronnen") == {"nl"}
    assert "fr" in languages("Nos références")
