"""Bytes to Documents: one small module a format, one table, and the choice between them.

A reader yields the text that an editor would see, hints (what the markup says about ranges of it) and the way back
to the file. It opens nothing and asks nothing.
"""

from __future__ import annotations

from crackcite.readers.formats import FORMATS, Format, format_of
from crackcite.readers.problems import LARGEST_TEXT, UnreadableError, too_large

__all__ = ["FORMATS", "Format", "UnreadableError", "format_of", "read"]

from crackcite.model import Document, say


def read(data: bytes, path: str, input_format: str | None = None, charset: str = "") -> Document:
    """What a file says, whatever its format.

    ``path`` names the file in every message and chooses the format by its suffix; ``input_format`` is a name from
    FORMATS and overrides it. Without either the content decides. ``charset`` is the encoding that a web server named
    for a page. Raises UnreadableError with one line that says what is wrong and what to do.
    """
    if not data:
        raise UnreadableError(say("The file is empty: there is nothing to check."))
    found = format_of(data, path, input_format)
    try:
        document = found.read(data, path, charset) if charset and found.name == "html" else found.read(data, path)
    except MemoryError:
        raise UnreadableError(say("The file takes more memory than there is: give the article alone.")) from None
    except RecursionError:
        raise UnreadableError(
            say("The file is nested too deeply for {format}: simplify it.", format=found.called)
        ) from None
    if len(document.text) > LARGEST_TEXT:
        raise too_large(LARGEST_TEXT)
    if not document.text.strip():
        raise UnreadableError(say("The file holds no text: there is nothing to check."))
    return document
