"""More servers that show their page: odd statuses, odd headers, odd bodies, redirects of every kind."""

# ruff: noqa: E501
# fmt: off
from __future__ import annotations

import gzip

from zoo_alive import FORBIDDEN, HEAD_LINE, LONG, NEW, TEXT
from zoo_keeper import GOOD, NOT_FOUND, PROSE, Answer, Ask, Hang, add, page, reply, to

# --- statuses -------------------------------------------------------------------------------------------------------

for status in ("201 Created", "202 Accepted", "208 Already Reported", "226 IM Used", "218 This is fine"):
    add("alive", f"status-{status[:3]}", reply(page(), status))
add("alive", "status-203-proxy", reply(page(), "203 Non-Authoritative Information", "text/html", "Warning: 214 proxy changed"))
add("alive", "status-206-unasked-range", reply(page(), "206 Partial Content", "text/html", "Content-Range: bytes 0-5000/5001"))
add("alive", "two-early-answers", b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n" + GOOD)

# --- headers --------------------------------------------------------------------------------------------------------

CLOSE = b"Connection: close\r\n\r\n"
add("alive", "header-without-colon", b"HTTP/1.1 200 OK\r\nnonsense here\r\nContent-Type: text/html\r\n" + CLOSE + TEXT)
add("alive", "header-without-colon-kept-open", b"HTTP/1.1 200 OK\r\nnonsense here\r\nContent-Type: text/html\r\nContent-Length: " + str(len(TEXT)).encode() + b"\r\n\r\n" + TEXT)
add("alive", "header-folded", b"HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n charset=utf-8\r\n" + CLOSE + TEXT)
add("alive", "header-space-before-colon", b"HTTP/1.1 200 OK\r\nContent-Type : text/html\r\n" + CLOSE + TEXT)
add("alive", "header-in-utf-8", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Titre: Été à Liège\r\n".encode() + CLOSE + TEXT)
add("alive", "header-empty-value", b"HTTP/1.1 200 OK\r\nContent-Type:\r\nServer:\r\n" + CLOSE + TEXT)
add("alive", "no-headers-at-all", b"HTTP/1.1 200 OK\r\n\r\n" + TEXT)
add("alive", "http-1.0-kept", b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\nConnection: keep-alive\r\nContent-Length: " + str(len(TEXT)).encode() + b"\r\n\r\n" + TEXT)
add("alive", "slow-headers", [bit for piece in (b"HTTP/1.1 200 OK\r\n", b"Server: x\r\n", b"Content-Type: text/html\r\n", CLOSE, TEXT) for bit in (0.15, piece)])
add("alive", "type-without-subtype", reply(page(), "200 OK", "html"))
add("alive", "type-twice", reply(page(), "200 OK", "text/html", "Content-Type: text/plain"))
add("alive", "type-octet-stream", reply(page(), "200 OK", "application/octet-stream"))
add("alive", "attachment", reply(b"%PDF-1.6\n" + b"x" * 2000, "200 OK", "application/force-download", 'Content-Disposition: attachment; filename="rapport.pdf"'), "/telecharger?id=12")
add("alive", "charset-quoted", reply(page(), "200 OK", 'text/html; charset="UTF-8"'))
add("alive", "charset-lies", reply(page().encode("latin-1", "replace"), "200 OK", "text/html; charset=utf-8"))
add("alive", "length-twice", HEAD_LINE + f"Content-Length: {len(TEXT)}\r\nContent-Length: {len(TEXT)}\r\n\r\n".encode() + TEXT)
add("alive", "length-no-number", HEAD_LINE + b"Content-Length: unknown\r\n" + CLOSE + TEXT)
add("alive", "refresh-header-alone", reply(page(), "200 OK", "text/html", "Refresh: 5"))
add("alive", "status-line-of-two-digits-version", b"HTTP/1.1  200 OK\r\nContent-Type: text/html\r\n" + CLOSE + TEXT)

# --- bodies ---------------------------------------------------------------------------------------------------------


def _coded(body: bytes, coding: str) -> bytes:
    return reply(body, "200 OK", "text/html", f"Content-Encoding: {coding}")


add("alive", "gzip-upper-case", _coded(gzip.compress(TEXT), "GZIP"))
add("alive", "gzip-x", _coded(gzip.compress(TEXT), "x-gzip"))
add("alive", "gzip-twice", _coded(gzip.compress(gzip.compress(TEXT)), "gzip, gzip"))
add("alive", "gzip-trailing-garbage", _coded(gzip.compress(TEXT) + b"\0" * 40, "gzip"))
add("alive", "gzip-in-two-members", _coded(gzip.compress(TEXT[:500]) + gzip.compress(TEXT[500:]), "gzip"))
add("alive", "coding-none", _coded(TEXT, "none"))
add("alive", "coding-utf-8", _coded(TEXT, "UTF-8"))
add("alive", "coding-empty", _coded(TEXT, ""))
add("alive", "gzip-undeclared", reply(gzip.compress(TEXT), "200 OK", "text/html"))
add("alive", "chunk-extension", HEAD_LINE + b"Transfer-Encoding: chunked\r\n\r\n" + f"{len(TEXT):x};name=value\r\n".encode() + TEXT + b"\r\n0\r\nX-Trailer: y\r\n\r\n")
add("alive", "chunk-then-nonsense", [HEAD_LINE + b"Transfer-Encoding: chunked\r\n\r\n" + f"{len(TEXT):x}\r\n".encode() + TEXT + b"\r\nZZZ\r\n"])
add("alive", "chunked-and-length", HEAD_LINE + b"Content-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n" + f"{len(TEXT):x}\r\n".encode() + TEXT + b"\r\n0\r\n\r\n")
add("alive", "body-reset-after-page", [HEAD_LINE + b"Content-Length: 90000\r\n\r\n" + TEXT, 0.2])
add("alive", "blank-lines-first", reply("\n" * 400 + page()))
add("alive", "comment-first", reply("<!-- " + "x" * 3000 + " -->" + page()))
add("alive", "byte-order-mark", reply(b"\xef\xbb\xbf" + TEXT))
add("alive", "no-head", reply(f"<h1>Lits libres</h1><p>{PROSE}"))
add("alive", "open-tags", reply(f"<html><head><title>Lits libres<body><h1>Lits<p>{PROSE}"))
add("alive", "title-behind-scripts", reply("<html><head>" + "<script>var a=1;</script>" * 3000 + page()[15:]))
add("alive", "title-in-svg", reply(page(body=f"<svg><title>404 Not Found</title></svg><h1>Lits</h1><p>{PROSE}</p>")))
add("alive", "svg", reply('<svg xmlns="http://www.w3.org/2000/svg"><title>404</title><path d="M0 0"/></svg>', "200 OK", "image/svg+xml"), "/carte.svg")
add("alive", "xml", reply("<?xml version='1.0'?><TEI><title>Lits</title></TEI>", "200 OK", "application/xml"), "/edition.xml")
add("alive", "csv", reply("jour;lits\n2024-01-01;12\n", "200 OK", "text/csv"), "/donnees.csv")
add("alive", "text-404-in-data", reply("lits;404\nnuits;410\n", "200 OK", "text/plain"), "/donnees.txt")
add("alive", "json-with-error-field", reply('{"error": null, "status": 200, "items": [1, 2]}', "200 OK", "application/json"))
add("alive", "docx", reply(b"PK\x03\x04" + b"x" * 2000, "200 OK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), "/note.docx")
add("alive", "video", [b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 99999999\r\n\r\n" + b"\0" * 3000, Hang], "/film.mp4")
add("alive", "directory-listing", reply("<html><head><title>Index of /rapports</title></head><body><h1>Index of /rapports</h1><ul><li><a href='a.pdf'>a.pdf</a></li></ul></body></html>"), "/rapports/")
add("alive", "gopher-like-plain-page", reply("<pre>" + PROSE + "</pre>"))

# --- redirects ------------------------------------------------------------------------------------------------------

for name, location in (
    ("sibling", "lits-libres-2"), ("query-only", "?page=2"), ("dots", "./../2024/./lits-libres-2"),
    ("upper-case", "HTTP://127.0.0.1:{port}/redirect-to-upper-case/articles/2024/lits-libres-2"),
    ("padded", "   /redirect-to-padded/articles/2024/lits-libres-2  "),
    ("backslash", "\\redirect-to-backslash\\articles\\2024\\lits-libres-2"),
    ("tab", "/redirect-to-tab/articles/2024/lits-\tlibres-2"),
    ("userinfo", "http://me:secret@127.0.0.1:{port}/redirect-to-userinfo/articles/2024/lits-libres-2"),
):
    add("alive", f"redirect-to-{name}", lambda ask, where=location: to(where.format(port=ask.base.rsplit(":", 1)[1]), "302 Found"),
        routes={"/articles/2024/lits-libres-2": GOOD, "/articles/2024/lits-libres?page=2": GOOD})
for code in ("307", "308"):
    add("alive", f"chain-of-{code}", to(f"/chain-of-{code}/a1", f"{code} R"), routes={**{f"/a{n}": to(f"/chain-of-{code}/a{n + 1}", f"{code} R") for n in range(1, 6)}, "/a6": GOOD},
        moved_to=f"/chain-of-{code}/a6" if code == "308" else "")
add("alive", "redirect-latin-1", b"HTTP/1.1 302 Found\r\nLocation: /redirect-latin-1/dossiers/\xe9t\xe9.html\r\nContent-Length: 0\r\n\r\n", routes={"/dossiers/%C3%A9t%C3%A9.html": GOOD, "/dossiers/%E9t%E9.html": GOOD})
add("alive", "redirect-to-other-host", lambda ask: to(ask.base.replace("127.0.0.1", "localhost") + f"/redirect-to-other-host{NEW}", "302 F"), routes={NEW: GOOD})
add("alive", "redirect-closed-without-body", b"HTTP/1.1 302 Found\r\nLocation: /redirect-closed-without-body" + NEW.encode() + b"\r\nConnection: close\r\n\r\n", routes={NEW: GOOD})
add("alive", "redirect-body-hangs", [b"HTTP/1.1 302 Found\r\nLocation: /redirect-body-hangs" + NEW.encode() + b"\r\nContent-Length: 5000\r\n\r\n<h1>", Hang], routes={NEW: GOOD})
add("alive", "created-with-location", reply(page(), "201 Created", "text/html", "Location: /nowhere"))
add("alive", "fine-with-location", reply(page(), "200 OK", "text/html", "Location: /nowhere"))
add("alive", "redirect-302-to-slash-and-back", lambda ask: GOOD if ask.path.endswith("/") else to(ask.path + "/", "302 F"), routes={"/articles/2024/lits-libres/": GOOD})


def _deletes_cookie(ask: Ask) -> Answer:
    """The site's own log-in service sends back with a cookie, as publishers of journals do."""
    if "idp=1" in ask.cookie:
        return GOOD
    return to("/cookie-from-identity-service/authorize?redirect_uri=x", "303 S", "Set-Cookie: start=1; Path=/; HttpOnly; SameSite=Lax")


add("alive", "cookie-from-identity-service", _deletes_cookie,
    routes={"/authorize": to("/cookie-from-identity-service/articles/2024/lits-libres?code=9", "302 F", "Set-Cookie: idp=1; Path=/; Expires=Wed, 01-Jan-2031 00:00:00 GMT"), "/articles/2024/lits-libres?code=9": GOOD})
add("alive", "cookie-with-domain", lambda ask: GOOD if "a=1" in ask.cookie else to(ask.path, "302 F", "Set-Cookie: a=1; Domain=127.0.0.1; Path=/cookie-with-domain"))
add("alive", "cookie-counted-down", lambda ask: GOOD if "n=3" in ask.cookie else to(ask.path, "302 F", f"Set-Cookie: n={ask.turn}; Path=/"))
add("alive", "refresh-with-base", reply('<base href="/refresh-with-base/dossiers/"><meta http-equiv="refresh" content="0; url=logement/lits-libres"><p>Un instant'), routes={NEW: GOOD})
add("alive", "refresh-in-noscript", reply(page(head='<noscript><meta http-equiv="refresh" content="0; url=/nojs"></noscript>')))
add("alive", "refresh-in-comment", reply(page(head='<!-- <meta http-equiv="refresh" content="0; url=/nowhere"> -->')))
add("alive", "refresh-in-conditional-comment", reply(page(head='<!--[if lt IE 9]><meta http-equiv="refresh" content="0; url=/old-browser"><![endif]-->')))
add("alive", "refresh-in-script", reply(page(body=f"<h1>Lits</h1><p>{PROSE}</p><script>var x = '<meta http-equiv=\"refresh\" content=\"0; url=/nowhere\">';</script>")))
add("alive", "refresh-in-template", reply(page(body=f"<template><meta http-equiv='refresh' content='0; url=/nowhere'></template><h1>Lits</h1><p>{PROSE}</p>")))
add("alive", "refresh-entity", reply(f'<meta http-equiv="refresh" content="0; url=/refresh-entity{NEW}?a=1&amp;b=2">'), routes={f"{NEW}?a=1&b=2": GOOD})
add("alive", "refresh-fraction", reply(f'<meta http-equiv="refresh" content="0.5;URL=/refresh-fraction{NEW}">'), routes={NEW: GOOD})
add("alive", "refresh-no-url-word", reply(f'<meta http-equiv="refresh" content="0; /refresh-no-url-word{NEW}">'), routes={NEW: GOOD})
add("alive", "script-forces-https", reply(page(head="<script>if (location.protocol == 'https:x') { location.href = 'https:' + location.href.substring(5); }</script>", body="<h1>Lits</h1><p>Douze lits.</p>")))
add("alive", "script-breaks-frames", reply(page(head="<script>if (top != self) { top.location = self.location; }</script>", body="<h1>Lits</h1><p>Douze lits.</p>")))
add("alive", "script-menu", reply(page(head="<script>function go() { window.location.href = '/nowhere'; }</script>", body="<h1>Lits</h1><p>Douze lits ce soir.</p>")))
add("alive", "script-replace", reply(f"<html><head><script>window.location.replace('/script-replace{NEW}')</script></head><body></body></html>"), routes={NEW: GOOD})
add("alive", "script-escaped", reply(f'<script>location.href="\\/script-escaped{NEW.replace("/", chr(92) + "/")}"</script>'), routes={NEW: GOOD})
add("alive", "shortener", to("/shortener/dossiers/logement/lits-libres", "302 F"), "/x7", routes={NEW: GOOD})
add("alive", "resolver-page", reply(f'<html><head><title>Redirecting</title><meta http-equiv="REFRESH" content="2; url=\'/resolver-page{NEW}\'"></head><body>Redirecting</body></html>'), routes={NEW: GOOD})
add("alive", "page-about-logging-in", reply(page("Log in to your life: a novel | La Gazette", f"<h1>Log in to your life: a novel</h1>{LONG}")))
add("alive", "to-article-about-search", to("/to-article-about-search/articles/2024/la-recherche-en-belgique", "302 F"), "/a?id=12", routes={"/articles/2024/la-recherche-en-belgique": GOOD})
add("alive", "to-article-about-errors", to("/to-article-about-errors/articles/erreur-404-histoire", "302 F"), "/a?id=12", routes={"/articles/erreur-404-histoire": GOOD})
add("alive", "site-in-one-folder", to("/site-in-one-folder/fr/accueil", "302 F"), "/", routes={"/fr/accueil": GOOD})

for name, title in (
    ("identifiers", "Invalid identifiers, and how libraries mend them"), ("moderation", "This content isn’t available right now: how platforms decide what we see"),
    ("listings", "Sponsored listings displayed above the news: who pays?"), ("queue", "Dans la file d’attente de l’aide sociale"), ("check", "Access check: who gets a bed tonight?"),
    ("shop", "Sorry, this store is currently unavailable: the end of the high street"), ("law", "Unavailable due to legal reasons: the new censorship"), ("domain", "gazette.example doesn’t exist any more, its readers do"),
    ("server", "Web servers’ default pages: a museum"), ("address", "Pas de document à cette adresse : vivre sans domicile fixe"),
):
    add("alive", f"about-{name}", reply(page(f"{title} | La Gazette")))
    add("alive", f"about-{name}-short", reply(page(f"{title} | La Gazette", f"<h1>{title}</h1><p>{PROSE[:140]}</p>")))

# --- what the request must be like ----------------------------------------------------------------------------------

add("alive", "wants-host", lambda ask: GOOD if ask.headers.get("host", "") == ask.base.removeprefix("http://") else reply("", "400 Bad Request"))
add("alive", "wants-get", lambda ask: GOOD if ask.method == "GET" else FORBIDDEN)
add("alive", "wants-no-bot", lambda ask: FORBIDDEN if any(word in ask.headers.get("user-agent", "").lower() for word in ("python", "requests", "curl", "bot", "spider", "crawl")) else GOOD)
add("alive", "wants-gzip", lambda ask: GOOD if "gzip" in ask.headers.get("accept-encoding", "") else reply("", "406 Not Acceptable"))
add("alive", "wants-no-fragment", lambda ask: reply("", "400 Bad Request") if "#" in ask.path else GOOD, "/articles/2024/lits-libres#top", fragment=None)
for name, link, path in (
    ("percent-lower", "/docs/synth%c3%a8se.html", "/docs/synth%c3%a8se.html"),
    ("latin-1-encoded", "/docs/synth%e8se.html", "/docs/synth%e8se.html"),
    ("very-long", "/q?x=" + "abc" * 2500, "/q?x=" + "abc" * 2500),
    ("apostrophe", "/l’été/d'hiver", "/l%E2%80%99%C3%A9t%C3%A9/d'hiver"),
    ("equals-in-path", "/id=12/a=b", "/id=12/a=b"),
    ("at-sign", "/@dupont/lits-libres", "/@dupont/lits-libres"),
    ("colon", "/wiki/Aide:Lits", "/wiki/Aide:Lits"),
    ("query-with-address", "/go?u=https://a.example/b?c=d", "/go?u=https://a.example/b?c=d"),
    ("ampersands", "/q?a=1&&b=2&", "/q?a=1&&b=2&"),
    ("amp-dots", "/a/./b/page.html", "/a/b/page.html"),
    ("plus-in-path", "/a+b/c", "/a+b/c"),
    ("asterisk", "/handle/1*2!3", "/handle/1*2!3"),
    ("japanese", "/wiki/日本", "/wiki/%E6%97%A5%E6%9C%AC"),
    ("matrix", "/a;jsessionid=1F?x=1", "/a;jsessionid=1F?x=1"),
    ("decomposed", "/e\u0301te\u0301", "/e%CC%81te%CC%81"),
):
    add("alive", f"address-{name}", NOT_FOUND, link, routes={path: GOOD})
add("alive", "route-after-hash", reply(page()), "/app#!/lits/12", fragment=None)
