"""Source lists: where they are, what their entries are, what is no part of them."""

from __future__ import annotations

import pytest

from crackcite.extract import extract
from crackcite.model import Article, Document, Hint, HintKind, Span

A = "Wacquant, L. Les prisons de la misère. (Raisons d’agir, 1999)."
B = "De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime? Sci. Rep. 11, 1937 (2021)."
C = "EUDA. Rapport européen sur les drogues. https://www.euda.europa.eu/ (2022)."

BODY = "La peine ne guérit pas1. La pauvreté pèse davantage2, et partout3.\n\n"


def read(text: str, *hints: Hint) -> Article:
    return extract(Document("article.txt", "text", text, hints))


def entries(article: Article) -> list[tuple[int | None, str]]:
    return [(reference.number, reference.text) for reference in article.references]


ALL = [(1, A), (2, B), (3, C)]


@pytest.mark.parametrize(
    "written",
    [
        "{}. ",
        "{}.\t",
        "{}) ",
        "[{}] ",
        "[{}]",
        "({}) ",
        "{} ",
        "{}\u00a0",
        "{} – ",
        "[^{}]: ",
        "{}",
        "- {}. ",
        "<sup>{}</sup> ",
        "{}/ ",
        "{}° ",
        "{}º ",
        "#{} ",
        "{{{}}} ",
        "*{} ",
        "Ref. {}: ",
        "Note {}. ",
    ],
)
def test_a_label_is_no_part_of_its_entry(written: str) -> None:
    text = BODY + "Sources\n" + "\n".join(written.format(n) + entry for n, entry in ALL)
    article = read(text)
    assert entries(article) == ALL
    assert all(text[r.span.start : r.span.end] == r.text for r in article.references)
    assert all(str(r.number) in r.label.of(text) for r in article.references)


@pytest.mark.parametrize("raised", ["¹ {}\n² {}\n³ {}", "¹{}\n²{}\n³{}", "¹. {}\n². {}\n³. {}"])
def test_raised_labels(raised: str) -> None:
    assert entries(read(BODY + "Sources\n" + raised.format(A, B, C))) == ALL


@pytest.mark.parametrize(
    "heading",
    [
        "Sources", "SOURCES :", "## Sources", "**Références**", "Bibliographie :", "Notes et références", "Bronnen",
        "BRONVERMELDING", "Referenties", "Literatuur", "References", "Reference list", "Bibliography", "Works cited",
        "Quellen", "Literaturverzeichnis", "Fuentes", "Referencias", "Bibliografía", "Fonti", "Bibliografia",
        "Referências", "7. References", "References (3)", "Re\u0301fe\u0301rences",
    ],
)  # fmt: skip
def test_headings_of_seven_languages(heading: str) -> None:
    text = f"{BODY}{heading}\n1. {A}\n2. {B}\n3. {C}\n"
    article = read(text)
    assert entries(article) == ALL
    assert article.heading is not None
    assert article.heading.span.of(text) == article.heading.text


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_keep_offsets_exact(ending: str) -> None:
    text = f"{BODY}Sources\n1. {A}\n2. {B}\n3. {C}\n".replace("\n", ending)
    article = read(text)
    assert entries(article) == ALL
    assert [marker.numbers for marker in article.markers] == [(1,), (2,), (3,)]
    assert all(text[m.span.start : m.span.end] == m.text for m in article.markers)


def test_an_entry_may_run_over_several_lines() -> None:
    wrapped = B.replace(" Why", "\n   Why").replace(" Sci.", "\n   Sci.")
    article = read(f"{BODY}Sources\n1. {A}\n2. {wrapped}\n3. {C}\n")
    assert entries(article) == [(1, A), (2, wrapped), (3, C)]


def test_blank_lines_may_stand_between_entries() -> None:
    assert entries(read(f"{BODY}Sources\n\n1. {A}\n\n2. {B}\n\n\n3. {C}\n")) == ALL


def test_a_number_may_stand_alone_on_its_line() -> None:
    assert entries(read(f"{BODY}Sources\n1.\n{A}\n2.\n{B}\n3.\n{C}\n")) == ALL


@pytest.mark.parametrize(
    "after",
    [
        "\n\nL’auteur travaille à Bruxelles depuis 2012.",
        "\nPartager cet article\nTwitter\nFacebook",
        "\n\nÀ propos\nUne revue trimestrielle, fondée en 1998.",
    ],
)
def test_what_follows_the_list_is_not_swallowed(after: str) -> None:
    assert entries(read(f"{BODY}Sources\n1. {A}\n2. {B}\n3. {C}{after}")) == ALL


@pytest.mark.parametrize(
    "after",
    ["© 2024 La revue", "---", "Partager sur Facebook", "Publié le 3 mai 2022", "About the author", "Commentaires (3)"],
)
def test_a_footer_is_no_line_of_a_list_whose_entries_run_over_several(after: str) -> None:
    wrapped = B.replace(" Why", "\nWhy")
    assert entries(read(f"{BODY}Sources\n1. {A}\n2. {wrapped}\n3. {C}\n{after}\n")) == [(1, A), (2, wrapped), (3, C)]


def test_where_entries_go_on_indented_a_line_that_is_not_ends_the_list() -> None:
    wrapped = B.replace(" Why", "\n   Why")
    article = read(f"{BODY}Sources\n1. {A}\n2. {wrapped}\n3. {C}\nLa rédaction remercie ses relecteurs.\n")
    assert entries(article) == [(1, A), (2, wrapped), (3, C)]


def test_a_list_before_the_end() -> None:
    text = f"{BODY}Sources\n1. {A}\n2. {B}\n3. {C}\n\nPostface\n\n" + "Un mot encore, sans chiffres ni renvois. " * 60
    assert entries(read(text)) == ALL


def test_navigation_is_no_list_of_sources() -> None:
    text = f"{BODY}- La série (2/2)\n- La série (1/2)\nSources\n1. {A}\n2. {B}\n3. {C}"
    article = read(text)
    assert entries(article) == ALL
    assert len(article.markers) == 3


def test_a_numbered_list_at_the_end_needs_no_heading() -> None:
    article = read(f"{BODY}1. {A}\n2. {B}\n3. {C}\n")
    assert entries(article) == ALL
    assert article.heading is None


def test_a_misspelt_heading_is_read_and_said() -> None:
    article = read(f"{BODY}Soruces\n1. {A}\n2. {B}\n3. {C}\n")
    assert article.heading is not None
    assert article.heading.text == "Soruces"
    assert any("Soruces" in remark for remark in article.remarks)


def test_steps_of_a_recipe_are_no_sources() -> None:
    text = "Le pain\n\n1. Mélanger la farine et l’eau.\n2. Laisser reposer.\n3. Cuire à four chaud.\n"
    assert read(text).references == ()


@pytest.mark.parametrize(
    ("numbers", "read_as"),
    [
        ((1, 2, 4), [1, 2, 4]),  # one was lost
        ((1, 2, 2, 4), [1, 2, 2, 4]),  # one was typed twice
        ((1, 3, 2, 4), [1, 3, 2, 4]),  # two changed places
    ],
)
def test_numbers_are_read_as_they_stand(numbers: tuple[int, ...], read_as: list[int]) -> None:
    text = BODY + "Sources\n" + "".join(f"{n}. {entry}\n" for n, entry in zip(numbers, [A, B, C, A], strict=False))
    assert [reference.number for reference in read(text).references] == read_as


def test_an_entry_that_lost_its_number_is_still_an_entry() -> None:
    article = read(f"{BODY}Sources\n1. {A}\n2. {B}\n{C}\n4. {A}\n5. {B}\n")
    assert entries(article) == [(1, A), (2, B), (None, C), (4, A), (5, B)]


def test_a_year_at_the_start_of_a_line_is_no_label() -> None:
    wrapped = A.replace(" (Raisons d’agir, 1999).", " Paris,\n1999. Raisons d’agir.")
    assert entries(read(f"{BODY}Sources\n1. {wrapped}\n2. {B}\n3. {C}\n"))[0] == (1, wrapped)


def test_a_list_without_numbers_is_read_and_said() -> None:
    article = read(f"Texte sans renvois.\n\nBibliographie\n{A}\n{B}\n{C}\n")
    assert entries(article) == [(None, A), (None, B), (None, C)]
    assert not article.lists[0].numbered
    assert any("no numbers" in remark for remark in article.remarks)


def test_two_lists_notes_then_bibliography() -> None:
    article = read(f"{BODY}Notes\n1. {A}\n2. {B}\n3. {C}\n\nBibliographie\n{A}\n{B}\n")
    assert [found.numbered for found in article.lists] == [True, False]
    assert {marker.section for marker in article.markers} == {0}
    assert len(article.markers) == 3


def test_two_lists_bibliography_then_notes() -> None:
    article = read(f"{BODY}Bibliographie\n{A}\n{B}\n\nNotes\n1. {A}\n2. {B}\n3. {C}\n")
    assert {marker.section for marker in article.markers} == {1}


def test_every_section_may_have_its_list() -> None:
    filler = "Et ainsi de suite, sans autre preuve que la mémoire de chacun. " * 12
    section = f"{{}}\n\n{filler}Cela est établi1. Ceci aussi2.\n\n{filler}\n\nSources\n1. {A}\n2. {B}\n\n"
    article = read(section.format("Un") + section.format("Deux"))
    assert [reference.section for reference in article.references] == [0, 0, 1, 1]
    assert [(marker.numbers, marker.section) for marker in article.markers] == [
        ((1,), 0), ((2,), 0), ((1,), 1), ((2,), 1),
    ]  # fmt: skip


def test_two_short_parts_with_a_list_each_under_the_same_heading() -> None:
    first = f"Un fait établi1. Un autre fait reconnu2.\n\nSources\n1. {A}\n2. {B}\n\n"
    second = "Deuxième partie\n\nUne thèse discutée1, puis contestée2. La conclusion vient ensuite3.\n\nSources\n"
    article = read(f"{first}{second}1. {A}\n2. {B}\n3. {C}\n")
    assert [(marker.numbers, marker.section) for marker in article.markers] == [
        ((1,), 0), ((2,), 0), ((1,), 1), ((2,), 1), ((3,), 1),
    ]  # fmt: skip


def hinted(*found: tuple[str, HintKind, str]) -> tuple[str, list[Hint]]:
    """A text made of pieces, with a hint for each piece that has a value."""
    text, hints = "", []
    for piece, kind, value in found:
        if value:
            hints.append(Hint(kind, Span(len(text), len(text) + len(piece)), value))
        text += piece + "\n"
    return text, hints


def test_numbers_that_only_markup_knows() -> None:
    text, hints = hinted(
        (BODY + "Sources", HintKind.ITEM, ""), (A, HintKind.ITEM, "1"), (B, HintKind.ITEM, "2"), (C, HintKind.ITEM, "3")
    )
    article = read(text, *hints)
    assert entries(article) == ALL
    assert all(reference.label.start == reference.label.end for reference in article.references)


def test_notes_that_markup_names() -> None:
    text, hints = hinted(
        (BODY, HintKind.NOTE, ""), (A, HintKind.NOTE, "1"), (B, HintKind.NOTE, "2"), (C, HintKind.NOTE, "3")
    )
    refs = [
        Hint(HintKind.NOTE_REF, Span(at, at + 1), text[at])
        for at in (text.index("1"), text.index("2"), text.index("3"))
    ]
    article = read(text, *hints, *refs)
    assert entries(article) == ALL
    assert [marker.form.value for marker in article.markers] == ["footnote"] * 3


@pytest.mark.parametrize("label", ["{}. ", "{}\n", "[{}] ", ""])
def test_notes_without_a_heading_are_one_list_and_no_bare_digit_refers_to_them(label: str) -> None:
    pieces = [(label.format(n) + entry, HintKind.NOTE, str(n)) for n, entry in ALL]
    text, hints = hinted(
        ("Une thèse1, un écart de p < 0,05 avec SHA-2, puis2. En 19683, enfin.", HintKind.NOTE, ""), *pieces
    )
    refs = [
        Hint(HintKind.NOTE_REF, Span(at, at + 1), text[at])
        for at in (text.index("1,"), text.index("2. En"), text.index("3, enfin"))
    ]
    bodies = [
        Hint(hint.kind, Span(text.index(e), hint.span.end), hint.value) for hint, (_, e) in zip(hints, ALL, strict=True)
    ]
    article = read(text, *bodies, *refs)
    assert entries(article) == ALL
    assert len(article.lists) == 1
    assert [marker.numbers for marker in article.markers] == [(1,), (2,), (3,)]


def test_a_list_in_a_sidebar_is_not_the_articles() -> None:
    aside = "Sources\n1. Un autre article, 2021\n2. Encore un autre, 2022"
    text = f"{aside}\n\n{BODY}Notes\n1. {A}\n2. {B}\n3. {C}\n\n{aside}"
    spans = [Span(0, len(aside)), Span(len(text) - len(aside), len(text))]
    article = read(text, *(Hint(HintKind.ASIDE, span) for span in spans))
    assert entries(article) == ALL
    assert [found.heading and found.heading.text for found in article.lists] == ["Notes"]


PLAIN = ["Rapport annuel du CPAS de Gand", "Site de la Ville, rubrique logement", "Entretien avec une infirmière"]


@pytest.mark.parametrize("heading", ["Pour en savoir plus", "Nos preuves", "D’où viennent ces chiffres :"])
@pytest.mark.parametrize("after", ["", "\n\n" + "La revue paraît chaque trimestre depuis longtemps, à Gand. " * 60])
def test_a_list_that_the_text_cites_is_the_list_whatever_its_heading(heading: str, after: str) -> None:
    listed = "".join(f"{n}. {entry}\n" for n, entry in enumerate(PLAIN, 1))
    article = read(f"{BODY}{heading}\n{listed}{after}")
    assert entries(article) == list(enumerate(PLAIN, 1))
    assert article.heading is not None
    assert article.heading.text == heading.rstrip(" :")
    assert any(article.heading.text in remark for remark in article.remarks)


def test_a_list_that_the_text_does_not_cite_needs_a_known_heading() -> None:
    steps = "".join(f"{n}. {entry}\n" for n, entry in enumerate(PLAIN, 1))
    assert read(f"Le CO2 monte en 2 étapes, puis en 3.\n\nPour en savoir plus\n{steps}").references == ()


@pytest.mark.parametrize("joint", ["Sources: ", "Sources : ", "References. ", "Notes – ", "Bronnen "])
@pytest.mark.parametrize("written", ["{}. ", "[{}] ", "({}) ", "{}) "])
@pytest.mark.parametrize("between", ["\n", "\n\n", " "])
def test_a_heading_may_run_on_into_its_list(joint: str, written: str, between: str) -> None:
    listed = between.join(written.format(n) + entry for n, entry in ALL)
    article = read(BODY + joint + listed)
    assert entries(article) == ALL
    assert article.heading is not None
    assert article.heading.text == joint.rstrip(" :.–")


@pytest.mark.parametrize("written", ["{}. ", "[{}] ", "({}) ", "{}) "])
@pytest.mark.parametrize("after", ["", "\n\nL’auteur travaille à Bruxelles."])
def test_a_list_may_be_one_paragraph(written: str, after: str) -> None:
    listed = " ".join(written.format(n) + entry for n, entry in ALL)
    assert entries(read(f"{BODY}Sources\n{listed}{after}")) == ALL


@pytest.mark.parametrize(
    "entry",
    [
        "Müller, K. Handbuch, 2. Auflage, 3. Band. Berlin 1999.",
        "Loi du 3 mai 1999, art. 2. Moniteur belge, 3. Annexe.",
    ],
)
def test_ordinals_in_an_entry_are_no_labels(entry: str) -> None:
    assert entries(read(f"{BODY}Sources\n1. {entry}\n2. {B}\n3. {C}\n")) == [(1, entry), (2, B), (3, C)]


def test_a_number_glued_to_an_address_or_a_small_letter_opens_an_entry() -> None:
    listed = [
        "Wacquant, L. 1999.",
        "www.example.org/2018",
        "https://example.org/2019",
        "van den Berg, J. 2001.",
        "Doe, J.",
    ]
    text = f"{BODY}Sources\n" + "".join(f"{n}{entry}\n" for n, entry in enumerate(listed, 1))
    assert entries(read(text)) == list(enumerate(listed, 1))


def test_a_very_long_entry_does_not_end_a_list_under_a_known_heading() -> None:
    long = "Voir aussi la discussion,\n" * 80 + "ailleurs."
    assert entries(read(f"{BODY}Sources\n1. {A}\n2. {long}\n3. {C}\n")) == [(1, A), (2, long), (3, C)]


def test_a_cited_list_is_read_beside_a_bibliography_without_numbers() -> None:
    listed = "".join(f"{n}. {entry}\n" for n, entry in enumerate(PLAIN, 1))
    article = read(f"{BODY}Nos preuves\n{listed}\nBibliographie\n{A}\n{B}\n")
    assert entries(article) == [*enumerate(PLAIN, 1), (None, A), (None, B)]
    assert [marker.section for marker in article.markers] == [0, 0, 0]


def test_a_number_at_the_start_of_one_line_makes_no_numbered_list() -> None:
    article = read(f"Texte sans renvois.\n\nBibliographie\n{A}\n(2735) {B}\n{C}\n")
    assert [reference.number for reference in article.references] == [None, None, None]
