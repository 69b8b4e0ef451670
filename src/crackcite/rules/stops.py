"""Links whose target has taken in the punctuation of the sentence around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from crackcite.archiving import is_alive
from crackcite.model import Edit, HintKind, Identifier, IdentifierKind, Reference, say
from crackcite.rules.doi_forms import identifiers_of
from crackcite.rules.phrases import labelled
from crackcite.rules.registry import Case, Hit
from crackcite.rules.standing import standing

_STOPS = ".,;:"
#: Sites whose addresses are titles, which may end in a full stop (“Acme Inc.”).
_TITLES = ("wikipedia.org", "wiktionary.org", "wikimedia.org")


def stopped(case: Case) -> Iterator[Hit]:
    """What is said of links that lead to an address with a full stop behind it, where the address alone was found.

    The fix replaces the address by itself: whoever writes it leads the link there.
    """
    if case.evidence.offline:
        return
    text = case.article.document.text
    stopped = defaultdict(list)
    for link in case.article.document.of_kind(HintKind.LINK):
        if (bare := link.value.rstrip(_STOPS)) != link.value:
            stopped[bare].append(link)
    for index, source, one in identifiers_of(case.article, IdentifierKind.URL, IdentifierKind.DOI):
        written = one.written.of(text)
        around = any(link.span.contains(one.written) for link in stopped.get(written, ()))
        if around and not one.flaw and _was_found(case, source, one):
            message = say(
                "{source}: the link to {address} leads to an address with the sentence’s punctuation in it.",
                source=labelled(source),
                address=written,
            )
            hint = say("End the link before the full stop.")
            yield Hit(one.written, message, hint, one.value, entry=index, fix=Edit(one.written, written))


def _was_found(case: Case, source: Reference, one: Identifier) -> bool:
    if (urlsplit(one.value).hostname or "").endswith(_TITLES):
        return False
    if one.kind is IdentifierKind.URL:
        return is_alive(case.evidence, one.value)
    return standing(source, case.evidence).work is not None
