"""A web page as a tree whose every character knows where it stands in the file.

Built on the standard library's parser because the usual tree builders keep no positions of text. The rules for
end tags that may be left out are those of the HTML standard, §13.1.2.4, as far as they decide where text belongs.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from html.parser import HTMLParser

from crackcite.readers.tree import Element, Text, names

_VOID = names("area base br col embed hr img input link meta param source track wbr")
_BLOCKS = names(
    "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header"
    " hr main menu nav ol p pre section table ul"
)
_CLOSED_BY = {  # an open element of the key is ended by the start of one of the values
    "p": _BLOCKS,
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "th": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
    "thead": frozenset({"tbody", "tfoot"}),
    "tbody": frozenset({"tbody", "tfoot"}),
    "option": frozenset({"option", "optgroup"}),
    "head": frozenset({"body"}) | _BLOCKS,
}
_SCOPES = {
    "li": frozenset({"ol", "ul", "menu"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "p": frozenset({"td", "th", "li", "blockquote", "div", "article", "section", "body", "object", "button"}),
}
# A marked section of a kind that the parser does not know would make it give up.
_ODD_SECTION = re.compile(r"<!\[(?!(?:if|else|endif|cdata|temp|ignore|include|rcdata)(?![-_.\w]))", re.IGNORECASE)
_TABLE = frozenset({"table"})
_DEEPEST = 150  # deeper elements count as part of their ancestor at this depth: text is kept, structure is not


def parsed(markup: str) -> Element:
    """The tree of a page or fragment, under a root without a name. Never fails: a page is what its tags make of it."""
    markup = _ODD_SECTION.sub(" ![", _complete(markup))
    builder = _Builder(markup)
    builder.feed(markup)
    builder.close()
    builder.finish()
    return builder.root


def _complete(markup: str) -> str:
    """Markup without a tag at its end that is never closed, of which browsers show nothing, and without comments that
    are never closed where there are so many that the parser, looking for the end of each, would not come to its own.
    """
    begun = markup.rfind("-->") + 1
    if markup.count("<!--", begun) > _MANY:
        markup = markup[: markup.find("<!--", begun)]
    tag = _BEGUN.search(markup, markup.rfind(">") + 1)
    return markup[: tag.start()] if tag else markup


_MANY = 100
_BEGUN = re.compile(r"<[a-zA-Z/!?]")


class _Builder(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=False)
        self.root = self._current = Element("", {}, None)
        self._markup = markup
        self._depth = 0
        self._lines = [0]
        find = markup.find
        at = find("\n")
        while at >= 0:
            self._lines.append(at + 1)
            at = find("\n", at + 1)

    def finish(self) -> None:
        """End what was left open at the end of the markup."""
        element: Element | None = self._current
        while element is not None:
            element.end = len(self._markup)
            element = element.parent
        self.root.start = 0

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_implied(tag)
        here = self._here()
        written = self.get_starttag_text() or ""
        element = Element(tag, {name: value or "" for name, value in reversed(attrs)}, self._current, here)
        element.end = here + len(written)
        if "&" in written and "href" in element.attributes:
            element.attributes["href"] = _href(written)
        self._current.children.append(element)
        if tag not in _VOID and self._depth < _DEEPEST:
            self._current = element
            self._depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element written as empty is, as in XHTML: ``<a name="x"/>`` holds nothing of what follows."""
        self.handle_starttag(tag, attrs)
        if self._current.name == tag and not self._current.children and tag not in _VOID:
            self._leave(self._current, self._current.end)

    def handle_endtag(self, tag: str) -> None:
        element: Element | None = self._current
        while element is not None and element.name != tag:
            if element.name in _TABLE or (element.name == "body" and tag != "html"):
                return
            element = element.parent
        if element is not None:
            self._leave(element, self._markup.find(">", self._here()) + 1)

    def handle_data(self, data: str) -> None:
        self._current.children.append(Text(data, self._here()))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def unknown_decl(self, data: str) -> None:
        """CDATA sections and the like: not text in HTML."""

    def _reference(self, written: str) -> None:
        here = self._here()
        if self._markup.startswith(";", here + len(written)):
            written += ";"
        self._current.children.append(Text(_clean(unescape(written)), here))

    def _end_implied(self, tag: str) -> None:
        while tag in _CLOSED_BY.get(self._current.name, ()):
            self._leave(self._current, self._here())
        if tag not in _CLOSED_BY and tag not in _BLOCKS:
            return
        element: Element | None = self._current
        stops = _SCOPES.get(tag, frozenset()) | _TABLE
        while element is not None and element.name not in stops:
            if tag in _CLOSED_BY.get(element.name, ()):
                self._leave(element, self._here())
                return
            element = element.parent

    def _leave(self, element: Element, end: int) -> None:
        here = self._here()
        while self._current is not element and self._current.parent is not None:
            self._current.end = here  # left open: over where what holds it ends
            self._current = self._current.parent
            self._depth -= 1
        element.end = end
        if element.parent is not None:
            self._current = element.parent
            self._depth -= 1


_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\w{1,8};?|\w{1,32};|\w{1,32}\b(?!=))")


def _href(written: str) -> str:
    """The address in a start tag. In an attribute, ``&region=`` is no character reference (HTML Standard, § 13.2.5.73,
    “Named character reference state”), though older versions of the parser read one.
    """
    found = _HREF.search(written)
    return _REFERENCE.sub(_dereferenced, found[1] or found[2] or found[3] or "") if found else ""


def _dereferenced(reference: re.Match[str]) -> str:
    written = reference[0]
    is_one = written.endswith(";") or written.startswith("&#") or written[1:] in html5
    return unescape(written) if is_one else written


def _clean(text: str) -> str:
    """A character that no text may hold becomes the replacement character."""
    return "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text)
