"""Unpacks a workbook under caps: every byte is inflated once and checked before any reader sees the file."""

import struct
from collections.abc import Callable, Collection, Iterable
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from zlib_ng import zlib_ng as zlib

from pipeline.formats.xlsx_sniff import Guess, guess, guess_archive, is_archive, is_locked

MOST_MEMBERS = 2_000
MOST_BYTES = 200 * 2**20
MOST_MEMBER_BYTES = 50 * 2**20

_MIB = 2**20
_LOCAL_HEADER = 30
_LOCKED, _IN_UTF8 = 0x1, 0x800
_MACROS = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")


class RefusedError(Exception):
    """A workbook that is not read: the code of the finding and the values of its wording."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def unpack(content: bytes, other: Callable[[Collection[str]], Guess | None] = guess_archive) -> dict[str, bytes]:
    """Return the members of an office file by name; of a workbook, where nothing else is said.

    Args:
        content: the file's bytes.
        other: says by the names of its members what an archive is that is not the file wanted.

    Raises:
        RefusedError: it is not the file wanted, damaged, locked, too large or unsafe.
    """
    if is_locked(content):
        raise RefusedError("INT003")
    if not is_archive(content):
        found = guess(content)
        raise RefusedError("INT001", kind=found.kind, remedy=found.remedy)
    entries = _entries(content)
    names = [entry.filename for entry in entries]
    if is_other := other(names):
        raise RefusedError("INT001", kind=is_other.kind, remedy=is_other.remedy)
    _check_names(names)
    return _inflate_all(content, entries)


def inflate(content: bytes) -> dict[str, bytes]:
    """Return the members of any Office package by name, macros and all.

    Args:
        content: the bytes of a ZIP file.

    Raises:
        RefusedError: it is damaged, locked or too large.
    """
    return _inflate_all(content, _entries(content))


def _inflate_all(content: bytes, entries: list[ZipInfo]) -> dict[str, bytes]:
    members: dict[str, bytes] = {}
    left = MOST_BYTES
    for entry in entries:
        members[entry.filename] = _inflate(content, entry, left)
        left -= len(members[entry.filename])
    _check_places(content, entries)
    return members


def _entries(content: bytes) -> list[ZipInfo]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except BadZipFile:
        raise RefusedError("INT002", why="its end is missing or cut off") from None
    except (NotImplementedError, ValueError, OverflowError, EOFError, struct.error):
        # A version of the format that there is not, names that are no text, numbers that cannot be.
        raise RefusedError("INT002", why="the list of its parts cannot be read") from None
    if len(entries) > MOST_MEMBERS:
        raise RefusedError("INT004", what=f"it is made of {len(entries)} parts; a form has fewer than {MOST_MEMBERS}")
    return [entry for entry in entries if not entry.is_dir()]


def _check_names(names: list[str]) -> None:
    folded = [name.casefold() for name in names]
    for name in folded:
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name:
            raise RefusedError("INT005", what=f'a part with the unsafe name "{name}"')
        if name.rpartition("/")[2] in _MACROS or "/macrosheets/" in name:
            raise RefusedError("INT005", what="macros")
    twice = next((name for name in folded if folded.count(name) > 1), None) if len(set(folded)) < len(folded) else None
    if twice:
        raise RefusedError("INT005", what=f'two parts of the name "{twice}"')


def _check_places(content: bytes, entries: Iterable[ZipInfo]) -> None:
    """Refuse members that share bytes: the sizes that the archive declares would say nothing of what it holds."""
    spans = sorted((entry.header_offset, _start(content, entry) + entry.compress_size) for entry in entries)
    if any(following < end for (_, end), (following, _) in pairwise(spans)):
        raise RefusedError("INT002", why="two of its parts lie in the same place")


def _inflate(content: bytes, entry: ZipInfo, left: int) -> bytes:
    """Inflate one member, trusting no size that the archive declares.

    ``zipfile`` stops at the declared size, which a hostile file sets too low for readers that do not.
    """
    if entry.flag_bits & _LOCKED:
        raise RefusedError("INT003")
    data = _stored_bytes(content, entry)
    most = min(left, MOST_MEMBER_BYTES)
    if entry.compress_type == ZIP_DEFLATED:
        engine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            data = engine.decompress(data, most + 1)
        except zlib.error:  # type: ignore[misc]  # its stubs take the type for an instance
            raise _damaged(entry) from None
        if len(data) <= most and (not engine.eof or engine.unused_data):
            raise _damaged(entry)
    elif entry.compress_type != ZIP_STORED:
        raise RefusedError("INT002", why=f"{entry.filename} is packed in a way that Excel does not use")
    if len(data) > most:
        limit = f"{MOST_MEMBER_BYTES // _MIB} MB" if most == MOST_MEMBER_BYTES else f"{MOST_BYTES // _MIB} MB in all"
        raise RefusedError("INT004", what=f"{entry.filename} unpacks to more than {limit}")
    if len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
        raise _damaged(entry)
    return data


def _stored_bytes(content: bytes, entry: ZipInfo) -> bytes:
    start = entry.header_offset
    header = content[start : start + _LOCAL_HEADER]
    if start < 0 or len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise _damaged(entry)
    name = entry.orig_filename.encode("utf-8" if entry.flag_bits & _IN_UTF8 else "cp437")
    if content[start + _LOCAL_HEADER : start + _LOCAL_HEADER + int.from_bytes(header[26:28], "little")] != name:
        raise RefusedError("INT002", why=f"{entry.filename} is called otherwise where it lies")
    start = _start(content, entry)
    data = content[start : start + entry.compress_size]
    if len(data) != entry.compress_size:
        raise _damaged(entry)
    return data


def _start(content: bytes, entry: ZipInfo) -> int:
    """Return where the packed content of a member begins, behind its header and two fields of any length."""
    at = entry.header_offset + _LOCAL_HEADER
    return at + int.from_bytes(content[at - 4 : at - 2], "little") + int.from_bytes(content[at - 2 : at], "little")


def _damaged(entry: ZipInfo) -> RefusedError:
    return RefusedError("INT002", why=f"{entry.filename} cannot be unpacked")
