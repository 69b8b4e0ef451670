"""Articles generated for a law: markers in one of the ways people write them, and a list in one of theirs."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

_TEXT = (
    "le logement d’abord change la vie des personnes sans abri dans la ville où les équipes de rue travaillent chaque "
    "nuit avec des moyens qui manquent encore aux associations et aux services publics"
)
_WORDS = _TEXT.split()
_NAMES = ("Castel", "Wacquant", "Foucault", "Nettle", "Marmot", "Klinenberg", "Tsemberis", "Padgett", "Aubry", "Fazel",
          "Weiss", "Victor", "Ulrich", "Popham", "Robine", "Ballester")  # fmt: skip
_TITLES = ("Les métamorphoses de la question sociale", "Housing First and its critics", "The heat of the city",
           "Sécurité et territoire", "A theory of trust", "Why deprivation matters")  # fmt: skip
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Style:
    """A way to write markers and a way to write the list, of one format."""

    format: str
    marker: str
    comma: str
    dash: str
    label: str
    gap: str = "\n"
    raised: bool = False
    before: str = ""
    after: str = ""


#: ``{}`` stands for the numbers; in a label, for the number of the entry.
STYLES = {
    "flattened": Style("text", "{}", ",", "–", "{}. "),
    "square": Style("text", " [{}]", ", ", "–", "[{}] "),
    "square, hyphen, blank lines": Style("text", " [{}]", ",", "-", "[{}]\t", "\n\n"),
    "round": Style("text", " ({})", ", ", "–", "{}) "),
    "raised": Style("text", "{}", "˒", "⁻", "{}. ", raised=True),
    "caret": Style("text", "^{}^", ",", "–", "{}. "),
    "crlf": Style("text", " [{}]", ", ", "–", "[{}] ", "\r\n"),
    "markdown sup": Style("markdown", "<sup>{}</sup>", ",", "–", "{}. "),
    "markdown caret": Style("markdown", "^{}^", ",", "–", "{}. "),
    "markdown brackets": Style("markdown", " [{}]", ", ", "–", "{}. "),
    "markdown counted": Style("markdown", "<sup>{}</sup>", ",", "–", "1. "),
    "markdown labels": Style("markdown", " \\[{}\\]", ",", "–", "[{}] ", "\n\n"),
    "html sup": Style("html", "<sup>{}</sup>", ",", "–", "<li>", "\n", before="<ol>", after="</ol>"),
    "html brackets": Style("html", " [{}]", ", ", "&#8211;", "<p>[{}] ", "\n"),
    "html lines": Style("html", "<sup>[{}]</sup>", ",", "-", "<p class='source'><b>{}.</b> ", "\n"),
}


@dataclass(frozen=True)
class Made:
    """A generated article: its name and its bytes."""

    path: str
    data: bytes


def _row(numbers: list[int], style: Style, ranged: bool) -> str:
    pieces: list[str] = []
    at = 0
    while at < len(numbers):
        end = at
        while ranged and end + 1 < len(numbers) and numbers[end + 1] == numbers[end] + 1:
            end += 1
        if end - at >= 2:
            pieces.append(f"{numbers[at]}{style.dash}{numbers[end]}")
        else:
            end = at
            pieces.append(str(numbers[at]))
        at = end + 1
    return style.comma.join(pieces)


def source(at: int) -> str:
    """The ``at``-th source, like no other."""
    name, title, letter = _NAMES[at % len(_NAMES)], _TITLES[(at * 5) % len(_TITLES)], "abcdefghijklmnop"[at % 16]
    said = f"{name}, {letter.upper()}. {title}, volume {letter} of the {name} papers ({1980 + at})."
    return f"{said} https://doi.org/10.1000/{name.lower()}.{at}"


@st.composite
def articles(draw: st.DrawFn, style: Style, *, gaps: bool = True, duplicates: bool = False) -> Made:
    """An article in one style: sources in any order, some cited by several markers, some by none, numbers with gaps."""
    count = draw(st.integers(2, 9))
    numbers = list(range(1, count + 1))
    if gaps and "{}" in style.label:
        steps = draw(st.lists(st.sampled_from([1, 1, 1, 2, 3]), min_size=count, max_size=count))
        numbers = [sum(steps[: at + 1]) - steps[0] + 1 for at in range(count)]
    works = list(range(count))
    if duplicates:
        works[-1] = works[0]
    ranged = draw(st.booleans())
    near = st.lists(st.sampled_from(numbers), min_size=1, max_size=4, unique=True).map(sorted)
    cited = draw(st.lists(near, min_size=3, max_size=8))
    paragraphs = [_paragraph(draw, style, cites, ranged, at) for at, cites in enumerate(cited)]
    entries = [
        style.label.format(number).translate(_RAISED if style.raised and style.label == "{}" else {}) + source(work)
        for number, work in zip(numbers, works, strict=True)
    ]
    return Made(*_written(style, paragraphs, entries))


def _paragraph(draw: st.DrawFn, style: Style, cites: list[int], ranged: bool, at: int) -> str:
    length = draw(st.integers(5, 12))
    words = [_WORDS[(at * 7 + index) % len(_WORDS)] for index in range(length)]
    numbers = _row(cites, style, ranged)
    marker = style.marker.format(numbers.translate(_RAISED) if style.raised else numbers)
    return f"{' '.join(words).capitalize()}{marker}. Et puis {' '.join(words[:4])}."


def _written(style: Style, paragraphs: list[str], entries: list[str]) -> tuple[str, bytes]:
    if style.format == "html":
        closing = {"<li>": "</li>"}.get(style.label, "</p>")
        listed = style.gap.join(entry + closing for entry in entries)
        body = "\n".join(f"<p>{one}</p>" for one in paragraphs)
        page = f"<html><body>{body}\n<h2>Sources</h2>\n{style.before}{listed}{style.after}</body></html>\n"
        return "article.html", page.encode()
    end = "\r\n" if style.gap == "\r\n" else "\n"
    head = "## Sources" if style.format == "markdown" else "Sources"
    space = end * 2 if style.format == "markdown" else end
    text = (end * 2).join(paragraphs) + end * 2 + head + space + style.gap.join(entries) + end
    return ("article.md" if style.format == "markdown" else "article.txt"), text.encode()
