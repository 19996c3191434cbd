"""What files look like from outside: size, number and times. Whatever writes to a file moves a time of it.

Only what the interpreter holds anyway is imported here, since a run that has nothing to do gets no further.
"""

import os
import stat
import time
from collections.abc import Iterator

FINE, COARSE = 50_000_000, 2_000_000_000
"""Nanoseconds within which a file may be written again without its times telling: on disks whose clocks show parts of
milliseconds, and on others."""

_MILLISECOND = 1_000_000

NONE = ""
"""The stamp of what is not there; nothing that is there looks like it."""

_COMPILED = "__pycache__"
_FIELDS = 5


def stamp_of(path: str) -> str:
    """Return the stamp of a file, or of what a link leads to."""
    try:
        return file_stamp("", os.stat(path))
    except (OSError, ValueError):
        return NONE


def listing_of(folder: str) -> str:
    """Return the stamps of everything that lies in a folder, no deeper, links as links; none where there is none."""
    try:
        return "/".join(file_stamp(name, os.lstat(f"{folder}/{name}")) for name in sorted(os.listdir(folder)))
    except OSError:
        return NONE


def tree_of(folder: str, *, deep: bool = True) -> str:
    """Return the stamps of every file below a folder, following links, with the paths.

    Args:
        folder: need not be there.
        deep: look into folders as well.
    """
    return "/".join(_tree(folder, "", {}, deep=deep))


def is_settled(stamps: str, now: int = 0) -> bool:
    """Tell whether stamps of files are such that any later change of one would give it another stamp.

    Args:
        stamps: as the other functions return them.
        now: in nanoseconds; the present where none is given.
    """
    now = now or time.time_ns()
    fields = stamps.split("/")
    times = map(int, (*fields[2::_FIELDS], *fields[3::_FIELDS]))
    return all(now - each > (FINE if each % _MILLISECOND else COARSE) for each in times)


def file_stamp(name: str, seen: os.stat_result) -> str:
    """Return the stamp of a file that was looked at, with a name before it."""
    # No name holds the stroke, so that stamps can be joined with it.
    return f"{name}/{seen.st_size}/{seen.st_mtime_ns}/{seen.st_ctime_ns}/{seen.st_ino}"


def _tree(folder: str, above: str, entered: dict[tuple[int, int], None], *, deep: bool) -> Iterator[str]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        path = f"{folder}/{name}"
        try:
            seen = os.stat(path)
        except OSError:
            # A link that leads nowhere is told as what it is.
            yield file_stamp(f"{above}{name}", os.lstat(path))
            continue
        if not stat.S_ISDIR(seen.st_mode):
            yield file_stamp(f"{above}{name}", seen)
        elif deep and name != _COMPILED and (seen.st_dev, seen.st_ino) not in entered:
            # Links may lead in circles.
            entered[seen.st_dev, seen.st_ino] = None
            yield from _tree(path, f"{above}{name}\\", entered, deep=deep)
