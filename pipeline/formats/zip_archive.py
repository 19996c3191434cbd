"""A ZIP archive that leaves the house: the same files give the same bytes, and no name leads out of its folder."""

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping

_DATE = (1980, 1, 1, 0, 0, 0)
_READABLE_FILE = 0o100644 << 16
_UNIX = 3
_PRESSED_ALREADY = frozenset({".docx", ".xlsx", ".pptx", ".png", ".jpg", ".jpeg", ".zip", ".gz", ".mp4", ".webp"})
_SEAL = re.compile(rb"dossier pack ([0-9a-f]{64})")
_NO_COMMENT = b"\0\0"


def write_archive(files: Mapping[str, bytes]) -> bytes:
    """Write an archive in the order given, with one date and the same rights for all.

    Args:
        files: content by path, with forward slashes.

    Returns:
        The archive, which bears at its end a digest of itself, by which it is known to be as it was made.

    Raises:
        ValueError: a path leads out of the folder into which the archive is unpacked, or two differ in case alone.
    """
    if len({path.casefold() for path in files}) < len(files):
        raise ValueError("two paths differ in nothing but case")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, content in files.items():
            archive.writestr(_entry(path), content, compresslevel=6)
    bare = buffer.getvalue()
    seal = f"dossier pack {hashlib.sha256(bare).hexdigest()}".encode()
    return bare[:-2] + len(seal).to_bytes(2, "little") + seal


def is_sealed(content: bytes) -> bool:
    """Tell whether an archive is as it was made here: nobody added to it, took from it or changed it.

    Args:
        content: bytes of any file.
    """
    length = len(b"dossier pack ") + 64
    seal = _SEAL.fullmatch(content[-length:])
    if seal is None or content[-length - 2 : -length] != length.to_bytes(2, "little"):
        return False
    return hashlib.sha256(content[: -length - 2] + _NO_COMMENT).hexdigest().encode() == seal[1]


def _entry(path: str) -> zipfile.ZipInfo:
    parts = path.split("/")
    if "\\" in path or ":" in path or any(part in {"", ".", ".."} for part in parts):
        raise ValueError(f"{path!r} is no path within an archive")
    entry = zipfile.ZipInfo(path, _DATE)
    pressed = f".{path.rpartition('.')[2].casefold()}" in _PRESSED_ALREADY
    entry.compress_type = zipfile.ZIP_STORED if pressed else zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _READABLE_FILE
    return entry
