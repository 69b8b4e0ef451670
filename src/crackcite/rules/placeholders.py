"""What authors, programs and assistants leave behind where a source or its data should stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crackcite.patterns import lazy

ANYWHERE = (
    (lazy(r":?contentReference\[oaicite:[^\]]{0,40}\](?:\{index=\d+\})?"), "an assistant’s leftover"),
    (lazy(r"\[oai_citation:[^\]]{0,80}\](?:\([^)\s]{0,300}\))?"), "an assistant’s leftover"),
    (lazy(r"\boaicite\b"), "an assistant’s leftover"),
    (
        lazy(r"[\ue200-\ue2ff]?(?:cite[\ue200-\ue2ff]?)?\bturn\d+(?:search|view|news|file|fetch|image|academia)\d+\b"),
        "an assistant’s leftover",
    ),
    (lazy(r"(?<![^\W_])cite(?:turn\d+[a-z]+\d+)+"), "an assistant’s leftover"),
    (lazy(r"【\d+(?::\d+)?†[^】]{0,80}】"), "an assistant’s leftover"),
    (
        lazy(r"\[(?:attached_file|web|cite_start|cite|attachment):\s?\d[\d,\s]*\]|\[cite_(?:start|end)\]"),
        "an assistant’s leftover",
    ),
    (lazy(r"grok_(?:render_citation_)?card|<grok-card"), "an assistant’s leftover"),
    (lazy(r"\bINSERT_[A-Z]+(?:_[A-Z]+)*\b|\bPASTE_[A-Z]+(?:_[A-Z]+)*\b"), "a placeholder"),
    (
        lazy(
            r"[\[(](?:citation|source|reference|ref\.?|référence|bron|quelle|beleg|fuente|cita)s? "
            r"(?:needed|missing|required|nécessaire|manquante?|nodig|ontbreekt|fehlt|erforderlich|requerida)[\])]",
            re.IGNORECASE,
        ),
        "a note that a source is missing",
    ),
    (
        lazy(
            r"[\[(](?:réf(?:érence)?\.? (?:nécessaire|souhaitée|à ajouter|manquante)|source à (?:ajouter|"
            r"préciser|compléter|vérifier)"
            r"|bron\?* nodig|bron toevoegen|add (?:source|citation|reference)|insert (?:source|citation|"
            r"reference)[^\])]{0,30}"
            r"|quelle (?:ergänzen|einfügen)|falta (?:la )?(?:fuente|cita))[\])]",
            re.IGNORECASE,
        ),
        "a note that a source is missing",
    ),
    (
        lazy(r"[\[(<{](?:TODO|FIXME|TBD|TBC|À COMPLÉTER|A COMPLETER|NOG AANVULLEN)\b[^\])>}]{0,80}[\])>}]"),
        "a note to do something",
    ),
    (lazy(r"(?<![\w-])(?:TODO|FIXME)\s?:"), "a note to do something"),
    (lazy(r"\blorem ipsum dolor\b", re.IGNORECASE), "filler text"),
    (
        lazy(
            r"Error! (?:Reference source|Bookmark) not (?:found|defined)|Erreur ! (?:Source du renvoi "
            r"introuvable|Signet non défini)"
            r"|Fout! (?:Verwijzingsbron niet gevonden|Bladwijzer niet gedefinieerd)"
            r"|Fehler! (?:Verweisquelle konnte nicht gefunden werden|Textmarke nicht definiert)"
            r"|¡Error! (?:No se encuentra el origen de la referencia|Marcador no definido)"
            r"|Errore\. (?:L'origine riferimento non è stata trovata|Il segnalibro non è definito)",
            re.IGNORECASE,
        ),
        "a word processor’s broken cross-reference",
    ),
)
"""What is a placeholder wherever it stands, with its description."""

IN_SOURCES = (
    (
        lazy(r"(?<![\w.-])(?:TODO|FIXME|TBD)(?![\w-])(?!\s[A-ZÀ-Þ]{2})(?<![A-ZÀ-Þ]\sTODO)"),
        "a note to do something",
    ),
    (
        lazy(r"\bcitation needed\b|\bsource needed\b|\breference needed\b", re.IGNORECASE),
        "a note that a source is missing",
    ),
    (lazy(r"\blorem ipsum\b", re.IGNORECASE), "filler text"),
    (
        lazy(
            r"[\[(](?:à|a) (?:compléter|completer|préciser|vérifier|venir)[\])]"
            r"|(?:^|[.,:;–—]\s?)à (?:compléter|préciser)\s?[.!…]*$"
            r"|[\[(](?:nog )?(?:aan te vullen|in te vullen|invullen|aanvullen)[\])]|[\[(](?:noch )?(?:zu "
            r"ergänzen|ergänzen)[\])]"
            r"|[\[(](?:to be (?:completed|added|confirmed)|fill in)[\])]",
            re.IGNORECASE,
        ),
        "a note to complete the source",
    ),
    (
        lazy(
            r"\[(?:(?:your |insert |the )?(?:author|authors|name|title|year|date|url|link|doi|publisher|"
            r"journal|page numbers?|pages)"
            r"(?:'s name| name| here)?|auteur|titre|année|éditeur|lien|titel|jaar|uitgever|jahr|verlag)\](?!\()",
            re.IGNORECASE,
        ),
        "a field of a template",
    ),
    (lazy(r"[\[({<]\s?(?:XXX+|xxx+|\?\?\?+|\.\.\.\?)\s?[\])}>]"), "a placeholder"),
    (
        lazy(r"(?<![\w])(?:pp?\.\s?)?XXX\s?[-–]\s?XXX(?!\w)|(?<!\w)pp?\.\s?xx+\s?[-–]\s?xx+(?!\w)"),
        "a placeholder",
    ),
    (lazy(r"(?<![\w])(?:X{4,}|x{4,})(?![\w])"), "a placeholder"),
    (lazy(r"10\.(?:[xX]{4,}|[yYnN]{4,})/\S+|10\.\d{4,9}/[xX]{3,}(?![\w])"), "a placeholder"),
    (lazy(r"^XXX\b(?=[.,:]|$)|(?<=[.,:] )XXX(?=[.,]?$)"), "a placeholder"),
    (lazy(r"(?<!\w)\?{3,}(?!\w)"), "a placeholder"),
    (lazy(r"\b(?:undefined|\[object Object\])(?=[.,;]?$)"), "a program’s empty value"),
)
"""What is a placeholder in a source, though it may be prose elsewhere."""


def leftovers(text: str, start: int, end: int, *, in_source: bool) -> Iterator[tuple[int, int, str]]:
    """Start, end and description of each placeholder in ``text[start:end]``, none inside another."""
    part = text[start:end]
    found = sorted(
        (match.start(), -match.end(), what)
        for pattern, what in ((*ANYWHERE, *IN_SOURCES) if in_source else ANYWHERE)
        for match in pattern.finditer(part)
    )
    reached = 0
    for at, minus_end, what in found:
        if at >= reached:
            reached = -minus_end
            yield start + at, start + reached, what
