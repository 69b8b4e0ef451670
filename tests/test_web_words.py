"""What pages say of themselves: gone, walled, parked, ill, or simply there. Judged without any server."""

# ruff: noqa: E501
from __future__ import annotations

import pytest
import zoo

from crackcite.lookups.web import phrases
from crackcite.lookups.web.exchange import Exchange, Judgement
from crackcite.lookups.web.judge import judged
from crackcite.model import Outcome, Reason

URL = "https://www.gazette.example/articles/2024/lits-libres"
PROSE = f"<p>{zoo.PROSE}</p>"


def judge(title: str, body: str, status: int = 200, **headers: str) -> Judgement:
    named = {"content-type": "text/html; charset=utf-8"} | {
        key.replace("_", "-"): value for key, value in headers.items()
    }
    return judged(Exchange(URL, URL, status, named, zoo.page(title, body).encode()))


GONE = [
    # WordPress themes
    ("Page not found – La Gazette", "<h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found at this location. Maybe try a search?</p>"),
    ("Page Not Found - The Post", "<h1>Page Not Found</h1><p>The page you were looking for could not be found. It might have been removed, renamed, or did not exist in the first place.</p>"),
    ("Page non trouvée – Asso", "<h1>This page doesn't seem to exist.</h1><p>It looks like the link pointing here was faulty. Maybe try searching?</p>"),
    ("Seite nicht gefunden – Verein", "<h1>Hoppla! Diese Seite konnte nicht gefunden werden.</h1><p>Versuche es mit der Suche?</p>"),
    # Drupal, Joomla, TYPO3, SPIP, Ghost, Blogger, Squarespace, Webflow, Shopify
    ("Page not found | europa", "<h1>Page not found</h1><p>The requested page could not be found.</p>"),
    ("404 - Article not found", "<h1>404 - Article not found</h1><p>You may not be able to visit this page because of:</p><ul><li>an out-of-date bookmark</li><li>a mistyped address</li></ul>"),
    ("Error 404", "<h1>Page Not Found</h1><p>The page did not exist or was inaccessible.</p><p>Reason: Request parameters could not be validated</p>"),
    ("Erreur 404 - Association", "<h1>Erreur 404</h1><p>La page que vous recherchez n’existe pas.</p>"),
    ("404 — Page not found", "<p>404</p><p>Page not found</p><a href='/'>Go to the front page →</a>"),
    ("Le blog de Nadia", "<p>Sorry, the page you were looking for in this blog does not exist.</p>"),
    ("Studio", "<p>We couldn't find the page you were looking for. This is either because:</p><ul><li>There is an error in the URL</li><li>The page has been removed</li></ul>"),
    ("Not Found", "<h1>Page Not Found</h1><p>The page you are looking for doesn't exist or has been moved</p>"),
    ("404 Not Found – Shop", "<h1>404 Page Not Found</h1><p>The page you requested does not exist. Continue shopping</p>"),
    # newspapers and institutions
    ("Oups, page introuvable - RadioTV", "<h1>Oups, cette page n’existe pas</h1><p>Elle a peut-être été déplacée.</p>"),
    ("La page que vous recherchez n’existe pas ou plus", "<h1>404</h1><p>Retournez à l’accueil.</p>"),
    ("Contenu indisponible | Journal", "<h1>Ce contenu n’est plus disponible</h1><p>Les articles sont en ligne pendant deux ans.</p>"),
    ("Erreur | Ministère", "<h1>Erreur 404</h1><p>Désolé, la page demandée est introuvable.</p>"),
    ("Document non trouvé", "<h1>Document non trouvé</h1><p>Le document demandé n’a pas été trouvé sur ce serveur.</p>"),
    ("Deze pagina bestaat niet (meer) | Nieuws", "<h1>Deze pagina bestaat niet (meer)</h1>"),
    ("Oeps! | Nieuwsblad", "<h1>Oeps!</h1><p>Het artikel dat je zoekt is verwijderd of verplaatst.</p>"),
    ("404 | Gemeente", "<h1>Helaas, deze pagina is niet (meer) beschikbaar</h1>"),
    ("Pagina niet gevonden / Page non trouvée", "<h1>Pagina niet gevonden / Page non trouvée</h1>"),
    ("404 - Zeitung", "<h1>Diese Seite gibt es leider nicht (mehr).</h1>"),
    ("Amt", "<h1>Fehler</h1><p>Die von Ihnen gesuchte Seite ist nicht verfügbar.</p>"),
    ("¡Vaya! | Diario", "<h1>Lo sentimos, la página que buscas no existe</h1>"),
    ("Error 404 | Ayuntamiento", "<h1>Error 404</h1><p>No hemos podido encontrar la página solicitada.</p>"),
    ("Ops! La pagina che cerchi non esiste", "<h1>Ops!</h1><p>Torna alla home.</p>"),
    ("Comune", "<h1>Spiacenti, pagina inesistente</h1>"),
    ("Ops! | Jornal", "<h1>Esta página não está disponível</h1>"),
    ("Conteúdo não encontrado", "<h1>Conteúdo não encontrado</h1>"),
    # platforms
    ("X", "<h1>Hmm...this page doesn’t exist. Try searching for something else.</h1>"),
    ("Files", "<h1>File not found</h1><p>The file you’re looking for has been moved or deleted.</p>"),
    ("Docs", "<p>Sorry, the file you have requested does not exist.</p><p>Make sure that you have the correct URL.</p>"),
    ("Publications", "<h1>This publication is no longer available</h1>"),
    ("Blogs", "<h1>Blog not found</h1><p>Sorry, the blog you were looking for does not exist.</p>"),
    ("Video", "<p>This video is no longer available because the account was closed.</p>"),
    # parked and empty sites
    ("gazette.example – This website is for sale!", "<h1>gazette.example</h1><p>Related searches</p><ul><li><a href='/1'>News</a></li></ul>"),
    ("gazette.example is available for purchase", "<p>This domain may be for sale. Inquire about this domain.</p>"),
    ("Domain parked", "<p>This domain is parked free, courtesy of Registrar.</p>"),
    ("Domaine réservé", "<p>Ce domaine est à vendre</p>"),
    ("Compte suspendu", "<h1>Compte suspendu</h1><p>Contactez votre hébergeur.</p>"),
    ("IIS Windows Server", "<a href='/'><img src='iis.png'></a>"),
    ("Site is under construction", "<h1>Under construction</h1>"),
    ("Coming Soon", "<h1>Coming soon</h1>"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "body"), GONE, ids=[title for title, _ in GONE])
def test_a_page_that_says_it_is_not_there_is_a_soft_404(title: str, body: str) -> None:
    found = judge(title, body)
    assert (found.outcome, found.reason) == (Outcome.ABSENT, Reason.SOFT_404), found


THERE = [
    ("Page Not Found: The Rise and Fall of Web Archives", "<h1>Page Not Found: The Rise and Fall of Web Archives</h1><p>Review of the book by J. Doe.</p>"),
    ("File not found: a record of digital decay | Magazine", f"<h1>File not found</h1><p class='sub'>A record of digital decay</p>{PROSE * 5}"),
    ("404 (nombre) — Wikipédia", f"<h1>404 (nombre)</h1><p>404 est l’entier naturel qui suit 403 et qui précède 405.</p>{PROSE}"),
    ("HTTP 404 - Wikipedia", f"<h1>HTTP 404</h1><p>The server could not find what was requested; it shows “404 Not Found”.</p>{PROSE}"),
    ("Peugeot 404 - Wikipedia", "<h1>Peugeot 404</h1><p>A car made from 1960 to 1975.</p>"),
    ("Soft 404s: why “Page not found” with 200 harms you", "<h1>Soft 404s: why “Page not found” with 200 harms you</h1><p>Search engines treat such pages as errors.</p>"),
    ("Le patrimoine introuvable", "<h1>Le patrimoine introuvable</h1><p>Essai, 240 pages, Éditions du Canal, 2021.</p>"),
    ("Disparus : introuvables depuis dix ans", f"<h1>Disparus : introuvables depuis dix ans</h1>{PROSE}"),
    ("The Missing Page | Poems", "<h1>The Missing Page</h1><p>A poem in three parts.</p>"),
    ("Article 12 has been removed from the bill | Politics", "<h1>Article 12 has been removed from the bill</h1><p>Parliament voted on Tuesday.</p>"),
    ("Roman indisponible en librairie", "<h1>La nuit du canal</h1><p>Roman. Ce livre est actuellement indisponible. Prix : 18 €.</p>"),
    ("Vacature maatschappelijk werker", "<h1>Vacature maatschappelijk werker</h1><p>Solliciteren kan niet meer: de vacature is gesloten.</p>"),
    ("Notice 12345 | Bibliothèque", "<h1>La drogue en Belgique</h1><p>Document non disponible : emprunté jusqu’au 3 mars.</p>"),
    ("Captcha - Wikipedia", f"<h1>Captcha</h1><p>A captcha asks whether you are a human.</p>{PROSE * 2}"),
    ("Cloudflare outage takes down half the web", f"<h1>Cloudflare outage takes down half the web</h1><p>“Checking your browser”, read millions.</p>{PROSE}"),
    ("Login to recovery: an online programme | Study", f"<h1>Login to recovery: an online programme</h1>{PROSE}"),
    ("Domain name market report 2024", f"<h1>Domain name market report 2024</h1><p>One in ten domains is parked.</p>{PROSE * 3}"),
    ("Access Denied: The Practice and Policy of Global Internet Filtering", "<h1>Access Denied: The Practice and Policy of Global Internet Filtering</h1><p>MIT Press.</p>"),
    ("Robot or Human? A play in two acts", "<h1>Robot or Human? A play in two acts</h1><p>At the theatre until May.</p>"),
    ("Error 404: Trust Not Found. A European survey", "<h1>Error 404: Trust Not Found. A European survey</h1><p>Report, 54 pages.</p>"),
    ("Welcome to nginx documentation", f"<h1>nginx documentation</h1>{PROSE * 4}"),
    ("Index of /rapports/2022", "<h1>Index of /rapports/2022</h1><pre><a href='a.pdf'>a.pdf</a> 2022-05-01</pre>"),
    ("It works: evaluation of a housing programme", "<h1>It works: evaluation of a housing programme</h1><p>Final report.</p>"),
    ("Under construction: cities and their workers", "<h1>Under construction: cities and their workers</h1><p>A reader.</p>"),
    ("JavaScript est désactivé dans trop de navigateurs", f"<h1>JavaScript est désactivé dans trop de navigateurs</h1>{PROSE * 2}"),
    ("Commission Lits et Accueil", "<h1>Commission Lits et Accueil</h1><p>La page de la commission. Le procès-verbal de mars n’est pas disponible.</p>"),
    ("Lits", "<h1>Lits</h1><h2>Introuvable ?</h2><p>Écrivez-nous.</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "body"), THERE, ids=[title for title, _ in THERE])
def test_a_page_about_such_things_is_a_page(title: str, body: str) -> None:
    found = judge(title, body)
    assert found.outcome is Outcome.FOUND, found


WALLS = [
    ("Just a moment...", "<h1>www.gazette.example</h1><p>Verifying you are human. This may take a few seconds.</p><p>Ray ID: 8c1</p>"),
    ("Un instant…", "<h1>www.gazette.example</h1><h2>Vérification de la sécurité de votre connexion</h2><p>Ray ID: 8c1</p>"),
    ("Security check", "<p>Please complete the security check to access www.gazette.example</p>"),
    ("Human Verification", "<p>Please solve this CAPTCHA to continue.</p><div id='captcha'></div>"),
    ("gazette.example", "<div>Please verify that you are not a robot.</div><script src='https://www.google.com/recaptcha/api.js'></script>"),
    ("403 Forbidden", "<h1>403 Forbidden</h1><p>Request forbidden by administrative rules.</p>"),
    ("Access denied | www.gazette.example used Cloudflare to restrict access", "<h1>Access denied</h1><p>Error code 1020</p>"),
    ("Your access to this site has been limited", "<p>Your access to this service has been limited. (HTTP response code 503)</p><p>Generated by Wordfence</p>"),
    ("Toegang geweigerd", "<h1>Toegang geweigerd</h1><p>U hebt geen toestemming.</p>"),
    ("Zugriff verweigert", "<h1>Zugriff verweigert</h1>"),
    ("Bent u een robot?", "<h1>Bent u een robot?</h1><p>Vink het vakje aan.</p>"),
    ("Sign in · Portal", "<h1>Sign in</h1><form><input type='password'></form>"),
    ("Log in to continue", "<form><input type='email'><input type='password'></form>"),
    ("Before you continue to Video", "<h1>Before you continue to Video</h1><p>We use cookies and data to deliver services.</p>"),
    ("Too Many Requests", "<h1>Too Many Requests</h1>"),
    ("Please wait...", "<p>We are checking your browser before you access the site.</p>"),
    ("One moment, please...", "<h1>One moment, please...</h1><p>Please wait while your request is being verified...</p>"),
    ("Radware Bot Manager Captcha", "<p>We apologize for the inconvenience. Please solve this CAPTCHA in helping us understand your behavior.</p>"),
    ("JavaScript is disabled", "<h1>JavaScript is disabled</h1><p>In order to continue, we need to verify that you're not a robot. This requires JavaScript.</p>"),
    ("gazette.example", "<noscript>This site requires JavaScript and cookies. Enable JavaScript and reload the page.</noscript>"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "body"), WALLS, ids=[title for title, _ in WALLS])
def test_a_wall_proves_nothing(title: str, body: str) -> None:
    found = judge(title, body)
    assert (found.outcome, found.reason) == (Outcome.UNANSWERED, Reason.BLOCKED), found
    assert found.detail


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Maintenance", "<h1>Maintenance</h1><p>Le site est en maintenance.</p>"),
        ("500 Internal Server Error", "<h1>Internal Server Error</h1>"),
        ("Service Unavailable", "<h1>Service Unavailable</h1>"),
        ("WordPress › Error", "<p>There has been a critical error on this website.</p>"),
        ("Even geduld", "<h1>Website in onderhoud</h1>"),
        ("Wartungsarbeiten", "<h1>Wartungsarbeiten</h1><p>Wir sind bald zurück.</p>"),
        ("Une erreur est survenue", "<p>Une erreur est survenue. Veuillez réessayer plus tard.</p>"),
    ],
)
def test_a_site_that_is_ill_is_asked_again_another_day(title: str, body: str) -> None:
    assert judge(title, body).reason is Reason.SERVER_ERROR


@pytest.mark.parametrize(
    "text", ["Page not found: how an error became famous", "404", "The Missing Link", "Introuvables", "Nothing new", ""]
)
def test_a_title_that_says_more_or_less_does_not_deny(text: str) -> None:
    assert phrases.only_denies(text) is (text == "Introuvables")


@pytest.mark.parametrize(
    "text",
    [
        "Cette page n’existe plus",
        "L’article a été supprimé",
        "Page supprimée",
        "Cet article n’est plus accessible",
        "Impossible d’afficher la page",
        "Ce lien est mort",
        "De opgevraagde pagina is niet beschikbaar",
        "De pagina kan niet worden weergegeven",
        "Deze link werkt niet meer",
        "The page cannot be found",
        "The requested URL was not found on this server",
        "The link you followed is broken",
        "Die Seite konnte nicht gefunden werden",
        "Die gesuchte Seite wurde nicht gefunden",
        "No se puede encontrar la página",
        "Impossibile trovare la pagina",
        "Não foi possível encontrar a página",
    ],
)
def test_a_plain_sentence_of_each_language_denies(text: str) -> None:
    assert phrases.only_denies(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le lien social est rompu",
        "Ce lien qui nous unit n’existe pas",
        "L’article 10 a été supprimé de la loi",
        "The product was withdrawn",
        "Films retirés",
        "Notre site a déménagé : récit d’un chantier",
    ],
)
def test_a_title_about_the_world_does_not(text: str) -> None:
    assert not phrases.only_denies(text)
