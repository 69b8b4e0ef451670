"""Fixes that rest on what the world answers: what they write, and that no later check complains of it."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import making
import pytest
from conftest import Dns
from shared import shared
from test_main_job import INEQUALITY, INTEGRATION
from world import Response, World, redirect

from crackcite import readers
from crackcite.fixes import applied, diff, patched, plan
from crackcite.mending import Mending, mend
from crackcite.model import Judged, Verdict
from crackcite.run import check
from crackcite.settings import Settings

TITLE = "Combien de lits libres dans les maisons d’accueil cet hiver"
COPY = "/web/20200301000000/"


def page(title: str = TITLE) -> Response:
    return Response(body=f"<title>{title}</title><p>Bonjour. {title}. {'Un long article. ' * 40}</p>")


class Press:
    """A newspaper and an archive: pages that moved, that are gone, that are there."""

    def __init__(self, world: World) -> None:
        self.site = world.site("127.0.0.7")
        self.new = world.site("127.0.0.8")
        self.archive = world.site("127.0.0.9", self._copy)
        self.base = self.site.base
        world.add_work(INEQUALITY)
        world.add_work(INTEGRATION)
        for path in ("/2024/03/lits-libres", "/2024/03/lits-libres?id=7", "/topics/lits-libres?a=1&b=2"):
            self.site.route(path, page())
        for path in ("lits-libres", "lits-libres?x=1&y=2", "lits-occupes", "lits-chauds"):
            self.new.route(f"/topics/housing/{path}", page())
        self.site.route("/old/17", redirect(f"{self.new.base}/topics/housing/lits-libres", 301))
        self.site.route("/old/16?utm_source=x", redirect(f"{self.new.base}/topics/housing/lits-occupes", 301))
        self.site.route("/old/16", redirect(f"{self.new.base}/topics/housing/lits-occupes", 301))
        self.site.route("/old/18", redirect(f"{self.new.base}/topics/housing/lits-libres?x=1&y=2", 301))
        self.site.route("/old/19", redirect(f"{self.site.base}/old/20", 301))
        self.site.route("/old/20", redirect(f"{self.new.base}/topics/housing/lits-chauds", 301))
        self.settings = world.settings(wayback_url=self.archive.base)

    def _copy(self, request) -> Response:
        if request.path.startswith(COPY):
            return page()
        if not request.route.startswith("/wayback"):
            return Response(404)
        url = request.query["url"]
        closest = {"available": True, "status": "200", "timestamp": "20200301000000"}
        closest["url"] = f"{self.archive.base}{COPY}{url}"
        known = "/none" not in url
        return Response(
            body=json.dumps({"url": url, "archived_snapshots": {"closest": closest} if known else {}}),
            content_type="application/json",
        )


@pytest.fixture
def press(world: World) -> Press:
    return Press(world)


INTRO = "Les lits manquent cet hiver dans les maisons d’accueil de la ville, disent les équipes de rue"


def article(kind: str, sources: list[str]) -> str:
    cited = "".join(f" et ailleurs encore[{n}]" for n in range(1, len(sources) + 1))
    if kind == "html":
        items = "".join(f"<li>{source.replace('&', '&amp;')}</li>" for source in sources)
        return f"<html lang=fr><body><p>{INTRO}{cited}.</p><h2>Sources</h2><ol>{items}</ol></body></html>"
    heading = "## Sources\n" if kind == "md" else "Sources"
    listed = "\n".join(f"{n}. {source}" for n, source in enumerate(sources, 1))
    return f"{INTRO}{cited}.\n\n{heading}\n{listed}\n"


def linked(kind: str, url: str, style: int) -> str:
    """An address in one of the ways of a format."""
    ways = {
        "txt": (url, f"<{url}>"),
        "md": (url, f"<{url}>", f"[{url}]({url})", f"[{url}](<{url}> 'x')"),
        "html": (url, f'<a href="{url}">{url}</a>', f"<a href='{url}' class=x><em>{url}</em></a>"),
    }[kind]
    return ways[style % len(ways)]


def fixed(path: Path, settings: Settings, *, copies: bool = True) -> Mending:
    _, (one,) = mend([str(path)], settings, copies=copies)
    return one


def judged(path: Path, settings: Settings) -> Judged:
    return check([str(path)], settings).articles[0]


def said(one: Judged) -> set[tuple[str, int | None]]:
    return {(finding.rule, finding.entry) for finding in one.findings}


CASES = [
    ("{base}/old/17", "{new}/topics/housing/lits-libres", "CC403"),
    ("{base}/old/16?utm_source=x", "{new}/topics/housing/lits-occupes", "CC207 CC403"),
    ("{base}/old/18", "{new}/topics/housing/lits-libres?x=1&y=2", "CC403"),
    ("{base}/old/19", "{new}/topics/housing/lits-chauds", "CC403"),
    ("{base}/2024/03/lits-libres?id=7&fbclid=x", "{base}/2024/03/lits-libres?id=7", "CC207"),
    ("{base}/topics/lits-libres?a=1&b=2", "{base}/topics/lits-libres?a=1&b=2", ""),
    ("{base}/gone/3", "{base}/gone/3{close} (archivé\u00a0: {archive}/web/20200301000000/{base}/gone/3)", "CC401"),
    ("{base}/gone/none", "{base}/gone/none", ""),
]


@pytest.mark.parametrize("kind", ["txt", "md", "html"])
@pytest.mark.parametrize(("before", "after", "rules"), CASES)
def test_links(tmp_path: Path, press: Press, kind: str, before: str, after: str, rules: str) -> None:
    bases = {"base": press.site.base, "new": press.new.base, "archive": press.archive.base, "close": ""}
    url, expected = before.format(**bases), after.format(**bases)
    path = tmp_path / f"article.{kind}"
    path.write_text(article(kind, [f"Dupont, A. {TITLE}. La Gazette. {url}. (2024)."]), encoding="utf-8")
    one = fixed(path, press.settings)
    assert " ".join(sorted(made.finding.rule for made in one.made)) == rules
    text = readers.read(one.new, f"article.{kind}").text
    assert f"La Gazette. {expected}. (2024)." in text


@pytest.mark.parametrize(
    ("kind", "source", "expected"),
    [
        ("md", "[{url}]({url}).", "[{url}]({url}) (archivé\u00a0: {copy})."),
        ("md", "<{url}>.", "<{url}> (archivé\u00a0: {copy})."),
        ("html", "<a href='{url}'>{url}</a>.", "<a href='{url}'>{url}</a> (archivé\u00a0: {copy})."),
        ("txt", "(voir {url}).", "(voir {url}, archivé\u00a0: {copy})."),
        ("txt", "<{url}>.", "<{url}> (archivé\u00a0: {copy})."),
        ("txt", "{url} (consulté le 3 mars 2020).", "{url} (archivé\u00a0: {copy}) (consulté le 3 mars 2020)."),
    ],
)
def test_where_an_archived_copy_is_put(tmp_path: Path, press: Press, kind: str, source: str, expected: str) -> None:
    url = f"{press.base}/gone/3"
    names = {"url": url, "copy": f"{press.archive.base}{COPY}{url}"}
    path = tmp_path / f"article.{kind}"
    path.write_text(article(kind, [f"Dupont, A. {TITLE}. {source.format(**names)}"]), encoding="utf-8")
    one = fixed(path, press.settings)
    assert expected.format(**names) in one.new.decode()
    path.write_bytes(one.new)
    after = judged(path, press.settings)
    assert not said(after) & {("CC401", 0), ("CC402", 0), ("CC404", 0), ("CC902", 0)}
    assert after.verdicts == (Verdict.VERIFIED,)
    assert not fixed(path, press.settings).changed


def test_copies_are_put_on_request_alone(tmp_path: Path, press: Press) -> None:
    path = tmp_path / "article.txt"
    path.write_text(article("txt", [f"Dupont, A. {TITLE}. {press.base}/gone/3"]), encoding="utf-8")
    assert not fixed(path, press.settings, copies=False).changed
    assert ("CC401", 0) in said(judged(path, press.settings))


def test_a_source_whose_copy_is_gone_too_is_reported(tmp_path: Path, press: Press) -> None:
    press.archive.route(f"{COPY}{press.base}/gone/3", Response(404))
    path = tmp_path / "article.txt"
    copy = f"{press.archive.base}{COPY}{press.base}/gone/3"
    path.write_text(article("txt", [f"Dupont. {TITLE}. {press.base}/gone/3 (archived: {copy})."]), encoding="utf-8")
    after = judged(path, press.settings)
    assert [finding.rule for finding in after.findings].count("CC401") == 2
    assert after.verdicts == (Verdict.BROKEN,)


def test_a_fix_whose_result_would_be_reported_is_taken_back(tmp_path: Path, press: Press) -> None:
    """The page behind a tracking address answers; the address without it, for whatever reason, does not."""
    press.site.route("/2024/03/odd?utm_source=x", page())
    path = tmp_path / "article.txt"
    path.write_text(article("txt", [f"Dupont. {TITLE}. {press.base}/2024/03/odd?utm_source=x"]), encoding="utf-8")
    one = fixed(path, press.settings)
    assert not one.changed
    [left] = one.left
    assert left.reason.startswith("a check would report what it writes: This link is dead")


@pytest.mark.parametrize("first", [0, 1])
def test_two_sources_that_turn_out_to_be_one_are_left(tmp_path: Path, press: Press, first: int) -> None:
    path = tmp_path / "article.txt"
    urls = [f"{press.base}/old/17", f"{press.new.base}/topics/housing/lits-libres"]
    urls = [urls[first], urls[1 - first]]
    path.write_text(article("txt", [f"Dupont. {TITLE}. {url}. (2024)." for url in urls]), encoding="utf-8")
    one = fixed(path, press.settings)
    assert not one.changed
    assert "is source 1 again" in one.left[0].reason
    assert not one.left[0].reason.endswith(".")


@pytest.mark.parametrize("kind", ["md", "html"])
def test_a_full_stop_in_a_links_target_is_split_from_it(tmp_path: Path, press: Press, kind: str) -> None:
    url = f"{press.base}/2024/03/lits-libres"
    links = {"md": f"[{url}.]({url}.)", "html": f'<a href="{url}.">{url}.</a>'}
    good = {"md": f"[{url}.]({url})", "html": f'<a href="{url}">{url}.</a>'}
    path = tmp_path / f"article.{kind}"
    path.write_text(article(kind, [f"Dupont, A. {TITLE}. {links[kind]}"]), encoding="utf-8")
    assert ("CC202", 0) in said(judged(path, press.settings))
    one = fixed(path, press.settings)
    assert one.new == path.read_bytes().replace(links[kind].encode(), good[kind].encode())
    path.write_bytes(one.new)
    assert ("CC202", 0) not in said(judged(path, press.settings))


def sources(press: Press, kind: str, seed: int) -> list[str]:
    """A list of sources with everything that can be mended, in random order and ways of writing."""
    chance = random.Random(seed)
    urls = [case[0].format(base=press.base) for case in CASES]
    made = [f"Dupont, A. {TITLE}. La Gazette. {linked(kind, url, chance.randrange(4))}. (2024)." for url in urls]
    made += [
        f"Castel, R. & Fournier, C. De l’intégration à la précarité : le « grand intégrateur » en péril ? (1998). {doi}"
        for doi in chance.sample(
            ["http://dx.doi.org/10.3406/forem.1998.2296.", "doi:10.3406/forem.1998.2296", "10.3406/forem.1998.2296."], 1
        )
    ]
    made += [
        "De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? Sci. Rep. 11, "
        "1937 (2021)."
    ]
    chance.shuffle(made)
    return made


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("kind", ["txt", "md", "html"])
def test_no_later_check_complains_of_a_fix(tmp_path: Path, press: Press, kind: str, seed: int) -> None:
    path = tmp_path / f"article.{kind}"
    path.write_text(article(kind, sources(press, kind, seed)), encoding="utf-8")
    before = judged(path, press.settings)
    one = fixed(path, press.settings)
    assert {made.finding.rule for made in one.made} | {"CC205"} == {"CC205", "CC207", "CC306", "CC401", "CC403"}
    path.write_bytes(one.new)
    after = judged(path, press.settings)
    assert said(after) <= said(before)
    assert not [finding for finding in after.findings if finding.fix]
    assert [source.number for source in after.article.references] == list(range(1, len(CASES) + 3))
    assert not fixed(path, press.settings).changed


def test_the_missing_doi_of_a_real_article(tmp_path: Path, world: World, dns: Dns) -> None:
    """In the style of the list: behind a full stop and a space, as ``doi:``, with a full stop."""
    data = shared("articles", "crack-bruxelles-4.txt").read_bytes()
    world.add_work(INEQUALITY)
    world.add_work(INTEGRATION)
    path = tmp_path / "crack.txt"
    path.write_bytes(data)
    dns.missing("www.ofdt.fr", "www.bruzz.be", "www.lecho.be", "fedabxl.be")
    settings = world.settings()
    report = check([str(path)], settings)
    [finding] = [finding for finding in report.articles[0].findings if finding.rule == "CC306"]
    made = plan([finding])
    new = patched(data, report.articles[0].article.document, made.edits)
    [edit] = made.edits
    start, end = (len(data.decode()[:at].encode()) for at in (edit.span.start, edit.span.end))
    assert new[:start] == data[:start]
    assert new[start + len(edit.replacement.encode()) :] == data[end:]
    assert "doi:10.1038/s41598-020-80897-8." in edit.replacement
    text = data.decode()
    assert diff(text, applied(text, made.edits), "crack.txt").count("\n-") == 1


SAMPLES = sorted((Path(__file__).parents[1] / "sample_articles").glob("*"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_sample_articles_change_only_where_it_is_said(sample: Path, tmp_path: Path) -> None:
    changes_only_where_it_says(sample, tmp_path)


def test_shared_articles_change_only_where_it_is_said(tmp_path: Path) -> None:
    for found in sorted(shared("articles").iterdir()):
        changes_only_where_it_says(found, tmp_path)


def changes_only_where_it_says(path: Path, folder: Path) -> None:
    data, offline = path.read_bytes(), Settings(offline=True)
    report, (one,) = mend([str(path)], offline)
    old, new = data.split(b"\n"), one.new.split(b"\n")
    changed = {number for number, lines in enumerate(zip(old, new, strict=True), 1) if len(set(lines)) > 1}
    assert changed == {made.where.line for made in one.made}
    copy = folder / path.name
    copy.write_bytes(one.new)
    again, (second,) = mend([str(copy)], offline)
    assert not second.changed
    assert said(again.articles[0]) <= said(report.articles[0])


def test_without_a_cache_nothing_is_asked_twice_or_kept(tmp_path: Path, press: Press) -> None:
    path = tmp_path / "article.txt"
    path.write_text(article("txt", [f"Dupont, A. {TITLE}. {press.base}/old/17."]), encoding="utf-8")
    settings = replace(press.settings, cache=False)
    assert fixed(path, settings).changed
    asked = [seen.path for seen in press.site.seen + press.new.seen if seen.method == "GET"]
    assert len(asked) == len(set(asked)) + 1  # the new address was seen as the end of the redirect, then by itself
    assert not Path(settings.cache_dir).exists()


CASTEL = "Castel, R. & Fournier, C. De l’intégration à la précarité : le « grand intégrateur » en péril ? (1998)"
NETTLE = "De Courson, B. & Nettle, D. Why do inequality and deprivation produce high crime and low trust? "


@pytest.mark.parametrize(
    ("kind", "other", "source", "fixed_source"),
    [
        (
            "txt",
            ". doi:10.3406/forem.1998.2296.",
            "Sci. Rep. 11, 1937 (2021).",
            "(2021). doi:10.1038/s41598-020-80897-8.",
        ),
        (
            "txt",
            ", DOI : 10.3406/forem.1998.2296",
            "Sci. Rep. 11, 1937 (2021)",
            "(2021), DOI : 10.1038/s41598-020-80897-8",
        ),
        (
            "txt",
            ". http://dx.doi.org/10.3406/forem.1998.2296",  # itself not as it should be: not imitated
            "Sci. Rep. 11, 1937 (2021).",
            "(2021). https://doi.org/10.1038/s41598-020-80897-8",
        ),
        (
            "md",
            ". https://doi.org/10.3406/forem.1998.2296.",
            "*Sci. Rep.* 11, 1937 (2021), *Nature*",
            "*Nature*. https://doi.org/10.1038/s41598-020-80897-8.",
        ),
        (
            "html",
            ". https://doi.org/10.3406/forem.1998.2296.",
            "11, 1937 (2021), <em>Sci. Rep.</em>",
            "<em>Sci. Rep.</em> https://doi.org/10.1038/s41598-020-80897-8.",
        ),
    ],
)
def test_a_missing_doi_is_added_as_the_others_stand(
    tmp_path: Path, press: Press, kind: str, other: str, source: str, fixed_source: str
) -> None:
    path = tmp_path / f"article.{kind}"
    path.write_text(article(kind, [CASTEL + other, NETTLE + source]), encoding="utf-8")
    _, (one,) = mend([str(path)], press.settings, codes=("CC306",))
    assert [made.finding.rule for made in one.made] == ["CC306"]
    assert fixed_source in one.new.decode()


def test_links_of_word_documents_lead_where_their_text_says(tmp_path: Path, press: Press) -> None:
    gone, old = f"{press.base}/gone/3", f"{press.base}/old/17"
    links = {"r1": gone, "r2": old}
    shown = {key: f'<w:hyperlink r:id="{key}">{making.run(url)}</w:hyperlink>' for key, url in links.items()}
    body = [making.paragraph(f"{INTRO} [1] et ailleurs [2]."), making.paragraph("Sources")]
    body += [making.paragraph(f"{n}. {TITLE}, {n}. ", shown[f"r{n}"], ". (2024).") for n in (1, 2)]
    path = tmp_path / "article.docx"
    path.write_bytes(making.docx("".join(body), links))
    one = fixed(path, press.settings)
    new, copy = f"{press.new.base}/topics/housing/lits-libres", f"{press.archive.base}{COPY}{gone}"
    assert one.after == one.before.replace(f"{gone}.", f"{gone} (archivé\u00a0: {copy}).").replace(old, new)
    parts = [ZipFile(BytesIO(data)) for data in (one.data, one.new)]
    before, after = (part.read("word/_rels/document.xml.rels").decode() for part in parts)
    assert after == before.replace(old, new)
