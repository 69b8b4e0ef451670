"""Soft 404s: whether a page says, as its whole point, that it is not there.

A proof needs more than the words: a page may be about missing pages, quote an error, or have lost a comment. So the
denial must be the page's title or heading, or the beginning of nearly all it says; and nothing else may be its subject.
What falls short of that is a doubt, which a comparison with an address that cannot exist settles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crackcite.lookups.web import phrases
from crackcite.lookups.web.address import segments, site
from crackcite.lookups.web.exchange import Exchange, Judgement
from crackcite.lookups.web.pages import Sheet
from crackcite.lookups.web.study import Study
from crackcite.model import Outcome, Reason, say

_SHORT = 700  # characters of prose: a page that says less may be one sentence and its trimmings
_LONG = 900  # characters of prose: a page that says more is about something, whatever its title
_SAID = say("the page says that it is not there")

_SEPARATORS = re.compile(r"\s+[|–—·•»«›:-]\s+|\s*[|•»›]\s*|\s+::\s+")


def parts_of_title(sheet: Sheet, url: str) -> tuple[str, ...]:
    """The ``<title>`` split where sites put their names, whole first; the site's own name is left out."""
    title = sheet.title
    own = {phrases.plain(sheet.site_name), phrases.plain(site(url)), phrases.plain(site(url).rsplit(".", 1)[0])}
    parts = [part for part in _SEPARATORS.split(title) if part.strip() and phrases.plain(part) not in own]
    return (title, *parts) if len(parts) > 1 or parts != [title] else (title,)


def denied(exchange: Exchange, sheet: Sheet, looked: Study) -> Judgement | None:
    """The page's own word that it is not there: a proof on a short page about nothing else, else a doubt."""
    parts = parts_of_title(sheet, exchange.url)
    title = next(filter(phrases.only_denies, parts), "")
    heading = next(filter(phrases.only_denies, looked.headings), "")
    block = next((text for text in _texts(looked) if len(text) < 400 and phrases.begins_with_denial(text)), "")
    number = any(map(phrases.bare_number, (*parts, *looked.headings, *looked.blocks[:3])))
    number = number and not any(map(phrases.bare_number, segments(exchange.asked)))
    sign = title or heading or (block if number or looked.prose < _SHORT else "")
    if number and not sign and looked.prose < 120:
        sign = "404"
    if not sign:
        return None
    shown = say("“{quoted}”", quoted=sign[:100])
    subject = _subject(_above(looked, block), parts, sheet, exchange.url)
    if looked.prose <= _LONG and _is_proof(title, subject, block, looked, parts) and _fits(sign, block, looked):
        return Judgement(Outcome.ABSENT, Reason.SOFT_404, _SAID, shown, sheet=sheet)
    decisive = bool(title or heading) and not subject and looked.prose <= _LONG
    return Judgement(Outcome.FOUND, sign=shown, doubt=_SAID, decisive=decisive, sheet=sheet)


def _texts(looked: Study) -> Iterator[str]:
    """What a page says below its headings."""
    return (text for text in looked.blocks if text not in looked.headings)


def _above(looked: Study, block: str) -> tuple[str, ...]:
    """The headings above the denial, where they only exclaim: below an “Oups !” and a denial come other pages' titles.
    All of them where there are none.
    """
    before = looked.blocks[: looked.blocks.index(block)] if block in looked.blocks else ()
    above = tuple(heading for heading in looked.headings if heading in before)
    return above if above and all(map(phrases.says_nothing, above)) else looked.headings


def _subject(headings: tuple[str, ...], parts: tuple[str, ...], sheet: Sheet, url: str) -> str:
    """The heading that tells what the page is about; empty where the first one is the denial, or says nothing."""
    names = parts[1:] if any(map(phrases.only_denies, parts)) else ()
    for heading in headings:
        if phrases.only_denies(heading) or phrases.bare_number(heading):
            return ""
        if not (phrases.says_nothing(heading) or heading in names or names_site(heading, sheet, url)):
            return heading
    return ""


def _is_proof(title: str, subject: str, block: str, looked: Study, parts: tuple[str, ...]) -> bool:
    """Whether the denial is the page's whole point, and not its subject."""
    rest_is_a_name = all(len(part.split()) <= 4 for part in parts[1:] if not phrases.only_denies(part))
    if not subject:
        return not title or rest_is_a_name or bool(block)
    return bool(title) and not phrases.denial(subject) and looked.prose < 400 and rest_is_a_name


#: What the rest of such a page speaks of: the way back, the search, the address, the server, the regret.
_ELSEWHERE = re.compile(
    r"\b(?:home|accueil|start\w*|hoofdpagina|inicio|search\w*|recherch\w*|cherch\w*|zoek\w*|such\w*|busc\w*|"
    r"busq\w*|cerc\w*|"
    r"ricerc\w*|pesquis\w*|procur\w*|menu|return\w*|retour\w*|terug\w*|ga|zuruck|volver|vuelv\w*|torn\w*|voltar?|"
    r"back|go|visit|link\w*|"
    r"lien\w*|enlace\w*|url|address|adres\w*|direccion|indirizzo|endereco|check\w*|verif\w*|controle\w*|try|"
    r"essay\w*|prob\w*|versuch\w*|"
    r"sorry|desole\w*|helaas|leider|sentimos|spiacent\w*|desculpe|helas|nginx|apache|server\w*|serveur|servidor|"
    r"contact\w*|kontakt\w*|webmaster|"
    r"error\w*|erreur\w*|fout\w*|fehler|errore|erro|page\w*|pagina\w*|seite\w*|site|website|moved|removed|deleted|"
    r"archives?|owner|continue|"
    r"available|exist\w*|browser|bookmark|request\w*|demande\w*)\b"
)


def _fits(sign: str, block: str, looked: Study) -> bool:
    """Whether what else the page says is what such pages say, and not a story of its own."""
    if not phrases.denial(sign) and not block and looked.prose > 250:
        return False
    texts = [phrases.plain(text) for text in _texts(looked)]
    return bool(block) or sum(map(len, texts)) < 80 or any(map(_ELSEWHERE.search, texts))


def names_site(text: str, sheet: Sheet, url: str) -> bool:
    """Whether ``text`` is the site's name: the one it gives itself, or its host's."""
    said, name = phrases.plain(text), phrases.plain(sheet.site_name)
    host = phrases.plain(site(url).rsplit(".", 1)[0]).replace(" ", "")
    return bool(said) and (
        said == name or said.replace(" ", "") in host or (bool(host) and host in said.replace(" ", ""))
    )
