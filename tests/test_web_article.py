"""The links of an article played in the usual ways: alive, moved, gone, soft 404, walled. The report reads right."""

from __future__ import annotations

import re

import pytest
from shared import shared
from world import Response, Site, World, redirect

from crackcite.model import Judged, Verdict
from crackcite.run import check

PAGE = "<title>{0}</title><h1>{0}</h1><p>Le texte de la page, comme un lecteur la voit.</p>"
WALL = "<title>Just a moment...</title><script>window._cf_chl_opt={}</script>"

OWN = """Les équipes de rue comptent les lits[1]. La ville compte les nuitées[2]. Le reste manque[3,4,5].

Sources
1. Observatoire. Lits libres, hiver 2024. {0}/observatoire/lits-libres-hiver-2024.
2. Ville. Nuitées 2023. {0}/ville/rapports/nuitees-2023.
3. Gazette. Les files d’attente. {0}/gazette/2024/les-files-d-attente.
4. Maison du Canal. Dix ans d’accueil. {0}/canal/dix-ans-d-accueil.html.
5. Fédération. Manifeste. {0}/federation/2024/11/manifeste/ (2024).
"""

#: What a link does: the answer, the rule that speaks (none when all is well), the verdict on the source.
WAYS = {
    "alive": ("", Verdict.VERIFIED),
    "moved": ("CC403", Verdict.VERIFIED),
    "gone": ("CC401", Verdict.BROKEN),
    "soft 404": ("CC402", Verdict.BROKEN),
    "walled": ("CC902", Verdict.UNVERIFIED),
}


def _play(site: Site, path: str, way: str, title: str) -> None:
    new = "/nouveau" + path
    site.route(new, Response(body=PAGE.format(title)))
    answers = {
        "alive": Response(body=PAGE.format(title)),
        "moved": redirect(new, 301),
        "gone": Response(410, "<h1>Gone</h1>"),
        "soft 404": Response(body="<title>Page introuvable</title><h1>Page introuvable</h1>"),
        "walled": Response(403, WALL),
    }
    site.route(path, answers[way])


def _checked(text: str, world: World, turn: int) -> tuple[Judged, list[tuple[int, str]], str]:
    """The article with its links on loopback, the ``n``-th of them behaving in the way ``n + turn``."""
    site = world.site("127.0.0.31")
    links = list(dict.fromkeys(re.findall(r"https?://[^\s]*[^\s.]", text.replace("{0}", "https://gazette.example"))))
    text = text.replace("{0}", "https://gazette.example")
    ways = list(WAYS)
    played = []
    for number, link in enumerate(links):
        path = "/" + link.split("/", 3)[3]
        way = ways[(number + turn) % len(ways)]
        line = next(line for line in text.splitlines() if link in line)
        _play(site, path, way, line.split("http")[0].strip(" 0123456789."))
        text = text.replace(link, site.url(path))
        played.append((int(line.split(".")[0]), way))
    file = world.folder / "article.txt"
    file.write_text(text, encoding="utf-8")
    report = check([str(file)], world.settings(select=("CC4", "CC902"), timeout=10.0))
    return report.articles[0], played, text


@pytest.mark.parametrize(("which", "turn"), [("own", 0), *(("real", turn) for turn in range(len(WAYS)))])
def test_every_link_gets_its_one_finding(which: str, turn: int, world: World) -> None:
    article = OWN if which == "own" else shared("articles", "crack-bruxelles-4.txt").read_text(encoding="utf-8")
    judged, played, text = _checked(article, world, turn)
    assert sorted(way for _, way in played) == sorted(WAYS)
    for number, way in played:
        entry = next(i for i, source in enumerate(judged.article.references) if source.number == number)
        rule, verdict = WAYS[way]
        assert [found.rule for found in judged.findings if found.entry == entry] == ([rule] if rule else []), way
        assert judged.verdicts[entry] is verdict, way
    moved = next(found for found in judged.findings if found.rule == "CC403")
    assert moved.fix is not None
    assert "/nouveau/" in moved.fix.replacement
    assert moved.fix.span.of(text) == moved.subject
