"""How pages say that they are not there, in seven languages.

The texts compared are *plain*: lower case, without accents, apostrophes and most punctuation (:func:`plain`), so that
one pattern covers the ways in which a sentence is typed. The patterns were written for this module from how such
sentences are built in each language: a noun for the page, at some distance a verb that denies it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile("['’‘`´ʼ]")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_MARKS = re.compile(r"[^\w\s]|_")


@lru_cache(256)  # a page's title and headings are looked at from many sides
def plain(text: str) -> str:
    """``text`` in lower case without accents, apostrophes and punctuation, on one line."""
    bare = _MARKS.sub(" ", _APOSTROPHES.sub("", text.casefold()))
    if not bare.isascii():
        bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", bare))
    return " ".join(bare.split())


_ENGLISH = (
    r"\b(?:web ?page|page|file|article|document|content|resource|url|address|link|item|post|story|entry|publication|"
    r"record|site|video|listing|blog|user|profile|account|product|category|event|job|offer|channel|image|photo|"
    r"project|topic|film|episode)s?\b(?: \w+){0,12}? "
    r"(?:cannot be (?:found|displayed|located)|is broken|"
    r"not (?:be )?(?:found|available|exist|located|here|valid)|cant be (?:found|displayed|located)|"
    r"couldnt be (?:found|located)|wasnt found|isnt (?:found|available|here|valid)|arent available|"
    r"doesnt (?:seem to )?exist|"
    r"didnt exist|no longer (?:exists?|available|here|active|published|online)|unavailable|missing|"
    r"is lost|gone(?: missing)?|"
    r"(?:been|was|were) (?:\w+ )?(?:removed|deleted|taken down|unpublished|moved)|has moved|expired)\b",
    r"\bitem (?:has been |was )?withdrawn\b",
    r"\b(?:page|file|url|document|article|content|link|blog|user|profile|account|product|event|post) (?:not found|"
    r"unavailable|missing|gone|error|removed|"
    r"deleted)\b",
    r"\bnot found\b",
    r"\b(?:we|i) (?:cant|cannot|couldnt|could not|can not|didnt|did not|were unable to|are unable to|werent able to)"
    r"(?: seem to)? (?:find|locate) (?:the|that|this|what|your|any|a) ?(?:\w+ ){0,3}?"
    r"(?:page|file|url|document|article|content|link|youre looking for|you are looking for|you were looking for|"
    r"you requested)\b",
    r"\bnothing (?:was |could be |to be )?found\b",
    r"\b(?:there is|theres) nothing (?:to see )?(?:here|at this address)\b",
    r"\bno (?:such )?(?:page|file|article|document|record)\b(?: (?:was|could be))? found\b",
    r"\bno such (?:page|file|article|document)\b",
    r"\bproduct (?:has been |was |is )?discontinued\b",
    r"\bpage you (?:requested|are looking for|were looking for) (?:\w+ ){0,4}?(?:removed|renamed|moved)\b",
    r"\byou(?:ve| have)? (?:reached|found|followed|hit|clicked) an? (?:dead|broken|missing|outdated|invalid)\b",
    r"\b(?:broken|dead) link\b",
    r"\binvalid (?:identifier|handle|url|link|address|page|article|document|item)\b",
    r"\b(?:youre|you are|are you|you seem to be|you must be|looks like youre) lost\b",
)
_FRENCH = (
    r"\bl?(?:pages?|articles?|documents?|contenus?|fichiers?|ressources?|adresses?|url|publications?|fiches?|"
    r"rubriques?|actualites?|videos?|films?|produits?|ouvrages?|annonces?|offres?|episodes?|emissions?)\b(?! \d)"
    r"(?: \w+){0,12}? "
    r"(?:introuvables?|non trouvee?s?|pas (?:ete )?trouvee?s?|na pas pu etre (?:trouvee?|affichee?)|"
    r"nexiste(?:nt)? (?:pas|plus)|inexistante?s?|"
    r"n(?:est|existe|etait) (?:pas|plus)(?: ou plus)?(?: \w+)? ?(?:disponible|"
    r"accessible|en ligne|valide|existant)|nest (?:pas|plus) (?:disponible|accessible|en ligne|valide)|"
    r"plus (?:disponible|en ligne)|indisponibles?|a (?:peut etre )?ete (?:\w+ )?(?:supprimee?|deplacee?|retiree?|"
    r"depubliee?|effacee?)|"
    r"a disparu|"
    r"ne peu(?:t|vent) (?:pas )?etre (?:trouvee?s?|affichee?s?))\b",
    r"\bintrouvables?\b",
    r"\b(?:pas de|aucune?) (?:page|document|article|contenu|rubrique|fichier)s? a cette adresse\b",
    r"\b(?:nous navons|on na|je nai|impossible de|nous ne parvenons pas a|nous ne pouvons pas|nous narrivons pas a)"
    r"(?: pas)?(?: pu)? (?:re)?trouv\w* (?:la|cette|le|ce|votre|larticle)\b",
    r"\b(?:page|article|contenu|document|fichier|video) (?:supprimee?|retiree?)\b",
    r"\b(?:ce|le|un) lien (?:nexiste (?:pas|plus)|nest plus valide|(?:est )?(?:mort|rompu|brise|casse))\b",
    r"\bimpossible dafficher (?:la|cette|le|ce) (?:page|contenu|document)\b",
    r"\bnous ne (?:re)?trouvons pas (?:la|cette|le|ce|larticle)\b",
    r"\b(?:notre|ce) (?:site|blog)(?: \w+){0,3}? (?:a demenage|a change dadresse|a ete deplace)\b",
    r"\b(?:aucun (?:resultat|contenu|article)|rien) (?:na ete |a ete )?(?:nest )?trouvee?\b",
    r"\b(?:vous (?:etes|semblez|avez lair)) (?:\w+ )?(?:perdue?s?|egaree?s?)\b",
)
_DUTCH = (
    r"\b(?:paginas?|webpaginas?|artikel(?:en)?|document(?:en)?|bestand(?:en)?|inhoud|link|adres|url|"
    r"bericht(?:en)?|publicaties?|product(?:en)?|videos?|films?|vacatures?|aflevering(?:en)?|boek(?:en)?)\b"
    r"(?: \w+){0,12}? (?:niet langer (?:beschikbaar|online|te vinden)|"
    r"niet (?:meer )?(?:\w+ )?(?:gevonden|beschikbaar|vinden|bestaan|bereikbaar)|"
    r"niet worden gevonden|"
    r"niet (?:kan )?worden weergegeven|is er niet(?: meer)?|werkt niet(?: meer)?|is (?:\w+ )?verdwenen|"
    r"bestaat (?:\w+ )?niet(?: meer)?|niet(?: meer)? bestaat|onvindbaar|onbekend|(?:is|werd|werden|"
    r"zijn) (?:\w+ )?(?:verwijderd|verplaatst|verhuisd))\b",
    r"\bniet gevonden\b",
    r"\b(?:kunnen|konden|kan|kon) (?:we |wij |ik )?(?:de|deze|die|het|dit) (?:\w+ )?(?:pagina|artikel|document)"
    r"(?: \w+){0,6}? niet (?:meer )?(?:terug)?vinden\b",
    r"\bonvindbaar\b",
    r"\b(?:onze|de|deze) (?:web)?site is (?:\w+ )?(?:verhuisd|verplaatst)\b",
    r"\b(?:niets|geen resultaten) gevonden\b",
)
_GERMAN = (
    r"\b(?:web)?(?:seiten?|artikel|dokumente?|inhalte?|dateien?|adressen?|url|links?|beitrag|"
    r"ressourcen?)\b(?: \w+){0,12}? "
    r"(?:nicht (?:mehr )?(?:\w+ )?(?:gefunden|verfugbar|vorhanden|auffindbar|erreichbar|existiert|existieren|finden)|"
    r"existier(?:t|en) (?:\w+ )?nicht(?: mehr)?|gibt es (?:\w+ )?nicht(?: mehr)?|(?:wurden?|ist|"
    r"sind) (?:\w+ )?(?:geloscht|entfernt|verschoben|umgezogen)|"
    r"unauffindbar|(?:konnten?|kann|konnen) (?:\w+ )?nicht (?:gefunden|angezeigt) werden)\b",
    r"\bnicht gefunden\b",
    r"\b(?:konnten|konnen) (?:wir )?(?:die|diese|den|das) (?:\w+ )?(?:seite|artikel|dokument|"
    r"inhalt)(?: \w+){0,6}? nicht finden\b",
    r"\bgibt es (?:leider )?nicht(?: mehr)?\b",
    r"\bwir finden (?:die|diese|den|das) (?:\w+ )?(?:seite|artikel|dokument|inhalt) nicht\b",
    r"\b(?:unsere|die|diese) (?:web)?(?:seite|site) ist (?:\w+ )?umgezogen\b",
)
_SPANISH = (
    r"\b(?:paginas?|articulos?|documentos?|contenidos?|archivos?|recursos?|direccion|url|enlaces?|publicacion|"
    r"noticias?)\b"
    r"(?: \w+){0,12}? (?:no (?:\w+ ){0,3}?(?:encontrad[oa]s?|encontro|encuentra|encontrar|existen?|disponibles?|"
    r"localizad[oa])|"
    r"ya no (?:existe|esta disponible)|ha sido (?:eliminad[oa]|borrad[oa]|movid[oa]|retirad[oa])|inexistente)\b",
    r"\bno (?:se ha |ha sido )?encontrad[oa]s?\b",
    r"\bno encontramos (?:la|el|esta|este|lo)\b",
    r"\bno (?:hemos podido|podemos|pudimos|se pudo|se puede|se ha podido|logramos) encontrar (?:la|el|esta|este|lo)\b",
    r"\bno se (?:encontro|encuentra|ha encontrado) (?:la|el|esta|ning\w+) (?:pagina|articulo|contenido|documento|"
    r"resultado)",
)
_ITALIAN = (
    r"\b(?:pagina|articolo|documento|contenuto|file|risorsa|indirizzo|url|link|pubblicazione|"
    r"notizia)\b(?: \w+){0,12}? "
    r"(?:non (?:\w+ ){0,3}?(?:trovat[oa]|trovare|disponibile|esiste|presente|raggiungibile)|"
    r"e stat[oa] (?:\w+ )?(?:rimoss[oa]|eliminat[oa]|cancellat[oa]|spostat[oa])|inesistente)\b",
    r"\bnon trovat[oaie]\b",
    r"\b(?:non troviamo|non abbiamo trovato|non riusciamo a trovare|impossibile trovare|"
    r"non siamo riusciti a trovare) (?:la|il|"
    r"questa|questo|lindirizzo)\b",
)
_PORTUGUESE = (
    r"\b(?:pagina|artigo|documento|conteudo|arquivo|ficheiro|recurso|endereco|url|link|publicacao|noticia)s?\b"
    r"(?: \w+){0,12}? (?:nao (?:\w+ ){0,3}?(?:encontrad[oa]s?|encontrar|disponivel|existe|localizad[oa])|"
    r"ja nao existe|foi (?:\w+ )?(?:removid[oa]|eliminad[oa]|apagad[oa]|movid[oa]|excluid[oa])|inexistente)\b",
    r"\bnao (?:foi )?encontrad[oa]s?\b",
    r"\bnao (?:conseguimos|foi possivel|podemos) encontrar (?:a|o|esta|este)\b",
    r"\bnao encontr(?:amos|ei) (?:a|o|esta|este)\b",
)
_DENIAL = re.compile("|".join((*_ENGLISH, *_FRENCH, *_DUTCH, *_GERMAN, *_SPANISH, *_ITALIAN, *_PORTUGUESE)))

#: One of these stands in whatever the patterns match: texts without any of them need not be searched.
_HINTS = (
    "404|410|found|find|exist|availab|missing|gone|remov|delet|moved|expired|lost|broken|dead|nothing|taken down|"
    "publish|invalid|not valid|locat|not here|isnt here|displayed|no such|error|unavail|introuv|trouv|affich|"
    "disponi|supprim|deplac|retire|efface|en ligne|perdu|egare|gevonden|vinden|beschikbaar|bestaat|bestaan|"
    "bereikbaar|onvindbaar|onbekend|verwijderd|verplaatst|verhuisd|gefunden|finden|verfugbar|vorhanden|erreichbar|"
    "existier|gibt es|geloscht|entfernt|verschoben|umgezogen|auffindbar|encontr|encuentr|eliminad|borrad|movid|"
    "retirad|localizad|trovat|trovar|esist|esiste|rimoss|cancellat|spostat|presente|raggiungib|apagad|excluid|"
    "removid|accessib|disparu|dafficher|lien|werkt|er niet|verdwenen|weergegeven|cette adresse|"
    "withdraw|discontinu|demenag|dadresse|niet langer|finden"
)
HINTS = tuple(_HINTS.split("|"))


def hints(said: str) -> bool:
    """Whether plain text may have a denial in it: a quick look, to spare a long one."""
    return any(hint in said for hint in HINTS)


#: Words around a denial in a title that add nothing to it.
_FILLER = re.compile(
    r"\b(?:error|erreur|fout|foutmelding|foutcode|fehler|fehlercode|errore|erro|http|https|code|status|statuscode|"
    r"40[4]|410|oops|oups|ups|hoppla|oeps|ops|whoops|uh|oh|no|sorry|desolee?s?|helaas|leider|lo|sentimos|siento|"
    r"spiacenti|desculpe|were|im|so|nous sommes|bad|aw snap|houston we have a problem|"
    r"for your (?:url|request|query)|vaya|perdon|entschuldigung|verzeihung|dead end|hmm|zut|mince|aie|"
    r"the|this|that|la|le|les|cette|ce|de|deze|die|diese|der|das|el|esta|este|questa|questo|il|a|o|esta|"
    r"on|gone|server|site|website|et|and|or|ou|it|looks|like|seems|right now|at (?:this|the) (?:time|moment)|"
    r"requested|youre looking for|you are looking for|you were looking for|opgevraagde|gevraagde|gezochte|"
    r"demandee|recherchee|gesuchte|gewunschte|angeforderte|dieser|diesen|solicitada|richiesta|pagina|seite|"
    r"any ?more|any longer|we|us|our|but|mais|maar|aber|pero|ma|mas|file|or|"
    r"directory)\b"
)
_NUMBER = re.compile(r"\b4(?:04|10)\b")
_STATUS = re.compile(r"(?:\w+ ){0,4}?http (?:status|error) 4(?:04|10)\b")
_ERROR_WORD = re.compile(
    r"\b(?:error|erreur|fout(?:melding|code)?|fehler(?:code)?|errore|erro|http|oops|oups|oeps|ups|hoppla|ops|"
    r"whoops)\b"
)


def denial(text: str) -> str:
    """The words of ``text`` that say that the page is not there; empty where none do."""
    said = plain(text)
    found = _DENIAL.search(said) if hints(said) else None
    return found.group() if found else ""


def only_denies(text: str) -> bool:
    """Whether ``text`` as a whole says that the page is not there, and is not about something else.

    “Oops! Page not found (404)” does; “Page not found: how an error became famous” does not; nor does a bare “404”,
    which may be a year, a bus line or a model.
    """
    if _denies(plain(text)):
        return True
    first, _, rest = text.strip().partition(". ")
    return bool(_ADVICE.search(plain(rest))) and _denies(plain(first))


#: What such a page tells its reader to do instead.
_ADVICE = re.compile(
    r"^(?:please |veuillez |bitte |por favor )?(?:try|search|check|go (?:back|to)|return|visit|use|essayez|"
    r"recherchez|retour\w*|"
    r"verifiez|utilisez|probeer|zoek|ga|keer|controleer|versuchen|suchen|gehen|zuruck|prufen|intente|intenta|"
    r"busque|busca|vuelva|"
    r"prova|cerca|torna|tente|procure|pesquise|volte)\b"
)


def _denies(said: str) -> bool:
    if not hints(said):
        return False
    bare = _DENIAL.sub(" ", said)
    left = len("".join(_FILLER.sub(" ", bare).split()))
    if _STATUS.match(said):
        return True
    if bare == said:
        return left == 0 and bool(_NUMBER.search(said)) and bool(_ERROR_WORD.search(said))
    return left <= max(3, 0.15 * len(said))


def says_nothing(text: str) -> bool:
    """Whether ``text`` is only an exclamation or the word for an error: “Oups !”, “Erreur”."""
    return not _FILLER.sub(" ", plain(text)).strip()


def bare_number(text: str) -> bool:
    """Whether ``text`` is nothing but 404 or 410."""
    return bool(re.fullmatch(r"4(?:04|10)", plain(text)))


def begins_with_denial(text: str) -> bool:
    """Whether a sentence in the first part of ``text`` says that the page is not there."""
    found = _DENIAL.search(plain(text))
    if not found or found.start() > 45:
        return False
    # “not found” without what: only where nothing else is said.
    return len(found.group().split()) > 2 or len(text) < 60
