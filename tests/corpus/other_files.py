"""Files that are no .xlsx workbook, under its name."""

import gzip
import io
import struct

from docx import Document

from tests.corpus.case import SYSTEM, Filled, raw, refused
from tests.corpus.package import WORKBOOK, zipped

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(*streams: tuple[str, bytes]) -> bytes:
    """Return an OLE compound file, as Office before 2007 wrote all its files and as it wraps encrypted ones."""
    padded = [(name, content.ljust(4096, b"\0") + b"\0" * (-len(content) % _SECTOR)) for name, content in streams]
    directories = (len(padded) + 4) // 4
    fat = [_FAT, *(range(2, directories + 1)), _END]
    entries = [_entry("Root Entry", 5, 1 if padded else _FREE, _END, 0)]
    for place, (name, content) in enumerate(padded, 1):
        start, sectors = len(fat), len(content) // _SECTOR
        fat += [*range(start + 1, start + sectors), _END]
        following = place + 1 if place < len(padded) else _FREE
        entries.append(_entry(name, 2, _FREE, start, len(content), following))
    entries += [bytes(128)] * (directories * 4 - len(entries))
    assert len(fat) <= _SECTOR // 4
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", 0)
    table = struct.pack(f"<{len(fat)}I", *fat)
    content = b"".join(content for _, content in padded)
    return header.ljust(_SECTOR, b"\xff") + table.ljust(_SECTOR, b"\xff") + b"".join(entries) + content


def _entry(name: str, kind: int, child: int, start: int, size: int, following: int = _FREE) -> bytes:
    label = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(label), kind, 1, _FREE, following, child)
    return label.ljust(64, b"\0") + links + bytes(36) + struct.pack("<III", start, size, 0)


def _document() -> bytes:
    target = io.BytesIO()
    document = Document()
    document.add_paragraph("The answers are in the table below.")
    document.save(target)
    return target.getvalue()


def _open_document(kind: str) -> bytes:
    mime = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zipped([("mimetype", mime), ("content.xml", b"<x/>"), ("META-INF/manifest.xml", b"<x/>")])


def _with_form_inside(form: Filled) -> bytes:
    return zipped([("for the lawyers/", b""), (f"for the lawyers/{SYSTEM}", form.content)])


_BOOK = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(200)
_ENCRYPTED = ("EncryptionInfo", b"\x04\x00\x04\x00\x40\x00\x00\x00<encryption/>"), ("EncryptedPackage", bytes(5000))
_NOT_EXCEL = "not an Excel workbook"

CASES = (
    refused("empty file", raw(b""), "INT001", "an empty file"),
    refused("placeholder of a cloud folder", raw(bytes(8192)), "INT001", _NOT_EXCEL),
    refused("random bytes", raw(bytes(range(256)) * 40), "INT001", "a file of an unknown kind"),
    refused("two letters", raw(b"PK"), "INT001", _NOT_EXCEL),
    refused("only the beginning of an archive", raw(b"PK\x03\x04"), "INT002", "cut off"),
    refused("password", raw(lambda: compound(*_ENCRYPTED)), "INT003", "locked with a password"),
    refused(
        "password and labels of secrecy",
        raw(lambda: compound(("\x06DataSpaces", b"x"), *_ENCRYPTED, ("\x05SummaryInformation", b"x"))),
        "INT003",
        "locked with a password",
    ),
    refused("old Excel", raw(lambda: compound(("Workbook", _BOOK))), "INT001", "of the old kind (.xls)"),
    refused("Excel 95", raw(lambda: compound(("Book", _BOOK))), "INT001", "of the old kind (.xls)"),
    refused(
        "old Excel that speaks of encryption",
        raw(lambda: compound(("Workbook", _BOOK + "our EncryptedPackage format".encode("utf-16-le")))),
        "INT001",
        "of the old kind (.xls)",
    ),
    refused("old Word", raw(lambda: compound(("WordDocument", bytes(600)))), "INT001", "a Word document"),
    refused("mail of Outlook", raw(lambda: compound(("__properties_version1.0", b"x"))), "INT001", "an old kind"),
    refused("cut off old Excel", raw(lambda: compound(("Workbook", _BOOK))[:700]), "INT001", _NOT_EXCEL),
    refused("binary Excel", raw(lambda: zipped([("xl/workbook.bin", b"\x83\x01\0")])), "INT001", "(.xlsb)"),
    refused("Word document", raw(_document), "INT001", "a Word document"),
    refused("presentation", raw(lambda: zipped([("ppt/presentation.xml", b"<p/>")])), "INT001", "a PowerPoint"),
    refused("LibreOffice Calc", raw(lambda: _open_document("spreadsheet")), "INT001", "an OpenDocument file"),
    refused("LibreOffice Writer", raw(lambda: _open_document("text")), "INT001", "an OpenDocument file"),
    refused("Numbers", raw(lambda: zipped([("Index/Document.iwa", b"\0")])), "INT001", "an Apple Numbers file"),
    refused("folder that was sent zipped", _with_form_inside, "INT001", "a ZIP archive without a workbook"),
    refused("archive of nothing", raw(lambda: zipped([])), "INT001", "a ZIP archive without a workbook"),
    refused("text with commas", raw("id,answer\nsystem.name,Größe\n".encode()), "INT001", "such as CSV"),
    refused("text with commas of old Windows", raw("id;Größe\n".encode("cp1252")), "INT001", "such as CSV"),
    refused("Unicode text of Excel", raw("id\tanswer\r\nx\ty\r\n".encode("utf-16")), "INT001", "a text file"),
    refused("shortcut of Google Drive", raw(b'{"doc_id": "1a", "email": "a@b.example"}'), "INT001", "a text file"),
    refused("pointer of Git LFS", raw(b"version https://git-lfs.github.com/spec/v1\noid x\n"), "INT001", "a text file"),
    refused("web page", raw(b"<html><table><tr><td>x</td></tr></table></html>"), "INT001", "a web page"),
    refused("web page with a mark", raw(b"\xef\xbb\xbf\n<!DOCTYPE html><html>"), "INT001", "a web page"),
    refused(
        "Excel 2003 XML",
        raw(b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
        "INT001",
        "XML",
    ),
    refused("PDF", raw(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), "INT001", "a PDF document"),
    refused("rich text", raw(b"{\\rtf1\\ansi x}"), "INT001", "a rich text document"),
    refused("photograph", raw(b"\xff\xd8\xff\xe0\x00\x10JFIF"), "INT001", "a picture"),
    refused("screenshot", raw(b"\x89PNG\r\n\x1a\n"), "INT001", "a picture"),
    refused("7-Zip", raw(b"7z\xbc\xaf\x27\x1c" + bytes(30)), "INT001", "a ZIP archive"),
    refused("gzip", lambda form: gzip.compress(form.content), "INT001", _NOT_EXCEL),
    refused("form behind other bytes", lambda form: b"HTTP/1.1 200 OK\r\n\r\n" + form.content, "INT001", _NOT_EXCEL),
    refused(
        "workbook part elsewhere",
        lambda form: form.content.replace(WORKBOOK.encode(), b"xl/my-book1.xml"),
        "INT001",
        "a ZIP archive without a workbook",
    ),
)
