"""The findings as notes beside what they are about, and the flags in the text that lead to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from crackcite.languages import Voice
from crackcite.model import Article, Finding, SetAside, Severity
from crackcite.reports.html.markup import Markup, el, icon, text, unseen
from crackcite.reports.wording import SEVERITY


@dataclass(frozen=True)
class Note:
    """A finding with its name in the page and its number among all of its article.

    ``place`` is where it stands in the source file, empty for the article as a whole; ``flagged`` whether the text
    bears a flag there.
    """

    finding: Finding
    id: str
    number: int
    place: str = ""
    flagged: bool = True

    def without_flag(self) -> Note:
        """The same note, told without a flag in the text."""
        return replace(self, flagged=False)

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return self.finding.severity


def notes_of(article: Article, findings: Iterable[Finding], prefix: str, tr: Voice) -> tuple[Note, ...]:
    """The notes of an article's findings, in the order of the text."""
    ordered = sorted(findings, key=lambda finding: (finding.span.start, finding.severity.rank))
    return tuple(Note(one, f"{prefix}-f{at}", at, _place(article, one, tr)) for at, one in enumerate(ordered, start=1))


def _place(article: Article, finding: Finding, tr: Voice) -> str:
    if finding.span.start == finding.span.end == 0:
        return ""
    found = article.document.position(finding.span.start)
    return tr.place(found.place) if found.place else tr("line {number}", number=found.line)


def flag(note: Note, tr: Voice) -> Markup:
    """A sign and a word in the text, which lead to the note."""
    word = tr.said(SEVERITY[note.severity])
    return el(
        "a",
        icon(note.severity),
        el("span", word),
        unseen(f" {note.number}"),
        class_=f"flag {note.severity}",
        href=f"#{note.id}",
        id=f"{note.id}-at",
    )


def note_list(notes: Sequence[Note], tr: Voice, about: str) -> Markup:
    """Notes below what they are about; ``about`` names it for those who hear the page."""
    if not notes:
        return Markup()
    return el("ul", [_note(note, tr) for note in notes], class_="notes", aria_label=about)


def _note(note: Note, tr: Voice) -> Markup:
    finding = note.finding
    return el("li", _head(note, tr), _said(finding, tr), class_=f"note {note.severity}", id=note.id, tabindex="-1")


def _head(note: Note, tr: Voice) -> Markup:
    finding = note.finding
    word = el("strong", icon(note.severity), tr.said(SEVERITY[note.severity]), class_="sign")
    rule = el("a", finding.rule, " ", finding.name, href=f"#rule-{finding.rule}", class_="rule")
    place = [" · ", note.place, " "] if note.place else " "
    back = ""
    if note.flagged:
        label = tr("to the place of finding {number} in the text", number=note.number)
        back = el("a", "↑", unseen(f" {label}"), href=f"#{note.id}-at", class_="back")
    return el("p", word, " ", rule, place, back, class_="note-head")


def _said(finding: Finding, tr: Voice) -> list[Markup]:
    said = [el("p", tr.said(finding.message), class_="message")]
    if finding.hint:
        said.append(el("p", tr.said(finding.hint), class_="hint"))
    written = finding.fix.replacement.strip() if finding.fix else ""
    if written:
        label = el("span", tr("Suggestion:"), class_="label")
        said.append(el("p", label, " ", el("ins", el("bdi", written)), class_="fix"))
    return said


def set_aside_list(found: Sequence[SetAside], tr: Voice) -> Markup:
    """The findings that do not count, and why: said, never hidden."""
    if not found:
        return Markup()
    head = tr.many("{number} finding set aside", "{number} findings set aside", len(found))
    return el("details", el("summary", head), el("ul", [_aside(one, tr) for one in found]), class_="set-aside")


def _aside(one: SetAside, tr: Voice) -> Markup:
    by = {
        "comment": tr("by a comment in the article"),
        "file": tr("by the settings for this file"),
        "accept": tr("by the settings, which accept it"),
        "baseline": tr("by the baseline"),
    }.get(one.by, one.by)
    reason = [tr(": "), el("q", one.reason)] if one.reason else []
    head = [icon(one.finding.severity), " ", tr.said(SEVERITY[one.finding.severity]), " ", one.finding.rule]
    said = [el("span", head, class_="sign"), " ", tr.said(one.finding.message)]
    return el("li", said, " ", el("span", text([by, reason]), class_="by"))
