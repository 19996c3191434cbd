"""A line at the bottom of a terminal that shows how far a batch is, by rich."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class MovingLine:
    """The line; what else is printed goes above it."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress, self._task = progress, task

    def write(self, text: str) -> None:
        """Print above the line."""
        self._progress.console.out(text, end="", highlight=False)

    def move(self, built: int, failed: int, name: str) -> None:
        """Say how many documents are built and how many systems failed, and which system came last."""
        lost = f", [bold red]{failed} failed[/]" if failed else ""
        words = f"systems, {built} documents built{lost}  [dim]{escape(name)}[/]"
        self._progress.update(self._task, advance=1, description=words)


@contextmanager
def moving_line(total: int, console: Console | None = None) -> Iterator[MovingLine]:
    """Show a line while something goes on.

    Args:
        total: how many systems there are.
        console: where to show it; standard error where none is given.
    """
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console or Console(stderr=True, highlight=False), transient=True) as progress:
        yield MovingLine(progress, progress.add_task("systems", total=total))
