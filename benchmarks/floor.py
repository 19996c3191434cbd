"""The least that a document costs: to deflate what is new in it and to write it to the disk."""

import io
import os
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

_LEVEL = 6
_NAMES = 26
"""Where a local header of a ZIP file holds the lengths of what stands between it and the data."""


class Floor(Struct, frozen=True):
    """A document taken apart into what has to be deflated for it and what is there already."""

    deflated: tuple[bytes, ...]
    raw: tuple[bytes, ...]

    @classmethod
    def of(cls, document: bytes, template: bytes) -> "Floor":
        """Take a finished document apart.

        Args:
            document: as it was made.
            template: a part whose compressed bytes stand in it can be copied, and so can one that is not compressed.
        """
        ready = set(_raw_members(template).values())
        deflated, raw = [], []
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            for name, stored in _raw_members(document).items():
                if stored in ready or archive.getinfo(name).compress_type == zipfile.ZIP_STORED:
                    raw.append(stored)
                else:
                    deflated.append(archive.read(name))
        return cls(tuple(deflated), tuple(raw))

    def write(self, target: Path, deflate: Callable[[bytes], bytes]) -> None:
        """Deflate, write beside the target, and put it in its place."""
        put(target, b"".join((*self.raw, *map(deflate, self.deflated))))


def plain(content: bytes) -> bytes:
    """Return a part deflated by zlib, as Python brings it."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def put(target: Path, content: bytes) -> None:
    """Write a file in one step: it is there whole, or as it was."""
    beside = target.with_name(f".{target.name}.part")
    beside.write_bytes(content)
    os.replace(beside, target)  # noqa: PTH105 - what is measured is this call alone


def _raw_members(package: bytes) -> dict[str, bytes]:
    """Return the bytes of each member as they lie in the file."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for entry in archive.infolist():
            lengths = entry.header_offset + _NAMES
            name, extra = (int.from_bytes(package[lengths + n : lengths + n + 2], "little") for n in (0, 2))
            begin = lengths + 4 + name + extra
            found[entry.filename] = package[begin : begin + entry.compress_size]
    return found
