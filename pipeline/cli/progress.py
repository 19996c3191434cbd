"""How far a batch is: what is done and not done where a person ends it, and a line that moves on a terminal."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

from pipeline.build.result import SystemResult
from pipeline.build.scan import SystemSource
from pipeline.cli.report import say, write

_NAMED = 10
"""How many systems are named of those that are not done."""


class Line(Protocol):
    """A line that moves below what is printed."""

    def write(self, text: str) -> None:
        """Print above the line."""

    def move(self, built: int, failed: int, name: str) -> None:
        """Say how many documents are built and how many systems failed, and which system came last."""


class Watch:
    """Counts what is done, and shows it where there is a line for it.

    Args:
        sources: the workbooks, in the order in which they are done.
        line: the line that moves, if there is one.
    """

    def __init__(self, sources: Sequence[SystemSource], line: Line | None = None) -> None:
        self._sources, self._line = sources, line
        self._done = self._built = self._failed = 0
        self.write = line.write if line else write
        """Takes what else is printed meanwhile."""

    def count(self, result: SystemResult) -> None:
        """Take in what became of the next system."""
        self._done += 1
        self._built += result.states["built"]
        self._failed += bool(result.states["failed"]) or result.system is None
        if self._line:
            self._line.move(self._built, self._failed, result.system or result.workbook)

    def tell_where_it_ended(self) -> None:
        """Say what is done and what is not."""
        left = len(self._sources) - self._done
        say(f"done: {self._done} of {len(self._sources)} systems, {self._built} documents built")
        if left:
            names = ", ".join(source.path for source in self._sources[self._done :][:_NAMED])
            say(f"not done: {names}{f' and {left - _NAMED} more' if left > _NAMED else ''}")
            say("The same command goes on from here.")


@contextmanager
def watched(sources: Sequence[SystemSource]) -> Iterator[Watch]:
    """Show how far a batch is while it runs.

    Args:
        sources: the workbooks.
    """
    watch = Watch(sources)
    try:
        with _line(len(sources)) as line:
            watch = Watch(sources, line)
            yield watch
    except KeyboardInterrupt:
        watch.tell_where_it_ended()
        raise


def _line(total: int) -> AbstractContextManager[Line | None]:
    """Return a line that moves, where there is a terminal, and one system is not done before it could be read."""
    if total < 2 or not sys.stderr.isatty():  # noqa: PLR2004 - as said
        return nullcontext()
    from pipeline.cli.moving_line import moving_line

    return moving_line(total)
