"""The package that a .docx file is: parts in a ZIP, written so that equal parts give equal bytes."""

import io
import zipfile
from collections.abc import Mapping

CONTENT_TYPES = "[Content_Types].xml"
_DATE = (1980, 1, 1, 0, 0, 0)
_READABLE_FILE = 0o100644 << 16
_UNIX = 3


def read_parts(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name.

    Raises:
        zipfile.BadZipFile: the bytes are no ZIP file, or a part is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """Write a package: the content types first, then by name, with fixed dates and attributes.

    Args:
        parts: content by part name, the content types among them.

    Returns:
        The package; the same parts give the same bytes wherever the same zlib runs.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _READABLE_FILE
            archive.writestr(entry, parts[name], compresslevel=6)
    return buffer.getvalue()


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
