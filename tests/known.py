"""Works that everybody can look up, as a registry describes them, and sources that describe them. Facts only."""

from __future__ import annotations

from collections.abc import Iterable

from crackcite.extract.identifiers import identifiers
from crackcite.extract.parts import parts
from crackcite.model import (
    Answer,
    Article,
    Contributor,
    Document,
    Evidence,
    Notice,
    Outcome,
    Parts,
    Question,
    QuestionKind,
    Reason,
    Reference,
    Span,
    Work,
)


def people(listed: str) -> tuple[Contributor, ...]:
    """``"De Courson, Benoît; *ATLAS Collaboration"``: a star marks an organisation."""
    found = []
    for name in filter(None, listed.split("; ")):
        family, _, given = name.lstrip("*").partition(", ")
        found.append(Contributor(family, given, group=name.startswith("*")))
    return tuple(found)


def work(
    doi: str, title: str, authors: str = "", container: str = "", years: Iterable[int] = (), **more: object
) -> Work:
    """A record: ``container`` may hold several names, set apart by `` | ``."""
    dates = tuple(sorted(years))
    values: dict[str, object] = {
        "registry": "Crossref",
        "doi": doi,
        "kind": "journal-article",
        "title": title,
        "authors": people(authors),
        "containers": tuple(filter(None, container.split(" | "))),
        "years": dates,
        "year": dates[0] if dates else None,
    }
    return Work(**{**values, **more})  # type: ignore[arg-type]


INEQUALITY = work(
    "10.1038/s41598-020-80897-8",
    "Why do inequality and deprivation produce high crime and low trust?",
    "De Courson, Benoît; Nettle, Daniel",
    "Scientific Reports | Sci Rep",
    [2021],
    volume="11",
    issue="1",
    article_number="1937",
)
HELIX = work(
    "10.1038/171737a0",
    "Molecular Structure of Nucleic Acids: A Structure for Deoxyribose Nucleic Acid",
    "Watson, J. D.; Crick, F. H. C.",
    "Nature",
    [1953],
    volume="171",
    issue="4356",
    pages="737-738",
)
TIES = work(
    "10.1086/225469",
    "The Strength of Weak Ties",
    "Granovetter, Mark S.",
    "American Journal of Sociology",
    [1973],
    volume="78",
    issue="6",
    pages="1360-1380",
)
HOUSING = work(
    "10.2105/ajph.94.4.651",
    "Housing First, Consumer Choice, and Harm Reduction for Homeless Individuals With a Dual Diagnosis",
    "Tsemberis, Sam; Gulcur, Leyla; Nakae, Maria",
    "American Journal of Public Health | Am J Public Health",
    [2004],
    volume="94",
    issue="4",
    pages="651-656",
)
CAT = work(
    "10.1007/bf01491891",
    "Die gegenwärtige Situation in der Quantenmechanik",
    "Schrödinger, E.",
    "Die Naturwissenschaften | Naturwissenschaften",
    [1935],
    volume="23",
    issue="48",
    pages="807-812",
)
ANOMALIES = work(
    "10.1103/physrevlett.37.8",
    "Symmetry Breaking through Bell-Jackiw Anomalies",
    "'t Hooft, G.",
    "Physical Review Letters | Phys. Rev. Lett.",
    [1976],
    volume="37",
    issue="1",
    pages="8-11",
)
PARTICLE = work(
    "10.1016/j.physletb.2012.08.020",
    "Observation of a new particle in the search for the Standard Model Higgs boson with the ATLAS detector at the LHC",
    "Aad, G.; Abajyan, T.; *ATLAS Collaboration",
    "Physics Letters B",
    [2012],
    volume="716",
    issue="1",
    pages="1-29",
)
GENOME = work(
    "10.1038/35057062",
    "Initial sequencing and analysis of the human genome",
    "*International Human Genome Sequencing Consortium; Lander, Eric S.; Linton, Lauren M.",
    "Nature",
    [2001],
    volume="409",
    issue="6822",
    pages="860-921",
)
RATS = work(
    "10.1155/2020/5109831",
    "Retracted: Influence of Gastrectomy on Cortical and Cancellous Bones in Rats",
    container="Gastroenterology Research and Practice",
    years=[2020],
    volume="2020",
    pages="1-1",
)
WAKEFIELD = work(
    "10.1016/s0140-6736(97)11096-0",
    "RETRACTED: Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive developmental disorder in "
    "children",
    "Wakefield, AJ; Murch, SH; Anthony, A",
    "The Lancet",
    [1998],
    volume="351",
    issue="9103",
    pages="637-641",
    notices=(
        Notice("correction", "10.1016/s0140-6736(04)15715-2", "2004-03-06", "retraction-watch", "Correction"),
        Notice("retraction", "10.1016/s0140-6736(10)60175-4", "2010-02-06", "retraction-watch", "Retraction"),
    ),
)


def source(text: str, number: int = 1, *, read: bool = True) -> Reference:
    """The source that reads ``text``, with its identifiers; ``read=False``: as if no parser could tell its parts."""
    span = Span(0, len(text))
    found = identifiers(text, span)
    return Reference(number, span, text, Span(0, 0), found, parts(text, span, found) if read else Parts())


def article(*texts: str, path: str = "article.txt") -> Article:
    """An article that is nothing but its list of sources, one a line, without numbers in the text."""
    document = Document(path, "text", "\n".join(texts))
    references, start = [], 0
    for number, text in enumerate(texts, 1):
        span = Span(start, start + len(text))
        found = identifiers(document.text, span)
        told = parts(document.text, span, found)
        references.append(Reference(number, span, text, Span(start, start), found, told))
        start = span.end + 1
    return Article(document, references=tuple(references))


def answer(
    kind: QuestionKind,
    key: str,
    *works: Work,
    outcome: Outcome = Outcome.FOUND,
    reason: Reason = Reason.NONE,
    value: str = "",
) -> Answer:
    return Answer(Question(kind, key), outcome, reason, works=works, value=value)


def absent(kind: QuestionKind, key: str) -> Answer:
    return answer(kind, key, outcome=Outcome.ABSENT, reason=Reason.NOT_FOUND)


def unanswered(kind: QuestionKind, key: str, reason: Reason = Reason.TIMEOUT) -> Answer:
    return answer(kind, key, outcome=Outcome.UNANSWERED, reason=reason)


def evidence(*answers: Answer, offline: bool = False) -> Evidence:
    return Evidence({one.question: one for one in answers}, offline)


def records(*works: Work) -> tuple[Answer, ...]:
    """What Crossref says to each of the works' DOIs."""
    return tuple(answer(QuestionKind.CROSSREF_WORK, one.doi, one) for one in works)
