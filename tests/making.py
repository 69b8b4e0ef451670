"""Files made for a test: packages of parts, and pages of PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_SPACES = f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="{_MC}" xmlns:m="{_M}"'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODT = " ".join(
    [f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "text", "style", "table", "manifest")]
    + ['xmlns:xlink="http://www.w3.org/1999/xlink"']
)


def package(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP package of parts by name, in their order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(body: str, links: dict[str, str] | None = None, **parts: str) -> bytes:
    """A Word file: the inside of its body, targets of hyperlinks by id, the insides of further parts by name."""
    relations = "".join(
        f'<Relationship Id="{key}" Type="{_R}/hyperlink" Target="{target}" TargetMode="External"/>'
        for key, target in (links or {}).items()
    ) + "".join(f'<Relationship Id="p{name}" Type="{_R}/{name}" Target="{name}.xml"/>' for name in parts)
    files = {f"word/{name}.xml": f"<w:{name} {_SPACES}>{inside}</w:{name}>" for name, inside in parts.items()}
    return package(
        {
            "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}'
                "</Relationships>"
            ),
            **files,
        }
    )


def paragraph(*runs: str, properties: str = "") -> str:
    """A Word paragraph; a run that is not markup is plain text."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A Word run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def raised(text: str) -> str:
    """A Word run in superscript."""
    return run(text, '<w:vertAlign w:val="superscript"/>')


def odt(text: str, styles: str = "", **parts: str) -> bytes:
    """An OpenDocument text: the inside of ``office:text`` and of the automatic styles."""
    content = (
        f"<office:document-content {_ODT}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{text}</office:text></office:body></office:document-content>"
    )
    manifest = parts.get("manifest", "")
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "META-INF/manifest.xml": f"<manifest:manifest {_ODT}>{manifest}</manifest:manifest>",
        },
        zipfile.ZIP_STORED,
    )


def epub(chapters: dict[str, str], language: str = "fr") -> bytes:
    """An EPUB book: the bodies of its chapters by file name."""
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    return package(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": (
                '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
                '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
            ),
            "OEBPS/book.opf": (
                '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
                f"<dc:language>{language}</dc:language></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
            ),
            **{
                f"OEBPS/{name}": f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>{body}</body></html>'
                for name, body in chapters.items()
            },
        },
        zipfile.ZIP_STORED,
    )


def pdf(pages: Iterable[str]) -> bytes:
    """A PDF of pages, each the inside of a text object: ``72 700 Td (word) Tj 4 Ts /F 7 Tf (1) Tj``."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects, kids = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font], []
    for page in pages:
        content = f"BT /F 12 Tf {page} ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    written, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        starts.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, table, len(objects) + 1, len(written))
    )
