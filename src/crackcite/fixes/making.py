"""A plan made in a file as far as it goes: what cannot be written, or would be read otherwise, is taken out of it."""

from __future__ import annotations

from collections.abc import Sequence

from crackcite import readers
from crackcite.extract import extract
from crackcite.fixes.edits import results
from crackcite.fixes.plan import Plan
from crackcite.fixes.problems import UnwritableError
from crackcite.fixes.writing import patched
from crackcite.model import Article, Edit, say

_NOWHERE = say("where it stands in the file is not certain: change it by hand")
_OTHERWISE = say("the article would be read differently after it: change it by hand")


def make(data: bytes, article: Article, planned: Plan) -> tuple[bytes, Plan]:
    """The file with the edits of a plan that can be made with certainty, and the plan of those, the others left.

    ``data`` are the bytes of which ``article`` was read. After the edits the same markers and the same sources are
    read, and no address reaches from what was written into what stood there before.
    """
    while planned.edits:
        refused = _refused(data, article, planned.edits)
        if not refused:
            return patched(data, article.document, planned.edits), planned
        planned = planned.without(refused)
    return data, planned


def _refused(data: bytes, article: Article, edits: Sequence[Edit]) -> dict[Edit, str]:
    """The edits that cannot be made, with the reasons: those at fault, or all where it is nobody's alone."""
    reason, edit = _problem(data, article, edits)
    if not reason:
        return {}
    if edit is not None:
        return {edit: reason}
    alone = {each: _problem(data, article, [each])[0] for each in edits} if len(edits) > 1 else {}
    return {each: said for each, said in alone.items() if said} or dict.fromkeys(edits, reason)


def _problem(data: bytes, article: Article, edits: Sequence[Edit]) -> tuple[str, Edit | None]:
    """Why edits cannot be made together, and the one at fault where that is known; no reason where they can."""
    try:
        new = patched(data, article.document, edits)
        again = extract(readers.read(new, article.path, article.document.format))
    except UnwritableError as error:
        return error.reason, error.edit
    except readers.UnreadableError:
        return _OTHERWISE, None
    if new == data:
        return _NOWHERE, None
    same = _shape(again) == _shape(article) and _stand_alone(again, edits)
    return ("" if same else _OTHERWISE), None


def _shape(article: Article) -> object:
    """What no fix may change: which markers there are, and which sources."""
    markers = [(marker.numbers, marker.form) for marker in article.markers]
    return markers, [(source.number, source.section) for source in article.references]


def _stand_alone(article: Article, edits: Sequence[Edit]) -> bool:
    """Whether no address or identifier reaches from what was written into what stood there before."""
    places = [place for place in results(edits) if place.start < place.end]
    known = [one.written for source in article.references for one in source.identifiers]
    return all(place.contains(one) for place in places for one in known if one.overlaps(place))
