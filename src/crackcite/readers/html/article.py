"""The article among what surrounds it: navigation, banners, comments, cookie notices, related articles.

What surrounds it is kept in the text under an ASIDE hint, not thrown away, and whatever may be a list of sources is
never part of it: losing the sources would be worse than reading a menu.
"""

from __future__ import annotations

import re

from crackcite.readers.tree import Element, Text, names

SKIPPED = names(
    "script style template noscript head svg iframe object select button input textarea audio video canvas map"
    " datalist dialog"
)
_CHROME = frozenset({"nav", "aside", "footer", "header", "form"})
_CHROME_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "toolbar", "alert"}
)
_CHROME_WORD = re.compile(
    r"(?:^|[-_])(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|consent|gdpr|sidebar|widgets?|comments?|comment-?list"
    r"|respond|disqus|related|recommended|recommendations|share|sharing|sharedaddy|social|newsletter|subscribe|pagination"
    r"|pager|post-navigation|author-box|author-bio|tags?-links|toc|masthead|colophon|advert\w*|promo|popup|modal|banner"
    r"|skip-link|jp-relatedposts|read-?more|language-switcher)(?:$|[-_])"
)
_SOURCES_WORD = re.compile(
    r"foot-?notes?|end-?notes?|references?|reflist|bibliograph|sources?(?:$|[-_])|citations?|works-cited|notes-list|easy-footnote"
)
_SOURCES_ROLE = re.compile(
    r"doc-(?:endnotes?|footnotes?|bibliography|biblioentry)|footnotes?|endnotes?|rearnotes?|bibliography"
)
_SOURCES_HEADING = re.compile(
    r"\W*(?:\d+\W*)?(?:sources?|r[ée]f[ée]renc\w*|referen[tzc]\w*|bibliogr\w*|bronnen|bronvermelding|literat\w*|quellen\w*"
    r"|fuentes|fonti|notes?|noten|notas|voetnoten|eindnoten|anmerkungen|fu(?:ß|ss)noten|further reading|works cited"
    r"|endnotes?|footnotes?|citations?)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"h[1-6]")
_BODY = re.compile(r"(?:entry|post|article|gh|page|node)[-_]{1,2}(?:content|body)|field--name-body")
_MAIN = (
    lambda e: "articlebody" in e.get("itemprop").lower(),
    lambda e: e.name == "article",
    lambda e: e.name == "main" or e.get("role") == "main",
    lambda e: any(_BODY.fullmatch(token) for token in e.tokens),
)


class Layout:
    """Which elements of a page are not its article. ``size`` is the amount of text below an element."""

    def __init__(self, root: Element) -> None:
        self._sizes: dict[int, int] = {}
        self._marked: set[int] = set()  # what may be sources
        self._sources: set[int] = set()  # that, and what holds it
        self._cites: set[int] = set()  # what holds a superscript number: prose, whatever its class is called
        self._measure(root)
        self.root = self._main(root)
        self._above = set()
        element: Element | None = self.root
        while element is not None:
            self._above.add(id(element))
            element = element.parent

    def size(self, element: Element) -> int:
        """How many characters of text stand below an element, white space at the ends of runs left out."""
        return self._sizes.get(id(element), 0)

    def may_be_sources(self, element: Element) -> bool:
        """Whether an element stands in, or under a heading of, what may be a list of sources."""
        within: Element | None = element
        while within is not None and id(within) not in self._marked:
            within = within.parent
        return within is not None

    def is_aside(self, element: Element) -> bool:
        """Whether an element, all of it, stands outside the article. Asked from the top of the tree down."""
        if id(element) in self._above or id(element) in self._sources or element.name in {"", "html", "body"}:
            return False
        if self._is_chrome(element):
            return self.size(element) < 0.4 * max(self.size(self.root), 1)
        return self._outside(element)

    def _outside(self, element: Element) -> bool:
        """Beside the article, not in it: only where the page has marked its article."""
        parent = element.parent
        return bool(self.root.name not in {"", "body", "html"} and parent is not None and id(parent) in self._above
                    and parent is not self.root)  # fmt: skip

    def _is_chrome(self, element: Element) -> bool:
        if element.get("role") in _CHROME_ROLES:
            return True
        if element.name in _CHROME:
            return element.name not in {"header", "footer"} or not self._within_article(element)
        if element.name in {"article", "main", "p", "li", "a", "span", "sup", "h1", "h2", "h3", "td", "tr", "ol"}:
            return element.name == "article" and any("comment" in token for token in element.tokens)
        if id(element) in self._cites:
            return False
        named = _CHROME_WORD.fullmatch(element.get("id").lower())
        return bool(named) or any(_CHROME_WORD.search(token) for token in element.get("class").lower().split())

    def _within_article(self, element: Element) -> bool:
        parent = element.parent
        while parent is not None:
            if parent.name in {"article", "main", "section"}:
                return True
            parent = parent.parent
        return False

    def _measure(self, root: Element) -> None:
        """Sizes bottom up, and every element that holds what may be sources."""
        for element in reversed(list(root.walk())):
            size = sum(
                len(node.text.strip()) if isinstance(node, Text) else self.size(node) for node in element.children
            )
            self._sizes[id(element)] = 0 if element.name in SKIPPED else size
            self._mark_headed(element)
            raised = element.name == "sup" and any(char.isdecimal() for char in element.text())
            if raised or any(id(node) in self._cites for node in element.children):
                self._cites.add(id(element))
            if _may_be_sources(element):
                self._marked.add(id(element))
            if id(element) in self._marked or any(id(node) in self._sources for node in element.children):
                self._sources.add(id(element))

    def _mark_headed(self, element: Element) -> None:
        """What stands under a heading of sources, up to the next heading, may be sources."""
        headed = False
        for child in element.elements:
            if _HEADING.fullmatch(child.name):
                headed = _may_be_sources(child)
            elif headed:
                self._marked.add(id(child))
                self._sources.add(id(child))

    def _main(self, root: Element) -> Element:
        """The largest element that the page marks as its article, by the surest mark; the whole page where none is."""
        elements = [element for element in root.walk() if self.size(element)]
        for is_main in _MAIN:
            found = max((e for e in elements if is_main(e)), key=self.size, default=None)
            if found is not None and self._is_article(found, root) and not self._rival(found, elements):
                return found
        return root

    def _is_article(self, found: Element, root: Element) -> bool:
        """Whether an element holds much of the page, and of its superscript numbers if the page has any."""
        return self.size(found) >= 0.3 * self.size(root) and (not self._cites or id(found) in self._cites)

    def _rival(self, found: Element, elements: list[Element]) -> bool:
        """Whether the page holds another article of like size beside this one: then neither is the article."""
        inside = {id(element) for element in found.walk()}
        least = 0.6 * self.size(found)
        others = (e for e in elements if e.name == found.name == "article" and id(e) not in inside)
        return any(self.size(element) > least for element in others)


def _may_be_sources(element: Element) -> bool:
    if element.name in {"html", "body", "", "nav"} or element.name in SKIPPED:
        return False
    if _SOURCES_ROLE.fullmatch(element.get("role") or element.get("epub:type")):
        return True
    if element.name in {"ol", "ul", "div", "section", "aside", "footer", "dl", "table"}:
        return any(_SOURCES_WORD.search(token) for token in element.tokens)
    return bool(_HEADING.fullmatch(element.name)) and bool(_SOURCES_HEADING.match(element.text()[:60].strip()))
