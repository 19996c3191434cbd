"""A client with many systems: copies of the complete sample workbook, each with an id of its own.

Ten thousand of them have to be there before anything is measured, so they are pressed from one mould: of the two parts
that hold the id, what stands before and after it is deflated once.
"""

import shutil
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from msgspec import Struct

from benchmarks import ours

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_STORED_BLOCK = struct.Struct("<BHH")
_VERSION, _DEFLATED, _DAY = 20, 8, 33


class Part(Struct, frozen=True):
    """A member of a workbook, cut at each place where the id stands: the texts between, and the same deflated."""

    name: str
    texts: tuple[bytes, ...]
    deflated: tuple[bytes, ...]

    @classmethod
    def of(cls, name: str, content: bytes) -> "Part":
        """Cut a member at the id of the sample."""
        mark = f">{ours.SYSTEM}<".encode()
        texts = content.split(mark)
        texts = [b"<" * (n > 0) + text + b">" * (n < len(texts) - 1) for n, text in enumerate(texts)]
        return cls(name, tuple(texts), tuple(_deflated(text, is_last=text is texts[-1]) for text in texts))

    def with_id(self, name: bytes) -> tuple[bytes, int, int]:
        """Return the deflated member for a system, the checksum of its content, and the length of its content."""
        # A block that is stored as it is: one byte of kind, its length, and the length with every bit turned.
        block = _STORED_BLOCK.pack(0, len(name), len(name) ^ 0xFFFF) + name
        checksum = 0
        for number, text in enumerate(self.texts):
            checksum = zlib.crc32(text, zlib.crc32(name, checksum) if number else checksum)
        return block.join(self.deflated), checksum, sum(map(len, self.texts)) + len(name) * (len(self.texts) - 1)


def write(folder: Path, systems: int) -> None:
    """Write a client's folder.

    Args:
        folder: made here; evidence and organisation are those of the sample.
        systems: how many.
    """
    shutil.copytree(ours.CLIENT / "evidence", folder / "evidence")
    shutil.copy(ours.ORGANISATION, folder)
    with zipfile.ZipFile(ours.SAMPLE) as sample:
        mould = [Part.of(name, sample.read(name)) for name in sample.namelist()]
    same = {part.name: part.with_id(b"") for part in mould if len(part.texts) == 1}
    for number in range(systems):
        name = f"system-{number:05}"
        (folder / f"{name}.xlsx").write_bytes(_pressed(mould, same, name.encode()))


def _pressed(mould: list[Part], same: dict[str, tuple[bytes, int, int]], name: bytes) -> bytes:
    """Return the workbook of one system."""
    whole, directory = BytesIO(), []
    for part in mould:
        content, checksum, length = same.get(part.name) or part.with_id(name)
        sizes = (checksum, len(content), length)
        title, start = part.name.encode(), whole.tell()
        entry = (_VERSION, 0, _DEFLATED, 0, _DAY, *sizes, len(title), 0)
        whole.write(_LOCAL.pack(b"PK\3\4", *entry) + title + content)
        directory.append(_CENTRAL.pack(b"PK\1\2", _VERSION, *entry, 0, 0, 0, 0, start) + title)
    start, listed = whole.tell(), b"".join(directory)
    count = len(directory)
    whole.write(listed + _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), start, 0))
    return whole.getvalue()


def _deflated(text: bytes, *, is_last: bool) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(text) + packer.flush(zlib.Z_FINISH if is_last else zlib.Z_FULL_FLUSH)
