"""The language of an article, from its most frequent function words.

Each language's list holds words that are frequent in it; a word counts for every language that has it, less where
several have it. Headings of the source list decide a tie.
"""

from __future__ import annotations

from collections import Counter

from crackcite.patterns import lazy

_STOP = {
    "fr": """le la les des du une est et dans pour que qui sur pas plus par avec ce cette ces aux sont ont nous
        vous ils au sa ses leur mais ou été être même comme entre l d qu""",
    "nl": """de het een en van is dat niet op te voor met zijn die aan ook er maar om bij dan nog wordt naar uit
        worden door deze hebben heeft over als tot kan ze of was""",
    "en": """the of and to in is that for it as was with be by on not he his this are or have from which at but
        they we were an has had their been its will would there""",
    "de": """der die und das ist nicht den von zu mit sich auf für dem des ein eine auch als an es wird werden
        bei sind nach noch oder einer aus dass war wie über im zum zur hat""",
    "es": """el la los las de que y en un una por con no para es al lo como más pero sus le ya o este sí porque
        esta entre cuando muy sin sobre también ser son ha del se fue""",
    "it": """il la di che e è un per in una non con del della sono si da dei gli alla le al più nel anche come lo
        ma ha delle dal degli o questo essere nella questa tra ai sul""",
    "pt": """o a os as de que e do da em um uma para com não no na por mais dos das como mas foi ao ele se ou ser
        quando muito há nos já está também só pelo pela até isso são é""",
}
_WORDS = {language: frozenset(words.split()) for language, words in _STOP.items()}
_OWNERS = Counter(word for words in _WORDS.values() for word in words)
_WORD = lazy(r"[^\W\d_]+")
_SAMPLE = 40_000  # characters from the start of the text: enough to tell, and independent of its length
_LEAST = 5.0


def detect(text: str, headings: frozenset[str] = frozenset()) -> str | None:
    """The ISO 639-1 code of the text's language among the seven known; ``None`` where the words do not tell.

    ``headings`` are the languages in which the source list's heading is written.
    """
    counts = Counter(_WORD.findall(text[:_SAMPLE].lower()))
    worth = {
        language: sum(counts[word] / _OWNERS[word] for word in words) + (0.5 if language in headings else 0)
        for language, words in _WORDS.items()
    }
    best, second = sorted(worth.values(), reverse=True)[:2]
    if best < _LEAST:
        return next(iter(headings)) if len(headings) == 1 else None
    if best < second * 1.1:
        return None
    return max(worth, key=lambda language: worth[language])
