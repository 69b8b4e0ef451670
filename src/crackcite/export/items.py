"""From sources to items: the registry's record where the source is verified, else what stands in the article."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from crackcite.export.names import person
from crackcite.export.types import of_parsed, of_record
from crackcite.model import (
    Contributor,
    Evidence,
    IdentifierKind,
    Judged,
    Reference,
    Report,
    Severity,
    Verdict,
    Work,
)
from crackcite.rules.standing import Standing, book, described


@dataclass(frozen=True, slots=True)
class Item:
    """One source, in the vocabulary of the Citation Style Language (CSL 1.0.2): ``kind`` is one of its item types.

    ``note`` says where the data come from; ``registry`` is the registry's name, empty where they are the article's own.
    ``more_authors`` tells that the article's list of authors ends in “et al.”. ``pages`` is as written (``1529–1540``).
    """

    kind: str
    note: str
    registry: str = ""
    key: str = ""
    title: str = ""
    authors: tuple[Contributor, ...] = ()
    more_authors: bool = False
    editors: tuple[Contributor, ...] = ()
    container: str = ""
    year: int | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    place: str = ""
    language: str = ""
    doi: str = ""
    url: str = ""
    isbn: str = ""
    issn: str = ""
    pmid: str = ""
    accessed: str = ""


def items(report: Report) -> list[Item]:
    """The sources of all articles of a run in order of appearance, each with a key of its own.

    A work that several sources cite under the same DOI is one item: the first of those with a registry's data, or else
    the first.
    """
    found = chain.from_iterable(_of_article(judged) for judged in report.articles)
    return _keyed(_once(found))


def _of_article(judged: Judged) -> Iterator[Item]:
    for entry, reference in enumerate(judged.article.references):
        verdict = judged.verdicts[entry] if entry < len(judged.verdicts) else Verdict.UNCHECKED
        answers = judged.evidence[entry] if entry < len(judged.evidence) else ()
        record = _record(reference, verdict, Evidence({answer.question: answer for answer in answers}))
        own = _as_written(reference, _standing_of(judged, entry, verdict))
        yield _as_registered(own, record, verdict) if record else own


def _record(reference: Reference, verdict: Verdict, evidence: Evidence) -> Work | None:
    """The registry's record that surely describes the source."""
    if verdict not in (Verdict.VERIFIED, Verdict.RETRACTED):
        return None
    for found in (described(reference, evidence), book(reference, evidence)):
        if found.work and _agrees(found):
            return found.work
    return None


def _agrees(found: Standing) -> bool:
    comparison = found.comparison
    return comparison is not None and not (comparison.is_open or comparison.is_other)


def _standing_of(judged: Judged, entry: int, verdict: Verdict) -> str:
    """In a few words, how far a source's own data can be trusted."""
    about = [one for one in judged.findings if one.entry == entry and one.severity is not Severity.INFO]
    codes = ", ".join(dict.fromkeys(f"{one.rule} {one.name}" for one in about))
    if verdict is Verdict.VERIFIED:
        return "its link answers"
    return f"{verdict.value}: {codes}" if codes else verdict.value


def _as_written(reference: Reference, standing: str) -> Item:
    parts = reference.parts
    ids = {kind: found.value for kind in IdentifierKind if (found := reference.first(kind))}
    return Item(
        kind=of_parsed(reference),
        note=f"crackcite: as the article has it ({standing}).",
        title=parts.title or reference.text,
        authors=tuple(person(name) for name in parts.authors),
        more_authors=parts.et_al,
        container=parts.container,
        year=parts.year,
        volume=parts.volume,
        issue=parts.issue,
        pages=parts.pages,
        publisher=parts.publisher,
        place=parts.place,
        doi=ids.get(IdentifierKind.DOI, ""),
        url=ids.get(IdentifierKind.URL, ""),
        isbn=ids.get(IdentifierKind.ISBN, ""),
        issn=ids.get(IdentifierKind.ISSN, ""),
        pmid=ids.get(IdentifierKind.PMID, ""),
        accessed=parts.accessed,
    )


def _as_registered(own: Item, work: Work, verdict: Verdict) -> Item:
    """What the registry says, completed by what it does not say and the article does."""
    name = work.registry or "a registry"
    retracted = " The work has been RETRACTED." if verdict is Verdict.RETRACTED else ""
    return replace(
        own,
        kind=of_record(work.kind, own.kind),
        note=f"crackcite: data of {name}; the source agrees with them.{retracted}",
        registry=name,
        title=f"{work.title}: {work.subtitle}" if work.subtitle and work.title else work.title or own.title,
        authors=work.authors or own.authors,
        more_authors=own.more_authors and not work.authors,
        editors=work.editors,
        container=work.containers[0] if work.containers else own.container,
        year=work.year or own.year,
        volume=work.volume or own.volume,
        issue=work.issue or own.issue,
        pages=work.pages or work.article_number or own.pages,
        publisher=work.publisher or own.publisher,
        language=work.language,
        doi=work.doi or own.doi,
        isbn=own.isbn or (work.isbns[0] if work.isbns else ""),
    )


def _once(found: Iterable[Item]) -> list[Item]:
    kept: dict[object, Item] = {}
    for index, item in enumerate(found):
        identity = item.doi.lower() or index
        if identity not in kept or (item.registry and not kept[identity].registry):
            kept[identity] = item
    return list(kept.values())


_SMALL = frozenset("a an the le la les l un une de het een der die das el los las il lo o os as".split())  # noqa: SIM905


def _keyed(found: Iterable[Item]) -> list[Item]:
    """Each item with a key made of its first author, its year and its title's first word; equal ones get a letter."""
    result: list[Item] = []
    taken: set[str] = set()
    for item in found:
        plain = key = _key(item)
        number = 1
        while key in taken:
            number += 1
            key = f"{plain}-{number}"
        taken.add(key)
        result.append(replace(item, key=key))
    return result


def _key(item: Item) -> str:
    who = _letters(item.authors[0].family) if item.authors else []
    words = [word for word in _letters(item.title) if word not in _SMALL]
    return "".join([*who[:3], str(item.year or ""), *words[:1]]) or "source"


def _letters(text: str) -> list[str]:
    """The words of a text in small letters of the Latin alphabet, which every reader takes in a key."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
