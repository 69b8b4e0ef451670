"""A sample article checked in a played world, so that every verdict and most findings occur: for the page's tests.

The records are bibliographic facts, some of them bent on purpose: a wrong year, another work's DOI, a retraction.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from world import Response, World, redirect

from crackcite.model import Report
from crackcite.run import check

SAMPLES = Path(__file__).parent.parent / "sample_articles"


def _record(
    doi: str, title: str, authors: str, journal: str, year: int, volume: str = "", page: str = "", **more: Any
) -> dict[str, Any]:
    people = [dict(zip(("family", "given"), name.split(", "), strict=True)) for name in authors.split("; ")]
    return {
        "DOI": doi,
        "title": [title],
        "author": people,
        "container-title": [journal],
        "issued": {"date-parts": [[year]]},
        "volume": volume,
        "page": page,
        **more,
    }


RECORDS = (
    _record(
        "10.1016/S0140-6736(05)71146-6",
        "Social determinants of health inequalities",
        "Marmot, Michael",
        "The Lancet",
        2005,
        "365",
        "1099-1104",
    ),
    _record(
        "10.1016/j.mhp.2023.200261",
        "Housing affordability and mental health in the United States: 2013–2020",
        "Kuroki, Masanori",
        "Mental Health & Prevention",
        2019,
        "27",
        **{"article-number": "200261"},
    ),
    _record(
        "10.1086/666082",
        "Why do inequality and deprivation produce high crime and low trust?",
        "De Courson, Benoît; Nettle, Daniel",
        "Scientific Reports",
        2021,
        "11",
        "1937",
    ),
    _record(
        "10.1016/S0140-6736(14)61132-6",
        "The health of homeless people in high-income countries: descriptive epidemiology, health consequences, and "
        "clinical and policy recommendations",
        "Fazel, Seena; Geddes, John R; Kushel, Margot",
        "The Lancet",
        2014,
        "384",
        "1529-1540",
    ),
    _record(
        "10.1371/journal.pmed.1000316",
        "Social Relationships and Mortality Risk: A Meta-analytic Review",
        "Holt-Lunstad, Julianne; Smith, Timothy B.; Layton, J. Bradley",
        "PLoS Medicine",
        2010,
        "7",
        "e1000316",
        **{
            "updated-by": [
                {
                    "DOI": "10.5555/played.retraction",
                    "type": "retraction",
                    "label": "Retraction",
                    "source": "retraction-watch",
                    "updated": {"date-parts": [[2024, 5, 2]]},
                }
            ]
        },
    ),
    _record(
        "10.2105/AJPH.94.4.651",
        "Housing First, Consumer Choice, and Harm Reduction for Homeless Individuals With a Dual Diagnosis",
        "Gulcur, Leyla; Nakae, Maria",
        "American Journal of Public Health",
        2004,
        "94",
        "651-656",
    ),
)

#: Links that the sample is given for the play, by the source that they are added to.
LINKS = {
    "2. World Health Organization. WHO Housing and Health Guidelines.": "/guidelines",
    "10. Padgett, D. K., Henwood, B. F. & Tsemberis, S. J.": "/gone",
}


def crise(world: World, folder: Path) -> Report:
    """The French sample in a world of its own: ``10.1177/…`` is not registered, one page moved, one is gone."""
    site = world.site("127.0.0.21")
    text = (SAMPLES / "crise-du-logement.txt").read_text(encoding="utf-8")
    text = text.replace("https://www.housingfirstbelgium.be/", site.url("/belgique"))
    for source, path in LINKS.items():
        text = text.replace(source, f"{source} {site.url(path)}")
    site.route("/belgique", redirect("/fr/accueil", 301))
    site.route("/fr/accueil", Response(body="<title>Housing First Belgium</title><p>Bienvenue.</p>"))
    site.route("/guidelines", Response(403))
    for one in RECORDS:
        world.add_work(one)
    path = folder / "crise-du-logement.txt"
    path.write_text(text, encoding="utf-8")
    return check([str(path)], world.settings())
