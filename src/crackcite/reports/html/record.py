"""What the registry says next to what the article says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crackcite.languages import Voice
from crackcite.model import Answer, Evidence, IdentifierKind, Notice, Reference, Verdict, Work
from crackcite.reports.html.differences import compared, only_cited, only_recorded, same_words
from crackcite.reports.html.markup import Markup, bdi, el, icon, outward, text
from crackcite.rules.standing import Standing, book, described

if TYPE_CHECKING:
    from crackcite.matching import Comparison

_MOST_NAMES = 8


class _State(StrEnum):
    SAME = "same"
    DIFFERS = "differs"
    WORDING = "wording"
    CITED_ALONE = "cited-alone"
    RECORDED_ALONE = "recorded-alone"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    cited: Markup
    recorded: Markup
    state: _State


def standing_of(reference: Reference, answers: Sequence[Answer]) -> Standing:
    """What the answers about a source say of it: the record that describes it, if there is one."""
    evidence = Evidence({answer.question: answer for answer in answers})
    found = described(reference, evidence)
    return found if found.work else book(reference, evidence)


def record(reference: Reference, answers: Sequence[Answer], verdict: Verdict, name: str, tr: Voice) -> Markup:
    """The table of both, opened where they differ; nothing where no registry holds a record. ``name`` is the
    source's, for the table's caption.
    """
    found = standing_of(reference, answers)
    if not found.work or not found.comparison:
        return Markup()
    registry = found.work.registry or tr("the registry")
    rows = [row for row in _rows(reference, found.work, found.comparison, tr) if row.cited or row.recorded]
    head = el(
        "tr",
        el("th", tr("Part"), scope="col"),
        el("th", tr("The article"), scope="col"),
        el("th", bdi(registry), scope="col"),
    )
    caption = el("caption", tr("{source} as the article and {registry} have it", source=name, registry=registry))
    table = el("table", caption, el("thead", head), el("tbody", [_shown(row, tr) for row in rows]), class_="record")
    differ = any(row.state is _State.DIFFERS for row in rows)
    return el(
        "details",
        el("summary", tr("What {registry} says", registry=registry)),
        table,
        _notices(found.work, tr),
        class_="about",
        open=differ or verdict is Verdict.RETRACTED,
    )


def _shown(row: _Row, tr: Voice) -> Markup:
    nothing = el("span", "–", class_="none")
    words = {
        _State.SAME: (icon("verified"), tr("agrees")),
        _State.DIFFERS: (icon("mismatch"), tr("differs")),
        _State.WORDING: (icon("unchecked"), tr("other wording")),
        _State.CITED_ALONE: (icon("unchecked"), tr("not in the record")),
        _State.RECORDED_ALONE: (icon("unchecked"), tr("not in the article")),
        _State.OPEN: (icon("unverified"), tr("not compared")),
    }
    sign, word = words[row.state]
    return el(
        "tr",
        el("th", row.name, " ", el("span", sign, word, class_="sign"), scope="row"),
        el("td", row.cited or nothing),
        el("td", row.recorded or nothing),
        class_=row.state,
    )


def _rows(reference: Reference, work: Work, comparison: Comparison, tr: Voice) -> Iterator[_Row]:
    parts, said = reference.parts, {one.what: one for one in comparison.mismatches}
    yield _authors(reference, work, comparison, tr)
    yield _title(reference, work, comparison, tr)
    container = next((name for name in work.containers if name != work.title), "")
    pages = parts.pages, work.pages or work.article_number
    year = str(work.year or (work.years[-1] if work.years else ""))
    told: Sequence[tuple[str, str, str, str]] = (
        (tr("Journal or book"), "journal", parts.container, container),
        (tr("Year"), "year", str(parts.year or ""), year),
        (tr("Volume"), "volume", parts.volume, work.volume),
        (tr("Issue"), "issue", parts.issue, work.issue),
        (tr("Pages"), "pages", pages[0], pages[1].replace("-", "–")),
    )
    for label, what, cited, recorded in told:
        if what in said:
            yield _differing(label, cited or said[what].cited, said[what].recorded, tr)
        elif cited and recorded and comparison.is_other and _fact(what) in comparison.conflicts:
            yield _differing(label, cited, recorded, tr)
        else:
            yield _agreeing(label, what, cited, recorded, comparison)
    yield _doi(reference, work)


def _differing(label: str, cited: str, recorded: str, tr: Voice) -> _Row:
    left, right = compared(cited, recorded, tr)
    return _Row(label, left, right, _State.DIFFERS)


def _fact(what: str) -> str:
    """A detail as comparisons name it among what agrees and what conflicts."""
    return "container" if what == "journal" else what


def _agreeing(label: str, what: str, cited: str, recorded: str, comparison: Comparison) -> _Row:
    if not recorded or not cited:
        state = _State.CITED_ALONE if cited else _State.RECORDED_ALONE
    elif _fact(what) in comparison.supports or same_words(cited, recorded):
        state = _State.SAME
    else:
        state = _State.WORDING if what == "journal" else _State.OPEN
    return _Row(label, _plain(cited), _plain(recorded), state)


def _plain(said: str) -> Markup:
    return bdi(said) if said else Markup()


def _authors(reference: Reference, work: Work, comparison: Comparison, tr: Voice) -> _Row:
    from crackcite.matching.names import shown

    label = tr("Authors") if work.authors or not work.editors else tr("Editors")
    cited = list(reference.parts.authors)
    recorded = [shown(person) for person in (work.authors or work.editors)]
    wrong = any(one.what == "author" for one in comparison.mismatches)
    wrong = wrong or (comparison.is_other and "author" in comparison.conflicts)
    if not cited or not recorded:
        state = _State.CITED_ALONE if cited else _State.RECORDED_ALONE
    else:
        state = _State.DIFFERS if wrong else _State.SAME if "author" in comparison.supports else _State.OPEN
    left = [only_cited(cited[0], tr), *cited[1:]] if wrong and cited else cited
    right = [only_recorded(recorded[0], tr), *recorded[1:]] if wrong and recorded else recorded
    return _Row(label, _names(left, reference.parts.et_al, tr), _names(right, False, tr), state)


def _names(names: Sequence[str], et_al: bool, tr: Voice) -> Markup:
    shown = [bdi(name) for name in names[:_MOST_NAMES]]
    more = len(names) - len(shown)
    said = Markup("; ".join(shown))
    if more:
        return text([said, " ", tr("and {number} more", number=more)])
    return text([said, " et al."]) if et_al and said else said


def _title(reference: Reference, work: Work, comparison: Comparison, tr: Voice) -> _Row:
    cited = reference.parts.title
    recorded = work.title
    if work.subtitle and not same_words(cited, recorded) and work.subtitle.casefold() not in recorded.casefold():
        recorded = f"{recorded}: {work.subtitle}"
    if not cited or not recorded:
        state = _State.CITED_ALONE if cited else _State.RECORDED_ALONE
        return _Row(tr("Title"), _plain(cited), _plain(recorded), state)
    left, right = compared(cited, recorded, tr)
    if same_words(cited, recorded):
        return _Row(tr("Title"), left, right, _State.SAME)
    return _Row(tr("Title"), left, right, _State.DIFFERS if comparison.is_other else _State.WORDING)


def _doi(reference: Reference, work: Work) -> _Row:
    given = reference.first(IdentifierKind.DOI)
    cited, recorded = given.value if given else "", work.doi
    right = outward(f"https://doi.org/{recorded}", bdi(recorded)) if recorded else Markup()
    if cited.lower() == recorded.lower():
        state = _State.SAME
    elif cited and recorded:
        state = _State.OPEN
    else:
        state = _State.CITED_ALONE if cited else _State.RECORDED_ALONE
    return _Row("DOI", _plain(cited), right, state)


def _notices(work: Work, tr: Voice) -> Markup:
    """The editorial notices about the work, each with its own DOI."""
    if not work.notices:
        return Markup()
    return el("ul", [_notice(one, tr) for one in work.notices], class_="notices", aria_label=tr("Notices"))


def _notice(notice: Notice, tr: Voice) -> Markup:
    said = ", ".join(filter(None, (notice.label or notice.kind.replace("-", " "), notice.date, notice.source)))
    link = outward(f"https://doi.org/{notice.doi}", bdi(notice.doi)) if notice.doi else ""
    return el("li", el("strong", tr("Notice:")), " ", bdi(said), " " if link else "", link)
