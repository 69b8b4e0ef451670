"""Articles and reports made by hand, in few words: places are named by the text that stands there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crackcite.model import (
    Answer,
    Article,
    Certainty,
    Contributor,
    Document,
    Doubt,
    Edit,
    Finding,
    Form,
    Heading,
    Identifier,
    IdentifierKind,
    Judged,
    Lookups,
    Marker,
    Outcome,
    Page,
    Parts,
    Question,
    QuestionKind,
    Reason,
    Reference,
    Report,
    Severity,
    SourceList,
    Span,
    Unreadable,
    Verdict,
    Work,
    fingerprinted,
)

TEXT = """Se loger d’abord
Un toit change tout, disent les équipes de rue1. Les études le confirment « sans ambiguïté »2,3.

Sources
1. Féantsa. Dixième regard sur le mal-logement en Europe. (2025).
2. Tsemberis, S., Gulcur, L. & Nakae, M. Housing First, consumer choice, and harm reduction for homeless individuals \
with a dual diagnosis. Am. J. Public Health 94, 651–656 (2004). doi:10.2105/AJPH.94.4.651.
3. Housing First Belgium. https://www.housingfirstbelgium.be/.
"""


def span(text: str, part: str, nth: int = 1) -> Span:
    """Where the ``nth`` occurrence of ``part`` stands in ``text``."""
    start = -1
    for _ in range(nth):
        start = text.index(part, start + 1)
    return Span(start, start + len(part))


def document(text: str = TEXT, path: str = "article.txt", **more: object) -> Document:
    return Document(path=path, format="text", text=text, **more)  # type: ignore[arg-type]


def marker(text: str, part: str, *numbers: int, nth: int = 1, **more: object) -> Marker:
    """A marker written ``part``; its numbers are those in ``part`` where none are given."""
    found = numbers or tuple(int(number) for number in part.split(","))
    where = span(text, part, nth)
    return Marker(where, part, found, more.pop("form", Form.FLATTENED), **more)  # type: ignore[arg-type]


def identifier(text: str, kind: IdentifierKind, value: str, written: str = "", flaw: str = "") -> Identifier:
    return Identifier(kind, value, span(text, value), span(text, written or value), flaw)


def reference(text: str, number: int, entry: str, *identifiers: Identifier, parts: Parts | None = None) -> Reference:
    """The source that is written ``entry`` in ``text``, behind the label ``number.``."""
    where = span(text, f"{number}. {entry}")
    label = Span(where.start, where.start + len(f"{number}."))
    return Reference(number, Span(label.end + 1, where.end), entry, label, identifiers, parts or Parts())


def article(text: str = TEXT, path: str = "article.txt", **more: object) -> Article:
    """The article of ``TEXT``: three markers' numbers in two places, three sources."""
    entries = [line.split(". ", 1)[1] for line in text[text.index("Sources\n") :].splitlines()[1:] if line]
    doi = identifier(text, IdentifierKind.DOI, "10.2105/AJPH.94.4.651", "doi:10.2105/AJPH.94.4.651")
    url = identifier(text, IdentifierKind.URL, "https://www.housingfirstbelgium.be/")
    housing = Parts(
        authors=("Tsemberis, S.", "Gulcur, L.", "Nakae, M."),
        title="Housing First, consumer choice, and harm reduction for homeless individuals with a dual diagnosis",
        container="Am. J. Public Health",
        year=2004,
        volume="94",
        pages="651–656",
    )
    references = (
        reference(text, 1, entries[0], parts=Parts(("Féantsa",), "Dixième regard sur le mal-logement en Europe")),
        reference(text, 2, entries[1], doi, parts=housing),
        reference(text, 3, entries[2], url),
    )
    lists = (
        SourceList(
            Span(references[0].label.start, references[-1].span.end),
            Heading(span(text, "Sources"), "Sources"),
            scope=Span(0, text.index("Sources")),
        ),
    )
    found = (marker(text, "1", nth=1), marker(text, "2,3", certainty=Certainty.PROBABLE))
    values = {"markers": found, "references": references, "lists": lists, "language": "fr", **more}
    return Article(document(text, path), **values)  # type: ignore[arg-type]


def finding(
    where: Span,
    rule: str = "CC101",
    name: str = "missing-source",
    severity: Severity = Severity.ERROR,
    message: str = "Number 4 is cited, but the list has no source 4.",
    hint: str = "Add source 4 to the list, or correct the number.",
    **more: object,
) -> Finding:
    subject = str(more.pop("subject", message))
    return Finding(rule, name, severity, message, hint, where, subject, **more)  # type: ignore[arg-type]


def crossref(doi: str, title: str = "", **more: object) -> Answer:
    """Crossref's record of a work."""
    work = Work("Crossref", doi, "journal-article", title, **more)  # type: ignore[arg-type]
    return Answer(
        Question(QuestionKind.CROSSREF_WORK, doi),
        Outcome.FOUND,
        source="api.crossref.org",
        checked_at="2026-11-23T10:00:00Z",
        works=(work,),
    )


def page(url: str, status: int = 200, **more: object) -> Answer:
    """A page that answered."""
    shown = Page(url, status, **more)  # type: ignore[arg-type]
    return Answer(Question(QuestionKind.PAGE, url), Outcome.FOUND, source="web", page=shown)


def unanswered(kind: QuestionKind, key: str, reason: Reason, detail: str) -> Answer:
    return Answer(Question(kind, key), Outcome.UNANSWERED, reason, detail)


def judged(
    of: Article | None = None,
    findings: Iterable[Finding] = (),
    verdicts: Sequence[Verdict] = (),
    evidence: Sequence[tuple[Answer, ...]] = (),
) -> Judged:
    """An article with its conclusions; every source is unchecked where no verdicts are given."""
    of = of or article()
    number = len(of.references)
    return Judged(
        of,
        tuple(verdicts) or (Verdict.UNCHECKED,) * number,
        tuple(evidence) or ((),) * number,
        fingerprinted(of.path, findings),
    )


def report(*articles: Judged, **more: object) -> Report:
    values: dict[str, object] = {
        "version": "1.0.0",
        "started_at": "2026-11-23T10:00:00Z",
        "seconds": 1.25,
        "offline": True,
        "lookups": Lookups(),
    }
    return Report(articles=articles, **{**values, **more})  # type: ignore[arg-type]


def rich_report() -> Report:
    """A report in which every kind of thing occurs at least once."""
    of = article(
        doubts=(Doubt(span(TEXT, "1"), "1", "marker 1", "part of a name"),),
        remarks=("The navigation list before the heading was left out.",),
    )
    findings = (
        finding(
            span(TEXT, "2,3"), message="Number 3 is cited before number 2.", rule="CC105", name="first-citation-order"
        ),
        finding(
            of.references[1].span,
            "CC306",
            "missing-doi",
            Severity.WARNING,
            "The work has a DOI that the source does not give.",
            "Add it at the end of the source.",
            entry=1,
            reference=2,
            fix=Edit(
                Span(of.references[1].span.end, of.references[1].span.end), " https://doi.org/10.2105/AJPH.94.4.651"
            ),
        ),
        finding(
            of.references[0].span,
            "CC204",
            "nothing-to-verify",
            Severity.INFO,
            "Source 1 has no DOI, link or ISBN: nobody can look it up.",
            "Add one if there is one.",
            entry=0,
            reference=1,
        ),
    )
    evidence = (
        (),
        (
            crossref(
                "10.2105/ajph.94.4.651",
                "Housing First, Consumer Choice, and Harm Reduction",
                authors=(Contributor("Tsemberis", "Sam"), Contributor("A Consortium", group=True)),
                years=(2004,),
                year=2004,
                score=61.5,
            ),
        ),
        (unanswered(QuestionKind.PAGE, "https://www.housingfirstbelgium.be/", Reason.TIMEOUT, "no answer in 20 s"),),
    )
    verdicts = (Verdict.UNVERIFIED, Verdict.VERIFIED, Verdict.UNVERIFIED)
    return report(
        judged(of, findings, verdicts, evidence),
        unreadable=(Unreadable("gone.txt", "no such file"),),
        offline=False,
        lookups=Lookups(2, 1, 0, 1),
    )
