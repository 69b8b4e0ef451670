"""Walls: pages that a server shows to a program in place of what it shows to a reader.

Each sign names who builds the wall and where it shows. Headers and names of scripts are proofs wherever they stand;
words are so only on a page that says little else, for an article may quote them and a form may have a captcha.
Sources: the vendors' own documentation of their challenge pages and headers (Cloudflare ``cf-mitigated``, AWS WAF
``x-amzn-waf-action``, Vercel ``x-vercel-mitigated``, DataDome ``x-datadome``), and the pages themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from crackcite.lookups.web.pages import Sheet
from crackcite.lookups.web.phrases import plain
from crackcite.lookups.web.study import Study
from crackcite.model import say

#: Header, pattern of its value, whose wall.
_HEADERS = (
    ("cf-mitigated", r"challenge|block", "Cloudflare"),
    ("x-amzn-waf-action", r"challenge|captcha", "AWS WAF"),
    ("x-vercel-mitigated", r".", "Vercel"),
    ("x-sucuri-block", r".", "Sucuri"),
    ("x-kpsdk-ct", r".", "Kasada"),
)
_HEADER_SIGNS = tuple((name, re.compile(value), who) for name, value, who in _HEADERS)

#: Names in the markup that stand on challenge pages alone.
_MARKUP = re.compile(
    r"(?P<Cloudflare>cdn-cgi/challenge-platform/h/\w+/(?:orchestrate|cv)|/cdn-cgi/l/chk_|cf-browser-verification|"
    r"_cf_chl_opt|cf-challenge-running|cf-error-details)"
    r"|(?P<DataDome>captcha-delivery\.com)"
    r"|(?P<Imperva><iframe[^>]+_Incapsula_Resource|incapsula incident id|distil_r_captcha)"
    r"|(?P<PerimeterX>px-captcha|captcha\.px-c(?:dn|loud)\.net)"
    r"|(?P<Akamai>/_sec/cp_challenge|bm-verify=|errors\.edgesuite\.net|sec-if-cpt-container)"
    r"|(?P<AWS_WAF>gokuProps|AwsWafIntegration\.(?:checkForceRefresh|forceRefreshToken))"
    r"|(?P<DDoS_Guard>/\.well-known/ddos-guard/(?:js-challenge|check))"
    r"|(?P<Sucuri>sucuri_cloudproxy_js|cdn\.sucuri\.net/sucuri-firewall)"
    r"|(?P<Radware>validate\.perfdrive\.com|captcha\.perfdrive\.com)"
    r"|(?P<Anubis>/\.within\.website/x/cmd/anubis)"
    r"|(?P<SiteGround>/\.well-known/sgcaptcha/)"
    r"|(?P<Vercel>vercel security checkpoint)"
    r"|(?P<Google>google\.com/sorry/)"
    r"|(?P<single_sign_on><input\b[^>]{0,200}\bname\s*=\s*[\"']?SAML(?:Request|Response)\b)",
    re.IGNORECASE,
)
#: One of these stands, in lower case, in whatever the patterns above and below match: a page without any of them,
#: that is nearly every page, is searched at the speed of a substring.
_GATES = (
    "challenge-platform/", "cdn-cgi/l/chk_", "cf-browser-verification", "_cf_chl_opt", "cf-challenge-running",
    "cf-error-details", "captcha-delivery.com", "incapsula", "distil_r_captcha", "px-captcha", "px-c",
    "cp_challenge", "bm-verify=", "errors.edgesuite.net", "sec-if-cpt-container", "gokuprops", "awswaf",
    "/.well-known/ddos-guard/", "sucuri", "perfdrive.com", "/.within.website/", "/.well-known/sgcaptcha/",
    "vercel security checkpoint", "google.com/sorry/", "perimeterx.net/", "_pxappid", "/tspd/", "bobcmn",
    "/akam/", "datadome.co/", "ips.js?", "kpsdk", "samlre",
)  # fmt: skip
#: Scripts of the same vendors that ordinary pages load too: a sign only on a page that says nothing.
_SCRIPTS = re.compile(
    r"_Incapsula_Resource|perimeterx\.net/|px-c(?:dn|loud)\.net|_pxAppId|awswaf\.com/|/TSPD/|bobcmn|/akam/\d+/|"
    r"challenge-platform/|datadome\.co/|ips\.js\?|kpsdk",
    re.IGNORECASE,
)
_CAPTCHA = re.compile(
    r"g-recaptcha|h-captcha|hcaptcha\.com|cf-turnstile|challenges\.cloudflare\.com|geetest|friendlycaptcha|"
    r"frc-captcha|"
    r"arkoselabs|funcaptcha|mtcaptcha|\bcaptcha\b",
    re.IGNORECASE,
)

#: Titles and headings that are a wall's, plain; each must be the whole of it, a site's name aside.
_TITLES = re.compile(
    r"^(?:just a moment|attention required(?: cloudflare)?|please wait(?: \w+){0,3}|one moment please|one more step|"
    r"checking (?:your|the) (?:browser|connection|site).*|ddos guard|security check(?: required)?|"
    r"(?:security|human|bot|robot|browser) (?:verification|check|challenge)(?: \w+){0,2}|"
    r"are you (?:a )?(?:human|robot|bot)|(?:please )?verify(?:ing)? (?:that )?(?:you are|youre|your|you) .*|"
    r"robot or human|robot check|captcha(?: \w+){0,3}|pardon our interruption|"
    r"access (?:to this page )?(?:has been )?denied|"
    r"access (?:denied|blocked|restricted)(?: \w+){0,3}|acces (?:refuse|interdit|bloque)|toegang geweigerd|"
    r"zugriff verweigert|"
    r"acceso denegado|accesso negato|acesso negado|forbidden|403 forbidden|blocked|you have been blocked|"
    r"request rejected|"
    r"request unsuccessful|access check|(?:451 )?unavailable (?:for|due to) legal reasons|"
    r"there was a problem providing the content you requested|"
    r"human(?:s)? only|making sure youre not a bot.*|client challenge|bot detection|"
    r"unusual traffic(?: \w+){0,4}|verification de securite|verification en cours|verification de votre navigateur.*|"
    r"etes vous un (?:robot|humain)|un instant|een ogenblik geduld|nur einen moment|un momento|sicherheitsprufung|"
    r"sicherheitsuberprufung|beveiligingscontrole|bent u een (?:robot|mens)|sind sie ein (?:mensch|roboter)|"
    r"verificacion de seguridad|verifica di sicurezza|verificacao de seguranca|"
    r"(?:please )?enable (?:javascript|cookies|js)(?: \w+){0,6}|javascript (?:is )?(?:required|disabled)|"
    r"javascript is (?:not available|disabled).*|(?:virtual )?waiting room|wachtrij|file d ?attente|"
    r"rate limit(?:ed| exceeded)?|429 too many requests|too many requests|oh noes|"
    r"establishing a secure connection|unauthorized request blocked|"
    r"(?:you )?need (?:permission|access)|sign ?in required|access required|radware captcha page|"
    r"unavailable in your (?:country|region|location)|not available in your (?:country|region|location)|"
    r"are you (?:over|at least) (?:18|21)(?: \w+){0,3}|age (?:verification|gate|check)|avez vous (?:plus de )?18 ans|"
    r"bent (?:u|je) (?:ouder dan )?18(?: \w+){0,2}|sind sie (?:uber )?18(?: \w+){0,2}|"
    r"(?:unsupported|outdated) browser|(?:your |this )?browser (?:is )?(?:not supported|unsupported|outdated)|"
    r"navigateur (?:non supporte|non pris en charge|obsolete)|browser (?:wordt )?niet ondersteund)$"
)

#: Sentences on a page that says little else.
_WORDS = re.compile(
    r"enable (?:javascript|js|cookies) (?:and|to|in|on|or)\b|enable (?:javascript|js) and (?:cookies|disable)|"
    r"(?:javascript|cookies) (?:is|are|must be|needs? to be|has to be) (?:\w+ )?(?:disabled|enabled|required|"
    r"turned|activated)|"
    r"(?:requires?|needs?|without|besoin de|necessite|benotigt|vereist|requiere|richiede|requer) javascript|"
    r"need to enable javascript|turn on javascript|turn javascript on|activate javascript|not support javascript|"
    r"automation tools|suspicious activity|activ(?:er|ez) (?:le )?javascript|javascript (?:aktivieren|"
    r"inschakelen|aanzetten)|"
    r"(?:schakel|zet) javascript|aktivieren sie (?:bitte )?javascript|(?:active|active|activar|habilite|habilitar|"
    r"abilita|abilitare|ative|ativar) (?:o )?javascript|"
    r"javascript (?:est|ist|is|esta) (?:desactive|deaktiviert|uitgeschakeld|desactivado|disattivato|desativado)|"
    r"verify (?:that )?(?:you are|youre) (?:a )?(?:human|not a (?:robot|bot))|prove (?:that )?(?:you are|"
    r"youre) (?:a )?(?:human|not a)|"
    r"confirm (?:that )?(?:you are|youre) (?:a )?(?:human|not a)|checking (?:your browser|"
    r"if the site connection is secure)|"
    r"unusual (?:traffic|activity)|automated (?:requests|queries|access|traffic|tools?)|(?:are|"
    r"look like) a (?:robot|bot)\b|not a (?:robot|bot)\b|"
    r"etes pas un robot|un humain et non|geen robot|kein roboter|no (?:eres|es|soy) un robot|non sei un robot|"
    r"nao e um robo|"
    r"press (?:and )?hold|incident id|support id|reference (?:number )?\d+ [0-9a-f]{6}|ray id|"
    r"has been blocked|you have been blocked|your (?:ip|access)(?: address)? (?:\w+ ){0,6}?(?:blocked|limited|"
    r"denied|banned)|"
    r"dont have permission to access|acces (?:vous est |a cette page est )?(?:refuse|bloque)|"
    r"complete the (?:security check|captcha)|"
    r"solve (?:the|this) captcha|resoudre (?:le|ce) captcha|security service to protect|requested url was rejected|"
    r"verifi\w+ que vous etes (?:un |bien )?humain|confirm\w+ que vous etes (?:un )?humain|"
    r"of (?:u|je) een mens bent|dass sie ein mensch sind|verific\w+ (?:que|di) (?:eres|es|essere|"
    r"voce e) (?:un )?(?:human|umano)|"
    r"you are (?:now )?in (?:line|the queue)|in de wachtrij|file d ?attente virtuelle|"
    r"not available in your (?:country|region|location)|pas disponible dans votre (?:pays|region)|"
    r"niet beschikbaar in (?:uw|jouw) (?:land|regio)|in ihrem land nicht verfugbar|"
    r"unavailable (?:for legal reasons|in your (?:country|region))|due to (?:gdpr|eu data protection)|"
    r"from a country belonging to the european economic area|"
    r"unavailable in (?:most |many |some )?(?:european countries|your region|the e[ue]a?)\b|protected by anubis|"
    r"unauthorized activity has been detected|"
    r"(?:your|this) browser is (?:not supported|unsupported|out of date|outdated|too old)|"
    r"navigateur (?:nest (?:pas|plus) (?:supporte|pris en charge|compatible)|est obsolete)|"
    r"browser wordt niet (?:meer )?ondersteund|browser wird nicht (?:mehr )?unterstutzt|"
    r"request access or switch|demander lacces|"
    r"must be (?:at least )?(?:18|21)(?: years)?(?: of age| old)?(?: or (?:older|over))? to (?:enter|view|access)|"
    r"mit werbung (?:weiterlesen|und tracking)|weiter mit werbung|pur abo"
)
#: What keeps a country out, of a page that may say in its title that it is not available.
_ELSEWHERE = re.compile(
    r"unavailable in (?:your (?:country|region)|most european countries)|due to gdpr|european economic area|"
    r"not available in your (?:country|region|location)|pas disponible dans votre (?:pays|region)"
)
_NOTHING = 120  # characters
_TITLED = 500
_LITTLE = 900  # characters of prose: the longest challenge pages that were seen say less


def header_sign(headers: Mapping[str, str]) -> str:
    """Whose wall the response's headers announce; empty where they announce none."""
    for name, value, who in _HEADER_SIGNS:
        if name in headers and value.search(headers[name].lower()):
            return who
    return ""


_WORD_GATES = (
    "javascript", "cookies", "robot", " bot", "human", "robo", "unusual", "automated", "hold", "incident id",
    "support id", "reference", "ray id", "block", "permission", "acces", "captcha", "security service",
    "rejected", "available in", "disponible dans", "beschikbaar in", "verfugbar", "unavailable", "gdpr",
    "data protection", "enable js", "humain", "security check", "checking", "mens bent", "mensch", "in line",
    "queue", "wachtrij", "anubis", "unauthorized", "browser", "navigateur", "must be", "request access",
    "demander lacces", "werbung", "pur abo", "european", "file dattente", "umano", "automation", "suspicious", "legal",
)  # fmt: skip
_CAPTCHA_GATES = ("captcha", "turnstile", "challenges.cloudflare", "geetest", "arkoselabs")


def may_be_wall(sheet: Sheet, titles: tuple[str, ...]) -> bool:
    """Whether the page is worth a closer look: names or words of walls stand somewhere in it, cheaply seen."""
    if any(gate in sheet.lowered for gate in _GATES) or any(map(_is_title, titles)):
        return True
    if len(sheet.flat) + len(sheet.aside) > 4 * _LITTLE:
        return False
    said = plain(f"{sheet.flat} {sheet.aside}")
    return any(gate in sheet.lowered for gate in _CAPTCHA_GATES) or any(gate in said for gate in _WORD_GATES)


def _is_title(text: str) -> bool:
    return bool(_TITLES.match(plain(text)))


def sign(sheet: Sheet, titles: tuple[str, ...], looked: Study, headings: Sequence[str], *, strict: bool) -> str:
    """What shows that the page is a wall, for a person; empty where nothing does.

    ``titles`` are its title, whole and split from the site's name; ``headings`` those that are not the site's name.
    With ``strict``, words and captchas are no signs.
    """
    if looked.prose > _LITTLE:
        return ""
    built = _MARKUP.search(sheet.html)
    if built:
        return say("a challenge of {service}", service=str(built.lastgroup).replace("_", " "))
    title = next(filter(_is_title, (*titles, *headings)), "") if looked.prose < _TITLED else ""
    if title:
        return say("its title “{title}”", title=title)
    elsewhere = _ELSEWHERE.search(plain(sheet.flat)) if looked.prose < _TITLED else None
    if elsewhere:
        return say("the words “{words}”", words=elsewhere.group())
    return "" if strict else _said(sheet, looked, headings)


def _said(sheet: Sheet, looked: Study, headings: Sequence[str]) -> str:
    """The words of a wall, or a captcha and nothing else."""
    said = next(filter(None, map(_worded, headings)), "")
    if said and looked.prose < _TITLED:
        return said
    if headings and looked.prose > _NOTHING:
        return ""  # it is about something else
    says_nothing = looked.prose < _NOTHING and not headings
    said = _worded(" ".join((*looked.blocks, sheet.aside if says_nothing else "")))
    if said:
        return said
    if says_nothing and _SCRIPTS.search(sheet.html):
        return say("a page of nothing but a guard's scripts")
    return say("a captcha") if looked.prose < 300 and _CAPTCHA.search(sheet.html) else ""


def _worded(text: str) -> str:
    found = _WORDS.search(plain(text))
    return say("the words “{words}”", words=found.group().strip()) if found else ""
