"""Fixes in a Word file: only the changed characters change, everything else stays byte for byte."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from making import docx, paragraph, raised, run
from shared import shared

from crackcite.extract import extract
from crackcite.fixes import UnwritableError, patched
from crackcite.model import Edit, HintKind, Span
from crackcite.readers import read
from crackcite.readers.docx.tracing import Trace

OLD, NEW = "http://dx.doi.org/10.1086/225469", "https://doi.org/10.1086/225469"


def edit(text: str, old: str, new: str, nth: int = 1) -> Edit:
    start = -1
    for _ in range(nth):
        start = text.index(old, start + 1)
    return Edit(Span(start, start + len(old)), new)


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def mended(data: bytes, *changes: tuple[str, str]) -> bytes:
    document = read(data, "a.docx")
    return patched(data, document, [edit(document.text, *change) for change in changes])


def body(data: bytes) -> str:
    found = re.search(r"<w:body>(.*)</w:body>", parts(data)["word/document.xml"], re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("before", "old", "new", "after"),
    [
        (paragraph(f"Ties. {OLD}."), OLD, NEW, paragraph(f"Ties. {NEW}.")),
        (paragraph("Ties. ", run("http://dx.", "<w:b/>"), run("doi.org/10.1086/225469", "<w:i/>")), OLD, NEW,
         paragraph("Ties. ", run("https://", "<w:b/>"), run("doi.org/10.1086/225469", "<w:i/>"))),
        (paragraph(run("http", "<w:b/>"), run("://example.org/a")), "http://example.org/a", "https://example.org/a",
         paragraph(run("https", "<w:b/>"), run("://example.org/a"))),
        (paragraph("a", run("bc", "<w:b/>"), run("de", "<w:i/>"), "f"), "bcde", "x",
         paragraph("a", run("x", "<w:b/>"), run("", "<w:i/>"), "f")),
        (paragraph("S &amp; P. https://example.org/?a=1&amp;utm_source=x."), "?a=1&utm_source=x", "?a=1",
         paragraph("S &amp; P. https://example.org/?a=1.")),
        (paragraph("S &amp; P. Cités."), "Cités.", "Cités. A < B & C.",
         paragraph("S &amp; P. Cités. A &lt; B &amp; C.")),
        (paragraph("<w:r><w:t>Foucault (2004).</w:t></w:r><w:r><w:t>PUF</w:t></w:r>"), "(2004).", "(2004). ",
         paragraph('<w:r><w:t xml:space="preserve">Foucault (2004). </w:t></w:r><w:r><w:t>PUF</w:t></w:r>')),
        (paragraph("x", raised("4"), " y"), "4 y", "5 y", paragraph("x", raised("5"), " y")),
        (paragraph("été 𝒳 http://a.example/b"), "http://", "https://", paragraph("été 𝒳 https://a.example/b")),
        (paragraph("a  b\tc http://d.example"), "a b c http", "a b c https", paragraph("a  b\tc https://d.example")),
    ],
)  # fmt: skip
def test_only_the_changed_characters_change(before: str, old: str, new: str, after: str) -> None:
    data = docx(before + paragraph("fin"))
    assert body(mended(data, (old, new))) == after + paragraph("fin")


LINK = f'<w:hyperlink r:id="r1">{run(OLD)}</w:hyperlink>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> HYPERLINK "http://dx.doi</w:instrText>'
    '</w:r><w:r><w:instrText>.org/10.1086/225469" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    f'{run(OLD)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def test_the_target_of_a_hyperlink_changes_with_its_text() -> None:
    data = docx(paragraph("Ties. ", LINK, "."), links={"r1": OLD, "r2": "http://dx.doi.org/10.1"})
    new = mended(data, (OLD, NEW))
    assert body(new) == body(data).replace(OLD, NEW)
    relations = "word/_rels/document.xml.rels"
    assert parts(new)[relations] == parts(data)[relations].replace(OLD, NEW)


@pytest.mark.parametrize(
    ("shown", "target"),
    [
        ("doi:10.1086/225469", OLD),  # the text is no address
        (OLD, "https://publisher.example/ties"),  # the target is another one
    ],
)
def test_a_target_that_its_text_does_not_show_stays(shown: str, target: str) -> None:
    data = docx(paragraph("Ties. ", LINK.replace(OLD, shown), "."), links={"r1": target})
    new = mended(data, (shown, NEW))
    assert parts(new)["word/_rels/document.xml.rels"] == parts(data)["word/_rels/document.xml.rels"]


def test_a_target_that_another_text_still_shows_stays() -> None:
    data = docx(paragraph("Ties. ", LINK, " and ", LINK, "."), links={"r1": OLD})
    assert OLD in parts(mended(data, (OLD, NEW)))["word/_rels/document.xml.rels"]
    both = mended(data, (OLD, NEW), (OLD, NEW, 2))
    assert OLD not in parts(both)["word/_rels/document.xml.rels"]


def test_the_target_of_a_field_changes_however_it_is_cut() -> None:
    new = body(mended(docx(paragraph("Ties. ", FIELD, ".")), (OLD, NEW)))
    assert ' HYPERLINK "https://doi.org/10.1086/225469</w:instrText>' in new
    assert "<w:instrText>&quot; </w:instrText>" in new or '<w:instrText>" </w:instrText>' in new
    assert new.count(NEW) == 2


def test_text_behind_a_link_does_not_become_part_of_it() -> None:
    data = docx(paragraph("Ties. ", LINK, "."), links={"r1": OLD})
    document = read(data, "a.docx")
    at = document.text.index(OLD) + len(OLD)
    new = body(patched(data, document, [Edit(Span(at, at), " (archived)")]))
    assert new == body(data).replace(">.<", "> (archived).<")


INSERTED = f'<w:ins w:id="1">{run("http://a.example/b")}</w:ins>'
ZOTERO = FIELD.replace(' HYPERLINK "http://dx.doi', " ADDIN ZOTERO_BIBL {x}").replace('.org/10.1086/225469" ', "")
REFUSED = {
    "inserted under tracked changes": (paragraph("x ", INSERTED), "http://a", "tracked change"),
    "around deleted text": (
        paragraph("http:", "<w:del><w:r><w:delText>s</w:delText></w:r></w:del>", "//a.example/b"),
        "p://a", "tracked change",
    ),
    "a list that Zotero writes": (paragraph("Ties. ", ZOTERO), "http://dx", "ADDIN ZOTERO_BIBL"),
    "a text box": (
        paragraph("x", "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + paragraph("http://a.example/b")
                  + "</w:txbxContent></mc:Choice></mc:AlternateContent></w:r>"), "http://a", "text box",
    ),
    "a control that data fills in": (
        "<w:sdt><w:sdtPr><w:dataBinding w:xpath='/a'/></w:sdtPr><w:sdtContent>" + paragraph("http://a.example/b")
        + "</w:sdtContent></w:sdt>", "http://a", "content control",
    ),
    "a hyphen that is an element": (
        paragraph("http:", "<w:r><w:noBreakHyphen/></w:r>", "//a.example/b"), "p:\u2011//a", "Word makes",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_certain_is_refused_with_the_reason(case: str) -> None:
    inside, old, reason = REFUSED[case]
    data = docx(inside + paragraph("fin"))
    document = read(data, "a.docx")
    wanted = edit(document.text, old, "https://q")
    with pytest.raises(UnwritableError) as refused:
        patched(data, document, [wanted])
    assert reason in refused.value.reason
    assert refused.value.edit == wanted


def test_a_signed_document_is_not_touched() -> None:
    stream = io.BytesIO(docx(paragraph("http://a.example/b")))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", "<Signature/>")
    with pytest.raises(UnwritableError, match="signed"):
        mended(stream.getvalue(), ("http:", "https:"))


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@pytest.mark.parametrize("streamed", [False, True])
def test_every_other_byte_of_the_package_stays(compression: int, streamed: bool) -> None:
    data = packed(compression, streamed)
    new = mended(data, ("http:", "https:"))
    before, after = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(new))
    assert after.testzip() is None
    assert after.comment == before.comment == b"un commentaire"
    kept = [
        [
            (i.filename, i.date_time, i.compress_type, i.flag_bits, i.extra, i.comment, i.external_attr)
            for i in z.infolist()
        ]
        for z in (before, after)
    ]
    assert kept[0] == kept[1]
    for info in before.infolist():
        if info.filename != "word/document.xml":
            assert raw(data, info) == raw(new, after.getinfo(info.filename))
    assert parts(new)["word/document.xml"] == parts(data)["word/document.xml"].replace("http://a", "https://a")


def packed(compression: int, streamed: bool) -> bytes:
    """A Word file with odd entries around the document; ``streamed``: written to something that cannot seek."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return not streamed

        def tell(self) -> int:
            if streamed:
                raise OSError
            return super().tell()

    stream = Pipe()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts(docx(paragraph("Voir http://a.example/b"))).items():
            info = zipfile.ZipInfo(name, (2019, 2, 3, 4, 5, 6))
            info.compress_type, info.comment, info.extra = compression, b"note", b"\xfe\xca\x04\x00abcd"
            archive.writestr(info, content)
        archive.comment = b"un commentaire"
    return stream.getvalue()


def raw(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """An entry's local record, as it stands in the file."""
    name, extra = (int.from_bytes(data[info.header_offset + at :][:2], "little") for at in (26, 28))
    return data[info.header_offset : info.header_offset + 30 + name + extra + info.compress_size]


def test_nothing_to_change_is_the_same_file() -> None:
    data = docx(paragraph("Voir http://a.example/b"))
    document = read(data, "a.docx")
    assert patched(data, document, []) == data
    assert patched(data, document, [edit(document.text, "Voir", "Voir")]) == data


def corpus() -> list[str]:
    try:
        return sorted(str(path) for path in shared("corpus", "dev").glob("*.docx"))
    except pytest.skip.Exception:
        return []


@pytest.mark.parametrize("path", [pytest.param(p, id=p.rpartition("/")[2]) for p in corpus()])
def test_every_source_of_a_real_file_leads_back_to_its_xml(path: str) -> None:
    data = Path(path).read_bytes()
    trace = Trace(data, path)
    assert trace.document == read(data, path) or trace.document.text == read(data, path).text
    for reference in extract(trace.document).references:
        for offset in range(reference.span.start, reference.span.end):
            character, place = trace.document.text[offset], trace.place(offset)
            if place is None:
                assert character.isspace()
            else:
                written = trace.parts[place.part][place.at]
                assert written == character or written == "&" or (written.isspace() and character == " ")


def test_a_hyperlink_in_a_footnote_has_its_target_in_the_relations_of_the_footnotes() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2">{paragraph("Ties. ", LINK, ".")}</w:footnote>'
    stream = io.BytesIO(docx(paragraph("Un", reference, "."), links={"r1": "https://other.example/"}, footnotes=note))
    relations = parts(docx("", links={"r1": OLD}))["word/_rels/document.xml.rels"]
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/_rels/footnotes.xml.rels", relations)
    data = stream.getvalue()
    assert [hint.value for hint in read(data, "a.docx").of_kind(HintKind.LINK)] == [OLD]
    new = parts(mended(data, (OLD, NEW)))
    assert new["word/_rels/footnotes.xml.rels"] == relations.replace(OLD, NEW)
    assert new["word/_rels/document.xml.rels"] == parts(data)["word/_rels/document.xml.rels"]
