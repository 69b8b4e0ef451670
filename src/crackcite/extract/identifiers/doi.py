"""DOIs in every form that they are met in.

Syntax: ISO 26324 and the DOI Handbook, chapter 2: ``10.`` and a registrant code, a slash, a suffix of any graphic
characters. The suffix's end is a matter of judgement in running text; Crossref's survey of the DOIs registered with
it ("DOIs and matching regular expressions", 2015) shows which characters real suffixes end with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from crackcite.extract.identifiers.letters import plain, trimmed
from crackcite.extract.identifiers.urls import Address, host
from crackcite.model import Identifier, IdentifierKind, Span, say
from crackcite.patterns import lazy

_SLASH = r"(?:/|%2F|%252F)"
_SICI = r"(?:<|&lt;)[A-Za-z]?\d[^<>\s&]{0,60}(?:(?<=:) [^<>\s&]{0,60})?(?:>|&gt;)"
_PLAIN = r"[^\s<>\"«»“”„‹›【】「」|{}^`\\]|\\_"
_BREAK = r"(?:\r\n|\r|\n)[ \t]*"
CORE = lazy(rf"(?<!\d)(?<!\d\.)10(?:\.|%2E)\d{{4,9}}(?:\.\d+)*{_SLASH}", re.IGNORECASE)
_SUFFIX = lazy(rf"(?:{_SICI}|{_PLAIN}){{1,400}}")
_BROKEN_SUFFIX = lazy(rf"{_BREAK}((?:{_SICI}|{_PLAIN}){{1,200}})")
_ELSEVIER_CUT = lazy(r"j\.[a-z]+\.(?:19|20)\d\d\.(?:\d\d\.)?$", re.IGNORECASE)
LABEL = lazy(
    r"(?:(?<!\w)(?:info:doi/|urn:doi:)|(?<![^\W\d_])doi[ \t]{0,2}(?:[.:=]|n[°º]|num(?:ber)?\b)?[ "
    r"\t]{0,2}/?(?:\r?\n)?[ \t]{0,2})$",
    re.IGNORECASE,
)
RESOLVER = lazy(r"(?:dx[.-]|www[.-])?doi[.-]org(?![a-z0-9])", re.IGNORECASE)
_PARTED = lazy(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/(?:doi:)?[ \t]{0,2}(?:\r?\n)?[ \t]{0,8}$", re.IGNORECASE)
_GLUED = lazy(
    r"(?:(?<![.,;)\]])[.,;)\]]++)?(?:PMC?ID|https?://|www\.|doi:|Epub\b|\[?Google|Available|Accessed|Retrieved|Consulté)"
    r"|(?<![.,;\[])[.,;\[]++(?:arXiv|hep\b|URL\b|url\b)|\[(?:doi|pii)\]|[,;](?=10\.\d{4,9}/)|\]\(|[?&](?:utm_|fbclid|gclid|via=)|\?"
    r"|&(?:quot|nbsp);|\([^\W\d_]{2,}$|\((?:19|20)\d\d\)(?=[.,;]*$)",
)
_SPACE_INSIDE = lazy(r" (?=-\d+\b)|(?<=-) (?=\d+-\d)")
_TAIL = lazy(
    r"(?:v\d+)?(?:\.full(?:\.pdf|-text)?|\.abstract|\.pdf|\.html?|\.epub|"
    r"/(?:full(?:/html|text(?:\.html)?)?|abstract|abs|e?pdf|pdfft|epub|meta|summary|html|download|references|media|"
    r"figures(?:/\d+)?|tables/\d+|suppl_file.*|issuetoc|tab-.*|asset/.*))$",
    re.IGNORECASE,
)
_VERSION = lazy(r"(?<=\d)v\d+$")
_DATE = lazy(r"\d{1,2}(?:[./]\d{4})?")
_LINE_BREAK = lazy(r"(?:(?<![ \t])[ \t]++)?(?:\r\n|\r|\n)[ \t]*")
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")


def value_of(piece: str) -> str:
    """The DOI that a written piece stands for: decoded, joined, with plain hyphens."""
    value = plain(piece).translate(_HYPHENS).replace("\\_", "_").replace(" ", "")
    for _ in range(2):  # proxies encode what was encoded
        if not re.search(r"%[0-9A-Fa-f]{2}", value):
            break
        value = unquote(value)
    return value


def dois(text: str, addresses: Sequence[Address]) -> Iterator[Identifier]:
    """The well-formed DOIs in a folded text: bare, labelled, in a resolver's address, or within another address.

    ``addresses`` are those of the text, in order.
    """
    at, index = 0, 0
    while core := CORE.search(text, at):
        while index < len(addresses) and addresses[index].end <= core.start():
            index += 1
        near = addresses[index] if index < len(addresses) else None
        around = near if near and near.start <= core.start() else None
        found = _hidden(text, core, around) if around and not resolves(around) else _open(text, core, around)
        at = found.written.end if found else core.end()
        if found:
            yield found


def resolves(address: Address) -> bool:
    """Whether an address is the DOI system's own (``doi.org``, ``dx.doi.org``), perhaps behind a library's proxy."""
    name = host(address.url)
    return bool(RESOLVER.match(name)) or (name == "hdl.handle.net" and bool(CORE.search(address.url)))


def _open(text: str, core: re.Match[str], around: Address | None) -> Identifier | None:
    end = _suffix_end(text, core.end(), bool(around))
    if end == core.end():
        return None
    start, said = _written_start(text, core.start(), around)
    piece = text[core.start() : end]
    if not said and (_no_doi(piece, core) or text[core.start() - 1 : core.start()].isalpha()):
        return None
    close = around.end if around and around.end > end else end
    flaw = say("a space stands in it") if re.search(r"\S[ \t]+\S", _LINE_BREAK.sub("", piece)) else ""
    return Identifier(IdentifierKind.DOI, value_of(piece), Span(core.start(), end), Span(start, close), flaw)


def _no_doi(piece: str, core: re.Match[str]) -> bool:
    """Whether a bare ``10.2013/11.2013`` is a pair of dates."""
    year = core[0][3:7]
    return len(core[0]) == 8 and year[:2] in ("19", "20") and bool(_DATE.fullmatch(piece[8:]))


def _written_start(text: str, start: int, around: Address | None) -> tuple[int, bool]:
    """Where the written form begins, and whether anything before the number says that it is a DOI."""
    said = around is not None
    if around:
        start = around.start
    else:
        resolver = _PARTED.search(text, max(0, start - 40), start)
        start, said = (resolver.start(), True) if resolver else (start, said)
    label = LABEL.search(text, max(0, start - 24), start)
    return (label.start(), True) if label else (start, said)


def _suffix_end(text: str, start: int, in_address: bool) -> int:
    suffix = _SUFFIX.match(text, start)
    if suffix is None:
        broken = _BROKEN_SUFFIX.match(text, start)
        return _cut(text, broken.start(1), broken.end(1), in_address) if broken and _digit(broken[1]) else start
    end = suffix.end()
    if _SPACE_INSIDE.match(text, end) and (rest := _SUFFIX.match(text, end + 1)):
        end = rest.end()
    while continued := _BROKEN_SUFFIX.match(text, end):
        if not _goes_on(text[start:end], continued[1]):
            break
        end = continued.end()
    return _cut(text, start, end, in_address)


def _goes_on(suffix: str, following: str) -> bool:
    """Whether a suffix at a line's end is plainly unfinished, and the next line may be its rest."""
    if not re.match(r"[\w(<]", following) or CORE.match(following):
        return False
    if suffix[-1] in "-_/(<:" or suffix[-1] in "\u2010\u2011":
        return _digit(following)
    return bool(_ELSEVIER_CUT.search(suffix)) and following[0].isdigit()


def _digit(piece: str) -> bool:
    return any(letter.isdigit() for letter in piece)


def _cut(text: str, start: int, end: int, in_address: bool) -> int:
    glued = _GLUED.search(text, start + 1, end)
    if glued:
        end = glued.start()
    fragment = text.find("#", start, end) if in_address else -1
    if fragment > start and not text[:fragment].endswith(";2-"):
        end = fragment
    raw = text[start:end]
    if re.search(r";2-[^\s.,;)\]]$", raw):
        return end
    kept = trimmed(raw, len(raw), also="-_" if not in_address else "")
    lone = re.search(r"&(?:gt|lt)$", raw[:kept])
    if lone and raw[kept : kept + 1] == ";" and raw[: lone.end()].count("&lt") != raw[: lone.end()].count("&gt"):
        kept = trimmed(raw, lone.start())
    return start + kept


def _hidden(text: str, core: re.Match[str], around: Address) -> Identifier | None:
    """A DOI inside the address of a publisher, an archive or a search."""
    raw = text[core.start() : around.end]
    in_query = "?" in text[around.start : core.start()]
    stop = re.search(r"[?#]" if not in_query else r"[&#]", raw[: len(raw)])
    if stop and not raw[: stop.start()].endswith(";2-"):
        raw = raw[: stop.start()]
    while (tail := _TAIL.search(raw)) and tail.start() > core.end() - core.start():
        raw = raw[: tail.start()]
    if re.search(r"(?:bio|med)rxiv\.org", host(around.url)) and (version := _VERSION.search(raw)):
        raw = raw[: version.start()]
    end = core.start() + trimmed(raw, len(raw.rstrip("/")))
    if end <= core.end():
        return None
    span = Span(core.start(), end)
    return Identifier(IdentifierKind.DOI, value_of(text[span.start : span.end]), span, span)
