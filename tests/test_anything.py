"""Any input at all: what the laws of ``anything.py`` say holds for the fuzzer's corpus, for damage to it, for noise.

``HYPOTHESIS_PROFILE=long`` searches for longer; ``fuzz/`` searches with an eye on what is reached.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from action import PROJECT
from anything import LAWS, kind
from builders import rich_report
from hypothesis import given, settings
from hypothesis import strategies as st

from crackcite.recording import loads as recording_of
from crackcite.reports.json import load

FUZZ = PROJECT / "fuzz"
if not FUZZ.is_dir():
    pytest.skip("the corpus is in the repository, not in the package", allow_module_level=True)

#: A fifth of what the profile says: each law is tried in several ways.
some = settings(max_examples=max(10, settings().max_examples // 5))


def corpus(target: str) -> list[Path]:
    """The inputs that are kept for a law."""
    return sorted((FUZZ / "corpus" / target).iterdir())


def words(target: str) -> list[bytes]:
    """The words of a law's dictionary."""
    lines = (FUZZ / "dictionaries" / f"{target}.txt").read_text(encoding="ascii").splitlines()
    return [line[1:-1].encode().decode("unicode_escape").encode("latin-1") for line in lines]


EVERY = [(target, path.name) for target in LAWS for path in corpus(target)]


@pytest.mark.parametrize(("target", "name"), EVERY)
def test_what_was_found_stays_mended(target: str, name: str) -> None:
    LAWS[target]((FUZZ / "corpus" / target / name).read_bytes())


@pytest.mark.parametrize("target", LAWS)
@some
@given(st.data())
def test_a_damaged_input_keeps_the_law(target: str, data: st.DataObject) -> None:
    """A few pieces of a good input taken out, doubled, put elsewhere, or replaced by words that mean something."""
    whole = data.draw(st.sampled_from(corpus(target))).read_bytes()[:4000]
    known = st.sampled_from(words(target)) | st.binary(max_size=3)
    for _ in range(data.draw(st.integers(1, 4))):
        at, end = sorted(data.draw(st.tuples(st.integers(0, len(whole)), st.integers(0, len(whole)))))
        piece = whole[at : min(end, at + 40)]
        new = data.draw(known | st.just(piece * 2) | st.just(piece * 40) | st.just(b""))
        whole = whole[:at] + new + whole[at + len(piece) :]
    LAWS[target](whole)


@pytest.mark.parametrize("target", LAWS)
@some
@given(st.binary(max_size=200))
def test_any_bytes_keep_the_law(target: str, data: bytes) -> None:
    LAWS[target](data)


@pytest.mark.parametrize("target", LAWS)
@some
@given(st.data())
def test_words_that_mean_something_in_any_order_keep_the_law(target: str, data: st.DataObject) -> None:
    known = st.sampled_from([*words(target), b" ", b"\n", b"1", b"x"])
    LAWS[target](b"".join(data.draw(st.lists(st.binary(max_size=1) | known, max_size=30))))


@some
@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_with_its_lone_halves_is_read(text: str) -> None:
    LAWS["extract"](text.encode("utf-8", "surrogatepass"))
    LAWS["identifiers"](text.encode("utf-8", "replace"))


# Word's, OpenDocument's, JATS', EPUB's elements, in any order and depth: always well-formed

_TAGS = {
    "a.docx": [
        "w:p",
        "w:r",
        "w:t",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:ins",
        "w:del",
        "w:hyperlink",
        "w:sdt",
        "w:instrText",
        'w:footnoteReference w:id="1"',
        'w:fldChar w:fldCharType="begin"',
        'w:fldChar w:fldCharType="end"',
        "w:br",
        'w:vertAlign w:val="superscript"',
        "w:rPr",
        "w:pPr",
        'w:ilvl w:val="99"',
        'w:numId w:val="x"',
        "w:drawing",
        'w:bookmarkStart w:id="1" w:name="a"',
        'w:fldSimple w:instr="HYPERLINK x"',
        "w:sym",
        "m:oMath",
        "w:unknown",
    ],
    "a.odt": [
        "text:p",
        "text:h",
        'text:h text:outline-level="-1"',
        "text:span",
        "text:list",
        "text:list-item",
        "text:note",
        "text:note-citation",
        "text:note-body",
        "text:a",
        'text:s text:c="99999"',
        "text:tab",
        "text:line-break",
        "text:section",
        "table:table",
        "text:tracked-changes",
        "office:annotation",
        "text:bibliography-mark",
    ],
    "a.xml": [
        "p",
        "sec",
        "title",
        "sup",
        'xref ref-type="bibr" rid="r"',
        "ref-list",
        'ref id="r"',
        "label",
        "mixed-citation",
        "fn",
        "list",
        "list-item",
        "ext-link",
        "table-wrap",
        "table",
        "td",
        "element-citation",
        "year",
        "article-title",
        "person-group",
        "name",
        "surname",
        "pub-id",
        "back",
        "disp-quote",
    ],
    "a.epub": [
        "p",
        "h2",
        "sup",
        "ol",
        "li",
        "a href='#a'",
        "section",
        "aside",
        "table",
        "td",
        "pre",
        "svg",
        "b",
        "br",
        "ul",
    ],
    "a.html": [
        "p",
        "h2",
        "sup",
        "ol",
        "li",
        "a href='#a'",
        "template",
        "noscript",
        "table",
        "td",
        "pre",
        "select",
        "textarea",
    ],
}


def trees(tags: list[str]) -> st.SearchStrategy[str]:
    """Any elements within one another, with a few words."""
    inside = st.sampled_from(["", "1", "Sources", "1. Castel", "un mot", "[2]", "&#8211;", "2020"])
    return st.recursive(
        inside,
        lambda held: st.builds(
            lambda tag, inner: f"<{tag}>{''.join(inner)}</{tag.split()[0]}>",
            st.sampled_from(tags),
            st.lists(held, max_size=4),
        ),
        max_leaves=25,
    )


@pytest.mark.parametrize("name", _TAGS)
@some
@given(st.data())
def test_any_elements_keep_the_laws(name: str, data: st.DataObject) -> None:
    """Each of them may stand where no program would ever put it."""
    made = "".join(data.draw(st.lists(trees(_TAGS[name]), min_size=1, max_size=5))).encode()
    LAWS["reports"](kind(name) + made)
    if name in ("a.docx", "a.html"):
        chosen = bytes([3 if name == "a.docx" else 2])
        LAWS["renumber"](b"\x01" + chosen + made)
        LAWS["fixes"](b"\x02" + data.draw(st.binary(min_size=8, max_size=8)) + chosen + made)


# JSON whose form is right in all places but one

JSONS: dict[str, str] = {
    "json_load": "report",
    "recording": "run",
    "baseline": "one",
    "records": "crossref",
}
_WRONG = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([2**70, 1e999, -1, 0])
    | st.floats()
    | st.text(max_size=5),
    lambda held: st.lists(held, max_size=2) | st.dictionaries(st.sampled_from(["start", "text", "template"]), held),
    max_leaves=4,
)


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to everything that a value holds."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, held in steps:
        yield (*way, step)
        yield from places(held, (*way, step))


@pytest.mark.parametrize("target", JSONS)
@settings(max_examples=3 * some.max_examples)
@given(st.data())
def test_a_wrong_value_in_good_json_keeps_the_law(target: str, data: st.DataObject) -> None:
    plain = json.loads((FUZZ / "corpus" / target / JSONS[target]).read_text(encoding="utf-8"))
    for *way, last in data.draw(st.lists(st.sampled_from(list(places(plain))), min_size=1, max_size=2)):
        held = plain
        try:
            for step in way:
                held = held[step]
            held[last] = data.draw(_WRONG)
        except (TypeError, KeyError, IndexError):  # the first change took the place of the second away
            continue
    LAWS[target](json.dumps(plain).encode())


@pytest.mark.parametrize("target", JSONS)
def test_every_value_left_out_keeps_the_law(target: str) -> None:
    whole = json.loads((FUZZ / "corpus" / target / JSONS[target]).read_text(encoding="utf-8"))
    for *way, last in list(places(whole))[::3]:
        plain = copy.deepcopy(whole)
        held = plain
        for step in way:
            held = held[step]
        del held[last]
        LAWS[target](json.dumps(plain).encode())


def test_the_corpus_is_what_it_claims_to_be() -> None:
    """An input that is refused at once would let every law hold."""
    assert load((FUZZ / "corpus/json_load/report").read_text(encoding="utf-8")) == rich_report()
    assert len(recording_of((FUZZ / "corpus/recording/run").read_text(encoding="utf-8"), "run.rec").answers) == 3


BROKEN: dict[str, tuple[str, Callable[..., Any]]] = {
    "readers": ("anything.extract", lambda document: 1 / 0),
    "fixes": ("anything.patched", lambda data, document, edits: data + b" "),
    "renumber": ("anything.renumbered", lambda data, article, merge: 1 / 0),
    "json_load": ("anything.load", lambda text: 1 / 0),
    "identifiers": ("anything.identified", lambda text, span: 1 / 0),
}


@pytest.mark.parametrize("target", BROKEN)
def test_a_law_that_is_broken_is_noticed(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*BROKEN[target])
    first = corpus(target)[-1].read_bytes()
    with pytest.raises((AssertionError, ZeroDivisionError)):
        LAWS[target](first)
