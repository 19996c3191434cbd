"""What files look like from outside: size, times and number. Whatever writes to a file moves a time of it.

Only what the interpreter holds anyway is imported here, since a run that has nothing to do gets no further.
"""

import os
import stat
import time
from collections.abc import Iterable, Iterator

FINE, COARSE = 50_000_000, 2_000_000_000
"""Nanoseconds within which a file may be written again without its times telling: on disks whose clocks show parts of
milliseconds, and on others."""

Looks = tuple[int, ...]
"""Four numbers for each of some files. Their hash is compared: that of numbers is the same in every process."""

_COUNT = 4
_MILLISECOND = 1_000_000
_COMPILED = "__pycache__"


def look_of(path: str, *, link: bool = True) -> Looks:
    """Return how a file looks; nothing where there is nothing.

    Args:
        path: of the file.
        link: whether it may be a link, of which the file is looked at that it leads to.
    """
    try:
        seen = os.stat(path, follow_symlinks=link)
    except (OSError, ValueError):
        return ()
    return () if stat.S_ISLNK(seen.st_mode) else _numbers(seen)


def looks_in(folder: str, names: Iterable[str]) -> Looks:
    """Return how a folder looks, which tells of any name that came or went, and files in it; links as links.

    Raises:
        OSError: something of it is not there.
    """
    look = os.lstat
    numbers: list[int] = []
    for seen in (look(folder), *[look(f"{folder}/{name}") for name in names]):
        numbers += (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
    return tuple(numbers)


def tree_of(folder: str, *, deep: bool = True) -> tuple[str, Looks]:
    """Return the paths of the files below a folder, links followed, and how they look.

    Args:
        folder: need not be there.
        deep: look into folders as well.
    """
    found = list(_tree(folder, "", {}, deep=deep))
    return "/".join(path for path, _ in found), tuple(number for _, looks in found for number in looks)


def is_settled(looks: Looks) -> bool:
    """Tell whether any change of these files from now on would give them another look."""
    now = time.time_ns()
    return all(
        now - moment > (FINE if moment % _MILLISECOND else COARSE) for moment in (*looks[1::_COUNT], *looks[2::_COUNT])
    )


def _numbers(seen: os.stat_result) -> Looks:
    return seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino


def _tree(folder: str, above: str, entered: dict[tuple[int, int], None], *, deep: bool) -> Iterator[tuple[str, Looks]]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        path = f"{folder}/{name}"
        try:
            seen = os.stat(path)
        except OSError:
            # A link that leads nowhere is looked at itself.
            seen = os.lstat(path)
        if not stat.S_ISDIR(seen.st_mode):
            yield f"{above}{name}", _numbers(seen)
        elif deep and name != _COMPILED and (seen.st_dev, seen.st_ino) not in entered:
            # Links may lead in circles.
            entered[seen.st_dev, seen.st_ino] = None
            yield from _tree(path, f"{above}{name}\\", entered, deep=deep)
