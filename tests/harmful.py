# ruff: noqa: E501 - a file that harms is made in a line
"""Files made to harm whoever reads them, each of a size that is asked for; and a process that may use only so much."""

from __future__ import annotations

import io
import resource
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from making import docx, epub, odt, package, paragraph, pdf, raised

#: A file's suffix and its content, of ``n`` repetitions.
Made = tuple[str, bytes]
Maker = Callable[[int], Made]

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LIST = (
    "\n\nSources\n1. Castel, R. Les métamorphoses (1995).\n2. Nettle, D. Why (2021). doi:10.1038/s41598-020-80897-8\n"
)


def repeated(suffix: str, head: str, unit: str, tail: str = "") -> Maker:
    return lambda n: (suffix, (head + unit * n + tail).encode("utf-8", "surrogatepass"))


def nested(suffix: str, head: str, begin: str, inside: str, end: str, tail: str = "") -> Maker:
    return lambda n: (suffix, (head + begin * n + inside + end * n + tail).encode())


def counted(suffix: str, head: str, each: Callable[[int], str], tail: str = "") -> Maker:
    return lambda n: (suffix, (head + "".join(map(each, range(1, n + 1))) + tail).encode())


def word(inside: Callable[[int], str]) -> Maker:
    """A Word file with this inside its body."""
    return lambda n: (".docx", package({"word/document.xml": _document(inside(n))}))


def _document(inside: str) -> str:
    return f"<w:document {_W}><w:body>{inside}</w:body></w:document>"


def _overlapping(n: int) -> Made:
    """Entries that all point at one local record: a small file that unpacks ``n`` times over."""
    data = package({"word/document.xml": _document(paragraph("mot") * 1000)})
    end = data.rindex(b"PK\x05\x06")
    size, start = struct.unpack_from("<2L", data, end + 12)
    record, tail = data[start : start + size], bytearray(data[end:])
    n = min(n, 65_535)
    struct.pack_into("<2H2L", tail, 8, n, n, size * n, start)
    return ".docx", data[:start] + record * n + bytes(tail)


def _lying(n: int) -> Made:
    """A part whose records tell of ten bytes, and which unpacks to ``n`` thousand."""
    data = bytearray(package({"word/document.xml": _document(" " * 1000 * n)}))
    struct.pack_into("<L", data, data.index(b"PK\x03\x04") + 22, 10)
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 10)
    return ".docx", bytes(data)


def _traversal(n: int) -> Made:
    names = ("../" * 20 + "tmp/crackcite-owned", "/tmp/crackcite-owned", "..\\crackcite-owned", "../crackcite-owned")
    return ".docx", package({"word/document.xml": _document(paragraph("mot") * n), **dict.fromkeys(names, "owned")})


def _matryoshka(n: int) -> Made:
    inner = docx(paragraph("mot"))
    for _ in range(min(n, 100)):
        inner = package({"word/document.xml": inner})
    return ".docx", inner


def _one_chapter(n: int) -> Made:
    """A spine that names one chapter ``n`` times."""
    with zipfile.ZipFile(io.BytesIO(epub({"a.xhtml": "<p>mot</p>" * 200}))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["OEBPS/book.opf"] = members["OEBPS/book.opf"].replace(
        b'<itemref idref="c0"/>', b'<itemref idref="c0"/>' * n
    )
    return ".epub", package(members, zipfile.ZIP_STORED)


def _laughs(n: int) -> Made:
    more = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, min(n, 40)))
    return ".xml", f'<!DOCTYPE article [<!ENTITY a0 "ha">{more}]><article><body>&a9;</body></article>'.encode()


def _flate(n: int) -> Made:
    """A page whose content unpacks to ``n`` thousand bytes."""
    plain = pdf(["72 700 Td (Un mot) Tj"])
    start, end = plain.index(b"stream\n") + 7, plain.index(b"\nendstream")
    packed = zlib.compress(plain[start:end] + b" " * 1000 * n, 9)
    told = b"<< /Length %d /Filter /FlateDecode >>" % len(packed)
    return ".pdf", plain[:start].replace(b"<< /Length %d >>" % (end - start), told) + packed + plain[end:]


def _circular(n: int) -> Made:
    """A page tree that tells of ``n`` million pages and is its own child."""
    plain = pdf(["72 700 Td (Un mot) Tj"])
    return ".pdf", plain.replace(b"/Count 1", b"/Count %d" % (n * 1_000_000)).replace(b"/Kids [", b"/Kids [2 0 R ")


def source(unit: str) -> Maker:
    """An article whose one source repeats ``unit``."""
    return repeated(".txt", "Une phrase [1].\n\nSources\n1. Castel", unit)


def prose(unit: str, head: str = "Une phrase [1] ") -> Maker:
    """An article whose text repeats ``unit``."""
    return repeated(".txt", head, unit, LIST)


_JATS, _JATS_END = "<article><body><p>mot", "</p></body></article>"
_CELL = '<table:table-cell table:number-columns-repeated="{n}000"><text:p>mot</text:p></table:table-cell>'
_ROW = '<table:table><table:table-row table:number-rows-repeated="{n}000">' + _CELL + "</table:table-row></table:table>"
_TEX = "\\begin{document}mot "

FILES: Mapping[str, Maker] = {
    # Packages
    "zip ratio": word(lambda n: " " * 1000 * n),
    "zip of empty elements": word(lambda n: "<w:p/>" * n),
    "zip of empty runs": word(lambda n: f"<w:p>{'<w:r/>' * n}</w:p>"),
    "zip of short paragraphs": word(lambda n: paragraph("mot", raised("1")) * n),
    "zip of overlapping entries": _overlapping,
    "zip that lies about sizes": _lying,
    "zip of many members": lambda n: (".docx", package({"word/document.xml": _document(paragraph("mot")), **{f"word/{i}.xml": "" for i in range(n)}})),
    "zip names that lead away": _traversal,
    "zip in zip": _matryoshka,
    "docx fields begun": word(lambda n: "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * n + "<w:r><w:t>mot</w:t></w:r></w:p>"),
    "docx list numbers": lambda n: (".docx", docx(paragraph("mot", properties='<w:numPr><w:ilvl w:val="' + "9" * n + '"/><w:numId w:val="1"/></w:numPr>'), numbering='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="' + "9" * n + '"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>')),
    "odt of empty elements": lambda n: (".odt", odt("<text:p/>" * n)),
    "odt of repeated spaces": lambda n: (".odt", odt(f'<text:p>mot<text:s text:c="{n}000"/></text:p>' * 100)),
    "odt of repeated cells": lambda n: (".odt", odt(_ROW.format(n=n))),
    "odt numbers": lambda n: (".odt", odt(f'<text:h text:outline-level="{"9" * n}">mot</text:h><text:list text:style-name="L1"><text:list-item text:start-value="{"9" * n}"><text:p>mot</text:p></text:list-item></text:list>', f'<text:list-style style:name="L1"><text:list-level-style-number text:level="{"9" * n}" style:num-format="1" text:start-value="{"9" * n}"/></text:list-style>')),
    "epub of one chapter": _one_chapter,
    # XML
    "xml entities": _laughs,
    "xml long entity": lambda n: (".xml", f'<!DOCTYPE article [<!ENTITY a "{"a" * n}">]><article>{"&a;" * n}</article>'.encode()),
    "xml outside entity": lambda n: (".xml", b'<!DOCTYPE article [<!ENTITY a SYSTEM "file:///etc/passwd">]><article><body><p>mot &a;</p></body></article>'),
    "xml outside parameter": lambda n: (".xml", b'<!DOCTYPE article [<!ENTITY % a SYSTEM "file:///etc/passwd">%a;]><article><body><p>mot</p></body></article>'),
    "xml outside document type": lambda n: (".xml", b'<!DOCTYPE article SYSTEM "http://127.0.0.1:9/a.dtd"><article><body><p>mot</p></body></article>'),
    "xml defaulted attribute": lambda n: (".xml", f'<!DOCTYPE article [<!ATTLIST b x CDATA "{"x" * n * 10}">]>{_JATS}{"<b/>" * n}{_JATS_END}'.encode()),
    "xml deep": nested(".xml", "<article><body>", "<sec>", "mot", "</sec>", "</body></article>"),
    "xml empty elements": repeated(".xml", _JATS, "<b/>", _JATS_END),
    "xml attributes": counted(".xml", "<article><body><p ", lambda i: f'a{i}="" ', ">mot" + _JATS_END),
    "xml long name": lambda n: (".xml", f"{_JATS}<{'a' * n * 10}/>{_JATS_END}".encode()),
    "xml citations": repeated(".xml", _JATS, '<xref ref-type="bibr" rid="b1">1</xref>', _JATS_END),
    "xml comments": repeated(".xml", _JATS, "<!-- -->", _JATS_END),
    # HTML
    "html deep": nested(".html", "", "<div>", "mot", "</div>"),
    "html deep unclosed": repeated(".html", "mot", "<div>"),
    "html deep inline": repeated(".html", "mot", "<b><i>"),
    "html empty elements": repeated(".html", "mot", "<p></p>"),
    "html attributes": counted(".html", "mot<p ", lambda i: f"a{i}=1 ", ">x"),
    "html comments begun": repeated(".html", "mot", "<!--"),
    "html comments odd": repeated(".html", "mot", "<!--a--!>"),
    "html sections begun": repeated(".html", "mot", "<![CDATA["),
    "html declarations": repeated(".html", "mot", "<!a"),
    "html instructions": repeated(".html", "mot", "<?"),
    "html tags begun": repeated(".html", "mot", "<a "),
    "html quotes begun": repeated(".html", "mot", "<a b='"),
    "html quotes odd": repeated(".html", "mot", '<a b="c"d'),
    "html ends begun": repeated(".html", "mot", "</a"),
    "html ends": repeated(".html", "mot<div>", "</a>"),
    "html less than": repeated(".html", "mot", "<"),
    "html scripts": repeated(".html", "mot", "<script>"),
    "html script ends": repeated(".html", "mot<script>", "</script"),
    "html references": repeated(".html", "mot", "&#"),
    "html names": repeated(".html", "mot", "&a"),
    "html tables": repeated(".html", "mot", "<table><tr><td>"),
    "html list numbers": lambda n: (".html", f"<ol start={'9' * n}><li value={'9' * n}>mot</ol>".encode()),
    "html footnotes": lambda n: (".html", "".join([f"<a href='#n{i}' id='r{i}'><sup>{i}</sup></a>" for i in range(n)] + [f"<p id='n{i}'><a href='#r{i}'>{i}</a> x</p>" for i in range(n)]).encode()),
    "html note numbers": lambda n: (".html", f"<p>mot<a href=#n id=r>{chr(57) * n}</a></p><p id=n><a href=#r>{chr(57) * n}</a> x</p>".encode()),
    "markdown note numbers": lambda n: (".md", f"mot[^{chr(57) * n}]\n\n[^{chr(57) * n}]: x".encode()),
    "html superscripts": repeated(".html", "<p>mot", "<sup>1</sup>"),
    # Markdown
    "markdown quotes": repeated(".md", "mot\n\n", "> "),
    "markdown lists": lambda n: (".md", "".join("  " * min(i, 500) + "- a\n" for i in range(n // 10)).encode()),
    "markdown lists in a line": repeated(".md", "mot\n\n", "- "),
    "markdown brackets": repeated(".md", "a ", "["),
    "markdown closed brackets": nested(".md", "a ", "[", "x", "]"),
    "markdown links begun": repeated(".md", "a ", "[a]("),
    "markdown links in links": nested(".md", "a ", "[", "x", "](a)"),
    "markdown pictures": repeated(".md", "a ", "![["),
    "markdown stars": repeated(".md", "a ", "*a_ "),
    "markdown stars paired": repeated(".md", "a ", "**a *b "),
    "markdown strikes": repeated(".md", "a ", "~~a "),
    "markdown ticks": lambda n: (".md", ("a " + " ".join("`" * (i % 300 + 1) for i in range(n // 100))).encode()),
    "markdown definitions": counted(".md", "mot\n\n", lambda i: f"[a{i}]: b\n"),
    "markdown references": repeated(".md", "[a]: b\n\n", "[a] "),
    "markdown footnotes": lambda n: (".md", "".join([f"mot[^{i}] " for i in range(n)] + ["\n\n"] + [f"[^{i}]: x[^{i + 1}]\n" for i in range(n)]).encode()),
    "markdown wide table": lambda n: (".md", ("|a" * n + "|\n" + "|-" * n + "|\n" + "|a|\n" * (n // 10)).encode()),
    "markdown markup": repeated(".md", "a ", "<a"),
    "markdown markup blocks": repeated(".md", "mot\n\n", "<div>\n\n"),
    "markdown comments begun": repeated(".md", "a ", "<!--"),
    "markdown entities": repeated(".md", "a ", "&#1"),
    "markdown list numbers": repeated(".md", "", "999999999. a\n"),
    "markdown front matter": repeated(".md", "---\n", "a: b\n"),
    "markdown escapes": repeated(".md", "a", "\\["),
    # RTF
    "rtf groups": repeated(".rtf", "{\\rtf1 mot", "{"),
    "rtf groups closed": nested(".rtf", "{\\rtf1 mot", "{", "x", "}", "}"),
    "rtf binary": repeated(".rtf", "{\\rtf1 mot\\bin", "9", " x}"),
    "rtf numbers": repeated(".rtf", "{\\rtf1 mot\\u", "9", "\\uc9 x}"),
    "rtf skipped": repeated(".rtf", "{\\rtf1 mot\\uc99999999", "\\u233 ", "}"),
    "rtf destinations": repeated(".rtf", "{\\rtf1 mot", "{\\*\\a ", "}"),
    "rtf fields": repeated(".rtf", "{\\rtf1 mot", '{\\field{\\*\\fldinst HYPERLINK "a"}{\\fldrslt '),
    "rtf footnotes": repeated(".rtf", "{\\rtf1 mot", "{\\footnote "),
    # LaTeX
    "latex macros": repeated(".tex", "\\def\\a{\\a\\a}\\newcommand{\\b}{\\b\\b}" + _TEX, "\\a\\b"),
    "latex input of itself": repeated(".tex", _TEX, "\\input{a}\\include{a}"),
    "latex groups": repeated(".tex", _TEX, "{"),
    "latex groups closed": nested(".tex", _TEX, "{", "x", "}"),
    "latex footnotes": repeated(".tex", _TEX, "\\footnote{"),
    "latex footnotes closed": nested(".tex", _TEX, "\\footnote{", "x", "}"),
    "latex environments": repeated(".tex", _TEX, "\\begin{quote}"),
    "latex citations": repeated(".tex", _TEX, "\\cite{a,b}"),
    "latex citations begun": repeated(".tex", _TEX, "\\cite["),
    "latex formulas": repeated(".tex", _TEX, "$a"),
    "latex comments": repeated(".tex", _TEX, "%\n"),
    "latex verbatim": repeated(".tex", _TEX, "\\begin{verbatim}\\verb|"),
    # PDF
    "pdf flate": _flate,
    "pdf circular pages": _circular,
    "pdf words": lambda n: (".pdf", pdf(["72 700 Td " + "(mot) Tj " * n])),
    "pdf many pages": lambda n: (".pdf", pdf(["72 700 Td (mot) Tj"] * (n // 10))),
    # Text
    "text": prose("Une phrase sur le logement, écrite pour être lue.1,2 "),
    "text in lines": prose("Une phrase sur le logement, écrite pour être lue.1,2\n"),
    "one word": prose("a" * 10),
    "one word of digits": prose("1234567890", "Une phrase"),
    "digits in brackets": repeated(".txt", "Une phrase [", "9", "]." + LIST),
    "digit groups": prose("1,", "Une phrase"),
    "digit lines": prose("1\n", "Une phrase"),
    "sources": counted(".txt", "Une phrase [1].\n\nSources\n", lambda i: f"{i}. Castel, R. Les métamorphoses {i}. Fayard (1995). https://example.org/{i}\n"),
    "long source numbers": lambda n: (".txt", ("Une phrase [1].\n\nSources\n" + ("9" * n + ". Castel, R. Titre (1995).\n") * 3).encode()),
    "numbers of a marker": counted(".txt", "Une phrase [1", lambda i: f",{i}", "]." + LIST),
    "absurd range": prose("Une autre [1-999999999]."),
    "absurd ranges": prose("1-99999"),
    "markers without a list": repeated(".txt", "", "Une phrase [12]. "),
    "headings": repeated(".txt", "Une phrase [1].\n", "Sources\n1. Castel, R. Titre (1995).\n\n"),
    "numbered lines": repeated(".txt", "Une phrase [1].\n", "1. a\n"),
    "one source without end": source(" Castel, R. & Nettle, D."),
    "source of dots": source(". "),
    "source of brackets": source(" (("),
    "source of quotes": source(" «“"),
    "source of years": source(" (2021)"),
    "source of addresses": source(" https://example.org/a"),
    "source of commas": source(" (1911),,,"),
    "address without end": repeated(".txt", "Une phrase [1].\n\nSources\n1. Castel https://example.org/", "a/"),
    "host without end": repeated(".txt", "Une phrase [1].\n\nSources\n1. Castel https://", "a."),
    "address of entities": repeated(".txt", "Une phrase [1].\n\nSources\n1. Castel https://example.org/", "&gt"),
    "broken addresses": source(" https:// www."),
    "source of dois": source(" doi:10.1038/a"),
    "doi without end": repeated(".txt", "Une phrase [1].\n\nSources\n1. Castel doi:10.1038/", "a.("),
    "doi and blanks": repeated(".txt", "Une phrase [1].\n\nSources\n1. Castel doi:10.1038/a-", " ", "b"),
    "broken dois": source(" 10. 10.10/ doi: "),
    "isbns": source(" ISBN 978-2-"),
    "brackets": prose("["),
    "parentheses": prose("("),
    "blanks": prose(" "),
    "line ends": prose("\n"),
    "indents": prose(" \t\n"),
    "no-break spaces": prose("\u00a0\u202f"),
    "superscripts": prose("¹²³,", "Une phrase"),
    "combining marks": prose("\u0301"),
    "bidirectional controls": prose("\u202e\u2066\u2069"),
    "zero width": prose("\u200b\u200d\ufeff"),
    "zero bytes": prose("\0"),
    "controls": prose("\x1b[31m\x07\x08"),
    "surrogates in utf-8": prose("\ud800"),
    "surrogates in utf-16": lambda n: (".txt", b"\xff\xfe" + "Une phrase [1] ".encode("utf-16-le") + b"\x00\xd8" * n + LIST.encode("utf-16-le")),
    "broken utf-8": lambda n: (".txt", b"Une phrase [1] " + b"\xff\xc3" * n + LIST.encode()),
    "comments to crackcite": prose("<!-- crackcite: ignore[CC401] -->\n", "Une phrase [1].\n"),
    "comments to crackcite begun": prose("<!-- crackcite: "),
    "placeholders": prose("TODO [citation needed] turn0search1 "),
    "names": prose("Castel, 1995; ", "Une phrase ("),
    "letters and dots": source(" A.B.-"),
    "rows of tabs": prose("1.\t2.\t", "Une phrase [1].\n"),
}  # fmt: skip


class Ended(NamedTuple):
    """How a confined process ended: exit code, what it said, its CPU seconds, its peak memory in megabytes."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: int


_TELLING = """
import atexit, resource, sys
def tell():
    used = resource.getrusage(resource.RUSAGE_SELF)
    with open({told!r}, "w") as file:
        file.write(f"{{used.ru_utime + used.ru_stime}} {{used.ru_maxrss // 1024}}")
atexit.register(tell)
sys.argv[0] = "crackcite"
from crackcite.__main__ import main
main()
"""


def confined(
    *arguments: str | Path, folder: Path, megabytes: int = 1000, seconds: int = 20, stdin: int | None = None
) -> Ended:
    """crackcite run in a process of its own that gets so much address space and CPU time and no more."""

    def confine() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    told = folder / ".used"
    told.unlink(missing_ok=True)
    ran = subprocess.run(
        [sys.executable, "-c", _TELLING.format(told=str(told)), *map(str, arguments)],
        stdin=stdin, capture_output=True, text=True, errors="surrogateescape", preexec_fn=confine, cwd=folder,
        check=False,
    )  # fmt: skip
    used = told.read_text().split() if told.exists() else ("-1", "-1")
    return Ended(ran.returncode, ran.stdout, ran.stderr, float(used[0]), int(used[1]))
