"""Which rules are wanted: words to codes, and the longest beginning that decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crackcite.errors import CrackciteError
from crackcite.model import Finding, say
from crackcite.rules.registry import Rule


class UnknownRuleError(CrackciteError):
    """A rule was named that does not exist; the message offers the nearest that does."""


def resolved(words: Iterable[str], rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """The codes, or beginnings of codes, that the words name: ``cc1`` → ``CC1``, ``missing-doi`` → ``CC306``.

    ``ALL`` names every rule. Raises :class:`UnknownRuleError` for a word that names nothing.
    """
    names = {rule.name: code for code, rule in rules.items()}
    found = []
    for word in words:
        code = word.strip().upper()
        if code == "ALL":
            found.append("CC")
        elif code and any(known.startswith(code) for known in rules):
            found.append(code)
        elif word.strip().lower() in names:
            found.append(names[word.strip().lower()])
        else:
            import difflib

            near = difflib.get_close_matches(word.strip().lower(), [*names, *(c.lower() for c in rules)], n=1)
            if not near:
                raise UnknownRuleError(say("there is no rule “{word}” (`crackcite explain` lists them)", word=word))
            meant = near[0].upper() if near[0].upper() in rules else near[0]
            told = say(
                "there is no rule “{word}”; did you mean {meant}? (`crackcite explain` lists them)",
                word=word,
                meant=meant,
            )
            raise UnknownRuleError(told)
    return tuple(found)


def counts(code: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    """Whether findings of a rule are wanted. The longest matching beginning decides; at equal length, ignore wins."""
    chosen = max((len(prefix) for prefix in select if code.startswith(prefix)), default=-1 if select else 0)
    left_out = max((len(prefix) for prefix in ignore if code.startswith(prefix)), default=-1)
    return chosen > left_out


def sifted(findings: Iterable[Finding], select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Finding, ...]:
    """The findings whose rules are wanted, in order of their place in the text, the worst first at one place."""
    kept = (finding for finding in findings if counts(finding.rule, select, ignore))
    return tuple(sorted(kept, key=lambda f: (f.span.start, f.severity.rank, f.rule, f.span.end)))
