"""Makes the corpus anew: ``python fuzz/corpus.py``. All of it is written for this project."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from anything import kind, reported  # noqa: E402
from builders import rich_report  # noqa: E402
from making import docx, epub, odt, paragraph, pdf, raised  # noqa: E402

from crackcite.extract import extract  # noqa: E402
from crackcite.model import Answer, Document, Outcome, Page, Question, QuestionKind, Work  # noqa: E402
from crackcite.recording import RecordedFile, RecordedPage, Recording, dumps  # noqa: E402
from crackcite.reports.json import render  # noqa: E402

SOURCES = (
    "Castel, R. Les métamorphoses de la question sociale. Fayard, 1995. ISBN 978-2-213-59406-4.",
    "Ulrich, R. View through a window. Science 224, 420–421 (1984). http://dx.doi.org/10.1126/science.6143402.",
    "Le Courrier. Un toit. https://www.example.org/ici?utm_source=x&id=7 (consulté le 3 mars 2024).",
    "Nobody, N. arXiv:1706.03762; PMID: 19273837; hal-01234567v2; ISSN 0036-8075.",
)
LISTED = "\n".join(f"{number}. {text}" for number, text in enumerate(SOURCES, 1))
TEXT = f"Un toit change tout1. La ville2,3 le sait4–5, dit-on [2, 1–3]. En 2019 [7].\n\nSources\n{LISTED}\n"
MARKDOWN = (
    "# Un toit\n\nUn *toit* change<sup>1</sup>. La ville^2,3^ [4] [^a] [lien](https://www.example.org).\n\n"
    "<!-- crackcite: ignore[CC102] connu -->\n\n> `[1]` cité\n\n| a | b |\n|---|---|\n| 1 | [2] |\n\n"
    f"[^a]: Une note.\n\n## Sources\n\n{LISTED}\n"
)
HTML = (
    "<!DOCTYPE html><html lang=fr><head><meta charset=utf-8><title>Un toit</title></head><body><h1>Un toit</h1>"
    "<p>Un toit change<sup><a href='#s1'>1</a></sup> la ville [2]&nbsp;&#8211; <script>[9]</script>.</p>"
    "<!-- crackcite: ignore-next-line[CC405] x --><h2>Sources</h2><ol>"
    + "".join(f"<li id=s{number}>{text}</li>" for number, text in enumerate(SOURCES, 1))
    + "</ol></body></html>"
)
LATEX = (
    "\\documentclass{article}\\begin{document}\\section{Toit} Toit\\cite{a,b}\\footnote{Note} \\textsuperscript{2}.\n"
    "% crackcite: ignore[CC101] x\n\\begin{thebibliography}{9}\\bibitem{a} Castel. \\emph{Titre}.\n"
    "\\bibitem{b} Ulrich. \\url{https://www.example.org/}\\end{thebibliography}\\end{document}"
)
RTF = "Un toit{\\super 1}{\\footnote Une note} change.\\par Sources\\par 1. Castel \\u233? \\'e9.\\par}"
JATS = (
    "<p>Un toit<xref ref-type='bibr' rid='r1'><sup>1</sup></xref></p></body><back><ref-list><title>Sources</title>"
    "<ref id='r1'><label>1</label><mixed-citation>Castel. <ext-link xlink:href='https://www.example.org' "
    "xmlns:xlink='http://www.w3.org/1999/xlink'>x</ext-link></mixed-citation></ref></ref-list></back></article>"
)
WORD = (
    paragraph("Un toit change", raised("1,2"), ". La ville [3].")
    + paragraph("Sources", properties='<w:pStyle w:val="Heading1"/>')
    + "".join(paragraph(f"{number}. {text.replace('&', '&amp;')}") for number, text in enumerate(SOURCES, 1))
)
OPEN = (
    "<text:p>Toit<text:span text:style-name='s'>1</text:span></text:p><text:h text:outline-level='1'>Sources</text:h>"
    "<text:list><text:list-item><text:p>Castel, R. Titre.</text:p></text:list-item></text:list>"
)
BOOK = "<p>Un toit<sup>1</sup></p><h2>Sources</h2><ol><li>Castel</li></ol>"

FILES = {
    "text": kind("a.txt") + TEXT.encode(),
    "markdown": kind("a.md") + MARKDOWN.encode(),
    "html": kind("a.html") + HTML.encode(),
    "latex": kind("a.tex") + LATEX.encode(),
    "rtf": kind("a.rtf") + RTF.encode(),
    "jats": kind("a.xml") + JATS.encode(),
    "docx": kind("a.docx") + WORD.encode(),
    "odt": kind("a.odt") + OPEN.encode(),
    "epub": kind("a.epub") + BOOK.encode(),
}
WHOLE = {
    "docx-whole": b"\x09" + docx(WORD),
    "odt-whole": b"\x0a" + odt(OPEN),
    "epub-whole": b"\x0b" + epub({"a.xhtml": BOOK}),
    "pdf-whole": b"\x0c" + pdf(["72 700 Td (Un toit) Tj 4 Ts /F 7 Tf (1) Tj"]),
    "utf-16": kind("a.txt") + TEXT.encode("utf-16"),
    "cp1252": kind("a.txt") + TEXT.encode("cp1252", "replace"),
}
WRITTEN = {
    "text": b"\x00" + TEXT.encode(),
    "markdown": b"\x01" + MARKDOWN.encode(),
    "html": b"\x02" + HTML.encode(),
    "docx": b"\x03" + WORD.encode(),
}
PAGE = Page("https://www.example.org/ici", 200, title="Un toit")
ANSWERS = (
    Answer(
        Question(QuestionKind.CROSSREF_WORK, "10.1000/182"),
        Outcome.FOUND,
        works=(Work("Crossref", "10.1000/182", title="T"),),
    ),
    Answer(Question(QuestionKind.PAGE, "https://www.example.org/ici"), Outcome.FOUND, page=PAGE),
    Answer(Question(QuestionKind.BOOK, "9782070409941"), Outcome.ABSENT),
)
RECORDING = dumps(
    Recording(
        "1",
        "2026-01-01T00:00:00Z",
        articles=(RecordedFile("a.txt", "0" * 64),),
        pages=(RecordedPage("https://www.example.org/", "text/html", "utf-8", base64="AAEC"),),
        remarks=("Crossref was slow.",),
        answers=ANSWERS,
    )
)
BASELINE = (
    '{"crackcite-baseline": 1, "findings": [{"rule": "CC101", "path": "a.txt", "subject": "5", "near": "le sait", '
    '"fingerprint": "0123456789abcdef"}]}'
)
SETTINGS = (
    'select = ["CC1", "missing-doi"]\ntimeout = 2.5\noffline = true\nmailto = "a@example.org"\nmax-age = "7d"\n'
    'accept = ["https://intranet.example/*"]\n[severity]\nCC102 = "info"\n[per-file-ignores]\n"drafts/*" = ["CC101"]\n'
)
RECORD = (
    '{"DOI": "10.1000/182", "type": "journal-article", "title": ["Un <i>toit</i>"], "score": 42.5, '
    '"author": [{"given": "R.", "family": "Castel"}], "issued": {"date-parts": [[2021, 1, 21]]}, '
    '"container-title": ["Revue"], "update-to": [{"type": "retraction", "DOI": "10.1000/1", "updated": '
    '{"date-parts": [[2022]]}}], "relation": {"is-preprint-of": [{"id": "10.1000/2", "id-type": "doi"}]}, '
    '"ISBN": ["9782070409941"]}'
)
DATACITE = (
    '{"titles": [{"title": "T"}], "creators": [{"name": "Castel, R.", "nameType": "Personal"}], "dates": [{"date": '
    '"2020", "dateType": "Issued"}], "types": {"resourceTypeGeneral": "Text"}, "publicationYear": 2020}'
)
CACHED = '{"v": 1, "outcome": "found", "page": {"url": "https://www.example.org/", "status": 200, "title": "T"}}'

#: As small as a report can be and hold one of everything that an article has.
SMALL = render(reported(extract(Document("a.txt", "text", "Toit [1, 3].\n\nSources\n1. TODO x.org\n")))).encode()

CORPUS: dict[str, dict[str, bytes]] = {
    "readers": FILES | WHOLE,
    "comments": FILES,
    "reports": FILES,
    "extract": {
        "text": TEXT.encode(),
        "lines": TEXT.replace("\n", "\r\n").encode(),
        "wide": TEXT.translate({49: 0xFF11}).encode(),
    },
    "identifiers": {f"source-{number}": text.encode() for number, text in enumerate(SOURCES, 1)},
    "fixes": {name: b"\x01\x00\x10\x04\x01" + data for name, data in WRITTEN.items()},
    "renumber": {name: b"\x01" + data for name, data in WRITTEN.items()},
    "json_load": {"report": render(rich_report()).encode(), "small": SMALL},
    "recording": {"run": RECORDING.encode()},
    "baseline": {"one": BASELINE.encode()},
    "settings": {"all": SETTINGS.encode()},
    "pages": {
        "html": b"\x00\x00" + HTML.encode(),
        "gone": b"\x02\x00<title>404 Not Found</title><h1>Page introuvable</h1>",
        "wall": b"\x03\x00<title>Just a moment...</title><meta http-equiv=refresh content='0;url=/'>",
        "json": b'\x00\x03{"error": "not found", "status": 404}',
        "head": b"\x00\x00<head><meta name=citation_doi content=10.1000/182><link rel=canonical href=/><script "
        b'type="application/ld+json">{"headline": "Un toit"}</script></head>',
    },
    "records": {"crossref": RECORD.encode(), "datacite": DATACITE.encode(), "cached": CACHED.encode()},
}


def main() -> None:
    """Write every input; what is there besides, such as a minimised finding, stays."""
    for target, inputs in CORPUS.items():
        folder = HERE / "corpus" / target
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in inputs.items():
            (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
