"""How far a batch is: a line that moves on a terminal, and what is done and not done where a person ends it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pipeline.build.result import SystemResult
from pipeline.build.scan import SystemSource

_NAMED = 10
"""How many systems are named of those that are not done."""


class Watch:
    """Counts what is done; shows it where there is a terminal."""

    def __init__(self, sources: Sequence[SystemSource], console: Console) -> None:
        self._sources = sources
        self._total, self._done, self._built, self._failed = len(sources), 0, 0, 0
        self.console = console
        """On which the rest is printed meanwhile, above the line."""
        self.shown = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            # One system is done before a person could read how far it is.
            disable=not console.is_terminal or self._total < 2,  # noqa: PLR2004 - as said
        )
        self._task = self.shown.add_task("systems", total=self._total)

    def count(self, result: SystemResult) -> None:
        """Take in what became of the next system, in the order of the workbooks."""
        self._done += 1
        states = [each.state for each in result.deliverables]
        self._built += states.count("built")
        self._failed += "failed" in states or result.system is None
        failed = f", [bold red]{self._failed} failed[/]" if self._failed else ""
        words = f"systems, {self._built} documents built{failed}  [dim]{escape(result.system or result.workbook)}[/]"
        self.shown.update(self._task, advance=1, description=words)

    def tell_where_it_ended(self) -> None:
        """Say what is done and what is not."""
        names = [source.path for source in self._sources[self._done :][:_NAMED]]
        left = self._total - self._done
        more = f" and {left - _NAMED} more" if left > _NAMED else ""
        done = f"done: {self._done} of {self._total} systems, {self._built} documents built"
        self.console.print(escape(done))
        if names:
            self.console.print(escape(f"not done: {', '.join(names)}{more}"))
            self.console.print("The same command goes on from here.")


@contextmanager
def watched(sources: Sequence[SystemSource]) -> Iterator[Watch]:
    """Show how far a batch is while it runs.

    Args:
        sources: the workbooks.
    """
    # Made here, so that a test or a caller may redirect standard error.
    watch = Watch(sources, Console(stderr=True, highlight=False, soft_wrap=True))
    try:
        with watch.shown:
            yield watch
    except KeyboardInterrupt:
        watch.tell_where_it_ended()
        raise
