"""Writes files so that nothing is ever half written, and never over what a person edited."""

import errno
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from pipeline.model.manifest import Manifest

DISK_ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT)
"""Errors that concern the whole disk, not one file."""

MANIFEST = "manifest.json"
MANIFEST_SCHEMA = "dossier/manifest/1"


class UnsafePathError(OSError):
    """A place that is a link, and may lead out of the output folder."""


def refuse_link(path: Path) -> None:
    """Refuse to write through a link.

    Raises:
        UnsafePathError: the path is a symbolic link.
    """
    if path.is_symlink():
        raise UnsafePathError(f"{path} is a symbolic link")


def write(path: Path, content: bytes) -> bool:
    """Write a file atomically: the old one stands until the new one is whole.

    Args:
        path: where; its folder is made if need be.
        content: all of it.

    Returns:
        False where the file already held exactly this.

    Raises:
        UnsafePathError: the path is a symbolic link.
        OSError: the disk refuses.
    """
    refuse_link(path)
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".~", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(part).chmod(0o644)
        Path(part).replace(path)
        _settle(path.parent)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    return True


def _settle(folder: Path) -> None:
    """Have the disk keep the name of a file too; where folders cannot be opened, the system sees to it itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def to_json(data: Mapping[str, Any]) -> bytes:
    """Return JSON as every file of ours holds it: indented, in the order given, with a line end."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def sha256_of(content: bytes) -> str:
    """Return the SHA-256 of bytes, as manifests hold it."""
    return hashlib.sha256(content).hexdigest()


def digest_of(path: Path) -> str | None:
    """Return the SHA-256 of a file, or None where there is nothing; a folder or a device there has an empty one."""
    if path.is_file():
        return sha256_of(path.read_bytes())
    return "" if path.exists() else None


def manifest_json(manifest: Manifest) -> bytes:
    """Return a manifest as its file holds it."""
    return to_json(msgspec.to_builtins(manifest))
