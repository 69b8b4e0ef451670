"""Which digits of an article are citation markers: one line of prose a case, the markers between ⟦ and ⟧."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crackcite.extract import extract
from crackcite.model import Article, CitationStyle, Document, Form, Hint, HintKind, Span
from crackcite.readers import read

SOURCE = "Castel, R. La montée des incertitudes. (Seuil, Paris, 2009). Volume {}."


def listed(count: int, heading: str = "Sources") -> str:
    """A list of ``count`` sources, each unlike the others."""
    return f"\n\n{heading}\n" + "".join(
        f"{n}. {SOURCE.format('abcdefghijklmnopqrstuvwxyz'[n % 26] * (n // 26 + 1))}\n" for n in range(1, count + 1)
    )


def marked(text: str) -> tuple[str, list[tuple[int, str]]]:
    """A text without its ⟦ ⟧, and what stood between them with its offsets."""
    found: list[tuple[int, str]] = []
    plain = ""
    for index, piece in enumerate(re.split("[⟦⟧]", text)):
        if index % 2:
            found.append((len(plain), piece))
        plain += piece
    return plain, found


def check(text: str, count: int) -> Article:
    """Extract, and assert that exactly the places between ⟦ and ⟧ are markers."""
    plain, expected = marked(text)
    whole = plain + listed(count)
    article = extract(Document("article.txt", "text", whole))
    assert [(m.span.start, m.text) for m in article.markers] == expected
    assert all(m.span.of(whole) == m.text for m in article.markers)
    return article


FRENCH = """Les usagers demandent un toit, un repas, « être entourés »⟦1⟧. En 2022, 87% d’entre eux disaient aller
mieux⟦2⟧, et 4 sur 10 travaillaient. Le CO2 n’y est pour rien, ni le G20, ni la vitamine B12 ; les PM2,5 non plus. La
COVID19 a aggravé les choses⟦3⟧. Les quartiers⟦4,5⟧, les « zones »⟦6⟧ et les rues (voir l’article 3/4) se vident⟦7-9⟧.
Depuis 100 ans la loi interdit⟦10⟧ ; la page 12 du rapport dit « par 4 »⟦11⟧. Rien n’a changé⟦2⟧."""

SPACED = """The survey asked for more detail ⟦1⟧, in which 12 households took part. Others disagree ⟦2⟧. The 2019 census
counted 340 people ⟦3⟧, of whom 15 had moved twice before ⟦4, 5⟧. Prices rose by 7 percent that year ⟦6⟧ and never fell.
A second wave began in March ⟦7⟧; by 30 April it was over ⟦8⟧. Nothing similar is known elsewhere ⟦9⟧."""

YEARS = """Une première étude paraît en 1998⟦1⟧. Une autre la suit en 2004⟦2⟧ et la contredit⟦3⟧. Les chiffres de la
police⟦4⟧ remontent à 1985. Ceux de la justice⟦5⟧ non. La loi de 1921⟦6⟧ reste en vigueur, et la réforme de 2007⟦7⟧
aussi⟦8⟧."""

NAMES = """We aligned the reads with bowtie2 and plotted them with ggplot2⟦1⟧. The genes NRAMP1, NRAMP5 and NRAMP6 were
expressed in roots⟦2⟧, and NRAMP5 in leaves⟦3⟧. Plotting relied on ggplot2 again, and bowtie2 was run twice⟦4⟧. CO2 was
held at 400 ppm, H2O at 5 mL, and PM2.5 below 10⟦5⟧. Mice carried the ARK2 allele⟦6⟧; the IL6 level rose to 106
cells⟦7⟧."""

AFTER_STOP = """It began with a strike.⟦1⟧ The owners refused to talk,⟦2⟧ and the press said nothing.⟦3⟧ Smith et al.⟦4⟧
wrote of “a silent year.”⟦5⟧ Was it silent?⟦6⟧ Not in the north (where 40% stayed out).⟦7⟧ Brown et al.⟦8,9⟧ found more,
e.g. in Fig. 2 of their book, and No. 7 of the series.⟦10⟧ Wages were 4.2 shillings in 1891.⟦11⟧"""

GERMAN = """Der Verein wurde im 19. Jahrhundert gegründet⟦1⟧ und zählte 1890 bereits 300 Mitglieder.⟦2⟧ Die »Neue
Zeit«⟦3⟧ berichtete am 3. Mai darüber; die „Wochenschau“⟦4⟧ schwieg. Nach 1945 kam vieles anders⟦5⟧, vgl. S. 12 und
Nr. 3 dort.⟦6⟧"""


@pytest.mark.parametrize(
    ("text", "count"),
    [(FRENCH, 11), (SPACED, 9), (YEARS, 8), (NAMES, 7), (AFTER_STOP, 11), (GERMAN, 6)],
    ids=["french", "spaced", "years", "names", "after-stop", "german"],
)
def test_flattened_markers(text: str, count: int) -> None:
    article = check(text, count)
    assert {marker.form for marker in article.markers} == {Form.FLATTENED}


@pytest.mark.parametrize(
    ("shape", "form"),
    [
        ("[{}]", Form.BRACKET), (" [{}]", Form.BRACKET), (" ({})", Form.BRACKET), ("({})", Form.BRACKET),
        ("^{}^", Form.SUPERSCRIPT), ("<sup>{}</sup>", Form.SUPERSCRIPT), ("<sup>[{}]</sup>", Form.SUPERSCRIPT),
        (r"\textsuperscript{{{}}}", Form.SUPERSCRIPT), ("$^{{{}}}$", Form.SUPERSCRIPT), ("$^{}$", Form.SUPERSCRIPT),
    ],
)  # fmt: skip
def test_forms_that_the_text_gives_away(shape: str, form: Form) -> None:
    text = FRENCH
    for piece in re.findall("⟦.*?⟧", FRENCH):
        space, written = re.fullmatch("( ?)(.*)", shape.format(piece[1:-1])).groups()  # type: ignore[union-attr]
        text = text.replace(piece, f"{space}⟦{written}⟧")
    article = check(text, 11)
    assert {marker.form for marker in article.markers} == {form}
    assert [marker.numbers for marker in article.markers][3:6] == [(4, 5), (6,), (7, 8, 9)]


def test_raised_digits() -> None:
    raised = str.maketrans("0123456789-,", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒")
    text = re.sub("⟦.*?⟧", lambda piece: piece[0].translate(raised), FRENCH)
    article = check(text + " La salle a 40 m², soit 10⁶ cm² ou presque.", 11)
    assert {marker.form for marker in article.markers} == {Form.SUPERSCRIPT}
    assert article.markers[3].numbers == (4, 5)


def test_markdown_notes() -> None:
    text = re.sub(r"⟦([0-9]+)[0-9,-]*⟧", r"⟦[^\1]⟧", FRENCH)
    assert {marker.form for marker in check(text, 11).markers} == {Form.FOOTNOTE}


def test_points_counted_in_brackets_are_no_markers_beside_raised_numbers() -> None:
    text = "Three things count: (1) time, (2) money and (3) luck¹. One is short², one rare³, the third blind¹."
    plain, _ = marked(text)
    article = extract(Document("a.txt", "text", plain + listed(3)))
    assert [marker.text for marker in article.markers] == ["¹", "²", "³", "¹"]


@pytest.mark.parametrize(
    ("typed", "missing"), [("décriminalisation14", (14,)), ("décriminalisation10,14", (10, 14)), ("« assez »17", (17,))]
)
def test_a_marker_without_a_source_is_still_a_marker(typed: str, missing: tuple[int, ...]) -> None:
    plain, _ = marked(FRENCH)
    article = extract(Document("a.txt", "text", plain + f" On demande la {typed}. Et après ?" + listed(11)))
    assert article.markers[-1].numbers == missing


@pytest.mark.parametrize(
    ("written", "numbers", "says"),
    [
        ("[4,,5]", (4, 5), "nothing stands between"),
        ("[5–4]", (5, 4), "backwards"),
        ("[0]", (0,), "no source 0"),
        ("[1-999999999]", (1, 999999999), "stands for"),
    ],
)
def test_malformed_markers(written: str, numbers: tuple[int, ...], says: str) -> None:
    text = f"Un [1] mot, deux [2] mots, trois [3] mots, quatre mots {written} et fin [5]. Puis [4] encore [6]."
    article = extract(Document("a.txt", "text", text + listed(6)))
    found = next(marker for marker in article.markers if marker.text == written)
    assert found.numbers == numbers
    assert says in found.flaw
    assert [marker.flaw for marker in article.markers if marker is not found] == [""] * 6


def test_decomposed_accents_and_thin_spaces() -> None:
    text = unicodedata.normalize(
        "NFD", "La santé⟦1⟧ de la cité⟦2⟧ tient à peu\u202f: «\u00a0la volonté\u00a0»⟦3⟧, dit-on, l’été⟦4⟧."
    )
    check(text, 4)


def test_mixed_forms_are_said() -> None:
    text = "Un mot [1]. Deux mots [2]. Trois [3] et quatre [4]. Cinq ensuite5. Six enfin6. Sept encore7."
    article = extract(Document("a.txt", "text", text + listed(7)))
    assert [marker.numbers for marker in article.markers] == [(n,) for n in range(1, 8)]
    assert any("more than one way" in remark for remark in article.remarks)


def test_author_year_articles_are_recognised() -> None:
    text = (
        "Crime has causes (Wacquant, 1999; Castel, 1998). De Courson et al. (2021) agree, so does Foucault (2004).\n"
        "Nobody asked 12 people (Merton, 1938). It was cheaper (Becker, 1968, p. 12).\n\nReferences\n"
        "Becker, G. (1968). Crime and punishment. Journal of Political Economy, 76, 169–217.\n"
        "Castel, R. (1998). Les métamorphoses. Paris: Fayard.\nMerton, R. (1938). Social structure. ASR, 3, 672–682.\n"
    )
    article = extract(Document("a.txt", "text", text))
    assert article.style is CitationStyle.AUTHOR_YEAR
    assert article.markers == ()
    assert len(article.references) == 3
    assert any("author and year" in remark for remark in article.remarks)


def test_a_text_without_sources_has_no_markers() -> None:
    text = (
        "In 2019 the G20 met for 3 days. CO2 rose by 4.2% to 410 ppm; 12 of 40 delegates (30%) left.1 Nobody knows why."
    )
    assert extract(Document("a.txt", "text", text)).markers == ()


def test_markers_without_a_list_are_seen() -> None:
    text = "La loi interdit1. La police suit2. Les juges hésitent3. Les maires protestent4. On n’en sait pas plus5."
    article = extract(Document("a.txt", "text", text))
    assert [marker.numbers for marker in article.markers] == [(1,), (2,), (3,), (4,), (5,)]


def hints_for(text: str, kind: HintKind) -> tuple[str, list[Hint]]:
    plain, places = marked(text)
    return plain, [Hint(kind, Span(at, at + len(piece)), piece) for at, piece in places]


def test_raised_by_markup() -> None:
    plain, hints = hints_for(FRENCH, HintKind.SUPERSCRIPT)
    units = plain + " La salle a 40 m2, soit 106 cm2 ; le 14C y est rare."
    for at in (units.index("m2,") + 1, units.index("106") + 2, units.index("cm2") + 2):
        hints.append(Hint(HintKind.SUPERSCRIPT, Span(at, at + 1)))
    hints.append(Hint(HintKind.SUPERSCRIPT, Span(units.index("14C"), units.index("14C") + 2)))
    article = extract(Document("a.html", "html", units + listed(11), tuple(hints)))
    assert [marker.text for marker in article.markers] == [piece for _, piece in marked(FRENCH)[1]]
    assert {marker.form for marker in article.markers} == {Form.SUPERSCRIPT}


@pytest.mark.parametrize("locator", [":60", ":60–62", "(p60)", "(pp 60-62)"])
def test_the_page_behind_a_raised_number_is_no_number(locator: str) -> None:
    text = f"Le partage du réel1{locator} et le reste2."
    places = [text.index(f"1{locator}"), text.index("2.")]
    raised = [Span(places[0], places[0] + 1 + len(locator)), Span(places[1], places[1] + 1)]
    hints = tuple(Hint(HintKind.SUPERSCRIPT, span) for span in raised)
    article = extract(Document("article.html", "html", text + listed(2), hints))
    assert [(m.span.start, m.numbers) for m in article.markers] == [(places[0], (1,)), (places[1], (2,))]


def test_powers_with_a_sign_and_indices_are_no_markers() -> None:
    check("La constante vaut 10⁻³ W/m² et s⁻¹. Un fait ⟦¹⟧. Un autre ⟦²⟧, un troisième ⟦³⟧.", 3)
    check("Le tableau x[0] suit a[5] et f[1]. Un fait ⟦[1]⟧. Un autre ⟦[2]⟧, un troisième ⟦[3]⟧, encore ⟦[1]⟧.", 3)


def test_a_number_beyond_the_list_where_the_next_was_due_is_a_marker() -> None:
    check(
        "Rents rose in Bonn⟦1⟧. In Berlin⟦12⟧ they fell, and in Ghent⟦3⟧ nobody counted. Others agree⟦4,5⟧, some do "
        "not⟦6⟧. Nothing else changed⟦7⟧.",
        7,
    )


def test_a_number_after_a_marker_and_a_comma_is_the_next_word() -> None:
    check(
        "Rents rose in Bonn⟦1⟧, 2019 was worse. Others agree⟦2,3⟧, some do not⟦4,5⟧. In Liège⟦6⟧, 2 schools closed. "
        "Nothing else changed⟦7⟧, 40 people said.",
        7,
    )


def test_a_letter_that_ends_a_word_is_no_name_of_an_array() -> None:
    check("Since the early 1920s⟦[1]⟧ and Becker’s⟦[2]⟧ book, little has changed⟦[3]⟧.", 3)


def test_an_edition_behind_a_volume_is_no_marker() -> None:
    check("Der Sultan unterschrieb (Hammer I.² S. 152)⟦¹⟧. Lehen und Steuern (Hammer I.² 99 f.) stiegen⟦²⟧.", 2)


def test_quantities_in_brackets_are_told_by_a_decimal_among_them() -> None:
    check(
        "On a repris la recette ⟦(1)⟧. La farine (3) est mêlée à la fécule (2), au sel (1.75) et à la levure (4). "
        "D’autres la cuisent autrement ⟦(2)⟧, ou plus longtemps ⟦(3)⟧. Le goût n’y perd rien ⟦(4)⟧.",
        4,
    )


HTML = """<article><p>{}</p><h2>Sources</h2><ol>
<li>Castel, R. La montée des incertitudes. (Seuil, 2009).</li>
<li>Wacquant, L. Les prisons de la misère. (Raisons d’agir, 1999).</li>
<li>Goffman, E. Stigma. (Prentice-Hall, 1963).</li></ol></article>"""


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ('Fait<sup><a href="#r2">2</a></sup><sup><a href="#r3">3</a></sup>. Autre<sup>1</sup>.', [(2,), (3,), (1,)]),
        ('Fait<a href="#r2"><sup>2</sup></a><a href="#r3"><sup>3</sup></a>. Autre<sup>1</sup>.', [(2,), (3,), (1,)]),
        ('Fait<sup><a href="#r1">1</a>,<a href="#r2">2</a></sup>. Autre<sup>3</sup>.', [(1, 2), (3,)]),
        ("En 2010<sup>1</sup>, page 110<sup>2</sup>, comme en 1910<sup>3</sup>.", [(1,), (2,), (3,)]),
        ("Il y a 5×10<sup>3</sup> cas<sup>1</sup>, dit-on<sup>2</sup>, ou plus<sup>3</sup>.", [(1,), (2,), (3,)]),
        ("Un fait<sup>1,a</sup>, un autre<sup>2*</sup>, un dernier<sup>3)</sup>.", [(1,), (2,), (3,)]),
        ("Un fait [1, p. 12], un autre [see 2], un dernier [3, Theorem 2.1].", [(1,), (2,), (3,)]),
    ],
)
def test_markers_as_web_pages_write_them(written: str, numbers: list[tuple[int, ...]]) -> None:
    article = extract(read(HTML.format(written).encode(), "article.html"))
    assert [marker.numbers for marker in article.markers] == numbers


def test_runs_of_one_raised_marker_are_joined() -> None:
    text = "Voilà un fait1. Et deux autres2,3. Fin."
    at = text.index("2,3")
    spans = [Span(text.index("1"), text.index("1") + 1), Span(at, at + 1), Span(at + 1, at + 2), Span(at + 2, at + 3)]
    hints = tuple(Hint(HintKind.SUPERSCRIPT, span) for span in spans)
    article = extract(Document("a.docx", "docx", text + listed(3), hints))
    assert [(marker.text, marker.numbers) for marker in article.markers] == [("1", (1,)), ("2,3", (2, 3))]


WORDS = [
    "la rue",
    "le quartier",
    "une ville",
    "le port",
    "les juges",
    "la gare",
    "un pont",
    "le marché",
    "les écoles",
    "la loi",
    "leurs droits",
]


@settings(max_examples=40, deadline=None)
@given(
    st.permutations(WORDS), st.sampled_from(["{}⟦{}⟧ a changé.", "« {} »⟦{}⟧, dit-on.", "{}.⟦{}⟧", "{},⟦{}⟧ ensuite."])
)
def test_markers_in_order_are_all_found(words: list[str], shape: str) -> None:
    text = " ".join("On a revu " + shape.format(word, n) for n, word in enumerate(words, 1))
    check(text, len(words))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab 1290.,;:!?()[]«»^⁰¹²–-\n\r\u0301\u202f", max_size=300))
def test_any_text_is_read_with_exact_spans(text: str) -> None:
    article = extract(Document("a.txt", "text", text))
    for marker in article.markers:
        assert marker.span.of(text) == marker.text
        assert len(marker.numbers) <= 400
    for reference in article.references:
        assert reference.span.of(text) == reference.text == reference.text.strip()
