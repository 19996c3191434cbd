"""How much memory processes hold, in MiB, as Linux tells it.

What the system counts for a process that has ended is no use: it takes in what the one held that started it.
"""

import re
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_NOW, _MOST = "VmRSS", "VmHWM"
_KIB = 1024


def held_now() -> float:
    """Return what this process holds now; where the system does not tell, the most that it held."""
    return _told("self", _NOW) or _most_counted()


def held_at_most() -> float:
    """Return the most that this process held."""
    return _told("self", _MOST) or _most_counted()


def most_of_tree(process: int) -> tuple[float, float]:
    """Return the most that a process held, and the most that any of it and its descendants held; 0 where not told."""
    own = _told(process, _MOST)
    return own, max(own, *(_told(each, _MOST) for each in _descendants(process)), 0.0)


def _told(process: int | str, what: str) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = re.search(rf"^{what}:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / _KIB if found else 0.0


def _descendants(process: int) -> Iterator[int]:
    """Yield what any thread of a process started, and what that did."""
    with suppress(OSError):  # what ends meanwhile is passed over, and the next look comes soon
        for thread in Path(f"/proc/{process}/task").glob("*/children"):
            for child in map(int, thread.read_text(encoding="ascii").split()):
                yield child
                yield from _descendants(child)


def _most_counted() -> float:
    """Return the most that this process held as any system counts it: in bytes on macOS, elsewhere in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (_KIB**2 if sys.platform == "darwin" else _KIB)
