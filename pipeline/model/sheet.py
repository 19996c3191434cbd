"""A workbook as plain values: what a reader gives back, free of any Excel library."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class CellError:
    """An Excel error value such as ``#REF!``, or a formula whose result the file does not hold."""

    text: str


CellValue = str | bool | int | float | date | datetime | time | timedelta | CellError | None


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its title and its filled cells as (row, column) from 1, blanks left out."""

    title: str
    cells: dict[tuple[int, int], CellValue]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file's name and its sheets in order."""

    name: str
    grids: tuple[Grid, ...]


def cell_name(row: int, column: int) -> str:
    """Return the Excel name of a cell.

    Args:
        row: from 1.
        column: from 1.

    Returns:
        For instance ``D14``.
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
