"""Archives that are damaged, lie about themselves, or unpack to more than anyone can hold."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

from tests.corpus.case import Builder, Filled, lacking, raw, read, refused
from tests.corpus.package import STRINGS, TYPES, WORKBOOK, WORKBOOK_RELS, Package, zipped

_SHEET = "xl/worksheets/sheet2.xml"
_CENTRAL = b"PK\x01\x02"
_CRC, _PACKED, _SIZE, _OFFSET, _FLAGS, _METHOD = 16, 20, 24, 42, 8, 10
"""Where fields stand in an entry of the central directory."""


def _cut(share: float, less: int = 0) -> Builder:
    return lambda form: form.content[: int(len(form.content) * share) - less]


def _entry(content: bytes, name: str) -> int:
    """Return where the central directory speaks of a member."""
    at = content.find(_CENTRAL)
    while content[at + 46 : at + 46 + len(name)] != name.encode():
        at = content.index(_CENTRAL, at + 4)
    return at


def _said(name: str, field: int, value: int | None, layout: str = "<I") -> Builder:
    """Return the form with another number in the central directory; with the one that stands there turned over."""

    def build(form: Filled) -> bytes:
        content = bytearray(form.content)
        at = _entry(form.content, name) + field
        new = struct.unpack_from(layout, content, at)[0] ^ 1 if value is None else value
        struct.pack_into(layout, content, at, new)
        return bytes(content)

    return build


def _flipped(name: str) -> Builder:
    """Return the form with one bit of a member's packed content turned over."""

    def build(form: Filled) -> bytes:
        content = bytearray(form.content)
        entry = _entry(form.content, name)
        start, packed = (struct.unpack_from("<I", content, entry + at)[0] for at in (_OFFSET, _PACKED))
        content[start + 30 + len(name) + packed // 2] ^= 4
        return bytes(content)

    return build


def _with(members: Iterable[tuple[str, bytes]]) -> Builder:
    """Return the form with further members."""
    return lambda form: zipped([*Package(form.content).parts.items(), *members])


def _streamed(form: Filled) -> bytes:
    """Return the form as a program writes it that does not know sizes beforehand."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise io.UnsupportedOperation

    target = Pipe()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in Package(form.content).parts.items():
            out.writestr(name, content)
    return target.getvalue()


def _large_format(form: Filled) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in Package(form.content).parts.items():
            with out.open(name, "w", force_zip64=True) as member:
                member.write(content)
    return target.getvalue()


def _with_folders_and_comment(form: Filled) -> bytes:
    target = io.BytesIO(zipped([("xl/", b""), *Package(form.content).parts.items()]))
    with zipfile.ZipFile(target, "a") as out:
        out.comment = b"sent by the portal"
    return target.getvalue()


def _locked_members(form: Filled) -> bytes:
    return _said(WORKBOOK, _FLAGS, 1, "<H")(form)


def bomb(name: str, mebibytes: int) -> tuple[str, bytes, int, int]:
    """Return a member of zeros: name, packed content, sum and size; it takes a thousandth of what it unpacks to."""
    zeros = bytes(2**20)
    engine = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    engine.compress(zeros)
    engine.flush(zlib.Z_FULL_FLUSH)
    block = engine.compress(zeros) + engine.flush(zlib.Z_FULL_FLUSH)
    total = 0
    for _ in range(mebibytes):
        total = zlib.crc32(zeros, total)
    return name, block * mebibytes + engine.flush(), total, mebibytes * 2**20


def _raw_archive(*members: tuple[str, bytes, int, int], shared: bool = False) -> bytes:
    """Return an archive of members that are packed already; ``shared`` lets all entries point at the first."""
    body, directory = b"", b""
    for number, (name, packed, checksum, size) in enumerate(members):
        at = 0 if shared else len(body)
        fields = struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, checksum, len(packed), size)
        ends = struct.pack("<HH", len(name), 0)
        if not shared or not number:
            body += b"PK\x03\x04" + fields + ends + name.encode() + packed
        directory += _CENTRAL + b"\x14\0" + fields + ends + struct.pack("<HHHII", 0, 0, 0, 0, at) + name.encode()
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def _packed(name: str, content: bytes) -> tuple[str, bytes, int, int]:
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return name, engine.compress(content) + engine.flush(), zlib.crc32(content), len(content)


def _hiding(form: Filled) -> bytes:
    """Return a member of which only the first bytes are declared."""
    name, packed, _, _ = bomb(_SHEET, 100)
    said = bytes(100)
    members = [_packed(*member) for member in Package(form.content).parts.items() if member[0] != name]
    return _raw_archive(*members, (name, packed, zlib.crc32(said), len(said)))


def _overlapping(form: Filled) -> bytes:
    """Return two members that lie in the same bytes."""
    parts = Package(form.content).parts
    first, *others = [_packed(WORKBOOK, parts.pop(WORKBOOK)), *(_packed(*each) for each in parts.items())]
    content = _raw_archive(first, *others, ("xl/media/1.xml", *first[1:]))
    at = _entry(content, "xl/media/1.xml") + _OFFSET
    return content[:at] + bytes(4) + content[at + 4 :]


def _renamed_inside(form: Filled) -> bytes:
    """Return a member that is called otherwise where it lies than in the directory."""
    content = form.content
    at = content.index(_SHEET.encode())
    return content[:at] + _SHEET.replace("2", "3").encode() + content[at + len(_SHEET) :]


_NEVER_INFLATED = zipped([("a.xml", bytes(10**6))])
_TOO_LARGE, _CUT_OFF, _UNPACKED = "unpacks to more than", "cut off", "cannot be unpacked"

CASES = (
    *(refused(f"cut off at {share:.1%}", _cut(share), "INT002", _CUT_OFF) for share in (0.01, 0.1, 0.25, 0.5, 0.75)),
    *(refused(f"cut off at {share:.1%}", _cut(share), "INT002", _CUT_OFF) for share in (0.9, 0.97, 0.99, 0.999)),
    *(refused(f"{less} bytes short", _cut(1, less), "INT002", _CUT_OFF) for less in (1, 4, 21, 22, 100)),
    *(
        refused(f"bit turned over in {name}", _flipped(name), "INT002", _UNPACKED)
        for name in (_SHEET, STRINGS, WORKBOOK, WORKBOOK_RELS, TYPES, "docProps/core.xml")
    ),
    refused("wrong sum", _said(_SHEET, _CRC, None), "INT002", _UNPACKED),
    refused("size declared too small", _said(_SHEET, _SIZE, 10), "INT002", _UNPACKED),
    refused("size declared too large", _said(_SHEET, _SIZE, 2**31), "INT002", _UNPACKED),
    refused("packed size declared too small", _said(_SHEET, _PACKED, 10), "INT002", _UNPACKED),
    refused("packed size past the end", _said(_SHEET, _PACKED, 2**30), "INT002", _UNPACKED),
    refused("member that lies elsewhere", _said(_SHEET, _OFFSET, 7), "INT002", _UNPACKED),
    refused("packed as LZMA", lambda form: Package(form.content).save(zipfile.ZIP_LZMA), "INT002", "packed in a way"),
    refused("packed as bzip2", lambda form: Package(form.content).save(zipfile.ZIP_BZIP2), "INT002", "packed in a way"),
    refused("packing of no kind", _said(_SHEET, _METHOD, 9, "<H"), "INT002", "packed in a way"),
    refused("locked as an archive", _locked_members, "INT003", "password"),
    refused("two members in the same bytes", _overlapping, "INT002", "damaged"),
    refused("member of two names", _renamed_inside, "INT002", "damaged"),
    refused(
        "bomb of one part", lambda _: _raw_archive(_packed(WORKBOOK, b"<a/>"), bomb(_SHEET, 1024)), "INT004", _TOO_LARGE
    ),
    refused("bomb that hides its size", _hiding, "INT004", _TOO_LARGE),
    refused(
        "bomb of ten parts",
        lambda _: _raw_archive(_packed(WORKBOOK, b"<a/>"), *(bomb(f"xl/media/{each}.xml", 40) for each in range(10))),
        "INT004",
        "in all",
    ),
    refused(
        "bomb of parts in the same bytes",
        lambda _: _raw_archive(
            *((name, *bomb(WORKBOOK, 40)[1:]) for name in (WORKBOOK, *(f"xl/{each}.xml" for each in range(9)))),
            shared=True,
        ),
        "INT002",
        "is called otherwise",
    ),
    refused("2,500 parts", _with([(f"xl/media/{each}.png", b"") for each in range(2500)]), "INT004", "is made of"),
    refused("70,000 parts", raw(lambda: zipped((f"xl/{each}", b"") for each in range(70_000))), "INT004", "is made of"),
    *(
        refused(f"part named {name}", _with([(name, b"<a/>")]), "INT005", "the unsafe name")
        for name in ("../evil.xml", "/etc/passwd", "xl\\..\\..\\evil", "C:/evil", "xl/../../evil.xml", "\\\\host\\evil")
    ),
    refused("part that stands twice", _with([(_SHEET, b"<a/>")]), "INT005", "two parts of the name"),
    refused("part that stands twice in other letters", _with([("XL/Workbook.XML", b"<a/>")]), "INT005", "two parts"),
    refused("macros", _with([("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")]), "INT005", "macros"),
    refused("macros of Excel 4", _with([("xl/macrosheets/sheet1.xml", b"<a/>")]), "INT005", "macros"),
    read("archive within a part", _with([("xl/media/nested.zip", _NEVER_INFLATED)])),
    read("not packed at all", lambda form: Package(form.content).save(zipfile.ZIP_STORED)),
    read("sizes written behind the members", _streamed),
    read("sizes of 64 bits", _large_format),
    read("folders and a comment", _with_folders_and_comment),
    read("members in another order", lambda form: Package(form.content).save(order=lambda name: name[::-1])),
    refused("without the table of texts", lacking(STRINGS), "INT002", "damaged"),
    refused("without a sheet", lacking(_SHEET), "INT002", "is missing"),
    refused("without the list of sheets", lacking(WORKBOOK_RELS), "INT002", "list of"),
    refused("without the workbook", lacking(WORKBOOK), "INT001", "ZIP archive"),
    refused("without the beginning", lacking("_rels/.rels"), "INT002", "damaged"),
    *(
        read(f"without {name}", lacking(name))
        for name in (TYPES, "xl/theme/theme1.xml", "docProps/app.xml", "docProps/custom.xml")
    ),
)
