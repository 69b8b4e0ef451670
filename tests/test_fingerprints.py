"""A finding keeps its name, whatever happens elsewhere in the article: the baseline hangs on that."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crackcite.inputs import read
from crackcite.model import Evidence, Finding
from crackcite.run import judge

WORDS = (
    "logement", "soin", "défiance", "inégalité", "rue", "équipe", "toit", "étude", "ville", "quartier", "médecin",
    "santé", "enfance", "école", "travail", "revenu", "loyer", "hiver", "accueil", "foyer", "droit", "justice",
    "police", "prison", "drogue", "alcool", "addiction", "prévention", "recherche",
)  # fmt: skip
NAMES = ("Castel", "Wacquant", "Foucault", "Tsemberis", "Nettle", "Féantsa", "Bourgois", "Goffman", "Becker", "Nakae")
# Shrinking articles takes longer than reading them.
LAW = settings(
    deadline=None,
    max_examples=60,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


@dataclass(frozen=True)
class Draft:
    """An article that can be edited: its paragraphs cite sources by their place in ``sources``; -1 is nobody's."""

    paragraphs: tuple[tuple[str, tuple[int, ...], str], ...]
    sources: tuple[str, ...]
    suffix: str

    def finished(self) -> str:
        """The article, its sources numbered in the order of the list."""
        text = [self._paragraph(words, cited, flaw) for words, cited, flaw in self.paragraphs]
        listed = [f"{number}. {source}" for number, source in enumerate(self.sources, 1)]
        heading = "## Sources" if self.suffix == "md" else "Sources"
        blank = "\n\n"
        return f"Se loger d’abord\n\n{blank.join(text)}\n\n{heading}\n\n" + "\n".join(listed) + "\n"

    def _paragraph(self, words: str, cited: tuple[int, ...], flaw: str) -> str:
        numbers = ",".join(str(one + 1 if one >= 0 else len(self.sources) + 7) for one in cited)
        written = {"empty": numbers.replace(",", ",,", 1), "": numbers}[flaw]
        return f"{words} [{written}]." if written else f"{words}."


def sentence(draw: st.DrawFn, key: int) -> str:
    """A sentence of its own: its first words are no other's."""
    unique = f"{WORDS[key % len(WORDS)]} {WORDS[(key * 7 + 3) % len(WORDS)]} {NAMES[key % len(NAMES)]}"
    more = draw(st.lists(st.sampled_from(WORDS), min_size=4, max_size=9))
    return " ".join((unique.capitalize(), *more))


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    number = draw(st.integers(4, len(NAMES)))
    sources = tuple(
        f"{NAMES[at]}, R. {sentence(draw, at + 40).capitalize()}. (Fayard, {1990 + at})."
        + draw(st.sampled_from(("", " TODO: la page", " doi:10.1234", " http://dx.doi.org/10.1038/nature12373")))
        for at in range(number)
    )
    paragraphs = []
    for at in range(number):
        cited = (at,) if draw(st.booleans()) or at < 2 else draw(st.sampled_from(((), (-1,), (at, -1), (0, at))))
        flaw = draw(st.sampled_from(("", "", "", "empty"))) if len(cited) > 1 else ""
        paragraphs.append((sentence(draw, at), cited, flaw))
    return Draft(tuple(paragraphs), sources, draw(st.sampled_from(("txt", "md"))))


def findings(draft: Draft) -> dict[str, Finding]:
    """What is found in a draft, by fingerprint."""
    article = read(draft.finished().encode(), f"article.{draft.suffix}")
    found = judge([article], Evidence(offline=True))[0].findings
    named = {finding.fingerprint: finding for finding in found}
    assert len(named) == len(found)
    return named


def moved(draft: Draft, place: dict[int, int]) -> tuple[tuple[str, tuple[int, ...], str], ...]:
    """The paragraphs, citing the same sources where these stand now."""
    return tuple((words, tuple(place.get(one, one) for one in cited), flaw) for words, cited, flaw in draft.paragraphs)


def told(found: dict[str, Finding], known: dict[str, Finding], *but: str) -> list[str]:
    """The findings that are new, but for some rules."""
    return [f"{f.rule} {f.subject}" for key, f in found.items() if key not in known and f.rule not in but]


@LAW
@given(drafts())
def test_a_new_paragraph_and_a_new_source_wake_nothing_old(draft: Draft) -> None:
    before = findings(draft)
    shifted = [
        (words, tuple(one + 1 if one >= 0 else one for one in cited), flaw) for words, cited, flaw in draft.paragraphs
    ]
    first = ("Un fait nouveau ouvre ici cet article sur la faim", (0,), "")
    source = "Zola, É. Un livre qui fait foi. (Charpentier, 1885). https://doi.org/10.1000/182"
    after = replace(draft, paragraphs=(first, *shifted), sources=(source, *draft.sources))
    assert told(findings(after), before) == []


@LAW
@given(drafts(), st.randoms(use_true_random=False))
def test_moved_paragraphs_wake_nothing_but_the_order_of_first_citations(draft: Draft, chance) -> None:
    before = findings(draft)
    paragraphs = list(draft.paragraphs)
    chance.shuffle(paragraphs)
    after = replace(draft, paragraphs=tuple(paragraphs))
    assert told(findings(after), before, "CC105") == []


@LAW
@given(drafts(), st.randoms(use_true_random=False))
def test_sources_in_another_order_wake_nothing_but_that_order(draft: Draft, chance) -> None:
    before = findings(draft)
    order = list(range(len(draft.sources)))
    chance.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    after = replace(
        draft,
        sources=tuple(draft.sources[old] for old in order),
        paragraphs=moved(draft, place),
    )
    assert told(findings(after), before, "CC105") == []
