"""CC201–CC208: what a source's text alone shows. Every case is one source and what an editor is told of it."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import shared

from crackcite import readers
from crackcite.extract import extract
from crackcite.model import Evidence, Finding
from crackcite.rules import Case, table
from crackcite.rules.addresses import detour, tracking, untracked
from crackcite.rules.mangled import split_organisation
from crackcite.rules.placeholders import leftovers

BOOK = "Castel, R. Les métamorphoses de la question sociale. (Fayard, 1995). https://www.fayard.fr/livre/castel."


def told(*sources: str, body: str = "Un fait établi1.", rule: str = "CC2") -> list[tuple[Finding, str]]:
    """The findings of an article with these sources, each with the text that it underlines."""
    listed = "\n".join(f"{number}. {source}" for number, source in enumerate(sources, 1))
    document = readers.read(f"Titre\n\n{body}\n\nSources\n{listed}\n".encode(), "article.txt")
    case = Case(extract(document), Evidence(offline=True))
    found = [finding for one in table().values() if one.code.startswith(rule) for finding in one.findings(case)]
    return [(finding, finding.span.of(document.text)) for finding in found]


CASES = [
    # CC201
    ("Nettle, D. Titre. doi:10.1234.", "CC201", "doi:10.1234", "it has no slash"),
    ("Nettle, D. Titre. DOI: 10.1038/ nature12373.", "CC201", "DOI: 10.1038/ nature12373", "a space stands in it"),
    ("Nettle, D. Titre. https://doi.org/nature-12373.", "CC201", "https://doi.org/nature-12373", "begins with “10.”"),
    ("Nettle, D. Titre. doi:10.12/abc", "CC201", "doi:10.12/abc", "fewer than four digits"),
    # CC202
    ("OFDT. Titre. https:// www.ofdt.fr/x.", "CC202", "https:// www.ofdt.fr/x", "a space stands in it"),
    ("OFDT. Titre. http//www.ofdt.fr/x.", "CC202", "http//www.ofdt.fr/x", "“http//”"),
    ("OFDT. Titre. https://ofdt/x.", "CC202", "https://ofdt/x", "no domain"),
    ("OFDT. Titre. https://www.ofdt.fr/le rapport.pdf", "CC202", "https://www.ofdt.fr/le rapport.pdf", "space"),
    # CC203
    ("Castel, R. Titre. ISBN 978-2-07-011411-4.", "CC203", "ISBN 978-2-07-011411-4", "check digit should be 5"),
    ("Castel, R. Titre. ISBN 2-07-01141.", "CC203", "ISBN 2-07-01141", "8 digits"),
    ("Revue. ISSN 0028-0837. https://www.nature.com/nature", "CC203", "ISSN 0028-0837", "check digit should be 6"),
    # CC204
    ("Wacquant, L. Les prisons de la misère. (Raisons d’agir, 1999).", "CC204", "Wacquant", "nothing to look"),
    # CC205
    ("Nettle, D. Titre. http://dx.doi.org/10.1038/ng.1.", "CC205", "http://dx.doi.org/10.1038/ng.1", "writes"),
    ("Nettle, D. Titre. 10.1038/nature12373", "CC205", "10.1038/nature12373", "writes its DOI as"),
    # CC206
    ("TODO: retrouver la source", "CC206", "TODO:", "a note to do something"),
    ("Dupont, A. Titre. (à compléter). https://example.be/x", "CC206", "(à compléter)", "complete the source"),
    ("Dupont, A. Titre. doi:10.xxxx/xxxxx", "CC206", "10.xxxx/xxxxx", "a placeholder"),
    ("Dupont, A. [titre]. (Seuil, 2004). https://example.be/x", "CC206", "[titre]", "a field of a template"),
    ("Dupont, A. Titre. Revue 3, XXX–XXX (2004). doi:10.1234/a", "CC206", "XXX–XXX", "a placeholder"),
    ("Dupont, A. Titre turn0search1. https://example.be/x", "CC206", "turn0search1", "assistant"),
    # CC207
    ("OMS. Titre. https://www.who.int/news?utm_source=chatgpt.com", "CC207", "https://www.who.int", "utm_source"),
    ("OMS. Titre. https://bit.ly/3abcdef", "CC207", "https://bit.ly/3abcdef", "shortened link"),
    ("OMS. Titre. https://www-nature-com.ezproxy.ulb.ac.be/x", "CC207", "https://www-nature-com", "library’s proxy"),
    ("OMS. Titre. https://doi.org/10.1038/nature12373?utm_source=x", "CC207", "https://doi.org/10.1038", "utm_source"),
    # CC208
    ("Organization, W. H. Global report. (2018). https://who.int/x", "CC208", "Organization, W. H.", "organisation"),
    (
        "Lyon, P. de santé publique des hospices civils de et al. Bilan. (Lyon, 2022). https://lyon.fr/x",
        "CC208",
        "Lyon, P. de santé publique des hospices civils de",
        "split like a person",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("source", "rule", "marked", "said"), CASES, ids=[f"{c[1]} {c[0][:60]}" for c in CASES])
def test_one_finding(source: str, rule: str, marked: str, said: str) -> None:
    found = told(BOOK, source)
    assert [finding.rule for finding, _ in found] == [rule]
    finding, text = found[0]
    assert text.startswith(marked)
    assert said in finding.message
    assert finding.reference == 2
    assert finding.hint.endswith(".")


GOOD = [
    BOOK,
    "Castel, R. Titre. Formation Emploi 62, 5 (1998). doi:10.3406/forem.1998.2296.",
    "Castel, R. Titre. Formation Emploi 62, 5 (1998). DOI : 10.3406/forem.1998.2296",
    "Castel, R. Titre. Formation Emploi 62, 5 (1998). https://doi.org/10.3406/forem.1998.2296.",
    "Castel, R. Titre. (1998). https://doi.org/10.1002/(SICI)1097-0142(19960101)77:1%3C1::AID-CNCR1%3E3.0.CO;2-5",
    "Castel, R. Titre. (1998). doi: https://doi.org/10.3406/forem.1998.2296",
    "Foucault, M. Titre. ISBN 978-2-07-011411-5.",
    "Wang, F. Titre. arXiv:1706.03762 (2017).",
    "Wang, F. Titre. PMID: 19273837.",
    "Almodóvar, P. TODO SOBRE MI MADRE. (El Deseo, 1999). https://www.eldeseo.es/",
    "Annales, XXX, 1975, p. 45. https://www.persee.fr/collection/ahess",
    "Louis XXX. Titre, t. XXX, p. XXX. https://www.persee.fr/x",
    "Le formulaire à compléter par le patient. https://www.inami.be/x",
    "Rapport sur le lorem, ipsum et autres. https://www.inami.be/x",
    "Justice, A. C. et al. Titre. Lancet 3, 1 (2001). doi:10.1016/S0140-6736(97)11096-0",
    "de Gaulle, C. Mémoires. (Plon, 1954). ISBN 2-266-09526-9",
    "Gaulle, C. de. Mémoires. (Plon, 1954). ISBN 2-266-09526-9",
    "OMS. Titre. https://www.who.int/news?page=2&lang=fr#utm",
    "OMS. Titre. https://www.nature.com/articles/s41598-020-80897-8",
    "Ibid., p. 12.",
]


@pytest.mark.parametrize("source", GOOD)
def test_no_finding(source: str) -> None:
    assert [(finding.rule, finding.message) for finding, _ in told(BOOK, source)] == []


def test_the_fix_follows_the_list() -> None:
    """A DOI is put into the form of the list's majority, its label as it stands there."""
    bad = "Nettle, D. Titre. http://dx.doi.org/10.1038/nature12373"
    https = "Nettle, D. Titre. https://doi.org/10.1126/science.aap9559"
    label = "Castel, R. Titre. DOI : 10.3406/forem.1998.2296"

    def fixed(*sources: str) -> str:
        fixes = [finding.fix.replacement for finding, _ in told(*sources, rule="CC205") if finding.fix]
        return fixes[0]

    assert fixed(bad) == "https://doi.org/10.1038/nature12373"
    assert fixed(bad, https, label) == "https://doi.org/10.1038/nature12373"
    assert fixed(bad, label) == "DOI : 10.1038/nature12373"
    sici = "Nettle, D. Titre. 10.1002/1521-3951(200009)221:1<453::AID-PSSB453>3.0.CO;2-Q"
    assert fixed(sici) == "https://doi.org/10.1002/1521-3951(200009)221:1%3C453::AID-PSSB453%3E3.0.CO;2-Q"


def test_a_fixed_doi_is_well_written() -> None:
    for source in ("10.1038/nature12373", "http://dx.doi.org/10.1002/a<1::b>3.0.co;2-q", "doi.org/10.1000/4%23x"):
        finding, _ = told(f"Nettle, D. Titre. {source}", rule="CC205")[0]
        assert finding.fix is not None
        assert told(f"Nettle, D. Titre. {finding.fix.replacement}", rule="CC205") == []


TRACKED = [
    ("https://a.be/x?utm_source=y", "https://a.be/x"),
    ("https://a.be/x?utm_source=y&b=1", "https://a.be/x?b=1"),
    ("https://a.be/x?b=1&utm_source=y", "https://a.be/x?b=1"),
    ("https://a.be/x?b=1&utm_source=y&c=%20é", "https://a.be/x?b=1&c=%20é"),
    ("https://a.be/x?utm_source=y#toc", "https://a.be/x#toc"),
    ("https://a.be/x?fbclid=y&gclid=z#:~:text=a", "https://a.be/x#:~:text=a"),
    ("https://a.be/x#xtor=RSS-1", "https://a.be/x"),
    ("https://a.be/x;jsessionid=AB12.n1?b=1", "https://a.be/x?b=1"),
    ("https://a.be/x?PHPSESSID=1", "https://a.be/x"),
    ("https://a.be/x?a=1&amp;utm_medium=b&amp;c=2", "https://a.be/x?a=1&amp;c=2"),
    ("https://a.be/x?via%3Dihub", "https://a.be/x"),
    ("https://a.be/x?UTM_Source=y", "https://a.be/x"),
]
UNTRACKED = [
    "https://a.be/x?a=1&b=2&&c",
    "https://a.be/x?",
    "https://a.be/utm_source=y",
    "https://a.be/x?source=y#utm",
    "https://a.be/?q=utm_source",
    "https://a.be/x?id=10.1371/journal.pone.0144297",
]


@pytest.mark.parametrize(("url", "clean"), TRACKED)
def test_tracking_goes_and_nothing_else(url: str, clean: str) -> None:
    assert untracked(url) == clean
    assert tracking(url)
    assert untracked(clean) == clean


@pytest.mark.parametrize("url", UNTRACKED)
def test_what_does_not_track_stays(url: str) -> None:
    assert untracked(url) == url
    assert not tracking(url)


@given(st.text(alphabet="abc=&?#;/.%é_utm", max_size=60))
def test_untracking_only_takes_away(rest: str) -> None:
    """What is left is left in its order, and nothing more is to be taken from it."""
    clean = untracked("https://a.be/" + rest)
    letters = iter("https://a.be/" + rest)
    assert all(letter in letters for letter in clean)
    assert untracked(clean) == clean


@pytest.mark.parametrize(
    ("host", "url", "way"),
    [
        ("bit.ly", "https://bit.ly/3abc", "shortener"),
        ("t.co", "https://t.co/abc", "shortener"),
        ("www.google.com", "https://www.google.com/url?q=https://a.be", "wrapper"),
        ("eur01.safelinks.protection.outlook.com", "https://eur01.safelinks.protection.outlook.com/?url=x", "wrapper"),
        ("login.ezproxy.ulb.ac.be", "https://login.ezproxy.ulb.ac.be/login?url=https://a.be", "proxy"),
        ("www-cairn-info.ezproxy.ulb.ac.be", "https://www-cairn-info.ezproxy.ulb.ac.be/x", "proxy"),
        ("doi-org.proxy.example.edu", "https://doi-org.proxy.example.edu/10.1/x", "proxy"),
        ("www.who.int", "https://www.who.int/news", ""),
        ("www.google.com", "https://www.google.com/search?q=a", ""),
        ("proxy.golang.org", "https://proxy.golang.org/x", ""),
        ("saint-gilles-com.example.be", "https://saint-gilles-com.example.be/x", ""),
        ("www.lecho.be", "https://www.lecho.be/x", ""),
    ],
)
def test_detours(host: str, url: str, way: str) -> None:
    assert detour(host, url) == way


PLACEHOLDERS = [
    "[citation needed]", "[Citation nécessaire]", "[réf. nécessaire]", "(source manquante)", "[bron?? nodig]", "[TODO]",
    "[TODO: page]", "TODO:", "FIXME:", ":contentReference[oaicite:0]{index=0}", "oaicite", "turn0search12",
    "citeturn0search1turn2view0", "【4†source】", "【12:3†rapport.pdf】", "[oai_citation:1‡who.int](https://who.int)",
    "[cite_start]", "[web:12]", "INSERT_SOURCE_URL", "Lorem ipsum dolor", "Erreur ! Source du renvoi introuvable",
    "Error! Reference source not found", "Fout! Verwijzingsbron niet gevonden", "Error! Bookmark not defined",
]  # fmt: skip
PROSE = [
    "Le questionnaire est à compléter.", "Es todo. TODO es posible.", "The year XXX of his reign", "a web of lies [1]",
    "Tournez à gauche, turn left, search 1", "Lorem ipsum is the printer’s filler.", "citation needed, he said",
    "oai:dipot.ulb.ac.be", "He cites [2, 3] and [web]", "???", "un film classé X", "xxx", "[sic]", "[…]", "[1: 12]",
]  # fmt: skip


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_placeholders_anywhere(text: str) -> None:
    prose = f"Un fait {text} bien connu."
    assert [prose[start:end] for start, end, _ in leftovers(prose, 0, len(prose), in_source=False)] == [text]


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_placeholder(text: str) -> None:
    assert list(leftovers(text, 0, len(text), in_source=False)) == []


def test_a_placeholder_in_the_text_belongs_to_no_source() -> None:
    found = told(BOOK, body="Un fait [citation needed] et un autre1.", rule="CC206")
    assert [(finding.reference, text) for finding, text in found] == [(None, "[citation needed]")]


ORGANISATIONS = [
    "Organization, W. H.", "Organization WH", "Lyon, P. de santé publique des hospices civils de", "Health, D. of",
    "Prevention, C. for D. C. and", "Drugs, E. M. C. for D. and D. A.", "Santé, O. mondiale de la", "Université, L.",
    "Belgique, B. nationale de", "Statistics, N. C. for H.", "Bruxelles, O. de la santé et du social de",
    "Paris, D. de l’action sociale de la ville de",
]  # fmt: skip
PEOPLE = [
    "De Courson, B.", "de Gaulle, C.", "Gaulle, C. de", "Cruz, M. de la", "de la Cruz, J.",
    "Berg, A. van der", "van der Berg, A.",
    "Justice, A. C.", "Rocha, R. e. S. H. d.", "Conceição, Maria da", "Silva, Ana e", "In, J.",
    "An, B.", "Smith, J.",
    "Smith, J. and Jones", "Price, D. de S.", "O’Neill, B.", "Al-Hassan, C.", "Santos, J. dos", "Rocha LA",
    "Bourgeois, L.",
    "Aspuru-Guzik, A.", "Zhang, J. l.", "Public, J. Q.",
    "Church, G.", "School, K.", "OFDT", "World Health Organization",
]  # fmt: skip


@pytest.mark.parametrize("author", ORGANISATIONS)
def test_split_organisations(author: str) -> None:
    assert split_organisation(author)


@pytest.mark.parametrize("author", PEOPLE)
def test_people_stay_people(author: str) -> None:
    assert split_organisation(author) == ""


def test_no_author_of_ten_thousand_records_is_called_an_organisation() -> None:
    with gzip.open(shared("registry", "works.jsonl.gz"), "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    people = {
        (person["family"], person["given"])
        for record in records
        for person in record.get("author") or []
        if person.get("family") and person.get("given")
    }
    assert len(people) > 3000
    for family, first in people:
        initials = " ".join(f"{part[0]}." for part in first.replace("-", " ").split())
        for written in (
            f"{family}, {first}",
            f"{family}, {initials}",
            f"{family} {initials.replace('. ', '').strip('.')}",
        ):
            assert split_organisation(written) == ""


def test_every_rule_has_its_page() -> None:
    for code, rule in table().items():
        if code.startswith("CC2"):
            assert all(f"\n\n{heading}: " in rule.page for heading in ("Why", "Example", "Fix")), code
