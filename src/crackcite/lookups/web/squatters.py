"""Pages that stand where a site was: parked domains, hosters' default pages, suspended accounts; and pages of a site
that is ill for the moment.
"""

from __future__ import annotations

import re

from crackcite.lookups.web.pages import Sheet
from crackcite.lookups.web.phrases import plain
from crackcite.lookups.web.study import Study
from crackcite.model import say

#: Names in the markup of parking services' pages, which stand on no other.
_PARKED_MARKUP = re.compile(
    r"sedoparking\.com|parkingcrew\.(?:net|com)|\bbodis\.com|d38psrni17bvxu\.cloudfront\.net|parklogic\.com|"
    r"img1\.wsimg\.com/parking-lander|cdn-hugedomains|hugedomains\.com/domain_profile|afternic\.com/forsale|"
    r"dan\.com/buy-domain|"
    r"above\.com/marketplace|skenzo\.com|parked-content|/px\.js\?ch=|uniregistry\.com/parking|parking\.godaddy|"
    r"window\.location\.href\s*=\s*[\"']/lander[\"']|domainmarket\.com/buynow|data-adblockkey",
    re.IGNORECASE,
)
_PARKED = re.compile(
    r"\b(?:this |the )?(?:domain|website|web site)(?: name)?(?: \S+){0,4}? (?:is|may be|could be|"
    r"might be) (?:now |still )?(?:for sale|parked|available for (?:sale|purchase))\b|"
    r"\bbuy this (?:domain|website)\b|\b(?:domain|website) for sale\b|\bparked (?:free|domain|page)\b|"
    r"\bdomain is parked\b|\b(?:recently|just|newly) (?:been )?registered (?:at|with|through|by|via)\b|"
    r"\bdomain(?: name)? (?:has been|is) registered (?:at|with|through|by|via)\b|"
    r"\bdomein(?:naam)? is geregistreerd (?:bij|door)\b|"
    r"\binquire about this domain\b|\bsponsored listings displayed above are served\b|"
    r"\b(?:this )?domain(?: name)?(?: \S+){0,4}? (?:has )?expired\b|\bdomain has recently been registered\b|"
    r"\bthis (?:web ?page|domain) is parked\b|"
    r"\b(?:ce )?(?:nom de )?domaine(?: \S+){0,4}? (?:est|peut etre) (?:a vendre|en vente|parque|gare|expire|"
    r"disponible a la vente)\b|\bacheter ce (?:nom de )?domaine\b|"
    r"\b(?:deze )?domein(?:naam)?(?: \S+){0,4}? (?:is|staat) (?:te koop|geparkeerd|verlopen|mogelijk te koop)\b|"
    r"\bdomein(?:naam)? te koop\b|"
    r"\b(?:diese )?domain(?: \S+){0,4}? (?:steht zum verkauf|ist (?:geparkt|zu verkaufen|abgelaufen|"
    r"moglicherweise zu verkaufen|reserviert)|kaufen|zu verkaufen)\b|"
    r"\b(?:este )?dominio(?: \S+){0,4}? (?:esta (?:en venta|a la venta|aparcado|a venda)|ha (?:caducado|expirado)|"
    r"e in vendita|e scaduto|in vendita|en venta|a venda|parcheggiato)\b"
)
_DEFAULT = re.compile(
    r"^(?:welcome to (?:nginx|openresty|caddy|centos|tengine|lighttpd|apache).*|it works|"
    r"apache2? (?:\w+ )?(?:default page.*|test page.*)|(?:test|default) page for (?:the )?(?:apache|nginx).*|"
    r"iis windows(?: server)?|iis\d? ?\w*|default (?:web ?(?:site|page)|plesk page).*|domain default page|"
    r"web servers? default page|plesk .*default page|"
    r"congratulations your (?:site|domain|website) .*|default server page|index of|hello world|"
    r"account (?:has been )?suspended.*|hosting account (?:has been )?suspended.*|"
    r"this account has been suspended.*|(?:site|"
    r"website) (?:has been )?suspended.*|compte suspendu.*|"
    r"account opgeschort.*|(?:website|site) (?:not (?:published|configured|found)|expired|disabled|deactivated).*|"
    r"(?:no|there is no) (?:such )?(?:site|app|website)\b.*|this site is no longer (?:available|active).*|"
    r"sorry this (?:shop|store) is currently unavailable|"
    r"(?:this|our) (?:website|site|blog) (?:is|has been|was) (?:\w+ )?(?:closed|shut down|discontinued|retired)"
    r"(?: \w+)?|"
    r"(?:ce|notre) (?:site|blog) (?:est|a ete) (?:\w+ )?ferme(?: definitivement)?|"
    r"(?:deze|onze) (?:website|site|blog) is (?:\w+ )?(?:gesloten|afgesloten|stopgezet|offline)|"
    r"(?:this )?(?:website|site) is no longer (?:available|active|online).*|ce site nest plus (?:disponible|"
    r"en ligne|accessible).*|"
    r"deze (?:website|site) is niet (?:meer )?(?:beschikbaar|bereikbaar|actief).*)$"
)
_SOON = re.compile(
    r"^(?:(?:website |site |page )?(?:is )?(?:coming soon|under construction)|(?:site |page )?en construction|"
    r"in aanbouw|(?:site |website )?in opbouw|im aufbau|"
    r"(?:pagina |sitio )?en construccion|in costruzione|em construcao|binnenkort online|bientot (?:en ligne|"
    r"disponible)|launching soon|future home of .*)$"
)
_TROUBLE = re.compile(
    r"^(?:(?:error )?5\d\d|(?:5\d\d |http (?:error |status )?(?:5\d\d )?)?(?:internal server error|bad gateway|"
    r"service (?:temporarily )?unavailable|gateway time ?out)(?: 5\d\d)?.{0,50}|"
    r"(?:\w+ )?error establishing a database connection|database (?:connection )?error|(?:site |website |"
    r"page )?(?:is )?(?:under|down for) (?:\w+ )?maintenance(?: mode)?.{0,40}|"
    r"maintenance(?: (?:mode|page|en cours|in progress|werken))?|(?:site |page )?en (?:cours de )?maintenance|"
    r"onderhoud(?:swerken)?|(?:website |site )?in onderhoud|wartungsarbeiten|wartung(?:smodus)?|"
    r"en mantenimiento|(?:sito )?in manutenzione|em manutencao|be right back|well be (?:right )?back(?: soon)?|"
    r"(?:scheduled|planned) maintenance|"
    r"temporarily (?:unavailable|down|offline)|(?:site|service) temporairement indisponible|"
    r"tijdelijk niet beschikbaar|vorubergehend nicht (?:verfugbar|erreichbar)|"
    r"temporalmente no disponible|temporaneamente non disponibile|temporariamente indisponivel|"
    r"(?:an |a )?(?:unexpected |technical |fatal |server |application )?error (?:has )?occurred.{0,50}|"
    r"something went wrong.{0,50}|technical (?:difficulties|problems?|error)|"
    r"une erreur (?:est survenue|sest produite).{0,50}|erreur (?:technique|interne|serveur).{0,50}|"
    r"er is (?:iets misgegaan|"
    r"een fout opgetreden|iets fout gegaan).{0,50}|"
    r"(?:es ist )?ein fehler (?:ist )?aufgetreten.{0,50}|technische (?:storung|storing).{0,50}|"
    r"ha ocurrido un error.{0,50}|"
    r"(?:si e verificato|errore) .{0,50}|ocorreu um erro.{0,50}|"
    r"there has been a critical error.{0,50}|server error.{0,50}|runtime error|application error.{0,50}|"
    r"fatal error.{0,50}|whitelabel error page|"
    r"the website encountered an unexpected error.{0,50}|drupal error|error 5\d\d.{0,50})$"
)
_LITTLE = 900
#: What PHP and ASP write in place of a page that they could not finish.
_DIED = re.compile(
    r"^(?:PHP )?(?:(?:Fatal|Parse) error|Warning) ?: .{3,900} on line \d+|^Microsoft OLE DB Provider\b", re.DOTALL
)


_GATES = (
    "sedo", "parking", "bodis", "d38psrni17bvxu", "parklogic", "hugedomains", "afternic", "dan.com", "above.com",
    "skenzo", "parked", "px.js", "uniregistry", "/lander", "domainmarket", "adblockkey", "domain", "domein",
    "dominio", "sponsored listings", "exist",
    "website", "web site", "error", "erreur", "fout", "fehler", "errore", "erro ", "wrong", "maint",
    "onderhoud", "wartung", "manten", "manuten", "unavailable", "indisponi", "technical", "technique",
    "technische", "misgegaan", "right back", "back soon",
)  # fmt: skip


def may_be(sheet: Sheet, heads: tuple[str, ...]) -> bool:
    """Whether a short page is worth a closer look, cheaply seen."""
    return any(gate in sheet.lowered for gate in _GATES) or any(
        pattern.match(plain(text)) for text in heads for pattern in (_DEFAULT, _SOON, _TROUBLE)
    )


def not_the_site(sheet: Sheet, looked: Study, host: str) -> str:
    """What shows that a parking service, a hoster or nobody answers in the site's place; empty where nothing does."""
    if looked.prose > _LITTLE:
        return ""
    if _PARKED_MARKUP.search(sheet.html):
        return say("a parked domain")
    heads = [text for text in (sheet.title, *looked.headings) if text]
    own = [text for text in looked.headings if not _is_host(text, host) and not _sells(text)]
    for text in heads if own else (*heads, *looked.blocks):
        if len(text) < 250 and _sells(text) and (text not in looked.headings or len(text.split()) <= 12):
            return say("“{quoted}”", quoted=text[:100])
    for text in heads:
        if _DEFAULT.match(plain(text)) or (looked.prose < 400 and _SOON.match(_without(plain(text), host))):
            return say("“{quoted}”", quoted=text[:100])
    return ""


_NAMED = re.compile(
    r"^\S+\.[a-z]{2,}\b.{0,12}\b(?:(?:is|may be) (?:\w+ )?(?:parked|for sale|available for)|"
    r"does(?:n['’]t| not) exist$)",
    re.IGNORECASE,
)
_BARE = re.compile(r"^(?:parked domain|domain parked|domain parking)\b", re.IGNORECASE)


_BETS = re.compile(
    r"\bslot gacor\b|\bsitus (?:slot|judi|togel)\b|\bjudi (?:online|bola|slot)\b|\btogel\b|\bsbobet\b|\bmaxwin\b|"
    r"\bslot (?:online|88|777|dana|thailand)\b|\bdeposit pulsa\b|\bnha cai\b|\bca cuoc\b|\bdeneme bonusu\b|"
    r"\bbahis siteleri\b|\bcasino siteleri\b|\bonline casino\b|\bfree spins\b|\bbonus code\b|\bno deposit\b|"
    r"澳门|葡京|娱乐城|博彩|棋牌|彩票"
)


def sells_bets(title: str) -> bool:
    """Whether a title is one of those for which abandoned domains are bought: two of their words, for a page about
    gambling needs one.
    """
    return len(set(_BETS.findall(plain(title)))) > 1


def _sells(text: str) -> bool:
    return bool(_PARKED.search(plain(text)) or _NAMED.match(text) or _BARE.match(text))


def _is_host(text: str, host: str) -> bool:
    return plain(text) == plain(host) or bool(re.fullmatch(r"[\w.-]+\.[a-z]{2,}", text.strip(), re.IGNORECASE))


def _without(text: str, host: str) -> str:
    """``text`` without the host's name at its beginning or end."""
    name = plain(host)
    return text.removeprefix(name).removesuffix(name).strip()


def trouble(titles: tuple[str, ...], looked: Study) -> str:
    """What shows that the site itself is ill for the moment; empty where nothing does."""
    if looked.prose > _LITTLE:
        return ""
    died = next(filter(_DIED.match, looked.blocks[:3]), "") if not looked.headings else ""
    if died:
        return say("“{quoted}”", quoted=died[:100])
    lines = (*titles, *looked.headings, *(line for line in looked.blocks[:3] if len(line) < 160))
    return next((say("“{quoted}”", quoted=text[:100]) for text in lines if text and _TROUBLE.match(plain(text))), "")
