"""The Markdown that articles are written in: CommonMark with tables, footnotes, superscripts and formulas.

Footnotes (``[^4]``, ``[^4]: …``, ``^[…]``) and superscripts (``^4^``) follow Pandoc's manual, which GitHub and most
site generators share; a reference to a footnote that is not defined stays a reference if its label is a number, since
that is what an editor wants to hear of.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_NOTE_REF = re.compile(r"\[\^([^\s\[\]^]+)\]")
_NOTE = re.compile(r"\[\^([^\s\[\]^]+)\]:")
_SUPERSCRIPT = re.compile(r"\^(\[?[\w,;.\-‐‑–—]+(?:\\? [\w,;\-–]+)*\]?)\^")
_RAISED = re.compile(
    r"\\textsuperscript\{([^{}\n]+)\}|\$\s*(?:\{\})?\^\{?\s*+([\d,;\-–]++(?:\s++[\d,;\-–]++)*+)\s*+\}?\s*+\$"
)
_FORMULA = re.compile(r"\$\$.{1,5000}?\$\$|\$(?=[^\s$])([^$\n]*[\\^_={}][^$\n]*)(?<=[^\s\\])\$(?!\d)", re.DOTALL)
# What site generators act on and never show: Liquid tags, Hugo's shortcodes, kramdown's attribute lists, MDX comments.
_DIRECTIVE = re.compile(r"\{/\*.{0,2000}?\*/\}|\{%[^{}]{0,2000}?%\}|\{\{[<%][^{}]{0,2000}?[>%]\}\}|\{:[^{}\n]*\}")
_ATTRIBUTES = re.compile(r"(?<!\s)\s*+\{(?=[^{}\n]*\}$)[^{}\n]*?#([\w:.-]+)[^{}\n]*\}$|(?<!\s)\s*+\{\.[^{}\n]*\}$")


def heading_id(title: str) -> tuple[str, str]:
    """A heading without the attributes at its end (``{#sources .unnumbered}``), and the id among them."""
    match = _ATTRIBUTES.search(title)
    return (title[: match.start()], match.group(1) or "") if match else (title, "")


def parser() -> MarkdownIt:
    """A parser whose inline tokens say in ``meta["end"]`` where in their block they end."""
    from markdown_it import MarkdownIt

    md = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    md.disable("text_join")
    # An address between angle brackets reads as it is written: decoded, %E9 and %7C would be lost.
    md.normalizeLinkText = str  # type: ignore[method-assign,assignment]
    md.block.ruler.before("reference", "note", _note, {"alt": ["paragraph", "reference", "blockquote"]})
    md.inline.ruler.before("escape", "raised", _pushing(_RAISED, "\\$", "raised"))
    md.inline.ruler.after("raised", "formula", _pushing(_FORMULA, "$", "formula"))
    md.inline.ruler.after("formula", "directive", _pushing(_DIRECTIVE, "{", "directive"))
    md.inline.ruler.before("link", "note_ref", _note_ref)
    md.inline.ruler.after("note_ref", "superscript", _pushing(_SUPERSCRIPT, "^", "superscript"))
    _measure(md)
    return md


def _measure(md: MarkdownIt) -> None:
    """Have every inline rule say where its last token ends: the library keeps no positions within a block."""
    for rule in list(md.inline.ruler.__rules__):
        md.inline.ruler.at(rule.name, _measured(rule.fn), {"alt": rule.alt})


def _measured(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    def measured(state: StateInline, silent: bool) -> bool:
        before = len(state.tokens)
        matched = rule(state, silent)
        if matched and not silent and len(state.tokens) > before:
            state.tokens[-1].meta["end"] = state.pos
        return matched

    return measured


def _pushing(pattern: re.Pattern[str], first: str, kind: str) -> Callable[[StateInline, bool], bool]:
    """An inline rule that makes one token of what a pattern matches; its content is the first group with text."""

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] not in first:
            return False
        match = pattern.match(state.src, state.pos, state.posMax)
        if match is None:
            return False
        if not silent:
            group = match.lastindex or 0
            token = state.push(kind, "", 0)
            token.content = match.group(group)
            token.meta["start"] = match.start(group)
        state.pos = match.end()
        return True

    return rule


def _note_ref(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    match = _NOTE_REF.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    label = match.group(1)
    if label.casefold() not in state.env.get("notes", ()) and not label.isdecimal():
        return False
    if not silent:
        token = state.push("note_ref", "", 0)
        token.content = label
        token.meta["start"] = match.start(1)
    state.pos = match.end()
    return True


def _note(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A footnote's definition: its first line, and every later line that is indented or continues a paragraph."""
    begin = state.bMarks[start_line] + state.tShift[start_line]
    match = _NOTE.match(state.src, begin, state.eMarks[start_line])
    if match is None or state.is_code_block(start_line):
        return False
    if silent:
        return True
    label = match.group(1)
    state.env.setdefault("notes", {}).setdefault(label.casefold(), label)
    opened = state.push("note_open", "", 1)
    opened.content = label
    opened.map = [start_line, start_line]
    _inside_note(state, start_line, end_line, match.end())
    opened.map[1] = state.line
    state.push("note_close", "", -1)
    return True


def _inside_note(state: StateBlock, line: int, end_line: int, content: int) -> None:
    """Parse a definition's blocks as if its label were indentation."""
    kept: tuple[Any, ...] = (state.bMarks[line], state.tShift[line], state.sCount[line], state.blkIndent)
    parent = state.parentType
    text = state.src[content : state.eMarks[line]]
    shift = len(text) - len(text.lstrip(" \t"))
    state.blkIndent += 4
    state.bMarks[line], state.tShift[line], state.sCount[line] = content, shift, state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, line, end_line)
    state.parentType = parent
    state.bMarks[line], state.tShift[line], state.sCount[line], state.blkIndent = kept
