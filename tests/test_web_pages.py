"""Whole pages as sites write them, judged without any server: there, gone, or a wall."""

# ruff: noqa: E501
# fmt: off
from __future__ import annotations

import pytest

from crackcite.lookups.web.exchange import Exchange
from crackcite.lookups.web.judge import judged
from crackcite.model import Outcome

URL = "https://www.gazette.example/case/article-about-housing"
P="<p>"+"The quick brown fox jumps over the lazy dog and keeps running through the forest until night falls. "*2+"</p>"

ALIVE = [
    ("simple","<html><head><title>Article</title></head><body><h1>Article</h1><p>Content</p></body></html>"),
    ("hello","<html><body>Hello</body></html>"),
    ("ok","OK"),
    ("lorem","<html><head><title>Test page</title></head><body><p>Lorem ipsum dolor sit amet.</p></body></html>"),
    ("404inbody","<html><head><title>Room 404</title></head><body><h1>Room 404</h1><p>The hotel's best room.</p></body></html>"),
    ("404report","<html><title>Report 404</title><h1>Report No. 404</h1><p>Annual accounts.</p></html>"),
    ("about404","<html><head><title>The history of the 404 error page</title></head><body><h1>The history of the 404 error page</h1><p>When a page is not found, servers answer 404. "+P+"</p></body></html>"),
    ("pnf","<html><head><title>Page not found: a novel</title></head><body><h1>Page not found: a novel</h1><p>Buy this book.</p></body></html>"),
    ("pnf2","<html><head><title>\"Page not found\": what 404 errors tell us about link rot</title></head><body><article><h1>\"Page not found\": what 404 errors tell us about link rot</h1>"+P*3+"</article></body></html>"),
    ("pnf3","<html><head><title>Page not found: an essay on link rot</title></head><body>"+P*3+"</body></html>"),
    ("pnf4","<html><head><title>Page introuvable : essai sur la disparition des sites</title></head><body><p>Un essai de 200 pages sur la mémoire du web.</p></body></html>"),
    ("pnf5","<html><head><title>404: Not Found - a short film</title></head><body><h1>404: Not Found</h1><p>A short film by Jane Doe, 12 minutes, 2019. It tells the story of a girl who loses her way in a library.</p></body></html>"),
    ("pnf6","<html><head><title>Error 404 - song lyrics</title></head><body><h1>Error 404</h1><p>I looked for you but you were not found, you were not found tonight.</p>"+P+"</body></html>"),
    ("softabout","<html><head><title>Soft 404 errors explained</title></head><body><h1>Soft 404 errors explained</h1><p>A soft 404 is a page that says page not found but returns 200.</p></body></html>"),
    ("howto","<html><head><title>How to customise your 404 page | Blog</title></head><body><h1>How to customise your 404 page</h1><h2>Page not found</h2><p>Use this heading on your error page.</p>"+P+"</body></html>"),
    ("code","<html><head><title>HTTP 404 Not Found - MDN</title></head><body><h1>404 Not Found</h1><p>The HTTP 404 Not Found client error response status code indicates that the server cannot find the requested resource. Links that lead to a 404 page are often called broken or dead links.</p>"+P*4+"</body></html>"),
    ("captchaart","<html><head><title>Why captchas are getting harder</title></head><body><h1>Why captchas are getting harder</h1>"+P+"<p>I'm not a robot.</p></body></html>"),
    ("cfart","<html><head><title>Just a moment: mindfulness at work</title></head><body><h1>Just a moment: mindfulness at work</h1>"+P+"</body></html>"),
    ("justamoment","<html><head><title>Just a Moment | A memoir</title></head><body><h1>Just a Moment</h1>"+P*4+"</body></html>"),
    ("jsnote","<html><head><title>News</title></head><body><noscript>Please enable JavaScript</noscript><h1>News of the day</h1>"+P+"</body></html>"),
    ("jsnote2","<html><head><title>Article about housing</title></head><body><noscript><p>This site works best with JavaScript enabled. Please enable JavaScript.</p></noscript><p>Short text.</p></body></html>"),
    ("loginbox","<html><head><title>Article</title></head><body><div><form action=/login>Log in <input type=password></form></div><article><h1>Article</h1>"+P+"</article></body></html>"),
    ("cookiebar","<html><head><title>Article</title></head><body><div id=cookie>We use cookies. <button>Accept all</button></div><article><h1>Article</h1>"+P+"</article></body></html>"),
    ("subscribe","<html><head><title>Article | Paper</title></head><body><h1>Article</h1><p>First paragraph.</p><div class=paywall>Subscribe to read the rest. Already a subscriber? Log in</div></body></html>"),
    ("forsale","<html><head><title>House for sale in Ghent</title></head><body><h1>House for sale in Ghent</h1><p>This house is for sale.</p></body></html>"),
    ("domainart","<html><head><title>How domain parking works</title></head><body><h1>How domain parking works</h1><p>A parked domain shows ads: 'this domain is for sale'.</p>"+P*2+"</body></html>"),
    ("maintenance","<html><head><title>Bridge maintenance starts Monday</title></head><body><h1>Bridge maintenance starts Monday</h1><p>The bridge is under maintenance until May.</p></body></html>"),
    ("welcome","<html><head><title>Welcome</title></head><body><h1>Welcome</h1><p>Welcome to our article.</p></body></html>"),
    ("comment","<html><head><title>Story</title></head><body><h1>Story</h1>"+P+"<ol><li>This comment has been removed.</li><li>Content unavailable</li></ol></body></html>"),
    ("video","<html><head><title>Interview</title></head><body><h1>Interview</h1><p>Sorry, this video is not available in your country. Read the transcript below.</p>"+P*3+"</body></html>"),
    ("oldart","<html><head><title>Archived: Policy 2010</title></head><body><h1>Policy 2010</h1><p>This document has been withdrawn and is no longer in force.</p>"+P+"</body></html>"),
    ("listing","<html><head><title>Index of /docs</title></head><body><h1>Index of /docs</h1><a href=a>a</a></body></html>"),
    ("frames","<html><frameset><frame src=a></frameset></html>"),
    ("spa_ssr","<html><head><title>Housing | App</title></head><body><div id=root><h1>Housing</h1><p>Rendered.</p></div><script src=a.js></script></body></html>"),
    ("empty results","<html><head><title>Search results for housing</title></head><body><h1>Search results for housing</h1><p>12 results found</p></body></html>"),
    ("sorry","<html><head><title>Sorry we missed you - film review</title></head><body><h1>Sorry We Missed You</h1>"+P+"</body></html>"),
    ("notavail","<html><head><title>Product X</title></head><body><h1>Product X</h1><p>This item is currently not available.</p></body></html>"),
    ("table","<html><head><title>Error codes</title></head><body><h1>Error codes</h1><table><tr><td>404</td><td>Not Found</td></tr><tr><td>500</td><td>Internal Server Error</td></tr></table></body></html>"),
    ("lost","<html><head><title>Page Lost in Time</title></head><body><h1>Page Lost in Time</h1><p>x</p></body></html>"),
    ]

GONE = [
    ("t_en","<html><head><title>Page Not Found</title></head><body><p>Sorry.</p></body></html>"),
    ("t_fr","<html><head><title>Page non trouvée</title></head><body></body></html>"),
    ("t_fr2","<html><head><title>Erreur 404</title></head><body><h1>Erreur 404 : page introuvable</h1></body></html>"),
    ("h_nl","<html><head><title>Site</title></head><body><h1>Pagina niet gevonden</h1></body></html>"),
    ("b_de","<html><head><title>Meine Seite</title></head><body><p>Die gesuchte Seite wurde nicht gefunden.</p></body></html>"),
    ("b_es","<html><head><title>Mi sitio</title></head><body><p>Lo sentimos, la página que busca no existe.</p></body></html>"),
    ("b_it","<html><head><title>Il mio sito</title></head><body><div>La pagina che stai cercando non è stata trovata.</div></body></html>"),
    ("b_pt","<html><head><title>Meu site</title></head><body><div>Desculpe, a página que você procura não foi encontrada.</div></body></html>"),
    ("b_en","<html><head><title>My site</title></head><body><div class=error><h2>Whoops!</h2><p>We can't seem to find the page you're looking for.</p></div></body></html>"),
    ("b_en2","<html><head><title>My site - the best site for news about housing</title></head><body><p>The requested URL was not found on this server.</p></body></html>"),
    ("article removed","<html><head><title>News</title></head><body><p>This article has been removed.</p></body></html>"),
    ("article no longer","<html><head><title>News</title></head><body><h1>This article is no longer available</h1></body></html>"),
    ("contenu supprimé","<html><head><title>Blog</title></head><body><p>Le contenu que vous recherchez a été supprimé.</p></body></html>"),
    ("parked","<html><head><title>example.com</title></head><body><h1>example.com is parked</h1></body></html>"),
    ("parked2","<html><head><title>Domain for sale</title></head><body>The domain example.com is for sale. Make an offer!</body></html>"),
    ("parked3","<html><head><title>example.com</title></head><body><div>Sponsored listings</div><script src='https://sedoparking.com/frmpark'></script></body></html>"),
    ("parked4","<html><head><title>Registered at Namecheap.com</title></head><body><p>This domain was recently registered at Namecheap. Please check back later!</p></body></html>"),
    ("godaddy","<html><head><title>example.com</title></head><body>Parked Domain name on Hostinger DNS system</body></html>"),
    ("empty main","<html><head><title>Site</title></head><body><header><nav><a href=/>Home</a></nav></header><main></main><footer>(c)</footer></body></html>"),
    ("cat with nav","<html><head><title>404 - Page Not Found | City of Ghent</title></head><body><nav>"+"<a href=x>Menu item</a>"*30+"</nav><main><h1>404</h1><p>The page you requested could not be found. Please use the search or the menu.</p></main><footer>"+P+"</footer></body></html>"),
    ("big site","<html><head><title>Page introuvable | Ville</title></head><body><header><h1>Ville de Bruxelles</h1></header><div class=menu>"+"<ul><li><a href=x>Rubrique numéro un du site</a></li></ul>"*40+"</div><div><h2>Page introuvable</h2><p>La page demandée n'existe pas. Voici nos actualités :</p>"+P*3+"</div></body></html>"),
    ("og404","<html><head><title>404</title><meta property='og:title' content='Page Not Found'></head><body><img src=lost.png></body></html>"),
    ("gone","<html><head><title>Gone</title></head><body><h1>Gone</h1><p>The requested resource is no longer available on this server and there is no forwarding address.</p></body></html>"),
    ("dutch","<html><head><title>Fout 404</title></head><body><h1>Fout 404</h1><p>De opgevraagde pagina kon niet worden gevonden.</p></body></html>"),
    ("dutch2","<html><head><title>Sorry</title></head><body><h1>Sorry, deze pagina kunnen we niet vinden</h1></body></html>"),
    ("de2","<html><head><title>Fehler 404 - Seite nicht gefunden</title></head><body><h1>Ups!</h1></body></html>"),
    ("no title","<html><body><h1>404</h1><h2>Not Found</h2></body></html>"),
    ("plain nginx","<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>"),
    ("apache","<!DOCTYPE HTML PUBLIC '-//IETF//DTD HTML 2.0//EN'><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>The requested URL was not found on this server.</p></body></html>"),
    ("expired","<html><head><title>This page has expired</title></head><body><p>This page has expired.</p></body></html>"),
    ("event over","<html><head><title>Site</title></head><body><h1>We couldn't find that page</h1><p>Try searching.</p></body></html>"),
    ("notexist","<html><head><title>This page doesn't exist</title></head><body></body></html>"),
    ("unpublished","<html><head><title>Site</title></head><body><p>This page is not available anymore.</p></body></html>"),
    ("sitenotfound","<html><head><title>Site Not Found</title></head><body><h1>Site Not Found</h1><p>Well, this is awkward.</p></body></html>"),
    ("nosuchapp","<html><head><title>No such app</title></head><body><h1>No such app</h1></body></html>"),
    ("hosting","<html><head><title>Hosting account suspended</title></head><body><p>This hosting account has been suspended.</p></body></html>"),
    ("webhostdefault","<html><head><title>Default Web Site Page</title></head><body><h1>SORRY!</h1><p>If you are the owner of this website, please contact your hosting provider.</p></body></html>"),
    ("cpanel","<html><head><title>Index of /</title></head><body>Welcome! This page is the default index page.</body></html>"),
    ]

WALLS = [
    ("cf","<html><head><title>Just a moment...</title></head><body><div id='challenge-error-text'>Enable JavaScript and cookies to continue</div></body></html>"),
    ("cf1020","<html><head><title>Access denied | example.com used Cloudflare to restrict access</title></head><body>Error 1020</body></html>"),
    ("cf_attention","<html><head><title>Attention Required! | Cloudflare</title></head><body>Please complete the security check to access</body></html>"),
    ("akamai","<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access \"http://x/\" on this server.<P>Reference #18.abcdef</BODY></HTML>"),
    ("dd","<html><head><title>example.com</title></head><body><p>Please enable JS and disable any ad blocker</p><script>var dd={'rt':'c','cid':'x','host':'geo.captcha-delivery.com'}</script></body></html>"),
    ("inc","<html><body><iframe src='/_Incapsula_Resource?x'></iframe></body></html>"),
    ("inc2","<html><body>Request unsuccessful. Incapsula incident ID: 123-456</body></html>"),
    ("px","<html><head><title>Access to this page has been denied.</title></head><body>Press & Hold to confirm you are a human<div id=px-captcha></div></body></html>"),
    ("js","<html><head><title>Site</title></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div></body></html>"),
    ("js2","<html><body>Please enable JavaScript to continue.</body></html>"),
    ("js3","<html><head><title>Loading...</title></head><body><script>document.cookie='x=1';location.reload();</script></body></html>"),
    ("recaptcha","<html><head><title>Robot check</title></head><body><form><div class=g-recaptcha></div></form></body></html>"),
    ("amazon","<html><head><title>Robot Check</title></head><body>Enter the characters you see below. Sorry, we just need to make sure you're not a robot.</body></html>"),
    ("google","<html><head><title>https://www.google.com/search</title></head><body>Our systems have detected unusual traffic from your computer network.</body></html>"),
    ("ddos","<html><head><title>DDoS protection by X</title></head><body>Checking your browser before accessing example.com.</body></html>"),
    ("human","<html><head><title>Human verification</title></head><body>Please verify you are a human</body></html>"),
    ("fr","<html><head><title>Vérification</title></head><body>Veuillez vérifier que vous êtes humain</body></html>"),
    ("nl","<html><head><title>Controle</title></head><body>Controleer of u een mens bent</body></html>"),
    ("login","<html><head><title>Login</title></head><body><h1>Please log in</h1><form><input name=user><input type=password></form></body></html>"),
    ("linkedin","<html><head><title>Sign Up | LinkedIn</title></head><body><h1>Join LinkedIn</h1><form><input type=password></form></body></html>"),
    ("consent","<html><head><title>Cookie consent</title></head><body><h1>We value your privacy</h1><p>Accept cookies to continue</p><button>Accept</button></body></html>"),
    ("queue","<html><head><title>Waiting room</title></head><body><h1>You are now in line</h1></body></html>"),
    ("ratelimit","<html><head><title>Rate limit exceeded</title></head><body>Too many requests</body></html>"),
    ("sucuri","<html><head><title>You are being redirected...</title></head><body><noscript>Javascript is required. Please enable javascript before you are allowed to see this page.</noscript><script>sucuri_cloudproxy_js=''</script></body></html>"),
    ("geo","<html><head><title>Unavailable</title></head><body>This content is not available in your region.</body></html>"),
    ("fb","<html><head><title>Facebook</title></head><body><h1>You must log in to continue.</h1><form><input type=password></form></body></html>"),
    ("hcap","<html><head><title>One more step</title></head><body>Please complete the security check<div class=h-captcha></div></body></html>"),
    ]


def outcome(html: str) -> Outcome:
    return judged(Exchange(URL, URL, 200, {"content-type": "text/html; charset=utf-8"}, html.encode())).outcome


@pytest.mark.parametrize("html", [html for _, html in ALIVE], ids=[name for name, _ in ALIVE])
def test_a_page_is_there(html: str) -> None:
    assert outcome(html) is Outcome.FOUND


@pytest.mark.parametrize("html", [html for _, html in GONE], ids=[name for name, _ in GONE])
def test_a_page_is_not_there(html: str) -> None:
    assert outcome(html) is not Outcome.FOUND


@pytest.mark.parametrize("html", [html for _, html in WALLS], ids=[name for name, _ in WALLS])
def test_a_machine_cannot_tell(html: str) -> None:
    assert outcome(html) is Outcome.UNANSWERED


HOSTILE = ["<", "<title>", "<h1>", "<h1 ", "<meta content=\"", "<script ", "<div>a ", "<b>", "<a href=x>", "<header>", "<!--",
           "&#", "page not ", "a=\" ", "<title>verify you are ", "<span>x</span>", "<p><a>x</a> y"]


@pytest.mark.timeout(30)
@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_page_comes_to_an_end(piece: str) -> None:
    assert outcome(piece * (400_000 // len(piece))) in Outcome
