"""Whether an author is an organisation that a program has split as if it were a person.

A reference manager that takes "World Health Organization" for a person keeps the last word as the family name and
shortens the rest: "Organization, W. H."; "P. de santé publique des hospices civils de Lyon" becomes "Lyon, P. de santé
publique des hospices civils de". Two signs prove it: function words among the given names that no person has there,
and a last word that names a kind of institution and is nobody's family name.
"""

from __future__ import annotations

import re

from crackcite.patterns import lazy


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_PERSON = lazy(r"(?P<family>[^,]{2,60}),\s(?P<given>[^,]{1,200})$")
_VANCOUVER = lazy(r"(?P<family>[^\W\d_][^,\s]{2,40})\s(?P<given>[^\W\d_a-zà-ÿ]{1,5})$")
_LINKING = _words(
    "of for the in on to against with pour sur contre für gegen voor tegen sobre para contra per",
)
"""Words that link nouns in an institution's name and never stand among given names. "In", "An" and "And" with
a capital are Korean and Norwegian names: only the lower-case forms count."""
_ARTICLES = _words(
    "de des du d’ d' la le les l’ l' di del della dei degli da do das dos der des van het een und et en y e i",
)
_COMMON = _words(
    "santé publique public national nationale nationaux nationales régional régionale régionaux européen européenne ",
    "international internationale internationales mondial mondiale fédéral fédérale général générale supérieur "
    "supérieure ",
    "hospices civils civil hospitalier hospitalière universitaire médical médicale social sociale sociaux sociales ",
    "français française belge québécois catholique libre scientifique économique économiques statistique statistiques ",
    "recherche recherches étude études centre institut service services direction observatoire fédération agence ",
    "prévention lutte protection formation enseignement développement coopération santé hygiène sécurité justice ",
    "nationaal nationale federale openbare gezondheid volksgezondheid dienst instituut centrum onderzoek "
    "wetenschappelijk ",
    "bundesamt gesundheit institut zentrum forschung gesellschaft nacional internacional mundial salud pública "
    "instituto ",
    "saúde ministero salute istituto nazionale superiore sanità health research national institute centre center ",
    "disease control prevention",
)
"""Common nouns and adjectives of institutions' names, as they stand in lower case inside one."""
_INSTITUTIONS = _words(
    "organization organisation organisatie organización organização organizzazione institute instituut "
    "instituto istituto ",
    "université university universiteit universität universidad università ministère ministry ministerie ministerium ",
    "ministerio commission commissie kommission comisión department département agency agence agentschap agentur ",
    "committee comité comitee council conseil association vereniging verband federation fédération foundation "
    "fondation ",
    "stichting stiftung consortium collaboration observatory observatoire parliament parlement ",
    "secretariat corporation authority autorité initiative programme nations network hospitals programme ",
    "administration bundesministerium rijksinstituut",
)
"""Words that name a kind of institution and nobody's family."""


def split_organisation(author: str) -> str:
    """The organisation's name put together again where ``author`` is one split as a person; empty where it is a person.

    ``author`` is as written in the reference. Names that could be a person's are never taken for an organisation's.
    """
    found = _PERSON.match(author) or _VANCOUVER.match(author)
    if not found:
        return ""
    family, given = found["family"].strip(), found["given"].strip()
    if _linked(given) or _institution(family, given):
        return re.sub(r"(?<=[’'])\s", "", f"{given} {family}")
    return ""


def _linked(given: str) -> bool:
    words = given.split()
    if len(words) < 2 or not words[0][:1].isupper():
        return False
    low = [word for word in words[1:] if word[:1].islower()]
    if any(word in _LINKING for word in low) or low[-1:] == ["and"] == words[-1:]:
        return True
    nouns = [word for word in low if re.split(r"[’']", word)[-1] in _COMMON]
    linked = any(word in _ARTICLES or word.startswith(("d’", "d'", "l’", "l'")) for word in low)
    return len(nouns) >= 2 or bool(nouns and linked)


def _institution(family: str, given: str) -> bool:
    """Whether a family name is an institution's noun, with initials or words of its name for given names."""
    return family.lower() in _INSTITUTIONS and bool(re.match(r"[^\W\d_]", given))
