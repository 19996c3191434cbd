"""The package that a .docx file is: parts in a ZIP, written so that equal parts give equal bytes."""

import io
import struct
import zipfile
from collections.abc import Mapping

from msgspec import Struct
from zlib_ng import zlib_ng as zlib

CONTENT_TYPES = "[Content_Types].xml"
_LEVEL = 4
"""A seventh less time than the fifth, which makes documents as small as plain zlib does, and a twentieth more."""
_DATE = (1980, 1, 1, 0, 0, 0)
_DOS_TIME, _DOS_DATE = 0, (1 << 5) | 1
"""The date as a ZIP file writes it: years since 1980, months, days."""
_READABLE_FILE = 0o100644 << 16
_UNIX, _VERSION, _UTF8 = 3, 20, 0x800
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3I2H"), struct.Struct("<4s4B4H3I5H2I"), struct.Struct("<4s4H2IH")
_NAME_AT = 26
"""Where the header of a part says how long its name is, and what follows it."""
_LONG_HEADER = 30
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_COPIED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class Packed(Struct, frozen=True):
    """A part as it lies in a package, ready to be copied: how it is packed, its checksum, its length, its bytes."""

    method: int
    checksum: int
    length: int
    content: bytes


def pack(content: bytes) -> Packed:
    """Pack a part; the same content gives the same bytes wherever the same zlib-ng runs.

    Pictures are as small as they can be: they are taken as they are, which takes no time.

    Args:
        content: of the part.
    """
    if content.startswith(_PICTURES):
        return Packed(zipfile.ZIP_STORED, zlib.crc32(content), len(content), content)
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflate.compress(content) + deflate.flush()
    return Packed(zipfile.ZIP_DEFLATED, zlib.crc32(content), len(content), packed)


def read_parts(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name.

    Raises:
        zipfile.BadZipFile: the bytes are no ZIP file, or a part is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed_parts(package: bytes) -> dict[str, Packed]:
    """Return the parts of a package by name as they are packed; those that are packed in an odd way are left out.

    Args:
        package: a ZIP file; its contents are not looked at.

    Raises:
        zipfile.BadZipFile: the bytes are no ZIP file.
    """
    found = {}
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for entry in archive.infolist():
            name, extra = struct.unpack_from("<2H", package, entry.header_offset + _NAME_AT)
            start = entry.header_offset + _LONG_HEADER + name + extra
            content = package[start : start + entry.compress_size]
            if entry.compress_type in _COPIED and not entry.flag_bits & 1:
                found[entry.filename] = Packed(entry.compress_type, entry.CRC, entry.file_size, content)
    return found


def write_parts(parts: Mapping[str, bytes], packed: Mapping[str, Packed] | None = None) -> bytes:
    """Write a package: the content types first, then by name, with fixed dates and attributes.

    Args:
        parts: content by part name, the content types among them.
        packed: parts that are packed already and are copied as they are; they go before those in ``parts``.

    Returns:
        The package; the same parts give the same bytes wherever the same zlib-ng runs.
    """
    ready = packed or {}
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
        part = ready.get(name) or pack(parts[name])
        called = name.encode()
        flags = 0 if called.isascii() else _UTF8
        about = (flags, part.method, _DOS_TIME, _DOS_DATE, part.checksum, len(part.content), part.length, len(called))
        header = _LOCAL.pack(b"PK\x03\x04", _VERSION, *about, 0)
        directory += (
            _CENTRAL.pack(
                *(b"PK\x01\x02", _VERSION, _UNIX, _VERSION, 0, *about, 0, 0, 0, 0, _READABLE_FILE, offset),
            ),
            called,
        )
        pieces += (header, called, part.content)
        offset += len(header) + len(called) + len(part.content)
    size = sum(map(len, directory))
    end = _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), size, offset, 0)
    return b"".join((*pieces, *directory, end))


def is_written_here(package: bytes) -> bool:
    """Tell a package in the one order, with the one date and the attributes that this tool writes.

    Args:
        package: the bytes of a file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        return False
    names = [entry.filename for entry in entries]
    return names == sorted(names, key=lambda name: (name != CONTENT_TYPES, name)) and all(
        (entry.date_time, entry.create_system, entry.external_attr) == (_DATE, _UNIX, _READABLE_FILE)
        for entry in entries
    )


def canonical(package: bytes) -> bytes:
    """Return the package with the same parts, in the one order and with the one date that this tool writes."""
    return write_parts(read_parts(package))
