"""How a command is measured: with every process that it starts, also those that outlive it."""

import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from resource import struct_rusage

from benchmarks.measuring import Cost, Measure
from benchmarks.memory import most_of_tree

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
        watched: whether memory is looked at while it runs, which only Linux tells.
    """

    def measure() -> Cost:
        _adopt_orphans()
        with tempfile.TemporaryFile() as lines:
            begun = time.perf_counter()
            process = subprocess.Popen(
                list(map(str, words)), stdout=lines, stderr=lines, env=dict(environment), start_new_session=True
            )
            held = _watch(process.pid) if watched else (0.0, 0.0)
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                lines.seek(0)
                told = lines.read().decode("utf-8", "replace")[-_MOST_TOLD:]
                raise FailedCommandError(f"{' '.join(map(str, words))}: exit {process.returncode}\n{told}")
        usages = [usage, *_left_behind(process.pid)]
        return Cost(sum(each.ru_utime + each.ru_stime for each in usages), wall, *held)

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


def _watch(process: int) -> tuple[float, float]:
    """Return the most memory of a process alone and the most of any that it started, in MiB, once it has ended."""
    own = largest = 0.0
    while (found := most_of_tree(process))[0]:
        own, largest = found[0], max(largest, found[1])
        time.sleep(_GLANCE)
    return own, largest
