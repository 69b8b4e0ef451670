"""What a page that came with a good status says of itself: there, gone, somebody else's, ill, or behind a form.

Pure. A page is parsed only where a glance raises a doubt.
"""

from __future__ import annotations

import re

from crackcite.lookups.web import landing, phrases, squatters
from crackcite.lookups.web.address import segments, site
from crackcite.lookups.web.denials import denied, names_site, parts_of_title
from crackcite.lookups.web.exchange import Exchange, Judgement
from crackcite.lookups.web.pages import Sheet
from crackcite.lookups.web.study import Study, study
from crackcite.model import Outcome, Reason, say

_LONG = 1500  # characters: a page that shows so much, and is titled about something, is about something
_NUMBER = re.compile(r"\b4(?:04|10)\b")


def _raises_doubt(sheet: Sheet, heads: tuple[str, ...]) -> bool:
    """Whether the page is worth parsing. Most are not: they are long, and their titles are about something."""
    if any(map(phrases.denial, heads)) or any(map(_NUMBER.search, heads)):
        return True
    if (
        "error404" in sheet.lowered
        or "prerender-status-code" in sheet.lowered
        or (sheet.canonical and landing.is_error(sheet.canonical))
    ):
        return True
    if len(sheet.flat) > 2 * _LONG:
        return False
    return (
        phrases.hints(phrases.plain(sheet.flat))
        or squatters.may_be(sheet, heads)
        or "password" in sheet.lowered
        or any(_CONSENT_TITLE.match(phrases.plain(head)) for head in heads)
        or _PAY_OR_CONSENT.search(sheet.flat) is not None
        or len(sheet.flat) < 200
    )


def said_by(exchange: Exchange, sheet: Sheet) -> Judgement:
    """Whether a page says of itself that it is not there, belongs to nobody, or cannot be shown."""
    heads = tuple(filter(None, (*parts_of_title(sheet, exchange.url), sheet.heading)))
    if squatters.sells_bets(sheet.title):
        said = say("the page is an advertisement for gambling: the site seems to be in other hands")
        shown = say("“{quoted}”", quoted=sheet.title[:100])
        return Judgement(Outcome.UNANSWERED, Reason.BAD_ANSWER, said, shown, sheet=sheet)
    generic = _generic(exchange, sheet)
    if not generic and not _raises_doubt(sheet, heads):
        return Judgement(Outcome.FOUND, sheet=sheet)
    looked = study(sheet.html)
    return (
        _taken(exchange, sheet, looked)
        or _ill(exchange, sheet, looked)
        or denied(exchange, sheet, looked)
        or _marked(exchange, sheet, looked)
        or _asks_password(exchange, sheet, looked)
        or _shell(exchange, sheet, looked)
        or _empty(sheet, looked)
        or Judgement(
            Outcome.FOUND, sheet=sheet, doubt=generic, decisive=generic == _SAYS_HOME, home=generic == _SAYS_HOME
        )
    )


def _taken(exchange: Exchange, sheet: Sheet, looked: Study) -> Judgement | None:
    sign = squatters.not_the_site(sheet, looked, site(exchange.url))
    said = say("what stands there is not the site any more")
    return Judgement(Outcome.ABSENT, Reason.SOFT_404, said, sign, sheet=sheet) if sign else None


def _ill(exchange: Exchange, sheet: Sheet, looked: Study) -> Judgement | None:
    titles = parts_of_title(sheet, exchange.url)
    sign = "" if any(map(phrases.only_denies, titles)) else squatters.trouble(titles, looked)
    said = say("the page says that the site has a problem just now")
    return Judgement(Outcome.UNANSWERED, Reason.SERVER_ERROR, said, sign, sheet=sheet) if sign else None


_LOGIN_TITLE = re.compile(
    r"^(?:please )?(?:log ?in|sign ?in|log ?on|connexion|se connecter|connectez vous|identifiez vous|"
    r"authentification|identification|inloggen|"
    r"aanmelden|anmelden|anmeldung|einloggen|login|iniciar sesion|inicia sesion|acceder|accedi|accesso|entrar|"
    r"member login|authentication(?: required)?|"
    r"log ?in to continue|sign ?in to continue)\b.{0,40}$"
)
_CONSENT_TITLE = re.compile(
    r"^(?:before you continue.*|avant de (?:continuer|poursuivre).*|voordat je verdergaat.*|"
    r"bevor sie (?:fortfahren|weitergehen).*|antes de continuar.*|"
    r"prima di continuare.*|.*privacy gate|cookie ?(?:wall|consent|settings|preferences|notice)|.*cookie ?wall|"
    r"your privacy choices|privacy settings|"
    r"we value your privacy|votre vie privee.*|consent|gestion des cookies|parametres des cookies|"
    r"cookie instellingen|cookie einstellungen)$"
)


_PAY_OR_CONSENT = re.compile(r"\b(?:mit werbung (?:weiterlesen|nutzen)|weiter mit werbung|pur[- ]abo)", re.IGNORECASE)


def _asks_password(exchange: Exchange, sheet: Sheet, looked: Study) -> Judgement | None:
    titles = [phrases.plain(part) for part in (*parts_of_title(sheet, exchange.url), *looked.headings) if part]
    if looked.prose < 600 and looked.has_password and any(map(_LOGIN_TITLE.match, titles)):
        said = say("the server shows a page where one has to log in")
        return Judgement(Outcome.UNANSWERED, Reason.BLOCKED, said, say("a form for a password"), sheet=sheet)
    if (looked.prose < 120 or "post-password-form" in sheet.lowered) and looked.has_password:
        said = say("the server shows little but a form for a password")
        return Judgement(Outcome.UNANSWERED, Reason.BLOCKED, said, say("a form for a password"), sheet=sheet)
    welcomes = looked.prose < 700 and any(map(_WELCOME.match, titles)) and _PAY_OR_CONSENT.search(sheet.flat)
    if welcomes or (looked.prose < 1200 and any(map(_CONSENT_TITLE.match, titles))):
        said = say("the server shows a page that asks for consent first")
        return Judgement(Outcome.UNANSWERED, Reason.BLOCKED, said, say("a request for consent"), sheet=sheet)
    return None


_ROOT = re.compile(
    r"<div\b[^<>]{0,400}?\bid\s{0,9}=\s{0,9}[\"']?(?:root|app|__next|__nuxt|___gatsby|svelte|main|app-root)\b[^<>]{0,400}>"
    r"\s{0,400}</div>|<app-root\b[^<>]{0,400}>\s{0,400}</app-root>",
    re.IGNORECASE,
)


def _shell(exchange: Exchange, sheet: Sheet, looked: Study) -> Judgement | None:
    """An application's empty frame: the page's content comes by JavaScript, and its address proves nothing."""
    if looked.prose > 60 or looked.headings or "<script" not in sheet.html.lower() or not _ROOT.search(sheet.html):
        return None
    own = sheet.metas.get("og:title", "") or sheet.metas.get("citation_title", "") or sheet.ld_headline
    if own and not names_site(own, sheet, exchange.url) and phrases.plain(own) != phrases.plain(sheet.site_name):
        return None
    said = say("the page is made by JavaScript alone; what it shows cannot be seen")
    return Judgement(Outcome.UNANSWERED, Reason.BLOCKED, said, say("an empty page with scripts"), sheet=sheet)


def _empty(sheet: Sheet, looked: Study) -> Judgement | None:
    """A page of nothing but the site's frame, or of a script that has yet to make it."""
    if looked.prose > 20 or looked.headings or looked.shows or sheet.metas.get("og:title") or sheet.ld_headline:
        return None
    if "<script" in sheet.lowered:
        said = say("the page is made by JavaScript alone; what it shows cannot be seen")
        return Judgement(Outcome.UNANSWERED, Reason.BLOCKED, said, say("an empty page with scripts"), sheet=sheet)
    if looked.blocks or not re.search(r"<(?:nav|footer|header|main)\b", sheet.lowered):
        return None
    said = say("the page shows the site's frame and nothing in it")
    return Judgement(Outcome.UNANSWERED, Reason.BAD_ANSWER, said, say("an empty page"), sheet=sheet)


_WELCOME = re.compile(
    r"^(?:home(?: ?page)?|accueil|bienvenue.*|welcome.*|welkom.*|willkommen.*|startseite|startpagina|inicio|"
    r"herzlich willkommen.*|bienvenid[oa]s?.*|benvenut[oi].*|bem vindo.*|pagina inicial)$"
)


_SAYS_HOME = say("the page says that its address is the site's home page")
_SAYS_ERROR = say("the page says that it is the site's error page")
_PRERENDERED = re.compile(r"4(?:04|10)$")  # what an application tells a service that renders it for search engines
_BODY_CLASS = re.compile(r"<body\b[^<>]{0,2000}?\bclass\s*=\s*[\"'][^\"'<>]{0,1000}?\berror404\b", re.IGNORECASE)


def _marked(exchange: Exchange, sheet: Sheet, looked: Study) -> Judgement | None:
    """A short page that its own head or template names an error page, whatever it says."""
    canonical = sheet.canonical
    if canonical and landing.is_error(canonical) and not landing.is_error(exchange.url):
        sign = say("its address is given as {address}", address=canonical)
        return Judgement(Outcome.ABSENT, Reason.SOFT_404, _SAYS_ERROR, sign, sheet=sheet)
    if _PRERENDERED.match(sheet.metas.get("prerender-status-code", "")):
        sign = say("it gives its status as {status}", status=sheet.metas["prerender-status-code"])
        return Judgement(Outcome.ABSENT, Reason.SOFT_404, _SAYS_ERROR, sign, sheet=sheet)
    if looked.prose < 400 and "error404" in sheet.lowered and _BODY_CLASS.search(sheet.html):  # WordPress's template
        said = say("the page is made with the site's template for error pages")
        return Judgement(Outcome.UNANSWERED, Reason.BAD_ANSWER, said, say("the class “error404”"), sheet=sheet)
    return None


def _generic(exchange: Exchange, sheet: Sheet) -> str:
    """Why a page that says nothing wrong may still not be the one asked for; empty where nothing speaks for that."""
    if not segments(exchange.url) or landing.is_home(exchange.url):
        return ""
    canonical = sheet.canonical
    if canonical and landing.is_home(canonical if "//" in canonical else f"https://x{canonical}"):
        return _SAYS_HOME
    parts = [phrases.plain(part) for part in parts_of_title(sheet, exchange.url)]
    if any(map(_WELCOME.match, parts)) and len(sheet.flat) < 2 * _LONG:
        return say("the page is titled like the site's home page")
    return ""
