"""Tells what a file that is no .xlsx workbook seems to be, and what its sender can do."""

from collections.abc import Collection

from msgspec import Struct

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SAMPLE = 4096
_STREAM_NAME, _IS_STREAM = 64, b"\x02"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOK = "xl/workbook.xml"


class Guess(Struct, frozen=True):
    """What a file seems to be, in words that continue "this is", and the way out."""

    kind: str
    remedy: str


EMPTY = Guess("an empty file", "Copy it again; in a cloud folder, open it once so that it is downloaded.")
_TAKE_THE_FORM = "Send the Excel workbook that was made as the form."
_SAVE_AS = "Open it in Excel and save it as an Excel workbook (.xlsx)."
_OLD_EXCEL = Guess("an Excel workbook of the old kind (.xls)", _SAVE_AS)
_OLD_WORD = Guess("a Word document of the old kind (.doc)", _TAKE_THE_FORM)
_OLD_OFFICE = Guess("an Office file of an old kind", _SAVE_AS)
_UNKNOWN = Guess("a file of an unknown kind", _TAKE_THE_FORM)
_ARCHIVE = Guess("a ZIP archive without a workbook", "Unpack it and take the Excel workbook inside.")

_BEGINNINGS = (
    (b"%PDF-", Guess("a PDF document", "Send the Excel workbook itself, not a print of it.")),
    (b"{\\rtf", Guess("a rich text document", _TAKE_THE_FORM)),
    (b"\x89PNG", Guess("a picture", _TAKE_THE_FORM)),
    (b"\xff\xd8\xff", Guess("a picture", _TAKE_THE_FORM)),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
)
_PARTS = (
    ("xl/workbook.bin", Guess("a binary Excel workbook (.xlsb)", _SAVE_AS)),
    ("word/", Guess("a Word document", _TAKE_THE_FORM)),
    ("ppt/", Guess("a PowerPoint presentation", _TAKE_THE_FORM)),
    ("content.xml", Guess("an OpenDocument file, such as LibreOffice writes", "Save it as an Excel workbook (.xlsx).")),
    ("Index/", Guess("an Apple Numbers file", "Export it from Numbers as an Excel workbook (.xlsx).")),
)


def is_archive(content: bytes) -> bool:
    """Tell whether a file begins as every .xlsx workbook does."""
    return content.startswith(_ZIP)


def is_locked(content: bytes) -> bool:
    """Tell whether a file is an Office file under a password."""
    return content.startswith(_OLE) and _has_stream(content, "EncryptedPackage")


def guess(content: bytes) -> Guess:
    """Tell what a file is that is no ZIP archive.

    Args:
        content: the file's bytes.
    """
    if not content:
        return EMPTY
    if content.startswith(_OLE):
        if _has_stream(content, "Workbook") or _has_stream(content, "Book"):
            return _OLD_EXCEL
        return _OLD_WORD if _has_stream(content, "WordDocument") else _OLD_OFFICE
    found = next((kind for start, kind in _BEGINNINGS if content.startswith(start)), None)
    return found or _guess_text(content[:_SAMPLE])


def _has_stream(content: bytes, name: str) -> bool:
    """Tell whether an Office file of an old kind has a stream of a name, as its directory writes it.

    A text of the same letters, without the blanks, the length and the kind that an entry has, is none.
    """
    label = (name + "\0").encode("utf-16-le")
    return label.ljust(_STREAM_NAME, b"\0") + len(label).to_bytes(2, "little") + _IS_STREAM in content


def _guess_text(sample: bytes) -> Guess:
    encoding = "utf-16" if sample.startswith(_UTF_16) else "utf-8-sig"
    text = sample.decode(encoding, errors="replace").lstrip().casefold()
    if text.startswith(("<!doctype html", "<html")):
        return Guess("a web page (HTML)", _SAVE_AS)
    if text.startswith("<?xml"):
        return Guess("an XML file", _SAVE_AS)
    if text and sum(char.isprintable() or char.isspace() for char in text) / len(text) > 0.95:  # noqa: PLR2004 - a share
        return Guess("a text file, such as CSV", "Send the Excel workbook itself: a CSV file holds no form.")
    return _UNKNOWN


def guess_archive(names: Collection[str]) -> Guess | None:
    """Tell what a ZIP archive is.

    Args:
        names: of its members.

    Returns:
        Nothing for an .xlsx workbook.
    """
    if any(name.casefold() == _WORKBOOK for name in names):
        return None
    return next((kind for part, kind in _PARTS if any(name.startswith(part) for name in names)), _ARCHIVE)
