"""``crackcite export``: whose data each source gets, and that well-kept readers find every field again."""

from __future__ import annotations

import codecs
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_main_job import INEQUALITY
from world import Response, World

from crackcite.export import FORMATS, Item, items
from crackcite.export.names import person
from crackcite.model import Contributor
from crackcite.run import check
from crackcite.settings import Settings

rispy = pytest.importorskip("rispy")
pybtex_bibtex = pytest.importorskip("pybtex.database")
pytest.importorskip("latexcodec")

ARTICLE = """Crime and trust
Deprivation breeds crime1, and the press says so2. A book has more3, and so has a report4.

Sources
1. De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? Sci. Rep. 11, 1937 \
(2021). doi:10.1038/s41598-020-80897-8.
2. Lamfalussy, C. La police du rail. {site}/police. Consulté le 3 mars 2024.
3. Castel, R. et al. Les métamorphoses de la question sociale. (Fayard, Paris, 1995).
4. World Health Organization. WHO Housing & Health Guidelines. (WHO, Geneva, 2018). ISBN 978-92-4-155037-6.
"""


@pytest.fixture
def found(world: World, tmp_path: Path) -> list[Item]:
    site = world.site()
    site.route("/police", Response(body="<title>La police du rail</title><p>Bonjour.</p>"))
    world.add_work(INEQUALITY)
    path = tmp_path / "crime.txt"
    path.write_text(ARTICLE.format(site=site.base), encoding="utf-8")
    return items(check([str(path)], world.settings()))


def test_a_verified_source_gets_the_registrys_data_and_any_other_its_own(found: list[Item]) -> None:
    crime, police, castel, guidelines = found
    assert crime.registry == "Crossref"
    assert (crime.container, crime.issue) == ("Scientific Reports", "1")
    assert [one.given for one in crime.authors] == ["Benoît", "Daniel"]
    assert crime.note == "crackcite: data of Crossref; the source agrees with them."
    assert (police.kind, police.registry) == ("webpage", "")
    assert police.note == "crackcite: as the article has it (its link answers)."
    assert (castel.kind, castel.place, castel.more_authors) == ("book", "Paris", True)
    assert castel.note == "crackcite: as the article has it (unverified)."
    assert guidelines.authors == (Contributor("World Health Organization", group=True),)


def test_a_source_that_the_registry_contradicts_keeps_its_own_data(world: World, tmp_path: Path) -> None:
    world.add_work(INEQUALITY)
    path = tmp_path / "crime.txt"
    path.write_text(ARTICLE.format(site=world.site().base).replace("(2021)", "(2012)"), encoding="utf-8")
    crime = items(check([str(path)], world.settings()))[0]
    assert (crime.registry, crime.year) == ("", 2012)
    assert crime.note == "crackcite: as the article has it (mismatch: CC304 year-mismatch)."


def test_one_work_under_two_numbers_is_one_item(tmp_path: Path) -> None:
    path = tmp_path / "twice.txt"
    entry = "Desmond, M. Eviction. Am. J. Sociol. 118, 88–133 (2012). doi:10.1086/666082."
    path.write_text(f"One1. Two2.\n\nSources\n1. {entry}\n2. {entry}\n", encoding="utf-8")
    assert [item.doi for item in items(check([str(path)], Settings(offline=True)))] == ["10.1086/666082"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("De Courson, B.", Contributor("De Courson", "B.")),
        ("King, Martin Luther", Contributor("King", "Martin Luther")),
        ("B. De Courson", Contributor("B. De Courson", group=True)),  # where the family name begins is not certain
        ("R. S. Weiss", Contributor("Weiss", "R. S.")),
        ("Weiss RS", Contributor("Weiss", "RS")),
        ("World Health Organization", Contributor("World Health Organization", group=True)),
        ("OECD", Contributor("OECD", group=True)),
        ("Housing First Europe Hub", Contributor("Housing First Europe Hub", group=True)),
    ],
)
def test_names(written: str, expected: Contributor) -> None:
    assert person(written) == expected


_WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Cf")), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
_SOLID = _WORDS.filter(bool)
_NAMES = st.lists(
    st.builds(
        Contributor,
        st.sampled_from(["De Courson", "Nettle", "Élias & Co", "100 % Santé", "Müller_X", "and Sons", "O’Brien"]),
        st.sampled_from(["B.", "Daniel", ""]),
    ),
    max_size=3,
).map(lambda names: tuple(replace(one, group=not one.given) for one in names))
_ITEMS = st.builds(
    Item,
    kind=st.sampled_from(["article-journal", "book", "chapter", "webpage", "document", "thesis"]),
    note=st.just("crackcite: as the article has it (unverified)."),
    key=st.just("key2021word"),
    title=_SOLID,
    authors=_NAMES,
    year=st.one_of(st.none(), st.integers(1000, 2999)),
    container=st.sampled_from(["", "Revue d’Économie & Société"]),
    volume=st.sampled_from(["", "11", "xi"]),
    pages=st.sampled_from(["", "1529–1540", "e1000316", "12-15"]),
    doi=st.sampled_from(
        ["", "10.1038/s41598-020-80897-8", "10.1016/S0140-6736(05)71146-6", "10.1002/(SICI)1<2::A_B>3"]
    ),
    url=st.sampled_from(["", "https://example.org/a_b?c=d&e=%20f#g~h"]),
    isbn=st.sampled_from(["", "9789241550376"]),
)


@given(_ITEMS)
def test_ris_is_read_back_without_loss(item: Item) -> None:
    (read,) = rispy.loads(FORMATS["ris"]([item]))
    assert read["title"] == item.title
    assert read.get("authors", []) == [f"{a.family}, {a.given}" if a.given else a.family for a in item.authors]
    assert read.get("year", "") == str(item.year or "")
    assert read.get("doi", "") == item.doi
    assert read.get("urls", [""]) == [item.url]
    assert read.get("volume", "") == item.volume
    assert read.get("secondary_title", "") == item.container
    pages = [read[name] for name in ("start_page", "end_page") if name in read]
    assert pages == item.pages.replace("–", "-").split("-") if item.pages else pages == []


def _unescaped(text: str) -> str:
    return str(codecs.decode(text, "ulatex"))


@given(_ITEMS.filter(lambda item: not set(item.title) & set("{}\\~^$“”‘’\"'`-–—¿¡")))
def test_bibtex_is_read_back_without_loss(item: Item) -> None:
    """Signs that TeX joins to others (quotes, dashes) are left out: they come back, but not always as themselves."""
    entry = pybtex_bibtex.parse_string(FORMATS["bibtex"]([item]), "bibtex").entries[item.key]
    assert " ".join(_unescaped(entry.fields["title"]).split()) == item.title
    assert entry.fields.get("year", "") == str(item.year or "")
    assert entry.fields.get("doi", "") == item.doi
    assert entry.fields.get("url", "") == item.url
    people = entry.persons.get("author", [])
    assert len(people) == len(item.authors)
    for read, given_ in zip(people, item.authors, strict=True):
        family = " ".join([*read.prelast_names, *read.last_names])
        assert _unescaped(family).replace("{", "").replace("}", "") == given_.family


@given(st.lists(_ITEMS, max_size=3))
def test_csl_json_holds_every_field(of: list[Item]) -> None:
    read: list[dict[str, Any]] = json.loads(FORMATS["csl-json"](of))
    for plain, item in zip(read, of, strict=True):
        assert (plain["type"], plain["title"], plain["note"]) == (item.kind, item.title, item.note)
        assert plain.get("DOI", "") == item.doi
        assert len(plain.get("author", [])) == len(item.authors)
        assert plain.get("issued", {"date-parts": [[None]]})["date-parts"] == [[item.year]]


@pytest.mark.parametrize("title", ["50 % of $5 & a_b #1", "{braces} \\ and ~", "«\u202fguillemets\u202f» – tiret"])
def test_bibtex_is_one_entry_whatever_the_title(title: str) -> None:
    item = Item("book", "note", key="k", title=title)
    assert list(pybtex_bibtex.parse_string(FORMATS["bibtex"]([item, replace(item, key="l")]), "bibtex").entries) == [
        "k",
        "l",
    ]


def exported(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "crackcite", "export", "--offline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "crime.txt"
    path.write_text(ARTICLE.format(site="https://example.org"), encoding="utf-8")
    done = exported(path)
    assert done.returncode == 0
    assert done.stdout.startswith("@article{decourson2021why,")
    assert "4 sources exported: 0 with a registry’s data, 4 as the article has them" in done.stderr
    target = tmp_path / "sources.ris"
    assert exported(path, "--output", target).returncode == 0
    assert target.read_bytes().startswith(b"TY  - JOUR\r\n")
    assert exported(path, "--format", "endnote").stderr.startswith(
        "crackcite: --format is 'endnote'; choose from bibtex"
    )
    assert exported(tmp_path / "none.txt").returncode == 2
