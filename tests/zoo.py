"""A zoo of web servers: how real ones behave, well and badly, each with the one right answer about its link.

An :class:`Animal` lives under ``/<its name>/``; its ``link`` is what an article would cite. It answers with raw bytes,
so that it can do what no server library lets it. What an animal does not know is a plain 404, as on most sites.

    with zoo.opened() as cage:
        for animal in zoo.ANIMALS:
            cage.url(animal)

``kind``: *alive* (a reader sees the page), *problem* (a reader does not), *wall* (a machine cannot tell). The pages are
made up; their shapes are those of the software named.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import struct
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

PROSE = (
    "Depuis dix ans, les maisons d’accueil de la ville notent chaque soir combien de lits restent libres. "
    "Les chiffres montrent que la demande dépasse l’offre dès les premiers froids, et que les familles attendent plus "
    "longtemps que les personnes seules. Une équipe de l’université a relu ces carnets et les a comparés aux "
    "statistiques officielles, qui ne comptent que les nuitées. "
)


@dataclass
class Ask:
    """A request as it arrived. ``turn`` counts the requests for this animal from 1; ``base`` is the zoo's address."""

    method: str
    path: str
    headers: dict[str, str]
    turn: int
    base: str

    @property
    def cookie(self) -> str:
        return self.headers.get("cookie", "")


class Hang:
    """Say nothing more, and keep the connection."""


class Reset:
    """Tear the connection down."""


Bit = bytes | float | type[Hang] | type[Reset]  # what is sent, a pause in seconds, or an end
Answer = bytes | list[Bit]
Serve = Callable[[Ask], Answer]


@dataclass(frozen=True)
class Animal:
    """One behaviour. ``routes`` maps paths below the animal's own to what answers there."""

    name: str
    kind: str
    link: str
    routes: dict[str, Serve | Answer]
    other: Serve | Answer | None = None
    whole: str = ""  # the full address where it is not in the zoo
    moved_to: str = ""  # the suggestion that is right, below the zoo's address
    fragment: bool | None = None


def reply(
    body: str | bytes = "", status: str = "200 OK", kind: str = "text/html; charset=utf-8", *headers: str, length: bool = True
) -> bytes:
    """A whole HTTP response."""
    payload = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}"]
    lines += [f"Content-Type: {kind}"] if kind else []
    lines += headers
    lines += [f"Content-Length: {len(payload)}"] if length else ["Connection: close"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + payload


def to(location: str, status: str = "301 Moved Permanently", *headers: str) -> bytes:
    return reply("", status, "text/html", f"Location: {location}", *headers)


def page(title: str = "Combien de lits libres cet hiver ? | La Gazette", body: str = "", head: str = "", times: int = 3) -> str:
    heading = title.split(" | ", 1)[0]
    text = body or f"<h1>{heading}</h1>" + f"<p>{PROSE}</p>" * times
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        '<nav><a href="/">Accueil</a> <a href="/contact">Contact</a></nav>'
        f"<main>{text}</main><footer>© La Gazette</footer></body></html>"
    )


def says(title: str, body: str, head: str = "") -> bytes:
    """A short page of one sentence."""
    return reply(page(title, body, head))


GOOD = reply(page())
NOT_FOUND = reply("<title>404</title><h1>Not found</h1>", "404 Not Found")
ANIMALS: list[Animal] = []


def add(
    kind: str, name: str, answer: Serve | Answer, link: str = "/articles/2024/lits-libres", **more: object
) -> None:
    """Put an animal into the zoo that answers ``answer`` at its link."""
    routes = {link.split("#", 1)[0]: answer, **more.pop("routes", {})}  # type: ignore[dict-item]
    ANIMALS.append(Animal(name, kind, link, routes, **more))  # type: ignore[arg-type]


def _chunked(*parts: bytes, end: bool = True) -> bytes:
    body = b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in parts)
    return body + (b"0\r\n\r\n" if end else b"")


def _head_lies(*lies: Bit) -> Serve:
    return lambda ask: list(lies) if ask.method == "HEAD" else GOOD


def _then(*answers: Answer) -> Serve:
    return lambda ask: answers[min(ask.turn, len(answers)) - 1]


# --- alive: the plain and the odd ways to serve a page ------------------------------------------------------------

TEXT = page().encode()
HEAD_LINE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"

add("alive", "plain", GOOD)
for status, name in (("405 Method Not Allowed", "405"), ("404 Not Found", "404"), ("403 Forbidden", "403"), ("501 No", "501"),
                     ("500 Oops", "500"), ("400 Bad Request", "400"), ("410 Gone", "410"), ("429 Slow down", "429")):  # fmt: skip
    add("alive", f"head-{name}", _head_lies(reply("", status)))
add("alive", "head-hangs", _head_lies(Hang))
add("alive", "head-resets", _head_lies(Reset))
add("alive", "head-redirects-to-login", _head_lies(to("/login", "302 Found")))
add("alive", "no-content-type", reply(page(), "200 OK", ""))
add("alive", "no-length", reply(page(), length=False))
add("alive", "http-1.0", b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + TEXT)
add("alive", "bare-lf", b"HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\nConnection: close\n\n" + TEXT)
add("alive", "no-reason", b"HTTP/1.1 200\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + TEXT)
add("alive", "lower-case-headers", b"HTTP/1.1 200 ok\r\ncontent-type:text/html\r\nconnection:close\r\n\r\n" + TEXT)
add("alive", "chunked", HEAD_LINE + b"Transfer-Encoding: chunked\r\n\r\n" + _chunked(TEXT[:50], TEXT[50:]))
add("alive", "chunked-cut", [HEAD_LINE + b"Transfer-Encoding: chunked\r\n\r\n" + _chunked(TEXT, end=False)])
add("alive", "early-hints", b"HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\n" + GOOD)
add("alive", "continue-first", b"HTTP/1.1 100 Continue\r\n\r\n" + GOOD)
add("alive", "gzip", reply(gzip.compress(TEXT), "200 OK", "text/html", "Content-Encoding: gzip"))
add("alive", "gzip-unasked-cut", reply(gzip.compress(TEXT)[:-8], "200 OK", "text/html", "Content-Encoding: gzip", length=False))
_raw = zlib.compressobj(wbits=-15)
add("alive", "deflate-raw", reply(_raw.compress(TEXT) + _raw.flush(), "200 OK", "text/html", "Content-Encoding: deflate"))
add("alive", "gzip-declared-but-plain", reply(TEXT, "200 OK", "text/html", "Content-Encoding: gzip"))
add("alive", "brotli-unasked", reply(b"\x8b\x03\x80\x11\x22\x33", "200 OK", "text/html", "Content-Encoding: br"))
add("alive", "length-too-long", [HEAD_LINE + b"Content-Length: 999999\r\n\r\n" + TEXT])
add("alive", "length-too-short", HEAD_LINE + b"Content-Length: 400\r\n\r\n" + TEXT)
add("alive", "no-end", [HEAD_LINE + b"Connection: close\r\n\r\n" + TEXT, *[b"<p>More and more.</p>" * 5000] * 40])
add("alive", "long-header", reply(page(), "200 OK", "text/html", "Set-Cookie: a=" + "x" * 30000))
add("alive", "many-cookies", reply(page(), "200 OK", "text/html", *(f"Set-Cookie: c{n}=1; Path=/" for n in range(40))))
add("alive", "slow-first-byte", [0.7, GOOD])
add("alive", "slow-drip-that-ends", [bit for n in range(0, len(GOOD), 400) for bit in (GOOD[n : n + 400], 0.05)])
add("alive", "title-then-silence", [HEAD_LINE + b"Content-Length: 90000\r\n\r\n" + TEXT, Hang])
add("alive", "status-203", reply(page(), "203 Non-Authoritative Information"))
add("alive", "status-206", reply(page(), "206 Partial Content"))
add("alive", "latin-1", reply(page("Pénurie à Molenbeek").replace("’", "'").encode("latin-1", "replace"), "200 OK", "text/html; charset=iso-8859-1"))
add("alive", "utf-16", reply(("\ufeff" + page()).encode("utf-16-le"), "200 OK", "text/html"))
add("alive", "charset-unknown", reply(page(), "200 OK", "text/html; charset=klingon"))
add("alive", "no-title", reply("<p>" + PROSE * 3))
add("alive", "tiny", reply("<p>ok"))
add("alive", "image-only", reply('<html><body><img src="/carte.png" alt=""></body></html>'))
add("alive", "frameset", reply('<html><head><title>Rapport</title></head><frameset cols="20%,80%"><frame src="a.html"></frameset></html>'))
add("alive", "plain-text", reply(PROSE, "200 OK", "text/plain"))
add("alive", "pdf", reply(b"%PDF-1.7\n1 0 obj<</Title(Rapport annuel)>>endobj\n" + b"x" * 4000, "200 OK", "application/pdf"), "/docs/rapport-2022.pdf")
add("alive", "pdf-as-stream", reply(b"%PDF-1.4\n" + b"x" * 4000, "200 OK", "application/octet-stream"), "/docs/rapport-2022.pdf")
add("alive", "large-download", [b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: 900000000\r\n\r\nPK\x03\x04" + b"x" * 4000, Hang])
add("alive", "json", reply('{"title": "Lits libres", "value": 404}', "200 OK", "application/json"))
add("alive", "picture", reply(b"\x89PNG\r\n\x1a\n" + b"x" * 900, "200 OK", "image/png"))
add("alive", "xhtml", reply(page(), "200 OK", "application/xhtml+xml"))
add("alive", "feed", reply("<?xml version='1.0'?><rss><channel><title>x</title></channel></rss>", "200 OK", "application/rss+xml"))

# --- alive: what the request must be like --------------------------------------------------------------------------


def _if(test: Callable[[Ask], bool], otherwise: Answer) -> Serve:
    return lambda ask: GOOD if test(ask) else otherwise


FORBIDDEN = reply("<h1>Forbidden</h1>", "403 Forbidden")
add("alive", "wants-mozilla", _if(lambda ask: ask.headers.get("user-agent", "").startswith("Mozilla/5.0"), FORBIDDEN))
add("alive", "wants-accept", _if(lambda ask: "text/html" in ask.headers.get("accept", ""), reply("", "406 Not Acceptable")))
add("alive", "wants-language", _if(lambda ask: "accept-language" in ask.headers, FORBIDDEN))
add("alive", "wants-no-referer", _if(lambda ask: "referer" not in ask.headers, FORBIDDEN))
add("alive", "wants-no-range", _if(lambda ask: "range" not in ask.headers, reply("", "416 Range Not Satisfiable")))
for name, link, path in (
    ("space", "/docs/rapport final.html", "/docs/rapport%20final.html"),
    ("accent", "/docs/synthèse.html", "/docs/synth%C3%A8se.html"),
    ("encoded", "/docs/synth%C3%A8se.html", "/docs/synth%C3%A8se.html"),
    ("brackets", "/wiki/Crack_(drogue)", "/wiki/Crack_(drogue)"),
    ("query-accent", "/q?ville=Liège&page=1", "/q?ville=Li%C3%A8ge&page=1"),
    ("query-plus", "/q?a=b+c%20d", "/q?a=b+c%20d"),
    ("encoded-slash", "/doc/a%2Fb", "/doc/a%2Fb"),
    ("comma-semicolon", "/a,b;c=1/x.html", "/a,b;c=1/x.html"),
    ("tilde", "/~dupont/article.html", "/~dupont/article.html"),
    ("encoded-tilde", "/%7Edupont/article.html", "/%7Edupont/article.html"),
    ("double-slash", "/articles//lits.html", "/articles//lits.html"),
    ("lone-percent", "/taux-de-50%/article", "/taux-de-50%25/article"),
    ("empty-query", "/page?", "/page"),
    ("dots", "/a/../b/page.html", "/b/page.html"),
):
    add("alive", f"address-{name}", NOT_FOUND, link, routes={path: GOOD})

# --- alive: flaky ----------------------------------------------------------------------------------------------

add("alive", "503-then-fine", _then(reply("", "503 Busy"), GOOD))
add("alive", "503-retry-after", _then(reply("", "503 Busy", "text/html", "Retry-After: 1"), GOOD))
add("alive", "429-then-fine", _then(reply("", "429 Slow", "text/html", "Retry-After: 1"), GOOD))
add("alive", "502-then-fine", _then(reply("", "502 Bad Gateway"), GOOD))
add("alive", "500-then-fine", _then(reply("", "500 Oops"), GOOD))
add("alive", "404-then-fine", _then(NOT_FOUND, GOOD))
add("alive", "reset-then-fine", _then([Reset], GOOD))
add("alive", "closed-then-fine", _then([], GOOD))
add("alive", "reset-twice-then-fine", _then([Reset], [Reset], GOOD))

# --- alive: redirects -------------------------------------------------------------------------------------------

NEW = "/dossiers/logement/lits-libres"
for code in ("301", "302", "303", "307", "308"):
    add("alive", f"redirect-{code}", lambda ask, c=code: to(f"/redirect-{c}{NEW}", f"{c} R"), routes={NEW: GOOD},
        moved_to=f"/redirect-{code}{NEW}" if code in ("301", "308") else "")  # fmt: skip
add("alive", "redirect-relative", to(f"../..{NEW}"), routes={NEW: GOOD}, moved_to=f"/redirect-relative{NEW}")
add("alive", "redirect-no-scheme", lambda ask: to(ask.base.removeprefix("http:") + "/redirect-no-scheme" + NEW), routes={NEW: GOOD}, moved_to=f"/redirect-no-scheme{NEW}")
add("alive", "redirect-utf8", b"HTTP/1.1 302 Found\r\nLocation: /redirect-utf8/dossiers/\xc3\xa9t\xc3\xa9.html\r\nContent-Length: 0\r\n\r\n", routes={"/dossiers/%C3%A9t%C3%A9.html": GOOD})
add("alive", "redirect-space", to("/redirect-space/dossiers/un deux.html", "302 Found"), routes={"/dossiers/un%20deux.html": GOOD})
add("alive", "redirect-fragment", to(f"/redirect-fragment{NEW}#lits", "302 Found"), routes={NEW: GOOD})
add("alive", "redirect-with-body", lambda ask: reply("<h1>Moved</h1>", "301 Moved", "text/html", f"Location: /redirect-with-body{NEW}"), routes={NEW: GOOD}, moved_to=f"/redirect-with-body{NEW}")
add("alive", "redirect-chain", to("/redirect-chain/a1", "302 Found"), routes={**{f"/a{n}": to(f"/redirect-chain/a{n + 1}", "302 Found") for n in range(1, 9)}, "/a9": GOOD})
add("alive", "permanent-then-temporary", to("/permanent-then-temporary/p/lits"), routes={"/p/lits": to(f"/permanent-then-temporary{NEW}", "302 F"), NEW: GOOD}, moved_to="/permanent-then-temporary/p/lits")
add("alive", "temporary-then-permanent", to("/temporary-then-permanent/p", "302 F"), routes={"/p": to(f"/temporary-then-permanent{NEW}"), NEW: GOOD})
add("alive", "trailing-slash", to("/trailing-slash/articles/2024/lits-libres/"), routes={"/articles/2024/lits-libres/": GOOD})
add("alive", "language-added", to("/language-added/fr/articles/2024/lits-libres", "302 F"), routes={"/fr/articles/2024/lits-libres": GOOD})
add("alive", "language-added-for-good", to("/language-added-for-good/fr/articles/2024/lits-libres"), routes={"/fr/articles/2024/lits-libres": GOOD})
add("alive", "session-added", to("/session-added/articles/2024/lits-libres?sid=8a7", "302 F"), routes={"/articles/2024/lits-libres?sid=8a7": GOOD})
add("alive", "index-file", to("/index-file/articles/"), "/articles/index.html", routes={"/articles/": GOOD})


def _cookie_wall(ask: Ask) -> Answer:
    return GOOD if "seen=1" in ask.cookie else to(ask.path, "302 Found", "Set-Cookie: seen=1; Path=/")


add("alive", "cookie-to-itself", _cookie_wall)
add("alive", "cookie-by-detour", lambda ask: GOOD if "ok=1" in ask.cookie else to("/cookie-by-detour/check", "302 F"),
    routes={"/check": to("/cookie-by-detour/articles/2024/lits-libres", "302 F", "Set-Cookie: ok=1; Path=/")})  # fmt: skip
add("alive", "meta-refresh", reply(f'<meta http-equiv="refresh" content="0; url=/meta-refresh{NEW}"><p>Redirecting'), routes={NEW: GOOD})
add("alive", "meta-refresh-quoted", reply(f"<META HTTP-EQUIV='Refresh' CONTENT=\"1;URL='/meta-refresh-quoted{NEW}'\">"), routes={NEW: GOOD})
add("alive", "refresh-header", reply("", "200 OK", "text/html", f"Refresh: 0; url=/refresh-header{NEW}"), routes={NEW: GOOD})
add("alive", "script-redirect", reply(f'<script>window.location.href = "/script-redirect{NEW}";</script>'), routes={NEW: GOOD})
add("alive", "reloads-itself", reply(page(head='<meta http-equiv="refresh" content="300">')))
add("alive", "news-ticker", reply(page(head='<meta http-equiv="refresh" content="600; url=/news-ticker/nouveau">')))

# --- alive: pages that look like something else ---------------------------------------------------------------------

LONG = f"<p>{PROSE}</p>" * 6
for name, title, body in (
    ("subject-en", "Page not found: how an error message became famous | The Review", "<h1>Page not found: how an error message became famous</h1><p>In 1992 the first web servers said so.</p>"),
    ("subject-en-long", "404 Not Found | Net History", f"<h1>404 Not Found</h1>{LONG}"),
    ("subject-year", "404 — Encyclopédie libre", f"<h1>404</h1><p>L’année 404 est une année bissextile du calendrier julien.</p>{LONG}"),
    ("subject-fr", "Page introuvable : petite histoire de l’erreur 404 | La Gazette", f"<h1>Page introuvable : petite histoire de l’erreur 404</h1><p>{PROSE}</p>"),
    ("subject-nl", "Waarom we ‘pagina niet gevonden’ grappig maken | De Standaard Lezer", f"<h1>Waarom we ‘pagina niet gevonden’ grappig maken</h1><p>{PROSE}</p>"),
    ("subject-how-to", "How to fix the “page not found” error in WordPress", "<h1>How to fix the “page not found” error in WordPress</h1><p>Open the settings and save the permalinks again. Then load the page.</p>"),
    ("subject-design", "The best 404 pages of the year", "<h1>The best 404 pages of the year</h1><p>Our designers chose ten.</p>"),
    ("subject-codes", "HTTP status codes | Docs", f"<h1>HTTP status codes</h1><h2>403 Forbidden</h2><p>{PROSE}</p><h2>404 Not Found</h2><p>The server has not found anything.</p><h2>410 Gone</h2><p>{PROSE}</p>"),
    ("subject-missing-people", "Mineurs introuvables : que fait la police ? | La Gazette", f"<h1>Mineurs introuvables : que fait la police ?</h1><p>{PROSE}</p>"),
    ("quotes-error", "Le guide du bibliothécaire numérique", f"<h1>Le guide du bibliothécaire numérique</h1><p>« La page demandée n’existe pas » : voilà ce que lisent les lecteurs.</p><p>{PROSE}</p>"),
    ("comment-removed", "Débat : la salle de consommation", f"<h1>Débat : la salle de consommation</h1><p>{PROSE}</p><p>Ce commentaire a été supprimé.</p>"),
    ("print-sold-out", "L’atlas des dépendances", "<h1>L’atlas des dépendances</h1><p>Ce document n’est plus disponible en version papier ; la version numérique est gratuite.</p>"),
    ("no-comments", "Étude sur le logement", f"<h1>Étude sur le logement</h1><p>{PROSE}</p><h3>Commentaires</h3><p>Aucun commentaire trouvé.</p>"),
    ("about-robots", "Are you a robot? How captchas changed the web", f"<h1>Are you a robot? How captchas changed the web</h1><p>{PROSE}</p>"),
    ("about-walls", "Just a moment: waiting rooms and the art of patience", f"<h1>Just a moment: waiting rooms and the art of patience</h1><p>{PROSE}</p>"),
    ("about-access", "Access denied: asylum seekers at the border", f"<h1>Access denied: asylum seekers at the border</h1><p>{PROSE}</p>"),
    ("about-domains", "Why this domain is for sale again: the market of names", f"<h1>Why this domain is for sale again: the market of names</h1>{LONG}"),
    ("brewery-for-sale", "Old brewery site is for sale", "<h1>Old brewery site is for sale</h1><p>The owner asks two million for the site on the canal.</p>"),
    ("about-maintenance", "Maintenance of methadone programmes", "<h1>Maintenance of methadone programmes</h1><p>A review of thirty trials.</p>"),
    ("about-connexion", "Connexion entre pauvreté et santé | Observatoire", f"<h1>Connexion entre pauvreté et santé</h1><p>{PROSE}</p>"),
    ("about-cookies", "Cookie policy and privacy at the museum", f"<h1>Cookie policy and privacy at the museum</h1><p>{PROSE}</p>"),
    ("lost", "Are you lost? A hiker’s guide to maps", f"<h1>Are you lost? A hiker’s guide to maps</h1><p>{PROSE}</p>"),
    ("coming-soon-article", "Coming soon to Brussels: a room for users", "<h1>Coming soon to Brussels: a room for users</h1><p>The city council has voted.</p>"),
    ("error-novel", "Erreur 404 | Roman | Éditions du Canal", f"<h1>Erreur 404</h1><p>Roman de 312 pages.</p>{LONG}"),
    ("search-nothing", "Rapport sur les addictions", f"<h1>Rapport sur les addictions</h1><p>{PROSE}</p><aside>0 résultat trouvé</aside>"),
):  # fmt: skip
    add("alive", name, reply(page(title, body)))
add("alive", "login-in-header", reply(page(body=f'<form><input name="u"><input type="password"></form><h1>Lits</h1><p>{PROSE}</p>')))
add("alive", "form-captcha", reply(page(body=f'<h1>Lits libres</h1><p>{PROSE}</p><form><div class="g-recaptcha"></div></form>')))
add("alive", "noscript-note", reply(page(body=f"<noscript>Please enable JavaScript to use all features.</noscript><h1>Lits</h1><p>{PROSE}</p>")))
add("alive", "noscript-note-short", reply(page(body="<noscript>You need to enable JavaScript to run this app.</noscript><h1>Lits libres</h1><p>Douze lits ce soir, d’après le relevé de la ville.</p>")))
add("alive", "behind-cloudflare", reply(page(body="<h1>Lits libres</h1><p>Douze lits ce soir.</p><script src='/cdn-cgi/challenge-platform/h/b/scripts/jsd/main.js'></script>"), "200 OK", "text/html", "Server: cloudflare", "CF-RAY: 8f1-BRU"))
add("alive", "behind-imperva", reply(page(body="<h1>Lits libres</h1><p>Douze lits ce soir, d’après le relevé de la ville, et trente demain si le temps le permet.</p><script src='/_Incapsula_Resource?SWJIYLWA=719d34'></script>")))
add("alive", "behind-datadome", reply(page(body="<h1>Lits libres</h1><p>Douze lits ce soir.</p><script src='https://js.datadome.co/tags.js'></script>"), "200 OK", "text/html", "X-DataDome: protected"))
add("alive", "cookie-banner", reply(page(body=f"<div class='cookie'><h2>We value your privacy</h2><button>Accept</button></div><h1>Lits</h1>{LONG}")))
add("alive", "paywall-teaser", reply(page(body=f"<h1>Lits libres</h1><p>{PROSE}</p><p>Cet article est réservé aux abonnés. Connectez-vous.</p>")))
add("alive", "canonical-home", reply(page(head='<link rel="canonical" href="/">')))
add("alive", "welcome-title", reply(page("Bienvenue | Maison médicale du Canal", "<h1>Bienvenue</h1><p>Nous sommes ouverts.</p>")))
add("alive", "application-with-title", reply('<html><head><title>App</title><meta property="og:title" content="Lits libres cet hiver"></head><body><div id="root"></div><script src="/a.js"></script></body></html>'))
add("alive", "home-page", GOOD, "/")
add("alive", "home-to-language", to("/home-to-language/fr/", "302 F"), "/", routes={"/fr/": GOOD})
add("alive", "up-to-folder", to("/up-to-folder/articles/"), "/articles/lits", routes={"/articles/": GOOD}, moved_to="/up-to-folder/articles/")

# --- alive: fragments ---------------------------------------------------------------------------------------------

ANCHORS = reply(page(body=f'<h1>Lits</h1><h2 id="méthode">M</h2><a name="annexe"></a><h2 id=user-content-suite>S</h2><p>{PROSE}</p>'))
for name, fragment, there in (
    ("id", "m%C3%A9thode", True), ("id-raw", "méthode", True), ("name", "annexe", True), ("github", "suite", True),
    ("top", "top", None), ("route", "/section/2", None), ("text", ":~:text=plus%20longtemps", True), ("player", "t=30", None),
):  # fmt: skip
    add("alive", f"fragment-{name}", ANCHORS, f"/rapport#{fragment}", fragment=there)
add("problem", "fragment-missing", ANCHORS, "/rapport#chapitre-9", fragment=False)
add("problem", "fragment-text-missing", ANCHORS, "/rapport#:~:text=les%20trams%20de%20nuit", fragment=False)

# --- problems: plainly dead ------------------------------------------------------------------------------------------

add("problem", "404", NOT_FOUND)
add("problem", "404-empty", reply("", "404 Not Found", ""))
add("problem", "404-with-article", reply(page(), "404 Not Found"))
add("problem", "404-silent-body", [b"HTTP/1.1 404 Not Found\r\nContent-Length: 900\r\n\r\n", Hang])
add("problem", "410", reply("<h1>Gone</h1>", "410 Gone"))
add("problem", "404-but-head-200", lambda ask: GOOD if ask.method == "HEAD" else NOT_FOUND)
add("problem", "redirect-to-404", to("/redirect-to-404/nowhere", "302 Found"))
add("problem", "permanent-to-404", to("/permanent-to-404/nowhere"))
add("problem", "permanent-to-410", to("/permanent-to-410/x"), routes={"/x": reply("", "410 Gone")})
add("problem", "meta-refresh-to-404", reply('<meta http-equiv="refresh" content="0;url=/meta-refresh-to-404/nowhere">'))
add("problem", "no-such-host", GOOD, whole="http://archives.gazette-de-bruxelles.invalid/2019/lits")
add("problem", "redirect-to-no-host", to("http://nouveau.gazette.invalid/lits"))

# --- problems: soft 404s ---------------------------------------------------------------------------------------------

for name, title, body in (
    ("en", "Page not found | The Review", "<h1>Oops!</h1><p>That page can’t be found. Try the search.</p>"),
    ("en-404", "404 Not Found", "<h1>404 Not Found</h1><hr><center>nginx</center>"),
    ("en-error", "Error 404 - The Review", "<h1>Error 404</h1><p>Sorry, we couldn’t find that page.</p>"),
    ("en-removed", "The Review", "<p>The article you are looking for has been removed or is no longer available.</p>"),
    ("en-heading", "The Review – News and views", "<h1>Sorry, this page isn’t available</h1><p>The link you followed may be broken.</p>"),
    ("en-nothing", "Nothing found for Lits | The Review", "<h1>Nothing Found</h1><p>It looks like nothing was found at this location.</p>"),
    ("fr", "Page introuvable | La Gazette", "<h1>Page introuvable</h1><p>La page que vous cherchez n’existe pas ou plus.</p>"),
    ("fr-oups", "Oups ! Erreur 404 - La Gazette", "<h1>Oups !</h1><p>Nous n’avons pas trouvé la page demandée.</p>"),
    ("fr-text", "La Gazette", "<p>Désolé, cet article n’est plus disponible.</p><a href='/'>Retour à l’accueil</a>"),
    ("fr-moved", "La Gazette de Bruxelles", "<h2>Erreur</h2><p>La page demandée a été supprimée ou déplacée.</p>"),
    ("nl", "Pagina niet gevonden | De Lezer", "<h1>Pagina niet gevonden</h1><p>De pagina die u zoekt bestaat niet (meer).</p>"),
    ("nl-text", "De Lezer", "<h1>Oeps!</h1><p>We kunnen de pagina die je zoekt niet vinden.</p>"),
    ("de", "Seite nicht gefunden – Die Zeitung", "<h1>Seite nicht gefunden</h1><p>Die gewünschte Seite existiert nicht mehr.</p>"),
    ("de-text", "Die Zeitung", "<h1>Fehler 404</h1><p>Die angeforderte Seite konnte leider nicht gefunden werden.</p>"),
    ("es", "Página no encontrada | El Diario", "<h1>Página no encontrada</h1><p>La página que busca no existe.</p>"),
    ("it", "Pagina non trovata - Il Giornale", "<h1>Pagina non trovata</h1><p>La pagina richiesta non esiste o è stata rimossa.</p>"),
    ("pt", "Página não encontrada | O Jornal", "<h1>Página não encontrada</h1><p>A página que procura não foi encontrada.</p>"),
    ("number", "404", "<h1>404</h1><p>Back to the home page</p>"),
    ("suspended", "Account Suspended", "<h1>Account Suspended</h1><p>This account has been suspended. Contact your hosting provider.</p>"),
    ("default-nginx", "Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>If you see this page, the web server is successfully installed.</p>"),
    ("default-apache", "Apache2 Ubuntu Default Page: It works", "<p>This is the default welcome page.</p>"),
    ("parked-en", "gazette.example", "<h1>gazette.example</h1><p>This domain is for sale. Buy this domain.</p>"),
    ("parked-fr", "gazette.example", "<p>Le nom de domaine gazette.example est à vendre !</p>"),
    ("parked-nl", "gazette.example", "<p>Deze domeinnaam is te koop.</p>"),
    ("parked-de", "gazette.example", "<p>Diese Domain steht zum Verkauf.</p>"),
    ("expired", "gazette.example", "<p>This domain has expired. Is this your domain? Renew now.</p>"),
):  # fmt: skip
    add("problem", f"soft-{name}", says(title, body))
add("problem", "parked-script", reply('<html><head><title>gazette.example</title><script src="https://www.bodis.com/x.js"></script></head><body></body></html>'))
add("problem", "soft-in-frame", reply(page("La Gazette", "<h1>Page introuvable</h1>" + "<ul>" + "<li><a href='/a'>Un article recommandé à lire absolument aujourd’hui</a></li>" * 60 + "</ul>")))
add("problem", "home-302", to("/", "302 Found"))
add("problem", "home-301", to("/"))
add("problem", "home-language", to("/fr/", "302 Found"))
add("problem", "home-refresh", reply('<meta http-equiv="refresh" content="0;url=/">'))
add("problem", "to-404-page", to("/to-404-page/404.html", "302 F"), routes={"/404.html": says("La Gazette", "<p>Hélas.</p>")})
add("problem", "to-error-page", to("/to-error-page/page-not-found", "302 F"), routes={"/page-not-found": GOOD})
add("problem", "to-search", to("/to-search/recherche?q=lits+libres", "302 F"), routes={"/recherche?q=lits+libres": GOOD})
add("problem", "anything-is-the-section", to("/anything-is-the-section/articles/", "302 F"), "/articles/2024/lits-libres",
    other=to("/anything-is-the-section/articles/", "302 F"), routes={"/articles/": GOOD})  # fmt: skip
add("problem", "anything-is-home", reply(page("Accueil | La Gazette", "<h1>Bienvenue</h1><p>Les nouvelles du jour.</p>")),
    other=reply(page("Accueil | La Gazette", "<h1>Bienvenue</h1><p>Les nouvelles du jour.</p>")))  # fmt: skip
add("problem", "anything-says-home", reply(page(head='<link rel="canonical" href="/">')), other=reply(page(head='<link rel="canonical" href="/">')))
add("problem", "json-error", reply('{"error": {"code": 404, "message": "Article not found"}}', "200 OK", "application/json"))
add("problem", "text-error", reply("404 page not found\n", "200 OK", "text/plain"))
add("problem", "pdf-is-error-page", says("Document introuvable | Ministère", "<h1>Document introuvable</h1>"), "/docs/rapport-2022.pdf")
add("problem", "empty-page", reply(""))
add("problem", "empty-frame", reply("<html><head></head><body></body></html>"))
add("problem", "maintenance", says("Site en maintenance", "<h1>Site en maintenance</h1><p>Nous revenons bientôt.</p>"))
add("problem", "database-down", reply("<h1>Error establishing a database connection</h1>"))

# --- problems that prove nothing about the page: unverified ------------------------------------------------------------

for code in ("500", "502", "503", "504", "520", "521", "522", "530", "509"):
    add("problem", f"status-{code}", reply("<h1>Error</h1>", f"{code} Error"))
add("problem", "status-400", reply("", "400 Bad Request"))
add("problem", "circle", to("/circle/b"), routes={"/b": to("/circle/articles/2024/lits-libres")})
add("problem", "self-redirect", lambda ask: to(ask.path))
add("problem", "endless-redirects", lambda ask: to(f"/endless-redirects/n?x={ask.turn}", "302 F"), routes={"/n": lambda ask: to(f"/endless-redirects/n?x={ask.turn}", "302 F")})
add("problem", "redirect-nowhere", reply("", "301 Moved"))
add("problem", "redirect-to-mail", to("mailto:info@gazette.example", "302 F"))
add("problem", "redirect-to-ftp", to("ftp://ftp.gazette.example/x", "302 F"))
add("problem", "reset", [Reset])
add("problem", "closed", [])
add("problem", "silent", [Hang])
add("problem", "headers-without-end", [b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n", 0.2] * 40, Hang])
add("problem", "drips-headers", [bit for byte in b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" for bit in (bytes([byte]), 0.15)] + [Hang])
add("problem", "not-http", b"SSH-2.0-OpenSSH_9.6\r\n")
add("problem", "garbage", b"\x00\x01\x02\x03" * 40)
add("problem", "silent-body", [HEAD_LINE + b"Content-Length: 900\r\n\r\n", Hang])
add("problem", "refused", GOOD, whole="http://127.0.0.1:1/articles/lits")

# --- walls ---------------------------------------------------------------------------------------------------------

for code in ("401", "402", "403", "429", "451", "999", "418", "405", "406"):
    add("wall", f"wall-{code}", reply("<h1>No</h1>", f"{code} No"))
CLOUDFLARE = ("<!doctype html><html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies to continue"
              "</noscript><script>window._cf_chl_opt={cType:'managed'};var a=document.createElement('script');a.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1';</script></body></html>")  # fmt: skip
for code in ("200", "403", "429", "503", "404"):
    add("wall", f"cloudflare-{code}", reply(CLOUDFLARE, f"{code} X", "text/html", "Server: cloudflare"))
add("wall", "cloudflare-header", reply("<title>x</title>", "403 F", "text/html", "cf-mitigated: challenge"))
add("wall", "cloudflare-blocked", says("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1><p>You are unable to access gazette.example</p><p>Cloudflare Ray ID: 8f12ab</p>"))
add("wall", "akamai", reply("<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access this page on this server.<P>Reference #18.2d3e1702.1700000000.1a2b3c</BODY></HTML>"))
add("wall", "datadome", reply('<html><head><title>gazette.example</title></head><body><script src="https://ct.captcha-delivery.com/c.js"></script></body></html>', "403 F"))
add("wall", "datadome-200", reply('<html><head><title>gazette.example</title></head><body><p id="cmsg">Please enable JS and disable any ad blocker</p><script src="https://ct.captcha-delivery.com/c.js"></script></body></html>'))
add("wall", "imperva", reply('<html><head><META NAME="robots" CONTENT="noindex"></head><body><iframe src="/_Incapsula_Resource?CWUDNSAI=9&incident_id=1">Request unsuccessful. Incapsula incident ID: 1-2</iframe></body></html>'))
add("wall", "imperva-distil", says("Pardon Our Interruption", "<h1>Pardon Our Interruption</h1><p>As you were browsing something about your browser made us think you were a bot.</p>"))
add("wall", "perimeterx", reply('<html><head><title>Access to this page has been denied</title></head><body><h1>Press &amp; Hold to confirm you are a human (and not a bot).</h1><div id="px-captcha"></div></body></html>', "200 OK"))
add("wall", "aws-waf", reply("<script>AwsWafIntegration.checkForceRefresh()</script>", "202 Accepted", "text/html", "x-amzn-waf-action: challenge"))
add("wall", "f5", reply("<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br>Your support ID is: 123456789</body></html>"))
add("wall", "sucuri", says("Sucuri WebSite Firewall - Access Denied", "<h1>Access Denied - Sucuri Website Firewall</h1><p>Block details: your IP address was blocked.</p>"))
add("wall", "ddos-guard", reply("<html><head><title>DDOS-GUARD</title></head><body><h1>Checking your browser before accessing gazette.example</h1></body></html>"))
add("wall", "anubis", says("Making sure you're not a bot!", "<h1>Making sure you're not a bot!</h1><script src='/.within.website/x/cmd/anubis/static/js/main.mjs'></script>"))
add("wall", "captcha-200", says("Vérification de sécurité", "<h1>Vérification de sécurité</h1><p>Veuillez confirmer que vous n’êtes pas un robot.</p><div class='h-captcha'></div>"))
add("wall", "captcha-nl", says("Even geduld", "<p>Bewijs dat u geen robot bent.</p><div class='g-recaptcha'></div>"))
add("wall", "javascript-only", reply("<html><head><title>gazette.example</title></head><body><noscript>Please enable JavaScript to view this site.</noscript><script src='/a.js'></script></body></html>"))
add("wall", "javascript-fr", says("La Gazette", "<p>Veuillez activer JavaScript pour afficher cette page.</p>"))
add("wall", "application", reply("<html><head><title>Gazette</title></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div><script src='/a.js'></script></body></html>"))
add("wall", "sorry", to("/sorry/index?continue=x", "302 F"))
add("wall", "region", says("La Gazette", "<p>Ce contenu n’est pas disponible dans votre pays.</p>"))
add("wall", "unusual-traffic", says("Google", "<p>Our systems have detected unusual traffic from your computer network.</p>"))
add("wall", "login", to("/login/login?next=/articles", "302 F"), routes={"/login": says("Se connecter", "<form><input type=password></form>")})
add("wall", "login-in-place", says("Connexion - La Gazette", "<h1>Connexion</h1><form><input name=u><input type=password></form>"))
add("wall", "single-sign-on", to("/single-sign-on/idp/profile/SAML2/Redirect/SSO?x=1", "302 F"), routes={"/idp/profile/SAML2/Redirect/SSO": GOOD})
add("wall", "consent", to("/consent/consent?continue=x", "302 F"), routes={"/consent": says("Avant de continuer", "<h1>Avant de continuer</h1><p>Nous utilisons des cookies.</p>")})
add("wall", "consent-in-place", says("DPG Media Privacy Gate", "<p>Wij gebruiken cookies.</p>"))
add("wall", "retry-after-long", reply("", "429 Slow", "text/html", "Retry-After: 86400"))


# --- the cage ------------------------------------------------------------------------------------------------------


@dataclass
class Cage:
    """The running zoo."""

    host: str = "127.0.0.1"
    over: threading.Event = field(default_factory=threading.Event)
    turns: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._animals = {animal.name: animal for animal in ANIMALS}
        self._listener = socket.create_server((self.host, 0), backlog=512)
        self.base = f"http://{self.host}:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, animal: Animal) -> str:
        """The address that an article would cite."""
        return animal.whole or f"{self.base}/{animal.name}{animal.link}"

    def close(self) -> None:
        self.over.set()
        self._listener.close()

    def _accept(self) -> None:
        while not self.over.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(30)
            stream = connection.makefile("rb")
            while not self.over.is_set():
                ask = self._asked(stream)
                if ask is None or not self._send(connection, ask, self._answer(ask)):
                    return

    def _asked(self, stream: object) -> Ask | None:
        first = stream.readline(65536).split()  # type: ignore[attr-defined]
        if len(first) < 2:
            return None
        headers = {}
        while (line := stream.readline(65536)) not in (b"\r\n", b"\n", b""):  # type: ignore[attr-defined]
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.strip().lower()] = value.strip()
        path = first[1].decode("latin-1")
        name = path.split("/")[1].split("?")[0]
        if first[0] != b"HEAD":
            self.turns[name] += 1
        return Ask(first[0].decode(), path, headers, self.turns[name], self.base)

    def _answer(self, ask: Ask) -> Answer:
        if ask.path in ("/", "/fr/"):
            return says("Accueil | La Gazette", "<h1>La Gazette</h1><p>Les nouvelles du jour.</p>")
        if ask.path.startswith("/sorry/index"):
            return says("Sorry", "<div class=g-recaptcha></div>")
        _, name, *rest = ask.path.split("/")
        animal = self._animals.get(name)
        if animal is None:
            return NOT_FOUND
        path = "/" + "/".join(rest)
        found = animal.routes.get(path, animal.routes.get(path.split("?")[0], animal.other or NOT_FOUND))
        return found(ask) if callable(found) else found

    def _send(self, connection: socket.socket, ask: Ask, answer: Answer) -> bool:
        """Send it; whether the connection is good for another request."""
        if isinstance(answer, bytes):
            head, gap, _ = answer.partition(b"\r\n\r\n")
            connection.sendall(head + gap if ask.method == "HEAD" else answer)
            return b"Content-Length" in head and b" 1" not in head[:12] and answer.startswith(b"HTTP/1.1 ")
        for bit in answer:
            if isinstance(bit, bytes):
                connection.sendall(bit)
            elif isinstance(bit, float):
                self.over.wait(bit)
            elif bit is Reset:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return False
            else:
                self.over.wait(60)
                return False
        return False


@contextlib.contextmanager
def opened() -> Iterator[Cage]:
    """A running zoo, closed at the end."""
    cage = Cage()
    try:
        yield cage
    finally:
        cage.close()
        time.sleep(0)
