"""The words and signs of the reports for people: one place, so that every view says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crackcite.model import Reference, Severity, Verdict

SEVERITY = {
    Severity.ERROR: ("✗", "error", "bold red"),
    Severity.WARNING: ("!", "warning", "bold yellow"),
    Severity.INFO: ("i", "info", "bold cyan"),
}

VERDICT = {
    Verdict.VERIFIED: ("✓", "green"),
    Verdict.MISMATCH: ("≠", "bold yellow"),
    Verdict.RETRACTED: ("⊘", "bold red"),
    Verdict.BROKEN: ("✗", "bold red"),
    Verdict.UNVERIFIED: ("?", "cyan"),
    Verdict.UNCHECKED: ("–", "dim"),
}

LANGUAGE = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
}

# What an info rule says of several sources at once; a rule that is not here is named by its name.
TOGETHER = {
    "CC204": "no DOI, link or ISBN: nobody can look them up",
    "CC205": "the DOI is not written as https://doi.org/… or doi:…",
    "CC309": "a newer version of the work exists",
    "CC405": "http, where https answers the same",
    "CC901": "could not be verified",
    "CC902": "the link could not be verified",
}


def count(number: int, noun: str) -> str:
    """``1 marker``, ``9 markers``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


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
