"""Identifiers of archives: arXiv, PubMed, PubMed Central, HAL, and the Handle System.

Schemes: arxiv.org/help/arxiv_identifier (new since April 2007, old before); PMID and PMCID as the National Library of
Medicine prints them; HAL's ``<portal>-<eight digits>``; RFC 3651 for handles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crackcite.extract.identifiers.letters import plain, trimmed
from crackcite.model import Identifier, IdentifierKind, Span
from crackcite.patterns import lazy

_NEW = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}(?:v\d{1,2})?"
_OLD_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|"
    "funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|"
    "q-alg|q-bio|quant-ph|solv-int|supr-con"
)
_OLD = rf"(?:{_OLD_ARCHIVES})(?:\.[A-Z]{{2}})?/\d{{2}}(?:0[1-9]|1[0-2])\d{{3}}(?:v\d{{1,2}})?"
_HAL = (
    r"(?:hal|halshs|tel|inria|dumas|cel|medihal|hceres|pasteur|inserm|sic|mem|ijn|lirmm|insu|in2p3|jpa|ensl|emse|cea|"
    r"anses|ineris|edutice|artxibo|ujm|meteo|irsn|ird|cirad|obspm|univ-[a-z]+)-\d{8}(?:v\d{1,2})?"
)
_PATTERNS = (
    (
        IdentifierKind.ARXIV,
        lazy(r"arxiv|abs/|/\d{7}"),
        lazy(
            rf"(?<!\w)(?:https?://)?(?:[a-z]{{2,6}}\.)?arxiv\.org/(?:abs|pdf|html|format|e-print)/({_NEW}|"
            rf"{_OLD})(?!\d)(?:\.pdf)?"
            rf"|(?<![\w/.])arXiv(?:[ \t]?(?:e-?print|preprint|no\.?|identifier|id))?(?:[ \t]?arXiv)?[ "
            rf"\t]?[:/]?[ \t]{{0,2}}({_NEW}|{_OLD})(?!\d)"
            rf"|(?<![\w/.])(?:CoRR,?[ \t])?abs/({_NEW}|{_OLD})(?!\d)"
            rf"|(?<![\w/.])((?:{_OLD_ARCHIVES})(?:\.[A-Z]{{2}})?/\d{{2}}(?:0[1-9]|"
            rf"1[0-2])\d{{3}}(?:v\d{{1,2}})?)(?!\w|/)",
            re.IGNORECASE,
        ),
    ),
    (
        IdentifierKind.PMCID,
        lazy("pmc|pubmed central"),
        lazy(
            r"(?<!\w)(?:PMC[ \t]?ID|PubMed Central(?: PMC ?ID)?)[ \t]?:?[ \t]{0,2}(PMC[ \t]?\d{3,9}|"
            r"\d{5,9})(?!\w)|(?<![\w/])(PMC\d{4,9})(?!\w)"
            r"|(?:ncbi\.nlm\.nih\.gov/(?:pmc/)?articles|europepmc\.org/(?:article/PMC|articles?))/(PMC\d{3,9})(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        IdentifierKind.PMID,
        lazy("pmid|pubmed|medline:|europepmc"),
        lazy(
            r"(?<![^\W\d_])(?:PMID|PubMed(?: ID| PMID|:)|Medline:)[ \t]?:?[ \t]{0,2}(\d{3,8})(?!\d)"
            r"|(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed|europepmc\.org/(?:article|"
            r"abstract)/MED)/(\d{3,8})(?!\d)",
            re.IGNORECASE,
        ),
    ),
    (IdentifierKind.HAL, lazy(r"-\d{8}"), lazy(rf"(?<![\w-])({_HAL})(?![\w-])", re.IGNORECASE)),
    (
        IdentifierKind.HANDLE,
        lazy("hdl|handle"),
        lazy(
            r"(?<!\w)(?:hdl(?:\.handle\.net)?[ \t]?:[ \t]?|handle:[ \t]?)(\d+(?:\.[\w-]+)*/[^\s<>\"«»“”]{1,200})"
            r"|(?:hdl\.handle\.net|/handle)/(\d+(?:\.[\w-]+)*/[^\s<>\"«»“”?#]{1,200})",
            re.IGNORECASE,
        ),
    ),
)
"""Each kind with what a text must have in lower case to hold one (cheaply told), and the pattern itself."""
_LABELLED_URL = lazy(r"(?:https?://|\.(?:org|gov|net)/|/handle/)", re.IGNORECASE)


def archived(text: str) -> Iterator[Identifier]:
    """The archives' identifiers in a folded text; one in an address has only itself as its written form."""
    lower = text.lower()
    for kind, sign, pattern in _PATTERNS:
        if sign.search(lower):
            for found in pattern.finditer(text):
                yield _identifier(text, kind, found)


def _identifier(text: str, kind: IdentifierKind, found: re.Match[str]) -> Identifier:
    index = found.lastindex or 1
    start, end = found.span(index)
    end = start + trimmed(text[start:end], end - start)
    own = Span(start, end)
    written = own if _LABELLED_URL.search(found[0][: start - found.start()]) else Span(found.start(), end)
    return Identifier(kind, _value(kind, plain(own.of(text))), own, written)


def _value(kind: IdentifierKind, written: str) -> str:
    if kind is IdentifierKind.PMCID:
        return "PMC" + re.sub(r"\D", "", written)
    if kind is IdentifierKind.HAL:
        return written.lower()
    return written
