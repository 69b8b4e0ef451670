"""The headings under which sources stand, in seven languages."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from crackcite.patterns import lazy

_BY_LANGUAGE = {
    "fr": """sources|source|références|référence|références bibliographiques|références citées|bibliographie
        |bibliographie sommaire|bibliographie sélective|notes|note|notes et références|notes & références
        |références et notes|notes et sources|sources et références|sources et bibliographie|sources et notes
        |sources bibliographiques|sources citées|sources consultées|notes bibliographiques|notes de fin
        |notes de bas de page|notes de fin de document|ouvrages cités|œuvres citées|travaux cités|liste des références
        |liste des sources|références et sources|bibliographie et sources|références de l'article|pour aller plus loin
        |webographie|bibliographie et webographie""",
    "nl": """bronnen|bron|bronvermelding|bronvermeldingen|bronnenlijst|bronnen en noten|noten en bronnen|noten|noot
        |voetnoten|eindnoten|referenties|referentie|referentielijst|referenties en noten|noten en referenties|literatuur
        |literatuurlijst|literatuurverwijzingen|geraadpleegde literatuur|geraadpleegde bronnen|geciteerde werken
        |geciteerde literatuur|bibliografie|verwijzingen|literatuur en bronnen|bronnen en literatuur
        |literatuuropgave|aantekeningen""",
    "en": """references|reference|reference list|list of references|references and notes|references & notes
        |notes and references|notes & references|references cited|references and further reading|references and sources
        |sources and references|cited references|cited literature|literature cited|literature|literature references
        |bibliography|selected bibliography|bibliographic references|bibliographical references|works cited|work cited
        |cited works|works consulted|sources|source|sources cited|list of sources|notes|note|end notes|endnotes|end note
        |footnotes|footnote|citations|notes and sources|sources and notes|notes and citations|citations and notes
        |notes and bibliography|bibliography and notes|sources and further reading""",
    "de": """quellen|quelle|quellenverzeichnis|quellenangaben|quellenangabe|quellennachweis|quellennachweise
        |literaturverzeichnis|literatur|literaturangaben|literaturnachweis|literaturnachweise|literaturliste
        |literatur- und quellenverzeichnis|quellen- und literaturverzeichnis|quellen und literatur|literatur und quellen
        |zitierte literatur|verwendete literatur|verwendete quellen|bibliographie|bibliografie|anmerkungen|anmerkung
        |fußnoten|fussnoten|endnoten|einzelnachweise|einzelnachweise und anmerkungen|anmerkungen und einzelnachweise
        |nachweise|referenzen|belege|anmerkungen und quellen|quellen und anmerkungen|noten|literatur und anmerkungen
        |weblinks und quellen""",
    "es": """fuentes|fuente|fuentes consultadas|fuentes citadas|referencias|referencia|referencias bibliográficas
        |referencias citadas|lista de referencias|bibliografía|bibliografía citada|bibliografía consultada
        |obras citadas|trabajos citados|literatura citada|notas|nota|notas al pie|notas a pie de página|notas finales
        |notas y referencias|notas y fuentes|referencias y notas|fuentes y referencias|fuentes y bibliografía
        |citas|notas bibliográficas""",
    "it": """fonti|fonte|fonti e riferimenti|riferimenti|riferimenti bibliografici|riferimenti e note|note e riferimenti
        |referenze|referenze bibliografiche|bibliografia|bibliografia essenziale|bibliografia citata
        |bibliografia e sitografia|bibliografia e fonti|fonti e bibliografia|sitografia|opere citate|note|nota
        |note e fonti|fonti e note|note bibliografiche|note a piè di pagina|note finali|letteratura|fonti citate
        |note e bibliografia""",
    "pt": """referências|referência|referências bibliográficas|referências citadas|lista de referências|bibliografia
        |bibliografia citada|bibliografia consultada|fontes|fonte|fontes consultadas|fontes e referências|obras citadas
        |trabalhos citados|literatura citada|notas|nota|notas de rodapé|notas finais|notas de fim|notas e referências
        |referências e notas|notas e fontes|citações|notas bibliográficas|notas de fim de texto""",
}

_MARKS = lazy(r"^[\s#=*_>~`|•·–—-]+|[\s#=*_:.：`|–—-]+$")
# A section number may stand before a heading: "7. References", "VII. Sources", "7.2 Literatur".
_ORDINAL = lazy(r"^(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?|[ivxlc]{1,6}[.)]|[a-h][.)])\s+(?=\S)")
_COUNT = lazy(r"\s*[\[(]\s*[0-9]{1,4}\s*[\])]$")
_MAX_LENGTH = 70


def folded(text: str) -> str:
    """``text`` for comparison: no accents, no case, one kind of apostrophe, single spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ß", "ss").replace("œ", "oe"))
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).casefold().split())


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """The headings by language, folded."""
    return {
        language: frozenset(folded(entry) for entry in entries.split("|")) for language, entries in _BY_LANGUAGE.items()
    }


@cache
def _all() -> frozenset[str]:
    return frozenset().union(*vocabulary().values())


def trimmed(line: str) -> tuple[int, int]:
    """The part of a heading's line that is its wording: ``## Sources :`` → the offsets of ``Sources``."""
    start, end = 0, len(line)
    if leading := _MARKS.match(line):
        start = leading.end() if leading.end() < end else 0
    if trailing := re.search(r"[\s#=*_:.：`|–—-]+$", line[:_MAX_LENGTH] if end <= _MAX_LENGTH else line[-8:]):
        end = end - (len(trailing[0]))
    return (start, end) if start < end else (0, len(line))


def _wording(line: str) -> str:
    start, end = trimmed(line)
    return folded(_COUNT.sub("", line[start:end]))


def is_heading(line: str) -> bool:
    """Whether the line, without surrounding white space, is the heading of a source list."""
    if not line or len(line) > _MAX_LENGTH:
        return False
    wording = _wording(line)
    return wording in _all() or _ORDINAL.sub("", wording, count=1) in _all()


def languages(line: str) -> frozenset[str]:
    """The languages in which the line is the heading of a source list."""
    wording = _ORDINAL.sub("", _wording(line), count=1)
    return frozenset(language for language, entries in vocabulary().items() if wording in entries)


def misspelt(line: str) -> str | None:
    """The known heading that the line is one slip away from: a letter lost, added, changed, or two swapped.

    Only for a line that a numbered list follows; short headings have too many neighbours to be guessed.
    """
    wording = _ORDINAL.sub("", _wording(line), count=1)
    if not 4 <= len(wording) <= _MAX_LENGTH or wording in _all():
        return None
    return next((known for known in sorted(_all()) if len(known) >= 4 and _one_slip(wording, known)), None)


def _one_slip(left: str, right: str) -> bool:
    """Whether one edit (Damerau: insertion, deletion, substitution, transposition) turns one into the other."""
    if abs(len(left) - len(right)) > 1 or left == right:
        return False
    start = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    rest, other = left[start:], right[start:]
    return (
        rest[1:] == other
        or rest == other[1:]
        or rest[1:] == other[1:]
        or (rest[2:] == other[2:] and rest[:2] == other[1::-1])
    )
