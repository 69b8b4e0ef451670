"""Settings: what was said where, and what is refused."""

from __future__ import annotations

import pytest

from crackcite.settings import SETTINGS, SettingsError, merge


@pytest.mark.parametrize(
    ("options", "environment", "name", "value"),
    [
        ({}, {}, "timeout", 20.0),
        ({}, {"CRACKCITE_TIMEOUT": "3"}, "timeout", 3.0),
        ({"timeout": "5"}, {"CRACKCITE_TIMEOUT": "3"}, "timeout", 5.0),
        ({}, {"CRACKCITE_OFFLINE": "1"}, "offline", True),
        ({"offline": False}, {"CRACKCITE_OFFLINE": "1"}, "offline", False),
        ({}, {"CRACKCITE_SELECT": "CC1, CC401"}, "select", ("CC1", "CC401")),
        ({"ignore": "CC2"}, {}, "ignore", ("CC2",)),
        ({}, {"CRACKCITE_CROSSREF_URL": "http://127.0.0.1:8000/"}, "crossref_url", "http://127.0.0.1:8000"),
        ({}, {"CRACKCITE_ALLOW_PRIVATE": "yes"}, "allow_private", True),
        ({"mailto": None}, {"CRACKCITE_MAILTO": "redaction@example.org"}, "mailto", "redaction@example.org"),
    ],
)
def test_an_option_wins_over_the_environment_which_wins_over_the_default(options, environment, name, value) -> None:
    assert getattr(merge(options, environment), name) == value


@pytest.mark.parametrize(
    ("options", "environment", "told"),
    [
        ({"timeout": "soon"}, {}, "--timeout is 'soon'; a number is expected"),
        ({}, {"CRACKCITE_TIMEOUT": "0"}, "CRACKCITE_TIMEOUT is 0; a number not below 0.1 is expected"),
        ({"timeout": "nan"}, {}, "--timeout is nan; a number up to 1000000000 is expected"),
        ({"fail_on": "warnings"}, {}, "choose from error, warning, info, unverified, never"),
        ({}, {"CRACKCITE_OFFLINE": "maybe"}, "CRACKCITE_OFFLINE is 'maybe'; say 1 or 0"),
        ({"timeout": "inf"}, {}, "--timeout is inf; a number up to 1000000000 is expected"),
        ({"crossref_url": "api.crossref.org"}, {}, "an address such as https://api.crossref.org is expected"),
        ({"doi_url": "http://"}, {}, "--doi-url is 'http://'; an address such as https://doi.org is expected"),
        ({}, {"CRACKCITE_TIMOUT": "3"}, "CRACKCITE_TIMOUT is not a setting; did you mean CRACKCITE_TIMEOUT?"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_its_source(options, environment, told) -> None:
    with pytest.raises(SettingsError) as caught:
        merge(options, environment)
    assert told in str(caught.value)


def test_every_setting_says_what_it_is_for() -> None:
    assert all(setting.about.endswith(".") for setting in SETTINGS)
