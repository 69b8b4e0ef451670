"""What an HTML page says of itself: decoded text, titles, the addresses in its head.

A glance, with regular expressions, is enough for nearly every page; those that raise a doubt are parsed by ``study``.
"""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,80})", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml\b[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE
)
#: Labels that the WHATWG Encoding Standard reads as Windows-1252, as browsers do.
_WESTERN = {"iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii", "iso8859-1", "l1"}


def decoded(body: bytes, content_type: str) -> str:
    """The text of a page: byte order mark first, then the header's charset, then the page's own, then UTF-8.

    Where nothing is declared and the bytes are not UTF-8, they are read as Windows-1252.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    header, own = _CHARSET.search(content_type), _DECLARED.search(body[:4096])
    labels = [header.group(1)] if header else []
    if own:
        labels.append((own.group(1) or own.group(2)).decode("ascii", "replace"))
    return next(filter(None, (_tried(body, label) for label in labels)), None) or _guessed(body)


def _tried(body: bytes, label: str) -> str | None:
    """The text under a declared label; nothing where the label is unknown, or is UTF-8 and plainly a lie."""
    label = label.strip().lower()
    label = "cp1252" if label in _WESTERN else label
    try:
        name = codecs.lookup(label).name
        if name.startswith("utf-16") and b"\0" not in body[:512]:
            return None  # a page that declares it in ASCII is not in it
        text = body.decode(name, "replace")
    except (LookupError, UnicodeError, ValueError):
        return None
    return None if name == "utf-8" and _is_lie(text) else text


def _is_lie(text: str) -> bool:
    """Whether text decoded as UTF-8 was something else: more of it could not be read than is outside ASCII."""
    unread = text.count("\ufffd")
    return unread > 0 and unread > sum(not letter.isascii() for letter in text) - unread


def _guessed(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(body) - 4:  # only the cut at the end
            return body.decode("utf-8", "ignore")
        return body.decode("cp1252", "replace")


def squeezed(text: str) -> str:
    """``text`` on one line, entities decoded, without soft hyphens."""
    return " ".join(unescape(text).replace("\u00ad", "").split())


# Every pattern is bounded, so that a hostile page of half a megabyte costs no more than a plain one.
_INSIDE = r"""((?:[^<>"']|"[^"]{0,3000}"|'[^']{0,3000}'){0,400})"""
_TAG = re.compile(r"<[^<>]*>")
_TITLE = re.compile(
    r"<title\b[^<>]{0,200}>(.{0,1000}?)(?:</title\s*>|<(?:/?head|body|meta|link|script)\b|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_H1 = re.compile(r"<h1\b[^<>]{0,400}>(.{0,1000}?)</h1\s{0,9}>", re.IGNORECASE | re.DOTALL)
_META = re.compile(rf"<meta\b{_INSIDE}>", re.IGNORECASE)
_LINK = re.compile(rf"<link\b{_INSIDE}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]{1,60})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
UNSEEN = re.compile(
    r"<(script|style|template|noscript|svg|iframe|object)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_NOSCRIPT = re.compile(r"<noscript\b[^<>]{0,200}>(.*?)(?:</noscript|\Z)", re.IGNORECASE | re.DOTALL)
_LANGUAGE = re.compile(r"<html\b[^<>]{0,2000}?\blang\s{0,9}=\s{0,9}[\"']?([A-Za-z-]{1,20})", re.IGNORECASE)
_LD = re.compile(
    r"<script\b[^<>]{0,300}application/ld\+json[^<>]{0,300}>(.*?)(?:</script|\Z)", re.IGNORECASE | re.DOTALL
)
_LD_TITLE = re.compile(r"\"headline\"\s{0,9}:\s{0,9}(\"(?:[^\"\\]|\\.){0,1000}\")")
_HEAD = 150_000  # characters: where a page's head, and its first heading, end at the latest


@dataclass(frozen=True)
class Sheet:
    """An HTML page as a glance sees it; everything is made from ``html`` when it is first asked for."""

    html: str

    @cached_property
    def _bare(self) -> str:
        return COMMENT.sub(" ", self.html) if "<!--" in self.html else self.html

    @cached_property
    def lowered(self) -> str:
        """The whole page in lower case, to be searched for names."""
        return self.html.lower()

    @cached_property
    def _seen(self) -> str:
        """The markup without what is never shown."""
        return UNSEEN.sub(" ", self._bare)

    @cached_property
    def metas(self) -> dict[str, str]:
        """Name or property → content of the page's ``<meta>`` elements; the first of a name counts."""
        found: dict[str, str] = {}
        for match in _META.finditer(self._seen[:_HEAD]):
            named = attributes(match.group(1))
            name = (named.get("property") or named.get("name") or named.get("http-equiv") or "").lower()
            if name and "content" in named:
                found.setdefault(name, squeezed(named["content"]))
        return found

    @cached_property
    def title(self) -> str:
        """The ``<title>``."""
        found = _TITLE.search(self._bare[:_HEAD])
        if found and "<svg" in self._bare[: found.start()].lower():
            found = _TITLE.search(self._seen[:_HEAD])
        return squeezed(_TAG.sub(" ", found.group(1))) if found else ""

    @cached_property
    def heading(self) -> str:
        """The first ``<h1>`` that says something."""
        texts = (squeezed(_TAG.sub(" ", found.group(1))) for found in _H1.finditer(self._seen[:_HEAD]))
        return next(filter(None, texts), "")

    @cached_property
    def best_title(self) -> str:
        """The title of what the page shows: the citation's, the sharing title, the ``<title>``, JSON-LD's, the h1."""
        metas = self.metas
        named = (metas.get(name, "") for name in ("citation_title", "dc.title", "og:title", "twitter:title"))
        return next(filter(None, (*named, self.title, self.ld_headline, self.heading)), "")

    @cached_property
    def ld_headline(self) -> str:
        """The headline in the page's JSON-LD (schema.org), if any."""
        for block in _LD.finditer(self._bare):
            found = _LD_TITLE.search(block.group(1))
            if found:
                try:
                    return squeezed(str(json.loads(found.group(1))))
                except ValueError:
                    return ""
        return ""

    @cached_property
    def site_name(self) -> str:
        """The name that the site gives itself."""
        return self.metas.get("og:site_name", "") or self.metas.get("application-name", "")

    @cached_property
    def doi(self) -> str:
        """The DOI that the page says is its work's, bare."""
        for name in ("citation_doi", "dc.identifier.doi", "prism.doi", "bepress_citation_doi", "dc.identifier"):
            found = re.search(r"\b(10\.\d{4,9}/\S+)", self.metas.get(name, ""))
            if found:
                return found.group(1)
        return ""

    @cached_property
    def language(self) -> str:
        """The page's declared language, as written (``fr-BE``)."""
        found = _LANGUAGE.search(self._bare)
        return found.group(1) if found else ""

    @cached_property
    def canonical(self) -> str:
        """The address that the page says is its own."""
        for match in _LINK.finditer(self._bare[:_HEAD]):
            named = attributes(match.group(1))
            if "canonical" in named.get("rel", "").lower().split():
                return squeezed(named.get("href", ""))
        return self.metas.get("og:url", "")

    @cached_property
    def flat(self) -> str:
        """Everything a reader could see, without its markup, on one line."""
        return squeezed(_TAG.sub(" ", self._seen))

    @cached_property
    def aside(self) -> str:
        """What is said to those without JavaScript."""
        return squeezed(_TAG.sub(" ", " ".join(found.group(1) for found in _NOSCRIPT.finditer(self._bare))))


def attributes(inside: str) -> dict[str, str]:
    """The attributes written inside a tag; names in lower case."""
    return {
        found.group(1).lower(): found.group(2) or found.group(3) or found.group(4) or ""
        for found in _ATTRIBUTE.finditer(inside)
    }
