"""The headings under which sources stand, in seven languages."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

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
        |weblinks und quellen|literaturhinweise|quellenhinweise""",
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

# What may be said of sources besides naming them: whose, which, how used.
_MODIFIERS = """nos|notre|our|onze|unsere|nuestras|nossas|nostre
|cited|citées|cités|consultées|consultés|utilisées|used|selected|sélection|sélective|indicative|indicatives|principales
|main|full|complete|complètes|essentielle|ausgewählte|verwendete|geciteerde|gebruikte|seleccionada|básica
|ressources|resources|recursos|risorse|weblinks|links|liens|enlaces|endnotes|weiterführende|further|complémentaires"""
_ARTICLES = """les|la|le|los|las|the|die|de|as|os|i"""
# Longer turns of the same kind, and what stands beside sources under one heading.
_TURNS = """de l'article|de cet article|de ce texte|de l'auteur|bij dit artikel|bij deze tekst|of this article
|for this article|zu diesem artikel|zum artikel|de este artículo|del artículo|dell'articolo|deste artigo|do artigo
|pour en savoir plus|pour aller plus loin|further reading|recommended reading|weiterführende literatur|para saber más
|para saber mais|per approfondire|meer lezen|verder lezen|zum weiterlesen|lectures complémentaires"""

_SAID = "the"  # a modifier in place of a turn

_BEFORE = lazy(r"^[\W_]+")
_AFTER = lazy(r"[^\w)\]\u0300-\u036f]+$")
# A section number may stand before a heading: "7. References", "VII – Sources", "7.2 Literatur".
_ORDINAL = lazy(
    r"^(?i:(?:[0-9]{1,2}|[ivxlc]{1,6}|[a-h]) ?[–—-]"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?|(?:[ivxlc]{1,6}|[a-h])[.)])\s+(?=\S)"
)
_COUNT = lazy(r"\s*[\[(]\s*[0-9]{1,3}\s*[\])]$")
_ASIDE = lazy(r"\s*(?:\([^()]{1,40}\)|\[[^\[\]]{1,40}\])$")
_SPACED_OUT = lazy(r"[^\W\d_](?: {1,3}[^\W\d_]){3,}")
_JOINT = lazy(r"\s*[,/&+;:]\s*|\s+(?:et|und|en|y|e|and)\s+")
_WORD = lazy(r"\w+")
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


@cache
def _words() -> frozenset[str]:
    return frozenset(word for known in _all() for word in _WORD.findall(known))


@cache
def _modifiers() -> frozenset[str]:
    return frozenset(map(folded, f"{_MODIFIERS}|{_ARTICLES}".split("|")))


@cache
def _turns() -> tuple[str, ...]:
    return tuple(map(folded, _TURNS.split("|")))


def trimmed(line: str) -> tuple[int, int]:
    """The part of a heading's line that is its wording: ``## Sources :`` → the offsets of ``Sources``."""
    before, after = _BEFORE.match(line), _AFTER.search(line, max(0, len(line) - _MAX_LENGTH))
    start, end = before.end() if before else 0, after.start() if after else len(line)
    if before and line[end - 1 : end] in (")", "]") and line[start:end].count("(") + line[start:end].count("[") == 0:
        end -= 1  # the whole stands in brackets
    return (start, end) if start < end else (0, len(line))


def _wording(line: str) -> str:
    start, end = trimmed(line)
    return folded(_COUNT.sub("", line[start:end]))


@lru_cache(maxsize=4096)
def is_heading(line: str) -> bool:
    """Whether the line, without surrounding white space, is the heading of a source list."""
    return bool(_heads(line))


def languages(line: str) -> frozenset[str]:
    """The languages in which the line is the heading of a source list."""
    heads = _heads(line)
    return frozenset(language for language, entries in vocabulary().items() if any(head in entries for head in heads))


def _heads(line: str) -> tuple[str, ...]:
    """The known headings that a line is or is made of, folded; empty where it is no heading."""
    if not line or len(line) > _MAX_LENGTH:
        return ()
    wording = _wording(line)
    for whole in (wording, _ORDINAL.sub("", wording, count=1)):
        if whole in _all():
            return (whole,)
    return _composed(line)


def _composed(line: str) -> tuple[str, ...]:
    """The known headings in a line that has nothing but such and what may be said of them.

    Only for a line that starts with a capital: text that goes on from the line before seldom does.
    """
    start, end = trimmed(line)
    wording = _joined(_ORDINAL.sub("", _ASIDE.sub("", line[start:end]), count=1))
    if not wording[:1].isupper():
        return ()
    wording = folded(wording)
    if wording in _all():
        return (wording,)
    article, _, rest = wording.partition(" ")
    if article in _ARTICLES.split("|") and rest in _all():
        return ()  # “Les sources” may be springs, “The notes” music
    if _words().isdisjoint(_WORD.findall(wording)):
        return ()
    for turn in _turns():
        wording = re.sub(rf"(?:^|(?<= )){re.escape(turn)}(?= |$|,)", _SAID, wording)
    heads = [_head(part) for part in _JOINT.split(wording) if part]
    return tuple(filter(None, heads)) if all(head is not None for head in heads) else ()


def _head(part: str) -> str | None:
    """The known heading in one part of a line; empty where it has modifiers only, ``None`` where it has other words."""
    if part in _all():
        return part
    rest = " ".join(word for word in part.split() if word not in _modifiers())
    return rest if not rest or rest in _all() else None


def _joined(text: str) -> str:
    """The text with its letters closed up where it is spaced out: ``N O T E S`` → ``NOTES``."""
    if not _SPACED_OUT.fullmatch(text):
        return text
    return " ".join(word.replace(" ", "") for word in re.split(r" {2,}", text))


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
