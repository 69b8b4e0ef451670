"""How findings about works speak: a work in one line, a place to point at."""

from __future__ import annotations

from collections.abc import Iterator

from crackcite.model import IdentifierKind, Reference, Span, Work, say, say_row
from crackcite.rules.registry import Case


def entries(case: Case) -> Iterator[tuple[int, Reference]]:
    """The article's references with their indices."""
    return iter(enumerate(case.article.references))


def named(reference: Reference) -> str:
    """The source as the subject that a sentence begins with: "Source 7"."""
    return say("Source {number}", number=reference.number) if reference.number is not None else say("This source")


def labelled(reference: Reference) -> str:
    """The source before a colon, as a label: "Source 7"."""
    return say("Source {label}", label=reference.number) if reference.number is not None else say("This source")


def place(reference: Reference, *kinds: IdentifierKind) -> Span:
    """The identifier that a finding is about, or else the whole source."""
    found = reference.first(*kinds)
    return found.span if found else reference.span


def subject(reference: Reference, doi: str) -> str:
    """What a finding is about, in words that survive renumbering."""
    return doi or " ".join(reference.text.split())


def people(work: Work) -> str:
    """The authors (or editors) of a record, shortened."""
    listed = work.authors or work.editors
    if not listed:
        return ""
    from crackcite.matching.names import shown

    names = [person.family if person.given else shown(person) for person in listed[:2]]
    return say("{author} et al.", author=names[0]) if len(listed) > 2 else " & ".join(names)


def line(work: Work) -> str:
    """A record in one line: “Title” (Authors, Container, year)."""
    year = work.year or (work.years[0] if work.years else None)
    facts = [people(work), work.containers[0] if work.containers else "", str(year) if year else ""]
    inside = say_row(fact for fact in facts if fact)
    title = say("“{quoted}”", quoted=_short(work.title)) if work.title else say("a work without a title")
    return say("{title} ({facts})", title=title, facts=inside) if inside else title


def quoted(reference: Reference) -> str:
    """What the source describes, in one line."""
    from crackcite.matching.titles import cited_title

    return say("“{quoted}”", quoted=cited_title(reference))


def _short(text: str, limit: int = 160) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"
