"""The story of a fix: check, plan, patch, and check what was patched, until nothing more is to mend.

Nothing is written here: who calls decides what becomes of the new bytes. A fix that the check of its own result
reports is taken back, so that no later check complains of what a fix wrote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crackcite.fixes import Left, Plan, UnwritableError, applied, patched, plan
from crackcite.fixes.copies import DEAD, with_copies
from crackcite.fixes.edits import results
from crackcite.fixes.making import make
from crackcite.fixes.writing import writable
from crackcite.model import Article, Document, Edit, Finding, Judged, Position, Report, Span, clause, say
from crackcite.run import check
from crackcite.settings import Settings
from crackcite.sift import counts

if TYPE_CHECKING:
    from crackcite.lookups import Progress

#: After so many checks what is still to mend is left for another run; an address rarely takes more than two.
_ROUNDS = 5

_UNCHECKED = say("what it makes of the article cannot be checked: change it by hand")


@dataclass(frozen=True, slots=True)
class Made:
    """A finding that was mended, and where in the file it stood."""

    finding: Finding
    where: Position


@dataclass
class Mending:
    """What becomes of one article. ``data`` is what was read, ``new`` what is to be written (the same bytes where
    nothing is); ``before`` and ``after`` are what a diff is made of. ``obstacle`` says why the file's format cannot be
    written, although there is something to mend; ``data`` and ``new`` are then the same.
    """

    path: str
    data: bytes
    new: bytes
    before: str
    after: str
    made: list[Made] = field(default_factory=list)
    left: tuple[Left, ...] = ()
    obstacle: str = ""

    @property
    def changed(self) -> bool:
        """Whether there is something to mend."""
        return self.before != self.after or self.data != self.new


def mend(
    paths: Sequence[str],
    settings: Settings,
    input_format: str | None = None,
    progress: Callable[[Progress], None] | None = None,
    *,
    codes: tuple[str, ...] = (),
    copies: bool = False,
    given: Mapping[str, bytes] | None = None,
) -> tuple[Report, tuple[Mending, ...]]:
    """Check the articles at ``paths`` and mend what can be mended with certainty.

    ``codes`` are beginnings of rules' codes to which the fixes are limited; none means all. ``copies`` adds archived
    copies beside dead links. ``given`` holds the bytes of articles that are no files. Gives the report of the articles
    as they stand, and what becomes of each of them.
    """
    kept = dict(given or {})
    with _remembering(replace(settings, archive=False)) as remembered:
        report = check(paths, remembered, input_format, progress, kept=kept)
        benches = [_Bench(judged, kept[judged.article.path], codes, copies) for judged in report.articles]
        later = replace(remembered, refresh=False)
        for _ in range(_ROUNDS):
            tried = {bench.path: new for bench in benches if (new := bench.tried()) is not None}
            if not tried:
                break
            again = check(list(tried), later, input_format, progress, kept=dict(tried))
            _settle(benches, tried, again)
    return report, tuple(bench.mending for bench in benches)


@contextmanager
def _remembering(settings: Settings) -> Iterator[Settings]:
    """The settings with a cache, for this run alone where none is wanted: no question is asked twice."""
    if settings.cache:
        yield settings
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="crackcite-") as folder:
        yield replace(settings, cache=True, cache_dir=folder)


def _settle(benches: Sequence[_Bench], tried: Mapping[str, bytes], again: Report) -> None:
    judged = {one.article.path: one for one in again.articles}
    for bench in benches:
        if bench.path in judged:
            bench.settle(tried[bench.path], judged[bench.path])
        elif bench.path in tried:
            bench.give_up()


class _Bench:
    """An article while it is mended: what is known of it as it stands, and the edits being tried."""

    def __init__(self, judged: Judged, data: bytes, codes: tuple[str, ...], copies: bool) -> None:
        self.path = judged.article.path
        self._judged, self._codes, self._copies = judged, codes, copies
        self._document = judged.article.document
        self._refused: dict[object, str] = {}
        self._plan = Plan()
        now = shown(self._document)
        self.mending = Mending(self.path, data, data, now, now)

    def tried(self) -> bytes | None:
        """The article with what is to be mended in it, to be checked; ``None`` where nothing is."""
        wanted = plan(self._wanted())
        known = {one.fix: self._refused[_key(one)] for one in wanted.made if one.fix and _key(one) in self._refused}
        self._plan = wanted.without(known)
        if not writable(self._document):
            self._tell()
            return None
        new, self._plan = make(self.mending.new, self._judged.article, self._plan)
        self.mending.left = self._plan.left
        return new if self._plan.edits else None

    def settle(self, new: bytes, judged: Judged) -> None:
        """Keep what was tried, unless the check of it reports what an edit has written: that edit is taken back."""
        spoilt = _spoilt(self._plan, self._judged, judged, self._is_wanted)
        if spoilt:
            self._refuse(spoilt)
            return
        self.mending.made += self._made()
        self._judged, self._document = judged, judged.article.document
        self.mending.new, self.mending.after = new, shown(self._document)

    def give_up(self) -> None:
        """Leave what was tried: it cannot be checked."""
        self._refuse(dict.fromkeys(self._plan.edits, _UNCHECKED))

    def _refuse(self, edits: Mapping[Edit, str]) -> None:
        self._refused |= {_key(one): edits[one.fix] for one in self._plan.made if one.fix and one.fix in edits}
        self._plan = self._plan.without(edits)
        self.mending.left = self._plan.left

    def _wanted(self) -> Iterator[Finding]:
        findings: Iterator[Finding] = iter(self._judged.findings)
        if self._copies:
            findings = with_copies(self._judged, findings)
        return filter(self._is_wanted, findings)

    def _is_wanted(self, finding: Finding) -> bool:
        """Whether a finding's rule is one of those to which the fixes are limited."""
        asked = (*self._codes, *(DEAD if self._copies else ()))
        return not self._codes or counts(finding.rule, asked, ())

    def _tell(self) -> None:
        """Say what would change in a file that cannot be written."""
        self.mending.left = self._plan.left
        if not self._plan.edits:
            return
        try:
            patched(self.mending.data, self._document, self._plan.edits)
        except UnwritableError as error:
            self.mending.obstacle = error.reason
        self.mending.after = applied(self._document.text, self._plan.edits)
        self.mending.before = self._document.text
        self.mending.made = self._made()

    def _made(self) -> list[Made]:
        return [Made(one, self._document.position(one.span.start)) for one in self._plan.made]


def shown(document: Document) -> str:
    """What a diff compares: the file itself where it is text."""
    return document.text if document.source is None else document.source


def _key(finding: Finding) -> object:
    """What tells a fix from all others, wherever it comes to stand after other fixes."""
    return finding.rule, finding.entry, finding.subject, finding.fix and finding.fix.replacement


def _spoilt(planned: Plan, before: Judged, after: Judged, is_wanted: Callable[[Finding], bool]) -> dict[Edit, str]:
    """The edits of which the check of their result finds something that was not there before, and that no further fix
    of this run will mend.

    That a page could not be verified says nothing of an archived copy: the archive itself named it.
    """
    known, found = (Counter((one.rule, one.entry) for one in judged.findings) for judged in (before, after))
    more = found - known
    new = [one for one in after.findings if (one.rule, one.entry) in more and not (one.fix and is_wanted(one))]
    copies = {one.fix for one in planned.made if one.rule in DEAD}
    spoilt: dict[Edit, str] = {}
    for edit, place in zip(planned.edits, results(planned.edits), strict=True):
        for one in new:
            open_ = edit in copies and one.rule.startswith("CC9")
            if not open_ and (one.span.overlaps(place) or _names_again(after.article, place, one)):
                spoilt[edit] = say("a check would report what it writes: {finding}", finding=clause(one.message))
    return spoilt


def _names_again(article: Article, place: Span, finding: Finding) -> bool:
    """Whether an edit's result holds an identifier of another source, which is therefore found to be listed twice."""
    if finding.entry is None or finding.rule != "CC107":
        return False
    written = {
        one.value.casefold() for each in article.references for one in each.identifiers if one.span.overlaps(place)
    }
    return any(one.value.casefold() in written for one in article.references[finding.entry].identifiers)
