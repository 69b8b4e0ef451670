"""Findings that were there before: what the file of the baseline says, and which findings of a run are in it. Pure.

The file is JSON with one finding a line, sorted, so that its changes read well. A finding is known by its fingerprint,
which is made of rule, path and subject; the other words on its line are for people.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from crackcite.errors import CrackciteError
from crackcite.model import Article, Finding, say
from crackcite.rules.words import shortened

NAME = "crackcite-baseline.json"
VERSION = 1

#: Rules whose findings are never stored: what could not be verified, what could not be read, comments of no use.
NEVER = ("CC001", "CC901", "CC902", "CC903")


class BaselineError(CrackciteError):
    """The file of the baseline cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A finding that was there before. ``path`` is relative to the file's folder, with forward slashes; ``near`` tells
    the source or the words where it stood, and is empty where ``subject`` does.
    """

    path: str
    rule: str
    subject: str
    near: str
    fingerprint: str


@dataclass(frozen=True)
class Baseline:
    """What the file says. ``folder`` is where it stands: paths in it are relative to that."""

    entries: tuple[Entry, ...] = ()
    folder: str = ""

    @cached_property
    def _by_path(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for one in self.entries:
            found.setdefault(one.path, []).append(one)
        return found

    def of(self, path: str) -> tuple[Entry, ...]:
        """The entries of one article."""
        return tuple(self._by_path.get(path, ()))

    def known(self, article: Article, path: str, findings: Sequence[Finding]) -> Iterator[Finding]:
        """Those of an article's findings that were there before.

        Of findings with one subject, some of which are new, those are known that stand where the old ones stood.
        """
        entries = {entry.fingerprint: entry for entry in self.of(path)}
        for alike in _groups(findings) if entries else ():
            there = [entries[finding.fingerprint] for finding in alike if finding.fingerprint in entries]
            yield from alike if len(there) == len(alike) else _nearest(article, alike, there)


def _groups(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """The findings of one rule about one subject together."""
    ordered = sorted(findings, key=_kind)
    return (list(group) for _, group in groupby(ordered, key=_kind))


def _kind(finding: Finding) -> tuple[str, str]:
    return finding.rule, " ".join(finding.subject.split()).casefold()


def _nearest(article: Article, alike: list[Finding], entries: list[Entry]) -> list[Finding]:
    """As many of the findings as there are entries: first those that stand at the same words, then from the top."""
    left = list(alike)
    for entry in entries:
        place = next((one for one in left if near(article, one) == entry.near), None)
        if place is None:
            continue
        left.remove(place)
    found = [one for one in alike if one not in left]
    return [*found, *left[: len(entries) - len(found)]]


def near(article: Article, finding: Finding) -> str:
    """The source, or else the words, at which a finding stands, in few words; empty where its subject tells it."""
    if finding.entry is not None:
        said = near_text(article.references[finding.entry].text)
        return "" if finding.subject.startswith(said.rstrip("…")) else said
    line = article.document.line_span(finding.span.start)
    before = article.document.text[max(line.start, finding.span.start - 60) : finding.span.start]
    return " ".join(before.split()) if before.strip() else ""


def near_text(text: str) -> str:
    """The beginning of a source's text."""
    return shortened(text, 60)


def short(subject: str) -> str:
    """A subject as it is stored: for people, who need not read all of it."""
    return shortened(subject, 100)


def entry(article: Article, path: str, finding: Finding) -> Entry:
    """A finding as it is stored."""
    return Entry(path, finding.rule, short(finding.subject), near(article, finding), finding.fingerprint)


def written(entries: Iterable[Entry]) -> str:
    """The file's text, ending in a line break; the same for equal entries in any order."""
    lines = [_line(one) for one in sorted(set(entries))]
    listed = "\n    " + ",\n    ".join(lines) + "\n  " if lines else ""
    return f'{{\n  "crackcite-baseline": {VERSION},\n  "findings": [{listed}]\n}}\n'


def _line(one: Entry) -> str:
    """An entry in one line; escaped where a name holds bytes that are no UTF-8, which nothing else can say."""
    line = json.dumps(_fields(one), ensure_ascii=False)
    return json.dumps(_fields(one)) if _LONE.search(line) else line


_LONE = re.compile("[\ud800-\udfff]")


def _fields(one: Entry) -> dict[str, str]:
    named = asdict(one)
    order = ("rule", "path", "subject", "near", "fingerprint")
    return {name: named[name] for name in order if named[name] or name != "near"}


def read(text: str, name: str, folder: str) -> Baseline:
    """The baseline that :func:`written` wrote; ``name`` is what messages call the file.

    Raises :class:`BaselineError` where it is none, or one of a newer version.
    """
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise unusable(name, _not_json(text, getattr(error, "lineno", 1))) from None
    version = plain.get("crackcite-baseline") if isinstance(plain, dict) else None
    if type(version) is int and version > VERSION:
        raise BaselineError(
            say(
                "{file} was written by a newer crackcite (version {version}): update crackcite.",
                file=name,
                version=version,
            )
        )
    if type(version) is not int or version != VERSION:
        raise unusable(name, say("it does not begin as a baseline does"))
    try:
        entries = tuple(_entry(one) for one in plain["findings"])
    except (KeyError, TypeError, AttributeError):
        raise unusable(name, say("a finding in it is not whole")) from None
    return Baseline(entries, folder)


_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)


def _not_json(text: str, line: int) -> str:
    """What is wrong with a text that is no JSON: most often that two branches were merged."""
    mark = _CONFLICT.search(text)
    if mark is None:
        return say("it is not JSON (line {line})", line=line)
    return say("two branches changed it (git’s mark is in line {line})", line=text.count("\n", 0, mark.start()) + 1)


def _entry(plain: Any) -> Entry:
    words = [plain["path"], plain["rule"], plain["subject"], plain.get("near", ""), plain["fingerprint"]]
    if not all(isinstance(word, str) for word in words):
        raise TypeError(words)
    return Entry(*words)


def unusable(name: str, why: str) -> BaselineError:
    """The error that says why a file, called ``name``, cannot be used (a clause) and what to do."""
    return BaselineError(
        say(
            "{file} cannot be used: {reason}. Restore it (of two branches, either side), or take it away; then run "
            "crackcite baseline again.",
            file=name,
            reason=why,
        )
    )
