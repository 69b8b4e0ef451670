"""What was agreed on in the settings: which rules count, how much, in which files, and what is accepted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from crackcite import globs
from crackcite.model import Article, Finding, Identifier, SetAside, Severity
from crackcite.rules.registry import Rule
from crackcite.settings import Settings
from crackcite.sift.baseline import Baseline
from crackcite.sift.selecting import counts, resolved

#: What an ``accept`` pattern may speak of: an address or a DOI, never the words of a source.
_TARGET = re.compile(r"https?://|10\.\d", re.IGNORECASE)


@dataclass(frozen=True)
class Policy:
    """The settings that decide about findings, the words for rules resolved to codes or beginnings of codes.

    A severity of ``None`` turns a rule off. ``root`` is the folder that patterns of files are relative to, ``home`` the
    one that names in fingerprints are relative to; the current one when empty.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity | None], ...] = ()
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()
    accept: tuple[str, ...] = ()
    root: str = ""
    home: str = ""
    baseline: Baseline | None = None

    def name(self, path: str) -> str:
        """What an article is called in fingerprints and in the baseline, wherever it is checked from."""
        return unicodedata.normalize("NFC", globs.located(path, self.home))  # file systems have several spellings

    def severity(self, rule: str, otherwise: Severity) -> Severity | None:
        """A rule's severity; ``None`` for one that is off. The longest matching beginning decides, then the last."""
        matching = [(len(code), said) for code, said in self.severities if rule.startswith(code)]
        return max(matching, key=lambda one: one[0])[1] if matching else otherwise

    def wants(self, rule: Rule) -> bool:
        """Whether findings of a rule are wanted at all."""
        return counts(rule.code, self.select, self.ignore) and self.severity(rule.code, rule.severity) is not None

    def graded(self, finding: Finding) -> Finding | None:
        """The finding with the severity that was agreed on; ``None`` where its rule is not wanted."""
        if not counts(finding.rule, self.select, self.ignore):
            return None
        severity = self.severity(finding.rule, finding.severity)
        if severity is None or severity is finding.severity:
            return finding if severity else None
        return replace(finding, severity=severity)

    def ignored(self, article: Article) -> tuple[tuple[str, str], ...]:
        """The rules that are left out in an article, each with the pattern that says so."""
        where = globs.located(article.path, self.root)
        matching = ((pattern, codes) for pattern, codes in self.per_file if globs.matches(pattern, where))
        return tuple((code, pattern) for pattern, codes in matching for code in codes)

    def excuse(self, finding: Finding, article: Article, ignored: tuple[tuple[str, str], ...]) -> SetAside | None:
        """Why a finding does not count by what the settings say, if it does not. ``ignored`` is of :meth:`ignored`."""
        for target in _targets(finding, article) if self.accept else ():
            if pattern := globs.accepted_by(self.accept, target):
                return SetAside(finding, "accept", pattern)
        pattern = next((pattern for code, pattern in ignored if finding.rule.startswith(code)), "")
        return SetAside(finding, "file", pattern) if pattern else None


def policy(settings: Settings, table: Mapping[str, Rule], home: str = "", baseline: Baseline | None = None) -> Policy:
    """The policy that settings ask for. Raises :class:`crackcite.sift.UnknownRuleError` for rules that do not exist."""
    severities = tuple(
        (code, None if said == "off" else Severity(said))
        for word, said in settings.severity
        for code in resolved([word], table)
    )
    per_file = tuple((pattern, resolved(words, table)) for pattern, words in settings.per_file_ignores)
    select, ignore = resolved(settings.select, table), resolved(settings.ignore, table)
    return Policy(select, ignore, severities, per_file, settings.accept, settings.root, home, baseline)


def _targets(finding: Finding, article: Article) -> list[str]:
    """The addresses and DOIs that a finding is about: its subject, and the identifier that it points into."""
    found = [finding.subject] if _TARGET.match(finding.subject) else []
    if finding.entry is not None:
        identifiers = article.references[finding.entry].identifiers
        found += [one.value for one in identifiers if _is_about(finding, one) and _TARGET.match(one.value)]
    return found


def _is_about(finding: Finding, one: Identifier) -> bool:
    """Whether a finding points into an identifier; what is found in the words above a link is not about its target."""
    return one.written == finding.span if one.hidden else one.written.contains(finding.span)
