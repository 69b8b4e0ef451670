"""Where redirects lead: to the page at another address, or to a page that is shown in its place.

Judged from the addresses alone. All functions are pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from urllib.parse import parse_qsl, urlsplit

from crackcite.lookups.web.address import only_scheme_differs, same_but_for_form, segments, site
from crackcite.model import Hop


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PERMANENT = frozenset({301, 308})  # RFC 9110 sections 15.4.2 and 15.4.9
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Landing(StrEnum):
    """What kind of place a chain of redirects ended at."""

    PAGE = "page"
    HOME = "home"
    MAYBE_HOME = "maybe-home"
    ERROR = "error"
    LOGIN = "login"
    CONSENT = "consent"
    SEARCH = "search"
    PAY = "pay"
    WALL = "wall"
    ABOVE = "above"
    PARKED = "parked"


#: Languages and countries as they stand in addresses: what may follow a site's name on its front page.
_CODES = (
    "ar|at|be|bg|br|ca|ch|cs|cz|da|de|dk|el|en|es|et|eu|fi|fr|ga|gb|gr|hr|hu|ie|int|it|ja|jp|ko|lb|lt|lu"
    "|lv|mt|nl|no|pl|pt|ro|ru|se|sk|sl|sv|tr|uk|us|zh"
)
_LANGUAGE = rf"(?:(?:{_CODES})(?:[-_](?:{_CODES}))?|nld|fra|eng|deu|spa|ita|por)"
_HOME = re.compile(
    rf"^(?:{_LANGUAGE}|(?:home|homepage|accueil|start|startseite|startpagina|inicio|inizio|welcome|bienvenue|welkom|"
    r"willkommen|index|default|main)(?:\.\w{2,5})?)$"
)
_ERROR = re.compile(
    r"^(?:(?:error|erreur|fout|fehler|errore|erro|page|pagina|seite|http|status)?[-_ ]?(?:404|"
    r"410)(?:[-_ ](?:error|erreur|page|not[-_ ]found))?|"
    r"(?:page[-_ ]?|file[-_ ]?|resource[-_ ]?|content[-_ ]?)?not[-_ ]?found|(?:generic)?errors?(?:[-_ ]?page)?|"
    r"page[-_ ](?:introuvable|non[-_ ]trouvee|error)|"
    r"pagina[-_ ](?:niet[-_ ]gevonden|no[-_ ]encontrada|non[-_ ]trovata|nao[-_ ]encontrada)|niet[-_ ]gevonden|"
    r"nicht[-_ ]gefunden|"
    r"seite[-_ ]nicht[-_ ]gefunden|introuvable|notavailable|expired|gone|removed|oops|missing)(?:\.\w{2,5})?$"
)
_LOGIN = re.compile(
    r"^(?:(?:user|users|account|accounts|auth|customer|member)?[-_ ]?(?:log[-_]?in|sign[-_]?in|logon|log[-_]?on|"
    r"authenticate|authentication|authorize)|"
    r"connexion|se-connecter|inloggen|aanmelden|anmelden|anmeldung|identification|iniciar-sesion|acceso|accedi|"
    r"entrar|"
    r"sso|oauth2?|saml2?|openid|cas|wayf|shibboleth\.sso|wp-login|session|sessions|auth)(?:\.\w{2,5})?$"
)
_LOGIN_HOST = re.compile(r"^(?:login|signin|auth|sso|idp|accounts?|cas|secure-?login|id|identity|connect)\d*\.")
_CONSENT = re.compile(
    r"^(?:cookie-?(?:consent|wall|notice|check)|consent|cmp|privacy-?(?:gate|wall|consent)|gdpr(?:-consent)?|"
    r"cookies?|collectconsent|zustimmung)(?:\.\w{2,5})?$"
)
_CONSENT_HOST = re.compile(r"^(?:consent|cookies?|myprivacy|privacy-?gate|cmp|choices)\.")
_SEARCH = re.compile(
    r"^(?:search(?:results?)?|recherche[r]?|zoeken|zoek|suche|suchen|buscar|busqueda|cerca|ricerca|procurar|"
    r"pesquisa|resultats?|find)(?:\.\w{2,5})?$"
)
_WALL = re.compile(
    r"^(?:captcha|challenge|blocked|block|access[-_]?denied|denied|sorry|forbidden|verify(?:[-_]?human)?|"
    r"unsupported(?:[-_]?browser)?|bot[-_]?check)(?:\.\w{2,5})?$"
)
_PAY = re.compile(
    r"^(?:subscribe|subscriptions?|paywall|abonnements?|abonner|abonnez-vous|abonneren|abo|suscripcion|suscribete|"
    r"abbonamenti|abbonati|assinaturas?|assine)(?:\.\w{2,5})?$"
)
_MAP = re.compile(
    r"^(?:site[-_]?map|plan[-_]du[-_]site|plandusite|mapa[-_]del[-_]sitio|mappa[-_]del[-_]sito)(?:\.\w{2,5})?$"
)
#: Names of error pages that are no page's of another kind.
_SURE = re.compile(
    r"404|410|not[-_ ]?found|introuvable|non[-_ ]trouv|gevonden|gefunden|encontrada|trovata|error[-_ ]?page"
)
_PARKED_HOST = re.compile(
    r"^(?:(?:.*\.)?(?:hugedomains|sedo|sedoparking|dan|afternic|bodis|parkingcrew|domainmarket|undeveloped|"
    r"brandbucket|dynadot|uniregistry|above)\.(?:com|net)|ww\d{1,2}\..+)$"
)
_SHORT = re.compile(r"^\w{1,12}$")
_SHORT_OR_TWO = re.compile(r"^\w{1,12}(?:-\w{1,12})?$")  # before a front page in one language

#: Services whose addresses are meant to last while their targets move: the redirect is their job.
_PERSISTENT = _set(
    "doi.org handle.net purl.org purl.oclc.org w3id.org n2t.net ark.bnf.fr nbn-resolving.org "
    "nbn-resolving.de urn.kb.se urn.fi resolver.kb.nl perma.cc archive.org archive.today archive.ph "
    "archive.is orcid.org ror.org wikidata.org identifiers.org hdl.handle.net id.erudit.org "
    "data.europa.eu"
)


def landed(asked: str, final: str) -> Landing:
    """What kind of place ``final`` is for somebody who asked for ``asked``."""
    if same_but_for_form(asked, final):
        return Landing.PAGE
    before, after = segments(asked), segments(final)
    for kind, path, host in (
        (Landing.CONSENT, _CONSENT, _CONSENT_HOST),
        (Landing.LOGIN, _LOGIN, _LOGIN_HOST),
        (Landing.WALL, _WALL, None),
        (Landing.ERROR, _ERROR, None),
        (Landing.SEARCH, _SEARCH, None),
        (Landing.SEARCH, _MAP, None),
        (Landing.PAY, _PAY, None),
    ):
        if _is_now(path, before, after) or (host and host.match(site(final)) and not host.match(site(asked))):
            return kind
    if _PARKED_HOST.match(site(final)) and not _PARKED_HOST.match(site(asked)):
        return Landing.PARKED
    if not _error_query(asked) and _error_query(final):
        return Landing.ERROR
    return _home(asked, final, before, after)


def _is_now(pattern: re.Pattern[str], before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether one of the last two segments has become what the pattern names."""
    return any(map(pattern.match, after[-2:])) and not any(map(pattern.match, before))


_ERROR_NAMES = _set("error err status code e msg message reason errorcode")
_ERROR_VALUES = _set("404 410 notfound not_found not-found page_not_found pagenotfound")
_ERROR_FLAGS = _set("notfound pagenotfound not_found is404 404")


def _error_query(url: str) -> bool:
    named = {name.lower(): value.lower() for name, value in parse_qsl(urlsplit(url).query)}
    if "aspxerrorpath" in named or any(named.get(name) in _ERROR_VALUES for name in _ERROR_NAMES):
        return True
    return any(named.get(name) in ("1", "true", "yes") for name in _ERROR_FLAGS)


def is_error(url: str) -> bool:
    """Whether an address is that of a site's error page, and nothing else."""
    return any(_ERROR.match(part) and _SURE.search(part) for part in segments(url)[-2:])


def is_home(url: str) -> bool:
    """Whether an address is a site's front page, possibly in one language."""
    parts = urlsplit(url)
    if any(name.lower() not in _IGNORED for name, _ in parse_qsl(parts.query)) or parts.fragment.startswith(("/", "!")):
        return False
    found = segments(url)
    while len(found) > 1 and found[0] in _PORTAL:
        found = found[1:]
    return len(found) <= 2 and all(map(_HOME.match, found))


_PORTAL = _set("web guest portal public sites site")
_IGNORED = _set(
    "lang language lng locale hl ref redirected redirect from fbclid gclid s utm_source utm_medium "
    "utm_campaign utm_term utm_content msg r"
)


def _home(asked: str, final: str, before: Sequence[str], after: Sequence[str]) -> Landing:
    if is_home(asked):
        return Landing.PAGE
    if is_home(final):
        # A short name that leads to a front page may be a shortener's, a campaign's or an old front page's own.
        name = _SHORT if not after else _SHORT_OR_TWO
        short = len(before) <= 1 and all(map(name.match, before)) and not urlsplit(asked).query
        return Landing.MAYBE_HOME if short else Landing.HOME
    above = 0 < len(after) < len(before) and tuple(before[: len(after)]) == tuple(after)
    return Landing.ABOVE if above and site(asked) == site(final) and not urlsplit(final).query else Landing.PAGE


def suggested(asked: str, hops: Sequence[Hop]) -> str:
    """The address to cite in place of ``asked``; empty where nothing is to be said.

    It is where the permanent redirects at the beginning of the chain lead: what follows a temporary one may be
    different tomorrow. Nothing is suggested for a mere change of form (https, ``www.``, a slash), for a language or a
    session added, nor for addresses whose redirect is their very purpose (DOI, handle, PURL).
    """
    target = ""
    for hop in hops:
        if hop.status not in PERMANENT:
            break
        target = hop.url
    if not target or _is_persistent(site(asked)) or same_but_for_form(asked, target) or _adds_only(asked, target):
        return ""
    fragment = urlsplit(asked).fragment
    return f"{target}#{fragment}" if fragment and "#" not in target else target


def _is_persistent(host: str) -> bool:
    return any(host == known or host.endswith("." + known) for known in _PERSISTENT)


_PASSING = re.compile(
    r"(?:;|[?&])(?:jsessionid|phpsessid|sessionid|session_id|sid|token|ticket|nonce|cookie\w*|cookiesupport|_gl|"
    r"utm_\w+|gclid|fbclid|ts|timestamp)=",
    re.IGNORECASE,
)


def _adds_only(asked: str, target: str) -> bool:
    """Whether ``target`` is ``asked`` with a language, a query or a session added: true of one reader only."""
    if _PASSING.search(target) and not _PASSING.search(asked):
        return True
    if site(asked) != site(target):
        return False
    before, after = segments(asked), list(segments(target))
    if tuple(after) == before:
        return urlsplit(target).query.startswith(urlsplit(asked).query)
    languages = [part for part in after if re.fullmatch(_LANGUAGE, part) and part not in before]
    return bool(languages) and tuple(part for part in after if part != languages[0]) == before


def now_secure(asked: str, hops: Sequence[Hop]) -> str:
    """The https address to which the site itself sends for good, where nothing else changes; else empty."""
    target = ""
    for hop in hops:
        if hop.status not in PERMANENT:
            break
        target = hop.url
    return target if target and only_scheme_differs(asked, target) else ""
