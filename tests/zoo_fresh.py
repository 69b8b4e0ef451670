"""Servers as users of other link checkers describe them: addresses, forms of error, walls, and redirects that mislead."""

# ruff: noqa: E501
# fmt: off
from __future__ import annotations

from zoo_keeper import GOOD, PROSE, Answer, Ask, add, page, reply, says, to

LIST = "".join(f"<h2><a href='/actualites/2024/{number}'>Brève de la semaine, numéro {number}</a></h2>" for number in range(12))
ASIDE = "<aside><h3>Les plus lus</h3>" + LIST + "</aside>"

# --- alive -------------------------------------------------------------------------------------------------------------


def only(path: str) -> object:
    """The page at exactly this path, as written; anything else is not there."""
    return lambda ask: GOOD if ask.path.split("/", 2)[2] == path.lstrip("/") else reply("<h1>Not found</h1>", "404 X")


for name, link in (("latin-1", "/caf%E9/menu"), ("pipe", "/q?a=1%7C2"), ("encoded-twice", "/f/mon%2520fichier.html"), ("encoded-slash", "/id/a%2Fb"),
                   ("looks-like-a-reference", "/x?id=1&copy=2&region=be&section=3&current=4"), ("double-slash", "/a//b"), ("semicolon", "/a;b=c/d"), ("commas", "/0,14-0@2-3224,36-1,0.html"),
                   ("valueless", "/page?print"), ("plus", "/s?q=lits+libres&x=1"), ("tilde", "/%7Eprof/cours"), ("at-and-dollar", "/@revue/lits-$5")):
    add("alive", f"address-{name}", only(link), link, other=only(link))


def alone(body: str) -> bytes:
    return reply(page(body=f"<h1>Combien de lits libres cet hiver ?</h1><p>{PROSE}</p>" * 2 + body))


for name, tag in (
    ("cloudflare", "<script>var a=document.createElement('script');a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js';</script>"),
    ("imperva", '<script src="/_Incapsula_Resource?SWJIYLWA=719d&ns=1" async></script>'),
    ("akamai", '<script src="/akam/13/3f2e1d" defer></script>'),
    ("datadome", '<script src="https://js.datadome.co/tags.js" async></script>'),
    ("perimeterx", '<script>window._pxAppId="PXabc";</script><script src="//client.perimeterx.net/PXabc/main.min.js"></script>'),
    ("turnstile", '<form><div class="cf-turnstile"></div><button>Abonnez-moi</button></form>'),
    ("recaptcha", '<form><h3>Commenter</h3><div class="g-recaptcha"></div><p>I’m not a robot</p></form>'),
    ("didomi", '<div id="didomi-host"><p>Nous et nos partenaires utilisons des cookies. Continuer sans accepter.</p></div>'),
    ("login-box", '<div class="modal" hidden><form action="/login"><h2>Connexion</h2><input type="password"></form></div>'),
    ("hidden-404", '<div style="display:none"><h2>Page introuvable</h2><p>Cette page n’existe pas.</p></div><template><h1>404</h1></template>'),
    ("no-comments", "<aside><h3>Commentaires</h3><p>Aucun résultat trouvé.</p></aside>"),
):
    add("alive", f"beside-{name}", alone(tag))
for number, title in enumerate((
    "The history of the 404 error", "Erreur 404 : quand la mémoire du web s’efface", "404 Not Found – an essay on link rot", "Niet gevonden: vermisten in Brussel",
    "Access denied: migrants and the right to health care", "Are you a robot? A short history of the CAPTCHA", "Attention required: teaching in the age of screens",
    "Under construction: gender and law in Belgium", "This domain is for sale: the market in names", "Closed: why Brussels shuts its shelters", "Radio Peugeot 404",
    "Judi online: what gamblers say", "Notre site a déménagé : récit d’un chantier", "Are you over 18? Alcohol sales to minors in three cities", "Withdrawn: children who leave school",
)):
    add("alive", f"is-about-{number}", reply(page(f"{title} | La Gazette", times=4)))
add("alive", "paywall-teaser", reply(page(body=f"<h1>Combien de lits libres cet hiver ?</h1><p>{PROSE[:200]}</p><div><h2>Cet article est réservé aux abonnés</h2><p>Déjà abonné ? Connectez-vous.</p></div>")))
add("alive", "event-over", reply(page("Colloque : réduire les risques | La Gazette", f"<h1>Colloque : réduire les risques</h1><p>Cet événement est terminé.</p><p>{PROSE}</p>")))
add("alive", "archived-notice", reply(page(body=f"<h1>Combien de lits libres cet hiver ?</h1><div>This page is archived and no longer updated.</div><p>{PROSE}</p>" * 2)))
add("alive", "every-address-answers", GOOD, other=says("Page introuvable", "<h1>Page introuvable</h1><p>Cette page n’existe pas.</p>"))
add("alive", "words-after-a-large-head", reply("<html><head><script>var x='" + "y" * 700_000 + f"';</script><title>Lits libres</title></head><body><h1>Lits</h1><p>{PROSE}</p>"))
add("alive", "canonical-is-home-everywhere", reply(page(head='<link rel="canonical" href="/">')))
add("alive", "wordpress-error-class-on-a-story", reply(page().replace("<body>", '<body class="error404">')))
add("alive", "no-script-refresh", reply(page(head='<noscript><meta http-equiv="refresh" content="0; url=/sans-js"></noscript>')))
add("alive", "fragment-as-written", reply(page(body=f'<h2 id="r%C3%A9sum%C3%A9">Résumé</h2><p>{PROSE}</p>')), "/a#r%C3%A9sum%C3%A9", fragment=True)
add("alive", "video-gone-in-a-story", alone("<figure><p>Cette vidéo n’est plus disponible.</p></figure>"))

# --- problems ----------------------------------------------------------------------------------------------------------

for name, title, body in (
    ("sorry-en", "La Gazette", "<h1>We’re sorry</h1><p>We can’t seem to find the page you’re looking for. Error code: 404</p>"),
    ("bad-en", "La Gazette", "<h1>Whoops, our bad…</h1><p>The page you requested was not found. Please check the spelling.</p>"),
    ("dead-end", "La Gazette", "<h1>Dead end</h1><p>You’ve followed a link to a page that no longer exists. Head back to our homepage.</p>"),
    ("sorry-de", "La Gazette", "<h1>Entschuldigung</h1><p>Der gesuchte Artikel wurde gelöscht oder verschoben.</p>"),
    ("vaya", "La Gazette", "<h1>¡Vaya!</h1><p>No hemos podido encontrar la página que buscas.</p>"),
    ("no-encontramos", "La Gazette", "<h1>¡Ups!</h1><p>No encontramos la página que busca.</p>"),
    ("nao-encontramos", "La Gazette", "<h1>Ops!</h1><p>Desculpe, não encontramos a página que procura.</p>"),
    ("non-troviamo", "La Gazette", "<h1>Ops!</h1><p>Non troviamo la pagina richiesta.</p>"),
    ("nous-ne-trouvons-pas", "La Gazette", "<h1>Oups</h1><p>Nous ne trouvons pas la page que vous cherchez.</p>"),
    ("product", "La Gazette", "<p>Dit product is niet langer beschikbaar.</p>"),
    ("video", "La Gazette", "<p>Cette vidéo n’est plus disponible, car le compte associé a été clôturé.</p>"),
    ("withdrawn", "Item withdrawn", "<h1>Item withdrawn</h1><p>This item has been withdrawn from the repository.</p>"),
    ("site-moved-fr", "Notre site a déménagé", "<p>Notre site a changé d’adresse.</p>"),
    ("site-moved-nl", "Onze website is verhuisd", "<p>Pas uw bladwijzers aan.</p>"),
    ("site-closed", "Fin", "<h1>This site has been closed</h1><p>After ten years, thank you.</p>"),
    ("site-closed-fr", "Fin", "<h1>Ce site est fermé définitivement</h1><p>Merci à tous.</p>"),
    ("exclaims-above-other-stories", "La Gazette", "<h1>Oups !</h1><p>Cette page est introuvable.</p>" + ASIDE),
    ("sorry-above-other-stories", "La Gazette", "<h1>Helaas</h1><p>We kunnen deze pagina niet vinden.</p>" + ASIDE),
):
    add("problem", f"denies-{name}", says(title, body))
add("problem", "canonical-404", says("La Gazette", "<h1>Voilà</h1><p>Essayez un des liens.</p>", '<link rel="canonical" href="/404.html">'))
add("problem", "wordpress-error-class", reply(page("La Gazette", "<h1>Voilà qui est gênant</h1><p>Rien ne va.</p>").replace("<body>", '<body class="home error404">')), proved=False)
add("problem", "to-notfound-flag", to("/to-notfound-flag/default.aspx?NotFound=true", "302 F"), other=GOOD)
add("problem", "canonical-is-home-and-shows-it", reply(page("Accueil | La Gazette", "<h1>La Gazette</h1><p>Les nouvelles du jour.</p>", '<link rel="canonical" href="/">')))
add("problem", "php-died", reply("<br /><b>Fatal error</b>:  Uncaught Error: Call to undefined function get_header() in /var/www/html/index.php:12 Stack trace: #0 {main} thrown in <b>/var/www/html/index.php</b> on line <b>12</b>"), proved=False)
add("problem", "tomcat-500", says("Apache Tomcat/9 - Error report", "<h1>HTTP Status 500 – Internal Server Error</h1><p>java.lang.NullPointerException</p>"), proved=False)
add("problem", "no-content", b"HTTP/1.1 204 No Content\r\n\r\n", proved=False)
add("problem", "sold-to-bookmakers", reply(page("Slot Gacor Hari Ini: Situs Judi Online Terpercaya", "<h1>Slot Gacor</h1><p>Daftar situs slot online deposit pulsa tanpa potongan.</p>" * 9)), proved=False)
add("problem", "says-404-shows-a-story", reply(page(times=6), "404 Not Found"), proved=False)
add("problem", "says-404-shows-the-front-page", reply(page("La Gazette", "<h1>La Gazette</h1>" + ASIDE + f"<p>{PROSE}</p>" * 6), "404 Not Found"))
add("problem", "says-404-and-more", reply(page("Combien de lits libres ? | La Gazette", "<h1>Combien de lits libres ?</h1><p>Cette page n’existe plus. À lire aussi :</p>" + f"<p>{PROSE}</p>" * 6), "404 Not Found"))

# --- walls -------------------------------------------------------------------------------------------------------------

for name, title, body in (
    ("anubis-denied", "Oh noes!", "<h1>Oh noes!</h1><p>Access Denied: error code 8c2f.</p><p>Protected by Anubis From Techaro.</p>"),
    ("radware", "Unauthorized Request Blocked", "<p>Unauthorized Activity Has Been Detected. Case Number: 1</p>"),
    ("browser", "Unsupported browser", "<p>Your browser is not supported. Please upgrade your browser to continue.</p>"),
    ("navigateur", "La Gazette", "<p>Votre navigateur n’est plus pris en charge.</p>"),
    ("region", "Unavailable in your region", "<p>Unfortunately, our website is currently unavailable in most European countries.</p>"),
    ("request-access", "Sign-in required", "<h1>You need access</h1><p>Request access, or switch to an account with access.</p>"),
    ("age", "Are you over 18?", "<p>You must be 18 or older to enter this site.</p><button>Yes, I am over 18</button>"),
    ("pay-or-consent", "DIE GAZETTE | Nachrichten", "<h1>Herzlich willkommen!</h1><p>Mit Werbung weiterlesen: Besuchen Sie uns wie gewohnt mit Werbung und Tracking. Oder Pur-Abo abschließen.</p>"),
):
    add("wall", f"keeps-out-{name}", says(title, body))
add("wall", "saml-form", reply('<html><head><title>Working...</title></head><body onload="document.forms[0].submit()"><form method="POST" action="/sso"><input type="hidden" name="SAMLRequest" value="x"><noscript>Click Submit to continue.</noscript></form></body></html>'))


def _proxy(ask: Ask) -> Answer:
    return to("/ezproxy/login?url=http://revue.example/1", "302 F") if "/login" not in ask.path else says("Library login", "<p>Please log in.</p><form><input type=password></form>")


add("wall", "ezproxy", _proxy, other=_proxy)
add("wall", "to-zustimmung", to("/to-zustimmung/zustimmung?url=x", "302 F"), other=says("Die Gazette", "<p>Wir verwenden Cookies.</p>"))
add("wall", "captcha-referrer", to("/captcha-referrer/crawlprevention/governor?content=x", "302 F"), other=says("Validate User", "<p>Please help us confirm that you are not a robot.</p>"))

# --- names that only sound like another kind of place -----------------------------------------------------------------

for name in ("cookies", "blocked", "challenge", "gone", "missing", "errors"):
    add("alive", f"moved-to-{name}", to(f"/moved-to-{name}/essais/{name}"), other=GOOD, moved_to=f"/moved-to-{name}/essais/{name}")
add("alive", "year-404", says("404 – Encyclopédie", "<h1>404</h1><p>Cette page concerne l’année 404 du calendrier julien.</p>"), "/wiki/404")
add("alive", "status-explained", reply(page("404 Not Found - HTTP", times=4)), "/en/http/status/404")
add("alive", "shared-under-a-film-named-expired", reply(page("Expired", head='<meta property="og:url" content="http://x.example/films/expired">')))
add("alive", "book-out-of-print", says("Les prisons de la misère", "<h1>Les prisons de la misère</h1><p>L. Wacquant, 1999. Cet ouvrage n’est plus disponible.</p>"))
add("alive", "article-of-a-law-repealed", says("Article 504bis du Code pénal", "<h1>Article 504bis du Code pénal</h1><p>L’article 504bis a été supprimé et remplacé par la loi du 7 décembre 2016.</p>"))
add("alive", "paper-withdrawn-by-its-author", says("[2101.00001] On beds", "<h1>On beds</h1><p>This paper has been withdrawn by the author due to an error in Lemma 3.</p>"))
add("alive", "outdated-browser-notice", says("Rapport annuel 2022", "<h1>Rapport annuel 2022</h1><p>You are using an <strong>outdated</strong> browser. Please upgrade your browser.</p><p>Le rapport, en PDF.</p>"))

for name, title, body in (
    ("snap", "Aw, snap", "<h1>Aw, snap!</h1><p>This page has gone missing.</p>"),
    ("nothing-for-url", "La Gazette", "<h2>Nothing found for your URL</h2><p>Try searching.</p>"),
    ("registered-with", "gandi.example", "<p>This domain name has been registered with a registrar. View the WHOIS results.</p>"),
    ("registered-nl", "Domein", "<h1>Deze domeinnaam is geregistreerd door een klant</h1>"),
    ("tomcat-404", "Apache Tomcat - Error report", "<h1>HTTP Status 404 - /a/31</h1><p>Status report</p>"),
    ("page-nexiste-plus", "La Gazette", "<p>Cette page n’existe plus.</p>"),
):
    add("problem", f"shows-{name}", says(title, body))
add("problem", "status-for-renderers", says("La Gazette", "<p>Désolé.</p>", '<meta name="prerender-status-code" content="404">'))
add("problem", "xml-not-found", reply('<?xml version="1.0"?><error><message>Not found</message></error>', "200 OK", "text/xml"))
add("problem", "to-sitemap", to("/to-sitemap/plan-du-site"), other=reply(page("Plan du site | La Gazette", LIST)))
add("problem", "mysql-warning", reply("Warning: mysql_connect(): Access denied for user 'www'@'localhost' in /home/www/db.php on line 3<br>Could not connect"), proved=False)
add("problem", "asp-odbc", reply("<font size=2><p>Microsoft OLE DB Provider for ODBC Drivers</font> error '80004005' <p>[Microsoft][ODBC] Cannot open database."), proved=False)

add("wall", "password-for-one-post", says("Protégé : rapport", "<h1>Protégé : rapport</h1><p>Cet article est protégé par un mot de passe. Pour le lire, veuillez saisir votre mot de passe ci-dessous :</p><form class=post-password-form><input type=password></form>"))
add("wall", "region-titled-unavailable", says("Content unavailable", "<p>We are currently unavailable in your region due to GDPR.</p>"))
add("wall", "secure-connection", reply("<html><head><title>Establishing a secure connection ...</title></head><body><div id=shield></div></body></html>"))
for name in ("subscribe", "abonnements", "abonneren"):
    add("wall", f"to-{name}", to(f"/to-{name}/{name}?retour=x", "302 F"), other=says("La Gazette", "<p>Choisissez votre formule.</p>"))

add("problem", "shows-product-discontinued", says("Pumps Ltd", "<h1>Product discontinued</h1><p>This product is no longer available. See our other pumps.</p>"))
add("problem", "shows-no-record-found", says("Catalogue", "<h1>No record found</h1><p>There is no record with this identifier in the catalogue.</p>"))
add("alive", "product-of-a-name-discontinued", says("Dike Pump 3000", "<h1>Dike Pump 3000</h1><h2>Product discontinued</h2><p>Flow 30 l/s, head 12 m, 2.2 kW, cast iron. Manual and spare parts below.</p>"))
