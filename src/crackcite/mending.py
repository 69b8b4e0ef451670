"""The story of a fix: check, plan, patch, and check what was patched, until nothing more is to mend.

Nothing is written here: who calls decides what becomes of the new bytes. A fix that the check of its own result
reports is taken back, so that no later check complains of what a fix wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crackcite import inputs, readers
from crackcite.fixes import Left, Plan, UnwritableError, applied, patched, plan
from crackcite.fixes.copies import DEAD, with_copies
from crackcite.fixes.edits import results
from crackcite.fixes.writing import writable
from crackcite.model import Article, Document, Edit, Finding, Judged, Position, Report, Span, say
from crackcite.run import check
from crackcite.settings import Settings
from crackcite.sift import counts

if TYPE_CHECKING:
    from crackcite.lookups import Progress

#: After so many checks what is still to mend is left for another run; an address rarely takes more than two.
_ROUNDS = 5

_NOWHERE = say("where it stands in the file is not certain: change it by hand")
_FOREIGN = say("the article would be read differently after it: change it by hand")


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
) -> tuple[Report, tuple[Mending, ...]]:
    """Check the articles at ``paths`` and mend what can be mended with certainty.

    ``codes`` are beginnings of rules' codes to which the fixes are limited; none means all. ``copies`` adds archived
    copies beside dead links. Gives the report of the articles as they stand, and what becomes of each of them.
    """
    kept: dict[str, bytes] = {}
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
        self._refused: dict[Edit, str] = {}
        self._plan = Plan()
        now = shown(self._document)
        self.mending = Mending(self.path, data, data, now, now)

    def tried(self) -> bytes | None:
        """The article with what is to be mended in it, to be checked; ``None`` where nothing is."""
        self._plan = plan(self._wanted()).without(self._refused)
        new = self._written() if self._plan.edits else None
        self.mending.left = self._plan.left
        return new

    def settle(self, new: bytes, judged: Judged) -> None:
        """Keep what was tried, unless the check of it reports what an edit has written: that edit is taken back."""
        spoilt = _spoilt(self._plan, self._judged, judged)
        if spoilt:
            self._refused |= spoilt
            return
        self.mending.made += self._made()
        self._judged, self._document, self._refused = judged, judged.article.document, {}
        self.mending.new, self.mending.after = new, shown(self._document)

    def give_up(self) -> None:
        """Leave what was tried: it cannot be checked."""
        self._refused |= dict.fromkeys(self._plan.edits, _FOREIGN)

    def _wanted(self) -> Iterator[Finding]:
        findings: Iterator[Finding] = iter(self._judged.findings)
        if self._copies:
            findings = with_copies(self._judged, findings)
        asked = (*self._codes, *(DEAD if self._copies else ()))
        return (one for one in findings if not self._codes or counts(one.rule, asked, ()))

    def _written(self) -> bytes | None:
        """The article with the plan's edits; those that cannot be written are taken out of the plan."""
        if not writable(self._document):
            self._tell()
            return None
        while self._plan.edits:
            try:
                new = patched(self.mending.new, self._document, self._plan.edits)
            except UnwritableError as error:
                self._refuse(dict.fromkeys([error.edit] if error.edit else self._plan.edits, error.reason))
                continue
            strange = self._strange(new)
            if not strange and new != self.mending.new:
                return new
            self._refuse(strange or dict.fromkeys(self._plan.edits, _NOWHERE))
        return None

    def _refuse(self, edits: Mapping[Edit, str]) -> None:
        self._refused |= edits
        self._plan = self._plan.without(edits)

    def _strange(self, new: bytes) -> dict[Edit, str]:
        """The edits after which other markers, sources or addresses would be read than is meant."""
        if self._reads(new, self._plan.edits):
            return {}
        alone = {edit: patched(self.mending.new, self._document, [edit]) for edit in self._plan.edits}
        guilty = [edit for edit, written in alone.items() if not self._reads(written, [edit])]
        return dict.fromkeys(guilty or self._plan.edits, _FOREIGN)

    def _reads(self, data: bytes, edits: Sequence[Edit]) -> bool:
        try:
            article = inputs.read(data, self.path, self._document.format)
        except readers.UnreadableError:
            return False
        return _shape(article) == _shape(self._judged.article) and _stand_alone(article, edits)

    def _tell(self) -> None:
        """Say what would change in a file that cannot be written."""
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


def _shape(article: Article) -> object:
    """What no fix may change: which markers there are, and which sources."""
    markers = [(marker.numbers, marker.form) for marker in article.markers]
    return markers, [(source.number, source.section) for source in article.references]


def _stand_alone(article: Article, edits: Sequence[Edit]) -> bool:
    """Whether no address or identifier reaches from what was written into what stood there before."""
    places = [place for place in results(edits) if place.start < place.end]
    known = [one.written for source in article.references for one in source.identifiers]
    return all(place.contains(one) for place in places for one in known if one.overlaps(place))


def _spoilt(planned: Plan, before: Judged, after: Judged) -> dict[Edit, str]:
    """The edits of which the check of their result finds something that was not there before.

    That a page could not be verified says nothing of an archived copy: the archive itself named it.
    """
    known = {(one.rule, one.entry) for one in before.findings}
    new = [one for one in after.findings if (one.rule, one.entry) not in known and one.fix is None]
    copies = {one.fix for one in planned.made if one.rule in DEAD}
    spoilt: dict[Edit, str] = {}
    for edit, place in zip(planned.edits, results(planned.edits), strict=True):
        for one in new:
            open_ = edit in copies and one.rule.startswith("CC9")
            if not open_ and (one.span.overlaps(place) or _names_again(after.article, place, one)):
                spoilt[edit] = say("a check would report what it writes: {finding}", finding=one.message)
    return spoilt


def _names_again(article: Article, place: Span, finding: Finding) -> bool:
    """Whether an edit's result holds an identifier of another source, which is therefore found to be listed twice."""
    if finding.entry is None or finding.rule != "CC107":
        return False
    written = {
        one.value.casefold() for each in article.references for one in each.identifiers if one.span.overlaps(place)
    }
    return any(one.value.casefold() in written for one in article.references[finding.entry].identifiers)
