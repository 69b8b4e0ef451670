"""What was verified, what could not be, and why: one line a source."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from rich.cells import cell_len
from rich.text import Text

from crackcite.model import Answer, Finding, Judged, Outcome, QuestionKind, Severity, Verdict
from crackcite.reports.terminal.ink import hanging, joined, shortened, visible
from crackcite.reports.terminal.wording import VERDICT, count, runs, source_name


def source_lines(judged: Judged, *, width: int, verbose: bool) -> Iterator[Text]:
    """One entry for each source: its number, its verdict, what it is, and the reason for the verdict.

    The verified ones are only counted and numbered, in one entry, unless ``verbose``.
    """
    shown = [index for index, verdict in enumerate(judged.verdicts) if verbose or verdict is not Verdict.VERIFIED]
    labels = ["–" if reference.number is None else str(reference.number) for reference in judged.article.references]
    digits = max((len(labels[index]) for index in shown), default=1)
    words = max((len(judged.verdicts[index]) for index in shown), default=0)
    short = max(min(width - 52, 44), 14)
    for index in shown:
        sign, style = VERDICT[judged.verdicts[index]]
        word = f"{sign} {judged.verdicts[index].value:<{words}}  "
        name = shortened(source_name(judged.article.references[index]), short)
        first = joined(f"  {labels[index]:>{digits}}  ", (word, style), name)
        first.pad_right(short - cell_len(name) + 2)
        yield from hanging(first, (reason(judged, index), "dim"), width)
    if not verbose:
        yield from _verified(judged, width)


def _verified(judged: Judged, width: int) -> Iterator[Text]:
    verified = [
        reference
        for reference, verdict in zip(judged.article.references, judged.verdicts, strict=True)
        if verdict is Verdict.VERIFIED
    ]
    numbers = runs(reference.number for reference in verified if reference.number is not None)
    sign, style = VERDICT[Verdict.VERIFIED]
    if verified:
        said = f"{count(len(verified), 'source')}{f' ({numbers})' if numbers else ''}"
        yield from hanging((f"  {sign} verified  ", style), said, width)


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
