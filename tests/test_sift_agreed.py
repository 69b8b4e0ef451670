"""What the settings agree on: severities, rules left out by file, addresses and DOIs that are accepted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import finding, judged, report
from world import Response, World, redirect

from crackcite import rules, sift
from crackcite.inputs import read
from crackcite.model import Evidence, SetAside, Severity, Span, Verdict
from crackcite.run import check, judge
from crackcite.settings import Settings

TABLE = rules.table()
ARTICLE = """Un toit d’abord

Le logement stable précède le soin1. Les inégalités nourrissent la défiance2,9.

Sources
1. Castel, R. Les métamorphoses de la question sociale. (Fayard, 1995).
2. De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime? \
(2021). http://dx.doi.org/10.1038/s41598-020-80897-8
"""  # CC101, CC204, CC205


def found(path: str = "article.txt", **settings: object) -> dict[str, str]:
    """The rules that count in the article, with their severities; those that were set aside with what by."""
    policy = sift.policy(Settings(**settings), TABLE)  # type: ignore[arg-type]
    one = judge([read(ARTICLE.encode(), path)], Evidence(offline=True), policy)[0]
    return {f.rule: f.severity.value for f in one.findings} | {a.finding.rule: a.by for a in one.set_aside}


PLAIN = {"CC101": "error", "CC204": "info", "CC205": "info"}
SEVERITIES = [
    ((), {}),
    ((("CC101", "warning"),), {"CC101": "warning"}),
    ((("missing-source", "info"),), {"CC101": "info"}),
    ((("CC2", "error"),), {"CC204": "error", "CC205": "error"}),
    ((("CC2", "error"), ("CC205", "info")), {"CC204": "error"}),
    ((("CC205", "info"), ("CC2", "error")), {"CC204": "error"}),  # the longest beginning decides, in any order
    ((("ALL", "warning"),), dict.fromkeys(PLAIN, "warning")),
    ((("doi-form", "off"),), {"CC205": None}),
    ((("CC", "off"), ("CC101", "error")), {"CC204": None, "CC205": None}),
]


@pytest.mark.parametrize(("severity", "changed"), SEVERITIES)
def test_a_severity_is_changed_or_a_rule_turned_off(severity, changed) -> None:
    expected = {rule: said for rule, said in {**PLAIN, **changed}.items() if said}
    assert found(severity=severity) == expected


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [((("CC101", "warning"),), "error", 0), ((("CC101", "warning"),), "warning", 1), ((("CC2", "error"),), "error", 1)],
)
def test_the_gate_goes_by_the_severity_that_was_agreed_on(tmp_path: Path, severity, fail_on, code) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE.replace(",9", "") if severity[0][0] == "CC2" else ARTICLE, encoding="utf-8")
    told = check([str(path)], Settings(offline=True, severity=severity, ignore=("CC102",)))
    assert sift.exit_code(told, fail_on) == code


FILES = [
    ("drafts/*", ("CC1",), "drafts/a.txt", ["CC101"]),
    ("drafts/*", ("CC1",), "articles/a.txt", []),
    ("drafts/", ("ALL",), "drafts/2026/a.txt", ["CC101", "CC204", "CC205"]),
    ("*.md", ("doi-form",), "a.txt", []),
    ("a.txt", ("doi-form", "CC204"), "articles/a.txt", ["CC204", "CC205"]),
]


@pytest.mark.parametrize(("pattern", "codes", "path", "aside"), FILES)
def test_a_rule_can_be_left_out_in_some_files(pattern, codes, path, aside) -> None:
    told = found(path, per_file_ignores=((pattern, codes),))
    assert [rule for rule, said in told.items() if said == "file"] == aside
    assert set(told) == set(PLAIN)


ACCEPTED = [
    ("10.1038/s41598-020-80897-8", ["CC205"]),
    ("10.1038/*", ["CC205"]),
    ("https://doi.org/10.1038/*", ["CC205"]),
    ("10.1039/*", []),
    ("*", ["CC205"]),  # never what is about no address
    ("https://example.org/*", []),
]


@pytest.mark.parametrize(("pattern", "aside"), ACCEPTED)
def test_what_is_said_of_an_accepted_doi_is_set_aside(pattern, aside) -> None:
    policy = sift.policy(Settings(accept=(pattern,)), TABLE)
    one = judge([read(ARTICLE.encode(), "a.txt")], Evidence(offline=True), policy)[0]
    assert [(a.finding.rule, a.by, a.reason) for a in one.set_aside] == [(rule, "accept", pattern) for rule in aside]


def test_a_doubled_source_is_told_though_its_doi_is_accepted() -> None:
    doubled = ARTICLE + "3. De Courson, B. & Nettle, D. Why? http://dx.doi.org/10.1038/s41598-020-80897-8\n"
    policy = sift.policy(Settings(accept=("10.1038/*",)), TABLE)
    one = judge([read(doubled.encode(), "a.txt")], Evidence(offline=True), policy)[0]
    assert "CC107" in {finding.rule for finding in one.findings}


@pytest.mark.parametrize(
    "settings",
    [
        {"select": ("CC999",)},
        {"ignore": ("CC999",)},
        {"severity": (("CC999", "off"),)},
        {"per_file_ignores": (("*.md", ("CC999",)),)},
    ],
)
def test_a_rule_that_does_not_exist_is_refused_wherever_it_is_named(settings) -> None:
    with pytest.raises(sift.UnknownRuleError):
        sift.policy(Settings(**settings), TABLE)


# ---------------------------------------------------------------- with the network

LINKED = """# Un toit d’abord

Le logement stable précède le soin[1], et le mal-logement recule[2].

## Sources

1. Féantsa. Dixième regard sur le mal-logement en Europe. {first}{comment}
2. Housing First Belgium. Rapport annuel. {second}
"""


@pytest.fixture
def checked(world: World, tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Check an article whose first link is answered as given, with a comment behind it; the rules that count or not."""

    def run(answer: Response, comment: str, **settings: object) -> dict[str, str]:
        site = world.site("127.0.0.7")
        site.route("/rapport", answer)
        site.route("/ailleurs", Response(body="<title>Dixième regard sur le mal-logement en Europe</title>"))
        site.route("/annuel", Response(body="<title>Rapport annuel – Housing First Belgium</title>"))
        said = f" <!-- crackcite: {comment} -->" if comment else ""
        path = tmp_path / "a.md"
        path.write_text(
            LINKED.format(first=site.url("/rapport"), second=site.url("/annuel"), comment=said), encoding="utf-8"
        )
        asked = world.settings(cache=False, timeout=1.0, ignore=("CC405", "CC901"), **settings)
        [one] = check([str(path)], asked).articles
        return {f.rule: f.severity.value for f in one.findings} | {a.finding.rule: a.by for a in one.set_aside}

    return run


ALIVE = Response(body="<title>Dixième regard sur le mal-logement en Europe</title>")
LINKS = [
    (Response(404), "", {"CC401": "error"}),
    (Response(404), "ignore[CC401] copie aux archives", {"CC401": "comment"}),
    (Response(404), "ignore-file[CC401]", {"CC401": "comment"}),
    (Response(404), "ignore[CC4]", {"CC401": "comment"}),
    (Response(404), "ignore[CC403]", {"CC401": "error", "CC903": "warning"}),
    (ALIVE, "ignore[CC401]", {"CC903": "warning"}),
    (ALIVE, "ignore-file[CC401]", {"CC903": "warning"}),
    (ALIVE, "ignore[CC302]", {"CC903": "warning"}),
    (ALIVE, "ignore[CC902]", {}),
    (ALIVE, "ignore[CC204]", {"CC903": "warning"}),
    (Response(503), "ignore[CC401]", {"CC902": "info"}),
    (Response(503), "ignore-file[CC401]", {"CC902": "info"}),
    (Response(fault="silent"), "ignore[CC401]", {"CC902": "info"}),
    (Response(503), "ignore[CC902] le site refuse les programmes", {"CC902": "comment"}),
    (redirect("/ailleurs", 301), "ignore[moved-link]", {"CC403": "comment"}),
]


@pytest.mark.parametrize(("answer", "comment", "expected"), LINKS)
def test_a_comment_about_a_link_is_useless_only_where_the_site_answered(checked, answer, comment, expected) -> None:
    assert checked(answer, comment) == expected


def test_an_accepted_address_is_accepted_dead_or_alive(checked) -> None:
    for answer in (Response(404), Response(503), ALIVE):
        assert set(checked(answer, "", accept=("http://127.0.0.7*/*",)).values()) <= {"accept"}


def test_turned_off_or_left_out_a_rule_makes_no_comment_useless(checked) -> None:
    assert checked(ALIVE, "ignore[CC401]", severity=(("CC401", "off"),)) == {}
    assert checked(ALIVE, "ignore[CC401]", select=("CC2", "CC9")) == {}


# ---------------------------------------------------------------- the strict gate


def test_a_source_whose_findings_were_all_set_aside_passes_the_strict_gate() -> None:
    dead = finding(Span(0, 1), "CC401", "dead-link", Severity.ERROR, "…", "", entry=1, reference=2)
    verdicts = (Verdict.VERIFIED, Verdict.BROKEN, Verdict.VERIFIED)
    plain = judged(findings=[], verdicts=verdicts)
    excused = type(plain)(plain.article, verdicts, plain.evidence, (), (SetAside(dead, "comment", "gone"),))
    still = type(plain)(plain.article, verdicts, plain.evidence, (), (SetAside(finding(Span(0, 1)), "comment"),))
    codes = [sift.exit_code(report(one), "unverified") for one in (plain, excused, still)]
    assert codes == [1, 0, 1]
