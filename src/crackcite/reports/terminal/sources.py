"""What was verified, what could not be, and why: one line a source."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from rich.text import Text

from crackcite.model import Answer, Finding, Judged, Outcome, QuestionKind, Severity, Verdict
from crackcite.reports.terminal.ink import hanging, shortened, visible
from crackcite.reports.terminal.wording import VERDICT, source_name


def source_lines(judged: Judged, *, width: int) -> Iterator[Text]:
    """One entry for each source: its number, its verdict, what it is, and the reason for the verdict."""
    references = judged.article.references
    digits = max((len(str(reference.number or "")) for reference in references), default=1)
    words = max((len(verdict) for verdict in judged.verdicts), default=0)
    short = max(min(width // 3, 44), 18)
    for index, (reference, verdict) in enumerate(zip(references, judged.verdicts, strict=False)):
        sign, style = VERDICT[verdict]
        number = "" if reference.number is None else str(reference.number)
        first = Text(f"  {number:>{digits}}  ") + Text(f"{sign} {verdict.value:<{words}}  ", style=style)
        name = shortened(source_name(reference), short)
        first += Text(name) + Text(" " * (short - Text(name).cell_len + 2))
        yield from hanging(first, Text(reason(judged, index), style="dim"), width)


def reason(judged: Judged, index: int) -> str:
    """Why a source has its verdict, in a few words."""
    verdict = judged.verdicts[index]
    answers = judged.evidence[index] if index < len(judged.evidence) else ()
    about = [finding for finding in judged.findings if finding.entry == index]
    if verdict is Verdict.VERIFIED:
        return _joined([*_proofs(answers), *_open(answers)])
    if verdict in (Verdict.UNVERIFIED, Verdict.UNCHECKED):
        return _open_reason(judged, index, answers, about)
    codes = [f"{f.rule} {f.name}" for f in about if f.severity is not Severity.INFO]
    return _joined(codes or [visible(answer.detail) for answer in answers if answer.detail])


def _open_reason(judged: Judged, index: int, answers: tuple[Answer, ...], about: list[Finding]) -> str:
    said = [visible(finding.message) for finding in about if finding.rule in ("CC901", "CC902")]
    if said or any(not answer.answered for answer in answers):
        return _joined(said or _open(answers))
    if not judged.article.references[index].identifiers:
        return "no DOI, link or ISBN to look up"
    return "not asked" if not answers else "nothing found that decides it"


def _proofs(answers: tuple[Answer, ...]) -> Iterator[str]:
    for answer in answers:
        if answer.outcome is Outcome.FOUND and answer.work and answer.question.kind is not QuestionKind.CROSSREF_SEARCH:
            yield visible(f"{answer.work.registry or answer.source}: {answer.work.doi or answer.question.key}")
        elif answer.page and answer.outcome in (Outcome.FOUND, Outcome.MOVED):
            yield visible(f"page answers: {urlsplit(answer.page.url).netloc}")


def _open(answers: tuple[Answer, ...]) -> Iterator[str]:
    for answer in answers:
        if not answer.answered:
            yield visible(answer.detail or f"{answer.source or answer.question.kind}: {answer.reason}")


def _joined(parts: list[str] | Iterator[str]) -> str:
    return "; ".join(dict.fromkeys(parts))
