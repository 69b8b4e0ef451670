r"""LaTeX source: the prose as it is typeset, as far as a ``thebibliography`` goes.

Citations get the numbers that LaTeX gives them, in the order of the ``\bibitem``s; a key that no ``\bibitem`` has gets
the next number after the last, so that it is seen to have no source. A bibliography that BibTeX makes from a ``.bib``
file is not in the source: then keys stand in place of numbers, and a remark says so.
"""

from __future__ import annotations

import re

from crackcite.model import Document
from crackcite.readers.assembly import Assembly
from crackcite.readers.decoding import decode
from crackcite.readers.latex.writing import Writer

_BEGIN = re.compile(r"^(?:[^%\r\n\\]|\\[^\r\n])*?\\begin\s*\{document\}", re.MULTILINE)
_END = re.compile(r"^((?:[^%\r\n\\]|\\[^\r\n])*?)\\end\s*\{document\}", re.MULTILINE)
_ENCODING = re.compile(rb"\\usepackage\s*\[\s*(utf8x?|latin1|latin9|cp1252|ansinew|applemac)\s*\]\s*\{inputenc\}")
_ENCODINGS = {"latin1": "windows-1252", "ansinew": "windows-1252", "latin9": "iso-8859-15", "applemac": "macintosh"}


def read(data: bytes, path: str) -> Document:
    """A LaTeX file's text with its hints. Raises UnreadableError where there is no text, or too much of it."""
    declared = _ENCODING.search(data, 0, 20_000)
    name = declared.group(1).decode() if declared else ""
    found = decode(data, _ENCODINGS.get(name, name))
    source = found.text
    begin, end = _BEGIN.search(source), _END.search(source)
    into = Assembly()
    writer = Writer(source, into)
    writer.write(begin.end() if begin else 0, end.end(1) if end else len(source))
    return into.document(path, "latex", source=source, encoding=found.encoding, remarks=found.remarks)
