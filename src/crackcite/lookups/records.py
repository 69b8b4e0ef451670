"""A registry's record → a Work. Pure.

Crossref's records and CSL-JSON share their names (CSL-JSON was Crossref's model), so one function reads both:
https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md,
https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables. Every field may be missing, empty,
null or of another type than documented; what cannot be read is left out, and no record raises.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from crackcite.model import Contributor, Notice, Relation, Work

#: What a deposit calls a date of the work's own; ``created``, ``deposited`` and ``indexed`` are the record's.
_DATES = (
    "issued",
    "published",
    "published-print",
    "published-online",
    "published-other",
    "posted",
    "accepted",
    "approved",
    "content-created",
)

_TAG = re.compile(r"</?[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>")
_BREAK = re.compile(r"</?(?:\w+:)?(?:br|p|title|sec|break)\b[^<>]*>", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_YEARS = range(1000, 2200)


def cleaned(text: object) -> str:
    """A title as a person would read it: markup and entities (also doubly escaped ones) resolved, spaces single."""
    if not isinstance(text, str):
        return ""
    for _ in range(3):
        plain = html.unescape(text)
        if plain == text:
            break
        text = plain
    text = _TAG.sub("", _BREAK.sub(" ", text))
    return _SPACES.sub(" ", text).strip()


def strings(value: object) -> list[str]:
    """The cleaned, non-empty texts of a value that is a text or a list of texts."""
    items = value if isinstance(value, list | tuple) else [value]
    return [text for text in map(cleaned, items) if text]


def plain(value: object) -> str:
    """A volume, an issue, a page range: a text or a number as text."""
    return cleaned(str(value)) if isinstance(value, int | str) and not isinstance(value, bool) else ""


def doi_text(value: object) -> str:
    """A DOI in small letters, as it is: what looks like markup in it (``4<r1::aid-x>3.0``) is none."""
    return value.strip().lower() if isinstance(value, str) else ""


def mappings(value: object) -> list[Mapping[str, Any]]:
    """The mappings in a value that should be a list of them."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list | tuple) else []


def _year(date: object) -> int | None:
    """The year of a ``date-parts`` date; ``[[null]]`` and ``[[]]`` occur."""
    parts = date.get("date-parts") if isinstance(date, Mapping) else None
    first = parts[0] if isinstance(parts, list | tuple) and parts else None
    year = first[0] if isinstance(first, list | tuple) and first else None
    try:
        number = int(year)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return number if number in _YEARS else None


def _day(date: object) -> str:
    """A date as ``2012-05-08``, as precise as it is."""
    if isinstance(date, str):
        return date[:10]
    parts = date.get("date-parts") if isinstance(date, Mapping) else None
    first = parts[0] if isinstance(parts, list | tuple) and parts and isinstance(parts[0], list | tuple) else []
    numbers = [number for number in first if isinstance(number, int)]
    return "-".join(f"{number:04d}" if place == 0 else f"{number:02d}" for place, number in enumerate(numbers))


def contributors(people: object) -> tuple[Contributor, ...]:
    """The persons and organisations of an ``author`` or ``editor`` list, in order."""
    return tuple(filter(None, map(_contributor, mappings(people))))


def _contributor(person: Mapping[str, Any]) -> Contributor | None:
    family, given = cleaned(person.get("family")), cleaned(person.get("given"))
    particles = [cleaned(person.get(name)) for name in ("dropping-particle", "non-dropping-particle")]
    if family:
        return Contributor(" ".join(filter(None, [*particles, family])), given)
    name = cleaned(person.get("name")) or cleaned(person.get("literal"))
    if name:
        return Contributor(name, group=True)
    return Contributor(given) if given else None


def _years(record: Mapping[str, Any]) -> tuple[int, ...]:
    issue = record.get("journal-issue")
    dates = [record.get(name) for name in _DATES]
    if isinstance(issue, Mapping):
        dates += [issue.get("published-print"), issue.get("published-online")]
    return tuple(sorted({year for year in map(_year, dates) if year is not None}))


def _own_year(record: Mapping[str, Any]) -> int | None:
    """The year of the issue where there is one, else of the first publication."""
    for name in ("published-print", "issued", "published", "published-online", "posted"):
        year = _year(record.get(name))
        if year is not None:
            return year
    return None


def _containers(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Where the work stands, in full and short, then the conference, the preprint server, the institution."""
    event = record.get("event")
    names = strings(record.get("container-title")) + strings(record.get("short-container-title"))
    names += strings(record.get("container-title-short")) + strings(record.get("collection-title"))
    names += strings(event.get("name") if isinstance(event, Mapping) else event) + strings(record.get("group-title"))
    for institution in mappings(record.get("institution")):
        names += strings(institution.get("name"))
    return tuple(dict.fromkeys(names))


def _notices(items: object) -> Iterator[Notice]:
    seen = set()
    for item in mappings(items):
        kind = plain(item.get("type")).replace(" ", "_").casefold()
        doi = doi_text(item.get("DOI"))
        notice = Notice(kind, doi, _day(item.get("updated")), plain(item.get("source")), cleaned(item.get("label")))
        if (kind or doi) and notice not in seen:
            seen.add(notice)
            yield notice


def _relations(value: object) -> Iterator[Relation]:
    if not isinstance(value, Mapping):
        return
    for kind, items in value.items():
        for item in mappings(items):
            identifier = plain(item.get("id"))
            if identifier:
                is_doi = item.get("id-type") == "doi"
                yield Relation(str(kind), identifier.lower() if is_doi else identifier)


def _isbns(value: object) -> tuple[str, ...]:
    """ISBNs without hyphens; old records have them as addresses (``http://id.crossref.org/isbn/978…``)."""
    bare = (re.sub(r"[^0-9Xx]", "", text.rsplit("/", 1)[-1]).upper() for text in strings(value))
    return tuple(dict.fromkeys(isbn for isbn in bare if len(isbn) in (10, 13)))


def _titles(record: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...]]:
    """Title, subtitle, and all others: translations, the original's, short ones."""
    titles, subtitles = strings(record.get("title")), strings(record.get("subtitle"))
    more = [*titles[1:], *subtitles[1:]]
    for name in ("original-title", "short-title", "title-short", "shortTitle"):
        more += strings(record.get(name))
    title = titles[0] if titles else ""
    others = tuple(other for other in dict.fromkeys(more) if other != title)
    return title, subtitles[0] if subtitles else "", others


def _score(value: object) -> float:
    """A finite number; JSON has numbers that are too large for one."""
    return float(value) if isinstance(value, int | float) and abs(value) < 1e9 else 0.0


def _said_of_itself(notice: Notice, doi: str) -> bool:
    return notice.doi in ("", doi)


def work_of(record: Mapping[str, Any], registry: str) -> Work:
    """The Work that a Crossref record or a CSL-JSON item describes.

    A record that updates itself is no notice of another: a retraction is then one of this very work (publishers
    deposit it on the article where the article was replaced), a new version says nothing.
    """
    doi = doi_text(record.get("DOI"))
    title, subtitle, others = _titles(record)
    updates, issue = list(_notices(record.get("update-to"))), record.get("journal-issue")
    own = [n for n in updates if _said_of_itself(n, doi) and n.kind != "new_version"]
    return Work(
        registry=registry,
        doi=doi,
        kind=plain(record.get("type")),
        title=title,
        subtitle=subtitle,
        other_titles=others,
        authors=contributors(record.get("author")),
        editors=contributors(record.get("editor")),
        containers=_containers(record),
        years=_years(record),
        year=_own_year(record),
        volume=plain(record.get("volume")),
        issue=plain(record.get("issue")) or plain(issue.get("issue") if isinstance(issue, Mapping) else ""),
        pages=plain(record.get("page")),
        article_number=plain(record.get("article-number")),
        publisher=cleaned(record.get("publisher")),
        language=plain(record.get("language")),
        isbns=_isbns(record.get("ISBN")),
        notices=(*_notices(record.get("updated-by")), *own),
        notice_of=tuple(notice for notice in updates if not _said_of_itself(notice, doi)),
        relations=tuple(_relations(record.get("relation"))),
        aliases=_lowered([*strings(record.get("aliases")), *strings(record.get("alias"))]),
        score=_score(record.get("score")),
    )


def _lowered(dois: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(doi.lower() for doi in dois))
