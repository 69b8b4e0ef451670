"""More pages that a reader does not see, and more walls: error pages of hosts and frameworks, sign-in services, portals."""

# ruff: noqa: E501
# fmt: off
from __future__ import annotations

from zoo_keeper import GOOD, NOT_FOUND, Hang, add, page, reply, says, to
from zoo_troubled import doubtful

# --- statuses that prove nothing ---------------------------------------------------------------------------------------

for code in ("304", "305", "306", "408", "409", "412", "413", "414", "415", "416", "417", "421", "422", "424", "425", "426", "428", "431",
             "494", "495", "496", "497", "501", "505", "507", "508", "510", "511", "523", "524", "525", "526", "527", "529", "540", "561", "598", "599"):
    doubtful(f"status-{code}", reply("<h1>Error</h1>", f"{code} Error") if code != "304" else b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")
for code in ("407", "423", "430", "444", "449", "450", "460", "463", "498", "499", "600", "783", "998"):
    add("wall", f"wall-{code}", reply("<h1>No</h1>", f"{code} No"))
doubtful("choices-without-address", reply("<h1>Multiple Choices</h1>", "300 Multiple Choices"))
doubtful("status-503-date", reply("", "503 Busy", "text/html", "Retry-After: Wed, 21 Oct 2037 07:28:00 GMT"))
doubtful("status-503-nonsense-date", reply("", "503 Busy", "text/html", "Retry-After: soon"))
add("wall", "wall-429-date", reply("", "429 Slow", "text/html", "Retry-After: Wed, 21 Oct 2037 07:28:00 GMT"))
add("wall", "wall-429-negative", reply("", "429 Slow", "text/html", "Retry-After: -5"))
doubtful("status-500-then-503", lambda ask: reply("", "500 Oops" if ask.turn == 1 else "503 Busy"))
doubtful("chunk-nonsense", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\nhello\r\n")
doubtful("status-no-number", b"HTTP/1.1 OK\r\nContent-Type: text/html\r\n\r\n<h1>x</h1>")
doubtful("icy", b"ICY 200 OK\r\nicy-name: Radio\r\n\r\nxxxx")
doubtful("tls-where-http", b"\x15\x03\x01\x00\x02\x02\x46")
doubtful("http-2-preface", b"\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x80")
doubtful("gzip-broken", reply(b"\x1f\x8b\x08\x00" + b"\xff" * 80, "200 OK", "text/html", "Content-Encoding: gzip"))
doubtful("port-0", GOOD, whole="http://127.0.0.1:0/articles/lits")
doubtful("redirect-to-port-0", to("http://127.0.0.1:0/x", "302 F"))
doubtful("redirect-to-script", to("javascript:void(0)", "302 F"))
doubtful("redirect-to-data", to("data:text/html,hello", "302 F"))
doubtful("redirect-to-no-address", to("http://", "302 F"))
doubtful("redirect-empty", to("", "302 F"))
doubtful("redirect-to-refused", to("http://127.0.0.1:1/x", "302 F"))
doubtful("redirect-to-silence", to("/redirect-to-silence/x"), routes={"/x": [Hang]})
doubtful("redirect-to-500", to("/redirect-to-500/x"), routes={"/x": reply("", "500 Oops")})
doubtful("cookie-wanted-for-ever", lambda ask: to(ask.path, "302 F", "Set-Cookie: a=; Max-Age=0; Path=/"))
doubtful("refresh-circle", reply('<meta http-equiv="refresh" content="0;url=/refresh-circle/b">'), routes={"/b": reply('<meta http-equiv="refresh" content="0;url=/refresh-circle/articles/2024/lits-libres">')})
doubtful("pdf-of-nothing", reply(b"", "200 OK", "application/pdf"), link="/rapport.pdf")
doubtful("picture-of-nothing", reply(b"", "200 OK", "image/jpeg"), link="/carte.jpg")
doubtful("blank-lines-only", reply("\n \n"))

# --- dead, in so many words --------------------------------------------------------------------------------------------

add("problem", "404-json", reply('{"detail": "Not found."}', "404 Not Found", "application/json"))
add("problem", "404-as-pdf", reply(b"", "404 Not Found", "application/pdf"), "/rapport.pdf")
add("problem", "404-no-such-key", reply("<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>", "404 Not Found", "application/xml"))
add("problem", "404-with-refresh-home", reply('<meta http-equiv="refresh" content="3;url=/"><h1>Page introuvable</h1>', "404 Not Found"))
add("problem", "404-with-login-form", reply("<title>Page not found</title><h1>Page not found</h1><form><input type=password></form>", "404 Not Found"))
add("problem", "404-with-cookie-banner", reply("<title>404</title><h1>404</h1><div>Before you continue, we use cookies</div>", "404 Not Found"))
add("problem", "404-behind-cloudflare", reply("<title>Page introuvable</title><h1>Page introuvable</h1><script src='/cdn-cgi/challenge-platform/h/b/scripts/jsd/main.js'></script>", "404 Not Found", "text/html", "Server: cloudflare", "CF-RAY: 8f1-BRU"))
add("problem", "410-then-page", reply(page(), "410 Gone"))
add("problem", "chain-to-404", to("/chain-to-404/a"), routes={"/a": to("/chain-to-404/b", "302 F"), "/b": to("/chain-to-404/c", "307 T")})
add("problem", "cookie-then-404", lambda ask: NOT_FOUND if "a=1" in ask.cookie else to(ask.path, "302 F", "Set-Cookie: a=1; Path=/"))
add("problem", "script-to-404", reply("<script>location.replace('/script-to-404/nowhere')</script>"))
add("problem", "script-to-home", reply("<script>window.location = '/';</script>"))
add("problem", "script-to-lander", reply('<!DOCTYPE html><html><head><script>window.onload=function(){window.location.href="/script-to-lander/lander"}</script></head></html>'),
    routes={"/lander": reply('<html><head><title>gazette.example</title><script src="https://img1.wsimg.com/parking-lander/static/js/main.js"></script></head><body><div id="root"></div></body></html>')})
for name, title, body in (
    ("instagram", "Instagram", "<h2>Sorry, this page isn't available.</h2><p>The link you followed may be broken, or the page may have been removed.</p>"),
    ("social", "La Gazette", "<h1>Hmm...this page doesn’t exist. Try searching for something else.</h1>"),
    ("content", "Content not found", "<h1>This content isn't available right now</h1><p>When this happens, it's usually because the owner only shared it with a small group of people, or it's been deleted.</p>"),
    ("file", "La Gazette", "<p>Sorry, the file you have requested does not exist.</p><p>Make sure that you have the correct URL and the file exists.</p>"),
    ("wordpress-com", "gazette.example", "<h1>gazette.example doesn’t exist</h1><p>Do you want to register it?</p>"),
    ("typo3", "Page Not Found", "<h1>Page Not Found</h1><p>Reason: ID was not an accessible page.</p>"),
    ("drupal", "Page not found | Ministère", "<h1>Page not found</h1><p>The requested page could not be found.</p>"),
    ("drupal-nl", "Pagina niet gevonden | Ministerie", "<h1>Pagina niet gevonden</h1><p>De gevraagde pagina kon niet gevonden worden.</p>"),
    ("joomla", "404 - Erreur: 404", "<h1>La page demandée n’a pas pu être trouvée.</h1><p>404 - Article introuvable</p>"),
    ("spip", "Erreur - La Gazette", "<h1>Erreur</h1><p>Pas de document à cette adresse.</p>"),
    ("tomcat", "Apache Tomcat/9.0 - Error report", "<h1>HTTP Status 404 – Not Found</h1><p><b>Description</b> The origin server did not find a current representation for the target resource.</p>"),
    ("iis", "404 - File or directory not found.", "<h1>Server Error</h1><h2>404 - File or directory not found.</h2><h3>The resource you are looking for might have been removed, had its name changed, or is temporarily unavailable.</h3>"),
    ("rails", "The page you were looking for doesn't exist (404)", "<h1>The page you were looking for doesn't exist.</h1><p>You may have mistyped the address or the page may have moved.</p>"),
    ("spring", "Error", "<h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error, so you are seeing this as a fallback.</p><div>There was an unexpected error (type=Not Found, status=404).</div>"),
    ("dspace", "Dépôt institutionnel", "<h1>Invalid Identifier</h1><p>The identifier 2268/1 does not correspond to a valid Object in DSpace.</p>"),
    ("journal", "Revue de sociologie", "<h1>Article introuvable</h1><p>Cet article n’existe pas ou a été retiré par l’éditeur.</p>"),
    ("doc-removed", "Document supprimé - Préfecture", "<p>Ce document a été supprimé.</p>"),
    ("de-gone", "Nicht gefunden | Zeitung", "<h1>Diese Seite gibt es nicht mehr</h1><p>Der Artikel wurde gelöscht.</p>"),
    ("nl-gone", "De Lezer", "<h1>Helaas, dit artikel is niet meer beschikbaar</h1>"),
    ("es-gone", "El Diario", "<h1>¡Ups!</h1><p>El artículo que buscas ya no está disponible.</p>"),
    ("it-gone", "Il Giornale", "<h1>Ops!</h1><p>La pagina che stai cercando non è stata trovata.</p>"),
    ("pt-gone", "O Jornal", "<h1>Ops!</h1><p>A página que você procura não existe ou foi removida.</p>"),
    ("parked-plain", "gazette.example", "<h1>This domain is parked</h1><p>This domain name is registered and parked free, courtesy of the registrar.</p>"),
    ("parked-links", "gazette.example", "<p>Related searches</p><ul><li>Credit cards</li><li>Insurance</li></ul><p>The Sponsored Listings displayed above are served automatically by a third party.</p>"),
    ("parked-it", "gazette.example", "<p>Questo dominio è in vendita.</p>"),
    ("parked-es", "gazette.example", "<p>Este dominio está en venta.</p>"),
    ("default-iis", "IIS Windows Server", "<img src='iisstart.png' alt='IIS'>"),
    ("default-plesk", "Web Server's Default Page", "<h1>Web Server's Default Page</h1><p>This page is generated by Plesk, the leading hosting automation software.</p>"),
    ("default-godaddy", "Coming Soon", "<h1>Future home of something quite cool.</h1><p>If you're the site owner, log in to launch this site.</p>"),
    ("default-cpanel", "Default Web Site Page", "<h1>SORRY!</h1><p>If you are the owner of this website, please contact your hosting provider.</p>"),
    ("shop-closed", "Sorry, this store is currently unavailable.", "<h1>Sorry, this store is currently unavailable.</h1>"),
    ("blog-removed", "Blog not found", "<h1>Blog not found</h1><p>Sorry, the blog you were looking for does not exist.</p>"),
):
    add("problem", f"says-{name}", says(title, body), proved=name != "spring")
add("problem", "text-not-found", reply("Not Found", "200 OK", "text/plain"))
add("problem", "json-not-found", reply('{"detail":"Not found."}', "200 OK", "application/json"))
add("problem", "json-message", reply('{"message":"Not Found","documentation_url":"https://docs.example/"}', "200 OK", "application/json"))
add("problem", "json-status", reply('{"status":404,"title":"Not Found"}', "200 OK", "application/problem+json"))
add("problem", "xml-no-such-key", reply("<?xml version='1.0'?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>", "200 OK", "application/xml"))
for name, path in (("aspx", "/aspx/error.aspx?aspxerrorpath=/articles"), ("oops", "/oops/oops.html"), ("erreur404", "/erreur404/fr/erreur-404"), ("query", "/query/?error=404"),
                   ("notfound", "/notfound/notfound.php"), ("nl", "/nl/nl/pagina-niet-gevonden"), ("status", "/status/errors/404")):
    add("problem", f"to-error-{name}", to(path.replace(f"/{name}/", f"/to-error-{name}/", 1), "302 F"), other=GOOD)
for name, path in (("index", "/index.php"), ("query", "/?redirected=1"), ("accueil", "/accueil"), ("nl-be", "/nl-be/"), ("default", "/default.aspx")):
    add("problem", f"to-home-{name}", lambda ask, where=path: to(ask.base.replace("127.0.0.1", "localhost") + where, "301 M"))
add("problem", "deep-to-other-site", lambda ask: to(ask.base.replace("127.0.0.1", "127.0.0.1") + "/", "301 M"), "/medias/2016/05/rapport-annuel.pdf")

# --- walls -------------------------------------------------------------------------------------------------------------

for name, path in (("authwall", "/authwall?trk=gf&sessionRedirect=x"), ("account", "/Account/Login?ReturnUrl=%2F"), ("wp", "/wp-login.php?redirect_to=x"), ("user", "/user/login?destination=x"),
                   ("signin", "/users/sign_in"), ("accounts", "/accounts/login/?next=/p/"), ("oauth", "/oauth2/authorize?client_id=1"), ("cas", "/cas/login?service=x"), ("shibboleth", "/Shibboleth.sso/Login?target=x"),
                   ("connexion", "/fr/connexion?retour=x"), ("subscribe", "/login/subscribe?from=x")):
    add("wall", f"to-login-{name}", to(f"/to-login-{name}{path}", "302 F"), other=says("Compte", "<form><input type=password></form>"))
for name, path in (("cookie-wall", "/cookiewall?u=x"), ("privacy", "/privacy-gate?callbackUrl=x"), ("collect", "/v2/collectConsent?sessionId=1"), ("gdpr", "/gdpr-consent/?dest=x")):
    add("wall", f"to-consent-{name}", to(f"/to-consent-{name}{path}", "302 F"), other=says("Vie privée", "<p>Nous utilisons des cookies.</p>"))
for name, path in (("validate", "/captcha/validate?x=1"), ("blocked", "/blocked.html"), ("denied", "/access-denied"), ("challenge", "/challenge?to=x"), ("unsupported", "/unsupported_browser")):
    add("wall", f"to-wall-{name}", to(f"/to-wall-{name}{path}", "302 F"), other=says("La Gazette", "<p>Un instant.</p>"))
for name, title, body in (
    ("jstor", "JSTOR: Access Check", "<h1>Access Check</h1><p>Our systems have detected unusual traffic activity from your network. Please complete this reCAPTCHA to demonstrate that it's you making the requests.</p>"),
    ("elsevier", "ScienceDirect", "<h1>There was a problem providing the content you requested</h1><p>Please contact our support team for more information. Reference number: 8f12ab34. Are you a robot?</p>"),
    ("turnstile", "gazette.example", "<p>Verify you are human by completing the action below.</p><div class='cf-turnstile'></div>"),
    ("incapsula-script", "", "<script src='/_Incapsula_Resource?SWJIYLWA=1'></script>"),
    ("akamai-fr", "Accès refusé", "<h1>Accès refusé</h1><p>Vous n’avez pas l’autorisation d’accéder à cette page.</p>"),
    ("wordfence", "Your access to this site has been limited", "<h1>Your access to this site has been limited by the site owner</h1><p>Your access to this service has been limited.</p>"),
    ("queue", "File d’attente", "<h1>Vous êtes maintenant dans la file d’attente</h1><p>Votre tour approche.</p>"),
    ("queue-en", "Queue-it", "<h1>You are now in line</h1><p>When it is your turn, you will have 10 minutes.</p>"),
    ("gdpr-us", "The Daily", "<h1>451: Unavailable due to legal reasons</h1><p>We recognize you are attempting to access this website from a country belonging to the European Economic Area.</p>"),
    ("portal", "Wi-Fi Gratuit - Connexion", "<h1>Connexion</h1><p>Acceptez les conditions.</p><form><input name=mail><input type=password></form>"),
    ("old-browser", "Browser not supported", "<h1>Your browser is not supported</h1><p>Please enable JavaScript or upgrade your browser.</p>"),
    ("cookies-off", "Cookies required", "<h1>Cookies are required</h1><p>Cookies must be enabled in order to view this site.</p>"),
    ("bunny", "Establishing a secure connection ...", "<h1>Establishing a secure connection ...</h1><p>Please enable JavaScript to continue.</p>"),
    ("vercel", "Vercel Security Checkpoint", "<p>We're verifying your browser</p>"),
    ("stackpath", "StackPath", "<p>This website is using a security service to protect itself from online attacks. The service requires full JavaScript support in order to view the website.</p>"),
    ("de", "Sicherheitsüberprüfung", "<h1>Bitte bestätigen Sie, dass Sie ein Mensch sind</h1>"),
    ("es", "Verificación de seguridad", "<p>Verifica que eres humano.</p>"),
):
    add("wall", f"shows-{name}", says(title, body) if name != "incapsula-script" else reply("<html><head>" + body + "</head><body></body></html>"))
for name, headers in (("cloudflare", ("cf-mitigated: challenge",)), ("aws", ("x-amzn-waf-action: captcha",)), ("vercel", ("x-vercel-mitigated: challenge",))):
    add("wall", f"header-{name}-404", reply("", "404 Not Found", "text/html", *headers))
add("wall", "cloudflare-1015", reply("<title>Access denied | gazette.example used Cloudflare to restrict access</title><h1>Error 1015</h1><h2>You are being rate limited</h2>", "429 X", "text/html", "Server: cloudflare"))
add("wall", "cloudflare-1020", reply("<title>Access denied | gazette.example used Cloudflare to restrict access</title><h1>Error 1020</h1>", "403 X", "text/html", "Server: cloudflare"))
add("wall", "captcha-404", reply("<html><head><title>gazette.example</title></head><body><script src='https://ct.captcha-delivery.com/c.js'></script></body></html>", "404 Not Found"))
add("wall", "basic-auth", reply("", "401 Unauthorized", "text/html", 'WWW-Authenticate: Basic realm="x"'))
