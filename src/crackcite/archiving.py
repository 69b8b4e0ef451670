"""Archived copies of pages: near which day a source wants one, and what a run tells of those that it had made. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date

from crackcite.model import (
    Answer,
    Evidence,
    IdentifierKind,
    Outcome,
    Question,
    QuestionKind,
    Reference,
    clause,
    say,
    say_many,
)

#: The Wayback Machine's first copies are of 1996: an earlier year is that of the work on paper.
_FIRST_COPIES = 1996

#: How the months begin, without accents: English, French, Dutch, German, Spanish, Italian, Portuguese.
_MONTHS = (
    "jan|gen|ene", "feb|fev", "mar|maa|mrt", "apr|avr|abr", "mai|may|mei|mag", "juin|jun|giu", "juil|jul|lug",
    "aou|aug|ago", "sep|set", "oct|okt|out|ott", "nov", "dec|dez|dic",
)  # fmt: skip


def copy_question(reference: Reference, url: str) -> Question:
    """The question for the archived copy of ``url`` that is nearest to the day on which the source's author saw it:
    the day of access where the source gives one, else the middle of its year, else none.
    """
    parts = reference.parts
    stamp = stamp_of(parts.accessed) or stamp_of(str(parts.year or ""))
    return Question(QuestionKind.ARCHIVE, f"{url} {stamp}".rstrip())


def stamp_of(written: str) -> str:
    """A date as it was written, as ``YYYYMMDD``; empty where it gives no year of four digits, or one before the Web.

    What it leaves open is put in the middle: the month, or the year. Of ``03/04/2024`` the first number is the day.
    """
    letters = unicodedata.normalize("NFKD", written.casefold())
    text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    numbers = re.findall(r"\d+", text)
    year = next((int(number) for number in numbers if len(number) == 4), 0)
    if year < _FIRST_COPIES:
        return ""
    month, day = _month_and_day(text, [int(number) for number in numbers if len(number) < 3])
    try:
        return f"{date(year, month, day):%Y%m%d}"
    except ValueError:
        return f"{year}0701"


def _month_and_day(text: str, numbers: list[int]) -> tuple[int, int]:
    named = next((n for n, names in enumerate(_MONTHS, 1) if re.search(rf"(?<![a-z])(?:{names})", text)), 0)
    if named:
        return named, numbers[0] if numbers else 15
    if len(numbers) != 2:
        return 7, 1
    year_first = re.match(r"\s*\d{4}", text) is not None
    month, day = numbers if year_first or numbers[1] > 12 else reversed(numbers)
    return month, day


def asked_for(question: Question) -> tuple[str, str]:
    """The address and the time stamp in the key of an ARCHIVE question; the stamp is empty where none is wanted."""
    url, _, stamp = question.key.rpartition(" ")
    return (url, stamp) if url and re.fullmatch(r"\d{4,14}", stamp) else (question.key, "")


def nearest_copy(reference: Reference, url: str, evidence: Evidence) -> Answer | None:
    """What is known of an archived copy: the one nearest to what the source says, else any, else that there is none."""
    near = evidence.get(QuestionKind.ARCHIVE, copy_question(reference, url).key)
    if near is not None and near.value:
        return near
    kept = (answer for question, answer in evidence.answers.items() if question.kind is QuestionKind.ARCHIVE)
    return next((answer for answer in kept if answer.value and asked_for(answer.question)[0] == url), near)


#: An archive's address of a copy: a time stamp (with the Wayback Machine's two letters for a raw copy), the original.
_COPY = re.compile(
    r"https?://[^/\s]+/(?:web/\d{4,14}(?:[a-z]{2}_)?/|\d{8,14}/(?=https?:))((?:https?:/{1,2})?[^/\s]+\.\S+)",
    re.IGNORECASE,
)
_FORM = re.compile(r"^(?:https?:/{1,2})?(?:www\.)?", re.IGNORECASE)


def original(url: str) -> str:
    """The address of which ``url`` is an archive's copy; empty where it is none."""
    found = _COPY.fullmatch(url)
    return found[1] if found else ""


def is_copy_of(copy: str, url: str) -> bool:
    """Whether an archive's address is that of a copy of ``url``; ``http``, ``www.`` and a final slash do not count."""
    from crackcite.rules.addresses import untracked  # the rules know this module as well

    first = original(copy)
    return bool(first) and _plain(untracked(first)) == _plain(untracked(url))


def _plain(url: str) -> str:
    return _FORM.sub("", url.partition("#")[0]).rstrip("/")


LIVES = (Outcome.FOUND, Outcome.MOVED)


def is_alive(evidence: Evidence, url: str) -> bool:
    """Whether the page at an address was seen."""
    page = evidence.get(QuestionKind.PAGE, url)
    return page is not None and page.outcome in LIVES


def has_copy(reference: Reference, url: str, evidence: Evidence) -> bool:
    """Whether a source gives an archived copy of ``url`` beside it, and that copy is not gone as well."""
    for one in reference.identifiers:
        if one.kind is IdentifierKind.URL and not one.flaw and is_copy_of(one.value, url):
            page = evidence.get(QuestionKind.PAGE, one.value)
            if page is None or page.outcome is not Outcome.ABSENT:
                return True
    return False


def saved(evidence: Evidence) -> Iterator[str]:
    """What became of the pages that were to be saved: a sentence for each copy, and one for each reason of a failure.

    The archive is asked about a living page only where it is to be saved.
    """
    failed: Counter[str] = Counter()
    for question, answer in sorted(evidence.answers.items(), key=lambda one: one[0]):
        if question.kind is QuestionKind.SAVE and answer.outcome is Outcome.FOUND:
            if not answer.cached:
                yield say("Saved in the Wayback Machine: {copy}", copy=answer.value)
        elif question.kind is QuestionKind.SAVE or _left_open(answer, evidence):
            failed[clause(answer.detail)] += 1
    for said, count in sorted(failed.items()):
        yield say_many(
            "{number} page was not saved in the Wayback Machine: {reason}.",
            "{number} pages were not saved in the Wayback Machine: {reason}.",
            count,
            reason=said,
        )


def _left_open(answer: Answer, evidence: Evidence) -> bool:
    """Whether the archive could not be asked if it has a living page."""
    asks = answer.question.kind is QuestionKind.ARCHIVE and not answer.answered
    return asks and is_alive(evidence, asked_for(answer.question)[0])
