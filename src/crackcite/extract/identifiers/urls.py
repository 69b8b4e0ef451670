"""Web addresses in running text: where they begin and end, and what breaks them.

Syntax: RFC 3986. An address ends at white space, at a quotation mark or an angle bracket; punctuation at its end
belongs to the sentence, a closing bracket too unless its opening one is part of the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crackcite.extract.identifiers.ground import Ground
from crackcite.extract.identifiers.letters import INVISIBLE, plain, trimmed
from crackcite.model import Span, say
from crackcite.patterns import lazy

LONGEST = 8000
"""Characters that an address may have: servers refuse longer ones (RFC 9110, section 4.1, recommends 8000 octets)."""

_TLD = (
    "com|org|net|edu|gov|int|info|eu|brussels|vlaanderen|be|fr|nl|de|at|ch|lu|uk|ie|es|pt|it|pl|se|no|dk|fi|cz|gr|"
    "ca|us|au|nz|br|mx|jp|cn|in|za|io|science|museum|press|news|ac|tv|cat|scot|wales|bzh|paris|berlin"
)
_REST = r"[^\s<>\"«»“”„‹›`【】「」『』]"
_START = lazy(
    rf"(?<![hH])(?:https?|ftp)://{_REST}{{0,{LONGEST}}}"
    rf"|(?<![\w@./\\-])www\.{_REST}{{1,{LONGEST}}}"
    rf"|(?<![\w@./-])(?:[a-z0-9-]{{1,63}}\.){{1,4}}(?:{_TLD})/{_REST}{{0,{LONGEST}}}",
    re.IGNORECASE,
)
_TYPO = lazy(
    r"(?<![\w:/])(?:h?ttps?|https?|hh?t{1,4}ps?|htps?|http[sz]?)(?:;//|:\\\\|//|:/(?!/)|:\s//)(?=\w)"
    rf"{_REST}{{0,{LONGEST}}}"
    rf"|(?<![\w:/])(?:ttps?|htt|hhttps?|httt+ps?|htps?|hptt?ps?|htpps?)://{_REST}{{1,{LONGEST}}}",
    re.IGNORECASE,
)
_GLUED = lazy(r"[,;)\]](?=(?:https?://|www\.))|\]\(|\.(?=\((?:19|20)\d\d\)$)", re.IGNORECASE)
_ENTITY_END = lazy(r"(?:&(?:gt|lt|quot|nbsp|#\d+);?)+$")
_HOST = lazy(r"(?:[a-z]+:)?//(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)", re.IGNORECASE)
_LABEL = lazy(r"(?!-)[\w-]{1,63}(?<!-)")
_FILE = lazy(r"\.(?:pdf|html?|docx?|xlsx?|pptx?|php|aspx?|jsp|jpe?g|png|txt|csv)\b", re.IGNORECASE)
_DOMAIN = lazy(rf"(?:www\.)?(?:[a-z0-9-]{{1,63}}\.){{1,4}}(?:{_TLD})\b{_REST}{{0,{LONGEST}}}", re.IGNORECASE)
_NEXT = lazy(r"( ?[\r\n]+[ \t]*| )(\S+)")
_FINAL_WORDS = lazy(r"(?: [\w-]+){0,2} [\w-]*\.(?:pdf|html?|docx?|xlsx?|pptx?|php|aspx?)\b", re.IGNORECASE)
_HALF_HOST = lazy(r"https?://[\w-]+$", re.IGNORECASE)
_FOREIGN = lazy(r"(?:https?:|www\.|doi|10\.\d{4})", re.IGNORECASE)
_SCHEME_ONLY = lazy(r"(?:https?|ftp)://(?:www\.?)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """An address as found: where it stands, what it is in full, and what is wrong with it."""

    start: int
    end: int
    url: str
    flaw: str = ""

    @property
    def span(self) -> Span:
        """Where the address stands."""
        return Span(self.start, self.end)


def host(url: str) -> str:
    """The host of a URL in lower case, without user and port; empty where there is none."""
    found = _HOST.match(url)
    return found[1].lower().rstrip(".") if found else ""


def addresses(text: str) -> Iterator[Address]:
    """The addresses in a folded text, in order, not overlapping."""
    at = 0
    while found := _START.search(text, at):
        address = _address(text, found)
        at = max(found.start() + 1, address.end if address else found.end())
        if address:
            yield address


def misspelt(text: str, ground: Ground) -> Iterator[Address]:
    """The addresses whose scheme is written wrong, on free ground."""
    for found in _TYPO.finditer(text):
        if not ground.free(Span(*found.span())):
            continue
        end = found.start() + trimmed(found[0], len(found[0]))
        written = text[found.start() : end]
        scheme = re.match(r"[a-z]*[^\w]{1,4}", written, re.IGNORECASE)
        said = (scheme[0] if scheme else "").strip()
        yield Address(found.start(), end, plain(written), _scheme(said))


def _scheme(written: str) -> str:
    return say("its scheme is written “{scheme}”, not “https://”", scheme=written)


def _address(text: str, found: re.Match[str]) -> Address | None:
    start = found.start()
    end = start + _end(found[0])
    spaced = _spaced(text, start, end, found.end())
    if spaced:
        return Address(start, spaced, plain(text[start:spaced]), say("a space stands in it"))
    end = _continued(text, start, end, found.end())
    url = plain(text[start:end])
    if "://" not in url[:8]:
        if "." not in url.removeprefix("www."):
            return None
        url = f"https://{url}"
    return Address(start, end, url, _flaw(url))


def _end(raw: str) -> int:
    cut = _GLUED.search(raw)
    end = trimmed(raw, cut.start() if cut else len(raw))
    entity = _ENTITY_END.search(raw, max(0, end - 20), end)
    if entity is None and raw[end : end + 1] == ";":
        entity = _ENTITY_END.search(raw, max(0, end - 20), end + 1)
    return trimmed(raw, entity.start()) if entity else end


def _spaced(text: str, start: int, end: int, raw_end: int) -> int:
    """Where an address that a space has split really ends; 0 where none has."""
    written = text[start:raw_end]
    after = _NEXT.match(text, raw_end)
    if after is None or "\n" in after[1] or "\r" in after[1]:
        return 0
    if _SCHEME_ONLY.match(written) or _HALF_HOST.match(written):
        rest = _DOMAIN.match(text, after.start(2))
        return rest.start() + trimmed(rest[0], len(rest[0])) if rest else 0
    if end != raw_end:
        return 0
    token_end = after.start(2) + trimmed(after[2], len(after[2]))
    token = text[after.start(2) : token_end]
    if _FOREIGN.match(token):
        return 0
    if re.match(r"/\w", token) or (written.endswith(("/", "=", "_")) and _pathlike(token)):
        return token_end
    words = _FINAL_WORDS.match(text, raw_end)
    path = _HOST.sub("", written, count=1)
    return words.end() if words and "/" in path and not _FILE.search(path) else 0


def _continued(text: str, start: int, end: int, raw_end: int) -> int:
    """Where an address that a line break has split ends: the next line must look like the rest of an address."""
    while end == raw_end and end - start < LONGEST:
        after = _NEXT.match(text, end)
        if after is None or after[1] == " " or re.search(r"[\r\n]\s*[\r\n]", after[1].replace("\r\n", "\n")):
            break
        token = re.match(rf"{_REST}+", after[2])
        if token is None or not _continues(text[end - 1], token[0]):
            break
        raw_end = after.start(2) + token.end()
        end = after.start(2) + _end(token[0])
    return end


def _continues(last: str, token: str) -> bool:
    if _FOREIGN.match(token):
        return False
    return (last in "/-_=&?%" or token[0] in "/?&=_%") and _pathlike(token)


def _pathlike(token: str) -> bool:
    return bool(re.search(r"\w[/=_]|[/=_]\w|\w-\w+-\w", token) or _FILE.search(token)) and not token.startswith("(")


def _flaw(url: str) -> str:
    name = host(url)
    if not name:
        return say("it names no host")
    if name == "localhost" or name.startswith("[") or re.fullmatch(r"[\d.]+", name):
        return ""
    labels = name.strip(INVISIBLE).split(".")
    if len(labels) < 2 or labels == ["www", ""]:
        return say("its host “{host}” has no domain", host=name)
    if not all(_LABEL.fullmatch(label) for label in labels):
        return say("its host “{host}” is not a host’s name", host=name)
    return ""
