"""Words that tell what a stretch of a reference is: institutions, places of publication, sentence ends."""

from __future__ import annotations

import re

from crackcite.extract.parts.clean import GAP
from crackcite.extract.parts.names import UP
from crackcite.patterns import lazy

INSTITUTION = lazy(
    r"\b(?:organi[sz]ation|institut[eo]?|instituut|universit[éy]|universiteit|universität|minist[èe]re?|"
    r"ministry|ministerie|"
    r"commission|commissie|kommission|department|département|agen(?:ce|cy|tschap)|committee|comit[éeè]|council|conseil|"
    r"cent(?:re|er|rum)|association|vereniging|verband|federati(?:on|e)|fédération|foundation|fondation|"
    r"stichting|stiftung|"
    r"consortium|collaboration|group|groupe|observatoire|observatory|observatorium|parliament|parlement|bureau|office|"
    r"service|société|society|gesellschaft|académie|academy|ville|city|région|gouvernement|government|nations|union|"
    r"bank|banque|asbl|vzw|inc|ltd|gmbh|collecti[fv]e?|réseau|network|haute autorité|cour|conférence|direction|"
    r"bundesamt|gemeente|platform|plateforme|task force|workers?|team|équipe|collège|college|ligue|plan)\b",
    re.IGNORECASE,
)
_PLACES = (
    "paris|bruxelles|brussel|brussels|london|londres|new york|oxford|cambridge|berlin|leipzig|"
    "münchen|munich|amsterdam|rotterdam|den haag|the hague|la haye|leiden|utrecht|antwerpen|anvers|"
    "gent|gand|leuven|louvain|louvain-la-neuve|liège|luik|namur|namen|charleroi|mons|genève|"
    "geneva|geneve|lausanne|zürich|bern|basel|bâle|wien|vienna|frankfurt|frankfurt am main|"
    "francfort|hamburg|köln|bonn|stuttgart|heidelberg|göttingen|wiesbaden|tübingen|düsseldorf|"
    "dresden|lyon|marseille|toulouse|bordeaux|lille|rennes|nantes|grenoble|strasbourg|aix-en-"
    "provence|montpellier|nancy|dijon|montréal|montreal|québec|ottawa|toronto|chicago|boston|"
    "washington|washington, dc|washington dc|philadelphia|baltimore|princeton|new haven|stanford|"
    "berkeley|los angeles|san francisco|thousand oaks|beverly hills|hoboken|englewood cliffs|"
    "upper saddle river|durham|chapel hill|ithaca|minneapolis|ann arbor|notre dame|edinburgh|"
    "manchester|bristol|glasgow|dublin|madrid|barcelona|lisboa|lisbon|lisbonne|porto|roma|rome|"
    "milano|milan|torino|turin|bologna|napoli|firenze|københavn|copenhagen|stockholm|oslo|"
    "helsinki|warszawa|warsaw|praha|prague|budapest|moscow|moskva|athens|tokyo|dordrecht|"
    "boca raton|cham|singapore|beijing|sydney|melbourne|new delhi|delhi|buenos aires|méxico|"
    "são paulo|tournai|bruges|brugge|hasselt|maastricht|nijmegen|groningen|luxembourg|"
    "geneva, switzerland|arlington|bethesda|rockville|atlanta|seattle|houston|st louis|saint-denis|"
    "montreuil|arles|reading|harmondsworth|hillsdale|malden|ann arbor, mi|mahwah|westport|aldershot|"
    "farnham|abingdon|basingstoke|houndmills|cheltenham"
)
PLACES = frozenset(_PLACES.split("|"))
"""Places where books are published, in lower case: what tells the place from the publisher."""

_SHORT = (
    r"[A-Za-zÀ-Þ]|vs|spp?|subsp|var|cf|ca|St|Ste|Dr|Mr|Mrs|Ms|Mme|Prof|No|Nr|nr|no|[Vv]ols?|pp?|eds?|éds?|resp|"
    r"approx|Fig|"
    r"i\.e|e\.g|etc|U\.S|U\.K|U\.S\.A|Jr|Sr|op|cit|art|chap|ch|coll|dir|hrsg|Hrsg|Bd|Aufl|Suppl|suppl|Pt|Ser|"
    r"ser|Mt|Ft|L|"
    r"Inc|Ltd|Co|Corp|bzw|z\.B|d\.h|u\.a|n|nov|comb|gen|sp\.n|aff|max|min|av|J\.-C|P\.-B|pers|Acad|trad|Trans|rev"
)
_ABBREVIATION = lazy(rf"(?:^|[\s(«“‘'\"’-])(?:{_SHORT})\.$")
_LONE_LETTER = lazy(rf"(?P<before>[^\s.]+) {UP}\.$")
_BEFORE_NAMES = frozenset(["by", "of", "de", "par", "von", "and", "et", "und", "van", "with", "to", "for"])
_END = lazy(
    rf"(?P<stop>[.?!…]+[»”’\"]?\)?)(?=\s|$|{UP}[a-z]+ )|(?P<gap>\s?{GAP})"
    r"|(?P<year>\s)(?=[(\[](?:[^()\[\]]{0,120}[\s,])?(?:1[5-9]|20)\d\d[a-z]?[)\]])"
)


def sentence_ends(text: str) -> list[tuple[int, int]]:
    """Where stretches of ``text`` end and the next begin.

    They end at full stops that end no abbreviation, at identifiers, and before a year in brackets. Each pair is the end
    without the full stop (a question mark stays) and the next beginning.
    """
    ends = []
    for found in _END.finditer(text):
        if not found.start():
            continue
        if found["stop"] is None:
            ends.append((found.start(), found.end()))
        elif not _abbreviates(text, found):
            cut = found.start() if found["stop"].startswith(".") else found.end()
            ends.append((cut, found.end()))
    return ends


def _abbreviates(text: str, found: re.Match[str]) -> bool:
    """Whether a full stop ends an abbreviation: a known one, an initial, a word before a lower-case one."""
    if found["stop"] != ".":
        return False
    before = text[max(0, found.start() - 30) : found.end()]
    after = text[found.end() : found.end() + 2].strip()
    letter = _LONE_LETTER.search(before)
    if letter and letter["before"][-1:].islower() and letter["before"] not in _BEFORE_NAMES:
        return after[:1].islower() or letter["before"][:1].isupper()
    return bool(_ABBREVIATION.search(before)) or (
        after[:1].islower() and found.start() > 1 and len(before.split()[-1]) < 6
    )


def has_letters(text: str) -> bool:
    """Whether a stretch has at least two letters in a row."""
    return bool(re.search(r"[^\W\d_]{2}", text))
