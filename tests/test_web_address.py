"""Addresses as a browser asks them, and redirects as an editor reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crackcite.lookups.web import landing
from crackcite.lookups.web.address import AddressError, address, impossible_sibling, same_but_for_form
from crackcite.lookups.web.landing import Landing
from crackcite.model import Hop

SITE = "https://www.gazette.example"


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("https://gazette.example", "https://gazette.example/"),
        ("HTTPS://Gazette.Example/Page", "https://gazette.example/Page"),
        ("https://gazette.example:443/x", "https://gazette.example/x"),
        ("http://gazette.example:8080/x", "http://gazette.example:8080/x"),
        ("https://user:secret@gazette.example/x", "https://gazette.example/x"),
        ("https://gazette.example/été 2024", "https://gazette.example/%C3%A9t%C3%A9%202024"),
        ("https://gazette.example/%C3%A9t%c3%a9", "https://gazette.example/%C3%A9t%c3%a9"),
        ("https://gazette.example/100%", "https://gazette.example/100%"),
        ("https://gazette.example/a?q=à b&c=[1]", "https://gazette.example/a?q=%C3%A0%20b&c=[1]"),
        ("https://gazette.example/a#b c", "https://gazette.example/a"),
        ("https://gazette.example/a/./b/../c", "https://gazette.example/a/c"),
        ("https://féda-bxl.example/x", "https://xn--fda-bxl-bya.example/x"),
        ("https://gazette.example./x", "https://gazette.example/x"),
        ("https:\\\\gazette.example\\x", "https://gazette.example/x"),
        ("  https://gazette.example/x\n", "https://gazette.example/x"),
        ("https://[::1]:8000/x", "https://[::1]:8000/x"),
    ],
)
def test_an_address_is_asked_as_a_browser_would(written: str, asked: str) -> None:
    assert address(written).url == asked


@pytest.mark.parametrize(
    "written",
    [
        "ftp://gazette.example/x",
        "mailto:a@b.example",
        "https://",
        "gazette.example/x",
        "https://a b.example/",
        "https://gazette.example:port/",
        "https://[::1",
        "javascript:alert(1)",
    ],
)
def test_what_cannot_be_asked_says_why(written: str) -> None:
    with pytest.raises(AddressError, match=r"\w"):
        address(written)


@pytest.mark.parametrize(
    ("written", "lane"),
    [
        ("https://a.example/x", "a.example"),
        ("http://a.example:8080/", "a.example:8080"),
        ("http://a.example/", "a.example"),
    ],
)
def test_a_lane_is_a_host_and_its_port(written: str, lane: str) -> None:
    assert address(written).lane == lane


@given(st.text(max_size=60))
def test_an_asked_address_is_ascii_and_asking_it_again_changes_nothing(path: str) -> None:
    found = address("https://gazette.example/" + path.replace("#", "").lstrip())
    assert found.url.isascii()
    assert not any(letter.isspace() for letter in found.url)
    assert address(found.url).url == found.url


@given(st.text(alphabet="abc/.-é?=&%2", max_size=30))
def test_the_impossible_sibling_is_another_address_of_the_same_host(path: str) -> None:
    found = address("https://gazette.example/" + path)
    sibling = address(impossible_sibling(found.url))
    assert sibling.host == found.host
    assert sibling.url != found.url
    assert impossible_sibling(found.url) == impossible_sibling(found.url)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://gazette.example/a", "https://www.gazette.example/a/", True),
        ("https://gazette.example/a/index.html", "https://gazette.example/a/", True),
        ("https://gazette.example/%C3%A9", "https://gazette.example/é", True),
        ("https://gazette.example/a", "https://gazette.example/b", False),
        ("https://gazette.example/a?p=1", "https://gazette.example/a?p=2", False),
        ("https://gazette.example/a", "https://journal.example/a", False),
    ],
)
def test_a_change_of_form_is_no_other_address(one: str, other: str, same: bool) -> None:
    assert same_but_for_form(one, other) is same


@pytest.mark.parametrize(
    ("asked", "final", "kind"),
    [
        ("/2024/lits-libres", "/dossiers/lits-libres", Landing.PAGE),
        ("/2024/lits-libres", "/", Landing.HOME),
        ("/2024/lits-libres", "/fr/", Landing.HOME),
        ("/2024/lits-libres", "/fr-be", Landing.HOME),
        ("/2024/lits-libres", "/accueil.html", Landing.HOME),
        ("/2024/lits-libres", "/?redirected=1", Landing.HOME),
        ("/?p=123", "/", Landing.HOME),
        ("/2024/lits-libres", "/?p=123", Landing.PAGE),
        ("/2024/lits-libres", "/#/lits-libres", Landing.PAGE),
        ("/", "/fr/", Landing.PAGE),
        ("/index.php", "/", Landing.PAGE),
        ("/en", "/", Landing.PAGE),
        ("/lits", "/", Landing.MAYBE_HOME),
        ("/2024/lits-libres", "/ok", Landing.PAGE),
        ("/2024/lits-libres", "/404", Landing.ERROR),
        ("/2024/lits-libres", "/error/404.html", Landing.ERROR),
        ("/2024/lits-libres", "/page-introuvable", Landing.ERROR),
        ("/2024/lits-libres", "/pagina-niet-gevonden", Landing.ERROR),
        ("/2024/lits-libres", "/index.aspx?aspxerrorpath=/2024/lits-libres", Landing.ERROR),
        ("/2024/lits-libres", "/how-we-made-our-404-page", Landing.PAGE),
        ("/404/history", "/404", Landing.ABOVE),
        ("/2024/lits-libres", "/login?next=%2F2024", Landing.LOGIN),
        ("/2024/lits-libres", "/users/sign_in", Landing.LOGIN),
        ("/2024/lits-libres", "/cookie-consent?to=x", Landing.CONSENT),
        ("/2024/lits-libres", "/search?q=lits", Landing.SEARCH),
        ("/recherche?q=lits", "/fr/recherche?q=lits", Landing.PAGE),
        ("/2024/lits-libres", "/2024/", Landing.ABOVE),
        ("/2024/lits-libres", "/2024/lits-libres/", Landing.PAGE),
    ],
)
def test_where_a_redirect_lands(asked: str, final: str, kind: Landing) -> None:
    assert landing.landed(SITE + asked, SITE + final) is kind


@pytest.mark.parametrize(
    ("asked", "final", "kind"),
    [
        ("https://gazette.example/2019/un-article", "https://media.example/", Landing.HOME),
        ("https://tiny.example/aZ3x", "https://media.example/", Landing.MAYBE_HOME),
        ("https://gazette.example/2019/x", "https://www.hugedomains.com/domain_profile.cfm?d=gazette", Landing.PARKED),
        ("https://gazette.example/2019/x", "http://ww25.gazette.example/2019/x?subid=1", Landing.PARKED),
        ("https://gazette.example/2019/x", "https://login.gazette.example/x", Landing.LOGIN),
        ("https://gazette.example/2019/x", "https://consent.media.example/x?continue=y", Landing.CONSENT),
        ("https://gazette.example/2019/x", "https://archief.gazette.example/2019/x", Landing.PAGE),
    ],
)
def test_where_a_redirect_to_another_host_lands(asked: str, final: str, kind: Landing) -> None:
    assert landing.landed(asked, final) is kind


def _hops(*hops: str) -> list[Hop]:
    """``"301 /new"`` → a hop."""
    return [Hop(int(hop[:3]), hop[4:] if "//" in hop else SITE + hop[4:]) for hop in hops]


@pytest.mark.parametrize(
    ("asked", "hops", "suggested"),
    [
        ("/old", ["301 /new"], "/new"),
        ("/old", ["308 /new"], "/new"),
        ("/old", ["302 /new"], ""),
        ("/old", ["301 /new", "302 /today"], "/new"),
        ("/old", ["302 /new", "301 /newer"], ""),
        ("/old", ["301 /new", "301 /newest"], "/newest"),
        ("/old#part", ["301 /new"], "/new#part"),
        ("/old", ["301 /old/"], ""),
        ("/old", ["301 /fr/old"], ""),
        ("/old", ["301 /old?lang=fr"], ""),
        ("/old", ["301 /new;jsessionid=1A2B"], ""),
        ("/old", ["301 /new?utm_source=x"], ""),
        ("/old", ["301 https://journal.example/old"], "https://journal.example/old"),
    ],
)
def test_what_is_suggested_in_place_of_a_link(asked: str, hops: list[str], suggested: str) -> None:
    expected = SITE + suggested if suggested.startswith("/") else suggested
    assert landing.suggested(SITE + asked, _hops(*hops)) == expected


@pytest.mark.parametrize(
    "persistent",
    ["https://doi.org/10.1234/x", "https://hdl.handle.net/2078.1/1", "https://purl.org/x/y", "https://n2t.net/ark:/12/x",
     "https://web.archive.org/web/2020/https://gazette.example/x"],
)  # fmt: skip
def test_an_address_made_to_redirect_is_left_alone(persistent: str) -> None:
    assert landing.suggested(persistent, _hops("301 https://publisher.example/article/1")) == ""
