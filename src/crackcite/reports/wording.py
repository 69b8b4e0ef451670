"""The words that the views for people share: what a severity, a verdict, a question and an outcome are called."""

from __future__ import annotations

from collections.abc import Sequence

from crackcite.languages import Voice
from crackcite.model import Outcome, QuestionKind, Report, Severity, Verdict, say, say_many

SEVERITY = {
    Severity.ERROR: say("error"),
    Severity.WARNING: say("warning"),
    Severity.INFO: say("info"),
}

VERDICT = {
    Verdict.VERIFIED: say("verified"),
    Verdict.MISMATCH: say("mismatch"),
    Verdict.RETRACTED: say("retracted"),
    Verdict.BROKEN: say("broken"),
    Verdict.UNVERIFIED: say("unverified"),
    Verdict.UNCHECKED: say("unchecked"),
}


def verdict_word(verdict: Verdict, tr: Voice, number: int = 1) -> str:
    """A verdict's word, for as many sources: other languages have a plural of it."""
    return tr.of("column", VERDICT[verdict]) if number > 1 else tr.said(VERDICT[verdict])


OUTCOME = {
    Outcome.FOUND: say("found"),
    Outcome.ABSENT: say("not there"),
    Outcome.MOVED: say("moved"),
    Outcome.UNANSWERED: say("no answer"),
}

QUESTION = {
    QuestionKind.CROSSREF_WORK: say("the DOI’s record"),
    QuestionKind.CROSSREF_SEARCH: say("a search for the source"),
    QuestionKind.DOI_AGENCY: say("who registered the DOI"),
    QuestionKind.DOI_HANDLE: say("whether the DOI exists"),
    QuestionKind.DOI_METADATA: say("the DOI’s description"),
    QuestionKind.DATACITE_WORK: say("the DOI’s record"),
    QuestionKind.BOOK: say("the book’s record"),
    QuestionKind.ARXIV_DOI: say("the article’s record"),
    QuestionKind.PMID_DOI: say("the article’s record"),
    QuestionKind.PMCID_DOI: say("the article’s record"),
    QuestionKind.PAGE: say("the page"),
    QuestionKind.ARCHIVE: say("an archived copy"),
    QuestionKind.SAVE: say("a copy to be made"),
}


def listed(parts: Sequence[str], tr: Voice) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return tr("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])


def conclusion(report: Report, tr: Voice) -> str:
    """The run in one sentence or two: what was found, and how many sources are verified."""
    return f"{_found(report, tr)} {_verified(report, tr)}".rstrip()


def nothing_read(report: Report) -> bool:
    """Whether no article of the run had anything to check."""
    return not any(judged.article.markers or judged.article.references for judged in report.articles)


def errors(number: int, tr: Voice) -> str:
    """``9 errors``."""
    return tr.many("{number} error", "{number} errors", number)


def warnings(number: int, tr: Voice) -> str:
    """``5 warnings``."""
    return tr.many("{number} warning", "{number} warnings", number)


def infos(number: int, tr: Voice) -> str:
    """``3 infos``."""
    return tr.many("{number} info", "{number} infos", number)


def _counted(verdict: Verdict, number: int, tr: Voice) -> str:
    """How many sources have a verdict: ``2 retracted``."""
    said = {
        Verdict.VERIFIED: say_many("{number} verified", "{number} verified", number),
        Verdict.MISMATCH: say_many("{number} mismatch", "{number} mismatch", number),
        Verdict.RETRACTED: say_many("{number} retracted", "{number} retracted", number),
        Verdict.BROKEN: say_many("{number} broken", "{number} broken", number),
        Verdict.UNVERIFIED: say_many("{number} unverified", "{number} unverified", number),
        Verdict.UNCHECKED: say_many("{number} unchecked", "{number} unchecked", number),
    }
    return tr.said(said[verdict])


def _found(report: Report, tr: Voice) -> str:
    """How many errors and warnings there are; a file that could not be read is named as such."""
    if not report.articles and not report.unreadable:
        return tr("Nothing was read.")
    unread = len(report.unreadable)
    wrong, doubtful = report.count(Severity.ERROR) - unread, report.count(Severity.WARNING)
    found = [errors(wrong, tr)] if wrong else []
    found += [warnings(doubtful, tr)] if doubtful else []
    found += [tr.many("{number} unreadable file", "{number} unreadable files", unread)] if unread else []
    if not found and nothing_read(report):
        return tr("Nothing was checked: neither markers nor sources were found.")
    return tr("{counts}.", counts=listed(found, tr)) if found else tr("No error and no warning.")


def _verified(report: Report, tr: Voice) -> str:
    verdicts = [verdict for judged in report.articles for verdict in judged.verdicts]
    if report.away or not verdicts:
        return tr.said(report.away)
    if report.offline:
        return tr.many(
            "Offline: nothing was asked, so the source is not verified.",
            "Offline: nothing was asked, so none of the {number} sources is verified.",
            len(verdicts),
        )
    others = [_counted(v, verdicts.count(v), tr) for v in Verdict if v is not Verdict.VERIFIED and v in verdicts]
    done = verdicts.count(Verdict.VERIFIED)
    said = tr.many(
        "{done} of {number} source verified", "{done} of {number} sources verified", len(verdicts), done=done
    )
    return tr("{verified}; {others}.", verified=said, others=listed(others, tr)) if others else f"{said}."
