"""The story of a run: read, extract, ask, judge, sift, report."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from crackcite import __version__, readers, rules, sift
from crackcite.extract import extract
from crackcite.model import (
    Answer,
    Article,
    Evidence,
    Judged,
    Lookups,
    Reason,
    Report,
    Unreadable,
    fingerprinted,
)
from crackcite.rules.verdicts import answers_used, verdict
from crackcite.settings import Settings

if TYPE_CHECKING:
    from crackcite.lookups import Progress

STDIN = "-"

_SUFFIXES = frozenset(suffix for known in readers.FORMATS.values() for suffix in known.suffixes)


@dataclass
class Reading:
    """What became of the paths of a run."""

    articles: list[Article] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)


def read_all(paths: Sequence[str], settings: Settings, input_format: str | None = None) -> Reading:
    """Read and extract every path: a file, a folder (every article in it), ``-`` for standard input, or the address of
    a published page.

    What cannot be read is kept with the reason; the others are read all the same.
    """
    reading = Reading()
    for path in dict.fromkeys(chain.from_iterable(_expanded(path, reading) for path in paths)):
        try:
            article = _read(path, settings, input_format)
        except OSError as error:
            reading.unreadable.append(Unreadable(path, _why(error)))
        except readers.UnreadableError as error:
            reading.unreadable.append(Unreadable(path, str(error)))
        else:
            reading.articles.append(article)
    return reading


def read(data: bytes, path: str = "article.txt", input_format: str | None = None, charset: str = "") -> Article:
    """Read one article from its bytes; ``path`` names it and, by its suffix, its format; ``charset`` is the encoding
    that a server named.

    Raises :class:`crackcite.readers.UnreadableError` with one sentence where that cannot be done.
    """
    return extract(readers.read(data, path, input_format, charset))


def _expanded(path: str, reading: Reading) -> Iterator[str]:
    """The files that a path names."""
    folder = Path(path)
    if path == STDIN or is_address(path) or not folder.is_dir():
        yield path
        return
    found = sorted(
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in _SUFFIXES
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )
    if not found:
        reason = f"a folder without articles; crackcite reads {', '.join(sorted(_SUFFIXES))}"
        reading.unreadable.append(Unreadable(path, reason))
    yield from map(str, found)


#: The media types that servers give to the formats that are read (IANA media types registry).
_MEDIA_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "application/epub+zip": "epub",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}


def is_address(path: str) -> bool:
    """Whether a path is the address of a published page."""
    return path.lower().startswith(("http://", "https://"))


def _read(path: str, settings: Settings, input_format: str | None) -> Article:
    if path == STDIN:
        return read(sys.stdin.buffer.read(), path, input_format)
    if not is_address(path):
        return read(Path(path).read_bytes(), path, input_format)
    if settings.offline:
        raise readers.UnreadableError("a published page cannot be read offline; leave --offline out, or save the page.")
    from crackcite.lookups.published import UnpublishedError, published

    try:
        page = published(path, settings)
    except UnpublishedError as error:
        raise readers.UnreadableError(str(error)) from None
    return read(page.data, path, input_format or _MEDIA_TYPES.get(page.media_type), page.charset)


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the path"
    if isinstance(error, PermissionError):
        return "no permission to read it; change the file's permissions or ask its owner"
    return f"cannot be read: {(error.strerror or str(error)).lower()}"


def check(
    paths: Sequence[str],
    settings: Settings,
    input_format: str | None = None,
    progress: Callable[[Progress], None] | None = None,
    *,
    ask: bool = True,
) -> Report:
    """Check the articles at ``paths`` and report; without ``ask``, nothing is asked about their sources.

    Raises :class:`crackcite.sift.UnknownRuleError` before anything is read when a selected rule does not exist, and
    ``KeyboardInterrupt`` when the user ends the run.
    """
    table = rules.table()
    select, ignore = sift.resolved(settings.select, table), sift.resolved(settings.ignore, table)
    started, clock = datetime.now(UTC), time.monotonic()
    reading = read_all(paths, settings, input_format)
    evidence = _asked(reading.articles, settings, progress) if ask else Evidence(offline=True)
    judged = judge(reading.articles, evidence, select, ignore)
    return Report(
        version=__version__,
        started_at=started.isoformat(timespec="seconds").replace("+00:00", "Z"),
        seconds=round(time.monotonic() - clock, 3),
        offline=evidence.offline,
        lookups=_tally(evidence.answers.values()),
        articles=judged,
        unreadable=tuple(reading.unreadable),
        away=away(evidence),
        remarks=evidence.remarks,
    )


def _asked(articles: Sequence[Article], settings: Settings, progress: Callable[[Progress], None] | None) -> Evidence:
    if settings.offline:
        return Evidence(offline=True)
    from crackcite.lookups import gather
    from crackcite.plan import first_questions, follow_ups

    questions = dict.fromkeys(chain.from_iterable(map(first_questions, articles)))
    return gather(questions, follow_ups, settings, progress)


def judge(
    articles: Sequence[Article], evidence: Evidence, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> tuple[Judged, ...]:
    """What follows for each article; pure."""
    table = rules.table().values()
    results = []
    for article in articles:
        case = rules.Case(article, evidence, tuple(other for other in articles if other is not article))
        found = chain.from_iterable(rule.findings(case) for rule in table)
        entries = range(len(article.references))
        results.append(
            Judged(
                article,
                tuple(verdict(article, entry, evidence) for entry in entries),
                tuple(answers_used(article, entry, evidence) for entry in entries),
                fingerprinted(article.path, sift.sifted(found, select, ignore)),
            )
        )
    return tuple(results)


def _tally(answers: Iterable[Answer]) -> Lookups:
    asked = list(answers)
    answered = sum(answer.answered for answer in asked)
    return Lookups(len(asked), answered, sum(answer.cached for answer in asked), len(asked) - answered)


def away(evidence: Evidence) -> str:
    """One sentence where questions were asked and not one was answered; else empty."""
    if evidence.offline or not evidence.network_away:
        return ""
    reasons = [answer.reason for answer in evidence.answers.values() if answer.reason is not Reason.NOT_ASKED]
    common = max(set(reasons), key=reasons.count) if reasons else Reason.NETWORK
    said = {
        Reason.NETWORK: "no name could be resolved",
        Reason.REFUSED: "every connection was refused",
        Reason.TIMEOUT: "nothing answered in time",
        Reason.RESET: "every connection was cut",
    }.get(common, "no service gave an answer")
    kept = any(answer.cached for answer in evidence.answers.values())
    what = (
        "The network could not be reached; what is verified is from the cache" if kept else "Nothing could be verified"
    )
    return f"{what}: {said}. Check the connection (or the proxy), or run with --offline to check the numbering alone."
