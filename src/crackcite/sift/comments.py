"""Comments in an article that silence findings: what they say, and what they get wrong. Pure.

``<!-- crackcite: ignore[CC401] reason -->`` in Markdown, HTML, JATS and plain text, ``{/* crackcite: … */}`` in MDX,
``% crackcite: …`` in LaTeX. In place of ``ignore`` may stand ``ignore-next-line`` and ``ignore-file``. What a reader is
shown (code that quotes such a comment) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crackcite.model import Document, say
from crackcite.patterns import lazy
from crackcite.rules.registry import Rule
from crackcite.sift.places import Shown
from crackcite.sift.selecting import UnknownRuleError, resolved

HERE, NEXT, FILE = "ignore", "ignore-next-line", "ignore-file"

#: Rules that no comment can silence: a file that was not read has none, and a useless comment is not cured by another.
_LOUD = ("CC001", "CC903")

#: The word, and its colon; without one, what is meant as such a comment all the same.
_NAME = r"crackcite(?:[\s]*(?P<colon>:)[\s]*|[\s-]+(?=(?:ignore|disable)\b))"
_MARKUP = lazy(rf"(?P<open><!--|\{{/\*)\s*{_NAME}", re.IGNORECASE)
_CLOSES = {"<!--": "-->", "{/*": "*/}"}
_LATEX = lazy(
    r"(?<!\\)(?<![^\\]%)(?:\\\\)*+(?P<sign>%)++[ \t]*" + _NAME.replace(r"\s", r" \t") + r"(?P<words>[^\r\n]*)",
    re.IGNORECASE,
)
_WORDS = lazy(r"(?P<order>[\w-]*)\s*(?:\[(?P<codes>[^\]]*)\])?(?P<reason>.*)", re.DOTALL)
_RAW = lazy(r"<(script|style|textarea|title|xmp)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the source file, from ``start`` to ``end`` (offsets in the decoded file, end exclusive).

    ``codes`` are the codes, or beginnings of codes, that it names; ``wrong`` are sentences about what does not count in
    it. ``words`` is what stands behind ``crackcite:``.
    """

    start: int
    end: int
    words: str
    order: str = HERE
    codes: tuple[str, ...] = ()
    reason: str = ""
    wrong: tuple[str, ...] = ()


def comments(document: Document, table: Mapping[str, Rule]) -> tuple[Comment, ...]:
    """The comments of a document that speak to crackcite, in their order; none where the file itself is not text."""
    source = document.source
    if source is None or "crackcite" not in source.lower():
        return ()
    found = _in_latex(source) if document.format == "latex" else _in_markup(source, raw=document.format == "html")
    shown = Shown(document)
    return tuple(_read(*one, table) for one in found if not shown.verbatim(one[0]))


def _in_markup(source: str, *, raw: bool) -> Iterator[tuple[int, int, str, bool]]:
    """Where HTML comments begin and end, what they say, and whether the colon stands before it; without those in
    scripts where ``raw``.
    """
    kept, done = _raw_text(source) if raw else [], 0
    for begun in _MARKUP.finditer(source):
        if begun.start() < done:  # inside the last one
            continue
        close = _CLOSES[begun["open"]]
        end = source.find(close, begun.end())
        if end < 0:
            return
        done = end
        if not any(start < begun.start() < stop for start, stop in kept):
            yield begun.start(), end + len(close), source[begun.end() : end], bool(begun["colon"])


def _raw_text(source: str) -> list[tuple[int, int]]:
    """The elements in which ``<!--`` is no comment (HTML standard, §13.1.2)."""
    found, at = [], 0
    lowered = source.lower()
    while element := _RAW.search(source, at):
        end = lowered.find(f"</{element.group(1).lower()}", element.end())
        at = len(source) if end < 0 else end
        found.append((element.start(), at))
    return found


def _in_latex(source: str) -> Iterator[tuple[int, int, str, bool]]:
    for comment in _LATEX.finditer(source):
        yield comment.start("sign"), comment.end(), comment["words"], bool(comment["colon"])


def _read(start: int, end: int, written: str, colon: bool, table: Mapping[str, Rule]) -> Comment:
    """What a comment says."""
    words = " ".join(written.split())
    if not colon:
        return Comment(start, end, words, wrong=(say("a colon is missing behind “crackcite”"),))
    parts = _WORDS.match(words)
    order, listed = (parts["order"].lower(), parts["codes"]) if parts else ("", None)
    if order not in (HERE, NEXT, FILE):
        told = say("it is none of ignore[…], ignore-next-line[…] and ignore-file[…]")
        return Comment(start, end, words, wrong=(told,))
    named = [word.strip() for word in (listed or "").split(",") if word.strip()]
    if not named:
        told = say("it does not name the rules to ignore, in square brackets")
        return Comment(start, end, words, order, wrong=(told,))
    reason = parts["reason"].lstrip(" :-–—").strip() if parts else ""
    codes, wrong = _resolved(named, table)
    return Comment(start, end, words, order, codes, reason, wrong)


def _resolved(named: list[str], table: Mapping[str, Rule]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes that the words name, and a sentence about each word that does not count."""
    codes: list[str] = []
    wrong: list[str] = []
    for word in named:
        try:
            code = resolved([word], table)[0]
        except UnknownRuleError as error:
            wrong.append(error.args[0])
            continue
        if code in _LOUD:
            wrong.append(say("a comment cannot silence {rule}", rule=code))
        elif code not in codes:
            codes.append(code)
    return tuple(codes), tuple(wrong)
