"""Is a page the one that the source describes? Titles compared, with every benefit of the doubt.

Names of sites, cut titles, frames in another language and words of the address are no difference; only a title that
shares next to nothing with the source is.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from crackcite.model import Page, Reference
from crackcite.patterns import lazy


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = lazy(r"[^\W\d_]{3,}|\d{4}")
#: Words too common to show that two titles are about one thing.
_COMMON = _set(
    "the and for with from that this are was not you your our its how what why who les des une dans sur "
    "par pour avec aux est sont que qui plus entre vers leur het een van voor met aan bij naar niet ook "
    "zijn der die das und den dem ein eine auf mit von zur zum bei los las del una por con para che nel "
    "dei gli dos das com uma http https www html php pdf home page site article accueil index document "
    "pages news nieuws actualites"
)
#: How large a part of the smaller set of words must be shared for two texts to be about one thing.
_RELATED = 0.25
_LEAST = 3  # words that a title must have to be compared
_LEAST_ALONE = 4  # and where the page has no heading beside it: many sites title all their pages alike


def _words(text: str) -> frozenset[str]:
    lowered = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in lowered if not unicodedata.combining(letter))
    return frozenset(_stem(word) for word in _WORD.findall(bare) if word not in _COMMON)


def _stem(word: str) -> str:
    """The first letters: enough to see through plurals and endings."""
    return word[:6]


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 1.0


_LANGUAGES = {
    "fr": "les des une dans sur pour avec est aux que qui au du la le et en",
    "nl": "het een van voor met niet aan bij zijn naar de en op te",
    "en": "the and for with from of to in on is are by",
    "de": "der die das und mit von zur eine auf im den ist",
    "es": "los las del una para con por el y en la de",
    "it": "il gli della per con una nel dei che di e la",
    "pt": "os das dos uma para com por nao o e em da do",
}
_SETS = {code: frozenset(words.split()) for code, words in _LANGUAGES.items()}


def _language(text: str) -> str:
    """The language that a title's little words point to; empty where they do not."""
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text.casefold()))
    counts = sorted(((sum(word in known for word in words), code) for code, known in _SETS.items()), reverse=True)
    return counts[0][1] if counts[0][0] > counts[1][0] else ""


def quotes(reference: Reference, text: str) -> bool:
    """Whether the source itself has ``text`` in its title."""
    said = " ".join(re.findall(r"\w+", text.casefold()))
    return bool(said) and said in " ".join(re.findall(r"\w+", reference.parts.title.casefold()))


def other_title(reference: Reference, url: str, page: Page) -> str:
    """The page's title where it has nothing in common with the source; empty where it has, or cannot be compared."""
    given = _words(reference.parts.title)
    shown = [text for text in (page.title, page.headline) if text]
    if len(given) < _LEAST or not shown or page.status != 200:
        return ""
    around = _words(reference.text.replace(url, " "))
    if _is_section_above(url, page):
        said = around | given
        return "" if any(_words(text) & said for text in shown) else shown[0]
    least = _LEAST if len(shown) > 1 else _LEAST_ALONE
    for text in shown:
        words = _words(_without_names(text, around - given))
        # A page with a title too short to compare, one that the source or the address names, or one in another
        # language than the source's title may all be the right one.
        if len(words) < least or _shared(words, around) >= _RELATED or words & _words(_slug(url)):
            return ""
        if _language(text) != _language(reference.parts.title):
            return ""
    return shown[0]


_SEPARATOR = lazy(r"\s[|–—·•»-]\s")


def _without_names(title: str, names: frozenset[str]) -> str:
    """A title without what stands at its end for the site: words that the source has too, but not in its own title.

    That the site is the source's says nothing of the page.
    """
    ends = [found.span() for found in _SEPARATOR.finditer(title)]
    last = _words(title[ends[-1][1] :]) if ends else frozenset()
    return title[: ends[-1][0]] if last and last <= names else title


def _is_section_above(url: str, page: Page) -> bool:
    """Whether the link leads to the section in which the page was: titled “News” or after its subject."""
    asked, final = urlsplit(url), urlsplit(page.url)
    above = final.path.rstrip("/") + "/"
    return bool(page.hops) and asked.hostname == final.hostname and above != "/" and asked.path.startswith(above)


def _slug(url: str) -> str:
    """The words of an address: its path and query, decoded."""
    parts = urlsplit(url)
    return re.sub(r"[-_/.+=&%\d]", " ", unquote(f"{parts.path} {parts.query}"))
