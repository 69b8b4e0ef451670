"""From LaTeX tokens to text and hints."""

from __future__ import annotations

import re
from typing import Any

from crackcite.model import HintKind, say
from crackcite.readers.assembly import Assembly
from crackcite.readers.latex.bibliography import Bibliography
from crackcite.readers.latex.scanning import DASHES, LETTERS, SYMBOLS, Arguments, Token, accented, token_at
from crackcite.readers.tree import names

_LEVELS = {"part": 1, "chapter": 1, "title": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
_CITES = re.compile(r"(?:[a-zA-Z]*cite(?:p|t|alp|alt|author|year|num|text)?s?)")
_DROPPED = names(
    "label ref eqref pageref autoref cref Cref nameref vspace hspace setlength addtolength includegraphics input"
    " include bibliographystyle bibliography printbibliography pagestyle thispagestyle color textcolor definecolor"
    " addcontentsline index newcommand renewcommand providecommand newenvironment usepackage documentclass setcounter"
    " graphicspath hypersetup nocite vskip hskip pagenumbering selectlanguage foreignlanguage fontsize author date"
    " thanks affil institute keywords bibinfo phantomsection tableofcontents"
)
_TEXT_AFTER_FIRST = names("textcolor foreignlanguage")
_MATH = names("equation align gather multline eqnarray math displaymath alignat flalign")
_LISTING = names("verbatim lstlisting minted Verbatim")
_ASIDE = names("comment filecontents")
_RAISED_MATH = re.compile(r"\s*(?:\{\})?\^(?:\{([^{}]*)\}|(\d))\s*")
_DIGITS = re.compile(r"[\d\s,;–-]+")
_DEEPEST = 60


class Writer:
    """Writes ranges of a source into an Assembly."""

    def __init__(self, source: str, into: Assembly) -> None:
        self._source = source
        self._into = into
        self._arguments = Arguments(source)
        self._bibliography = Bibliography(source)
        self._notes: list[tuple[str, int, int]] = []
        self._marks = 0
        self._lists: list[int | None] = []
        self._item: list[Any] = []
        self._depth = 0
        self._cites = 0

    def write(self, start: int, end: int) -> None:
        """Write an article that stands in a range, its footnotes after it."""
        self._range(start, end)
        done = 0
        while done < len(self._notes):
            number, begin, stop = self._notes[done]
            self._into.break_lines(2)
            with self._into.hint(HintKind.NOTE, number):
                self._range(begin, stop)
            done += 1
        if self._bibliography.outside and self._cites:
            self._into.remarks.append(
                say(
                    "The bibliography is made from {file}, which is not in this file:"
                    " check the .bbl file or the PDF to have the sources read.",
                    file=self._bibliography.outside,
                )
            )

    def _range(self, start: int, end: int) -> None:
        self._depth += 1
        at = start
        while at < end:
            token = token_at(self._source, at)
            at = max(self._token(token, end), at + 1)
        self._depth -= 1

    def _token(self, token: Token, end: int) -> int:
        if token.kind == "text":
            value = token.value[: end - token.start]
            self._into.flow(value, token.start)
        elif token.kind == "dash":
            self._into.flow(DASHES[token.value], token.start)
        elif token.kind == "paragraph":
            self._into.break_lines(2)
        elif token.kind == "math":
            return self._formula(token.end, token.value, end)
        elif token.kind == "symbol":
            return self._symbol(token, end)
        elif token.kind == "command":
            return self._command(token, end)
        return token.end

    def _symbol(self, token: Token, end: int) -> int:
        letter = accented(self._source, token.value, token.end)
        if letter:
            self._into.flow(letter[0], token.start)
            return letter[1]
        if token.value in "([":
            return self._formula(token.end, "\\" + {"(": ")", "[": "]"}[token.value], end)
        if token.value == "\\":
            self._into.break_lines()
        else:
            self._into.flow(SYMBOLS.get(token.value, token.value), token.start + 1)
        return token.end

    def _formula(self, start: int, closing: str, end: int) -> int:
        stop = self._source.find(closing, start, end)
        stop = end if stop < 0 else stop
        content = self._source[start:stop]
        raised = _RAISED_MATH.fullmatch(content)
        inner = (raised.group(1) or raised.group(2) or "").strip() if raised else ""
        if raised and inner.startswith("\\"):
            self._range(start + content.index("\\"), stop)
        elif raised and _DIGITS.fullmatch(inner):
            with self._into.hint(HintKind.SUPERSCRIPT):
                self._into.flow(inner, start + content.index(inner))
        else:
            with self._into.hint(HintKind.CODE):
                self._into.flow(content, start)
        return stop + len(closing)

    def _command(self, token: Token, end: int) -> int:
        name = token.value
        letter = accented(self._source, name, token.end) if len(name) == 1 else None
        if letter:
            self._into.flow(letter[0], token.start)
            return letter[1]
        if name in LETTERS:
            self._into.flow(LETTERS[name], token.start)
            return token.end
        if self._depth >= _DEEPEST:
            return self._arguments.past_options(token.end)
        handler = getattr(self, f"_on_{name}", None)
        if handler is not None:
            return int(handler(token, end))
        if _CITES.fullmatch(name) and name != "nocite":
            return self._cite(token)
        if name in _LEVELS:
            return self._heading(token)
        return self._dropped(token) if name in _DROPPED else self._arguments.past_options(token.end)

    def _dropped(self, token: Token) -> int:
        at = self._arguments.past_options(token.end)
        for _ in range(1 if token.value in _TEXT_AFTER_FIRST else 3):
            found = self._arguments.after(at) if self._source.startswith("{", at) else None
            if found is None:
                break
            at = self._arguments.past_options(found[1] + 1)
        return at

    def _heading(self, token: Token) -> int:
        inside = self._arguments.after(self._arguments.past_options(token.end))
        if inside is None:
            return token.end
        self._into.break_lines(2)
        with self._into.hint(HintKind.HEADING, "", _LEVELS[token.value]):
            self._range(*inside)
        self._into.break_lines(2)
        return inside[1] + 1

    def _cite(self, token: Token) -> int:
        at = self._arguments.past_options(token.end)
        inside = self._arguments.after(at)
        if inside is None:
            return token.end
        keys = [key.strip() for key in self._source[slice(*inside)].split(",") if key.strip()]
        labels = [self._bibliography.label(key) for key in keys]
        shown = ",".join(sorted(labels, key=int) if all(map(str.isdecimal, labels)) else labels)
        self._cites += 1
        raised = self._bibliography.raised or token.value == "supercite"
        hints = [self._into.open(HintKind.LINK, f"#{keys[0]}" if keys else "")]
        hints += [self._into.open(HintKind.SUPERSCRIPT)] if raised else []
        self._into.flow(shown if raised else f"[{shown}]", token.start)
        for hint in reversed(hints):
            self._into.close(hint)
        return inside[1] + 1

    def _on_bibitem(self, token: Token, end: int) -> int:
        at = self._arguments.past_options(token.end)
        inside = self._arguments.after(at)
        if inside is None:
            return token.end
        self._end_item()
        key = self._source[slice(*inside)].strip()
        self._into.break_lines()
        self._item += [
            self._into.open(HintKind.ITEM, self._bibliography.label(key)),
            self._into.open(HintKind.ANCHOR, key),
        ]
        return min(inside[1] + 1, end)

    def _on_item(self, token: Token, _: int) -> int:
        self._end_item()
        self._into.break_lines()
        value = ""
        if self._lists and self._lists[-1] is not None:
            self._lists[-1] += 1
            value = str(self._lists[-1])
        self._item.append(self._into.open(HintKind.ITEM, value))
        return token.end

    def _end_item(self) -> None:
        while self._item:
            self._into.close(self._item.pop())

    def _on_begin(self, token: Token, end: int) -> int:
        inside = self._arguments.after(token.end)
        if inside is None:
            return token.end
        name = self._source[slice(*inside)].rstrip("*")
        after = self._arguments.past_options(inside[1] + 1)
        if name in _MATH | _LISTING | _ASIDE:
            return self._unread(name, self._source[slice(*inside)], after, end)
        if name in {"thebibliography", "tabular", "tabularx", "longtable", "minipage"}:
            skipped = self._arguments.after(after)
            after = skipped[1] + 1 if skipped else after
        self._into.break_lines(2)
        if name == "thebibliography":
            with self._into.hint(HintKind.HEADING, "", 2):
                self._into.flow("References", token.start)
            self._into.break_lines(2)
        if name in {"enumerate", "itemize", "description", "thebibliography"}:
            self._lists.append(0 if name == "enumerate" else None)
        return after

    def _unread(self, name: str, written: str, start: int, end: int) -> int:
        """A formula or a listing: no prose."""
        closing = f"\\end{{{written}}}"
        stop = self._source.find(closing, start, end)
        stop = end if stop < 0 else stop
        self._into.break_lines(2)
        if name not in _ASIDE:
            with self._into.hint(HintKind.CODE):
                self._into.flow(self._source[start:stop], start)
        self._into.break_lines(2)
        return stop + len(closing)

    def _on_end(self, token: Token, _: int) -> int:
        inside = self._arguments.after(token.end)
        if inside is None:
            return token.end
        if self._source[slice(*inside)] in {"enumerate", "itemize", "description", "thebibliography"}:
            self._end_item()
            if self._lists:
                self._lists.pop()
        self._into.break_lines(2)
        return inside[1] + 1

    def _on_par(self, token: Token, _: int) -> int:
        self._into.break_lines(2)
        return token.end

    def _on_textsuperscript(self, token: Token, _: int) -> int:
        inside = self._arguments.after(token.end)
        if inside is None:
            return token.end
        with self._into.hint(HintKind.SUPERSCRIPT):
            self._range(*inside)
        return inside[1] + 1

    def _on_footnote(self, token: Token, end: int) -> int:
        self._on_footnotemark(token, end)
        return self._on_footnotetext(token, end)

    def _on_footnotemark(self, token: Token, _: int) -> int:
        self._marks += 1
        with self._into.hint(HintKind.NOTE_REF, str(self._marks)):
            self._into.flow(str(self._marks), token.start)
        return self._arguments.past_options(token.end)

    def _on_footnotetext(self, token: Token, _: int) -> int:
        inside = self._arguments.after(self._arguments.past_options(token.end))
        if inside is None:
            return token.end
        self._notes.append((str(self._marks), *inside))
        return inside[1] + 1

    def _on_url(self, token: Token, _: int) -> int:
        inside = self._arguments.after(token.end)
        if inside is None:
            return token.end
        address = self._source[slice(*inside)]
        with self._into.hint(HintKind.LINK, address):
            self._into.flow(address, inside[0])
        return inside[1] + 1

    _on_nolinkurl = _on_path = _on_url

    def _on_href(self, token: Token, _: int) -> int:
        target = self._arguments.after(self._arguments.past_options(token.end))
        shown = self._arguments.after(target[1] + 1) if target else None
        if target is None or shown is None:
            return token.end
        with self._into.hint(HintKind.LINK, self._source[slice(*target)].replace("\\", "")):
            self._range(*shown)
        return shown[1] + 1
