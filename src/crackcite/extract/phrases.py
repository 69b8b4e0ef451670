"""Words and shapes around numbers: units, what is counted, dates, labels, abbreviations, chemical formulas."""

from __future__ import annotations

import re

from crackcite.patterns import lazy

UNITS = frozenset(
    """m cm mm km dm nm µm μm um hm ha g kg mg µg l ml dl s ms min h hr d yr mol v w k pa n j ft in inch sq x r
    q p t f z chi χ σ η λ β α log kcm px rem em""".split()  # noqa: SIM905 a list of words is read as words
)
NUMBERED = frozenset(
    """fig figs figure figures table tables tab tabelle tabel tabla tabela tabella abb abbildung afbeelding
    figura figuur tableau chapter chapters ch chap chapitre kapitel hoofdstuk capítulo capitolo section
    sections sec sect abschnitt sección seção sezione sectie part parts partie teil deel parte step steps
    étape schritt stap paso passo phase phases fase type types typ tipo no nos nr n° nº num number numbers
    numéro nummer número numero p pp page pages seite seiten s pagina pagina's página páginas pagine pág
    págs pag pg vol volume volumes band bd tome art article articles artikel artículo artigo articolo § eq
    eqs equation box panel grade level stage model class group groupe gruppe groep grupo gruppo day days
    week weeks month months year years jour jours tag tage dag dagen año años ano anos anno anni an ans
    version versions v ver release lesson leçon lektion les lección lição appendix annexe anhang bijlage
    anexo allegato supplementary experiment study cluster chromosome round line lines column row exon case
    cases question item items note notes example exemple beispiel voorbeeld ejemplo exemplo esempio january
    february march april may june july august september october november december janvier février mars avril
    mai juin juillet août septembre octobre novembre décembre januar februar märz juni juli oktober dezember
    januari februari maart mei augustus enero febrero marzo abril mayo junio julio agosto septiembre octubre
    noviembre diciembre janeiro fevereiro março maio junho julho setembro outubro novembro dezembro gennaio
    febbraio aprile maggio giugno luglio settembre ottobre dicembre jan feb mar apr jun jul aug sep sept oct
    nov dec than about least most approximately nearly over under around between from to of at by the a and
    or every plus moins environ entre de du des à au aux et ou le la een der die das den dem zwischen und
    oder von bis zu etwa rund über unter tussen van tot en met los las el y o da do dos e tra fra il i gli""".split()  # noqa: SIM905 a list of words is read as words
)
COUNTED = lazy(
    r"[ \u00a0\u2009\u202f-](?:%|°|€|\$|£|min|h|s|sec|g|mg|kg|µg|μg|ng|m|ml|mL|L|l|dl|mm|cm|km|nm|µm|μm|"
    r"µM|μM|mM|nM|M|kJ|kcal|Hz|V|W|bp|kb|Mb|"
    r"euros?|dollars?|pounds?|minutes?|hours?|days?|weeks?|months?|years?|times|fold|patients?|participants?|people|"
    r"percent|million|milliards?|millions?|heures?|jours?|semaines?|mois|ans|années|personnes|fois|"
    r"Minuten|Stunden|Tagen?|Wochen?|Monaten?|Jahren?|Uhr|Prozent|Mal|Millionen|minuten|uur|dagen|weken|maanden|jaar|"
    r"procent|keer|miljoen|horas?|días?|semanas?|meses|años?|veces|millones|ore|giorni|settimane|mesi|anni|volte|"
    r"milioni|dias?|anos?|vezes|milhões)(?![^\W\d_]|['’])"
)
"""What follows a number that counts or measures something."""

DATE = lazy(
    r"(?:\.|er|º|st|nd|rd|th)?[ \u00a0](?:de )?"
    r"(?:jan|feb|f[ée]v|mar|m[äa]r|maart|avr|apr|abr|ma[iyj]|mei|magg|ju[inl]|giu|lug|gen|ene|ao[uû]t|aug|ago|set|sep|okt|oct|out|ott|nov|d[eéi][cz])[^\W\d_]{0,7}\.?"
    r"[ \u00a0](?:de )?(?:1[5-9]|20)[0-9]{2}",
    re.IGNORECASE,
)
ELISIONS = frozenset("l d s n c j m t qu dell nell all dall sull un quell quest degl".split())  # noqa: SIM905

ABBREVIATIONS = frozenset(
    """fig figs no nos nr num p pp s vol bd art ch chap sec eq eqs tab pág pag págs abb cf vgl resp ca approx v
    ver ed""".split()  # noqa: SIM905 a list of words is read as words
)
FORMULA = lazy(
    "(?:Ag|Al|Ar|As|Au|Ba|Be|Bi|Br|Ca|Cd|Cl|Co|Cr|Cu|Fe|Ge|Hg|In|Li|Mg|Mn|Mo|Na|Ni|Pb|Se|Si|Sn|Ti|Zn|[BCFHIKNOPSUVW])+"
)
