"""Servers whose page a reader does not see, and walls, behind which a machine cannot tell."""

# ruff: noqa: E501
# fmt: off
from __future__ import annotations

from zoo_keeper import GOOD, NOT_FOUND, PROSE, Answer, Hang, Reset, Serve, add, page, reply, says, to

HEAD_LINE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
ANCHORS = reply(page(body=f'<h1>Lits</h1><h2 id="méthode">M</h2><p>{PROSE}</p>'))
add("problem", "fragment-missing", ANCHORS, "/rapport#chapitre-9", fragment=False)
add("problem", "fragment-text-missing", ANCHORS, "/rapport#:~:text=les%20trams%20de%20nuit", fragment=False)

# --- problems: plainly dead ------------------------------------------------------------------------------------------

add("problem", "404", NOT_FOUND)
add("problem", "404-empty", reply("", "404 Not Found", ""))
add("problem", "404-with-article", reply(page(), "404 Not Found"))
add("problem", "404-with-captcha", reply("<title>404</title><h1>Not found</h1><form><div class=g-recaptcha></div></form><noscript>Please enable JavaScript to use the search.</noscript>", "404 Not Found"))
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
    other=reply(page("Accueil | La Gazette", "<h1>Bienvenue</h1><p>Les nouvelles du jour.</p>")), proved=False)  # fmt: skip
add("problem", "anything-says-home", reply(page(head='<link rel="canonical" href="/">')), other=reply(page(head='<link rel="canonical" href="/">')))
add("problem", "json-error", reply('{"error": {"code": 404, "message": "Article not found"}}', "200 OK", "application/json"))
add("problem", "text-error", reply("404 page not found\n", "200 OK", "text/plain"))
add("problem", "pdf-is-error-page", says("Document introuvable | Ministère", "<h1>Document introuvable</h1>"), "/docs/rapport-2022.pdf")
add("problem", "empty-page", reply(""), proved=False)
add("problem", "empty-frame", reply("<html><head></head><body></body></html>"), proved=False)
add("problem", "maintenance", says("Site en maintenance", "<h1>Site en maintenance</h1><p>Nous revenons bientôt.</p>"), proved=False)
add("problem", "database-down", reply("<h1>Error establishing a database connection</h1>"), proved=False)

# --- problems that prove nothing about the page: unverified ------------------------------------------------------------


def doubtful(name: str, answer: Serve | Answer, **more: object) -> None:
    add("problem", name, answer, proved=False, **more)


for code in ("500", "502", "503", "504", "520", "521", "522", "530", "509"):
    doubtful(f"status-{code}", reply("<h1>Error</h1>", f"{code} Error"))
doubtful("status-400", reply("", "400 Bad Request"))
doubtful("circle", to("/circle/b"), routes={"/b": to("/circle/articles/2024/lits-libres")})
doubtful("self-redirect", lambda ask: to(ask.path))
doubtful("endless-redirects", lambda ask: to(f"/endless-redirects/n?x={ask.turn}", "302 F"), routes={"/n": lambda ask: to(f"/endless-redirects/n?x={ask.turn}", "302 F")})
doubtful("redirect-nowhere", reply("", "301 Moved"))
doubtful("redirect-to-mail", to("mailto:info@gazette.example", "302 F"))
doubtful("redirect-to-ftp", to("ftp://ftp.gazette.example/x", "302 F"))
doubtful("reset", [Reset])
doubtful("closed", [])
doubtful("silent", [Hang])
doubtful("headers-without-end", [b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n", 0.2] * 40, Hang])
doubtful("drips-headers", [bit for byte in b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" for bit in (bytes([byte]), 0.15)] + [Hang])
doubtful("not-http", b"SSH-2.0-OpenSSH_9.6\r\n")
doubtful("garbage", b"\x00\x01\x02\x03" * 40)
doubtful("silent-body", [HEAD_LINE + b"Content-Length: 900\r\n\r\n", Hang])
doubtful("refused", GOOD, whole="http://127.0.0.1:1/articles/lits")

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
