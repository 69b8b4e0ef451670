"""Archived copies beside dead links: a fix that is made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crackcite.archiving import asked_for
from crackcite.model import Answer, Edit, Finding, Identifier, IdentifierKind, Judged, QuestionKind, Reference, Span

#: The rules about pages that are gone.
DEAD = ("CC401", "CC402")

#: What is said of a copy in the language of the article; French sets a no-break space before a colon.
_SAYS = {
    "de": "archiviert: ",
    "en": "archived: ",
    "es": "archivado: ",
    "fr": "archivé\u00a0: ",
    "it": "archiviato: ",
    "nl": "gearchiveerd: ",
    "pt": "arquivado: ",
}
_CLOSING = '>»”"'


def with_copies(judged: Judged, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; those about dead links with the fix that puts the archived copy beside, where one is known."""
    for finding in findings:
        edit = _edit(judged, finding) if finding.rule in DEAD and finding.fix is None else None
        yield replace(finding, fix=edit) if edit else finding


def _edit(judged: Judged, finding: Finding) -> Edit | None:
    if finding.entry is None:
        return None
    reference = judged.article.references[finding.entry]
    link = next((one for one in reference.identifiers if _is_it(one, finding)), None)
    copy = _copy(judged.evidence[finding.entry], finding.subject)
    if link is None or copy is None or not reference.span.contains(link.span):
        return None
    text = judged.article.document.text
    words = _SAYS.get((judged.article.language or "en")[:2].lower(), _SAYS["en"])
    at = link.span.end
    return Edit(Span(*_place(text, at)), _written(text, reference, link, words + copy.value))


def _is_it(one: Identifier, finding: Finding) -> bool:
    return one.kind is IdentifierKind.URL and one.span == finding.span


def _copy(answers: Iterable[Answer], url: str) -> Answer | None:
    """The archive's answer about an address, where it has a copy that can be written."""
    for answer in answers:
        known = answer.question.kind is QuestionKind.ARCHIVE and asked_for(answer.question)[0] == url
        if known and answer.value.startswith(("http://", "https://")) and not set(answer.value) & set(' \t\r\n<>"«»“”'):
            return answer
    return None


def _place(text: str, at: int) -> tuple[int, int]:
    while text[at : at + 1] and text[at] in _CLOSING:
        at += 1
    return at, at


def _written(text: str, reference: Reference, link: Identifier, said: str) -> str:
    """What is put behind a link: in brackets, or behind a comma where the link itself stands in brackets."""
    before = text[reference.span.start : link.span.start]
    after = text[link.span.end : reference.span.end]
    enclosed = before.count("(") > before.count(")") and ")" in after
    return f", {said}" if enclosed else f" ({said})"
