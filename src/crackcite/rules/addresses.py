"""What in a web address serves somebody's statistics or one reader's session, and not the page.

The names of parameters are those that the services document: Google (``utm_*``, ``gclid``), Meta (``fbclid``),
Microsoft (``msclkid``), Mailchimp (``mc_cid``, ``mc_eid``), HubSpot (``_hsenc``, ``_hsmi``), Marketo (``mkt_tok``),
AT Internet (``xtor``, ``at_*``), Matomo (``mtm_*``, ``pk_*``), Adobe (``s_cid``) and others.
"""

from __future__ import annotations

import re

from crackcite.extract.identifiers.urls import addresses
from crackcite.model import say
from crackcite.patterns import lazy


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_NAMES = (
    r"utm_\w+|mtm_\w+|pk_(?:campaign|kwd|source|medium|content|keyword|cid)|piwik_\w+|at_(?:medium|campaign|"
    r"source|custom\w*|"
    r"link_\w+|ptr_name|format|bbc_team|variant|creation|network|emailtype)|xtor|fbclid|gclid|gclsrc|dclid|"
    r"gbraid|wbraid|"
    r"msclkid|yclid|ysclid|twclid|ttclid|li_fat_id|igshid|igsh|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|__hssc|__hstc|__hsfp|"
    r"hsctatracking|vero_id|vero_conv|oly_enc_id|oly_anon_id|wickedid|s_kwcid|s_cid|ef_id|srsltid|_ga|_gl|_openstat|"
    r"ref_src|ref_url|smid|cmpid|ns_(?:campaign|mchannel|source|linkname|fee)|wt_(?:mc|zmc)|wt\.(?:mc_id|tsrc|nav)|"
    r"guccounter|guce_referrer(?:_sig)?|trk|trkinfo|echobox|dgcid"
)
_SESSION = r"phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|sessionid|session_id"
_PARAMETER = lazy(rf"(?:{_NAMES}|{_SESSION})(?:=[^&#;]*)?|via=ihub|via%3Dihub", re.IGNORECASE)
_PATH_SESSION = lazy(r";(?:jsessionid|phpsessid|sid)=[\w.!-]+", re.IGNORECASE)
_SHORTENERS = _words(
    "bit.ly t.co tinyurl.com goo.gl ow.ly buff.ly is.gd v.gd lnkd.in fb.me dlvr.it rb.gy cutt.ly shorturl.at "
    "t.ly bitly.com ",
    "trib.al ift.tt wp.me tiny.cc shorter.me urlz.fr lc.cx chng.it amzn.to amzn.eu nyti.ms bbc.in econ.st "
    "reut.rs wapo.st ",
    "on.ft.com tcrn.ch s.id",
)
_WRAPPERS = lazy(
    r"(?:[\w-]+\.)?safelinks\.protection\.outlook\.com$|l\.facebook\.com$|lm\.facebook\.com$|"
    r"urldefense(?:\.proofpoint)?\.com$|"
    r"(?:www\.)?google\.[a-z.]{2,6}/(?:url|amp)\b|link\.springernature\.com$|click\.\w+\.|t\.umblr\.com$|"
    r"out\.reddit\.com$",
    re.IGNORECASE,
)
_PROXY = lazy(
    r"(?:^|\.)(?:ez-?proxy|libproxy|proxylib|proxy-?bib|bibproxy|ezp|eproxy|remotexs|docproxy|acces-?distant|"
    r"webvpn)[\w-]*\."
    r"|\.(?:proxy|gateway|[a-z]+-?proxy|proxy-?[a-z]+)\.[\w-]+\."
    r"|^(?:www\d?|link|onlinelibrary|journals|academic|dl|pubs|search|ieeexplore|dx)-[\w-]+-(?:com|org|net|edu|"
    r"gov|info)\.",
    re.IGNORECASE,
)
_LOGIN = lazy(r"/login\?(?:q?url)=https?", re.IGNORECASE)


def untracked(url: str) -> str:
    """``url`` without its tracking and session parameters; every other character stays as it was."""
    base, fragment_sign, fragment = url.partition("#")
    path, question, query = base.partition("?")
    path = _PATH_SESSION.sub("", path)
    query, question = _without(query, question)
    if re.fullmatch(r"(?:utm_\w+|xtor|at_\w+|mtm_\w+|pk_\w+|ref)=.*", fragment, re.IGNORECASE):
        fragment, fragment_sign = _without(fragment, fragment_sign)
    return path + question + query + fragment_sign + fragment


def tracking(url: str) -> list[str]:
    """What tracks in ``url``, in words for a message (``utm_source``, ``fbclid``); empty when nothing does."""
    clean = untracked(url)
    if clean == url:
        return []
    names = re.findall(r"(?:(?<=[?&#;])|(?<=&amp;))[\w.%]+(?==|%3D|&|#|$)", url)
    gone = [name for name in dict.fromkeys(names) if not re.search(rf"[?&#;]{re.escape(name)}(?:=|%3D|&|#|$)", clean)]
    return [name.replace("%3Dihub", "") for name in gone] or [say("a session’s number")]


_APART = re.compile(r"(?:https?|ftp)://[ \t\u00a0]+(?=\S+$)", re.IGNORECASE)
_MISSPELT = re.compile(r"([a-z]{2,7})(?:[:;]?/{1,2} ?|:\\\\|://)(?=[\w-]+\.\S+$)", re.IGNORECASE)


def repaired(written: str) -> str:
    """An address whose scheme is written wrong or stands apart, as it must have been meant; empty where that is not
    certain.
    """
    apart, scheme = _APART.match(written), _MISSPELT.match(written)
    good = ""
    if apart:
        good = apart[0].rstrip(" \t\u00a0") + written[apart.end() :]
    elif scheme and set(scheme[1].lower()) <= set("https"):
        good = ("https://" if "s" in scheme[1].lower() else "http://") + written[scheme.end() :]
    read = [(one.start, one.end, one.flaw) for one in addresses(good)]
    return good if read == [(0, len(good), "")] and good != written else ""


def detour(host: str, url: str) -> str:
    """By which detour an address leads to its page: a shortener, a wrapper, a library's proxy; empty when by none."""
    if host.removeprefix("www.") in _SHORTENERS:
        return "shortener"
    if _WRAPPERS.match(host) or _WRAPPERS.match(url.partition("://")[2]):
        return "wrapper"
    return "proxy" if _LOGIN.search(url) or _PROXY.search(host) else ""


def _without(query: str, sign: str) -> tuple[str, str]:
    """``query`` without the parameters that track, and the sign before it, which goes when nothing is left."""
    pieces = re.split(r"(&amp;|&)", query)
    kept = [
        (separator, one)
        for separator, one in zip(["", *pieces[1::2]], pieces[::2], strict=True)
        if not _PARAMETER.fullmatch(one)
    ]
    if len(kept) * 2 - 1 == len(pieces):
        return query, sign
    joined = "".join(separator + one for separator, one in kept)
    joined = joined.removeprefix(kept[0][0]) if kept else ""
    return joined, sign if joined else ""
