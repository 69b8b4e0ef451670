"""Parts of a ZIP package replaced, every other byte as it was (APPNOTE.TXT 6.3.10, §4.3)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from crackcite.fixes.problems import UnwritableError
from crackcite.model import say

_LOCAL = struct.Struct("<4s5H3L2H")  # signature, version, flags, method, time, date, crc, packed, size, name, extra
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DESCRIBED = 0x08  # bit 3: crc and sizes follow the data
_STORED, _DEFLATED = 0, 8


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry as the central directory has it; ``at`` is where that record stands, ``start`` the local one."""

    name: str
    at: int
    length: int
    method: int
    flags: int
    packed: int
    start: int


def replaced(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The package with the contents of some parts replaced: same order, compression, times, comments, extra fields.

    Raises UnwritableError for a package that is laid out in a way that cannot be kept (ZIP64, compression other than
    Deflate, a digital signature that the change would break).
    """
    end = _end(data)
    entries = _entries(data, end)
    if any(entry.name.startswith("_xmlsignatures/") for entry in entries):
        raise UnwritableError(say("the document is digitally signed, and a change would break its signature"))
    body, moved, records = _body(data, entries, parts)
    directory = len(body)
    for entry in sorted(entries, key=lambda entry: entry.at):
        record = bytearray(data[entry.at : entry.at + entry.length])
        struct.pack_into("<L", record, 42, moved[entry.name])
        struct.pack_into("<3L", record, 16, *records[entry.name]) if entry.name in records else None
        body += record
    tail = bytearray(data[end:])
    struct.pack_into("<2L", tail, 12, len(body) - directory, directory)
    return bytes(body + tail)


def _body(
    data: bytes, entries: list[_Entry], parts: Mapping[str, bytes]
) -> tuple[bytearray, dict[str, int], dict[str, tuple[int, int, int]]]:
    """Everything before the directory; where each local record now begins; checksum and sizes of the replaced."""
    body, at = bytearray(), 0
    moved: dict[str, int] = {}
    records: dict[str, tuple[int, int, int]] = {}
    for entry in sorted(entries, key=lambda entry: entry.start):
        body += data[at : entry.start]
        moved[entry.name] = len(body)
        at = entry.start
        if entry.name in parts:
            local, records[entry.name] = _rewritten(data, entry, parts[entry.name])
            body += local
            at = _behind(data, entry)
    body += data[at : min(entry.at for entry in entries)]
    return body, moved, records


def _end(data: bytes) -> int:
    """Where the record stands that ends the package."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if at < 0 or data[at - 20 : at - 16] == b"PK\x06\x07":
        raise _unkept()
    return at


def _entries(data: bytes, end: int) -> list[_Entry]:
    count, size, at = struct.unpack_from("<H2L", data, end + 10)
    if at + size != end:
        raise _unkept()
    found = []
    for _ in range(count):
        record = _CENTRAL.unpack_from(data, at)
        name, extra, comment = record[10:13]
        length = _CENTRAL.size + name + extra + comment
        written = data[at + _CENTRAL.size : at + _CENTRAL.size + name]
        decoded = written.decode("utf-8" if record[3] & 0x800 else "cp437")
        found.append(_Entry(decoded, at, length, record[4], record[3], record[8], record[16]))
        at += length
    if at != end or len({entry.name for entry in found}) != len(found):
        raise _unkept()
    return found


def _contents(data: bytes, entry: _Entry) -> int:
    """Where an entry's data begins."""
    local = _LOCAL.unpack_from(data, entry.start)
    if local[0] != b"PK\x03\x04" or 0xFFFFFFFF in (local[7], local[8], entry.packed, entry.start):
        raise _unkept()
    start: int = entry.start + _LOCAL.size + local[9] + local[10]
    return start


def _behind(data: bytes, entry: _Entry) -> int:
    """Where what follows an entry begins: behind its data, and behind the description of it if there is one."""
    end = _contents(data, entry) + entry.packed
    if entry.flags & _DESCRIBED:
        end += 16 if data[end : end + 4] == b"PK\x07\x08" else 12
    return end


def _rewritten(data: bytes, entry: _Entry, content: bytes) -> tuple[bytes, tuple[int, int, int]]:
    """The local record of an entry with other contents."""
    if entry.method not in (_STORED, _DEFLATED):
        raise _unkept()
    packed = content if entry.method == _STORED else _deflated(content)
    sizes = (zlib.crc32(content), len(packed), len(content))
    head = bytearray(data[entry.start : _contents(data, entry)])
    if not entry.flags & _DESCRIBED:
        struct.pack_into("<3L", head, 14, *sizes)
        return bytes(head) + packed, sizes
    marked = data[_behind(data, entry) - 16 :][:4] == b"PK\x07\x08"
    return bytes(head) + packed + b"PK\x07\x08" * marked + struct.pack("<3L", *sizes), sizes


def _deflated(content: bytes) -> bytes:
    squeezing = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
    return squeezing.compress(content) + squeezing.flush()


def _unkept() -> UnwritableError:
    return UnwritableError(
        say("the file is packed in an unusual way that would not survive the change: save it again in Word first")
    )
