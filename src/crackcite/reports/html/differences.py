"""Two wordings beside each other, word by word, with what only one of them says marked."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from crackcite.languages import Voice
from crackcite.reports.html.markup import Markup, bdi, el, text, unseen

_LONGEST = 400
"""Words compared; beyond, the comparison would cost more than it tells (the method is quadratic)."""


_ALIKE = 0.35
"""The share of words in common below which two wordings differ as a whole: an “and” in both is chance."""


def compared(cited: str, recorded: str, tr: Voice) -> tuple[Markup, Markup]:
    """Both wordings as markup: ``del`` for the words that only the article has, ``ins`` for the record's own.

    Case, accents and punctuation make no difference: styles prescribe them.
    """
    ours, theirs = cited.split()[:_LONGEST], recorded.split()[:_LONGEST]
    matcher = SequenceMatcher(None, [_key(word) for word in ours], [_key(word) for word in theirs], autojunk=False)
    if matcher.ratio() < _ALIKE:
        return bdi(only_cited(" ".join(ours), tr)), bdi(only_recorded(" ".join(theirs), tr))
    left, right = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal" or not (any(map(_key, ours[a:b])) or any(map(_key, theirs[c:d]))):
            left.append(text(" ".join(ours[a:b])))
            right.append(text(" ".join(theirs[c:d])))
        else:
            left.append(only_cited(" ".join(ours[a:b]), tr))
            right.append(only_recorded(" ".join(theirs[c:d]), tr))
    return _spaced(left), _spaced(right)


def same_words(cited: str, recorded: str) -> bool:
    """Whether two wordings differ in case, accents, punctuation and spaces at most."""
    return _key(cited) == _key(recorded)


def only_cited(words: str, tr: Voice) -> Markup:
    """Words that the article alone has."""
    return _changed("del", tr("only in the article:"), words)


def only_recorded(words: str, tr: Voice) -> Markup:
    """Words that the record alone has."""
    return _changed("ins", tr("only in the record:"), words)


def _changed(name: str, said: str, words: str) -> Markup:
    return el(name, unseen(f"[{said} "), words, unseen("]")) if words else Markup()


def _key(word: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", word).casefold())


def _spaced(parts: list[Markup]) -> Markup:
    return bdi(Markup(" ".join(part for part in parts if part)))
