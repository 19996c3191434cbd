"""Reads files and nothing else: a pipe or a device that lies in a folder would keep a run waiting for ever."""

import errno
from pathlib import Path


class NotAFileError(OSError):
    """What lies at a path is no file: a folder, a pipe, a socket or a device."""


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; whatever else lies there is not opened.

    Raises:
        NotAFileError: it is no file.
        OSError: it is not there, or cannot be read.
    """
    if path.exists() and not path.is_file():
        raise NotAFileError(errno.EINVAL, "it is no file", str(path))
    return path.read_bytes()
