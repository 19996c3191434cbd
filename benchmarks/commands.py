"""How a command is measured: with every process that it starts, also those that outlive it."""

import ctypes
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from resource import struct_rusage

from benchmarks.measuring import Cost, Measure, mib

_KIB = 1024
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)
_GLANCE = 0.02
"""Seconds between two looks at the memory of a process."""

_ADOPTS_ORPHANS = 36
"""By this number Linux knows a process that wants to wait for what its children leave behind."""

_MOST_TOLD = 2000


class FailedCommandError(Exception):
    """A command that is measured did not end as it should."""


def command(words: Sequence[str | Path], environment: Mapping[str, str], *, watched: bool = False) -> Measure:
    """Return how a command is measured.

    Args:
        words: program and arguments.
        environment: of the process.
        watched: whether its own memory is looked at while it runs.
    """

    def measure() -> Cost:
        _adopt_orphans()
        with tempfile.TemporaryFile() as lines:
            begun = time.perf_counter()
            process = subprocess.Popen(
                list(map(str, words)), stdout=lines, stderr=lines, env=dict(environment), start_new_session=True
            )
            own = _watch(process.pid) if watched else 0.0
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                lines.seek(0)
                told = lines.read().decode("utf-8", "replace")[-_MOST_TOLD:]
                raise FailedCommandError(f"{' '.join(map(str, words))}: exit {process.returncode}\n{told}")
        usages = [usage, *_left_behind(process.pid)]
        peak = mib(max(each.ru_maxrss for each in usages))
        return Cost(sum(each.ru_utime + each.ru_stime for each in usages), wall, peak, own or peak)

    return measure


@cache
def _adopt_orphans() -> None:
    """Have what the children of this process leave behind become its own children, where the system knows that."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_ADOPTS_ORPHANS, 1, 0, 0, 0)


def _left_behind(group: int) -> Iterator[struct_rusage]:
    """Wait for the workers of a command that has ended, which a server of theirs may have started."""
    while True:
        try:
            yield os.wait4(-group, 0)[2]
        except ChildProcessError:
            return


def _watch(process: int) -> float:
    """Return the most memory of a process alone, in MiB, once it has ended; 0 where the system does not tell."""
    most, status = 0.0, Path(f"/proc/{process}/status")
    while status.exists() and (found := _PEAK.search(status.read_text(encoding="ascii"))):
        most = int(found[1]) / _KIB
        time.sleep(_GLANCE)
    return most
