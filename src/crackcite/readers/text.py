"""Plain text: the decoded file is the document, character by character."""

from __future__ import annotations

from crackcite.model import Document
from crackcite.readers.decoding import decode


def read(data: bytes, path: str) -> Document:
    """The decoded file without its byte order mark; no hints. Raises UnreadableError where there is no text."""
    found = decode(data)
    return Document(path, "text", found.text, encoding=found.encoding, remarks=found.remarks)
