"""Registries that are odd in every way, from end to end: nothing that they say proves that a good source is bad."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from world import Response, json_response

from crackcite.model import Verdict
from crackcite.run import check

INEQUALITY = {
    "DOI": "10.1038/s41598-020-80897-8",
    "title": ["Why do inequality and deprivation produce high crime and low trust?"],
    "author": [{"family": "De Courson", "given": "Benoît"}, {"family": "Nettle", "given": "Daniel"}],
    "container-title": ["Scientific Reports"],
    "issued": {"date-parts": [[2021]]},
    "volume": "11",
    "article-number": "1937",
}
TIES = {
    "DOI": "10.1086/225469",
    "title": ["The Strength of Weak Ties"],
    "author": [{"family": "Granovetter", "given": "Mark S."}],
    "container-title": ["American Journal of Sociology"],
    "issued": {"date-parts": [[1973]]},
    "volume": "78",
    "page": "1360-1380",
}
BLOG = {"titles": [{"title": "Announcing a data citation blog"}], "creators": [{"name": "Fenner, Martin"}]}
HELD = {record["DOI"]: record for record in (INEQUALITY, TIES)}
SOURCES = """La confiance baisse1–3.

Sources
1. De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? Sci. Rep. 11, 1937 (2021). doi:10.1038/s41598-020-80897-8.
2. Granovetter, M. S. The Strength of Weak Ties. Am. J. Sociol. 78, 1360–1380 (1973). https://doi.org/10.1086/225469.
3. Fenner, M. Announcing a data citation blog. (2016). https://doi.org/10.5438/55E5-T5C0.
"""  # noqa: E501

TEXT_404 = Response(404, "Resource not found.", content_type="text/plain")
HTML_404 = Response(404, "<h1>Not found</h1>")
JSON_404 = json_response({"error": "not found"}, 404)


def single(request, missing=TEXT_404):
    """A mirror that knows the route of one record, and has ``missing`` for all else."""
    record = HELD.get(unquote(request.path.removeprefix("/works/")).lower())
    return json_response({"status": "ok", "message": record}) if record else missing


def listing(*items):
    """A mirror that answers every list with the same items."""
    whole = json_response({"status": "ok", "message": {"items": list(items)}})
    return lambda request: whole if request.route == "/works" else single(request)


GOOD = [Verdict.VERIFIED] * 3
MIRRORS = {
    "as documented": lambda request: None,
    "no lists": single,
    "no lists, and a 404 in JSON": lambda request: single(request, JSON_404),
    "no lists, and a page for a 404": lambda request: single(request, HTML_404),
    "no lists, and nothing for a 404": lambda request: single(request, Response(404, content_type=None)),
    "no lists, and null for a 404": lambda request: single(request, json_response(None, 404)),
    "a list of other works": listing(TIES),
    "a list without DOIs": listing({"title": ["A work"]}),
    "a list in capitals": listing(*({**record, "DOI": doi.upper()} for doi, record in HELD.items())),
    "an empty list": listing(),
}


def judged(world, tmp_path):
    world.works.update(HELD)
    world.doi.agencies["10.5438/55e5-t5c0"] = "DataCite"
    world.datacite.records["10.5438/55e5-t5c0"] = {**BLOG, "publicationYear": 2016}
    path = tmp_path / "article.txt"
    path.write_text(SOURCES, encoding="utf-8")
    [found] = check([str(path)], world.settings(timeout=3)).articles
    return found


def accused(found):
    return [one.message for one in found.findings if "CC301" <= one.rule <= "CC305"]


@pytest.mark.parametrize("mirror", MIRRORS)
def test_a_mirror_of_crossref_may_answer_as_it_likes(world, tmp_path, mirror):
    world.crossref.trouble = MIRRORS[mirror]
    found = judged(world, tmp_path)
    assert accused(found) == []
    assert list(found.verdicts) == GOOD


@pytest.mark.parametrize("doi_org", [HTML_404, JSON_404, json_response([]), Response(200, "<title>Welcome</title>")])
@pytest.mark.parametrize("crossref", [TEXT_404, HTML_404, JSON_404, json_response({})])
def test_where_all_registries_are_odd_nothing_is_proved(world, tmp_path, crossref, doi_org):
    world.crossref.trouble = lambda request: crossref
    world.doi._answer = lambda request: doi_org
    found = judged(world, tmp_path)
    assert accused(found) == []
    assert set(found.verdicts) == {Verdict.UNVERIFIED}
