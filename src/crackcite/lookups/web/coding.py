"""Decompression of bodies as browsers do it: whatever comes out is kept, whatever is wrong is borne.

Servers call plain bodies gzip, send raw deflate for zlib's (RFC 9110 section 8.4.1.2 notes it) and cut the end off;
the decoders of HTTP libraries give up on each, and what they had read is lost.
"""

from __future__ import annotations

import zlib

#: Window sizes for zlib: gzip or zlib by its header, and deflate without one.
_AUTOMATIC, _RAW = 47, -15
_PLAIN = ("", "identity", "none", "utf-8")
_ZIPPED = ("gzip", "x-gzip", "deflate")


class Unpacked:
    """A body in pieces; ``text`` is what they decompress to."""

    def __init__(self, coding: str) -> None:
        self._coding = coding.strip().lower()
        self._inflate = zlib.decompressobj(_AUTOMATIC) if self._coding in _ZIPPED else None
        self._started = False
        self.packed = 0  # bytes that came
        self.text = bytearray()

    def add(self, piece: bytes, most: int) -> None:
        """Take in a piece; no more than ``most`` bytes come out in all, however much is packed in it."""
        self.packed += len(piece)
        if self._inflate is None:
            if self._coding in _PLAIN or self._coding in _ZIPPED:
                self.text += piece
            return
        if self._inflate.eof:  # what comes behind the end would be kept, however long it is
            return
        try:
            self.text += self._inflate.decompress(piece, max(most - len(self.text), 1))
        except zlib.error:
            self._recover(piece, most)
        self._started = True

    def _recover(self, piece: bytes, most: int) -> None:
        if self._started:
            return
        try:
            self._inflate = zlib.decompressobj(_RAW)
            self.text += self._inflate.decompress(piece, most)
        except zlib.error:
            self._inflate = None
            self.text += piece  # it was never packed

    def end(self, most: int) -> bytes:
        """What came, at most ``most`` bytes; nothing where the coding is not known here (``br``, ``zstd``)."""
        return bytes(self.text[:most])
