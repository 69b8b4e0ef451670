"""Servers that show their page, each in its own way: a reader sees it, and so must a checker."""

# ruff: noqa: E501
# fmt: off
from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

from zoo_keeper import GOOD, NOT_FOUND, PROSE, Answer, Ask, Bit, Hang, Reset, Serve, add, page, reply, to


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
add("alive", "many-headers", reply(page(), "200 OK", "text/html", *(f"X-Header-{n}: {n}" for n in range(250))))
add("alive", "header-line-of-100-kB", reply(page(), "200 OK", "text/html", "Link: " + "x" * 100_000))
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
add("alive", "pdf-called-html", reply(b"%PDF-1.4\n" + b"x" * 4000), "/docs/rapport-2022.pdf")
add("alive", "iframe-only", reply('<html><body><iframe src="/carte"></iframe></body></html>'))
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
    ("lone-percent", "/taux-de-50%/article", "/taux-de-50%/article"),
    ("percent-u", "/l%u2019article", "/l%u2019article"),
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
add("alive", "cookie-and-refresh", lambda ask: GOOD if "ok=1" in ask.cookie else reply(f'<meta http-equiv="refresh" content="0; url={ask.path}">', "200 OK", "text/html", "Set-Cookie: ok=1; Path=/"))
add("alive", "location-twice", lambda ask: to(f"{ask.base}/location-twice{NEW}", "302 F", f"Location: {ask.base}/location-twice{NEW}"), routes={NEW: GOOD})
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
