"""What was verified, what could not be, and why: one line a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from rich.cells import cell_len
from rich.text import Text

from crackcite.languages import Voice
from crackcite.model import Answer, Finding, Judged, Outcome, Phrase, QuestionKind, Severity, Verdict, say_row
from crackcite.reports.terminal.ink import hanging, joined, shortened, visible
from crackcite.reports.terminal.wording import VERDICT, runs, source_name, sources
from crackcite.reports.wording import VERDICT as WORDS


def source_lines(judged: Judged, tr: Voice, *, width: int, verbose: bool) -> Iterator[Text]:
    """One line for each source: its number, its verdict, what it is, and the reason for the verdict.

    Sources with the same verdict for the same reason stand under it, so that it is said once. The verified ones are
    only counted and numbered, in one line, unless ``verbose``.
    """
    shown = [index for index, verdict in enumerate(judged.verdicts) if verbose or verdict is not Verdict.VERIFIED]
    groups: dict[tuple[Verdict, str], list[int]] = {}
    for index in shown:
        groups.setdefault((judged.verdicts[index], reason(judged, index, tr)), []).append(index)
    words = max((cell_len(tr.said(WORDS[verdict])) for verdict in judged.verdicts), default=0)
    names = _names(judged)
    for (verdict, why), indices in groups.items():
        beginning = _beginning(verdict, tr, words)
        if len(indices) == 1:
            yield from _alone(*names[indices[0]], why, beginning, width)
        else:
            yield from hanging(beginning, (why, "dim"), width)
            yield from _together([names[index] for index in indices], beginning.cell_len, width)
    if not verbose:
        yield from _verified(judged, tr, _beginning(Verdict.VERIFIED, tr, words), width)


def _beginning(verdict: Verdict, tr: Voice, words: int) -> Text:
    sign, style = VERDICT[verdict]
    return joined((f"  {sign} {tr.said(WORDS[verdict]):<{words}}  ", style))


def _names(judged: Judged) -> list[tuple[str, str]]:
    """The number of each source, all of one width, and what it is."""
    references = judged.article.references
    labels = ["–" if reference.number is None else str(reference.number) for reference in references]
    digits = max(map(len, labels), default=0)
    return [(f"{label:>{digits}}  ", source_name(one)) for label, one in zip(labels, references, strict=True)]


def _alone(number: str, name: str, why: str, beginning: Text, width: int) -> Iterator[Text]:
    first = joined(beginning, number)
    room = max((width - first.cell_len) * 4 // 9, 14)
    name = shortened(name, room)
    first.append(name + " " * (room - cell_len(name) + 2))
    yield from hanging(first, (why, "dim"), width)


def _together(names: Iterable[tuple[str, str]], indent: int, width: int) -> Iterator[Text]:
    for number, name in names:
        yield Text(" " * indent + number + shortened(name, width - indent - len(number)))


def _verified(judged: Judged, tr: Voice, beginning: Text, width: int) -> Iterator[Text]:
    verified = [
        reference
        for reference, verdict in zip(judged.article.references, judged.verdicts, strict=True)
        if verdict is Verdict.VERIFIED
    ]
    numbers = runs(reference.number for reference in verified if reference.number is not None)
    if verified:
        said = sources(len(verified), tr)
        if numbers:
            said = tr("{sources} ({numbers})", sources=said, numbers=numbers)
        yield from hanging(beginning, said, width)


def reason(judged: Judged, index: int, tr: Voice) -> str:
    """Why a source has its verdict, in a few words."""
    verdict = judged.verdicts[index]
    answers = judged.evidence[index] if index < len(judged.evidence) else ()
    about = [finding for finding in judged.findings if finding.entry == index]
    codes = [f"{finding.rule} {finding.name}" for finding in about if finding.severity is not Severity.INFO]
    if verdict is Verdict.VERIFIED:
        return _joined([*(_proofs(answers, tr) or codes), *_open(answers, tr)], tr)
    if verdict in (Verdict.UNVERIFIED, Verdict.UNCHECKED):
        return _open_reason(judged, index, answers, about, tr)
    return _joined(codes or [visible(tr.said(answer.detail)) for answer in answers if answer.detail], tr)


def _open_reason(judged: Judged, index: int, answers: tuple[Answer, ...], about: list[Finding], tr: Voice) -> str:
    said = [_clause(finding.message, tr) for finding in about if finding.rule in ("CC901", "CC902")]
    if said or any(not answer.answered for answer in answers):
        return _joined(said or _open(answers, tr), tr)
    if not judged.article.references[index].identifiers:
        return tr("no DOI, link or ISBN to look up")
    return tr("nothing found that decides it") if answers else tr("not asked")


def _clause(message: str, tr: Voice) -> str:
    """The reason alone, of a sentence that says what could not be verified and why."""
    why = message.values.get("reason") if isinstance(message, Phrase) else None
    if isinstance(why, str):
        return visible(tr.said(why))
    return visible(message).split(" could not be verified: ", 1)[-1].removesuffix(".")


def _proofs(answers: tuple[Answer, ...], tr: Voice) -> list[str]:
    return [proof for answer in answers if (proof := _proof(answer, tr))]


def _proof(answer: Answer, tr: Voice) -> str:
    """Who vouches for the source; a search's hits prove nothing by themselves."""
    if answer.page and answer.outcome in (Outcome.FOUND, Outcome.MOVED):
        return visible(tr("page answers: {host}", host=urlsplit(answer.page.url).netloc))
    if answer.work and answer.outcome is Outcome.FOUND and answer.question.kind is not QuestionKind.CROSSREF_SEARCH:
        return visible(
            tr(
                "{registry}: {identifier}",
                registry=answer.work.registry or answer.source,
                identifier=answer.work.doi or answer.question.key,
            )
        )
    return ""


def _open(answers: tuple[Answer, ...], tr: Voice) -> Iterator[str]:
    for answer in answers:
        if not answer.answered:
            yield visible(tr.said(answer.detail) or f"{answer.source or answer.question.kind}: {answer.reason}")


def _joined(parts: Iterable[str], tr: Voice) -> str:
    return tr.said(say_row(dict.fromkeys(parts), ";"))
