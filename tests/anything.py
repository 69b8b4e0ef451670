"""Laws for anything: what comes of any bytes at all. Each takes bytes, and raises where a law is broken.

They are pytest's (``test_anything.py``, with hypothesis and with the corpus) and the fuzzer's (``fuzz/``).
"""

from __future__ import annotations

import io
import json
import math
import re
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from making import docx, epub, odt, package
from reading import is_sound

from crackcite import rules, sift
from crackcite.extract import extract
from crackcite.extract.identifiers import identifiers as identified
from crackcite.fixes import UnwritableError, applied, make, patched, plan
from crackcite.fixes.edits import touch
from crackcite.fixes.renumber import renumbered
from crackcite.lookups.codec import decode
from crackcite.lookups.other_records import from_datacite, from_open_library, from_pubmed
from crackcite.lookups.records import work_of
from crackcite.lookups.web.exchange import Exchange
from crackcite.lookups.web.judge import judged as page_judged
from crackcite.model import (
    Article,
    Document,
    Edit,
    Evidence,
    IdentifierKind,
    Lookups,
    Question,
    QuestionKind,
    Report,
    Span,
)
from crackcite.readers import UnreadableError, read
from crackcite.recording import RecordingError, dumps, replayed
from crackcite.recording import loads as recording_of
from crackcite.reports.json import RunFileError, load, render
from crackcite.reports.views import VIEWS, Look
from crackcite.run import judge
from crackcite.settings import Settings, SettingsError, configuration, gathered
from crackcite.sift import baseline
from crackcite.sift.comments import comments as comments_of

Law = Callable[[bytes], object]

#: What the first byte of an input chooses: the file's name, and what the other bytes are put into.
_KINDS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("a.txt", bytes),
    ("a.md", bytes),
    ("a.html", bytes),
    ("a.tex", bytes),
    ("a.rtf", lambda data: b"{\\rtf1\\ansi " + data),
    ("a.xml", lambda data: b"<article><body>" + data),
    ("a.docx", lambda data: _reworded(docx("-+-"), "word/document.xml", data)),
    ("a.odt", lambda data: _reworded(odt("-+-"), "content.xml", data)),
    ("a.epub", lambda data: _reworded(epub({"a.xhtml": "-+-"}), "OEBPS/a.xhtml", data)),
    ("a.docx", bytes),
    ("a.odt", bytes),
    ("a.epub", bytes),
    ("a.pdf", bytes),
    ("a.mdx", bytes),
    ("a.xml", bytes),
    ("a", bytes),
    ("a.docx", lambda data: _parts(docx("-+-", styles="", numbering="", footnotes=""), data)),
)
#: Those of them whose files can be written.
_WRITABLE = (0, 1, 2, 6)

_SETTINGS = Settings(offline=True)


def kind(name: str) -> bytes:
    """The first byte of an input that is read under a name: of the first kind that has it."""
    return bytes([next(at for at, (known, _) in enumerate(_KINDS) if known == name)])


def _reworded(file: bytes, part: str, data: bytes) -> bytes:
    """A package with the words ``-+-`` of one part in another wording."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return package({**parts, part: parts[part].replace(b"-+-", data)}, zipfile.ZIP_STORED)


def _parts(file: bytes, data: bytes) -> bytes:
    """A package whose parts are replaced, one after the other, by what ``data`` holds between lines of ``==``."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return package({**parts, **dict(zip(parts, data.split(b"\n==\n"), strict=False))}, zipfile.ZIP_STORED)


def _made(data: bytes, among: Sequence[int] = range(len(_KINDS))) -> tuple[bytes, str]:
    """The file that an input stands for, and its name."""
    name, put = _KINDS[among[data[0] % len(among)]] if data else _KINDS[0]
    return put(data[1:]), name


def _read(data: bytes, name: str) -> Document | None:
    """The sound document that bytes hold; nothing where they are refused in one line."""
    try:
        document = read(data, name)
    except UnreadableError as refused:
        _in_one_line(refused.reason)
        return None
    assert is_sound(document)
    return document


def _in_one_line(text: str) -> None:
    """Raise where a refusal is not one line that a person can read."""
    assert text.strip(), "nothing is said"
    assert len(text.splitlines()) == 1, text


def _is_article(article: Article) -> None:
    """Whether all that is read of a text stands in it, in order."""
    text, length = article.document.text, len(article.document.text)
    places = [marker.span for marker in article.markers]
    assert places == sorted(places)
    assert all(one.end <= other.start for one, other in pairwise(places))
    for marker in article.markers:
        assert 0 <= marker.span.start < marker.span.end <= length
        assert marker.span.of(text) == marker.text
        assert marker.section in range(max(1, len(article.lists)))
    for found in article.lists:
        assert found.span.end <= length
        assert found.heading is None or found.heading.span.of(text) == found.heading.text
        assert found.scope is None or found.scope.end <= length
    for source in article.references:
        assert source.span.of(text) == source.text
        assert source.label.end <= length
        assert article.lists[source.section].span.contains(source.span)
        assert all(one.written.end <= length and one.written.contains(one.span) for one in source.identifiers)
    assert all(doubt.span.of(text) == doubt.text for doubt in article.doubts)


def readers(data: bytes) -> None:
    """Any file is a sound document, and an article of it, or refused in one line."""
    document = _read(*_made(data))
    if document is not None:
        _is_article(extract(document))


def extraction(data: bytes) -> None:
    """In any text, markers and sources stand where they are said to stand."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    document = Document("a.txt", "text", text)
    article = extract(document)
    _is_article(article)
    assert extract(document) == article


def identification(data: bytes) -> None:
    """In any part of any text, identifiers stand in that part, and apart from one another unless in an address."""
    text = data.decode("utf-8", "replace")
    within = Span(len(text) // 8, len(text))
    found = identified(text, within)
    assert all(one.value and within.contains(one.written) and one.written.contains(one.span) for one in found)
    alone = sorted(one.span for one in found if one.kind is not IdentifierKind.URL)
    assert all(one.end <= other.start for one, other in pairwise(alone))


def comments(data: bytes) -> None:
    """In any file, comments stand where they are said to stand, and findings are judged with them."""
    document = _read(*_made(data))
    if document is None:
        return
    source = document.text if document.source is None else document.source
    found = comments_of(document, rules.table())
    assert all(0 <= one.start < one.end <= len(source) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    reported(extract(document))


def reported(article: Article) -> Report:
    """A report of an article, offline."""
    judged = judge([article], Evidence(offline=True))
    for one in judged[0].findings:
        assert 0 <= one.span.start <= one.span.end <= len(article.document.text)
        assert one.message
    return Report("1", "2026-01-01T00:00:00Z", 0.0, offline=True, lookups=Lookups(), articles=judged)


def fixes(data: bytes) -> None:
    """What edits leave alone is byte for byte as it was, or nothing is written; so are the fixes of the rules."""
    count, data = data[0] % 4 if data else 0, data[1:]
    drawn, data = data[: count * 4], data[count * 4 :]
    file, name = _made(data, _WRITABLE)
    document = _read(file, name)
    if document is None:
        return
    edits = _edits(drawn, document)
    try:
        _only_edited(file, patched(file, document, edits), document, edits)
    except UnwritableError as refused:
        _in_one_line(refused.reason)
    article = extract(document)
    planned = plan(reported(article).articles[0].findings)
    new, done = make(file, article, planned)
    _only_edited(file, new, document, done.edits)
    assert len(done.made) + len(done.left) == len(planned.made) + len(planned.left)


_NEW = ("", "x", "https://doi.org/10.1000/182", "é<&>", "\n", "`*_[", "\ud800", "\u202e", "]]>", "\x00")


def _edits(drawn: bytes, document: Document) -> list[Edit]:
    found: list[Edit] = []
    for high, low, length, word in zip(*(drawn[at::4] for at in range(4)), strict=False):
        start = (high << 8 | low) % (len(document.text) + 1)
        edit = Edit(Span(start, min(start + length % 16, len(document.text))), _NEW[word % len(_NEW)])
        if not any(touch(edit, other) for other in found):
            found.append(edit)
    return sorted(found, key=lambda edit: (edit.span.start, edit.span.end))


def _only_edited(old: bytes, new: bytes, document: Document, edits: Sequence[Edit]) -> None:
    """Whether nothing but the edits was made."""
    if not edits:
        assert new == old
        return
    assert read(new, document.path).text == applied(document.text, edits)
    if document.format == "docx":
        with zipfile.ZipFile(io.BytesIO(old)) as before, zipfile.ZipFile(io.BytesIO(new)) as after:
            assert before.namelist() == after.namelist()
            parts = {name for name in before.namelist() if before.read(name) != after.read(name)}
            assert parts <= {
                "word/document.xml",
                "word/footnotes.xml",
                "word/endnotes.xml",
                "word/_rels/document.xml.rels",
            }
        return
    codec = document.encoding.removesuffix("-sig")
    first = document.source_offset(edits[0].span.start) if document.source is None else 0
    last = edits[-1].span.end if document.source is None else len(document.source)
    length = len(document.text if document.source is None else document.source)
    was, now = (file.decode(codec, "replace").removeprefix("\ufeff") for file in (old, new))
    assert now[:first] == was[:first]
    assert now[len(now) - (length - last) :] == was[last:]


def renumbering(data: bytes) -> None:
    """An article is renumbered, and a second time nothing is to do; or it is left as it was, with the reason."""
    merge, data = bool(data[:1] and data[0] % 2), data[1:]
    file, name = _made(data, _WRITABLE)
    document = _read(file, name)
    if document is None:
        return
    result = renumbered(file, extract(document), merge=merge)
    if result.refused or not result.edits:
        assert result.data == file
        if result.refused:
            _in_one_line(result.refused)
        return
    after = _read(result.data, name)
    assert after is not None
    again = renumbered(result.data, extract(after), merge=merge)
    assert (again.data, again.edits, again.refused) == (result.data, (), "")


def reports(data: bytes) -> None:
    """The report of any article is made in every view, can be written, and its JSON is read back as it was."""
    document = _read(*_made(data))
    if document is None:
        return
    report = reported(extract(document))
    text = _in_every_view(report)["json"]
    assert load(text) == report
    assert render(load(text)) == text


def _in_every_view(report: Report) -> dict[str, str]:
    made = {name: view.render(report, Look(verbose=True, language="fr")) for name, view in VIEWS.items()}
    for name, text in made.items():
        text.encode()
        assert name == "json" or not _OBEYED.search(text), name
    return made


#: What a terminal or a page would obey: control characters but for tab and line break, and bidirectional controls.
_OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def run_files(data: bytes) -> None:
    """Any text is the report of a run, which every view can show, or refused in one line."""
    try:
        report = load(data.decode("utf-8", "replace"))
    except RunFileError as refused:
        _in_one_line(str(refused))
        return
    _in_every_view(report)


def recordings(data: bytes) -> None:
    """Any text is a recording, from which an article is judged, or refused in one line."""
    try:
        recording = recording_of(data.decode("utf-8", "replace"), "run.rec")
    except RecordingError as refused:
        _in_one_line(str(refused))
        return
    again = recording_of(dumps(recording), "run.rec")
    assert dumps(again) == dumps(recording)
    evidence = replayed([answer.question for answer in recording.answers], lambda *_: (), recording)
    judge([_sample()], evidence)


@cache
def _sample() -> Article:
    text = "Un toit précède le soin1,2,3.\n\nSources\n1. Castel, R. Titre (1995). doi:10.1000/182\n2. {}\n3. {}\n"
    text = text.format("Le Courrier. Un toit. https://www.example.org/ici", "Weiss. Livre. ISBN 978-2-07-040994-1.")
    return extract(Document("a.txt", "text", text))


def baselines(data: bytes) -> None:
    """Any text is a baseline or refused in one line; what is written of it is read back."""
    try:
        found = baseline.read(data.decode("utf-8", "replace"), "crackcite-baseline.json", "")
    except baseline.BaselineError as refused:
        _in_one_line(str(refused))
        return
    text = baseline.written(found.entries)
    assert set(baseline.read(text, "", "").entries) == set(found.entries)


def settings(data: bytes) -> None:
    """Any file of settings gives settings, or one line that names its place."""
    with TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        file = Path(folder, "crackcite.toml")
        file.write_bytes(data)
        try:
            gathered({}, {}, configuration(str(file), {}), lambda word: sift.resolved([word], rules.table()))
        except SettingsError as refused:
            _in_one_line(str(refused).removeprefix(str(file)) if str(refused).startswith(str(file)) else "")


_MEMORY = Path("/dev/shm")


def pages(data: bytes) -> None:
    """Any answer of a web site is judged."""
    status = (200, 200, 404, 403, 503, 301)[data[0] % 6] if data else 200
    kinds = ("text/html", "text/html; charset=utf-16", "text/plain", "application/json", "application/pdf", "")
    headers = {"content-type": kinds[data[1] % len(kinds)]} if data[1:] else {}
    url = "https://www.example.org/a/page"
    made = page_judged(Exchange(url, url, status, headers, data[2:]))
    assert made.sheet is None or isinstance(made.sheet.best_title + made.sheet.doi + made.sheet.canonical, str)
    assert unicodedata.normalize("NFC", made.detail) is not None


def records(data: bytes) -> None:
    """Any JSON that a registry answers is a work, and any text in the cache is an answer or known as none."""
    text = data.decode("utf-8", "replace")
    with suppress(ValueError, TypeError, KeyError):  # what the cache takes for no answer
        decode(Question(QuestionKind.PAGE, "https://www.example.org/"), text)
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return
    for one in record if isinstance(record, list) else [record]:
        if isinstance(one, dict):
            made = [work_of(one, "Crossref"), from_datacite(one), from_open_library(one), from_pubmed(one)]
            assert all(math.isfinite(work.score) for work in made)


LAWS: dict[str, Law] = {
    "readers": readers,
    "extract": extraction,
    "identifiers": identification,
    "comments": comments,
    "fixes": fixes,
    "renumber": renumbering,
    "reports": reports,
    "json_load": run_files,
    "recording": recordings,
    "baseline": baselines,
    "settings": settings,
    "pages": pages,
    "records": records,
}
