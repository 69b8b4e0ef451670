"""What a page that came with a good status says of itself: there, gone, somebody else's, ill, or behind a form.

Pure. A page is parsed only where a glance raises a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crackcite.lookups.web import landing, phrases, squatters
from crackcite.lookups.web.address import segments, site
from crackcite.lookups.web.exchange import Exchange, Judgement
from crackcite.lookups.web.pages import Sheet, Study, study
from crackcite.model import Outcome, Reason

_SEPARATORS = re.compile(r"\s+[|–—·•»«›:-]\s+|\s*[|•»›]\s*|\s+::\s+")


def parts_of_title(sheet: Sheet, url: str) -> tuple[str, ...]:
    """The ``<title>`` split where sites put their names, whole first; the site's own name is left out."""
    title = sheet.title
    own = {phrases.plain(sheet.site_name), phrases.plain(site(url)), phrases.plain(site(url).rsplit(".", 1)[0])}
    parts = [part for part in _SEPARATORS.split(title) if part.strip() and phrases.plain(part) not in own]
    return (title, *parts) if len(parts) > 1 or parts != [title] else (title,)


_SHORT = 700  # characters of prose: a page that says less than this may be one sentence and its trimmings
_LONG = 1500  # characters of prose: a page that says so much is about something
_NUMBER = re.compile(r"\b4(?:04|10)\b")


def _raises_doubt(sheet: Sheet, heads: tuple[str, ...]) -> bool:
    """Whether the page is worth parsing. Most are not: they are long, and their titles are about something."""
    if any(map(phrases.denial, heads)) or any(map(_NUMBER.search, heads)):
        return True
    if len(sheet.flat) > 2 * _LONG:
        return False
    return (
        phrases.hints(phrases.plain(sheet.flat))
        or squatters.may_be(sheet, heads)
        or "password" in sheet.lowered
        or any(_CONSENT_TITLE.match(phrases.plain(head)) for head in heads)
        or (len(sheet.flat) < 200 and bool(_ROOT.search(sheet.html)))
    )


def said_by(exchange: Exchange, sheet: Sheet) -> Judgement:
    """Whether a page says of itself that it is not there, belongs to nobody, or cannot be shown."""
    heads = tuple(filter(None, (*parts_of_title(sheet, exchange.url), sheet.heading)))
    generic = _generic(exchange, sheet)
    if not generic and not _raises_doubt(sheet, heads):
        return Judgement(Outcome.FOUND, sheet=sheet)
    looked = study(sheet.html)
    return (
        _taken(exchange, sheet, looked)
        or _ill(exchange, sheet, looked)
        or _denied(exchange, sheet, looked)
        or _asks_password(exchange, sheet, looked)
        or _shell(exchange, sheet, looked)
        or Judgement(Outcome.FOUND, sheet=sheet, doubt=generic)
    )


def _taken(exchange: Exchange, sheet: Sheet, looked: Study) -> Judgement | None:
    sign = squatters.not_the_site(sheet, looked, site(exchange.url))
    said = "what stands there is not the site any more"
    return Judgement(Outcome.ABSENT, Reason.SOFT_404, said, sign, sheet=sheet) if sign else None


def _ill(exchange: Exchange, sheet: Sheet, looked: Study) -> Judgement | None:
    sign = squatters.trouble(parts_of_title(sheet, exchange.url), looked)
    said = "the page says that the site has a problem just now"
    return Judgement(Outcome.UNANSWERED, Reason.SERVER_ERROR, said, sign, sheet=sheet) if sign else None


def _denied(exchange: Exchange, sheet: Sheet, looked: Study) -> Judgement | None:
    """The page's own word that it is not there: a proof on a short page about nothing else, else a doubt."""
    parts = parts_of_title(sheet, exchange.url)
    title = next(filter(phrases.only_denies, parts), "")
    heading = next(filter(phrases.only_denies, looked.headings), "")
    block = next((text for text in _texts(looked) if len(text) < 400 and phrases.begins_with_denial(text)), "")
    number = any(map(phrases.bare_number, (*parts, *looked.headings, *looked.blocks[:3])))
    sign = title or heading or (block if number or looked.prose < _SHORT else "")
    if number and not sign and looked.prose < 120:
        sign = "404"
    if not sign:
        return None
    said = "the server answers as if all were well, but the page says that it is not there"
    shown = f"“{sign[:100]}”"
    subject = _subject(looked, parts)
    only_a_number = not phrases.denial(sign) and not block and looked.prose > 250
    if looked.prose > _LONG or only_a_number or not _is_proof(title, subject, looked, parts):
        return Judgement(Outcome.FOUND, sign=shown, doubt=said, sheet=sheet)
    return Judgement(Outcome.ABSENT, Reason.SOFT_404, said, shown, sheet=sheet)


def _texts(looked: Study) -> Iterator[str]:
    """What a page says below its headings."""
    return (text for text in looked.blocks if text not in looked.headings)


def _subject(looked: Study, parts: tuple[str, ...]) -> str:
    """The heading that tells what the page is about; empty where the first one is the denial, or says nothing."""
    for heading in looked.headings:
        if phrases.only_denies(heading) or phrases.bare_number(heading):
            return ""
        if not phrases.says_nothing(heading) and heading not in parts[1:]:
            return heading
    return ""


def _is_proof(title: str, subject: str, looked: Study, parts: tuple[str, ...]) -> bool:
    """Whether the denial is the page's whole point, and not its subject."""
    if not subject:
        return not title or _rest_is_a_name(parts) or bool(looked.prose < _SHORT and next(_texts(looked), ""))
    return bool(title) and not phrases.denial(subject) and looked.prose < 400 and _rest_is_a_name(parts)


def _rest_is_a_name(parts: tuple[str, ...]) -> bool:
    """Whether what stands beside the denial in the title is short enough for a site's name."""
    return all(len(part.split()) <= 4 for part in parts[1:] if not phrases.only_denies(part))


def _names_site(text: str, sheet: Sheet, url: str) -> bool:
    said, name = phrases.plain(text), phrases.plain(sheet.site_name)
    host = phrases.plain(site(url).rsplit(".", 1)[0]).replace(" ", "")
    return bool(said) and (
        said == name or said.replace(" ", "") in host or (bool(host) and host in said.replace(" ", ""))
    )


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


def _asks_password(exchange: Exchange, sheet: Sheet, looked: Study) -> Judgement | None:
    titles = [phrases.plain(part) for part in (*parts_of_title(sheet, exchange.url), *looked.headings) if part]
    if looked.prose < 600 and looked.has_password and any(map(_LOGIN_TITLE.match, titles)):
        said = "the server shows a page where one has to log in"
        return Judgement(Outcome.UNANSWERED, Reason.BLOCKED, said, "a form for a password", sheet=sheet)
    if looked.prose < 1200 and any(map(_CONSENT_TITLE.match, titles)):
        said = "the server shows a page that asks for consent first"
        return Judgement(Outcome.UNANSWERED, Reason.BLOCKED, said, "a request for consent", sheet=sheet)
    return None


_ROOT = re.compile(
    r"<div\b[^>]*\bid\s*=\s*[\"']?(?:root|app|__next|__nuxt|___gatsby|svelte|main|app-root)\b[^>]*>\s*</div>|"
    r"<app-root\b[^>]*>\s*</app-root>",
    re.IGNORECASE,
)


def _shell(exchange: Exchange, sheet: Sheet, looked: Study) -> Judgement | None:
    """An application's empty frame: the page's content comes by JavaScript, and its address proves nothing."""
    if looked.prose > 60 or looked.headings or "<script" not in sheet.html.lower() or not _ROOT.search(sheet.html):
        return None
    own = sheet.metas.get("og:title", "") or sheet.metas.get("citation_title", "") or sheet.ld_headline
    if own and not _names_site(own, sheet, exchange.url) and phrases.plain(own) != phrases.plain(sheet.site_name):
        return None
    said = "the page is made by JavaScript alone; what it shows cannot be seen"
    return Judgement(Outcome.UNANSWERED, Reason.BLOCKED, said, "an empty page with scripts", sheet=sheet)


_WELCOME = re.compile(
    r"^(?:home(?: ?page)?|accueil|bienvenue.*|welcome.*|welkom.*|willkommen.*|startseite|startpagina|inicio|"
    r"bienvenid[oa]s?.*|benvenut[oi].*|bem vindo.*|pagina inicial)$"
)


def _generic(exchange: Exchange, sheet: Sheet) -> str:
    """Why a page that says nothing wrong may still not be the one asked for; empty where nothing speaks for that."""
    if not segments(exchange.url) or landing.is_home(exchange.url):
        return ""
    canonical = sheet.canonical
    if canonical and landing.is_home(canonical if "//" in canonical else f"https://x{canonical}"):
        return "the page says that its address is the site's home page"
    parts = [phrases.plain(part) for part in parts_of_title(sheet, exchange.url)]
    if any(map(_WELCOME.match, parts)) and len(sheet.flat) < 2 * _LONG:
        return "the page is titled like the site's home page"
    return ""
