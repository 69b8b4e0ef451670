"""Whether a run could judge a rule for a source: what was not asked or not answered says nothing of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crackcite.model import Answer, Article, Evidence, IdentifierKind, QuestionKind, Reference, Report
from crackcite.rules.verdicts import answers_used

#: The rules that judge what registries and sites answered: beginnings of codes.
ASKING = ("CC3", "CC4")
#: Rules whose findings come and go with the day, or with the other articles of the run: their absence proves nothing.
PASSING = ("CC501", "CC901", "CC902")

_OF_LINKS = "CC4"
_NAMES = (
    IdentifierKind.DOI,
    IdentifierKind.ARXIV,
    IdentifierKind.PMID,
    IdentifierKind.PMCID,
    IdentifierKind.ISBN,
)


@dataclass(frozen=True)
class Known:
    """What a run knows of an article's sources: the answers about each, and whether it ``asked`` all that there was
    to ask.
    """

    article: Article
    answers: tuple[tuple[Answer, ...], ...]
    asked: bool

    def judged(self, rule: str, entries: Iterable[int]) -> bool:
        """Whether a rule, given by its code, was judged for all these sources (indices of references)."""
        if rule.startswith(PASSING):
            return False
        if not rule.startswith(ASKING):
            return True
        return self.asked and all(self._answered(entry, links=rule.startswith(_OF_LINKS)) for entry in entries)

    def _answered(self, entry: int, *, links: bool) -> bool:
        """Whether every question about a source was answered; with ``links``, those about its pages alone."""
        reference = self.article.references[entry]
        return all(answer.answered for answer in self.answers[entry] if _matters(answer, reference, links=links))


def known(article: Article, evidence: Evidence) -> Known:
    """What the evidence of a run says of an article's sources."""
    answers = tuple(answers_used(article, entry, evidence) for entry in range(len(article.references)))
    return Known(article, answers, asked=not (evidence.offline or evidence.partial or evidence.network_away))


def known_of(report: Report) -> dict[str, Known]:
    """The same of all articles of a report, by their paths."""
    asked = not (report.offline or report.partial or report.away)
    return {judged.article.path: Known(judged.article, judged.evidence, asked) for judged in report.articles}


def _matters(answer: Answer, reference: Reference, *, links: bool) -> bool:
    """Whether a rule needs an answer. A page matters to the rules about works where only it can name the work."""
    kind = answer.question.kind
    if kind in (QuestionKind.ARCHIVE, QuestionKind.SAVE):
        return False
    if kind is QuestionKind.PAGE:
        return links or reference.first(*_NAMES) is None
    return not links
