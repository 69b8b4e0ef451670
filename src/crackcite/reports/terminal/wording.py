"""The words and signs of the reports for people at a terminal: one place, so that every one says the same."""

from __future__ import annotations

from collections.abc import Iterable

from crackcite.languages import Voice
from crackcite.model import Reference, Severity, Verdict, say, template

#: Sign, word and style.
SEVERITY = {
    Severity.ERROR: ("✗", say("error"), "bold red"),
    Severity.WARNING: ("!", say("warning"), "bold yellow"),
    Severity.INFO: ("i", say("info"), "bold cyan"),
}

#: Sign and style.
VERDICT = {
    Verdict.VERIFIED: ("✓", "green"),
    Verdict.MISMATCH: ("≠", "bold yellow"),
    Verdict.RETRACTED: ("⊘", "bold red"),
    Verdict.BROKEN: ("✗", "bold red"),
    Verdict.UNVERIFIED: ("?", "cyan"),
    Verdict.UNCHECKED: ("–", "dim"),
}

LANGUAGE = {
    "de": say("German"),
    "en": say("English"),
    "es": say("Spanish"),
    "fr": say("French"),
    "it": say("Italian"),
    "nl": say("Dutch"),
    "pt": say("Portuguese"),
}

# What an info rule says of several sources at once; a rule that is not here is named by its name.
TOGETHER = {
    "CC204": template("{sources}: no DOI, link or ISBN: nobody can look them up."),
    "CC205": template("{sources}: the DOI is not written as https://doi.org/… or doi:…."),
    "CC309": template("{sources}: a newer version of the work exists."),
    "CC405": template("{sources}: http, where https answers the same."),
    "CC901": template("{sources}: could not be verified."),
    "CC902": template("{sources}: the link could not be verified."),
}


def markers(number: int, tr: Voice) -> str:
    """``1 marker``, ``9 markers``."""
    return tr.many("{number} marker", "{number} markers", number)


def sources(number: int, tr: Voice) -> str:
    """``1 source``, ``9 sources``."""
    return tr.many("{number} source", "{number} sources", number)


def runs(numbers: Iterable[int]) -> str:
    """Numbers in ascending order, those that follow one another as a range: ``1–4, 7, 9``."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(_run(first, last) for first, last in found)


def _run(first: int, last: int) -> str:
    if first == last:
        return str(first)
    return f"{first}, {last}" if last == first + 1 else f"{first}–{last}"


def source_name(reference: Reference) -> str:
    """What a reader knows a source by: its authors and its title, or the beginning of what is written."""
    parts = reference.parts
    if not parts.title:
        return reference.text
    authors = parts.authors
    who = authors[0] if len(authors) == 1 else " & ".join(authors) if len(authors) == 2 else ""
    if not who and authors:
        who = f"{authors[0]} et al."
    return f"{who.rstrip('.')}. {parts.title}" if who else parts.title
