"""``crackcite fix --renumber``: markers and sources in the order of first citation, shown as a diff or written."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from crackcite.cli.console import complain, put
from crackcite.cli.tongue import tongue
from crackcite.cli.words import regret
from crackcite.fixes.renumber import Renumbering, renumbered
from crackcite.inputs import STDIN, read_all
from crackcite.model import Article, Phrase, say, say_many, words_of
from crackcite.reports.visible import visible
from crackcite.settings import Settings


def renumber(
    paths: Sequence[str], settings: Settings, input_format: str | None, *, write: bool, merge: bool, colored: bool
) -> int:
    """Renumber every article; gives the exit code. Nothing is asked of the network."""
    kept: dict[str, bytes] = {}
    reading = read_all(paths, settings, input_format, kept=kept)
    regret(tuple(reading.unreadable))
    codes = [2 if reading.unreadable or not reading.articles else 0]
    for article in reading.articles:
        data = kept[article.path]
        codes.append(_one(article, data, renumbered(data, article, merge=merge), write=write, colored=colored))
    return max(codes)


def _one(article: Article, data: bytes, result: Renumbering, *, write: bool, colored: bool) -> int:
    for note in result.notes:
        complain(say("{file}: {reason}", file=article.path, reason=note))
    if result.refused:
        complain(say("{file}: not renumbered: {reason}", file=article.path, reason=result.refused))
    if article.path == STDIN:
        return _piped(result)
    if not result.edits:
        if not result.refused:
            complain(say("{file}: its sources are numbered in the order of their first citation", file=article.path))
        return 1 if result.refused else 0
    if not write:
        put(_diff(article, result.article, colored))
        complain(say("{file}: {changes}; crackcite fix --renumber --write writes this", file=article.path,
                     changes=_changes(article, result)))  # fmt: skip
        return 1
    return _written(article, data, result)


def _piped(result: Renumbering) -> int:
    """The text of standard input on standard output, byte for byte."""
    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    if stream is not None:
        stream.write(result.data)
        stream.flush()
    return 1 if result.refused else 0


def _written(article: Article, data: bytes, result: Renumbering) -> int:
    from crackcite.fixes.files import ReplacementError, replaced

    try:
        replaced(article.path, data, result.data)
    except ReplacementError as error:
        complain(say("{file}: {reason}", file=article.path, reason=words_of(error)))
        return 2
    tr = tongue()
    put(visible(tr("{file}: {reason}", file=article.path, reason=tr.said(_changes(article, result)))) + "\n")
    return 0


def _changes(before: Article, result: Renumbering) -> Phrase:
    """How much has another number now."""
    markers = sum(a.text != b.text for a, b in zip(before.markers, result.article.markers, strict=True))
    sources = sum(before.references[at].number != number for at, number in result.mapping.items())
    if not markers and not sources:  # footnotes that have names, or that the renderer counts
        return say("sources put in the order of their first citation")
    return say(
        "{markers} and {sources} renumbered",
        markers=say_many("{number} marker", "{number} markers", markers),
        sources=say_many("{number} source", "{number} sources", sources),
    )


def _diff(before: Article, after: Article, colored: bool) -> str:
    from crackcite.cli.fix import drawn
    from crackcite.fixes import diff
    from crackcite.mending import shown

    return drawn(diff(shown(before.document), shown(after.document), before.path), colored)
