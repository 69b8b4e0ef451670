"""What an exchange proves: a pure function from what came back to a judgement.

The order is that of certainty: no answer at all, a wall, the status, where the redirects led, what the page says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crackcite.lookups.web import landing, phrases, walls
from crackcite.lookups.web.address import segments, site
from crackcite.lookups.web.exchange import Exchange
from crackcite.lookups.web.landing import Landing
from crackcite.lookups.web.pages import Sheet, Study, decoded, study
from crackcite.lookups.web.squatters import not_the_site, trouble
from crackcite.lookups.web.verdicts import line
from crackcite.model import Outcome, Reason

_REASONS = {
    Reason.NETWORK: "could not be reached: its name did not resolve, or there is no way to the network",
    Reason.REFUSED: "refused the connection",
    Reason.RESET: "cut the connection before it had answered",
    Reason.TIMEOUT: "did not answer in time",
    Reason.CERTIFICATE: "has a certificate that browsers refuse",
    Reason.REDIRECTS: "redirects without end",
    Reason.BAD_ANSWER: "answered something that is not HTTP",
}


@dataclass(frozen=True)
class Judgement:
    """What was concluded. ``sign`` is what showed it; ``doubt`` asks for a comparison with an address that cannot
    exist before the page counts as found.
    """

    outcome: Outcome
    reason: Reason = Reason.NONE
    detail: str = ""
    sign: str = ""
    doubt: str = ""
    sheet: Sheet | None = None


def judged(exchange: Exchange) -> Judgement:
    """The judgement of one exchange."""
    if exchange.reason:
        return _failure(exchange)
    sheet = sheet_of(exchange)
    wall = _wall(exchange, sheet)
    if wall:
        said = f"a bot wall answered in place of the page ({wall})"
        reason = Reason.RATE_LIMITED if exchange.status == 429 else Reason.BLOCKED
        return Judgement(Outcome.UNANSWERED, reason, said, wall, sheet=sheet)
    found = line(exchange.status)
    if found.outcome is not Outcome.FOUND:
        return Judgement(found.outcome, found.reason, f"the server {found.says}", sheet=sheet)
    return _landing(exchange, sheet) or _shown(exchange, sheet)


def _failure(exchange: Exchange) -> Judgement:
    reason = exchange.reason
    if reason is Reason.NO_HOST:
        return Judgement(Outcome.ABSENT, reason, exchange.detail)
    said = exchange.detail or f"the server {_REASONS.get(reason, 'gave no answer')}"
    if reason is Reason.CERTIFICATE and exchange.detail:
        said = f"the certificate of {site(exchange.url)} is one that browsers refuse: {exchange.detail}"
    return Judgement(Outcome.UNANSWERED, reason, said)


_MARKUP = re.compile(
    rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta)\b", re.IGNORECASE | re.DOTALL
)


def sheet_of(exchange: Exchange) -> Sheet | None:
    """The HTML page that came, whatever its declared type; None where it is none."""
    if not exchange.body:
        return None
    if "html" in exchange.content_type or _MARKUP.match(exchange.body[:1024]):
        return Sheet(decoded(exchange.body, exchange.headers.get("content-type", "")))
    return None


def _wall(exchange: Exchange, sheet: Sheet | None) -> str:
    who = walls.header_sign(exchange.headers)
    if who:
        return f"{who}'s"
    if sheet is None:
        return ""
    parts = parts_of_title(sheet, exchange.url)
    if not walls.may_be_wall(sheet.html, f"{sheet.flat} {sheet.aside}", (*parts, sheet.heading)):
        return ""
    looked = _studied(sheet)
    return walls.sign(sheet, parts, looked)


def _studied(sheet: Sheet) -> Study:
    return study(sheet.html)


_SEPARATORS = re.compile(r"\s+[|–—·•»«›:-]\s+|\s*[|•»›]\s*|\s+::\s+")


def parts_of_title(sheet: Sheet, url: str) -> tuple[str, ...]:
    """The ``<title>`` split where sites put their names, whole first; the site's own name is left out."""
    title = sheet.title
    own = {phrases.plain(sheet.site_name), phrases.plain(site(url)), phrases.plain(site(url).rsplit(".", 1)[0])}
    parts = [part for part in _SEPARATORS.split(title) if part.strip() and phrases.plain(part) not in own]
    return (title, *parts) if len(parts) > 1 or parts != [title] else (title,)


_ELSEWHERE = {
    Landing.LOGIN: "the link leads to a page where one has to log in",
    Landing.CONSENT: "the link leads to a page that asks for consent first",
    Landing.WALL: "the link leads to a page that keeps programs out",
}
_NOT_THERE = {
    Landing.HOME: "the link leads to the site's home page: the page itself is not there any more",
    Landing.ERROR: "the link leads to the site's error page",
    Landing.SEARCH: "the link leads to the site's search page: the page itself is not there any more",
}
_UNSURE = {
    Landing.MAYBE_HOME: "the link leads to another site's home page",
    Landing.ABOVE: "the link leads to the section above the page",
}


def _landing(exchange: Exchange, sheet: Sheet | None) -> Judgement | None:
    kind = landing.landed(exchange.asked, exchange.url) if exchange.hops else Landing.PAGE
    where = f"redirected to {exchange.url}"
    if kind in _ELSEWHERE:
        return Judgement(Outcome.UNANSWERED, Reason.BLOCKED, _ELSEWHERE[kind], where, sheet=sheet)
    if kind in _NOT_THERE:
        return Judgement(Outcome.ABSENT, Reason.SOFT_404, _NOT_THERE[kind], where, sheet=sheet)
    if kind in _UNSURE:
        return Judgement(Outcome.FOUND, sign=where, doubt=_UNSURE[kind], sheet=sheet)
    return None


def _shown(exchange: Exchange, sheet: Sheet | None) -> Judgement:
    """What a page that came with a good status says."""
    if sheet is None:
        return _other(exchange)
    if not sheet.flat and not sheet.title:
        return _empty(exchange, sheet)
    return _says(exchange, sheet)


def _other(exchange: Exchange) -> Judgement:
    """Anything but an HTML page: a PDF, an image, a data file."""
    if exchange.status in (204, 205) or not _promises_html(exchange):
        return _plain(exchange)
    if not exchange.whole:
        return Judgement(Outcome.UNANSWERED, Reason.TIMEOUT, "the server began to answer, but sent no page in time")
    return Judgement(Outcome.UNANSWERED, Reason.BAD_ANSWER, "the server answers with an empty page")


def _promises_html(exchange: Exchange) -> bool:
    return not exchange.body and exchange.headers.get("content-encoding", "") in ("", "gzip", "deflate", "identity")


def _plain(exchange: Exchange) -> Judgement:
    """A short plain text or JSON may be an error that forgot its status."""
    if (
        exchange.content_type in ("text/plain", "application/json", "text/xml", "application/xml")
        and len(exchange.body) < 400
    ):
        text = decoded(exchange.body, exchange.headers.get("content-type", ""))
        if phrases.only_denies(text) or (exchange.content_type == "application/json" and _json_denies(text)):
            said = "the server answers as if all were well, but with the words of an error"
            return Judgement(Outcome.ABSENT, Reason.SOFT_404, said, f"“{' '.join(text.split())[:80]}”")
    return Judgement(Outcome.FOUND)


_JSON_CODE = re.compile(r"\"(?:status|status_?code|code|error|error_?code)\"\s*:\s*\"?4(?:04|10)\b", re.IGNORECASE)


def _json_denies(text: str) -> bool:
    return bool(_JSON_CODE.search(text) or (re.search(r"\"errors?\"\s*:", text) and phrases.denial(text)))


def _empty(exchange: Exchange, sheet: Sheet) -> Judgement:
    if not exchange.whole:
        return Judgement(Outcome.UNANSWERED, Reason.TIMEOUT, "the server began to answer, but sent no page in time")
    if re.search(r"<(?:img|embed|object|iframe|frame|video|canvas|svg)\b", sheet.html, re.IGNORECASE):
        return Judgement(Outcome.FOUND, sheet=sheet)
    if "<script" in sheet.html.lower():
        said = "the page is made by JavaScript alone; what it shows cannot be seen"
        return Judgement(Outcome.UNANSWERED, Reason.BLOCKED, said, "an empty page with scripts", sheet=sheet)
    return Judgement(Outcome.UNANSWERED, Reason.BAD_ANSWER, "the server answers with an empty page", sheet=sheet)


_SHORT = 700  # characters of prose: a page that says less than this may be one sentence and its trimmings
_LONG = 1500  # characters of prose: a page that says so much is about something
_SUSPECT_WORDS = re.compile(r"\b4(?:04|10)\b")


def _says(exchange: Exchange, sheet: Sheet) -> Judgement:
    """Whether a page says of itself that it is not there, belongs to nobody, or cannot be shown."""
    titles = (*parts_of_title(sheet, exchange.url), sheet.heading)
    short = len(sheet.flat) < 2 * _LONG
    if not any(map(phrases.denial, titles)) and not any(map(_SUSPECT_WORDS.search, titles)) and not short:
        return Judgement(Outcome.FOUND, sheet=sheet)
    looked = _studied(sheet)
    return (
        _taken(exchange, sheet, looked)
        or _ill(exchange, sheet, looked)
        or _denied(exchange, sheet, looked)
        or _asks_password(exchange, sheet, looked)
        or _shell(exchange, sheet, looked)
        or Judgement(Outcome.FOUND, sheet=sheet, doubt=_generic(exchange, sheet, looked))
    )


def _taken(exchange: Exchange, sheet: Sheet, looked: Study) -> Judgement | None:
    sign = not_the_site(sheet, looked, site(exchange.url))
    said = "what stands there is not the site any more"
    return Judgement(Outcome.ABSENT, Reason.SOFT_404, said, sign, sheet=sheet) if sign else None


def _ill(exchange: Exchange, sheet: Sheet, looked: Study) -> Judgement | None:
    sign = trouble(parts_of_title(sheet, exchange.url), looked)
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


def _generic(exchange: Exchange, sheet: Sheet, looked: Study) -> str:
    """Why a page that says nothing wrong may still not be the one asked for; empty where nothing speaks for that."""
    if not segments(exchange.url) or landing.is_home(exchange.url):
        return ""
    canonical = sheet.canonical
    if canonical and landing.is_home(canonical if "//" in canonical else f"https://x{canonical}"):
        return "the page says that its address is the site's home page"
    parts = [phrases.plain(part) for part in parts_of_title(sheet, exchange.url)]
    if any(map(_WELCOME.match, parts)) and looked.prose < _LONG:
        return "the page is titled like the site's home page"
    return ""
