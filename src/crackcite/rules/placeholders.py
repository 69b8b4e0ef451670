"""What authors, programs and assistants leave behind where a source or its data should stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crackcite.model import template
from crackcite.patterns import lazy

_ASSISTANT = template("“{text}” is an assistant’s leftover.")
_PLACEHOLDER = template("“{text}” is a placeholder.")
_NO_SOURCE = template("“{text}” is a note that a source is missing.")
_TO_DO = template("“{text}” is a note to do something.")
_TO_COMPLETE = template("“{text}” is a note to complete the source.")
_FILLER = template("“{text}” is filler text.")
_CROSS_REFERENCE = template("“{text}” is a word processor’s broken cross-reference.")
_FIELD = template("“{text}” is a field of a template.")
_EMPTY = template("“{text}” is a program’s empty value.")

ANYWHERE = (
    (lazy(r":?contentReference\[oaicite:[^\]]{0,40}\](?:\{index=\d+\})?"), _ASSISTANT),
    (lazy(r"\[oai_citation:[^\]]{0,80}\](?:\([^)\s]{0,300}\))?"), _ASSISTANT),
    (lazy(r"\boaicite\b"), _ASSISTANT),
    (
        lazy(r"[\ue200-\ue2ff]?(?:cite[\ue200-\ue2ff]?)?\bturn\d+(?:search|view|news|file|fetch|image|academia)\d+\b"),
        _ASSISTANT,
    ),
    (lazy(r"(?<![^\W_])cite(?:turn\d+[a-z]+\d+)+"), _ASSISTANT),
    (lazy(r"【\d+(?::\d+)?†[^】]{0,80}】"), _ASSISTANT),
    (
        lazy(r"\[(?:attached_file|web|cite_start|cite|attachment):\s?\d[\d,\s]*\]|\[cite_(?:start|end)\]"),
        _ASSISTANT,
    ),
    (lazy(r"grok_(?:render_citation_)?card|<grok-card"), _ASSISTANT),
    (lazy(r"\bINSERT_[A-Z]+(?:_[A-Z]+)*\b|\bPASTE_[A-Z]+(?:_[A-Z]+)*\b"), _PLACEHOLDER),
    (
        lazy(
            r"[\[(](?:citation|source|reference|ref\.?|référence|bron|quelle|beleg|fuente|cita)s? "
            r"(?:needed|missing|required|nécessaire|manquante?|nodig|ontbreekt|fehlt|erforderlich|requerida)[\])]",
            re.IGNORECASE,
        ),
        _NO_SOURCE,
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
        _NO_SOURCE,
    ),
    (
        lazy(r"[\[(<{](?:TODO|FIXME|TBD|TBC|À COMPLÉTER|A COMPLETER|NOG AANVULLEN)\b[^\])>}]{0,80}[\])>}]"),
        _TO_DO,
    ),
    (lazy(r"(?<![\w-])(?:TODO|FIXME)\s?:"), _TO_DO),
    (lazy(r"\blorem ipsum dolor\b", re.IGNORECASE), _FILLER),
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
        _CROSS_REFERENCE,
    ),
)
"""What is a placeholder wherever it stands, with the sentence that is said of it."""

IN_SOURCES = (
    (
        lazy(r"(?<![\w.-])(?:TODO|FIXME|TBD)(?![\w-])(?!\s[A-ZÀ-Þ]{2})(?<![A-ZÀ-Þ]\sTODO)"),
        _TO_DO,
    ),
    (
        lazy(r"\bcitation needed\b|\bsource needed\b|\breference needed\b", re.IGNORECASE),
        _NO_SOURCE,
    ),
    (lazy(r"\blorem ipsum\b", re.IGNORECASE), _FILLER),
    (
        lazy(
            r"[\[(](?:à|a) (?:compléter|completer|préciser|vérifier|venir)[\])]"
            r"|(?:^|[.,:;–—]\s?)à (?:compléter|préciser)\s?[.!…]*$"
            r"|[\[(](?:nog )?(?:aan te vullen|in te vullen|invullen|aanvullen)[\])]|[\[(](?:noch )?(?:zu "
            r"ergänzen|ergänzen)[\])]"
            r"|[\[(](?:to be (?:completed|added|confirmed)|fill in)[\])]",
            re.IGNORECASE,
        ),
        _TO_COMPLETE,
    ),
    (
        lazy(
            r"\[(?:(?:your |insert |the )?(?:author|authors|name|title|year|date|url|link|doi|publisher|"
            r"journal|page numbers?|pages)"
            r"(?:'s name| name| here)?|auteur|titre|année|éditeur|lien|titel|jaar|uitgever|jahr|verlag)\](?!\()",
            re.IGNORECASE,
        ),
        _FIELD,
    ),
    (lazy(r"[\[({<]\s?(?:XXX+|xxx+|\?\?\?+|\.\.\.\?)\s?[\])}>]"), _PLACEHOLDER),
    (
        lazy(r"(?<![\w])(?:pp?\.\s?)?XXX\s?[-–]\s?XXX(?!\w)|(?<!\w)pp?\.\s?xx+\s?[-–]\s?xx+(?!\w)"),
        _PLACEHOLDER,
    ),
    (lazy(r"(?<![\w])(?:X{4,}|x{4,})(?![\w])"), _PLACEHOLDER),
    (lazy(r"10\.(?:[xX]{4,}|[yYnN]{4,})/\S+|10\.\d{4,9}/[xX]{3,}(?![\w])"), _PLACEHOLDER),
    (lazy(r"^XXX\b(?=[.,:]|$)|(?<=[.,:] )XXX(?=[.,]?$)"), _PLACEHOLDER),
    (lazy(r"(?<!\w)\?{3,}(?!\w)"), _PLACEHOLDER),
    (lazy(r"\b(?:undefined|\[object Object\])(?=[.,;]?$)"), _EMPTY),
)
"""What is a placeholder in a source, though it may be prose elsewhere."""


def leftovers(text: str, start: int, end: int, *, in_source: bool) -> Iterator[tuple[int, int, str]]:
    """Start, end and the template of what is said of each placeholder in ``text[start:end]``, none inside another."""
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
